"""HTML pages saved from a browser: the article alone, or the whole page with its furniture marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say
from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.encoding import decoded
from border_annotator.formats.articles.html_facts import page_facts, title_among
from border_annotator.formats.articles.html_furniture import (
    as_the_page_shows,
    told_apart,
    with_what_was_lost,
    without_furniture,
)
from border_annotator.formats.articles.html_lines import page_lines, without_layout_tables
from border_annotator.formats.articles.lines import TITLE_WITHIN, Line, joined, titled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from border_annotator.formats.articles.draft import Choices, Source
    from border_annotator.formats.articles.html_lines import PageLine

_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE
)
_DECLARES_XML = re.compile(r"\s*<\?xml\b[^>]*>")
# Pictures that are kept inside the page; a page is rarely more than a megabyte without them.
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=%\s]{200,}")
_UNFIT = re.compile("[\0\x1f]")
HEAD = 8_192
"""Bytes in which a page declares its encoding."""
DEEPEST = 400
"""Elements inside each other; no page is nested so deeply, and telling an article apart takes too long there."""
FEWEST_LETTERS = 40
"""With less there is no article on a page."""


def read_html(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of a page; nothing is ever fetched. Raises ``KnownError`` for binary data."""
    yield html_draft(source.data, choices)


def html_draft(
    data: bytes,
    choices: Choices,
    *,
    declared: str | None = None,
    address: str | None = None,
    title: str | None = None,
    fewest: int = FEWEST_LETTERS,
) -> Draft | Refusal:
    """The article of a page; a mail or an archive says what encoding it ``declared``, its ``address`` and ``title``.

    A page with less than ``fewest`` letters of text is refused.
    Raises ``KnownError`` for binary data.
    """
    match = _DECLARED.search(data[:HEAD])
    declared = declared or (match[1].decode("ascii") if match else None)
    found = decoded(data, chosen=choices.encoding, declared=declared)
    root = _parsed(found.text)
    if root is None:
        return Refusal("holds no page")
    facts = page_facts(root, address)
    article = _article(root)
    whole = page_lines(root)
    article = as_the_page_shows(whole, article)
    title = title_among(title or facts.title, (line.text for line in article[:TITLE_WITHIN]))
    article = with_what_was_lost(whole, article, title)
    doubts = [] if article else [say("No article stands out on this page: all of its text was taken.")]
    if choices.keeps_furniture and article:
        lines = told_apart(whole, article, title)
    else:
        lines = [Line(line.shown) for line in article or whole]
    if sum(len(line.text) for line in lines if not line.kind) < fewest:
        return Refusal("holds no article: its text may come from a script; save the page again when all of it is shown")
    cleaning = Cleaning(choices, hyphenates=True, had_mark=found.had_mark)
    text, furniture = joined(lines, cleaning)
    draft = Draft(
        text,
        author=facts.author,
        site=facts.site,
        url=facts.url,
        published=facts.published,
        # The language of a site's template, which says little of the article's.
        extra={"declared_language": facts.language} if facts.language else {},
        encoding=found.encoding,
        boilerplate=furniture,
        changes=cleaning.changes(),
        doubts=(*found.doubts, *doubts, *cleaning.doubts()),
    )
    return titled(draft, title)


def _parsed(text: str) -> HtmlElement | None:
    from lxml import html
    from lxml.etree import LxmlError

    text = _UNFIT.sub("", _DECLARES_XML.sub("", text, count=1))
    if len(text) > 1_000_000:
        text = _EMBEDDED.sub("data:,", text)
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True, no_network=True))
    except (LxmlError, ValueError):
        return None


def _article(root: HtmlElement) -> list[PageLine]:
    """The lines of the page that trafilatura takes for the article; none where it finds none."""
    from lxml.etree import Comment, ProcessingInstruction, strip_tags
    from trafilatura import bare_extraction

    if _is_too_deep(root):
        return []
    without_layout_tables(root)
    # trafilatura loses what stands after a comment in a paragraph.
    strip_tags(root, Comment, ProcessingInstruction)
    found = bare_extraction(without_furniture(root), include_comments=False, include_tables=True)
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    lines = page_lines(found.body)
    return lines if sum(len(line.text) for line in lines) >= FEWEST_LETTERS else []


def _is_too_deep(root: HtmlElement) -> bool:
    from lxml.etree import iterwalk

    depth = 0
    for event, _element in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False
