"""ZIP archives, opened so that no file can fill the memory, waste the time or leave its place.

Nothing is ever unpacked to a disk: members are read one after the other, so their names are words and no paths.
"""

from __future__ import annotations

import stat
import zipfile
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO
    from zipfile import ZipFile, ZipInfo

    from border_annotator.domain.sentence import Sentence

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 200_000
LARGEST_DIRECTORY = 40_000_000
"""Bytes of an archive's list of members, which is read as a whole."""
LARGEST_RATIO = 200
"""How many times larger than packed something may become; texts become three to ten times as large."""
SMALL = 10_000_000
"""Bytes that anything may become."""
LARGEST_WHOLE = 300_000_000
"""Bytes that an office document, of which much is read at once, may become."""
_END = b"PK\x05\x06"
_END_SIZE, _LONGEST_COMMENT = 22, 65_535
_UNPACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_ENCRYPTED = 0x1 | 0x40


def opened_archive(file: BinaryIO) -> ZipFile:
    """The archive that a file is, once its list of members was found harmless; raises ``KnownError``."""
    _must_have_small_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise KnownError("is a damaged archive, or one that is cut off ({reason})", reason=error) from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise KnownError("has {count} members: divide it", count=len(members))
    # Members may share their bytes, so that each alone looks harmless.
    if _is_bomb(sum(m.file_size for m in members if not _is_bomb(m.file_size, m.compress_size)), file.seek(0, 2)):
        raise KnownError("would become more than {ratio} times as large: it is made to do harm", ratio=LARGEST_RATIO)
    return archive


def opened_whole(file: BinaryIO) -> ZipFile:
    """As ``opened_archive``, for an office document of which much is read at once."""
    archive = opened_archive(file)
    if sum(member.file_size for member in archive.infolist()) > LARGEST_WHOLE:
        raise KnownError("holds more than 300 MB: divide it")
    if any(member.flag_bits & _ENCRYPTED for member in archive.infolist()):
        raise KnownError("is encrypted: save it without a password")
    return archive


def members_of(archive: ZipFile) -> Iterator[tuple[ZipInfo, Sentence | None, bool]]:
    """Each member that is no folder, why it is not read if it is not, and whether nobody will miss it."""
    for member in archive.infolist():
        if not member.is_dir():
            parts = member.filename.split("/")
            if parts[0] == "__MACOSX" or parts[-1].startswith("."):
                yield member, say("a hidden file"), True
            else:
                yield member, _reason(member), False


def _reason(member: ZipInfo) -> Sentence | None:
    if member.flag_bits & _ENCRYPTED:
        return say("is encrypted: unpack it first")
    if stat.S_ISLNK(member.external_attr >> 16):
        return say("a link")
    if member.compress_type not in _UNPACKED:
        return say("is packed in a way that cannot be read: unpack it first")
    if _is_bomb(member.file_size, member.compress_size):
        return say("would become more than {ratio} times as large: it is made to do harm", ratio=LARGEST_RATIO)
    return None


def _is_bomb(size: int, packed: int) -> bool:
    return size > SMALL and size > LARGEST_RATIO * max(1, packed)


def _must_have_small_directory(file: BinaryIO) -> None:
    """The list of members becomes objects in memory, so its size is looked at before."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_COMMENT - _END_SIZE))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at >= 0 and len(tail) >= at + _END_SIZE:
        directory = int.from_bytes(tail[at + 12 : at + 16], "little")
        # All ones say that the size stands elsewhere: then the directory lies before this place.
        if min(directory, size) > LARGEST_DIRECTORY:
            raise KnownError("has a list of members that is too long: divide it")
