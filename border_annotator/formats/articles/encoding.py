"""Bytes to text: the byte order mark, what the file declares, UTF-8, and only then a guess."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from border_annotator.domain.sentence import Sentence

LOOKED_AT = 200_000
"""Bytes at the head of a file that a guess is made from."""
MOST_CONTROLS = 0.01
MOST_ZEROS = 3
"""Zeros that a short text may have by a slip."""
"""The largest share of control characters in a text; what has more is binary data."""

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these by their larger sister, because pages say the one and mean the other.
_MEANT = {
    **dict.fromkeys(("ascii", "us-ascii", "iso8859-1", "latin-1"), "cp1252"),
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_SPELLED = {"x-sjis": "shift_jis", "unicode": "utf-8", "utf8mb4": "utf-8", "x-mac-cyrillic": "mac-cyrillic"}
_TEXT_CONTROLS = frozenset("\t\n\r\f\v\0\x1a\x1b")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how its bytes were read, as the user sees it: ``windows-1257, guessed``."""

    text: str
    encoding: str
    had_mark: bool = False
    doubts: tuple[Sentence, ...] = ()


def decoded(data: bytes, *, chosen: str | None = None, declared: str | None = None) -> Decoded:
    """The text of some bytes.

    ``chosen`` is the user's word and overrules everything; ``declared`` is what the file says of itself, which is
    believed where the bytes fit. Raises ``KnownError`` for binary data and for a choice that is no encoding.
    """
    found = _read(data, chosen, declared)
    if is_binary(found.text):
        raise KnownError("not a text: it holds binary data")
    return found


def is_binary(text: str) -> bool:
    """Whether it cannot be a text: there are many control characters, or zeros as only numbers and records have them.

    A disk may have filled the end of a text with zeros, and one may stand in it by a slip. Zeros in a row, with other
    control characters, or between letters of no alphabet are those of binary data; so are more of them at the end than
    all that stands before, when that has a control character.
    """
    head = text[:LOOKED_AT]
    inside = head.rstrip("\0")
    if not inside:
        return bool(head)
    most = len(inside) * MOST_CONTROLS
    strange = sum((c < " " and c not in _TEXT_CONTROLS) or c == "\x7f" for c in inside)
    zeros = inside.count("\0")
    has_record = zeros > 0 and (strange > 0 or "\0\0" in inside or "\ufffd" in inside)
    has_record |= strange > 0 and len(head) > 2 * len(inside)
    return strange > max(1, most) or zeros > max(MOST_ZEROS, most) or has_record


def codec_named(name: str) -> str | None:
    """Python's name of the encoding that a file or a user names, as browsers understand it; ``None`` for none."""
    plain = name.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_SPELLED.get(plain, plain))
    except (LookupError, ValueError):
        return None
    # The standard library also calls base64 and the like codecs; those lead from bytes to bytes.
    is_text = getattr(found, "_is_text_encoding", True)
    return _MEANT.get(found.name, found.name) if is_text and found.name not in _NOT_FOR_FILES else None


_NOT_FOR_FILES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})


def _read(data: bytes, chosen: str | None, declared: str | None) -> Decoded:
    mark, marked = next(((m, name) for m, name in _MARKS if data.startswith(m)), (b"", None))
    if chosen is not None:
        return _chosen(data, chosen, mark if marked == codec_named(chosen) else b"")
    if marked is not None:
        text, lost = _lenient(data[len(mark) :], marked)
        return Decoded(text, f"{_shown(marked)}, byte order mark", had_mark=True, doubts=lost)
    if (wide := _wide(data)) is not None:
        text, lost = _lenient(data, wide)
        return Decoded(text, f"{_shown(wide)}, guessed", doubts=lost)
    doubts: tuple[Sentence, ...] = ()
    if declared is not None:
        found = _declared(data, declared)
        if found is not None:
            return found
        doubts = (say("The file says it is in “{declared}”, but it is not.", declared=declared[:40]),)
    plain = _strict(data, "utf-8")
    return _guessed(data, doubts) if plain is None else Decoded(plain, "UTF-8", doubts=doubts)


