"""Short labels that are typed to pick one of many things in sight, each out of its own letters where that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

K = TypeVar("K")

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
        letter = _letter_for(word, free)
        if letter:
            free.remove(letter)
            labels.append(letter)
            continue
        pair = next((pair for pair in pairs if pair[1] == word[:1].casefold()), pairs[0] if pairs else "")
        if pair:
            pairs.remove(pair)
        labels.append(pair)
    return labels


def kept_letters(words: Mapping[K, str], letters: str, before: Mapping[str, K]) -> dict[str, K]:
    """One of the letters for each of some things, by what they are called, as far as the letters go.

    What had a letter ``before`` keeps it, so that nothing changes its letter while somebody looks at it.
    """
    found = {letter: thing for letter, thing in before.items() if thing in words and letter in letters}
    has_one = set(found.values())
    # A letter that stood on something else a moment ago is the last to be given again.
    free = sorted((letter for letter in letters if letter not in found), key=lambda letter: letter in before)
    for thing, word in words.items():
        letter = "" if thing in has_one else _letter_for(word, free)
        if letter:
            free.remove(letter)
            found[letter] = thing
    return found


def _letter_for(word: str, free: Sequence[str]) -> str:
    """A free letter for a word, one of its own if there is one; empty when none is free."""
    return next((letter for letter in _own(word) if letter in free), free[0] if free else "")


def _room(beginnings: int) -> int:
    return len(ALPHABET) - beginnings + beginnings * len(ALPHABET)


def _own(word: str) -> Iterator[str]:
    """The letters of some words, initials first."""
    folded = word.casefold()
    yield from (part[0] for part in folded.split())
    yield from folded
