"""Plain text files."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 20_000_000
"""The largest file that counts as an article, in bytes."""

# The longer mark first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class PlainText:
    """What a text file holds.

    ``text`` is normalised: no byte order mark, line ends as LF, nothing else changed. ``file_sha256`` is the hash of
    the bytes as they are on disk.
    """

    text: str
    file_sha256: str


def read_plain_text(path: Path) -> PlainText:
    """Read a text file in UTF-8, or in whatever its byte order mark says.

    Raises ``KnownError`` when it cannot be read, is no text, is empty, or is larger than 20 MB.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise KnownError("larger than 20 MB: split it into articles")
        raw = path.read_bytes()
    except OSError as error:
        raise KnownError("cannot be read ({reason})", reason=error.strerror) from None
    return PlainText(plain_text_of(raw), hashlib.sha256(raw).hexdigest())


def plain_text_of(raw: bytes) -> str:
    """The text of a file's bytes; raises as ``read_plain_text``."""
    encoding = next((name for mark, name in MARKS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        said = encoding.removesuffix("-sig").upper()
        raise KnownError("not a text in {said}, or cut off: save it as UTF-8 and import it again", said=said) from None
    if "\0" in text:
        raise KnownError("not a text: it holds binary data")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise KnownError("empty")
    return text
