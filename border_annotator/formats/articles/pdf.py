"""PDF files: paragraphs in the order of reading, and the page that each stands on."""

from __future__ import annotations

import datetime
import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate
from border_annotator.domain.sentence import say, say_count
from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.lines import TITLE_WITHIN, key_of, titled
from border_annotator.formats.articles.pdf_lines import lines_of_page
from border_annotator.formats.articles.pdf_paragraphs import body_size, in_reading_order, paragraphs, without_margins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfPage

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices, Source
    from border_annotator.formats.articles.pdf_lines import PdfLine
    from border_annotator.formats.articles.pdf_paragraphs import Paragraph

MOST_PAGES = 1_000
"""A file with more is a book, no article."""
FEWEST_LETTERS = 25
"""A page with fewer and a picture on it was scanned."""

LONGEST_TITLE = 300

_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_ADDRESS = re.compile(r"https?://[^\s\t]+")
# What programs write for want of a title.
_NO_TITLE = re.compile(
    r"(?:untitled|ohne titel|document\d*|microsoft word - .*|.*\.(?:docx?|odt|rtf|indd|qxd|pdf|html?|tmp))",
    re.IGNORECASE,
)
# Browsers print the page at the day of printing, which tells nothing of the article's.
_PRINTED = re.compile(r"mozilla|chrome|skia|firefox|webkit", re.IGNORECASE)

# PDFium may work for one thread at a time only.
_one_at_a_time = threading.Lock()


def read_pdf(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of a PDF; one that is encrypted, scanned or damaged is refused with the reason."""
    with _one_at_a_time:
        found = _read(source.data, choices)
    yield found


def _read(data: bytes, choices: Choices) -> Draft | Refusal:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            return Refusal("encrypted: open it with its password, save it without one, and import that")
        return Refusal("damaged, or no PDF")
    try:
        return _article(pdf, choices)
    except PdfiumError:
        return Refusal("damaged: a page of it cannot be read")
    finally:
        pdf.close()


def _article(pdf: PdfDocument, choices: Choices) -> Draft | Refusal:
    if len(pdf) > MOST_PAGES:
        return Refusal(say("{count} pages: too long for an article", count=len(pdf)))
    pages: list[list[PdfLine]] = []
    heights: list[float] = []
    pictures: list[int] = []
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        text_page = page.get_textpage()
        try:
            lines = lines_of_page(text_page, number)
            if sum(len(line.text) for line in lines) < FEWEST_LETTERS and _has_picture(page):
                pictures.append(number)
            pages.append(lines)
            heights.append(page.get_height())
        finally:
            text_page.close()
            page.close()
    if not any(pages) or len(pictures) == len(pages):
        if pictures:
            return Refusal("scanned: its pages are pictures without text, so let a program recognise the text first")
        return Refusal("holds no text")
    return _draft(pdf.get_metadata_dict(skip_empty=True), pages, heights, pictures, choices)


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2 import raw

    return next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _draft(
    facts: dict[str, str],
    pages: Sequence[Sequence[PdfLine]],
    heights: Sequence[float],
    pictures: Sequence[int],
    choices: Choices,
) -> Draft:
    cleaning = Cleaning(choices, hyphenates=True)
    cleaned = [[replace(line, text=cleaning.of(line.text)) for line in lines] for lines in pages]
    kept, margins = without_margins(cleaned, heights)
    found = paragraphs(in_reading_order(lines) for lines in kept)
    title = _title(facts, found, body_size(kept))
    doubts = [_pictures(pictures)] if pictures else []
    draft = Draft(
        "\n".join(paragraph.text for paragraph in found),
        author=facts.get("Author"),
        url=_printed_from(margins),
        published=_created(facts),
        pages=_pages(found),
        changes=(*cleaning.changes(), *_left_out(margins)),
        doubts=(*cleaning.doubts(), *doubts),
    )
    return titled(draft, title)


def _pages(found: Sequence[Paragraph]) -> tuple[tuple[int, int], ...]:
    begin = 0
    places: list[tuple[int, int]] = []
    for paragraph in found:
        places += [(begin + at, number) for at, number in paragraph.pages]
        begin += len(paragraph.text) + 1
    return tuple(places)


def _title(facts: dict[str, str], found: Sequence[Paragraph], usual: float) -> str | None:
    """The title that the file names, where it is one, else what stands in the largest letters on the first page."""
    said = " ".join(facts.get("Title", "").split())
    if said and not _NO_TITLE.fullmatch(said):
        if any(key_of(said) in key_of(paragraph.text) for paragraph in found[:TITLE_WITHIN]):
            return said
    else:
        said = ""
    first = [p for p in found[:TITLE_WITHIN] if p.size > 1.2 * usual and 2 < len(p.text) < LONGEST_TITLE]
    shown = max(first, key=lambda paragraph: paragraph.size, default=None)
    return shown.text if shown is not None else said or None


def _created(facts: dict[str, str]) -> PublicationDate | None:
    """The day when the file was made, which need not be that of the article."""
    match = _CREATED.match(facts.get("CreationDate", ""))
    if match is None or _PRINTED.search(facts.get("Creator", "") + facts.get("Producer", "")):
        return None
    try:
        day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return PublicationDate(day, "metadata", suspect=True, note="the day when the PDF was made")


def _printed_from(margins: Sequence[PdfLine]) -> str | None:
    """The address that browsers print on each page."""
    return next((match[0] for line in margins if (match := _ADDRESS.search(line.text))), None)


def _left_out(margins: Sequence[PdfLine]) -> Iterator[Sentence]:
    if margins:
        yield say_count(
            "One running head, running foot or page number was left out.",
            "{count} running heads, running feet and page numbers were left out.",
            len(margins),
        )


def _pictures(pages: Sequence[int]) -> Sentence:
    return say_count(
        "Page {pages} is a picture without text.",
        "{count} pages are pictures without text: {pages}.",
        len(pages),
        pages=", ".join(map(str, pages[:20])),
    )
