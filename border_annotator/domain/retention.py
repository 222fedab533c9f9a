"""How often backups are made, and which are kept: many of the last hours, a few of the last days and weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

RECENT = 10
DAYS = 7
WEEKS = 8
ALWAYS = 2
"""The newest ones that are kept however much room they take."""


LARGE = 1_000_000_000
"""Bytes of a project from which on copying it every few minutes would wear the disk and slow all else."""
PER_MINUTE = 100_000_000
"""Bytes that are copied of a larger one in a minute, taken over a day."""


class Dated(Protocol):
    """Something that was made at a moment and takes room."""

    @property
    def made_at(self) -> datetime.datetime:
        """When it was made."""

    @property
    def size(self) -> int:
        """Bytes."""


D = TypeVar("D", bound=Dated)


def pause_after(size: int) -> int:
    """Minutes that lie between two backups by themselves of a project of so many bytes; 0 for as many as wanted."""
    return -(-size // PER_MINUTE) if size > LARGE else 0


def to_keep(backups: Sequence[D], largest: int) -> list[D]:
    """Those that are kept, the newest first.

    These are the ``RECENT`` newest, the newest one of each of the last ``DAYS`` days and of the last ``WEEKS`` weeks
    that have any; of them the newest that together take no more than ``largest`` bytes, and ``ALWAYS`` anyway.
    """
    ordered = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    newest = {id(backup) for backup in ordered[:RECENT]}
    newest |= _newest_of_each(ordered, DAYS, lambda at: at.date())
    newest |= _newest_of_each(ordered, WEEKS, lambda at: at.isocalendar()[:2])
    kept: list[D] = []
    taken = 0
    for backup in ordered:
        if id(backup) not in newest:
            continue
        taken += backup.size
        if len(kept) >= ALWAYS and taken > largest:
            break
        kept.append(backup)
    return kept


def _newest_of_each(ordered: Sequence[Dated], count: int, span: Callable[[datetime.datetime], object]) -> set[int]:
    found: dict[object, int] = {}
    for backup in ordered:
        found.setdefault(span(backup.made_at), id(backup))
    return set(list(found.values())[:count])
