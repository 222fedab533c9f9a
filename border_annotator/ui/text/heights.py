"""The heights of many blocks, one under the other: where a block begins and which block is at a height."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Heights:
    """A list of heights of which any may change; every question takes a few steps, however many there are."""

    def __init__(self, heights: Iterable[float]) -> None:
        self._heights = list(heights)
        # Each place holds the sum of a stretch that ends there and is as long as the place's lowest bit (Fenwick).
        self._sums = [0.0, *self._heights]
        for place in range(1, len(self._sums)):
            above = place + (place & -place)
            if above < len(self._sums):
                self._sums[above] += self._sums[place]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, number: int) -> float:
        return self._heights[number]

    def change(self, number: int, height: float) -> float:
        """Give a block another height; gives by how much it has grown."""
        grown = height - self._heights[number]
        self._heights[number] = height
        place = number + 1
        while grown and place < len(self._sums):
            self._sums[place] += grown
            place += place & -place
        return grown

    def top(self, number: int) -> float:
        """Where a block begins: the sum of all heights before it."""
        found = 0.0
        while number:
            found += self._sums[number]
            number -= number & -number
        return found

    @property
    def total(self) -> float:
        """The sum of all heights."""
        return self.top(len(self._heights))

    def at(self, y: float) -> int:
        """The block at a height; the first above all, the last below all."""
        place, step = 0, 1 << (len(self._sums) - 1).bit_length()
        while step:
            further = place + step
            if further < len(self._sums) and self._sums[further] <= y:
                place = further
                y -= self._sums[further]
            step >>= 1
        return min(place, len(self._heights) - 1)
