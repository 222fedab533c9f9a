"""Who made the annotations of a file that does not say so itself, from where it lies among other files."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from border_annotator.formats.articles.draft import Refusal

    Read = Callable[[Path], Iterator[ForeignArticle | Refusal]]

INCEPTION = frozenset({"annotation", "annotations", "annotation_ser", "curation"})
"""The folders of an INCEpTION project that hold a folder for each document with a file for each annotator."""
MOST_NEIGHBOURS = 200
_LONGEST_TEXT = 4_000_000


def by_folder(read: Read) -> Read:
    """A reader whose articles are signed with the folder's name, where the folders beside it hold the same article.

    So it is with brat, where each annotator works in a folder of their own.
    """

    def signed(path: Path) -> Iterator[ForeignArticle | Refusal]:
        root = path if path.is_dir() else path.parent
        for article in read(path):
            file = root / article.place if path.is_dir() else path
            yield _signed(article, _folder_of(file)) if isinstance(article, ForeignArticle) else article

    return signed


def by_project(read: Read) -> Read:
    """A reader whose articles are signed with the file's name, where it lies as in an INCEpTION project.

    There ``annotation/DOCUMENT/ANNOTATOR`` tells both names.
    """

    def signed(path: Path) -> Iterator[ForeignArticle | Refusal]:
        for article in read(path):
            if not isinstance(article, ForeignArticle):
                yield article
                continue
            document, annotator = _in_project(PurePath(article.place or path)) or _in_project(path) or ("", None)
            signed = _signed(article, annotator)
            yield replace(signed, doc_id=document) if document else signed

    return signed


def by_file(read: Read) -> Read:
    """A reader whose articles are signed with the file's name, where the file beside it begins with the same text.

    So doccano exports a project on which several people worked without seeing each other's labels.
    """

    def signed(path: Path) -> Iterator[ForeignArticle | Refusal]:
        annotator: str | None = None
        for number, article in enumerate(read(path)):
            if number == 0:
                annotator = path.stem if _has_twin(path) else None
            yield _signed(article, annotator) if isinstance(article, ForeignArticle) else article

    return signed


def _signed(article: ForeignArticle, annotator: str | None) -> ForeignArticle:
    return article if annotator is None or article.annotator is not None else replace(article, annotator=annotator)


def _folder_of(file: Path) -> str | None:
    """The name of a file's folder, where one beside it has a file of the same name with the same text."""
    text = _bytes(file.with_suffix(".txt"))
    if not text:
        return None
    try:
        beside = [one for one in islice(file.parent.parent.iterdir(), MOST_NEIGHBOURS) if one != file.parent]
    except OSError:
        return None
    for folder in beside:
        twin = folder / file.name
        if twin.is_file() and _bytes(twin.with_suffix(".txt")) == text:
            return file.parent.name
    return None


def _in_project(path: PurePath) -> tuple[str, str] | None:
    """The document and the annotator that a path in an INCEpTION project names."""
    parts = path.parts
    if len(parts) < 3 or parts[-3] not in INCEPTION:
        return None
    return parts[-2], path.stem


def _has_twin(path: Path) -> bool:
    """Whether a file of the same kind in the folder begins with the same text."""
    text = _first_text(path)
    if text is None:
        return False
    try:
        beside = list(islice(path.parent.glob(f"*{path.suffix}"), MOST_NEIGHBOURS))
    except (OSError, ValueError):
        return False
    return any(_first_text(other) == text for other in beside if other.name != path.name)


def _first_text(path: Path) -> str | None:
    """The text of the first line of JSON."""
    try:
        with path.open("rb") as file:
            value = json.loads(file.readline(_LONGEST_TEXT))
    except (OSError, ValueError, RecursionError):
        return None
    text = value.get("text", value.get("data")) if isinstance(value, dict) else None
    return text if isinstance(text, str) else None


def _bytes(path: Path) -> bytes | None:
    try:
        if not path.is_file() or path.stat().st_size > _LONGEST_TEXT:
            return None
        return path.read_bytes()
    except OSError:
        return None
