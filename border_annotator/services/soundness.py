"""Whether a project's file is sound from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.sentence import Key, say
from border_annotator.storage.soundness import fault_in
from border_annotator.storage.stopping import watch_nothing

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.sentence import Sentence
    from border_annotator.storage.stopping import Watch


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
