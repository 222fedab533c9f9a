"""A watchdog for the event loop: how long it was away at most while somebody worked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TICK = 1
"""Milliseconds between two looks."""
PAUSE = 25
"""Milliseconds between two steps: a fast reviewer's fingers."""


class Watchdog(QObject):
    """Ticks in the event loop; every other thing that the loop does makes it late."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._seen = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to watch."""
        self.longest, self._seen = 0.0, time.perf_counter()
        self._timer.start(TICK)

    def stop(self) -> float:
        """The longest time in milliseconds in which the loop did one thing after another without coming back."""
        self._look()
        self._timer.stop()
        return self.longest

    def _look(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._seen) * 1000 - TICK)
        self._seen = now


def watched(steps: Iterable[Callable[[], object]], until: Callable[[], bool] = lambda: True) -> float:
    """Take steps in a running event loop, one after the other with pauses; goes on until something holds at the end.

    Gives how many milliseconds the loop was blocked at most.
    """
    waiting = iter(steps)
    loop, dog = QEventLoop(), Watchdog()
    timer = QTimer()
    timer.setInterval(PAUSE)

    def step() -> None:
        found = next(waiting, None)
        if found is not None:
            found()
        elif until():
            timer.stop()
            loop.quit()

    timer.timeout.connect(step)
    timer.start()
    dog.start()
    loop.exec()
    return dog.stop()
