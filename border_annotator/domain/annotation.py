"""What can be annotated: an entity, a figure or an event, as one family."""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity, entity_from_plain, entity_to_plain
from border_annotator.domain.event import Event, event_from_plain, event_to_plain
from border_annotator.domain.figure import (
    Figure,
    figure_from_plain,
    figure_pointing,
    figure_references,
    figure_to_plain,
    figure_without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.fields import Fields
    from border_annotator.domain.span import Span

Annotation = Entity | Figure | Event


_ID = re.compile("[0-9a-f]{32}")


class Kind(StrEnum):
    """The three kinds of annotation."""

    ENTITY = "entity"
    FIGURE = "figure"
    EVENT = "event"


def _ids_of_this_process() -> Iterator[int]:
    """Numbers from a place that no other process counts from: 96 of their 128 bits are random."""
    return itertools.count(int.from_bytes(os.urandom(12)) << 32)


_numbers = _ids_of_this_process()


def new_id() -> str:
    """A fresh id for an annotation, a document or a run: 32 hexadecimal digits, unique everywhere.

    Those of one process follow one another: rows that are stored together then lie together in the file, where a
    million of random ids would each be written to another page of it.
    """
    return f"{next(_numbers):032x}"


def _count_anew() -> None:
    """A process that was forked must not give the ids that its parent gives."""
    global _numbers  # noqa: PLW0603 - one counter for a process
    _numbers = _ids_of_this_process()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_count_anew)


def is_id(text: str) -> bool:
    """Whether a text has the shape of an id; a figure's ``period`` may be one, or a norm, which never has it."""
    return _ID.fullmatch(text) is not None


def kind_of(annotation: Annotation) -> Kind:
    """Which of the three kinds it is."""
    if isinstance(annotation, Entity):
        return Kind.ENTITY
    return Kind.FIGURE if isinstance(annotation, Figure) else Kind.EVENT


def label_of(annotation: Annotation) -> str:
    """An entity's label, a figure's kind, an event's type."""
    if isinstance(annotation, Entity):
        return annotation.label
    return annotation.kind if isinstance(annotation, Figure) else annotation.type


def anchor_of(annotation: Annotation) -> Span:
    """The span that stands for it in the text: an event's trigger, else the annotation's own."""
    return annotation.trigger if isinstance(annotation, Event) else annotation.span


def spans_of(annotation: Annotation) -> tuple[Span, ...]:
    """Every span it lays on the text itself (what it only refers to is left out)."""
    if isinstance(annotation, Event):
        bare = tuple(a.span for a in annotation.arguments if a.span is not None)
        return (annotation.trigger, *annotation.mentions, *bare)
    return (annotation.span,)


def references_of(annotation: Annotation) -> tuple[str, ...]:
    """The ids of the annotations it points at."""
    if isinstance(annotation, Event):
        arguments = tuple(a.ref for a in annotation.arguments if a.ref is not None)
        return arguments + tuple(r.target for r in annotation.relations)
    return figure_references(annotation) if isinstance(annotation, Figure) else ()


def pointing(annotation: Annotation, old: str, new: str) -> Annotation:
    """The annotation with everything that points at ``old`` pointing at ``new``."""
    if isinstance(annotation, Event):
        return annotation.pointing(old, new)
    return figure_pointing(annotation, old, new) if isinstance(annotation, Figure) else annotation


def without(annotation: Annotation, annotation_id: str) -> Annotation:
    """The annotation with everything that points at ``annotation_id`` taken out."""
    if isinstance(annotation, Event):
        return annotation.without(annotation_id)
    return figure_without(annotation, annotation_id) if isinstance(annotation, Figure) else annotation


def with_more(mine: Annotation, was: Annotation, now: Annotation) -> Annotation:
    """``mine`` with what ``now`` holds and ``was`` did not: roles, further mentions and relations of an event."""
    if mine == was:
        return now
    if not isinstance(mine, Event) or not isinstance(was, Event) or not isinstance(now, Event):
        return mine
    return replace(
        mine,
        mentions=(*mine.mentions, *(m for m in now.mentions if m not in (*was.mentions, *mine.mentions))),
        arguments=(*mine.arguments, *(a for a in now.arguments if a not in (*was.arguments, *mine.arguments))),
        relations=(*mine.relations, *(r for r in now.relations if r not in (*was.relations, *mine.relations))),
    )


def annotation_to_plain(annotation: Annotation) -> dict[str, object]:
    """The annotation as plain data (the shapes of the native format, without surface texts)."""
    if isinstance(annotation, Entity):
        return entity_to_plain(annotation)
    return figure_to_plain(annotation) if isinstance(annotation, Figure) else event_to_plain(annotation)


def annotation_from_plain(kind: Kind, fields: Fields) -> Annotation:
    """The annotation that plain data describes; raises ``ShapeError``."""
    if kind is Kind.ENTITY:
        return entity_from_plain(fields)
    return figure_from_plain(fields) if kind is Kind.FIGURE else event_from_plain(fields)
