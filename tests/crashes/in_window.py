"""Work in the real window, by key presses, without a screen."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING
from unittest import mock

from border_annotator.domain.errors import KnownError
from border_annotator.services.project import create_project
from tests.crashes.kinds import Kind, few_suggestions, import_articles, loaded_model, write_articles
from tests.gold_suggestions import gold_project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from border_annotator.ui.main_window import MainWindow
    from tests.crashes.witness import Said, Witness
    from tests.ui.reviewer import Reviewer

SMALL_CHECKPOINT = 20
"""Pages after which SQLite moves what was written into the file; its own 1,000 are never reached in a few edits."""
PATIENCE = 60.0
EARLIER = "An earlier export.\n"


class InWindow(Kind):
    """A window on a project; ``keys`` are drawn from at random, the same ones in every run of the kind."""

    keys: tuple[str, ...] = ()
    presses = 0
    has_small_checkpoint = False

    def prepare(self, place: Path) -> None:
        """Both sample articles with the gold annotations as suggestions."""
        gold_project(self.project(place))

    def work(self, place: Path, witness: Witness) -> None:
        """Open the window, press keys, tell what it shows as saved, close it."""
        from PySide6.QtWidgets import QApplication

        from border_annotator.ui.app import create_window
        from tests.ui.reviewer import Reviewer, settle_down

        application = QApplication([])
        with mock.patch("border_annotator.ui.actions.project_actions.model_in_use", side_effect=KnownError("None.")):
            window = create_window(self.project(place))
            if self.has_small_checkpoint:
                window.session.project.file.db.conn.execute(f"PRAGMA wal_autocheckpoint = {SMALL_CHECKPOINT}")
            window.show()
            window.activateWindow()
            settle_down()
            self.listen(window, witness)
            self.use(Reviewer(None, window), place)  # type: ignore[arg-type] # waits without pytest
            window.close()
        witness.tell("closed")
        del application

    def listen(self, window: MainWindow, witness: Witness) -> None:
        """Tell of what the window shows as saved."""
        window.session.saved.connect(lambda _: witness.edit(window.status.saved_words, window.session.project))

    def use(self, reviewer: Reviewer, place: Path) -> None:
        """Press the keys; whatever asks something is left."""
        del place
        dice = random.Random(self.name)  # noqa: S311 - no secret
        for _press in range(self.presses):
            reviewer.press(dice.choice(self.keys))
            if reviewer.overlay() is not None:
                reviewer.press("Escape")


class Edits(InWindow):
    """Single edits."""

    name = "window: edits"
    acknowledgements = 20
    presses = 24
    keys = ("A", "X", "A", "J", "U", "Shift+A", "Alt+Right", "O", "Shift+Q", ".", "Ctrl+Return", "B", "F", "G")
    has_small_checkpoint = True


class UndoAndRedo(InWindow):
    """Edits taken back and brought again."""

    name = "window: undo and redo"
    acknowledgements = 20
    presses = 24
    keys = ("A", "X", "Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "O", "J", "U", "Ctrl+Y")


class ManyAtOnce(InWindow):
    """Hundreds of changes in one edit, undone and redone: written in steps, moved into the file after."""

    name = "window: bulk edits"
    acknowledgements = 5
    has_small_checkpoint = True

    def use(self, reviewer: Reviewer, place: Path) -> None:
        """Confirm everything in all articles, take it back, and bring it again."""
        del place
        work = reviewer.window.cards.work
        with (
            mock.patch("border_annotator.services.history.LONG", 1_000),
            mock.patch("border_annotator.storage.project_file.CHECKPOINT_PAGES", SMALL_CHECKPOINT),
        ):
            reviewer.press("Ctrl+Alt+L")
            for answer in ("everything", "Confirm"):
                wait(lambda: reviewer.overlay() is not None)
                reviewer.answer(answer)
            for key in ("", "Ctrl+Z", "Ctrl+Y", "X", "Ctrl+Z", "Ctrl+Z"):
                if key:
                    reviewer.press(key)
                wait(lambda: not work.is_running)


class Import(InWindow):
    """Articles brought in by the window."""

    name = "window: import"
    acknowledgements = 5

    def prepare(self, place: Path) -> None:
        """An empty project, and a folder of articles."""
        create_project(self.project(place)).close()
        write_articles(place / "articles")

    def listen(self, window: MainWindow, witness: Witness) -> None:
        """Tell of the articles that the window has counted."""
        project = window.session.project
        window.importing.said.connect(lambda words: witness.tell(words, documents=sorted(project.documents.ids())))

    def use(self, reviewer: Reviewer, place: Path) -> None:
        """Import the folder."""
        reviewer.window.importing.start_import([place / "articles"])
        wait(lambda: not reviewer.window.importing.is_busy)


class Export(InWindow):
    """Articles written out by the window, over those of an earlier export."""

    name = "window: export"
    acknowledgements = 3

    def prepare(self, place: Path) -> None:
        """The sample articles, and files of theirs that are to be replaced."""
        super().prepare(place)
        (place / "out").mkdir()
        for name in ("000_4649726c9b6e0d0e", "003_3cc3049288d45523"):
            (place / "out" / f"{name}.json").write_text(EARLIER, encoding="utf-8")

    def listen(self, window: MainWindow, witness: Witness) -> None:
        """Tell of the files that the window has counted."""
        out = window.session.project.path.parent / "out"
        window.exporting.said.connect(
            lambda words: witness.files(
                words, (path for path in window.exporting.flow.outcome.files if out in path.parents)
            )
        )

    def use(self, reviewer: Reviewer, place: Path) -> None:
        """Export."""
        reviewer.window.exporting.start_export(place / "out")
        wait(lambda: not reviewer.window.exporting.is_busy)

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """Each file is the earlier one, or wholly the new one."""
        from border_annotator.formats.readers.native import read_native_file

        del said
        files = [path for path in (place / "out").glob("*.json") if path.read_text("utf-8") != EARLIER]
        return [path.name for path in files if not read_native_file(path).n_chars]


class Prelabel(InWindow):
    """Articles labelled by the real model beside the window."""

    name = "window: pre-labelling"
    acknowledgements = 4

    def prepare(self, place: Path) -> None:
        """Short articles that no model has read."""
        import_articles(self.project(place))

    def work(self, place: Path, witness: Witness) -> None:
        """The same, with the model loaded already."""
        with loaded_model():
            super().work(place, witness)

    def listen(self, window: MainWindow, witness: Witness) -> None:
        """Tell of the articles that the window has counted."""
        window.job.progressed.connect(
            lambda step: witness.tell(window.status._job.text(), labelled=list(step.documents)) if step.documents else 0
        )

    def use(self, reviewer: Reviewer, place: Path) -> None:
        """The window begins by itself."""
        del place
        wait(lambda: not reviewer.window.job.is_running)

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """Every article has all its suggestions or none."""
        del said
        return few_suggestions(self.project(place))


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until something holds."""
    from tests.ui.reviewer import settle_down

    ends = time.monotonic() + PATIENCE
    settle_down()
    while not until():
        if time.monotonic() > ends:
            raise TimeoutError
        settle_down()
