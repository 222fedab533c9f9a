"""The articles of one file, whatever its format; a container gives those of everything in it."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.archive import MAGIC, members_of, opened_archive
from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.json_articles import read_json
from border_annotator.formats.articles.mbox import read_mbox_stream
from border_annotator.formats.articles.registry import ARTICLE_FORMATS, HEAD, MBOX, article_format_of
from border_annotator.formats.articles.spreadsheet import read_workbook
from border_annotator.formats.articles.table import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO
    from zipfile import ZipFile

    from border_annotator.formats.articles.registry import ArticleFormat

LARGEST = 100_000_000
"""Bytes of the largest file that holds one article, or of an archive in an archive: they are read as a whole."""

LONGEST_TEXT = 20_000_000
"""Letters of the longest article."""


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a file, or why there is none.

    ``member`` is the path inside an archive, ``sha256`` the hash of the bytes that the article came from: those of the
    file, or of the member. ``data`` are these bytes where they are at hand; where they are not, the file holds them.
    ``read`` is how many bytes of the file have been read, ``None`` where that is not known before its end.
    ``is_expected`` says that nobody will miss what is left out.
    """

    result: Draft | Refusal
    format: str = ""
    sha256: str = ""
    member: str = ""
    data: bytes | None = None
    read: int | None = None
    is_expected: bool = False


@dataclass(frozen=True, slots=True)
class Container:
    """A format with many articles in a file, which is read piece by piece."""

    name: str
    suffixes: tuple[str, ...]
    description: str
    read: Callable[[BinaryIO, Choices], Iterator[Draft | Refusal]]


TABLE = Container("csv", (".csv", ".tsv", ".tab"), "Table with a row for each article", read_table)
WORKBOOK = Container("xlsx", (".xlsx", ".xlsm"), "Excel workbook with a row for each article", read_workbook)
JSON = Container("json", (".json", ".jsonl", ".ndjson"), "JSON, an object for each article", read_json)
CONTAINERS = (TABLE, WORKBOOK, JSON)
_MAILBOX = Container(MBOX.name, MBOX.suffixes, MBOX.description, read_mbox_stream)
ARCHIVE = "zip"
_BROKEN = "cannot be read: it is damaged, or not what its name says ({reason})"


def format_names() -> list[str]:
    """The names of all formats, to choose one by."""
    return [known.name for known in (*ARTICLE_FORMATS, *CONTAINERS)] + [ARCHIVE]


def read_file(path: Path, choices: Choices, format_name: str | None = None) -> Iterator[Found]:
    """The articles of a file, one after the other; what cannot be read is given as a ``Refusal``.

    ``format_name`` overrules what the content tells. Nothing but a stopped program ends this early: a reader that
    fails, whatever the reason, is told as a refusal of the file.
    """
    name = os.fsencode(path.name).decode(errors="replace")
    try:
        with path.open("rb") as file:
            for found in _read(_Opened(file, name), choices, format_name):
                yield replace(found, read=file.tell()) if found.read is None else found
    except OSError as error:
        yield Found(Refusal(say("cannot be read ({reason})", reason=error.strerror or error)))


