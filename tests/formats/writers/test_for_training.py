"""Formats for training, read back with nothing but the words of their own descriptions."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from border_annotator.domain.outward import ARGUMENTS, TRIGGERS
from tests.formats.drawn_articles import articles, plain_names
from tests.formats.writers.written import gold, outgoing, set_format, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.domain.article import Article
    from border_annotator.domain.outgoing import Outgoing

Found = tuple[Counter[object], Counter[object]]


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def conll(folder: Path) -> list[Found]:
    found: list[Found] = []
    tagged = [_chunks((folder / name).read_text("utf-8")) for name in ("entities.conll", "triggers.conll")]
    for number, sidecar in enumerate(lines(folder / "offsets.jsonl")):
        words = [word for sentence in sidecar["sentences"] for word in sentence]
        spans: Counter[object] = Counter()
        for documents in tagged:
            tokens, chunks = documents[number]
            assert tokens == [sidecar["text"][start:end] for start, end in words]
            spans.update((words[first][0], words[last][1], label) for first, last, label in chunks)
        found.append((spans, Counter()))
    return found


def _chunks(source: str) -> list[tuple[list[str], list[tuple[int, int, str]]]]:
    """For each document its tokens, and IOB2 chunks by the numbers of their first and last token."""
    documents: list[tuple[list[str], list[tuple[int, int, str]]]] = []
    before = "O"
    for line in source.split("\n"):
        if line.startswith("-DOCSTART-"):
            documents.append(([], []))
        elif not line:
            before = "O"
        else:
            token, _, _, tag = line.split(" ")
            tokens, chunks = documents[-1]
            tokens.append(token)
            place = len(tokens) - 1
            if tag.startswith("B-"):
                chunks.append((place, place, tag[2:]))
            elif tag.startswith("I-"):
                assert before[2:] == tag[2:]
                chunks[-1] = (chunks[-1][0], place, tag[2:])
            before = tag
    return documents


def dygie(folder: Path) -> list[Found]:
    found = []
    for row in lines(folder / "dygie.jsonl"):
        offsets = row["_offsets"]
        tokens = [token for sentence in row["sentences"] for token in sentence]
        assert tokens == [row["_text"][start:end] for start, end in offsets]
        assert all(tokens)
        assert len(row["sentences"]) == len(row["ner"]) == len(row["relations"]) == len(row["events"])

        def place(first: int, last: int, offsets: Sequence[Sequence[int]] = offsets) -> tuple[int, int]:
            return offsets[first][0], offsets[last][1]

        spans = Counter[object]((*place(s, e), label) for sentence in row["ner"] for s, e, label in sentence)
        events = Counter[object](
            (*place(head[0], head[0]), head[1], tuple(sorted((role, *place(s, e)) for s, e, role in roles)))
            for sentence in row["events"]
            for head, *roles in sentence
        )
        found.append((spans, events))
    return found


def oneie(folder: Path) -> list[Found]:
    found: dict[str, Found] = {}
    for row in lines(folder / "oneie.jsonl"):
        spans, events = found.setdefault(row["doc_id"], (Counter(), Counter()))
        place = _places(row)
        for entity in row["entity_mentions"]:
            spans[(*place(entity), entity["entity_type"])] += 1
        ids = {entity["id"] for entity in row["entity_mentions"]}
        assert {argument["entity_id"] for event in row["event_mentions"] for argument in event["arguments"]} <= ids
        for event in row["event_mentions"]:
            roles = tuple(sorted((argument["role"], *place(argument)) for argument in event["arguments"]))
            events[(*place(event["trigger"]), event["event_type"], roles)] += 1
    return list(found.values())


def _places(row: Any) -> Callable[[Any], tuple[int, int]]:  # noqa: ANN401 - a line of JSON
    """Where in the article a stretch of tokens is, by walking through the sentence."""
    starts, at = [], 0
    for token in row["tokens"]:
        at = row["text"].index(token, at)
        starts.append(row["offset"] + at)
        at += len(token)

    def place(mention: Any) -> tuple[int, int]:  # noqa: ANN401
        first, last = mention["start"], mention["end"] - 1
        start, end = starts[first], starts[last] + len(row["tokens"][last])
        assert row["text"][start - row["offset"] : end - row["offset"]] == mention["text"]
        return start, end

    return place


READERS = {"conll": conll, "dygie": dygie, "oneie": oneie}


def expected(name: str, one: Outgoing) -> Found:
    foreign = set_format(name).fit(one).foreign
    places = {span.id: (span.pieces[0].start, span.pieces[-1].end) for span in foreign.spans}
    hidden = {"conll": set[str](), "dygie": {TRIGGERS, ARGUMENTS}, "oneie": {TRIGGERS}}[name]
    spans = Counter[object]((*places[s.id], s.label) for s in foreign.spans if s.layer not in hidden)
    events = Counter[object](
        (*places[e.trigger], e.type, tuple(sorted((a.role, *places[a.target]) for a in e.arguments)))
        for e in foreign.events
    )
    return spans, events


@pytest.mark.parametrize("name", READERS)
def test_the_gold_is_there(name: str, tmp_path: Path) -> None:
    assert READERS[name](write(name, tmp_path / "out", gold())) == [expected(name, one) for one in gold()]


@pytest.mark.parametrize("name", READERS)
@given(articles(plain_names))
@settings(max_examples=25)
def test_anything_is_there(name: str, drawn: tuple[Article, str]) -> None:
    one = outgoing(*drawn)
    with TemporaryDirectory() as folder:
        found = READERS[name](write(name, Path(folder) / "out", [one]))
    assert found == [expected(name, one)] or (not one.words and found == [])


def test_most_of_the_gold_survives() -> None:
    """A tokenizer or a sentence that is cut otherwise would be seen here."""
    shares = {}
    for name in READERS:
        kept = sum(len(set_format(name).fit(one).foreign.spans) for one in gold())
        shares[name] = kept / sum(len([s for s in one.foreign.spans if s.layer != "layout"]) for one in gold())
    assert shares["oneie"] > 0.85, shares
    assert shares["conll"] > 0.75, shares
