"""The native format: written and read back without a difference, and strict where a file is wrong."""

from __future__ import annotations

import copy
import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from border_annotator.domain.article import Article, numbered
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.formats.readers.native import read_native, read_native_file
from border_annotator.formats.registry import FORMATS, format_named
from border_annotator.formats.writers.native import write_native
from tests.formats.drawn_articles import articles

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))
SEEDS = ROOT / "seeds"


@given(articles())
@settings(deadline=None)
def test_what_was_written_is_read_back(drawn: tuple[Article, str]) -> None:
    article, text = drawn
    assert read_native(write_native(article, text), "a.json", text) == article


@given(articles())
@settings(deadline=None)
def test_numbering_keeps_everything_but_the_ids(drawn: tuple[Article, str]) -> None:
    article, text = drawn
    again = numbered(article.annotations())
    assert again.dropped == 0
    assert [a.id for a in again.entities] == [f"e{k}" for k in range(1, len(again.entities) + 1)]
    renamed = replace(article, entities=again.entities, figures=again.figures, events=again.events, uids={}, origins={})
    read_native(write_native(renamed, text), "a.json", text)
    starts = [a.span.start for a in again.figures]
    assert starts == sorted(starts)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_files_are_in_the_format(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    text = (SEEDS / gold["text_file"]).read_bytes().decode()
    article = read_native_file(path, text)
    written = json.loads(write_native(article, text))
    gold["meta"].pop("style")
    assert {key: written[key] for key in gold} == gold


def test_references_out_of_the_layer_are_dropped_and_counted() -> None:
    here, gone = "a" * 32, "b" * 32
    figure = Figure(here, Span(0, 1), "count", period=gone, of_total=gone, repeat_of=here)
    event = Event("c" * 32, "T", Span(2, 3), arguments=(Argument("count", ref=here), Argument("place", ref=gone)))
    event = replace(event, relations=(Relation("part_of", gone),))
    fresh = numbered([event, figure])
    assert fresh.dropped == 4
    assert fresh.events[0].arguments == (Argument("count", ref="f1"),)
    assert fresh.events[0].relations == ()
    assert fresh.figures[0] == Figure("f1", Span(0, 1), "count", repeat_of="f1")
    assert fresh.uids == {"f1": here, "ev1": "c" * 32}


def test_a_period_that_is_a_norm_stays() -> None:
    fresh = numbered([Figure("a" * 32, Span(0, 1), "count", period="P3D")])
    assert fresh.figures[0].period == "P3D"
    assert fresh.dropped == 0


def _broken(change: Callable[[Any], object]) -> str:
    gold = copy.deepcopy(json.loads(GOLD[0].read_text("utf-8")))
    change(gold)
    return json.dumps(gold)


FAULTS: dict[str, tuple[Callable[[Any], object], str]] = {
    "format": (lambda g: g.update(format="other/1"), "format must be “border-gold/1”"),
    "missing": (lambda g: g.pop("doc_id"), "doc_id is missing"),
    "surface": (lambda g: g["entities"][0].update(text="Lithuanja"), "entities[0].text is “Lithuanja”"),
    "outside": (lambda g: g["figures"][1].update(end=9999), "figures[1].end is 9999"),
    "reversed": (
        lambda g: g["events"][0]["trigger"].update(start=331),
        "events[0].trigger.start 331-331 is not a span",
    ),
    "reference": (lambda g: g["events"][0]["args"][0].update(ref="e999"), "ev1 refers to “e999”"),
    "twice": (lambda g: g["entities"][1].update(id="e1"), "e1 is the id of two annotations"),
    "length": (lambda g: g.update(n_chars=4169), "n_chars is 4169"),
    "hash": (lambda g: g.update(sha256="0"), "sha256 is not that of the text"),
    "number": (lambda g: g["figures"][0].update(value=float("inf")), "Infinity"),
    "list": (lambda g: g.update(entities={}), "entities must be a list"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_file_is_told_with_its_place(name: str) -> None:
    change, words_ = FAULTS[name]
    text = (SEEDS / "000_4649726c9b6e0d0e.txt").read_bytes().decode()
    with pytest.raises(KnownError) as told:
        read_native(_broken(change), "bad.json", text)
    assert str(told.value).startswith("bad.json: ")
    assert words_ in str(told.value)


@pytest.mark.parametrize("source", ["", "[1]", '{"format": ', "[" * 100_000, "1" * 10_000])
def test_what_is_no_native_file_at_all(source: str) -> None:
    with pytest.raises(KnownError, match=r"^bad\.json"):
        read_native(source, "bad.json")


def test_formats_are_found_by_name() -> None:
    assert format_named("native") is FORMATS[0]
    with pytest.raises(KnownError, match="choose native"):
        format_named("nothing")


def test_a_date_is_a_date() -> None:
    gold = json.loads(GOLD[1].read_text("utf-8"))
    published = read_native_file(GOLD[1]).layout.published
    assert published.value == datetime.date.fromisoformat(gold["meta"]["date"]["value"])
    assert published.suspect
