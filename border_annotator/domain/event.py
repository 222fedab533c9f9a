"""Events: what happened, told by a trigger, arguments and attributes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from border_annotator.domain.fields import Fields
    from border_annotator.domain.span import Span


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills one role: another annotation of the document (``ref``, its id) or a bare ``span``, never both."""

    role: str
    ref: str | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        if (self.ref is None) == (self.span is None):
            raise ValueError("an argument is either a reference or a span")


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event happens; both dates are inclusive, an open end is ``None``."""

    norm: str | None = None
    start_date: datetime.date | None = None
    end_date: datetime.date | None = None
    precision: str = "unknown"
    basis: str = "none"


@dataclass(frozen=True, slots=True)
class EventGeo:
    """Where an event happens: ISO 3166-1 alpha-2 codes, sorted, and how exact that is."""

    countries: tuple[str, ...] = ()
    precision: str = "unknown"


@dataclass(frozen=True, slots=True)
class Relation:
    """How an event stands to another one of the same document (``target`` is its id)."""

    type: str
    target: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event with its trigger, further mentions, arguments and attributes (guidelines, section 4).

    ``not_stated`` names the roles, sorted, of which the reviewer says that the text does not tell who or what fills
    them; a role that is filled is never among them.
    """

    id: str
    type: str
    trigger: Span
    mentions: tuple[Span, ...] = ()
    arguments: tuple[Argument, ...] = ()
    status: str = "occurred"
    polarity: str = "positive"
    genericity: str = "specific"
    attribution: str = "narrator"
    mode: str | None = None
    severity: int = 1
    time: EventTime = EventTime()
    geo: EventGeo = EventGeo()
    relations: tuple[Relation, ...] = ()
    optional: bool = False
    note: str | None = None
    not_stated: tuple[str, ...] = ()

    def fillers(self, role: str) -> tuple[Argument, ...]:
        """The arguments that fill ``role``, in their order."""
        return tuple(argument for argument in self.arguments if argument.role == role)

    def saying(self, role: str, *, is_stated: bool) -> Event:
        """The event with ``role`` answered as “not stated”, which empties it, or with that answer taken back."""
        others = {name for name in self.not_stated if name != role}
        if is_stated:
            return replace(self, not_stated=tuple(sorted(others)))
        kept = tuple(argument for argument in self.arguments if argument.role != role)
        return replace(self, arguments=kept, not_stated=tuple(sorted(others | {role})))

    def is_answered(self, role: str) -> bool:
        """Whether something fills a role, or the reviewer says that the text does not."""
        return bool(self.fillers(role)) or role in self.not_stated

    def pointing(self, old: str, new: str) -> Event:
        """The event with everything that points at ``old`` pointing at ``new``, each filler once in a role."""
        arguments = (replace(a, ref=new) if a.ref == old else a for a in self.arguments)
        relations = (replace(r, target=new) if r.target == old else r for r in self.relations)
        return replace(self, arguments=tuple(dict.fromkeys(arguments)), relations=tuple(dict.fromkeys(relations)))

    def without(self, annotation_id: str) -> Event:
        """The event with everything that points at that annotation taken out."""
        return replace(
            self,
            arguments=tuple(a for a in self.arguments if a.ref != annotation_id),
            relations=tuple(r for r in self.relations if r.target != annotation_id),
        )


def event_to_plain(event: Event) -> dict[str, object]:
    """The event as plain data."""
    plain: dict[str, object] = {
        "id": event.id,
        "type": event.type,
        "trigger": {"start": event.trigger.start, "end": event.trigger.end},
        "mentions": [{"start": m.start, "end": m.end} for m in event.mentions],
        "args": [_argument_to_plain(a) for a in event.arguments],
        "attributes": {
            "status": event.status,
            "polarity": event.polarity,
            "genericity": event.genericity,
            "attribution": event.attribution,
            "mode": event.mode,
            "severity": event.severity,
            "time": {
                "norm": event.time.norm,
                "start_date": event.time.start_date.isoformat() if event.time.start_date else None,
                "end_date": event.time.end_date.isoformat() if event.time.end_date else None,
                "precision": event.time.precision,
                "basis": event.time.basis,
            },
            "geo": {"countries": list(event.geo.countries), "precision": event.geo.precision},
        },
    }
    if event.not_stated:
        plain["not_stated"] = list(event.not_stated)
    if event.relations:
        plain["relations"] = [{"type": r.type, "target": r.target} for r in event.relations]
    if event.optional:
        plain["optional"] = True
    if event.note is not None:
        plain["note"] = event.note
    return plain


def event_from_plain(fields: Fields) -> Event:
    """The event that plain data describes; raises ``ShapeError``."""
    attributes = fields.fields("attributes")
    time, geo = attributes.fields_or_none("time"), attributes.fields_or_none("geo")
    return Event(
        id=fields.text("id"),
        type=fields.text("type"),
        trigger=fields.fields("trigger").span(),
        mentions=tuple(mention.span() for mention in fields.items("mentions")),
        arguments=tuple(_argument_from_plain(argument) for argument in fields.items("args")),
        status=attributes.text("status"),
        polarity=attributes.text("polarity"),
        genericity=attributes.text("genericity"),
        attribution=attributes.text("attribution"),
        mode=attributes.text_or_none("mode"),
        severity=attributes.integer("severity"),
        time=EventTime() if time is None else _time_from_plain(time),
        geo=EventGeo() if geo is None else EventGeo(geo.texts("countries"), geo.text("precision")),
        relations=tuple(Relation(r.text("type"), r.text("target")) for r in fields.items("relations")),
        optional=fields.flag("optional"),
        note=fields.text_or_none("note"),
        not_stated=fields.texts("not_stated"),
    )


def _argument_to_plain(argument: Argument) -> dict[str, object]:
    if argument.span is not None:
        return {"role": argument.role, "start": argument.span.start, "end": argument.span.end}
    return {"role": argument.role, "ref": argument.ref}


def _argument_from_plain(fields: Fields) -> Argument:
    if "ref" in fields:
        return Argument(fields.text("role"), ref=fields.text("ref"))
    return Argument(fields.text("role"), span=fields.span())


def _time_from_plain(fields: Fields) -> EventTime:
    return EventTime(
        norm=fields.text_or_none("norm"),
        start_date=fields.date_or_none("start_date"),
        end_date=fields.date_or_none("end_date"),
        precision=fields.text("precision"),
        basis=fields.text("basis"),
    )
