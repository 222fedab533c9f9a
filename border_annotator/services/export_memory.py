"""What was chosen for the last export of each project, kept in the settings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.errors import KnownError
from border_annotator.domain.queue_filter import filter_from_plain, filter_to_plain
from border_annotator.domain.splits import Shares
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice

if TYPE_CHECKING:
    from border_annotator.settings.store import Settings

SETTING = "exports"
MOST = 50
"""Projects whose choices are kept, those that were exported last."""


@dataclass(frozen=True, slots=True)
class LastExport:
    """What was exported last, and where to."""

    choice: ExportChoice
    out: Path


def last_export(settings: Settings, project: Path) -> LastExport | None:
    """The last export of a project; what of it cannot be read is as usual, ``None`` without one."""
    kept = _all(settings).get(str(project.resolve()))
    if not isinstance(kept, dict) or not isinstance(kept.get("out"), str) or not kept["out"]:
        return None
    return LastExport(choice_from_plain(kept), Path(kept["out"]))


def remember_export(settings: Settings, project: Path, choice: ExportChoice, out: Path) -> None:
    """Keep the choices of an export for the next one of the same project."""
    kept = _all(settings)
    key = str(project.resolve())
    kept.pop(key, None)
    kept[key] = {"out": str(out.resolve()), **choice_to_plain(choice)}
    settings.set(SETTING, json.dumps(dict(list(kept.items())[-MOST:])))


def choice_to_plain(choice: ExportChoice) -> dict[str, object]:
    """The choices as plain data."""
    shares = choice.shares
    return {
        "format": choice.format_name,
        "annotations": choice.source.value,
        "reviewer": choice.layer,
        "articles": filter_to_plain(choice.queue),
        "types": sorted(choice.types),
        "text": choice.text_use.value,
        "shares": [shares.train, shares.dev, shares.test] if shares is not None else None,
        "seed": choice.seed,
        "card": choice.with_card,
        "mark": choice.with_mark,
    }


def choice_from_plain(plain: dict[str, object]) -> ExportChoice:
    """The choices that plain data describes; parts that cannot be read are as usual."""
    usual = ExportChoice()
    name, layer, seed, card = (plain.get(key) for key in ("format", "reviewer", "seed", "card"))
    source, use, types = plain.get("annotations"), plain.get("text"), plain.get("types")
    return ExportChoice(
        format_name=name if isinstance(name, str) else usual.format_name,
        source=Source(source) if isinstance(source, str) and source in frozenset(Source) else usual.source,
        layer=layer if isinstance(layer, str) else None,
        queue=filter_from_plain(plain.get("articles")),
        types=frozenset(one for one in types if isinstance(one, str)) if isinstance(types, list) else frozenset(),
        text_use=TextUse(use) if isinstance(use, str) and use in frozenset(TextUse) else usual.text_use,
        shares=_shares(plain.get("shares")),
        seed=seed if isinstance(seed, str) else None,
        with_card=card if isinstance(card, bool) else None,
        with_mark=plain.get("mark") is not False,
    )


def _shares(plain: object) -> Shares | None:
    if not isinstance(plain, list) or not all(isinstance(part, int | float) for part in plain):
        return None
    try:
        return Shares(*plain)
    except (KnownError, TypeError):
        return None


def _all(settings: Settings) -> dict[str, object]:
    try:
        kept = json.loads(settings.text(SETTING) or "{}")
    except (ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}
