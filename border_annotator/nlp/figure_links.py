"""How figures of one document stand to one another (guidelines, section 5). Standard library only."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from border_annotator.nlp.counted_nouns import unit_of
from border_annotator.nlp.figure_order import FiguresInOrder
from border_annotator.nlp.gazetteer import nouns
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.figure import Figure

_PART_OF = re.compile(r"\s+(?:out )?of\s+(?:(?:the|its|their|these|those|all|a total of)\s+)?", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:these|those|both|the same|the)\s+$", re.IGNORECASE)
# “nine of whom”, “twelve of them”: a part of the people last counted.
_OF_THEM = re.compile(r"\s+of\s+(?:whom|which|them|these|those)\b", re.IGNORECASE)
_OF_THE_BEFORE = re.compile(r"\bof (?:these|those|them|the (?P<number>[\w,.]+)(?: \w+)?),?\s+$", re.IGNORECASE)
_INCLUDING = re.compile(r"\b(?:including|among them|among whom (?:were|are)|of them)\s+(?:\w+\s)?$", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r"\s+(?:[\w-]+\s+){1,3}(?:and|,)\s+$")
_BARE_AFTER = re.compile(
    r"\s*(?:[.,;:!?)”\"]|$|(?:were|was|are|is|have|has|had|describe[sd]?|of|to|in|on|who|people)\b)"
)
_CORRECTED = re.compile(
    r"\b(?:correct(?:ed|s|ion)|revised|amended|lowered|raised (?:the|its) (?:toll|figure|number)"
    r"|right (?:number|figure)"
    r"|in fact|rather than|instead of|(?:now|has now|have now) (?:confirmed|says?|put)|earlier (?:said|spoken"
    r"|reported|put)"
    r"|had (?:earlier|first|initially)|first put|initially)\b",
    re.IGNORECASE,
)
_ARE = re.compile(r"(?:\s+[a-z]+){0,2}?\s+(?:are|were|is|was) (?:[a-z]+ )?(?P<noun>[a-z]+)\b", re.IGNORECASE)
_OF_THEM_ARE = re.compile(
    r"\s+of (?:whom|them|these|those),? (?:(?:are|were|is|was) )?(?:\w+ )?(?P<noun>[a-z]+)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[A-ZÀ-Þ“\"0-9])|\n")
_FAR = 320
# How many earlier counts of the same value are looked at for the fact that a count repeats.
MOST_COMPARED = 60


def with_links(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures, which stand in the order of the text, with what links them where words say so.

    “two of the six” and “nine of whom” are parts of a whole (``of_total``); “these two points” and a number that comes
    again with nothing to count repeat an earlier figure (``repeat_of``); a corrected number is superseded; a number in
    a sentence with one reporting period covers that (``period``).
    """
    linked: list[Figure] = []
    alike: defaultdict[float | None, list[Figure]] = defaultdict(list)
    for index, figure in enumerate(figures):
        new = figure
        if figure.kind == "count":
            following = figures[index + 1] if index + 1 < len(figures) else None
            new = _part(text, new, following, linked)
            new = _repetition(text, new, alike[figure.value][-MOST_COMPARED:])
            alike[figure.value].append(new)
        linked.append(new)
    by_id = {figure.id: figure for figure in linked}
    linked = [_named_by_whole(figure, by_id) for figure in linked]
    return _with_periods(text, _with_corrections(text, linked))


def _part(text: str, figure: Figure, following: Figure | None, before: list[Figure]) -> Figure:
    match = _PART_OF.match(text, figure.span.end)
    if match and following and following.kind == "count" and following.span.start == match.end():
        return _being(text, replace(figure, of_total=following.id), following.span.end)
    lead = text[max(0, figure.span.start - 40) : figure.span.start]
    if _OF_THEM.match(text, figure.span.end) or _OF_THE_BEFORE.search(lead):
        near = list(takewhile(lambda f: figure.span.start - f.span.end <= _FAR, reversed(before)))[::-1]
        people = [f for f in near if f.unit == "person"]
        whole = _last_count(people, figure, wider=True) or _last_count(near, figure, wider=True)
        if whole is None:
            return figure
        told = _OF_THEM_ARE.match(text, figure.span.end)
        noun = singular(told["noun"].casefold()) if told else ""
        if told and nouns("units").get(noun) == "person":
            return replace(figure, of_total=whole.id, counted=noun, unit="person")
        return _counting_like(replace(figure, of_total=whole.id), whole)
    if _INCLUDING.search(lead):
        whole = _last_count(before, figure, wider=True)
        return replace(figure, of_total=whole.id) if whole else figure
    last = before[-1] if before else None
    if last is not None and last.of_total and _LIST_GOES_ON.fullmatch(text, last.span.end, figure.span.start):
        return replace(figure, of_total=last.of_total)
    return figure


