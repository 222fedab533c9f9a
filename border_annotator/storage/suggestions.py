"""What machines proposed, and in which run."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of, label_of
from border_annotator.domain.days import stored_day
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import ShapeError
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.item import Proposal, Rows
from border_annotator.domain.sentence import say
from border_annotator.domain.suggestion import Run, Suggestion
from border_annotator.storage.plain_json import annotation_of, annotation_text, to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.storage.project_file import ProjectFile


KINDS = {Entity: Kind.ENTITY.value, Figure: Kind.FIGURE.value, Event: Kind.EVENT.value}
IN_FORCE = """
SELECT s.id, s.kind, s.label, s.start, s.end, CASE WHEN json_valid(s.value) THEN s.value END,
  s.source, s.confidence, s.reason FROM suggestions s
WHERE (s.run_id = (SELECT run_id FROM readings WHERE document_id = :document)
       OR s.id IN kept AND EXISTS (SELECT 1 FROM readings WHERE document_id = :document))
"""
ALL = " AND s.document_id = :document ORDER BY s.start, s.id"
PAGE = """
 AND s.document_id = :document AND s.start >= :start AND (s.start, s.id) > (:start, :id)
 ORDER BY s.start, s.id LIMIT :count
"""
# The plus keeps SQLite from going through all of the document's suggestions.
SOME = " AND +s.document_id = :document AND s.id IN (SELECT value FROM json_each(:keys))"


class SuggestionStore:
    """Reads and adds suggestions and runs; nothing of them is ever changed, but for what ``complete`` tells.

    What their times say once the publication date is another, and which of them are masked, stands beside them.
    """

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def add_run(self, run: Run) -> None:
        """Store a run; call it inside a transaction."""
        self._file.db.conn.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                run.id,
                run.model,
                run.model_version,
                run.program_version,
                run.schema_sha256,
                to_json(dict(run.settings)),
                run.started_at.isoformat(),
            ),
        )

    def add(self, run_id: str, document_id: str, suggestions: Iterable[Suggestion]) -> None:
        """Store what a run proposes for a document and put it in force; call it inside a transaction.

        What earlier runs proposed is no longer in force then, except for the kept suggestions. Their times count
        from the publication date that the document has now.
        """
        self._insert(run_id, document_id, suggestions)
        connection = self._file.db.conn
        connection.execute(
            "INSERT INTO readings SELECT :document, :run, count(*), coalesce(sum(kind = 'event'), 0) FROM suggestions s"
            " WHERE document_id = :document AND (run_id = :run OR id IN kept)"
            " ON CONFLICT DO UPDATE SET run_id = excluded.run_id, suggestions = excluded.suggestions,"
            " events = excluded.events",
            {"document": document_id, "run": run_id},
        )
        connection.execute("DELETE FROM failed_readings WHERE document_id = ?", (document_id,))
        connection.execute("DELETE FROM unread WHERE document_id = ?", (document_id,))

    def add_beside(self, run_id: str, document_id: str, suggestions: Sequence[Suggestion]) -> None:
        """Store what came for a document from elsewhere, beside what a model says; call it inside a transaction.

        It stays in force whatever later runs propose, and a document that no model has read is still to be read.
        """
        self._insert(run_id, document_id, suggestions)
        self.keep(suggestion.id for suggestion in suggestions)
        connection = self._file.db.conn
        fresh = connection.execute("INSERT OR IGNORE INTO readings VALUES (?, ?, 0, 0)", (document_id, run_id))
        if fresh.rowcount:
            connection.execute("INSERT INTO unread VALUES (?)", (document_id,))
        connection.execute(
            "UPDATE readings SET (suggestions, events) = (SELECT count(*), coalesce(sum(kind = 'event'), 0)"
            " FROM suggestions s WHERE document_id = :document AND (s.run_id = readings.run_id OR s.id IN kept))"
            " WHERE document_id = :document",
            {"document": document_id},
        )

    def add_to_new(self, run_id: str, document_id: str, suggestions: Sequence[Suggestion]) -> None:
        """``add_beside`` for a document that has none yet and was never read."""
        self._insert(run_id, document_id, suggestions)
        connection = self._file.db.conn
        connection.execute("INSERT INTO kept SELECT id FROM suggestions WHERE document_id = ?", (document_id,))
        events = sum(isinstance(suggestion.value, Event) for suggestion in suggestions)
        connection.execute("INSERT INTO readings VALUES (?, ?, ?, ?)", (document_id, run_id, len(suggestions), events))
        connection.execute("INSERT INTO unread VALUES (?)", (document_id,))

    def _insert(self, run_id: str, document_id: str, suggestions: Iterable[Suggestion]) -> None:
        connection = self._file.db.conn
        connection.executemany(
            "INSERT INTO suggestions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    value.id,
                    run_id,
                    document_id,
                    KINDS[type(value)],
                    label_of(value),
                    anchor.start,
                    anchor.end,
                    annotation_text(value),
                    s.source,
                    s.confidence,
                    s.reason,
                )
                for s in suggestions
                for value in (s.value,)
                for anchor in (anchor_of(value),)
            ],
        )
        connection.execute(
            "INSERT OR IGNORE INTO anchors SELECT ?, id, published FROM documents WHERE id = ?", (run_id, document_id)
        )

    def complete(self, values: Iterable[Annotation]) -> None:
        """Let suggestions say more than when they came: what was missing came later; call it inside a transaction."""
        self._file.db.conn.executemany(
            "UPDATE suggestions SET value = ? WHERE id = ?",
            ((annotation_text(value), value.id) for value in values),
        )

    def mask(self, document_id: str, touched: Mapping[str, bool]) -> None:
        """Note suggestions that touch a masked place, and which of them stand in one; call it in a transaction."""
        self._file.db.conn.executemany(
            "INSERT INTO masked VALUES (?, ?, ?)",
            ((document_id, key, is_hidden) for key, is_hidden in touched.items()),
        )

    def masked(self, document_id: str) -> frozenset[str]:
        """The ids of a document's suggestions that touch a masked place."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT suggestion_id FROM masked WHERE document_id = ?", (document_id,))
            return frozenset(row[0] for row in rows)

    def masked_among(self, document_id: str, among: Collection[str]) -> frozenset[str]:
        """Which of some ids are those of a document's suggestions that touch a masked place."""
        query = "SELECT suggestion_id FROM masked WHERE document_id = ? AND suggestion_id IN"
        query += " (SELECT value FROM json_each(?))"
        with self._file.reading() as connection:
            rows = connection.execute(query, (document_id, _listed(among)))
            return frozenset(row[0] for row in rows)

    def read_for(self, document_id: str) -> list[tuple[Suggestion, datetime.date | None]]:
        """The suggestions in force as their runs proposed them, with the publication date their times count from."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT s.id, s.kind, s.value, s.source, s.confidence, a.published FROM suggestions s"
                " JOIN readings g ON g.document_id = s.document_id"
                " LEFT JOIN anchors a ON a.run_id = s.run_id AND a.document_id = s.document_id"
                " WHERE s.document_id = ? AND (s.run_id = g.run_id OR s.id IN kept) ORDER BY s.start, s.id",
                (document_id,),
            ).fetchall()
        return [
            (
                Suggestion(document_id, annotation_of(kind, key, value), source, confidence),
                stored_day(published),
            )
            for key, kind, value, source, confidence, published in rows
        ]

    def renew(self, document_id: str, values: Iterable[Annotation]) -> None:
        """Let suggestions say something else than their runs did, and all others what they said; in a transaction.

        This is for times alone: they follow the document's publication date.
        """
        connection = self._file.db.conn
        connection.execute("DELETE FROM renewed WHERE document_id = ?", (document_id,))
        connection.executemany(
            "INSERT INTO renewed VALUES (?, ?, ?)",
            ((value.id, document_id, annotation_text(value)) for value in values),
        )

    def add_failure(self, document_id: str, reason: str) -> None:
        """Note that a run gave a document up, in a sentence for the user; call it inside a transaction."""
        self._file.db.conn.execute(
            "INSERT OR REPLACE INTO failed_readings VALUES (?, ?, ?)",
            (document_id, reason, datetime.datetime.now(datetime.UTC).isoformat()),
        )

    def keep(self, suggestion_ids: Iterable[str]) -> None:
        """Let suggestions stay in force whatever later runs propose; call it inside a transaction."""
        self._file.db.conn.executemany(
            "INSERT OR IGNORE INTO kept VALUES (?)", ((suggestion_id,) for suggestion_id in suggestion_ids)
        )

    def kept(self, document_id: str) -> frozenset[str]:
        """The ids of a document's suggestions that later runs leave in force."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM suggestions WHERE document_id = ? AND id IN kept", (document_id,)
            ).fetchall()
        return frozenset(row[0] for row in rows)

    def in_force(self, document_id: str) -> list[Suggestion]:
        """The suggestions of the newest run that read the document, and the kept ones.

        Their times count from the publication date that the document has now. Masked ones are among them.
        """
        rows = Rows(document_id, annotation_of)
        return [rows.suggestion(proposal) for proposal in self.proposals(document_id)]

    def proposals(self, document_id: str, among: Collection[str] | None = None) -> list[Proposal]:
        """The same as rows whose values are not read yet; with ``among`` only those of these ids, in any order.

        Raises ``ShapeError`` where one is no longer JSON: a window must not meet a damaged one while it paints.
        """
        where, values = SOME if among is not None else ALL, {"document": document_id, "keys": _listed(among)}
        with self._file.reading() as connection:
            renewed = self.renewals(document_id)
            found = _sound(map(Proposal._make, connection.execute(IN_FORCE + where, values)))
        if not renewed:
            return found
        return [row._replace(text=renewed[row.id]) if row.id in renewed else row for row in found]

    def page(self, document_id: str, after: tuple[int, str], count: int) -> list[Proposal]:
        """So many rows more of the same, in the order of the text ``after`` a start and an id; as the runs said it.

        Raises ``ShapeError`` as ``proposals`` does.
        """
        values = {"document": document_id, "start": after[0], "id": after[1], "count": count}
        with self._file.reading() as connection:
            return _sound(map(Proposal._make, connection.execute(IN_FORCE + PAGE, values)))

    def must_be_sound(self, document_id: str) -> None:
        """Raise ``ShapeError`` where what reviewers made of a document's suggestions is no longer JSON."""
        query = "SELECT kind || ' ' || id FROM annotations WHERE document_id = ? AND NOT json_valid(value) LIMIT 1"
        with self._file.reading() as connection:
            row = connection.execute(query, (document_id,)).fetchone()
        if row is not None:
            raise _damaged(row[0])

    def renewals(self, document_id: str) -> dict[str, str]:
        """What suggestions say since the publication date is another one, as texts that are not read yet."""
        query = "SELECT suggestion_id, value FROM renewed WHERE document_id = ?"
        with self._file.reading() as connection:
            return dict(connection.execute(query, (document_id,)))

    def taken(self, ids: Collection[str]) -> dict[str, str]:
        """Which of some ids are those of suggestions, of any run, and in which document."""
        query = "SELECT id, document_id FROM suggestions WHERE id IN (SELECT value FROM json_each(?))"
        with self._file.reading() as connection:
            return dict(connection.execute(query, (_listed(ids),)))

    def count(self, document_id: str) -> int:
        """How many suggestions are in force for a document."""
        query = "SELECT suggestions FROM readings WHERE document_id = ?"
        with self._file.reading() as connection:
            row = connection.execute(query, (document_id,)).fetchone()
        return row[0] if row else 0

    def models(self, document_ids: Collection[str]) -> list[tuple[str, str, int]]:
        """Name and version of the models that read some documents last, and how many each has read."""
        with self._file.reading() as connection:
            return connection.execute(
                "SELECT r.model, r.model_version, count(*) FROM readings g JOIN runs r ON r.id = g.run_id"
                " WHERE g.document_id IN (SELECT value FROM json_each(?)) GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
                (_listed(document_ids),),
            ).fetchall()

    def reading(self, document_id: str) -> str | None:
        """The run whose suggestions are in force for a document, or ``None`` before the first."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT run_id FROM readings WHERE document_id = ?", (document_id,)).fetchone()
        return row[0] if row else None


def _sound(rows: Iterable[Proposal]) -> list[Proposal]:
    found = list(rows)
    for row in found:
        if not row.text:
            raise _damaged(f"{row.kind} {row.id}")
    return found


def _damaged(what: str) -> ShapeError:
    return ShapeError(what, say("is damaged; keep the file and restore a copy of it"))


def _listed(keys: Collection[str] | None) -> str:
    return to_json(sorted(keys or ()))
