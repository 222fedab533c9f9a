"""W3C Web Annotations as JSON-LD: one for each span, event and relation, with the text quoted and counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from border_annotator.domain.fitting import Fitting, fitted_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

FILE = "annotations.jsonld"
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"ba": "urn:border-annotator:"}]
"""The standard's own words, and ours for what it has none for."""
AROUND = 32
"""Characters that are quoted before and after a span, to find it again in a text that has changed."""


@fitted_once
def fit_jsonld(outgoing: Outgoing) -> Fitted:
    """Everything but what is the native format's alone."""
    return Fitting(outgoing).fitted()


def write_jsonld(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    """One file with a graph: each article as a document of plain text, and what is said about it."""
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        head = {"@context": CONTEXT, "label": setting.name}
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "@graph": [')
        begin = "\n"
        for outgoing in articles:
            for node in _Nodes(fit_jsonld(outgoing).foreign).nodes():
                file.write(begin + json.dumps(node, ensure_ascii=False, allow_nan=False))
                begin = ",\n"
            yield
        file.write("\n]}\n")


class _Nodes:
    """The nodes of one article."""

    def __init__(self, foreign: ForeignArticle) -> None:
        self._foreign = foreign
        self._text = foreign.text or ""
        self._iri = f"urn:border-annotator:article:{quote(foreign.doc_id, safe='')}"

    def nodes(self) -> Iterator[dict[str, object]]:
        """The text, then the annotations."""
        foreign = self._foreign
        yield {
            "id": self._iri,
            "type": "Text",
            "format": "text/plain",
            "language": foreign.language,
            "dc:title": foreign.title,
            **({"value": foreign.text} if foreign.text is not None else {}),
            "ba:doc_id": foreign.doc_id,
            "ba:stand": foreign.stand.value,
            "ba:attributes": dict(foreign.attributes),
        }
        for span in foreign.spans:
            yield self._span(span)
        for event in foreign.events:
            yield self._event(event)
        for relation in foreign.relations:
            yield {
                "id": f"{self._iri}#{quote(relation.id)}",
                "type": "Annotation",
                "motivation": "linking",
                "body": {"type": "TextualBody", "purpose": "classifying", "value": relation.type},
                "target": self._ref(relation.target),
                "ba:from": self._ref(relation.source),
            }

    def _ref(self, key: str) -> str:
        return f"{self._iri}#{quote(key)}"

    def _span(self, span: ForeignSpan) -> dict[str, object]:
        bodies: list[dict[str, object]] = [{"type": "TextualBody", "purpose": "tagging", "value": span.label}]
        if span.link is not None:
            bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": f"ba:{quote(span.link)}"})
        if span.note is not None:
            bodies.append({"type": "TextualBody", "purpose": "commenting", "value": span.note})
        return {
            "id": self._ref(span.id),
            "type": "Annotation",
            "motivation": "tagging",
            "body": bodies,
            "target": {"source": self._iri, "selector": self._selectors(span)},
            "ba:layer": span.layer,
            "ba:link": span.link,
            "ba:attributes": dict(span.attributes),
            "ba:confidence": span.confidence,
        }

    def _selectors(self, span: ForeignSpan) -> list[dict[str, object]]:
        start, end = span.pieces[0].start, span.pieces[-1].end
        position: dict[str, object] = {"type": "TextPositionSelector", "start": start, "end": end}
        if self._foreign.text is None:
            return [position]
        return [
            position,
            {
                "type": "TextQuoteSelector",
                "exact": self._text[start:end],
                "prefix": self._text[max(0, start - AROUND) : start],
                "suffix": self._text[end : end + AROUND],
            },
        ]

    def _event(self, event: ForeignEvent) -> dict[str, object]:
        bodies = [{"type": "TextualBody", "purpose": "classifying", "value": event.type}]
        if event.note is not None:
            bodies.append({"type": "TextualBody", "purpose": "commenting", "value": event.note})
        return {
            "id": self._ref(event.id),
            "type": "Annotation",
            "motivation": "classifying",
            "body": bodies,
            "target": self._ref(event.trigger),
            "ba:arguments": [{"ba:role": a.role, "ba:filler": self._ref(a.target)} for a in event.arguments],
            "ba:attributes": dict(event.attributes),
            "ba:confidence": event.confidence,
        }
