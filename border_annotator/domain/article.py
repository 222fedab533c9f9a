"""One article with one set of annotations, as it travels between projects and files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from border_annotator.domain.annotation import anchor_of, is_id, label_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.figure import Figure
from border_annotator.domain.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from border_annotator.domain.annotation import Annotation, Kind
    from border_annotator.domain.document import Layout
    from border_annotator.domain.layer import ReviewState
    from border_annotator.domain.note import Note
    from border_annotator.domain.span import Span

T = TypeVar("T", Entity, Figure, Event)

_SHORT_ID = re.compile(r"f\d+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Which machine proposed an annotation, how sure it was, and why."""

    source: str
    confidence: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A suggestion that the reviewer rejected: what was proposed, why not, and who proposed it; ``id`` is its own."""

    id: str
    kind: Kind
    label: str
    span: Span
    reason: str | None
    origin: Origin


@dataclass(frozen=True)
class Article:
    """An article's annotations from one layer, without the text itself.

    The ids of the annotations are unique within the article and every reference leads to one of them. ``uids`` keeps
    the ids that the program uses, ``origins`` where suggestions came from; both are keyed by the ids used here.
    ``notes`` are the reviewer's on the article; one on an event of the article names it by the id used here.
    ``rejections`` are the suggestions that the reviewer threw out, ``kept`` what foreign files say beside all that.
    """

    doc_id: str
    text_file: str
    text_sha256: str
    n_chars: int
    layout: Layout
    language: str = "en"
    publisher: str | None = None
    entities: tuple[Entity, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    layer: str | None = None
    review: ReviewState | None = None
    uids: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    kept: Kept = field(default_factory=Kept)

    def annotations(self) -> tuple[Annotation, ...]:
        """All of them: entities, figures, events."""
        return (*self.entities, *self.figures, *self.events)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Annotations with short ids in reading order, ready for a file.

    ``uids`` leads from the new ids to the old ones. ``dropped`` says how many references led out of the set and were
    left out.
    """

    entities: tuple[Entity, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]
    uids: Mapping[str, str]
    dropped: int


def is_reference(period: str) -> bool:
    """Whether a figure's ``period`` is the id of another figure, and not a norm like ``2024-05`` or ``P3D``."""
    return is_id(period) or _SHORT_ID.fullmatch(period) is not None


def numbered(annotations: Iterable[Annotation]) -> Numbered:
    """Give annotations the ids ``e1…``, ``f1…``, ``ev1…`` in reading order; every reference follows."""
    ordered = sorted(annotations, key=_reading_order)
    entities = [a for a in ordered if isinstance(a, Entity)]
    figures = [a for a in ordered if isinstance(a, Figure)]
    events = [a for a in ordered if isinstance(a, Event)]
    ids = _ids("e", entities) | _ids("f", figures) | _ids("ev", events)
    dropped = 0
    new_figures = []
    for figure in figures:
        renamed, lost = _renamed_figure(figure, ids)
        new_figures.append(renamed)
        dropped += lost
    new_events = []
    for event in events:
        renamed_event, lost = _renamed_event(event, ids)
        new_events.append(renamed_event)
        dropped += lost
    return Numbered(
        entities=tuple(_renamed_entity(entity, ids[entity.id]) for entity in entities),
        figures=tuple(new_figures),
        events=tuple(new_events),
        uids={short: long for long, short in ids.items()},
        dropped=dropped,
    )


def with_ids(article: Article, ids: Mapping[str, str]) -> list[Annotation]:
    """An article's annotations under other ids; every reference follows, and one that is not in ``ids`` is left out."""
    figures = [_renamed_figure(figure, ids)[0] for figure in article.figures if figure.id in ids]
    events = [_renamed_event(event, ids)[0] for event in article.events if event.id in ids]
    entities = [_renamed_entity(entity, ids[entity.id]) for entity in article.entities if entity.id in ids]
    return [*entities, *figures, *events]


def _ids(prefix: str, annotations: list[T]) -> dict[str, str]:
    return {annotation.id: f"{prefix}{number}" for number, annotation in enumerate(annotations, start=1)}


def _reading_order(annotation: Annotation) -> tuple[int, int, str, str]:
    anchor = anchor_of(annotation)
    return anchor.start, anchor.end, label_of(annotation), annotation.id


def _renamed_entity(entity: Entity, key: str) -> Entity:
    # Most of an article's annotations are entities, and ``replace`` takes twice as long.
    return Entity(key, entity.span, entity.label, entity.mention, entity.link, entity.optional, entity.note)


def _renamed_figure(figure: Figure, ids: Mapping[str, str]) -> tuple[Figure, int]:
    period = figure.period
    if period is not None and (period in ids or is_reference(period)):
        period = ids.get(period)
    fresh = replace(
        figure,
        id=ids[figure.id],
        period=period,
        of_total=ids.get(figure.of_total or ""),
        repeat_of=ids.get(figure.repeat_of or ""),
        superseded_by=ids.get(figure.superseded_by or ""),
    )
    before = (figure.period, figure.of_total, figure.repeat_of, figure.superseded_by)
    after = (fresh.period, fresh.of_total, fresh.repeat_of, fresh.superseded_by)
    return fresh, sum(old is not None and new is None for old, new in zip(before, after, strict=True))


def _renamed_event(event: Event, ids: Mapping[str, str]) -> tuple[Event, int]:
    arguments = []
    for argument in event.arguments:
        if argument.ref is None:
            arguments.append(argument)
        elif argument.ref in ids:
            arguments.append(Argument(argument.role, ref=ids[argument.ref]))
    relations = tuple(Relation(r.type, ids[r.target]) for r in event.relations if r.target in ids)
    lost = len(event.arguments) - len(arguments) + len(event.relations) - len(relations)
    return replace(event, id=ids[event.id], arguments=tuple(arguments), relations=relations), lost
