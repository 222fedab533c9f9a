"""Annotations from elsewhere, from their files to what came of them: what the pages want, carried to the job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.errors import KnownError
from border_annotator.domain.mapping import LabelMapping
from border_annotator.formats.mapping_file import read_mapping, write_mapping
from border_annotator.formats.readers.registry import foreign_format_of
from border_annotator.services.import_sources import MAPPING
from border_annotator.ui.importing.adopt_job import AdoptJob
from border_annotator.ui.importing.mapping_page import MappingPage
from border_annotator.ui.importing.told_page import Adopted, ToldPage
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.domain.mapping_guess import Met
    from border_annotator.formats.readers.registry import ForeignFormat
    from border_annotator.services.adopt import AdoptStep
    from border_annotator.ui.main_window import MainWindow

MAPPINGS = "Mappings (*.toml);;All files (*)"


class Adoption(QObject):
    """Shows the mapping of some files, tries it, and brings their annotations in."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._files: list[tuple[Path, ForeignFormat]] = []
        self._loaded = LabelMapping()
        self._adopted: Adopted | None = None
        self._schema = window.session.project.schema
        self._then: Callable[[], None] = _nothing
        self._is_by_itself = False
        self.job = AdoptJob(window.session.project, self)
        self.mapping = MappingPage(window)
        self.result = ToldPage(window, self.cancel, self.mapping.open)
        self.job.met.connect(self._on_met)
        self.job.stepped.connect(self._on_step)
        self.job.ended.connect(lambda: self._on_end(""))
        self.job.failed.connect(self._on_end)
        self.mapping.bring_in_wanted.connect(self._bring_in)
        self.mapping.trial_wanted.connect(self._try)
        self.mapping.save_wanted.connect(self._save)
        self.mapping.load_wanted.connect(self._load)
        self.mapping.given_up.connect(self._give_up)
        window.status.cancel_asked.connect(self._cancel_running)

    @property
    def is_running(self) -> bool:
        """Whether annotations are coming in."""
        return self.job.is_running

    def show(self, paths: Sequence[Path], then: Callable[[], None] | None = None) -> None:
        """Read some files of annotations and show what their names become; ``then`` is called when it is over."""
        self._then = then or _nothing
        self._files = [(path, known) for path in paths if (known := foreign_format_of(path)) is not None]
        self.mapping.begin(len(self._files))
        self.mapping.open()
        self.job.meet(self._files, self._loaded)

    def bring_in(self, paths: Sequence[Path], folder: Path, then: Callable[[], None]) -> None:
        """Bring files in as suggestions, by the mapping that is saved in the folder they came from, and show no page.

        What that mapping does not speak of is guessed. What came of it is told in the line at the bottom.
        """
        saved, self._then = folder / MAPPING, then
        self._files = [(path, known) for path in paths if (known := foreign_format_of(path)) is not None]
        try:
            mapping = read_mapping(saved) if saved.is_file() else LabelMapping()
        except KnownError as error:
            self._window.session.refused.emit(told(error))
            then()
            return
        self._is_by_itself = True
        self.job.meet(self._files, mapping)

    def show_result(self) -> bool:
        """Show what came of it once more; gives false when nothing did."""
        if self._adopted is None or self._adopted.is_trial:
            return False
        self.result.begin(self._adopted)
        self.result.open()
        return True

    def cancel(self) -> None:
        """Stop; what is finished stays."""
        was_running = self.job.is_running
        self.job.cancel()
        if was_running:
            self._on_end(tr("Stopped; what is finished stays. The same import again goes on."))

    def close(self) -> None:
        """Stop all, before the project is closed."""
        self.job.close()

    def _cancel_running(self) -> None:
        if self.job.is_running:
            self.cancel()

    def _on_met(self, met: Met, mapping: LabelMapping) -> None:
        if self._is_by_itself:
            self._is_by_itself = False
            if not self._start(mapping, SUGGESTIONS):
                self._then()
            return
        self.mapping.show_met(met, mapping)
        self.mapping.give_keyboard()

    def _try(self) -> None:
        self._adopted = Adopted(is_trial=True)
        self.result.begin(self._adopted)
        self.result.open()
        self.job.rehearse(self._files, self.mapping.mapping, self.mapping.as_)

    def _bring_in(self) -> None:
        if self._start(self.mapping.mapping, self.mapping.as_) and self._adopted is not None:
            self.result.begin(self._adopted)
            self.result.open()

    def _start(self, mapping: LabelMapping, as_: str) -> bool:
        window = self._window
        try:
            self.job.start(self._files, mapping, as_)
        except KnownError as error:
            window.session.refused.emit(told(error))
            return False
        self._schema = window.session.project.schema
        self._adopted = Adopted()
        window.job.hold()
        window.status.show_share(tr("Bringing annotations in"), 0)
        return True

    def _on_step(self, name: str, step: AdoptStep) -> None:
        adopted = self._adopted
        if adopted is None:
            return
        before = len(adopted.lines)
        adopted.take(name, step)
        if self.result.adopted is adopted:
            self.result.take(len(adopted.lines) - before)
        if not adopted.is_trial:
            self._window.status.show_share(tr("Bringing annotations in · {words}", words=adopted.words), 0)

    def _on_end(self, why: str) -> None:
        adopted, window = self._adopted, self._window
        if adopted is None or not adopted.is_running:
            if why:  # the files could not be read
                window.session.refused.emit(why)
                if self._is_by_itself:
                    self._is_by_itself = False
                    self._then()
                else:
                    self.mapping.leave()
            return
        adopted.is_running, adopted.ending = False, why
        if self.result.adopted is adopted:
            self.result.say()
        if why:
            window.session.refused.emit(why)
        if adopted.is_trial:
            return
        window.status.show_work("", 0, 0)
        window.job.release()
        window.status.say_saved(adopted.words)
        if window.session.project.schema is not self._schema:
            # Every panel was made for the schema as it was.
            window.reopen_asked.emit(tr("{words}. The schema has new names.", words=adopted.words))
            return
        window.session.reload()
        window.queue.refresh(frozenset())
        if not self.result.isVisible():
            window.showing.first()
        self._then()

    def _give_up(self) -> None:
        self.job.cancel()
        self._files = []
        self._then()

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self._window, tr("Save the mapping"), str(Path.home() / MAPPING), tr(MAPPINGS)
        )
        if name:
            try:
                write_mapping(Path(name), self.mapping.mapping)
            except (KnownError, OSError) as error:
                self._window.session.refused.emit(told(error) if isinstance(error, KnownError) else str(error))
            else:
                self._window.status.say_saved(tr("Mapping saved: {name}", name=Path(name).name))

    def _load(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self._window, tr("Load a mapping"), str(Path.home()), tr(MAPPINGS))
        if name:
            try:
                self._loaded = read_mapping(Path(name)).keeping_unknown(self._window.session.project.schema)
            except KnownError as error:
                self._window.session.refused.emit(told(error))
            else:
                self.mapping.set_mapping(self._loaded.over(self.mapping.mapping))


def _nothing() -> None:
    """Nothing comes after."""
