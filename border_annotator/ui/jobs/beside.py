"""Reading beside the event loop: in a thread, through a connection of its own."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from border_annotator.domain.errors import KnownError
from border_annotator.ui.said import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TURN = 0.001
"""Seconds for which a thread that computes lets the event loop wait; Python's own are five times as many."""


class Beside(QObject):
    """Runs one reading work at a time in a thread and hands over what it yields, one by one, in the event loop.

    Another start forgets the work before: nothing of it comes any more.
    """

    came = Signal(object)
    """One thing that the work has yielded."""
    ended = Signal()
    """The work has yielded everything."""
    failed = Signal(str)
    """The work came to an end because of this, a sentence for the user."""
    broke = Signal()
    """The work came to an end because the program is at fault; the error is raised after this."""
    _told = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._stop: Callable[[], None] = _nothing
        self._threads: list[threading.Thread] = []
        self._told.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether something may still come."""
        return any(thread.is_alive() for thread in self._threads)

    def start(self, work: Callable[[], Iterator[object]], stop: Callable[[], None] | None = None) -> None:
        """Let the work run. It must not touch the connection or the widgets of this thread.

        ``stop`` is called when it is forgotten, and may make it end sooner than at its next step.
        """
        self.forget()
        sys.setswitchinterval(TURN)
        self._stop = stop or _nothing
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._run, args=(work, self._number), daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """Forget the work that is under way, and wait until its connection is closed."""
        self.forget()
        for thread in self._threads:
            thread.join()
        self._threads = []

    def forget(self) -> None:
        """Let nothing come any more; the thread ends by itself at its next step."""
        self._number += 1
        self._stop()
        self._stop = _nothing

    def _run(self, work: Callable[[], Iterator[object]], number: int) -> None:
        try:
            steps = work()
            for result in steps:
                if number != self._number:
                    close = getattr(steps, "close", None)
                    if close is not None:
                        close()
                    return
                self._told.emit(number, "came", result)
            self._told.emit(number, "ended", None)
        except KnownError as error:
            self._told.emit(number, "failed", error)
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is told
            self._told.emit(number, "broke", error)

    def _hand_over(self, number: int, what: str, result: object) -> None:
        if number != self._number:
            return
        if what == "came":
            self.came.emit(result)
        elif what == "ended":
            self.ended.emit()
        elif isinstance(result, KnownError):
            self.failed.emit(told(result))
        elif isinstance(result, BaseException):
            self.broke.emit()
            raise result


def _nothing() -> None:
    """What stops a work that nothing can stop between its steps."""
