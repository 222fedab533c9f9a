"""What to type into a list that gets shorter, so that the wanted choice is marked after the fewest keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.ui.dialogs.chooser import matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.ui.dialogs.chooser import Choice

LONGEST = 12


def fewest_letters(choices: Sequence[Choice], wanted: str) -> tuple[str, int] | None:
    """The letters to type and how often to press Down after them; ``None`` when it is not among the choices.

    A person types beginnings of words that stand in the choice, so only these are tried.
    """
    choice = next((c for c in choices if c.key == wanted), None)
    if choice is None:
        return None
    best: tuple[str, int] = ("", [c.key for c in choices].index(wanted))
    for typed in _beginnings(choice):
        if len(typed) >= len(best[0]) + best[1]:
            break
        row = _row(choices, wanted, typed)
        if row is not None and len(typed) + row < len(best[0]) + best[1]:
            best = (typed, row)
    return best


def _beginnings(choice: Choice) -> list[str]:
    """Beginnings of the words of a choice and of what follows each of them, the shortest first."""
    shown = f"{choice.words} {choice.hint}".casefold()
    starts = [k for k, c in enumerate(shown) if not c.isspace() and (k == 0 or not shown[k - 1].isalnum())]
    found = {shown[k : k + size].rstrip() for k in starts for size in range(1, LONGEST + 1)}
    return sorted(found - {""}, key=lambda typed: (len(typed), typed))


def _row(choices: Sequence[Choice], wanted: str, typed: str) -> int | None:
    ranked = [(rank, k, c.key) for k, c in enumerate(choices) if (rank := matches(typed, c)) is not None]
    ranked.sort()
    keys = [key for _rank, _k, key in ranked]
    return keys.index(wanted) if wanted in keys else None
