"""``border-annotator export``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath


class LayerChoice(StrEnum):
    """Whose annotations are written."""

    reviewed = "reviewed"
    suggestions = "suggestions"


class OnlyChoice(StrEnum):
    """Which documents are written."""

    all = "all"
    done = "done"


def _list_formats(asked: bool) -> None:  # noqa: FBT001 - typer calls it
    if asked:
        import sys

        from border_annotator.cli.outcome import write
        from border_annotator.services.export_formats import EXPORT_FORMATS

        write(sys.stdout, "".join(f"{known.name}\n" for known in EXPORT_FORMATS))
        raise typer.Exit


def export(
    project: ProjectPath,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="The folder to write into: it gets one file per article, or one file or a few for all of them, as"
            " the format has it.",
            show_default=False,
        ),
    ],
    *,
    format_name: Annotated[
        str, typer.Option("--format", metavar="NAME", help="The format; --list-formats names them.")
    ] = "native",
    _list: Annotated[
        bool,
        typer.Option("--list-formats", callback=_list_formats, is_eager=True, help="Print the formats, one a line."),
    ] = False,
    layer: Annotated[
        LayerChoice, typer.Option("--layer", help="The reviewer's annotations, or what the machine suggested.")
    ] = LayerChoice.reviewed,
    only: Annotated[
        OnlyChoice, typer.Option("--only", help="All documents, or those marked as done.")
    ] = OnlyChoice.all,
    as_json: AsJson = False,
) -> int:
    """Write the articles with their annotations into a folder."""
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen, counted
    from border_annotator.services.articles import Source
    from border_annotator.services.export_dataset import export_dataset
    from border_annotator.services.project import open_project_to_read

    screen = Screen(as_json=as_json)
    written: dict[Path, None] = {}
    articles = annotations = left_out = dropped = 0
    with open_project_to_read(project) as opened:
        steps = export_dataset(
            opened,
            out,
            format_name=format_name,
            source=Source(layer.value),
            done_only=only is OnlyChoice.done,
        )
        try:
            with screen.progress("Exporting") as report:
                for step in steps:
                    if step.path is None:
                        left_out += 1
                    else:
                        written[step.path] = None
                        articles += 1
                    annotations += step.annotations
                    dropped += step.dropped
                    report(step.done, step.total, "")
        except KeyboardInterrupt:
            if out in written:
                return screen.stopped(f"stopped: nothing was written to {out}.")
            return screen.stopped(f"stopped: {counted(len(written), 'file')} written to {out}, whole ones all of them.")
    if dropped:
        screen.line(f"Left out {counted(dropped, 'reference')} to annotations that are not in the {layer.value} layer.")
    if left_out:
        screen.line(f"Left out {counted(left_out, 'document')} not marked as done.")
    holding = counted(annotations, "annotation")
    whole = counted(articles, "article") if out in written else counted(len(written), "file")
    screen.line(f"Wrote {whole} to {out}, with {holding} of the {layer.value} layer.")
    screen.json(
        {
            "out": str(out),
            "format": format_name,
            "layer": layer.value,
            "written": [str(path) for path in written],
            "annotations": annotations,
            "documents_left_out": left_out,
            "references_left_out": dropped,
        }
    )
    return GOOD
