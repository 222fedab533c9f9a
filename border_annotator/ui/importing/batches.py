"""Things that come one by one, handed over in lists, so that the window is not asked for each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
SECONDS = 0.15


def in_batches(things: Iterable[T], most: int) -> Iterator[list[T]]:
    """The first thing by itself, then more and more together, never waiting long for another."""
    waiting: list[T] = []
    wanted, began = 1, time.monotonic()
    for thing in things:
        waiting.append(thing)
        if len(waiting) >= wanted or time.monotonic() - began > SECONDS:
            yield waiting
            waiting, wanted, began = [], min(2 * wanted, most), time.monotonic()
    if waiting:
        yield waiting
