"""Projects in folders that other computers write too: what the risk is, said once for each project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say
from border_annotator.storage.shared_folders import Sharing, shared_folder

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.sentence import Sentence

REMEMBERED = 100
"""Projects of which it is remembered that the risk was said."""


def risk_of(project: Path) -> Sentence | None:
    """What may happen to a project where it lies; ``None`` in a folder of this computer alone."""
    found = shared_folder(project)
    if found is None:
        return None
    if found.sharing is Sharing.NETWORK:
        return say(
            "This project lies on a network folder ({by}). Open it on one computer at a time: the network may not keep"
            " two apart, and a broken line can cost the last edits. A folder of this computer is safer.",
            by=found.by,
        )
    return say(
        "This project lies in a folder that {by} keeps in step. Close it before another computer opens it, and wait"
        " until it is copied: two versions cannot be put together. A folder of this computer is safer.",
        by=found.by,
    )


def was_told(kept: str, project: Path) -> bool:
    """Whether the risk was said already, by the setting's text."""
    return str(project.resolve()) in _kept(kept)


def with_told(kept: str, project: Path) -> str:
    """The setting's text when the risk has been said."""
    this = str(project.resolve())
    others = [path for path in _kept(kept) if path != this]
    return json.dumps([*others, this][-REMEMBERED:])


def _kept(kept: str) -> list[str]:
    try:
        found = json.loads(kept or "[]")
    except (ValueError, RecursionError):
        return []
    return [path for path in found if isinstance(path, str)] if isinstance(found, list) else []
