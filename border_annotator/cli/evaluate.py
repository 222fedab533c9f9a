"""``border-annotator evaluate``."""

from pathlib import Path
from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath
from border_annotator.cli.export import LayerChoice


def evaluate(
    project: ProjectPath,
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="A folder with gold files (native format).", show_default=False)
    ],
    *,
    layer: Annotated[
        LayerChoice, typer.Option("--layer", help="What to compare: suggestions, or the reviewer's annotations.")
    ] = LayerChoice.suggestions,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every error, by cause, the most frequent first.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Compare a project's annotations with gold files."""
    from border_annotator.cli import evaluate_plain, evaluate_tables
    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.cli.screen import Screen, counted
    from border_annotator.services.articles import Source
    from border_annotator.services.evaluate import evaluate as run
    from border_annotator.services.project import open_project_to_read

    screen = Screen(as_json=as_json)
    with open_project_to_read(project) as opened:
        result = run(opened, gold, Source(layer.value))
    if result.articles:
        evaluate_tables.show(screen, result, f"{counted(len(result.articles), 'article')}, {layer.value} against gold")
        if errors:
            evaluate_tables.show_errors(screen, result)
    for doc_id, reason in (*result.left_out, *result.warnings):
        screen.line(f"{doc_id}: {reason}")
    screen.json(evaluate_plain.plain_of(result, layer.value, with_errors=errors))
    return PROBLEMS if result.left_out or result.warnings else GOOD
