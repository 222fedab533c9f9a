"""What the program said was saved, told to another process before the program goes on."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from border_annotator.services.project import Project

Said = dict[str, Any]
"""One acknowledgement: the words that the program showed, and how to find again what they were about."""


class Witness:
    """The end of a pipe in the process that is to be killed; what it was told stays told."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def tell(self, words: str, **facts: object) -> None:
        """Pass an acknowledgement on; it has left this process when this returns."""
        os.write(self._descriptor, (json.dumps({"words": words, **facts}) + "\n").encode())

    def edit(self, words: str, project: Project) -> None:
        """The edit that the program showed as saved just now: the newest row of the journal."""
        rows = edits(project)
        self.tell(words, row=rows[-1])

    def files(self, words: str, written: Iterable[Path]) -> None:
        """Files that the program said it has written."""
        self.tell(words, files={str(path): digest(path.read_bytes()) for path in written})


def edits(project: Project) -> list[str]:
    """Every row of the journal, as one word each."""
    with project.file.reading() as connection:
        rows = connection.execute("SELECT id, action, subject, label, changes FROM journal ORDER BY id").fetchall()
    return [digest(json.dumps(row).encode()) for row in rows]


def digest(content: bytes) -> str:
    """A word that stands for some bytes."""
    return hashlib.sha256(content).hexdigest()[:20]


def missing(said: Sequence[Said], project: Project) -> list[str]:
    """Which edits were shown as saved and are not in the journal, and those that nobody made."""
    rows = edits(project)
    known = [note["row"] for note in said if "row" in note]
    lost = [note["words"] for note in said if "row" in note and note["row"] not in rows]
    # One edit may be on disk before the window could show it. A second one would have been made in between.
    new = [row for row in rows if row not in known]
    return lost + ([f"{len(new)} edits that were never shown"] if len(new) > 1 and known else [])
