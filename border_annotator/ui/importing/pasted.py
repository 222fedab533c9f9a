"""What was pasted or dropped, as files: those that it names, or one made of its text."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData


@dataclass(frozen=True, slots=True)
class Pasted:
    """Files to import; ``release`` is called when they have been read."""

    paths: list[Path]
    release: Callable[[], None] | None = None


def can_be_taken(data: QMimeData) -> bool:
    """Whether there are files of this computer, or a text."""
    return bool(_files(data)) or data.hasText() or data.hasHtml()


def pasted(data: QMimeData) -> Pasted | None:
    """The files that are named, or a file of the text; ``None`` when there is neither.

    A text comes before the page that it was copied from: it is what was selected, and nothing more.
    """
    files = _files(data)
    if files:
        return Pasted(files)
    if data.hasText() and data.text().strip():
        return _kept(data.text(), ".txt")
    if data.hasHtml() and data.html().strip():
        return _kept(data.html(), ".html")
    return None


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]


def _kept(text: str, suffix: str) -> Pasted:
    folder = tempfile.TemporaryDirectory(prefix="border-annotator-", ignore_cleanup_errors=True)
    when = f"{datetime.datetime.now().astimezone():%Y-%m-%d %H.%M.%S}"
    path = Path(folder.name) / f"{tr('Clipboard')} {when}{suffix}"
    path.write_bytes(text.encode(errors="replace"))
    return Pasted([path], folder.cleanup)
