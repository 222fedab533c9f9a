"""All kinds of work that are killed, and what they need loaded before the first process is split off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crashes import in_adopting, in_backups, in_commands, in_window

if TYPE_CHECKING:
    from tests.crashes.kinds import Kind

KINDS: tuple[Kind, ...] = (
    in_window.Edits(),
    in_window.UndoAndRedo(),
    in_window.ManyAtOnce(),
    in_window.Import(),
    in_window.Prelabel(),
    in_window.Export(),
    in_commands.Commands(),
    in_commands.PrelabelCommand(),
    in_commands.ExportCommand(),
    in_adopting.Adopt(),
    in_backups.Backups(),
    in_backups.Restore(),
    in_backups.Recover(),
    in_backups.OldShape(1),
    in_backups.OldShape(5),
    in_backups.OldShape(9),
)


def load() -> None:
    """Import what the work needs, so that no process of it has to; nothing here starts a thread or an application."""
    import sqlite_utils
    import typer

    import border_annotator.ui.app
    import tests.ui.reviewer

    del sqlite_utils, typer, border_annotator, tests
