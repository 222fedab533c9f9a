"""The articles of an export, as they go out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.only_types import only_types
from border_annotator.domain.outgoing import Outgoing
from border_annotator.domain.redaction import redacted
from border_annotator.domain.withheld import unquoted
from border_annotator.formats.registry import SetFormat
from border_annotator.services.articles import doc_ids, read_articles
from border_annotator.services.export_choice import chosen_documents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.article import Article
    from border_annotator.domain.event import Event
    from border_annotator.domain.splits import Split
    from border_annotator.formats.registry import AnyFormat
    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.services.export_splits import Placed
    from border_annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class ExportStep:
    """One document that was looked at.

    ``path`` is the file that was written, or the folder where a format holds all documents together, and ``None`` for
    a document that was left out because it was not chosen. ``dropped`` is how many references of its annotations led
    to something that is not in the layer. While ``is_comparing`` articles are only compared to find what belongs
    together, while ``is_proving`` what was written is read back; no document is named then.
    """

    document_id: str
    done: int
    total: int
    path: Path | None = None
    annotations: int = 0
    dropped: int = 0
    is_comparing: bool = False
    is_proving: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to: the files that it wrote, and what splitting said of itself."""

    files: tuple[Path, ...]
    seed: str | None = None
    checks: tuple[str, ...] = ()


class ChosenArticles:
    """The articles that are chosen, read when they are asked for."""

    def __init__(self, project: Project, choice: ExportChoice) -> None:
        self.project = project
        self.choice = choice
        self.names = chosen_documents(project, choice)
        schema = project.schema
        self._events = choice.types & {event_type.type for event_type in schema.event_types}
        self._entities = choice.types & {label.label for label in schema.entity_labels}
        self._figures = choice.types & set(schema.figure_kinds)
        # Random, never written into an export, and the same as long as there is the project.
        self._secret = hashlib.sha256(project.layers.layers()[0].id.encode()).digest()

    def events(self) -> Iterator[tuple[str, Event]]:
        """All events that go out, each with its document's id."""
        everything = read_articles(self.project, self.names, self.choice.source)
        for document_id, (article, _text, _dropped) in zip(self.names, everything, strict=True):
            for event in article.events:
                if not self._events or event.type in self._events:
                    yield document_id, event

    def read(
        self, chosen: AnyFormat, placed: Placed | None = None, split: Split | None = None
    ) -> Iterator[tuple[ExportStep, Outgoing | None]]:
        """Each document of a split, or of all, with what is to be told of it and the article as the format wants it.

        There is no article where the document is left out.
        """
        # One list of names serves as both, as long as it can: of 100,000 articles each takes ten megabytes.
        wanted = everything = self.names
        if split is None and not self.choice.queue.is_everything:
            everything = doc_ids(self.project)
        elif split is not None and placed is not None:
            wanted = everything = {key: name for key, name in self.names.items() if placed.splits[key] is split}
        articles = read_articles(self.project, wanted, self.choice.source)
        for done, document_id in enumerate(everything, start=1):
            step = ExportStep(document_id, done, len(everything))
            if document_id not in self.names:
                yield step, None
                continue
            article, text, dropped = next(articles)
            outgoing = self._outgoing(article, text)
            if isinstance(chosen, SetFormat) and chosen.with_tokens:
                outgoing = _with_tokens(outgoing)
            yield replace(step, annotations=len(outgoing.article.annotations()), dropped=dropped), outgoing

    def _outgoing(self, article: Article, text: str) -> Outgoing:
        # Before types are chosen: a person who is not to be annotated is not to be named either.
        if self.choice.text_use is TextUse.REDACTED:
            clean = redacted(article, text, self._secret)
            article, text = clean.article, clean.text
        is_withheld = self.choice.text_use is TextUse.OFFSETS
        article = only_types(article, self._events, self._entities, self._figures)
        return Outgoing(unquoted(article) if is_withheld else article, text, is_withheld=is_withheld)


def _with_tokens(outgoing: Outgoing) -> Outgoing:
    from border_annotator.nlp.tokens import tokens_of

    return replace(outgoing, tokens=tokens_of(outgoing.text, outgoing.article.language))
