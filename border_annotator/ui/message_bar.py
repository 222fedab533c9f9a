"""A sentence for the user over the article: why something was not done, or what could be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from border_annotator.ui.theme.plain_tip import tame

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

STAYS = 9_000
"""Milliseconds until a message goes away by itself."""
OFFER_STAYS = 20_000
"""The same for an offer, which asks for a key and can be left alone."""
MARGIN = 12


class MessageBar(QLabel):
    """Floats at the bottom of its parent, so that nothing moves when it comes or goes."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("message")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()
        over.installEventFilter(self)

    def say(self, sentence: str) -> None:
        """Show a sentence for a while."""
        self._show(sentence, STAYS, offers=False)

    def problem(self, sentence: str) -> None:
        """Show what went wrong and what to do, until the next edit, Escape, a click on it, or another message."""
        self._show(sentence, None, offers=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click takes it away."""
        super().mousePressEvent(event)
        self.clear_message()

    def offer(self, sentence: str) -> None:
        """Show what could be done, and by which key; nothing waits for an answer."""
        self._show(sentence, OFFER_STAYS, offers=True)

    def _show(self, sentence: str, milliseconds: int | None, *, offers: bool) -> None:
        self.setProperty("offers", offers)
        self.style().polish(self)
        sentence = tame(sentence)
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.place()
        self.show()
        self.raise_()
        self._timer.stop()
        if milliseconds is not None:
            self._timer.start(milliseconds)

    def clear_message(self) -> None:
        """Take the sentence away: what it was about is settled."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the place when the parent becomes larger or smaller."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Keep to the lower edge."""
        over = self._over
        width = min(640, over.width() - 2 * MARGIN)
        self.setFixedWidth(width)
        self.adjustSize()
        height = self.heightForWidth(width)
        self.setGeometry((over.width() - width) // 2, over.height() - height - MARGIN, width, height)
