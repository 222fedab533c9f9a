"""What a bare number counts: “up from 41”, “4,000 are there already”, “the number of attempts fell to 58”.

Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from border_annotator.nlp.counted_nouns import phrase_of, unit_of
from border_annotator.nlp.gazetteer import nouns
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.figure import Figure

_NUMBER_OF = re.compile(
    r"\bnumbers? of (?P<noun>(?:[a-z-]+ ){0,3}?"
    r"(?:people|children|women|men|(?!this\b|its\b|his\b|was\b|has\b)[a-z-]+s))\b"
    r"(?= [^.;]{0,80}$)",
    re.IGNORECASE,
)
# What happens to people, right after the number: “12 were arrested”, “two dead”.
_TO_PEOPLE = re.compile(
    r"\s+(?:people )?(?:(?:were|was|are|is|have|has|had) (?:\w+ly |also |still |already )?(?:been )?)?"
    r"(?:dead|missing|injured|hurt|wounded|killed|arrested|detained|rescued|drowned|jailed|died|survived|pulled|treated"
    r"|deported|expelled|sent back|turned back|pushed back|returned|released|held|stationed|taken|flown|convicted"
    r"|sentenced|charged|hospitalised|hospitalized|evacuated|stranded|trapped|aboard|on board)\b",
    re.IGNORECASE,
)
# Things that happen and are counted under their own name when they are what the sentence is about.
_SUBJECT = re.compile(
    r"\b(?P<noun>(?:(?:asylum|border|illegal|irregular|unlawful|sea|small-boat|crossing) )*(?:attempts|crossings"
    r"|arrivals|detections|entries|encounters|apprehensions|pushbacks|returns|deportations|expulsions|applications|claims|deaths"
    r"|arrests|seizures|interceptions|incidents|violations|removals|departures|drownings|rescues|visas|refusals"
    r"|detentions|landings|flights|balloons|drones))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[A-ZÀ-Þ“\"0-9])|\n")
_PEOPLE = {"arrivals": "person", "departures": "person"}
_CARRIED = re.compile(r"\b(?:in|on|aboard|with|from|at) $", re.IGNORECASE)
_NEAR = 240


def with_ellipses(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, which stand in the order of the text; bare counts get what the words before them counted."""
    found: list[Figure] = []
    for figure in figures:
        new = figure
        if figure.kind == "count" and figure.counted is None:
            counted = _counted(text, figure, found)
            new = replace(figure, counted=counted, unit=unit_of(counted)) if counted else figure
        found.append(new)
    return found


def _counted(text: str, figure: Figure, before: list[Figure]) -> str | None:
    start = figure.span.start
    begin = _sentence_start(text, start)
    close = list(takewhile(lambda f: start - f.span.end < _NEAR, reversed(before)))[::-1]
    near = [f for f in close if f.kind == "count" and f.counted]
    if _TO_PEOPLE.match(text, figure.span.end):
        person = next((f.counted for f in reversed(near) if f.unit == "person" and not f.of_total), None)
        return person or "person"
    match = _NUMBER_OF.search(text, begin, start)
    if match is not None:
        return phrase_of(match["noun"].split())
    here = [f for f in near if f.span.start >= begin]
    reached = here[-1].span.end if here else begin
    subject = _last_subject(text, reached, start) or (None if here else _last_subject(text, begin, start))
    if subject is not None:
        return subject
    if here:
        return _main(text, here).counted
    previous = _sentence_start(text, max(0, begin - 2))
    if "\n" in text[previous:start]:
        return None
    last = [f for f in near if f.span.start >= previous]
    return last[-1].counted if last else _last_subject(text, previous, begin)


def _main(text: str, counts: list[Figure]) -> Figure:
    """The last count of a sentence, but of “764 people in 11 boats” the people."""
    chosen = counts[-1]
    for earlier in reversed(counts[:-1]):
        if not _CARRIED.search(text, max(0, chosen.span.start - 12), chosen.span.start):
            break
        chosen = earlier
    return chosen


def _last_subject(text: str, begin: int, end: int) -> str | None:
    matches = list(_SUBJECT.finditer(text, begin, end))
    if not matches:
        return None
    words = matches[-1]["noun"].casefold()
    if words.rsplit(" ", 1)[-1] in _PEOPLE:
        return "person"
    noun = singular(words)
    known = nouns("units")
    if noun == "attempt":
        return "crossing attempt"
    return noun if noun in known else phrase_of(words.split())


def _sentence_start(text: str, position: int) -> int:
    begin = max(0, position - 400)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, begin, position)]
    return ends[-1] if ends else begin