def read_source(source: Source, choices: Choices, format_name: str | None = None) -> Iterator[Found]:
    """The articles of some bytes that are in memory; as ``read_file``."""
    yield from _read(_Opened(io.BytesIO(source.data), source.name, source.member), choices, format_name)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that is open at its beginning and can go back to it; ``depth`` counts the archives around it."""

    file: BinaryIO
    name: str
    member: str = ""
    depth: int = 0


def _read(opened: _Opened, choices: Choices, format_name: str | None) -> Iterator[Found]:
    """What a file holds; what a reader or its library makes of a damaged one is a refusal of the file."""
    try:
        yield from _told_apart(opened, choices, format_name)
    except KnownError as error:
        yield Found(Refusal(error.sentence), member=opened.member)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - libraries fail in every way on files that were damaged or made to do harm
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        yield Found(Refusal(say(_BROKEN, reason=reason)), member=opened.member)


def _told_apart(opened: _Opened, choices: Choices, format_name: str | None) -> Iterator[Found]:
    file = opened.file
    head = file.read(HEAD)
    file.seek(0)
    named = next((known for known in (*ARTICLE_FORMATS, *CONTAINERS) if known.name == format_name), None)
    if format_name is not None and named is None and format_name != ARCHIVE:
        raise KnownError(
            "“{name}” is not a format: choose {choices}.", name=format_name, choices=", ".join(format_names())
        )
    if named is None and head.startswith(MAGIC):
        with opened_archive(file) as archive:
            if not _is_office(archive):
                yield from _members(archive, opened, choices)
                return
            is_workbook = "xl/workbook.xml" in archive.namelist()
        file.seek(0)
        named = WORKBOOK if is_workbook else None
    named = named or container_of(head, opened.name) or article_format_of(head, opened.name)
    if named is MBOX:
        named = _MAILBOX  # which is read message by message, however large it is
    if named is None:
        yield Found(Refusal(say("not a format that this program reads")), member=opened.member)
    elif isinstance(named, Container):
        yield from _contained(named, opened, choices)
    else:
        yield from _single(named, opened, choices)


def container_of(head: bytes, name: str) -> Container | None:
    """The container that the head of a file shows; text tables are told by their names too."""
    suffix = PurePosixPath(name).suffix.lower()
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain[:1] == b"{" or (plain[:1] == b"[" and plain[1:].lstrip()[:1] in (b"{", b'"', b"]")):
        is_called = suffix in JSON.suffixes
        return JSON if is_called or plain[1:].lstrip()[:1] in (b'"', b"{") else None
    return TABLE if suffix in TABLE.suffixes else None


def _is_office(archive: ZipFile) -> bool:
    names = archive.NameToInfo
    return "[Content_Types].xml" in names or "mimetype" in names


def _contained(container: Container, opened: _Opened, choices: Choices) -> Iterator[Found]:
    digest = hashlib.sha256()
    while chunk := opened.file.read(1 << 20):
        digest.update(chunk)
    opened.file.seek(0)
    sha256 = digest.hexdigest()
    for result in container.read(opened.file, choices):
        yield Found(result, container.name, sha256, opened.member)


def _single(known: ArticleFormat, opened: _Opened, choices: Choices) -> Iterator[Found]:
    data = opened.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise KnownError("larger than 100 MB: split it into articles")
    source = Source(opened.name, data, opened.member)
    for result in known.read(source, choices):
        if isinstance(result, Draft) and len(result.text) > LONGEST_TEXT:
            raise KnownError("longer than 20 million letters: split it into articles")
        yield Found(result, known.name, source.sha256, opened.member, data)


def _members(archive: ZipFile, outer: _Opened, choices: Choices) -> Iterator[Found]:
    """What the members of an archive hold, one after the other; one bad member never stops the rest."""
    for member, reason, is_expected in members_of(archive):
        place = f"{outer.member}/{member.filename}" if outer.member else member.filename
        if reason is not None:
            yield Found(Refusal(reason), member=place, is_expected=is_expected)
            continue
        name = PurePosixPath(member.filename).name or member.filename
        try:
            with archive.open(member) as file:
                inner = _Opened(cast("BinaryIO", file), name, place, outer.depth + 1)
                is_archive = file.read(4) in MAGIC
                file.seek(0)
                yield from _nested(inner, member.file_size, choices) if is_archive else _read(inner, choices, None)
        except (OSError, EOFError, RuntimeError, ValueError, NotImplementedError) as error:
            yield Found(Refusal(say(_BROKEN, reason=error)), member=place)


def _nested(opened: _Opened, size: int, choices: Choices) -> Iterator[Found]:
    """An archive or an office document in an archive: it is read into memory; archives go one level deep."""
    if size > LARGEST:
        yield Found(Refusal(say("larger than 100 MB: unpack it first")), member=opened.member)
        return
    file = io.BytesIO(opened.file.read())
    if opened.depth > 1:
        with opened_archive(file) as archive:
            is_office = _is_office(archive)
        if not is_office:
            yield Found(Refusal(say("an archive in an archive in an archive: unpack it first")), member=opened.member)
            return
        file.seek(0)
    yield from _read(replace(opened, file=file), choices, None)
