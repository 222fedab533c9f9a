"""A project's documents as articles: with the names that files have, from the layer that is asked for."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, kind_of, label_of
from border_annotator.domain.article import Article, Origin, Rejection, numbered
from border_annotator.domain.kept import Kept, joined
from border_annotator.domain.layer import ReviewState, Verdict
from border_annotator.domain.mask import mask_of, unmasked
from border_annotator.storage.held import HeldStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document, Layout
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project
    from border_annotator.storage.held import Held


class Source(StrEnum):
    """Whose annotations are taken."""

    SUGGESTIONS = "suggestions"
    REVIEWED = "reviewed"
    BOTH = "both"


def doc_ids(project: Project) -> dict[str, str]:
    """A name for each document, by its id: the imported file's stem, ``-2`` and so on after it where two share one.

    The names are the same in every export of a project, and differ in more than upper and lower case.
    """
    return names_of(project.documents.file_names())


def names_of(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Such names for pairs of a document's id and its file's name."""
    pairs = [(document_id, PurePath(file_name).stem.lstrip(".") or "article") for document_id, file_name in files]
    # A file that is really called a-2 keeps its name, whatever else is called a.
    reserved = {stem.casefold() for _, stem in pairs}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for document_id, stem in pairs:
        name, number = stem, 1
        while name.casefold() in taken or (number > 1 and name.casefold() in reserved):
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names[document_id] = name
    return names


def read_article(project: Project, document_id: str, doc_id: str, source: Source) -> tuple[Article, str, int]:
    """A document as an article called ``doc_id``, its text, and how many references led out of the layer.

    Suggestions are what the machine said, whatever the reviewer decided; both are the reviewer's annotations and the
    suggestions that wait. Raises ``KeyError``.
    """
    return next(read_articles(project, {document_id: doc_id}, source))


def read_articles(project: Project, names: Mapping[str, str], source: Source) -> Iterator[tuple[Article, str, int]]:
    """``read_article`` for many documents in their order, by the name of each; a few are read together."""
    store = HeldStore(project.file, project.layer.id)
    for document_id, held in store.each(list(names), with_suggestions=source is not Source.REVIEWED):
        article, text, dropped = _article(project.documents.get(document_id), names[document_id], held, source)
        kept = kept_of(project, document_id, {uid: short for short, uid in article.uids.items()}, source)
        article = article if kept.is_empty else replace(article, kept=kept)
        yield article, text, dropped


def kept_of(project: Project, document_id: str, names: Mapping[str, str], source: Source) -> Kept:
    """What foreign files say of a document besides, under the ids that its annotations have in ``names``.

    Of a set of which something came in it is there as long as anything of that is: undoing an import takes it away.
    """
    numbers = count(1)
    found = []
    for is_proposed, became, kept in project.adoptions.kept(document_id, project.layer.id):
        there = {key: names[uid] for key, uid in became.items() if uid in names}
        if (is_proposed or source is not Source.SUGGESTIONS) and (there or not became):
            found.append(kept.under(there, lambda: f"k{next(numbers)}"))
    return joined(found)


def kept_here(project: Project, sheet: Worksheet) -> Kept:
    """What foreign files say of the article on a worksheet besides what is on it, under its annotations' ids."""
    sets = project.adoptions.kept(sheet.document.id, project.layer.id)
    if not sets:
        return Kept()
    return kept_of(project, sheet.document.id, {item.id: item.id for item in sheet.items}, Source.BOTH)


def _article(document: Document, doc_id: str, held: Held, source: Source) -> tuple[Article, str, int]:
    annotations: list[Annotation] = []
    proposed: dict[str, Origin] = {}
    if source is not Source.SUGGESTIONS:
        annotations += held.annotations
    if source is not Source.REVIEWED:
        suggestions = unmasked(held.suggestions, held.masked, document.layout)
        if source is Source.BOTH:
            decided = held.decisions.keys() | {a.id for a in annotations}
            suggestions = [suggestion for suggestion in suggestions if suggestion.id not in decided]
        annotations += [suggestion.value for suggestion in suggestions]
        proposed = {s.id: Origin(s.source, s.confidence, s.reason) for s in suggestions}
    fresh = numbered(annotations)
    short_of = {uid: short for short, uid in fresh.uids.items()}
    notes = held.notes if source is not Source.SUGGESTIONS else []
    article = Article(
        doc_id=doc_id,
        text_file=document.file_name,
        text_sha256=document.text_sha256,
        n_chars=len(document.text),
        layout=document.layout,
        language=document.language,
        publisher=document.source,
        entities=fresh.entities,
        figures=fresh.figures,
        events=fresh.events,
        layer=source.value,
        review=held.review.state if held.review else ReviewState.OPEN,
        uids=fresh.uids,
        origins={short: proposed[uid] for short, uid in fresh.uids.items() if uid in proposed},
        rejections=_rejections(held, document.layout) if source is not Source.SUGGESTIONS else (),
        notes=tuple(replace(n, document_id="", subject=short_of.get(n.subject, n.subject)) for n in notes),
    )
    return article, document.text, fresh.dropped


def _rejections(held: Held, layout: Layout) -> tuple[Rejection, ...]:
    """What the reviewer rejected of what is in force and not masked, in reading order."""
    rejected = {key: d for key, d in held.decisions.items() if d.verdict is Verdict.REJECTED}
    if not rejected:
        return ()
    mask = mask_of(layout)
    found = [
        Rejection(
            suggestion.id,
            kind_of(suggestion.value),
            label_of(suggestion.value),
            anchor_of(suggestion.value),
            rejected[suggestion.id].reason,
            Origin(suggestion.source, suggestion.confidence, suggestion.reason),
        )
        for suggestion in held.suggestions
        if suggestion.id in rejected and not mask.touches(anchor_of(suggestion.value))
    ]
    return tuple(sorted(found, key=lambda rejection: (rejection.span, rejection.id)))
