"""Backups of a project that is being edited, and the way back."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError, Stopped
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.retention import RECENT
from border_annotator.services import history, notes, review
from border_annotator.services.backups import (
    back_up,
    back_up_if_changed,
    backups_folder,
    compare,
    custom_of,
    find_backup,
    list_backups,
    restore,
)
from border_annotator.services.check import check
from border_annotator.services.project import create_project, open_project, open_project_to_read
from border_annotator.settings import paths
from border_annotator.settings.store import Settings
from border_annotator.storage.backups import PART, Why
from border_annotator.storage.writer_lock import HeldElsewhere
from tests.gold_suggestions import sheet_of
from tests.spoiled import spoil

if TYPE_CHECKING:
    from border_annotator.services.project import Project


def confirm_next(project: Project) -> None:
    sheet = sheet_of(project)
    review.confirm(project, sheet, next(item.id for item in sheet.items if item.is_open))


def edits_in(path: Path) -> int:
    with open_project_to_read(path) as opened:
        assert list(check(opened)) == []
        return opened.journal.length()


def test_what_is_written_while_a_backup_is_made_is_not_in_it(gold_project: Project) -> None:
    confirm_next(gold_project)
    told: list[tuple[int, int]] = []

    def edit(done: int, total: int) -> None:
        told.append((done, total))
        confirm_next(gold_project)

    made = back_up(gold_project.path, watch=edit)
    assert gold_project.journal.length() > 2
    assert edits_in(made.path) == 1
    done, total = max(told)
    assert done == total
    assert made.path.parent == backups_folder(gold_project.path)
    assert {path.name for path in made.path.parent.iterdir()} == {made.path.name, "README.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_backup_is_for_its_owner_alone(gold_project: Project) -> None:
    made = back_up(gold_project.path)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_a_copy_that_went_wrong_does_not_count(gold_project: Project) -> None:
    folder = backups_folder(gold_project.path)

    def spoil(_done: int, _total: int) -> None:
        for part in folder.glob(f".*{PART}"):
            if part.stat().st_size > 90_000:
                with part.open("r+b") as file:
                    file.seek(80_000)
                    file.write(b"\xff" * 4000)

    with pytest.raises(KnownError, match="is damaged"):
        back_up(gold_project.path, watch=spoil)
    assert [path.name for path in folder.iterdir()] == ["README.txt"]


def test_given_up_it_leaves_nothing(gold_project: Project) -> None:
    def stop(done: int, total: int) -> None:
        if done >= total // 2:
            raise Stopped

    with pytest.raises(Stopped):
        back_up(gold_project.path, watch=stop)
    folder = backups_folder(gold_project.path)
    assert [path.name for path in folder.iterdir()] == ["README.txt"]


def test_what_a_killed_program_left_is_removed(gold_project: Project) -> None:
    folder = backups_folder(gold_project.path)
    folder.mkdir()
    (folder / f".20260101T000000.999999999{PART}").write_bytes(b"half")
    ours = folder / f".20260101T000000.{os.getpid()}{PART}"
    ours.write_bytes(b"half")
    (folder / "mine.txt").write_text("not a backup")
    back_up(gold_project.path)
    assert {path.name for path in folder.iterdir()} >= {ours.name, "mine.txt", "README.txt"}
    assert len(list(folder.iterdir())) == 4


def test_only_what_has_changed_is_backed_up_by_itself(gold_project: Project) -> None:
    path = gold_project.path
    assert back_up_if_changed(path) is not None
    assert back_up_if_changed(path) is None
    confirm_next(gold_project)
    assert back_up_if_changed(path) is not None
    history.undo(gold_project)
    assert back_up_if_changed(path) is not None
    assert back_up_if_changed(path) is None


def test_the_oldest_make_room(gold_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = back_up(gold_project.path)
    for _k in range(RECENT + 4):
        confirm_next(gold_project)
        assert back_up_if_changed(gold_project.path) is not None
    found = [listed.backup for listed in list_backups(gold_project.path)]
    assert sum(backup.why is Why.BY_ITSELF for backup in found) == RECENT
    assert asked in found
    monkeypatch.setattr("border_annotator.services.backups.MEGABYTE", 4_000)  # 250 of them are a megabyte
    Settings(paths.settings_file()).set("backup_megabytes", 250)
    confirm_next(gold_project)
    newest = back_up_if_changed(gold_project.path)
    by_itself = [listed.backup for listed in list_backups(gold_project.path) if listed.backup.why is Why.BY_ITSELF]
    assert by_itself[0] == newest
    assert 2 <= len(by_itself) < RECENT


def test_a_damaged_project_is_told_and_not_its_copy(gold_project: Project) -> None:
    path = gold_project.path
    kept = back_up(path)
    gold_project.close()
    spoil(path, "touched")
    with pytest.raises(KnownError, match=r"^border\.bap is damaged \("):
        back_up(path)
    assert [listed.backup for listed in list_backups(path)] == [kept]


def test_a_large_project_is_copied_more_seldom(gold_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    path = gold_project.path
    assert "10 minutes after a change" in custom_of(path)
    assert back_up_if_changed(path) is not None
    confirm_next(gold_project)
    monkeypatch.setattr("border_annotator.services.backups._size_of", lambda _path: 5_400_000_000)
    assert "54 minutes after a change" in custom_of(path)
    assert "so large" in custom_of(path)
    assert back_up_if_changed(path) is None, "the newest one is not that old yet"
    assert back_up(path) is not None, "but whoever asks gets one"
    newest = list_backups(path)[0].backup.path
    for backup in list_backups(path)[1:]:
        backup.backup.path.unlink()
    newest.rename(newest.with_name("20200101T000000Z-auto.bap"))
    confirm_next(gold_project)
    assert back_up_if_changed(path) is not None
    Settings(paths.settings_file()).set("backup_minutes", 0)
    assert "No backup is made by itself" in custom_of(path)


@pytest.mark.skipif(sys.platform != "linux", reason="only there can it be asked for")
def test_a_copy_drives_nothing_out_of_memory(gold_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[tuple[int, str]] = []
    real = os.posix_fadvise

    def advise(descriptor: int, start: int, length: int, advice: int) -> None:
        assert (start, length, advice) == (0, 0, os.POSIX_FADV_DONTNEED)
        forgotten.append((os.fstat(descriptor).st_size, str(Path(f"/proc/self/fd/{descriptor}").readlink())))
        real(descriptor, start, length, advice)

    monkeypatch.setattr(os, "posix_fadvise", advise)
    monkeypatch.setattr("border_annotator.storage.backups.BETWEEN_SYNCS", 20)
    made = back_up(gold_project.path)
    assert len(forgotten) > 1, "while it is copied, and at the end"
    assert forgotten[-1][0] == made.size
    assert all(str(gold_project.path) != name for _size, name in forgotten), "never what is worked with"


def test_a_folder_that_the_user_chose(gold_project: Project, tmp_path: Path) -> None:
    chosen = tmp_path / "on another disk"
    Settings(paths.settings_file()).set("backup_folder", str(chosen))
    made = back_up(gold_project.path)
    assert made.path.is_relative_to(chosen)
    assert [listed.backup for listed in list_backups(gold_project.path)] == [made]
    chosen.rename(tmp_path / "gone")
    chosen.write_text("a file in its way")
    with pytest.raises(KnownError, match="cannot be written into"):
        back_up(gold_project.path)


class TestRestoring:
    def test_what_differs_is_told_and_goes(self, gold_project: Project) -> None:
        confirm_next(gold_project)
        notes.ask_someone(gold_project, notes.on_article(sheet_of(gold_project)))
        made = back_up(gold_project.path)
        review.mark(gold_project, sheet_of(gold_project), ReviewState.DONE)
        history.undo(gold_project)
        found = compare(gold_project.path, made)
        assert found.now is not None
        assert (found.now.edits, found.then.edits) == (4, 2)
        assert (found.then.articles, found.then.notes) == (2, 1)
        assert found.goes.edits == 2
        assert [edit.id for edit in found.goes.newest] == [4, 3]
        assert found.comes.is_nothing
        assert not found.is_another_project
        assert not found.is_same
        path = gold_project.path
        gold_project.close()
        done = restore(path, made)
        assert done.kept is not None
        assert edits_in(path) == 2
        assert edits_in(done.kept) == 4
        assert compare(path, made).is_same
        # The way back is there as well.
        back = find_backup(path, done.kept.name)
        assert compare(path, back).comes.edits == 2
        restore(path, back)
        assert edits_in(path) == 4
        with open_project(path) as project:
            confirm_next(project)

    def test_two_histories_that_parted(self, gold_project: Project) -> None:
        path = gold_project.path
        confirm_next(gold_project)
        made = back_up(path)
        confirm_next(gold_project)
        other = back_up(path)
        gold_project.close()
        restore(path, made)
        with open_project(path) as project:
            review.mark(project, sheet_of(project), ReviewState.SKIPPED, "another way")
        found = compare(path, other)
        assert (found.goes.edits, found.comes.edits) == (1, 1)
        assert "Skip" in found.goes.newest[0].label

    def test_a_project_that_is_open_is_not_restored(self, gold_project: Project) -> None:
        made = back_up(gold_project.path)
        confirm_next(gold_project)
        with pytest.raises(HeldElsewhere, match="is open in the window"):
            restore(gold_project.path, made)
        assert gold_project.journal.length() == 1

    def test_its_holder_may_and_a_reader_sees_it(self, gold_project: Project) -> None:
        made = back_up(gold_project.path)
        confirm_next(gold_project)
        with open_project_to_read(gold_project.path) as reader:
            restore(gold_project.path, made, is_held=True)
            assert reader.journal.length() == 0
        assert gold_project.journal.length() == 0
        confirm_next(gold_project)
        assert list(check(gold_project)) == []

    @pytest.mark.parametrize("damage", ["header", "cut", "gone", "middle"])
    def test_a_damaged_project(self, gold_project: Project, damage: str) -> None:
        path = gold_project.path
        confirm_next(gold_project)
        made = back_up(path)
        gold_project.close()
        content = path.read_bytes()
        spoilt = {
            "header": bytes(4096) + content[4096:],
            "cut": content[:6000],
            "middle": content[:8192] + os.urandom(len(content) - 8192),
        }
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(spoilt[damage])
        if damage != "gone":
            found = compare(path, made)
            assert found.then.edits == 1
        done = restore(path, made)
        assert edits_in(path) == 1
        if damage == "gone":
            assert done.kept is None
        else:
            assert done.kept is not None
            assert done.kept.read_bytes() == spoilt[damage]
        with open_project(path) as project:
            confirm_next(project)

    def test_a_damaged_backup_changes_nothing(self, gold_project: Project) -> None:
        path = gold_project.path
        made = back_up(path)
        confirm_next(gold_project)
        gold_project.close()
        content = bytearray(made.path.read_bytes())
        content[20_000:60_000] = os.urandom(40_000)
        made.path.write_bytes(content)
        with pytest.raises(KnownError):
            restore(path, made)
        assert edits_in(path) == 1

    def test_what_is_no_backup(self, gold_project: Project, tmp_path: Path) -> None:
        with pytest.raises(KnownError, match="There is no backup “7”"):
            find_backup(gold_project.path, "7")
        other = tmp_path / "other.txt"
        other.write_text("no project at all" * 300)
        with pytest.raises(KnownError, match="is not a project"):
            compare(gold_project.path, find_backup(gold_project.path, str(other)))

    def test_any_copy_of_any_project(self, gold_project: Project, tmp_path: Path) -> None:
        path, copy = gold_project.path, tmp_path / "copy.sqlite"
        create_project(tmp_path / "other.bap").close()
        shutil.copyfile(tmp_path / "other.bap", copy)
        found = compare(path, find_backup(path, str(copy)))
        assert found.is_another_project
        assert len(found.goes.articles) == 2
