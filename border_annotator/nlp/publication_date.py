"""When the article was published, where that is said, and whether the text contradicts it. Standard library only."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate
from border_annotator.domain.span import Span
from border_annotator.nlp.calendar_dates import MONTH, WEEKDAYS, month_number, safe_date
from border_annotator.nlp.date_lines import full_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from border_annotator.domain.document import Boilerplate, Segment
    from border_annotator.nlp.date_lines import DateFound

# Anchors in the order of guidelines, section 6; within one of them the text's order.
_RANK = {"dateline": 0, "header": 1, "byline": 1, "metadata": 2}
# Two places of one page may differ by this much, for an article is written, set and updated.
LARGEST_DIFFERENCE = datetime.timedelta(days=3)
LONGEST_READ = 400_000
HALF_A_YEAR = 183

_UPDATED = re.compile(r"\b(?:updated?|modified|reviewed|changed|edited)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|created|issued|released|publication)\b", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/(20\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))(?=[/_-]|$)")
_FILE_DATE = re.compile(r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_FILE_DATE_DAY_FIRST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])[-_.](0[1-9]|1[0-2])[-_.](20\d{2})(?!\d)")

_WEEKDAY_NAME = "|".join(WEEKDAYS)
_NAMED_DAY = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY_NAME})(?:,? (?:the )?| \()"
    rf"(?:(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month1>{MONTH})"
    rf"|(?P<month2>{MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b(?P<year>,? (?:19|20)\d\d\b)?",
    re.IGNORECASE,
)
_PAST_THEN = re.compile(
    r"\b(?:on|in|since|until)\s+(?:(?:early|mid|late)[ -])?"
    rf"(?P<when>(?:\d{{1,2}} )?(?:{MONTH} )(?:\d{{1,2}},? )?(?P<year>20\d\d))\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:was|were|had|took|came|said|told|announced|closed|opened|arrived|crossed|died|killed|arrested|detained|adopted"
    r"|signed|ordered|began|started|reported|reached|fell|rose|ruled|voted)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|by|until|through|plan(?:s|ned)?|due|expect(?:s|ed)?|schedul|target|next|may|might|could|from"
    r"|propos|intend|aim|extend|prolong|deadline|expire|set to|to be|valid|effect|if)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]{1,600}[.!?\n]")


def publication_date(
    text: str,
    header: PublicationDate,
    segments: Sequence[Segment],
    boilerplate: Sequence[Boilerplate],
    file_name: str,
) -> PublicationDate:
    """The date of the article, found in its header, dateline, byline, metadata or, last, its file's name.

    ``header`` is what the date at the very head says, if there is one. It is suspect when two of these places
    disagree, when day and month could be the other way round, or when the text tells of a later past.
    """
    said = _said(text, header, segments, boilerplate)
    found = said[0] if said else _of_file(file_name)
    if found.value is None:
        return found
    return found if found.suspect else _doubted(text, found, said, segments)


def _said(
    text: str, header: PublicationDate, segments: Sequence[Segment], boilerplate: Sequence[Boilerplate]
) -> list[PublicationDate]:
    """What the places of the page say, the one to trust first."""
    places = [(s.label, s.span) for s in segments if s.label in {"byline", "dateline", "date_header"}]
    places += [("metadata", b.span) for b in boilerplate if b.kind == "metadata"]
    ranked: list[tuple[tuple[int, int], PublicationDate]] = []
    if header.value is not None:
        ranked.append(((_RANK["header"], -1), header))
    for label, span in places:
        words = span.text_in(text)[:1_000]
        date = _first(words)
        basis = "header" if label == "date_header" else label
        if date is None or (basis == "header" and header.span and span.contains(header.span)):
            continue
        # “Updated” comes later than the publication that relative dates were written from.
        later = bool(_UPDATED.search(words[: date.start][-24:])) and not _PUBLISHED.search(words[: date.start][-24:])
        rank = (_RANK[basis] + 3 * later, span.start)
        ranked.append((rank, _dated(date, basis, span.start)))
    ranked += [((6, span.start), found) for label, span in places if (found := _of_address(text, span)) is not None]
    ranked.sort(key=lambda entry: entry[0])
    return [date for _, date in ranked]


def _dated(date: DateFound, basis: str, begin: int) -> PublicationDate:
    note = "day and month could be the other way round" if date.doubtful else None
    return PublicationDate(date.value, basis, Span(begin + date.start, begin + date.end), date.doubtful, note)


def _first(words: str) -> DateFound | None:
    """The date in a line that says several: the one of the publication, else the first."""
    dates = list(full_dates(words))
    for date in dates:
        if _PUBLISHED.search(words[max(0, date.start - 24) : date.start]):
            return date
    return dates[0] if dates else None


def _of_address(text: str, span: Span) -> PublicationDate | None:
    """The date in a web address: “…/2023/11/05/…”."""
    words = span.text_in(text)[:1_000]
    match = _IN_ADDRESS.search(words) if "://" in words or "www." in words else None
    value = safe_date(int(match[1]), int(match[2]), int(match[3])) if match else None
    if match is None or value is None:
        return None
    return PublicationDate(value, "metadata", Span(span.start + match.start(1), span.start + match.end(3)))


def _of_file(file_name: str) -> PublicationDate:
    match = _FILE_DATE.search(file_name)
    value = safe_date(int(match[1]), int(match[2]), int(match[3])) if match else None
    if value is None:
        match = _FILE_DATE_DAY_FIRST.search(file_name)
        value = safe_date(int(match[3]), int(match[2]), int(match[1])) if match else None
    return PublicationDate(value, "file_name") if value else PublicationDate()


def _doubted(
    text: str, found: PublicationDate, said: Iterable[PublicationDate], segments: Sequence[Segment]
) -> PublicationDate:
    """The date with a word on what contradicts it, if anything does."""
    value = found.value
    if value is None:
        return found
    for other in said:
        if other.value is not None and not other.suspect and value - other.value > LARGEST_DIFFERENCE:
            return _suspect(found, f"the page also says {other.value.isoformat()} ({other.basis})")
    named = found.span and re.search(
        rf"\b({_WEEKDAY_NAME})\W{{1,3}}$", text[max(0, found.span.start - 14) : found.span.start], re.IGNORECASE
    )
    if named and WEEKDAYS[named[1].casefold()] != value.weekday():
        return _suspect(found, f"that day was no {named[1].capitalize()}")
    for words in _contradictions(text, value, segments):
        return _suspect(found, f"the text tells of “{words}”")
    if _is_stray(text, found, segments):
        return _suspect(found, "it runs into the text of a page without a title, and may be the day of a copy")
    return found


def _is_stray(text: str, found: PublicationDate, segments: Sequence[Segment]) -> bool:
    """Whether a header's date stands before the first sentence on its line, and nothing else tells what the page is.

    An extraction writes such a date; guidelines, section 1, show one that is two months late.
    """
    if found.basis != "header" or found.span is None or any(segment.label == "title" for segment in segments):
        return False
    return any(segment.label == "date_header" for segment in segments) and bool(
        text[found.span.end :].partition("\n")[0].strip()
    )


def _suspect(found: PublicationDate, note: str) -> PublicationDate:
    return PublicationDate(found.value, found.basis, found.span, suspect=True, note=note)


def _contradictions(text: str, published: datetime.date, segments: Sequence[Segment]) -> Iterator[str]:
    """Days of the text that do not fit: a past after the publication, a weekday of another year."""
    for segment in segments:
        if segment.label not in {"body", "lead", "list"}:
            continue
        words = segment.span.text_in(text)[:LONGEST_READ]
        if not re.search(r"\d", words):
            continue
        for match in _NAMED_DAY.finditer(words):
            if not match["year"] and not _weekday_fits(match, published):
                yield match[0]
        # Without a year there is no past to tell of, which is seen much sooner than each sentence is tried.
        for sentence in _SENTENCE.finditer(words) if "20" in words else ():
            for match in _PAST_THEN.finditer(sentence[0]):
                if (
                    _starts_after(match, published)
                    and _HAPPENED.search(sentence[0])
                    and not _TO_COME.search(sentence[0].replace(match[0], " "))
                    and match[0][:5].casefold() != "until"
                ):
                    yield match["when"]


def _weekday_fits(match: re.Match[str], published: datetime.date) -> bool:
    """Whether a named day had that name in the year that the publication lets one think of."""
    month, day = month_number(match["month1"] or match["month2"]), int(match["day1"] or match["day2"])
    near = [
        value
        for year in (published.year - 1, published.year, published.year + 1)
        if (value := safe_date(year, month, day)) and abs((value - published).days) <= HALF_A_YEAR
    ]
    return not near or any(value.weekday() == WEEKDAYS[match["weekday"].casefold()] for value in near)


def _starts_after(match: re.Match[str], published: datetime.date) -> bool:
    date = next(full_dates(match["when"]), None)
    if date is not None:
        return date.value > published + datetime.timedelta(days=1)
    month = re.search(MONTH, match["when"], re.IGNORECASE)
    return month is not None and (int(match["year"]), month_number(month[0])) > (published.year, published.month)
