"""What is told of a fault of the program: where it happened, and no word of an article or an annotation.

The messages of errors may quote what was worked on, so they are kept apart; the user decides whether they go along.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from border_annotator import __version__
from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import Sentence
from border_annotator.settings import paths

KEPT = 10
"""Reports that are kept; older ones are removed."""
NAME = "fault-{stamp}.txt"
PRIVATE = 0o600
PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Report:
    """One fault: the program, the computer, the places (``facts``), and what the errors said (``words``)."""

    facts: str
    words: str

    def text(self, *, with_words: bool) -> str:
        """The report as it is copied; only with its words may it quote an article or an annotation."""
        return f"{self.facts}\n\nThe words of the errors:\n{self.words}\n" if with_words else f"{self.facts}\n"


def report_of(error: BaseException) -> Report:
    """A report of an error that nobody expected, with what it came from."""
    chain = _chain(error)
    words = "\n".join(f"{type(link).__name__}: {link}" for link in chain)
    return Report(f"{head()}\n\n{places_of(error)}", words)


def head() -> str:
    """The first line of a report: which program, where, and when it was written."""
    now = datetime.datetime.now(datetime.UTC)
    return (
        f"Border Annotator {__version__}, Python {platform.python_version()},"
        f" {platform.system()} {platform.release()}, {now:%Y-%m-%d %H:%M:%S} UTC"
    )


def places_of(error: BaseException) -> str:
    """The kinds of an error and of those that it came from, each with its places in the code and without its words."""
    return "\n\nwhich led to\n\n".join(_places(link) for link in reversed(_chain(error)))


def without_words(value: object) -> object:
    """What a log may keep of a value: of an error its kind, of a sentence its pattern; anything else as it is."""
    if isinstance(value, KnownError):
        return value.sentence.pattern
    if isinstance(value, Sentence):
        return value.pattern
    if isinstance(value, OSError):
        return f"{type(value).__name__} {value.strerror}"
    return type(value).__name__ if isinstance(value, BaseException) else value


def keep(report: Report) -> Path | None:
    """Write a report, without its words, where only the user may read it; ``None`` where it cannot be written."""
    try:
        folder = paths.log_file().parent
        stamp = f"{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}"
        path = folder / NAME.format(stamp=stamp)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "w", encoding="utf-8") as file:
            file.write(report.text(with_words=False))
        for old in sorted(folder.glob(NAME.format(stamp="*")))[:-KEPT]:
            with contextlib.suppress(OSError):
                old.unlink()
    except OSError:
        return None
    return path


def _chain(error: BaseException) -> list[BaseException]:
    """The error, what it came from, and so on."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return chain


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"  {place_said(frame.filename)}, line {frame.lineno}, in {frame.name}" for frame in frames)
    return "\n".join((type(error).__name__, *places))


def place_said(filename: str) -> str:
    """A file of the program by its place in it, any other by its name alone: a path names the user."""
    path = Path(filename)
    if path.is_relative_to(PACKAGE):
        return str(Path(PACKAGE.name) / path.relative_to(PACKAGE))
    for root in sys.path:
        if root and path.is_relative_to(root):
            return str(path.relative_to(root))
    return path.name
