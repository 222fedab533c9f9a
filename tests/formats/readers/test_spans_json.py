"""Texts with spans as JSON: spaCy's training data and documents, rows of data sets, words with tags."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.foreign import ForeignArticle, Stand
from border_annotator.formats.readers.registry import foreign_format_of
from border_annotator.formats.readers.spans_json import read_spans_json
from tests.formats.readers.interop import SAMPLE, articles, covered, only, refusals

if TYPE_CHECKING:
    from pathlib import Path

GREEK = [("ORG", "Greek coast guard"), ("LOC", "Lesbos")]
PLACES = [[2, 19, "ORG"], [50, 56, "LOC"]]
OBJECTS = [{"start": 2, "end": 19, "label": "ORG"}, {"start": 50, "end": 56, "label": "LOC", "kb_id": "Q1"}]


def written(folder: Path, *values: object, indent: int | None = None) -> Path:
    path = folder / "data.json"
    path.write_text("\n".join(json.dumps(value, indent=indent) for value in values), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "value",
    [
        [SAMPLE, {"entities": PLACES}],
        [[SAMPLE, {"entities": PLACES}], [SAMPLE, {"entities": PLACES}]],
        {"text": SAMPLE, "ents": OBJECTS, "tokens": [{"id": 0, "start": 0, "end": 1}]},
        {"text": SAMPLE, "spans": OBJECTS},
        {"text": SAMPLE, "spans": {"sc": OBJECTS}},
        {"text": SAMPLE, "spans": {"sc": PLACES}, "id": 4},
        {"classes": ["ORG", "LOC"], "annotations": [[SAMPLE, {"entities": PLACES}], None]},
        {"text": SAMPLE, "entities": [{"start": 3, "end": 20, "label": "ORG", "text": "Greek coast guard"},
                                      {"start": 51, "end": 57, "label": "LOC", "text": "Lesbos"}]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_every_shape_of_the_sample(tmp_path: Path, value: object, indent: int | None) -> None:
    is_pair = isinstance(value, list) and value[0] == SAMPLE
    path = written(tmp_path, value, indent=None if is_pair else indent)
    for article in articles(read_spans_json(path)):
        assert covered(article) == GREEK
        assert not article.left_out
    assert foreign_format_of(path).name == "spans-json"  # type: ignore[union-attr]


def test_pairs_on_lines_of_their_own(tmp_path: Path) -> None:
    path = written(tmp_path, [SAMPLE, {"entities": PLACES}], [SAMPLE, {"entities": PLACES, "cats": {"a": 1}}], ["x"])
    found = list(read_spans_json(path))
    assert [refusal.place for refusal in refusals(found)] == ["line 3"]
    second = articles(found[:2])[1]
    assert (second.attributes["cats"], second.doc_id) == ('{"a": 1}', "data line 2")
    assert foreign_format_of(path).name == "spans-json"  # type: ignore[union-attr]


def test_a_row_with_events_figures_and_relations(tmp_path: Path) -> None:
    trigger = {"start": 20, "end": 31, "text": "pushed back"}
    row = {
        "id": "art-1", "text": SAMPLE, "title": "Lesbos", "language": "en", "stand": "predicted", "publisher": "x",
        "spans": [{"id": "e1", **OBJECTS[0], "confidence": 0.5, "note": "sure", "mention": "NAM", "unit": None}],
        "figures": [{"id": "f1", "start": 32, "end": 44, "label": "FIGURE", "value": 150.0}],
        "events": [
            {"id": "ev1", "type": "Pushback", "trigger": trigger, "polarity": "positive", "note": "n", "arguments": [
                {"role": "Agent", "id": "e1"}, {"role": "Place", "start": 50, "end": 56},
                {"role": "Cause", "id": "ev2"}, {"role": "Gone", "id": "e9"},
            ]},
            {"id": "ev2", "type": "Arrest", "trigger": {"id": "e1"}, "arguments": []},
            {"id": "ev3", "type": "Lost", "trigger": {"id": "e9"}},
        ],
        "relations": [{"id": "r1", "type": "of", "source": "f1", "target": "ev1"}],
    }  # fmt: skip
    path = written(tmp_path, row)
    article = only(read_spans_json(path))
    assert covered(article) == [
        ("ORG", "Greek coast guard"), ("FIGURE", "150 migrants"), ("Pushback", "pushed back"), ("Place", "Lesbos"),
    ]  # fmt: skip
    assert article.spans[0].attributes == {"mention": "NAM"}
    assert (article.spans[0].note, article.spans[0].confidence) == ("sure", 0.5)
    assert article.spans[1].layer == "figures"
    pushback, arrest = article.events
    assert [one.target for one in pushback.arguments] == ["e1", article.spans[3].id, "ev2"]
    assert (pushback.attributes, pushback.note, arrest.trigger) == ({"polarity": "positive"}, "n", "e1")
    assert [(one.type, one.source, one.target) for one in article.relations] == [("of", "f1", "ev1")]
    assert (article.title, article.language, article.stand) == ("Lesbos", "en", Stand.PREDICTED)
    assert article.attributes == {"id": "art-1", "publisher": "x"}
    assert len(article.left_out) == 2


CARD = """---
dataset_info:
  features:
  - name: id
    dtype: string
  - name: ner_tags
    sequence:
      class_label:
        names:
          '0': O
          '1': B-LOC
          '2': I-LOC
