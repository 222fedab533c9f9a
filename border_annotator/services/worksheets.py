"""Reading an article as its reviewer sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.worksheet import Worksheet, worksheet

if TYPE_CHECKING:
    from border_annotator.services.project import Project


def read_worksheet(project: Project, document_id: str) -> Worksheet:
    """The worksheet of a document as it is now; raises ``KeyError``."""
    layer = project.layer.id
    with project.file.moment():
        return worksheet(
            project.documents.get(document_id),
            project.suggestions.in_force(document_id),
            project.layers.annotations(layer, document_id),
            project.layers.decisions(layer, document_id),
            project.layers.review(layer, document_id),
        )
