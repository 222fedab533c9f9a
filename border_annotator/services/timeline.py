"""The time-line: everything that was done, in words, and any earlier state of an event brought back."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, label_of
from border_annotator.domain.document import Layout
from border_annotator.domain.edit import Target
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event, EventTime
from border_annotator.domain.facts import Facts
from border_annotator.domain.figure import Figure
from border_annotator.domain.gazetteer_entry import GazetteerEntry
from border_annotator.domain.layer import Decision, Review, Verdict
from border_annotator.domain.note import Note
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span
from border_annotator.domain.wording import said_event_time, said_filler
from border_annotator.services import annotate
from border_annotator.services.draft import Draft
from border_annotator.services.review import named
from border_annotator.services.worksheets import read_worksheet

if TYPE_CHECKING:
    from border_annotator.domain.edit import Change, Changes, Value
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project
    from border_annotator.storage.journal import Headline

MOST_TOLD = 60
"""Differences of one step that are put into words; a step in bulk has thousands."""
NOTHING = say("nothing")
_UNSAID = frozenset({"id", "document_id", "suggestion_id"})


@dataclass(frozen=True, slots=True)
class Told:
    """One difference that a step made: on what, and how it was before and after, in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StepDetails:
    """What a step did: its differences (at most ``MOST_TOLD``), how many more there are, and where to look."""

    differences: tuple[Told, ...]
    more: int
    document_id: str
    event_id: str | None
    event: str = ""
    """What to call the event."""


def length(project: Project) -> int:
    """How many steps the project's journal has."""
    return project.journal.length()


def page(project: Project, skip: int, size: int) -> list[Headline]:
    """Some steps, the newest first, after ``skip`` of them; reading any page of any journal takes the same time."""
    return project.journal.page(skip, size)


def found(project: Project, typed: str) -> list[int]:
    """The ids of the steps whose words hold what was typed, the newest first."""
    return project.journal.labelled(typed)


def headlines(project: Project, ids: list[int]) -> list[Headline]:
    """The steps of these ids, the newest first."""
    return project.journal.headlines(ids)


def of_event(project: Project, event_id: str) -> list[Headline]:
    """The steps that changed an event or judged it, the newest first."""
    return project.journal.touching(event_id)


def details(project: Project, step_id: int, sheets: dict[str, Worksheet | None] | None = None) -> StepDetails:
    """What a step did, in words; raises ``KnownError`` when there is no such step.

    ``sheets`` are worksheets that have been read already, for whoever asks for many steps; more are put into it.
    """
    entry = project.journal.entry(step_id)
    if entry is None:
        raise KnownError("That step is not in the journal: look at the time-line again.")
    sheets = {} if sheets is None else sheets
    lines: list[Told] = []
    for change in entry.edit.changes:
        if len(lines) <= MOST_TOLD:
            if change.document_id not in sheets:
                sheets[change.document_id] = _sheet(project, change.document_id)
            lines += _differences(project, change, sheets[change.document_id])
    changes = entry.edit.changes
    event = next((c.key for c in changes if isinstance(c.after or c.before, Event)), None)
    judged = [c.key for c in changes if c.target is Target.DECISION]
    if event is None:
        event = next((key for key in judged if _is_event(sheets.get(changes[0].document_id), key)), None)
    document_id = next((change.document_id for change in changes if change.document_id), "")
    more = max(0, len(lines) - MOST_TOLD) + max(0, len(changes) - MOST_TOLD if len(lines) > MOST_TOLD else 0)
    return StepDetails(
        tuple(lines[:MOST_TOLD]), more, document_id, event, _name_of(project, entry.edit.changes, event, sheets)
    )


def restore(project: Project, sheet: Worksheet, event_id: str, step_id: int, *, before: bool = False) -> Changes:
    """Bring an event to the state that it had after a step (or ``before`` it): a new edit, which undo takes back.

    What it pointed at and is gone since is left out. Raises ``KnownError`` when that is its state already.
    """
    value, decision = _state(project, event_id, step_id, before=before)
    item, draft = sheet.find(event_id), Draft(sheet, project.schema)
    if value is not None:
        draft.put(item, value)
    elif item is None:
        raise KnownError("It is not there now, as it was not there then.")
    elif decision is not None and decision.verdict is Verdict.REJECTED:
        draft.reject(item, decision.reason)
    elif item.suggestion is not None:
        draft.restore(item)
    else:
        draft.reject(item)
    name = named(project, sheet, item) if item is not None else _name(project, value, sheet)
    edit = draft.edit(say("Restore {name} as it was at {local}", name=name, local=local(_at(project, step_id))))
    if not edit.changes:
        raise KnownError("The event is like that now: there is nothing to restore.")
    return annotate.apply(project, edit)


