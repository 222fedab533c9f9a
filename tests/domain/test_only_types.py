"""Choosing types leaves no reference that leads nowhere, and no role without its words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.annotation import references_of
from border_annotator.domain.article import Article, Origin, is_reference
from border_annotator.domain.document import Layout, PublicationDate
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.figure import Figure
from border_annotator.domain.note import About, Note
from border_annotator.domain.only_types import only_types
from border_annotator.domain.span import Span

PLACE = Entity("e1", Span(0, 5), "PLACE")
PERSON = Entity("e2", Span(6, 9), "PERSON")
COUNT = Figure("f1", Span(10, 12), "count", value=20, period="f2", of_total="f1")
DAY = Figure("f2", Span(13, 15), "date", norm="2024-05-03")
CLOSURE = Event(
    "ev1",
    "Closure",
    Span(16, 18),
    arguments=(Argument("Place", ref="e1"), Argument("Agent", ref="e2"), Argument("Object", span=Span(20, 21))),
    relations=(Relation("causes", "ev2"),),
)
ACCUSATION = Event("ev2", "Accusation", Span(30, 33), arguments=(Argument("Content", ref="ev1"),))
ARTICLE = Article(
    "a",
    "a.txt",
    "",
    50,
    Layout(None, PublicationDate(), (), ()),
    entities=(PLACE, PERSON),
    figures=(COUNT, DAY),
    events=(CLOSURE, ACCUSATION),
    uids={"e1": "x", "ev2": "y"},
    origins={"ev2": Origin("m", 0.5)},
    notes=(Note("n1", "", About.EVENT, "ask", "ev2"), Note("n2", "", About.ARTICLE, "hm")),
)
NONE: frozenset[str] = frozenset()


def test_nothing_chosen_is_everything() -> None:
    assert only_types(ARTICLE, NONE, NONE, NONE) == ARTICLE


def test_what_fills_a_role_and_goes_leaves_its_words() -> None:
    found = only_types(ARTICLE, frozenset({"Closure"}), frozenset({"PLACE"}), NONE)
    assert [event.id for event in found.events] == ["ev1"]
    assert found.entities == (PLACE,)
    assert found.figures == ARTICLE.figures
    assert found.events[0].arguments == (
        Argument("Place", ref="e1"),
        Argument("Agent", span=Span(6, 9)),
        Argument("Object", span=Span(20, 21)),
    )
    assert found.events[0].relations == ()
    assert (found.uids, found.origins) == ({"e1": "x"}, {})
    assert [note.id for note in found.notes] == ["n2"]


def test_an_event_that_fills_a_role_and_goes_leaves_its_trigger() -> None:
    found = only_types(ARTICLE, frozenset({"Accusation"}), NONE, NONE)
    assert found.events[0].arguments == (Argument("Content", span=Span(16, 18)),)


def test_a_figure_forgets_a_figure_that_goes() -> None:
    found = only_types(ARTICLE, NONE, NONE, frozenset({"count"}))
    assert found.figures[0].period is None
    assert found.figures[0].of_total == "f1"


@given(*(st.frozensets(st.sampled_from(names)) for names in (["Closure", "Accusation"], ["PLACE"], ["date", "set"])))
def test_no_reference_leads_nowhere(events: frozenset[str], entities: frozenset[str], figures: frozenset[str]) -> None:
    found = only_types(ARTICLE, events, entities, figures)
    ids = {annotation.id for annotation in found.annotations()}
    for annotation in found.annotations():
        for reference in references_of(annotation):
            assert reference in ids or not is_reference(reference)
