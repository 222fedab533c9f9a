"""Reading and keeping what the user chose."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from border_annotator.settings.declared import SETTINGS, Value
from border_annotator.settings.private import for_the_user_alone

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


class Settings:
    """The user's settings over the defaults, kept in one JSON file. A broken file never stops the program."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._declared = {setting.key: setting for setting in SETTINGS}
        self._chosen: dict[str, Value] = {}
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (OSError, ValueError, RecursionError) as error:
            log.warning("The settings could not be read and are at their defaults: %s", error)
            return
        if not isinstance(raw, dict):
            log.warning("The settings could not be read and are at their defaults: they are not an object")
            return
        self._chosen = {k: v for k, v in raw.items() if k in self._declared and self._declared[k].accepts(v)}

    def text(self, key: str) -> str:
        """A setting that is a text."""
        return str(self._value(key))

    def number(self, key: str) -> int:
        """A setting that is a whole number."""
        return int(self._value(key))

    def flag(self, key: str) -> bool:
        """A setting that is true or false."""
        return bool(self._value(key))

    def set(self, key: str, value: Value) -> None:
        """Choose a value and keep it; a value that the table does not allow raises ``ValueError``."""
        if not self._declared[key].accepts(value):
            raise ValueError(f"{key} cannot be {value!r}")
        if self._chosen.get(key) == value:
            return
        self._chosen[key] = value
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # In ASCII: the path of a project may hold bytes that are no text.
            with open(fresh, "w", encoding="utf-8", opener=for_the_user_alone) as file:
                file.write(json.dumps(self._chosen, indent=1))
            fresh.replace(self._path)
        except OSError as error:
            log.warning("The settings could not be kept: %s", error)

    def _value(self, key: str) -> Value:
        return self._chosen.get(key, self._declared[key].default)
