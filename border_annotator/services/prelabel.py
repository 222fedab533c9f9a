"""Letting a model propose annotations for the documents of a project."""

from __future__ import annotations

import datetime
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator import __version__
from border_annotator.domain.annotation import new_id
from border_annotator.domain.suggestion import Run
from border_annotator.nlp.worker import LARGEST_BATCH, WorkerPool
from border_annotator.services.fresh_suggestions import put_in_force

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from border_annotator.domain.document import Layout
    from border_annotator.nlp.labelling_process import Labelled
    from border_annotator.services.project import Project

AHEAD = 2 * LARGEST_BATCH
"""Documents that wait in front of each worker, so that none is idle while a result is stored."""


AT_ONCE = 4
"""Documents that one step reads and hands out at most: with the one that it stores, a few milliseconds."""


@dataclass(frozen=True, slots=True)
class PrelabelStep:
    """How far pre-labelling is; ``documents`` are those stored since the last step.

    ``failures`` holds a document's id and a sentence for each that could not be labelled. ``rate`` is in documents
    a second since the start, ``left`` in seconds; both are ``None`` until there is something to go by.
    """

    done: int
    total: int
    documents: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    rate: float | None = None
    left: float | None = None
    model: str = ""


def prelabel(
    project: Project,
    *,
    model: str | None = None,
    workers: int = 1,
    redo: bool = False,
    retry: bool = False,
    only: Sequence[str] | None = None,
    wait: float = 0.2,
) -> Generator[PrelabelStep, None, None]:
    """Let a model label the documents that no run has read yet.

    With ``retry`` those as well that an earlier run gave up, with ``redo`` all of them; with ``only`` the documents of
    those ids and no others, whatever was read before. A document that cannot be read is marked with the reason, and
    is left out until it is asked for.

    The model works in other processes. Each step waits at most ``wait`` seconds for a document, stores it in one
    transaction, and tells how far it is; with ``wait=0`` a window can call it between two key presses.
    Close the generator to stop: what is finished stays. Raises ``KnownError`` when ``model`` is not there or the
    project is open for reading only.
    """
    project.file.must_be_writable()
    workers = max(1, workers)
    waiting = list(only) if only is not None else _waiting(project, redo=redo, retry=retry)
    total, done, started = len(waiting), 0, time.monotonic()
    if not waiting:
        yield PrelabelStep(0, 0)
        return
    with WorkerPool(project.schema.source, model, workers, project.gazetteer.entries()) as pool:
        run = Run(
            id=new_id(),
            model=pool.model.name,
            model_version=pool.model.version,
            program_version=__version__,
            schema_sha256=project.schema.sha256,
            settings={},
            started_at=datetime.datetime.now(datetime.UTC),
        )
        is_stored = False
        queue = iter(waiting)
        read: dict[str, tuple[Layout, str]] = {}
        arrived: deque[Labelled] = deque()
        stored: tuple[str, ...]
        failures: tuple[tuple[str, str], ...]
        yield PrelabelStep(0, total, model=pool.model.sentence)
        while done < total:
            for _k in range(AT_ONCE):
                if pool.outstanding >= workers * AHEAD or (document_id := next(queue, None)) is None:
                    break
                document = project.documents.get(document_id)
                read[document_id] = (document.layout, document.language)
                pool.submit(document)
            if not arrived:
                arrived.extend(pool.collect(wait))
            stored, failures = (), ()
            if arrived:
                labelled = arrived.popleft()
                document = project.documents.get(labelled.document_id)
                if (document.layout, document.language) != read[document.id]:
                    # The reviewer has set another date or language or unmasked a line meanwhile: it is read once more.
                    read[document.id] = (document.layout, document.language)
                    pool.submit(document)
                    continue
                done += 1
                if labelled.error is None:
                    _store(project, run, labelled, is_first=not is_stored)
                    is_stored, stored = True, (labelled.document_id,)
                else:
                    failures = ((labelled.document_id, labelled.error),)
                    _note_failure(project, labelled)
            seconds = time.monotonic() - started
            rate = done / seconds if done else None
            left = (total - done) / rate if rate else None
            yield PrelabelStep(done, total, stored, failures, rate, left, pool.model.sentence)


def _store(project: Project, run: Run, labelled: Labelled, *, is_first: bool) -> None:
    with project.file.transaction():
        if is_first:
            project.suggestions.add_run(run)
        put_in_force(project, run.id, labelled.document_id, labelled.suggestions)


def _note_failure(project: Project, labelled: Labelled) -> None:
    if labelled.error is not None and labelled.blames_document:
        with project.file.transaction():
            project.suggestions.add_failure(labelled.document_id, labelled.error)


def _waiting(project: Project, *, redo: bool, retry: bool) -> list[str]:
    if redo:
        return project.documents.ids()
    return project.documents.ids_to_prelabel() + (project.documents.ids_given_up() if retry else [])
