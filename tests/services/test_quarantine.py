"""The quarantine: what could not be placed is listed, placed after all as the rest of its file was, or discarded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
)
from border_annotator.domain.mapping import Becomes, LabelMapping, Rule
from border_annotator.domain.span import Span
from border_annotator.services import history, masking, review
from border_annotator.services.check import check
from border_annotator.services.quarantine import discard, places_for, quarantine, retry, retry_all
from border_annotator.services.worksheets import read_worksheet
from tests.services.test_adopt import TEXT, adopted, brat, stored, stretch

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.annotation import Annotation
    from border_annotator.services.project import Project

BOTH = pytest.mark.parametrize("as_", [SUGGESTIONS, "anna"])


def with_two_apart(project: Project, as_: str) -> None:
    """A set with an entity and an event that stand nowhere."""
    wrong = ForeignSpan("T9", "ORG", (Piece(40, 50),), "Frontexx agency")
    trigger = ForeignSpan("T10", "Accusation", (Piece(900, 905),), "criticizedd")
    event = ForeignEvent("E2", "Accusation", "T10", (ForeignArgument("Accuser", "T1"), ForeignArgument("Place", "T5")))
    adopted(project, brat(spans=(*brat().spans, wrong, trigger), events=(*brat().events, event)), as_=as_)


@BOTH
def test_placed_where_the_user_says_as_the_rest_was(project: Project, as_: str) -> None:
    with_two_apart(project, as_)
    entity, event = quarantine(project)
    assert (entity.kind, event.kind) == ("span", "event")
    assert retry(project, entity.id).reason == "its words stand nowhere, or in several places: choose one"
    start = TEXT.index("Frontex")
    assert retry(project, entity.id, place=Span(start, start + 7)).added == 1
    assert places_for(project, event, "criticised") == [Span(TEXT.index("criticised"), TEXT.index("criticised") + 10)]
    done = retry(project, event.id, surface="criticised")
    assert (done.added, done.is_released) == (1, True)
    assert quarantine(project) == []
    layer = project.layers.layer("anna") or project.layer
    document_id = project.documents.ids()[0]
    values = (
        project.layers.annotations(layer.id, document_id)
        if as_ != SUGGESTIONS
        else [item.value for item in read_worksheet(project, document_id).items]
    )
    made = next(v for v in values if isinstance(v, Event) and v.type == "Diplomacy.Accusation")
    assert [argument.role for argument in made.arguments] == ["accuser", "place"]
    assert made.arguments[0].ref in {value.id for value in values}
    assert list(check(project)) == []


def test_what_was_masked_comes_in_when_its_line_is_free(project: Project, tmp_path: Path) -> None:
    text = "Title of it\n\nSubscribe to our newsletter\n\nGuards met in Riga.\n\nSubscribe to our newsletter\n"
    document = stored(project, tmp_path, text, "b.txt")
    place = document.layout.boilerplate[0].span
    masked = ForeignSpan("1", "ORG", (Piece(place.start, place.end),), place.text_in(text))
    adopted(project, ForeignArticle("b", text, spans=(masked,)))
    (still,) = retry_all(project)
    assert still.reason == "it stands in boilerplate or the date line"
    sheet = read_worksheet(project, document.id)
    masking.mask(project, sheet, masking.masking_at(sheet, place.start, place.end))
    (done,) = retry_all(project)
    assert (done.added, quarantine(project)) == (1, [])
    assert list(check(project)) == []


@BOTH
def test_a_whole_set_comes_in_once_its_article_is_there(project: Project, tmp_path: Path, as_: str) -> None:
    adopted(project, brat(text=None), as_=as_)
    (waits,) = retry_all(project)
    assert not waits.is_released
    stored(project, tmp_path)
    (done,) = retry_all(project)
    assert (done.added, quarantine(project)) == (6, [])
    assert (project.layers.layer("anna") is not None) == (as_ == "anna")
    assert list(check(project)) == []


def with_an_argument_apart(project: Project, as_: str) -> None:
    """An event of whose roles one, and a relation from another event, lead to what stands nowhere."""
    wrong = ForeignSpan("T5", "LOC", (Piece(900, 906),), "Silenne")
    spans = tuple(wrong if span.id == "T5" else span for span in brat().spans)
    trigger = stretch("T10", "Accusation", "criticised")
    lost = ForeignSpan("T11", "Closure", (Piece(900, 906),), "closedd")
    events = (
        *brat().events,
        ForeignEvent("E2", "Accusation", "T10"),
        ForeignEvent("E3", "Closure", "T11", (ForeignArgument("Place", "T5"),)),
    )
    cause = ForeignRelation("R1", "causes", "E2", "E3")
    rules = LabelMapping(
        relations={"causes": Rule(Becomes.EVENT, ("caused_by",))},
        roles={("Pushback", "Place"): Rule(Becomes.EVENT, ("origin",))},
    )
    article = brat(spans=(*spans, trigger, lost), events=events, relations=(cause,))
    adopted(project, article, as_=as_, mapping=rules)


def values_of(project: Project, as_: str) -> list[Annotation]:
    document_id = project.documents.ids()[0]
    if as_ == SUGGESTIONS:
        return [item.value for item in read_worksheet(project, document_id).items]
    layer = project.layers.layer(as_)
    assert layer is not None
    return project.layers.annotations(layer.id, document_id)


def events_of(project: Project, as_: str) -> dict[str, Event]:
    return {value.type.rpartition(".")[2]: value for value in values_of(project, as_) if isinstance(value, Event)}


@BOTH
def test_what_is_placed_takes_its_place_in_events_and_relations(project: Project, as_: str) -> None:
    with_an_argument_apart(project, as_)
    before = events_of(project, as_)["Pushback"]
    place, event = sorted(quarantine(project), key=lambda item: item.kind, reverse=True)
    length = project.journal.length()
    assert retry(project, place.id, surface="Silene").added == 1
    after = events_of(project, as_)["Pushback"]
    (origin,) = after.fillers("origin")  # as the mapping said that it came in with
    filler = next(value for value in values_of(project, as_) if value.id == origin.ref)
    assert filler.span.text_in(TEXT) == "Silene"  # type: ignore[union-attr] # an entity
    assert replace(after, arguments=before.arguments) == before
    assert project.journal.length() == length + (as_ != SUGGESTIONS)
    assert retry(project, event.id, surface="Riga").added == 1
    now = events_of(project, as_)
    assert [relation.target for relation in now["Accusation"].relations] == [now["Closure"].id]
    assert now["Closure"].arguments[0].ref == filler.id
    assert list(check(project)) == []
    if as_ == "anna":
        layer = project.layers.layer("anna")
        assert layer is not None
        project.layer = layer
        history.undo(project)
        history.undo(project)
        assert events_of(project, as_)["Pushback"] == before
        history.redo(project)
        history.redo(project)
        assert events_of(project, as_) == now


def test_a_suggested_event_that_was_confirmed_takes_it_up_too(project: Project) -> None:
    with_an_argument_apart(project, SUGGESTIONS)
    document_id = project.documents.ids()[0]
    sheet = read_worksheet(project, document_id)
    event = next(i for i in sheet.events if isinstance(i.value, Event) and i.value.type.endswith("Pushback"))
    review.confirm(project, sheet, event.id)
    place = next(item for item in quarantine(project) if item.kind == "span")
    assert retry(project, place.id, surface="Silene").added == 1
    sheet = read_worksheet(project, document_id)
    confirmed = sheet.find(event.id)
    assert confirmed is not None
    assert isinstance(confirmed.value, Event)
    assert confirmed.is_reviewed
    assert len(confirmed.value.fillers("origin")) == 1
    assert list(check(project)) == []
    history.undo(project)
    found = read_worksheet(project, document_id).find(event.id)
    assert found is not None
    assert found.value == event.value


def test_discarding_and_what_is_not_there(project: Project) -> None:
    with_two_apart(project, SUGGESTIONS)
    first, second = quarantine(project)
    discard(project, [first.id])
    assert quarantine(project) == [second]
    with pytest.raises(KnownError, match="There is no"):
        discard(project, [first.id])
    with pytest.raises(KnownError, match="lies outside the article"):
        retry(project, second.id, place=Span(5, 10_000))
