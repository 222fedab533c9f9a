"""Days as projects store them."""

from __future__ import annotations

import datetime


def stored_day(written: str | None) -> datetime.date | None:
    """The day that a project holds as text; ``None`` where it holds none, and where it is none in any calendar."""
    try:
        return datetime.date.fromisoformat(written) if written else None
    except ValueError:
        return None
