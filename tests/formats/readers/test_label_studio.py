"""Label Studio's tasks, in full and as JSON-MIN."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.foreign import ForeignArticle, Stand, Unit
from border_annotator.formats.offsets import align
from border_annotator.formats.readers.label_studio import read_label_studio
from border_annotator.formats.readers.registry import foreign_format_of
from tests.formats.readers.interop import SAMPLE, aligned, articles, covered, only, refusals

if TYPE_CHECKING:
    from pathlib import Path


def region(key: str, start: int, end: int, *labels: str, **value: object) -> dict[str, object]:
    return {
        "id": key, "from_name": "label", "to_name": "text", "type": "labels",
        "value": {"start": start, "end": end, "text": SAMPLE[start:end], "labels": list(labels), **value},
    }  # fmt: skip


def about(key: str | None, kind: str, said: object, **place: object) -> dict[str, object]:
    name = {"number": "low", "textarea": "why", "choices": "kind"}[kind]
    value = {**place, ("text" if kind == "textarea" else kind): said}
    return {"id": key, "from_name": name, "to_name": "text", "type": kind, "value": value}


RESULT = [
    about("e4", "number", 150, start=32, end=44),
    region("e1", 2, 19, "ORG", "STATE"),
    region("e3", 20, 31, "Pushback"),
    region("e4", 32, 44, "FIGURE"),
    about("e3", "textarea", ["reported by", "an NGO"], start=20, end=31),
    about("x", "choices", ["Pushback", "Sea"]),
    about("y", "choices", ["Weak"], start=50, end=56),
    {"type": "relation", "from_id": "e3", "to_id": "e1", "direction": "right", "labels": ["Agent"]},
    {"type": "relation", "from_id": "e4", "to_id": "e3", "direction": "left", "labels": ["Victim"]},
    {"type": "relation", "from_id": "e1", "to_id": "e4", "direction": "bi"},
    {"type": "relation", "from_id": "e1", "to_id": "gone", "labels": ["Lost"]},
]
TASK = {
    "id": 12, "data": {"text": SAMPLE, "doc_id": "art-1", "site": "x"}, "file_upload": "a.json",
    "annotations": [
        {"id": 5, "completed_by": {"id": 1, "email": "ann@example.org"}, "result": RESULT, "lead_time": 3.5},
        {"id": 6, "completed_by": 2, "result": [region("a", 50, 56, "LOC")], "was_cancelled": True},
    ],
    "predictions": [
        {"model_version": "sm-3.8", "score": 0.71, "result": [{**region("p", 50, 56, "LOC"), "score": 0.6}]}, 77,
    ],
}  # fmt: skip


def written(folder: Path, value: object, indent: int | None = None) -> Path:
    path = folder / "project.json"
    path.write_text(json.dumps(value, indent=indent, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("indent", [None, 2])
def test_every_set_of_a_task(tmp_path: Path, indent: int | None) -> None:
    path = written(tmp_path, [TASK], indent)
    mine, cancelled, predicted = articles(read_label_studio(path))
    assert covered(mine) == [
        ("ORG", "Greek coast guard"), ("STATE", "Greek coast guard"), ("Pushback", "pushed back"),
        ("FIGURE", "150 migrants"), ("kind", "Lesbos"),
    ]  # fmt: skip
    spans = {span.id: span for span in mine.spans}
    assert spans["e4"].attributes == {"low": 150}
    assert spans["e3"].attributes == {"why": "reported by\nan NGO"}
    assert spans["y"].attributes == {"kind": "Weak"}
    assert [(one.type, one.source, one.target) for one in mine.relations] == [
        ("Agent", "e3", "e1"), ("Victim", "e3", "e4"), ("relation", "e1", "e4"),
    ]  # fmt: skip
    assert mine.relations[2].attributes == {"direction": "bi"}
    assert (mine.attributes["kind"], mine.attributes["site"]) == ("Pushback; Sea", "x")
    assert (mine.attributes["annotation_id"], mine.attributes["lead_time"]) == ("5", 3.5)
    assert {one.doc_id for one in (mine, cancelled, predicted)} == {"art-1"}
    assert [(one.annotator, one.stand) for one in (mine, cancelled, predicted)] == [
        ("ann@example.org", Stand.ACCEPTED), ("2", Stand.SKIPPED), ("sm-3.8", Stand.PREDICTED),
    ]  # fmt: skip
    assert (predicted.spans[0].confidence, predicted.attributes["score"]) == (0.6, 0.71)
    assert "77" in mine.left_out[0]
    assert "Lost" in mine.left_out[1]
    assert foreign_format_of(path).name == "label-studio"  # type: ignore[union-attr]


def test_old_exports_count_as_browsers_do(tmp_path: Path) -> None:
    result = [region("e1", 3, 20, "ORG", text="Greek coast guard"), region("e5", 51, 57, "LOC", text="Lesbos")]
    task = {"id": 3, "data": {"body": SAMPLE}, "completions": [{"result": result}]}
    article = only(read_label_studio(written(tmp_path, [task])))
    assert covered(article) == [("ORG", "Greek coast guard"), ("LOC", "Lesbos")]
    assert aligned(article).counting.unit is Unit.UTF16
    assert article.doc_id == "3"


def test_the_small_export(tmp_path: Path) -> None:
    row = {
        "id": 9, "text": SAMPLE, "site": "x", "annotator": 4, "annotation_id": 8, "lead_time": 2.0,
        "label": [{"start": 2, "end": 19, "text": "Greek coast guard", "labels": ["ORG"]}],
    }  # fmt: skip
    path = written(tmp_path, [row])
    article = only(read_label_studio(path))
    assert covered(article) == [("ORG", "Greek coast guard")]
    assert (article.doc_id, article.annotator, article.attributes["site"]) == ("9", "4", "x")
    assert article.spans[0].layer == "label"
    assert foreign_format_of(path).name == "label-studio"  # type: ignore[union-attr]


def test_regions_of_pages_and_odd_results(tmp_path: Path) -> None:
    odd = [
        {"id": "h", "from_name": "l", "type": "hypertextlabels", "value": {
            "start": "/div[1]/text()[1]", "end": "/div[1]/text()[1]", "startOffset": 1, "endOffset": 4,
            "globalOffsets": {"start": 50, "end": 56}, "text": "Lesbos", "hypertextlabels": ["LOC"],
        }},
        {"id": "p", "type": "hypertextlabels", "value": {"start": "/p", "startOffset": 1, "hypertextlabels": ["X"]}},
        {"id": "n", "type": "labels", "value": {"start": 1, "end": 2, "labels": []}},
        7, {}, {"type": "relation"}, {"type": "labels", "value": []},
    ]  # fmt: skip
    task = {"data": {"text": SAMPLE}, "annotations": [{"result": odd}]}
    article = only(read_label_studio(written(tmp_path, task)))
    assert covered(article) == [("LOC", "Lesbos")]
    told = " ".join(article.left_out)
    assert "p: its offsets" in told
    assert "n: it has no label" in told


def test_a_page_is_read_as_its_text(tmp_path: Path) -> None:
    place = {"globalOffsets": {"start": 10, "end": 15}, "start": "/p[1]/b[1]/text()[1]", "startOffset": 0}
    value = {**place, "text": "Narva", "hypertextlabels": ["LOC"]}
    task = {"data": {"html": "<p>Closed at <b>Narva</b> &amp; Riga</p>"}, "annotations": [
        {"result": [{"id": "a", "from_name": "l", "to_name": "html", "type": "hypertextlabels", "value": value}]},
    ]}  # fmt: skip
    article = only(read_label_studio(written(tmp_path, [task])))
    assert article.text == "Closed at Narva & Riga"
    assert covered(article) == [("LOC", "Narva")]
    assert "layout" in article.left_out[0]


def test_a_file_that_is_cut_off_keeps_what_was_whole(tmp_path: Path) -> None:
    path = written(tmp_path, [{"data": {"text": SAMPLE * n}, "annotations": []} for n in range(1, 400)])
    whole = path.read_bytes()
    for cut in (len(whole) // 2, len(whole) - 1, 3_000):
        path.write_bytes(whole[:cut])
        found = list(read_label_studio(path))
        assert len(refusals(found)) == 1
        assert len(found) > 5
    path.write_text('[{"data": {"img": 7}, "annotations": []}, {"data": {"text": "a"}, "annotations": []}, oh]')
    assert [refusal.place for refusal in refusals(read_label_studio(path))] == ["item 1", "item 3"]


def test_a_dialogue_is_a_line_for_each_paragraph(tmp_path: Path) -> None:
    said = [{"author": "Ann", "text": "Guards 🛂 left Narva."}, {"author": "Bob", "text": "When?"}, {"text": "Friday"}]

    def region(key: str, first: int, last: int, start: int, end: int, words: str) -> dict[str, object]:
        value = {"start": str(first), "end": str(last), "startOffset": start, "endOffset": end, "text": words}
        value["paragraphlabels"] = ["Place" if words == "Narva" else "Time"]
        return {"id": key, "from_name": "p", "to_name": "talk", "type": "paragraphlabels", "value": value}

    results = [region("a", 0, 0, 14, 19, "Narva"), region("b", 2, 2, 0, 6, "Friday")]
    task = {"id": 1, "data": {"title": "A talk", "talk": said}, "annotations": [{"id": 2, "result": results}]}
    path = tmp_path / "talk.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    (article,) = read_label_studio(path)
    assert isinstance(article, ForeignArticle)
    assert article.text == "Ann: Guards 🛂 left Narva.\nBob: When?\nFriday"
    placed = align(article, article.text)
    assert [place[0].text_in(article.text) for place in placed.spans.values()] == ["Narva", "Friday"]
    assert article.attributes["title"] == "A talk"
    assert "talk" not in article.attributes
