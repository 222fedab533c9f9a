"""Picks the door: the window or the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.services.rehearsal_results import Rehearsal

COMMANDS = (
    "new",
    "import",
    "prelabel",
    "export",
    "evaluate",
    "stats",
    "check",
    "history",
    "backup",
    "backups",
    "restore",
    "quarantine",
    "recover",
    "gazetteer",
    "simulate",
)


def main() -> int:
    """Run the program with the arguments it was called with; returns the exit code."""
    arguments = sys.argv[1:]
    # Told here, before anything slow is imported.
    if arguments == ["--version"]:
        from border_annotator import __version__
        from border_annotator.cli.outcome import write

        write(sys.stdout, f"border-annotator {__version__}\n")
        return 0
    from border_annotator.cli.app import guarded, run

    if arguments and arguments[0] != "--sample" and _is_for_the_command_line(arguments[0]):
        return run(arguments, _rehearse)
    return guarded(lambda: _window(arguments))


def _is_for_the_command_line(first: str) -> bool:
    return first in COMMANDS or (first.startswith("-") and first != "--read-only")


def _window(arguments: list[str]) -> int:
    from border_annotator.cli.display import must_have_display
    from border_annotator.domain.errors import KnownError

    read_only = "--read-only" in arguments
    project = _project([argument for argument in arguments if argument != "--read-only"])
    must_have_display()
    from border_annotator.settings.logs import start_logging
    from border_annotator.settings.native_crashes import watch_for_crashes

    start_logging()
    watch_for_crashes()
    try:
        from border_annotator.ui.app import run
    except ImportError as error:
        if error.name is not None and error.name.split(".")[0] == "border_annotator":
            raise
        raise KnownError("The window cannot be opened, because a library is missing ({error}).", error=error) from error
    return run(project, read_only=read_only)


def _rehearse(project: Path, gold: Path, tell: Callable[[str], None]) -> Rehearsal:
    """Drive the window for ``simulate``; the command line knows no window."""
    from border_annotator.domain.errors import KnownError

    try:
        from border_annotator.ui.simulate.drive import rehearse
    except ImportError as error:
        if error.name is not None and error.name.split(".")[0] == "border_annotator":
            raise
        raise KnownError("The window cannot be opened, because a library is missing ({error}).", error=error) from error
    return rehearse(project, gold, tell)


def _project(arguments: list[str]) -> Path | None:
    """The project to open; ``None`` for the sample. Raises ``KnownError`` when a named one is not there."""
    from pathlib import Path

    from border_annotator.domain.errors import KnownError

    if arguments == ["--sample"]:
        return None
    if len(arguments) > 1:
        raise KnownError(
            "“{arguments}” is not a command, and the window opens one project: see “border-annotator --help”.",
            arguments=arguments[0],
        )
    if arguments:
        path = Path(arguments[0])
        if not path.is_file():
            commands = ", ".join(COMMANDS)
            raise KnownError(
                "{path} is neither a project that is there nor a command ({commands}).", path=path, commands=commands
            )
        return path
    from border_annotator.settings import paths
    from border_annotator.settings.store import Settings

    last = Settings(paths.settings_file()).text("last_project")
    return Path(last) if last and Path(last).is_file() else None


if __name__ == "__main__":
    sys.exit(main())
