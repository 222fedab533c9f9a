"""Each format with a reader: it finds what the format can hold, and the rest is in the list of losses."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.formats.drawn_articles import articles, plain_names
from tests.formats.writers.written import gold, outgoing, same, set_format, write

if TYPE_CHECKING:
    from border_annotator.domain.article import Article

FILES = {"brat": ".", "doccano": "doccano.jsonl", "prodigy": "prodigy.jsonl"}
"""Where in the folder a format's reader begins."""


@pytest.mark.parametrize("name", FILES)
def test_the_gold_is_read_back(name: str, tmp_path: Path) -> None:
    same(name, write(name, tmp_path / "out", gold()) / FILES[name], gold())


@pytest.mark.parametrize("name", FILES)
@given(articles(plain_names))
@settings(max_examples=25)
def test_anything_is_read_back(name: str, drawn: tuple[Article, str]) -> None:
    one = outgoing(*drawn)
    with TemporaryDirectory() as folder:
        same(name, write(name, Path(folder) / "out", [one]) / FILES[name], [one])


@pytest.mark.parametrize("name", FILES)
def test_losses_name_what_they_are_about(name: str) -> None:
    for one in gold():
        ids = {span.id for span in one.foreign.spans} | {event.id for event in one.foreign.events}
        for loss in set_format(name).losses(one):
            assert loss.reason
            if loss.id in ids:
                assert loss.span is not None
            else:
                assert (loss.id, loss.span) == (one.foreign.doc_id, None)
