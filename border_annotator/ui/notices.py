"""Lines under the header that stay: what is special about the project as it is open now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable


class Notices(QWidget):
    """One bar for each thing to say; nothing at all is taken of the window while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def add(
        self, sentence: str, *, button: str = "", run: Callable[[], None] | None = None, goes: bool = False
    ) -> None:
        """Say something until the user closes it; with a button that does something about it, for good.

        Where it ``goes``, that button takes it away as well.
        """
        bar = QFrame()
        bar.setObjectName("notice")
        words = QLabel(sentence)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setObjectName("plain")
        words.setWordWrap(True)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 5, 14, 5)
        row.addWidget(words, 1)
        made = QPushButton(button or tr("Close"))
        made.setObjectName("small")
        made.setAccessibleName(button or tr("Close this notice"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if run is not None:
            made.clicked.connect(run)
        if run is None or goes:
            made.clicked.connect(lambda: self._take_away(bar))
        row.addWidget(made)
        self._column.addWidget(bar)
        self.show()

    @property
    def shown(self) -> list[str]:
        """What is said."""
        bars = [bar for bar in self.findChildren(QFrame, "notice") if not bar.isHidden()]
        return [label.text() for bar in bars for label in bar.findChildren(QLabel)]

    def _take_away(self, bar: QFrame) -> None:
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self.shown))
