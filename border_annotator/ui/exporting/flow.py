"""An export from its choices to its files: what the pages want, carried to the jobs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.data_set import Losses, TextUse
from border_annotator.services.export_command import command_line, command_of
from border_annotator.services.export_formats import export_format
from border_annotator.services.export_memory import remember_export
from border_annotator.services.export_preview import ExportLook
from border_annotator.services.export_splits import SplitStep
from border_annotator.ui.actions.keys import key
from border_annotator.ui.exporting.choosing import Choosing
from border_annotator.ui.exporting.export_job import ExportJob, LookJob, Outcome, Progress
from border_annotator.ui.exporting.export_page import ExportPage
from border_annotator.ui.exporting.outcome_page import OutcomePage, said_outcome, said_progress
from border_annotator.ui.said import said
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.data_set import LossAt
    from border_annotator.domain.span import Span
    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.ui.exporting.losses_page import LossesPage
    from border_annotator.ui.main_window import MainWindow

SOON = 120
"""Milliseconds after the last choice until it is looked at."""


class ExportFlow(QObject):
    """Shows what would go out, writes it, and shows what came of it."""

    said = Signal(str)
    """What an export has come to, in words."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        project = window.session.project
        self.choosing = Choosing(window)
        self.page = ExportPage(window)
        self.outcome = OutcomePage(window)
        self.job = ExportJob(project, self)
        self.look = LookJob(project, self)
        self.lost: Losses | None = None
        self._running: tuple[ExportChoice, Path] | None = None
        self._is_on_losses = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(lambda: self.look.start(self.choosing.choice))
        self._connect()

    def _connect(self) -> None:
        window, page, outcome = self._window, self.page, self.outcome
        self.choosing.changed.connect(self._look_again)
        page.asked.connect(self.choosing.ask)
        page.write_wanted.connect(self._write)
        page.losses_wanted.connect(self._show_losses)
        page.left.connect(self._leave)
        self.look.looked.connect(self._on_looked)
        self.look.counted.connect(self._on_counted)
        self.look.lost.connect(self._on_lost)
        self.look.failed.connect(self._on_refused)
        self.job.came_on.connect(self._on_progress)
        self.job.ended.connect(self._on_end)
        self.job.failed.connect(self._on_failed)
        outcome.stop_wanted.connect(self.job.cancel)
        outcome.folder_wanted.connect(self._open_folder)
        outcome.again_wanted.connect(self._show_choices)
        outcome.copy_wanted.connect(page.copy_command)
        outcome.shown_again.connect(window.showing.first)
        window.status.cancel_asked.connect(self.job.cancel)

    @cached_property
    def losses(self) -> LossesPage:
        """The page of losses, made when it is first asked for."""
        from border_annotator.ui.exporting.losses_page import LossesPage

        page = LossesPage(self._window)
        page.opened.connect(self._open_place)
        page.left.connect(self._show_choices)
        return page

    @property
    def is_running(self) -> bool:
        """Whether something is being written."""
        return self.job.is_running

    def show(self) -> None:
        """Show how far an export is, the losses that are being gone through, or the choices."""
        if self.is_running:
            self.outcome.open()
        elif self._is_on_losses and self.lost is not None:
            self.losses.open()
            self.losses.step()
        else:
            self._show_choices()

    def start(self, choice: ExportChoice, out: Path) -> bool:
        """Write without asking; says so and gives false when an export is under way."""
        if self.is_running:
            self._window.session.refused.emit(tr("An export is under way: wait for it to end."))
            return False
        self.look.forget()
        self._running = (choice, out)
        self.outcome.begin(out)
        self.job.start(choice, out)
        self._window.status.show_share(tr("Exporting"), 0)
        return True

    def close(self) -> None:
        """Stop all, before the project is closed."""
        self._soon.stop()
        self.look.close()
        self.job.close()

    # The choices

    def _show_choices(self) -> None:
        self._is_on_losses = False
        self.page.open()
        self._look_again()

    def _look_again(self) -> None:
        choosing = self.choosing
        choice, out = choosing.choice, choosing.out
        self.lost, self._is_on_losses = None, False
        self.look.forget()
        command = command_line(command_of(self._window.session.project.path, out, choice))
        self.page.show_choice(choice, out, self._description, command)
        self._soon.start()

    @property
    def _description(self) -> str:
        return tr(export_format(self.choosing.choice.format_name).description)

    def _on_looked(self, look: object) -> None:
        if isinstance(look, ExportLook):
            self.page.show_look(look, self._description)

    def _on_counted(self, step: object) -> None:
        if isinstance(step, SplitStep):
            words = tr("Looking for what is lost: {done:,} of {total:,}", done=step.done, total=step.total)
            self.page.say_lost(words, "quiet")

    def _on_lost(self, lost: object) -> None:
        if not isinstance(lost, Losses):
            return
        self.lost, name = lost, self.choosing.choice.format_name
        if lost.total:
            words = tr_count(
                "! {format} cannot carry {count} thing: L shows it.",
                "! {format} cannot carry {count} things: L shows each.",
                lost.total,
                format=name,
            )
            self.page.say_lost(words, "attention", lost.total)
        elif not self.page.may_write:
            self.page.say_lost("", "quiet")
        else:
            self.page.say_lost(tr("✓ {format} carries everything that is chosen.", format=name), "saved")

    def _on_refused(self, sentence: str) -> None:
        self.page.show_refusal(sentence)

    def _leave(self) -> None:
        self._soon.stop()
        self.look.forget()
        self.page.leave()

    # The losses

    def _show_losses(self) -> None:
        if self.lost is not None and self.lost.total:
            choice = self.choosing.choice
            self.losses.begin(self.lost, choice.format_name, is_moved=choice.text_use is TextUse.REDACTED)
            self.losses.open()

    def _open_place(self, at: LossAt) -> None:
        window, session = self._window, self._window.session
        self._is_on_losses = True
        if session.sheet is None or session.sheet.document.id != at.document_id:
            session.open_document(at.document_id)
        window.places.show_page(None)
        span = self._span_of(at)
        if span is not None:
            window.article.go_to(span)
            window.article.select(span)
        window.article.setFocus()
        window.status.say_saved(tr("{key} goes on to the next loss", key=key("project.export")))

    def _span_of(self, at: LossAt) -> Span | None:
        """Where it is in the article; by its annotation where the export's text is another."""
        if self.choosing.choice.text_use is not TextUse.REDACTED:
            return at.span
        sheet = self._window.session.sheet
        item = sheet.find(at.uid) if sheet is not None and at.uid else None
        return anchor_of(item.value) if item is not None else None

    # The writing

    def _write(self) -> None:
        if self.page.may_write and self.start(self.choosing.choice, self.choosing.out):
            self.outcome.open()

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, Progress):
            self.outcome.show_progress(progress)
            self._window.status.show_share(said_progress(progress), progress.share)

    def _on_end(self, outcome: object) -> None:
        if not isinstance(outcome, Outcome) or self._running is None:
            return
        choice, out = self._running
        self._window.status.show_work("", 0, 0)
        if outcome.proof:
            words = tr(
                "What was written does not read back as it should, so nothing was replaced: {why}.", why=outcome.proof
            )
            self.outcome.fail(tr("Export: it failed its proof"), words)
        elif outcome.exported is None:
            words = tr("The export was stopped; {folder} is as it was.", folder=out)
            self.outcome.end(tr("Export: stopped"), words)
        else:
            remember_export(self._window.settings, self._window.session.project.path, choice, out)
            words = said_outcome(outcome, out)
            checks = [said(check) for check in outcome.exported.checks]
            self.outcome.end(tr("Export: what was written"), "\n".join([f"{words}.", *checks]), outcome.exported.files)
        if outcome.exported is not None or not self.outcome.isVisible():
            self._window.status.say_saved(words)
        self.said.emit(words)

    def _on_failed(self, sentence: str) -> None:
        sentence = sentence or tr("The program failed, which is told as a report; nothing was replaced.")
        self._window.status.show_work("", 0, 0)
        self.outcome.fail(tr("Export: nothing was written"), sentence)
        if not self.outcome.isVisible():
            self._window.session.refused.emit(sentence)

    def _open_folder(self) -> None:
        if self._running is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._running[1])))
