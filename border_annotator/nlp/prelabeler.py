"""One article in, suggestions out."""

from __future__ import annotations

import itertools
import re
from collections import deque
from typing import TYPE_CHECKING, TypeVar

from border_annotator.domain.annotation import anchor_of, kind_of, new_id, references_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.languages import ENGLISH
from border_annotator.domain.span import Span, overlapping
from border_annotator.domain.suggestion import Suggestion
from border_annotator.nlp import dates, figures
from border_annotator.nlp.clues import clues_of
from border_annotator.nlp.confidence import confidence_of
from border_annotator.nlp.counted_nouns import named_by_kind
from border_annotator.nlp.counted_words import with_noun
from border_annotator.nlp.elliptic_counts import with_ellipses
from border_annotator.nlp.entities import names_of_piece, settled
from border_annotator.nlp.events import find_events
from border_annotator.nlp.figure_links import with_links
from border_annotator.nlp.figure_tables import with_cells
from border_annotator.nlp.fillers import Stage
from border_annotator.nlp.matrix_products import quick_products
from border_annotator.nlp.model_names import capitals_that_act, model_names
from border_annotator.nlp.name_lists import find_names, names_in_force
from border_annotator.nlp.named_before import MOST_BEFORE, can_be_meant
from border_annotator.nlp.other_languages import read_plainly
from border_annotator.nlp.pieces import pieces_of
from border_annotator.nlp.pipeline import (
    ANY_LANGUAGE,
    ModelChoice,
    blank_pipeline,
    load_pipeline,
    model_for,
    resolve_model,
)
from border_annotator.nlp.reasons import reason_of
from border_annotator.nlp.sights import Proposed, Sights
from border_annotator.nlp.word_rules import word_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from border_annotator.domain.document import Document
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.gazetteer_entry import GazetteerEntry
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.composed_names import Mention
    from border_annotator.nlp.pieces import Piece
    from border_annotator.nlp.word_rules import WordRules

