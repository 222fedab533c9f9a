"""An article's layout: title, date, headings, paragraphs and what is not the article. Standard library only."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from border_annotator.domain.document import Boilerplate, Layout, PublicationDate, Segment
from border_annotator.domain.span import Span, trimmed
from border_annotator.nlp.boilerplate import INLINE, STARTS_A_LIST, kind_of_line
from border_annotator.nlp.calendar_dates import first_full_date

LONGEST_TITLE = 200
LONGEST_HEADING = 110
MOST_WORDS_IN_HEADING = 16
# Bylines and datelines stand among the first lines of an article.
NEAR_THE_TOP = 4

_HEADER = re.compile(r"date[ :]+(\d{4}-\d{2}-\d{2})(?=\s|$)")
_LIST_ITEM = re.compile(r"(?:[-–—•*▪●]\s+|\(?\d{1,2}[.)]\s+)\S")
_CORRECTION = re.compile(
    r"(?:correction|clarification|editor[’']s note)\b\s*[:(–—-]|this (?:article|story) (?:was|has"
    r" been) (?:amended|corrected|updated)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|from|reporting by|written by|report by)[ :]+(?=[A-ZÀ-ÞŠŽČŁŚĆŻ])", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-ÞŠŽČŁŚ][\w’'.\-/]*(?:[ ,]+[\w’'.\-/]+){0,6}?)"
    r"(?:\s*\((?P<agency>[A-Z][\w .&/-]{1,30})\)\s*(?:[-–—―:]|\.)|\s+[–—―]|,\s+(?P<date>(?:\d{1,2} \w+|\w+\.?"
    r" \d{1,2})(?:,? \d{4})?)\s*(?:\([^)]{2,30}\)\s*)?[-–—―:])\s+"
)
_FINAL = re.compile(r"[.;,…][”\"’')\]]*$")
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+[A-ZÀ-Þ“\"]")
_FILE_DATE = re.compile(r"(?<!\d)(20\d{2})[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the text without the white space at its edges."""

    span: Span
    text: str
    kind: str | None


def read_layout(text: str, file_name: str = "") -> Layout:
    """The title, publication date, segments and boilerplate of an article.

    ``text`` is the article as stored; any text is fine, also an empty one. ``file_name`` is looked at only when the
    text itself tells no date. Segments and boilerplate come in the order of the text and do not overlap.
    Rules: guidelines, sections 1, 2, 6 (anchor) and 8 (rules 15 and 16).
    """
    header, published, begin = _date_header(text)
    lines = _with_lists_of_headlines(_lines(text, begin))
    segments: list[Segment] = [header] if header else []
    boilerplate: list[Boilerplate] = []
    content = [line for line in lines if line.kind is None]
    title = _title(content)
    boilerplate.extend(Boilerplate(line.kind, line.span) for line in lines if line.kind is not None)
    for position, line in enumerate(content):
        if line is title:
            segments.append(Segment("title", line.span))
        else:
            segments.extend(_paragraph(text, line, position, content[position + 1 : position + 4]))
    if published.value is None:
        published = _date_elsewhere(text, segments, boilerplate, file_name)
    return Layout(title.span if title else None, published, tuple(segments), tuple(boilerplate))


def _date_header(text: str) -> tuple[Segment | None, PublicationDate, int]:
    """The bare date at the head, if there is one, and where the article begins after it."""
    start = len(text) - len(text.lstrip())
    match = _HEADER.match(text, start)
    if match is None:
        return None, PublicationDate(), start
    try:
        value = datetime.date.fromisoformat(match[1])
    except ValueError:
        return None, PublicationDate(), start
    segment = Segment("date_header", Span(match.start(), match.end()))
    return segment, PublicationDate(value, "header", Span(*match.span(1))), match.end()


def _lines(text: str, begin: int) -> list[_Line]:
    """The lines that are not empty; notes in brackets inside a paragraph become lines of their own."""
    found: list[_Line] = []
    position = begin
    while position <= len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        span = trimmed(text, position, end)
        if span is not None:
            found.extend(_parts_of_line(text, span))
        position = end + 1
    return found


def _parts_of_line(text: str, span: Span) -> list[_Line]:
    whole = span.text_in(text)
    kind = kind_of_line(whole)
    if kind is not None:
        return [_Line(span, whole, kind)]
    parts: list[_Line] = []
    position = span.start
    for match in INLINE.finditer(text, span.start, span.end):
        before = trimmed(text, position, match.start())
        if before:
            parts.append(_Line(before, before.text_in(text), None))
        kind = "ad" if match[0][1:3].casefold() == "ad" else "read_also"
        parts.append(_Line(Span(*match.span()), match[0], kind))
        position = match.end()
    rest = trimmed(text, position, span.end)
    if rest:
        parts.append(_Line(rest, rest.text_in(text), None))
    return parts


