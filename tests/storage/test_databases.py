"""One real project of every released shape: opened, checked and used; a copy of it as it was is made first."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.domain.layer import Review, ReviewState
from border_annotator.services import history, notes, review, search
from border_annotator.services.backups import backups_folder, compare, list_backups, restore
from border_annotator.services.check import check
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.services.queue import settle
from border_annotator.storage.backups import Why, found_in
from border_annotator.storage.migrations import NEWEST
from tests.gold_suggestions import sheet_of

DATABASES = Path(__file__).parents[1] / "databases"
VERSIONS = range(1, NEWEST + 1)


def rows_of(path: Path) -> dict[str, int]:
    """How many rows every table has, by SQLite alone."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'texts%'")
        names = [row[0] for row in tables]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608


def version_of(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_there_is_one_of_every_shape() -> None:
    assert {path.name for path in DATABASES.glob("*.bap")} == {f"schema-{version}.bap" for version in VERSIONS}
    for version in VERSIONS:
        assert version_of(DATABASES / f"schema-{version}.bap") == version


@pytest.mark.parametrize("version", VERSIONS)
def test_opened_checked_and_used(version: int, project_path: Path) -> None:
    original = DATABASES / f"schema-{version}.bap"
    shutil.copyfile(original, project_path)
    before = rows_of(original)
    with open_project(project_path) as project:
        assert list(check(project)) == []
        first = sheet_of(project)
        assert first.find(first.events[0].id) is not None
        assert sheet_of(project, "000").review == Review(
            sheet_of(project, "000").document.id, ReviewState.SKIPPED, "not about a border"
        )
        assert project.journal.length() == before["journal"]
        assert history.undo_label(project) is not None
        while settle(project, 0).has_more:
            pass
        assert len(search.articles_with(project, "border")) == 2
        waiting = next(item.id for item in first.events if item.is_open)
        review.confirm(project, first, waiting)
        notes.ask_someone(project, notes.on_event(project, sheet_of(project), waiting))
        while history.undo(project) is not None:
            pass
        assert sheet_of(project).review.state is ReviewState.OPEN
        assert project.layers.annotations(project.layer.id, first.document.id) == []
        while history.redo(project) is not None:
            pass
        assert list(check(project)) == []
        kept = project.kept_before_update
    after = rows_of(project_path)
    assert {name: after[name] for name in ("documents", "suggestions", "runs")} == {
        name: before[name] for name in ("documents", "suggestions", "runs")
    }
    if version == NEWEST:
        assert kept is None
        assert not backups_folder(project_path).exists()
        return
    assert kept is not None
    assert (version_of(kept), rows_of(kept)) == (version, before)
    # And all the way back: the copy is restored, and brought up again.
    (listed,) = list_backups(project_path)
    assert listed.backup.why is Why.BEFORE_UPDATE
    assert compare(project_path, listed.backup).goes.edits > 0
    restore(project_path, listed.backup)
    assert rows_of(project_path) == before
    with open_project(project_path) as project:
        assert project.journal.length() == before["journal"]


def test_a_step_that_fails_leaves_the_project_at_the_step_before(
    project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(DATABASES / "schema-4.bap", project_path)
    real = sqlite3.connect

    def fail(db: object) -> None:
        db.conn.execute("CREATE TABLE half (done)")  # type: ignore[attr-defined]
        raise KnownError("the lights went out")

    from border_annotator.storage import migrations

    steps = (*migrations.STEPS[:6], fail, *migrations.STEPS[7:])
    fail.__module__ = migrations.STEPS[6].__module__
    monkeypatch.setattr(migrations, "STEPS", steps)
    with pytest.raises(KnownError, match="the lights went out"):
        open_project(project_path)
    monkeypatch.undo()
    with contextlib.closing(real(project_path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (6,)
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
        names = {row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")}
    assert max(names) == "m0006_notes"
    with open_project(project_path) as project:
        assert list(check(project)) == []
    assert [backup.why for backup in found_in(backups_folder(project_path))] == [Why.BEFORE_UPDATE] * 2


def test_without_room_for_the_copy_nothing_is_updated(project_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(DATABASES / "schema-4.bap", project_path)

    def full(_folder: object) -> object:
        return shutil._ntuple_diskusage(10, 10, 0)

    monkeypatch.setattr(shutil, "disk_usage", full)
    with pytest.raises(KnownError, match="There is no room for a backup"):
        open_project(project_path)
    assert version_of(project_path) == 4


def test_a_newer_file_is_refused_and_stays_as_it_is(project_path: Path) -> None:
    shutil.copyfile(DATABASES / f"schema-{NEWEST}.bap", project_path)
    with contextlib.closing(sqlite3.connect(project_path)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 3}")
    before = project_path.read_bytes()
    for opening in (open_project, open_project_to_read):
        with pytest.raises(KnownError, match="was made by a newer version of this program: install that version"):
            opening(project_path)
    assert project_path.read_bytes() == before
    assert not backups_folder(project_path).exists()
