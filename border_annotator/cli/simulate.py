"""``border-annotator simulate``, for developers: how much work the window makes."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath

if TYPE_CHECKING:
    from border_annotator.services.rehearsal_results import Rehearsal

Rehearse = Callable[[Path, Path, Callable[[str], None]], "Rehearsal"]


def simulate_command(rehearse: Rehearse) -> Callable[..., int]:
    """The command; ``rehearse`` drives the window, which is no business of this floor."""

    def simulate(
        project: ProjectPath,
        gold: Annotated[
            Path,
            typer.Argument(metavar="GOLD_DIR", help="A folder with gold files (native format).", show_default=False),
        ],
        *,
        as_json: AsJson = False,
    ) -> int:
        """Let a simulated reviewer turn the suggestions into the gold by keys alone, and count the work."""
        from border_annotator.cli import simulate_tables
        from border_annotator.cli.outcome import GOOD, PROBLEMS
        from border_annotator.cli.screen import Screen

        screen = Screen(as_json=as_json)
        with screen.progress("Reviewing") as report:
            told: list[str] = []

            def tell(words: str) -> None:
                told.append(words)
                report(len(told), len(told), words)

            result = rehearse(project, gold, tell)
        simulate_tables.show(screen, result)
        screen.json(simulate_tables.plain_of(result))
        is_whole = not any(article.unreached for article in (*result.reviewed, *result.from_nothing))
        return GOOD if is_whole and not result.left_out and not result.warnings else PROBLEMS

    return simulate
