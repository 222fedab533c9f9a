"""JSONL: every row has the same keys and types, and holds all there is."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from border_annotator.domain.essence import essence
from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
)
from tests.formats.drawn_articles import articles, plain_names
from tests.formats.writers.written import gold, outgoing, set_format, write

if TYPE_CHECKING:
    from border_annotator.domain.article import Article

Row = dict[str, Any]
FIXED = {"id", "start", "end", "text", "label", "layer", "link", "confidence", "note", "type", "trigger", "arguments"}


def rows_of(folder: Path) -> list[Row]:
    lines = (folder / "data.jsonl").read_text("utf-8").split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


def foreign_of(row: Row) -> ForeignArticle:
    """A row read back by nothing but its keys."""

    def rest(one: Row) -> dict[str, Any]:
        return {key: value for key, value in one.items() if key not in FIXED}

    return ForeignArticle(
        row["id"],
        row["text"],
        spans=tuple(
            ForeignSpan(s["id"], s["label"], (Piece(s["start"], s["end"]),), s["text"], s["layer"], s["link"],
                        s["confidence"], rest(s), s["note"])
            for s in row["spans"]
        ),
        events=tuple(
            ForeignEvent(e["id"], e["type"], e["trigger"]["id"],
                         tuple(ForeignArgument(a["role"], a["id"]) for a in e["arguments"]), rest(e),
                         e["confidence"], e["note"])
            for e in row["events"]
        ),
        relations=tuple(ForeignRelation(r["id"], r["type"], r["source"], r["target"]) for r in row["relations"]),
    )  # fmt: skip


@settings(max_examples=30)
@given(articles(plain_names))
def test_nothing_is_lost(drawn: tuple[Article, str]) -> None:
    one = outgoing(*drawn)
    with TemporaryDirectory() as folder:
        (row,) = rows_of(write("jsonl", Path(folder) / "out", [one]))
    assert row["text"] == one.text
    assert essence(foreign_of(row)) == essence(one.foreign)
    losses = set_format("jsonl").losses(one)
    assert len(losses) == len(one.article.rejections) + len(one.article.notes)


def test_all_rows_have_one_shape(tmp_path: Path) -> None:
    rows = rows_of(write("jsonl", tmp_path / "out", gold()))
    kinds: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        for where, found in (("row", [row]), *((key, row[key]) for key in ("spans", "events", "relations"))):
            assert len({tuple(one) for one in found}) == 1
            for one in found:
                for key, value in one.items():
                    if value is not None:
                        kinds.setdefault((where, key), set()).add(type(value).__name__)
    assert all(len(types) == 1 for types in kinds.values())
    assert kinds["spans", "value"] == {"float"}
    for row in rows:
        for span in row["spans"]:
            assert row["text"][span["start"] : span["end"]] == span["text"]
        for event in row["events"]:
            for place in (event["trigger"], *event["arguments"]):
                assert row["text"][place["start"] : place["end"]] == place["text"]
