"""What stands in the lines of the editors, read back: nothing is lost, and everything can be reached."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.annotation import Annotation, new_id
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event, EventGeo, EventTime
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.services.written_details import (
    WrongFieldsError,
    one_of,
    read_event_time,
    read_geo,
    written_time,
)
from border_annotator.services.written_figures import read_line, read_quantity_fields, written_quantity
from border_annotator.services.written_times import moved, norm_of, read_time_fields, written_time_fields
from tests.gold_suggestions import gold_of

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema

SPAN = Span(0, 3)
SEEDS = ("000_4649726c9b6e0d0e.txt", "003_3cc3049288d45523.txt")
days = st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1))


def gold() -> list[Annotation]:
    return [value for seed in SEEDS for value in gold_of(seed)]


def figures(*, temporal: bool) -> list[Figure]:
    return [value for value in gold() if isinstance(value, Figure) and value.is_temporal == temporal]


def names_for(all_figures: list[Figure]) -> dict[str, str]:
    return {figure.id: f"figure {number}" for number, figure in enumerate(all_figures)}


def test_every_quantity_is_reached_from_every_other(schema: Schema) -> None:
    found = figures(temporal=False)
    names = names_for(found)
    for one in found:
        for other in found:
            wanted = replace(other, id=one.id, span=one.span)
            refs = {r for r in (wanted.period, wanted.of_total, wanted.repeat_of, wanted.superseded_by) if r}
            known = names | {ref: f"linked {k}" for k, ref in enumerate(sorted(refs))}
            assert read_quantity_fields(one, written_quantity(wanted, known), known, schema) == wanted


def test_every_time_is_reached_from_every_other(schema: Schema) -> None:
    found = figures(temporal=True)
    for one in found:
        for other in found:
            wanted = replace(other, id=one.id, span=one.span)
            assert read_time_fields(one, written_time_fields(wanted), schema) == wanted


def test_every_time_and_place_of_an_event_is_reached_from_every_other(schema: Schema) -> None:
    events = [value for value in gold() if isinstance(value, Event)]
    for one in events:
        for other in events:
            assert read_geo(", ".join(other.geo.countries), other.geo.precision, one.geo, schema).countries == (
                other.geo.countries
            )
            written = written_time(other.time)
            assert read_event_time(written, one.time, schema).start_date == other.time.start_date
        # Once the countries are there a precision that is written stays.
        there = EventGeo(one.geo.countries, "point")
        assert read_geo(", ".join(there.countries), one.geo.precision, there, schema) == one.geo
        assert read_event_time(written_time(one.time), one.time, schema) == one.time


@given(start=days, length=st.integers(0, 400), step=st.sampled_from(["day", "week"]), amount=st.integers(-60, 60))
def test_days_and_weeks_go_there_and_back(start: datetime.date, length: int, step: str, amount: int) -> None:
    end = start + datetime.timedelta(days=length)
    kind = "date" if start == end else "date_range"
    figure = Figure(
        new_id(), Span(0, 3), kind, norm=norm_of(start, end), start_date=start, end_date=end, basis="explicit"
    )
    there = moved(figure, step, amount, None)
    assert there.start_date == start + datetime.timedelta(days=amount * (7 if step == "week" else 1))
    assert moved(there, step, -amount, None) == figure


@given(day=days, step=st.sampled_from(["month", "year"]), amount=st.integers(-30, 30))
def test_whole_months_stay_whole(day: datetime.date, step: str, amount: int) -> None:
    first = day.replace(day=1)
    last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    figure = Figure(
        new_id(), Span(0, 3), "date", norm=f"{first:%Y-%m}", start_date=first, end_date=last, basis="explicit"
    )
    there = moved(figure, step, amount, None)
    assert there.norm == f"{there.start_date:%Y-%m}"
    assert moved(there, step, -amount, None) == figure


def test_a_time_without_dates_begins_at_the_publication_date() -> None:
    figure = Figure(new_id(), Span(0, 3), "date", norm="XXXX-09-10", basis="underspecified")
    published = datetime.date(2023, 11, 5)
    assert moved(figure, "day", 1, published).start_date == datetime.date(2023, 11, 6)
    with pytest.raises(KnownError, match="write a date"):
        moved(figure, "day", 1, None)


@pytest.mark.parametrize("step", ["day", "week", "month", "year"])
def test_time_has_an_end(step: str) -> None:
    day = datetime.date(2099, 12, 31)
    figure = Figure(new_id(), Span(0, 3), "date", norm="2099-12-31", start_date=day, end_date=day, basis="explicit")
    with pytest.raises(KnownError, match="other way"):
        moved(figure, step, 100, None)


@pytest.mark.parametrize(
    ("written", "norm", "start", "end", "precision"),
    [
        ("2023-11-10", "2023-11-10", "2023-11-10", "2023-11-10", "day"),
        ("from 3 May 2024", "2024-05-03/", "2024-05-03", None, "range"),
        ("until 2025-03-31", "/2025-03-31", None, "2025-03-31", "range"),
        ("3 May 2024 to 5 May 2024", "2024-05-03/2024-05-05", "2024-05-03", "2024-05-05", "range"),
    ],
)
def test_norm_and_precision_follow_written_dates(
    schema: Schema, written: str, norm: str, start: str | None, end: str | None, precision: str
) -> None:
    time = read_event_time(replace(written_time(EventTime()), dates=written), EventTime(), schema)
    dates = tuple(datetime.date.fromisoformat(day) if day else None for day in (start, end))
    assert time == EventTime(norm, dates[0], dates[1], precision, "explicit")
    assert read_event_time(replace(written_time(time), dates="none"), time, schema) == EventTime()


def test_closed_lists_take_beginnings_that_are_clear(schema: Schema) -> None:
    assert one_of("multi", schema.values("geo_precision"), "precision") == "multi_country"
    assert one_of("border", schema.values("geo_precision"), "precision") == "border"
    with pytest.raises(KnownError, match="at_least, at_most"):
        one_of("at", schema.comparators, "comparator")
    with pytest.raises(WrongFieldsError) as wrong:
        read_geo("Atlantis", "nowhere", EventGeo(), schema)
    assert set(wrong.value.reasons) == {"countries", "precision"}


def test_groups_of_countries_are_opened(schema: Schema) -> None:
    found = read_geo("Baltic states; Poland", "unknown", EventGeo(), schema)
    assert found == EventGeo(("EE", "LT", "LV", "PL"), "multi_country")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("40", (40, None, None, "eq", "none", "person", "man")),
        ("approx. 300 persons, additional", (300, None, None, "approx", "additional", "person", "person")),
        ("10-12 boats", (None, 10, 12, "between", "none", "vehicle", "boat")),
        ("EUR 2.4 million", (2_400_000, None, None, "eq", "none", "EUR", "amount")),
        ("an additional 10,000 troops", (10_000, None, None, "eq", "additional", "person", "troop")),
        ("at least 40, decrease", (40, None, None, "at_least", "decrease", "person", "man")),
    ],
)
def test_one_line(schema: Schema, line: str, expected: tuple[object, ...]) -> None:
    figure = Figure(
        new_id(), Span(0, 3), "count", value=5, comparator="eq", change="none", unit="person", counted="man"
    )
    read = read_line(figure, line, schema)
    assert (
        read.value,
        read.minimum,
        read.maximum,
        read.comparator,
        read.change,
        read.unit,
        read.counted,
    ) == expected


@pytest.mark.parametrize("line", ["", "plenty of", "40 x 3", "2 of 6", "12-10", "1e999", ", additional"])
def test_no_amount_is_no_line(schema: Schema, line: str) -> None:
    figure = Figure(new_id(), Span(0, 3), "count", value=5)
    with pytest.raises(KnownError):
        read_line(figure, line, schema)
