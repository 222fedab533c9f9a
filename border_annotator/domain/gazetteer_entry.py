"""Names that analysts add to a project's gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.domain.fields import Fields


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """Somebody or something that a project knows by name, beside what the program's own lists know.

    ``names`` are the ways to write it, the usual one first. ``label`` and ``link`` are what a mention of it gets;
    ``country`` is an ISO code, empty when it belongs to none.
    """

    id: str
    label: str
    names: tuple[str, ...]
    link: str | None = None
    country: str = ""

    @property
    def name(self) -> str:
        """What to call it."""
        return self.names[0] if self.names else ""


def entry_to_plain(entry: GazetteerEntry) -> dict[str, object]:
    """The entry as plain data."""
    return {
        "id": entry.id,
        "label": entry.label,
        "names": list(entry.names),
        "link": entry.link,
        "country": entry.country,
    }


def entry_from_plain(fields: Fields) -> GazetteerEntry:
    """The entry that plain data describes; raises ``ShapeError``."""
    return GazetteerEntry(
        id=fields.text("id"),
        label=fields.text("label"),
        names=fields.texts("names"),
        link=fields.text_or_none("link"),
        country=fields.text_or_none("country") or "",
    )
