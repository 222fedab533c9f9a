"""Whether a project's file is sound from end to end, and when that was last seen.

Looking through a large file is reading all of it. A disk can lose what nobody has written since, so it is looked
through again after a day, but not at each opening.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import Key, say
from border_annotator.storage.on_disk import behind_links, traces
from border_annotator.storage.soundness import fault_in
from border_annotator.storage.stopping import watch_nothing
from border_annotator.storage.trust import holds_log

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.sentence import Sentence
    from border_annotator.storage.stopping import Watch

DAY = 24 * 60 * 60
REMEMBERED = 100
"""Projects of which it is remembered when they were sound."""
Marks = list[int]
"""What a file was like: another list whenever it has been written."""


def look_through(project: Path, watch: Watch = watch_nothing) -> Sentence | None:
    """What to tell of a damaged project that is open, and what to do; ``None`` when all of its file is sound.

    It reads beside whoever works in the project, and takes seconds for a large one; ``watch`` may raise to give up.
    Raises ``KnownError`` when the file cannot be read at all.
    """
    fault = fault_in(project, watch)
    if fault is None:
        return None
    return say(
        "{file} is damaged ({reason}): go back to a backup ({backups}), or save what can be read of it with"
        " “border-annotator recover”, before you go on.",
        file=project.name,
        reason=fault,
        backups=Key("project.backups", "Ctrl+Shift+B"),
    )


def marks_of(project: Path) -> Marks | None:
    """What the file is like now; ``None`` while its newest edits lie beside it, and where it cannot be told."""
    path = behind_links(project)
    found = None if holds_log(path) else traces(path)
    return list(found) if found is not None else None


def is_due(kept: str, project: Path) -> bool:
    """Whether to look through a project again, by the setting's text: it was written, or a day has passed."""
    marks, now = marks_of(project), int(time.time())
    known = _kept(kept).get(str(project.resolve()))
    return marks is None or known is None or known[1:] != marks or not 0 <= now - known[0] < DAY


def with_sound(kept: str, project: Path, marks: Marks) -> str:
    """The setting's text when a file with these marks, taken before the look, was found to be sound.

    It stays as it was where the file is another one by now.
    """
    if marks_of(project) != marks:
        return kept
    this = str(project.resolve())
    others = {path: known for path, known in _kept(kept).items() if path != this}
    return json.dumps(dict([*others.items(), (this, [int(time.time()), *marks])][-REMEMBERED:]))


def _kept(kept: str) -> dict[str, list[int]]:
    try:
        found = json.loads(kept or "{}")
    except (ValueError, RecursionError):
        return {}
    plain = found.items() if isinstance(found, dict) else ()
    return {path: known for path, known in plain if isinstance(known, list) and _are_numbers(known)}


def _are_numbers(known: list[object]) -> bool:
    return bool(known) and all(type(number) is int for number in known)