def local(at: datetime.datetime) -> str:
    """A moment as the user's clock shows it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _at(project: Project, step_id: int) -> datetime.datetime:
    entry = project.journal.entry(step_id)
    return entry.at if entry is not None else datetime.datetime.now(datetime.UTC)


def _state(project: Project, event_id: str, step_id: int, *, before: bool) -> tuple[Event | None, Decision | None]:
    """What the journal says of an event after a step, or before it."""
    value: Event | None = None
    decision: Decision | None = None
    for step in reversed(project.journal.touching(event_id)):
        if step.id > step_id or (before and step.id == step_id):
            break
        entry = project.journal.entry(step.id)
        for change in entry.edit.changes if entry is not None else ():
            if change.key == event_id and change.target is Target.EVENT:
                value = change.after if isinstance(change.after, Event) else None
            elif change.key == event_id and change.target is Target.DECISION:
                decision = change.after if isinstance(change.after, Decision) else None
    return value, decision


def _sheet(project: Project, document_id: str) -> Worksheet | None:
    try:
        return read_worksheet(project, document_id) if document_id else None
    except KeyError:
        return None


def _name_of(
    project: Project, changes: tuple[Change, ...], event_id: str | None, sheets: dict[str, Worksheet | None]
) -> str:
    change = next((change for change in changes if change.key == event_id), None)
    if change is None:
        return ""
    return _name(project, change.after or change.before, sheets.get(change.document_id))


def _is_event(sheet: Worksheet | None, key: str) -> bool:
    item = sheet.find(key) if sheet is not None else None
    return item is not None and isinstance(item.value, Event)


def _differences(project: Project, change: Change, sheet: Worksheet | None) -> list[Told]:
    before, after = change.before, change.after
    name = _name(project, after if after is not None else before, sheet)
    if isinstance(before, Decision) or isinstance(after, Decision):
        return [Told(name, _said_decision(before), _said_decision(after))]
    if before is None or after is None:
        there = say("there")
        return [Told(name, there if before is not None else NOTHING, there if after is not None else NOTHING)]
    return [
        Told(say("{what}: {field}", what=name, field=field), old, new)
        for field, old, new in _fields(before, after, sheet)
    ]


def _fields(before: object, after: object, sheet: Worksheet | None) -> list[tuple[str, str, str]]:
    """The fields of two values of one kind that differ, in words."""
    found_ = []
    for field in dataclasses.fields(after):  # type: ignore[arg-type] # every value is a dataclass
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new or field.name in _UNSAID:
            continue
        if isinstance(new, Layout):
            found_ += _fields(old, new, sheet)
        elif field.name == "arguments":
            found_ += _roles(old, new, sheet)
        else:
            found_.append((field.name.replace("_", " "), _said(old, sheet), _said(new, sheet)))
    return found_


def _roles(old: tuple[Argument, ...], new: tuple[Argument, ...], sheet: Worksheet | None) -> list[tuple[str, str, str]]:
    names = dict.fromkeys(argument.role for argument in (*old, *new))
    rows = []
    for name in names:
        sides = [tuple(a for a in side if a.role == name) for side in (old, new)]
        if sides[0] != sides[1]:
            rows.append((name.replace("_", " "), _said(sides[0], sheet), _said(sides[1], sheet)))
    return rows


def _said(value: object, sheet: Worksheet | None) -> str:
    """Any field's value in words."""
    if value is None or value in ((), ""):
        return NOTHING
    if isinstance(value, bool):
        return say("yes" if value else "no")
    if isinstance(value, Span):
        return _quoted(value, sheet)
    if isinstance(value, Argument):
        return _said_argument(value, sheet)
    if isinstance(value, EventTime):
        return said_event_time(value) or value.norm or NOTHING
    if isinstance(value, tuple):
        shown = ", ".join(_said(part, sheet) for part in value[:8])
        return shown if len(value) <= 8 else say("{list} and {count} more", list=shown, count=len(value) - 8)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        parts = (_said(getattr(value, field.name), sheet) for field in dataclasses.fields(value))
        return " ".join(part for part in parts if part not in (NOTHING, "unknown", "none", "no"))
    return str(value).replace("_", " ")


def _said_argument(argument: Argument, sheet: Worksheet | None) -> str:
    if argument.span is not None:
        return _quoted(argument.span, sheet)
    item = sheet.find(argument.ref or "") if sheet is not None else None
    return said_filler(item.value, sheet.document.text) if item is not None and sheet is not None else say("(gone)")


def _said_decision(value: Value | None) -> str:
    if not isinstance(value, Decision):
        return say("waits for a verdict")
    verdict = say(value.verdict.value)
    return say("{verdict} ({reason})", verdict=verdict, reason=value.reason) if value.reason else verdict


def _quoted(span: Span, sheet: Worksheet | None) -> str:
    if sheet is None or not span.fits(sheet.document.text):
        return f"{span.start}-{span.end}"
    return f"“{' '.join(span.text_in(sheet.document.text).split())[:60]}”"


def _name(project: Project, value: Value | None, sheet: Worksheet | None) -> str:
    """What to call a value: “Deployment “dispatch””, “the article”."""
    if isinstance(value, Decision):
        item = sheet.find(value.suggestion_id) if sheet is not None else None
        return say("A suggestion") if item is None else _name(project, item.value, sheet)
    if isinstance(value, Entity | Figure | Event):
        label, schema = label_of(value), project.schema
        if isinstance(value, Event) and schema.has_type(label):
            label = schema.event_type(label).label
        elif schema.has_label(label):
            label = schema.entity_label(label).name
        return f"{label[:1].upper()}{label[1:]} {_quoted(anchor_of(value), sheet)}"
    if isinstance(value, GazetteerEntry):
        return say("Name “{name}”", name=value.name)
    if isinstance(value, Note):
        return say("Note")
    words = {Review: "The article's state", Facts: "The article"}.get(type(value), "Something")
    return say(words)