def _with_lists_of_headlines(lines: list[_Line]) -> list[_Line]:
    """Marks the headlines that stand under “Most read” and its like: they are not this article's headings."""
    marked: list[_Line] = []
    inside = False
    for line in lines:
        if line.kind == "related" and STARTS_A_LIST.fullmatch(line.text):
            inside = True
        elif inside and (line.kind is None and (_FINAL.search(line.text) or len(line.text) > LONGEST_TITLE)):
            inside = False
        marked.append(_Line(line.span, line.text, "related") if inside and line.kind is None else line)
    return marked


def _title(content: list[_Line]) -> _Line | None:
    """The first line, when it looks like one and something longer follows it."""
    if len(content) < 2:
        return None
    first = content[0]
    looks = (
        len(first.text) <= LONGEST_TITLE
        and not _FINAL.search(first.text)
        and not _SENTENCE_END.search(first.text)
        and not first.text.endswith(":")
        and not _LIST_ITEM.match(first.text)
        and not _BYLINE.match(first.text)
        and not _DATELINE.match(first.text)
        and any(c.isalpha() for c in first.text)
    )
    return first if looks and any(_is_prose(line.text) for line in content[1:]) else None


def _is_prose(line: str) -> bool:
    return bool(_FINAL.search(line) or line.endswith(("?", "!", "”", '"'))) or len(line) > LONGEST_TITLE


def _paragraph(text: str, line: _Line, position: int, following: list[_Line]) -> list[Segment]:
    """What the article's line number ``position`` is; a dateline at its start is cut off."""
    if position <= NEAR_THE_TOP and (_is_byline(line.text) or _is_dotted_byline(line.text)):
        return [Segment("byline", line.span)]
    if _CORRECTION.match(line.text):
        return [Segment("correction", line.span)]
    if _LIST_ITEM.match(line.text):
        return [Segment("list", line.span)]
    if _is_heading(line, following):
        return [Segment("heading", line.span)]
    dateline = _DATELINE.match(line.text) if position <= NEAR_THE_TOP else None
    if dateline and _is_dateline(dateline):
        head = trimmed(text, line.span.start, line.span.start + dateline.end())
        body = trimmed(text, line.span.start + dateline.end(), line.span.end)
        if head and body:
            return [Segment("dateline", head), Segment("body", body)]
    return [Segment("body", line.span)]


def _is_byline(line: str) -> bool:
    return bool(_BYLINE.match(line)) and len(line) <= 140 and not re.search(r"[.!?]$", line)


def _is_dotted_byline(line: str) -> bool:
    """“Name · City · 15 May 2024”."""
    return len(line) <= 140 and len(re.findall(r"\s[·|•]\s", line)) >= 1 and first_full_date(line) is not None


def _is_dateline(match: re.Match[str]) -> bool:
    """A city in capitals, an agency in brackets or a date: without one of them a dash is just a dash."""
    place = match["place"].split(",")[0].strip()
    return bool(match["agency"] or match["date"]) or (place.isupper() and len(place) > 2)


def _is_heading(line: _Line, following: list[_Line]) -> bool:
    """A bare short line without final punctuation, with running text soon after it."""
    text = line.text
    return (
        len(text) <= LONGEST_HEADING
        and len(_WORD.findall(text)) <= MOST_WORDS_IN_HEADING
        and not _FINAL.search(text)
        and not text.endswith((":", "”", '"'))
        and not _SENTENCE_END.search(text)
        and (text[0].isupper() or text[0].isdigit() or text[0] in "“\"‘'#")
        and any(c.isalpha() for c in text)
        and any(_is_prose(later.text) for later in following)
    )


def _date_elsewhere(
    text: str, segments: list[Segment], boilerplate: list[Boilerplate], file_name: str
) -> PublicationDate:
    """The date from a byline, a dateline, a line of metadata or, last, the file's name."""
    places = [(s.label, s.span) for s in segments if s.label in {"byline", "dateline"}]
    places += [("metadata", b.span) for b in boilerplate if b.kind == "metadata"]
    # “Updated” comes later than the publication that relative dates were written from.
    places.sort(key=lambda place: "updated" in place[1].text_in(text).casefold()[:14])
    for basis, span in places:
        found = first_full_date(span.text_in(text))
        if found is not None:
            value, start, end = found
            return PublicationDate(value, basis, Span(span.start + start, span.start + end))
    match = _FILE_DATE.search(file_name)
    if match:
        try:
            return PublicationDate(datetime.date(int(match[1]), int(match[2]), int(match[3])), "file_name")
        except ValueError:
            return PublicationDate()
    return PublicationDate()
