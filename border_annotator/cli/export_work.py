"""Exporting on a screen: how far it is, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.cli.outcome import GOOD
from border_annotator.cli.screen import counted
from border_annotator.domain.data_set import Losses
from border_annotator.services.export_articles import Exported
from border_annotator.services.export_command import command_line, command_of
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.export_losses import losses_of
from border_annotator.services.export_memory import remember_export
from border_annotator.services.export_preview import look_at_export
from border_annotator.services.project import open_project_to_read
from border_annotator.settings import paths
from border_annotator.settings.store import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.cli.screen import Screen
    from border_annotator.services.export_choice import ExportChoice


def write_data_set(screen: Screen, project: Path, out: Path, choice: ExportChoice) -> int:
    """Write what is chosen and tell what came of it."""
    written: dict[Path, None] = {}
    articles = annotations = left_out = dropped = 0
    exported = Exported(())
    with open_project_to_read(project) as opened:
        steps = export_dataset(opened, out, choice)
        try:
            with screen.progress("Exporting") as report:
                while True:
                    try:
                        step = next(steps)
                    except StopIteration as end:
                        exported = end.value
                        break
                    report(step.done, step.total, "")
                    if step.is_comparing or step.is_proving:
                        continue
                    if step.path is None:
                        left_out += 1
                    else:
                        written[step.path] = None
                        articles += 1
                    annotations += step.annotations
                    dropped += step.dropped
        except KeyboardInterrupt:
            return screen.stopped(f"stopped: {out} is as it was.")
    remember_export(Settings(paths.settings_file()), project, choice, out)
    layer = choice.source.value
    if dropped:
        screen.line(f"Left out {counted(dropped, 'reference')} to annotations that are not in the {layer} layer.")
    if left_out:
        only = " not marked as done" if choice.means_only_done else " not chosen"
        screen.line(f"Left out {counted(left_out, 'document')}{only}.")
    holding = counted(annotations, "annotation")
    whole = counted(articles, "article") if out in written else counted(len(written), "file")
    for sentence in exported.checks:
        screen.line(sentence)
    screen.line(f"Wrote {whole} to {out}, with {holding} of the {layer} layer.")
    screen.json(
        {
            "out": str(out),
            "format": choice.format_name,
            "layer": layer,
            "written": [str(path) for path in written],
            "files": [str(path) for path in exported.files],
            "seed": exported.seed,
            "checks": list(exported.checks),
            "command": command_line(command_of(project, out, choice)),
            "annotations": annotations,
            "documents_left_out": left_out,
            "references_left_out": dropped,
        }
    )
    return GOOD


def show_preview(screen: Screen, project: Path, choice: ExportChoice) -> int:
    """Show how many articles are chosen, and the first record of them."""
    with open_project_to_read(project) as opened:
        look = look_at_export(opened, choice)
    record = look.record
    screen.line(f"{look.chosen:,} of {counted(look.articles, 'article')} chosen.")
    if record is not None:
        told = ", told as text" if record.is_told else ""
        screen.line(f"The first is {record.doc_id}, in {record.file}{told}:")
        screen.text(record.content)
        if record.is_cut:
            screen.line("… and so on")
    screen.json(
        {
            "chosen": look.chosen,
            "articles": look.articles,
            "record": None
            if record is None
            else {"doc_id": record.doc_id, "file": record.file, "content": record.content, "is_cut": record.is_cut},
        }
    )
    return GOOD


def tell_losses(screen: Screen, project: Path, choice: ExportChoice) -> int:
    """Tell what the chosen format cannot carry of what is chosen."""
    found = Losses()
    with open_project_to_read(project) as opened, screen.progress("Looking") as report:
        steps = losses_of(opened, choice)
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                found = end.value
                break
            report(step.done, step.total, "")
    rows = found.rows()
    for sort, lost in rows:
        first = lost.examples[0]
        place = f", first in {first.doc_id}" + (f" at {first.span.start}" if first.span is not None else "")
        screen.line(f"{lost.count:>7,}  {sort.kind.value} {sort.what}: {sort.reason}{place}")
    screen.line(
        f"{choice.format_name} cannot carry {counted(found.total, 'thing')}."
        if rows
        else f"{choice.format_name} carries everything that is chosen."
    )
    screen.json(
        {
            "format": choice.format_name,
            "losses": [
                {
                    "kind": sort.kind.value,
                    "what": sort.what,
                    "reason": sort.reason,
                    "count": lost.count,
                    "examples": [
                        {
                            "doc_id": place.doc_id,
                            "id": place.id,
                            "start": place.span.start if place.span else None,
                            "end": place.span.end if place.span else None,
                        }
                        for place in lost.examples
                    ],
                }
                for sort, lost in rows
            ],
        }
    )
    return GOOD
