"""How far an export is, and what came of it: the files that were written, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar

from border_annotator.ui.importing.lines import Line
from border_annotator.ui.importing.list_page import ListPage
from border_annotator.ui.theme.plain_tip import tame
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from border_annotator.ui.exporting.export_job import Outcome, Progress
    from border_annotator.ui.main_window import MainWindow

MINUTE = 90
KILO = 1000


class OutcomePage(ListPage):
    """Shows one export, while it runs and after it."""

    stop_wanted = Signal()
    folder_wanted = Signal()
    again_wanted = Signal()
    """The choices are wanted once more."""
    copy_wanted = Signal()
    """The command is wanted in the clipboard."""
    shown_again = Signal()

    def __init__(self, window: MainWindow) -> None:
        self._files: tuple[Path, ...] = ()
        self._sizes: dict[Path, int] = {}
        self._out: Path | None = None
        self.is_running = False
        super().__init__(window, tr("Files that were written"), self)
        self.line.setPlaceholderText(tr("Type words of a file's name"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(tr("How far the export is"))
        self.column.insertWidget(2, self.bar)
        self._stop = self.add_button(tr("Stop  Esc"), tr("Stop; what was there before stays as it was"), self._escape)
        self._go = self.add_button("", tr("Back to the article"), self.enter)
        self._folder = self.add_button(
            tr("Open the folder  O"), tr("In the system's own window"), self.folder_wanted.emit, Qt.Key.Key_O
        )
        self._again = self.add_button(
            tr("Change and write again  A"), tr("Back to the choices"), self._ask_again, Qt.Key.Key_A
        )
        self._copy = self.add_button(
            tr("Copy the command  C"),
            tr("The same export for a terminal or a script"),
            self.copy_wanted.emit,
            Qt.Key.Key_C,
        )
        self.on(Qt.Key.Key_Escape, self._escape)

    # From outside

    @property
    def files(self) -> Sequence[Path]:
        """The files that were written."""
        return self._files

    def begin(self, out: Path) -> None:
        """An export begins."""
        self._files, self._out, self.is_running = (), out, True
        self.line.clear()
        self.bar.setValue(0)
        self._say(tr("Exporting"), tr("Reading…"))
        self.fill()

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self.told.setText(said_progress(progress))
        self.bar.setValue(progress.share)

    def end(self, title: str, words: str, files: Sequence[Path] = ()) -> None:
        """It is over."""
        self._files, self.is_running = tuple(files), False
        self._sizes = {path: _size(path) for path in self._files}
        self._say(title, words)
        self.fill()

    def fail(self, title: str, words: str) -> None:
        """It came to nothing, and this is why."""
        self.end(title, words)
        self._say(title, words, "attention")

    def _say(self, title: str, words: str, look: str = "quiet") -> None:
        self.title.setText(title)
        self.told.setText(tame(words))
        self.told.setObjectName(look)
        self.told.style().polish(self.told)
        self.bar.setVisible(self.is_running)
        for widget in (self.line, self.details):
            widget.setVisible(bool(self._files))
        self._stop.setVisible(self.is_running)
        said = tr("Work on meanwhile  Enter") if self.is_running else tr("Back to the article  Enter")
        self._go.setText(said)
        self._go.setAccessibleName(said)
        self._again.setVisible(not self.is_running)
        self._folder.setVisible(not self.is_running and bool(self._files))
        self.show_nothing()

    # What it says

    def line_of(self, place: int) -> Line:
        """A file with its size."""
        path = self._files[place]
        name = path.relative_to(self._out).as_posix() if self._out is not None else path.name
        return Line(tr("✓ written"), name, said_size(self._sizes[path]), str(path.parent), "done")

    def details_of(self, place: int) -> Sequence[str]:
        """The whole path."""
        return [str(self._files[place])]

    def fitting(self) -> Sequence[int]:
        """What fits what is typed."""
        words = self.words()
        return [k for k in range(len(self._files)) if all(word in str(self._files[k]).casefold() for word in words)]

    def nothing_words(self) -> str:
        """Why nothing is listed."""
        if self._files:
            return tr("Nothing fits: type less.")
        if self.is_running:
            return tr("Files take their places when all of them are written and proved.")
        return tr("Nothing was written: the folder is as it was.")

    # Keys

    def enter(self) -> None:
        """Back to the article; what runs goes on."""
        super().leave()
        self.shown_again.emit()

    def leave(self) -> None:
        """Stop what runs, or go back."""
        self._escape()

    def _escape(self) -> None:
        if self.is_running:
            self.stop_wanted.emit()
        else:
            self.enter()

    def _ask_again(self) -> None:
        if not self.is_running:
            self.again_wanted.emit()


def said_progress(progress: Progress) -> str:
    """“1,200 of 5,000 articles · 350/s · 11 s left”."""
    step, seconds = progress.what, max(0.001, progress.seconds)
    if step.is_comparing:
        return tr("Comparing articles for the splits: {done:,} of {total:,}", done=step.done, total=step.total)
    if step.is_proving:
        return tr("Reading back what was written: {done:,} of {total:,}", done=step.done, total=step.total)
    words = tr("Exporting {done:,} of {total:,}", done=step.done, total=step.total)
    rate = step.done / seconds
    if seconds > 1 and rate:
        left = (step.total - step.done) / rate
        time_left = f"{left:.0f} s" if left < MINUTE else tr("{minutes:.0f} min", minutes=left / 60)
        words += tr(" · {rate:,.0f}/s · {left} left", rate=rate, left=time_left)
    return words


def said_outcome(outcome: Outcome, out: Path) -> str:
    """“Exported 2 articles with 140 annotations into /home/ann/out”."""
    articles = tr_count("{count} article", "{count} articles", outcome.articles)
    annotations = tr_count("{count} annotation", "{count} annotations", outcome.annotations)
    return tr(
        "Exported {articles} with {annotations} into {folder}", articles=articles, annotations=annotations, folder=out
    )


def said_size(size: int) -> str:
    """“12.3 kB”."""
    if size < KILO:
        return f"{size:,} B"
    return f"{size / KILO:,.1f} kB" if size < KILO**2 else f"{size / KILO**2:,.1f} MB"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
