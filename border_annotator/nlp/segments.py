"""An article's layout: title, date, headings, paragraphs and what is not the article. Standard library only."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from border_annotator.domain.document import Boilerplate, Layout, PublicationDate, Segment
from border_annotator.domain.span import Span, trimmed
from border_annotator.nlp.author_notes import is_byline
from border_annotator.nlp.broken_lines import with_lines_joined
from border_annotator.nlp.date_lines import is_bare_date, is_date_line
from border_annotator.nlp.datelines import dateline_end, is_bare_dateline
from border_annotator.nlp.headline import CORRECTION, title_among
from border_annotator.nlp.page_furniture import with_furniture
from border_annotator.nlp.page_lines import (
    cells_of,
    ends_sentence,
    has_final,
    is_list_item,
    is_prose,
    is_running,
    page_lines,
    says_something,
    with_captions,
    words_of,
)
from border_annotator.nlp.page_parts import masked
from border_annotator.nlp.publication_date import publication_date
from border_annotator.nlp.said_again import with_said_again_masked

if TYPE_CHECKING:
    from border_annotator.nlp.page_lines import Line

LONGEST_HEADING = 110
MOST_WORDS_IN_HEADING = 16
# A heading has running text, a list or a table within this many lines below it.
NEAR_BELOW = 3
# A page says its title again at most this many lines below it.
FARTHEST_SAID_AGAIN = 12

_HEADER = re.compile(r"date[ :]+(\d{4}-\d{2}(?:-\d{2})?)(?=\s|$)")


def read_layout(text: str, file_name: str = "") -> Layout:
    """The title, publication date, segments and boilerplate of an article.

    ``text`` is the article as stored; any text is fine, also an empty one. ``file_name`` is looked at only when the
    text itself tells no date. Segments and boilerplate come in the order of the text, do not overlap, and together
    hold every character that is not white space.
    Rules: guidelines, sections 1, 2, 6 (anchor) and 8 (rules 15 and 16).
    """
    text = with_lines_joined(text)
    header, published, begin = _date_header(text)
    lines = with_furniture(lines_by_rules(text, begin))
    title = next((line.span for line in lines if line.label == "title"), None)
    segments = [header] if header else []
    segments += _segments(text, lines, header)
    boilerplate = [Boilerplate(line.kind, line.span) for line in lines if line.kind is not None]
    published = publication_date(text, published, segments, boilerplate, file_name)
    return Layout(title, published, tuple(segments), tuple(boilerplate))


def lines_by_rules(text: str, begin: int = 0) -> list[Line]:
    """The lines of a page with what the rules tell of them: the title, captions, and what is boilerplate."""
    lines = with_captions(page_lines(text, begin))
    title = title_among(lines)
    return masked(with_said_again_masked(lines if title is None else _title_once(lines, title)))


def _date_header(text: str) -> tuple[Segment | None, PublicationDate, int]:
    """What an extraction wrote at the head, “date 2023-11-05”, and where the article begins after it."""
    start = len(text) - len(text.lstrip())
    match = _HEADER.match(text, start)
    if match is None:
        return None, PublicationDate(), start
    segment = Segment("date_header", Span(match.start(), match.end()))
    try:
        value = datetime.date.fromisoformat(match[1])
    except ValueError:
        # A month alone is a header too, but no day that anything could be counted from.
        is_month = len(match[1]) == 7 and 1 <= int(match[1][5:]) <= 12
        return (segment, PublicationDate(), match.end()) if is_month else (None, PublicationDate(), start)
    return segment, PublicationDate(value, "header", Span(*match.span(1))), match.end()


def _labelled(line: Line, label: str) -> Line:
    return type(line)(line.span, line.text, None, line.apart, label)


def _title_once(lines: list[Line], title: int) -> list[Line]:
    """The lines with the title labelled, and masked where the page says it again above the text."""
    found = list(lines)
    found[title] = _labelled(lines[title], "title")
    said = lines[title].text.casefold()
    for i in range(title + 1, min(len(lines), title + 1 + FARTHEST_SAID_AGAIN)):
        if lines[i].is_content and lines[i].text.casefold() == said:
            found[i] = lines[i].masked("nav")
    return found


def _segments(text: str, lines: list[Line], header: Segment | None) -> list[Segment]:
    """What each line of the article is."""
    segments: list[Segment] = []
    content = [i for i, line in enumerate(lines) if line.is_content]
    dates = sum(is_bare_date(lines[i].text) for i in content[:400])
    above, leads, passed = True, False, 0
    for position, index in enumerate(content):
        line = lines[index]
        if line.label is not None:
            segments.append(Segment(line.label, line.span))
            leads = leads or line.label == "title"
            continue
        found = _above_the_text(line, dates) if above else None
        if found is None and is_running(line.text):
            # A byline may also stand below a first paragraph that says what the article is about.
            passed += 1
            above = passed < 2
        elif found is not None and passed and found != "byline":
            found = None
        if found is not None:
            segments.append(Segment(found, line.span))
            continue
        below = [lines[i] for i in content[position + 1 : position + 1 + NEAR_BELOW]]
        parts = _paragraph(text, line, below)
        if leads:
            leads = False
            body = parts[-1]
            if body.label == "body" and header is None and _is_lead(body.span.text_in(text), below):
                parts[-1] = Segment("lead", body.span)
        segments.extend(parts)
    return segments


def _above_the_text(line: Line, dates: int) -> str | None:
    """Byline, dateline or date of a line that stands above the running text."""
    if CORRECTION.match(line.text):
        return "correction"
    # One date above the text is the article's, a date above each paragraph is that paragraph's.
    if is_bare_date(line.text) and dates <= 2:
        return "date_header"
    if is_bare_dateline(line.text):
        return "dateline"
    return "byline" if is_byline(line.text) else None


def _is_lead(words: str, below: list[Line]) -> bool:
    """Whether the first paragraph says the whole story in one sentence, with more to come."""
    return is_running(words) and not ends_sentence(words) and bool(below)


def _paragraph(text: str, line: Line, below: list[Line]) -> list[Segment]:
    """What a line of the article is; a dateline at its start is cut off."""
    if CORRECTION.match(line.text):
        return [Segment("correction", line.span)]
    if is_list_item(line.text) or _is_row(line.text):
        return [Segment("list", line.span)]
    end = dateline_end(line.text)
    if end is not None:
        head = trimmed(text, line.span.start, line.span.start + end)
        body = trimmed(text, line.span.start + end, line.span.end)
        if head and body:
            return [Segment("dateline", head), Segment("body", body)]
    return [Segment("heading" if _is_heading(line, below) else "body", line.span)]


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table: cells, and no sentence."""
    cells = cells_of(line)
    return cells > 2 or (cells == 2 and "\t" in line and not (is_prose(line) and len(words_of(line)) > 12))


def _is_heading(line: Line, below: list[Line]) -> bool:
    """A bare short line without final punctuation, with running text, a list or a table soon after it."""
    text = line.text
    return (
        len(text) <= LONGEST_HEADING
        and len(words_of(text)) <= MOST_WORDS_IN_HEADING
        and not has_final(text)
        and not text.endswith((":", "”", '"'))
        and not ends_sentence(text)
        and (text[0].isupper() or text[0].isdigit() or text[0] in "“\"‘'#")
        and any(c.isalpha() for c in text)
        and says_something(text)
        and any(is_prose(later.text) or is_list_item(later.text) or cells_of(later.text) > 2 for later in below)
        and not is_date_line(text)
    )
