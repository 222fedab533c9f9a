"""The simulated reviewer in the real window."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from border_annotator.domain.annotation import Kind
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.span import Span
from border_annotator.services.project import create_project
from border_annotator.services.rehearsal_results import Rehearsal, Start
from border_annotator.ui.dialogs.chooser import Choice, matches
from border_annotator.ui.simulate.caret_routes import CaretRoutes, Route, Selecting, Stroke
from border_annotator.ui.simulate.drive import rehearse
from border_annotator.ui.simulate.fewest_letters import fewest_letters
from tests.gold_suggestions import GOLD, gold_of, import_seeds, suggest

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.annotation import Annotation

SEED = "003_3cc3049288d45523.txt"


EVENTS = 5


def part_of_gold() -> dict[str, Any]:
    """The first events of the short seed's gold that point at no other ones, with all that they point at."""
    whole = json.loads((GOLD / "seed-003.json").read_text(encoding="utf-8"))
    ids = {event["id"] for event in whole["events"]}
    alone = [
        event
        for event in sorted(whole["events"], key=lambda event: event["trigger"]["start"])
        if not event.get("relations") and not any(argument.get("ref") in ids for argument in event["args"])
    ]
    events = alone[:EVENTS]
    wanted = {argument.get("ref") for event in events for argument in event["args"]}
    while True:
        figures = [figure for figure in whole["figures"] if figure["id"] in wanted]
        links = {figure.get(key) for figure in figures for key in ("period", "of_total", "repeat_of", "superseded_by")}
        if links <= wanted:
            break
        wanted |= links
    whole["events"], whole["figures"] = events, figures
    whole["entities"] = [entity for entity in whole["entities"] if entity["id"] in wanted]
    return dict(whole)


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    """The gold of a part of the short seed."""
    folder = tmp_path / "gold-of-one"
    folder.mkdir()
    (folder / "seed-003.json").write_text(json.dumps(part_of_gold()), encoding="utf-8")
    return folder


def spoilt(gold: list[Annotation]) -> list[Annotation]:
    """The gold as a model would propose it that errs now and then, and marks what the gold does not hold."""
    triggers = [(event["trigger"]["start"], event["type"]) for event in part_of_gold()["events"]]
    found = {(value.trigger.start, value.type): value for value in gold if isinstance(value, Event)}
    events = [found[trigger] for trigger in triggers]
    entities = [value for value in gold if isinstance(value, Entity)]
    filling = {argument.ref for event in events for argument in event.arguments}
    idle = next(entity for entity in entities if entity.id not in filling)
    wrong: dict[str, Annotation | None] = {
        events[0].id: replace(events[0], status="hypothetical", polarity="negative"),
        events[1].id: replace(events[1], type="Force.Exercise", arguments=(), mode=None),
        events[2].id: replace(events[2], arguments=events[2].arguments[1:]),
        idle.id: None,
    }
    return [said for value in gold if (said := wrong.get(value.id, value)) is not None]


@pytest.fixture
def rehearsal(qapp: QApplication, project_path: Path, gold_folder: Path) -> Rehearsal:
    """The short seed, reviewed from a model's suggestions with a few errors, and from nothing."""
    assert isinstance(qapp, QApplication)
    with create_project(project_path) as project:
        import_seeds(project)
        for document_id in project.documents.ids():
            document = project.documents.get(document_id)
            if document.file_name == SEED:
                suggest(project, document_id, spoilt(gold_of(SEED)))
    return rehearse(project_path, gold_folder)


def test_from_suggestions_to_the_gold(rehearsal: Rehearsal, gold_folder: Path) -> None:
    gold = json.loads((gold_folder / "seed-003.json").read_text(encoding="utf-8"))
    (article,) = rehearsal.reviewed
    assert article.unreached == ()
    assert sum(work.gold_id is not None for work in article.works) == sum(
        len(gold[key]) for key in ("events", "figures", "entities")
    )
    events = {start: [w for w in article.works if w.kind is Kind.EVENT and w.start is start] for start in Start}
    assert {start: len(found) for start, found in events.items() if found} == {
        Start.RIGHT: EVENTS - 3,
        Start.NEAR: 2,
        Start.OTHER: 1,
        Start.WRONG: 11 - EVENTS,
    }
    assert [work.effort.presses for work in events[Start.RIGHT]] == [1] * (EVENTS - 3)
    (nothing,) = rehearsal.from_nothing
    assert nothing.unreached == ()
    made = [work for work in nothing.works if work.kind is Kind.EVENT]
    mended = [work for work in article.works if work.kind is Kind.EVENT and work.gold_id is not None]
    assert sum(work.effort.presses for work in mended) < sum(work.effort.presses for work in made)
    assert {work.start for work in made} == {Start.NOTHING}


def test_every_choice_is_marked_after_the_letters_that_are_found() -> None:
    choices = [Choice("a", "Planned", "status"), Choice("b", "Place"), Choice("c", "Plan of plans"), Choice("d", "X y")]
    for choice in choices:
        found = fewest_letters(choices, choice.key)
        assert found is not None
        typed, downs = found
        fitting = [(matches(typed, c), k, c.key) for k, c in enumerate(choices) if matches(typed, c) is not None]
        assert sorted(fitting)[downs][2] == choice.key
        assert len(typed) + downs <= 3
    assert fewest_letters(choices, "e") is None


def test_digits_are_not_counted_on_where_they_would_be_typed() -> None:
    choices = [Choice(str(k), f"border {k}") for k in range(9)]
    assert fewest_letters(choices, "5", is_numbered=True) == ("", 0)
    assert fewest_letters(choices, "5", is_numbered=True, is_free=True) == ("", 0)
    late = [*choices, Choice("30", "30 days of the border")]
    typed, _downs = fewest_letters(late, "30", is_numbered=True) or ("3", 0)
    assert not typed.startswith("3"), "it would take the third choice"
    many = [*choices, Choice("l", "locality"), Choice("m", "lagoon")]
    assert fewest_letters(many, "m", is_numbered=True, is_free=True) == ("la", 0)
    assert fewest_letters(many, "l", is_numbered=True, is_free=True) == ("l", 0)


@pytest.mark.usefixtures("qapp")
def test_routes_are_the_shortest_and_lead_there() -> None:
    text = "The guards turned back 18 people near the river.\nNobody was hurt, they said."
    document = QTextDocument(text)
    routes = CaretRoutes(QTextCursor(document), text, lambda _action: True)
    assert routes.to(0, (0,)) == Route()
    for goal in range(len(text)):
        route = routes.to(5, (goal,))
        assert route is not None
        assert len(route) <= abs(goal - 5)
        assert not route.places or route.places[-1] == goal
    assert routes.selecting(6, Span(4, 10)) == Selecting(Route(), Route((Stroke("select.word"),)))
    two = routes.selecting(6, Span(4, 17))
    assert two == Selecting(Route(), Route((Stroke("select.word"), Stroke("select.word"))))
    assert routes.repairing(Span(4, 10), Span(4, 22)) == (Stroke("boundary.end_later_word"),) * 2
    assert routes.repairing(Span(4, 10), Span(5, 10)) == (Stroke("boundary.start_later_character"),)
