"""Annotations without the words that they stand on, for whoever may hand on what was found and not the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.domain.article import Article
    from border_annotator.domain.foreign import ForeignArticle


def unquoted(article: Article) -> Article:
    """The article without sentences that may quote its text: people's notes, machines' reasons."""
    layout = article.layout
    return replace(
        article,
        layout=replace(layout, published=replace(layout.published, note=None)),
        entities=tuple(replace(entity, note=None) for entity in article.entities),
        figures=tuple(replace(figure, note=None) for figure in article.figures),
        events=tuple(replace(event, note=None) for event in article.events),
        notes=(),
        origins={key: replace(origin, reason="") for key, origin in article.origins.items()},
        rejections=tuple(replace(r, reason=None, origin=replace(r.origin, reason="")) for r in article.rejections),
    )


def offsets_alone(foreign: ForeignArticle) -> ForeignArticle:
    """The article without its text, its title and every surface: what is left says where something stands."""
    spans = tuple(replace(span, surface=None) for span in foreign.spans)
    return replace(foreign, text=None, title=None, spans=spans)
