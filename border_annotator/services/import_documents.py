"""Bringing articles into a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.document import Document
from border_annotator.domain.errors import KnownError
from border_annotator.formats.readers.plain_text import read_plain_text
from border_annotator.nlp.segments import read_layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.services.project import Project

SUFFIXES = frozenset({".txt", ".text"})


@dataclass(frozen=True, slots=True)
class ImportStep:
    """What became of one file: imported as ``document_id``, or left out for a ``reason``."""

    path: Path
    done: int
    total: int
    document_id: str | None = None
    reason: str | None = None
    is_known: bool = False
    """Whether it was left out because the project holds the same bytes already."""


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The text files that some files and folders stand for, folders opened, in a stable order.

    A file that is named itself is taken whatever its ending. Raises ``KnownError`` for a path that is not there.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            found.update(dict.fromkeys(sorted(inside)))
        elif path.exists():
            found[path] = None
        else:
            raise KnownError(f"{path} is not there: check the name.")
    return list(found)


def import_documents(project: Project, paths: Iterable[Path]) -> Iterator[ImportStep]:
    """Import text files and folders of them, one transaction each, telling of every file.

    One bad file never stops the rest; a file whose bytes are in the project already is left out. Stop by not asking
    for the next step: what is finished stays.
    """
    files = files_of(paths)
    for done, path in enumerate(files, start=1):
        yield _imported(project, path, done, len(files))


def _imported(project: Project, path: Path, done: int, total: int) -> ImportStep:
    try:
        plain = read_plain_text(path)
    except KnownError as error:
        return ImportStep(path, done, total, reason=str(error))
    if project.documents.has_file(plain.file_sha256):
        return ImportStep(path, done, total, reason="in the project already", is_known=True)
    document = Document(
        id=new_id(),
        file_name=path.name,
        file_sha256=plain.file_sha256,
        text=plain.text,
        layout=read_layout(plain.text, path.name),
    )
    with project.file.transaction():
        project.documents.add(document)
    return ImportStep(path, done, total, document_id=document.id)
