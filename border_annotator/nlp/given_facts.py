"""What a file says of an article beside its text, brought together with what reading the text tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate, Segment
from border_annotator.domain.span import Span, trimmed
from border_annotator.nlp.publication_date import LARGEST_DIFFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.document import Boilerplate, Layout

GUESSES = frozenset({"none", "file_name"})
"""Bases of a date that anything said in the file is better than."""
NEAR_THE_TOP = 2_000


def with_given(
    layout: Layout,
    text: str,
    *,
    title: str | None = None,
    published: PublicationDate | None = None,
    boilerplate: Iterable[Boilerplate] = (),
) -> Layout:
    """The layout with the title, the date and the furniture that the article's file names.

    The title counts where the text has it as a line near its top. Rules for the date: ``agreed_date``.
    """
    layout = _with_furniture(layout, text, tuple(boilerplate))
    layout = _with_title(layout, text, title)
    return layout if published is None else replace(layout, published=agreed_date(layout.published, published))


def agreed_date(said: PublicationDate, given: PublicationDate) -> PublicationDate:
    """The date of an article whose file gives one beside the text.

    It comes before a guess. Where the text itself says a day (guidelines, section 6: dateline, byline or header before
    metadata) that one stays if it is close to the given one; if it is not, the given one counts and is suspect.
    """
    # A suspect one, as the day when a file was made, is a guess itself.
    if given.value is None or ((given.suspect or given.basis in GUESSES) and said.basis not in GUESSES):
        return said
    if said.value is None or said.basis in GUESSES:
        return given
    if abs(given.value - said.value) <= LARGEST_DIFFERENCE:
        return said
    note = f"the text says {said.value.isoformat()} ({said.basis})"
    return PublicationDate(given.value, given.basis, given.span, suspect=True, note=note)


def _with_title(layout: Layout, text: str, title: str | None) -> Layout:
    if title is None or not title.strip():
        return layout
    wanted = " ".join(title.split()).casefold()
    if layout.title is not None and " ".join(layout.title.text_in(text).split()).casefold() == wanted:
        return layout
    for segment in layout.segments:
        if segment.span.start > NEAR_THE_TOP:
            break
        if " ".join(segment.span.text_in(text).split()).casefold() == wanted:
            # What was taken for the title before is an ordinary line.
            segments = tuple(
                Segment("title", other.span)
                if other.span == segment.span
                else replace(other, label="heading")
                if other.label == "title"
                else other
                for other in layout.segments
            )
            return replace(layout, title=segment.span, segments=segments)
    return layout


def _with_furniture(layout: Layout, text: str, marked: tuple[Boilerplate, ...]) -> Layout:
    """The layout without the article's parts that lie in what the page itself marks as furniture."""
    if not marked:
        return layout
    taken = sorted((part.span for part in marked), key=lambda span: span.start)
    segments = [
        replace(segment, span=span) for segment in layout.segments for span in _outside(segment.span, taken, text)
    ]
    kept = [replace(part, span=span) for part in layout.boilerplate for span in _outside(part.span, taken, text)]
    title = layout.title
    if title is not None and any(title.overlaps(span) for span in taken):
        title = None
    return replace(
        layout,
        title=title,
        segments=tuple(segments),
        boilerplate=tuple(sorted((*kept, *marked), key=lambda part: part.span)),
    )


def _outside(span: Span, taken: list[Span], text: str) -> Iterable[Span]:
    """What of a span lies outside of others, without the white space around it."""
    start = span.start
    for other in taken:
        if other.end <= start or other.start >= span.end:
            continue
        left = trimmed(text, start, max(start, other.start))
        if left:
            yield left
        start = max(start, other.end)
    rest = trimmed(text, start, max(start, span.end))
    if rest:
        yield rest
