"""The options that stand without a command."""

from typing import Annotated

import typer


def _say_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it
    if asked:
        import sys

        from border_annotator import __version__
        from border_annotator.cli.outcome import write

        write(sys.stdout, f"border-annotator {__version__}\n")
        raise typer.Exit


def options(
    *,
    sample: Annotated[bool, typer.Option("--sample", help="Open the window on the sample project.")] = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Open the window on a project for reading only.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """What ``--help`` tells; ``__main__`` has already picked the door when this is called."""
    if sample or read_only or version:
        raise typer.BadParameter("“--sample” and “--read-only” open the window, without a command")
