"""Searches: anything can be typed, and what is found stands where the text says it."""

from __future__ import annotations

import itertools
import re
import sqlite3
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from border_annotator.domain.finding import read_query, stretches
from border_annotator.domain.folding import FoldedText, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOVE = 230
"""The combining class of what stands above a letter."""
ODD = "aAbB šŠñÑßİıéÉe\u0301o\u0308ﬁ👩‍👧🇱🇹\u00a0\u202f\n\t-_.,;:!?'\"*()^~國境警備隊กขحرسΓερΑΣς한국\ud800"
texts = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters()), max_size=80)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("INSERT INTO texts VALUES ('The State Border Guard Service of Lithuania in Šalčininkai, 2023')")
    yield connection
    connection.close()


@given(typed=st.one_of(st.text(max_size=40), st.text(alphabet='ab "*-()^:{}+ANDORNT~\\\0', max_size=40)))
@example(typed='"')
@example(typed="a AND")
@example(typed='NEAR("a" b, 2)')
@example(typed="text:a")
@example(typed="\0")
def test_nothing_that_is_typed_is_an_error(index: sqlite3.Connection, typed: str) -> None:
    query = read_query(typed)
    if query.match:
        index.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (query.match,)).fetchall()
    query.spans_in("some text")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("border", True),
        ("BORDER", True),
        ("bord", False),
        ("bord*", True),
        ('"border guard"', True),
        ('"guard border"', False),
        ('"border gua"*', True),
        ("guard border", True),
        ("salcininkai", True),
        ("ŠALČININKAI", True),
        ("border -latvia", True),
        ("border -lithuania", False),
        ("-lithuania", None),
        ("border-guard", True),
        ("2023", True),
        ("!!!", None),
    ],
)
def test_index_and_pattern_agree(index: sqlite3.Connection, typed: str, found: bool | None) -> None:  # noqa: FBT001 - a parameter of the test
    query = read_query(typed)
    assert bool(query.match) is (found is not None)
    if found is None:
        return
    text = index.execute("SELECT text FROM texts").fetchone()[0]
    rows = index.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (query.match,)).fetchall()
    assert bool(rows) is found
    assert bool(query.spans_in(text)) is found


def test_hits_are_the_words_themselves() -> None:
    text = "👩‍👧 Šalčininkai, SALCININKAI and s\u030calc\u030cininkai; not Šalčininkuose"
    spans = read_query("šalčininkai").spans_in(text)
    assert [span.text_in(text) for span in spans] == ["Šalčininkai", "SALCININKAI", "s\u030calc\u030cininkai"]
    assert [s.text_in(text) for s in read_query("salcininku*").spans_in(text)] == ["Šalčininkuose"]


def test_letters_without_spaces_are_found_inside() -> None:
    text = "昨日、国境警備隊が増派された。"
    query = read_query("警備隊")
    assert query.match == ""
    assert [span.text_in(text) for span in query.spans_in(text)] == ["警備隊"]


@given(text=texts, start=st.integers(0, 80), length=st.integers(1, 12), whole=st.booleans())
def test_what_stands_in_a_text_is_found_there(text: str, start: int, length: int, whole: bool) -> None:  # noqa: FBT001 - a parameter of the test
    words = text[start : start + length]
    found = stretches(FoldedText(text), words, whole_words=whole)
    for span in found:
        assert span.fits(text)
        assert folded(" ".join(words.split())) in folded(" ".join(span.text_in(text).split()))
    for one, other in itertools.pairwise(found):
        assert one.end <= other.start
    if folded(words).split() and not whole and not re.search(r"\s", folded(words)):
        at = folded(text).find(folded(words).strip())
        assert found, "it stands there, so it is found"
        assert FoldedText(text).start_of(at) == found[0].start


@given(text=texts)
def test_folding_knows_the_way_back(text: str) -> None:
    there = FoldedText(text)
    assert there.folded == folded(text)
    for place in range(len(there.folded)):
        start, end = there.start_of(place), there.end_of(place + 1)
        assert 0 <= start < end <= len(text)
        assert there.folded[place] in folded(text[start:end])
        # A hit takes the accents after its last letter along.
        assert end == len(text) or folded(text[end]) != "" or end < start + 1


@given(text=texts)
def test_composed_or_not_is_the_same(text: str) -> None:
    marks = {c for c in text if unicodedata.combining(c) == ABOVE}
    latin = "".join(c for c in text if c.isascii() or "LATIN" in unicodedata.name(c, "") or c in marks)
    plain = unicodedata.normalize("NFC", latin)
    assert folded(unicodedata.normalize("NFD", plain)) == folded(plain)


@given(texts)
def test_a_long_text_is_folded_as_its_letters_are(text: str) -> None:
    padded = f"{text} " + "Plain words. " * 100
    assert folded(padded) == "".join(map(folded, padded))
