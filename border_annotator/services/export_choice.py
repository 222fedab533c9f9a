"""What goes into an export: the choice, which articles it means, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.errors import KnownError
from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.domain.sentence import say
from border_annotator.services.articles import Source, doc_ids
from border_annotator.services.queue import read_queue
from border_annotator.services.search import articles_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.splits import Shares
    from border_annotator.services.project import Project

WHOSE = {
    Source.REVIEWED: "What the reviewer confirmed, corrected or added.",
    Source.SUGGESTIONS: "What machines suggested, whatever the reviewer decided.",
    Source.BOTH: "What the reviewer confirmed, corrected or added, and the suggestions that still wait.",
}


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What is exported, and how.

    ``layer`` is the name of a reviewer's layer, ``None`` for the project's own. ``queue`` chooses articles as the
    queue's filter does; its order plays no part. ``types`` are event types, entity labels and kinds of figures, as
    ``only_types`` takes them. ``shares`` split the data set, with a ``seed``; without one the seed is chosen that
    spreads the event types best, and told in the manifest. ``with_card`` lays a card, the manifest, the schema, the
    guidelines and what was reviewed beside the data; ``None`` does so for formats that hold a whole data set.
    ``with_mark`` begins CSV files with the mark by which Excel knows that they are UTF-8; others show it as a letter.
    """

    format_name: str = "native"
    source: Source = Source.REVIEWED
    layer: str | None = None
    queue: QueueFilter = field(default_factory=QueueFilter)
    types: frozenset[str] = frozenset()
    text_use: TextUse = TextUse.WHOLE
    shares: Shares | None = None
    seed: str | None = None
    with_card: bool | None = None
    with_mark: bool = True

    @property
    def means_only_done(self) -> bool:
        """Whether articles are left out for nothing but not being done."""
        chosen = {facet: values for facet, values in self.queue.values.items() if values}
        is_all_else = replace(self.queue, values={}).is_everything
        return is_all_else and chosen == {Facet.STATE: frozenset({Stand.DONE.value})}


def choose_layer(project: Project, choice: ExportChoice) -> None:
    """Let a project that was opened for reading read the layer that is chosen; raises ``KnownError``."""
    if choice.layer is None:
        return
    layer = project.layers.layer(choice.layer)
    if layer is None:
        names = ", ".join(f"“{known.name}”" for known in project.layers.layers())
        raise KnownError("There is no layer “{layer}”: choose {names}.", layer=choice.layer, names=names)
    project.layer = layer


def chosen_documents(project: Project, choice: ExportChoice) -> dict[str, str]:
    """The names of the articles that are chosen, by id, in the order of import.

    Raises ``KnownError`` for types that neither the schema nor the figures know.
    """
    schema = project.schema
    known = {t.type for t in schema.event_types} | {e.label for e in schema.entity_labels} | set(schema.figure_kinds)
    for name in sorted(choice.types - known):
        raise KnownError("The schema knows no type or label “{name}”: look at the schema for its names.", name=name)
    names = doc_ids(project)
    if choice.queue.is_everything:
        return names
    index = read_queue(project)
    is_search = bool(choice.queue.text.strip())
    found = index.places_at(articles_with(project, choice.queue.text)) if is_search else None
    chosen = {index.ids[place] for place in index.matching(choice.queue, found)}
    return {document_id: name for document_id, name in names.items() if document_id in chosen}


def said_choice(choice: ExportChoice) -> Iterator[str]:
    """What was chosen, in sentences."""
    yield say(WHOSE[choice.source])
    queue = choice.queue
    names = {
        Facet.STATE: say("states"),
        Facet.SOURCE: say("sources"),
        Facet.LANGUAGE: say("languages"),
        Facet.TYPE: say("articles with events of"),
        Facet.ENTITY: say("articles with entities"),
    }
    for facet, name in names.items():
        if queue.of(facet):
            values = ", ".join(sorted(value or say("none") for value in queue.of(facet)))
            yield say("Only {name}: {values}.", name=name, values=values)
    if queue.is_undated:
        yield say("Only articles without a date.")
    elif queue.since or queue.until:
        yield say("Only articles published {since} to {until}.", since=queue.since or "…", until=queue.until or "…")
    if queue.title.strip():
        yield say("Only articles with “{words}” in the title or the source.", words=queue.title)
    if queue.text.strip():
        yield say("Only articles in which “{words}” is found.", words=queue.text)
    if choice.types:
        yield say("Only annotations of these types: {types}.", types=", ".join(sorted(choice.types)))
