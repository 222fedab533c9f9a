"""Reading an article without rules for its language: known names, numbers in digits, and dates.

No pattern of English is tried on it. Where a model for its language was chosen, that model's names are taken too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span, overlapping
from border_annotator.nlp.figures import figure_of
from border_annotator.nlp.name_lists import find_names, slug
from border_annotator.nlp.named_mention import Mention
from border_annotator.nlp.plain_dates import find_dates, reading_of
from border_annotator.nlp.plain_numbers import find_numbers
from border_annotator.nlp.sights import Proposed

if TYPE_CHECKING:
    import datetime

    from spacy.tokens import Doc

    from border_annotator.domain.document import Document
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.fillers import Stage

# What the models of the world call persons, places and organisations, and what a link to one begins with.
_LABELS = {
    **dict.fromkeys(("PER", "PERSON", "PRS", "persName"), ("PERSON", "person", 0.6)),
    **dict.fromkeys(("LOC", "GPE", "GPE_LOC", "placeName", "geogName"), ("PLACE", "place", 0.55)),
    **dict.fromkeys(("ORG", "GPE_ORG", "orgName"), ("CIVIL_ORG", "ngo", 0.45)),
}
_SEEN_AS = {"PERSON": "model:person", "PLACE": "model:loc", "CIVIL_ORG": "model:org"}
_KNOWN = 0.85


def read_plainly(document: Document, stages: list[Stage], schema: Schema) -> list[Proposed]:
    """Entities and then figures, each in the order of the text.

    ``stages`` are the article's pieces; the names in force must be those of its language.
    """
    entities: list[Proposed] = []
    figures: list[Proposed] = []
    published = document.layout.published.value
    for stage in stages:
        names = [
            Proposed(Entity(new_id(), Span(m.start + stage.offset, m.end + stage.offset), m.label, m.mention, m.link),
                     m.source, m)
            for m in _names(stage.doc)
            if schema.has_label(m.label)
        ]  # fmt: skip
        taken = [name.value.span for name in names if isinstance(name.value, Entity)]
        entities += names
        found = _figures(stage, document.language, published, taken)
        figures += [Proposed(figure, source) for figure, source in found if figure.kind in schema.figure_kinds]
    return entities + figures


def _names(doc: Doc) -> list[Mention]:
    """The names of the lists, and those that a model of the language sees beside them."""
    mentions = []
    for found in find_names(doc.text):
        name = found.name
        source = "gazetteer:project" if name.kind == "project" else "gazetteer"
        mentions.append(
            Mention(found.start, found.end, name.label, name.link or None, "NAM", source, _KNOWN, name.country)
        )
    for entity in doc.ents:
        start, end, words = entity.start_char, entity.end_char, entity.text
        if entity.label_ not in _LABELS or "\n" in words or not words[:1].isupper():
            continue
        if not any(start < other.end and other.start < end for other in mentions):
            label, prefix, sure = _LABELS[entity.label_]
            link = f"{prefix}:{slug(words)}" if slug(words) else None
            mentions.append(Mention(start, end, label, link, "NAM", _SEEN_AS[label], sure))
    return sorted(mentions, key=lambda mention: mention.start)


def _figures(
    stage: Stage, language: str, published: datetime.date | None, taken: list[Span]
) -> list[tuple[Figure, str]]:
    """Dates first: their numbers are no quantities. Nothing lies on a name."""
    text = stage.doc.text
    found: list[tuple[Figure, str]] = []
    taken = list(taken)
    for date in find_dates(text, language):
        span = Span(date.start + stage.offset, date.end + stage.offset)
        if overlapping(span, taken):
            continue
        taken.append(span)
        read = reading_of(date, published)
        figure = Figure(
            new_id(), span, read.kind, norm=read.norm, start_date=read.start, end_date=read.end, basis=read.basis
        )
        found.append((figure, "rule:plain-date"))
    for quantity in find_numbers(text, language):
        span = Span(quantity.start + stage.offset, quantity.end + stage.offset)
        if not overlapping(span, taken):
            found.append((figure_of(quantity, span), "rule:plain-number"))
    return sorted(found, key=lambda entry: entry[0].span)
