"""What is likely, and what follows: places by roles and in one line, severity by status, what figures count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event, EventGeo
from border_annotator.domain.figure import Figure
from border_annotator.services import correct, create, event_details, likely
from border_annotator.services.written_details import read_place
from tests.gold_suggestions import sheet_of, suggest

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project
    from tests.services.test_correct_and_create import Work

from tests.services.test_correct_and_create import spot, work

__all__ = ["work"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("lt lv border", EventGeo(("LT", "LV"), "border")),
        ("lt", EventGeo(("LT",), "border")),
        ("c", EventGeo(("BY",), "country")),
        ("Poland, point", EventGeo(("PL",), "point")),
        ("North Macedonia locality", EventGeo(("MK",), "locality")),
        ("border_s", EventGeo(("BY",), "border_section")),
        ("none", EventGeo()),
        ("none border", EventGeo((), "border")),
        ("- multi_country", EventGeo((), "multi_country")),
        ("lt border", EventGeo(("LT",), "border")),
    ],
)
def test_a_place_in_one_line(schema: Schema, written: str, expected: EventGeo) -> None:
    assert read_place(written, EventGeo(("BY",), "border"), schema) == expected


def test_how_exact_a_place_is_stays_as_it_is_written_also_without_a_country(schema: Schema) -> None:
    before = EventGeo(("RO",), "multi_country")
    assert read_place("none multi", before, schema) == EventGeo((), "multi_country")
    assert read_place("lt multi_country", before, schema) == EventGeo(("LT",), "multi_country")
    assert read_place("lt", before, schema) == EventGeo(("LT",), "country")


def test_what_is_no_place_is_refused(schema: Schema) -> None:
    with pytest.raises(KnownError, match="Atlantis"):
        read_place("Atlantis border", EventGeo(), schema)


def event_of(project: Project, event_id: str) -> Event:
    return correct.found_event(sheet_of(project), event_id)[1]


def made_by_hand(project: Project, sheet: Worksheet) -> Event:
    event_id, _ = create.add_event(project, sheet, "Force.Deployment", spot(sheet, "deploy an"))
    return event_of(project, event_id)


def test_severity_follows_what_did_not_happen(work: Work) -> None:
    project, sheet, *_ = work
    event = made_by_hand(project, sheet)
    usual = event.severity
    assert usual > 0
    for attribute, unreal, real in (("status", "hypothetical", "planned"), ("polarity", "negative", "positive")):
        correct.set_attribute(project, sheet_of(project), event.id, attribute, unreal)
        assert event_of(project, event.id).severity == 0
        correct.set_attribute(project, sheet_of(project), event.id, attribute, real)
        assert event_of(project, event.id).severity == usual


def test_the_place_follows_what_fills_the_roles(work: Work) -> None:
    project, sheet, *_ = work
    place = Entity(new_id(), spot(sheet, "Lithuanian"), "COUNTRY", "NAM", "iso:LT")
    event = made_by_hand(project, sheet)
    suggest(project, sheet.document.id, [place])
    correct.fill_role(project, sheet_of(project), event.id, "place", place.id)
    assert event_of(project, event.id).geo == EventGeo(("LT",), "country")


def test_a_place_that_was_set_stays(work: Work) -> None:
    project, sheet, *_ = work
    place = Entity(new_id(), spot(sheet, "Lithuanian"), "COUNTRY", "NAM", "iso:LT")
    event = made_by_hand(project, sheet)
    suggest(project, sheet.document.id, [place])
    event_details.set_event_geo(project, sheet_of(project), event.id, EventGeo(("FI",), "point"))
    correct.fill_role(project, sheet_of(project), event.id, "place", place.id)
    correct.clear_argument(project, sheet_of(project), event.id, Argument("place", ref=place.id))
    assert event_of(project, event.id).geo == EventGeo(("FI",), "point")


def test_likely_places_hold_no_present_one_and_each_once(work: Work, schema: Schema) -> None:
    _project, sheet, _troops, _number, event = work
    for geo in (EventGeo(), EventGeo(("LT",), "border"), EventGeo(("LT", "LV"), "multi_country")):
        found = likely.likely_places(schema, sheet, Event(event.id, event.type, event.trigger, geo=geo))
        assert geo not in found
        assert len(set(found)) == len(found)
        assert all(place.precision in schema.values("geo_precision") for place in found)


def test_what_figures_count(work: Work) -> None:
    _project, sheet, _troops, number, _event = work
    found = likely.likely_counted(sheet, number)
    assert "troop" in found
    assert len(set(found)) == len(found)
    soldiers = Figure(number.id, number.span, "count", value=2, counted="incident", unit="incident")
    assert likely.counting(soldiers, "border  guard").counted == "border guard"
    assert likely.counting(soldiers, "border guard").unit == "person"


def test_links_begin_as_their_label_says(work: Work) -> None:
    _project, _sheet, troops, *_ = work
    place = Entity(new_id(), troops.span, "PLACE", "NAM")
    assert likely.whole_link(place, "Kena Station") == "place:kena-station"
    assert likely.whole_link(place, "iso:LT") == "iso:LT"
    assert likely.whole_link(Entity(new_id(), troops.span, "COUNTRY", "NAM"), "lt") == "iso:LT"
    office = Entity(new_id(), troops.span, "GOVERNMENT", "NOM")
    assert likely.whole_link(office, "lt-interior") == "gov:LT-interior"
    assert likely.whole_link(office, "the ministry") == "the ministry"
