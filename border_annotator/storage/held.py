"""What documents hold in one layer, read for many of them together: for those who go through a whole project.

A question for each table and each document costs more than most answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain.layer import Decision, Review, ReviewState
from border_annotator.domain.note import note_from_plain
from border_annotator.domain.suggestion import Suggestion
from border_annotator.storage.layers import VERDICTS
from border_annotator.storage.plain_json import annotations_of, fields_of, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.note import Note
    from border_annotator.storage.project_file import ProjectFile

AT_ONCE = 64
"""Documents that are read together."""
ROWS_AT_ONCE = 6_400
"""Annotations and suggestions that are read together, unless one document alone has more."""

SIZES = """
SELECT coalesce(g.suggestions, 0) + coalesce(t.annotations, 0) FROM json_each(:ids) j
  LEFT JOIN readings g ON g.document_id = j.value
  LEFT JOIN tallies t ON t.layer_id = :layer AND t.document_id = j.value
ORDER BY j.key
"""
ANNOTATIONS = """
SELECT a.document_id, a.kind, a.id, a.value FROM json_each(:ids) j
  CROSS JOIN annotations a ON a.document_id = j.value AND a.layer_id = :layer
"""
SUGGESTIONS = """
SELECT s.document_id, s.kind, s.id, coalesce(n.value, s.value), s.source, s.confidence, s.reason
FROM json_each(:ids) j
  CROSS JOIN readings g ON g.document_id = j.value
  CROSS JOIN suggestions s ON s.document_id = j.value
  LEFT JOIN renewed n ON n.suggestion_id = s.id AND n.document_id = s.document_id
WHERE (s.run_id = g.run_id OR s.id IN kept)
"""
# Those of the decisions alone: a reviewer rejects a few of a hundred.
REJECTED = """
SELECT s.document_id, s.kind, s.id, coalesce(n.value, s.value), s.source, s.confidence, s.reason
FROM json_each(:ids) j
  CROSS JOIN readings g ON g.document_id = j.value
  CROSS JOIN decisions x ON x.document_id = j.value AND x.layer_id = :layer AND x.verdict = 'rejected'
  CROSS JOIN suggestions s ON s.id = x.suggestion_id AND s.document_id = j.value
  LEFT JOIN renewed n ON n.suggestion_id = s.id AND n.document_id = s.document_id
WHERE (s.run_id = g.run_id OR s.id IN kept)
"""
MASKED = "SELECT m.document_id, m.suggestion_id FROM json_each(:ids) j CROSS JOIN masked m ON m.document_id = j.value"
DECISIONS = """
SELECT x.document_id, x.suggestion_id, x.verdict, x.reason FROM json_each(:ids) j
  CROSS JOIN decisions x ON x.document_id = j.value AND x.layer_id = :layer
"""
REVIEWS = """
SELECT r.document_id, r.state, r.reason FROM json_each(:ids) j
  CROSS JOIN reviews r ON r.layer_id = :layer AND r.document_id = j.value
"""
NOTES = """
SELECT n.document_id, n.id, n.value FROM notes n
WHERE n.layer_id = :layer AND n.document_id IN (SELECT value FROM json_each(:ids)) ORDER BY n.at
"""


@dataclass(slots=True)
class Held:
    """What one document holds, in no particular order but for notes, the oldest of which is first.

    ``suggestions`` are those in force, or of them the rejected ones alone where no others were asked for; ``masked``
    are the ids of those that touch a masked place.
    """

    annotations: list[Annotation] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    masked: set[str] = field(default_factory=set)
    decisions: dict[str, Decision] = field(default_factory=dict)
    review: Review | None = None
    notes: list[Note] = field(default_factory=list)


class HeldStore:
    """Reads what documents hold in a layer."""

    def __init__(self, file: ProjectFile, layer_id: str) -> None:
        self._file = file
        self._layer_id = layer_id

    def each(self, document_ids: Sequence[str], *, with_suggestions: bool) -> Iterator[tuple[str, Held]]:
        """What some documents hold, one after the other; rows of a few of them are in memory at a time.

        Raises ``ShapeError`` where something is damaged.
        """
        for first in range(0, len(document_ids), AT_ONCE):
            for part in self._parts(document_ids[first : first + AT_ONCE]):
                yield from self._read(part, with_suggestions=with_suggestions).items()

    def _parts(self, document_ids: Sequence[str]) -> Iterator[Sequence[str]]:
        """The same in parts, for some articles have a thousand times the annotations of others."""
        with self._file.reading() as connection:
            sizes = connection.execute(SIZES, self._values(document_ids)).fetchall()
        begin, rows = 0, 0
        for place, (size,) in enumerate(sizes):
            if rows + size > ROWS_AT_ONCE and place > begin:
                yield document_ids[begin:place]
                begin, rows = place, 0
            rows += size
        yield document_ids[begin:]

    def _read(self, document_ids: Sequence[str], *, with_suggestions: bool) -> Mapping[str, Held]:
        held = {key: Held() for key in document_ids}
        values = self._values(document_ids)
        with self._file.reading() as connection:
            for key, suggestion_id, verdict, reason in connection.execute(DECISIONS, values):
                held[key].decisions[suggestion_id] = Decision(suggestion_id, VERDICTS[verdict], reason)
            for key, state, reason in connection.execute(REVIEWS, values):
                held[key].review = Review(key, ReviewState(state), reason)
            for key, suggestion_id in connection.execute(MASKED, values):
                held[key].masked.add(suggestion_id)
            for key, note_id, value in connection.execute(NOTES, values):
                held[key].notes.append(note_from_plain(fields_of(value, f"note {note_id}")))
            _add_annotations(held, connection.execute(ANNOTATIONS, values).fetchall())
            wanted = SUGGESTIONS if with_suggestions else REJECTED
            _add_suggestions(held, connection.execute(wanted, values).fetchall())
        return held

    def _values(self, document_ids: Sequence[str]) -> dict[str, str]:
        return {"ids": to_json(list(document_ids)), "layer": self._layer_id}


def _add_annotations(held: Mapping[str, Held], rows: Sequence[tuple[str, str, str, str]]) -> None:
    for row, value in zip(rows, annotations_of([row[1:4] for row in rows]), strict=True):
        held[row[0]].annotations.append(value)


def _add_suggestions(held: Mapping[str, Held], rows: Sequence[tuple[str, str, str, str, str, float, str]]) -> None:
    values = annotations_of([row[1:4] for row in rows])
    for (key, _kind, _id, _text, source, confidence, reason), value in zip(rows, values, strict=True):
        held[key].suggestions.append(Suggestion(key, value, source, confidence, reason))