---
# A data set
"""
INFO = {"features": {"ner_tags": {"feature": {"names": ["O", "B-LOC", "I-LOC"], "_type": "ClassLabel"}}}}


@pytest.mark.parametrize(("name", "source"), [("README.md", CARD), ("dataset_info.json", json.dumps(INFO))])
@pytest.mark.parametrize("beside", ["data", "."])
def test_numbered_tags_have_the_names_that_lie_beside(tmp_path: Path, name: str, source: str, beside: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    path = written(folder, {"id": 3, "tokens": ["Narva", "Bay", "is", "shut"], "ner_tags": [1, 2, 0, 0]})
    assert "README.md" in refusals(list(read_spans_json(path)))[0].reason
    (tmp_path / beside / name).write_text(source, encoding="utf-8")
    assert covered(only(list(read_spans_json(path)))) == [("LOC", "Narva Bay")]


def test_what_spacy_two_was_trained_with(tmp_path: Path) -> None:
    def tokens(*pairs: tuple[str, str]) -> list[dict[str, object]]:
        return [{"tokens": [{"id": k, "orth": orth, "ner": ner} for k, (orth, ner) in enumerate(pairs)]}]

    words = tokens(("🛂", "O"), ("Narva", "B-LOC"), ("Bay", "L-LOC"), ("shut", "-"), (".", "O"))
    raw = {"raw": "🛂  Narva\u00a0Bay shut.\n", "sentences": words, "cats": [{"label": "border", "value": 1}]}
    document = {"id": 7, "paragraphs": [raw, {"sentences": tokens(("Riga", "U-LOC"), (".", "O"))}]}
    path = tmp_path / "train.json"
    path.write_text(json.dumps([document]), encoding="utf-8")
    assert foreign_format_of(path).name == "spans-json"  # type: ignore[union-attr]
    first, second = [article for article in read_spans_json(path) if isinstance(article, ForeignArticle)]
    assert (first.text, first.doc_id, first.attributes["border"]) == (raw["raw"], "7-1", "1")
    assert covered(first) == [("LOC", "Narva\u00a0Bay")]
    assert not first.left_out
    assert (second.text, covered(second)) == ("Riga .", [("LOC", "Riga")])
    broken = {"id": 8, "paragraphs": [{"raw": "Other words", "sentences": words}]}
    path.write_text(json.dumps([broken]), encoding="utf-8")
    assert "not those of its text" in refusals(list(read_spans_json(path)))[0].reason


def test_words_with_tags(tmp_path: Path) -> None:
    named = {"id": 3, "tokens": ["Narva", "Bay", "is", "shut"], "ner_tags": ["B-LOC", "I-LOC", "O", "O"]}
    numbered = {"id": 4, "tokens": ["Narva"], "ner_tags": [5]}
    path = written(tmp_path, named, numbered)
    found = list(read_spans_json(path))
    assert covered(only(found[:1])) == [("LOC", "Narva Bay")]
    assert "numbers" in refusals(found)[0].reason
    assert foreign_format_of(path).name == "spans-json"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "value",
    [
        {"text": SAMPLE, "title": "x", "tags": ["a"], "entities": ["Greece"], "label": "news"},
        {"title": "x", "body": SAMPLE}, [{"text": SAMPLE}], ["a", "b"], [], {}, 5, "x", {"text": SAMPLE, "spans": []},
    ],
)  # fmt: skip
def test_articles_without_annotations_are_of_no_such_format(tmp_path: Path, value: object) -> None:
    assert foreign_format_of(written(tmp_path, value)) is None
