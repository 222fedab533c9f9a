"""The bar at the top of the article that finds words in it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from border_annotator.domain.finding import stretches
from border_annotator.domain.folding import FoldedText
from border_annotator.ui.actions.keys import key, with_key
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.domain.span import Span
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView


class FindBar(QFrame):
    """Finds what is typed, lights it up in the article and steps from hit to hit; Escape leaves the caret there."""

    closed = Signal()
    """The keyboard is to go back to the article."""

    def __init__(self, session: Session, article: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._session, self._article = session, article
        self._folded: tuple[str, FoldedText] | None = None
        self._hits: list[Span] = []
        self._current: int | None = None
        self._from = 0
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Find in the article"))
        self.line.setAccessibleName(tr("Find in the article"))
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._find)
        self.whole = QCheckBox(tr("Whole words"))
        self.whole.toggled.connect(self._find)
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setObjectName("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._count)
        row.addWidget(self.whole)
        self._back = self._button("↑", tr("Previous hit"), lambda: self.step(-1))
        self._on = self._button("↓", tr("Next hit"), lambda: self.step(1))
        close = self._button("×", tr("Close"), self.leave)
        close.setToolTip(tr("Close (Esc)"))
        for button in (self._back, self._on, close):
            row.addWidget(button)
        self.show_keys()
        self.hide()

    def show_keys(self) -> None:
        """Say the keys in force."""
        self._back.setToolTip(with_key(tr("Previous hit"), "article.find_previous"))
        self._on.setToolTip(with_key(tr("Next hit"), "article.find_next"))

    def _button(self, words: str, name: str, run: object) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: run() if callable(run) else None)
        return button

    @property
    def count_words(self) -> str:
        """What is said of the hits."""
        return self._count.text()

    def open(self) -> None:
        """Show the bar with the selected words, or with those that were looked for last."""
        sheet, selected = self._session.sheet, self._article.selection()
        if sheet is None:
            self._session.refused.emit(tr("No article is open: choose one on the left."))
            return
        self._from = selected.start if selected else self._article.caret()
        self.show()
        if selected is not None:
            words = " ".join(selected.text_in(sheet.document.text).split())
            self.line.setText(words)
        self._find()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def step(self, step: int) -> None:
        """Go to the next (``1``) or the previous (``-1``) hit, round at the ends."""
        if not self.line.text().strip() or self._session.sheet is None:
            self._session.refused.emit(
                tr("Nothing is being looked for: {key} finds words in the article.", key=key("article.find"))
            )
            return
        if not self.isVisible():
            # It was closed, and the caret may have gone elsewhere since.
            self._from = self._article.caret() if step > 0 else max(0, self._article.caret() - 1)
            self.show()
            self._find()
            return
        if self._hits and self._current is not None:
            self._current = (self._current + step) % len(self._hits)
            self._show(go=True)

    def leave(self) -> None:
        """Close the bar; the current hit is selected, so that the next key works on it."""
        if not self.isVisible():
            return
        self.hide()
        self._article.show_found((), None)
        if self._current is not None:
            self._article.select(self._hits[self._current])
        self.closed.emit()

    def follow(self) -> None:
        """Another article is open: look for the same words there, from its beginning."""
        if self.isVisible():
            self._from = 0
            self._find(go=False)

    def _find(self, _changed: object = None, *, go: bool = True) -> None:
        sheet = self._session.sheet
        typed = self.line.text()
        self._hits, self._current = [], None
        if sheet is not None and typed.strip():
            if self._folded is None or self._folded[0] != sheet.document.id:
                self._folded = (sheet.document.id, FoldedText(sheet.document.text))
            self._hits = stretches(self._folded[1], typed, whole_words=self.whole.isChecked())
            if self._hits:
                place = bisect_left(self._hits, self._from, key=lambda span: span.start)
                self._current = place % len(self._hits)
        self._show(go=go)

    def _show(self, *, go: bool) -> None:
        self._article.show_found(self._hits, self._current)
        if self._current is None:
            self._count.setText(tr("no hit") if self.line.text().strip() else "")
            return
        number, total = self._current + 1, len(self._hits)
        self._count.setText(tr("{number} of {total}", number=f"{number:,}", total=f"{total:,}"))
        if go:
            self._article.go_to(self._hits[self._current])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter steps on, Escape closes."""
        if watched is self.line and isinstance(event, QKeyEvent):
            key = event.key()
            if key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                return False
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                if key == Qt.Key.Key_Escape:
                    self.leave()
                else:
                    self.step(-1 if back else 1)
                return True
        return False
