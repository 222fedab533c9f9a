"""Long work of the services, a little at a time from the event loop, so that the window never stands still."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from border_annotator.domain.errors import KnownError
from border_annotator.ui.said import told

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

SLICE = 0.012
"""Seconds of work between two looks at the keyboard."""
T = TypeVar("T")


class Stepwise(QObject, Generic[T]):
    """Runs one generator at a time; its steps are told, its value goes to whoever started it."""

    stepped = Signal(object)
    """The newest step."""
    failed = Signal(str)
    """A sentence on why it could not be done; nothing of it was."""
    ended = Signal()
    """It is over: done, failed or cancelled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Generator[object, None, T] | None = None
        self._then: Callable[[T], None] | None = None
        self._last: object = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Whether something is under way."""
        return self._steps is not None

    def start(self, steps: Generator[object, None, T], then: Callable[[T], None]) -> None:
        """Run a generator; ``then`` gets its value and is not called when it fails or is cancelled."""
        self.stop()
        self._steps, self._then = steps, then
        self._timer.start()

    def cancel(self) -> None:
        """Stop, because the user wants no more of it; a transaction that it holds is rolled back.

        What is on disk already cannot be stopped: it goes on to its end, and whoever started it hears of it.
        """
        if not getattr(self._last, "is_on_disk", False):
            self.stop()

    def stop(self) -> None:
        """Stop without a word to whoever started it; a transaction that it holds is rolled back."""
        if self._steps is not None:
            steps = self._steps
            self._end()
            steps.close()
            self.ended.emit()

    def _end(self) -> None:
        self._steps = self._last = None
        self._timer.stop()

    def _go_on(self) -> None:
        steps, then = self._steps, self._then
        if steps is None:
            return
        until, step = time.perf_counter() + SLICE, None
        try:
            while time.perf_counter() < until:
                step = self._last = next(steps)
        except StopIteration as end:
            self._end()
            self.ended.emit()
            if then is not None:
                then(end.value)
            return
        except KnownError as error:
            self._end()
            self.ended.emit()
            self.failed.emit(told(error))
            return
        except BaseException:
            # What broke off must not be taken for finished at the next step.
            self._end()
            self.ended.emit()
            raise
        if step is not None:
            self.stepped.emit(step)
