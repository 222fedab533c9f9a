"""``border-annotator gazetteer``: the names that a project knows of its own."""

from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath


def gazetteer() -> typer.Typer:
    """The command with its three verbs."""
    app = typer.Typer(
        help="Add, list and remove the project's own names.",
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.command("add")(add)
    app.command("list")(show)
    app.command("remove")(remove)
    return app


def add(
    project: ProjectPath,
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="The name, then other ways to write it.", show_default=False)
    ],
    *,
    label: Annotated[str, typer.Option("--label", metavar="LABEL", help="The entity label, such as PLACE.")],
    link: Annotated[
        str | None, typer.Option("--link", metavar="LINK", help="What it links to; made from the name by default.")
    ] = None,
    country: Annotated[str, typer.Option("--country", metavar="CODE", help="The country's two letters.")] = "",
    as_json: AsJson = False,
) -> int:
    """Add a name that pre-labelling then knows."""
    from border_annotator.cli.opening import opened_for_work
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen
    from border_annotator.domain.gazetteer_entry import entry_to_plain
    from border_annotator.services.gazetteer import add_entry, new_entry

    screen = Screen(as_json=as_json)
    with opened_for_work(project, "border-annotator gazetteer") as opened:
        entry = new_entry(label, names, link, country)
        changes = add_entry(opened, entry)
    screen.line(f"{changes.label}: {entry.link or 'without a link'}.")
    screen.json(entry_to_plain(entry))
    return GOOD


def show(project: ProjectPath, *, as_json: AsJson = False) -> int:
    """List the project's own names."""
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen
    from border_annotator.domain.gazetteer_entry import entry_to_plain
    from border_annotator.services.gazetteer import gazetteer_entries
    from border_annotator.services.project import open_project_to_read

    screen = Screen(as_json=as_json)
    with open_project_to_read(project) as opened:
        entries = gazetteer_entries(opened)
    rows = [("; ".join(e.names), e.label, e.link or "", e.country) for e in entries]
    if rows:
        screen.table("Gazetteer", ("name", "label", "link", "country"), rows)
    else:
        screen.line("The project has no names of its own: add one with “border-annotator gazetteer add”.")
    screen.json([entry_to_plain(entry) for entry in entries])
    return GOOD


def remove(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name or the id of the entry.", show_default=False)],
    *,
    as_json: AsJson = False,
) -> int:
    """Remove one of the project's own names."""
    from border_annotator.cli.opening import opened_for_work
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen
    from border_annotator.domain.errors import KnownError
    from border_annotator.services.gazetteer import find_entries, remove_entry

    screen = Screen(as_json=as_json)
    with opened_for_work(project, "border-annotator gazetteer") as opened:
        found = find_entries(opened, name)
        if not found:
            raise KnownError("The gazetteer holds no “{name}”: see “border-annotator gazetteer list”.", name=name)
        if len(found) > 1:
            raise KnownError(
                "There are {count} entries “{name}”: give the id that “list --json” shows.", count=len(found), name=name
            )
        changes = remove_entry(opened, found[0].id)
    screen.line(f"{changes.label}.")
    screen.json({"removed": found[0].id})
    return GOOD
