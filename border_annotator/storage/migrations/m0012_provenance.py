"""Where each article came from, which are versions of one another, and what finds articles that are much alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # What a file said of an article beside its text, and what was done to the text on the way in.
    """
CREATE TABLE provenance (
  document_id TEXT PRIMARY KEY REFERENCES documents (id),
  path TEXT NOT NULL,
  member TEXT NOT NULL,
  place TEXT NOT NULL,
  format TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  encoding TEXT,
  title TEXT,
  author TEXT,
  url TEXT,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    # The bytes of the files themselves, where the user wants them kept; packed, and each once.
    """
CREATE TABLE originals (
  file_sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
    """
CREATE TABLE versions (
  document_id TEXT PRIMARY KEY REFERENCES documents (id),
  of_document TEXT NOT NULL REFERENCES documents (id),
  likeness REAL NOT NULL
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX versions_of ON versions (of_document)",
    # Told from the text at any time. Two articles that are alike have at least one band in common.
    """
CREATE TABLE signatures (
  position INTEGER PRIMARY KEY REFERENCES documents (position),
  method INTEGER NOT NULL,
  signature BLOB NOT NULL
) STRICT""",
    """
CREATE TABLE bands (
  band INTEGER NOT NULL,
  position INTEGER NOT NULL REFERENCES documents (position),
  PRIMARY KEY (band, position)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX documents_by_text ON documents (text_sha256)",
)


def upgrade(db: Database) -> None:
    """Make the tables; of documents that are there already no more is known, and they are signed when it matters."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
