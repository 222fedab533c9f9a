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
    both = "both"


class OnlyChoice(StrEnum):
    """Which documents are written."""

    all = "all"
    done = "done"


class TextChoice(StrEnum):
    """What is written of the texts."""

    whole = "whole"
    redacted = "redacted"


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
        LayerChoice,
        typer.Option("--layer", help="The reviewer's annotations, what machines suggested, or both."),
    ] = LayerChoice.reviewed,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="NAME", help="Whose layer, where there are several.")
    ] = None,
    only: Annotated[
        OnlyChoice, typer.Option("--only", help="All documents, or those marked as done.")
    ] = OnlyChoice.all,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help="Only documents that are untouched, in-progress, done, skipped."),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only documents from this source.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="CODE", help="Only documents in this language.")
    ] = None,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="Only documents published then or later.")] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DAY", help="Only documents published then or earlier.")
    ] = "",
    search: Annotated[
        str, typer.Option("--search", metavar="WORDS", help="Only documents in which this is found.")
    ] = "",
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="NAME", help="Only events, entities or figures of this type."),
    ] = None,
    text: Annotated[
        TextChoice, typer.Option("--text", help="The whole text, or with the names of persons replaced.")
    ] = TextChoice.whole,
    split: Annotated[
        str | None, typer.Option("--split", metavar="TRAIN/DEV/TEST", help="Split the data set, like 80/10/10.")
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="WORD", help="What the split is drawn with; chosen if not given.")
    ] = None,
    card: Annotated[
        bool | None,
        typer.Option(
            "--card/--no-card", help="Write a card, a manifest and what was reviewed. All formats but native do."
        ),
    ] = None,
    losses: Annotated[
        bool, typer.Option("--losses", help="Only say what the format cannot carry; write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Write the articles with their annotations into a folder."""
    from border_annotator.cli.export_choice import queue_filter, shares_of
    from border_annotator.cli.export_work import tell_losses, write_data_set
    from border_annotator.cli.screen import Screen
    from border_annotator.domain.data_set import TextUse
    from border_annotator.services.articles import Source
    from border_annotator.services.export_choice import ExportChoice

    states = [*(state or ()), *(["done"] if only is OnlyChoice.done else ())]
    choice = ExportChoice(
        format_name=format_name,
        source=Source(layer.value),
        layer=reviewer,
        queue=queue_filter(states, source or (), language or (), since, until, search),
        types=frozenset(types or ()),
        text_use=TextUse(text.value),
        shares=shares_of(split) if split is not None else None,
        seed=seed,
        with_card=card,
    )
    screen = Screen(as_json=as_json)
    return tell_losses(screen, project, choice) if losses else write_data_set(screen, project, out, choice)
