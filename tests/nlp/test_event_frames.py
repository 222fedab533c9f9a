"""Who, where, when and whether: sentences of every voice, none of which is in our articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.nlp.test_events_of_any_article import read

if TYPE_CHECKING:
    from border_annotator.nlp.prelabeler import Prelabeler


@pytest.mark.parametrize(
    ("text", "trigger", "filled"),
    [
        ("Norway closed the Storskog crossing point.", "closed", ("authority", "Norway")),
        ("The border was closed by Slovakia on Friday.", "closed", ("authority", "Slovakia")),
        ("Drivers condemned Slovakia’s closure of the border.", "closure", ("authority", "Slovakia")),
        ("Norway decided to close the border with Russia.", "close", ("authority", "Norway")),
        ("Police took nine migrants into custody near Subotica.", "custody", ("person", "migrants")),
        ("Forty people were rescued, six of whom were taken to hospital.", "taken", ("recipient", "people")),
        (
            "The interior minister, Maria Hoffmann, said guards had turned back 12 migrants.",
            "turned",
            ("source", "Maria Hoffmann"),
        ),
        ("Sixty officers of Frontex arrived in Cyprus.", "arrived", ("force", "officers")),
        ("Sixty officers of Frontex reinforced the checkpoint.", "reinforced", ("sender", "Frontex")),
        ("Texas sent 1,500 National Guard troops to the border.", "sent", ("force", "troops")),
        ("Norway stood by Finland.", "stood", ("supported", "Finland")),
        ("Four soldiers were withdrawn from Narva.", "withdrawn", ("place", "Narva")),
        ("In Narva, where 40 soldiers are stationed, nothing moved.", "stationed", ("place", "Narva")),
        ("Illegal crossings came to 764 in May.", "crossings", ("count", "764")),
        ("Serbia accused Kosovo of lying.", "accused", ("content", "lying")),
    ],
)  # fmt: skip
def test_roles_in_every_voice(prelabeler: Prelabeler, text: str, trigger: str, filled: tuple[str, str]) -> None:
    event, entities = read(prelabeler, text)[trigger]
    spans = {(a.role, a.span.text_in(text)) for a in event.arguments if a.span is not None}
    assert filled in entities | spans


@pytest.mark.parametrize(
    ("text", "trigger", "status", "polarity"),
    [
        ("The reopening of the border has been postponed.", "reopening", "planned", "negative"),
        ("There are no plans to close the border.", "close", "planned", "negative"),
        ("Every week the coast guard turns back dozens of migrants.", "turns", "ongoing", "positive"),
        ("Imagine that Serbia, tired of waiting, closed the border.", "closed", "hypothetical", "positive"),
        ("Police arrested two drivers on suspicion of smuggling migrants.", "smuggling", "alleged", "positive"),
        ("A boy from Eritrea is still missing.", "missing", "ongoing", "positive"),
        ("The charity X accused Serbia of beating migrants. Belgrade denied it.", "beating", "denied", "positive"),
        ("Not one death was recorded in March.", "death", "occurred", "negative"),
    ],
)  # fmt: skip
def test_whether_it_is_so(prelabeler: Prelabeler, text: str, trigger: str, status: str, polarity: str) -> None:
    event, _ = read(prelabeler, text)[trigger]
    assert (event.status, event.polarity) == (status, polarity)


def test_both_sides_of_a_denied_claim_are_its_sources(prelabeler: Prelabeler) -> None:
    text = "The charity Open Shore accused Serbia of beating migrants. The Interior Ministry denied it."
    event, filled = read(prelabeler, text)["beating"]
    assert event.attribution == "contested"
    assert {words for role, words in filled if role == "source"} >= {"Open Shore", "Interior Ministry"}


def test_the_step_means_what_was_told_before(prelabeler: Prelabeler) -> None:
    text = "Norway closed the border with Russia. Sweden praised the step."
    found = read(prelabeler, text)
    closed, praised = found["closed"][0], found["praised"][0]
    assert closed.id in {a.ref for a in praised.arguments if a.role == "content"}
    assert ("supported", "Norway") in found["praised"][1]


def test_an_incident_goes_on_where_and_when_the_story_is(prelabeler: Prelabeler) -> None:
    text = "Forty migrants reached Samos on 3 May 2024. Two of them drowned."
    drowned = read(prelabeler, text)["drowned"][0]
    assert (drowned.time.norm, drowned.time.basis) == ("2024-05-03", "inherited")
    assert drowned.geo.countries == ("GR",)


@pytest.mark.parametrize(
    "text",
    [
        "The team pushed back the deadline.",
        "The attempt to amend the law failed.",
        "The shop by the border closed.",
        "The rain arrested the advance.",
        "Officers are tasked with patrolling the border.",
        "He smuggled a joke into the speech.",
        "The bill is dead.",
    ],
)
def test_look_alikes_stay_silent(prelabeler: Prelabeler, text: str) -> None:
    assert not read(prelabeler, text)


def test_a_comparison_is_no_time_of_the_event(prelabeler: Prelabeler) -> None:
    text = "In May 2024, guards turned back 58 migrants, up from 41 in April 2024."
    event, filled = read(prelabeler, text)["turned"]
    assert event.time.norm == "2024-05"
    assert ("time", "April 2024") not in filled


@pytest.mark.parametrize(
    ("text", "trigger", "countries", "precision"),
    [
        ("Denmark prolonged its checks on the German border.", "prolonged", ("DK",), "border"),
        ("Mexico deployed 900 troops along its northern border.", "deployed", ("MX",), "border"),
        ("Rabat closed the Beni Enzar crossing.", "closed", ("ES", "MA"), "point"),
        ("Latvia closed Pāternieki, its last open crossing point.", "closed", ("LV",), "point"),
        ("Norway sent 40 officers to the coast.", "sent", ("NO",), "country"),
        ("Serbian police beat two men.", "beat", ("RS",), "border"),
    ],
)
def test_where_it_happens(
    prelabeler: Prelabeler, text: str, trigger: str, countries: tuple[str, ...], precision: str
) -> None:
    event, _ = read(prelabeler, text)[trigger]
    assert (event.geo.countries, event.geo.precision) == (countries, precision)


def test_each_report_is_where_its_dateline_says(prelabeler: Prelabeler) -> None:
    text = (
        "SKOPJE, North Macedonia, March 3 (AP) – Officers turned back 40 people on Monday, nine more than in May.\n\n"
        "SUBOTICA, Serbia, March 3 (AP) – Two men were beaten on Saturday night, and nobody has been arrested so far.\n"
    )
    found = read(prelabeler, text)
    assert found["turned"][0].geo.countries == ("MK",)
    assert found["beaten"][0].geo.countries == ("RS",)


def test_a_list_of_crossing_points_is_closed_as_a_whole(prelabeler: Prelabeler) -> None:
    text = "Lithuania will close two crossings with Belarus, Medininkai and Šalčininkai, on Monday."
    filled = read(prelabeler, text)["close"][1]
    assert {("crossing_point", "Medininkai"), ("crossing_point", "Šalčininkai")} <= filled


def test_a_spot_is_a_place_and_a_region_the_host(prelabeler: Prelabeler) -> None:
    assert ("place", "Subotica") in read(prelabeler, "Hungary sent 20 officers to Subotica.")["sent"][1]
    assert ("host", "Lapland") in read(prelabeler, "Helsinki sent 20 officers to Lapland.")["sent"][1]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Norway will reopen two crossings on the border with Russia.", {"BorderControl.Reopening"}),
        ("Guards turned away 40 migrants attempting to enter Latvia.", {"Crossing.Pushback"}),
        ("Norway shut the border to block refugees.", {"BorderControl.Closure"}),
        ("He was arrested on suspicion of helping migrants cross the border.", {"Legal.Arrest"}),
        ("Last week 419 people made the journey to Samos.", {"Crossing.Entry"}),
    ],
)
def test_one_act_is_one_event(prelabeler: Prelabeler, text: str, types: set[str]) -> None:
    assert {event.type for event, _ in read(prelabeler, text).values()} == types


def test_a_required_role_comes_from_the_event_before(prelabeler: Prelabeler) -> None:
    text = "Norway closed the Storskog crossing point on Monday. It was reopened two days later."
    assert ("authority", "Norway") in read(prelabeler, text)["closed"][1]
    assert ("crossing_point", "crossing point") in read(prelabeler, text)["reopened"][1]
