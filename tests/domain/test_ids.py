"""Ids: unique in every process, and those that are made together lie together."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from border_annotator.domain.annotation import is_id, new_id

MANY = 10_000


def test_each_is_another_one_and_follows_the_last() -> None:
    made = [new_id() for _k in range(MANY)]
    assert all(map(is_id, made))
    assert len(set(made)) == MANY
    assert made == sorted(made)


def test_other_processes_make_others() -> None:
    command = [sys.executable, "-c", "from border_annotator.domain.annotation import new_id; print(new_id())"]
    other = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    assert is_id(other)
    assert other[:24] != new_id()[:24]


@pytest.mark.skipif(not hasattr(os, "register_at_fork"), reason="this system does not fork")
def test_a_forked_process_counts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from border_annotator.domain import annotation

    monkeypatch.setattr(annotation, "_numbers", annotation._numbers)
    before = new_id()
    annotation._count_anew()
    assert new_id()[:24] != before[:24]
