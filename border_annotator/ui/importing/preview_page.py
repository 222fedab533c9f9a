"""Everything that an import would do, to look at and to decide, before anything is written."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from border_annotator.services.import_plan import Action
from border_annotator.ui.importing.list_page import ListPage
from border_annotator.ui.importing.plan import Kind, Plan
from border_annotator.ui.importing.said_plan import details_of, line_of
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import tame
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.services.import_plan import PlanStep, Reached
    from border_annotator.ui.importing.lines import Line
    from border_annotator.ui.main_window import MainWindow

KINDS = {
    Kind.ALL: "All",
    Kind.COMES: "Come in",
    Kind.STRANGE: "Look wrong",
    Kind.TWICE: "Duplicates",
    Kind.LEFT: "Left out",
    Kind.ANNOTATIONS: "Annotations",
}
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)


class PreviewPage(ListPage):
    """Shows a plan. It decides nothing by itself and writes nothing; what the user wants is said by signals."""

    import_wanted = Signal()
    options_wanted = Signal()
    repairs_wanted = Signal(int)
    """What would be repaired in the article of a place is to be shown."""
    given_up = Signal()
    """Nothing is to be imported."""

    def __init__(self, window: MainWindow, plan: Plan) -> None:
        self._plan = plan
        self._kind = Kind.ALL
        self._base: Path | None = None
        self._is_reading = False
        self._reached: Reached | None = None
        super().__init__(window, tr("What would come in"), self)
        self._chips: dict[Kind, QPushButton] = {}
        for kind, digit in zip(Kind, DIGITS, strict=True):
            self._chips[kind] = self._chip(kind, digit)
        self.options_told = plain_label()
        self.options_told.setWordWrap(True)
        self.column.insertWidget(3, self.options_told)
        self._import = self.add_button("", tr("Write what comes in into the project"), self.enter)
        self._choices = [
            self.add_button(words, tip, partial(self._decide, action), key)
            for action, words, tip, key in (
                (
                    Action.KEEP,
                    tr("Keep  K"),
                    tr("The marked article comes in; with Shift all of its kind"),
                    Qt.Key.Key_K,
                ),
                (Action.SKIP, tr("Skip  S"), tr("It does not come in; with Shift all of its kind"), Qt.Key.Key_S),
                (
                    Action.VERSION,
                    tr("Link as version  V"),
                    tr("It comes in as a version of what it duplicates; with Shift all of its kind"),
                    Qt.Key.Key_V,
                ),
            )
        ]
        for action, key in ((Action.KEEP, Qt.Key.Key_K), (Action.SKIP, Qt.Key.Key_S), (Action.VERSION, Qt.Key.Key_V)):
            self.on(key, partial(self._decide_all, action), shift=True)
        self.add_button(
            tr("Options…  O"), tr("Encoding, columns, duplicates and what is done to the text"), self._ask, Qt.Key.Key_O
        )
        self.add_button(
            tr("Repairs  R"),
            tr("What repairing garbled letters would change in the marked article, before and after"),
            self._look_at_repairs,
            Qt.Key.Key_R,
        )
        self.add_button(tr("Copy the list  C"), tr("All rows that are shown, into the clipboard"), self.copy)
        self.add_button(tr("Import nothing  Esc"), tr("Nothing is written"), self.leave)

    def _chip(self, kind: Kind, digit: Qt.Key) -> QPushButton:
        chip = QPushButton()
        chip.setObjectName("chipFilter")
        chip.setCheckable(True)
        chip.clicked.connect(lambda _checked=False: self.show_kind(kind))
        self.chips.addWidget(chip)
        self.on(digit, lambda: self.show_kind(kind))
        return chip

    # What it says

    def line_of(self, place: int) -> Line:
        """What a row says."""
        step = self._plan.steps[place]
        return line_of(step, self._plan.action(step), self._base)

    def details_of(self, place: int) -> Sequence[str]:
        """All that is known of an article."""
        step = self._plan.steps[place]
        return details_of(step, self._plan.action(step))

    def fitting(self) -> Sequence[int]:
        """What belongs to the chosen kind and to what is typed."""
        return self._plan.fitting(self._kind, self.words())

    def nothing_words(self) -> str:
        """Why the list is empty."""
        if self._is_reading:
            return tr("Looking for articles…")
        if not self._plan.steps:
            return tr("There is no article in what you chose. Esc goes back.")
        return tr("Nothing fits: type less, or press 1 for all.")

    # From outside

    def begin(self, paths: Sequence[Path]) -> None:
        """Another plan begins; the page shows it from its beginning."""
        self._base = _in_common(paths)
        self._kind, self._is_reading, self._reached = Kind.ALL, True, None
        self.line.clear()
        self.fill()
        self.say()

    def renew(self) -> None:
        """The same once more, with other options."""
        self._is_reading, self._reached = True, None
        self.fill()
        self.say()

    def take(self, steps: Sequence[PlanStep]) -> None:
        """More has been found."""
        places = self._plan.add(steps)
        self._reached = steps[-1].reached
        self.add(self._plan.fitting(self._kind, self.words(), places))
        self.say()

    def end(self) -> None:
        """All has been found."""
        self._is_reading = False
        self.show_nothing()
        self.say()

    @property
    def is_reading(self) -> bool:
        """Whether more may come."""
        return self._is_reading

    def paths_at_mark(self) -> list[Path]:
        """The file of the marked row."""
        place = self.marked()
        return [] if place is None else [self._plan.steps[place].where.path]

    def say(self) -> None:
        """Say how many there are of each kind, and how far the reading is."""
        counts = self._plan.counts()
        coming = counts[Kind.COMES]
        for (kind, chip), digit in zip(self._chips.items(), "123456", strict=True):
            words = f"{tr(KINDS[kind])} {counts[kind]:,}"
            chip.setText(words)
            chip.setAccessibleName(words)
            chip.setToolTip(tr("Show these only ({key})", key=digit))
            chip.setChecked(kind is self._kind)
        self._chips[Kind.ANNOTATIONS].setVisible(counts[Kind.ANNOTATIONS] > 0)
        self.title.setText(tr("Import: nothing is written yet"))
        self._import.setEnabled(self._is_reading or coming > 0 or counts[Kind.ANNOTATIONS] > 0)
        words = (
            tr("Import without waiting  Enter")
            if self._is_reading
            else tr_count("Import {count} article  Enter", "Import {count} articles  Enter", coming)
            if coming or not counts[Kind.ANNOTATIONS]
            else tr("Look at the annotations  Enter")
        )
        self._import.setText(words)
        self._import.setAccessibleName(words)
        self.told.setText(self._said_progress() if self._is_reading else self._said_counts(counts))
        self._offer()

    def show_details(self) -> None:
        """Say what is known of the marked article, and what can be decided about it."""
        super().show_details()
        self._offer()

    def show_kind(self, kind: Kind) -> None:
        """Show one kind only."""
        self._kind = kind
        self.fill()
        self.say()

    def show_repairs(self, place: int, repairs: Sequence[tuple[str, str]]) -> None:
        """Say what repairing garbled letters changes in an article."""
        if self.marked() != place:
            return
        lines = [words for before, after in repairs for words in (f"−  {before}", f"+  {after}")]
        self.details.setPlainText(tame("\n".join(lines)) if lines else tr("No line of it looks garbled."))

    # Keys

    def enter(self) -> None:
        """Import."""
        if self._import.isEnabled():
            self.import_wanted.emit()

    def leave(self) -> None:
        """Import nothing."""
        self.given_up.emit()
        super().leave()

    def _look_at_repairs(self) -> None:
        place = self.marked()
        if place is not None and self._plan.steps[place].is_article:
            self.repairs_wanted.emit(place)

    def _ask(self) -> None:
        self.options_wanted.emit()

    def _decide(self, action: Action) -> None:
        place = self.marked()
        if place is not None:
            if not self._plan.decide([place], action):
                self._say_why_not(self._plan.steps[place], action)
            self._renew_rows()

    def _decide_all(self, action: Action) -> None:
        place = self.marked()
        if place is None:
            return
        count = self._plan.decide(self._plan.like(place), action)
        self._renew_rows()
        said = {
            Action.KEEP: tr_count("{count} more comes in", "{count} more come in", count),
            Action.SKIP: tr_count("{count} more is skipped", "{count} more are skipped", count),
            Action.VERSION: tr_count("{count} more is linked", "{count} more are linked", count),
        }
        self.window_of.status.say_saved(said[action])

    def _renew_rows(self) -> None:
        self.model.renew()
        self.show_details()
        self.say()

    def _say_why_not(self, step: PlanStep, action: Action) -> None:
        say = self.window_of.message.say
        if not step.is_article:
            say(tr("It is no article that could come in."))
        elif not self._plan.may_choose(step):
            say(tr("The same file is in the project already, or comes in once: it cannot come in twice."))
        elif action is Action.VERSION and step.duplicate is None:
            say(tr("It is like no other article: there is nothing to link it to."))

    def _offer(self) -> None:
        place = self.marked()
        step = self._plan.steps[place] if place is not None else None
        can = step is not None and self._plan.may_choose(step)
        for button in getattr(self, "_choices", ()):
            button.setEnabled(can)
        if can and step is not None and step.duplicate is None:
            self._choices[-1].setEnabled(False)

    def _said_progress(self) -> str:
        reached = self._reached
        if reached is None:
            return tr("Looking for articles…")
        share = 100 * reached.bytes_read // max(1, reached.bytes_total)
        return tr("Reading file {file:,} of {files:,} · {share} %", file=reached.file, files=reached.files, share=share)

    def _said_counts(self, counts: dict[Kind, int]) -> str:
        words = [tr_count("{count} article comes in", "{count} articles come in", counts[Kind.COMES])]
        if counts[Kind.TWICE]:
            words.append(tr_count("{count} is a duplicate", "{count} are duplicates", counts[Kind.TWICE]))
        if counts[Kind.STRANGE]:
            words.append(tr_count("{count} looks wrong", "{count} look wrong", counts[Kind.STRANGE]))
        if counts[Kind.LEFT]:
            words.append(tr_count("{count} is left out", "{count} are left out", counts[Kind.LEFT]))
        if counts[Kind.ANNOTATIONS]:
            files = counts[Kind.ANNOTATIONS]
            words.append(tr_count("{count} file of annotations follows", "{count} files of annotations follow", files))
        return " · ".join(words)


def _in_common(paths: Sequence[Path]) -> Path | None:
    try:
        common = Path(os.path.commonpath(paths))
    except ValueError:
        return None
    return common.parent if len(paths) == 1 else common
