"""What holds for the whole project: its id, its schema."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.errors import KnownError

if TYPE_CHECKING:
    from border_annotator.storage.project_file import ProjectFile


class ProjectFacts:
    """Reads and sets the facts of a project."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def begin(self, schema_source: str, schema_sha256: str, schema_name: str) -> None:
        """Write a new project's first facts; call it inside a transaction."""
        connection = self._file.db.conn
        now = datetime.datetime.now(datetime.UTC).isoformat()
        connection.execute("INSERT INTO schemas VALUES (?, ?, ?, ?)", (schema_sha256, schema_name, schema_source, now))
        facts = {"id": new_id(), "created_at": now, "schema": schema_sha256}
        connection.executemany("INSERT INTO project VALUES (?, ?)", facts.items())

    def put_in_force(self, schema_source: str, schema_sha256: str, schema_name: str) -> None:
        """Let another schema hold from now on; call it inside a transaction. The earlier ones stay stored."""
        connection = self._file.db.conn
        now = datetime.datetime.now(datetime.UTC).isoformat()
        connection.execute(
            "INSERT OR IGNORE INTO schemas VALUES (?, ?, ?, ?)", (schema_sha256, schema_name, schema_source, now)
        )
        connection.execute("UPDATE project SET value = ? WHERE key = 'schema'", (schema_sha256,))

    def has_begun(self) -> bool:
        """Whether the first facts are there; without them the making of the project was cut short."""
        with self._file.reading() as connection:
            return connection.execute("SELECT 1 FROM project WHERE key = 'schema'").fetchone() is not None

    def schema_source(self) -> tuple[str, str]:
        """The schema in force: its file's name and text; raises ``KnownError`` when the project has none."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT s.name, s.source FROM schemas s JOIN project p ON p.value = s.sha256 WHERE p.key = 'schema'"
            ).fetchone()
        if row is None:
            raise KnownError(
                "{file} holds no event schema: it was not made to the end; make it anew.", file=self._file.path.name
            )
        return row[0], row[1]
