"""Texts that no editor would print: each gives a result in bounded time. Sizes are such that work which grows with the
square of a text's length would take minutes."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.nlp import boilerplate
from border_annotator.nlp.boilerplate import kind_of_line
from border_annotator.nlp.pieces import LONGEST_PIECE, LONGEST_SENTENCE, LONGEST_WORD, SENTENCE_END, pieces_of
from border_annotator.nlp.prelabeler import Prelabeler
from border_annotator.nlp.worker import WorkerPool
from tests.nlp.articles import document
from tests.nlp.sound import assert_sound

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.suggestion import Suggestion

# What patterns, the tokenizer, the parser or the loops over an article may choke on when it comes again and again.
REPEATED = (
    "a", "a ", "A", "A ", "Aa ", "A. ", "a-", "1", "1 ", "1,", "1.", "1-", "1/", "1:", "123 ", "123,", "1 to ", "0.",
    "€1 ", "$", "1% ", "½", "(", "((a) ", "[", ".", ". ", "...", "…", "-", "--------", "- ", " — ", "“",
    "“A ” ", '" ', "'",
    "’s ", "?! ", "from ", "and ", "half ", "the ", "of ", "one ", "one-", "hundred ", "at least ", "number of ",
    "border ", "border with ", "Poland ", "Poland, ", "Poland and ", "Poland-", "Ministry of ", "North of ", "May ",
    "May 1, ", "1 May ", "Monday ", "2024 ", "2024-", "a year ago ", "closed ", "to close ", "said that ", "by ",
    "accused Minsk of accusing ", "arrest of ", "Poland accused Belarus, ", "two of the six ", "nine of whom ",
    "these 18 men ", "no attempts ", "18 people, 19 men and 20 women ", "He said “she said ‘he said ", "He closed it. ",
    "The government closed the border. ", "the Commission ", "Anna Smith said. Smith said. ", "share ", "share, ",
    "news | ", " | ", "| 12 ", "\t12", "a@", "a@b.", "http://", "(Read Also: ", "(ad) ", "00 1 ", "+1 (2) ", "😀",
    "😀 ",
    "👩‍👩‍👧", "🇵🇱", "\u0301", "a\u0301", "\u200d", "\ufeff", "\x00", "a\x00 ", "\x01\x1b[31m ", "\x7f", "\x85",
    "\u2028",
    "\u202eabc\u202c ", "قالت بولندا 12 ", "Польша закрыла 2 ", "波兰关闭边境。", "ไทย", "\ud83d", "a\ude00 ", " ",
    "\u00a0", "\n",
    "a\n", "Ab\n", "Poland Shuts Border\n", "Most read\n", "- 5 men\n", "By Anna\n", "date 2024-01-01 ", "x\r",
)  # fmt: skip


def repeated(unit: str, length: int) -> str:
    """A unit again and again."""
    return (unit * (length // len(unit) + 1))[:length]


@pytest.fixture(scope="session")
def without_model(schema: Schema) -> Prelabeler:
    """A pre-labeler that loads no model: its own patterns and loops are quicker to meet."""
    return Prelabeler(schema, "blank")


@pytest.mark.parametrize("unit", REPEATED, ids=ascii)
def test_anything_again_and_again(prelabeler: Prelabeler, unit: str) -> None:
    text = f"Latvia sent 15 guards to Kena on 5 May 2024.\n{repeated(unit, 1_500)}\nPolice held two men near Riga."
    found = prelabeler.label(document(text))
    assert_sound(text, found, prelabeler.schema)
    assert {"Latvia", "15"} <= words_of(text, found)


def words_of(text: str, suggestions: list[Suggestion]) -> set[str]:
    """What the suggestions that are no events cover."""
    return {s.value.span.text_in(text) for s in suggestions if not isinstance(s.value, Event)}


def test_everything_again_and_again_in_one_article(without_model: Prelabeler) -> None:
    text = "\n\n".join(repeated(unit, 2_000) for unit in REPEATED)
    assert_sound(text, without_model.label(document(text)), without_model.schema)


@pytest.mark.parametrize("unit", ["(", "“", "A", "Poland-", "123 ", "€1 ", "A A ", "\u00a0", "😀"], ids=ascii)
def test_one_endless_line(without_model: Prelabeler, unit: str) -> None:
    text = repeated(unit, 60_000)
    assert_sound(text, without_model.label(document(text)), without_model.schema)


def test_five_megabytes_of_digits(without_model: Prelabeler) -> None:
    assert without_model.label(document("1234567890" * 500_000)) == []


def test_a_hundred_thousand_short_lines() -> None:
    article = document("Riga\n" * 100_000)
    assert sum(len(piece.text.split()) for piece in pieces_of(article)) == 100_000


def test_a_sentence_of_twenty_thousand_words(prelabeler: Prelabeler) -> None:
    text = "Latvia " + "closed two posts and Poland sent 15 officers to Kena on Friday because " * 1_600 + "it did."
    assert len(text.split()) > 20_000
    found = prelabeler.label(document(text))
    assert_sound(text, found, prelabeler.schema)
    assert sum(isinstance(s.value, Event) for s in found) > 1_600


def test_ten_thousand_events(prelabeler: Prelabeler) -> None:
    text = "A man drowned. " * 10_000
    found = prelabeler.label(document(text))
    assert sum(isinstance(s.value, Event) for s in found) == 10_000
    assert len({s.id for s in found}) == len(found)


def test_a_table_of_ten_thousand_rows(without_model: Prelabeler) -> None:
    rows = "".join(f"{day % 28 + 1} May 2024 | {day + 3_000} | {day % 90} | {day % 7}\n" for day in range(10_000))
    text = f"Arrivals by day\nDay | Poland | Latvia | Estonia\n{rows}"
    found = without_model.label(document(text))
    figures = [s.value for s in found if isinstance(s.value, Figure)]
    assert sum(figure.is_temporal for figure in figures) == 10_000
    cells = [figure for figure in figures if figure.value is not None and figure.period is not None]
    assert len(cells) == 30_000
    assert all(figure.counted and figure.counted.startswith("arrival") for figure in cells)


def test_quotations_in_quotations(prelabeler: Prelabeler) -> None:
    text = "He said “" * 200 + "Latvia closed the border" + "”" * 200 + "."
    assert_sound(text, prelabeler.label(document(text)), prelabeler.schema)


@pytest.mark.parametrize("unit", [*REPEATED, "share a", "more news from ", "x / AFP "], ids=ascii)
def test_no_line_is_hard_to_tell_from_boilerplate(unit: str) -> None:
    beginnings = {word for _, pattern in LINE_PATTERNS for word in re.findall(r"[a-z]{3,}", pattern.pattern)[:4]}
    for beginning in ("", *sorted(beginnings)):
        kind_of_line(repeated(f"{beginning} {unit}", 300) + "\x01")
        kind_of_line(f"{beginning} {repeated(unit, 300)}\x01")


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for name, value in vars(boilerplate).items():
        many = value if isinstance(value, tuple | list) else [value]
        for one in many:
            inner = one if isinstance(one, tuple | list) else [one]
            found += [(name, pattern) for pattern in inner if isinstance(pattern, re.Pattern)]
    return found


LINE_PATTERNS = _patterns()


@given(
    parts=st.lists(
        st.tuples(
            st.sampled_from(["a", "word ", "A b. ", "Ü", "e\u0301", "👩‍👩‍👧", " ", "\u00a0", ". ", "\n", "12 "]),
            st.integers(1, 3_000),
        ),
        max_size=5,
    )
)
@example(parts=[("a", 5_000), ("word ", 3_000), (" ", 500), ("A b. ", 2_000)])
def test_pieces_hold_everything_and_none_is_too_long(parts: list[tuple[str, int]]) -> None:
    text = "".join(unit * count for unit, count in parts)
    article = document(text)
    pieces = list(pieces_of(article))
    read = [segment.span for segment in article.layout.segments if segment.label != "date_header"]
    wanted = "".join("".join(span.text_in(text).split()) for span in read)
    assert "".join("".join(piece.text.split()) for piece in pieces) == wanted
    for piece in pieces:
        assert len(piece.text) == len(piece.span) <= LONGEST_PIECE
        assert piece.text == piece.text.strip()
        assert max(map(len, piece.text.split())) <= LONGEST_WORD
        ends = [0, *(match.end() for match in SENTENCE_END.finditer(piece.text)), len(piece.text)]
        assert all(end - begin <= LONGEST_SENTENCE for begin, end in itertools.pairwise(ends))


def test_half_a_character_is_read_in_another_process(schema: Schema) -> None:
    text = "Poland closed two crossings \ud83d on 5 May 2024. \ude00"
    with WorkerPool(schema.source, "blank") as pool:
        pool.submit(document(text))
        labelled = []
        while pool.outstanding:
            labelled += pool.collect(5)
    (one,) = labelled
    assert one.error is None
    assert {"Poland", "two", "5 May 2024"} <= words_of(text, list(one.suggestions))
