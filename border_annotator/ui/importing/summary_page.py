"""What became of an import: every file that was left out with its reason, while it runs and after it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from border_annotator.ui.importing.lines import Line
from border_annotator.ui.importing.list_page import ListPage
from border_annotator.ui.said import said
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from border_annotator.services.import_documents import ImportStep
    from border_annotator.ui.main_window import MainWindow

MINUTE = 90


class Outcome:
    """What an import has come to so far."""

    def __init__(self) -> None:
        self.left: list[ImportStep] = []
        self.annotations: list[Path] = []
        """Files that hold annotations, which come in another way."""
        self.linked: list[tuple[str, str]] = []
        """The earlier article and its version, of all that came in as one."""
        self.imported = self.versions = self.known = self.bad = 0
        self.last: ImportStep | None = None
        self.is_running = True
        self.ending = ""
        """Why it ended before its end."""
        self._began = time.monotonic()

    def take(self, steps: Sequence[ImportStep]) -> None:
        """More is stored or left out."""
        for step in steps:
            if step.document_id is not None:
                self.imported += 1
                if step.version_of is not None:
                    self.versions += 1
                    self.linked.append((step.version_of.document_id, step.document_id))
            elif step.annotations is not None:
                self.annotations.append(step.path)
            elif not step.is_expected:
                self.left.append(step)
                self.known += step.is_known
                self.bad += step.is_bad
        self.last = steps[-1] if steps else self.last

    def end(self, why: str = "") -> None:
        """It is over."""
        self.is_running, self.ending = False, why

    @property
    def progress(self) -> str:
        """How far it is, how quick, and how long it will take: “120 of 1,000 files · 35/s · 25 s left”."""
        if self.last is None:
            return tr("Reading…")
        reached, seconds = self.last.reached, max(0.001, time.monotonic() - self._began)
        words = tr("file {done:,} of {total:,}", done=reached.file, total=reached.files)
        rate = self.imported / seconds
        if reached.bytes_read and seconds > 1:
            left = seconds * (reached.bytes_total - reached.bytes_read) / reached.bytes_read
            time_left = f"{left:.0f} s" if left < MINUTE else tr("{minutes:.0f} min", minutes=left / 60)
            words += tr(" · {rate:,.0f}/s · {left} left", rate=rate, left=time_left)
        return words

    @property
    def words(self) -> str:
        """What has come of it, in words."""
        words = tr_count("Imported {count} article", "Imported {count} articles", self.imported)
        if self.versions:
            words += tr_count(", {count} as a version", ", {count} as versions", self.versions)
        if self.known:
            words += tr_count(
                "; {count} was in the project already", "; {count} were in the project already", self.known
            )
        if self.bad:
            words += tr_count("; {count} was left out", "; {count} were left out", self.bad)
        return words


class SummaryPage(ListPage):
    """The list of what was left out, and why; it can be opened again, filtered and copied."""

    stop_wanted = Signal()
    shown_again = Signal()
    """The article is wanted back."""

    def __init__(self, window: MainWindow) -> None:
        self.outcome = Outcome()
        super().__init__(window, tr("What was left out"), self)
        self._stop = self.add_button(
            tr("Stop  Esc"), tr("Stop the import; what is finished stays"), self.stop_wanted.emit
        )
        self._go = self.add_button("", tr("Back to the article"), self.enter)
        self.add_button(tr("Copy the list  C"), tr("All rows that are shown, into the clipboard"), self.copy)
        self.on(Qt.Key.Key_Escape, self._escape)

    def begin(self, outcome: Outcome) -> None:
        """Show another import."""
        self.outcome = outcome
        self.line.clear()
        self.fill()
        self.say()

    def take(self, count: int) -> None:
        """So many more were left out."""
        left = len(self.outcome.left)
        self.add([place for place in range(left - count, left) if self._fits(place)])
        self.say()

    def say(self) -> None:
        """Say how far it is, or how it ended."""
        outcome = self.outcome
        running = outcome.is_running
        self.title.setText(tr("Importing") if running else tr("Import: what came of it"))
        self.told.setText(f"{outcome.progress}\n{outcome.words}" if running else _ended(outcome))
        self._stop.setVisible(running)
        words = tr("Work on meanwhile  Enter") if running else tr("Back to the article  Enter")
        self._go.setText(words)
        self._go.setAccessibleName(words)
        self.show_nothing()

    def line_of(self, place: int) -> Line:
        """A file and why it was left out."""
        step = self.outcome.left[place]
        state, look = (tr("– skipped"), "quiet") if step.is_known else (tr("! left out"), "attention")
        return Line(state, step.path.name, "", said(step.reason or ""), look, warns=step.is_bad)

    def details_of(self, place: int) -> Sequence[str]:
        """The whole place and the whole reason."""
        step = self.outcome.left[place]
        return [str(step.where), said(step.reason or "")]

    def fitting(self) -> Sequence[int]:
        """What fits what is typed."""
        return [place for place in range(len(self.outcome.left)) if self._fits(place)]

    def nothing_words(self) -> str:
        """Why nothing is listed."""
        if self.outcome.left:
            return tr("Nothing fits: type less.")
        return tr("Nothing was left out so far.") if self.outcome.is_running else tr("Nothing was left out.")

    def enter(self) -> None:
        """Back to the article; what runs goes on."""
        super().leave()
        self.shown_again.emit()

    def leave(self) -> None:
        """Stop what runs, or go back."""
        self._escape()

    def _escape(self) -> None:
        if self.outcome.is_running:
            self.stop_wanted.emit()
        else:
            self.enter()

    def _fits(self, place: int) -> bool:
        step, words = self.outcome.left[place], self.words()
        return not words or all(word in f"{step.where} {step.reason or ''}".casefold() for word in words)


def _ended(outcome: Outcome) -> str:
    return f"{outcome.ending}\n{outcome.words}." if outcome.ending else f"{outcome.words}."
