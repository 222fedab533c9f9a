"""When a library brings the whole program down: where it was is written to a file, and told at the next start.

Python writes names of files and of functions there and nothing else, so the file holds no word of an article.
"""

from __future__ import annotations

import faulthandler
import os
import re

from border_annotator.settings import paths
from border_annotator.settings.reports import PRIVATE, Report, head, place_said

NAME = "crash.txt"
MOST_TOLD = 20_000
"""Bytes of the file that are told, the newest ones."""
PLACE = re.compile(r'File "([^"\n]*)"')
FATAL = ("Fatal Python error", "access violation", "stack overflow")
"""Words of an end; Windows also lets things be written that a library has looked after itself."""
LONG_LIST = "Extension modules:"


def watch_for_crashes() -> None:
    """From now on, a crash of this process is written down; where there can be no file, it is not."""
    try:
        descriptor = os.open(paths.log_file().with_name(NAME), os.O_CREAT | os.O_APPEND | os.O_WRONLY, PRIVATE)
        # It stays open: when the program crashes it is too late to open anything.
        faulthandler.enable(descriptor)
    except OSError:
        return


def take_crash() -> Report | None:
    """What an earlier process wrote when it crashed, which is then not told again; ``None`` when none did."""
    try:
        path = paths.log_file().with_name(NAME)
        with path.open("r+b") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - MOST_TOLD))
            written = file.read().decode("utf-8", "replace").strip()
            # Not removed: another window may hold it open for a crash of its own.
            file.truncate(0)
    except OSError:
        return None
    if not any(word in written for word in FATAL):
        return None
    lines = [PLACE.sub(lambda found: place_said(found[1]), line) for line in written.splitlines()]
    told = "\n".join(line for line in lines if not line.startswith(LONG_LIST))
    return Report(f"{head()}\n\nThe program was brought down by a library it uses.\n\n{told}", "")
