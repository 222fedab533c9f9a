"""How much work at a keyboard is: presses, actions and seconds by the keystroke-level model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

KEY = 0.28
"""K, seconds for one key by an average typist (40 words a minute) who is no secretary; Shift and Ctrl are keys too.

The values are those of S. K. Card, T. P. Moran and A. Newell, "The keystroke-level model for user performance time with
interactive systems", Communications of the ACM 23(7), 1980, 396-410.
"""
MENTAL = 1.35
"""M, seconds to prepare for an action. What is typed after its command belongs to it, and so does the Enter there."""
POINTING = 1.1
"""P, seconds to point with a mouse: never needed here."""
HOMING = 0.4
"""H, seconds from the keyboard to the mouse: never needed here."""


class Press(StrEnum):
    """What a key press is for."""

    COMMAND = "command"
    MOVE = "move"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done at the keyboard.

    An action is a command key, or the way of the caret or the selection to one place, however many keys that takes.
    ``typed`` are the letters that answer a command, with the Enter that ends them; they are no actions. ``modifiers``
    are the Shift and Ctrl keys that were held. ``response`` is how long the window took, in seconds, ``longest`` the
    longest of it in one piece.
    """

    commands: int = 0
    moves: int = 0
    typed: int = 0
    modifiers: int = 0
    actions: int = 0
    response: float = 0.0
    longest: float = 0.0

    @property
    def presses(self) -> int:
        """All key presses; a key with Shift or Ctrl is one."""
        return self.commands + self.moves + self.typed

    @property
    def seconds(self) -> float:
        """The time by the keystroke-level model: K for each key, M for each action, R as it was measured."""
        return KEY * (self.presses + self.modifiers) + MENTAL * self.actions + self.response

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            self.commands + other.commands,
            self.moves + other.moves,
            self.typed + other.typed,
            self.modifiers + other.modifiers,
            self.actions + other.actions,
            self.response + other.response,
            max(self.longest, other.longest),
        )


class Log:
    """Adds key presses up as they are made."""

    def __init__(self) -> None:
        self._sum = Effort()
        self._is_moving = False

    def press(self, kind: Press, modifiers: int, seconds: float, longest: float | None = None) -> None:
        """Note one key press, how long the window took for it, and the longest piece of that."""
        begins = kind is Press.COMMAND or (kind is Press.MOVE and not self._is_moving)
        self._is_moving = kind is Press.MOVE
        self._sum += Effort(
            commands=kind is Press.COMMAND,
            moves=kind is Press.MOVE,
            typed=kind is Press.LETTER,
            modifiers=modifiers,
            actions=begins,
            response=seconds,
            longest=seconds if longest is None else longest,
        )

    def arrive(self) -> None:
        """The caret is where it should be: the next move is another action."""
        self._is_moving = False

    def take(self) -> Effort:
        """What was noted since the last time."""
        taken, self._sum = self._sum, Effort()
        self._is_moving = False
        return taken
