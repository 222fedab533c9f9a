"""Short labels that are typed to pick one of many things in sight, each out of its own letters where that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LONGER = "qxzjkvywufgh"
"""What labels of two letters begin with, the first letters first: those that words begin with least."""


def hint_labels(words: Sequence[str]) -> list[str]:
    """A label for each of some words, in their order; no label is the beginning of another one.

    The first words get one letter each, the initial of one of their words where it is free, then any other of theirs,
    then any. Where the letters do not suffice the last words get two. What is beyond them gets an empty label.
    """
    beginnings = next(k for k in range(len(LONGER) + 1) if _room(k) >= len(words) or k == len(LONGER))
    pairs = [first + second for first in LONGER[:beginnings] for second in ALPHABET]
    free = [letter for letter in ALPHABET if letter not in LONGER[:beginnings]]
    labels = []
    for word in words:
        letter = next((letter for letter in _own(word) if letter in free), free[0] if free else "")
        if letter:
            free.remove(letter)
            labels.append(letter)
            continue
        pair = next((pair for pair in pairs if pair[1] == word[:1].casefold()), pairs[0] if pairs else "")
        if pair:
            pairs.remove(pair)
        labels.append(pair)
    return labels


def _room(beginnings: int) -> int:
    return len(ALPHABET) - beginnings + beginnings * len(ALPHABET)


def _own(word: str) -> Iterator[str]:
    """The letters of some words, initials first."""
    folded = word.casefold()
    yield from (part[0] for part in folded.split())
    yield from folded
