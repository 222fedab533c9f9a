"""Articles that come as a text and not as a file, and a folder where files appear."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles.draft import Refusal, Source
from border_annotator.formats.articles.files import read_source
from border_annotator.services.duplicates import Duplicates
from border_annotator.services.import_plan import Action, ImportChoices, reason_for
from border_annotator.services.import_sources import sources_of
from border_annotator.services.intake import incoming_of, store

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project

CLIPBOARD = "clipboard"
"""What such a text is called where nobody named it."""
UNFINISHED = (".part", ".crdownload", ".download", ".tmp")
"""How names end while a browser is still writing."""


def import_text(project: Project, text: str, name: str = CLIPBOARD, choices: ImportChoices | None = None) -> str:
    """Store a text, as from the clipboard, and give the document's id; a page as HTML is read like one.

    Raises ``KnownError`` when it is empty or in the project already, and when that is open for reading only.
    """
    project.file.must_be_writable()
    choices = choices or ImportChoices()
    source = Source(name, text.encode(errors="replace"))
    (found,) = read_source(source, choices.reading, choices.format_name or "text")
    if isinstance(found.result, Refusal):
        raise KnownError("“{name}” cannot come in: {reason}.", name=name, reason=found.result.reason)
    incoming = incoming_of(found.result, name, format_name=found.format, file_sha256=found.sha256)
    duplicates = Duplicates(project, choices.threshold)
    duplicates.sign_stored()
    duplicate = duplicates.of(incoming)
    action = choices.action_for(duplicate)
    if action is Action.SKIP:
        raise KnownError("“{name}” cannot come in: {reason}.", name=name, reason=reason_for(duplicate))
    with project.file.transaction():
        store(project, incoming, duplicate if action is Action.VERSION else None)
    return incoming.document.id


@dataclass(slots=True)
class Watch:
    """A folder that is looked at from time to time; whoever looks decides when.

    A file is complete when its size and its time are the same at two looks. ``seen`` are the files that were given or
    were there from the beginning, with what they were like.
    """

    folder: Path
    seen: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _growing: dict[Path, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def begin(cls, folder: Path) -> Watch:
        """Watch a folder from now on; raises ``KnownError`` when it is not there."""
        if not folder.is_dir():
            raise KnownError("{folder} is not a folder: choose another one.", folder=folder)
        return cls(folder, _stamps(folder))

    @property
    def is_growing(self) -> bool:
        """Whether the last look found files that may not be complete."""
        return bool(self._growing)

    def look(self) -> list[Path]:
        """The files that are new or were changed since, and are complete; none while the folder cannot be reached."""
        try:
            now = _stamps(self.folder)
        except KnownError:
            return []
        fresh = {path: stamp for path, stamp in now.items() if self.seen.get(path) != stamp}
        complete = [path for path, stamp in fresh.items() if stamp[0] and self._growing.get(path) == stamp]
        self._growing = {path: stamp for path, stamp in fresh.items() if path not in complete}
        self.seen |= {path: fresh[path] for path in complete}
        return complete


def _stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of each file; one that goes away meanwhile is none."""
    found = {}
    for source in sources_of([folder]):
        if source.left_out is None and not source.path.name.endswith(UNFINISHED):
            try:
                facts = source.path.stat()
            except OSError:
                continue
            found[source.path] = (facts.st_size, facts.st_mtime_ns)
    return found
