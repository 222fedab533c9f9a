"""How figures of one document stand to one another (guidelines, section 5). Standard library only."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.domain.figure import Figure

_PART_OF = re.compile(r"\s+(?:out )?of\s+(?:(?:the|its|their|these|those|all|a total of)\s+)?", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:these|those|both|the same|the)\s+$", re.IGNORECASE)


def with_links(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures, which stand in the order of the text, with ``of_total`` and ``repeat_of`` filled where words say so.

    “two of the six” is a part of a whole; “these two points” repeats an earlier figure of the same value and noun.
    """
    linked: list[Figure] = []
    for index, figure in enumerate(figures):
        new = figure
        if figure.kind == "count":
            match = _PART_OF.match(text, figure.span.end)
            following = figures[index + 1] if index + 1 < len(figures) else None
            if match and following and following.kind == "count" and following.span.start == match.end():
                new = replace(new, of_total=following.id)
            if _AGAIN.search(text[max(0, figure.span.start - 12) : figure.span.start]):
                first = next((f for f in linked if _repeats(f, figure)), None)
                new = replace(new, repeat_of=first.id) if first is not None else new
        linked.append(new)
    return linked


def _repeats(earlier: Figure, later: Figure) -> bool:
    if earlier.kind != "count" or earlier.value != later.value or later.value is None or earlier.repeat_of:
        return False
    one, two = (earlier.counted or "").split(), (later.counted or "").split()
    return bool(one and two) and one[-1] == two[-1] and earlier.comparator == later.comparator
