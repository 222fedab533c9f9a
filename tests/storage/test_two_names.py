"""A project that is reached by two names has one lock, one log and one folder of backups."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.services import review
from border_annotator.services.backups import back_up, compare, list_backups, restore
from border_annotator.services.check import check
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.services.recover import recover
from border_annotator.services.soundness import look_through
from border_annotator.storage.writer_lock import HeldElsewhere
from tests.gold_suggestions import sheet_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere not everybody may make a link")


@pytest.fixture
def link(gold_file: Path, tmp_path: Path) -> Path:
    """A link in one folder to a link in another, which leads to a project in a third."""
    real, between = tmp_path / "real" / "border.bap", tmp_path / "between" / "work.bap"
    for folder in (real.parent, between.parent, tmp_path / "here"):
        folder.mkdir()
    shutil.copy(gold_file, real)
    between.symlink_to(Path("..") / "real" / "border.bap")
    (tmp_path / "here" / "link.bap").symlink_to(between)
    return tmp_path / "here" / "link.bap"


def test_who_holds_it_by_one_name_holds_it_by_the_other(link: Path) -> None:
    real = link.resolve()
    for first, second in ((link, real), (real, link)):
        with open_project(first) as project:
            assert project.path == real
            with pytest.raises(HeldElsewhere, match=r"border\.bap is open in the window"):
                open_project(second)
    assert [path.name for path in link.parent.iterdir()] == [link.name]


def test_all_that_is_done_by_the_link_is_done_to_the_project(link: Path, tmp_path: Path) -> None:
    real = link.resolve()
    with open_project(link) as project:
        review.confirm(project, sheet_of(project), sheet_of(project).events[0].id)
        made = back_up(link)
        review.confirm(project, sheet_of(project), sheet_of(project).events[1].id)
        assert made.path.parent.parent == real.parent
        assert [one.backup for one in list_backups(real)] == [one.backup for one in list_backups(link)] == [made]
        assert compare(link, made).goes.edits == 1
        assert look_through(link) is None
        with open_project_to_read(link) as reading:
            assert reading.journal.length() == 2
        assert recover(link, tmp_path / "saved.bap").edits == 2, "also what stands in the log alone"
        with pytest.raises(HeldElsewhere):
            restore(link, made)
    restore(link, made)
    assert link.is_symlink()
    with open_project_to_read(real) as project:
        assert project.journal.length() == 1
        assert list(check(project)) == []


def test_a_damaged_project_is_replaced_behind_its_link(link: Path) -> None:
    real, made = link.resolve(), back_up(link)
    real.write_bytes(b"nothing of it is left")
    restore(link, made)
    assert link.is_symlink()
    with open_project_to_read(link) as project:
        assert list(check(project)) == []


def test_a_second_name_that_is_no_link(link: Path) -> None:
    other = link.with_name("second.bap")
    os.link(link.resolve(), other)
    for name in (other, link, link.resolve()):
        with pytest.raises(KnownError, match="has another name elsewhere"):
            open_project(name)
        with open_project_to_read(name) as project:
            assert project.journal.length() == 0
    other.unlink()
    open_project(link).close()


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.bap").symlink_to(tmp_path / "b.bap")
    with pytest.raises(KnownError, match="is not there"):
        open_project(tmp_path / "a.bap")
    (tmp_path / "b.bap").symlink_to(tmp_path / "a.bap")
    with pytest.raises(KnownError, match="is not there"):
        open_project(tmp_path / "a.bap")
    assert stat.S_ISLNK((tmp_path / "a.bap").lstat().st_mode)
