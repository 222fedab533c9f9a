"""The fewest keys that turn what stands in a line into something else, and what to type where a list offers words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def edit_keys(now: str, wanted: str, *, is_selected: bool) -> list[str]:
    """Names of keys, and letters to type, that bring a line from ``now`` to ``wanted`` in the shortest of three ways.

    The line is written anew, or mended at its beginning or at its end. Letters to type stand after a space.
    """
    if now == wanted:
        return []
    clear = [] if is_selected or not now else ["Ctrl+A"]
    anew = [*clear, *([f" {wanted}"] if wanted else ["Backspace"] if now else [])]
    same_head = _common(now, wanted)
    same_tail = _common(now[::-1], wanted[::-1])
    tail = min(same_tail, len(now), len(wanted))
    gone = now[: len(now) - tail]
    at_head = ["Home", *_deleting(gone, "Delete", is_whole=gone.endswith(" ")), *_typed(wanted[: len(wanted) - tail])]
    head = min(same_head, len(now), len(wanted))
    gone = now[head:]
    is_whole = not now[:head].strip() or now[:head].endswith(" ")
    at_tail = ["End", *_deleting(gone, "Backspace", is_whole=is_whole), *_typed(wanted[head:])]
    return min((anew, at_head, at_tail), key=count)


def count(keys: Sequence[str]) -> int:
    """How many presses such keys are."""
    return sum(len(key) - 1 if key.startswith(" ") else 1 for key in keys)


def fewest_for_offer(offers: Sequence[str], wanted: str) -> tuple[str, int] | None:
    """What to type so that an offer is marked, and how often to press Down then; ``None`` when it is not offered."""
    best: tuple[str, int] | None = None
    for size in range(1, len(wanted) + 1):
        typed = wanted[:size]
        if best is not None and size >= len(best[0]) + best[1]:
            break
        fitting = offers_for(offers, typed)
        row = fitting.index(wanted) if wanted in fitting else None
        if row is not None and typed != typed.strip():
            continue
        if row is not None and (best is None or size + row < len(best[0]) + best[1]):
            best = (typed, row)
    return best


def offers_for(offers: Sequence[str], typed: str) -> list[str]:
    """The offers that fit what was typed, in the order of the list."""
    words = typed.strip().casefold()
    fitting = [offer for offer in offers if all(part in offer.casefold() for part in words.split())]
    return sorted(fitting, key=lambda offer: not offer.casefold().startswith(words))


def _deleting(gone: str, key: str, *, is_whole: bool) -> list[str]:
    """Letter by letter, or word by word where whole words of plain letters go."""
    if gone and is_whole and gone.replace(" ", "").isalpha():
        return [f"Ctrl+{key}"] * len(gone.split())
    return [key] * len(gone)


def _typed(letters: str) -> list[str]:
    return [f" {letters}"] if letters else []


def _common(one: str, other: str) -> int:
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
