from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.span import Span
from border_annotator.nlp.dates import find_times, read_time, resolve, tense_around

WEDNESDAY = datetime.date(2024, 5, 15)


def reading(text: str, published: datetime.date | None) -> tuple[str, str, str | None, str | None, str | None]:
    """Words, norm, both days and bound of the only time in a text."""
    (found,) = find_times(text)
    said = resolve(found, published, tense_around(text, found.start))
    assert said is not None
    days = [day.isoformat() if day else None for day in (said.start, said.end)]
    return found.words.text, said.norm, days[0], days[1], found.bound


@pytest.mark.parametrize(
    ("text", "words", "norm", "start", "end", "bound"),
    [
        ("It opened today.", "today", "2024-05-15", "2024-05-15", "2024-05-15", None),
        ("They left yesterday.", "yesterday", "2024-05-14", "2024-05-14", "2024-05-14", None),
        ("It will close from Friday onwards.", "Friday", "2024-05-17", "2024-05-17", "2024-05-17", "from"),
        ("They closed it on Friday.", "Friday", "2024-05-10", "2024-05-10", "2024-05-10", None),
        ("They met on Wednesday.", "Wednesday", "2024-05-15", "2024-05-15", "2024-05-15", None),
        ("over the past three days", "the past three days", "P3D", "2024-05-12", "2024-05-15", None),
        ("It fell last week.", "last week", "2024-W19", "2024-05-06", "2024-05-12", None),
        ("It rose this year.", "this year", "2024", "2024-01-01", "2024-12-31", None),
        ("In 2021 it rose.", "2021", "2021", "2021-01-01", "2021-12-31", None),
        ("through March 2025", "March 2025", "2025-03", "2025-03-01", "2025-03-31", "until"),
        ("It stood since September 10.", "September 10", "2023-09-10", "2023-09-10", "2023-09-10", "from"),
        ("in mid-May", "mid-May", "2024-05-11/2024-05-20", "2024-05-11", "2024-05-20", None),
        ("on 3-4 May", "3-4 May", "2024-05-03/2024-05-04", "2024-05-03", "2024-05-04", None),
        ("At 16:05 it stopped.", "16:05", "2024-05-15T16:05", "2024-05-15", "2024-05-15", None),
        ("in a single day", "a single day", "P1D", None, None, None),
        ("a 12-hour halt", "12-hour", "PT12H", None, None, None),
        ("200 people a day", "a day", "P1D", None, None, None),
        (
            "It began at dawn on 21 October 2023.",
            "dawn on 21 October 2023",
            "2023-10-21TMO",
            "2023-10-21",
            "2023-10-21",
            None,
        ),
        ("They crossed overnight.", "overnight", "2024-05-14/2024-05-15", "2024-05-14", "2024-05-15", None),
        ("in the first quarter of 2024", "the first quarter of 2024", "2024-Q1", "2024-01-01", "2024-03-31", None),
        ("on 12/05/2023", "12/05/2023", "2023-05-12", "2023-05-12", "2023-05-12", None),
        ("two weeks ago", "two weeks ago", "2024-W18", "2024-04-29", "2024-05-05", None),
    ],
)
def test_times_count_from_the_publication(
    text: str, words: str, norm: str, start: str | None, end: str | None, bound: str | None
) -> None:
    assert reading(text, WEDNESDAY) == (words, norm, start, end, bound)


@pytest.mark.parametrize(
    ("text", "norm"),
    [("since September 10", "XXXX-09-10"), ("the past two weeks", "P2W"), ("They met on Friday.", "XXXX-WXX-5")],
)
def test_without_a_publication_date_there_are_no_days(text: str, norm: str) -> None:
    assert reading(text, None)[1:4] == (norm, None, None)


@pytest.mark.parametrize("text", ["It may march on.", "a 21-year-old man", "a 2,023 km line", "on 31 February 2023"])
def test_what_only_looks_like_a_time(text: str) -> None:
    assert all(resolve(found, WEDNESDAY, "past") is None for found in find_times(text))


def test_a_selected_time_is_read_in_its_sentence() -> None:
    text = "It was open. It will close on Friday for good."
    figure = read_time(text, Span(text.index("Friday"), text.index("Friday") + 6), WEDNESDAY)
    assert figure is not None
    assert (figure.norm, figure.start_date, figure.kind) == ("2024-05-17", datetime.date(2024, 5, 17), "date")
    assert read_time(text, Span(0, 2), WEDNESDAY) is None


def test_a_hedged_duration_keeps_its_hedge() -> None:
    text = "for a minimum of two weeks"
    figure = read_time(text, Span(4, len(text)), None)
    assert figure is not None
    assert (figure.kind, figure.norm, figure.comparator) == ("duration", "P2W", "at_least")


@given(
    st.text(max_size=100) | st.text(alphabet="0123456789-/: MayJunFridweks.", max_size=100),
    st.dates(min_value=datetime.date(1, 1, 1)) | st.none(),
    st.data(),
)
def test_any_selection_is_safe(text: str, published: datetime.date | None, data: st.DataObject) -> None:
    previous = 0
    for found in find_times(text):
        assert previous <= found.start < found.end <= len(text)
        previous = found.end
        said = resolve(found, published, "past")
        assert said is None or said.start is None or said.end is None or said.start <= said.end
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        read_time(text, Span(start, data.draw(st.integers(start + 1, len(text)))), published)
