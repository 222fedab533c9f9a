from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.nlp.worker import Labelled, WorkerPool
from tests.nlp.articles import document, seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.schema import Schema

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


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_killed_worker_costs_one_document(pool: WorkerPool) -> None:
    pool.submit(document("Poland closed a road. " * 30_000))
    while not any(worker.document for worker in pool._workers):
        pool.collect(0.05)
    pid = pool._workers[0].process.pid
    assert pid is not None
    pool.submit(replace(seed("003"), id="next"))
    os.kill(pid, signal.SIGKILL)
    first, second = collect(pool)
    assert (first.document_id, first.suggestions) == ("doc", ())
    assert first.error is not None
    assert "ended" in first.error
    assert (second.document_id, second.error) == ("next", None)


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
