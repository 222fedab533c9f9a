from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import anchor_of, label_of
from border_annotator.domain.errors import KnownError
from border_annotator.nlp.worker import WorkerPool
from tests.nlp.articles import document, seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.labelling_process import Labelled

PATIENCE = 60.0


@pytest.fixture
def pool(schema: Schema) -> Iterator[WorkerPool]:
    """A pool that needs no model to load."""
    with WorkerPool(schema.source, "blank") as made:
        yield made
    assert multiprocessing.active_children() == []


def collect(pool: WorkerPool) -> list[Labelled]:
    """Everything outstanding."""
    done: list[Labelled] = []
    until = time.monotonic() + PATIENCE
    while pool.outstanding and time.monotonic() < until:
        done += pool.collect(5)
    return done


def test_documents_come_back_labelled(pool: WorkerPool) -> None:
    assert pool.model.kind == "blank"
    for number in range(3):
        began = time.perf_counter()
        pool.submit(replace(seed("003"), id=f"doc {number}"))
        assert time.perf_counter() - began < 0.5
    assert pool.outstanding == 3
    done = collect(pool)
    assert sorted(labelled.document_id for labelled in done) == ["doc 0", "doc 1", "doc 2"]
    assert all(labelled.error is None and labelled.suggestions and labelled.seconds > 0 for labelled in done)
    assert all(s.document_id == labelled.document_id for labelled in done for s in labelled.suggestions)
    assert pool.outstanding == 0


def test_collect_does_not_wait_longer_than_asked(pool: WorkerPool) -> None:
    assert pool.collect(5) == []
    pool.submit(seed("003"))
    began = time.perf_counter()
    pool.collect(0)
    assert time.perf_counter() - began < 0.5


def kill_the_one_that_reads(pool: WorkerPool, dead: int | None = None) -> int:
    """Kills the process that holds documents, once it is another one than the ``dead``."""
    while True:
        pid = next((worker.process.pid for worker in pool._workers if worker.documents), None)
        if pid is not None and pid != dead:
            os.kill(pid, signal.SIGKILL)
            return pid
        pool.collect(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_what_a_killed_worker_held_is_read_by_another(pool: WorkerPool) -> None:
    for number in range(3):
        pool.submit(replace(seed("003"), id=f"doc {number}"))
    kill_the_one_that_reads(pool)
    done = collect(pool)
    assert sorted(labelled.document_id for labelled in done) == ["doc 0", "doc 1", "doc 2"]
    assert all(labelled.error is None and labelled.suggestions for labelled in done)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_document_that_kills_twice_is_given_up_and_the_next_is_read(pool: WorkerPool) -> None:
    pool.submit(document("Poland closed a road. " * 3_000))
    dead = kill_the_one_that_reads(pool)
    pool.submit(replace(seed("003"), id="next"))
    kill_the_one_that_reads(pool, dead)
    first, second = collect(pool)
    assert (first.document_id, first.suggestions, first.blames_document) == ("doc", (), True)
    assert first.error is not None
    assert "ended twice" in first.error
    assert (second.document_id, second.error) == ("next", None)


def test_a_document_that_never_ends_is_given_up(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    pool.submit(replace(seed("003"), id="long"))
    pool.submit(replace(seed("003"), id="next"))
    while not any(worker.documents for worker in pool._workers):
        pool.collect(0.05)
    with monkeypatch.context() as impatient:
        impatient.setattr("border_annotator.nlp.worker.PATIENCE", -1e9)
        (first,) = pool.collect(0)
    (second,) = collect(pool)
    assert (first.document_id, first.suggestions, first.blames_document) == ("long", (), True)
    assert first.error is not None
    assert "given up" in first.error
    assert (second.document_id, second.error) == ("next", None)


def test_a_batch_is_read_as_its_documents_alone(pool: WorkerPool) -> None:
    texts = ["Poland closed two crossings on 5 May 2024.", "", "\u2029", "🚧 Riga sent 15 guards. " * 50]
    for number, text in enumerate(texts):
        pool.submit(replace(document(text), id=str(number)))
    together = {labelled.document_id: _found(labelled) for labelled in collect(pool)}
    for number, text in enumerate(texts):
        pool.submit(replace(document(text), id=str(number)))
        (alone,) = collect(pool)
        assert together[str(number)] == _found(alone)


def _found(labelled: Labelled) -> list[tuple[int, int, str]]:
    values = [suggestion.value for suggestion in labelled.suggestions]
    return [(anchor_of(value).start, anchor_of(value).end, label_of(value)) for value in values]


def test_a_known_error_becomes_its_sentence(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> None:
    folder = tmp_path_factory.mktemp("model")
    (folder / "meta.json").write_text('{"version": "1"}', encoding="utf-8")
    with WorkerPool(schema.source, str(folder)) as pool:
        pool.submit(seed("003"))
        (labelled,) = collect(pool)
    assert labelled.error is not None
    assert "could not be read" in labelled.error


def test_a_model_that_is_not_there_is_told_at_once(schema: Schema) -> None:
    with pytest.raises(KnownError):
        WorkerPool(schema.source, "no_such_model")


def test_closing_ends_everything_at_once(schema: Schema) -> None:
    pool = WorkerPool(schema.source, "blank", workers=2)
    for _ in range(4):
        pool.submit(document("Poland closed a road. " * 30_000))
    pool.collect(0)
    began = time.perf_counter()
    pool.close()
    pool.close()
    assert time.perf_counter() - began < 2
    assert multiprocessing.active_children() == []
    assert pool.outstanding == 0
    with pytest.raises(KnownError):
        pool.submit(seed("003"))
