"""CoNLL-2003's columns with IOB2 tags, and beside them the offsets that the format has no place for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import NO_PLACE, Fitting, fitted_once
from border_annotator.domain.loss import LossKind
from border_annotator.domain.outward import ARGUMENTS, MENTIONS, TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.domain.span import Span

ENTITIES_FILE, TRIGGERS_FILE, OFFSETS_FILE = "entities.conll", "triggers.conll", "offsets.jsonl"
_SPACE = re.compile(r"\s+")


@fitted_once
def fit_conll(outgoing: Outgoing) -> Fitted:
    """Entities with figures, and triggers: of each the longest that do not overlap, on whole tokens."""
    fitting = Fitting(outgoing)
    fitting.drop_layout()
    for span in list(fitting.spans.values()):
        if span.layer in {MENTIONS, ARGUMENTS}:
            fitting.drop_span(span.id, LossKind.SPAN, NO_PLACE)
    fitting.align(outgoing.words)
    fitting.drop_over_sentences(outgoing.sentences)
    fitting.drop_overlaps(lambda span: span.layer == TRIGGERS)
    fitting.drop_overlaps(lambda span: span.layer != TRIGGERS)
    fitting.drop_arguments(lambda _event, _role, _target: NO_PLACE, LossKind.ROLE)
    fitting.drop_relations()
    fitting.keep_of_spans()
    fitting.keep_of_events()
    fitting.keep_of_article()
    fitting.flatten_events()
    fitting.rename(lambda name: _SPACE.sub("_", name))
    return fitting.fitted()


def write_conll(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """Two files of four columns, one space between them, and a line of JSON for each article with every word's offsets.

    A blank line ends a sentence; the columns for parts of speech and chunks are empty.
    """
    with (
        (folder / ENTITIES_FILE).open("w", encoding="utf-8", newline="\n") as entities,
        (folder / TRIGGERS_FILE).open("w", encoding="utf-8", newline="\n") as triggers,
        (folder / OFFSETS_FILE).open("w", encoding="utf-8", newline="\n") as offsets,
    ):
        for outgoing in articles:
            spans = fit_conll(outgoing).foreign.spans
            entities.writelines(_rows(outgoing, [span for span in spans if span.layer != TRIGGERS]))
            triggers.writelines(_rows(outgoing, [span for span in spans if span.layer == TRIGGERS]))
            offsets.write(json.dumps(_sidecar(outgoing), ensure_ascii=False) + "\n")
            yield


def _sidecar(outgoing: Outgoing) -> dict[str, object]:
    return {
        "doc_id": outgoing.foreign.doc_id,
        "text": outgoing.text,
        "sentences": [[[word.start, word.end] for word in words] for words in outgoing.sentences],
    }


def _rows(outgoing: Outgoing, spans: Sequence[ForeignSpan]) -> Iterator[str]:
    yield "-DOCSTART- -X- -X- O\n\n"
    tags = iob_tags(outgoing.words, spans)
    for words in outgoing.sentences:
        for word in words:
            yield f"{word.text_in(outgoing.text)} -X- -X- {tags.get(word.start, 'O')}\n"
        yield "\n"


def iob_tags(words: Iterable[Span], spans: Iterable[ForeignSpan]) -> dict[int, str]:
    """The tag of each word in a span, by where the word begins; the spans do not overlap and stand on whole words."""
    begins = {span.pieces[0].start: span for span in spans}
    tags: dict[int, str] = {}
    current: ForeignSpan | None = None
    for word in words:
        if current is not None and word.start >= current.pieces[-1].end:
            current = None
        found = begins.get(word.start)
        if found is not None:
            current = found
        if current is not None:
            tags[word.start] = f"{'B' if found is not None else 'I'}-{current.label}"
    return tags
