"""The files that some files and folders stand for."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say
from border_annotator.services.project import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from border_annotator.domain.sentence import Sentence

_PROJECT = re.compile(rf"{re.escape(SUFFIX)}(?:-\w+|\.\w+)?$")
"""A project's file and those that stand beside it while it is open."""

MAPPING = "mapping.toml"
"""What a folder calls the mapping of the annotations in it."""
_SETTINGS = {
    **dict.fromkeys(("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf"), say("settings of brat")),
    MAPPING: say("a mapping of annotations"),
}
"""Files that hold neither articles nor annotations, and what they are."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import.

    ``shown`` is its name with the folders below the one that was given, as the project remembers it. ``left_out`` says
    why it is not even opened: a pipe, a hidden file; ``is_expected`` that nobody will miss it.
    """

    path: Path
    shown: str
    size: int = 0
    left_out: Sentence | None = None
    is_expected: bool = False


def sources_of(paths: Iterable[Path]) -> list[SourceFile]:
    """The files that some files and folders stand for, folders opened, each once and in a stable order.

    A file that is named itself is taken whatever it is. In a folder hidden files and links to folders are left out,
    which the list tells. Raises ``KnownError`` for a path that is not there.
    """
    found: dict[Path, SourceFile] = {}
    for path in paths:
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except OSError as error:
            raise _unreachable(path, error) from None
        if not is_there:
            raise KnownError("{path} is not there: check the name.", path=path)
        for source in _inside(path) if is_folder else (_named(path, path.name),):
            found.setdefault(source.path, source)
    return list(found.values())


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files of ``sources_of`` that are read."""
    return [source.path for source in sources_of(paths) if source.left_out is None]


def _inside(folder: Path) -> Iterator[SourceFile]:
    """The files of a folder and of those in it; no link to a folder is followed, so that none is gone through twice."""
    wrong: list[OSError] = []
    above = folder.parent
    for here, folders, names in os.walk(folder, onerror=wrong.append):
        place = Path(here)
        for name in sorted(folders):
            inner = place / name
            if name.startswith("."):
                yield _left_out(inner, above, say("a hidden folder"), is_expected=True)
            elif inner.is_symlink():
                yield _left_out(inner, above, say("a link to a folder: import that folder itself"))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = place / name
            if name.startswith("."):
                yield _left_out(file, above, say("a hidden file"), is_expected=True)
            elif _PROJECT.search(name):
                yield _left_out(file, above, say("a project of this program"), is_expected=True)
            elif name in _SETTINGS:
                yield _left_out(file, above, _SETTINGS[name], is_expected=True)
            else:
                yield _named(file, _shown(file, above))
        for error in wrong:
            said = say("cannot be reached ({reason})", reason=error.strerror)
            yield _left_out(Path(os.fsdecode(error.filename)), above, said)
        wrong.clear()


def _named(path: Path, shown: str) -> SourceFile:
    try:
        found = path.stat()
    except OSError as error:
        return SourceFile(path, _text(shown), left_out=say("cannot be read ({reason})", reason=error.strerror))
    if not stat.S_ISREG(found.st_mode):
        return SourceFile(path, _text(shown), left_out=say("not a file"))  # a pipe or a device may never end
    return SourceFile(path, _text(shown), found.st_size)


def _left_out(path: Path, above: Path, reason: Sentence, *, is_expected: bool = False) -> SourceFile:
    return SourceFile(path, _text(_shown(path, above)), left_out=reason, is_expected=is_expected)


def _shown(path: Path, above: Path) -> str:
    return path.relative_to(above).as_posix() if path.is_relative_to(above) else path.name


def _text(name: str) -> str:
    """A name may hold bytes that are no text; a project holds text only."""
    return os.fsencode(name).decode(errors="replace")


def _unreachable(path: Path, error: OSError) -> KnownError:
    return KnownError("{path} cannot be reached ({reason}): check its rights.", path=path, reason=error.strerror)
