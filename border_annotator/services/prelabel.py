"""Letting a model propose annotations for the documents of a project."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator import __version__
from border_annotator.domain.annotation import anchor_of, kind_of, label_of, new_id, references_of, without
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.figure import Figure
from border_annotator.domain.suggestion import Run, Suggestion
from border_annotator.nlp.worker import WorkerPool
from border_annotator.services.worksheets import read_worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.nlp.worker import Labelled
    from border_annotator.services.project import Project

AHEAD = 2
"""Documents that wait in front of each worker, so that none is idle while a result is stored."""


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
    project: Project, *, model: str | None = None, workers: int = 1, redo: bool = False, wait: float = 0.2
) -> Iterator[PrelabelStep]:
    """Let a model label the documents that no run has read yet (all of them with ``redo``).

    The model works in other processes. Each step waits at most ``wait`` seconds, stores what has come, one
    transaction a document, and tells how far it is; with ``wait=0`` a window can call it between two key presses.
    Close the generator to stop: what is finished stays. Raises ``KnownError`` when ``model`` is not there.
    """
    waiting = project.documents.ids() if redo else project.documents.ids_to_prelabel()
    total, done, started = len(waiting), 0, time.monotonic()
    if not waiting:
        yield PrelabelStep(0, 0)
        return
    with WorkerPool(project.schema.source, model, workers) as pool:
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
        yield PrelabelStep(0, total, model=pool.model.sentence)
        while done < total:
            while pool.outstanding < workers * AHEAD and (document_id := next(queue, None)) is not None:
                pool.submit(project.documents.get(document_id))
            stored, failures = [], []
            for labelled in pool.collect(wait):
                done += 1
                if labelled.error is not None:
                    failures.append((labelled.document_id, labelled.error))
                    continue
                with project.file.transaction():
                    if not is_stored:
                        project.suggestions.add_run(run)
                    _store(project, run.id, labelled)
                is_stored = True
                stored.append(labelled.document_id)
            seconds = time.monotonic() - started
            rate = done / seconds if done else None
            left = (total - done) / rate if rate else None
            yield PrelabelStep(done, total, tuple(stored), tuple(failures), rate, left, pool.model.sentence)


def _store(project: Project, run_id: str, labelled: Labelled) -> None:
    sheet = read_worksheet(project, labelled.document_id)
    fresh = _without_what_was_decided(sheet, labelled.suggestions)
    project.suggestions.add(run_id, labelled.document_id, fresh)


def _without_what_was_decided(sheet: Worksheet, suggestions: tuple[Suggestion, ...]) -> list[Suggestion]:
    """Leave out what a reviewer has already judged or added, and point at the reviewer's version instead."""
    judged = {_mark(item.value): item for item in sheet.items if not item.is_open}
    if not judged:
        return list(suggestions)
    known: dict[str, Item] = {s.id: judged[_mark(s.value)] for s in suggestions if _mark(s.value) in judged}
    fresh = []
    for suggestion in suggestions:
        if suggestion.id in known:
            continue
        value = suggestion.value
        for reference in references_of(value):
            if reference in known:
                judged_item = known[reference]
                value = (
                    _pointed(value, reference, judged_item.id) if judged_item.is_reviewed else without(value, reference)
                )
        fresh.append(replace(suggestion, value=value))
    return fresh


def _mark(annotation: Annotation) -> tuple[str, int, int, str]:
    anchor = anchor_of(annotation)
    return kind_of(annotation).value, anchor.start, anchor.end, label_of(annotation)


def _pointed(annotation: Annotation, old: str, new: str) -> Annotation:
    if isinstance(annotation, Event):
        return replace(
            annotation,
            arguments=tuple(Argument(a.role, ref=new) if a.ref == old else a for a in annotation.arguments),
            relations=tuple(Relation(r.type, new) if r.target == old else r for r in annotation.relations),
        )
    if isinstance(annotation, Figure):
        return replace(
            annotation,
            period=new if annotation.period == old else annotation.period,
            of_total=new if annotation.of_total == old else annotation.of_total,
            repeat_of=new if annotation.repeat_of == old else annotation.repeat_of,
            superseded_by=new if annotation.superseded_by == old else annotation.superseded_by,
        )
    return annotation
