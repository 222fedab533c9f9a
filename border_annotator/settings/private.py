"""Files that their owner alone may read."""

from __future__ import annotations

import os

from border_annotator.settings.reports import PRIVATE


def for_the_user_alone(path: str, flags: int) -> int:
    """An ``opener`` for ``open``: a file that is made gets no rights for others, whatever is usual here."""
    return os.open(path, flags, PRIVATE)
