"""A small panel over the window that asks one thing and goes away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from border_annotator.ui.actions.keys import KEYS
from border_annotator.ui.theme.plain_tip import tame
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QHideEvent, QShowEvent

WIDTH = 460
LEAST = 560
"""Pixels across that a wide overlay needs at least to stand beside the cards and not over them."""
TOP = 72
EDGE = 8
"""Pixels between an overlay and what it leaves in sight."""
STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why the line may lose the keyboard without the overlay going away: another program, or the line's own menu."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a window an overlay leaves in sight, in the window's pixels.

    ``panel`` is where the panel on the right begins, ``line`` the line of the text that is worked on.
    """

    panel: int
    line: QRect | None = None


@runtime_checkable
class HasSight(Protocol):
    """A window that knows what its overlays should leave in sight."""

    def in_sight(self) -> Sight:
        """What should not be covered."""

    def raise_line(self) -> Sight:
        """Bring the line that is worked on up as far as it goes, so that there is room below it."""


class Overlay(QFrame):
    """A title, a line to type in, and whatever a kind of overlay adds. Escape and a click elsewhere close it.

    It lives inside the window, so it needs no window manager and never blocks: the answer comes through a callback.
    """

    entered = Signal()
    """Enter was pressed in the line."""
    help_asked = Signal()
    """The key of the guidelines was pressed: what is marked is to be explained beside the overlay."""
    closed = Signal()
    """It is not shown any more."""
    wide = WIDTH
    """Pixels across, in a window that has them."""
    raises_line = False
    """Whether the text is scrolled where there is no room else to leave the line in sight that it is about."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("overlay")
        self._window = window
        self._focus_before: QWidget | None = None
        self._top: int | None = None
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setObjectName("overlayTitle")
        self._title.setWordWrap(True)
        self.lines: list[QLineEdit] = []
        self._typed_into: list[QWidget] = []
        self.line = self.add_line()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self._title)
        self.column.addWidget(self.line)
        self.hide()

    def add_line(self) -> QLineEdit:
        """One more line to type in; the tabulator goes from one to the next and round."""
        line = QLineEdit()
        self.take_keys_of(line)
        self.lines.append(line)
        return line

    def take_keys_of(self, widget: QWidget) -> None:
        """Have ``on_key`` asked about every key in something that is typed into."""
        widget.installEventFilter(self)
        self._typed_into.append(widget)

    def add_answers(self, accept: Callable[[], None]) -> None:
        """Two buttons for the mouse that do what Enter and Escape do."""
        row = QHBoxLayout()
        row.addStretch(1)
        for words, run in ((tr("Save  Enter"), accept), (tr("Leave  Esc"), self.dismiss)):
            button = QPushButton(words)
            button.setObjectName("small")
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(run)
            row.addWidget(button)
        self.column.addLayout(row)

    def present(self, title: str, hint: str) -> None:
        """Show the overlay and give it the keyboard."""
        if not self.isVisible():
            self._focus_before = self._window.focusWidget()
        self._title.setText(tame(title))
        self.line.setAccessibleName(hint or title)
        self.line.setPlaceholderText(hint)
        self.setAccessibleName(title)
        self.show()
        self._top = None
        self._place(may_scroll=self.raises_line and self._window.isVisible())
        self.raise_()
        # With this reason another overlay that was open goes away.
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Close it and give the keyboard back."""
        if not self.isVisible():
            return
        self.hide()
        # What had the keyboard may be gone: cards are made anew when a run has labelled the article.
        before = self._focus_before
        heir = before if before is not None and shiboken6.isValid(before) and before.isVisible() else self._window
        heir.setFocus(Qt.FocusReason.PopupFocusReason)

    def on_key(self, event: QKeyEvent) -> bool:
        """A key in the line, before the line has it; true when it is used up."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return True
        if QKeySequence(event.keyCombination()) in map(QKeySequence, KEYS.of("help.guideline")):
            self.help_asked.emit()
            return True
        step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = -1
        lines = [line for line in self.lines if line.isVisibleTo(self)]
        if step is not None and len(lines) > 1:
            place = next((k for k, line in enumerate(lines) if line.hasFocus()), 0)
            lines[(place + step) % len(lines)].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001, N802 - Qt's name
        """The tabulator goes round inside the overlay and never to what lies below it."""
        stops = [stop for stop in self.findChildren(QWidget) if _is_stop(stop, self)]
        here = next((k for k, stop in enumerate(stops) if stop.hasFocus()), -1)
        if stops:
            step = 1 if forwards else -1
            reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
            stops[(here + step) % len(stops)].setFocus(reason)
        return True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the window's size, which a hidden overlay need not hear of."""
        super().showEvent(event)
        self._window.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Follow it no more."""
        super().hideEvent(event)
        self._window.removeEventFilter(self)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A key that no control of the overlay wanted."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def event(self, event: QEvent) -> bool:
        """While a control of the overlay has the keyboard, no key does anything to what lies below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys of the lines, and the window's size and clicks."""
        if watched in self._typed_into:
            if event.type() == QEvent.Type.ShortcutOverride:
                # Every key belongs to the line: Ctrl+Return must not mark the article below as done.
                event.accept()
                return True
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self.on_key(event)
            if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STAYS:
                heir = QApplication.focusWidget()
                if heir is None or not self.isAncestorOf(heir):
                    self.hide()
        elif event.type() == QEvent.Type.Resize:
            # Not at once: the panels have their new places only after the window has heard of its new size, and the
            # text its new lines only after that.
            QTimer.singleShot(0, self, self._place_again)
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._place_again))
        return False

    def _place_again(self) -> None:
        if self.isVisible():
            self._top = None
            self._place(may_scroll=self.raises_line)

    def _place(self, *, may_scroll: bool = False) -> None:
        whole, sight = self._window.rect(), self.in_sight()
        width = min(self.wide, whole.width() - 32)
        beside = sight.panel - 2 * EDGE
        if beside >= LEAST:
            width = min(width, max(beside, self.minimumSizeHint().width()))
        self.setFixedWidth(width)
        self.adjustSize()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            # What breaks its lines does not know its height by its hint.
            self.resize(width, layout.totalHeightForWidth(width))
        # What it is about stays in sight: the panel on the right as far as may be, and the line in the text.
        left = min((whole.width() - width) // 2, sight.panel - width - EDGE)
        lowest = max(EDGE, whole.height() - self.height() - EDGE)
        top = min(TOP, lowest)
        if self._top is not None:
            top = min(self._top, lowest)  # it does not jump about while its list becomes shorter
            if sight.line is not None and top < sight.line.top() < top + self.height():
                # It has grown over the line that it stood above.
                above = sight.line.top() - self.height() - EDGE
                top = above if above >= EDGE else top
        elif sight.line is not None and top < sight.line.bottom() and sight.line.top() < top + self.height():
            above = sight.line.top() - self.height() - EDGE
            has_room = sight.line.bottom() + EDGE <= lowest or above >= EDGE
            if may_scroll and not has_room and isinstance(self._window, HasSight):
                sight = self._window.raise_line()
            below = sight.line.bottom() + EDGE if sight.line is not None else lowest
            top = below if below <= lowest else above if above >= EDGE else top
        self._top = top
        self.move(max(EDGE, left), top)

    def in_sight(self) -> Sight:
        """What should not be covered."""
        window = self._window
        return window.in_sight() if isinstance(window, HasSight) else Sight(window.width())


def _is_stop(widget: QWidget, overlay: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.isVisibleTo(overlay)
