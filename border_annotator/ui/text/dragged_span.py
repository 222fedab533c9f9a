"""A span of the article while it is being dragged."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData

from border_annotator.domain.span import Span

MIME = "application/x-border-annotator-span"


def dragged_span(data: QMimeData) -> Span | None:
    """The span that is being dragged, if that is what is being dragged."""
    start, _, end = bytes(data.data(MIME).data()).decode("ascii", "replace").partition("-")
    return Span(int(start), int(end)) if start.isdigit() and end.isdigit() and int(start) < int(end) else None


def mime_of(span: Span, words: str) -> QMimeData:
    """What is dragged for a span: the span itself for this program, its words for others."""
    data = QMimeData()
    data.setData(MIME, QByteArray(f"{span.start}-{span.end}".encode("ascii")))
    data.setText(words)
    return data
