"""Where the panels stand, and how the width is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from border_annotator.ui.actions.keys import with_key
from border_annotator.ui.dialogs.overlay import Sight
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
COMPACT = (222, 340)
"""The same in a narrow window, so that the article keeps its measure as long as it can."""
NARROW = 1200
ABOVE_LINE = 24
"""Pixels over a line at the upper edge of the article, for what is said above it."""
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
        self._page: QWidget | None = None
        self.column.addWidget(self.stack, 1)
        self.panels = QSplitter(Qt.Orientation.Horizontal)
        self.panels.setHandleWidth(1)
        self.panels.setChildrenCollapsible(False)
        for panel in (window.queue, self.middle, window.events):
            self.panels.addWidget(panel)
        self.panels.setStretchFactor(1, 1)
        self._widths = _read_widths(window.settings.text("panels"))
        self.panels.setSizes([self._widths[False][0], WIDTH - sum(self._widths[False]), self._widths[False][1]])
        self.panels.splitterMoved.connect(self._on_moved)
        window.queue.setVisible(window.settings.flag("show_queue"))
        window.events.setVisible(window.settings.flag("show_events"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(window.header)
        outer.addWidget(window.notices)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panels)
        outer.addLayout(row, 1)
        outer.addWidget(window.status)

    def step_focus(self, step: int) -> bool:
        """Give the keyboard to the next (``1``) or the previous control, round the whole window."""
        window = self._window
        bars = (window.facts, window.find_bar)
        parts = (
            window.header,
            window.notices,
            window.queue,
            self._guide,
            *bars,
            self.stack,
            window.events,
            window.status,
        )
        stops = [stop for part in parts if part is not None for stop in (part, *part.findChildren(QWidget))]
        stops = [stop for stop in stops if _is_stop(stop, window)]
        if not stops:
            return False
        # What has the keyboard may be no stop itself: the rows of a card that are walked, for instance.
        now = window.focusWidget()
        here = next((k for k, stop in enumerate(stops) if stop is now), None)
        if here is None:
            here = next((k for k, stop in enumerate(stops) if stop is window.article), 0)
        forwards = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
        stops[(here + step) % len(stops)].setFocus(forwards)
        return True

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
        widths = ",".join(str(width) for is_narrow in (False, True) for width in self._widths[is_narrow])
        self._window.settings.set("panels", widths)
        self._window.settings.set("window", bytes(self._window.saveGeometry().toHex().data()).decode("ascii"))

    def toggle(self, setting: str, panel: QWidget) -> bool:
        """Show a panel or hide it, also at the next start; tells whether it is shown now."""
        shown = not self._window.settings.flag(setting)
        self._window.settings.set(setting, shown)
        panel.setVisible(shown)
        if shown:
            self._share(self._window.width())
        return shown

    def show_article(self, *, is_open: bool) -> None:
        """Show the article, or the page that says what to do without one; a search that is shown stays."""
        is_first = is_open and not self._is_open
        self._is_open = is_open
        if self.stack.currentWidget() not in (self._window.search, self._page):
            self.show_search(shown=False)
            # A widget that was not shown could not take the keyboard, which went to some button then.
            if is_first and not isinstance(self._window.focusWidget(), QLineEdit):
                self._window.article.setFocus()

    def begin_here(self) -> None:
        """Give the keyboard to the one thing to do while no article is open."""
        self._import.setFocus()

    def show_search(self, *, shown: bool) -> None:
        """Show the page of the search over all articles in the middle, or what was there before."""
        self._end_page()
        if shown:
            self._window.find_bar.leave()
            self.stack.setCurrentWidget(self._window.search)
        else:
            self.stack.setCurrentIndex(0 if self._is_open else 1)
        self._window.facts.setVisible(self._is_open and not shown)

    def show_page(self, page: QWidget | None) -> None:
        """Show a page of the stack in the place of the article and its events, or these again.

        Another article that is opened takes its place back.
        """
        if page is None:
            self.show_search(shown=False)
            return
        self._window.find_bar.leave()
        self._page = page
        self.stack.setCurrentWidget(page)
        self._window.facts.hide()
        self._window.events.hide()
        self._share(self._window.width())

    @property
    def has_page(self) -> bool:
        """Whether a page stands in the place of the article."""
        return self._page is not None

    def _end_page(self) -> None:
        if self._page is not None:
            self._page = None
            self._window.events.setVisible(self._window.settings.flag("show_events"))
            self._share(self._window.width())

    def show_guide(self, panel: QWidget, *, shown: bool) -> None:
        """Show the guidelines beside the article, or take them away; in a narrow window the queue makes room."""
        if self.panels.indexOf(panel) < 0:
            self.panels.insertWidget(1, panel)
            panel.hide()
            self._guide = panel
        if shown == panel.isVisible():
            return
        width = self._window.width()
        panel.setVisible(shown)
        self._window.queue.setVisible(self._wants_queue(has_guide=shown, is_narrow=width < NARROW))
        self._share(width)

    def show_keys(self) -> None:
        """Say the present keys."""
        self._import.setText(with_key(tr("Import articles…"), "project.import"))

    def follow(self, event: QResizeEvent) -> None:
        """Share the width out anew: the panels keep the widths that were chosen, and the article has the rest."""
        was_narrow = event.oldSize().width() < NARROW if event.oldSize().isValid() else False
        is_narrow = event.size().width() < NARROW
        if is_narrow != was_narrow:
            has_guide = self._guide is not None and self._guide.isVisible()
            self._window.queue.setVisible(self._wants_queue(has_guide=has_guide, is_narrow=is_narrow))
        if event.size().width() != event.oldSize().width():
            self._share(event.size().width())

    def in_sight(self) -> Sight:
        """What is worked on, which nothing that is laid over the window should cover: the cards, the caret's line."""
        window, article = self._window, self._window.article
        events = window.events
        panel = events.mapTo(window, QPoint(0, 0)).x() if events.isVisible() else window.width()
        line = None
        if article.isVisible():
            line = article.rect_of_work().translated(article.viewport().mapTo(window, QPoint(0, 0)))
            line = line if article.rect().translated(article.mapTo(window, QPoint(0, 0))).intersects(line) else None
        return Sight(panel, line)

    def raise_line(self) -> Sight:
        """Scroll the line that is worked on up to the upper edge of the article; gives what is in sight then."""
        article = self._window.article
        bar = article.verticalScrollBar()
        bar.setValue(bar.value() + article.rect_of_work().top() - ABOVE_LINE)
        return self.in_sight()

    def _wants_queue(self, *, has_guide: bool, is_narrow: bool) -> bool:
        return self._window.settings.flag("show_queue") and not (has_guide and is_narrow)

    def _share(self, width: int) -> None:
        """Give every panel that is shown its width, and the article the rest."""
        queue, events = self._widths[width < NARROW]
        taken = {self._window.queue: queue, self._window.events: events, self._guide: GUIDE}
        widgets = [widget for k in range(self.panels.count()) if (widget := self.panels.widget(k)) is not None]
        sizes = [taken.get(widget, 0) if widget.isVisibleTo(self) else 0 for widget in widgets]
        sizes[widgets.index(self.middle)] = max(1, width - sum(sizes))
        self.panels.setSizes(sizes)

    def _on_moved(self) -> None:
        """The user moved an edge: keep the widths, for a narrow and for a wide window apart."""
        is_narrow, sizes = self._window.width() < NARROW, self.panels.sizes()
        queue, events = self._widths[is_narrow]
        self._widths[is_narrow] = (sizes[0] or queue, sizes[-1] or events)

    def _nothing_open(self) -> QWidget:
        """What stands in the middle while no article is open: what it is, why, and the one thing to do next."""
        words = QLabel(
            tr("No article is open.\nImport articles or drop them here, and the model proposes what to annotate.")
        )
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


def _read_widths(kept: str) -> dict[bool, tuple[int, int]]:
    """The widths of the queue and of the events, in a wide and in a narrow window."""
    parts = kept.split(",")
    if len(parts) != len(ROOMY + COMPACT) or not all(
        part.isdecimal() and 0 < int(part) < LEAST_WIDTH for part in parts
    ):
        return {False: ROOMY, True: COMPACT}
    queue, events, narrow_queue, narrow_events = map(int, parts)
    return {False: (queue, events), True: (narrow_queue, narrow_events)}


def _is_stop(widget: QWidget, window: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes and widget.isEnabled() and widget.isVisibleTo(window)
