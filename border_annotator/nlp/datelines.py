"""Where and when a report was written, as said at its head: “RIGA, August 16 (LETA) –”. Standard library only."""

from __future__ import annotations

import re

from border_annotator.nlp.calendar_dates import MONTH, WEEKDAYS
from border_annotator.nlp.date_lines import full_dates
from border_annotator.nlp.layout_words import CAPITALS, words
from border_annotator.nlp.name_lists import find_names

LONGEST_BARE = 80
_WORD = rf"[{CAPITALS}][\w’'./-]*"
_PLACE = rf"(?P<place>{_WORD}(?:(?:,? |, and )(?:{_WORD}|and|al|de|la|del|am|an der|on|i|city)){{0,6}}?)"
_WEEKDAY = "(?:" + "|".join([*WEEKDAYS, *(day[:3] + r"\." for day in WEEKDAYS)]) + ")"
_DATE = (
    rf"(?:{_WEEKDAY},? )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|{_WEEKDAY}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)(?:,? (?:19|20)\d\d)?"
)
_AGENCY = rf"(?:\((?P<agency>[{CAPITALS}][\w .&/-]{{1,30}})\)|/(?P<slashed>[{CAPITALS}][\w .-]{{1,20}})/)"
_DASH = r"[-–—―‒]"
_DATELINE = re.compile(
    rf"(?:\([{CAPITALS}][\w .&/-]{{1,30}}\)\s*{_DASH}\s*(?=[{CAPITALS}]{{3}}))?"
    rf"(?:{_PLACE}(?:,? (?P<date>(?i:{_DATE})))?|(?P<only>(?i:{_DATE})))"
    rf"(?:\.?\s*(?:{_DASH}\s*)?{_AGENCY}[.:]?(?:\s*(?P<after>{_DASH}{{1,2}}))?|(?P<colon>:)|\s*(?P<dash>{_DASH}{{1,2}}))"
    r"\s*(?=\S)"
)
# Only what is written so in no running text: the words of a place joined by small words are not.
_SMALL = re.compile(r"\b(?:and|on|i|city)\b")
_MOST_WORDS = 4
_CALLS = words("calls")
_BODIES = frozenset({"INTL_ORG", "BORDER_AGENCY", "MILITARY", "CIVIL_ORG", "ARMED_GROUP", "GOVERNMENT", "PERSON"})


def dateline_end(line: str) -> int | None:
    """Where the dateline at the start of a paragraph ends, with its dash; ``None`` when there is none."""
    match = _DATELINE.match(line[:200])
    return len(line[: match.end()].rstrip()) if match and _is_sure(line, match) else None


def starts_with_dateline(line: str) -> bool:
    """Whether a line begins with where, and perhaps when, it was written, and goes on as a paragraph does."""
    return len(line) > LONGEST_BARE and dateline_end(line) is not None


def _is_sure(line: str, match: re.Match[str]) -> bool:
    """A city in capitals, an agency in brackets or a date: without one of them a dash is just a dash."""
    place = match["place"] or ""
    if place == "FILE":
        return False
    rest = line[match.end() : match.end() + 1]
    if match["agency"]:
        return bool(match["after"]) and (len(place.split()) <= _MOST_WORDS or place.isupper() or not place)
    if match["slashed"]:
        return True
    if match["date"] or match["only"]:
        return bool(match["dash"]) or bool(match["date"] and match["colon"])
    capitals = _SMALL.sub("", place.split(",")[0]).strip()
    if capitals.isupper() and len(capitals) > 2:
        opens = rest.isupper() or rest in '“"‘«' or rest.isdigit()
        called = bool(match["colon"]) and (
            len(place.split()) > 2 or len(line) < LONGEST_BARE or place.casefold() in _CALLS
        )
        return opens and not line.isupper() and not called and _is_no_body(place)
    # “Laredo, Texas – Officers seized …”
    return (
        bool(match["dash"])
        and place.count(",") == 1
        and len(place.split()) <= 4
        and not _SMALL.search(place)
        and rest.isupper()
        and len(line) > LONGEST_BARE
    )


def _is_no_body(place: str) -> bool:
    """Whether the capitals are no organisation’s: “NATO – …” is said of NATO."""
    return not any(found.name.label in _BODIES for found in find_names(place))


def is_bare_dateline(line: str) -> bool:
    """Whether a line is a place and a full date: “Warsaw, 10 July 2025”."""
    if len(line) > LONGEST_BARE:
        return False
    date = next(full_dates(line), None)
    if date is None or re.search(r"\w", line[date.end :]):
        return False
    place = re.sub(rf"(?i:{_WEEKDAY})?\W*$", "", line[: date.start]).strip(" ,|–—-/")
    words = place.replace(",", " ").split()
    named = bool(words) and all(re.match(rf"[{CAPITALS}]", word) for word in words)
    return named and (
        len(words) == 1
        or place.isupper()
        or (len(words) <= 3 and place.count(",") == 1 and len(place.split(",")[0].split()) == 1)
    )
