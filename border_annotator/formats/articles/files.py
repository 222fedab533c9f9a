"""The articles of one file, whatever its format; a container gives those of everything in it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.readers.plain_text import LARGEST, plain_text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a file, or why there is none.

    ``member`` is the path inside an archive, ``sha256`` the hash of the bytes that the article came from: those of the
    file, or of the member. ``data`` are these bytes where they are at hand; where they are not, the file holds them.
    ``read`` is how many bytes of the file have been read, ``None`` where that is not known before its end.
    """

    result: Draft | Refusal
    format: str = ""
    sha256: str = ""
    member: str = ""
    data: bytes | None = None
    read: int | None = None


def read_file(path: Path, choices: Choices, format_name: str | None = None) -> Iterator[Found]:
    """The articles of a file, one after the other; what cannot be read is given as a ``Refusal``.

    ``format_name`` overrules what the content tells. Nothing but a stopped program ends this early: a reader that
    fails, whatever the reason, is told as a refusal of the file.
    """
    del format_name
    try:
        size = path.stat().st_size
        if size > LARGEST:
            yield Found(Refusal("larger than 20 MB: split it into articles"))
            return
        source = Source(os.fsencode(path.name).decode(errors="replace"), path.read_bytes())
    except OSError as error:
        yield Found(Refusal(f"cannot be read ({error.strerror})"))
        return
    for found in read_source(source, choices):
        yield replace(found, read=size)


def read_source(source: Source, choices: Choices) -> Iterator[Found]:
    """The articles of some bytes that are in memory; as ``read_file``."""
    del choices
    try:
        text = plain_text_of(source.data)
    except KnownError as error:
        yield Found(Refusal(str(error)), member=source.member)
        return
    yield Found(Draft(text), "text", source.sha256, source.member, source.data)
