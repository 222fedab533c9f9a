"""The columns that the queue sorts and filters by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.queue_index import Columns, Entry
from border_annotator.storage.plain_json import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from border_annotator.storage.project_file import ProjectFile

# Column by column as lists of JSON: 100,000 rows that come one by one keep the window's own thread waiting.
DOCUMENTS = """
SELECT max(position), json_group_array(id), json_group_array(position), group_concat(title, char(10)),
  json_group_array(source), json_group_array(published), json_group_array(language), json_group_array(waiting),
  json_group_array(sureness)
FROM (
  SELECT d.id, d.position, d.source, d.published, d.language, coalesce(p.waiting, 0) AS waiting, p.sureness,
    replace(d.headline || ' ' || coalesce(d.source, ''), char(10), ' ') AS title
  FROM documents d INDEXED BY documents_in_queue
    LEFT JOIN profiles p ON p.layer_id = :layer AND p.position = d.position
  WHERE d.position > :after ORDER BY d.position LIMIT :limit)
"""
ORDER = """
SELECT json_group_array(id), json_group_array(position)
FROM (SELECT id, position FROM documents INDEXED BY documents_in_queue ORDER BY position)
"""
STATES = "SELECT json_group_array(document_id), json_group_array(state) FROM reviews WHERE layer_id = ?"
BEGUN = "SELECT json_group_array(document_id) FROM tallies WHERE layer_id = ? AND (annotations > 0 OR decisions > 0)"
# The article to begin with, without the queue: what was begun is looked for from the side of what was done.
FIRST_BEGUN = """
SELECT d.id FROM (
  SELECT document_id FROM reviews WHERE layer_id = :layer AND state = 'in_progress'
  UNION ALL
  SELECT t.document_id FROM tallies t WHERE t.layer_id = :layer AND (t.annotations > 0 OR t.decisions > 0)
    AND NOT EXISTS (SELECT 1 FROM reviews r
      WHERE r.layer_id = t.layer_id AND r.document_id = t.document_id AND r.state <> 'open')
) b CROSS JOIN documents d ON d.id = b.document_id
ORDER BY d.position LIMIT 1
"""
FIRST_UNTOUCHED = """
SELECT d.id FROM documents d INDEXED BY documents_in_queue
WHERE NOT EXISTS (SELECT 1 FROM reviews r WHERE r.layer_id = :layer AND r.document_id = d.id AND r.state <> 'open')
ORDER BY d.position LIMIT 1
"""
FIRST = "SELECT id FROM documents INDEXED BY documents_in_queue ORDER BY position LIMIT 1"
LABELS_OF_ALL = """
SELECT max(position), json_group_array(position), json_group_array(labels)
FROM (SELECT position, labels FROM profiles WHERE layer_id = ? AND position > ? ORDER BY position LIMIT ?)
"""
AT_ONCE = 5_000
"""Documents whose columns are read together."""
ONE = """
SELECT d.id, d.position, d.headline, d.source, d.published, d.language, coalesce(r.state, 'open'),
  coalesce(t.annotations > 0 OR t.decisions > 0, 0), coalesce(p.waiting, 0), p.sureness, coalesce(p.labels, '')
FROM documents d
  LEFT JOIN reviews r ON r.layer_id = :layer AND r.document_id = d.id
  LEFT JOIN tallies t ON t.layer_id = :layer AND t.document_id = d.id
  LEFT JOIN profiles p ON p.layer_id = :layer AND p.position = d.position
WHERE d.id = :document
"""
# What waits for a verdict of the layer: in force, not decided, and not hidden by the mask.
WAITING = """
SELECT s.kind, s.label, s.start, s.end, s.confidence, s.value FROM suggestions s
  JOIN readings g ON g.document_id = s.document_id
WHERE s.document_id = :document AND (s.run_id = g.run_id OR s.id IN kept)
  AND NOT EXISTS (SELECT 1 FROM decisions x WHERE x.layer_id = :layer AND x.suggestion_id = s.id)
  AND NOT EXISTS (SELECT 1 FROM masked m
    WHERE m.document_id = s.document_id AND m.suggestion_id = s.id AND m.is_hidden)
"""
LINK = "CASE kind WHEN 'entity' THEN json_extract(value, '$.link') END AS link"
LIVE = f"""
SELECT kind, label, start, end, value FROM ({WAITING})
UNION ALL SELECT kind, label, start, end, value FROM annotations WHERE document_id = :document AND layer_id = :layer
"""  # noqa: S608 - all words are ours
LINKED = f"""
SELECT kind, label, {LINK} FROM waiting
UNION ALL SELECT kind, label, {LINK} FROM annotations WHERE document_id = :document AND layer_id = :layer
"""  # noqa: S608 - all words are ours
LABEL = "CASE kind WHEN 'event' THEN 't:' WHEN 'entity' THEN 'e:' ELSE 'f:' END || label"
# A type of event, a label of an entity, and whom or what entities are linked to, each with a letter before it.
LABELS = f"""
SELECT coalesce(group_concat(word, char(10)), '') FROM (
  SELECT {LABEL} AS word FROM live UNION SELECT 'l:' || link FROM live WHERE link IS NOT NULL)
