"""What to call the file of an article, on every system."""

from __future__ import annotations

import hashlib
import re

LONGEST_NAME = 200
"""How many bytes of a document's name become the file's name; most file systems take 255 with the ending."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')


def short_name(name: str) -> str:
    """The name, cut where it is too long; two that differ stay different."""
    raw = name.encode()
    return name if len(raw) <= LONGEST_NAME else _told_apart(raw[: LONGEST_NAME - 9].decode(errors="ignore"), raw)


def portable_name(name: str) -> str:
    """The name without what a file's name cannot hold on some system; two that differ stay different."""
    clean = _FORBIDDEN.sub("_", name).strip(" .")
    return short_name(clean if clean == name else _told_apart(clean, name.encode()))


def _told_apart(name: str, raw: bytes) -> str:
    return f"{name}-{hashlib.sha256(raw).hexdigest()[:8]}"