def _declared(data: bytes, declared: str) -> Decoded | None:
    """The text as the file says it is to be read; ``None`` where its bytes tell otherwise."""
    codec = codec_named(declared)
    # A declaration that could be read byte by byte does not stand in UTF-16.
    codec = "utf-8" if codec is not None and codec.startswith(("utf-16", "utf-32")) else codec
    text = None if codec is None else _strict(data, codec)
    # Letters beyond ASCII that fit UTF-8 are UTF-8: the page was saved anew and kept its old declaration.
    if text is None or (codec != "utf-8" and not data.isascii() and _strict(data, "utf-8") is not None):
        return None
    return Decoded(text, f"{_shown(codec or declared)}, declared")


def _chosen(data: bytes, chosen: str, mark: bytes) -> Decoded:
    codec = codec_named(chosen)
    if codec is None:
        raise KnownError("“{encoding}” is not an encoding: choose UTF-8, windows-1252 or another.", encoding=chosen)
    text, lost = _lenient(data[len(mark) :], codec)
    return Decoded(text, f"{_shown(codec)}, chosen", had_mark=bool(mark), doubts=lost)


def _guessed(data: bytes, doubts: tuple[Sentence, ...]) -> Decoded:
    import chardet

    head = data[:LOOKED_AT]
    almost, lost = _lenient(data, "utf-8")
    # A text in UTF-8 that was cut or damaged in a few places is still one.
    if (
        lost
        and almost.count("\ufffd") <= max(3, len(almost) // 1000)
        and _other_letters(almost) > almost.count("\ufffd")
    ):
        return Decoded(almost, "UTF-8", doubts=(*doubts, *lost))
    found = chardet.detect(head, encoding_era=chardet.EncodingEra.MODERN_WEB)
    name = found["encoding"]
    if name is None:
        raise KnownError("not a text: it holds binary data")
    codec = codec_named(name) or "cp1252"
    text, lost = _lenient(data, codec)
    return Decoded(text, f"{_shown(codec)}, guessed", doubts=(*doubts, *lost))


def _other_letters(text: str) -> int:
    return sum(c > "\x7f" and c != "\ufffd" for c in text[:LOOKED_AT])


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, ValueError):
        return None


def _lenient(data: bytes, codec: str) -> tuple[str, tuple[Sentence, ...]]:
    """The text with U+FFFD for what cannot be read, and the doubt that tells of it."""
    text = _strict(data, codec)
    if text is not None:
        return text, ()
    text = data.decode(codec, errors="replace")
    return text, (
        say("Some bytes are no {encoding}: the file is cut off, or in another encoding.", encoding=_shown(codec)),
    )


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: zeros stand at the same place of each pair or group of four."""
    head = data[: min(len(data), 4_000) // 4 * 4] or data[:2]
    zeros = [head[k::4].count(0) for k in range(4)]
    quarter = len(head) // 4
    if quarter and min(zeros[2:]) == quarter and zeros[0] < quarter / 10:
        return "utf-32-le"
    if quarter and min(zeros[:2]) == quarter and zeros[3] < quarter / 10:
        return "utf-32-be"
    for codec, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high, low = head[first::2], head[1 - first :: 2]
        # In any script spaces and line ends have a zero there, and the other high bytes are few.
        if high.count(0) >= max(1, len(high) // 12) and low.count(0) <= len(low) // 50 and len(set(high)) <= 6:
            text = _strict(head, codec)
            if text is not None and not is_binary(text):
                return codec
    return None


def _shown(codec: str) -> str:
    """The name that people know."""
    if codec.startswith("utf-"):
        return codec.upper()
    return f"windows-{codec[2:]}" if codec.startswith("cp125") or codec == "cp874" else codec


def looked_into(head: bytes) -> str | None:
    """The letters at the head of a file, good enough to tell its format by; ``None`` where it is no text."""
    mark, marked = next(((m, name) for m, name in _MARKS if head.startswith(m)), (b"", None))
    codec = marked or _wide(head)
    text = head[len(mark) :].decode(codec, errors="ignore") if codec else head.decode("latin-1")
    return None if is_binary(text) else text