"""  # noqa: S608 - all words are ours
# Each table is made once only: they hold all suggestions of a document.
PROFILE = f"""
WITH waiting AS MATERIALIZED ({WAITING}), live AS MATERIALIZED ({LINKED})
SELECT count(*), round(avg(confidence), 6), ({LABELS}) FROM waiting
"""  # noqa: S608 - all words are ours
MANY = 500
"""Suggestions of a document from which on its profile is not made between two key presses."""


Profile = tuple[int, float | None, str]


class QueueStore:
    """Reads the queue's columns for a layer, and keeps documents' profiles up to date."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def order(self) -> tuple[list[str], list[int]]:
        """The ids and the positions of all documents in the order of import."""
        with self._file.reading() as connection:
            ids, positions = connection.execute(ORDER).fetchone()
        return json.loads(ids), json.loads(positions)

    def states(self, layer_id: str) -> tuple[dict[str, str], frozenset[str]]:
        """What the reviewer said of documents, by their ids, and on which ones anything was done."""
        with self._file.reading() as connection:
            stated = dict(zip(*map(json.loads, connection.execute(STATES, (layer_id,)).fetchone()), strict=True))
            begun = frozenset(json.loads(connection.execute(BEGUN, (layer_id,)).fetchone()[0]))
        return stated, begun

    def first(self, layer_id: str) -> str | None:
        """The article to begin with: the first one that was begun, else the first that waits, else the first."""
        with self._file.reading() as connection:
            for query in (FIRST_BEGUN, FIRST_UNTOUCHED, FIRST):
                row = connection.execute(query, {"layer": layer_id}).fetchone()
                if row is not None:
                    return str(row[0])
        return None

    def columns(self, layer_id: str) -> Iterator[Columns]:
        """The columns of all documents in the order of import, without labels; what is stale says what held before."""
        with self._file.moment(), self._file.reading() as connection:
            states, begun = self.states(layer_id)
            after: int | None = -1
            while after is not None:
                values = {"layer": layer_id, "after": after, "limit": AT_ONCE}
                after, ids, positions, titles, *others = connection.execute(DOCUMENTS, values).fetchone()
                if after is None:
                    return
                keys, (sources, days, languages, waiting, sureness) = json.loads(ids), map(json.loads, others)
                yield Columns(
                    keys,
                    json.loads(positions),
                    titles,
                    sources,
                    days,
                    languages,
                    [states.get(key, "open") for key in keys],
                    [key in begun for key in keys],
                    waiting,
                    sureness,
                )

    def labels(self, layer_id: str) -> Iterator[tuple[int, str]]:
        """Each document's position with the lines of its labels, in the order of import."""
        with self._file.reading() as connection:
            after: int | None = -1
            while after is not None:
                row = connection.execute(LABELS_OF_ALL, (layer_id, after, AT_ONCE)).fetchone()
                after = row[0]
                yield from zip(json.loads(row[1]), json.loads(row[2]), strict=True)

    def entry(self, layer_id: str, document_id: str) -> Entry | None:
        """One document's entry; ``None`` when there is no such document."""
        with self._file.reading() as connection:
            row = connection.execute(ONE, {"layer": layer_id, "document": document_id}).fetchone()
        return Entry(*row) if row else None

    def fresh_entry(self, layer_id: str, document_id: str) -> Entry | None:
        """One document's entry as it is now, whether its profile is stale or not."""
        entry = self.entry(layer_id, document_id)
        if entry is None or not self._is_stale(document_id):
            return entry
        waiting, sureness, labels = self.profile(layer_id, document_id)
        return entry._replace(waiting=waiting, sureness=sureness, labels=labels)

    def is_large(self, document_id: str) -> bool:
        """Whether the document has so many suggestions that making its profile takes a moment."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT suggestions FROM readings WHERE document_id = ?", (document_id,))
            found = row.fetchone()
        return found is not None and found[0] > MANY

    def stale(self, limit: int, without: Collection[str] = ()) -> list[str]:
        """Some documents whose profile is out of date, other than these."""
        query = "SELECT document_id FROM stale_profiles WHERE document_id NOT IN (SELECT value FROM json_each(?))"
        with self._file.reading() as connection:
            rows = connection.execute(f"{query} LIMIT ?", (to_json(sorted(without)), limit))
            return [row[0] for row in rows]

    def settle(self, layer_ids: Iterable[str], document_id: str) -> None:
        """Make a document's profile for some layers; call it inside a transaction."""
        self.keep({layer_id: self.profile(layer_id, document_id) for layer_id in layer_ids}, document_id)

    def keep(self, profiles: Mapping[str, Profile], document_id: str) -> None:
        """Store a document's profiles by their layers as those that hold now; call it inside a transaction."""
        connection = self._file.db.conn
        for layer_id, profile in profiles.items():
            connection.execute(
                "INSERT INTO profiles SELECT ?, position, ?, ?, ? FROM documents WHERE id = ? ON CONFLICT DO UPDATE SET"
                " waiting = excluded.waiting, sureness = excluded.sureness, labels = excluded.labels",
                (layer_id, *profile, document_id),
            )
        connection.execute("DELETE FROM stale_profiles WHERE document_id = ?", (document_id,))

    def wrong_profiles(self, layer_id: str) -> list[str]:
        """The ids of documents whose profile is neither stale nor right."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT d.id, p.waiting, p.sureness, p.labels FROM profiles p JOIN documents d USING (position)"
                " WHERE p.layer_id = ? AND d.id NOT IN stale_profiles",
                (layer_id,),
            ).fetchall()
        return [key for key, *profile in rows if tuple(profile) != self.profile(layer_id, key)]

    def _is_stale(self, document_id: str) -> bool:
        with self._file.reading() as connection:
            found = connection.execute("SELECT 1 FROM stale_profiles WHERE document_id = ?", (document_id,))
            return found.fetchone() is not None

    def profile(self, layer_id: str, document_id: str) -> Profile:
        """What a layer has to do in a document, worked out anew: how much waits, how sure it is, and the labels."""
        with self._file.reading() as connection:
            row: Profile = connection.execute(PROFILE, {"layer": layer_id, "document": document_id}).fetchone()
        return row
