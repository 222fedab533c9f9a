"""``border-annotator recover``."""

from pathlib import Path
from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson


def recover(
    damaged: Annotated[Path, typer.Argument(metavar="DAMAGED", help="The damaged project.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The project to make.", show_default=False)],
    *,
    as_json: AsJson = False,
) -> int:
    """Save what can be read of a damaged project into a new one, and say what could not be read."""
    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.cli.screen import Screen, counted
    from border_annotator.services.recover import recover as carry_out

    screen = Screen(as_json=as_json)
    with screen.progress("Recovering") as report:
        found = carry_out(damaged, new, report)
    held = ", ".join(
        (
            counted(found.articles, "article"),
            counted(found.suggestions, "suggestion"),
            counted(found.annotations, "annotation"),
            counted(found.edits, "edit"),
        )
    )
    screen.line(f"Saved into {new}: {held}.")
    for loss in found.losses:
        screen.line(loss)
    screen.line("Everything could be read." if not found.losses else f"{damaged} is as it was: keep it.")
    screen.json(
        {
            "project": str(new),
            "articles": found.articles,
            "suggestions": found.suggestions,
            "annotations": found.annotations,
            "edits": found.edits,
            "losses": [str(loss) for loss in found.losses],
        }
    )
    return PROBLEMS if found.losses else GOOD
