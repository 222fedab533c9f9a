"""The documents of a project."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import spans_of
from border_annotator.domain.days import stored_day
from border_annotator.domain.document import Document, layout_to_plain
from border_annotator.domain.edit import value_to_plain
from border_annotator.domain.errors import BugError
from border_annotator.domain.facts import Facts, facts_of, facts_to_plain, with_facts
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.mask import mask_of
from border_annotator.storage.plain_json import annotation_of, layout_of, to_json
from border_annotator.storage.search import SearchStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.edit import Change
    from border_annotator.storage.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One document as the queue shows it, with counts for one layer."""

    document_id: str
    headline: str
    file_name: str
    source: str | None
    published: datetime.date | None
    state: ReviewState
    is_prelabelled: bool
    events_open: int
    events_decided: int
    suggestions_open: int
    annotations: int
    decisions: int
    failure: str | None
    """Why the last run could not read it; ``None`` when it could, or when none tried."""

    @property
    def is_started(self) -> bool:
        """Whether the reviewer has done anything on it."""
        return self.annotations > 0 or self.decisions > 0


MOST = 1_000_000_000

# Ids without the texts that lie between them in the file.
IDS = "SELECT id FROM documents INDEXED BY documents_in_queue"
# How many suggestions of a document stand in a masked place and are not judged.
HIDDEN = """(SELECT count(*) FROM masked m JOIN suggestions s ON s.id = m.suggestion_id
    WHERE m.document_id = d.id AND m.is_hidden AND (s.run_id = g.run_id OR s.id IN kept)
    AND NOT EXISTS (SELECT 1 FROM decisions x WHERE x.layer_id = :layer AND x.suggestion_id = s.id)"""
# Every suggestion with a decision is in force, so those that wait are the difference, less the hidden ones.
QUEUE = f"""
SELECT d.id, d.headline, d.file_name, d.source, d.published, coalesce(r.state, 'open'), g.run_id IS NOT NULL,
  coalesce(g.events, 0) - coalesce(t.events_decided, 0) - {HIDDEN} AND s.kind = 'event'),
  coalesce(t.events_decided, 0),
  coalesce(g.suggestions, 0) - coalesce(t.decisions, 0) - {HIDDEN}),
  coalesce(t.annotations, 0), coalesce(t.decisions, 0), f.reason
FROM documents d
  LEFT JOIN readings g ON g.document_id = d.id
  LEFT JOIN tallies t ON t.layer_id = :layer AND t.document_id = d.id
  LEFT JOIN failed_readings f ON f.document_id = d.id
  LEFT JOIN reviews r ON r.layer_id = :layer AND r.document_id = d.id
"""  # noqa: S608 - all words are ours


