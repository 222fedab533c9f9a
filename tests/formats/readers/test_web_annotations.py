"""Web Annotations: those of this program, whole, and those of others as far as they are about stretches of a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import Stand
from border_annotator.formats.readers.registry import foreign_format_of
from border_annotator.formats.readers.web_annotations import read_web_annotations
from tests.formats.readers.interop import SAMPLE, aligned, covered, only, refusals

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation(key: str, body: object, start: int, end: int, **more: object) -> dict[str, object]:
    return {
        "@context": CONTEXT, "id": f"http://x.org/a/{key}", "type": "Annotation", "body": body,
        "target": {"source": "http://x.org/texts/art%201.txt", "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": SAMPLE[start:end], "prefix": "x"},
        ]}, **more,
    }  # fmt: skip


def test_the_programs_own_words_for_events(tmp_path: Path) -> None:
    text = "urn:border-annotator:article:art%201"

    def own(key: str, kind: str, target: object, **more: object) -> dict[str, object]:
        body = {"type": "TextualBody", "purpose": "tagging", "value": kind}
        return {"id": f"{text}#{key}", "type": "Annotation", "body": [body], "target": target, **more}

    def at(start: int, end: int) -> dict[str, object]:
        return {"source": text, "selector": [{"type": "TextPositionSelector", "start": start, "end": end}]}

    graph = [
        {"id": text, "type": "Text", "value": SAMPLE, "language": "en", "dc:title": "T", "ba:doc_id": "art 1",
         "ba:stand": "predicted", "ba:attributes": {"publisher": "x"}},
        own("e1", "ORG", at(2, 19), **{"ba:layer": "entities", "ba:link": "Q1", "ba:attributes": {"mention": "NAM"}}),
        own("t1", "Pushback", at(20, 31), **{"ba:confidence": 0.5}),
        own("ev1", "Pushback", f"{text}#t1", **{
            "ba:arguments": [{"ba:role": "agent", "ba:filler": f"{text}#e1"}, {"ba:role": "x", "ba:filler": "gone"}],
            "ba:attributes": {"polarity": "positive"},
        }),
        own("ev2", "Lost", f"{text}#t9", **{"ba:arguments": []}),
        own("r1", "of", f"{text}#ev1", **{"ba:from": f"{text}#e1"}),
    ]  # fmt: skip
    path = tmp_path / "annotations.jsonld"
    path.write_text(json.dumps({"@context": [CONTEXT], "label": "x", "@graph": graph}), encoding="utf-8")
    article = only(read_web_annotations(path))
    assert covered(article) == [("ORG", "Greek coast guard"), ("Pushback", "pushed back")]
    assert (article.doc_id, article.title, article.language, article.stand) == ("art 1", "T", "en", Stand.PREDICTED)
    first, second = article.spans
    assert (first.id, first.layer, first.link, first.attributes) == ("e1", "entities", "Q1", {"mention": "NAM"})
    assert second.confidence == 0.5
    (event,) = article.events
    assert [(one.role, one.target) for one in event.arguments] == [("agent", "e1")]
    assert event.attributes == {"polarity": "positive"}
    assert [(one.type, one.source, one.target) for one in article.relations] == [("of", "e1", "ev1")]
    assert [line.partition(":")[0] for line in article.left_out] == ["ev1", "ev2"]
    assert foreign_format_of(path).name == "web-annotations"  # type: ignore[union-attr]


def test_what_others_wrote(tmp_path: Path) -> None:
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "LOC"}
    comment = {"type": "TextualBody", "purpose": "commenting", "value": "an island"}
    known = {"type": "SpecificResource", "purpose": "identifying", "source": "http://y.org/Q1"}
    items = [
        annotation("1", [tag, comment, known, {**tag, "value": "ISLAND"}], 50, 56, creator={"name": "Ann"}),
        annotation("2", {"value": "ORG"}, 2, 19),
        annotation("3", [], 32, 44, bodyValue="how many?"),
        {"id": "4", "body": "http://x.org/a/1", "target": "http://x.org/texts/art%201.txt#z", "motivation": "linking"},
        {"id": "5", "body": comment, "target": {"source": "http://x.org/texts/art%201.txt"}},
        {"id": "6", "target": {"source": "http://x.org/texts/art%201.txt", "selector": {"type": "SvgSelector"}}},
        {"id": "7"}, 7,
    ]  # fmt: skip
    path = tmp_path / "a.json"
    for content in (items, {"@context": CONTEXT, "type": "AnnotationPage", "items": items}):
        path.write_text(json.dumps(content), encoding="utf-8")
        found = list(read_web_annotations(path))
        assert [refusal.place for refusal in refusals(found)] == ["item 7", "item 8"]
        article = only(item for item in found if item not in refusals(found))
        assert (article.doc_id, article.text, article.text_file) == ("art 1.txt", None, "art 1.txt")
        place = aligned(article, SAMPLE).spans
        assert [(s.label, place[s.id][0].text_in(SAMPLE), s.note, s.link) for s in article.spans] == [
            ("LOC", "Lesbos", "an island", "http://y.org/Q1"), ("ORG", "Greek coast guard", None, None),
            ("highlight", "150 migrants", "how many?", None),
        ]  # fmt: skip
        assert article.spans[0].attributes == {"labels": "ISLAND", "creator": "Ann"}
        assert sorted(line[0] for line in article.left_out) == ["4", "5", "6"]
        assert foreign_format_of(path).name == "web-annotations"  # type: ignore[union-attr]
