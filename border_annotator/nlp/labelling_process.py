"""What a labelling process does: documents in, suggestions out, until the process that started it is gone."""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.nlp import child_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from border_annotator.domain.document import Document
    from border_annotator.domain.gazetteer_entry import GazetteerEntry
    from border_annotator.domain.suggestion import Suggestion
    from border_annotator.nlp.prelabeler import Prelabeler

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
READY = "ready"
"""A process's first word: from now on it listens."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What became of one document: its suggestions, or one sentence that says why there are none.

    ``blames_document`` tells an article that cannot be read from one that was not reached, because of the model or
    the machine: the second is worth another try.
    """

    document_id: str
    suggestions: tuple[Suggestion, ...]
    error: str | None
    seconds: float
    blames_document: bool = False


def serve(pipe: Connection, schema_source: str, wanted_model: str | None, entries: tuple[GazetteerEntry, ...]) -> None:
    """A worker's life: documents in, ``Labelled`` out, until the parent closes the pipe."""
    child_process.begin()
    # Read when numpy is imported: a process that labels uses one processor, so that several do not get in each
    # other's way and the window keeps the rest.
    for variable in ONE_THREAD:
        os.environ.setdefault(variable, "1")
    prelabeler: _Reader | None = None
    try:
        pipe.send(READY)
        while True:
            documents: list[Document] = pipe.recv()
            if prelabeler is None:
                prelabeler = _Reader(schema_source, wanted_model, entries)
            for labelled in prelabeler.read(documents):
                pipe.send(labelled)
    except (EOFError, OSError):
        return


class _Reader:
    """Labels in this process; the model is loaded for the first documents."""

    def __init__(self, schema_source: str, wanted_model: str | None, entries: tuple[GazetteerEntry, ...]) -> None:
        self._schema_source = schema_source
        self._wanted = wanted_model
        self._entries = entries
        self._prelabeler: Prelabeler | None = None

    def read(self, documents: list[Document]) -> Iterator[Labelled]:
        """One ``Labelled`` for each document, in their order; what fails in a batch is read again alone."""
        left = deque(documents)
        began = time.perf_counter()
        if len(documents) > 1:
            with contextlib.suppress(Exception):  # each is read again alone, where its trouble is told
                for suggestions in self._loaded().label_all(documents):
                    yield Labelled(left.popleft().id, tuple(suggestions), None, time.perf_counter() - began)
                    began = time.perf_counter()
        while left:
            yield self._read_alone(left.popleft())

    def _read_alone(self, document: Document) -> Labelled:
        began = time.perf_counter()
        try:
            suggestions = tuple(self._loaded().label(document))
        except KnownError as known:
            return Labelled(document.id, (), str(known), time.perf_counter() - began)
        except MemoryError:
            error = "There was not enough memory to read this article."
        except Exception as unexpected:  # noqa: BLE001  # one article's trouble must not end the others' run
            error = f"This article could not be labelled ({unexpected.__class__.__name__}: {unexpected})."
        else:
            return Labelled(document.id, suggestions, None, time.perf_counter() - began)
        return Labelled(document.id, (), error, time.perf_counter() - began, blames_document=True)

    def _loaded(self) -> Prelabeler:
        if self._prelabeler is None:
            from border_annotator.domain.schema_reading import read_schema
            from border_annotator.nlp.prelabeler import Prelabeler

            self._prelabeler = Prelabeler(read_schema(self._schema_source, "schema"), self._wanted, self._entries)
        return self._prelabeler
