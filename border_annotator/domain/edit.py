"""Edits: what a reviewer changes, as a value that can be turned round."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, annotation_from_plain, annotation_to_plain, kind_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.facts import Facts, facts_from_plain, facts_to_plain
from border_annotator.domain.figure import Figure
from border_annotator.domain.gazetteer_entry import GazetteerEntry, entry_from_plain, entry_to_plain
from border_annotator.domain.layer import (
    Decision,
    Review,
    decision_from_plain,
    decision_to_plain,
    review_from_plain,
    review_to_plain,
)
from border_annotator.domain.note import Note, note_from_plain, note_to_plain

if TYPE_CHECKING:
    from border_annotator.domain.fields import Fields

Value = Entity | Figure | Event | Decision | Review | Facts | GazetteerEntry | Note

WHOLE_PROJECT = ""
"""Where a change lies that belongs to no document."""


class Target(StrEnum):
    """What kind of row a change touches."""

    FACTS = "facts"
    ENTITY = "entity"
    FIGURE = "figure"
    EVENT = "event"
    DECISION = "decision"
    REVIEW = "review"
    GAZETTEER = "gazetteer"
    NOTE = "note"


ORDER = tuple(Target)
"""The order in which the changes of an edit are written: what is pointed at before those who point at it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a layer or of the project before and after; ``None`` means that it is not there.

    ``key`` is the annotation's, the suggestion's, the document's, the gazetteer entry's or the note's id, as
    ``target`` says. An entry belongs to the project and not to a layer; its ``document_id`` is ``WHOLE_PROJECT``, and
    so is that of a note on a guideline. A document's facts
    belong to no layer either; they are always there.
    """

    document_id: str
    target: Target
    key: str
    before: Value | None
    after: Value | None

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.document_id, self.target, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of a reviewer, with the words that undo shows for it. It may span several values and documents."""

    label: str
    changes: tuple[Change, ...]

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.label, tuple(change.inverse() for change in reversed(self.changes)))


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit touched, for everyone who shows it.

    These are ids of documents, annotations, suggestions, reviews, gazetteer entries and notes.
    """

    label: str = ""
    documents: frozenset[str] = frozenset()
    annotations: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()
    reviews: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was touched."""
        return not (self.documents or self.entries or self.notes)

    @classmethod
    def of(cls, edit: Edit) -> Changes:
        """What ``edit`` touches."""
        keys: dict[Target, set[str]] = {target: set() for target in Target}
        documents = set()
        for change in edit.changes:  # once: it may be tens of thousands
            keys[change.target].add(change.key)
            documents.add(change.document_id)
        return cls(
            label=edit.label,
            documents=frozenset(documents - {WHOLE_PROJECT}),
            annotations=frozenset(keys[Target.ENTITY] | keys[Target.FIGURE] | keys[Target.EVENT]),
            decisions=frozenset(keys[Target.DECISION]),
            reviews=frozenset(keys[Target.REVIEW]),
            facts=frozenset(keys[Target.FACTS]),
            entries=frozenset(keys[Target.GAZETTEER]),
            notes=frozenset(keys[Target.NOTE]),
        )


def change_of(document_id: str, before: Value | None, after: Value | None) -> Change:
    """The change from one value to another of the same kind and id; at least one must be given."""
    value = after if after is not None else before
    if value is None:
        raise ValueError("a change needs a value before or after")
    if isinstance(value, Decision):
        return Change(document_id, Target.DECISION, value.suggestion_id, before, after)
    if isinstance(value, Review):
        return Change(document_id, Target.REVIEW, value.document_id, before, after)
    if isinstance(value, Facts):
        return Change(document_id, Target.FACTS, value.document_id, before, after)
    if isinstance(value, GazetteerEntry):
        return Change(document_id, Target.GAZETTEER, value.id, before, after)
    if isinstance(value, Note):
        return Change(document_id, Target.NOTE, value.id, before, after)
    return Change(document_id, Target(kind_of(value).value), value.id, before, after)


def value_to_plain(value: Value) -> dict[str, object]:
    """Any value of a layer or of the project as plain data."""
    if isinstance(value, Decision):
        return decision_to_plain(value)
    if isinstance(value, Review):
        return review_to_plain(value)
    if isinstance(value, Facts):
        return facts_to_plain(value)
    if isinstance(value, GazetteerEntry):
        return entry_to_plain(value)
    if isinstance(value, Note):
        return note_to_plain(value)
    return annotation_to_plain(value)


def value_from_plain(target: Target, fields: Fields) -> Value:
    """The value that plain data describes; raises ``ShapeError``."""
    if target is Target.DECISION:
        return decision_from_plain(fields)
    if target is Target.REVIEW:
        return review_from_plain(fields)
    if target is Target.FACTS:
        return facts_from_plain(fields)
    if target is Target.GAZETTEER:
        return entry_from_plain(fields)
    if target is Target.NOTE:
        return note_from_plain(fields)
    return annotation_from_plain(Kind(target.value), fields)


def change_to_plain(change: Change) -> dict[str, object]:
    """The change as plain data, as the journal keeps it."""
    return {
        "document": change.document_id,
        "target": change.target.value,
        "key": change.key,
        "before": None if change.before is None else value_to_plain(change.before),
        "after": None if change.after is None else value_to_plain(change.after),
    }


def change_from_plain(fields: Fields) -> Change:
    """The change that plain data describes; raises ``ShapeError``."""
    target = Target(fields.word("target", frozenset(Target)))
    before, after = fields.fields_or_none("before"), fields.fields_or_none("after")
    return Change(
        document_id=fields.text("document"),
        target=target,
        key=fields.text("key"),
        before=value_from_plain(target, before) if before else None,
        after=value_from_plain(target, after) if after else None,
    )
