"""Pictures of the export: states for ``tests.screenshots``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.queue_filter import QueueFilter
from border_annotator.domain.splits import Shares
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice
from tests.import_pictures import LONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.ui.exporting.flow import ExportFlow
    from border_annotator.ui.main_window import MainWindow

    Begin = Callable[[Path], MainWindow]

CHOICE = ExportChoice("brat", Source.SUGGESTIONS)


def _settle() -> None:
    from tests.screenshots import _settle as settle

    settle()


def _wait(until: Callable[[], bool]) -> None:
    while not until():
        _settle()


def states(begin: Begin, keys: Callable[[MainWindow, str], None]) -> tuple[Begin, ...]:
    """The states, of windows that ``begin`` opens and ``keys`` types into."""
    made = _Pictures(begin, keys)
    return (
        made.export,
        made.export_ugly,
        made.export_format,
        made.export_articles,
        made.export_losses,
        made.export_places,
        made.export_refused,
        made.export_running,
        made.export_done,
        made.export_failed_proof,
        made.export_no_folder,
        made.export_nothing,
    )


class _Pictures:
    def __init__(self, begin: Begin, keys: Callable[[MainWindow, str], None]) -> None:
        self._begin = begin
        self._keys = keys

    def looked(self, place: Path, choice: ExportChoice = CHOICE) -> MainWindow:
        window = self._begin(place)
        window.show()
        _settle()
        window.actions_by_id.run("project.export")
        flow = window.exporting.flow
        flow.choosing.choose_folder(place / "data sets" / "baltic 2023")
        flow.choosing.choose(choice)
        _wait(lambda: flow.lost is not None)
        return window

    def written(self, window: MainWindow) -> ExportFlow:
        self._keys(window, "\r")
        flow = window.exporting.flow
        _wait(lambda: not flow.is_running)
        return flow

    def export(self, place: Path) -> MainWindow:
        """What would go out."""
        return self.looked(place)

    def export_ugly(self, place: Path) -> MainWindow:
        """The same with long and ugly choices."""
        types = frozenset(("COUNTRY", "Force.Deployment", "Crossing.Attempt", "PLACE", "PERSON"))
        queue = QueueFilter(title=f"& <b>{LONG}</b>")
        choice = ExportChoice("jsonl", queue=queue, types=types, shares=Shares(), seed=f"“{LONG}”")
        window = self.looked(place, choice)
        window.exporting.flow.choosing.choose_folder(place / LONG / "نارفا 🇱🇹 & co" / LONG)
        _wait(lambda: window.exporting.flow.lost is not None)
        return window

    def export_format(self, place: Path) -> MainWindow:
        """The formats, by typing."""
        window = self.looked(place)
        self._keys(window, "Fjson")
        return window

    def export_articles(self, place: Path) -> MainWindow:
        """Which articles."""
        window = self.looked(place)
        self._keys(window, "S")
        return window

    def export_losses(self, place: Path) -> MainWindow:
        """What is lost."""
        window = self.looked(place)
        self._keys(window, "L")
        return window

    def export_places(self, place: Path) -> MainWindow:
        """Where it is lost."""
        window = self.looked(place)
        self._keys(window, "L\r")
        return window

    def export_refused(self, place: Path) -> MainWindow:
        """A format that cannot hold offsets alone."""
        window = self.looked(place)
        flow = window.exporting.flow
        flow.choosing.choose(replace(CHOICE, text_use=TextUse.OFFSETS))
        _wait(lambda: not flow.page.may_write)
        return window

    def export_running(self, place: Path) -> MainWindow:
        """An export under way."""
        from border_annotator.services.export_articles import ExportStep
        from border_annotator.ui.exporting.export_job import Progress

        window = self.looked(place)
        flow = window.exporting.flow
        flow.outcome.begin(flow.choosing.out)
        flow.outcome.open()
        flow._on_progress(Progress(ExportStep("", 12_400, 100_000), 12_400, 590_000, 31.0))
        return window

    def export_done(self, place: Path) -> MainWindow:
        """What was written."""
        window = self.looked(place, replace(CHOICE, shares=Shares(0.5, 0, 0.5)))
        self.written(window)
        return window

    def export_failed_proof(self, place: Path) -> MainWindow:
        """What was written says something else."""
        from border_annotator.ui.exporting.export_job import Outcome

        window = self.looked(place)
        flow = self.written(window)
        why = "000_4649726c9b6e0d0e does not read back as it was written"
        flow._on_end(Outcome(2, 140, 1.0, proof=why))
        return window

    def export_no_folder(self, place: Path) -> MainWindow:
        """A folder that cannot be one."""
        window = self.looked(place)
        (place / "taken").write_text("a file", encoding="utf-8")
        window.exporting.flow.choosing.choose_folder(place / "taken" / "here")
        self.written(window)
        return window

    def export_nothing(self, place: Path) -> MainWindow:
        """No article fits."""
        return self.looked(place, replace(CHOICE, queue=QueueFilter(title="nowhere")))
