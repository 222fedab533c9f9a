"""Looking through a large file: damage anywhere is found, and the look can be given up at any moment."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import Stopped
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.services.soundness import is_due, look_through, marks_of, with_sound
from border_annotator.storage import stopping, trust
from border_annotator.storage.stopping import stoppable
from tests.spoiled import spoil

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def large(gold_file: Path, project_path: Path) -> Path:
    """A project that is too large to be looked through when it is opened."""
    shutil.copy(gold_file, project_path)
    with contextlib.closing(sqlite3.connect(project_path)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(documents)")][1:]
        other = {"id": "'large'", "text": f"printf('%.*c', {trust.SMALL}, 'x')", "file_name": "'large.txt'"}
        values = ", ".join(other.get(column, f"{column} || 1") for column in columns)
        connection.execute(
            f"INSERT INTO documents ({', '.join(columns)}) SELECT {values} FROM documents LIMIT 1"  # noqa: S608 - ours
        )
    assert project_path.stat().st_size > trust.SMALL
    return project_path


def test_damage_that_opening_does_not_see(large: Path) -> None:
    with open_project(large) as project:
        assert not project.file.is_looked_through
        assert look_through(large) is None
    spoil(large, "touched")
    with open_project(large):
        found = look_through(large)
    assert found is not None
    assert found.startswith("border.bap is damaged (")
    assert "go back to a backup" in found


def test_a_sound_file_is_looked_through_again_when_it_was_written_or_a_day_has_passed(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_due("", large)
    marks = marks_of(large)
    assert marks is not None
    kept = with_sound("", large, marks)
    assert not is_due(kept, large)
    assert is_due(kept, large.with_name("another.bap"))
    with open_project(large):
        pass
    assert not is_due(kept, large), "opening alone writes nothing"
    with monkeypatch.context() as later:
        later.setattr("border_annotator.services.soundness.DAY", 0)
        assert is_due(kept, large)
    with open_project(large) as project, project.file.transaction() as connection:
        connection.execute("UPDATE documents SET headline = 'another'")
        assert marks_of(large) is None or is_due(kept, large)
    assert is_due(kept, large)
    assert with_sound(kept, large, marks) == kept, "what was looked through is not this file any more"
    for odd in ("[]", "nonsense", '{"a": 1}', json.dumps({str(large.resolve()): ["x"]})):
        assert is_due(odd, large)


def test_a_small_file_is_looked_through_when_it_is_opened_for_work(gold_file: Path, project_path: Path) -> None:
    shutil.copy(gold_file, project_path)
    with open_project(project_path) as project:
        assert project.file.is_looked_through
    with open_project_to_read(project_path) as project:
        assert not project.file.is_looked_through


def test_a_look_is_given_up_at_any_moment(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "INSTRUCTIONS", 100)
    looks: list[int] = []

    def stop(_done: int, _total: int) -> None:
        looks.append(1)
        raise Stopped

    before = large.read_bytes()
    with pytest.raises(Stopped):
        look_through(large, stop)
    assert looks == [1]
    assert large.read_bytes() == before
    assert [path.name for path in large.parent.iterdir()] == [large.name]


def test_a_long_statement_ends_at_an_interrupt_of_the_keyboard() -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    began = time.process_time()
    with (
        contextlib.closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(KeyboardInterrupt),
        stoppable(connection, interrupt),
    ):
        connection.execute(
            "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n LIMIT 1000000000) SELECT max(k) FROM n"
        ).fetchone()
    assert time.process_time() - began < 1
