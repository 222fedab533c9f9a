"""Label Studio's JSON with the labelling configuration that its regions name."""

from __future__ import annotations

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
            file.write(json.dumps(_task(foreign), ensure_ascii=False, allow_nan=False))
            begin = ",\n"
            yield
        file.write("[]\n" if begin == "[\n" else "\n]\n")
    (folder / CONFIGURATION).write_text(controls.configuration(), encoding="utf-8", newline="\n")


def _task(foreign: ForeignArticle) -> dict[str, object]:
    results = list(_results(foreign))
    data = {"text": foreign.text, "doc_id": foreign.doc_id, **foreign.attributes}
    if foreign.stand is Stand.PREDICTED:
        return {"data": data, "annotations": [], "predictions": [{"model_version": "suggestions", "result": results}]}
    cancelled = foreign.stand is Stand.SKIPPED
    return {"data": data, "annotations": [{"was_cancelled": cancelled, "ground_truth": False, "result": results}]}


def _results(foreign: ForeignArticle) -> Iterator[dict[str, object]]:
    for span in foreign.spans:
        yield from _region(span)
    for relation in foreign.relations:
        yield {
            "type": "relation",
            "from_id": _id(relation.source),
            "to_id": _id(relation.target),
            "direction": "right",
            "labels": [relation.type],
        }


def _region(span: ForeignSpan) -> Iterator[dict[str, object]]:
    """A result for the region and one, under the same id, for each thing that is said about it."""
    place = {"start": span.pieces[0].start, "end": span.pieces[-1].end}
    region: dict[str, object] = {
        "id": _id(span.id),
        "from_name": LABEL,
        "to_name": TEXT,
        "type": "labels",
        "value": {**place, "text": span.surface, "labels": [span.label]},
    }
    if span.confidence is not None:
        region["score"] = span.confidence
    yield region
    for name, value in {**span.attributes, "link": span.link, "note": span.note}.items():
        if value is None or value is False:
            continue
        kind, said = _said(name, value, span.surface)
        yield {"id": _id(span.id), "from_name": name, "to_name": TEXT, "type": kind, "value": {**place, **said}}


def _said(name: str, value: Attribute, surface: str | None) -> tuple[str, dict[str, object]]:
    if name in CHOSEN:
        return "choices", {"text": surface, "choices": ["true" if value is True else str(value)]}
    if name in NUMBERS:
        return "number", {"text": surface, "number": value}
    return "textarea", {"text": [str(value)]}


def _id(key: str) -> str:
    return _UNSAFE.sub("_", key)
