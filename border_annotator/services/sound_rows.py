"""What is asked of the rows of an article before a window paints them: a project may come from anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import kind_of, spans_of
from border_annotator.domain.errors import ShapeError
from border_annotator.domain.item import KINDS
from border_annotator.domain.sentence import say
from border_annotator.storage.plain_json import annotation_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.item import Proposal, Stored

FEW = 1_000
"""Rows of an article up to which their values are looked at too, which the window reads in any case; more of them are
looked at when they come into view, and what is wrong with one is told then."""


def must_fit(rows: Sequence[Stored | Proposal], text: str) -> None:
    """Raise ``ShapeError`` for a row that lies outside of its article's text, or is surer than sure."""
    length = len(text)
    for row in rows:
        sureness = getattr(row, "confidence", 0.0)
        if not (0 <= row.start < row.end <= length and row.kind in KINDS and 0.0 <= sureness <= 1.0):
            raise _damaged(row)


def must_be_whole(rows: Sequence[Stored | Proposal], text: str) -> None:
    """The same for what the rows' values say, where there are few of them."""
    must_fit(rows, text)
    if len(rows) > FEW:
        return
    for row in rows:
        value = annotation_of(row.kind, row.id, row.text)
        if value.id != row.id or kind_of(value) != row.kind or not all(span.fits(text) for span in spans_of(value)):
            raise _damaged(row)


def _damaged(row: Stored | Proposal) -> ShapeError:
    return ShapeError(f"{row.kind} {row.id}", say("is damaged; keep the file and restore a copy of it"))
