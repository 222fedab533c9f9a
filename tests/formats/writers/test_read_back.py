"""Each format with a reader: it finds what the format can hold, and the rest is in the list of losses."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from border_annotator.domain.article import Article
from border_annotator.domain.document import Layout, PublicationDate
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from tests.formats.drawn_articles import articles, plain_names
from tests.formats.writers.hard import hard, with_kept
from tests.formats.writers.written import FILES, gold, outgoing, same, write


@pytest.mark.parametrize("name", FILES)
def test_the_gold_is_read_back(name: str, tmp_path: Path) -> None:
    same(name, write(name, tmp_path / "out", gold()), gold())


@pytest.mark.parametrize("name", FILES)
def test_what_is_hard_is_read_back(name: str, tmp_path: Path) -> None:
    for number, one in enumerate((hard(), with_kept())):
        same(name, write(name, tmp_path / str(number), [one]), [one])


@pytest.mark.parametrize("name", FILES)
@given(articles(plain_names))
@settings(max_examples=25)
def test_anything_is_read_back(name: str, drawn: tuple[Article, str]) -> None:
    one = outgoing(*drawn)
    with TemporaryDirectory() as folder:
        same(name, write(name, Path(folder) / "out", [one]), [one])


@pytest.mark.parametrize("name", FILES)
def test_a_number_is_never_taken_for_what_it_numbers(name: str, tmp_path: Path) -> None:
    # Ids in files are numbers too.
    text = " ".join(str(number) for number in range(1, 400)) + " closed"
    words = [Span(*word.span()) for word in re.finditer(r"\d+", text)]
    figures = tuple(Figure(f"f{k}", span, "count", value=k, comparator="eq") for k, span in enumerate(words, start=1))
    event = Event("ev1", "BorderControl.Closure", Span(len(text) - 6, len(text)))
    layout = Layout(None, PublicationDate(), (), ())
    article = Article("a", "a.txt", "", len(text), layout, figures=figures, events=(event,))
    for number, events in enumerate(((event,), (replace(event, arguments=(Argument("Count", ref="f7"),)),), ())):
        one = outgoing(replace(article, events=events), text)
        same(name, write(name, tmp_path / str(number), [one]), [one])


@pytest.mark.parametrize("name", FILES)
def test_numbers_of_every_size_are_read_back(name: str, tmp_path: Path) -> None:
    most = sys.float_info.max
    values = (most, -most, 5e-324, -0.0, 0.1 + 0.2, 1e15 + 0.5, 999_999_999_999_999.9, 10**18)
    text = " ".join(["99"] * len(values))
    figures = tuple(
        Figure(f"f{k}", Span(3 * k, 3 * k + 2), "count", value=value, maximum=value) for k, value in enumerate(values)
    )
    article = Article("a", "a.txt", "", len(text), Layout(None, PublicationDate(), (), ()), figures=figures)
    same(name, write(name, tmp_path / "out", [outgoing(article, text)]), [outgoing(article, text)])
