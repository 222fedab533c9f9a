"""One annotation on a worksheet: what is stored of it, its state, and its value, which is read when somebody asks."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from border_annotator.domain.annotation import Kind, anchor_of, kind_of, label_of, references_of
from border_annotator.domain.layer import Verdict
from border_annotator.domain.span import Span
from border_annotator.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.annotation import Annotation


class State(StrEnum):
    """How an annotation on a worksheet came to be what it is."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    REJECTED = "rejected"


STATES = {verdict: State(verdict.value) for verdict in Verdict}
KINDS = {kind.value: kind for kind in Kind}


class Stored(NamedTuple):
    """An annotation as a row: enough to paint it. ``text`` is its whole value, not read yet."""

    id: str
    kind: str
    label: str
    start: int
    end: int
    text: str


class Proposal(NamedTuple):
    """A suggestion as a row. ``source``, ``confidence`` and ``reason`` are the suggestion's own."""

    id: str
    kind: str
    label: str
    start: int
    end: int
    text: str
    source: str
    confidence: float
    reason: str


class Rows:
    """How the rows of one document are read."""

    def __init__(self, document_id: str, read: Callable[[str, str, str], Annotation]) -> None:
        self._document_id = document_id
        self._read = read

    def value(self, row: Stored | Proposal) -> Annotation:
        """The annotation of a row; raises ``ShapeError``."""
        return self._read(row.kind, row.id, row.text)

    def suggestion(self, row: Proposal) -> Suggestion:
        """The suggestion of a row; raises ``ShapeError``."""
        return Suggestion(self._document_id, self.value(row), row.source, row.confidence, row.reason)


class Item:
    """One annotation with its state. It never changes.

    ``id``, ``kind``, ``label`` and the place are at hand also where the value is not read yet.
    """

    __slots__ = ("_suggestion", "_value", "end", "id", "kind", "label", "start", "state")

    def __init__(self, value: Annotation, state: State, suggestion: Suggestion | None = None) -> None:
        self._value = value
        self._suggestion = suggestion
        anchor = anchor_of(value)
        self.id, self.kind, self.label, self.state = value.id, kind_of(value), label_of(value), state
        self.start, self.end = anchor.start, anchor.end

    @property
    def value(self) -> Annotation:
        """The annotation itself."""
        return self._value

    @property
    def suggestion(self) -> Suggestion | None:
        """What it came from, if a machine proposed it."""
        return self._suggestion

    @property
    def is_suggested(self) -> bool:
        """Whether a machine proposed it."""
        return self._suggestion is not None

    @property
    def anchor(self) -> Span:
        """The span that stands for it in the text."""
        return Span(self.start, self.end)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a verdict."""
        return self.state is State.SUGGESTED

    @property
    def is_reviewed(self) -> bool:
        """Whether it is in the reviewer's layer."""
        return self.state is not State.SUGGESTED and self.state is not State.REJECTED

    def points_at(self, annotation_id: str) -> bool:
        """Whether its value points at that annotation."""
        return annotation_id in references_of(self.value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Item):
            return NotImplemented
        mine, theirs = (self.state, self.value, self.suggestion), (other.state, other.value, other.suggestion)
        return self is other or mine == theirs

    def __hash__(self) -> int:
        return hash((self.id, self.state))

    def __repr__(self) -> str:
        return f"Item({self.value!r}, {self.state!r}, {self.suggestion!r})"


class StoredItem(Item):
    """An item of a project: its value and its suggestion are read when somebody first asks for them.

    A worksheet of a very long article has tens of thousands of items, of which a screen shows a hundred.
    """

    __slots__ = ("_proposal", "_read_suggestion", "_read_value", "_row", "_rows")

    def __init__(self, rows: Rows, row: Stored | Proposal, state: State, proposal: Proposal | None) -> None:
        self._read_value: Annotation | None = None
        self._read_suggestion: Suggestion | None = None
        self._rows, self._row, self._proposal = rows, row, proposal
        self.id, kind, self.label, self.start, self.end = row[:5]
        self.kind = KINDS[kind]
        self.state = state

    @property
    def value(self) -> Annotation:
        """The annotation itself; raises ``ShapeError`` where the file is damaged."""
        if self._read_value is None:
            self._read_value = self._rows.value(self._row)
        return self._read_value

    @property
    def suggestion(self) -> Suggestion | None:
        """What it came from, if a machine proposed it."""
        if self._read_suggestion is None and self._proposal is not None:
            self._read_suggestion = self._rows.suggestion(self._proposal)
        return self._read_suggestion

    @property
    def is_suggested(self) -> bool:
        """Whether a machine proposed it."""
        return self._proposal is not None

    def points_at(self, annotation_id: str) -> bool:
        """Whether its value points at that annotation; a value that does not even name it is not read."""
        return annotation_id in self._row.text and super().points_at(annotation_id)
