"""What was chosen last in each list, kept with the user's settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.settings.store import Settings

KEPT = 5
"""Choices of a list that are remembered."""
SETTING = "recent"


class Recent:
    """The newest choices of each list, the newest first. What cannot be read counts as nothing."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def of(self, name: str) -> tuple[str, ...]:
        """The keys that were chosen last in the list of that name."""
        return tuple(self._all().get(name, ()))

    def remember(self, name: str, key: str) -> None:
        """Put a key at the head of its list."""
        lists = self._all()
        lists[name] = [key, *(other for other in lists.get(name, ()) if other != key)][:KEPT]
        self._settings.set(SETTING, json.dumps(lists))

    def _all(self) -> dict[str, list[str]]:
        try:
            raw = json.loads(self._settings.text(SETTING) or "{}")
        except (ValueError, RecursionError):
            return {}
        if not isinstance(raw, dict):
            return {}
        return {
            name: [key for key in keys if isinstance(key, str)][:KEPT]
            for name, keys in raw.items()
            if isinstance(keys, list)
        }
