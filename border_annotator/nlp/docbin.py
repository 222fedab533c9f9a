"""spaCy's own files for training: names, spans, text categories and events, and a config that is ready to run."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.domain.languages import ENGLISH
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.outward import ENTITIES, FIGURES, LAYOUT, TRIGGERS
from border_annotator.domain.span import Span
from border_annotator.nlp.tokens import blank_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

FOLDER, CONFIG_FILE = "data", "config.cfg"
SPANS_KEY = "sc"
SHARD = 500
"""Documents in one file: what is held in memory at once."""
_LONGEST_SUGGESTED = 10
GROUPED = frozenset({ENTITIES, FIGURES, TRIGGERS})
"""The layers of the spans in the group."""


@fitted_once
def fit_spacy(outgoing: Outgoing) -> Fitted:
    """All that stands on whole tokens; what the documents have no place for is in their user data."""
    fitting = Fitting(outgoing)
    fitting.align(outgoing.words, lambda span: span.layer != LAYOUT)
    return fitting.fitted()


def write_spacy(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    """``data/*.spacy`` and ``config.cfg``, with which ``spacy train`` runs in the folder.

    Entities and figures that do not overlap are ``doc.ents``; with triggers, and overlapping, they are the span group
    ``sc``; ``doc.cats`` has each event type of the schema. What nobody has finished reviewing is no evidence that
    nothing is there: its other tokens are marked as missing.
    """
    from spacy.tokens import DocBin

    (folder / FOLDER).mkdir()
    types = [event_type.type for event_type in setting.schema.event_types]
    languages: Counter[str] = Counter()
    longest = shards = 0
    bin_: DocBin = DocBin(store_user_data=True)
    for outgoing in articles:
        pipeline = blank_pipeline(outgoing.article.language)
        languages[pipeline.lang or ENGLISH] += 1
        doc = _doc(outgoing, pipeline.vocab, types)
        longest = max([longest, *(len(span) for span in doc.spans[SPANS_KEY])])
        bin_.add(doc)
        if len(bin_) == SHARD:
            _store(bin_, folder, shards)
            bin_, shards = DocBin(store_user_data=True), shards + 1
        yield
    if len(bin_) or not shards:
        _store(bin_, folder, shards)
    language = max(languages, key=lambda name: (languages[name], name), default=ENGLISH)
    _write_config(folder / CONFIG_FILE, language, min(longest, _LONGEST_SUGGESTED))


def _store(bin_: DocBin, folder: Path, number: int) -> None:
    bin_.to_disk(folder / FOLDER / f"{number:05}.spacy")


def _doc(outgoing: Outgoing, vocab: Vocab, types: list[str]) -> Doc:
    from spacy.tokens import Doc

    text, tokens = outgoing.text, outgoing.tokens
    spaces = [before.end < after.start for before, after in pairwise((*tokens, Span(len(text), len(text) + 1)))]
    doc = Doc(vocab, words=[token.text_in(text) for token in tokens], spaces=spaces)
    foreign = fit_spacy(outgoing).foreign
    grouped = [span for span in foreign.spans if span.layer in GROUPED]
    made = [
        doc.char_span(s.pieces[0].start, s.pieces[-1].end, label=s.label, span_id=s.id, kb_id=s.link or "")
        for s in grouped
    ]
    doc.spans[SPANS_KEY] = [span for span in made if span is not None]
    is_unread = outgoing.article.review in {ReviewState.OPEN, ReviewState.IN_PROGRESS, ReviewState.SKIPPED}
    names = {span.id for span in _apart(grouped)}
    doc.set_ents(
        [span for span in doc.spans[SPANS_KEY] if span.id_ in names], default="missing" if is_unread else "outside"
    )
    found = {event.type for event in foreign.events}
    doc.cats = {} if is_unread else {name: float(name in found) for name in dict.fromkeys([*types, *sorted(found)])}
    doc.user_data |= _user_data(foreign)
    return doc


def _apart(spans: list[ForeignSpan]) -> Iterator[ForeignSpan]:
    """Of entities and figures those that do not overlap a longer one."""
    taken: set[int] = set()
    named = (span for span in spans if span.layer != TRIGGERS)
    for span in sorted(named, key=lambda s: (s.pieces[0].start - s.pieces[-1].end, s.pieces[0].start)):
        place = range(span.pieces[0].start, span.pieces[-1].end)
        if taken.isdisjoint(place):
            taken.update(place)
            yield span


def _user_data(foreign: ForeignArticle) -> dict[str, object]:
    return {
        "doc_id": foreign.doc_id,
        "title": foreign.title,
        "language": foreign.language,
        "attributes": dict(foreign.attributes),
        "spans": [_span(span) for span in foreign.spans],
        "events": [_event(event) for event in foreign.events],
        "relations": [{"id": r.id, "type": r.type, "source": r.source, "target": r.target} for r in foreign.relations],
    }


def _span(span: ForeignSpan) -> dict[str, object]:
    return {
        "id": span.id,
        "label": span.label,
        "layer": span.layer,
        "start_char": span.pieces[0].start,
        "end_char": span.pieces[-1].end,
        "link": span.link,
        "attributes": dict(span.attributes),
        "confidence": span.confidence,
        "note": span.note,
    }


def _event(event: ForeignEvent) -> dict[str, object]:
    return {
        "id": event.id,
        "type": event.type,
        "trigger": event.trigger,
        "arguments": [{"role": argument.role, "target": argument.target} for argument in event.arguments],
        "attributes": dict(event.attributes),
        "confidence": event.confidence,
        "note": event.note,
    }


def _write_config(path: Path, language: str, longest: int) -> None:
    from spacy.cli.init_config import init_config

    parts = ["ner", "spancat", "textcat_multilabel"]
    config = init_config(lang=language, pipeline=parts, optimize="efficiency", gpu=False, silent=True)
    config["paths"]["train"] = config["paths"]["dev"] = FOLDER
    spancat = config["components"]["spancat"]
    spancat["spans_key"] = SPANS_KEY
    spancat["suggester"] = {
        "@misc": "spacy.ngram_range_suggester.v1",
        "min_size": 1,
        "max_size": max(1, longest),
    }
    config.to_disk(path)


def told_doc(outgoing: Outgoing, setting: Setting) -> str:
    """The document of an article as JSON, for people: the file itself is no text."""
    types = [event_type.type for event_type in setting.schema.event_types]
    doc = _doc(outgoing, blank_pipeline(outgoing.article.language).vocab, types)
    plain = doc.to_json()
    # What is looked for comes first, the many tokens last.
    tokens = plain.pop("tokens", [])
    return json.dumps({**plain, "user_data": dict(doc.user_data), "tokens": tokens}, ensure_ascii=False, indent=1)
