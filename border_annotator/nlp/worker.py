"""Labelling in processes of its own, so that a window stays alive while models load and texts are read."""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import TYPE_CHECKING, Self

from border_annotator.domain.errors import KnownError
from border_annotator.nlp.child_process import interrupts_held_back
from border_annotator.nlp.labelling_process import Labelled, serve
from border_annotator.nlp.pipeline import ModelChoice, resolve_model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from border_annotator.domain.document import Document
    from border_annotator.domain.gazetteer_entry import GazetteerEntry

# A worker that dies this often before it was ever ready will not come up by trying again.
MOST_FAILED_STARTS = 3
# Articles are handed out in batches of about so many code points, which the model reads quicker than one by one.
BATCH = 12_000
LARGEST_BATCH = 8
# A worker is given up that takes longer for one article than this many seconds, and one for each so many code points.
# Ten times what the slowest laptop needs: it is there for what never ends.
PATIENCE = 120.0
POINTS_A_SECOND = 1_000
# How often an article is tried that a worker died of; the second time alone.
MOST_TRIES = 2


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    documents: list[Document] = field(default_factory=list)
    since: float = 0.0


class WorkerPool:
    """Processes that label documents, a few documents at a time each.

    A document that a process dies of is tried once more, alone; when that process dies as well, the document is given
    up with a sentence that says so.

    ``schema_source`` is the schema's text, ``wanted_model`` the user's choice of model (see ``resolve_model``),
    ``entries`` the project's own names. Nothing here blocks for longer than the start of a process; no thread is
    started in this process.
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
        self._tries: Counter[str] = Counter()
        self._failed_starts = 0
        self._closed = False

    @property
    def model(self) -> ModelChoice:
        """The model that the workers load."""
        return self._model

    @property
    def outstanding(self) -> int:
        """How many submitted documents ``collect`` has not returned yet."""
        return len(self._waiting) + sum(len(worker.documents) for worker in self._workers) + len(self._done)

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
            self._give_up_stuck_ones()
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
        busy = sum(bool(worker.documents) for worker in self._workers)
        if self._closed or len(self._workers) >= min(self._wished, len(self._waiting) + busy):
            return
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve,
            args=(theirs, self._schema_source, self._wanted, self._entries),
            name="labelling",
            daemon=True,
        )
        with interrupts_held_back():
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _hand_out(self) -> None:
        """Sends only to workers that are listening: a pipe to one that still starts could fill up and block."""
        for worker in list(self._workers):
            if not self._waiting:
                return
            if worker.ready and not worker.documents:
                worker.documents = self._next_batch()
                worker.since = time.monotonic()
                try:
                    worker.pipe.send(worker.documents)
                except OSError:
                    self._mourn(worker)

    def _next_batch(self) -> list[Document]:
        """As many waiting documents as one worker gets at a time: its share at most; a suspect alone."""
        most = min(LARGEST_BATCH, -(-len(self._waiting) // self._wished))
        batch = [self._waiting.popleft()]
        size = len(batch[0].text)
        while self._waiting and len(batch) < most and not self._tries[batch[0].id]:
            size += len(self._waiting[0].text)
            if size > BATCH or self._tries[self._waiting[0].id]:
                break
            batch.append(self._waiting.popleft())
        return batch

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
                worker.documents.pop(0)
                worker.since = time.monotonic()
            else:
                worker.ready, self._failed_starts = True, 0

    def _give_up_stuck_ones(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers):
            seconds = now - worker.since
            if worker.documents and seconds > PATIENCE + len(worker.documents[0].text) / POINTS_A_SECOND:
                stuck = worker.documents.pop(0)
                sentence = f"Labelling was given up after {seconds:.0f} seconds; the article was left as it is."
                self._done.append(Labelled(stuck.id, (), sentence, seconds, blames_document=True))
                # The others of its batch were only waiting behind it: this is no try of theirs.
                self._waiting.extendleft(reversed(worker.documents))
                worker.documents.clear()
                self._mourn(worker)

    def _mourn(self, worker: _Worker) -> None:
        """A worker died: the next call of ``collect`` starts another one, which tries again what this one left.

        Whichever document of a batch it died of, each was held by it: each is tried alone.
        """
        self._workers.remove(worker)
        worker.process.kill()
        _bury(worker)
        for document in reversed(worker.documents):
            self._tries[document.id] += 1
            if self._tries[document.id] < MOST_TRIES:
                self._waiting.appendleft(document)
                continue
            sentence = "The labelling process ended twice while it read this article; the article was left as it is."
            seconds = time.monotonic() - worker.since
            self._done.append(Labelled(document.id, (), sentence, seconds, blames_document=True))
        if not worker.ready:
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
