"""The log file: what went wrong, for whoever looks into it later. It never leaves this computer."""

from __future__ import annotations

import io
import logging
import logging.handlers
import os
from typing import TYPE_CHECKING

from border_annotator.settings import paths
from border_annotator.settings.reports import PRIVATE, places_of, without_words

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

LARGEST = 1_000_000
OLDER_FILES = 3
FORMAT = "%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"


class _QuietRotatingFile(logging.handlers.RotatingFileHandler):
    """A log that cannot be written is no reason to stop working, or to print a traceback over the user's terminal."""

    def _open(self) -> io.TextIOWrapper:
        """Open the file, which the user alone may read."""
        descriptor = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, PRIVATE)
        return io.TextIOWrapper(io.FileIO(descriptor, "a"), encoding=self.encoding, write_through=True)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Let the record go."""


class _Sparing(logging.Formatter):
    """Leaves out what an error says, which may quote an article or an annotation, and keeps where it happened."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the places in the code."""
        spared = logging.makeLogRecord(record.__dict__)
        spared.exc_text = None
        if isinstance(record.args, tuple):
            spared.args = tuple(without_words(value) for value in record.args)
        return super().format(spared)

    def formatException(  # noqa: N802 - logging's name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The kinds and the places of an error."""
        return places_of(ei[1]) if ei[1] is not None else ""


def start_logging(level: int = logging.INFO) -> Path | None:
    """Send the program's log to its file; the file's path, or ``None`` where there can be no such file.

    The file is not opened before there is something to write. Calling it again changes nothing.
    """
    root = logging.getLogger("border_annotator")
    for handler in root.handlers:
        if isinstance(handler, _QuietRotatingFile):
            return _path(handler)
    try:
        path = paths.log_file()
    except OSError:
        return None
    fresh = _QuietRotatingFile(path, maxBytes=LARGEST, backupCount=OLDER_FILES, encoding="utf-8", delay=True)
    fresh.setFormatter(_Sparing(FORMAT))
    root.addHandler(fresh)
    root.setLevel(level)
    # The terminal belongs to the results: nothing of the log is printed there.
    root.propagate = False
    return path


def stop_logging() -> None:
    """Close the log file."""
    root = logging.getLogger("border_annotator")
    for handler in list(root.handlers):
        if isinstance(handler, _QuietRotatingFile):
            root.removeHandler(handler)
            handler.close()
    root.propagate = True


def _path(handler: _QuietRotatingFile) -> Path:
    from pathlib import Path

    return Path(handler.baseFilename)
