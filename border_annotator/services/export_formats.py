"""The formats that a project can be exported in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.errors import KnownError
from border_annotator.formats.registry import FORMATS, AnyFormat, SetFormat, format_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.services.export_choice import ExportChoice


def _write_spacy(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    from border_annotator.nlp.docbin import write_spacy

    yield from write_spacy(folder, articles, setting)


def _fit_spacy(outgoing: Outgoing) -> Fitted:
    from border_annotator.nlp.docbin import fit_spacy

    return fit_spacy(outgoing)


def _read_spacy(folder: Path) -> Iterator[ForeignArticle]:
    from border_annotator.nlp.docbin_proof import read_spacy_folder

    yield from read_spacy_folder(folder)


SPACY = SetFormat(
    "spacy",
    ".spacy",
    "spaCy's DocBin with a config: run “spacy train config.cfg” in the folder.",
    _write_spacy,
    _fit_spacy,
    _read_spacy,
    with_tokens=True,
)

EXPORT_FORMATS: tuple[AnyFormat, ...] = (*FORMATS, SPACY)
"""All of them, in the order to show."""


def export_format(name: str) -> AnyFormat:
    """The format of that name; raises ``KnownError`` that lists those there are."""
    return format_named(name, EXPORT_FORMATS)


def format_for(choice: ExportChoice) -> AnyFormat:
    """The chosen format; raises ``KnownError`` for one that is unknown, or cannot hold the text as it is chosen."""
    chosen = export_format(choice.format_name)
    if choice.text_use is TextUse.OFFSETS and not chosen.lives_without_text:
        raise KnownError(
            "“{name}” is made of the words themselves and cannot hold offsets alone: choose {choices}, or let it hold"
            " the text.",
            name=chosen.name,
            choices=", ".join(known.name for known in EXPORT_FORMATS if known.lives_without_text),
        )
    return chosen
