"""Files of word processors are ZIP packages; this looks at one before any library opens it."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from border_annotator.domain.sentence import say

LARGEST = 200_000_000
"""Bytes that all parts of a package may unpack to; more is no article but an attack on the memory."""
MOST_PARTS = 5_000
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError)
"""What unpacking raises where a package is damaged, encrypted, or packed in a way that Python does not know."""


def trouble_with(data: bytes, needed: str) -> str | None:
    """Why a package cannot be opened, or does not hold the part that is ``needed``; ``None`` where it can.

    What is said here of sizes holds when parts are read: ``zipfile`` gives no more bytes than a part declares.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
                return say("unpacks to more than {count} MB, which no article needs", count=LARGEST // 1_000_000)
            if any(part.flag_bits & 1 for part in parts):
                return say("encrypted: open it with its password, save it without one, and import that")
            package.getinfo(needed)
            for part in parts:
                if part.filename == needed:
                    with package.open(part) as stream:
                        stream.read(1)
    except KeyError:
        return say("damaged, or of another kind than its name says: “{part}” is missing in it", part=needed)
    except (*DAMAGE, ValueError):
        return say("damaged: it cannot be unpacked")
    return None
