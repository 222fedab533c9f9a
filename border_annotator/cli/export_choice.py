"""What the options of ``border-annotator export`` choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.services.export_memory import last_export
from border_annotator.services.queue import day_of
from border_annotator.settings import paths
from border_annotator.settings.store import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import typer

    from border_annotator.services.export_choice import ExportChoice

STATES = {stand.value.replace("_", "-"): stand for stand in Stand}


BESIDE_AGAIN = frozenset({"project", "out", "again", "losses", "preview", "as_json"})
"""What may be said beside ``--again``."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which articles the options mean, in their words."""

    states: Sequence[str]
    sources: Iterable[str] | None
    languages: Iterable[str] | None
    with_events: Iterable[str] | None
    with_entities: Iterable[str] | None
    since: str
    until: str
    search: str
    title: str
    is_undated: bool


def queue_filter(chosen: Chosen) -> QueueFilter:
    """The filter that means the chosen articles; raises ``KnownError`` for an unknown state and a wrong day."""
    stands = set()
    for name in chosen.states:
        stand = STATES.get(name.replace("_", "-"))
        if stand is None:
            raise KnownError("“{name}” is no state: choose {states}.", name=name, states=", ".join(STATES))
        stands.add(stand.value)
    return QueueFilter(
        values={
            Facet.STATE: frozenset(stands),
            Facet.SOURCE: frozenset(chosen.sources or ()),
            Facet.LANGUAGE: frozenset(chosen.languages or ()),
            Facet.TYPE: frozenset(f"t:{name}" for name in chosen.with_events or ()),
            # Links have a colon in them, labels none.
            Facet.ENTITY: frozenset(f"l:{name}" if ":" in name else f"e:{name}" for name in chosen.with_entities or ()),
        },
        since=day_of(chosen.since, is_end=False),
        until=day_of(chosen.until, is_end=True),
        is_undated=chosen.is_undated,
        title=chosen.title,
        text=chosen.search,
    )


def chosen_again(context: typer.Context, project: Path, out: Path | None) -> tuple[ExportChoice, Path]:
    """The choices and the folder of a project's last export; another folder may be said.

    Raises ``KnownError`` where there was none, and where something else is chosen as well.
    """
    said = [
        name
        for name in context.params
        if name not in BESIDE_AGAIN
        and (source := context.get_parameter_source(name)) is not None
        and source.name == "COMMANDLINE"
    ]
    if said:
        options = ", ".join(parameter.opts[0] for parameter in context.command.params if parameter.name in said)
        raise KnownError("--again takes all choices of the last export: leave out {options}.", options=options)
    last = last_export(Settings(paths.settings_file()), project)
    if last is None:
        raise KnownError(
            "{project} was not exported yet: say the folder to write into, and what to choose.", project=project
        )
    return last.choice, out if out is not None else last.out


def folder_of(out: Path | None) -> Path:
    """The folder to write into; raises ``KnownError`` where none is said."""
    if out is None:
        raise KnownError("Say the folder to write into, after the project.")
    return out
