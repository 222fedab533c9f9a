"""Rows as they are stored, for checking a project: nothing here is turned into values, so nothing can fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.storage.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document's row."""

    id: str
    file_name: str
    text: str
    text_sha256: str
    layout: str
    language: str
    source: str | None
    headline: str
    published: str | None


@dataclass(frozen=True, slots=True)
class RawAnnotation:
    """A suggestion's or an annotation's row; ``layer_id`` is ``None`` for a suggestion."""

    layer_id: str | None
    id: str
    kind: str
    label: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class RawEdit:
    """A row of the journal with where it stands in the history; ``state`` is ``None`` when it is not there."""

    id: int
    layer_id: str
    action: str
    subject: int | None
    changes: str
    state: str | None


# What is counted as rows come and go, held against the rows.
WRONG_COUNTS = """
SELECT d.file_name, 'suggestions' FROM readings g JOIN documents d ON d.id = g.document_id
WHERE (g.suggestions, g.events) <> (SELECT count(*), coalesce(sum(s.kind = 'event'), 0) FROM suggestions s
  WHERE s.document_id = g.document_id AND (s.run_id = g.run_id OR s.id IN kept))
UNION ALL SELECT d.file_name, 'annotations' FROM layers l JOIN documents d
  LEFT JOIN tallies t ON t.layer_id = l.id AND t.document_id = d.id
WHERE coalesce(t.annotations, 0) <> (SELECT count(*) FROM annotations a
  WHERE a.document_id = d.id AND a.layer_id = l.id)
UNION ALL SELECT d.file_name, 'decisions' FROM layers l JOIN documents d
  LEFT JOIN tallies t ON t.layer_id = l.id AND t.document_id = d.id
WHERE (coalesce(t.decisions, 0), coalesce(t.events_decided, 0)) <> (
  SELECT count(*), coalesce(sum(s.kind = 'event'), 0) FROM decisions x JOIN suggestions s ON s.id = x.suggestion_id
  WHERE x.document_id = d.id AND x.layer_id = l.id)
"""


class RawRows:
    """Reads tables as they are."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def documents(self) -> Iterator[RawDocument]:
        """All documents in the order of import."""
        with self._file.reading() as connection:
            for row in connection.execute(
                "SELECT id, file_name, text, text_sha256, layout, language, source, headline, published FROM documents"
                " ORDER BY position"
            ):
                yield RawDocument(*row)

    def suggestions(self, document_id: str) -> list[RawAnnotation]:
        """All suggestions for a document, of every run."""
        with self._file.reading() as connection:
            return [
                RawAnnotation(None, *row)
                for row in connection.execute(
                    "SELECT id, kind, label, start, end, value FROM suggestions WHERE document_id = ?", (document_id,)
                )
            ]

    def annotations(self, document_id: str) -> list[RawAnnotation]:
        """All annotations of a document, of every layer."""
        with self._file.reading() as connection:
            return [
                RawAnnotation(*row)
                for row in connection.execute(
                    "SELECT layer_id, id, kind, label, start, end, value FROM annotations WHERE document_id = ?",
                    (document_id,),
                )
            ]

    def masked(self, document_id: str) -> dict[str, bool]:
        """The ids of a document's suggestions that are noted as masked, and whether they are hidden."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT suggestion_id, is_hidden FROM masked WHERE document_id = ?", (document_id,)
            ).fetchall()
        return {key: bool(is_hidden) for key, is_hidden in rows}

    def renewed(self, document_id: str) -> dict[str, str]:
        """What a document's suggestions say now instead of what their runs proposed, by their ids."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT suggestion_id, value FROM renewed WHERE document_id = ?", (document_id,)
            ).fetchall()
        return dict(rows)

    def facts(self) -> Iterator[tuple[str, str, str | None, str]]:
        """Id, language, publisher and layout of every document."""
        with self._file.reading() as connection:
            yield from connection.execute("SELECT id, language, source, layout FROM documents ORDER BY position")

    def notes(self) -> list[tuple[str, str, int, str, str | None, str | None]]:
        """Every note: id, document, flag, value, and the file's name and the text of its document, if there is one."""
        with self._file.reading() as connection:
            return connection.execute(
                "SELECT n.id, n.document_id, n.asks, n.value, d.file_name, d.text FROM notes n"
                " LEFT JOIN documents d ON d.id = n.document_id"
            ).fetchall()

    def wrong_counts(self) -> list[tuple[str, str]]:
        """The file names of documents for which the queue shows wrong numbers, and of what."""
        with self._file.reading() as connection:
            return connection.execute(WRONG_COUNTS).fetchall()

    def adoptions(self) -> list[tuple[str, str | None, str, str, str]]:
        """Of every set of annotations from elsewhere: id, document's file, what was said, what it became, and kept."""
        with self._file.reading() as connection:
            return connection.execute(
                "SELECT a.id, d.file_name, a.said, a.became, a.kept FROM adoptions a LEFT JOIN documents d"
                " ON d.id = a.document_id"
            ).fetchall()

    def quarantined(self) -> list[tuple[str, str]]:
        """Of everything that could not be placed: id and value."""
        with self._file.reading() as connection:
            return connection.execute("SELECT id, value FROM quarantine").fetchall()

    def wrongly_unread(self) -> list[str]:
        """The file names of documents that are wrongly taken for read, or for not read, by a model."""
        elsewhere = "g.run_id IN (SELECT run_id FROM adoptions WHERE run_id IS NOT NULL)"
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT d.file_name FROM documents d LEFT JOIN readings g ON g.document_id = d.id"  # noqa: S608 - ours
                f" WHERE coalesce({elsewhere}, 0) <> (d.id IN unread)"
            ).fetchall()
        return [row[0] for row in rows]

    def wrong_touches(self) -> int:
        """How many rows of the journal are not found by what they touched, or by what they did not touch."""
        touches = (
            "SELECT json_extract(c.value, '$.key'), j.id FROM journal j, json_each(j.changes) c"
            " WHERE json_valid(j.changes)"
        )
        stored = "SELECT key, journal_id FROM touched"
        with self._file.reading() as connection:
            (wrong,) = connection.execute(
                f"SELECT count(*) FROM (SELECT * FROM ({touches} EXCEPT {stored})"  # noqa: S608 - all words are ours
                f" UNION ALL SELECT * FROM ({stored} EXCEPT {touches}))"
            ).fetchone()
        return int(wrong)

    def edits(self) -> Iterator[RawEdit]:
        """The whole journal, the oldest row first."""
        with self._file.reading() as connection:
            for row in connection.execute(
                "SELECT j.id, j.layer_id, j.action, j.subject, j.changes, h.state FROM journal j"
                " LEFT JOIN history h ON h.journal_id = j.id ORDER BY j.id"
            ):
                yield RawEdit(*row)

    def layer_values(self) -> Iterator[tuple[str, str, str, str, str | None, str | None]]:
        """Every value of every layer: layer, target, key, document, and the stored JSON or the word and reason.

        The project's own gazetteer entries come with an empty layer and document.
        """
        with self._file.reading() as connection:
            yield from connection.execute(
                "SELECT layer_id, kind, id, document_id, value, NULL FROM annotations"
                " UNION ALL SELECT layer_id, 'decision', suggestion_id, document_id, verdict, reason FROM decisions"
                " UNION ALL SELECT layer_id, 'review', document_id, document_id, state, reason FROM reviews"
                " UNION ALL SELECT '', 'gazetteer', id, '', value, NULL FROM gazetteer"
                " UNION ALL SELECT layer_id, 'note', id, document_id, value, NULL FROM notes"
            )
