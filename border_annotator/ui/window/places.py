"""Where the panels stand, and how the width is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from border_annotator.ui.actions.keys import with_key
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from border_annotator.ui.main_window import MainWindow

WIDTH, HEIGHT = 1440, 900
LEAST_WIDTH, LEAST_HEIGHT = 940, 560
FRAME = 40
"""Pixels that a window's title takes of the screen."""
ROOMY = (262, 374)
"""Widths of the queue and of the events in a window of usual size."""
COMPACT = (222, 316)
"""The same in a narrow window, so that the article keeps its measure as long as it can."""
NARROW = 1200
GUIDE = 300
"""Pixels across of the guidelines."""


class Places(QWidget):
    """Header, three panels side by side and the line at the bottom; the article is in the middle of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._guide: QWidget | None = None
        self.middle = QWidget()
        self.column = QVBoxLayout(self.middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(window.facts)
        self.column.addWidget(window.find_bar)
        self.stack = QStackedWidget()
        self.stack.addWidget(window.article)
        self.stack.addWidget(self._nothing_open())
        self.stack.addWidget(window.search)
        self._is_open = False
        self.column.addWidget(self.stack, 1)
        self.panels = QSplitter(Qt.Orientation.Horizontal)
        self.panels.setHandleWidth(1)
        self.panels.setChildrenCollapsible(False)
        for panel in (window.queue, self.middle, window.events):
            self.panels.addWidget(panel)
        self.panels.setStretchFactor(1, 1)
        self.panels.setSizes([ROOMY[0], WIDTH - sum(ROOMY), ROOMY[1]])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(window.header)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panels)
        outer.addLayout(row, 1)
        outer.addWidget(window.status)

    def place_window(self) -> None:
        """Put the window where it was last time, else make it as large as the screen allows."""
        window = self._window
        window.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        if window.restoreGeometry(QByteArray.fromHex(window.settings.text("window").encode("ascii", "ignore"))):
            return
        free = window.screen().availableSize()
        window.resize(min(WIDTH, free.width()), min(HEIGHT, free.height() - FRAME))

    def remember(self) -> None:
        """Keep where the window is, for the next start."""
        self._window.settings.set("window", bytes(self._window.saveGeometry().toHex().data()).decode("ascii"))

    def show_article(self, *, is_open: bool) -> None:
        """Show the article, or the page that says what to do without one; a search that is shown stays."""
        self._is_open = is_open
        if self.stack.currentWidget() is not self._window.search:
            self.show_search(shown=False)

    def show_search(self, *, shown: bool) -> None:
        """Show the page of the search over all articles in the middle, or what was there before."""
        if shown:
            self._window.find_bar.leave()
            self.stack.setCurrentWidget(self._window.search)
        else:
            self.stack.setCurrentIndex(0 if self._is_open else 1)
        self._window.facts.setVisible(self._is_open and not shown)

    def show_guide(self, panel: QWidget, *, shown: bool) -> None:
        """Show the guidelines beside the article, or take them away; in a narrow window the queue makes room."""
        if self.panels.indexOf(panel) < 0:
            self.panels.insertWidget(1, panel)
            panel.hide()
            self._guide = panel
        if shown == panel.isVisible():
            return
        queue, *rest = self.panels.sizes()
        width = self._window.width()
        panel.setVisible(shown)
        if width < NARROW:
            self._window.queue.setVisible(not shown)
        events = rest[-1]
        taken = GUIDE if shown else 0
        queue = queue or (COMPACT if width < NARROW else ROOMY)[0]
        left = 0 if shown and width < NARROW else queue
        self.panels.setSizes([left, taken, width - left - taken - events, events])

    def show_keys(self) -> None:
        """Say the present keys."""
        self._import.setText(with_key(tr("Import articles…"), "project.import"))

    def follow(self, event: QResizeEvent) -> None:
        """Share the width out anew where the window becomes narrow or wide."""
        was_narrow = event.oldSize().width() < NARROW if event.oldSize().isValid() else False
        is_narrow = event.size().width() < NARROW
        if is_narrow != was_narrow:
            queue, events = COMPACT if is_narrow else ROOMY
            between = [GUIDE if self._guide.isVisible() else 0] if self._guide is not None else []
            has_guide = bool(sum(between))
            self._window.queue.setVisible(not (has_guide and is_narrow))
            queue = 0 if has_guide and is_narrow else queue
            width = event.size().width() - queue - events - sum(between)
            self.panels.setSizes([queue, *between, width, events])

    def _nothing_open(self) -> QWidget:
        """What stands in the middle while no article is open: what it is, why, and the one thing to do next."""
        words = QLabel(tr("No article is open.\nImport text files, and the model proposes what to annotate."))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setObjectName("quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._import = button = QPushButton(with_key(tr("Import articles…"), "project.import"))
        button.clicked.connect(lambda: self._window.actions_by_id.run("project.import"))
        page = QWidget()
        page.setObjectName("nothingOpen")
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page
