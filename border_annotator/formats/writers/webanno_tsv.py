"""WebAnno TSV 3.3, as INCEpTION imports it: a file per article, a row per word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.domain.outgoing import sentences_with
from border_annotator.domain.span import Span
from border_annotator.formats.file_names import portable_name
from border_annotator.formats.writers.inception import (
    ENTITY,
    ENTITY_FEATURES,
    EVENT,
    EVENT_FEATURES,
    LINK,
    RELATION,
    RELATION_TYPE,
    features_of,
    inception_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

NOTHING, ANYTHING = "_", "*"
_SPECIAL = re.compile(r"[\\\[\]|_;\t\n\r*]|->")
_SPELLED = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f", "\b": "\\b", "\\": "\\\\"}
_CONTROL = re.compile(r"[\\\t\n\r\f\b]")


def escaped_value(value: str) -> str:
    """A feature's value; one that is empty looks like none."""
    return _SPECIAL.sub(lambda found: _SPELLED.get(found[0], f"\\{found[0]}"), value) or ANYTHING


def escaped_text(text: str) -> str:
    """A sentence or a word: here only control characters and the sign that escapes them."""
    return _CONTROL.sub(lambda found: _SPELLED[found[0]], text)


@fitted_once
def fit_webanno_tsv(outgoing: Outgoing) -> Fitted:
    """All annotations but the layout; words are cut where one begins or ends, white space at its edges cannot be."""
    fitting = Fitting(outgoing)
    fitting.own_triggers()
    fitting.drop_layout()
    fitting.keep_of_article()
    fitting.rename(inception_name)
    # A layer of relations lies on one layer of spans.
    fitting.drop_relations(lambda r: (r.source in fitting.events) == (r.target in fitting.events))
    fitting.align(_words(outgoing.words, (fitting.place(key) for key in fitting.spans)))
    return fitting.fitted()


def _words(words: Iterable[Span], places: Iterable[Span | None]) -> list[Span]:
    """The words, cut where a span begins or ends inside one."""
    edges = sorted({edge for place in places if place is not None for edge in (place.start, place.end)})
    found, at = [], 0
    for word in words:
        start = word.start
        while at < len(edges) and edges[at] <= start:
            at += 1
        while at < len(edges) and edges[at] < word.end:
            found.append(Span(start, edges[at]))
            start = edges[at]
            at += 1
        found.append(Span(start, word.end))
    return found


def write_webanno_tsv(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """``NAME.tsv`` for each article; offsets are UTF-16 units, roles and relations lead to numbered annotations."""
    for outgoing in articles:
        sheet = _Sheet(fit_webanno_tsv(outgoing).foreign, outgoing)
        path = folder / f"{portable_name(outgoing.foreign.doc_id)}.tsv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}\n" for line in sheet.lines())
        yield


