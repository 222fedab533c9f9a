"""Documents: an article's text, which never changes, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.span import Span, overlapping

if TYPE_CHECKING:
    import datetime

    from border_annotator.domain.fields import Fields


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the text with its function: ``title``, ``date_header``, ``heading``, ``body`` …."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A part of the page that is not the article: ``read_also``, ``subscribe``, ``comments`` …."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When the article was published and where that was found.

    ``basis`` is ``header``, ``byline``, ``dateline``, ``metadata``, ``file_name``, ``reviewer`` or ``none``;
    ``span`` is where in the text it stands, if it does.
    """

    value: datetime.date | None = None
    basis: str = "none"
    span: Span | None = None
    suspect: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What reading the text alone tells: title, date, segments and boilerplate."""

    title: Span | None
    published: PublicationDate
    segments: tuple[Segment, ...]
    boilerplate: tuple[Boilerplate, ...]

    def is_masked(self, span: Span) -> bool:
        """Whether nothing may be annotated there: it touches boilerplate or a date header."""
        return overlapping(span, (b.span for b in self.boilerplate)) or overlapping(
            span, (s.span for s in self.segments if s.label == "date_header")
        )


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    ``text`` is what every span points into, in code points; it was normalised once at import (line ends, byte order
    mark) and never changes. ``file_sha256`` is the hash of the bytes it came from.
    """

    id: str
    file_name: str
    file_sha256: str
    text: str
    layout: Layout
    language: str = "en"
    source: str | None = None

    @property
    def text_sha256(self) -> str:
        """The hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def title(self) -> str | None:
        """The title as it stands in the text."""
        return self.layout.title.text_in(self.text) if self.layout.title else None

    @property
    def headline(self) -> str:
        """What to call the article in a list: its title, else how its body begins."""
        if self.title:
            return " ".join(self.title.split())
        for segment in self.layout.segments:
            if segment.label != "date_header":
                return " ".join(segment.span.text_in(self.text)[:200].split())
        return self.file_name


def layout_to_plain(layout: Layout) -> dict[str, object]:
    """The layout as plain data."""
    date = layout.published
    return {
        "title": _span_to_plain(layout.title),
        "date": {
            "value": date.value.isoformat() if date.value else None,
            "basis": date.basis,
            "span": _span_to_plain(date.span),
            "suspect": date.suspect,
            "note": date.note,
        },
        "segments": [{"label": s.label, "start": s.span.start, "end": s.span.end} for s in layout.segments],
        "boilerplate": [{"kind": b.kind, "start": b.span.start, "end": b.span.end} for b in layout.boilerplate],
    }


def layout_from_plain(fields: Fields) -> Layout:
    """The layout that plain data describes; raises ``ShapeError``."""
    title, date = fields.fields_or_none("title"), fields.fields("date")
    place = date.fields_or_none("span")
    return Layout(
        title=title.span() if title else None,
        published=PublicationDate(
            value=date.date_or_none("value"),
            basis=date.text("basis"),
            span=place.span() if place else None,
            suspect=date.flag("suspect"),
            note=date.text_or_none("note"),
        ),
        segments=tuple(Segment(s.text("label"), s.span()) for s in fields.items("segments")),
        boilerplate=tuple(Boilerplate(b.text("kind"), b.span()) for b in fields.items("boilerplate")),
    )


def _span_to_plain(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None
