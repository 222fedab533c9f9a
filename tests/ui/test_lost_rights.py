"""The rights of the file or of its folder are taken away while a window has it open: nothing is lost, work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.services.backups import list_backups
from border_annotator.services.check import check
from border_annotator.services.project import open_project_to_read
from tests.powerless import needs_rights, powerless
from tests.ui.conftest import close_for_good

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

pytestmark = needs_rights


@pytest.fixture
def at_work(open_window: OpenWindow, gold_path: Path, tmp_path: Path) -> Iterator[Reviewer]:
    """A window with one edit, of a user for whom rights hold; they are given back before it is closed."""
    with powerless():
        reviewer = open_window(gold_path)
        reviewer.press("A")
        yield reviewer
        tmp_path.chmod(0o700)
        gold_path.chmod(0o600)
        close_for_good(reviewer.window)


def edits_found(path: Path) -> int:
    """The edits of a sound project, by who opens it anew."""
    with open_project_to_read(path) as project:
        assert list(check(project)) == []
        return project.journal.length()


@pytest.mark.parametrize("rights", [0o400, 0o000])
def test_the_file(at_work: Reviewer, gold_path: Path, rights: int) -> None:
    gold_path.chmod(rights)
    for key in ("A", "X", "Ctrl+Z"):
        saved = at_work.window.status.saved_words
        at_work.press(key)
        # What is open stays open: each is saved, and said to be.
        assert at_work.message == ""
        assert at_work.window.status.saved_words != saved
    gold_path.chmod(0o600)
    assert edits_found(gold_path) == 4


def test_a_folder_that_takes_no_new_files(at_work: Reviewer, gold_path: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    at_work.press("A")
    assert at_work.message == ""
    at_work.press("Ctrl+B")
    at_work.wait(lambda: "cannot be written into" in at_work.message)
    tmp_path.chmod(0o700)
    at_work.press("Ctrl+B")
    at_work.wait(lambda: "Backup made and checked" in at_work.window.status.saved_words)
    assert edits_found(gold_path) == 2
    assert edits_found(list_backups(gold_path)[0].backup.path) == 2


def test_a_folder_that_may_not_be_entered(at_work: Reviewer, gold_path: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o000)
    saved = at_work.window.status.saved_words
    for key in ("A", "X", "Ctrl+Z"):
        at_work.press(key)
        assert "give the folder its rights back" in at_work.message
    assert at_work.window.status.saved_words == saved
    at_work.window.message.clear_message()
    assert not at_work.window.close(), "it is said once more before anything is closed"
    assert "give the folder its rights back" in at_work.message
    tmp_path.chmod(0o700)
    at_work.press("A")
    assert at_work.message == ""
    assert edits_found(gold_path) == 2


def test_closing_where_nothing_can_be_tidied_up(
    open_window: OpenWindow, at_work: Reviewer, gold_path: Path, tmp_path: Path
) -> None:
    tmp_path.chmod(0o500)
    at_work.press("A")
    assert at_work.window.close()
    tmp_path.chmod(0o700)
    again = open_window(gold_path)
    assert again.edits_on_disk == 2
    assert again.message == ""
    again.press("A")
    assert edits_found(gold_path) == 3
    close_for_good(again.window)
