"""How files are read and what is done with duplicates, chosen from a list that says how it is now."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from border_annotator.services.duplicates import LOWEST
from border_annotator.services.import_look import columns_of
from border_annotator.services.import_plan import Action, ImportChoices
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from border_annotator.ui.importing.columns_form import ColumnsForm
    from border_annotator.ui.main_window import MainWindow

ENCODINGS = (
    "UTF-8", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255",
    "windows-1256", "windows-1257", "ISO-8859-2", "ISO-8859-4", "ISO-8859-13", "ISO-8859-15", "KOI8-R", "KOI8-U",
    "UTF-16", "GB18030", "Shift_JIS", "EUC-KR", "Big5",
)  # fmt: skip
"""What is offered; any other can be written."""
POLICIES = {
    None: "the same text is skipped, what is alike becomes a version",
    Action.SKIP: "all are skipped",
    Action.KEEP: "all come in",
    Action.VERSION: "all become versions",
}
FLAGS = {
    "repairs_mojibake": ("Repair garbled letters (“Ã©” for “é”)", "repairs garbled letters"),
    "composes": ("Compose letters and their accents (Unicode NFC)", "composes letters"),
    "keeps_furniture": (
        "Keep what stands around the article of a web page, masked",
        "keeps what stands around articles",
    ),
}
CARRIES = ("Suggest on a version what is annotated on the earlier one", "carries annotations over to versions")
ORIGINALS = ("Keep the original files in the project", "keeps the original files")


class Options(QObject):
    """The choices of imports in this window; they hold until they are changed."""

    changed = Signal()
    """Another plan is needed."""
    said_again = Signal()
    """Something is chosen that leaves the plan as it is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._chooser, self._prompt = window.chooser, window.prompt
        self._paths: Sequence[Path] = ()
        self._looking = Beside(self)
        self._looking.came.connect(self._show_columns)
        self._looking.failed.connect(window.session.refused)
        self.choices = ImportChoices()
        self.carries_over = False
        """Whether a version of an article gets the annotations of the earlier one, as suggestions."""

    @property
    def words(self) -> str:
        """What differs from the usual, in words."""
        reading, choices = self.choices.reading, self.choices
        said = [tr("encoding {name}", name=reading.encoding)] if reading.encoding else []
        if reading.columns:
            said.append(tr("columns {columns}", columns=self._said_columns()))
        said += [tr(words) for name, (_long, words) in FLAGS.items() if getattr(reading, name)]
        if choices.keeps_originals:
            said.append(tr(ORIGINALS[1]))
        if self.carries_over:
            said.append(tr(CARRIES[1]))
        if choices.duplicates is not None:
            said.append(tr("duplicates: {policy}", policy=tr(POLICIES[choices.duplicates])))
        said.append(tr("alike from {share} % on", share=round(100 * choices.threshold)))
        return tr("Options: {options}", options=" · ".join(said))

    def ask(self, paths: Sequence[Path]) -> None:
        """Let the user change one."""
        self._paths = paths
        reading = self.choices.reading
        offers: list[tuple[Choice, Callable[[], None]]] = [
            (
                Choice("encoding", tr("Encoding…"), reading.encoding or tr("found out for each file")),
                self._ask_encoding,
            ),
            (Choice("columns", tr("Columns of tables, paths in JSON…"), self._said_columns()), self._ask_columns),
            *(
                (Choice(name, tr(long), _yes(is_on=getattr(reading, name))), lambda wanted=name: self._turn(wanted))
                for name, (long, _short) in FLAGS.items()
            ),
            (Choice("originals", tr(ORIGINALS[0]), _yes(is_on=self.choices.keeps_originals)), self._turn_originals),
            (
                Choice("duplicates", tr("Duplicates…"), tr(POLICIES[self.choices.duplicates])),
                self._ask_duplicates,
            ),
            (Choice("carries", tr(CARRIES[0]), _yes(is_on=self.carries_over)), self._turn_carrying),
            (
                Choice("threshold", tr("From which likeness on…"), f"{round(100 * self.choices.threshold)} %"),
                self._ask_threshold,
            ),
        ]
        run = {choice.key: then for choice, then in offers}
        self._chooser.ask(
            tr("Options of the import"), [choice for choice, _run in offers], lambda key: run[key](), tr("Type to find")
        )

    def close(self) -> None:
        """Stop what is read beside the window."""
        self._looking.stop()

    @cached_property
    def columns(self) -> ColumnsForm:
        """The form for columns."""
        from border_annotator.ui.importing.columns_form import ColumnsForm

        return ColumnsForm(self._window)

    def _ask_columns(self) -> None:
        paths, choices = list(self._paths), self.choices
        self._looking.start(lambda: iter([columns_of(paths, choices)]))

    def _show_columns(self, found: object) -> None:
        if not isinstance(found, tuple):
            self._window.session.refused.emit(tr("There is no table and no JSON file in what you chose."))
            return
        path, look = found

        def take(columns: Mapping[str, str]) -> None:
            told = {field: name for field, name in columns.items() if look.guess.get(field) != name}
            self._choose(replace(self.choices, reading=replace(self.choices.reading, columns=told)))

        self.columns.open(path.name, look, take)

    def _said_columns(self) -> str:
        columns = self.choices.reading.columns
        return ", ".join(f"{field}={name}" for field, name in columns.items()) or tr("told by their names")

    def _turn(self, name: str) -> None:
        reading = self.choices.reading
        if name == "repairs_mojibake":
            reading = replace(reading, repairs_mojibake=not reading.repairs_mojibake)
        elif name == "composes":
            reading = replace(reading, composes=not reading.composes)
        else:
            reading = replace(reading, keeps_furniture=not reading.keeps_furniture)
        self._choose(replace(self.choices, reading=reading))

    def _turn_originals(self) -> None:
        self._choose(replace(self.choices, keeps_originals=not self.choices.keeps_originals))

    def _turn_carrying(self) -> None:
        self.carries_over = not self.carries_over
        self.said_again.emit()

    def _ask_encoding(self) -> None:
        choices = [Choice("", tr("Find it out for each file")), *(Choice(name, name) for name in ENCODINGS)]

        def take(name: str) -> None:
            self._choose(replace(self.choices, reading=replace(self.choices.reading, encoding=name or None)))

        self._chooser.ask(tr("Encoding"), choices, take, tr("A name of an encoding"), is_free=True)

    def _ask_duplicates(self) -> None:
        choices = [Choice(action.value if action else "", tr(words)) for action, words in POLICIES.items()]

        def take(value: str) -> None:
            self._choose(replace(self.choices, duplicates=Action(value) if value else None))

        self._chooser.ask(tr("Articles that are there already in other words, or twice"), choices, take)

    def _ask_threshold(self) -> None:
        lowest = round(100 * LOWEST)

        def take(written: str) -> str | None:
            digits = written.strip().removesuffix("%").strip()
            if not digits.isdecimal() or not lowest <= int(digits) <= 100:
                return tr("Write a number from {lowest} to 100.", lowest=lowest)
            self._choose(replace(self.choices, threshold=int(digits) / 100))
            return None

        self._prompt.ask(
            tr("From how many percent in common on is an article a version of another?"),
            str(round(100 * self.choices.threshold)),
            take,
            tr("Percent of the runs of three words"),
        )

    def _choose(self, choices: ImportChoices) -> None:
        if choices != self.choices:
            self.choices = choices
            self.changed.emit()


def _yes(*, is_on: bool) -> str:
    return tr("yes") if is_on else tr("no")
