"""``border-annotator history``."""

from typing import TYPE_CHECKING, Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath

if TYPE_CHECKING:
    from border_annotator.cli.screen import Screen
    from border_annotator.services.told_history import ToldStep


DONE = {"edit": "did", "undo": "took back", "redo": "brought again"}


def history(
    project: ProjectPath,
    *,
    event: Annotated[
        str | None, typer.Option("--event", metavar="ID", help="Only what was done to one event.", show_default=False)
    ] = None,
    most: Annotated[
        int | None, typer.Option("--last", metavar="N", min=1, help="Only the last N steps.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Tell everything that was done, the newest first: who, when, what was before and what after."""
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen, counted
    from border_annotator.services.project import open_project_to_read
    from border_annotator.services.told_history import told_steps

    screen = Screen(as_json=as_json)
    told: list[dict[str, object]] = []
    count = 0
    with open_project_to_read(project) as opened, opened.file.moment():
        for step in told_steps(opened, event, most):
            count += 1
            if as_json:
                told.append(_plain(step))
            else:
                _show(screen, step)
    what = "to that event" if event is not None else "in this project"
    screen.line(f"{counted(count, 'step')}." if count else f"Nothing was done {what}.")
    screen.json(told)
    return GOOD


def _show(screen: "Screen", step: "ToldStep") -> None:
    head = step.headline
    undone = ", undone since" if head.is_undone else ""
    when = f"{head.at.astimezone():%Y-%m-%d %H:%M:%S}"
    screen.line(f"{head.id} · {when} · {head.who} · {DONE[head.action.value]}{undone}: {head.label}")
    for told in step.details.differences:
        screen.line(f"– {told.what}: {told.before} → {told.after}")
    if step.details.more:
        screen.line(f"– and {step.details.more:,} more")


def _plain(step: "ToldStep") -> dict[str, object]:
    head = step.headline
    return {
        "id": head.id,
        "at": head.at.isoformat(),
        "who": head.who,
        "action": head.action.value,
        "label": str(head.label),
        "is_undone": head.is_undone,
        "document": step.details.document_id or None,
        "event": step.details.event_id,
        "differences": [
            {"what": str(told.what), "before": str(told.before), "after": str(told.after)}
            for told in step.details.differences
        ],
        "more": step.details.more,
        "changes": list(step.changes),
    }
