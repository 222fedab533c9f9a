"""Where articles came from, which of them are versions of one another, and which are alike."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from border_annotator.domain.provenance import Provenance, Version
from border_annotator.storage.plain_json import object_of, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from border_annotator.storage.project_file import ProjectFile

MOST_ALIKE = 20
"""Articles with a band in common that are looked at, the newest: of thousands of copies these do."""
LARGEST_ORIGINAL = 100_000_000
"""Bytes of a file that are kept beside its articles."""


class Print(NamedTuple):
    """What tells one document from others: hashes of its file and its text, and the text's signature.

    ``signature`` is empty for a text that is too short for one, ``None`` where none was made by the method asked for.
    """

    document_id: str
    file_sha256: str
    text_sha256: str
    signature: bytes | None


class ProvenanceStore:
    """Reads and adds what is known of documents beside themselves; rows are only ever added."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def add(self, document_id: str, provenance: Provenance) -> None:
        """Store where a document came from; call it inside a transaction."""
        value = {
            "changes": list(provenance.changes),
            "pages": [list(page) for page in provenance.pages],
            "extra": dict(provenance.extra),
        }
        self._file.db.conn.execute(
            "INSERT INTO provenance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document_id,
                provenance.path,
                provenance.member,
                provenance.place,
                provenance.format,
                provenance.file_sha256,
                provenance.encoding,
                provenance.title,
                provenance.author,
                provenance.url,
                to_json({name: held for name, held in value.items() if held}),
            ),
        )

    def get(self, document_id: str) -> Provenance | None:
        """Where a document came from; ``None`` for one of an earlier version of the program."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT path, member, place, format, file_sha256, encoding, title, author, url, value FROM provenance"
                " WHERE document_id = ?",
                (document_id,),
            ).fetchone()
        if row is None:
            return None
        path, member, place, format_name, file_sha256, encoding, title, author, url, value = row
        held = object_of(value, f"provenance of {document_id}")
        extra = held.get("extra")
        return Provenance(
            path=path,
            format=format_name,
            file_sha256=file_sha256,
            member=member,
            place=place,
            encoding=encoding,
            title=title,
            author=author,
            url=url,
            changes=tuple(map(str, _listed(held, "changes"))),
            pages=tuple(_pages(held)),
            extra={name: str(said) for name, said in extra.items()} if isinstance(extra, dict) else {},
        )

    def said(self, document_id: str) -> str:
        """Where a document came from, in words: “mail.zip: june/a.eml, message 3”."""
        found = self.get(document_id)
        if found is not None:
            return found.said
        with self._file.reading() as connection:
            row = connection.execute("SELECT file_name FROM documents WHERE id = ?", (document_id,)).fetchone()
        return str(row[0]) if row else ""

    def has_original(self, file_sha256: str) -> bool:
        """Whether the bytes of a file are kept."""
        with self._file.reading() as connection:
            found = connection.execute("SELECT 1 FROM originals WHERE file_sha256 = ?", (file_sha256,)).fetchone()
        return found is not None

    def keep_original(self, file_sha256: str, content: bytes) -> None:
        """Keep the bytes of a file, packed; call it inside a transaction, for a file that is not kept yet."""
        self._file.db.conn.execute(
            "INSERT INTO originals VALUES (?, ?, ?)", (file_sha256, len(content), zlib.compress(content, 6))
        )

    def original(self, file_sha256: str) -> bytes | None:
        """The bytes of a file as they came; ``None`` when they were not kept, or are not those any more."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT size, packed FROM originals WHERE file_sha256 = ?", (file_sha256,)
            ).fetchone()
        if row is None or not 0 <= row[0] <= LARGEST_ORIGINAL:
            return None
        try:
            content = zlib.decompressobj().decompress(row[1], row[0] + 1)
        except zlib.error:
            return None
        return content if len(content) == row[0] else None

    def originals(self) -> list[str]:
        """The hashes of the files whose bytes are kept."""
        with self._file.reading() as connection:
            return [row[0] for row in connection.execute("SELECT file_sha256 FROM originals ORDER BY file_sha256")]

    def document_ids(self) -> list[str]:
        """The ids of the documents that came from somewhere known, in the order of import."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT d.id FROM documents d JOIN provenance p ON p.document_id = d.id ORDER BY d.position"
            )
            return [row[0] for row in rows]

    def with_text(self, text_sha256: str) -> str | None:
        """The id of the first document with that text."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT id FROM documents WHERE text_sha256 = ? ORDER BY position LIMIT 1", (text_sha256,)
            ).fetchone()
        return row[0] if row else None

    def with_file(self, file_sha256: str) -> str | None:
        """The id of the document that came from those bytes."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT id FROM documents WHERE file_sha256 = ?", (file_sha256,)).fetchone()
        return row[0] if row else None

    def sign(self, document_id: str, method: int, signature: bytes, bands: Iterable[int]) -> None:
        """Store the signature of a document's text with its bands; call it inside a transaction."""
        connection = self._file.db.conn
        (position,) = connection.execute("SELECT position FROM documents WHERE id = ?", (document_id,)).fetchone()
        if connection.execute("SELECT 1 FROM signatures WHERE position = ?", (position,)).fetchone() is not None:
            # By another method, whose bands say nothing to this one.
            connection.execute("DELETE FROM bands WHERE position = ?", (position,))
            connection.execute("DELETE FROM signatures WHERE position = ?", (position,))
        self.sign_new(position, method, signature, bands)

    def sign_new(self, position: int, method: int, signature: bytes, bands: Iterable[int]) -> None:
        """The same for a document at a position that has never been signed."""
        connection = self._file.db.conn
        connection.execute("INSERT INTO signatures VALUES (?, ?, ?)", (position, method, signature))
        connection.executemany(
            "INSERT INTO bands VALUES (?, ?) ON CONFLICT DO NOTHING", ((band, position) for band in bands)
        )

    def alike(self, method: int, bands: Sequence[int]) -> Iterator[tuple[str, bytes]]:
        """Id and signature of the newest documents that share a band."""
        marks = ", ".join("?" * len(bands))
        with self._file.reading() as connection:
            yield from connection.execute(
                "SELECT d.id, s.signature FROM (SELECT DISTINCT position FROM bands"  # noqa: S608 - all words are ours
                f" WHERE band IN ({marks}) ORDER BY position DESC LIMIT {MOST_ALIKE}) b"
                " JOIN signatures s ON s.position = b.position JOIN documents d ON d.position = b.position"
                " WHERE s.method = ? ORDER BY b.position",
                (*bands, method),
            ).fetchall()

    def unsigned(self, method: int, limit: int) -> list[tuple[str, str]]:
        """Id and text of some documents whose text has no signature by that method yet."""
        with self._file.reading() as connection:
            return connection.execute(
                "SELECT d.id, d.text FROM documents d LEFT JOIN signatures s ON s.position = d.position"
                " WHERE s.method IS NOT ? ORDER BY d.position LIMIT ?",
                (method, limit),
            ).fetchall()

    def is_any_unsigned(self) -> bool:
        """Whether ``unsigned`` may have any, told from numbers of rows alone."""
        with self._file.reading() as connection:
            (found,) = connection.execute(
                "SELECT (SELECT count(*) FROM documents) > (SELECT count(*) FROM signatures)"
            ).fetchone()
        return bool(found)

    def prints(self, method: int) -> Iterator[Print]:
        """What tells each document from others, in the order of import; keep to one moment while you go through it."""
        with self._file.reading() as connection:
            yield from map(
                Print._make,
                connection.execute(
                    "SELECT d.id, d.file_sha256, d.text_sha256, s.signature FROM documents d"
                    " LEFT JOIN signatures s ON s.position = d.position AND s.method = ? ORDER BY d.position",
                    (method,),
                ),
            )

    def link(self, version: Version) -> None:
        """Store that one document is a version of another; call it inside a transaction."""
        self._file.db.conn.execute(
            "INSERT INTO versions VALUES (?, ?, ?)", (version.document_id, version.of_document, version.likeness)
        )

    def versions(self, document_id: str) -> list[Version]:
        """The links of a document, from it and to it, in the order of import."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT v.document_id, v.of_document, v.likeness FROM versions v"
                " JOIN documents d ON d.id = v.document_id"
                " WHERE v.document_id = ? OR v.of_document = ? ORDER BY d.position",
                (document_id, document_id),
            ).fetchall()
        return [Version(*row) for row in rows]

    def all_versions(self) -> list[Version]:
        """All links, in the order of import."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT v.document_id, v.of_document, v.likeness FROM versions v"
                " JOIN documents d ON d.id = v.document_id ORDER BY d.position"
            ).fetchall()
        return [Version(*row) for row in rows]


def _listed(value: Mapping[str, object], name: str) -> list[object]:
    """A list of a row; empty also where the row holds none, as a file from anybody may."""
    found = value.get(name)
    return found if isinstance(found, list) else []


def _pages(value: Mapping[str, object]) -> Iterator[tuple[int, int]]:
    for pair in _listed(value, "pages"):
        if isinstance(pair, list) and len(pair) == 2 and all(type(number) is int for number in pair):
            yield pair[0], pair[1]
