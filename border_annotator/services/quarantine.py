"""What could not be placed when annotations came in: listed, placed after all, or discarded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import ForeignArticle, ForeignSpan
from border_annotator.domain.foreign_plain import event_from_plain, foreign_from_plain, span_from_plain
from border_annotator.domain.mapping_guess import Met, completed
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span
from border_annotator.formats.mapping_file import mapping_from_text
from border_annotator.services.adopt import adopt
from border_annotator.services.adoption_keeping import Keeping
from border_annotator.services.adoption_pairing import placed
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.extend_schema import extended
from border_annotator.services.foreign_annotations import convert
from border_annotator.storage.plain_json import fields_of

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence

    from border_annotator.domain.adoption import Adoption, Quarantined
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.foreign import ForeignEvent
    from border_annotator.services.project import Project

MOST_PLACES = 50
"""Places of the same words that are offered at most."""


@dataclass(frozen=True, slots=True)
class Retried:
    """What became of one item: how many annotations came in, or the ``reason`` why it stays in quarantine."""

    item: Quarantined
    added: int = 0
    reason: str | None = None

    @property
    def is_released(self) -> bool:
        """Whether it is in quarantine no more."""
        return self.reason is None


def quarantine(project: Project) -> list[Quarantined]:
    """All that could not be placed, the oldest first."""
    return project.adoptions.quarantine()


def places_for(project: Project, item: Quarantined, surface: str | None = None) -> list[Span]:
    """Where in its article the words of an item stand, to choose from; ``surface`` are other words to look for."""
    words = surface if surface is not None else item.surface
    if item.document_id is None or not words.strip():
        return []
    return list(islice(_found(project.documents.get(item.document_id).text, words), MOST_PLACES))


def retry(project: Project, item_id: str, *, place: Span | None = None, surface: str | None = None) -> Retried:
    """Place an item after all: at a ``place`` that the user has chosen, at other words, or where it fits by now.

    It comes in as the rest of its file did, and takes its place in the events and relations that the file has it in.
    Raises ``KnownError`` where there is no such item, where the project is
    open for reading only, and where the place lies outside the article.
    """
    project.file.must_be_writable()
    item = _item(project, item_id)
    if item.adoption_id is None:
        return _retry_article(project, item)
    adoption = project.adoptions.get(item.adoption_id)
    document = project.documents.get(adoption.document_id)
    if place is not None and not place.fits(document.text):
        raise KnownError(
            "{start}-{end} lies outside the article, which has {count} characters.",
            start=str(place.start),
            end=str(place.end),
            count=str(len(document.text)),
        )
    span, event = _read(item)
    found = place or _place_of(document, span, surface)
    if found is None:
        return Retried(item, reason=say("its words stand nowhere, or in several places: choose one"))
    return _lay(project, item, adoption, document, found, (span, event))


def retry_all(project: Project) -> Generator[Retried, None, None]:
    """Try every item once more, for when articles have come in or lines were unmasked; a step is one item."""
    project.file.must_be_writable()
    for item in project.adoptions.quarantine():
        yield retry(project, item.id)


def discard(project: Project, item_ids: Sequence[str]) -> None:
    """Throw items away. Raises ``KnownError`` where there is no such item."""
    project.file.must_be_writable()
    items = [_item(project, item_id) for item_id in item_ids]
    with project.file.transaction():
        project.adoptions.release(item.id for item in items)


def _item(project: Project, item_id: str) -> Quarantined:
    try:
        return project.adoptions.quarantined(item_id)
    except KeyError:
        raise KnownError("There is no {id} in quarantine: list what is there.", id=item_id) from None


def _read(item: Quarantined) -> tuple[ForeignSpan, ForeignEvent | None]:
    value = fields_of(item.value, f"quarantine {item.id}")
    said, event = value.fields_or_none("span"), value.fields_or_none("event")
    span = ForeignSpan(item.foreign_id, item.label, ()) if said is None else span_from_plain(said)
    return span, event_from_plain(event) if event is not None else None


def _place_of(document: Document, span: ForeignSpan, surface: str | None) -> Span | None:
    """Where the words stand, if that is clear: where the file says, or in one place alone."""
    if surface is None:
        there = placed(ForeignArticle("", None, spans=(span,)), None, document).places.get(span.id)
        if there:
            return Span(there[0].start, there[-1].end)
    words = surface if surface is not None else span.surface or ""
    found = list(islice(_found(document.text, words), 2)) if words.strip() else []
    return found[0] if len(found) == 1 else None


def _found(text: str, words: str) -> Generator[Span, None, None]:
    start = text.find(words)
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def _lay(
    project: Project,
    item: Quarantined,
    adoption: Adoption,
    document: Document,
    place: Span,
    said: tuple[ForeignSpan, ForeignEvent | None],
) -> Retried:
    from border_annotator.nlp.name_lists import names_in_force

    span, event = said
    span = replace(span, surface=place.text_in(document.text))
    known = _known(project, adoption)
    article = _part(adoption.said, span, event, known)
    met = Met()
    met.add(adoption.said)
    mapping = completed(mapping_from_text(item.mapping), met, project.schema)
    schema = extended(project.schema, mapping)
    with names_in_force(tuple(project.gazetteer.entries())):
        converted = convert(article, {span.id: (place,)}, document, schema, mapping, known=known, whole=adoption.said)
    if converted.lost:
        return Retried(item, reason=converted.lost[0].reason)
    file = AnnotationFile(adoption.file_name, adoption.file_sha256, adoption.format)
    keeping = Keeping(project, file, _layer_of(project, adoption))
    keeping.go_on(adoption)
    with project.file.transaction():
        added = keeping.keep(document, article, converted, (), mapping, released=(item.id,))
    return Retried(item, added)


def _part(
    said: ForeignArticle, span: ForeignSpan, event: ForeignEvent | None, known: Collection[str]
) -> ForeignArticle:
    """What a set says of one item: the item, and the roles and relations that it has in what is ``known`` of it."""
    keys = {span.id} if event is None else {span.id, event.id}
    own = (event,) if event is not None else ()
    hosts = (
        replace(host, arguments=tuple(a for a in host.arguments if a.target in keys))
        for host in said.events
        if host.id in known
    )
    events = (*own, *(host for host in hosts if host.arguments))
    relations = tuple(link for link in said.relations if keys & {link.source, link.target})
    return replace(said, spans=(span,), events=events, relations=relations, attributes={}, note=None, left_out=())


def _layer_of(project: Project, adoption: Adoption) -> str:
    names = {layer.id: layer.name for layer in project.layers.layers()}
    return names[adoption.layer_id] if adoption.layer_id is not None else SUGGESTIONS


def _known(project: Project, adoption: Adoption) -> dict[str, Annotation]:
    """What came of the same set before, by the file's ids."""
    if adoption.layer_id is not None:
        values = project.layers.annotations(adoption.layer_id, adoption.document_id)
    else:
        values = [suggestion.value for suggestion in project.suggestions.in_force(adoption.document_id)]
    by_id = {value.id: value for value in values}
    return {key: by_id[uid] for key, uid in adoption.became.items() if uid in by_id}


def _retry_article(project: Project, item: Quarantined) -> Retried:
    value = fields_of(item.value, f"quarantine {item.id}")
    article = foreign_from_plain(value.fields("article"))
    file = AnnotationFile(item.file_name, item.file_sha256, item.format)
    as_ = value.text_or_none("as") or SUGGESTIONS
    (step,) = adopt(project, file, [article], mapping_from_text(item.mapping), as_)
    if step.document_id is None:
        return Retried(item, reason=step.reason)
    with project.file.transaction():
        project.adoptions.release((item.id,))
    return Retried(item, step.added)
