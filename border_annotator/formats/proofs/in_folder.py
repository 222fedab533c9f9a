"""Readers of files as readers of the folders that exports are written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.articles.draft import Refusal

    Found = ForeignArticle | Refusal
    Reader = Callable[[Path], Iterator[Found]]


def each_of(pattern: str, read: Reader) -> Reader:
    """Read every file of a folder whose name is like ``pattern``, in the order of their names."""

    def read_folder(folder: Path) -> Iterator[Found]:
        for path in sorted(folder.glob(pattern)):
            yield from read(path)

    return read_folder
