"""The window: makes its parts, one line each, and closes what it owns; ``window`` has what they do together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from border_annotator.ui.actions import facts_actions, gazetteer_actions
from border_annotator.ui.actions.at_caret import AtCaret
from border_annotator.ui.actions.backup_actions import BackupActions
from border_annotator.ui.actions.copy_actions import CopyActions
from border_annotator.ui.actions.guide_actions import GuideActions
from border_annotator.ui.actions.help_actions import HelpActions
from border_annotator.ui.actions.keys import KEYS
from border_annotator.ui.actions.note_actions import NoteActions
from border_annotator.ui.actions.project_actions import ProjectActions
from border_annotator.ui.actions.recover_actions import RecoverActions
from border_annotator.ui.actions.search_actions import SearchActions
from border_annotator.ui.actions.view_actions import ViewActions
from border_annotator.ui.dialogs.chooser import Chooser
from border_annotator.ui.dialogs.form import Form
from border_annotator.ui.dialogs.recent import Recent
from border_annotator.ui.dialogs.value_prompt import ValuePrompt
from border_annotator.ui.events.event_panel import EventPanel
from border_annotator.ui.exporting.exporting import Exporting
from border_annotator.ui.facts_bar import FactsBar
from border_annotator.ui.header import Header
from border_annotator.ui.importing.importing import Importing
from border_annotator.ui.jobs.backup_job import BackupJob
from border_annotator.ui.jobs.prelabel_job import PrelabelJob
from border_annotator.ui.jobs.soundness_job import SoundnessJob
from border_annotator.ui.message_bar import MessageBar
from border_annotator.ui.notes.note_editor import NoteEditor
from border_annotator.ui.notices import Notices
from border_annotator.ui.queue.queue_panel import QueuePanel
from border_annotator.ui.search.find_bar import FindBar
from border_annotator.ui.search.search_page import SearchPage
from border_annotator.ui.session import Session
from border_annotator.ui.status_bar import StatusBar
from border_annotator.ui.text.article_view import ArticleView
from border_annotator.ui.text.speaking import Speaking
from border_annotator.ui.theme.plain_tip import tame
from border_annotator.ui.window.beginning import begin
from border_annotator.ui.window.card_work import CardWork
from border_annotator.ui.window.groups import action_set
from border_annotator.ui.window.look import WindowLook
from border_annotator.ui.window.places import Places
from border_annotator.ui.window.showing import Showing
from border_annotator.ui.window.wiring import connect

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from border_annotator.services.project import Project
    from border_annotator.settings.store import Settings
    from border_annotator.storage.writer_lock import HeldElsewhere
    from border_annotator.ui.dialogs.overlay import Sight


class MainWindow(QMainWindow):
    """One project, open for review. It owns the project and closes it with itself."""

    project_asked = Signal(object)
    """Another project is wanted: ``(path, whether to make it)``."""
    reopen_asked = Signal(str)
    """The same project is to be opened anew; the words are to be said then."""

    def __init__(self, project: Project, settings: Settings, held: HeldElsewhere | None = None) -> None:
        super().__init__()
        self.setWindowTitle(tame(f"{project.path.stem} – Border Annotator"))
        self.settings = settings
        self.held = held
        """Why the project is open for reading only, where somebody else holds it."""
        self.following: QTimer | None = None
        """What looks whether somebody else has written, while the project is open for reading only."""
        self.is_closed = False
        """Whether nothing may begin any more."""
        KEYS.read(settings)
        self.session = Session(project, self)
        self.job = PrelabelJob(project, self)
        self.backups = BackupJob(project, settings, self)
        self.soundness = SoundnessJob(project, settings, self)
        self.look = WindowLook(settings)
        # The panels.
        self.header = Header(project.path.name)
        self.notices = Notices()
        self.queue = QueuePanel(project, self.look.theme, settings)
        self.article = ArticleView(project.schema, self.look.theme)
        self.at_caret = AtCaret(self.session, self.article)
        self.facts = FactsBar()
        self.events = EventPanel(project.schema, self.look.theme)
        self.status = StatusBar()
        self.find_bar = FindBar(self.session, self.article)
        self.search = SearchPage(project, self.look.theme)
        self.places = Places(self)
        self.setCentralWidget(self.places)
        self.setFocusProxy(self.article)
        # What lies over them.
        self.chooser = Chooser(self, Recent(settings))
        self.prompt = ValuePrompt(self)
        self.note_editor = NoteEditor(self)
        self.facts_form = Form(self, facts_actions.FIELDS)
        self.gazetteer_form = Form(self, gazetteer_actions.FIELDS)
        self.message = MessageBar(self.places.stack)
        # What they do.
        self.showing = Showing(self)
        self.files = ProjectActions(self.session, self.job, settings, self)
        self.importing = Importing(self)
        self.exporting = Exporting(self)
        self.copies = CopyActions(self)
        self.view = ViewActions(self.chooser, settings, self.look.put_on, self.showing.rejected, self.message.say)
        self.help = HelpActions(self)
        self.cards = CardWork(self)
        self.guide = GuideActions(self)
        self.notes = NoteActions(self)
        self.searching = SearchActions(self)
        self.going_back = BackupActions(self)
        self.recovering = RecoverActions(self)
        self.actions_by_id = action_set(self)
        self.view.run = self.actions_by_id.run
        self.view.toggle = self.showing.toggle_panel
        self.header.set_actions(self.actions_by_id)
        connect(self)
        # After the article, which shows a worksheet before anything is said of it.
        self.speaking = Speaking(self.session, self.article, self.at_caret, self.status)
        self.look.follow_system(self)
        self.places.place_window()
        self._loading = begin(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the panels share the new width."""
        super().resizeEvent(event)
        self.places.follow(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001, N802 - Qt's name
        """The tabulator goes through all controls in the order in which they are read."""
        return self.places.step_focus(1 if forwards else -1)

    def in_sight(self) -> Sight:
        """What its overlays leave in sight."""
        return self.places.in_sight()

    def raise_line(self) -> Sight:
        """Make room below the line that is worked on."""
        return self.places.raise_line()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stop what runs and close the project; every edit is on disk already."""
        if self.copies.keeps_open():
            event.ignore()
            return
        if not self.is_closed:
            self.look.leave_system()
        self.is_closed = True
        self.places.remember()
        self._loading.stop()
        if self.following is not None:
            self.following.stop()
        self.importing.close()
        self.exporting.close()
        self.backups.close()
        self.soundness.close()
        self.going_back.close()
        self.recovering.close()
        self.queue.close_reading()
        self.cards.close()
        self.searching.close()
        self.job.close()
        self.session.stop_opening()
        self.session.project.close()
        super().closeEvent(event)

    def tell_problem(self, sentence: str) -> None:
        """Say what went wrong and what to do, where it stays until it is read."""
        self.message.problem(sentence)

    def rescue(self) -> str:
        """Save a copy of what is open where its own file is gone; gives a sentence on it."""
        return self.copies.rescue()

    def placement(self) -> QByteArray:
        """Size and place of the window."""
        return self.saveGeometry()
