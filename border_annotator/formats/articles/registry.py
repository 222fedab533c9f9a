"""The formats of articles, told apart by what is in a file; its name decides only where that tells nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say
from border_annotator.formats.articles.docx import read_docx
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.articles.email_message import read_email
from border_annotator.formats.articles.encoding import looked_into
from border_annotator.formats.articles.html_page import read_html
from border_annotator.formats.articles.markdown import read_markdown
from border_annotator.formats.articles.mbox import read_mbox
from border_annotator.formats.articles.mhtml import read_mhtml
from border_annotator.formats.articles.odt import read_odt
from border_annotator.formats.articles.pdf import read_pdf
from border_annotator.formats.articles.plain_text import read_text
from border_annotator.formats.articles.rtf import read_rtf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.formats.articles.draft import Choices, Draft, Source

HEAD = 65_536
"""Bytes at the beginning of a file that tell its format."""


@dataclass(frozen=True, slots=True)
class ArticleFormat:
    """One format of articles; ``read`` gives what a file of it holds, article by article."""

    name: str
    suffixes: tuple[str, ...]
    description: str
    read: Callable[[Source, Choices], Iterator[Draft | Refusal]]


TEXT = ArticleFormat("text", (".txt", ".text"), "Plain text", read_text)
MARKDOWN = ArticleFormat("markdown", (".md", ".markdown", ".mdown"), "Markdown", read_markdown)
HTML = ArticleFormat("html", (".html", ".htm", ".xhtml"), "Page saved from a browser", read_html)
MHTML = ArticleFormat("mhtml", (".mhtml", ".mht"), "Page saved with its pictures", read_mhtml)
PDF = ArticleFormat("pdf", (".pdf",), "PDF", read_pdf)
DOCX = ArticleFormat("docx", (".docx", ".docm"), "Word document", read_docx)
ODT = ArticleFormat("odt", (".odt",), "OpenDocument text", read_odt)
RTF = ArticleFormat("rtf", (".rtf",), "Rich text", read_rtf)
EMAIL = ArticleFormat("eml", (".eml",), "Mail", read_email)
MBOX = ArticleFormat("mbox", (".mbox", ".mbx"), "Mailbox", read_mbox)

ARTICLE_FORMATS = (TEXT, MARKDOWN, HTML, MHTML, PDF, DOCX, ODT, RTF, EMAIL, MBOX)
"""All of them, in the order in which a dialog lists them."""

_PICTURE = "a picture: let a program recognise its text, and import that"
_OLD = "an old or encrypted Office document: open it and save it as DOCX, without a password"
_ARCHIVE = "a page that Safari saved as an archive: save it as HTML or PDF instead"
# Files that hold an article, but not in a way that can be read here: how they begin, and what helps.
_OTHER_WAYS = (
    (b"\xd0\xcf\x11\xe0", _OLD),
    (b"bplist00", _ARCHIVE),
    *((begin, _PICTURE) for begin in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
)
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*){0,20}<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<(?:p|div|a|br|h[1-6]|span|title|meta|article|table)\b[^>]*>", re.IGNORECASE)
_BEGINS_BOX = re.compile(r"From \S*[^\n]{0,200}\d\d:\d\d[^\n]{0,200}\n")
_HEADERS = re.compile(r"(?:[!-9;-~]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_SENT = frozenset({"from", "subject", "date", "to"})
_TRAVELLED = frozenset({"message-id", "received", "mime-version", "return-path", "delivered-to", "content-type"})


def article_format_of(head: bytes, name: str) -> ArticleFormat | None:
    """The format of a file that begins with ``head`` (``HEAD`` bytes of it) and is called ``name``; ``None`` for none.

    Tables, JSON and archives are no single articles, and are not told here. The format of a picture or an old Word
    document reads nothing and tells the way out.
    """
    if b"%PDF-" in head[:1024]:
        return PDF
    reason = next((reason for begin, reason in _OTHER_WAYS if head.startswith(begin)), None)
    if reason is not None:
        return ArticleFormat("unreadable", (), reason, _refusing(reason))
    if head.startswith(b"PK\x03\x04"):
        return _package(head, name)
    if head.lstrip()[:5] == b"{\\rtf":
        return RTF
    text = looked_into(head)
    if text is None:
        return None
    if (mail := _mail(text, name)) is not None:
        return mail
    if _PAGE.match(text) or (_is_called(name, HTML) and _TAG.search(text)):
        return HTML
    return MARKDOWN if _is_called(name, MARKDOWN) else TEXT


def _refusing(reason: str) -> Callable[[Source, Choices], Iterator[Draft | Refusal]]:
    def read(_source: Source, _choices: Choices) -> Iterator[Draft | Refusal]:
        yield Refusal(say(reason))

    return read


def _mail(text: str, name: str) -> ArticleFormat | None:
    """What kind of mail begins with a head of headers; a text may begin with ``From:`` as well."""
    in_box = _BEGINS_BOX.match(text)
    head = _HEADERS.match(text, in_box.end() if in_box else 0)
    if head is None:
        return None
    names = {line.partition(":")[0].lower() for line in head[0].split("\n")}
    if in_box and names & _SENT:
        return MBOX
    if "snapshot-content-location" in names or ("mime-version" in names and "multipart/related" in head[0].lower()):
        return MHTML if "text/html" in text.lower() else EMAIL
    return EMAIL if names & _SENT and (names & _TRAVELLED or _is_called(name, EMAIL)) else None


def _package(head: bytes, name: str) -> ArticleFormat | None:
    """The format of a ZIP package, whose first parts tell it."""
    if b"word/" in head or (b"[Content_Types].xml" in head and _is_called(name, DOCX)):
        return DOCX
    if b"application/vnd.oasis.opendocument.text" in head[:200] or (b"content.xml" in head and _is_called(name, ODT)):
        return ODT
    return None


def _is_called(name: str, known: ArticleFormat) -> bool:
    return name.lower().endswith(known.suffixes)
