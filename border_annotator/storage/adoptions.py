"""Where annotations from elsewhere came from, and those that could not be placed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from border_annotator.domain.adoption import Adoption, Quarantined
from border_annotator.domain.foreign_plain import foreign_from_plain, foreign_to_plain
from border_annotator.domain.kept import Kept, joined, kept_from_plain, kept_to_plain
from border_annotator.storage.plain_json import fields_of, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from border_annotator.domain.fields import Fields
    from border_annotator.storage.project_file import ProjectFile

ADOPTIONS = (
    "SELECT id, document_id, layer_id, run_id, file_name, file_sha256, format, said, became, kept FROM adoptions"
)
QUARANTINE = """
SELECT q.id, q.adoption_id, a.document_id, q.file_name, q.file_sha256, q.format, q.doc_id, q.kind, q.foreign_id,
  q.label, q.surface, q.start, q.end, q.reason, q.value, q.mapping
FROM quarantine q LEFT JOIN adoptions a ON a.id = q.adoption_id
"""


class AdoptionStore:
    """Reads and writes adoptions and the quarantine."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def add(self, adoption: Adoption) -> None:
        """Store an adoption; call it inside a transaction."""
        self._file.db.conn.execute(
            "INSERT INTO adoptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                adoption.id,
                adoption.document_id,
                adoption.layer_id,
                adoption.run_id,
                adoption.file_name,
                adoption.file_sha256,
                adoption.format,
                _now(),
                to_json(foreign_to_plain(adoption.said)),
                to_json(dict(adoption.became)),
                _kept_text(adoption.kept),
            ),
        )

    def became(self, adoption: Adoption, more: Mapping[str, str], run_id: str | None, kept: Kept) -> None:
        """Note what more of an adoption has become an annotation or is kept; call it inside a transaction."""
        self._file.db.conn.execute(
            "UPDATE adoptions SET became = ?, run_id = coalesce(run_id, ?), kept = ? WHERE id = ?",
            (
                to_json({**adoption.became, **more}),
                run_id,
                _kept_text(joined([adoption.kept, kept])),
                adoption.id,
            ),
        )

    def kept(self, document_id: str, layer_id: str) -> list[tuple[bool, Mapping[str, str], Kept]]:
        """What is kept of the sets on a document that came as suggestions or into a layer, the oldest first.

        Each with whether it came as suggestions, and with what became of the rest of its set. Raises ``ShapeError``.
        """
        query = (
            "SELECT id, run_id IS NOT NULL OR layer_id IS NULL, became, kept FROM adoptions"
            " WHERE document_id = ? AND kept <> '' AND (layer_id IS NULL OR layer_id = ?) ORDER BY at, id"
        )
        with self._file.reading() as connection:
            rows = connection.execute(query, (document_id, layer_id)).fetchall()
        return [
            (bool(proposed), _pairs(fields_of(became, key)), kept_from_plain(fields_of(kept, f"adoption {key}")))
            for key, proposed, became, kept in rows
        ]

    def get(self, adoption_id: str) -> Adoption:
        """The adoption of that id; raises ``KeyError``, and ``ShapeError`` where it is damaged."""
        with self._file.reading() as connection:
            row = connection.execute(f"{ADOPTIONS} WHERE id = ?", (adoption_id,)).fetchone()
        if row is None:
            raise KeyError(adoption_id)
        return _adoption(row)

    def of_document(self, document_id: str) -> list[Adoption]:
        """What came to a document from elsewhere, the oldest first; raises ``ShapeError`` where it is damaged."""
        with self._file.reading() as connection:
            rows = connection.execute(f"{ADOPTIONS} WHERE document_id = ? ORDER BY at, id", (document_id,)).fetchall()
        return [_adoption(row) for row in rows]

    def known(self, document_id: str, file_sha256: str) -> list[Adoption]:
        """What of a file with that hash came to a document before."""
        return [found for found in self.of_document(document_id) if found.file_sha256 == file_sha256]

    def keep_apart(self, items: Iterable[Quarantined]) -> None:
        """Put what could not be placed into quarantine; call it inside a transaction."""
        now = _now()
        self._file.db.conn.executemany(
            "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    item.id,
                    item.adoption_id,
                    item.file_name,
                    item.file_sha256,
                    item.format,
                    item.doc_id,
                    item.kind,
                    item.foreign_id,
                    item.label,
                    item.surface,
                    item.start,
                    item.end,
                    item.reason,
                    item.value,
                    item.mapping,
                    now,
                )
                for item in items
            ),
        )

    def quarantine(self) -> list[Quarantined]:
        """All that could not be placed, the oldest first."""
        with self._file.reading() as connection:
            rows = connection.execute(f"{QUARANTINE} ORDER BY q.at, q.file_name, q.doc_id, q.start, q.id").fetchall()
        return [Quarantined(*row) for row in rows]

    def quarantine_of(self, document_id: str) -> list[Quarantined]:
        """What of the sets on a document could not be placed."""
        with self._file.reading() as connection:
            rows = connection.execute(f"{QUARANTINE} WHERE a.document_id = ?", (document_id,)).fetchall()
        return [Quarantined(*row) for row in rows]

    def quarantined(self, item_id: str) -> Quarantined:
        """One of them; raises ``KeyError``."""
        with self._file.reading() as connection:
            row = connection.execute(f"{QUARANTINE} WHERE q.id = ?", (item_id,)).fetchone()
        if row is None:
            raise KeyError(item_id)
        return Quarantined(*row)

    def has_apart(self, file_sha256: str, doc_id: str) -> bool:
        """Whether a whole set of annotations of a file waits in quarantine for its article already."""
        query = "SELECT 1 FROM quarantine WHERE file_sha256 = ? AND doc_id = ? AND kind = 'article'"
        with self._file.reading() as connection:
            return connection.execute(query, (file_sha256, doc_id)).fetchone() is not None

    def release(self, item_ids: Iterable[str]) -> None:
        """Take items out of the quarantine; call it inside a transaction."""
        self._file.db.conn.executemany("DELETE FROM quarantine WHERE id = ?", ((key,) for key in item_ids))


def _adoption(row: tuple[str, ...]) -> Adoption:
    key, document_id, layer_id, run_id, file_name, file_sha256, format_name, said, became, kept = row
    place = f"adoption {key}"
    return Adoption(
        key,
        document_id,
        file_name,
        file_sha256,
        format_name,
        foreign_from_plain(fields_of(said, place)),
        _pairs(fields_of(became, place)),
        layer_id or None,
        run_id or None,
        kept_from_plain(fields_of(kept, place)) if kept else Kept(),
    )


def _pairs(fields: Fields) -> dict[str, str]:
    return {foreign: fields.text(foreign) for foreign in fields.keys()}  # noqa: SIM118 - Fields is no mapping


def _kept_text(kept: Kept) -> str:
    return "" if kept.is_empty else to_json(kept_to_plain(kept))


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat()
