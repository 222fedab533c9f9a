"""The options of an export: what each is called, by which key it is changed, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.services.articles import Source
from border_annotator.services.export_command import said_shares
from border_annotator.ui.queue.filter_words import chips
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.schema import Schema
    from border_annotator.services.export_choice import ExportChoice

FEW = 3
"""Values that are named before they are only counted."""


class Option(StrEnum):
    """What can be chosen, by the letter that changes it."""

    FORMAT = "F"
    FOLDER = "O"
    ARTICLES = "S"
    ANNOTATIONS = "A"
    REVIEWER = "R"
    TYPES = "Y"
    TEXT = "T"
    SPLITS = "V"
    SEED = "Z"
    CARD = "K"
    MARK = "E"


@dataclass(frozen=True, slots=True)
class Named:
    """What an option is called, and what it decides."""

    name: str
    tip: str


NAMES = {
    Option.FORMAT: Named("Format", "What the files are written as"),
    Option.FOLDER: Named("Into folder", "Files of earlier exports in it are replaced, others left alone"),
    Option.ARTICLES: Named("Articles", "Which articles go out: by state, source, language, day and words"),
    Option.ANNOTATIONS: Named("Annotations", "What the reviewer decided, what machines suggested, or both"),
    Option.REVIEWER: Named("Reviewer", "Whose layer goes out, where there are several"),
    Option.TYPES: Named("Types", "Which events, entities and figures go out"),
    Option.TEXT: Named("Text", "Whether the files hold the articles' words"),
    Option.SPLITS: Named("Splits", "The shares of train, dev and test; what is alike stays together"),
    Option.SEED: Named("Seed", "What the splits are drawn with: the same word, the same splits"),
    Option.CARD: Named("Card", "A card, a manifest, checksums and what was reviewed, beside the data"),
    Option.MARK: Named("CSV for", "Whether CSV files begin with the mark by which Excel knows that they are UTF-8"),
}
SOURCES = {
    Source.REVIEWED: "what the reviewer decided",
    Source.SUGGESTIONS: "what machines suggested",
    Source.BOTH: "decided, and suggested where undecided",
}
TEXTS = {
    TextUse.WHOLE: "whole",
    TextUse.REDACTED: "names of persons replaced",
    TextUse.OFFSETS: "left out: offsets alone",
}
CARDS = {None: "where the format is for data sets", True: "written", False: "left out"}

MARKS = {True: "Excel: with its mark", False: "other programs: without a mark"}


def said_option(option: Option, choice: ExportChoice, out: str, schema: Schema) -> str:
    """How an option stands."""
    shares = choice.shares
    plain = {
        Option.FORMAT: choice.format_name,
        Option.FOLDER: out,
        Option.ANNOTATIONS: tr(SOURCES[choice.source]),
        Option.REVIEWER: choice.layer or tr("the project's own"),
        Option.TEXT: tr(TEXTS[choice.text_use]),
        Option.SPLITS: said_shares(shares) if shares is not None else tr("none"),
        Option.SEED: choice.seed if choice.seed is not None else tr("the one that spreads best"),
        Option.CARD: tr(CARDS[choice.with_card]),
        Option.MARK: tr(MARKS[choice.with_mark]),
    }
    if option is Option.ARTICLES:
        title = [tr("“{words}” in the title", words=choice.queue.title)] if choice.queue.title.strip() else []
        return _few([words for _key, words in chips(schema, choice.queue)] + title)
    if option is Option.TYPES:
        return _few(sorted(choice.types))
    return plain[option]


def _few(words: Sequence[str]) -> str:
    if not words:
        return tr("all")
    rest = [tr("{count} more", count=len(words) - FEW)] if len(words) > FEW else []
    return " · ".join([*words[:FEW], *rest])
