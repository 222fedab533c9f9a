"""Boilerplate as the reviewer sees it: lines are masked and unmasked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of, references_of
from border_annotator.domain.document import Boilerplate, Segment
from border_annotator.domain.errors import KnownError
from border_annotator.domain.facts import facts_of
from border_annotator.domain.layer import Verdict
from border_annotator.domain.mask import Mask
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span
from border_annotator.services import annotate
from border_annotator.services.draft import Draft
from border_annotator.services.review import quoted

if TYPE_CHECKING:
    from border_annotator.domain.document import Layout
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project

MASKED = "masked"
"""Why a suggestion is rejected together with its line; unmasking the line takes that back."""
LIKELIEST = "nav"
"""The kind of a masked line that looks like no kind of boilerplate: something that belongs to the page."""
NAMES = {Kind.EVENT: ("event", "events"), Kind.ENTITY: ("entity", "entities"), Kind.FIGURE: ("figure", "figures")}


@dataclass(frozen=True, slots=True)
class Masking:
    """What masking or unmasking would do at a place.

    ``spans`` are the lines, ``lost`` what of the reviewer's own stands in them and would be removed.
    """

    spans: tuple[Span, ...]
    lost: tuple[Item, ...] = ()
    is_unmasking: bool = False

    @property
    def loss(self) -> str:
        """What would be removed, in words: “2 events and 1 figure”; empty when nothing would."""
        said = []
        for kind, (one, many) in NAMES.items():
            count = sum(item.kind is kind for item in self.lost)
            if count:
                said.append(f"{count:,} {one if count == 1 else many}")
        return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def masking_at(sheet: Worksheet, start: int, end: int) -> Masking:
    """What masking would do for a selection, or for a caret (``start == end``).

    Boilerplate there is unmasked; where there is none, the lines of the article are masked. Raises ``KnownError``
    where there is neither.
    """
    layout = sheet.document.layout
    boilerplate = _touched([part.span for part in layout.boilerplate], start, end)
    if boilerplate:
        return Masking(boilerplate, is_unmasking=True)
    if _touched([s.span for s in layout.segments if s.label == "date_header"], start, end):
        raise KnownError("That is the date line, which is never annotated: put the caret into another line.")
    lines = _touched([segment.span for segment in layout.segments], start, end)
    if not lines:
        raise KnownError("There is no line of text at the caret: put it into the line to mask or to unmask.")
    inside = Mask(lines)
    lost = tuple(item for item in sheet.live() if item.is_reviewed and inside.touches(item.anchor))
    return Masking(lines, lost)


def mask(project: Project, sheet: Worksheet, masking: Masking) -> Changes:
    """Mask or unmask lines, as one step.

    Masking takes the reviewer's own annotations in them out, and out of whatever points at them; what was suggested
    there is not shown any more. Unmasking makes the lines part of the article, and lets what was taken out with them
    wait again. Undo brings everything back as it was.
    """
    draft = Draft(sheet, project.schema)
    inside = Mask(masking.spans)
    if masking.is_unmasking:
        layout = _unmasked(sheet.document.layout, masking.spans)
        for item in sheet.items:
            decision = sheet.decisions.get(item.id)
            is_ours = decision is not None and (decision.verdict, decision.reason) == (Verdict.REJECTED, MASKED)
            if is_ours and inside.touches(anchor_of(item.value)):
                draft.restore(item)
    else:
        layout = _masked(sheet, masking.spans)
        _take_out(sheet, draft, inside)
    draft.facts(replace(facts_of(sheet.document), layout=layout))
    words = say("Unmask {words}" if masking.is_unmasking else "Mask {words}", words=quoted(sheet, masking.spans[0]))
    if len(masking.spans) > 1:
        words = say("{edit} and {count} more", edit=words, count=len(masking.spans) - 1)
    return annotate.apply(project, draft.edit(words))


def _take_out(sheet: Worksheet, draft: Draft, inside: Mask) -> None:
    own = [item for item in sheet.live() if item.is_reviewed]
    pointed_at = {reference for item in own for reference in references_of(item.value)}
    for item in sheet.live():
        # What only waits is hidden by the mask itself, unless something of the reviewer's own points at it.
        if inside.touches(anchor_of(item.value)) and (item.is_reviewed or item.id in pointed_at):
            draft.reject(item, MASKED)
    for item in own:
        if not inside.touches(anchor_of(item.value)):
            draft.clip(item, inside)


def _touched(spans: list[Span], start: int, end: int) -> tuple[Span, ...]:
    """The spans that a selection overlaps; a caret counts at both edges, but in one span only."""
    if start < end:
        return tuple(span for span in spans if span.overlaps(Span(start, end)))
    holding = [span for span in spans if span.start <= start < span.end]
    return tuple(holding or [span for span in spans if span.end == start][:1])


def _unmasked(layout: Layout, spans: tuple[Span, ...]) -> Layout:
    freed = [Segment("body", part.span) for part in layout.boilerplate if part.span in spans]
    return replace(
        layout,
        segments=tuple(sorted((*layout.segments, *freed), key=lambda segment: segment.span)),
        boilerplate=tuple(part for part in layout.boilerplate if part.span not in spans),
    )


def _masked(sheet: Worksheet, spans: tuple[Span, ...]) -> Layout:
    from border_annotator.nlp.boilerplate import kind_of_line

    layout, text = sheet.document.layout, sheet.document.text
    made = [Boilerplate(kind_of_line(span.text_in(text)) or LIKELIEST, span) for span in spans]
    is_title = layout.title is not None and any(span.overlaps(layout.title) for span in spans)
    return replace(
        layout,
        title=None if is_title else layout.title,
        segments=tuple(segment for segment in layout.segments if segment.span not in spans),
        boilerplate=tuple(sorted((*layout.boilerplate, *made), key=lambda part: part.span)),
    )
