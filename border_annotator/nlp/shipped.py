"""Where the word lists and rules lie that the program ships with. Standard library only."""

from __future__ import annotations

from pathlib import Path

from border_annotator.domain.errors import BugError


def shipped(name: str) -> Path:
    """A file below ``resources``, like ``layout/words.toml``: beside the package in a clone, inside it in a wheel."""
    here = Path(__file__).resolve()
    for root in (here.parents[1] / "resources", here.parents[2] / "resources"):
        if (root / name).is_file():
            return root / name
    raise BugError(f"the file {name} is missing")
