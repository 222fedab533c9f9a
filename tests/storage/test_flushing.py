"""Waiting for the disk happens in a thread, and what a long transaction wrote ends in the file itself."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from border_annotator.storage.flushing import in_thread, sync_log
from border_annotator.storage.project_file import ProjectFile

if TYPE_CHECKING:
    from pathlib import Path


def test_the_steps_end_with_the_work() -> None:
    ran: list[int] = []
    for _step in in_thread(lambda: ran.append(threading.get_ident())):
        pass
    assert ran
    assert ran != [threading.get_ident()]


def test_a_long_transaction_is_moved_to_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.bap"
    file = ProjectFile.create(path, "test")
    size = path.stat().st_size
    with file.long_transaction() as connection:
        connection.execute("INSERT INTO layers (id, name, created_at) VALUES ('a', ?, '')", ("x" * 1_000_000,))
        for _step in file.flush_in_steps():
            pass
    for _step in file.tidy_in_steps():
        pass
    assert path.stat().st_size > size + 900_000
    file.close()
    sync_log(path)  # nothing is left to sync, and nobody minds
