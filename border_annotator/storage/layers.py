"""The reviewers' layers: annotations, decisions and reviews."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import (
    anchor_of,
    annotation_to_plain,
    kind_of,
    label_of,
    new_id,
    references_of,
)
from border_annotator.domain.edit import Target, value_to_plain
from border_annotator.domain.errors import BugError
from border_annotator.domain.facts import Facts
from border_annotator.domain.gazetteer_entry import GazetteerEntry
from border_annotator.domain.item import Stored
from border_annotator.domain.layer import Decision, Layer, Review, ReviewState, Verdict
from border_annotator.domain.note import Note
from border_annotator.storage.plain_json import annotation_of, to_json

if TYPE_CHECKING:
    from collections.abc import Collection

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.edit import Change, Value
    from border_annotator.storage.project_file import ProjectFile


VERDICTS = {verdict.value: verdict for verdict in Verdict}


class LayerStore:
    """Reads layers, and writes one change at a time for the door of edits."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def layer(self, name: str) -> Layer | None:
        """The layer of that name."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT id, name FROM layers WHERE name = ?", (name,)).fetchone()
        return Layer(*row) if row else None

    def layers(self) -> list[Layer]:
        """All layers, the oldest first."""
        with self._file.reading() as connection:
            return [Layer(*row) for row in connection.execute("SELECT id, name FROM layers ORDER BY created_at, id")]

    def add_layer(self, name: str) -> Layer:
        """Make a layer; call it inside a transaction."""
        layer = Layer(new_id(), name)
        now = datetime.datetime.now(datetime.UTC).isoformat()
        self._file.db.conn.execute("INSERT INTO layers VALUES (?, ?, ?)", (layer.id, layer.name, now))
        return layer

    def annotations(self, layer_id: str, document_id: str) -> list[Annotation]:
        """A layer's annotations of a document, in reading order."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT id, kind, value FROM annotations WHERE document_id = ? AND layer_id = ? ORDER BY start, id",
                (document_id, layer_id),
            ).fetchall()
        return [annotation_of(kind, key, value) for key, kind, value in rows]

    def rows(self, layer_id: str, document_id: str, among: Collection[str] | None = None) -> list[Stored]:
        """The same as rows whose values are not read yet; with ``among`` only those of these ids, in any order."""
        query = "SELECT id, kind, label, start, end, value FROM annotations WHERE layer_id = ?"
        some = " AND +document_id = ? AND id IN (SELECT value FROM json_each(?))"
        with self._file.reading() as connection:
            if among is None:
                rows = connection.execute(f"{query} AND document_id = ? ORDER BY start, id", (layer_id, document_id))
            else:
                rows = connection.execute(query + some, (layer_id, document_id, to_json(sorted(among))))
            return [Stored._make(row) for row in rows]

    def taken(self, layer_id: str, ids: Collection[str]) -> dict[str, str]:
        """Which of some ids are those of a layer's annotations, and in which document."""
        query = "SELECT id, document_id FROM annotations WHERE layer_id = ? AND id IN (SELECT value FROM json_each(?))"
        with self._file.reading() as connection:
            return dict(connection.execute(query, (layer_id, to_json(sorted(ids)))))

    def page(self, layer_id: str, document_id: str, after: tuple[int, str], count: int) -> list[Stored]:
        """So many rows more of the same, in the order of the text ``after`` a start and an id."""
        query = (
            "SELECT id, kind, label, start, end, value FROM annotations WHERE layer_id = ? AND document_id = ?"
            " AND start >= ? AND (start, id) > (?, ?) ORDER BY start, id LIMIT ?"
        )
        with self._file.reading() as connection:
            found = connection.execute(query, (layer_id, document_id, after[0], *after, count))
            return [Stored._make(row) for row in found]

    def decisions(self, layer_id: str, document_id: str, among: Collection[str] | None = None) -> dict[str, Decision]:
        """A layer's decisions on a document's suggestions, by the suggestion's id; ``among`` means only some ids."""
        query = "SELECT suggestion_id, verdict, reason FROM decisions WHERE layer_id = ?"
        some = " AND +document_id = ? AND suggestion_id IN (SELECT value FROM json_each(?))"
        with self._file.reading() as connection:
            if among is None:
                rows = connection.execute(f"{query} AND document_id = ?", (layer_id, document_id)).fetchall()
            else:
                keys = to_json(sorted(among))
                rows = connection.execute(query + some, (layer_id, document_id, keys)).fetchall()
        return {key: Decision(key, VERDICTS[verdict], reason) for key, verdict, reason in rows}

    def review(self, layer_id: str, document_id: str) -> Review | None:
        """The reviewer's word on a document, if there was one."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT state, reason FROM reviews WHERE layer_id = ? AND document_id = ?", (layer_id, document_id)
            ).fetchone()
        return Review(document_id, ReviewState(row[0]), row[1]) if row else None

    def holds(self, layer_id: str, change: Change) -> bool:
        """Whether the stored value is the one that ``change`` starts from, and the suggestions it means in force."""
        stored = self._stored(layer_id, change)
        expected = None if change.before is None else to_json(value_to_plain(change.before))
        return stored == expected and all(self._is_in_force(key) for key in _meant(change))

    def write(self, layer_id: str, change: Change) -> None:
        """Store the value that ``change`` ends with; call it inside a transaction, after ``holds``."""
        if change.after is None:
            table, key = _place(change.target)
            where = (layer_id, change.key)
            self._file.db.conn.execute(f"DELETE FROM {table} WHERE layer_id = ? AND {key} = ?", where)  # noqa: S608 - both words are ours
            return
        self._put(layer_id, change.document_id, change.after)
        self._file.db.conn.executemany(
            "INSERT OR IGNORE INTO kept SELECT id FROM suggestions WHERE id = ?", [(key,) for key in _meant(change)]
        )

    def _is_in_force(self, suggestion_id: str) -> bool:
        """Whether a later run has not replaced it; an id of anything else is none of a suggestion's business."""
        replaced = self._file.db.conn.execute(
            "SELECT 1 FROM suggestions s JOIN readings g ON g.document_id = s.document_id"
            " WHERE s.id = ? AND s.run_id <> g.run_id AND s.id NOT IN kept",
            (suggestion_id,),
        ).fetchone()
        return replaced is None

    def _put(self, layer_id: str, document_id: str, value: Value) -> None:
        connection = self._file.db.conn
        if isinstance(value, Decision):
            connection.execute(
                "INSERT INTO decisions VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason",
                (layer_id, value.suggestion_id, document_id, value.verdict.value, value.reason),
            )
        elif isinstance(value, Review):
            connection.execute(
                "INSERT INTO reviews VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET state = excluded.state, reason = excluded.reason",
                (layer_id, document_id, value.state.value, value.reason),
            )
        elif isinstance(value, Facts | GazetteerEntry | Note):
            raise BugError("facts and gazetteer entries belong to no layer, and notes have a store of their own")
        else:
            anchor = anchor_of(value)
            connection.execute(
                "INSERT INTO annotations VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " label = excluded.label, start = excluded.start, end = excluded.end, value = excluded.value",
                (
                    layer_id,
                    value.id,
                    document_id,
                    kind_of(value).value,
                    label_of(value),
                    anchor.start,
                    anchor.end,
                    to_json(annotation_to_plain(value)),
                ),
            )

    def _stored(self, layer_id: str, change: Change) -> str | None:
        connection = self._file.db.conn
        where = (layer_id, change.key)
        if change.target is Target.DECISION:
            row = connection.execute(
                "SELECT verdict, reason FROM decisions WHERE layer_id = ? AND suggestion_id = ?", where
            ).fetchone()
            return None if row is None else to_json({"id": change.key, "verdict": row[0], "reason": row[1]})
        if change.target is Target.REVIEW:
            row = connection.execute(
                "SELECT state, reason FROM reviews WHERE layer_id = ? AND document_id = ?", where
            ).fetchone()
            return None if row is None else to_json({"id": change.key, "state": row[0], "reason": row[1]})
        row = connection.execute(
            "SELECT value FROM annotations WHERE layer_id = ? AND id = ? AND kind = ?", (*where, change.target.value)
        ).fetchone()
        return None if row is None else str(row[0])


def _meant(change: Change) -> tuple[str, ...]:
    """The ids of what the new value judges or points at, which may be suggestions."""
    if change.after is None or isinstance(change.after, Review | Facts | GazetteerEntry | Note):
        return ()
    if isinstance(change.after, Decision):
        return (change.after.suggestion_id,)
    return references_of(change.after)


def _place(target: Target) -> tuple[str, str]:
    if target is Target.DECISION:
        return "decisions", "suggestion_id"
    return ("reviews", "document_id") if target is Target.REVIEW else ("annotations", "id")
