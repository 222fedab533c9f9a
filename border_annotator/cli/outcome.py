"""How the program ends, and the one line that it says when it does not end well."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from border_annotator.domain.errors import KnownError

GOOD = 0
PROBLEMS = 1
"""The work was done and found something wrong."""
WRONG_USE = 2
"""Wrong use, or something in the user's world is in the way."""
BUG = 70
"""A fault of the program itself; the log has the traceback. The number is EX_SOFTWARE of sysexits.h."""
STOPPED = 130
"""Ctrl+C, as shells say it: 128 + SIGINT."""


def one_line(text: str) -> str:
    """The text as one line that cannot upset a terminal, whatever a file is called."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """The text with all that would steer a terminal written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def complain(text: str) -> None:
    """One line on stderr, with the program's name before it."""
    # Where even this cannot be said, the exit code says it.
    with contextlib.suppress(KnownError):
        write(sys.stderr, f"border-annotator: {one_line(text)}\n")


def write(stream: TextIO, text: str) -> None:
    """Write at once. When nobody reads any more (``| head``), the rest goes nowhere and the work goes on.

    Raises ``KnownError`` when it cannot be written, as on a full disk.
    """
    try:
        stream.write(text)
        stream.flush()
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        write(stream, text.encode(encoding, "backslashreplace").decode(encoding))
    except BrokenPipeError:
        hush(stream)
    except (OSError, ValueError) as error:
        hush(stream)
        raise KnownError("The output cannot be written ({error}): check where it goes.", error=error) from error


def hush(stream: TextIO) -> None:
    """Send what is still to be written nowhere, so that the interpreter does not trip over it when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
