"""Changing what an export is: one question for each option, and the choices that come of the answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.errors import KnownError
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_command import said_shares, shares_of
from border_annotator.services.export_formats import EXPORT_FORMATS, export_format
from border_annotator.services.export_memory import last_export
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.exporting.articles import ArticleChooser
from border_annotator.ui.exporting.options import CARDS, SOURCES, TEXTS, Option
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.queue_filter import QueueFilter
    from border_annotator.ui.main_window import MainWindow

SUGGESTED = ("80/10/10", "70/15/15", "90/5/5", "80/0/20")
"""Shares that are offered; any others can be written."""
NONE, BROWSE, OWN = "none", "browse", "own"


class Choosing(QObject):
    """Holds the choices of exports in this window, those of the project's last export at first."""

    changed = Signal()
    """Something else is chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._chooser, self._prompt = window.chooser, window.prompt
        self._project = window.session.project
        last = last_export(window.settings, self._project.path)
        self.choice = last.choice if last is not None else ExportChoice()
        self._out = last.out if last is not None else None
        self._articles = ArticleChooser(self, window)
        self._asks: dict[Option, Callable[[], None]] = {
            Option.FORMAT: self._ask_format,
            Option.FOLDER: self._ask_folder,
            Option.ARTICLES: self._articles.ask,
            Option.ANNOTATIONS: self._ask_annotations,
            Option.REVIEWER: self._ask_reviewer,
            Option.TYPES: self._ask_types,
            Option.TEXT: self._ask_text,
            Option.SPLITS: self._ask_splits,
            Option.SEED: self._ask_seed,
            Option.CARD: self._ask_card,
            Option.MARK: self._turn_mark,
        }

    @property
    def out(self) -> Path:
        """The folder to write into; until one is chosen it is called after the project and the format."""
        path = self._project.path
        return self._out or path.with_name(f"{path.stem}-{self.choice.format_name}")

    def ask(self, option: Option) -> None:
        """Let the user change an option."""
        self._asks[option]()

    def choose(self, choice: ExportChoice) -> None:
        """Take other choices."""
        if choice != self.choice:
            self.choice = choice
            self.changed.emit()

    def choose_articles(self, queue: QueueFilter) -> None:
        """Take other articles."""
        self.choose(replace(self.choice, queue=queue))

    def choose_folder(self, out: Path) -> None:
        """Take another folder."""
        if out != self.out:
            self._out = out
            self.changed.emit()

    # The questions

    def _ask_format(self) -> None:
        choices = [Choice(known.name, known.name, tr(known.description)) for known in EXPORT_FORMATS]
        self._chooser.ask(
            tr("Export as …"),
            choices,
            lambda name: self.choose(replace(self.choice, format_name=name)),
            tr("A format, or the tool that is to read it"),
            recent="export format",
        )

    def _ask_folder(self) -> None:
        def take(key: str) -> None:
            if key == BROWSE:
                name = QFileDialog.getExistingDirectory(self._window, tr("Export into a folder"), str(self.out.parent))
                if name:
                    self.choose_folder(Path(name))
            else:
                self._prompt.ask(tr("The folder to write into"), str(self.out), self._take_folder, tr("A path"))

        choices = [
            Choice(OWN, tr("Write a path…"), str(self.out)),
            Choice(BROWSE, tr("Look for a folder…")),
        ]
        self._chooser.ask(tr("Export into the folder …"), choices, take)

    def _take_folder(self, written: str) -> str | None:
        if not written.strip():
            return tr("Write the path of a folder; it is made if it is not there.")
        path = Path(written.strip()).expanduser()
        self.choose_folder(path if path.is_absolute() else self._project.path.parent / path)
        return None

    def _ask_annotations(self) -> None:
        choices = [Choice(source.value, tr(words), source.value) for source, words in SOURCES.items()]
        self._chooser.ask(
            tr("Which annotations go out"),
            choices,
            lambda key: self.choose(replace(self.choice, source=Source(key))),
        )

    def _ask_reviewer(self) -> None:
        own = self._project.layer.name
        choices = [Choice("", tr("The project's own layer"), own)]
        choices += [Choice(f"={one.name}", one.name, tr("layer")) for one in self._project.layers.layers()]
        self._chooser.ask(
            tr("Whose layer goes out"),
            choices,
            lambda key: self.choose(replace(self.choice, layer=key[1:] or None)),
        )

    def _ask_types(self) -> None:
        schema, chosen = self._project.schema, self.choice.types
        mark = {True: "✓ ", False: ""}
        choices = [Choice("", tr("All types"))] if chosen else []
        known = [(one.type, one.label, tr("event")) for one in schema.event_types]
        known += [(one.label, one.name, tr("entity")) for one in schema.entity_labels]
        known += [(kind, kind.replace("_", " "), tr("figure")) for kind in schema.figure_kinds]
        choices += [Choice(f"={key}", f"{mark[key in chosen]}{words}", f"{sort} · {key}") for key, words, sort in known]

        def take(key: str) -> None:
            self.choose(replace(self.choice, types=chosen ^ {key[1:]} if key else frozenset()))

        self._chooser.ask(tr("Which types go out: each choice adds or removes one"), choices, take)

    def _ask_text(self) -> None:
        lives = export_format(self.choice.format_name).lives_without_text
        why = "" if lives else tr("not in {format}, which is made of the words", format=self.choice.format_name)
        choices = [Choice(use.value, tr(words), why if use is TextUse.OFFSETS else "") for use, words in TEXTS.items()]
        self._chooser.ask(
            tr("The text of the articles"),
            choices,
            lambda key: self.choose(replace(self.choice, text_use=TextUse(key))),
        )

    def _ask_splits(self) -> None:
        shares = self.choice.shares
        choices = [Choice(NONE, tr("None: one data set")), *(Choice(one, one) for one in SUGGESTED)]

        def take(written: str) -> None:
            try:
                found = None if written == NONE else shares_of(written)
            except KnownError as error:
                self._window.session.refused.emit(told(error))
                return
            self.choose(replace(self.choice, shares=found))

        self._chooser.ask(
            tr("Shares of train, dev and test"),
            choices,
            take,
            said_shares(shares) if shares is not None else SUGGESTED[0],
            is_free=True,
        )

    def _ask_seed(self) -> None:
        def take(written: str) -> str | None:
            self.choose(replace(self.choice, seed=written.strip() or None))
            return None

        hint = tr("A word; empty for the one that spreads the event types best")
        self._prompt.ask(tr("The seed of the splits"), self.choice.seed or "", take, hint)

    def _turn_mark(self) -> None:
        self.choose(replace(self.choice, with_mark=not self.choice.with_mark))

    def _ask_card(self) -> None:
        keys = {"usual": None, "yes": True, "no": False}
        choices = [Choice(key, tr(CARDS[value])) for key, value in keys.items()]
        self._chooser.ask(
            tr("A card, a manifest and checksums beside the data"),
            choices,
            lambda key: self.choose(replace(self.choice, with_card=keys[key])),
        )
