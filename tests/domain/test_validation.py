"""What is left to look at before an article counts as done."""

from __future__ import annotations

from border_annotator.domain.document import Document, Layout, PublicationDate
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import Decision, Verdict
from border_annotator.domain.schema_reading import read_schema
from border_annotator.domain.span import Span
from border_annotator.domain.suggestion import Suggestion
from border_annotator.domain.validation import problems
from border_annotator.domain.worksheet import Worksheet, worksheet
from border_annotator.settings.paths import default_schema

SCHEMA = read_schema(default_schema().read_text("utf-8"), "schema")
DOCUMENT = Document("d", "d.txt", "0", "Lithuania sent guards, NATO said.", Layout(None, PublicationDate(), (), ()))
LITHUANIA = Entity("e1", Span(0, 9), "COUNTRY")
GUARDS = Entity("e2", Span(15, 21), "PEOPLE", "NOM")
SENT = Event("ev1", "Force.Deployment", Span(10, 14), arguments=(Argument("force", ref="e2"),))


def sheet(*annotations: Entity | Figure | Event, suggested: tuple[Entity | Figure | Event, ...] = ()) -> Worksheet:
    return worksheet(DOCUMENT, [Suggestion("d", value, "test", 0.5) for value in suggested], annotations, {}, None)


def reasons(found: Worksheet) -> list[str]:
    return [problem.reason for problem in problems(found, SCHEMA)]


def test_a_finished_article() -> None:
    assert reasons(sheet(LITHUANIA, GUARDS, SENT)) == []


def test_a_required_role_is_empty() -> None:
    assert reasons(sheet(Event("ev1", "Force.Deployment", Span(10, 14)))) == ["Deployment: force is empty"]


def test_a_claim_without_its_source() -> None:
    claim = Event("ev1", "Force.Deployment", Span(10, 14), arguments=SENT.arguments, attribution="attributed")
    assert reasons(sheet(GUARDS, claim)) == ["Deployment: attributed, but no source is named"]
    named = Event(
        "ev1",
        "Force.Deployment",
        Span(10, 14),
        arguments=(*SENT.arguments, Argument("source", span=Span(23, 27))),
        attribution="attributed",
    )
    assert reasons(sheet(GUARDS, named)) == []


def test_suggestions_that_wait() -> None:
    figure = Figure("f1", Span(0, 1), "count", value=1)
    found = problems(sheet(suggested=(LITHUANIA, SENT, figure)), SCHEMA)
    assert [problem.annotation_id for problem in found] == ["e1", "ev1"]


def test_a_rejected_suggestion_is_no_problem() -> None:
    decisions = {"e1": Decision("e1", Verdict.REJECTED)}
    assert reasons(worksheet(DOCUMENT, [Suggestion("d", LITHUANIA, "test", 0.5)], [], decisions, None)) == []


def test_what_an_event_refers_to_must_be_accepted() -> None:
    found = reasons(sheet(SENT, suggested=(GUARDS,)))
    assert "Deployment refers to something that is not accepted" in found
