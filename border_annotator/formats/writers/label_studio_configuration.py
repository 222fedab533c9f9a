"""The labelling configuration of a Label Studio project: what can be marked, and what can be said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from border_annotator.domain.outward import FIGURE, FIGURE_LINKS, MENTION, MENTION_ROLE, SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.domain.schema import Schema

LABEL, TEXT = "label", "text"
"""The names of the control that labels regions and of the text itself."""
CHOSEN = (
    "mention", "optional", "kind", "comparator", "change", "unit", "bound", "status", "polarity", "genericity",
    "attribution", "mode", "severity", "time_precision", "time_basis", "geo_precision",
)  # fmt: skip
NUMBERS = ("value", "min", "max")
WRITTEN = (
    "counted", "period", "norm", "start_date", "end_date", "basis", "time_norm", "time_start", "time_end",
    "geo_countries", "not_stated", "source", "reason", "link", "note",
)  # fmt: skip
"""What is chosen from a list, typed as a number, typed as words."""


class Controls:
    """What the configuration offers: the schema's words, and whatever else the articles have."""

    def __init__(self, schema: Schema) -> None:
        modes = [mode for event_type in schema.event_types for mode in event_type.modes]
        self._labels = dict.fromkeys(
            [
                *(label.label for label in schema.entity_labels),
                FIGURE,
                *(event_type.type for event_type in schema.event_types),
                MENTION,
                SPAN,
            ]
        )
        roles = [role.name for event_type in schema.event_types for role in schema.roles(event_type.type)]
        self._relations = dict.fromkeys([*roles, MENTION_ROLE, *FIGURE_LINKS, *schema.relations])
        words = {
            "mention": schema.mention_levels,
            "kind": schema.figure_kinds,
            "comparator": schema.comparators,
            "change": schema.changes,
            "unit": schema.units,
            "bound": schema.bounds,
            "optional": ("true",),
            "mode": modes,
        } | {name: schema.values(name) for name in schema.attributes}
        self._written = dict.fromkeys(WRITTEN)
        self._choices = {name: dict.fromkeys(words.get(name, ())) for name in CHOSEN}

    def see(self, foreign: ForeignArticle) -> None:
        """Take in the words of an article."""
        for span in foreign.spans:
            self._labels.setdefault(span.label)
            for name, value in span.attributes.items():
                if name not in CHOSEN and name not in NUMBERS:
                    self._written.setdefault(name)
                if name in self._choices and value is not None and not isinstance(value, bool):
                    self._choices[name].setdefault(str(value))
        for relation in foreign.relations:
            self._relations.setdefault(relation.type)

    def configuration(self) -> str:
        """The XML."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield "<View>"
        yield f'  <Labels name="{LABEL}" toName="{TEXT}">'
        yield from (f"    <Label value={quoteattr(label)}/>" for label in self._labels)
        yield "  </Labels>"
        yield "  <Relations>"
        yield from (f"    <Relation value={quoteattr(relation)}/>" for relation in self._relations)
        yield "  </Relations>"
        yield f'  <Text name="{TEXT}" value="$text" granularity="symbol"/>'
        for name, values in self._choices.items():
            yield f'  <Choices name="{name}" toName="{TEXT}" perRegion="true" choice="single" showInline="true">'
            yield from (f"    <Choice value={quoteattr(value)}/>" for value in values)
            yield "  </Choices>"
        yield from (f'  <Number name="{name}" toName="{TEXT}" perRegion="true"/>' for name in NUMBERS)
        for name in self._written:
            yield f'  <TextArea name={quoteattr(name)} toName="{TEXT}" perRegion="true" maxSubmissions="1"/>'
        yield "</View>"
