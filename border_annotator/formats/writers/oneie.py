"""The JSON lines of OneIE and TextEE: a sentence a line, and spans counted in its tokens, the last one not included."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import fitted_once
from border_annotator.domain.outward import FIGURE, TRIGGERS
from border_annotator.formats.writers.in_sentences import in_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.domain.span import Span

FILE = "oneie.jsonl"
VALUE = "VAL"
"""The mention level of figures and of bare spans, which are no names."""


@fitted_once
def fit_oneie(outgoing: Outgoing) -> Fitted:
    """Spans, relations and events that stay within a sentence."""
    fitting = in_sentences(outgoing)
    fitting.keep_of_spans({"mention"})
    return fitting.fitted()


def write_oneie(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """One file; sentences without annotations are among the lines."""
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        for outgoing in articles:
            foreign = fit_oneie(outgoing).foreign
            groups = _by_sentence(foreign.spans, [words[-1].end for words in outgoing.sentences])
            for number, words in enumerate(outgoing.sentences):
                window = _Window(foreign, outgoing.text, words, number, groups.get(number, ()))
                file.write(json.dumps(window.line(), ensure_ascii=False) + "\n")
            yield


def _by_sentence(spans: Iterable[ForeignSpan], ends: Sequence[int]) -> dict[int, list[ForeignSpan]]:
    groups: dict[int, list[ForeignSpan]] = {}
    for span in spans:
        groups.setdefault(bisect_right(ends, span.pieces[0].start), []).append(span)
    return groups


class _Window:
    """One sentence with what stands in it."""

    def __init__(
        self, foreign: ForeignArticle, text: str, words: Sequence[Span], number: int, spans: Sequence[ForeignSpan]
    ) -> None:
        self._foreign = foreign
        self._words = words
        self._key = f"{foreign.doc_id}-{number}"
        self._text = text
        self._starts = {word.start: place for place, word in enumerate(words)}
        self._ends = {word.end: place for place, word in enumerate(words, start=1)}
        self._triggers = {span.id: span for span in spans if span.layer == TRIGGERS}
        self._entities = {span.id: span for span in spans if span.layer != TRIGGERS}
        self._ids = {key: f"{self._key}-E{place}" for place, key in enumerate(self._entities)}

    def line(self) -> dict[str, object]:
        """The sentence as TextEE and OneIE read it; ``offset`` is where in the article it begins."""
        begin, end = self._words[0].start, self._words[-1].end
        return {
            "doc_id": self._foreign.doc_id,
            "sent_id": self._key,
            "wnd_id": self._key,
            "text": self._text[begin:end],
            "lang": self._foreign.language,
            "tokens": [word.text_in(self._text) for word in self._words],
            "entity_mentions": [self._entity(span) for span in self._entities.values()],
            "relation_mentions": self._relations(),
            "event_mentions": self._events(),
            "offset": begin,
        }

    def _place(self, span: ForeignSpan) -> dict[str, object]:
        return {
            "text": span.surface,
            "start": self._starts[span.pieces[0].start],
            "end": self._ends[span.pieces[-1].end],
        }

    def _entity(self, span: ForeignSpan) -> dict[str, object]:
        level = str(span.attributes.get("mention", VALUE))
        kind = {"entity_type": span.label, "mention_type": VALUE if span.label == FIGURE else level}
        return {"id": self._ids[span.id], **kind, **self._place(span)}

    def _relations(self) -> list[dict[str, object]]:
        found = [relation for relation in self._foreign.relations if relation.source in self._ids]
        return [
            {
                "id": f"{self._key}-R{number}",
                "relation_type": relation.type,
                "arguments": [
                    {"entity_id": self._ids[key], "role": f"Arg-{place}", "text": self._entities[key].surface}
                    for place, key in enumerate((relation.source, relation.target), start=1)
                ],
            }
            for number, relation in enumerate(found)
        ]

    def _events(self) -> list[dict[str, object]]:
        found = [event for event in self._foreign.events if event.trigger in self._triggers]
        return [
            {
                "id": f"{self._key}-EV{number}",
                "event_type": event.type,
                "trigger": self._place(self._triggers[event.trigger]),
                "arguments": [
                    {"entity_id": self._ids[a.target], "role": a.role, **self._place(self._entities[a.target])}
                    for a in event.arguments
                ],
            }
            for number, event in enumerate(found)
        ]
