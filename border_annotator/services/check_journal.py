"""Replaying the journal from an empty project: it must lead to the layers that are stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.storage.raw_rows import RawRows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.services.project import Project
    from border_annotator.storage.raw_rows import RawEdit

Place = tuple[str, str, str]
"""A layer, a target (facts, entity, figure, event, decision, review, gazetteer, note) and a key."""

FACTS = "facts"
NO_LAYER = ""
OF_THE_PROJECT = frozenset({FACTS, "gazetteer"})
"""What belongs to no layer and can be changed from any."""

NOT_READABLE = object()


def journal_findings(project: Project) -> Iterator[tuple[str, str]]:
    """Place and reason for everything that the journal and the layers do not agree on."""
    rows = RawRows(project.file)
    replay = _Replay()
    for edit in rows.edits():
        for fault in replay.step(edit):
            yield f"journal {edit.id}", fault
    for journal_id, stored, expected in replay.history():
        if stored != expected:
            yield f"journal {journal_id}", f"is {stored or 'missing'} in the history, by the journal {expected}"
    for layer_id, target, key, document_id, value, reason in rows.layer_values():
        place = (layer_id, target, key)
        expected_value, found = replay.take(place), _plain(target, key, value, reason)
        if expected_value is None:
            yield f"{target} {key}", "is stored, but the journal never wrote it"
        elif expected_value != (document_id, found):
            yield f"{target} {key}", "is stored differently from what the journal says"
    yield from _facts_findings(rows, replay)
    wrong = rows.wrong_touches()
    if wrong:
        yield "journal", f"{wrong:,} rows are not found by what they touched"
    for _, target, key in replay.rest():
        yield f"{target} {key}", "is in the journal, but not stored"


def _facts_findings(rows: RawRows, replay: _Replay) -> Iterator[tuple[str, str]]:
    """Facts come with the document; the journal speaks only of those that were changed."""
    for document_id, language, source, layout in rows.facts():
        expected = replay.take((NO_LAYER, FACTS, document_id))
        if expected is None:
            continue
        try:
            found: object = {"id": document_id, "language": language, "source": source, "layout": json.loads(layout)}
        except (ValueError, RecursionError):
            found = NOT_READABLE
        if expected != (document_id, found):
            yield f"facts of {document_id}", "are stored differently from what the journal says"


class _Replay:
    """The layers and the history as the journal leads to them."""

    def __init__(self) -> None:
        self._values: dict[Place, tuple[object, object]] = {}
        self._history: dict[int, tuple[str, str | None, str]] = {}
        self._undone: dict[str, set[int]] = {}

    def step(self, edit: RawEdit) -> Iterator[str]:
        """Carry out one row; tells what does not fit."""
        yield from self._move_history(edit)
        try:
            changes = json.loads(edit.changes)
        except (ValueError, RecursionError):
            changes = None
        if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
            yield "cannot be read"
            return
        for change in changes:
            layer = NO_LAYER if change.get("target") in OF_THE_PROJECT else edit.layer_id
            place = (layer, str(change.get("target")), str(change.get("key")))
            if place not in self._values and place[1] == FACTS:
                self._values[place] = (change.get("document"), change.get("before"))  # as it was imported
            before = self._values.get(place)
            if (before[1] if before else None) != change.get("before"):
                yield f"changes {place[1]} {place[2]} from a value that it did not have"
            if change.get("after") is None:
                self._values.pop(place, None)
            else:
                self._values[place] = (change.get("document"), change["after"])

    def _move_history(self, edit: RawEdit) -> Iterator[str]:
        undone = self._undone.setdefault(edit.layer_id, set())
        if edit.action == "edit":
            for number in undone:
                self._history[number] = (*self._history[number][:2], "left")
            undone.clear()
            self._history[edit.id] = (edit.layer_id, edit.state, "applied")
            return
        needed, next_state = ("applied", "undone") if edit.action == "undo" else ("undone", "applied")
        subject = self._history.get(edit.subject) if edit.subject is not None else None
        if edit.subject is None or subject is None or (subject[0], subject[2]) != (edit.layer_id, needed):
            yield f"is the {edit.action} of a row that was not {needed}"
            return
        self._history[edit.subject] = (*subject[:2], next_state)
        (undone.add if next_state == "undone" else undone.discard)(edit.subject)

    def history(self) -> Iterator[tuple[int, str | None, str]]:
        """Each edit's row with the stored state and the one that the journal leads to."""
        for number, (_, stored, state) in self._history.items():
            yield number, stored, state

    def take(self, place: Place) -> tuple[object, object] | None:
        """The document and value that the journal leads to, taken out."""
        return self._values.pop(place, None)

    def rest(self) -> list[Place]:
        """What was not taken."""
        return sorted(self._values)


def _plain(target: str, key: str, value: str | None, reason: str | None) -> object:
    """The stored value as the journal writes it."""
    if target == "decision":
        return {"id": key, "verdict": value, "reason": reason}
    if target == "review":
        return {"id": key, "state": value, "reason": reason}
    try:
        return json.loads(value or "")
    except (ValueError, RecursionError):
        return NOT_READABLE
