"""Reading what texts tell in other processes, ahead of whoever stores the articles."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from border_annotator.nlp import child_process
from border_annotator.nlp.child_process import interrupts_held_back
from border_annotator.nlp.text_facts import TextFacts, read_text_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Item = TypeVar("Item")
Named = tuple[str, str]
"""A text and the name of its file."""

FEW = 100
"""Articles that are read before it is worth while to start processes for the rest."""
MOST_PROCESSES = 3
"""With what each of them takes, an import stays below 300 MB."""
AT_ONCE = 12
"""Articles that a process gets at a time."""


def read_ahead(
    items: Iterator[Item], text_of: Callable[[Item], Named | None]
) -> Generator[tuple[Item, TextFacts | None], None, None]:
    """Each item with what its text tells, in order; the first ones without, for whoever asks to read them himself.

    When many have come, other processes read the next ones meanwhile, so that all of a computer's processors work.
    An item without a text, and what a process could not read, has none either.
    """
    for item in islice(items, FEW):
        yield item, None
    following = list(islice(items, AT_ONCE))
    readers = [_Reader() for _k in range(min(MOST_PROCESSES, os.cpu_count() or 1))] if following else []
    waiting: deque[_Batch[Item]] = deque()
    idle = deque(readers)
    try:
        while following or waiting:
            while following and idle:
                waiting.append(_Batch(following, [text_of(item) for item in following], idle.popleft()))
                following = list(islice(items, AT_ONCE))
            batch = waiting.popleft()
            found = batch.reader.take()
            idle.append(batch.reader)
            yield from zip(batch.items, found or [None] * len(batch.items), strict=True)
    finally:
        for reader in readers:
            reader.close()


class _Batch(Generic[Item]):
    """Some items that a process has been given."""

    def __init__(self, items: list[Item], texts: list[Named | None], reader: _Reader) -> None:
        self.items = items
        self.reader = reader
        reader.give(texts)


class _Reader:
    """One process. It has one batch at a time, so that neither side waits for the other to empty a pipe."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_serve, args=(theirs,), name="reading", daemon=True)
        with interrupts_held_back():
            self._process.start()
        theirs.close()
        self._is_gone = False

    def give(self, texts: list[Named | None]) -> None:
        """Let it read some texts; the answer is taken later."""
        try:
            if not self._is_gone:
                self._pipe.send(texts)
        except OSError:
            self._is_gone = True

    def take(self) -> list[TextFacts | None] | None:
        """What it has read, once it has; ``None`` when the process has died."""
        try:
            return None if self._is_gone else self._pipe.recv()
        except (EOFError, OSError):
            self._is_gone = True
            return None

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()
        self._process.close()


def _serve(pipe: Connection) -> None:
    """Such a process's life: texts in, what they tell out, until the parent closes the pipe."""
    child_process.begin()
    try:
        while True:
            texts: list[Named | None] = pipe.recv()
            pipe.send([read_text_facts(*named) if named is not None else None for named in texts])
    except (EOFError, OSError):
        return
