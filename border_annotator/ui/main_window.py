"""The window: puts the panels in their places and lets them hear of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.services.correct import prepare
from border_annotator.services.prelabel import model_in_use
from border_annotator.ui.actions import facts_actions, gazetteer_actions
from border_annotator.ui.actions.action_set import ActionSet
from border_annotator.ui.actions.annotate_actions import AnnotateActions
from border_annotator.ui.actions.facts_actions import FactsActions
from border_annotator.ui.actions.gazetteer_actions import GazetteerActions
from border_annotator.ui.actions.project_actions import ProjectActions
from border_annotator.ui.actions.review_actions import ReviewActions
from border_annotator.ui.actions.view_actions import ViewActions
from border_annotator.ui.dialogs.chooser import Chooser
from border_annotator.ui.dialogs.form import Form
from border_annotator.ui.dialogs.value_prompt import ValuePrompt
from border_annotator.ui.events.event_panel import EventPanel
from border_annotator.ui.facts_bar import FactsBar
from border_annotator.ui.header import Header
from border_annotator.ui.jobs.prelabel_job import PrelabelJob
from border_annotator.ui.message_bar import MessageBar
from border_annotator.ui.queue.queue_model import Stage, stage_of
from border_annotator.ui.queue.queue_panel import QueuePanel
from border_annotator.ui.session import Session
from border_annotator.ui.status_bar import StatusBar
from border_annotator.ui.text.article_view import ArticleView
from border_annotator.ui.theme.fonts import interface_font
from border_annotator.ui.theme.style_sheet import style_sheet
from border_annotator.ui.theme.theme import read_theme, theme_name

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from border_annotator.services.prelabel import PrelabelStep
    from border_annotator.services.project import Project
    from border_annotator.settings.store import Settings
    from border_annotator.ui.theme.theme import Theme

WIDTH, HEIGHT = 1440, 900
LEAST_WIDTH, LEAST_HEIGHT = 940, 560
FRAME = 40
"""Pixels that a window's title takes of the screen."""
ROOMY = (262, 374)
"""Widths of the queue and of the events in a window of usual size."""
COMPACT = (222, 316)
"""The same in a narrow window, so that the article keeps its measure as long as it can."""
SOON = 400
"""Milliseconds after which the window is there and nobody has pressed a key yet."""
NARROW = 1200


