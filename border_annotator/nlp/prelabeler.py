"""One article in, suggestions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.span import trimmed
from border_annotator.domain.suggestion import Suggestion
from border_annotator.nlp.pipeline import ModelChoice, load_pipeline, resolve_model

if TYPE_CHECKING:
    from spacy.language import Language

    from border_annotator.domain.document import Document
    from border_annotator.domain.schema import Schema


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
        found: list[Suggestion] = []
        labels = {"GPE": "COUNTRY", "PERSON": "PERSON", "NORP": "NATIONALITY", "ORG": "CIVIL_ORG", "LOC": "PLACE"}
        for segment in document.layout.segments:
            if segment.label == "date_header":
                continue
            for name in self._pipeline(segment.span.text_in(document.text)).ents:
                label = labels.get(name.label_)
                start = segment.span.start + name.start_char
                span = trimmed(document.text, start, start + len(name.text))
                if span and label and self.schema.has_label(label):
                    found.append(Suggestion(document.id, Entity(new_id(), span, label), "model:ner", 0.6))
        return found
