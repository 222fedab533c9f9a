"""What is known about a document beside its text, as one value that a reviewer may correct."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.document import layout_from_plain, layout_to_plain

if TYPE_CHECKING:
    from border_annotator.domain.document import Document, Layout
    from border_annotator.domain.fields import Fields


@dataclass(frozen=True, slots=True)
class Facts:
    """A document's layout (title, publication date, segments, boilerplate), language and publisher.

    Every document has exactly one: it is made at import and belongs to the project, not to a layer.
    """

    document_id: str
    layout: Layout
    language: str = "en"
    source: str | None = None


def facts_of(document: Document) -> Facts:
    """The facts of a document as they are now."""
    return Facts(document.id, document.layout, document.language, document.source)


def with_facts(document: Document, facts: Facts) -> Document:
    """The document with other facts; the text stays."""
    return replace(document, layout=facts.layout, language=facts.language, source=facts.source)


def facts_to_plain(facts: Facts) -> dict[str, object]:
    """The facts as plain data."""
    return {
        "id": facts.document_id,
        "language": facts.language,
        "source": facts.source,
        "layout": layout_to_plain(facts.layout),
    }


def facts_from_plain(fields: Fields) -> Facts:
    """The facts that plain data describes; raises ``ShapeError``."""
    return Facts(
        fields.text("id"),
        layout_from_plain(fields.fields("layout")),
        fields.text("language"),
        fields.text_or_none("source"),
    )
