"""Who wrote the article: bylines, and the lines that tell of the author. Standard library only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.nlp.date_lines import full_dates
from border_annotator.nlp.layout_words import CAPITALS, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_BYLINE = 170
LONGEST_BIOGRAPHY = 900
LONGEST_NAMES = 80
_EDGES = " *_–—-[]()/"

_NAME_WORD = rf"[{CAPITALS}][\w’'.-]*"
_NAME = (
    rf"(?:(?:Dr|Prof|Professor|Sir|Dame|Ambassador)\.? )?{_NAME_WORD}"
    rf"(?: (?:{_NAME_WORD}|de|del|della|da|van|von|der|den|al|el|bin|ibn|di|la|le)){{1,4}}"
)
_NAMED = rf"(?P<name>{_NAME})"
_IN_PLACE = re.compile(
    rf"{_NAME_WORD} {_NAME_WORD}(?: and {_NAME_WORD} {_NAME_WORD})? in {_NAME_WORD}(?: {_NAME_WORD})?"
)
_POST = re.compile(rf"{_NAME},? (?:\w+ ){{0,4}}(?:reporter|correspondent|editor|writer)(?:,? (?:in )?{_NAME_WORD})?")
_OF_A_CRAFT = re.compile(
    rf"{_NAMED},?(?: \([^)]{{1,40}}\))?,? (?:an? (?:[\w’'-]+ ){{1,4}}\w+, )?"
    r"(?:is|was|has been|are|works as|served as|has worked as) "
    r"(?:(?:also )?(?:currently )?(?:an?|the|our|\w+[’']s?|senior|chief|deputy|associate) )?"
    rf"(?:[\w’',&/-]+ ){{0,9}}?(?i:{any_of('crafts')})s?\b"
)
_WITH_A_CRAFT = re.compile(
    rf"{_NAMED}, (?:an?|the|our) (?:[\w’'-]+ ){{0,5}}?(?i:{any_of('crafts')})\b[^.,]{{0,60}},? "
    r"(?:is|writes|covers|reports|teaches|works|lives|contributed|has (?:covered|reported|written|worked))\b"
)
_AT_WORK = re.compile(rf"{_NAMED}(?: \([^)]{{1,40}}\))? {any_of('writes')}\b")
_OF_THE_AUTHOR = re.compile(rf"{_NAMED}(?:,? \([^)]{{1,40}}\))?,? {any_of('told_of_authors')}\b")
_MORE = re.compile(rf"(?:He|She|They|His|Her|Their)\b(?: \w+){{0,3}}? {any_of('told_of_authors_besides')}\b")
# “I have worked as a reporter …”: an author who tells of himself.
_OF_ONESELF = re.compile(
    r"I(?:[’']m| am| have (?:been|worked)| work| write| cover| report)\b(?: [\w’',&/-]+){0,9}? "
    rf"(?i:{any_of('crafts')})s?\b"
)
_SPOKE = re.compile(r"\b(?:said|says|told|added|according to|denied|warned|accused)\b|[,.!?][”\"]")
_SURNAME = re.compile(rf"{_NAME_WORD}$")
_SEVERAL_NAMES = re.compile(rf"{_NAME}(?:(?:, | and | & ){_NAME})*")

_BYLINE = re.compile(
    r"(?:by|written by|report(?:ed)? by|story by|text by|text|words|author|reporting by|compiled by"
    r"|hosts?(?=:)|hosted by)"
    rf"[ :]+(?=(?:the )?[{CAPITALS}])"
    rf"|from (?:our |a |the )?(?:staff|own correspondent|correspondent|{_NAME} in [{CAPITALS}])",
    re.IGNORECASE,
)
_FINAL = re.compile(r"[.!?]$")
_MINUTE = re.compile(r"\b\d{1,2}[:.]\d\d\b(?!\.\d)|\bread\b|\breading\b")
_MERIDIEM = re.compile(r"[ap]\.m\.$")
_HANDS = re.compile(
    r"\b(?:reporter|correspondent|editor|staff writer|staff|journalist|bureau|agenc(?:y|ies)|newsroom|desk|writer)\b",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s[·|•]\s|,\s|\s[–—]\s")


@lru_cache(maxsize=1024)
def is_byline(line: str) -> bool:
    """Whether a line above the text names who wrote it: “By Ann Lee in Dover”, “Ann Lee · Riga · 5 May 2024”."""
    if len(line) > LONGEST_BYLINE or (_FINAL.search(line) and not _MERIDIEM.search(line)):
        return False
    match = _BYLINE.match(line)
    if match and line[match.end() : match.end() + 1].lower() != line[match.end() : match.end() + 1]:
        return True
    if match and line.casefold().startswith("from "):
        return True
    return _is_signed(line)


def _is_signed(line: str) -> bool:
    """A name or two, perhaps with a place or a post, and the date last."""
    date = next(full_dates(line), None)
    if date is None:
        return len(line) <= LONGEST_NAMES and bool(_POST.fullmatch(line) or _IN_PLACE.fullmatch(line))
    head = line[: date.start].rstrip(" ,·|•–—-")
    # A name with the very minute of publication is the outlet’s.
    if _MINUTE.search(line):
        return False
    return (
        bool(_SEPARATED.search(line))
        and bool(re.match(rf"[{CAPITALS}]", head))
        and all(
            word[0].isupper() or not word[0].isalpha() or word in _JOINING or _HANDS.fullmatch(word)
            for word in head.replace(",", " ").split()
        )
    )


_JOINING = frozenset(
    {"and", "in", "for", "of", "the", "at", "de", "van", "von", "der", "al", "political", "senior", "our"}
)


def authors_of(lines: Iterable[str]) -> frozenset[str]:
    """The surnames that the bylines among some lines give, in small letters."""
    found: set[str] = set()
    for line in lines:
        if is_byline(line):
            for name in _SEVERAL_NAMES.findall(_BYLINE.sub("", line, count=1)):
                found.update(_SURNAME.findall(name))
                found.update(part for word in re.split(r", | and | & ", name) for part in _SURNAME.findall(word))
    return frozenset(surname.casefold() for surname in found)


def is_biography(line: str, authors: frozenset[str], body: str) -> bool:
    """Whether a line at an end of the article tells who its author is.

    ``authors`` are the surnames in the bylines, ``body`` is the article: a person whom it has named before is
    somebody that it is about.
    """
    if not 20 <= len(line) <= LONGEST_BIOGRAPHY:
        return False
    if tells_of_author(line, authors) or _OF_ONESELF.match(line):
        return True
    bare = line.strip(_EDGES)
    match = _OF_A_CRAFT.match(bare) or _WITH_A_CRAFT.match(bare) or _AT_WORK.match(bare)
    if match is None or _SPOKE.search(line):
        return False
    surname = _SURNAME.search(match["name"])
    return surname is not None and body.count(surname[0]) <= line.count(surname[0])


def tells_of_author(line: str, authors: frozenset[str]) -> bool:
    """Whether a line begins with the name of somebody in the bylines, and goes on to tell of that person."""
    known = _OF_THE_AUTHOR.match(line.strip(_EDGES)) if len(line) <= LONGEST_BIOGRAPHY else None
    return known is not None and not authors.isdisjoint(known["name"].casefold().replace("’s", "").split())


def says_more_of_an_author(line: str) -> bool:
    """Whether a line may go on telling of the author that the line before it tells of."""
    return len(line) <= LONGEST_BIOGRAPHY and bool(_MORE.match(line.strip(" *_"))) and not _SPOKE.search(line)
