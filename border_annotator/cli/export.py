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
    offsets = "offsets"


def _list_formats(asked: bool) -> None:  # noqa: FBT001 - typer calls it
    if asked:
        import sys

        from border_annotator.cli.outcome import write
        from border_annotator.services.export_formats import EXPORT_FORMATS

        write(sys.stdout, "".join(f"{known.name}\n" for known in EXPORT_FORMATS))
        raise typer.Exit


def export(
    context: typer.Context,
    project: ProjectPath,
    out: Annotated[
        Path | None,
        typer.Argument(
            metavar="OUT",
            help="The folder to write into: it gets one file per article, or one file or a few for all of them, as"
            " the format has it.",
            show_default=False,
        ),
    ] = None,
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
    with_event: Annotated[
        list[str] | None,
        typer.Option("--with-event", metavar="TYPE", help="Only documents with an event of this type."),
    ] = None,
    with_entity: Annotated[
        list[str] | None,
        typer.Option("--with-entity", metavar="NAME", help="Only documents with an entity of this label or link."),
    ] = None,
    title: Annotated[
        str, typer.Option("--title", metavar="WORDS", help="Only documents with this in the title or the source.")
    ] = "",
    undated: Annotated[bool, typer.Option("--undated", help="Only documents without a date.")] = False,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="NAME", help="Only events, entities or figures of this type."),
    ] = None,
    text: Annotated[
        TextChoice,
        typer.Option("--text", help="The whole text, with persons' names replaced, or offsets alone."),
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
    mark: Annotated[
        bool,
        typer.Option(
            "--mark/--no-mark", help="Begin CSV files with the mark by which Excel knows that they are UTF-8."
        ),
    ] = True,
    losses: Annotated[
        bool, typer.Option("--losses", help="Only say what the format cannot carry; write nothing.")
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only show the first record as the file would hold it; write nothing.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Choose as for the last export of the project, here or in the window.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Write the articles with their annotations into a folder."""
    from border_annotator.cli.export_choice import Chosen, chosen_again, folder_of, queue_filter
    from border_annotator.cli.export_work import show_preview, tell_losses, write_data_set
    from border_annotator.cli.screen import Screen
    from border_annotator.domain.data_set import TextUse
    from border_annotator.services.articles import Source
    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.services.export_command import shares_of

    states = [*(state or ()), *(["done"] if only is OnlyChoice.done else ())]
    choice = ExportChoice(
        format_name=format_name,
        source=Source(layer.value),
        layer=reviewer,
        queue=queue_filter(
            Chosen(states, source, language, with_event, with_entity, since, until, search, title, undated)
        ),
        types=frozenset(types or ()),
        text_use=TextUse(text.value),
        shares=shares_of(split) if split is not None else None,
        seed=seed,
        with_card=card,
        with_mark=mark,
    )
    screen = Screen(as_json=as_json)
    if again:
        choice, out = chosen_again(context, project, out)
    if preview:
        return show_preview(screen, project, choice)
    if losses:
        return tell_losses(screen, project, choice)
    return write_data_set(screen, project, folder_of(out), choice)
