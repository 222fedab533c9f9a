"""What can still be read of a damaged project: by SQLite as far as that goes, then page by page."""

from __future__ import annotations

import contextlib
import glob
import io
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from border_annotator.storage.damaged_pages import Pages, header_for
from border_annotator.storage.failures import told
from border_annotator.storage.on_disk import PRIVATE_FOLDER, behind_links, is_running
from border_annotator.storage.salvaged_tables import LATER, TABLES, Table
from border_annotator.storage.trust import harden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from border_annotator.storage.damaged_pages import Cell, FoundRow
    from border_annotator.storage.salvaged_tables import Row

    Tell = Callable[[int, int, str], None]
    """Is told how much of how much is done, and of what; raises to stop."""

SCRATCH = ".recovering"
AT_ONCE = 1_000_000
"""Bytes that are copied between two words on how far it is."""
BETWEEN_WORDS = 500
"""Rows, or pages, between two of them."""


class Salvaged:
    """The rows of each table by their keys, in a file of their own, and which tables SQLite read from end to end."""

    def __init__(self, folder: Path, beside: Path) -> None:
        self._beside = beside
        self.whole: set[str] = set()
        self.newest_edit = 0
        """The highest number that an edit is known to have had, also where the edit itself is gone."""
        self._db = sqlite3.connect(folder / "rows", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF").fetchone()
        self._db.execute("PRAGMA synchronous = OFF")
        for table in TABLES:
            keys = ", ".join(table.columns[: table.keys])
            self._db.execute(
                f"CREATE TABLE {table.name} ({', '.join(table.columns)}, PRIMARY KEY ({keys})) WITHOUT ROWID"
            )

    def close(self) -> None:
        """Let the file be removed."""
        self._db.close()

    def keep(self, table: Table, row: Row) -> None:
        """Keep a row that looks like one of its table; the first one with a key stays."""
        row = (*row, *LATER.get(table.name, ())[: len(table.columns) - len(row)])
        if len(row) != len(table.columns) or not table.fits(row) or not _is_text(row):
            return
        marks = ", ".join("?" * len(row))
        with told(self._beside):  # not to be taken for damage of what is read
            self._db.execute(f"INSERT OR IGNORE INTO {table.name} VALUES ({marks})", row)  # noqa: S608 - all words are ours

    def of(self, table: str) -> Iterator[dict[str, Cell]]:
        """A table's rows by their columns, in the order of their keys."""
        chosen = _BY_NAME[table]
        keys = ", ".join(chosen.columns[: chosen.keys])
        for row in self._db.execute(f"SELECT * FROM {table} ORDER BY {keys}"):  # noqa: S608 - all words are ours
            yield dict(zip(chosen.columns, row, strict=True))

    def count(self, table: str) -> int:
        """How many rows of a table there are."""
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - all words are ours

    def runs_of_documents(self) -> list[tuple[str, str]]:
        """Which documents have suggestions of which runs."""
        return [(str(d), str(r)) for d, r in self._db.execute("SELECT DISTINCT document_id, run_id FROM suggestions")]

    def document_of(self, suggestion_id: str) -> str | None:
        """The document of a suggestion; ``None`` where it was not found."""
        row = self._db.execute("SELECT document_id FROM suggestions WHERE id = ?", (suggestion_id,)).fetchone()
        return str(row[0]) if row else None


_BY_NAME = {table.name: table for table in TABLES}


@contextlib.contextmanager
def salvaged(path: Path, beside: Path, tell: Tell) -> Iterator[Salvaged]:
    """Everything that can be read of a damaged file; the file itself is only read, and little of it is in memory.

    What is found is kept on the disk of ``beside`` until the block ends. ``tell`` is told how far it is, and may raise
    to give up. Raises ``OSError``.
    """
    path = behind_links(path)
    with _scratch(beside) as folder, contextlib.closing(Salvaged(folder, beside)) as found:
        with path.open("rb") as file, _opened_log(path) as log:
            _read_by_sqlite(folder, path, file, log, found, tell)
            if found.whole != set(_BY_NAME):
                _read_by_pages(Pages(file, log), found, tell)
        for edit in found.of("journal"):
            found.newest_edit = max(found.newest_edit, int(str(edit["id"])))
        yield found


@contextlib.contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """A folder that goes with the block, or with the next one when the program is ended in its midst."""
    for left in beside.parent.glob(f".{glob.escape(beside.name)}.*{SCRATCH}"):
        process = left.name.removesuffix(SCRATCH).rpartition(".")[2]
        if process.isdecimal() and not is_running(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    folder = beside.with_name(f".{beside.name}.{os.getpid()}{SCRATCH}")
    folder.mkdir(mode=PRIVATE_FOLDER)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _opened_log(path: Path) -> BinaryIO:
    log = Path(f"{path}-wal")
    return log.open("rb") if log.is_file() else io.BytesIO()


def _read_by_sqlite(folder: Path, path: Path, file: BinaryIO, log: BinaryIO, found: Salvaged, tell: Tell) -> None:
    size = file.seek(0, os.SEEK_END)
    header, has_log = header_for(_beginning(file), size), log.seek(0, os.SEEK_END) > 0
    # Read where it lies, never written: SQLite would move a log into the file, and takes no file without its header.
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    if header is not None or has_log:
        copy = folder / "copy.bap"
        _copy(file, copy, size, header, tell)
        if has_log:
            _copy(log, Path(f"{copy}-wal"), log.seek(0, os.SEEK_END), None, tell)
        uri = f"file:{quote(str(copy.absolute()))}"
    with (
        contextlib.suppress(sqlite3.Error, UnicodeError),
        contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection,
    ):
        harden(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        for number, table in enumerate(TABLES):

            def tell_rows(rows: int, number: int = number, name: str = table.name) -> None:
                tell(number, len(TABLES), f"{name} {rows:,}")

            _read_table(connection, table, found, tell_rows)
        with contextlib.suppress(sqlite3.Error):
            (newest,) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()
            found.newest_edit = max(found.newest_edit, int(newest))


def _beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(100)


def _copy(file: BinaryIO, to: Path, size: int, header: bytes | None, tell: Tell) -> None:
    """Copy what can be read; what the disk does not give is left empty."""
    with to.open("wb") as copy:
        copy.truncate(size)
        for place in range(0, size, AT_ONCE):
            tell(place // AT_ONCE, size // AT_ONCE + 1, "MB")
            with contextlib.suppress(OSError):
                file.seek(place)
                part = file.read(AT_ONCE)
                copy.seek(place)
                copy.write(part)
        if header is not None:
            copy.seek(0)
            copy.write(header)


def _read_table(connection: sqlite3.Connection, table: Table, found: Salvaged, tell: Callable[[int], None]) -> None:
    """From the beginning as far as it goes, then from the end."""
    try:
        there = [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")]
    except sqlite3.Error:
        return
    columns = [column for column in table.columns if column in there]
    if len(columns) < len(table.columns) - len(LATER.get(table.name, ())):
        return
    order = ", ".join(f"{key} {{way}}" for key in table.columns[: table.keys])
    query = f"SELECT {', '.join(columns)} FROM {table.name} NOT INDEXED ORDER BY {order}"  # noqa: S608 - all words are ours
    for way in ("", "DESC"):
        try:
            for number, row in enumerate(connection.execute(query.format(way=way))):
                if number % BETWEEN_WORDS == 0:
                    tell(number)
                found.keep(table, row)
        except (sqlite3.Error, OverflowError):
            continue
        found.whole.add(table.name)
        return


def _read_by_pages(pages: Pages, found: Salvaged, tell: Tell) -> None:
    wanted = [table for table in TABLES if table.name not in found.whole]
    for number in range(1, len(pages) + 1):
        if number % BETWEEN_WORDS == 1:
            tell(number, len(pages), "pages")
        for row in pages.rows_of(number):
            for table in wanted:
                cells = _as_row(table, row)
                if cells is not None:
                    found.keep(table, cells)


def _as_row(table: Table, row: FoundRow) -> Row | None:
    if table.has_rowid != (row.rowid is not None):
        return None
    cells = (row.rowid, *row.cells[1:]) if table.has_rowid else row.cells
    later = LATER.get(table.name, ())
    return cells if len(table.columns) - len(later) <= len(cells) <= len(table.columns) else None


def _is_text(row: Sequence[Cell]) -> bool:
    try:
        for cell in row:
            if isinstance(cell, str):
                cell.encode()
    except UnicodeEncodeError:
        return False  # some of its bytes were no text
    return True