def _being(text: str, figure: Figure, end: int) -> Figure:
    """“Eleven of the 38 were children”: what they are is what is counted."""
    match = _ARE.match(text, end)
    noun = singular(match["noun"].casefold()) if match else ""
    if match is None or nouns("units").get(noun) != "person":
        return figure
    return replace(figure, counted=noun, unit="person")


def _last_count(before: list[Figure], figure: Figure, *, wider: bool) -> Figure | None:
    """The count before it that it can be a part of: near, and not smaller."""
    size = figure.value if figure.value is not None else figure.minimum or 0
    for other in reversed(before):
        if figure.span.start - other.span.end > _FAR:
            return None
        whole = other.value if other.value is not None else other.minimum
        if other.kind == "count" and other.counted and whole is not None and (not wider or whole >= size):
            return other
    return None


def _counting_like(figure: Figure, whole: Figure) -> Figure:
    counted = whole.counted
    return replace(figure, counted=counted, unit=unit_of(counted)) if counted else figure


def _repetition(text: str, figure: Figure, before: list[Figure]) -> Figure:
    """The same fact again: with a pointing word, or as a bare number, or as a large number of the same things."""
    pointing = _AGAIN.search(text[max(0, figure.span.start - 12) : figure.span.start])
    bare = figure.counted is None or _BARE_AFTER.match(text, figure.span.end)
    for other in reversed(before):
        if other.kind != "count" or other.value != figure.value or figure.value is None or not other.counted:
            continue
        if other.comparator != figure.comparator and not bare:
            continue
        alike = _same_things(other, figure)
        if (pointing and (alike or bare)) or (bare and not alike and pointing) or (alike and figure.value >= 10):
            first = other.repeat_of or other.id
            return _counting_like(replace(figure, repeat_of=first), other)
        if bare and figure.counted is None and figure.value >= 10:
            return _counting_like(replace(figure, repeat_of=other.repeat_of or other.id), other)
    return figure


def _same_things(one: Figure, two: Figure) -> bool:
    first, second = (one.counted or "").split(), (two.counted or "").split()
    return bool(first and second) and (first[-1] == second[-1] or one.unit == two.unit == "person")


def _named_by_whole(figure: Figure, by_id: dict[str, Figure]) -> Figure:
    """“Two of the six”: what is counted is told where the six were named first."""
    if figure.kind != "count" or not figure.of_total:
        return figure
    whole = by_id.get(figure.of_total)
    if whole is None or not whole.counted or (figure.counted and figure.unit != "other"):
        return figure
    return _counting_like(figure, whole)


def _with_corrections(text: str, figures: list[Figure]) -> list[Figure]:
    """“first put the group at 41, later corrected the number to 38”: the last number is the one that counts."""
    changed = {f.id: f for f in figures}
    counts = [f for f in figures if f.kind == "count" and f.value is not None]
    for index, figure in enumerate(counts):
        for other in counts[index + 1 : index + 3]:
            between = text[figure.span.end : other.span.start]
            if len(between) > _FAR or len(_SENTENCE_END.findall(between)) > 1:
                break
            context = text[max(0, figure.span.start - 60) : other.span.start]
            if not _CORRECTED.search(context) or other.value == figure.value or other.of_total:
                continue
            if not (_same_things(figure, other) or other.counted is None):
                continue
            old, new = (figure, other)
            if re.search(r"(?:now|has now) confirmed|rather than|instead of|earlier (?:said|spoken)", context):
                old, new = (other, figure)
            if changed[new.id].superseded_by is None:
                named = _counting_like(changed[new.id], old) if not changed[new.id].counted else changed[new.id]
                changed[new.id] = named
                changed[old.id] = replace(changed[old.id], superseded_by=new.id)
            break
    return [changed[f.id] for f in figures]


def _with_periods(text: str, figures: list[Figure]) -> list[Figure]:
    """The one month, year or span of days that a sentence with counts speaks of."""
    found: list[Figure] = []
    periods = FiguresInOrder(f for f in figures if f.is_temporal and _is_period(f))
    for figure in figures:
        if figure.kind not in {"count", "percent"} or figure.period or figure.of_total:
            found.append(figure)
            continue
        begin, end = _sentence(text, figure.span.start)
        times = periods.between(begin, end)
        found.append(replace(figure, period=times[0].id) if len(times) == 1 else figure)
    return found


def _sentence(text: str, position: int) -> tuple[int, int]:
    before = [m.end() for m in _SENTENCE_END.finditer(text, max(0, position - 400), position)]
    after = _SENTENCE_END.search(text, position, min(len(text), position + 400))
    return (before[-1] if before else max(0, position - 400)), (
        after.start() if after else min(len(text), position + 400)
    )


def _is_period(figure: Figure) -> bool:
    if figure.bound == "until":
        return False
    norm = figure.norm or ""
    return figure.kind == "duration" or (figure.kind == "date" and len(norm) in {4, 7, 8} and "T" not in norm)
