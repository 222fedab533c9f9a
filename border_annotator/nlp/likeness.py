"""How much alike two articles are: the share of runs of three words that they have in common, estimated.

An article is signed once, with a hundred and twenty-eight numbers; two signatures tell the share within a few
hundredths, however long the articles are. Articles that share much have a band of four of these numbers in common,
which an index finds among a hundred thousand.
"""

from __future__ import annotations

import re
import sys
from array import array
from operator import eq
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

METHOD = 1
"""Another one whenever signatures of the same text come out another way: only equal methods can be compared."""
NUMBERS, SEED = 128, 1
IN_BAND = 4
"""With 32 bands of 4, of two articles that share half of their runs 87 in 100 are found, of three quarters all."""
BANDS = NUMBERS // IN_BAND
RUN = 3
_WORD = re.compile(r"\w+")
_BYTES = 2


def signature_of(text: str) -> bytes | None:
    """The signature of a text; ``None`` for one that is too short to be told from others by its words."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    words = _WORD.findall(text.casefold())
    if len(words) < RUN * 2:
        return None
    made = RMinHash(num_perm=NUMBERS, seed=SEED)
    made.update([" ".join(run) for run in zip(*(words[k:] for k in range(RUN)), strict=False)])
    # Half of each number does: two that differ are taken for equal once in 65,536 times.
    halves = array("H", (number & 0xFFFF for number in made.digest()))
    if sys.byteorder == "big":
        halves.byteswap()
    return halves.tobytes()


def bands_of(signature: bytes) -> Iterator[int]:
    """What two signatures that are much alike have at least one of in common."""
    return (band_at(signature, number) for number in range(BANDS))


def band_at(signature: bytes, number: int) -> int:
    """One of its bands; ``number`` is below ``BANDS``."""
    start = number * IN_BAND
    return start << 32 | crc32(signature[start * _BYTES : (start + IN_BAND) * _BYTES])


def likeness(one: bytes, other: bytes) -> float:
    """The share of what two signed texts have in common, from 0 to 1."""
    if len(one) != len(other) or not one:
        return 0.0
    first, second = array("H", one), array("H", other)
    same: int = sum(map(eq, first, second))
    return same / len(first)
