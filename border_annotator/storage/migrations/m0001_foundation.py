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
-- It stands last, so that the queue is read without it.
CREATE TABLE documents (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL UNIQUE,
  text_sha256 TEXT NOT NULL,
  headline TEXT NOT NULL,
  published TEXT,
  source TEXT,
  language TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  layout TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

-- The newest run that read a document, and how many suggestions are in force for it: that run's and the kept ones.
CREATE TABLE readings (
  document_id TEXT PRIMARY KEY REFERENCES documents (id),
  run_id TEXT NOT NULL REFERENCES runs (id),
  suggestions INTEGER NOT NULL,
  events INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a machine proposed. Rows are only ever added.
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

-- Suggestions that stay in force whatever later runs propose: an edit decided on them or pointed at them (undo and
-- redo may bring it back), or one of these points at them. Rows are only ever added.
CREATE TABLE kept (
  suggestion_id TEXT PRIMARY KEY REFERENCES suggestions (id)
) STRICT, WITHOUT ROWID;

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

-- How much a layer holds for a document, counted as rows come and go, so that the queue never counts rows.
CREATE TABLE tallies (
  layer_id TEXT NOT NULL REFERENCES layers (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  annotations INTEGER NOT NULL DEFAULT 0,
  decisions INTEGER NOT NULL DEFAULT 0,
  events_decided INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (layer_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER annotation_added AFTER INSERT ON annotations BEGIN
  INSERT INTO tallies (layer_id, document_id, annotations) VALUES (NEW.layer_id, NEW.document_id, 1)
    ON CONFLICT DO UPDATE SET annotations = annotations + 1; END;
CREATE TRIGGER annotation_removed AFTER DELETE ON annotations BEGIN
  UPDATE tallies SET annotations = annotations - 1
    WHERE layer_id = OLD.layer_id AND document_id = OLD.document_id; END;
CREATE TRIGGER decision_added AFTER INSERT ON decisions BEGIN
  INSERT INTO tallies (layer_id, document_id, decisions, events_decided) VALUES (NEW.layer_id, NEW.document_id, 1,
    (SELECT kind = 'event' FROM suggestions WHERE id = NEW.suggestion_id))
    ON CONFLICT DO UPDATE SET decisions = decisions + 1, events_decided = events_decided + excluded.events_decided; END;
CREATE TRIGGER decision_removed AFTER DELETE ON decisions BEGIN
  UPDATE tallies SET decisions = decisions - 1, events_decided = events_decided
    - (SELECT kind = 'event' FROM suggestions WHERE id = OLD.suggestion_id)
    WHERE layer_id = OLD.layer_id AND document_id = OLD.document_id; END;

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
