"""One article in, suggestions out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.span import Span, overlapping, trimmed
from border_annotator.domain.suggestion import Suggestion
from border_annotator.nlp import dates, figures
from border_annotator.nlp.entities import names_of_piece, settled
from border_annotator.nlp.model_names import model_names
from border_annotator.nlp.pipeline import ModelChoice, load_pipeline, resolve_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from border_annotator.domain.document import Document
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.composed_names import Mention

# A segment is read in parts of at most this many characters: the model's memory grows with the length of a text.
LONGEST_PIECE = 20_000
HEADLINES = frozenset({"title", "heading"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article that is read on its own: one segment, or a part of a very long one."""

    span: Span
    label: str
    text: str


class Prelabeler:
    """Proposes entities, figures and events for articles.

    The model is resolved at once (``KnownError`` when ``wanted_model`` is not there) and loaded at the first
    ``label``, which may raise ``KnownError`` as well.
    """

    def __init__(self, schema: Schema, wanted_model: str | None = None) -> None:
        self.schema = schema
        self._model = resolve_model(wanted_model)
        self._pipeline: Language | None = None

    @property
    def model(self) -> ModelChoice:
        """The model that is used."""
        return self._model

    def label(self, document: Document) -> list[Suggestion]:
        """The suggestions for one article, in the order entities, figures, events."""
        if self._pipeline is None:
            self._pipeline = load_pipeline(self._model)
        pieces = list(_pieces(document))
        docs = list(self._pipeline.pipe((piece.text for piece in pieces), batch_size=16))
        mentions = self._mentions(pieces, docs)
        names = [m for m in mentions if m.mention == "NAM" or m.label == "GOVERNMENT"]
        found = [
            Suggestion(
                document.id,
                Entity(new_id(), Span(m.start, m.end), m.label, m.mention, m.link),
                m.source,
                round(m.confidence, 2),
            )
            for m in names
        ]
        return found + self._figures(document, pieces, [s.value.span for s in found if isinstance(s.value, Entity)])

    def _mentions(self, pieces: list[Piece], docs: list[Doc]) -> list[Mention]:
        read = [
            (
                piece.span.start,
                piece.text,
                names_of_piece(piece.text, model_names(doc), headline=piece.label in HEADLINES),
            )
            for piece, doc in zip(pieces, docs, strict=True)
        ]
        return [mention for mention in settled(read) if self.schema.has_label(mention.label)]

    def _figures(self, document: Document, pieces: list[Piece], taken: list[Span]) -> list[Suggestion]:
        published = document.layout.published.value
        found: list[Suggestion] = []
        for piece in pieces:
            here = [span for span in taken if span.overlaps(piece.span)]
            for time in dates.find_times(piece.text):
                span = Span(piece.span.start + time.start, piece.span.start + time.end)
                reading = dates.resolve(time, published, dates.tense_around(piece.text, time.start))
                if reading is None or overlapping(span, here):
                    continue
                here.append(span)
                found.append(Suggestion(document.id, dates.figure_of(time, reading, span), "rule:time", 0.85))
            for quantity in figures.find_quantities(piece.text):
                span = Span(piece.span.start + quantity.start, piece.span.start + quantity.end)
                if not overlapping(span, here):
                    found.append(Suggestion(document.id, figures.figure_of(quantity, span), "rule:quantity", 0.8))
        return [s for s in found if s.value.kind in self.schema.figure_kinds]


def _pieces(document: Document) -> Iterator[Piece]:
    for segment in document.layout.segments:
        if segment.label == "date_header":
            continue
        position = segment.span.start
        while position < segment.span.end:
            end = min(segment.span.end, position + LONGEST_PIECE)
            if end < segment.span.end:
                space = document.text.rfind(" ", position + LONGEST_PIECE // 2, end)
                end = space if space > 0 else end
            span = trimmed(document.text, position, end)
            if span is not None:
                yield Piece(span, segment.label, span.text_in(document.text))
            position = end
