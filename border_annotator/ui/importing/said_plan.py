"""What is said of one article of a plan: its row, and all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.languages import language_name
from border_annotator.services.duplicates import Alike
from border_annotator.services.import_plan import Action
from border_annotator.ui.importing.lines import Line
from border_annotator.ui.importing.plan import looks_wrong
from border_annotator.ui.said import said
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.document import PublicationDate
    from border_annotator.services.duplicates import Duplicate
    from border_annotator.services.import_plan import PlanStep, Where

BASES = {
    "header": "from the header",
    "byline": "from the byline",
    "dateline": "from the dateline",
    "metadata": "from the file's data",
    "file_name": "from the file's name",
    "reviewer": "by the reviewer",
}
STATES = {
    Action.KEEP: ("✓ comes in", "done"),
    Action.VERSION: ("≈ version", "accent"),
    Action.SKIP: ("– skipped", "quiet"),
}
SEVERAL = " · "


def line_of(step: PlanStep, action: Action, base: Path | None) -> Line:
    """The row of a step; places are said from ``base`` on."""
    place = said_where(step.where, base)
    if step.annotations is not None:
        return Line(tr("→ annotations"), place, "", said(step.reason or ""), "accent")
    if not step.is_article:
        state, look = (tr("– left out"), "quiet") if step.is_expected else (tr("! left out"), "attention")
        reason = said(step.reason or "")
        return Line(state, place, "", reason, look, warns=not step.is_expected)
    words, look = STATES[action]
    state = tr(words)
    right = SEVERAL.join(
        (_said_day(step.published), tr(language_name(step.language)) if step.language else tr("unknown language"))
    )
    below = place
    twin = said_twin(step.duplicate) if step.duplicate is not None else ""
    doubt = said(step.doubts[0]) if step.doubts else _said_suspect(step.published)
    if is_strange := looks_wrong(step):
        below = SEVERAL.join(filter(None, (tr("look at this: {doubt}", doubt=doubt), twin, place)))
    elif twin:
        below = SEVERAL.join((twin, place))
    return Line(state, step.title, right, below, look, warns=is_strange)


def details_of(step: PlanStep, action: Action) -> list[str]:
    """All that is known of a step, in lines."""
    if not step.is_article:
        return [str(step.where), said(step.reason or "")]
    lines = [step.title, str(step.where)]
    facts = [
        _said_date(step.published),
        tr(language_name(step.language)) if step.language else "",
        tr_count("{count} character", "{count} characters", step.size),
        step.format,
        tr("encoding {name}", name=step.encoding) if step.encoding else "",
        step.site or "",
        tr("by {author}", author=step.author) if step.author else "",
        step.url or "",
    ]
    lines.append(SEVERAL.join(fact for fact in facts if fact))
    if step.duplicate is not None:
        lines.append(said_twin(step.duplicate))
    if action is Action.SKIP and step.reason:
        lines.append(tr("Skipped: {reason}", reason=said(step.reason)))
    lines += [tr("Look at this: {doubt}", doubt=said(doubt)) for doubt in step.doubts]
    if suspect := _said_suspect(step.published):
        lines.append(tr("Look at this: {doubt}", doubt=suspect))
    return lines + [tr("Changed: {change}", change=said(change)) for change in step.changes]


def said_where(where: Where, base: Path | None) -> str:
    """Where an article stands, without the folders that all have in common."""
    path = where.path
    if base is not None and path.is_relative_to(base):
        path = path.relative_to(base)
    inside = ", ".join(part for part in (where.member, where.place) if part)
    return f"{path}: {inside}" if inside else str(path)


def said_twin(twin: Duplicate) -> str:
    """What an article is a duplicate of."""
    if twin.alike is Alike.FILE:
        return tr("the same file as {name}", name=twin.name)
    if twin.alike is Alike.TEXT:
        return tr("the same text as {name}", name=twin.name)
    return tr("{share} % the same as {name}", share=round(100 * twin.likeness), name=twin.name)


def _said_day(date: PublicationDate | None) -> str:
    return date.value.isoformat() if date is not None and date.value is not None else tr("no date")


def _said_date(date: PublicationDate | None) -> str:
    where = tr(BASES[date.basis]) if date is not None and date.value is not None and date.basis in BASES else ""
    return f"{_said_day(date)} ({where})" if where else _said_day(date)


def _said_suspect(date: PublicationDate | None) -> str:
    if date is None or not date.suspect:
        return ""
    return tr("the date is in doubt: {note}", note=date.note) if date.note else tr("the date is in doubt")
