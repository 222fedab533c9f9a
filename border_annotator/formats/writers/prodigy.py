"""Prodigy's JSON lines for its relations interface; an event is its trigger and a relation for each role."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.domain.span import Span

FILE = "prodigy.jsonl"


@fitted_once
def fit_prodigy(outgoing: Outgoing) -> Fitted:
    """Everything on whole tokens; what is said about spans goes into keys of their own, which Prodigy keeps."""
    fitting = Fitting(outgoing)
    fitting.drop_layout()
    fitting.align(outgoing.tokens)
    fitting.flatten_events()
    return fitting.fitted()


def write_prodigy(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """One file; the hashes are left for Prodigy to make."""
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        for outgoing in articles:
            file.write(json.dumps(_task(outgoing), ensure_ascii=False, allow_nan=False) + "\n")
            yield


def _task(outgoing: Outgoing) -> dict[str, object]:
    foreign = fit_prodigy(outgoing).foreign
    starts = {token.start: number for number, token in enumerate(outgoing.tokens)}
    ends = {token.end: number for number, token in enumerate(outgoing.tokens)}
    places = {}
    for span in foreign.spans:
        start, end = span.pieces[0].start, span.pieces[-1].end
        # The last token of a span belongs to it, unlike the last of its characters.
        places[span.id] = {"start": start, "end": end, "token_start": starts[start], "token_end": ends[end]}
    named = {span.id: {**places[span.id], "label": span.label, "id": span.id} for span in foreign.spans}
    return {
        "text": outgoing.text,
        "tokens": tokens_of_task(outgoing.text, outgoing.tokens),
        "spans": [{**named[span.id], **_said(span)} for span in foreign.spans],
        "relations": [
            {
                "id": relation.id,
                "head": places[relation.source]["token_end"],
                "child": places[relation.target]["token_end"],
                "head_span": named[relation.source],
                "child_span": named[relation.target],
                "label": relation.type,
            }
            for relation in foreign.relations
        ],
        "meta": {"doc_id": foreign.doc_id, **foreign.attributes},
        "answer": "accept",
        "_view_id": "relations",
    }


def _said(span: ForeignSpan) -> dict[str, object]:
    beside = {"kb_id": span.link, "score": span.confidence, "note": span.note}
    return {**span.attributes, **{key: value for key, value in beside.items() if value is not None}}


def tokens_of_task(text: str, tokens: Sequence[Span]) -> list[dict[str, object]]:
    """The tokens as Prodigy lists them; their texts, each with a space where ``ws`` says so, make up the text."""
    following = [token.start for token in tokens[1:]] + [len(text)]
    return [
        {
            "text": token.text_in(text),
            "start": token.start,
            "end": token.end,
            "id": number,
            "ws": next_start > token.end,
        }
        for number, (token, next_start) in enumerate(zip(tokens, following, strict=True))
    ]
