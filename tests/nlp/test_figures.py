from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.domain.span import Span
from border_annotator.nlp.figures import find_quantities, parse_value, read_quantity
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from border_annotator.domain.figure import Number


@pytest.mark.parametrize(
    ("text", "value", "minimum", "maximum", "comparator", "change"),
    [
        ("300", 300, None, None, "eq", "none"),
        ("about 300", 300, None, None, "approx", "none"),
        ("10-12", None, 10, 12, "between", "none"),
        ("between 20 and 30", None, 20, 30, "between", "none"),
        ("10 to 12 million", None, 10_000_000, 12_000_000, "between", "none"),
        ("at least 40", 40, None, None, "at_least", "none"),
        ("500+", 500, None, None, "at_least", "none"),
        ("up to 40", 40, None, None, "at_most", "none"),
        ("nearly 40", 40, None, None, "less_than", "none"),
        ("1.5 million", 1_500_000, None, None, "eq", "none"),
        ("2.4bn", 2_400_000_000, None, None, "eq", "none"),
        ("10 000", 10_000, None, None, "eq", "none"),
        ("1\u202f234", 1234, None, None, "eq", "none"),
        ("two hundred and five", 205, None, None, "eq", "none"),
        ("half a dozen", 6, None, None, "eq", "none"),
        ("all but one", 1, None, None, "all_but", "none"),
        ("dozens", None, 24, None, "indefinite", "none"),
        ("tens of thousands", None, 20_000, None, "indefinite", "none"),
        ("an additional 10,000", 10_000, None, None, "eq", "additional"),
        ("no", 0, None, None, "eq", "none"),
    ],
)
def test_what_a_reviewer_types(
    text: str, value: Number | None, minimum: Number | None, maximum: Number | None, comparator: str, change: str
) -> None:
    parsed = parse_value(f" {text} ")
    assert (parsed.value, parsed.minimum, parsed.maximum) == (value, minimum, maximum)
    assert (parsed.comparator, parsed.change) == (comparator, change)


@pytest.mark.parametrize("text", ["", "many", "border", "9" * 400, "12 dogs", "hundred hundred " * 30])
def test_nonsense_is_told_in_one_sentence(text: str) -> None:
    with pytest.raises(KnownError, match="is not an amount"):
        parse_value(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20 fresh border guards to the country", [("20", "count", 20, "border guard")]),
        (
            "two of the six border crossing points",
            [("two", "count", 2, "border crossing point"), ("six", "count", 6, "border crossing point")],
        ),
        ("no attempts by migrants", [("no", "count", 0, "attempt")]),
        ("no doubt about it", []),
        ("not a single migrant", [("not a single", "count", 1, "migrant")]),
        ("one of the most", []),
        ("one migrant died", [("one", "count", 1, "migrant")]),
        ("not the first time", [("first", "ordinal", 1, "time")]),
        ("was first announced by first-time applicants", []),
        ("Article 5 and Title 42", []),
        ("an F-16 and COVID-19 and Regulation 2016/399", []),
        ("call +48 22 123 45 67", []),
        ("EUR 2.4 million", [("EUR 2.4 million", "money", 2_400_000, None)]),
        ("€350m", [("€350m", "money", 350_000_000, None)]),
        ("a 418-km fence", [("418-km", "measure", 418, None)]),
        ("down 39%", [("down 39%", "percent", 39, None)]),
        ("a 21-year-old man", [("21-year", "measure", 21, None)]),
        ("one in five", [("one in five", "ratio", 0.2, None)]),
        ("dozens of migrants", [("dozens", "count", None, "migrant")]),
    ],
)
def test_quantities_in_running_text(text: str, found: list[tuple[str, str, Number | None, str | None]]) -> None:
    assert [(text[q.start : q.end], q.kind, q.parsed.value, q.counted) for q in find_quantities(text)] == found


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("20 more guards", "additional"),
        ("down 39%", "decrease"),
        ("a 12% rise", "increase"),
        ("20 guards", "none"),
        ("11 fewer crossings", "decrease"),
    ],
)
def test_changes_are_never_stocks(text: str, change: str) -> None:
    assert find_quantities(text)[0].parsed.change == change


def test_a_selected_quantity_is_filled_in() -> None:
    text = "Poland sent at least 300 more soldiers."
    figure = read_quantity(text, Span(12, 24))
    assert (figure.value, figure.comparator, figure.change) == (300, "at_least", "additional")
    assert (figure.unit, figure.counted, figure.span) == ("person", "soldier", Span(12, 24))


def test_a_selection_without_a_number_is_still_a_figure() -> None:
    figure = read_quantity("Many soldiers came", Span(0, 4))
    assert (figure.kind, figure.value, figure.counted) == ("count", None, "soldier")


@given(st.text(max_size=120) | st.text(alphabet="0123456789,. -–onethwundrd%€$m", max_size=120), st.data())
def test_any_selection_gives_a_figure(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    figure = read_quantity(text, span)
    assert figure.span == span
    assert not figure.is_temporal
    previous = 0
    for quantity in find_quantities(text):
        assert previous <= quantity.start < quantity.end <= len(text)
        previous = quantity.end


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("border guards", "border guard"),
        ("people", "person"),
        ("policemen", "policeman"),
        ("women", "woman"),
        ("countries", "country"),
        ("crossings", "crossing"),
        ("bus", "bus"),
        ("boxes", "box"),
        ("analysis", "analysis"),
    ],
)
def test_singulars(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert singular(one) == one
