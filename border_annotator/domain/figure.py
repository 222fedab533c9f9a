"""Figures: quantities and times, with what they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    import datetime

    from border_annotator.domain.fields import Fields
    from border_annotator.domain.span import Span

Number = int | float

TEMPORAL_KINDS = frozenset({"date", "date_range", "duration", "set", "clock"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity or a time (guidelines, sections 5 and 6).

    Quantities use ``value`` (or ``minimum`` and ``maximum``), ``comparator`` (``eq``, ``at_least`` …), ``change``
    (``additional`` … a change is never a stock), ``unit`` from the schema's closed list, and ``counted``, a singular
    noun phrase. Times use ``norm`` (TIMEX3-like), ``start_date`` and ``end_date`` (both inclusive), ``basis`` and
    ``bound`` (``from`` or ``until``). ``period``, ``of_total``, ``repeat_of`` and ``superseded_by`` hold the id of
    another figure of the same document; ``period`` may also be a norm.
    """

    id: str
    span: Span
    kind: str
    value: Number | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    comparator: str | None = None
    change: str | None = None
    unit: str | None = None
    counted: str | None = None
    period: str | None = None
    of_total: str | None = None
    repeat_of: str | None = None
    superseded_by: str | None = None
    norm: str | None = None
    start_date: datetime.date | None = None
    end_date: datetime.date | None = None
    basis: str | None = None
    bound: str | None = None
    optional: bool = False
    note: str | None = None

    @property
    def is_temporal(self) -> bool:
        """Whether it is a time and not a quantity."""
        return self.kind in TEMPORAL_KINDS


def figure_references(figure: Figure) -> tuple[str, ...]:
    """The ids of the figures that this one points at (a ``period`` may be a norm instead of an id)."""
    return tuple(x for x in (figure.period, figure.of_total, figure.repeat_of, figure.superseded_by) if x is not None)


def figure_pointing(figure: Figure, old: str, new: str | None) -> Figure:
    """The figure with everything that points at ``old`` pointing at ``new``, or at nothing."""
    return replace(
        figure,
        period=new if figure.period == old else figure.period,
        of_total=new if figure.of_total == old else figure.of_total,
        repeat_of=new if figure.repeat_of == old else figure.repeat_of,
        superseded_by=new if figure.superseded_by == old else figure.superseded_by,
    )


def figure_without(figure: Figure, figure_id: str) -> Figure:
    """The figure with everything that points at ``figure_id`` taken out."""
    return figure_pointing(figure, figure_id, None)


def figure_to_plain(figure: Figure) -> dict[str, object]:
    """The figure as plain data: all of a quantity's or a time's own fields, and whatever else it has."""
    plain: dict[str, object] = {
        "id": figure.id,
        "kind": figure.kind,
        "start": figure.span.start,
        "end": figure.span.end,
    }
    times: dict[str, object] = {
        "norm": figure.norm,
        "start_date": figure.start_date.isoformat() if figure.start_date else None,
        "end_date": figure.end_date.isoformat() if figure.end_date else None,
        "basis": figure.basis,
    }
    if figure.is_temporal:
        plain |= times
        plain |= {key: value for key, value in _quantity_to_plain(figure).items() if value is not None}
    else:
        plain |= _quantity_to_plain(figure)
        plain |= {key: value for key, value in times.items() if value is not None}
    if figure.bound is not None:
        plain["bound"] = figure.bound
    if figure.optional:
        plain["optional"] = True
    if figure.note is not None:
        plain["note"] = figure.note
    return plain


def _quantity_to_plain(figure: Figure) -> dict[str, object]:
    return {
        "value": figure.value,
        "min": figure.minimum,
        "max": figure.maximum,
        "comparator": figure.comparator,
        "change": figure.change,
        "unit": figure.unit,
        "counted": figure.counted,
        "period": figure.period,
        "of_total": figure.of_total,
        "repeat_of": figure.repeat_of,
        "superseded_by": figure.superseded_by,
    }


def figure_from_plain(fields: Fields) -> Figure:
    """The figure that plain data describes; raises ``ShapeError``."""
    start_date, end_date = fields.date_or_none("start_date"), fields.date_or_none("end_date")
    if start_date and end_date and end_date < start_date:
        raise fields.wrong("end_date", say("is before the start date"))
    return Figure(
        id=fields.text("id"),
        span=fields.span(),
        kind=fields.text("kind"),
        value=fields.number_or_none("value"),
        minimum=fields.number_or_none("min"),
        maximum=fields.number_or_none("max"),
        comparator=fields.text_or_none("comparator"),
        change=fields.text_or_none("change"),
        unit=fields.text_or_none("unit"),
        counted=fields.text_or_none("counted"),
        period=fields.text_or_none("period"),
        of_total=fields.text_or_none("of_total"),
        repeat_of=fields.text_or_none("repeat_of"),
        superseded_by=fields.text_or_none("superseded_by"),
        norm=fields.text_or_none("norm"),
        start_date=start_date,
        end_date=end_date,
        basis=fields.text_or_none("basis"),
        bound=fields.text_or_none("bound"),
        optional=fields.flag("optional"),
        note=fields.text_or_none("note"),
    )
