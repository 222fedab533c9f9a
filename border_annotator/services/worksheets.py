"""Reading an article as its reviewer sees it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from border_annotator.domain.item import Rows
from border_annotator.domain.mask import mask_of
from border_annotator.domain.worksheet import (
    Worksheet,
    laid_items,
    own_items,
    renewed,
    sheet_of,
    worksheet_of_rows,
)
from border_annotator.services.sound_rows import must_be_whole, must_fit
from border_annotator.storage.plain_json import annotation_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from border_annotator.domain.document import Document
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.item import Item, Stored
    from border_annotator.services.project import Project

LONG = 1_000
"""Suggestions from which on a worksheet takes so long to read that the window would be seen to stand still."""
STEP = 500
"""Rows that are read in one step."""
FIRST = (-1, "")
FEW = 400
"""An edit that touches more is not worth following: everything is read anew then."""


def read_worksheet(project: Project, document_id: str, *, with_masked: bool = False) -> Worksheet:
    """The worksheet of a document as it is now; raises ``KeyError``, and ``ShapeError`` where the file is damaged.

    What is suggested in a masked place and not judged is on it only ``with_masked``.
    """
    layer = project.layer.id
    with project.file.moment():
        project.suggestions.must_be_sound(document_id)
        decisions = project.layers.decisions(layer, document_id)
        document = project.documents.get(document_id)
        proposals, own = project.suggestions.proposals(document_id), project.layers.rows(layer, document_id)
        must_be_whole([*proposals, *own], document.text)
        return worksheet_of_rows(
            document,
            Rows(document_id, annotation_of),
            proposals,
            own,
            decisions,
            project.layers.review(layer, document_id),
            masked=() if with_masked else project.suggestions.masked(document_id),
            reading=project.suggestions.reading(document_id),
        )


def is_long(project: Project, document_id: str) -> bool:
    """Whether a document has so many suggestions that its worksheet is better read in steps."""
    return project.suggestions.count(document_id) > LONG


def worksheet_in_steps(project: Project, document_id: str) -> Generator[Document | None, None, Worksheet]:
    """Read a worksheet as ``read_worksheet`` does, in steps of a few milliseconds; raises ``KeyError``.

    A step gives the document when all is read and only the last step is left, which takes no time; else ``None``. It
    begins again when an edit is made or a run reads the document between two steps, so that all is of one moment.
    """
    layer = project.layer.id
    while True:
        before = _moment(project, document_id)
        rows = Rows(document_id, annotation_of)
        document = project.documents.get(document_id)
        project.suggestions.must_be_sound(document_id)
        yield None
        decisions = project.layers.decisions(layer, document_id)
        yield None
        masked, renewals = project.suggestions.masked(document_id), project.suggestions.renewals(document_id)
        own: dict[str, Stored] = {}
        after = FIRST
        while stored := project.layers.page(layer, document_id, after, STEP):
            must_fit(stored, document.text)
            own.update((row.id, row) for row in stored)
            after = stored[-1].start, stored[-1].id
            yield None
        items: list[Item] = []
        after, mask = FIRST, cache(lambda document=document: mask_of(document.layout))
        while found := project.suggestions.page(document_id, after, STEP):
            after = found[-1].start, found[-1].id
            must_fit(found, document.text)
            if renewals:
                found = [row._replace(text=renewals.get(row.id, row.text)) for row in found]
            items += laid_items(rows, found, own, decisions, masked, mask)
            yield None
        items += own_items(rows, own, decisions)
        review = project.layers.review(layer, document_id)
        sheet = sheet_of(document, items, decisions, review, before[1])
        yield document
        if _moment(project, document_id) == before:
            return sheet


def _moment(project: Project, document_id: str) -> tuple[int, str | None]:
    """What is another one as soon as anything of a worksheet is: the journal's length, and the run in force."""
    return project.journal.length(), project.suggestions.reading(document_id)


def renew_worksheet(project: Project, sheet: Worksheet, changes: Changes) -> Worksheet:
    """The worksheet as it is after an edit, reading only what the edit touched; the same one where it touched nothing.

    ``sheet`` must be as it was just before the edit. When another run has read the article since, or something that
    everything hangs on is another, such as its layout or date, it is read anew.
    """
    document_id, layer = sheet.document.id, project.layer.id
    if document_id not in changes.documents:
        return sheet
    touched = changes.annotations | changes.decisions
    if document_id in changes.facts or len(touched) > FEW:
        return read_worksheet(project, document_id)
    with project.file.moment():
        if project.suggestions.reading(document_id) != sheet.reading:
            return read_worksheet(project, document_id)
        return renewed(
            sheet,
            touched,
            Rows(document_id, annotation_of),
            project.suggestions.proposals(document_id, touched),
            project.layers.rows(layer, document_id, touched),
            project.layers.decisions(layer, document_id, touched),
            project.layers.review(layer, document_id),
            masked=project.suggestions.masked_among(document_id, touched),
        )