class _Sheet:
    """The words of one article and what stands on them."""

    def __init__(self, foreign: ForeignArticle, outgoing: Outgoing) -> None:
        self._foreign = foreign
        self._text = outgoing.text
        places = (Span(span.pieces[0].start, span.pieces[-1].end) for span in foreign.spans)
        self._words = _words(outgoing.words, places)
        self._sentences = sentences_with(outgoing.text, self._words)
        self._names = {
            word.start: f"{number}-{place}"
            for number, words in enumerate(self._sentences, start=1)
            for place, word in enumerate(words, start=1)
        }
        self._spans = {span.id: span for span in foreign.spans}
        triggers = {event.trigger for event in foreign.events}
        self._entities = [span for span in foreign.spans if span.id not in triggers]
        self._entities_on = self._on_words([(span.id, span) for span in self._entities])
        self._events = {event.id: event for event in foreign.events}
        self._events_on = self._on_words([(event.id, self._spans[event.trigger]) for event in foreign.events])
        self._numbers = self._numbered()
        self._relations = {
            kind: self._relation_cells(self._events if kind == EVENT else self._spans) for kind in (ENTITY, EVENT)
        }

    def _on_words(self, placed: Sequence[tuple[str, ForeignSpan]]) -> dict[int, list[str]]:
        """The ids of the annotations on each word, by where it begins."""
        at = {word.start: number for number, word in enumerate(self._words)}
        found: dict[int, list[str]] = {}
        for key, span in placed:
            number = at[span.pieces[0].start]
            while number < len(self._words) and self._words[number].start < span.pieces[-1].end:
                found.setdefault(self._words[number].start, []).append(key)
                number += 1
        return found

    def _numbered(self) -> dict[str, str]:
        """A number for each annotation that must be told from others: on several words, stacked, or led to."""
        needed = {argument.target for event in self._foreign.events for argument in event.arguments}
        needed |= {end for relation in self._foreign.relations for end in (relation.source, relation.target)}
        for layer in (self._entities_on, self._events_on):
            words: dict[str, int] = {}
            for keys in layer.values():
                needed |= set(keys) if len(keys) > 1 else set()
                for key in keys:
                    words[key] = words.get(key, 0) + 1
            needed |= {key for key, count in words.items() if count > 1}
        keys = [*(span.id for span in self._entities), *self._events]
        return {key: f"[{number}]" for number, key in enumerate((key for key in keys if key in needed), start=1)}

    def lines(self) -> Iterator[str]:
        """The header, then each sentence with its words."""
        yield "#FORMAT=WebAnno TSV 3.3"
        yield f"#T_SP={ENTITY}|{'|'.join(ENTITY_FEATURES)}"
        role = f"ROLE_{EVENT}:arguments_{LINK}"
        yield f"#T_SP={EVENT}|{'|'.join(EVENT_FEATURES)}|{role}|uima.tcas.Annotation"
        for kind in (ENTITY, EVENT):
            yield f"#T_RL={RELATION[kind]}|{RELATION_TYPE}|BT_{kind}"
        yield ""
        for words in self._sentences:
            yield ""
            yield f"#Text={escaped_text(self._text[words[0].start : words[-1].end])}"
            begin = self._units(0, words[0].start)
            at = words[0].start
            for word in words:
                begin += self._units(at, word.start)
                end = begin + self._units(word.start, word.end)
                surface = escaped_text(word.text_in(self._text))
                yield "\t".join([self._names[word.start], f"{begin}-{end}", surface, *self._cells(word), ""])
                begin, at = end, word.end

    def _units(self, start: int, end: int) -> int:
        return len(self._text[start:end].encode("utf-16-le")) // 2

    def _cells(self, word: Span) -> Iterator[str]:
        entities = self._entities_on.get(word.start, [])
        yield from self._columns([self._spans[key] for key in entities], ENTITY_FEATURES)
        events = [self._events[key] for key in self._events_on.get(word.start, [])]
        yield from self._columns(events, EVENT_FEATURES)
        if not events:
            yield from (NOTHING, NOTHING)
        else:
            yield "|".join(self._roles(event) + self._numbers.get(event.id, "") for event in events)
            yield "|".join(self._targets(event) for event in events)
        for kind in (ENTITY, EVENT):
            found = self._relations[kind].get(word.start, [])
            yield "|".join(name for name, _ in found) or NOTHING
            yield "|".join(other for _, other in found) or NOTHING

    def _columns(self, stacked: Sequence[ForeignSpan | ForeignEvent], names: Sequence[str]) -> Iterator[str]:
        """For each feature the values of all annotations on a word, each with its annotation's number."""
        said = [(features_of(one), self._numbers.get(one.id, "")) for one in stacked]
        for name in names:
            values = [(escaped_value(features.get(name, "")), number) for features, number in said]
            yield "|".join(value + number for value, number in values) or NOTHING

    def _roles(self, event: ForeignEvent) -> str:
        return ";".join(escaped_value(argument.role) for argument in event.arguments) or ANYTHING

    def _targets(self, event: ForeignEvent) -> str:
        return ";".join(self._address(argument.target) for argument in event.arguments) or ANYTHING

    def _address(self, key: str) -> str:
        return self._names[self._first(key)] + self._numbers[key]

    def _first(self, key: str) -> int:
        span = self._spans[self._events[key].trigger if key in self._events else key]
        return span.pieces[0].start

    def _relation_cells(self, ends: Iterable[str]) -> dict[int, list[tuple[str, str]]]:
        """On the first word of each target: the relation's type and where it comes from."""
        known, found = set(ends), dict[int, list[tuple[str, str]]]()
        for relation in self._foreign.relations:
            if relation.source in known and relation.target in known:
                numbers = "_".join(self._numbers[key].strip("[]") for key in (relation.source, relation.target))
                other = f"{self._names[self._first(relation.source)]}[{numbers}]"
                cells = found.setdefault(self._first(relation.target), [])
                cells.append((escaped_value(relation.type), other))
        return found
