"""An article with annotations of some types alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.event import Argument
from border_annotator.domain.figure import figure_references, figure_without
from border_annotator.domain.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.article import Article
    from border_annotator.domain.event import Event
    from border_annotator.domain.figure import Figure


def only_types(article: Article, events: frozenset[str], entities: frozenset[str], figures: frozenset[str]) -> Article:
    """The article with events, entities and figures of these types; an empty set keeps all of its kind.

    A role that something else filled keeps the words as a bare span; relations to events that go, and what figures say
    of figures that go, go with them, and so does what is kept of foreign files.
    """
    kept_events = [event for event in article.events if not events or event.type in events]
    kept_entities = [entity for entity in article.entities if not entities or entity.label in entities]
    kept_figures = [figure for figure in article.figures if not figures or figure.kind in figures]
    kept = {e.id for e in kept_events} | {e.id for e in kept_entities} | {f.id for f in kept_figures}
    if events or entities or figures:
        article = replace(article, kept=Kept())
    gone = {annotation.id: annotation for annotation in article.annotations() if annotation.id not in kept}
    if not gone:
        return article
    return replace(
        article,
        events=tuple(_without_events(event, gone) for event in kept_events),
        entities=tuple(kept_entities),
        figures=tuple(_without_figures(figure, gone) for figure in kept_figures),
        uids={key: uid for key, uid in article.uids.items() if key in kept},
        origins={key: origin for key, origin in article.origins.items() if key in kept},
        notes=tuple(note for note in article.notes if note.subject not in gone),
    )


def _without_events(event: Event, gone: dict[str, Annotation]) -> Event:
    arguments: Iterable[Argument] = (
        Argument(a.role, span=anchor_of(gone[a.ref])) if a.ref is not None and a.ref in gone else a
        for a in event.arguments
    )
    return replace(
        event,
        arguments=tuple(dict.fromkeys(arguments)),
        relations=tuple(relation for relation in event.relations if relation.target not in gone),
    )


def _without_figures(figure: Figure, gone: dict[str, Annotation]) -> Figure:
    for reference in figure_references(figure):
        if reference in gone:
            figure = figure_without(figure, reference)
    return figure
