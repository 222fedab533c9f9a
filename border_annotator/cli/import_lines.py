"""What ``border-annotator import`` does and shows."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from border_annotator.cli.opening import opened_for_work
from border_annotator.cli.outcome import GOOD, PROBLEMS
from border_annotator.cli.screen import counted, pace
from border_annotator.services.carry_over import carry_over
from border_annotator.services.import_documents import import_documents
from border_annotator.services.import_plan import Action, plan_import
from border_annotator.services.project import open_project_to_read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from border_annotator.cli.screen import Screen
    from border_annotator.services.import_documents import ImportStep
    from border_annotator.services.import_plan import ImportChoices, PlanStep, Reached, Where
    from border_annotator.services.project import Project

SAID = {Action.KEEP: "comes in", Action.VERSION: "comes in as a version", Action.SKIP: "is skipped"}


def imported(
    project: Path, paths: Sequence[Path], choices: ImportChoices, screen: Screen, *, carries: bool = False
) -> int:
    """Import, and tell of everything that was left out or looks strange.

    When it ``carries``, the annotations of earlier versions are suggested on the later ones.
    """
    new: list[ImportStep] = []
    left: list[ImportStep] = []
    versions: list[ImportStep] = []
    total, began = 0, time.monotonic()
    with opened_for_work(project, "border-annotator import") as opened:
        try:
            with closing(import_documents(opened, paths, choices)) as steps, screen.progress("Importing") as report:
                for step in steps:
                    total = step.total
                    if step.annotations is None:  # those are brought in after the articles
                        (left if step.document_id is None else new).append(step)
                    if step.version_of is not None:
                        versions.append(step)
                    report(step.reached.bytes_read, step.reached.bytes_total, _pace(step.reached, len(new), began))
        except KeyboardInterrupt:
            return screen.stopped(f"stopped: {counted(len(new), 'file')} of {total} imported, they stay.")
        if carries:
            _carry_over(opened, versions, screen)
    known, bad = [s for s in left if s.is_known], [s for s in left if s.is_bad]
    for step in versions:
        if step.version_of is not None:
            screen.line(f"{step.where}: a version of {step.version_of.name}, {step.version_of.likeness:.0%} the same")
    for step in sorted(left, key=lambda one: one.is_bad):
        screen.line(f"{step.where}: {step.reason}")
    said = f", {len(versions)} as versions" if versions else ""
    said += f", {len(known)} in the project already" if known else ""
    said += f", {len(bad)} left out" if bad else ""
    screen.line(f"Imported {counted(len(new), 'file')}{said}.")
    screen.json(
        {
            "imported": [
                {**_place(step.where), "id": step.document_id}
                | ({"version_of": step.version_of.document_id} if step.version_of else {})
                for step in new
            ],
            "skipped": [{**_place(step.where), "reason": step.reason} for step in left],
        }
    )
    return PROBLEMS if bad else GOOD


def _carry_over(project: Project, versions: Sequence[ImportStep], screen: Screen) -> None:
    for step in versions:
        if step.version_of is not None and step.document_id is not None:
            done = carry_over(project, step.version_of.document_id, step.document_id)
            screen.line(f"{step.where}: {counted(done.added, 'annotation')} carried over as suggestions")
            for told in done.told:
                screen.line(f"    {told}")


def _pace(reached: Reached, articles: int, began: float) -> str:
    """How many articles are there, how fast they come and how long it still takes, told by the bytes."""
    seconds, share = time.monotonic() - began, reached.bytes_read / max(1, reached.bytes_total)
    left = seconds / share - seconds if share > 0 and seconds > 1 else None
    return ", ".join(
        part for part in (counted(articles, "article"), pace(articles / max(seconds, 0.001), left)) if part
    )


def planned(project: Path, paths: Sequence[Path], choices: ImportChoices, screen: Screen) -> int:
    """Tell what an import would do; nothing is written."""
    steps: list[PlanStep] = []
    with open_project_to_read(project) as opened:
        try:
            with closing(plan_import(opened, paths, choices)) as plan, screen.progress("Reading") as report:
                for step in plan:
                    if step.annotations is None:
                        steps.append(step)
                    report(step.reached.bytes_read, step.reached.bytes_total, "")
        except KeyboardInterrupt:
            return screen.stopped("stopped; nothing was written.")
    for step in steps:
        for line in _lines(step):
            screen.line(line)
    count = {action: sum(s.is_article and s.action is action for s in steps) for action in Action}
    bad = sum(not step.is_article and not step.is_expected for step in steps)
    screen.line(
        f"{counted(count[Action.KEEP] + count[Action.VERSION], 'article')} would come in,"
        f" {count[Action.VERSION]} of them as versions; {count[Action.SKIP]} would be skipped, {bad} cannot be read."
        " Nothing was written."
    )
    screen.json({"plan": [_plain(step) for step in steps]})
    return PROBLEMS if bad else GOOD


def _lines(step: PlanStep) -> list[str]:
    if not step.is_article:
        return [f"{step.where}: left out, {step.reason}"]
    date = step.published
    day = f"{date.value} ({date.basis}{', suspect' if date.suspect else ''})" if date and date.value else "no date"
    facts = [step.title, day, step.language, step.encoding, f"{step.size:,} characters", step.format]
    lines = [f"{step.where}: {SAID[step.action]}: {', '.join(fact for fact in facts if fact)}"]
    if step.duplicate is not None:
        twin = step.duplicate
        lines.append(f"    {twin.alike}: {twin.name} ({twin.likeness:.0%})")
    lines += [f"    changed: {change}" for change in step.changes]
    return lines + [f"    look at this: {doubt}" for doubt in step.doubts]


def _plain(step: PlanStep) -> dict[str, object]:
    plain: dict[str, object] = {**_place(step.where), "action": step.action.value, "reason": step.reason}
    if not step.is_article:
        return plain
    date = step.published
    plain |= {
        "format": step.format,
        "title": step.title,
        "site": step.site,
        "author": step.author,
        "url": step.url,
        "published": str(date.value) if date and date.value else None,
        "published_from": date.basis if date else None,
        "suspect": date.suspect if date else False,
        "language": step.language,
        "encoding": step.encoding,
        "characters": step.size,
        "changes": list(step.changes),
        "doubts": list(step.doubts),
    }
    if step.duplicate is not None:
        twin = step.duplicate
        plain["duplicate"] = {"alike": twin.alike.value, "of": twin.name, "likeness": round(twin.likeness, 3)}
    return plain


def _place(where: Where) -> dict[str, object]:
    place = {"path": str(where.path), "member": where.member, "place": where.place}
    return {name: value for name, value in place.items() if value}
