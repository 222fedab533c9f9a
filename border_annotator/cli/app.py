"""The command line as a whole: the commands by name, and how they end."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from border_annotator.cli.outcome import BUG, GOOD, STOPPED, WRONG_USE, complain
from border_annotator.domain.errors import KnownError
from border_annotator.settings.logs import start_logging

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

    from border_annotator.cli.simulate import Rehearse

PROGRAM = "border-annotator"
HELP = """Turn news articles about border security into reviewed, labelled event data.

Without a command it opens the window: on PROJECT when one is named, else on the project that was open last; with
--sample on the sample project.

It ends with 0 when all went well, 1 when the work found problems, 2 for wrong use or when something is in the way,
130 when it was stopped with Ctrl+C, and 70 for a fault of its own, which the log then tells about."""

log = logging.getLogger(__name__)


def run(arguments: list[str], rehearse: Rehearse) -> int:
    """Carry out a command; returns the exit code and never raises. ``rehearse`` drives the window for ``simulate``."""
    try:
        return guarded(lambda: _run(arguments, rehearse))
    except SystemExit:
        # typer's way to say that nobody reads its help any more.
        return GOOD


def _run(arguments: list[str], rehearse: Rehearse) -> int:
    import typer

    try:
        code = _app(rehearse)(args=arguments, prog_name=PROGRAM, standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:  # known by a method alone; without it, it is raised again
        # typer brings its own copy of click from some version on, so its errors cannot be named by their class.
        format_message = getattr(error, "format_message", None)
        if format_message is None:
            raise
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else PROGRAM
        complain(f"{format_message().rstrip('.')}. See “{path} --help”.")
        return WRONG_USE
    return code if isinstance(code, int) else GOOD


def guarded(work: Callable[[], int]) -> int:
    """Do ``work`` and turn what it raises into one line and an exit code."""
    try:
        return work()
    except KnownError as error:
        complain(str(error))
        return WRONG_USE
    except KeyboardInterrupt:
        complain("stopped: what was finished stays.")
        return STOPPED
    except Exception:  # the last one who can tell of a fault: nobody is above
        path = start_logging()
        log.exception("A fault of the program")
        where = f"{path} tells more" if path else "there is no log on this computer"
        complain(f"this is a fault of the program, your project is as it was; {where}.")
        return BUG


def _app(rehearse: Rehearse) -> typer.Typer:
    import typer

    from border_annotator.cli.backup import backup, backups, restore
    from border_annotator.cli.check import check
    from border_annotator.cli.evaluate import evaluate
    from border_annotator.cli.export import export
    from border_annotator.cli.gazetteer import gazetteer
    from border_annotator.cli.history import history
    from border_annotator.cli.import_files import import_files
    from border_annotator.cli.new import new
    from border_annotator.cli.options import options
    from border_annotator.cli.prelabel import prelabel
    from border_annotator.cli.quarantine import quarantine
    from border_annotator.cli.recover import recover
    from border_annotator.cli.simulate import simulate_command
    from border_annotator.cli.stats import stats

    app = typer.Typer(
        help=HELP,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        subcommand_metavar="[PROJECT | COMMAND ...]",
    )
    app.callback()(options)
    commands: dict[str, Callable[..., int]] = {
        "new": new,
        "import": import_files,
        "prelabel": prelabel,
        "export": export,
        "evaluate": evaluate,
        "stats": stats,
        "quarantine": quarantine,
        "check": check,
        "history": history,
        "backup": backup,
        "backups": backups,
        "restore": restore,
        "recover": recover,
        "simulate": simulate_command(rehearse),
    }
    for name, command in commands.items():
        app.command(name)(command)
    app.add_typer(gazetteer(), name="gazetteer")
    return app