# The model reads as many pieces at once as have about this many characters together: more are no quicker.
AT_ONCE = 10_000
# How many names back “the country” may mean.
FARTHEST_BACK = 40
_T = TypeVar("_T")
HEADLINES = frozenset({"title", "heading"})
_INSIDE = re.compile(r"(?<=[a-z,] )[A-ZÀ-ÞŠŽČŁŚĆŻ][\w’'-]*")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Prelabeler:
    """Proposes entities, figures and events for articles.

    The model is resolved at once (``KnownError`` when ``wanted_model`` is not there) and loaded for the first article
    in its language, which may raise ``KnownError`` as well. ``entries`` are the project's own names.

    English articles are read with all rules. Of others only known names, digits and dates are proposed, and the names
    that a model for their language sees: the rules would find a grammar that is not there.
    """

    def __init__(self, schema: Schema, wanted_model: str | None = None, entries: Iterable[GazetteerEntry] = ()) -> None:
        self.schema = schema
        self._entries = tuple(entries)
        self._model = resolve_model(wanted_model)
        # By the model's name; the empty name stands for none.
        self._pipelines: dict[str, Language] = {}
        self._word_rules: WordRules | None = None

    @property
    def model(self) -> ModelChoice:
        """The model that is used."""
        return self._model

    def label(self, document: Document) -> list[Suggestion]:
        """The suggestions for one article, in the order entities, figures, events."""
        return next(self.label_all([document]))

    def label_all(self, documents: Iterable[Document]) -> Iterator[list[Suggestion]]:
        """What ``label`` gives for each article, in their order.

        The model reads the articles together, which is quicker than one after the other and needs more memory: a few
        articles at a time are enough.
        """
        for proposed, sights in self.propose_all(documents):
            yield [
                Suggestion(
                    sights.document.id,
                    item.value,
                    item.source,
                    confidence_of(kind_of(item.value), clues_of(item, sights)),
                    reason_of(item, sights),
                )
                for item in proposed
            ]

    def propose_all(self, documents: Iterable[Document]) -> Iterator[tuple[list[Proposed], Sights]]:
        """What ``label_all`` suggests before it is weighed, with what was seen of each article."""
        with names_in_force(self._entries):
            read = [(document, list(pieces_of(document))) for document in documents]
            texts = [text for document, pieces in read if document.language == ENGLISH for text in _spoken(pieces)]
        docs = self._english_docs(texts)
        for document, pieces in read:
            if document.language != ENGLISH:
                yield self._proposed_plainly(document, pieces)
                continue
            here = list(itertools.islice(docs, len(pieces)))
            with names_in_force(self._entries):
                found = self._proposed(document, pieces, here)
            yield found

    def _english_docs(self, texts: list[str]) -> Iterator[Doc]:
        if not texts:
            return
        pipeline = self._pipeline_for(ENGLISH)
        if self._word_rules is None:
            self._word_rules = word_rules(pipeline)
        for doc in _docs(pipeline, texts):
            if self._word_rules is not None:
                self._word_rules.apply(doc)
            yield doc

    def _proposed_plainly(self, document: Document, pieces: list[Piece]) -> tuple[list[Proposed], Sights]:
        docs = _docs(self._pipeline_for(document.language), (piece.text for piece in pieces))
        stages = [Stage(doc, piece.span.start, piece.label, [], []) for piece, doc in zip(pieces, docs, strict=True)]
        with names_in_force(self._entries, document.language):
            found = read_plainly(document, stages, self.schema)
        return found, Sights(document, self.schema, stages, found)

    def _pipeline_for(self, language: str) -> Language:
        model = model_for(self._model, language)
        name = model.name if model is not None else ""
        if name not in self._pipelines:
            with quick_products():
                self._pipelines[name] = load_pipeline(model) if model is not None else blank_pipeline(ANY_LANGUAGE)
        return self._pipelines[name]

    def _proposed(self, document: Document, pieces: list[Piece], docs: list[Doc]) -> tuple[list[Proposed], Sights]:
        mentions = self._mentions(pieces, docs)
        names = [(m, Entity(new_id(), Span(m.start, m.end), m.label, m.mention, m.link)) for m in mentions]
        timed = self._figures(document, pieces, docs, [entity.span for _, entity in names])
        stages = self._stages(pieces, docs, names, [figure for figure, _ in timed])
        events = find_events([stage for stage in stages if stage.doc.has_annotation("DEP")], self.schema)
        created = [entity for stage in stages for entity in stage.created.values()]
        used = {reference for event, _, _ in events for reference in references_of(event)}
        found = [Proposed(entity, mention.source, mention) for mention, entity in names]
        found += [Proposed(entity, "pattern:role") for entity in created if entity.id in used]
        found.sort(key=lambda proposed: anchor_of(proposed.value))
        found += [Proposed(figure, source) for figure, source in timed]
        found += [Proposed(event, source, trigger=trigger) for event, source, trigger in events]
        return found, Sights(document, self.schema, stages, found)

    def _mentions(self, pieces: list[Piece], docs: list[Doc]) -> list[Mention]:
        read = []
        for piece, doc in zip(pieces, docs, strict=True):
            headline = piece.label in HEADLINES
            mentions = names_of_piece(piece.text, model_names(doc), headline=headline)
            read.append((piece.span.start, piece.text, capitals_that_act(doc, mentions)))
        return [mention for mention in settled(read) if self.schema.has_label(mention.label)]

    def _figures(
        self, document: Document, pieces: list[Piece], docs: list[Doc], taken: list[Span]
    ) -> list[tuple[Figure, str]]:
        """Times first: their numbers are no quantities. Nothing lies on a name."""
        published = document.layout.published.value
        month_first = dates.writes_month_first(document.text)
        found: list[tuple[Figure, str]] = []
        named: deque[Figure] = deque(maxlen=MOST_BEFORE)
        for piece, doc, here in zip(pieces, docs, by_piece(pieces, taken, lambda span: span), strict=True):
            read = doc.text
            for time in dates.find_times(piece.text, month_first=month_first):
                span = Span(piece.span.start + time.start, piece.span.start + time.end)
                reading = dates.resolve(time, published, dates.tense_around(piece.text, time.start), named)
                if reading is None or overlapping(span, here):
                    continue
                here.append(span)
                figure = dates.figure_of(time, reading, span)
                found.append((figure, "rule:time"))
                if can_be_meant(figure):
                    named.append(figure)
            for quantity in figures.find_quantities(piece.text):
                span = Span(piece.span.start + quantity.start, piece.span.start + quantity.end)
                if not overlapping(span, here):
                    seen = with_noun(doc, read, quantity)
                    found.append((figures.figure_of(seen, span), "rule:quantity"))
        found.sort(key=lambda entry: entry[0].span)
        kept = [entry for entry in found if entry[0].kind in self.schema.figure_kinds]
        linked = with_links(document.text, with_cells(document.text, [figure for figure, _ in kept]))
        linked = with_ellipses(document.text, linked)
        return [(named_by_kind(figure), source) for figure, (_, source) in zip(linked, kept, strict=True)]

    def _stages(
        self, pieces: list[Piece], docs: list[Doc], names: list[tuple[Mention, Entity]], timed: list[Figure]
    ) -> list[Stage]:
        countries = {entity.id: mention.country for mention, entity in names if mention.country}
        # “The country” means one named before, but not one of another section (guidelines, section 8, rule 13).
        section = 0
        begins: list[int] = []
        for piece in pieces:
            section = piece.span.start if piece.label in HEADLINES else section
            begins.append(section)
        named_here = by_piece(pieces, names, lambda name: name[1].span)
        stages = [
            Stage(
                doc, piece.span.start, piece.label, named, figured,
                earlier=[(m, e) for m, e in before if begin <= e.span.start],
                countries=countries,
            )
            for piece, doc, begin, named, figured, before in zip(
                pieces, docs, begins, named_here, by_piece(pieces, timed, lambda figure: figure.span),
                _before(named_here), strict=True,
            )
        ]  # fmt: skip
        for one, two, first, second in zip(stages, stages[1:], begins, begins[1:], strict=False):
            two.previous = one if first == second and one.label not in HEADLINES else None
        return stages


