"""What a figure counts: the noun phrase after it, its singular and its unit. Standard library only."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.nlp.gazetteer import noun_set, nouns
from border_annotator.nlp.name_lists import exact_name
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from border_annotator.domain.figure import Figure

_BY_UNIT = {"km": "distance", "m": "distance", "km2": "area", "year": "age", "hour": "time", "day": "time"}
_BY_KIND = {"money": "amount", "percent": "share", "ratio": "share", "ordinal": "time"}
_WORD = re.compile(r"[^\W\d_][\w’'-]*|[.,;:()!?“”\"–—]")
_OF_THE = re.compile(r"\s+of\s+(?:the|its|their|his|her|our|these|those|all)?\b\s*", re.IGNORECASE)
_GOES_ON = re.compile(r" [a-z]+s\b")
_MOST_WORDS = 6
# “Two dead, three missing”: people.
_STATES = frozenset({"dead", "missing", "injured", "wounded", "hurt", "arrested", "detained", "held", "killed"})
_TO_DO = re.compile(r"\battempts? (?:by [\w -]{1,40}? )?(?:to|at) (?:\w+ly )?(\w+)", re.IGNORECASE)
_TO_CROSS = re.compile(
    r"(?:cross|enter|reach|breach|illegal|irregular|storm|climb|get|come|leave|swim|force|pass)", re.IGNORECASE
)


def noun_after(text: str, position: int) -> str | None:
    """The noun phrase that begins after ``position``, singular and without its adjectives, as far as words tell.

    ``20 | fresh border guards to the country`` gives ``border guard``; ``two | of the six border crossing points``
    looks past the partitive. ``None`` when no noun follows.
    """
    partitive = _OF_THE.match(text, position)
    words: list[str] = []
    for match in _WORD.finditer(text, partitive.end() if partitive else position, min(len(text), position + 160)):
        word = match[0]
        if not word[0].isalpha() or word.casefold() in noun_set("phrase_ends"):
            if word.casefold() == "of" and not words:
                continue
            break
        words.append(word)
        if is_known(words[-1:]) and not is_known_start(text, match.end(), word):
            if word[0].isupper() and _GOES_ON.match(text, match.end()):
                continue  # “nine Border Patrol sectors”: a name before what is counted
            break
        if len(words) == _MOST_WORDS:
            break
    if not words and partitive is None:
        return None
    name = exact_name(words[-1]) if words else None
    if name is not None and name.kind == "demonym":
        return f"{words[-1].removesuffix('s') if not words[-1].endswith('ss') else words[-1]} person"
    counted = phrase_of(words)
    if counted in _STATES:
        return "person"
    return attempted(text, position) if counted == "attempt" else counted


def attempted(text: str, position: int) -> str:
    """“52 attempts to cross” are crossing attempts, “two attempts to amend the law” are not."""
    match = _TO_DO.search(text, position, min(len(text), position + 80))
    return (
        "attempt" if match is not None and not _TO_CROSS.match(match[1]) else "crossing attempt" if match else "attempt"
    )


def is_known(words: list[str]) -> bool:
    """Whether the last word is a noun that figures usually count."""
    return singular(words[-1].casefold()) in nouns("units") or words[-1].casefold() in noun_set("uncountable")


def is_known_start(text: str, position: int, word: str) -> bool:
    """Whether the next word makes a known compound with this one (``border guard`` + ``officers``)."""
    match = _WORD.match(text, position + 1)
    if match is None or not match[0][0].isalpha():
        return False
    following = singular(match[0].casefold())
    return f"{word.casefold()} {following}" in nouns("units") or (
        following in nouns("units") and not word.casefold().endswith("s")
    )


def phrase_of(words: list[str]) -> str | None:
    """A counted noun phrase in its normal form: lower case, singular, no adjectives that only judge."""
    low = [word.casefold().removesuffix("’s").removesuffix("'s") for word in words]
    # What a name stands before is counted without it.
    named = [place for place, word in enumerate(words[:-1]) if not _is_plain(word)]
    if named and _is_plain(words[-1]):
        low, words = low[named[-1] + 1 :], words[named[-1] + 1 :]
    while len(low) > 1 and (low[0] in noun_set("judging") or not _is_plain(words[len(words) - len(low)])):
        low = low[1:]
    if not low:
        return None
    for length in (3, 2, 1):
        tail = singular(" ".join(low[-length:]))
        if len(low) >= length and tail in nouns("units"):
            return tail
    return singular(" ".join(low[-2:]) if len(low) > 1 and low[-2] not in noun_set("judging") else low[-1])


def unit_of(counted: str | None) -> str:
    """The unit from the schema's closed list for a counted noun phrase; ``other`` when it is not known."""
    if counted is None:
        return "other"
    table = nouns("units")
    words = counted.split()
    if counted == "time":
        return "times"
    for length in (3, 2, 1):
        tail = " ".join(words[-length:])
        if len(words) >= length and tail in table:
            return table[tail]
    return "person" if words and words[-1] in noun_set("uncountable") else "other"


def named_by_kind(figure: Figure) -> Figure:
    """A quantity always names what it counts: where no noun tells, its kind and unit do.

    A bare number of a border report counts people more often than anything else (“5 were detained”).
    """
    if figure.is_temporal or figure.counted:
        return figure
    if figure.kind == "count":
        return replace(figure, counted="person", unit="person")
    return replace(figure, counted=_BY_UNIT.get(figure.unit or "") or _BY_KIND.get(figure.kind, "quantity"))


def _is_plain(word: str) -> bool:
    """A word in lower case: capitals are names (``17 Lithuanian officers``), which are annotated on their own."""
    return word[:1].islower()
