"""Where nothing may be annotated, ready to be asked for many spans."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.event import Event

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Layout
    from border_annotator.domain.span import Span
    from border_annotator.domain.suggestion import Suggestion


class Mask:
    """Stretches of a text, in most uses the masked ones of a layout: its boilerplate and its date header."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def touches(self, span: Span) -> bool:
        """Whether ``span`` overlaps any of them."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start

    def clipped(self, value: Annotation) -> Annotation | None:
        """The annotation without what of it is masked; ``None`` when that is its trigger or its own span."""
        if self.touches(anchor_of(value)):
            return None
        if not isinstance(value, Event):
            return value
        mentions = tuple(mention for mention in value.mentions if not self.touches(mention))
        arguments = tuple(a for a in value.arguments if a.span is None or not self.touches(a.span))
        if (mentions, arguments) == (value.mentions, value.arguments):
            return value
        return replace(value, mentions=mentions, arguments=arguments)


def mask_of(layout: Layout) -> Mask:
    """The mask of a layout."""
    header = (segment.span for segment in layout.segments if segment.label == "date_header")
    return Mask([*(part.span for part in layout.boilerplate), *header])


def unmasked(suggestions: Sequence[Suggestion], touched: Collection[str], layout: Layout) -> list[Suggestion]:
    """The suggestions without what of them is masked; ``touched`` are the ids of those that touch the mask."""
    if not touched:
        return list(suggestions)
    mask = mask_of(layout)
    shown = []
    for suggestion in suggestions:
        value = mask.clipped(suggestion.value) if suggestion.id in touched else suggestion.value
        if value is not None:
            shown.append(suggestion if value is suggestion.value else replace(suggestion, value=value))
    return shown
