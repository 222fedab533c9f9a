"""doccano's JSON lines: entities and relations; an event is its trigger and a relation for each role."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

FILE = "doccano.jsonl"


@fitted_once
def fit_doccano(outgoing: Outgoing) -> Fitted:
    """Labels and roles; nothing that is said about them."""
    fitting = Fitting(outgoing)
    fitting.drop_layout()
    fitting.keep_of_spans()
    fitting.keep_of_events()
    fitting.flatten_events()
    return fitting.fitted()


def write_doccano(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """One file for a project of sequence labelling with relations, where overlapping spans are allowed.

    What is known of an article stands beside its text, where doccano keeps it as meta data.
    """
    entities, relations = count(1), count(1)
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        for number, outgoing in enumerate(articles, start=1):
            foreign = fit_doccano(outgoing).foreign
            ids = {span.id: next(entities) for span in foreign.spans}
            row = {
                "id": number,
                "text": foreign.text,
                "doc_id": foreign.doc_id,
                **foreign.attributes,
                "entities": [
                    {
                        "id": ids[span.id],
                        "start_offset": span.pieces[0].start,
                        "end_offset": span.pieces[-1].end,
                        "label": span.label,
                    }
                    for span in foreign.spans
                ],
                "relations": [
                    {
                        "id": next(relations),
                        "from_id": ids[relation.source],
                        "to_id": ids[relation.target],
                        "type": relation.type,
                    }
                    for relation in foreign.relations
                ],
                "Comments": [],
            }
            file.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")
            yield
