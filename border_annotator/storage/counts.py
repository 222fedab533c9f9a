"""Counts over a whole project, made by SQLite: reading every article would take minutes where this takes moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.storage.project_file import ProjectFile

DOCUMENTS = """
SELECT CASE
    WHEN coalesce(r.state, 'open') <> 'open' THEN r.state
    WHEN t.annotations > 0 OR t.decisions > 0 THEN 'in_progress'
    ELSE 'untouched' END AS progress, count(*),
  count(g.run_id) - count(u.document_id)
FROM documents d
  LEFT JOIN readings g ON g.document_id = d.id
  LEFT JOIN unread u ON u.document_id = d.id
  LEFT JOIN tallies t ON t.layer_id = :layer AND t.document_id = d.id
  LEFT JOIN reviews r ON r.layer_id = :layer AND r.document_id = d.id
GROUP BY progress
"""
# A worksheet's states: what is in the layer is as its decision says, or added; what is not is rejected or waits.
REVIEWED = """
SELECT a.kind, a.label, coalesce(x.verdict, 'added'), count(*) FROM annotations a
LEFT JOIN decisions x ON x.layer_id = a.layer_id AND x.suggestion_id = a.id
WHERE a.layer_id = :layer GROUP BY 1, 2, 3
"""
REJECTED = """
SELECT s.kind, s.label, 'rejected', count(*) FROM decisions x JOIN suggestions s ON s.id = x.suggestion_id
WHERE x.layer_id = :layer AND x.verdict = 'rejected' GROUP BY 1, 2
"""
# Of some documents at a time: of 100,000 it takes seconds, and whoever waits may want to stop.
WAITING = """
SELECT s.kind, s.label, 'suggested', count(*) FROM documents d INDEXED BY documents_in_queue
  CROSS JOIN readings g ON g.document_id = d.id CROSS JOIN suggestions s ON s.document_id = d.id
WHERE d.position > :after AND d.position <= :last AND (s.run_id = g.run_id OR s.id IN kept)
  AND NOT EXISTS (SELECT 1 FROM decisions x WHERE x.layer_id = :layer AND x.suggestion_id = s.id)
  AND NOT EXISTS (SELECT 1 FROM masked m WHERE m.document_id = d.id AND m.suggestion_id = s.id AND m.is_hidden)
GROUP BY 1, 2
"""
PLACES = "SELECT count(*), coalesce(max(position), -1) FROM documents"
AT_ONCE = 200
"""Documents of about 100 suggestions whose rows are counted in some hundredths of a second."""
Count = tuple[str, str, str, int]


class CountStore:
    """Counts documents and annotations by state."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def documents(self, layer_id: str) -> dict[str, tuple[int, int]]:
        """How many documents are in each state, and how many of those a model has read."""
        with self._file.reading() as connection:
            rows = connection.execute(DOCUMENTS, {"layer": layer_id}).fetchall()
        return {state: (count, prelabelled) for state, count, prelabelled in rows}

    def reviewed(self, layer_id: str) -> list[Count]:
        """Kind, label, state and how many there are, of what a layer holds or has rejected."""
        found: list[Count] = []
        with self._file.reading() as connection:
            for query in (REVIEWED, REJECTED):
                found.extend(connection.execute(query, {"layer": layer_id}))
        return found

    def waiting(self, layer_id: str) -> Iterator[tuple[int, int, list[Count]]]:
        """The same of the suggestions in force that wait, part by part: documents done, of all, and the counts."""
        with self._file.reading() as connection:
            total, last = connection.execute(PLACES).fetchone()
            for after in range(-1, last, AT_ONCE):
                values = {"layer": layer_id, "after": after, "last": after + AT_ONCE}
                rows = connection.execute(WAITING, values).fetchall()
                yield min(after + AT_ONCE + 1, total), total, rows