class MainWindow(QMainWindow):
    """One project, open for review. It owns the project and closes it with itself."""

    project_asked = Signal(object)
    """Another project is wanted: ``(path, whether to make it)``."""

    def __init__(self, project: Project, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle(f"{project.path.stem} – Border Annotator")
        self._settings = settings
        self._is_closed = False
        self._styled_for: Theme | None = None
        self._theme = read_theme(theme_name(settings.text("theme")))
        self.session = Session(project, self)
        self.job = PrelabelJob(project, self)
        self.header = Header(project.path.name)
        self.queue = QueuePanel(project, self._theme)
        self.article = ArticleView(project.schema, self._theme)
        self.facts = FactsBar()
        self.events = EventPanel(project.schema, self._theme)
        self.status = StatusBar()
        self._put_together()
        self.chooser = Chooser(self)
        self.prompt = ValuePrompt(self)
        self.facts_form = Form(self, facts_actions.FIELDS)
        self.gazetteer_form = Form(self, gazetteer_actions.FIELDS)
        self.message = MessageBar(self._stack)
        self.files = ProjectActions(self.session, self.job, settings, self)
        self._view = ViewActions(self.chooser, settings, self._set_look, self._toggle_rejected, self.message.say)
        review = ReviewActions(self.session, self.article, self.queue, self.prompt)
        annotate = AnnotateActions(self.session, self.article, self.chooser, self.prompt)
        facts = FactsActions(self.session, self.article, self.chooser, self.facts_form, self.files.label_again)
        names = GazetteerActions(
            self.session, self.article, self.chooser, self.prompt, self.gazetteer_form, self.message.offer
        )
        panels = (review, annotate, facts, names, self.files, self._view)
        self.actions_by_id = ActionSet(self, {key: run for panel in panels for key, run in panel.handlers().items()})
        self._view.run = self.actions_by_id.run
        self.header.set_actions(self.actions_by_id)
        self._connect()
        self._set_look()
        self._place()
        self._begin()

    # Places

    def _put_together(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.facts)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.article)
        self._stack.addWidget(self._nothing_open())
        column.addWidget(self._stack, 1)
        self._panels = QSplitter(Qt.Orientation.Horizontal)
        self._panels.setHandleWidth(1)
        self._panels.setChildrenCollapsible(False)
        for panel in (self.queue, middle, self.events):
            self._panels.addWidget(panel)
        self._panels.setStretchFactor(1, 1)
        self._panels.setSizes([ROOMY[0], WIDTH - sum(ROOMY), ROOMY[1]])
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._panels)
        outer.addLayout(row, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setFocusProxy(self.article)

    def _nothing_open(self) -> QWidget:
        """What stands in the middle while no article is open: what it is, why, and the one thing to do next."""
        words = QLabel("No article is open.\nImport text files, and the model proposes what to annotate.")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setObjectName("quiet")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton("Import articles…  Ctrl+I")
        button.clicked.connect(lambda: self.actions_by_id.run("project.import"))
        page = QWidget()
        page.setObjectName("nothingOpen")
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _connect(self) -> None:
        session = self.session
        session.sheet_shown.connect(self._show_sheet)
        session.sheet_changed.connect(self._show_changes)
        session.focus_changed.connect(self._show_focus)
        session.focus_moved.connect(self._go_to_focus)
        session.queue_changed.connect(self._show_queue)
        session.saved.connect(self.status.say_saved)
        session.saved.connect(lambda _words: self.message.clear_message())
        session.refused.connect(self.message.say)
        self.queue.chosen.connect(session.open_document)
        self.queue.import_asked.connect(lambda: self.actions_by_id.run("project.import"))
        self.article.clicked_at.connect(self._focus_event_at)
        self.article.zoom_asked.connect(self._view.zoom)
        self.events.event_chosen.connect(session.focus_event)
        self.events.item_chosen.connect(self._go_to_item)
        self.events.asked.connect(self.actions_by_id.run)
        self.facts.asked.connect(self.actions_by_id.run)
        self.header.asked.connect(self.actions_by_id.run)
        self.status.cancel_asked.connect(self.job.cancel)
        self.job.progressed.connect(self._show_job)
        self.job.ended.connect(self._show_job_end)
        self.job.failed.connect(self.message.say)
        self.files.project_asked.connect(self.project_asked)
        self.files.said.connect(self.status.say_saved)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._set_look)

    def _show_model(self) -> str | None:
        """Say which model is in use; gives the sentence that says why there is none."""
        try:
            model = model_in_use(self._settings.text("model") or None)
        except KnownError as error:
            self.status.show_model(str(error))
            return str(error)
        self.status.show_model(model.sentence)
        self.facts.set_model(model)
        return None

    def _begin(self) -> None:
        no_model = self._show_model()
        self.session.open_document(self._first_article())
        self.article.setFocus()
        QTimer.singleShot(SOON, self, prepare)
        if no_model is not None:
            self.message.say(no_model)
            return
        # After the first picture of the window, so that it is there at once.
        if self.session.project.documents.ids_to_prelabel():
            QTimer.singleShot(0, self, lambda: self.job.start(self._settings.text("model") or None))

    def _place(self) -> None:
        """Where the window was last time, else as large as the screen allows."""
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        if self.restoreGeometry(QByteArray.fromHex(self._settings.text("window").encode("ascii", "ignore"))):
            return
        free = self.screen().availableSize()
        self.resize(min(WIDTH, free.width()), min(HEIGHT, free.height() - FRAME))

    def _first_article(self) -> str | None:
        """The article that was begun, else the first that waits, else the first."""
        rows = self.queue.model.rows()
        for stage in (Stage.IN_PROGRESS, Stage.TO_REVIEW, Stage.DONE):
            for row in rows:
                if stage_of(row) is stage:
                    return row.document_id
        return None

    # Panels hear of each other

    def _show_sheet(self) -> None:
        # What is asked was asked of the article before.
        for overlay in (self.chooser, self.prompt, self.facts_form, self.gazetteer_form):
            overlay.dismiss()
        sheet, focused = self.session.sheet, self.session.focused_event
        self.article.show_sheet(sheet, focused)
        self._show_panels()
        if sheet is not None:
            self.queue.show_current(sheet.document.id)
            if sheet.is_started:
                self._go_to_focus()

    def _show_queue(self, document_ids: frozenset[str]) -> None:
        self.queue.refresh(document_ids)
        first = self.queue.model.row_at(0)
        if self.session.sheet is None and first is not None:
            self.session.open_document(first.document_id)

    def _show_changes(self) -> None:
        self.article.show_sheet(self.session.sheet, self.session.focused_event)
        self._show_panels()

    def _show_focus(self) -> None:
        self.article.focus_event(self.session.focused_event)
        self._show_panels()
        self._go_to_focus()

    def _go_to_focus(self) -> None:
        item = self.session.focused_item
        if item is not None:
            self.article.go_to(anchor_of(item.value))

    def _show_panels(self) -> None:
        sheet, focused = self.session.sheet, self.session.focused_event
        row = None
        if sheet is not None:
            row = self.session.project.documents.queue_row(self.session.project.layer.id, sheet.document.id)
        self._stack.setCurrentIndex(1 if sheet is None else 0)
        self.facts.setVisible(sheet is not None)
        self.facts.show_sheet(sheet)
        self.events.show_sheet(
            sheet,
            focused,
            is_prelabelled=row is not None and row.is_prelabelled,
            failure=row.failure if row is not None else None,
        )
        self.status.show_place(sheet, focused)

    def _focus_event_at(self, offset: int) -> None:
        sheet = self.session.sheet
        for item in sheet.events if sheet else ():
            span = anchor_of(item.value)
            if span.start <= offset <= span.end:
                self.session.focus_event(item.id)
                return

    def _go_to_item(self, item_id: str) -> None:
        item = self.session.sheet.find(item_id) if self.session.sheet else None
        if item is None:
            return
        if isinstance(item.value, Event):
            self.session.focus_event(item_id)
        self.article.go_to(anchor_of(item.value))

    def _show_job(self, step: PrelabelStep) -> None:
        self.status.show_job(step)
        touched = frozenset(step.documents) | {document_id for document_id, _reason in step.failures}
        if touched:
            self.queue.refresh(touched)
            if self.session.sheet is not None and self.session.sheet.document.id in touched:
                self.session.reload()

    def _show_job_end(self, sentence: str) -> None:
        self.status.show_job(None)
        self.status.say_saved(sentence)

    # Look

    def _set_look(self) -> None:
        theme = read_theme(theme_name(self._settings.text("theme")))
        if theme != self._styled_for:
            self._set_colours(theme)
        self.article.set_look(theme, self._settings.number("zoom"))

    def _set_colours(self, theme: Theme) -> None:
        self._theme = self._styled_for = theme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(self._theme.palette())
            application.setFont(interface_font())
        self.setStyleSheet(style_sheet(self._theme))
        self.queue.set_theme(self._theme)
        self.events.set_theme(self._theme)
        self._show_panels()

    def _toggle_rejected(self) -> None:
        shown = not self.article.shows_rejected
        self.article.show_rejected(shown=shown)
        self.actions_by_id["view.rejected"].setChecked(shown)

    # Qt's calls

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width out anew where the window becomes narrow or wide."""
        super().resizeEvent(event)
        was_narrow = event.oldSize().width() < NARROW if event.oldSize().isValid() else False
        is_narrow = event.size().width() < NARROW
        if is_narrow != was_narrow:
            queue, events = COMPACT if is_narrow else ROOMY
            self._panels.setSizes([queue, event.size().width() - queue - events, events])

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stop what runs and close the project; every edit is on disk already."""
        if not self._is_closed:
            QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._set_look)
        self._is_closed = True
        self._settings.set("window", bytes(self.saveGeometry().toHex().data()).decode("ascii"))
        self.files.close()
        self.job.close()
        self.session.project.close()
        super().closeEvent(event)

    def placement(self) -> QByteArray:
        """Size and place of the window."""
        return self.saveGeometry()
