"""Each format with a reader: it finds what the format can hold, and the rest is in the list of losses."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.formats.drawn_articles import articles, plain_names
from tests.formats.writers.written import FILES, gold, outgoing, same, write

if TYPE_CHECKING:
    from border_annotator.domain.article import Article


@pytest.mark.parametrize("name", FILES)
def test_the_gold_is_read_back(name: str, tmp_path: Path) -> None:
    same(name, write(name, tmp_path / "out", gold()), gold())


@pytest.mark.parametrize("name", FILES)
@given(articles(plain_names))
@settings(max_examples=25)
def test_anything_is_read_back(name: str, drawn: tuple[Article, str]) -> None:
    one = outgoing(*drawn)
    with TemporaryDirectory() as folder:
        same(name, write(name, Path(folder) / "out", [one]), [one])
