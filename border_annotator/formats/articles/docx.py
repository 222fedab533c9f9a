"""DOCX files of word processors: headings, paragraphs, lists and tables in the order in which they stand."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate
from border_annotator.domain.sentence import say, say_count
from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.docx_lines import DocxBody
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.lines import TITLE_WITHIN, joined, key_of, titled
from border_annotator.formats.articles.packages import DAMAGE, trouble_with

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from docx.document import Document
    from docx.opc.coreprops import CoreProperties

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices, Source

PART = "word/document.xml"


def read_docx(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of a DOCX file; headers, footers, notes and comments are left out, and that is told."""
    trouble = trouble_with(source.data, PART)
    if trouble is not None:
        yield Refusal(trouble)
        return
    yield _read(source.data, choices)


def _read(data: bytes, choices: Choices) -> Draft | Refusal:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return _draft(Document(io.BytesIO(data)), choices)
    except (OpcError, LxmlError, *DAMAGE):
        return Refusal("damaged: a part of it is missing or no XML")
    # python-docx trusts the file: what is missing or misspelled in it shows in any of these.
    except (LookupError, ValueError, AttributeError, TypeError):
        return Refusal("damaged: it is no document that Word would write")


def _draft(document: Document, choices: Choices) -> Draft | Refusal:
    body = DocxBody(document)
    lines = body.lines()
    if not any(line.text.strip() for line in lines):
        return Refusal("holds no text")
    facts = document.core_properties
    title = " ".join((facts.title or "").split()) or None
    shown = " ".join((body.title or "").split()) or None
    if shown is not None and (title is None or not any(key_of(title) in key_of(k.text) for k in lines[:TITLE_WITHIN])):
        title = shown
    cleaning = Cleaning(choices, hyphenates=True)
    text, _none = joined(lines, cleaning)
    draft = Draft(
        text,
        author=facts.author or None,
        published=_created(facts),
        changes=(*cleaning.changes(), *_left_out(document, body)),
        doubts=cleaning.doubts(),
    )
    return titled(draft, title)


def _created(facts: CoreProperties) -> PublicationDate | None:
    """The day when the file was made, which need not be that of the article."""
    try:
        created: datetime.datetime | None = facts.created
    except ValueError:
        return None
    return (
        PublicationDate(created.date(), "metadata", suspect=True, note="the day when the file was made")
        if created
        else None
    )


def _left_out(document: Document, body: DocxBody) -> Iterator[Sentence]:
    if any(_has_margins(document)):
        yield say("Headers and footers were left out.")
    for one, many, count in (
        ("One note was left out.", "{count} notes were left out.", body.left_out["notes"]),
        ("One comment was left out.", "{count} comments were left out.", body.left_out["comments"]),
        ("One deleted passage was left out.", "{count} deleted passages were left out.", body.left_out["deleted"]),
        ("One picture was left out.", "{count} pictures were left out.", body.left_out["pictures"]),
    ):
        if count:
            yield say_count(one, many, count)


def _has_margins(document: Document) -> Iterator[bool]:
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            yield not part.is_linked_to_previous and any(p.text.strip() for p in part.paragraphs)
