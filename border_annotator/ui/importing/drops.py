"""Files, folders and texts that are dropped on the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel

from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from border_annotator.ui.main_window import MainWindow

EDGE = 12
"""Pixels between the sign and the window's edges."""


class Drops(QObject):
    """Takes what is dropped anywhere on the window, and shows while it is dragged that it may be."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._sign: QLabel | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Whether the window says that something may be dropped."""
        return self._sign is not None and self._sign.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """What is dragged over the window, or over the sign on it."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._fill()
        if event.type() == QEvent.Type.DragLeave:
            self._hide()
            return True
        if isinstance(event, QDropEvent) and self._may_be(event.mimeData(), event):
            # The enter event and those of moves are drop events as well.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if isinstance(event, QDragEnterEvent):
                self._show(event.mimeData())
            elif event.type() == QEvent.Type.Drop:
                self._hide()
                self._window.importing.take(event.mimeData())
            return True
        return False

    def _may_be(self, data: QMimeData, event: QDropEvent) -> bool:
        from border_annotator.ui.importing.pasted import can_be_taken

        # What is dragged inside the window is a selection that fills a role.
        return event.source() is None and can_be_taken(data)

    def _show(self, data: QMimeData) -> None:
        if self._sign is None:
            self._sign = QLabel(self._window)
            self._sign.setObjectName("dropSign")
            self._sign.setTextFormat(Qt.TextFormat.PlainText)
            self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._sign.setAcceptDrops(True)
            self._sign.installEventFilter(self)
        self._sign.setText(
            tr("Drop it to see what would come in:\nfiles and folders of articles")
            if data.hasUrls()
            else tr("Drop the text to see it as an article")
        )
        self._sign.setAccessibleName(self._sign.text())
        self._fill()
        self._sign.show()
        self._sign.raise_()

    def _fill(self) -> None:
        if self._sign is not None:
            self._sign.setGeometry(self._window.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE))

    def _hide(self) -> None:
        if self._sign is not None:
            self._sign.hide()
