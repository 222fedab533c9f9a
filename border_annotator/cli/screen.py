"""What a command shows: lines, tables, JSON, and a progress bar where somebody watches."""

from __future__ import annotations

import json
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from border_annotator.cli.outcome import STOPPED, complain, one_line, printable, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Report = Callable[[int, int, str], None]


# What JSON leaves as it is and a terminal does not: controls, and what turns the direction of letters round.
_HIDDEN = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Screen:
    """Results on stdout, complaints and progress on stderr. With ``as_json`` the only result is one JSON value."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self.is_terminal = sys.stdout is not None and sys.stdout.isatty()

    def line(self, text: str) -> None:
        """One line of the result; nothing with ``--json``."""
        if not self.as_json:
            write(sys.stdout, one_line(text) + "\n")

    def text(self, block: str) -> None:
        """Some lines as they are, blanks and tabs too; nothing with ``--json``."""
        if not self.as_json:
            for line in block.splitlines():
                write(sys.stdout, "\t".join(map(printable, line.split("\t"))) + "\n")

    def json(self, plain: object) -> None:
        """The whole result, with ``--json``."""
        if self.as_json:
            said = json.dumps(plain, ensure_ascii=False, indent=1)
            write(sys.stdout, _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", said) + "\n")

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table whose first column is text and whose others are figures."""
        if self.as_json or not rows:
            return
        title, columns = printable(title), [printable(column) for column in columns]
        rows = [[printable(cell) for cell in row] for row in rows]
        if self.is_terminal:
            _drawn(title, columns, rows)
            return
        widths = [max(len(row[k]) for row in (columns, *rows)) for k in range(len(columns))]
        write(sys.stdout, f"\n{title}\n")
        for row in (columns, *rows):
            cells = [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))]
            write(sys.stdout, "  " + "  ".join(cells).rstrip() + "\n")

    @contextmanager
    def progress(self, what: str) -> Iterator[Report]:
        """A bar for a job, on a terminal only; the block is given a function to call with done, total and a note."""
        if self.as_json or not self.is_terminal or not sys.stderr.isatty():
            yield lambda _done, _total, _note: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}", markup=False),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=None, note="")
            yield lambda done, total, note: bar.update(task, completed=done, total=total, note=one_line(note))

    def stopped(self, text: str) -> int:
        """The one line after Ctrl+C; returns the exit code."""
        complain(text)
        return STOPPED


def _drawn(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Each as a text of its own: what stands in brackets in a string is a style to this library.
    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if number else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    console.print()
    console.print(table)


def counted(number: int, one: str, many: str | None = None) -> str:
    """“1 file”, “2 files”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def pace(rate: float | None, left: float | None) -> str:
    """How fast a job goes and how long it still takes, in seconds; empty while nobody knows."""
    if rate is None or left is None:
        return ""
    minutes, seconds = divmod(round(left), 60)
    speed = f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"
    return f"{speed}, {minutes}:{seconds:02d} left"
