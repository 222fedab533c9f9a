"""What the engine saw of everything that it proposes: the ground for how sure it is and for the reason it gives."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.nlp.composed_names import Mention
    from border_annotator.nlp.fillers import Stage
    from border_annotator.nlp.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Proposed:
    """An annotation before it becomes a suggestion; ``source`` names the rule or model.

    ``mention`` is what was read as a name, ``trigger`` what was read as an event.
    """

    value: Annotation
    source: str
    mention: Mention | None = None
    trigger: Trigger | None = None


class Sights:
    """The article as it was read, with everything that is proposed for it.

    ``stages`` are its pieces in order. Nothing is computed before it is asked for, and each thing once.
    """

    def __init__(self, document: Document, schema: Schema, stages: list[Stage], proposed: Iterable[Proposed]) -> None:
        self.document = document
        self.schema = schema
        self._stages = stages
        self._begins = [stage.offset for stage in stages]
        # Where the tokens of a piece begin, by the piece's own begin.
        self._starts: dict[int, list[int]] = {}
        self.by_id: dict[str, Annotation] = {}
        self.roles: dict[str, list[tuple[str, Event]]] = defaultdict(list)
        self.surfaces: Counter[str] = Counter()
        self.types: Counter[tuple[int, str]] = Counter()
        for item in proposed:
            value = item.value
            self.by_id[value.id] = value
            if isinstance(value, Entity):
                self.surfaces[value.span.text_in(document.text)] += 1
            elif isinstance(value, Event):
                self.types[self._sentence(value.trigger), value.type] += 1
                for argument in value.arguments:
                    if argument.ref is not None:
                        self.roles[argument.ref].append((argument.role, value))

    def stage_of(self, span: Span) -> Stage:
        """The piece that a span lies in."""
        return self._stages[max(0, bisect_right(self._begins, span.start) - 1)]

    def token_at(self, span: Span) -> Token | None:
        """The last token that begins inside a span: of a phrase the noun that it is about."""
        stage = self.stage_of(span)
        starts = self._starts.get(stage.offset)
        if starts is None:
            starts = stage.doc.to_array("IDX").tolist()
            self._starts[stage.offset] = starts
        last = bisect_left(starts, span.end - stage.offset) - 1
        return stage.doc[last] if last >= 0 and starts[last] >= span.start - stage.offset else None

    def model_label(self, span: Span) -> str | None:
        """What the language model calls a name that covers the end of a span, ``None`` when it sees none there."""
        token = self.token_at(span)
        return (token.ent_type_ or None) if token is not None else None

    def siblings(self, event: Event) -> int:
        """How many events of its type are proposed in its sentence, itself included."""
        return self.types[self._sentence(event.trigger), event.type]

    def is_used(self, annotation: Entity | Figure) -> bool:
        """Whether it fills a role of some event."""
        return annotation.id in self.roles

    def _sentence(self, span: Span) -> int:
        token = self.token_at(span)
        if token is None:
            return -1
        offset = self.stage_of(span).offset
        return offset + (token.sent.start_char if token.doc.has_annotation("SENT_START") else 0)
