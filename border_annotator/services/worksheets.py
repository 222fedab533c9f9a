"""Reading an article as its reviewer sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.mask import unmasked
from border_annotator.domain.worksheet import Worksheet, worksheet

if TYPE_CHECKING:
    from border_annotator.services.project import Project


def read_worksheet(project: Project, document_id: str, *, with_masked: bool = False) -> Worksheet:
    """The worksheet of a document as it is now; raises ``KeyError``.

    What is suggested in a masked place and not judged is on it only ``with_masked``.
    """
    layer = project.layer.id
    with project.file.moment():
        document = project.documents.get(document_id)
        suggestions = project.suggestions.in_force(document_id)
        decisions = project.layers.decisions(layer, document_id)
        if not with_masked:
            touched = project.suggestions.masked(document_id) - decisions.keys()
            suggestions = unmasked(suggestions, touched, document.layout)
        return worksheet(
            document,
            suggestions,
            project.layers.annotations(layer, document_id),
            decisions,
            project.layers.review(layer, document_id),
        )
