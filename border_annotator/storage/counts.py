"""Counts over a whole project, made by SQLite: reading every article would take minutes where this takes moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.storage.project_file import ProjectFile

DOCUMENTS = """
SELECT CASE
    WHEN coalesce(r.state, 'open') <> 'open' THEN r.state
    WHEN t.annotations > 0 OR t.decisions > 0 THEN 'in_progress'
    ELSE 'untouched' END AS progress, count(*), count(g.run_id)
FROM documents d
  LEFT JOIN readings g ON g.document_id = d.id
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
WAITING = """
SELECT s.kind, s.label, 'suggested', count(*) FROM suggestions s JOIN readings g ON g.document_id = s.document_id
WHERE (s.run_id = g.run_id OR s.id IN kept)
  AND s.id NOT IN (SELECT suggestion_id FROM decisions WHERE layer_id = :layer)
  AND s.id NOT IN (SELECT suggestion_id FROM masked WHERE is_hidden) GROUP BY 1, 2
"""


class CountStore:
    """Counts documents and annotations by state."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def documents(self, layer_id: str) -> dict[str, tuple[int, int]]:
        """How many documents are in each state, and how many of those a model has read."""
        with self._file.reading() as connection:
            rows = connection.execute(DOCUMENTS, {"layer": layer_id}).fetchall()
        return {state: (count, prelabelled) for state, count, prelabelled in rows}

    def annotations(self, layer_id: str) -> list[tuple[str, str, str, int]]:
        """Kind, label, state and how many there are, for a layer and the suggestions in force."""
        found: list[tuple[str, str, str, int]] = []
        with self._file.reading() as connection:
            for query in (REVIEWED, REJECTED, WAITING):
                found.extend(connection.execute(query, {"layer": layer_id}))
        return found
