"""Looking through a whole project file, however large it is, while others work in it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from border_annotator.storage.failures import told
from border_annotator.storage.on_disk import behind_links
from border_annotator.storage.project_file import connected_to_read
from border_annotator.storage.stopping import stoppable, watch_nothing
from border_annotator.storage.trust import fault_of

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.storage.stopping import Watch


def fault_in(path: Path, watch: Watch = watch_nothing) -> str | None:
    """What SQLite finds wrong first in a file, in its words; ``None`` when it is sound.

    ``watch`` may raise to give up. Raises ``KnownError`` when the file cannot be read.
    """
    path = behind_links(path)
    with told(path), contextlib.closing(connected_to_read(path)) as db, stoppable(db.conn, watch):
        return fault_of(db.conn)
