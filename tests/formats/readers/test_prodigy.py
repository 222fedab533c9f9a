"""Prodigy's tasks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.foreign import Stand
from border_annotator.formats.readers.prodigy import read_prodigy
from border_annotator.formats.readers.registry import foreign_format_of
from tests.formats.readers.interop import SAMPLE, articles, covered, interop, only

if TYPE_CHECKING:
    from pathlib import Path

TOKENS = [
    "🚨",
    "Greek",
    "coast",
    "guard",
    "pushed",
    "back",
    "150",
    "migrants",
    "near",
    "Lesbos",
    "on",
    "3",
    "March",
    "2020",
    ".",
]


def tokens(*, has_ws: bool = True) -> list[dict[str, object]]:
    found, at = [], 0
    for number, token in enumerate(TOKENS):
        at = SAMPLE.index(token, at)
        ws = {"ws": SAMPLE[at + len(token) : at + len(token) + 1] == " "} if has_ws else {}
        found.append({"text": token, "start": at, "end": at + len(token), "id": number, **ws})
        at += len(token)
    return found


def task(**fields: object) -> dict[str, object]:
    agent = {"start": 2, "end": 19, "token_start": 1, "token_end": 3, "label": "ORG"}
    trigger = {"start": 20, "end": 31, "token_start": 4, "token_end": 5, "label": "Pushback"}
    relation = {"head": 5, "child": 3, "head_span": trigger, "child_span": agent, "label": "Agent"}
    return {
        "text": SAMPLE, "tokens": tokens(), "spans": [agent, trigger], "relations": [relation],
        "meta": {"doc_id": "art-1"}, "answer": "accept", "_view_id": "relations", "_annotator_id": "ann", **fields,
    }  # fmt: skip


def written(folder: Path, *values: object) -> Path:
    path = folder / "dataset.jsonl"
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def test_the_sample(tmp_path: Path) -> None:
    path = written(tmp_path, task())
    article = only(read_prodigy(path))
    assert covered(article) == [("ORG", "Greek coast guard"), ("Pushback", "pushed back")]
    assert [span.surface for span in article.spans] == ["Greek coast guard", "pushed back"]
    (relation,) = article.relations
    assert (relation.type, article.spans[1].id, article.spans[0].id) == ("Agent", relation.source, relation.target)
    assert (article.doc_id, article.annotator, article.stand) == ("art-1", "ann", Stand.ACCEPTED)
    assert article.attributes["_view_id"] == "relations"
    assert foreign_format_of(path).name == "prodigy"  # type: ignore[union-attr]


@pytest.mark.parametrize("has_ws", [True, False])
def test_a_span_may_be_known_by_its_tokens_alone(tmp_path: Path, *, has_ws: bool) -> None:
    spans = [{"token_start": 6, "token_end": 7, "label": "FIGURE"}]
    article = only(read_prodigy(written(tmp_path, task(spans=spans, relations=[], tokens=tokens(has_ws=has_ws)))))
    assert covered(article) == [("FIGURE", "150 migrants")]


def test_tokens_tell_that_offsets_count_something_else(tmp_path: Path) -> None:
    spans = [{"start": 33, "end": 45, "token_start": 6, "token_end": 7, "label": "FIGURE"}]
    article = only(read_prodigy(written(tmp_path, task(spans=spans, relations=[]))))
    assert covered(article) == [("FIGURE", "150 migrants")]


def test_answers_stand_for_what_they_say(tmp_path: Path) -> None:
    path = written(tmp_path, *(task(answer=answer) for answer in ("accept", "reject", "ignore")))
    assert [article.stand for article in articles(read_prodigy(path))] == [
        Stand.ACCEPTED, Stand.REJECTED, Stand.SKIPPED,
    ]  # fmt: skip


def test_relations_between_words_that_are_no_spans(tmp_path: Path) -> None:
    relations = [{"head": 5, "child": 9, "label": "Place"}, {"head": 5, "child": 99, "label": "Gone"}]
    article = only(read_prodigy(written(tmp_path, task(relations=relations))))
    assert covered(article)[2:] == [("token", "Lesbos")]
    assert [(one.type, one.target) for one in article.relations] == [("Place", article.spans[2].id)]
    assert "Gone" in article.left_out[0]


def test_real_files() -> None:
    read = articles(read_prodigy(interop("prodigy/ner.jsonl")))
    assert len(read) == 4
    assert all(covered(article) is not None for article in read)
    path = interop("prodigy/relations.jsonl")
    assert foreign_format_of(path).name == "prodigy"  # type: ignore[union-attr]
    read = articles(read_prodigy(path))
    assert sum(len(article.relations) for article in read) > 3
    for article in read:
        assert [surface for _, surface in covered(article)] == [span.surface for span in article.spans]
        assert not article.left_out
