"""What of the queue is shown, and in which order."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Stand(StrEnum):
    """How far an article is, by what the reviewer did or said; suggestions never change it."""

    UNTOUCHED = "untouched"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"


class Sort(StrEnum):
    """The orders of the queue; what cannot be told of an article puts it last, and equals keep the files' order."""

    FILES = "files"
    UNSURE = "unsure"
    NEWEST = "newest"
    MOST = "most"
    LONGEST = "longest"


class Facet(StrEnum):
    """What can be chosen by its values."""

    STATE = "state"
    SOURCE = "source"
    LANGUAGE = "language"
    TYPE = "type"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What is shown: what fits every part that is set. Of one facet's values any will do.

    The values of ``ENTITY`` are labels (``e:PLACE``) and links (``l:iso:LT``), those of ``SOURCE`` may be empty for
    articles without one. ``since`` and ``until`` are days of publication, both included; ``is_undated`` asks for the
    articles without one, whatever the days are. ``title`` must stand in the title or in the source, ``text`` is a
    search in the whole text.
    """

    values: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    since: datetime.date | None = None
    until: datetime.date | None = None
    is_undated: bool = False
    title: str = ""
    text: str = ""
    sort: Sort = Sort.FILES

    def of(self, facet: Facet) -> frozenset[str]:
        """The chosen values of a facet; none means all."""
        return self.values.get(facet, frozenset())

    def toggled(self, facet: Facet, value: str) -> QueueFilter:
        """With one value more, or without it."""
        return self.choosing(facet, self.of(facet) ^ {value})

    def choosing(self, facet: Facet, values: frozenset[str]) -> QueueFilter:
        """With these values of a facet and no others."""
        return replace(self, values={**{k: v for k, v in self.values.items() if k is not facet}, facet: values})

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        dated = self.since is not None or self.until is not None or self.is_undated
        return not (dated or self.title.strip() or self.text.strip() or any(self.values.values()))

    @property
    def needs_states_alone(self) -> bool:
        """Whether it can be answered from the articles' states, in the order of the files."""
        by_state = {Facet.STATE: self.of(Facet.STATE)}
        return self == QueueFilter(by_state, text=self.text) or self == QueueFilter(text=self.text)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is left out and the order is that of the files."""
        return self == QueueFilter()

    def cleared(self) -> QueueFilter:
        """Everything, in the same order."""
        return QueueFilter(sort=self.sort)


def filter_to_plain(wanted: QueueFilter) -> dict[str, object]:
    """The filter as plain data."""
    return {
        "values": {facet.value: sorted(values) for facet, values in wanted.values.items() if values},
        "since": wanted.since.isoformat() if wanted.since else None,
        "until": wanted.until.isoformat() if wanted.until else None,
        "undated": wanted.is_undated,
        "title": wanted.title,
        "text": wanted.text,
        "sort": wanted.sort.value,
    }


def filter_from_plain(plain: object) -> QueueFilter:
    """The filter that plain data describes; parts that cannot be read are left out."""
    if not isinstance(plain, dict):
        return QueueFilter()
    values: dict[Facet, frozenset[str]] = {}
    found = plain.get("values")
    for name, chosen in found.items() if isinstance(found, dict) else ():
        if name in frozenset(Facet) and isinstance(chosen, list):
            values[Facet(name)] = frozenset(value for value in chosen if isinstance(value, str))
    sort, title, text = plain.get("sort"), plain.get("title"), plain.get("text")
    return QueueFilter(
        values=values,
        since=_day(plain.get("since")),
        until=_day(plain.get("until")),
        is_undated=plain.get("undated") is True,
        title=title if isinstance(title, str) else "",
        text=text if isinstance(text, str) else "",
        sort=Sort(sort) if isinstance(sort, str) and sort in frozenset(Sort) else Sort.FILES,
    )


def _day(written: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
