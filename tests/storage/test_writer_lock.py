"""Who holds a project, and what is said when that cannot be known."""

from __future__ import annotations

import datetime
import json
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.storage import writer_lock
from border_annotator.storage.writer_lock import HeldElsewhere, Holder, WriterLock

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG_AGO = "2026-01-02T03:04:05+00:00"
GONE = 2**22 + 12_345
"""A process number that no system gives."""


@pytest.fixture
def held(project_path: Path) -> Iterator[Path]:
    """A project's name whose lock another part of this process holds."""
    lock = WriterLock(project_path)
    lock.acquire("the window")
    yield project_path
    lock.release()


def write_note(path: Path, **other: object) -> None:
    note = {"program": "the window", "process": os.getpid(), "user": "", "computer": socket.gethostname()}
    Path(f"{path}.writer").write_text(json.dumps(note | {"since": LONG_AGO} | other), encoding="utf-8")


def refusal(path: Path) -> HeldElsewhere:
    with pytest.raises(HeldElsewhere) as caught:
        WriterLock(path).acquire("the command line")
    return caught.value


def test_program_process_and_time(held: Path) -> None:
    error = refusal(held)
    assert error.holder is not None
    assert (error.holder.program, error.holder.process) == ("the window", os.getpid())
    assert error.holder.is_here
    assert not error.holder.is_gone
    since = datetime.datetime.fromisoformat(error.holder.since).astimezone()
    assert str(error).startswith(f"{held.name} is open in the window (process {os.getpid()}, since {since:%H:%M}")
    assert str(error).endswith("close it there, then try again.")


def test_another_user_on_another_day(held: Path) -> None:
    write_note(held, user="zita")
    local = datetime.datetime.fromisoformat(LONG_AGO).astimezone()
    assert f"since {local:%Y-%m-%d %H:%M}, user zita)" in str(refusal(held))


def test_another_computer(held: Path) -> None:
    write_note(held, computer="laptop-7", process=12)
    error = refusal(held)
    assert "(process 12, since " in str(error)
    assert "on the computer laptop-7)" in str(error)
    assert error.holder is not None
    assert not error.holder.is_gone, "nobody here can know"


def test_an_old_note_is_not_believed(held: Path) -> None:
    write_note(held, process=GONE)
    assert "another program, which left no note" in str(refusal(held))


def test_a_note_alone_holds_nothing(project_path: Path) -> None:
    for other in ({"process": GONE}, {"computer": "laptop-7"}):
        write_note(project_path, **other)
        lock = WriterLock(project_path)
        lock.acquire("the window")
        holder = lock.holder()
        assert holder is not None
        assert holder.is_here
        lock.release()
        assert not Path(f"{project_path}.writer").exists()


def test_on_a_shared_folder_the_note_of_another_computer_is_told(
    project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_lock, "is_shared", lambda _path: True)
    write_note(project_path, computer="laptop-7", user="zita")
    said = str(refusal(project_path))
    assert "on the computer laptop-7" in said
    assert f"delete {project_path.name}.writer if it is not open any more" in said
    write_note(project_path, process=GONE)
    lock = WriterLock(project_path)
    lock.acquire("the window")
    lock.release()


@pytest.mark.parametrize(
    "note", ["", "{", "[]", "7", '{"since": 3}', '{"program": 1, "process": "x", "since": "2026-01-01"}', "\0"]
)
def test_notes_that_cannot_be_read(held: Path, note: str) -> None:
    Path(f"{held}.writer").write_text(note, encoding="utf-8")
    assert refusal(held).holder is None


def test_a_very_long_note_is_told_in_short(held: Path) -> None:
    write_note(held, program="x" * 10_000, computer="y" * 10_000)
    assert len(str(refusal(held))) < 500


def test_a_user_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert Holder.here("the window").user == ""
    assert issubclass(HeldElsewhere, KnownError)
