"""Doccano's lines in all their shapes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.foreign import Unit
from border_annotator.formats.readers.doccano import read_doccano
from border_annotator.formats.readers.registry import foreign_format_of
from tests.formats.readers.interop import SAMPLE, aligned, articles, covered, interop, only, refusals

if TYPE_CHECKING:
    from pathlib import Path

GREEK = [("ORG", "Greek coast guard"), ("LOC", "Lesbos")]


def written(folder: Path, *values: object) -> Path:
    path = folder / "all.jsonl"
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "fields",
    [
        {"label": [[2, 19, "ORG"], [50, 56, "LOC"]]},
        {"labels": [[2, 19, "ORG"], [50, 56, "LOC"]]},
        {"entities": [[2, 19, "ORG"], [50, 56, "LOC"]], "cats": ["news"]},
        {"label": [[1 + 2, 20, "ORG"], [51, 57, "LOC"]]},
        {"label": [[2.0, 19.0, "ORG"], [50.0, 56.0, "LOC"]]},
        {"annotations": [
            {"label": "ORG", "start_offset": 2, "end_offset": 19, "user": 1},
            {"label": "LOC", "start_offset": 50, "end_offset": 56, "user": 1},
        ]},
    ],
)  # fmt: skip
def test_every_dialect_of_the_sample(tmp_path: Path, fields: dict[str, object]) -> None:
    path = written(tmp_path, {"id": 1, "text": SAMPLE, **fields})
    article = only(read_doccano(path))
    assert covered(article) == GREEK
    assert article.doc_id == "1"
    assert not article.left_out
    assert foreign_format_of(path).name == "doccano"  # type: ignore[union-attr]


def test_entities_with_relations_and_comments(tmp_path: Path) -> None:
    path = written(tmp_path, {
        "id": 7, "text": SAMPLE, "Comments": ["who says so?"], "meta": {"doc_id": "art-1", "wiki": 3}, "source": "x",
        "entities": [
            {"id": 0, "start_offset": 20, "end_offset": 31, "label": "Pushback"},
            {"id": 1, "start_offset": 2, "end_offset": 19, "label": "ORG"},
        ],
        "relations": [{"id": 0, "from_id": 0, "to_id": 1, "type": "Agent"}, {"from_id": 1, "to_id": 9, "type": "Gone"}],
    })  # fmt: skip
    article = only(read_doccano(path))
    assert covered(article) == [("Pushback", "pushed back"), ("ORG", "Greek coast guard")]
    assert [(one.type, one.source, one.target) for one in article.relations] == [("Agent", "0", "1")]
    assert article.note == "who says so?"
    assert (article.doc_id, article.attributes["wiki"], article.attributes["source"]) == ("art-1", 3, "x")
    assert len(article.left_out) == 1
    assert "Gone" in article.left_out[0]


def test_graphemes_are_counted_where_a_project_counts_them(tmp_path: Path) -> None:
    text = "👩‍👩‍👧 Ge\u0301orgie near Narva, and 🇱🇹 guards"
    path = written(tmp_path, {"id": 1, "text": text, "label": [[2, 9, "PER"], [15, 20, "LOC"], [28, 34, "ORG"]]})
    article = only(read_doccano(path))
    assert covered(article) == [("PER", "Ge\u0301orgie"), ("LOC", "Narva"), ("ORG", "guards")]
    assert aligned(article).counting.unit is Unit.GRAPHEMES


def test_labels_of_the_whole_text_are_kept(tmp_path: Path) -> None:
    article = only(read_doccano(written(tmp_path, {"id": 1, "text": SAMPLE, "label": ["pushback", "sea"]})))
    assert article.attributes["label"] == "pushback; sea"
    assert not article.spans


def test_one_broken_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    lines = [
        '{"text": "Narva", "label": [[0, 5, "LOC"]]}', '{"text": "Narva", "lab', "", '{"text": 5}', "[1]", "nothing",
        '{"text": "Narva", "label": [["a", 5, "LOC"], [0, 5, null], [0, 5], [0, 5, "LOC"], [0, 9, "LOC"]]}',
        "[" * 100_000, '{"text": "x", "label": [[' + "9" * 5_000 + ', 2, "X"]]}', '{"text": "\\ud83d", "label": []}',
    ]  # fmt: skip
    path.write_bytes("\r\n".join(lines).encode() + b'\n{"text": "\xff"}\n')
    found = list(read_doccano(path))
    assert [refusal.place for refusal in refusals(found)] == [
        "line 2", "line 4", "line 5", "line 6", "line 8", "line 9", "line 11",
    ]  # fmt: skip
    assert all(refusal.reason for refusal in refusals(found))
    first, odd, half = articles(item for item in found if item not in refusals(found))
    assert covered(first) == [("LOC", "Narva")]
    assert [span.pieces[0].end for span in odd.spans] == [5, 9]
    assert len(odd.left_out) == 3
    assert half.text == "\ufffd"


def test_real_files() -> None:
    article = only(read_doccano(interop("doccano/overlapping.jsonl")))
    assert covered(article) == [("LOC", "e"), ("LOC", "e")]
    assert article.attributes["wikiPageID"] == 1
    article = only(read_doccano(interop("doccano/relations.jsonl")))
    assert covered(article)[1] == ("DATE", "September 4, 1998")
    assert article.relations[0].source == "0"
    assert not article.left_out