def by_piece(pieces: list[Piece], things: list[_T], span_of: Callable[[_T], Span]) -> list[list[_T]]:
    """What lies in each piece; ``things`` and ``pieces`` stand in the order of the text."""
    found: list[list[_T]] = [[] for _ in pieces]
    index = 0
    for thing in things:
        while index < len(pieces) - 1 and pieces[index].span.end <= span_of(thing).start:
            index += 1
        found[index].append(thing)
    return found


def _before(groups: list[list[_T]]) -> list[list[_T]]:
    """For each group the last things of the groups before it, as far as anybody would look back."""
    found: list[list[_T]] = []
    last: list[_T] = []
    for group in groups:
        found.append(last)
        last = (last + group)[-FARTHEST_BACK:]
    return found


def spoken(piece: Piece, capitalised: frozenset[str]) -> str:
    """A piece as the model reads it: headlines in title case get the small letters of a sentence.

    Models take every capital for a name, and parse “Lithuania Bolsters Border Security” as one. The length stays.
    ``capitalised`` holds the words that the article writes with a capital inside its sentences: those are names.
    """
    words = _WORD.findall(piece.text)
    capitals = sum(word[0].isupper() for word in words)
    if piece.label not in HEADLINES or len(words) < 3 or capitals / len(words) < 0.5:
        return piece.text
    names = [(name.start, name.end) for name in find_names(piece.text)]

    def small(match: re.Match[str]) -> str:
        word = match[0]
        named = any(start < match.end() and match.start() < end for start, end in names)
        low = word.lower()
        return (
            word if named or word in capitalised or (word.isupper() and len(word) > 1) or len(low) != len(word) else low
        )

    return _WORD.sub(small, piece.text)


def _spoken(pieces: list[Piece]) -> list[str]:
    """An article's pieces as the model reads them."""
    capitalised = frozenset(
        word for piece in pieces if piece.label not in HEADLINES for word in _INSIDE.findall(piece.text)
    )
    return [spoken(piece, capitalised) for piece in pieces]


def _docs(pipeline: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """The texts as the model understands them, read in batches of bounded size."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= AT_ONCE:
            yield from _read(pipeline, batch)
            batch, size = [], 0
    if batch:
        yield from _read(pipeline, batch)


def _read(pipeline: Language, batch: list[str]) -> Iterator[Doc]:
    import numpy

    for doc in pipeline.pipe(batch, batch_size=len(batch)):
        # What the model computed on the way: nobody asks for it, and all pieces of an article are kept until its end.
        doc.tensor = numpy.zeros((0,), dtype="float32")
        yield doc
