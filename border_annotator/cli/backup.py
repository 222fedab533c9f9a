"""``border-annotator backup``, ``backups`` and ``restore``."""

from typing import TYPE_CHECKING, Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath

if TYPE_CHECKING:
    from border_annotator.cli.screen import Screen
    from border_annotator.services.backups import Comparison, Missing
    from border_annotator.storage.backup_facts import Contents


def backup(project: ProjectPath, *, as_json: AsJson = False) -> int:
    """Make a backup of a project, also while it is open in the window."""
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen
    from border_annotator.services.backups import back_up

    screen = Screen(as_json=as_json)
    with screen.progress("Copying and checking") as report:
        made = back_up(project, watch=lambda done, total: report(done, total, ""))
    screen.line(f"Made and checked {made.path} ({_megabytes(made.size)}).")
    screen.json({"path": str(made.path), "made_at": made.made_at.isoformat(), "bytes": made.size})
    return GOOD


def backups(project: ProjectPath, *, as_json: AsJson = False) -> int:
    """List a project's backups, the newest first."""
    from border_annotator.cli.outcome import GOOD
    from border_annotator.cli.screen import Screen
    from border_annotator.services.backups import backups_folder, custom_of, list_backups

    screen = Screen(as_json=as_json)
    found = list_backups(project)
    folder = backups_folder(project)
    if not found:
        screen.line(f"There are no backups in {folder}: “border-annotator backup {project}” makes one.")
    rows = []
    for number, listed in enumerate(found, start=1):
        made = listed.backup
        held = _cells(listed.contents) if listed.contents is not None else ("cannot be read", "", "", "")
        when = f"{made.made_at.astimezone():%Y-%m-%d %H:%M:%S}"
        rows.append((str(number), when, made.why.value.replace("-", " "), _megabytes(made.size), *held))
    screen.table(f"Backups in {folder}", ("", "made", "why", "size", "articles", "annotations", "notes", "edits"), rows)
    screen.line(custom_of(project))
    screen.json(
        [
            {
                "number": number,
                "path": str(listed.backup.path),
                "made_at": listed.backup.made_at.isoformat(),
                "why": listed.backup.why.value,
                "bytes": listed.backup.size,
                **(_plain(listed.contents) if listed.contents is not None else {"problem": listed.problem}),
            }
            for number, listed in enumerate(found, start=1)
        ]
    )
    return GOOD


def restore(
    project: ProjectPath,
    wanted: Annotated[
        str,
        typer.Argument(metavar="BACKUP", help="A number or a name of “backups”, or any file.", show_default=False),
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> int:
    """Go back to a backup. What differs is shown first; the project as it is now is kept as a backup too."""
    import sys

    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.cli.screen import Screen
    from border_annotator.domain.errors import KnownError
    from border_annotator.services.backups import compare, find_backup
    from border_annotator.services.backups import restore as carry_out

    screen = Screen(as_json=as_json)
    chosen = find_backup(project, wanted)
    comparison = compare(project, chosen)
    _show(screen, comparison)
    if comparison.is_same:
        screen.line("The project holds the same as the backup: there is nothing to restore.")
        screen.json({"restored": False, "comparison": _compared(comparison)})
        return GOOD
    if not yes:
        if as_json or not sys.stdin.isatty():
            raise KnownError("Nothing was restored: say --yes when this is what you want.")
        if not typer.confirm(f"Restore {chosen.path.name}?"):
            screen.line("Nothing was restored.")
            return PROBLEMS
    with screen.progress("Restoring") as report:
        done = carry_out(project, chosen, watch=lambda done, total: report(done, total, ""))
    kept = f" As it was before it is kept as {done.kept}." if done.kept is not None else ""
    screen.line(f"{project} is again as {chosen.path.name} has it.{kept}")
    screen.json(
        {
            "restored": True,
            "backup": str(chosen.path),
            "kept": str(done.kept) if done.kept is not None else None,
            "comparison": _compared(comparison),
        }
    )
    return GOOD


def _show(screen: "Screen", found: "Comparison") -> None:
    then = _cells(found.then)
    if found.now is None:
        screen.line(f"The project cannot be read: {found.problem}")
    now = _cells(found.now) if found.now is not None else ("?",) * len(then)
    names = ("articles", "annotations", "notes", "edits")
    screen.table("", ("", "now", "backup"), list(zip(names, now, then, strict=True)))
    if found.is_another_project:
        screen.line("It is a backup of another project.")
    _show_missing(screen, "would go", found.goes)
    _show_missing(screen, "would come back", found.comes)


def _show_missing(screen: "Screen", what: str, missing: "Missing") -> None:
    from border_annotator.cli.screen import counted
    from border_annotator.services.backups import TOLD

    if missing.articles:
        named = ", ".join(missing.articles[:TOLD])
        more = f" and {len(missing.articles) - TOLD} more" if len(missing.articles) > TOLD else ""
        screen.line(f"{counted(len(missing.articles), 'article')} {what}: {named}{more}.")
    if missing.edits:
        screen.line(f"{counted(missing.edits, 'edit')} {what}, the last ones first:")
        for edit in missing.newest:
            screen.line(f"– {edit.at.astimezone():%Y-%m-%d %H:%M:%S}  {edit.label}")


def _compared(found: "Comparison") -> dict[str, object]:
    return {
        "now": _plain(found.now) if found.now is not None else {"problem": found.problem},
        "backup": _plain(found.then),
        "is_another_project": found.is_another_project,
        **{
            side: {
                "articles": list(missing.articles),
                "edits": missing.edits,
                "newest": [{"at": edit.at.isoformat(), "label": edit.label} for edit in missing.newest],
            }
            for side, missing in (("goes", found.goes), ("comes", found.comes))
        },
    }


def _cells(found: "Contents") -> tuple[str, str, str, str]:
    return f"{found.articles:,}", f"{found.annotations:,}", f"{found.notes:,}", f"{found.edits:,}"


def _plain(found: "Contents") -> dict[str, object]:
    return {
        "articles": found.articles,
        "annotations": found.annotations,
        "notes": found.notes,
        "edits": found.edits,
        "edited_at": found.edited_at.isoformat() if found.edited_at is not None else None,
    }


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
