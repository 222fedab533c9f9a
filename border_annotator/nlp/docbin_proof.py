"""spaCy's files as this program writes them, read back: what is in the user data, and that the spans are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
    Unit,
)
from border_annotator.nlp.docbin import FOLDER, GROUPED, SPANS_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.tokens import Doc, Span


def read_spacy_folder(folder: Path) -> Iterator[ForeignArticle]:
    """Every document; where what spaCy trains on is not what the user data says, the former alone is given."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    for path in sorted((folder / FOLDER).glob("*.spacy")):
        for doc in DocBin().from_disk(path).get_docs(Vocab()):
            found = article_of(doc)
            kept = {_place(span) for span in found.spans if span.layer in GROUPED}
            trained = {_place_of(span) for span in doc.spans[SPANS_KEY]}
            is_same = kept == trained and {_place_of(span) for span in doc.ents} <= trained
            yield found if is_same else ForeignArticle(found.doc_id, doc.text, units=(Unit.CODE_POINTS,))


def article_of(doc: Doc) -> ForeignArticle:
    """What a document's user data says."""
    data: dict[str, Any] = doc.user_data
    return ForeignArticle(
        data["doc_id"],
        doc.text,
        language=data["language"],
        title=data["title"],
        units=(Unit.CODE_POINTS,),
        spans=tuple(map(_span, data["spans"])),
        events=tuple(map(_event, data["events"])),
        relations=tuple(ForeignRelation(r["id"], r["type"], r["source"], r["target"]) for r in data["relations"]),
        attributes=data["attributes"],
    )


def _span(said: dict[str, Any]) -> ForeignSpan:
    return ForeignSpan(
        said["id"],
        said["label"],
        (Piece(said["start_char"], said["end_char"]),),
        None,
        said["layer"],
        said["link"],
        said["confidence"],
        said["attributes"],
        said["note"],
    )


def _event(said: dict[str, Any]) -> ForeignEvent:
    return ForeignEvent(
        said["id"],
        said["type"],
        said["trigger"],
        tuple(ForeignArgument(argument["role"], argument["target"]) for argument in said["arguments"]),
        said["attributes"],
        said["confidence"],
        said["note"],
    )


def _place(span: ForeignSpan) -> tuple[str, int, int, str]:
    return span.label, span.pieces[0].start, span.pieces[-1].end, span.link or ""


def _place_of(span: Span) -> tuple[str, int, int, str]:
    return span.label_, span.start_char, span.end_char, span.kb_id_
