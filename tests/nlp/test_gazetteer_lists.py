"""The shipped word lists: every row is sound, names mean one thing, and what a border needs is there."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from border_annotator.nlp.gazetteer import read_rows, resource
from border_annotator.nlp.name_lists import crossing_links, exact_name, find_names, folded, place_types

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema

COUNTRY = re.compile(r"[A-Z]{2}(?:\+[A-Z]{2})*")
LINK = re.compile(r"(?:(?:[a-z]+):)?[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:\+[A-Z]{2})*")
TYPES = {"", "town", "region", "river", "lake", "sea", "island", "area", "route", "camp"}
PREFIXES = {
    "BORDER_AGENCY": "agency", "MILITARY": "mil", "GOVERNMENT": "gov", "INTL_ORG": "org", "ARMED_GROUP": "group",
    "CIVIL_ORG": "ngo", "LAW_DOC": "law", "OPERATION": "op", "CROSSING_POINT": "bcp", "INFRASTRUCTURE": "place",
}  # fmt: skip
# ISO 3166-1 alpha-2, as of 2025; uninhabited territories included.
ISO = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA"
    " CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR"
    " GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM"
    " JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP"
    " MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY"
    " QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN"
    " TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK"
)
# Territories where hardly anybody lives.
EMPTY = {"AQ", "BL", "BQ", "BV", "CC", "GS", "HM", "NF", "NU", "PN", "TF", "TK", "UM"}
SECTIONS = (
    "no-ru fi-ru ee-ru lv-ru by-lv by-lt lt-ru pl-ru by-pl pl-ua sk-ua hu-ua ro-ua md-ro md-ua hu-rs hr-rs ba-hr ba-rs"
    " ba-me me-rs hr-si rs-xk me-xk al-xk mk-rs mk-xk al-mk gr-mk al-gr al-me bg-tr bg-gr bg-rs bg-mk bg-ro hu-ro ro-rs"
    " gr-tr es-ma ly-tn mx-us gt-mx"
)


def names_of(cell: str) -> list[str]:
    return [name.strip().removeprefix("~") for name in re.split("[;=]", cell) if name.strip()]


def rows(file: str) -> list[list[str]]:
    return [[*row, "", "", "", "", ""][:5] for row in read_rows(file)]


def test_every_iso_code_is_there() -> None:
    known = {code for row in rows("countries.tsv") for code in row[0].split("+")}
    places = {row[2] for row in rows("places.tsv")}
    assert set(ISO.split()) - known - places == EMPTY
    assert known <= set(ISO.split())


def test_states_have_a_demonym_and_a_capital() -> None:
    first: dict[str, list[str]] = {}
    for row in rows("countries.tsv"):
        first.setdefault(row[0], row)
    states = [row for row in first.values() if len(row[0]) == 2 and row[1]]
    assert len(states) >= 195
    # Congo's are those of its neighbour, “Congolese”; the others have none that articles use.
    assert {row[0] for row in states if not row[3]} == {"CG", "DM", "KI", "KN", "ST", "VA"}
    # City states, capitals called like the country, and Brussels, which is more than Belgium's capital.
    assert {row[0] for row in states if not row[4]} == {"AG", "BE", "DJ", "GD", "MC", "NR", "SG", "SM"}


@pytest.mark.parametrize("file", ["organisations.tsv", "places.tsv"])
def test_rows_are_sound(schema: Schema, file: str) -> None:
    for label, link, country, names, kind in rows(file):
        assert schema.has_label(label), (label, names)
        assert not country or COUNTRY.fullmatch(country), (country, names)
        assert names_of(names), (label, link)
        assert kind in TYPES
        assert not link or LINK.fullmatch(link), link
        if link or label != "PLACE":
            assert link.split(":")[0] == PREFIXES.get(label, link), (label, link)
        if ":" in link:
            assert link.split(":")[0] in schema.link_prefixes


def test_a_crossing_point_says_between_which_countries() -> None:
    for label, link, country, _, _ in rows("places.tsv"):
        if label == "CROSSING_POINT":
            code = country.casefold()
            assert code in link.removeprefix("bcp:").split("-")[:2], (link, country)


def test_a_name_means_one_thing() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for label, link, country, names, _ in (*rows("organisations.tsv"), *rows("places.tsv")):
        for group in names.split(";"):
            first = names_of(group)[0]
            for name in names_of(group):
                # A crossing point may be called like a town, a town like a region.
                if label != "CROSSING_POINT":
                    meant[f"{label} {name}"].add(link or f"{country} {folded(first)}")
    assert {name: links for name, links in meant.items() if len(links) > 1} == {}


def test_there_are_enough_of_them() -> None:
    links = {row[1] for row in rows("organisations.tsv")}
    assert len(links) >= 350
    assert len(place_types()) >= 2000


@pytest.mark.parametrize("section", SECTIONS.split())
def test_every_border_section_has_crossing_points(section: str) -> None:
    assert any(link.startswith(f"bcp:{section}-") for link in crossing_links().values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in Nice", ["Nice"]),
        ("Nice weather in Bar", ["Bar"]),
        ("Split the group", []),
        ("the town of Split", ["Split"]),
        ("along the Bug", ["Bug"]),
        ("the Bug river", ["Bug"]),
        ("A Bug was found", []),
        ("a turkey dinner, a van and a bug", []),
        ("Van drivers", []),
        ("from Van to Edirne", ["Van", "Edirne"]),
        ("Lesbos, Samos and Kos", ["Lesbos", "Samos", "Kos"]),
        ("Kos and Leros", ["Kos", "Leros"]),
        ("Reading the report", []),
        ("Batman is a film", []),
        ("Chop wood", []),
        ("Roma families", []),
        ("Mission accomplished", []),
        ("The reviewer, Nice said", []),
    ],
)
def test_common_words_are_names_only_beside_words_that_speak_of_a_place(text: str, found: list[str]) -> None:
    assert [text[name.start : name.end] for name in find_names(text)] == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VSAT", "State Border Guard Service"),
        ("Straż Graniczna", "Polish Border Guard"),
        ("Hrodna", "Grodno"),
        ("Kyiv", "Kiev"),
        ("Medininkai", "Kamenny Log"),
        ("Tarajal", "Bab Sebta"),
        ("UNHCR", "UN Refugee Agency"),
        ("Türkiye", "Turkey"),
        ("Evros", "Maritsa"),
        ("Ras Jedir", "Ras Ajdir"),
        ("Rio Grande", "Río Bravo"),
    ],
)
def test_ways_to_write_a_name_share_a_link(one: str, other: str) -> None:
    first, second = exact_name(one), exact_name(other)
    assert first is not None
    assert second is not None
    assert (first.label, first.link) == (second.label, second.link)


def test_sources_are_named_for_every_list() -> None:
    sources = resource("SOURCES.md").read_text(encoding="utf-8")
    for file in resource("places.tsv").parent.iterdir():
        assert file.name in sources or file.name == "SOURCES.md"
