"""Bringing articles into a project."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.document import Document
from border_annotator.domain.errors import KnownError
from border_annotator.formats.readers.plain_text import read_plain_text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
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
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except OSError as error:
            raise KnownError(
                "{path} cannot be reached ({reason}): check its rights.", path=path, reason=error.strerror
            ) from None
        if is_folder:
            inside = (p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            found.update(dict.fromkeys(sorted(inside)))
        elif is_there:
            found[path] = None
        else:
            raise KnownError("{path} is not there: check the name.", path=path)
    return list(found)


def import_documents(project: Project, paths: Iterable[Path]) -> Generator[ImportStep, None, None]:
    """Import text files and folders of them, one transaction each, telling of every file.

    One bad file never stops the rest; a file whose bytes are in the project already is left out. Stop by not asking
    for the next step: what is finished stays. Raises ``KnownError`` for a path that is not there, and when the
    project is open for reading only.
    """
    project.file.must_be_writable()
    files = files_of(paths)
    for done, path in enumerate(files, start=1):
        yield _imported(project, path, done, len(files))


def _imported(project: Project, path: Path, done: int, total: int) -> ImportStep:
    from border_annotator.nlp.language import language_of
    from border_annotator.nlp.segments import read_layout

    if not path.is_file():
        return ImportStep(path, done, total, reason="not a file")  # a pipe or a device may never end
    try:
        plain = read_plain_text(path)
    except KnownError as error:
        return ImportStep(path, done, total, reason=str(error))
    if project.documents.has_file(plain.file_sha256):
        return ImportStep(path, done, total, reason="in the project already", is_known=True)
    # A name may hold bytes that are no text; a project holds text only.
    file_name = os.fsencode(path.name).decode(errors="replace")
    document = Document(
        id=new_id(),
        file_name=file_name,
        file_sha256=plain.file_sha256,
        text=plain.text,
        layout=read_layout(plain.text, file_name),
        language=language_of(plain.text),
    )
    with project.file.transaction():
        project.documents.add(document)
    return ImportStep(path, done, total, document_id=document.id)
