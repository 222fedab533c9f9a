"""A file is wholly there or as it was."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.formats.atomic_file import folder_for_writing, write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def test_content_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_atomically(path, "é🚨\nb")
    write_atomically(path, "é🚨\nc")
    assert path.read_bytes() == "é🚨\nc".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    write_atomically(path, "old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnownError, match="No space left on device"):
        write_atomically(path, "new")
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.skipif(os.name != "posix", reason="rights are a matter of POSIX")
def test_others_may_read_what_they_could_read_of_any_new_file(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.json", "x")
    (tmp_path / "b.json").write_text("x", encoding="utf-8")
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "b.json").stat().st_mode


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(KnownError, match="is a folder"):
        write_atomically(tmp_path / "a.json", "x")


def test_the_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    assert folder_for_writing(tmp_path / "a" / "b").is_dir()
    (tmp_path / "f").write_text("x", encoding="utf-8")
    for way in (tmp_path / "f", tmp_path / "f" / "below"):
        with pytest.raises(KnownError, match="a file in its way"):
            folder_for_writing(way)
