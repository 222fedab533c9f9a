"""Label Studio's JSON with the labelling configuration that its regions name."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.domain.foreign import Stand
from border_annotator.formats.writers.label_studio_configuration import CHOSEN, LABEL, NUMBERS, TEXT, Controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute, ForeignArticle, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

FILE = "tasks.json"
CONFIGURATION = "labelling-config.xml"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


@fitted_once
def fit_label_studio(outgoing: Outgoing) -> Fitted:
    """Everything but the layout; an event is its trigger and a relation for each role."""
    fitting = Fitting(outgoing)
    fitting.drop_layout()
    fitting.flatten_events()
    return fitting.fitted()


def write_label_studio(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    """One file of tasks to import, and the configuration to give the project before that."""
    controls = Controls(setting.schema)
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        begin = "[\n"
        for outgoing in articles:
            foreign = fit_label_studio(outgoing).foreign
            controls.see(foreign)
            file.write(begin)
            file.write(_task(foreign))
            begin = ",\n"
            yield
        file.write("[]\n" if begin == "[\n" else "\n]\n")
    (folder / CONFIGURATION).write_text(controls.configuration(), encoding="utf-8", newline="\n")


def _task(foreign: ForeignArticle) -> str:
    results = f"[{', '.join(_results(foreign))}]"
    data = _json({"text": foreign.text, "doc_id": foreign.doc_id, **foreign.attributes})
    if foreign.stand is Stand.PREDICTED:
        predictions = f'[{{"model_version": "suggestions", "result": {results}}}]'
        return f'{{"data": {data}, "annotations": [], "predictions": {predictions}}}'
    cancelled = _json(foreign.stand is Stand.SKIPPED)
    annotations = f'[{{"was_cancelled": {cancelled}, "ground_truth": false, "result": {results}}}]'
    return f'{{"data": {data}, "annotations": {annotations}}}'


def _results(foreign: ForeignArticle) -> Iterator[str]:
    """Each result as JSON: there are several hundred of an article, and most of what they say is always the same."""
    for span in foreign.spans:
        yield from _region(span)
    for relation in foreign.relations:
        yield (
            f'{{"type": "relation", "from_id": {_id(relation.source)}, "to_id": {_id(relation.target)}, '
            f'"direction": "right", "labels": [{_word(relation.type)}]}}'
        )


def _region(span: ForeignSpan) -> Iterator[str]:
    """A result for the region and one, under the same id, for each thing that is said about it."""
    key, surface = f'{{"id": {_id(span.id)}, "from_name": ', _json(span.surface)
    place = f'"to_name": "{TEXT}", "type": '
    value = f'"value": {{"start": {span.pieces[0].start}, "end": {span.pieces[-1].end}, "text": '
    score = "" if span.confidence is None else f', "score": {_json(span.confidence)}'
    yield f'{key}"{LABEL}", {place}"labels", {value}{surface}, "labels": [{_word(span.label)}]}}{score}}}'
    for name, said in _said_about(span):
        if said is None or said is False:
            continue
        begin = f"{key}{_word(name)}, {place}"
        if name in CHOSEN:
            choice = '"true"' if said is True else _word(str(said))
            yield f'{begin}"choices", {value}{surface}, "choices": [{choice}]}}}}'
        elif name in NUMBERS:
            yield f'{begin}"number", {value}{surface}, "number": {_json(said)}}}}}'
        else:
            yield f'{begin}"textarea", {value}[{_json("true" if said is True else str(said))}]}}}}'


def _said_about(span: ForeignSpan) -> Iterable[tuple[str, Attribute]]:
    return {**span.attributes, "link": span.link, "note": span.note}.items()


@functools.lru_cache(maxsize=10_000)
def _id(key: str) -> str:
    return _json(_UNSAFE.sub("_", key))


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_word = functools.lru_cache(maxsize=10_000)(_json)
"""JSON of the schema's own words, which come again and again."""
