"""Mappings: a first guess for every label that is met, and a file that says the same when it is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
)
from border_annotator.domain.mapping import ATTRIBUTE_FIELDS, AttributeRule, Becomes, Guess, LabelMapping, Rule
from border_annotator.domain.mapping_guess import Met, guessed
from border_annotator.formats.mapping_file import mapping_from_text, mapping_to_text, read_mapping, write_mapping

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.schema import Schema


def span(key: str, label: str, **attributes: str | bool | float | None) -> ForeignSpan:
    return ForeignSpan(key, label, (Piece(0, 1),), attributes=attributes)


def guess_for(schema: Schema, *articles: ForeignArticle) -> LabelMapping:
    met = Met()
    for article in articles:
        met.add(article)
    return guessed(met, schema)


@pytest.mark.parametrize(
    ("label", "becomes", "name", "guess"),
    [
        ("COUNTRY", Becomes.ENTITY, "COUNTRY", Guess.SAME),
        ("Border-Agency", Becomes.ENTITY, "BORDER_AGENCY", Guess.FOLDED),
        ("International org.", Becomes.ENTITY, "INTL_ORG", Guess.FOLDED),
        ("PER", Becomes.ENTITY, "PERSON", Guess.USUAL),
        ("ORG", Becomes.ENTITY, "CIVIL_ORG", Guess.USUAL),
        ("GPE", Becomes.ENTITY, "PLACE", Guess.USUAL),
        ("LOC", Becomes.ENTITY, "PLACE", Guess.USUAL),
        ("NORP", Becomes.ENTITY, "NATIONALITY", Guess.USUAL),
        ("DATE", Becomes.TIME, "", Guess.FOLDED),
        ("duration", Becomes.TIME, "duration", Guess.SAME),
        ("FIGURE", Becomes.FIGURE, "", Guess.USUAL),
        ("CARDINAL", Becomes.FIGURE, "count", Guess.USUAL),
        ("MONEY", Becomes.FIGURE, "money", Guess.FOLDED),
        ("Crossing.Pushback", Becomes.EVENT, "Crossing.Pushback", Guess.SAME),
        ("PUSHBACK", Becomes.EVENT, "Crossing.Pushback", Guess.FOLDED),
        ("Justice:Arrest-Jail", Becomes.EVENT, "Legal.Arrest", Guess.USUAL),
        ("Life:Die", Becomes.EVENT, "Incident.Death", Guess.USUAL),
        ("Sign_Agreement", Becomes.EVENT, "Diplomacy.Agreement", Guess.USUAL),
        ("ROUTE", Becomes.KEPT, "", Guess.NONE),
    ],
)
def test_the_first_guess_for_a_label(schema: Schema, label: str, becomes: Becomes, name: str, guess: Guess) -> None:
    rule = guess_for(schema, ForeignArticle("a", "x", spans=(span("1", label),))).label(label)
    assert (rule.becomes, rule.name, rule.guess) == (becomes, name, guess)


def test_events_roles_and_attributes_are_guessed_by_their_type(schema: Schema) -> None:
    article = ForeignArticle(
        "a",
        "x",
        spans=(span("T1", "ORG"), span("T2", "Attack", Modality="Reported", Negation=True)),
        events=(
            ForeignEvent(
                "E1",
                "Attack",
                "T2",
                (ForeignArgument("Attacker", "T1"), ForeignArgument("Place2", "T1"), ForeignArgument("Odd", "T1")),
                attributes={"Modality": "Reported", "Negation": True, "Colour": "red"},
            ),
        ),
    )
    mapping = guess_for(schema, article)
    assert mapping.label("Attack") == mapping.type("Attack") == Rule(Becomes.EVENT, ("Incident.Violence",), Guess.USUAL)
    assert mapping.role("Attack", "Attacker").name == "perpetrator"
    assert mapping.role("Attack", "Place2") == Rule(Becomes.EVENT, ("place",), Guess.FOLDED)
    assert mapping.role("Attack", "Odd").becomes is Becomes.KEPT
    assert mapping.attribute("Modality") == AttributeRule("status", {"Reported": "alleged"}, Guess.USUAL)
    assert mapping.attribute("Negation") == AttributeRule("polarity", {"true": "negative"}, Guess.USUAL)
    assert mapping.attribute("Colour").into is None


def test_labels_of_triggers_alone_are_no_entities(schema: Schema) -> None:
    article = ForeignArticle("a", "x", spans=(span("1", "trigger"),), events=(ForeignEvent("E", "Die", "1"),))
    assert guess_for(schema, article).label("trigger") == Rule(Becomes.LEFT_OUT, guess=Guess.USE)


def test_relations_from_what_becomes_an_event_are_roles(schema: Schema) -> None:
    article = ForeignArticle(
        "a",
        "x",
        spans=(span("1", "Pushback"), span("2", "ORG")),
        relations=(ForeignRelation("R1", "Agent", "1", "2"), ForeignRelation("R2", "caused_by", "1", "2")),
    )
    mapping = guess_for(schema, article)
    assert mapping.role("Pushback", "Agent") == Rule(Becomes.EVENT, ("authority",), Guess.USUAL)
    assert mapping.relation("caused_by").name == "caused_by"


names = st.text(st.characters(codec="utf-8"), max_size=12)
guesses = st.sampled_from(Guess)
rules = st.one_of(
    st.builds(
        Rule,
        st.sampled_from([Becomes.ENTITY, Becomes.EVENT]),
        st.lists(names.filter(bool), min_size=1, max_size=3).map(tuple),
        guesses,
        st.booleans(),
    ),
    st.builds(Rule, st.sampled_from([Becomes.FIGURE, Becomes.TIME]), st.just(()) | st.just(("count",)), guesses),
    st.builds(Rule, st.sampled_from([Becomes.KEPT, Becomes.LEFT_OUT]), st.just(()), guesses),
)
named = st.one_of(
    st.builds(Rule, st.just(Becomes.EVENT), st.tuples(names.filter(bool)), guesses, st.booleans()),
    st.builds(Rule, st.sampled_from([Becomes.KEPT, Becomes.LEFT_OUT]), st.just(()), guesses),
)
attributes = st.builds(
    AttributeRule, st.none() | st.sampled_from(ATTRIBUTE_FIELDS), st.dictionaries(names, names, max_size=3), guesses
)
mappings = st.builds(
    LabelMapping,
    st.dictionaries(names, rules, max_size=4),
    st.dictionaries(names, rules, max_size=3),
    st.dictionaries(st.tuples(names, names), named, max_size=4),
    st.dictionaries(names, named, max_size=2),
    st.dictionaries(names, attributes, max_size=2),
)


@given(mappings)
def test_a_mapping_file_reads_back_equal(mapping: LabelMapping) -> None:
    assert mapping_from_text(mapping_to_text(mapping)) == mapping


def test_a_mapping_in_a_file(tmp_path: Path) -> None:
    mapping = LabelMapping({"ORG": Rule(Becomes.ENTITY, ("CIVIL_ORG", "GOVERNMENT"), Guess.USUAL)})
    write_mapping(tmp_path / "a.toml", mapping)
    assert read_mapping(tmp_path / "a.toml") == mapping


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff", "not a text in UTF-8"),
        (b"a = ", "not valid TOML"),
        (b"format = 'x'", "format must be"),
        (b"format = 'border-mapping/1'\n[labels]\nORG = 3", "labels.ORG must be an object"),
        (b"format = 'border-mapping/1'\n[labels.ORG]\nentity = ''", "must name at least one"),
        (b"format = 'border-mapping/1'\n[labels.ORG]\nguess = 'chosen'", "must say entity"),
        (b"format = 'border-mapping/1'\n[roles.'*']\nAgent = true", "or false to leave it out"),
        (b"format = 'border-mapping/1'\n[attributes.A]\nfield = 'x'", "must be one of status"),
        (b"a = " + b"[" * 100_000, "nested too deeply|not valid TOML"),
    ],
)
def test_a_bad_mapping_file_is_told_with_its_place(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(KnownError, match=reason):
        read_mapping(path)


def test_names_that_the_schema_does_not_have_are_told_or_kept(schema: Schema) -> None:
    mapping = LabelMapping(
        {"A": Rule(Becomes.ENTITY, ("NOPE", "PLACE")), "B": Rule(Becomes.ENTITY, ("NEW",), extends=True)},
        {"C": Rule(Becomes.EVENT, ("No.Such",))},
        {("*", "Agent"): Rule(Becomes.EVENT, ("nobody",))},
    )
    assert list(mapping.problems(schema)) == [
        "label A: “NOPE” is no entity of the schema",
        "type C: “No.Such” is no event of the schema",
        "role Agent of *: “nobody” is no role of the schema",
    ]
    kept = mapping.keeping_unknown(schema)
    assert kept.label("A").names == ("PLACE",)
    assert kept.label("B").becomes is kept.type("C").becomes is Becomes.KEPT
