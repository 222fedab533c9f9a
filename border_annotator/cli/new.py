"""``border-annotator new``."""

from pathlib import Path
from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath


def new(
    project: ProjectPath,
    *,
    schema: Annotated[
        Path | None, typer.Option("--schema", metavar="FILE", help="The event schema; the program's own by default.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Make a new, empty project."""
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen
    from border_annotator.services.project import create_project

    screen = Screen(as_json=as_json)
    with create_project(project, schema, program="border-annotator new") as made:
        types, labels = len(made.schema.event_types), len(made.schema.entity_labels)
    screen.line(f"Made {project} with {types} event types and {labels} entity labels.")
    screen.json({"project": str(project), "event_types": types, "entity_labels": labels})
    return GOOD
