"""The journal of a damaged project: what its rows lead to, and the rows put in order so that they lead there again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain.edit import WHOLE_PROJECT, Target
from border_annotator.storage.journal import Action
from border_annotator.storage.plain_json import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from border_annotator.storage.damaged_pages import Cell

Place = tuple[str, str, str]
"""A layer (empty for what belongs to the project), a target and a key."""
Held = tuple[str, dict[str, object]]
"""A document and a value as plain data."""
OF_THE_PROJECT = frozenset({Target.FACTS.value, Target.GAZETTEER.value})
PlainChange = dict[str, object]


@dataclass(frozen=True, slots=True)
class SalvagedEdit:
    """A row of the journal with its changes as plain data."""

    row: Mapping[str, Cell]
    changes: tuple[PlainChange, ...]

    @property
    def id(self) -> int:
        """Its number."""
        return int(str(self.row["id"]))


@dataclass(slots=True)
class Replay:
    """Where the rows that are left lead to: the last word on every place that any of them touched."""

    last: dict[Place, Held | None] = field(default_factory=dict)
    is_complete: bool = False
    """Whether no row is missing, so that what the journal says is all that ever was."""


def read_edits(rows: list[dict[str, Cell]]) -> list[SalvagedEdit]:
    """The rows whose changes can be read, in order."""
    edits = []
    for row in rows:
        changes = json.loads(str(row["changes"]))  # it was read as a list when it was found
        if all(_is_change(change) for change in changes):
            edits.append(SalvagedEdit(row, tuple(changes)))
    return edits


def _is_change(change: object) -> bool:
    return (
        isinstance(change, dict)
        and change.get("target") in frozenset(Target)
        and all(isinstance(change.get(name), str) for name in ("document", "key"))
        and all(change.get(name) is None or isinstance(change[name], dict) for name in ("before", "after"))
    )


def place_of(layer_id: str, change: PlainChange) -> Place:
    """What a change touches."""
    target = str(change["target"])
    return ("" if target in OF_THE_PROJECT else layer_id, target, str(change["key"]))


def replay(edits: list[SalvagedEdit], newest: int) -> Replay:
    """Carry all edits out, as far as they are left; ``newest`` is the number of the last one that there was."""
    found = Replay(is_complete=[edit.id for edit in edits] == list(range(1, newest + 1)))
    for edit in edits:
        for change in edit.changes:
            after = change["after"]
            held = (str(change["document"]), after) if isinstance(after, dict) else None
            found.last[place_of(str(edit.row["layer_id"]), change)] = held
    return found


class Mending:
    """Puts rows in order one by one.

    A row that does not start from what the rows before lead to gets the difference as changes of its own; an undo of
    something that is lost becomes a plain edit; what was done to documents that are lost goes.
    """

    def __init__(self, documents: frozenset[str]) -> None:
        self._documents = documents
        self._state: dict[Place, Held | None] = {}
        self._history: dict[int, tuple[str, str]] = {}
        self.mended = 0

    def rows(self, edits: list[SalvagedEdit]) -> Iterator[dict[str, Cell]]:
        """The rows to write."""
        for edit in edits:
            layer_id = str(edit.row["layer_id"])
            kept = [c for c in edit.changes if c["document"] == WHOLE_PROJECT or c["document"] in self._documents]
            if not kept and edit.changes:
                continue
            changes: list[PlainChange] = []
            for change in kept:
                changes += self._bridge(layer_id, change)
                changes.append(change)
                self._carry_out(layer_id, change)
            self.mended += len(changes) > len(kept)
            action, subject = self._move(edit, layer_id)
            said = "[" + ",".join(map(to_json, changes)) + "]"
            sentence = edit.row["sentence"] if _is_json(edit.row["sentence"]) else None
            yield {
                **edit.row,
                "action": action.value,
                "subject": subject,
                "changes": said,
                "sentence": sentence,
            }

    def last_changes(self, final: Mapping[Place, Held]) -> dict[str, list[PlainChange]]:
        """The changes that lead from where the rows end to what is stored, by their layers."""
        found: dict[str, list[PlainChange]] = {}
        for place in sorted(self._state.keys() | {key for key in final if key[1] != Target.FACTS}):
            before, after = self._state.get(place), final.get(place)
            if before == after:
                continue
            document = (after or before or ("", {}))[0]
            change: PlainChange = {
                "document": document,
                "target": place[1],
                "key": place[2],
                "before": before[1] if before else None,
                "after": after[1] if after else None,
            }
            found.setdefault(place[0], []).append(change)
        return found

    def places_of(self, target: Target) -> list[Place]:
        """Everything of a kind that the rows touched."""
        return [place for place in self._state if place[1] == target]

    def states(self) -> Iterator[tuple[int, str, str]]:
        """Where undo and redo stand: number, layer and state of each edit."""
        for number, (layer_id, state) in self._history.items():
            yield number, layer_id, state

    def add_edit(self, number: int, layer_id: str) -> None:
        """One more edit at the end."""
        self._begin(number, layer_id)

    def _bridge(self, layer_id: str, change: PlainChange) -> list[PlainChange]:
        place = place_of(layer_id, change)
        before = change["before"]
        if place not in self._state and place[1] == Target.FACTS:
            self._state[place] = (str(change["document"]), before) if isinstance(before, dict) else None
        now = self._state.get(place)
        if (now[1] if now else None) == before:
            return []
        return [{**change, "before": now[1] if now else None, "after": before}]

    def _carry_out(self, layer_id: str, change: PlainChange) -> None:
        after = change["after"]
        self._state[place_of(layer_id, change)] = (str(change["document"]), after) if isinstance(after, dict) else None

    def _move(self, edit: SalvagedEdit, layer_id: str) -> tuple[Action, Cell]:
        action, subject = Action(str(edit.row["action"])), edit.row["subject"]
        needed, following = ("applied", "undone") if action is Action.UNDO else ("undone", "applied")
        if action is not Action.EDIT and isinstance(subject, int) and self._history.get(subject) == (layer_id, needed):
            self._history[subject] = (layer_id, following)
            return action, subject
        self._begin(edit.id, layer_id)
        return Action.EDIT, None

    def _begin(self, number: int, layer_id: str) -> None:
        for other, (layer, state) in self._history.items():
            if layer == layer_id and state == "undone":
                self._history[other] = (layer, "left")
        self._history[number] = (layer_id, "applied")


def _is_json(cell: Cell) -> bool:
    try:
        return isinstance(cell, str) and isinstance(json.loads(cell), dict)
    except (ValueError, RecursionError):
        return False
