"""``border-annotator import``."""

from pathlib import Path
from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath
from border_annotator.services.duplicates import LOWEST, THRESHOLD

ACTIONS = ("keep", "skip", "version")


def import_files(
    project: ProjectPath,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, and folders of them.", show_default=False)
    ],
    *,
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="The files' format, instead of finding it out.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in, and write nothing.")] = False,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="The texts' encoding, instead of finding it out.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FIELD=NAME",
            help="The column of a table, or the path in a JSON object, that holds a field: text=body. Repeat it for"
            " title, author, site, url, published, language and id.",
            show_default=False,
        ),
    ] = None,
    keep_original: Annotated[
        bool, typer.Option("--keep-original", help="Keep the files' bytes in the project.")
    ] = False,
    repair_mojibake: Annotated[
        bool, typer.Option("--repair-mojibake", help="Repair garbled letters (“Ã©” for “é”).")
    ] = False,
    nfc: Annotated[bool, typer.Option("--nfc", help="Compose letters and their accents (Unicode NFC).")] = False,
    keep_furniture: Annotated[
        bool, typer.Option("--keep-furniture", help="Keep what stands around the article of a web page, masked.")
    ] = False,
    duplicates: Annotated[
        str | None,
        typer.Option(
            "--duplicates",
            metavar="keep|skip|version",
            help="What to do with articles that are there already in other words or from another file; by default the"
            " same text is skipped, and what is much alike comes in linked as a version.",
        ),
    ] = None,
    threshold: Annotated[
        float,
        typer.Option("--threshold", min=LOWEST, max=1.0, help="From which likeness on two articles are versions."),
    ] = THRESHOLD,
    carry_over: Annotated[
        bool,
        typer.Option("--carry-over", help="Suggest on a version of an article what is annotated on the earlier one."),
    ] = False,
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="suggestions|layers|LAYER",
            help="How annotations come in: as suggestions that wait for a verdict, as layers of the annotators' own, or"
            " all as a named reviewer's.",
        ),
    ] = "suggestions",
    annotator: Annotated[
        list[str] | None,
        typer.Option(
            "--annotator", metavar="NAME", help="Only what this annotator made; repeat it.", show_default=False
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            help="What labels of annotations become; the rest is guessed. With --dry-run a file that is not there is"
            " written, to be changed.",
        ),
    ] = None,
    write_mapping: Annotated[
        Path | None,
        typer.Option("--write-mapping", metavar="FILE", help="Write the whole mapping to a file, guesses and all."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Import articles, and annotations that were made elsewhere: files of any kind, and folders of them."""
    from border_annotator.cli.import_annotations import AdoptOptions, Parts, adopted, adoption_planned
    from border_annotator.cli.import_lines import imported, planned
    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.domain.errors import KnownError
    from border_annotator.formats.articles.draft import Choices
    from border_annotator.services.annotation_files import sort_files
    from border_annotator.services.import_plan import Action, ImportChoices

    if duplicates is not None and duplicates not in ACTIONS:
        raise KnownError("“{value}” is no choice for duplicates: keep, skip or version.", value=duplicates)
    reading = Choices(
        encoding=encoding,
        columns=_columns(column or []),
        keeps_furniture=keep_furniture,
        repairs_mojibake=repair_mojibake,
        composes=nfc,
    )
    choices = ImportChoices(
        reading=reading,
        format_name=format_name,
        duplicates=Action(duplicates) if duplicates else None,
        threshold=threshold,
        keeps_originals=keep_original,
    )
    screen = Parts(as_json=as_json)
    files = sort_files(paths, format_name)
    code = GOOD
    if files.articles:
        if dry_run:
            code = planned(project, files.articles, choices, screen)
        else:
            code = imported(project, files.articles, choices, screen, carries=carry_over)
    if files.annotations and code in (GOOD, PROBLEMS):
        options = AdoptOptions(as_, mapping, write_mapping, tuple(annotator or ()))
        code = max(code, (adoption_planned if dry_run else adopted)(project, files.annotations, options, screen))
    screen.finish()
    return code


def _columns(written: list[str]) -> dict[str, str]:
    """What each field is read from, as it was written: ``text=body``."""
    from border_annotator.domain.errors import KnownError
    from border_annotator.formats.articles.columns import FIELDS

    found = {}
    for one in written:
        field, sign, name = one.partition("=")
        if not sign or not name or field not in FIELDS:
            raise KnownError(
                "“{written}” names no column: write text=NAME, with one of {fields} for text.",
                written=one,
                fields=", ".join(FIELDS),
            )
        found[field] = name
    return found
