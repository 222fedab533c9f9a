"""How many articles a second come out of HTML, PDF and DOCX files, each beside the bare library in the same run."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

import docx
import trafilatura
from pypdfium2 import PdfDocument

from border_annotator.formats.articles.docx import read_docx
from border_annotator.formats.articles.draft import Choices, Draft, Source
from border_annotator.formats.articles.html_page import read_html
from border_annotator.formats.articles.pdf import read_pdf
from tests.bench.measuring import Line, in_turns, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.formats.articles.draft import Refusal

PARAGRAPHS = 24
REPEATS = 30
_SAID = (
    "Border guards at crossing {number} turned back {count} people on Thursday, the interior ministry said.",
    "An officer of the eastern prefecture told reporters that {count} vehicles had been searched there since Monday.",
    "The government agreed to close the road at night for {number} months and to send 45 more guards to the river.",
)


def article_files() -> list[Line]:
    """Milliseconds for each article of some 4 kB, ours and those of the library alone, and articles a second."""
    lines = []
    for name, data, read, bare in (
        ("HTML page to an article, beside trafilatura with metadata", _page(), read_html, _bare_page),
        ("PDF of 2 pages to an article, beside PDFium's text", _pdf(), read_pdf, _bare_pdf),
        ("DOCX to an article, beside python-docx's paragraphs", _docx(), read_docx, _bare_docx),
    ):
        ours, floor = in_turns(_reading(data, read), partial(bare, data), REPEATS)
        mine, theirs = percentile(ours, 50), percentile(floor, 50)
        lines.append(Line(name, mine, theirs, note=f"{1000 / mine:,.0f} articles/s, {1000 / theirs:,.0f} bare"))
    return lines


def _reading(data: bytes, read: Callable[[Source, Choices], Iterator[Draft | Refusal]]) -> Callable[[], object]:
    def work() -> None:
        (found,) = read(Source("article", data), Choices())
        if not isinstance(found, Draft):
            raise TypeError(found.reason)

    return work


def _paragraphs() -> list[str]:
    return [
        " ".join(said.format(number=k, count=100 + 7 * k) for said in _SAID[: 1 + k % 3]) for k in range(PARAGRAPHS)
    ]


def _page() -> bytes:
    menu = "".join(f'<li><a href="/{k}">Part {k} of the site</a></li>' for k in range(40))
    more = "".join(f'<div class="teaser"><a href="/n/{k}">Another article, number {k}</a></div>' for k in range(30))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in _paragraphs())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Guards turn back hundreds | Ledger</title>'
        '<meta property="article:published_time" content="2024-04-11T12:00:00Z"><meta name="author" content="M. Tamm">'
        f"</head><body><nav><ul>{menu}</ul></nav><article><h1>Guards turn back hundreds</h1>{body}</article>"
        f'<aside class="related">{more}</aside><footer><p>All rights reserved.</p></footer></body></html>'
    ).encode()


def _bare_page(data: bytes) -> object:
    return trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)


def _pdf() -> bytes:
    import textwrap

    from tests.formats.articles.made_pdf import Words, column, pdf_of

    lines: list[str] = []
    for paragraph in _paragraphs():
        lines += [*textwrap.wrap(paragraph, 84), ""]
    half = len(lines) // 2
    return pdf_of(
        [
            [*column(60, 740, part, pitch=12), Words(290, 30, f"Page {number}")]
            for number, part in enumerate((lines[:half], lines[half:]), start=1)
        ]
    )


def _bare_pdf(data: bytes) -> object:
    pdf = PdfDocument(data)
    text = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return text


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading("Guards turn back hundreds", 0)
    for paragraph in _paragraphs():
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _bare_docx(data: bytes) -> object:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
