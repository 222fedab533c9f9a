"""What holds for the layout of any text whatever: it covers the text once, ends soon, and never fails."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from border_annotator.nlp.segments import read_layout
from tests.nlp.pages import page
from tests.nlp.test_pages import PAGES

LINES = sorted({line for written in PAGES.values() for line in page(written)[0].splitlines()})
BITS = (
    "share print ", "- ", "> ", "1,1,", "!1", "Home > ", "a-a-a-", "(", "[", "Photo: ", "Ann Lee/AFP", "tel ",
    "a@b.cd ", "#x ", "| ", "\t", ". ", "5 May 2024 ", "— ", "updated ", "min read ", "we use cookies ", "by Ann Lee, ",
    "“", "subscribe to our newsletter ", "street 12 ", "LV-1010 ", "is a reporter ", "RIGA (LETA) ", "contributed to ",
)  # fmt: skip


def covers_once(text: str) -> None:
    layout = read_layout(text, text[:60])
    spans = sorted([*(s.span for s in layout.segments), *(b.span for b in layout.boilerplate)])
    for one, two in itertools.pairwise(spans):
        assert not one.overlaps(two)
    for span in spans:
        assert span.fits(text)
        assert span.text_in(text) == span.text_in(text).strip()
    assert sum(len("".join(span.text_in(text).split())) for span in spans) == len("".join(text.split()))
    if layout.title is not None:
        assert layout.title in [segment.span for segment in layout.segments if segment.label == "title"]
    if layout.published.span is not None:
        assert layout.published.span.fits(text)
        assert layout.published.value is not None


@given(st.text(max_size=400))
@example("")
@example("\ud800 a lone surrogate\n\udfff")
@example("date 2024-13-01\ndate 2024-02\n")
@example("A title\n\u2028\x85\x0bBy \u202eAnn\n\ufeff")
def test_any_characters(text: str) -> None:
    covers_once(text)


@given(st.lists(st.one_of(st.sampled_from(LINES), st.just(""), st.text(max_size=40)), max_size=25))
def test_the_lines_of_pages_in_any_order(lines: list[str]) -> None:
    covers_once("\n".join(lines))


@given(
    st.lists(st.sampled_from(BITS), min_size=1, max_size=4), st.integers(10, 1_600), st.sampled_from(["", ".", "!x"])
)
def test_any_repeated_pieces_of_lines(bits: list[str], length: int, end: str) -> None:
    bit = "".join(bits)
    line = (bit * (length // len(bit) + 1))[:length] + end
    start = time.process_time()
    covers_once(f"{line}\n{line}\nRunning text stands here, and it ends as a sentence does.\n{line}")
    assert time.process_time() - start < 2


ENDLESS = {
    "words": "word " * 100_000,
    "one word": "a" * 500_000,
    "brackets": "(" * 250_000 + "[" * 250_000,
    "digits": "1" * 500_000,
    "empty lines": "\n" * 500_000,
    "short lines": "a\n" * 30_000,
    "comments": "Comments\n" * 30_000,
    "lists of articles": "Most read\nA boat is found\n" * 12_000,
    "biographies": "Ann Lee is a reporter for the Post and covers the border.\n" * 8_000,
    "dates": "5 May 2024\n" * 6_000,
    "captions": "A boat off Samos. (Photo: Ann Lee/AFP)\n" * 8_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_long_texts_end_in_time(name: str) -> None:
    start = time.process_time()
    covers_once(ENDLESS[name])
    assert time.process_time() - start < 20


def test_the_time_grows_with_the_length() -> None:
    article = "\n".join(LINES) + "\n"
    read_layout(article)

    def needed(times: int) -> float:
        start = time.process_time()
        read_layout(article * times)
        return time.process_time() - start

    small = min(needed(20) for _ in range(3))
    assert needed(200) < 25 * small
