"""``border-annotator quarantine``."""

from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath
from border_annotator.domain.span import Span


def quarantine(
    project: ProjectPath,
    *,
    retry: Annotated[bool, typer.Option("--retry", help="Try to place everything once more.")] = False,
    item: Annotated[str | None, typer.Option("--item", metavar="ID", help="Place one alone.")] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="START-END", help="Where it stands, in characters of the article.")
    ] = None,
    surface: Annotated[str | None, typer.Option("--words", metavar="TEXT", help="The words to look for.")] = None,
    discard: Annotated[
        list[str] | None, typer.Option("--discard", metavar="ID", help="Throw one away; repeat it.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> int:
    """List imported annotations that could not be placed, and place or discard them."""
    from border_annotator.cli.opening import opened_for_work
    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.cli.screen import Screen, counted
    from border_annotator.services import quarantine as apart
    from border_annotator.services.project import open_project_to_read

    screen = Screen(as_json=as_json)
    tried: list[apart.Retried] = []
    if retry or item is not None or discard:
        place = _span(at) if at is not None else None
        with opened_for_work(project, "border-annotator quarantine") as opened:
            if discard:
                apart.discard(opened, discard)
            if item is not None:
                tried.append(apart.retry(opened, item, place=place, surface=surface))
            if retry:
                tried += apart.retry_all(opened)
    with open_project_to_read(project) as opened:
        left = apart.quarantine(opened)
        places = {one.id: apart.places_for(opened, one) for one in left}
    reasons = {one.item.id: one.reason for one in tried if one.reason is not None}
    for one in left:
        where = f"{one.file_name}, {one.doc_id}: {one.kind} {one.foreign_id} {one.label}"
        words = f" “{one.surface[:60]}” at {one.start}-{one.end}" if one.surface else ""
        screen.line(f"{one.id}  {where}{words}: {reasons.get(one.id) or one.reason}")
        if places[one.id]:
            found = ", ".join(f"{place.start}-{place.end}" for place in places[one.id][:10])
            screen.line(f"    its words stand at {found}")
    placed = sum(one.is_released for one in tried)
    said = f"{counted(placed, 'item')} placed, " if tried else ""
    screen.line(f"{said}{counted(len(left), 'item')} in quarantine.")
    screen.json(
        {
            "placed": placed,
            "quarantine": [
                {
                    "id": one.id,
                    "file": one.file_name,
                    "article": one.doc_id,
                    "document": one.document_id,
                    "kind": one.kind,
                    "foreign_id": one.foreign_id,
                    "label": one.label,
                    "surface": one.surface,
                    "start": one.start,
                    "end": one.end,
                    "reason": str(reasons.get(one.id) or one.reason),
                    "places": [[place.start, place.end] for place in places[one.id]],
                }
                for one in left
            ],
        }
    )
    return PROBLEMS if left else GOOD


def _span(written: str) -> Span:
    from border_annotator.domain.errors import KnownError

    start, _, end = written.partition("-")
    try:
        return Span(int(start), int(end))
    except ValueError:
        raise KnownError("“{written}” is no place: write START-END, like 12-20.", written=written) from None
