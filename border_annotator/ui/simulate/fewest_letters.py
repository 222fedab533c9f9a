"""What to type into a list that gets shorter, so that the wanted choice is marked after the fewest keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.ui.dialogs.chooser import NUMBERS, goes_on, matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.ui.dialogs.chooser import Choice, Chooser

LONGEST = 12


def fewest_letters(
    choices: Sequence[Choice],
    wanted: str,
    newest: Sequence[str] = (),
    *,
    is_numbered: bool = False,
    is_free: bool = False,
) -> tuple[str, int] | None:
    """The letters to type and how often to press Down after them; ``None`` when it is not among the choices.

    ``newest`` are the choices that come first of equal fits. In a numbered list a digit takes any of the first nine. In
    a free one the letters themselves stand below the best fit, and digits belong to them. A person types beginnings and
    initials of words that stand in the choice, so only these are tried.
    """
    choice = next((c for c in choices if c.key == wanted), None)
    if choice is None:
        return None
    best: tuple[str, int] | None = None
    for typed in ("", *_beginnings(choice)):
        if best is not None and len(typed) >= len(best[0]) + best[1]:
            break
        if is_numbered and not is_free and not _is_text(typed, choices):
            continue
        row = _row(choices, wanted, typed, newest)
        if row is not None and is_free and typed:
            row += row > 0
        elif row is not None and is_numbered and row < len(NUMBERS) and not goes_on(typed, NUMBERS[row], choices):
            row = 0
        if row is not None and (best is None or len(typed) + row < len(best[0]) + best[1]):
            best = (typed, row)
    return best


def letters_in(chooser: Chooser, wanted: str) -> tuple[str, int] | None:
    """The fewest letters for a choice in an open list, as it is now."""
    return fewest_letters(
        chooser.choices, wanted, chooser.newest, is_numbered=chooser.takes_numbers, is_free=chooser.is_free
    )


def _beginnings(choice: Choice) -> list[str]:
    """Beginnings of the words of a choice and of what follows each of them, the shortest first."""
    shown = f"{choice.words} {choice.hint}".casefold()
    starts = [k for k, c in enumerate(shown) if not c.isspace() and (k == 0 or not shown[k - 1].isalnum())]
    found = {shown[k : k + size].rstrip() for k in starts for size in range(1, LONGEST + 1)}
    initials = "".join(shown[k] for k in starts if shown[k].isalnum())
    found |= {initials[:size] for size in range(2, LONGEST + 1)}
    return sorted(found - {""}, key=lambda typed: (len(typed), typed))


def _is_text(typed: str, choices: Sequence[Choice]) -> bool:
    """Whether none of the digits in it would take a choice of a numbered list while it is typed."""
    return all(goes_on(typed[:k], c, choices) for k, c in enumerate(typed) if c in NUMBERS)


def _row(choices: Sequence[Choice], wanted: str, typed: str, newest: Sequence[str]) -> int | None:
    place = {key: k for k, key in enumerate(newest)}
    ranked = [
        (rank, place.get(c.key, len(place)), k, c.key)
        for k, c in enumerate(choices)
        if (rank := matches(typed, c)) is not None
    ]
    keys = [key for *_rank, key in sorted(ranked)]
    return keys.index(wanted) if wanted in keys else None
