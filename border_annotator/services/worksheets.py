"""Reading an article as its reviewer sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.item import Rows
from border_annotator.domain.worksheet import Worksheet, renewed, worksheet_of_rows
from border_annotator.storage.plain_json import annotation_of

if TYPE_CHECKING:
    from border_annotator.domain.edit import Changes
    from border_annotator.services.project import Project

FEW = 400
"""An edit that touches more is not worth following: everything is read anew then."""


def read_worksheet(project: Project, document_id: str, *, with_masked: bool = False) -> Worksheet:
    """The worksheet of a document as it is now; raises ``KeyError``.

    What is suggested in a masked place and not judged is on it only ``with_masked``.
    """
    layer = project.layer.id
    with project.file.moment():
        decisions = project.layers.decisions(layer, document_id)
        return worksheet_of_rows(
            project.documents.get(document_id),
            Rows(document_id, annotation_of),
            project.suggestions.proposals(document_id),
            project.layers.rows(layer, document_id),
            decisions,
            project.layers.review(layer, document_id),
            masked=() if with_masked else project.suggestions.masked(document_id),
            reading=project.suggestions.reading(document_id),
        )


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
