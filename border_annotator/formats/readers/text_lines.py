"""The lines of a text file, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 20_000_000
"""Bytes after which a line is taken for ended."""


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line with its number, without its end; raises ``KnownError`` where the file is no text that can be read."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST):
                number += 1
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): check its name and its rights.", path=path, reason=error.strerror
        ) from None
    except UnicodeDecodeError:
        raise KnownError("{file}: not a text in UTF-8.", file=path.name) from None
