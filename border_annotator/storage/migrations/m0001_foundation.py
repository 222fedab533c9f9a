"""The first shape of a project file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = Callable[["Database"], None]

TABLES = """
-- What holds for the whole project: its id, when it was made, which schema is in force.
CREATE TABLE project (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every event schema that was ever in force, as the file that it came from.
CREATE TABLE schemas (
  sha256 TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  model TEXT NOT NULL,
  model_version TEXT NOT NULL,
  program_version TEXT NOT NULL,
  schema_sha256 TEXT NOT NULL REFERENCES schemas (sha256),
  settings TEXT NOT NULL,
  started_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The text is stored once and never changed: every offset of every other table points into it, in code points.
CREATE TABLE documents (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  headline TEXT NOT NULL,
  published TEXT,
  source TEXT,
  language TEXT NOT NULL,
  layout TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  run_id TEXT REFERENCES runs (id)
) STRICT;

-- What a machine proposed. Rows are only ever added. Those of a document's run are in force, and those with a decision.
CREATE TABLE suggestions (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  kind TEXT NOT NULL CHECK (kind IN ('entity', 'figure', 'event')),
  label TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestions_by_document ON suggestions (document_id, start);

CREATE TABLE layers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A reviewer's annotations. One that came from a suggestion has the suggestion's id.
CREATE TABLE annotations (
  layer_id TEXT NOT NULL REFERENCES layers (id),
  id TEXT NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id),
  kind TEXT NOT NULL CHECK (kind IN ('entity', 'figure', 'event')),
  label TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (layer_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotations_by_document ON annotations (document_id, layer_id, start);

CREATE TABLE decisions (
  layer_id TEXT NOT NULL REFERENCES layers (id),
  suggestion_id TEXT NOT NULL REFERENCES suggestions (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'corrected', 'rejected')),
  reason TEXT,
  PRIMARY KEY (layer_id, suggestion_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_document ON decisions (document_id, layer_id);

CREATE TABLE reviews (
  layer_id TEXT NOT NULL REFERENCES layers (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped')),
  reason TEXT,
  PRIMARY KEY (layer_id, document_id)
) STRICT, WITHOUT ROWID;

-- Every edit that was ever made, in order. Rows are only ever added: undo and redo are edits too, and name the
-- row that they take back or bring back.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  layer_id TEXT NOT NULL REFERENCES layers (id),
  action TEXT NOT NULL CHECK (action IN ('edit', 'undo', 'redo')),
  subject INTEGER REFERENCES journal (id),
  label TEXT NOT NULL,
  changes TEXT NOT NULL
) STRICT;

-- Where undo and redo stand, so that neither has to read the journal: each edit is applied, undone, or left behind
-- (undone, and then something else was done). It can be told from the journal at any time.
CREATE TABLE history (
  journal_id INTEGER PRIMARY KEY REFERENCES journal (id),
  layer_id TEXT NOT NULL REFERENCES layers (id),
  state TEXT NOT NULL CHECK (state IN ('applied', 'undone', 'left'))
) STRICT;
CREATE INDEX history_by_state ON history (layer_id, state, journal_id);
"""


def upgrade(db: Database) -> None:
    """Make the tables."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
