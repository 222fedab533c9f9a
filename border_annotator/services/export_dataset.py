"""Writing a project's articles into a folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError
from border_annotator.domain.layer import ReviewState
from border_annotator.formats.atomic_file import folder_for_writing, write_atomically
from border_annotator.formats.registry import format_named
from border_annotator.services.articles import Source, doc_ids, read_article
from border_annotator.services.notes import guideline_notes
from border_annotator.services.project import open_project_to_read

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from border_annotator.domain.note import Note
    from border_annotator.services.project import Project

LONGEST_NAME = 200
"""How many bytes of a document's name become the file's name; most file systems take 255 with the ending."""

NOTES_FILE = "guideline-notes.md"
"""Where the project's notes on its guidelines go, if it has any."""


@dataclass(frozen=True, slots=True)
class ExportStep:
    """One document that was looked at.

    ``path`` is the file that was written, ``None`` for a document that was left out because it is not done.
    ``dropped`` is how many references of its annotations led to something that is not in the layer.
    """

    document_id: str
    done: int
    total: int
    path: Path | None = None
    annotations: int = 0
    dropped: int = 0


def export_dataset(
    project: Project,
    out: Path,
    *,
    format_name: str = "native",
    source: Source = Source.REVIEWED,
    done_only: bool = False,
) -> Generator[ExportStep, None, None]:
    """Write one file per article into ``out``, which is made if it is missing, and tell of each.

    All files together show the project at one moment. Each is read back before it is written. Files of earlier
    exports are replaced, others left alone. The project's notes on its guidelines go into a file beside them. Raises
    ``KnownError`` for an unknown format and a folder that cannot be written; each file is then wholly there or as it
    was before.
    """
    chosen = format_named(format_name)
    folder_for_writing(out)
    # A connection of its own: the window may go on editing between two steps.
    with open_project_to_read(project.path) as reader, reader.file.moment():
        names = doc_ids(reader)
        for done, (document_id, name) in enumerate(names.items(), start=1):
            article, text, dropped = read_article(reader, document_id, name, source)
            if done_only and article.review is not ReviewState.DONE:
                yield ExportStep(document_id, done, len(names))
                continue
            content = chosen.write(article, text)
            if chosen.read(content, name, text) != article:
                raise BugError(f"{name} does not read back as it was written")
            path = out / (_short(name) + chosen.suffix)
            write_atomically(path, content)
            yield ExportStep(document_id, done, len(names), path, len(article.annotations()), dropped)
        notes = guideline_notes(reader) if source is Source.REVIEWED else []
        if notes:
            # A text for people: a folder of gold is read by its JSON files.
            write_atomically(out / NOTES_FILE, _said_notes(notes))


def _said_notes(notes: list[Note]) -> str:
    parts = ["# Notes on the guidelines"]
    for key, found in groupby(sorted(notes, key=lambda note: note.subject), key=lambda note: note.subject):
        parts.append(f"## {key}")
        parts += [note.text + (" (ask someone)" if note.asks else "") for note in found]
    return "\n\n".join(parts) + "\n"


def _short(name: str) -> str:
    raw = name.encode()
    if len(raw) <= LONGEST_NAME:
        return name
    # Two long names that differ at the end must not become one.
    return f"{raw[: LONGEST_NAME - 9].decode(errors='ignore')}-{hashlib.sha256(raw).hexdigest()[:8]}"
