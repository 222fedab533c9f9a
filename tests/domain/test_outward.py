"""An article goes out as spans, events and relations and comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from border_annotator.domain.errors import ShapeError
from border_annotator.domain.foreign import ForeignArgument, Piece
from border_annotator.domain.inward import inward
from border_annotator.domain.outward import outward
from border_annotator.formats.readers.native import read_native_file
from tests.formats.drawn_articles import articles, plain_names

if TYPE_CHECKING:
    from border_annotator.domain.article import Article

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))


def bare(article: Article) -> Article:
    """Without what is the native format's alone."""
    return replace(article, uids={}, notes=(), rejections=())


@settings(max_examples=30)
@given(articles(plain_names))
def test_nothing_is_lost_on_the_way_out_and_in(drawn: tuple[Article, str]) -> None:
    article, text = drawn
    assert inward(outward(article, text)) == bare(article)


def _gold(path: Path) -> tuple[Article, str]:
    article = read_native_file(path)
    return article, (ROOT / "seeds" / article.text_file).read_bytes().decode()


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_goes_out_and_in(path: Path) -> None:
    article, text = _gold(path)
    foreign = outward(article, text)
    assert inward(foreign) == bare(article)
    assert all(span.surface == text[span.pieces[0].start : span.pieces[0].end] for span in foreign.spans)
    ids = [span.id for span in foreign.spans] + [event.id for event in foreign.events]
    known = set(ids)
    assert len(known) == len(ids)
    assert {r.source for r in foreign.relations} | {r.target for r in foreign.relations} <= known
    assert {a.target for event in foreign.events for a in event.arguments} <= known


def test_pieces_that_only_white_space_parts_are_one() -> None:
    article, text = _gold(GOLD[0])
    foreign = outward(article, text)
    cut = [
        replace(s, pieces=(Piece(s.pieces[0].start, s.pieces[0].start + text[s.pieces[0].start :].index(" ")),
                           Piece(s.pieces[0].start + text[s.pieces[0].start :].index(" ") + 1, s.pieces[0].end)))
        if " " in (s.surface or "").strip() and not (s.surface or " ")[0].isspace()
        else s
        for s in foreign.spans
    ]  # fmt: skip
    assert any(len(span.pieces) == 2 for span in cut)
    assert inward(replace(foreign, spans=tuple(cut))) == bare(article)


def test_what_does_not_hold_together_is_told() -> None:
    foreign = outward(*_gold(GOLD[0]))
    event = foreign.events[0]
    astray = replace(event, arguments=(ForeignArgument("place", "nobody"),))
    for wrong in (
        replace(foreign, text=None),
        replace(foreign, events=(replace(event, trigger="nobody"),)),
        replace(foreign, events=(astray,)),
        replace(foreign, spans=(replace(foreign.spans[0], pieces=(Piece(0, 1), Piece(90, 91))), *foreign.spans[1:])),
        replace(foreign, spans=(replace(foreign.spans[0], pieces=(Piece(5, 10**6),)), *foreign.spans[1:])),
    ):
        with pytest.raises(ShapeError):
            inward(wrong)
