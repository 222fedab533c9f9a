"""Labelling in processes of its own, so that a window stays alive while models load and texts are read."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing import connection
from typing import TYPE_CHECKING, Self

from border_annotator.domain.errors import KnownError
from border_annotator.nlp.pipeline import ModelChoice, resolve_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from border_annotator.domain.document import Document
    from border_annotator.domain.gazetteer_entry import GazetteerEntry
    from border_annotator.domain.suggestion import Suggestion

# A worker that dies this often before it was ever ready will not come up by trying again.
MOST_FAILED_STARTS = 3
_READY = "ready"


@dataclass(frozen=True, slots=True)
class Labelled:
    """What became of one document: its suggestions, or one sentence that says why there are none."""

    document_id: str
    suggestions: tuple[Suggestion, ...]
    error: str | None
    seconds: float


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    document: Document | None = None
    since: float = 0.0


class WorkerPool:
    """Processes that label documents, one document at a time each.

    ``schema_source`` is the schema's text, ``wanted_model`` the user's choice of model (see ``resolve_model``),
    ``entries`` the project's own names.
    Nothing here blocks for longer than the start of a process; no thread is started in this process.
    Raises ``KnownError`` when the wanted model is not there.
    """

    def __init__(
        self,
        schema_source: str,
        wanted_model: str | None,
        workers: int = 1,
        entries: Iterable[GazetteerEntry] = (),
    ) -> None:
        self._model = resolve_model(wanted_model)
        self._schema_source = schema_source
        self._wanted = wanted_model
        self._entries = tuple(entries)
        self._wished = max(1, workers)
        self._workers: list[_Worker] = []
        self._waiting: deque[Document] = deque()
        self._done: list[Labelled] = []
        self._failed_starts = 0
        self._closed = False

    @property
    def model(self) -> ModelChoice:
        """The model that the workers load."""
        return self._model

    @property
    def outstanding(self) -> int:
        """How many submitted documents ``collect`` has not returned yet."""
        return len(self._waiting) + sum(w.document is not None for w in self._workers) + len(self._done)

    def submit(self, document: Document) -> None:
        """Puts a document at the end of the queue; raises ``KnownError`` when the pool is closed."""
        if self._closed:
            raise KnownError("Labelling was stopped: start it again to label more articles.")
        self._waiting.append(document)
        self._start_one_if_needed()
        self._hand_out()

    def collect(self, wait: float) -> list[Labelled]:
        """What has been finished, in the order of finishing; waits at most ``wait`` seconds for the first one."""
        until = time.monotonic() + max(0.0, wait)
        while True:
            self._start_one_if_needed()
            self._hand_out()
            left = max(0.0, until - time.monotonic())
            self._listen(0.0 if self._done else left)
            self._hand_out()
            if self._done or left <= 0.0 or not self.outstanding:
                done, self._done = self._done, []
                return done

    def close(self) -> None:
        """Ends all workers at once and forgets what they had not finished; closing twice is fine."""
        self._closed = True
        self._waiting.clear()
        self._done.clear()
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            _bury(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start_one_if_needed(self) -> None:
        """One process per call, so that a window never waits for several of them in a row."""
        busy = sum(worker.document is not None for worker in self._workers)
        if self._closed or len(self._workers) >= min(self._wished, len(self._waiting) + busy):
            return
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve,
            args=(theirs, self._schema_source, self._wanted, self._entries),
            name="labelling",
            daemon=True,
        )
        with _interrupts_held_back():
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _hand_out(self) -> None:
        """Sends only to workers that are listening: a pipe to one that still starts could fill up and block."""
        for worker in list(self._workers):
            if not self._waiting:
                return
            if worker.ready and worker.document is None:
                worker.document = self._waiting.popleft()
                worker.since = time.monotonic()
                try:
                    worker.pipe.send(worker.document)
                except OSError:
                    self._mourn(worker)

    def _listen(self, wait: float) -> None:
        pipes = {worker.pipe: worker for worker in self._workers}
        if not pipes:
            return
        for pipe in connection.wait(list(pipes), wait):
            worker = pipes[pipe]  # type: ignore[index]  # wait() gives back what it was given
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError, pickle.UnpicklingError):
                self._mourn(worker)
                continue
            if isinstance(message, Labelled):
                self._done.append(message)
                worker.document = None
            else:
                worker.ready, self._failed_starts = True, 0

    def _mourn(self, worker: _Worker) -> None:
        """A worker died: its document is given up, the next call of ``collect`` starts another worker."""
        self._workers.remove(worker)
        worker.process.kill()
        _bury(worker)
        if worker.document is not None:
            sentence = "The labelling process ended while it read this article; the article was left as it is."
            seconds = time.monotonic() - worker.since
            self._done.append(Labelled(worker.document.id, (), sentence, seconds))
        elif not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= MOST_FAILED_STARTS:
                self._failed_starts = 0
                sentence = "The labelling process could not be started: close other programs and try again."
                self._done.extend(Labelled(document.id, (), sentence, 0.0) for document in self._waiting)
                self._waiting.clear()


def _bury(worker: _Worker) -> None:
    worker.process.join()
    worker.process.close()
    worker.pipe.close()


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Lets a child be born with Ctrl+C blocked, until it has said itself that it ignores it.

    Without this, Ctrl+C during a worker's first moments prints a traceback over the user's terminal.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    # Starting the tracker would lift the mask again, so it is started first.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, schema_source: str, wanted_model: str | None, entries: tuple[GazetteerEntry, ...]) -> None:
    """A worker's life: documents in, ``Labelled`` out, until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prelabeler = None
    try:
        pipe.send(_READY)
        while True:
            document: Document = pipe.recv()
            began = time.perf_counter()
            suggestions: tuple[Suggestion, ...] = ()
            error: str | None = None
            try:
                if prelabeler is None:
                    from border_annotator.domain.schema_reading import read_schema
                    from border_annotator.nlp.prelabeler import Prelabeler

                    prelabeler = Prelabeler(read_schema(schema_source, "schema"), wanted_model, entries)
                suggestions = tuple(prelabeler.label(document))
            except KnownError as known:
                error = str(known)
            except MemoryError:
                error = "There was not enough memory to read this article."
            except Exception as unexpected:  # noqa: BLE001  # one article's trouble must not end the others' run
                error = f"This article could not be labelled ({unexpected.__class__.__name__}: {unexpected})."
            pipe.send(Labelled(document.id, suggestions, error, time.perf_counter() - began))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    """Ends this process when its parent is gone, also in the midst of an article."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)
