"""One article out of a record of named values: the row of a table, the object of a JSON file."""

from __future__ import annotations

import datetime
import email.utils
import re
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.lines import TITLE_WITHIN, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"(?:\w+,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"(?:\w+,? )?([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_SECONDS = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_TAGS = re.compile(r"</(?:p|div|a|b|em|strong|span|li)>|<br */?>", re.IGNORECASE)
LONGEST_FACT = 2_000
"""Letters of a title, an author or an address; what is longer is none, and stays among the other fields."""


def draft_of(
    values: Mapping[str, str], columns: Mapping[str, str], place: str, choices: Choices, encoding: str | None = None
) -> Draft | Refusal:
    """The article that a record holds; ``columns`` names the value of each field, what is left is kept as it is."""
    text = values.get(columns.get("text", ""), "")
    if not text.strip():
        return Refusal(say("has no text"), place)
    cleaning = Cleaning(choices)
    text = cleaning.whole(text)
    if not text.strip():
        return Refusal(say("has no text"), place)
    facts = {
        field: " ".join(value.split())
        for field, name in columns.items()
        if field != "text" and (value := values.get(name, "").strip()) and len(value) <= LONGEST_FACT
    }
    text, changes = _with_title(text, facts.get("title"))
    published, doubts = published_of(facts["published"]) if "published" in facts else (None, ())
    language = _LANGUAGE.fullmatch(facts.get("language", ""))
    if _TAGS.search(text):
        doubts = (*doubts, say("The text holds marks of HTML."))
    used = {columns[field] for field in facts if field != "id"} | {columns["text"]}
    return Draft(
        text,
        place=place,
        title=facts.get("title"),
        author=facts.get("author"),
        site=facts.get("site"),
        url=facts.get("url"),
        published=published,
        language=language[1].lower() if language else None,
        encoding=encoding,
        changes=(*cleaning.changes(), *changes),
        doubts=(*doubts, *cleaning.doubts()),
        extra={name: value for name, value in values.items() if value and name not in used},
    )


def published_of(said: str) -> tuple[PublicationDate | None, tuple[Sentence, ...]]:
    """The day that a value names, in any of the usual ways of writing one, and what is doubtful about it."""
    said = said.strip()
    slashed = _DAY_FIRST.match(said)
    day = _day(said, slashed)
    if day is None or not 1800 <= day.year <= 2200:
        return None, (say("“{value}” is no date that can be read.", value=said[:40]),)
    if slashed is not None and slashed[2] == "/" and max(int(slashed[1]), int(slashed[3])) <= 12:
        note = "day and month could be the other way round"
        return PublicationDate(day, "metadata", None, suspect=slashed[1] != slashed[3], note=note), ()
    return PublicationDate(day, "metadata"), ()


def _day(said: str, slashed: re.Match[str] | None) -> datetime.date | None:
    try:
        if match := _ISO.match(said):
            return datetime.date(*(int(part) for part in match.groups()))
        if slashed is not None:
            first, second, year = int(slashed[1]), int(slashed[3]), int(slashed[4])
            # Only Americans write the month first, and where it could be either nobody knows.
            return datetime.date(year, first, second) if second > 12 else datetime.date(year, second, first)
        for pattern, order in ((_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2))):
            if (match := pattern.match(said)) and match[order[1]][:3].lower() in _MONTHS:
                month = _MONTHS.index(match[order[1]][:3].lower()) + 1
                return datetime.date(int(match[order[0]]), month, int(match[order[2]]))
        if match := _SECONDS.fullmatch(said):
            return datetime.datetime.fromtimestamp(int(match[1]), datetime.UTC).date()
        return email.utils.parsedate_to_datetime(said).date()
    except (ValueError, OverflowError, OSError):
        return None


def _with_title(text: str, title: str | None) -> tuple[str, tuple[Sentence, ...]]:
    """The text with its title on the first line, if it is not among the first ones already."""
    key = key_of(title or "")
    if title is None or not key:
        return text, ()
    head = [line for line in text[: 20 * LONGEST_FACT].split("\n") if line.strip()][:TITLE_WITHIN]
    if any(key in key_of(line) for line in head):
        return text, ()
    told = say("The title was put before the text, which does not hold it.")
    return f"{title}\n\n{text}", (told,)