class DocumentStore:
    """Reads and adds documents. Their texts never change; their facts do, one change at a time, for the door."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def add(self, document: Document, *, indexes: bool = True) -> int:
        """Store a document and return its position; call it inside a transaction. Its file's hash must be new.

        Without ``indexes`` its words are indexed in an idle moment: that takes ten times as long as storing it.
        """
        cursor = self._file.db.conn.execute(
            "INSERT INTO documents (id, file_name, file_sha256, text, text_sha256, headline, published, source,"
            " language, layout, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.file_name,
                document.file_sha256,
                document.text,
                document.text_sha256,
                *_facts_columns(document),
                datetime.datetime.now(datetime.UTC).isoformat(),
            ),
        )
        if cursor.lastrowid is None:
            raise BugError("the document got no position")
        if indexes:
            SearchStore(self._file).index(cursor.lastrowid, document.text)
        return cursor.lastrowid

    def holds(self, change: Change) -> bool:
        """Whether the stored facts are those that ``change`` starts from."""
        if change.before is None or change.after is None:
            raise BugError("every document has facts, before and after")
        stored = facts_to_plain(facts_of(self.get(change.key)))
        return to_json(stored) == to_json(value_to_plain(change.before))

    def write(self, change: Change) -> None:
        """Store the facts that ``change`` ends with; call it inside a transaction, after ``holds``.

        What is suggested in a place that is masked from now on is noted as masked, and the other way round.
        """
        if not isinstance(change.after, Facts):
            raise BugError("these are no facts")
        document = with_facts(self.get(change.key), change.after)
        connection = self._file.db.conn
        connection.execute(
            "UPDATE documents SET headline = ?, published = ?, source = ?, language = ?, layout = ? WHERE id = ?",
            (*_facts_columns(document), document.id),
        )
        mask = mask_of(document.layout)
        rows = connection.execute("SELECT id, kind, value FROM suggestions WHERE document_id = ?", (document.id,))
        touched = []
        for key, kind, value in rows:
            annotation = annotation_of(kind, key, value)
            if any(mask.touches(span) for span in spans_of(annotation)):
                touched.append((document.id, key, mask.clipped(annotation) is None))
        connection.execute("DELETE FROM masked WHERE document_id = ?", (document.id,))
        connection.executemany("INSERT INTO masked VALUES (?, ?, ?)", touched)

    def has_file(self, file_sha256: str) -> bool:
        """Whether a document with the same bytes is there."""
        with self._file.reading() as connection:
            found = connection.execute("SELECT 1 FROM documents WHERE file_sha256 = ?", (file_sha256,)).fetchone()
        return found is not None

    def get(self, document_id: str) -> Document:
        """The document of that id; raises ``KeyError``."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT id, file_name, file_sha256, text, layout, language, source FROM documents WHERE id = ?",
                (document_id,),
            ).fetchone()
        if row is None:
            raise KeyError(document_id)
        return Document(
            id=row[0],
            file_name=row[1],
            file_sha256=row[2],
            text=row[3],
            layout=layout_of(row[0], row[4]),
            language=row[5],
            source=row[6],
        )

    def ids(self) -> list[str]:
        """All ids in the order of import."""
        with self._file.reading() as connection:
            return [row[0] for row in connection.execute(f"{IDS} ORDER BY position")]

    def file_names(self) -> list[tuple[str, str]]:
        """Each document's id with the name of the file that it came from, in the order of import."""
        with self._file.reading() as connection:
            return list(connection.execute("SELECT id, file_name FROM documents ORDER BY position"))

    def ids_to_prelabel(self) -> list[str]:
        """The ids of the documents that no run has read or given up yet, in the order of import."""
        with self._file.reading() as connection:
            rows = connection.execute(
                f"{IDS} WHERE (id NOT IN (SELECT document_id FROM readings) OR id IN unread)"  # noqa: S608 - all words are ours
                " AND id NOT IN (SELECT document_id FROM failed_readings) ORDER BY position"
            )
            return [row[0] for row in rows]

    def is_any_to_prelabel(self) -> bool:
        """Whether ``ids_to_prelabel`` has any, told from numbers of rows alone."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM unread)"
                " > (SELECT count(*) FROM readings) + (SELECT count(*) FROM failed_readings"
                " WHERE document_id NOT IN (SELECT document_id FROM readings) OR document_id IN unread)"
            ).fetchone()
        return bool(row[0])

    def ids_given_up(self) -> list[str]:
        """The ids of the documents that the last run which tried could not read, in the order of import."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM documents WHERE id IN (SELECT document_id FROM failed_readings) ORDER BY position"
            )
            return [row[0] for row in rows]

    def count(self) -> int:
        """How many documents there are."""
        with self._file.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    def queue_rows(self, layer_id: str, document_ids: Sequence[str]) -> dict[str, QueueRow]:
        """Some documents' rows of the queue by their ids, without those that are not there."""
        if not document_ids:
            return {}
        marks = ", ".join(f":id{k}" for k in range(len(document_ids)))
        values = {"layer": layer_id} | {f"id{k}": key for k, key in enumerate(document_ids)}
        with self._file.reading() as connection:
            rows = connection.execute(f"{QUEUE} WHERE d.id IN ({marks})", values).fetchall()
        return {row[0]: _queue_row(row) for row in rows}

    def queue_row(self, layer_id: str, document_id: str) -> QueueRow:
        """One document's row of the queue; raises ``KeyError``."""
        with self._file.reading() as connection:
            row = connection.execute(
                QUEUE + " WHERE d.id = :document", {"layer": layer_id, "document": document_id}
            ).fetchone()
        if row is None:
            raise KeyError(document_id)
        return _queue_row(row)


def _facts_columns(document: Document) -> tuple[str, str | None, str | None, str, str]:
    """Headline, publication date, source, language and layout."""
    published = document.layout.published.value
    return (
        document.headline,
        published.isoformat() if published else None,
        document.source,
        document.language,
        to_json(layout_to_plain(document.layout)),
    )


_Row = tuple[str, str, str, str | None, str | None, str, int, int, int, int, int, int, str | None]


def _queue_row(row: _Row) -> QueueRow:
    return QueueRow(
        document_id=row[0],
        headline=row[1],
        file_name=row[2],
        source=row[3],
        published=stored_day(row[4]),
        state=ReviewState(row[5]),
        is_prelabelled=bool(row[6]),
        events_open=_count(row[7]),
        events_decided=_count(row[8]),
        suggestions_open=_count(row[9]),
        annotations=_count(row[10]),
        decisions=_count(row[11]),
        failure=row[12],
    )


def _count(stored: int) -> int:
    """A number that was counted as rows came and went, within what a window can show, whatever a file says."""
    return max(0, min(stored, MOST))
