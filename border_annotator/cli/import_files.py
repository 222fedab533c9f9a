"""``border-annotator import``."""

from pathlib import Path
from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath


def import_files(
    project: ProjectPath,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Text files, and folders of them.", show_default=False)
    ],
    *,
    as_json: AsJson = False,
) -> int:
    """Import text files and folders of them into a project."""
    from contextlib import closing

    from border_annotator.cli.opening import opened_for_work
    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.cli.screen import Screen, counted
    from border_annotator.services.import_documents import ImportStep, import_documents

    screen = Screen(as_json=as_json)
    imported: list[ImportStep] = []
    known: list[ImportStep] = []
    bad: list[ImportStep] = []
    total = 0
    with opened_for_work(project, "border-annotator import") as opened:
        try:
            with closing(import_documents(opened, paths)) as steps, screen.progress("Importing") as report:
                for step in steps:
                    total = step.total
                    kept = imported if step.document_id is not None else known if step.is_known else bad
                    kept.append(step)
                    report(step.done, step.total, "")
        except KeyboardInterrupt:
            return screen.stopped(f"stopped: {counted(len(imported), 'file')} of {total} imported, they stay.")
    for step in (*known, *bad):
        screen.line(f"{step.path}: {step.reason}")
    left_out = f", {len(known)} in the project already" if known else ""
    left_out += f", {len(bad)} left out" if bad else ""
    screen.line(f"Imported {counted(len(imported), 'file')}{left_out}.")
    screen.json(
        {
            "imported": [{"path": str(step.path), "id": step.document_id} for step in imported],
            "skipped": [{"path": str(step.path), "reason": step.reason} for step in (*known, *bad)],
        }
    )
    return PROBLEMS if bad else GOOD
