"""What became of annotations from elsewhere: a line for each thing that did not simply come in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from border_annotator.domain.adoption import Fate
from border_annotator.ui.importing.lines import Line
from border_annotator.ui.importing.list_page import ListPage
from border_annotator.ui.said import said
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.domain.adoption import Told
    from border_annotator.services.adopt import AdoptStep
    from border_annotator.ui.main_window import MainWindow

FATES = {
    Fate.CHANGED: ("≈", "changed", "accent"),
    Fate.KNOWN: ("–", "there already", "quiet"),
    Fate.KEPT: ("✓", "kept as it is", "done"),
    Fate.LEFT_OUT: ("!", "left out", "attention"),
    Fate.QUARANTINED: ("!", "in quarantine", "attention"),
}


class Adopted:
    """What an import of annotations has come to."""

    def __init__(self, *, is_trial: bool = False) -> None:
        self.is_trial = is_trial
        self.is_running = True
        self.ending = ""
        self.added = self.articles = self.new = 0
        self.fates: Counter[Fate] = Counter()
        self.lines: list[tuple[str, str, Told | None]] = []
        """File and place, why a whole set did not come in, or what is said of one thing."""

    def take(self, name: str, step: AdoptStep) -> None:
        """One set of annotations more."""
        self.added += step.added
        self.articles += step.document_id is not None
        self.new += step.is_new
        where = ", ".join(part for part in (name, step.place or step.doc_id) if part)
        if step.reason is not None:
            self.lines.append((where, step.reason, None))
        for told in step.told:
            self.fates[told.fate] += 1
            if step.reason is None or told.fate is Fate.QUARANTINED:
                self.lines.append((where, "", told))

    @property
    def words(self) -> str:
        """All of it in a sentence."""
        words = (
            tr_count("{count} annotation would come in", "{count} annotations would come in", self.added)
            if self.is_trial
            else tr_count("{count} annotation came in", "{count} annotations came in", self.added)
        )
        words += tr_count(" on {count} article", " on {count} articles", self.articles)
        if self.new:
            words += tr_count(", {count} of them new", ", {count} of them new", self.new)
        counted = [f"{self.fates[fate]:,} {tr(FATES[fate][1])}" for fate in FATES if self.fates[fate]]
        return f"{words}; {', '.join(counted)}" if counted else words


class ToldPage(ListPage):
    """Lists what is said of annotations that came in, or would come in."""

    def __init__(self, window: MainWindow, cancel: Callable[[], None], back: Callable[[], None]) -> None:
        self.adopted = Adopted()
        self._cancel, self._back = cancel, back
        super().__init__(window, tr("What did not simply come in"), self)
        self._stop = self.add_button(tr("Stop  Esc"), tr("Stop; what is finished stays"), self.leave)
        self._go = self.add_button("", "", self.enter)
        self.add_button(tr("Copy the list  C"), tr("All rows that are shown, into the clipboard"), self.copy)

    def begin(self, adopted: Adopted) -> None:
        """Show another import, or trial."""
        self.adopted = adopted
        self.line.clear()
        self.fill()
        self.say()

    def take(self, count: int) -> None:
        """So many lines more."""
        last = len(self.adopted.lines)
        self.add([place for place in range(last - count, last) if self._fits(place)])
        self.say()

    def say(self) -> None:
        """Say how it stands."""
        adopted = self.adopted
        self.title.setText(
            tr("Annotations: nothing is written, this is what would happen")
            if adopted.is_trial
            else tr("Annotations are coming in")
            if adopted.is_running
            else tr("Annotations: what came of it")
        )
        self.told.setText("\n".join(filter(None, (adopted.ending, f"{adopted.words}."))))
        self._stop.setVisible(adopted.is_running)
        words = (
            tr("Back to the mapping  Enter")
            if adopted.is_trial
            else tr("Work on meanwhile  Enter")
            if adopted.is_running
            else tr("Back to the article  Enter")
        )
        self._go.setText(words)
        self._go.setAccessibleName(words)
        self.show_nothing()

    def line_of(self, place: int) -> Line:
        """One thing, and what became of it."""
        where, reason, told = self.adopted.lines[place]
        if told is None:
            return Line(tr("! not in"), where, "", said(reason), "attention", warns=True)
        sign, word, look = FATES[told.fate]
        surface = f"“{' '.join(told.surface.split())}”" if told.surface else ""
        words = " ".join(part for part in (tr(told.what), told.id, told.label, surface) if part)
        warns = look == "attention"
        return Line(f"{sign} {tr(word)}", words, where, said(told.reason), look, warns=warns)

    def details_of(self, place: int) -> Sequence[str]:
        """The whole of it."""
        line = self.line_of(place)
        return [line.words, line.right, line.below]

    def fitting(self) -> Sequence[int]:
        """What fits what is typed."""
        return [place for place in range(len(self.adopted.lines)) if self._fits(place)]

    def nothing_words(self) -> str:
        """Why nothing is listed."""
        if self.adopted.lines:
            return tr("Nothing fits: type less.")
        return tr("Reading…") if self.adopted.is_running else tr("Everything came in as it was.")

    def enter(self) -> None:
        """Go back to where this came from."""
        if self.adopted.is_trial:
            self._cancel()
            self._back()
        else:
            super().leave()
            self.window_of.showing.first()

    def leave(self) -> None:
        """Stop what runs, or go back."""
        if self.adopted.is_running and not self.adopted.is_trial:
            self._cancel()
        else:
            self.enter()

    def _fits(self, place: int) -> bool:
        words = self.words()
        return not words or all(word in self.line_of(place).spoken.casefold() for word in words)
