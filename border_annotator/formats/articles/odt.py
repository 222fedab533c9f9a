"""ODT files of word processors: headings, paragraphs, lists and tables in the order in which they stand."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate
from border_annotator.domain.sentence import say_count
from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.lines import joined, titled
from border_annotator.formats.articles.odt_lines import OdtBody
from border_annotator.formats.articles.packages import DAMAGE, trouble_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odfdo import Document

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices, Source

PART = "content.xml"


def read_odt(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of an ODT file; headers, footers, notes and comments are left out."""
    trouble = trouble_with(source.data, PART)
    yield Refusal(trouble) if trouble is not None else _read(source.data, choices)


def _read(data: bytes, choices: Choices) -> Draft | Refusal:
    from lxml.etree import LxmlError, XMLParser, fromstring
    from odfdo import Document
    from odfdo.security import SecurityError

    try:
        document = Document(io.BytesIO(data))
        if b"encryption-data" in _part(document, "META-INF/manifest.xml"):
            return Refusal("encrypted: open it with its password, save it without one, and import that")
        root = fromstring(_part(document, PART), XMLParser(resolve_entities=False, no_network=True))
        return _draft(document, OdtBody(root), choices)
    except (LxmlError, SecurityError, *DAMAGE):
        return Refusal("damaged: a part of it is missing or no XML")
    # odfdo trusts the file: what is missing or misspelled in it shows in any of these.
    except (LookupError, ValueError, AttributeError, TypeError):
        return Refusal("damaged: it is no document that a word processor would write")


def _part(document: Document, name: str) -> bytes:
    found = document.container.get_part(name) if document.container is not None else None
    if not isinstance(found, bytes):
        raise KeyError(name)
    return found


def _draft(document: Document, body: OdtBody, choices: Choices) -> Draft | Refusal:
    cleaning = Cleaning(choices, hyphenates=True)
    text, _none = joined(body.lines(), cleaning)
    if not text.strip():
        return Refusal("holds no text")
    facts = document.meta
    draft = Draft(
        text,
        author=facts.initial_creator or facts.creator or None,
        published=_created(document),
        changes=(*cleaning.changes(), *_left_out(body)),
        doubts=cleaning.doubts(),
    )
    return titled(draft, facts.title or body.title)


def _created(document: Document) -> PublicationDate | None:
    """The day when the file was made, which need not be that of the article."""
    try:
        created = document.meta.creation_date
    except ValueError:
        return None
    return (
        PublicationDate(created.date(), "metadata", suspect=True, note="the day when the file was made")
        if created
        else None
    )


def _left_out(body: OdtBody) -> Iterator[Sentence]:
    for kind, one, many in (
        ("notes", "One note was left out.", "{count} notes were left out."),
        ("comments", "One comment was left out.", "{count} comments were left out."),
        ("deleted", "One deleted passage was left out.", "{count} deleted passages were left out."),
        ("pictures", "One picture was left out.", "{count} pictures were left out."),
    ):
        if body.left_out[kind]:
            yield say_count(one, many, body.left_out[kind])
