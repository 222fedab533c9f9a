"""Reading the pages of an SQLite file without SQLite: every row that is still whole, wherever it stands.

Nothing is believed of the file but the page that is read: the header, the tables' roots and the pages between may be
gone. The format is https://sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

MAGIC = b"SQLite format 3\0"
USUAL_PAGE = 4096
PAGE_SIZES = (4096, 1024, 2048, 8192, 16384, 32768, 65536, 512)
LEAF_OF_TABLE, LEAF_OF_INDEX, INSIDE_OF_INDEX = 0x0D, 0x0A, 0x02
LOG_MAGIC = (0x377F0682, 0x377F0683)
LONGEST = 500_000_000
"""Bytes of a row; a longer one is none."""
Cell = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row as it stands on a page: ``rowid`` is ``None`` on the pages of indexes and of tables without one."""

    rowid: int | None
    cells: tuple[Cell, ...]


class Pages:
    """The pages of a file with what its write-ahead log says of them; one at a time is in memory."""

    def __init__(self, file: BinaryIO, log: BinaryIO) -> None:
        self._file = file
        self._log = log
        self.size = _page_size(_part(file, 0, 100), _part(log, 0, 32))
        self._newer = newer_pages(log, self.size)
        self._count = max((file.seek(0, os.SEEK_END) + self.size - 1) // self.size, max(self._newer, default=0))

    def __len__(self) -> int:
        return self._count

    def page(self, number: int) -> bytes:
        """A page, the first is 1; shorter than the others where the file is cut, empty where the disk has lost it."""
        newer = self._newer.get(number)
        try:
            if newer is not None:
                return _part(self._log, newer, self.size)
            return _part(self._file, (number - 1) * self.size, self.size)
        except OSError:
            return b""

    def rows_of(self, number: int) -> Iterator[FoundRow]:
        """Every row of a page that can be read; it may be of a table that nobody asks for, or deleted long ago."""
        page = self.page(number)
        start = 100 if number == 1 else 0
        if len(page) > start + 8 and page[start] in (LEAF_OF_TABLE, LEAF_OF_INDEX, INSIDE_OF_INDEX):
            yield from self._rows_of(page, start)

    def _rows_of(self, page: bytes, start: int) -> Iterator[FoundRow]:
        kind = page[start]
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        pointers = start + (12 if kind == INSIDE_OF_INDEX else 8)
        for k in range(min(count, self.size // 4)):
            place = int.from_bytes(page[pointers + 2 * k : pointers + 2 * k + 2], "big")
            try:
                yield self._row(page, place, kind)
            except (IndexError, ValueError, struct.error, UnicodeDecodeError):
                continue  # this row is gone; the next one may be whole

    def _row(self, page: bytes, place: int, kind: int) -> FoundRow:
        if place < 8:
            raise ValueError(place)
        if kind == INSIDE_OF_INDEX:
            place += 4
        length, place = _varint(page, place)
        rowid = None
        if kind == LEAF_OF_TABLE:
            rowid, place = _varint(page, place)
        payload = self._payload(page, place, length, is_index=kind != LEAF_OF_TABLE)
        return FoundRow(rowid, _record(payload))

    def _payload(self, page: bytes, place: int, length: int, *, is_index: bool) -> bytes:
        """The bytes of a row, those on pages of their own with them."""
        if not 0 < length <= LONGEST:
            raise ValueError(length)
        most = (self.size - 12) * 64 // 255 - 23 if is_index else self.size - 35
        if length <= most:
            return _whole(page[place : place + length], length)
        least = (self.size - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.size - 4)
        here = here if here <= most else least
        parts = [_whole(page[place : place + here], here)]
        left, following = length - here, int.from_bytes(_whole(page[place + here : place + here + 4], 4), "big")
        seen: set[int] = set()
        while left > 0:
            if following in seen or not 0 < following <= len(self):
                raise ValueError(following)
            seen.add(following)
            beyond = self.page(following)
            taken = min(left, self.size - 4)
            parts.append(_whole(beyond[4 : 4 + taken], taken))
            left, following = left - taken, int.from_bytes(beyond[:4], "big")
        return b"".join(parts)


def newer_pages(log: BinaryIO, size: int) -> Mapping[int, int]:
    """Where in a write-ahead log the pages stand that it has, up to its last whole transaction."""
    head, length = _part(log, 0, 32), log.seek(0, os.SEEK_END)
    if len(head) < 32 or int.from_bytes(head[:4], "big") not in LOG_MAGIC:
        return {}
    salts = head[16:24]
    found: dict[int, int] = {}
    written: dict[int, int] = {}
    for place in range(32, length - 24 - size + 1, 24 + size):
        frame = _part(log, place, 16)
        number, committed = struct.unpack(">II", frame[:8])
        if frame[8:] != salts or not number:
            break
        written[number] = place + 24
        if committed:
            found.update(written)
            written.clear()
    return found


def header_for(head: bytes, length: int) -> bytes | None:
    """A header that SQLite takes, for a file whose own is damaged; ``None`` where it is not, or nothing is left."""
    if head[:16] == MAGIC or length <= USUAL_PAGE:
        return None
    size = _page_size(head, b"")
    header = bytearray(100)
    header[:16] = MAGIC
    struct.pack_into(">HBBBBBB", header, 16, size if size < 65536 else 1, 1, 1, 0, 64, 32, 32)
    struct.pack_into(">II", header, 24, 1, length // size)
    struct.pack_into(">II", header, 40, 1, 4)
    struct.pack_into(">I", header, 56, 1)
    struct.pack_into(">II", header, 92, 1, 3_040_000)
    return bytes(header)


def _part(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def _page_size(content: bytes, log: bytes) -> int:
    """By the log, by the header, or else what SQLite takes where nobody asks for another one."""
    if int.from_bytes(log[:4], "big") in LOG_MAGIC:
        said = int.from_bytes(log[8:12], "big")
        if said in PAGE_SIZES:
            return said
    if content[:16] == MAGIC:
        said = int.from_bytes(content[16:18], "big")
        said = 65536 if said == 1 else said
        if said in PAGE_SIZES:
            return said
    return USUAL_PAGE


def _whole(part: bytes, length: int) -> bytes:
    if len(part) != length:
        raise ValueError(length)
    return part


def _varint(page: bytes, place: int) -> tuple[int, int]:
    value = 0
    for k in range(8):
        byte = page[place + k]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + k + 1
    value = value << 8 | page[place + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, place + 9


def _record(payload: bytes) -> tuple[Cell, ...]:
    length, place = _varint(payload, 0)
    kinds = []
    while place < length:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    cells: list[Cell] = []
    place = length
    for kind in kinds:
        cell, place = _cell(payload, place, kind)
        cells.append(cell)
    if place > len(payload) or not cells:
        raise ValueError(place)
    return tuple(cells)


WIDTHS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


def _cell(payload: bytes, place: int, kind: int) -> tuple[Cell, int]:
    if kind >= 12:
        length = (kind - 12) // 2
        part = _whole(payload[place : place + length], length)
        return (part.decode() if kind % 2 else part), place + length
    width = WIDTHS.get(kind, -1)
    if width < 0:
        raise ValueError(kind)
    part = _whole(payload[place : place + width], width)
    if kind == 0:
        return None, place
    if kind == 7:
        return struct.unpack(">d", part)[0], place + 8
    return (kind - 8 if kind in (8, 9) else int.from_bytes(part, "big", signed=True)), place + width
