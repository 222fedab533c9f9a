"""DyGIE++'s JSON lines: sentences of tokens, and spans counted in the document's tokens, the last one included."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import fitted_once
from border_annotator.domain.loss import LossKind
from border_annotator.domain.outward import ARGUMENTS, TRIGGERS
from border_annotator.domain.sentence import say
from border_annotator.formats.writers.in_sentences import in_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.fitting import Fitting
    from border_annotator.domain.foreign import ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

FILE = "dygie.jsonl"


@fitted_once
def fit_dygie(outgoing: Outgoing) -> Fitted:
    """Spans, relations and events that stay within a sentence; a trigger is its first token."""
    fitting = in_sentences(outgoing)
    fitting.keep_of_spans()
    _drop_same_places(fitting)
    _share_places(fitting)
    _shorten_triggers(fitting, outgoing)
    return fitting.fitted()


def _drop_same_places(fitting: Fitting) -> None:
    """The trainer knows one label for each place."""
    taken: set[tuple[int, int]] = set()
    why = say("another one stands in the same place")
    for span in list(fitting.spans.values()):
        if span.layer in {TRIGGERS, ARGUMENTS}:
            continue
        place = (span.pieces[0].start, span.pieces[-1].end)
        if place in taken:
            fitting.drop_span(span.id, LossKind.OVERLAP, why)
        taken.add(place)


def _share_places(fitting: Fitting) -> None:
    """A role says no more than where its filler stands: what is there for one alone is the annotation that is there."""
    there: dict[tuple[int, int], str] = {}
    for own in (False, True):
        for span in fitting.spans.values():
            if span.layer != TRIGGERS and (span.layer == ARGUMENTS) is own:
                there.setdefault((span.pieces[0].start, span.pieces[-1].end), span.id)
    instead = {
        span.id: there[span.pieces[0].start, span.pieces[-1].end]
        for span in fitting.spans.values()
        if span.layer == ARGUMENTS
    }
    for event in list(fitting.events.values()):
        arguments = tuple(replace(a, target=instead.get(a.target, a.target)) for a in event.arguments)
        fitting.events[event.id] = replace(event, arguments=arguments)
    for key in [key for key, other in instead.items() if other != key]:
        del fitting.spans[key]


def _shorten_triggers(fitting: Fitting, outgoing: Outgoing) -> None:
    words = {word.start: word for word in outgoing.words}
    taken: set[int] = set()
    for event in list(fitting.events.values()):
        trigger = fitting.spans[event.trigger]
        first = words[trigger.pieces[0].start]
        if first.start in taken:
            fitting.drop_event(event.id, say("another event has the same first word of its trigger"))
            continue
        taken.add(first.start)
        if first.end < trigger.pieces[-1].end:
            fitting.lose(LossKind.TRIGGER, event.type, event.id, say("only the first word of the trigger is kept"))
            piece = replace(trigger.pieces[0], end=first.end)
            surface = outgoing.text[first.start : first.end]
            fitting.spans[trigger.id] = replace(trigger, pieces=(piece,), surface=surface)


def write_dygie(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    """One file, a document a line."""
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        for outgoing in articles:
            file.write(json.dumps(_document(outgoing, setting.name), ensure_ascii=False) + "\n")
            yield


def _document(outgoing: Outgoing, name: str) -> dict[str, object]:
    foreign = fit_dygie(outgoing).foreign
    sentences = outgoing.sentences
    last_of = [words[-1].end for words in sentences]
    starts = {word.start: number for number, word in enumerate(outgoing.words)}
    ends = {word.end: number for number, word in enumerate(outgoing.words)}
    spans = {span.id: span for span in foreign.spans}

    def place(key: str) -> list[int]:
        return [starts[spans[key].pieces[0].start], ends[spans[key].pieces[-1].end]]

    def sentence(span: ForeignSpan) -> int:
        return bisect_right(last_of, span.pieces[0].start)

    ner: list[list[object]] = [[] for _ in sentences]
    relations: list[list[object]] = [[] for _ in sentences]
    events: list[list[object]] = [[] for _ in sentences]
    for span in foreign.spans:
        if span.layer not in {TRIGGERS, ARGUMENTS}:
            ner[sentence(span)].append([*place(span.id), span.label])
    for relation in foreign.relations:
        found = [*place(relation.source), *place(relation.target), relation.type]
        relations[sentence(spans[relation.source])].append(found)
    for event in foreign.events:
        trigger = [place(event.trigger)[0], event.type]
        roles = [[*place(argument.target), argument.role] for argument in event.arguments]
        events[sentence(spans[event.trigger])].append([trigger, *roles])
    return {
        "doc_key": foreign.doc_id,
        "dataset": name,
        "sentences": [[word.text_in(outgoing.text) for word in words] for words in sentences],
        "ner": ner,
        "relations": relations,
        "events": events,
        # Keys that begin so are passed over by the trainer.
        "_offsets": [[word.start, word.end] for word in outgoing.words],
        "_text": outgoing.text,
    }
