"""Times in articles: finding them and saying which days they mean (guidelines, section 6). Standard library only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.nlp.calendar_dates import MONTH
from border_annotator.nlp.figures import plain_spaces
from border_annotator.nlp.numbers import AMOUNT, COMPARATOR, NUMBER, VAGUE, ParsedValue, amount_of
from border_annotator.nlp.time_norms import FUTURE, PAST, Anchor, Reading, TimeWords, read_words

if TYPE_CHECKING:
    import datetime

_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:early |late )?(?:morning|afternoon|evening|night|dawn|noon|midnight)"
_UNIT = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade)"
_SEASON = r"(?:spring|summer|autumn|winter|fall)"
_LAST = r"(?:last|past|this|next|coming|previous|current|the (?:following|previous|same|current|coming|past|last|next))"
_DAY_OF_MONTH = rf"(?:{_DAY} (?:of )?{MONTH}|{MONTH} {_DAY}(?!\d|[,.]\d|:\d))(?:,? {_YEAR}\b)?"
_RANGE = r"(?:\s?[-–—]\s?| to | and | or )"
_HEDGE = r"(?:early[- ]|mid[- ]?|late[- ]|the (?:beginning|start|middle|end) of |the (?:first|second) half of )"

# Name of a shape and what it looks like; where two fit at one place, the longer one counts, then the earlier one.
_SHAPES: tuple[tuple[str, str], ...] = (
    ("iso", rf"\b{_YEAR}-\d\d-\d\d(?:T\d\d:\d\d)?\b"),
    ("numeric", rf"\b\d{{1,2}}([./])\d{{1,2}}\1{_YEAR}\b"),
    (
        "day_range",
        (rf"(?:\bthe night (?:of|from) )?(?:\b{_DAY}{_RANGE}{_DAY} (?:of )?{MONTH}|\b{MONTH}"
        rf" {_DAY}{_RANGE}{_DAY}(?!\d))(?:,? {_YEAR}\b)?"),
    ),
    ("full_range", (rf"(?<=between )\b{_DAY_OF_MONTH} and {_DAY_OF_MONTH}|\b{_DAY_OF_MONTH} to {_DAY_OF_MONTH}"
        rf"|\b{_DAY_OF_MONTH}\s?[–—-]\s?{_DAY_OF_MONTH}")),
    (
        "day",
        (rf"(?:\b(?:the )?(?:early |late )?(?:morning|afternoon|evening|night|dawn) (?:of|on) )?(?:\b{_WEEKDAY},?"
        rf" (?:the )?)?\b{_DAY_OF_MONTH}"),
    ),
    ("month_range", (rf"(?<=between )\b{MONTH}(?: {_YEAR})? and {MONTH}(?: {_YEAR})?\b|\b{MONTH}(?: {_YEAR})?(?: to "
        rf"|\s?[–—-]\s?){MONTH}(?: {_YEAR})?\b")),
    ("month", rf"(?:\b(?:last|this|next) )?\b{_HEDGE}?{MONTH},? (?:of )?(?:{_YEAR}\b|(?:last|this|next) year\b)"),
    ("month_alone", (rf"\b(?:{_HEDGE}|(?:last|this|next|in|since|until|till|by|from|during|of|through|to|every|for"
        rf"|before|after|and|between) )\b{MONTH}\b(?! ?\d)")),
    ("quarter", (rf"\b(?:the )?(?:first|second|third|fourth|last) (?:quarter|half|three months|six months|\w+ months)"
        rf" (?:of (?:{_YEAR}\b|(?:this|last|the) year\b|{MONTH}(?: {_YEAR}\b)?))|\bQ[1-4] (?:of )?{_YEAR}\b")),
    ("season", (rf"\b(?:(?:{_LAST}|the) )?{_SEASON} (?:of )?{_YEAR}\b|(?<=\b[Ii]n )(?:spring|summer|autumn"
    rf"|winter)\b|\b(?:last|this|next|the past|the coming)"
        rf" {_SEASON}\b")),
    ("years", rf"(?:(?<=between )\b{_YEAR} and {_YEAR}\b|\b{_YEAR}(?:\s?[–—-]\s?| to ){_YEAR}\b)"),
    ("decade", r"\b(?:the )?(?:(?:early|late|mid)[- ])?(?:19|20)\d0s\b"),
    ("overnight_on", rf"\bovernight (?:on |from )?{_WEEKDAY}\b"),
    ("fiscal", rf"\bfiscal (?:year )?{_YEAR}\b"),
    ("end_of_unit", r"\bthe end of (?:the|this|next) (?:week|month|year)\b"),
    ("year", (rf"\b(?:(?:the (?:beginning|start|end|middle) of|early|late|mid[- ])["
        rf" -]?)?(?<![\w/.,-]){_YEAR}\b(?![-–/.,:%]?\d|[%])")),
    ("weekday", (rf"\b(?:(?:last|this|next|on|the following) )?(?:the )?(?:(?:early|late) )?{_WEEKDAY}(?: {_PART})?\b"
        rf"|\b(?:the )?(?:early |late )?(?:morning|afternoon|evening|night|dawn) (?:of|on) {_WEEKDAY}\b")),
    ("near_day", (r"\b(?:today|yesterday|tomorrow|tonight|overnight)(?: (?:morning|afternoon|evening|night))?\b"
        r"|\bthat (?:day|night|morning|afternoon|evening)\b|\b(?:last night|this (?:morning|afternoon"
        r"|evening)|the (?:previous|next|following|same) (?:day|night|morning"
        r"|evening)|the (?:day|night) before(?: yesterday)?)\b")),
    ("near_unit", (rf"\b{_LAST} (?:week(?:end)?|fortnight|month|quarter|year|decade)\b|\bthe (?:weekend|week|month"
        rf"|year)"
        rf" (?:before|after)\b|\bthe weekend\b|\bthe year to date\b")),
    ("past_units", (rf"\b(?:the )?(?:last|past|previous|next|coming|following) (?:{NUMBER}|{VAGUE}|few|couple of)"
        rf" {_UNIT}s?\b|\b(?:the )?(?:past|last) (?:24|48|72) hours\b")),
    ("ago", rf"\b(?:{COMPARATOR} )?(?:an?|{NUMBER}|{VAGUE}) {_UNIT}s? (?:ago|earlier|before|later|after)\b"),
    ("single", (r"\b(?:a|one) single (?:hour|day|night|week|weekend|month|year)\b|\bone (?:hour|day|night|week|month"
        r"|year)\b(?! of)")),
    ("alone_after", (r"(?<=\bfor )an? (?:hour|day|night|week|fortnight|month|year|decade)\b|(?<=\bwithin )an? (?:hour"
        r"|day|week|month|year)\b|(?<=\bin )an? (?:hour|day|night|week|month|year)\b|(?<=\bover )an? (?:week|month|year"
        r"|decade)\b|(?<=\beven )an? (?:day|week|month|year)\b|(?<=\babout )an? (?:week|month|year)\b"
        r"|(?<=\bwithin )(?:hours|days|weeks|months|years)\b|\bhalf an hour\b|\bhalf a year\b")),
    ("set", (r"(?<=\w )(?:an?|per|each|every) (?:hour|day|night|week|month|year)\b(?! (?:ago|earlier|later"
        r"|before|after|of|long))")),
    ("duration", (rf"(?:\b(?:a minimum of|at least|at most|up to|more than|less than|almost|nearly|around|about"
        rf"|approximately|roughly|some|an? additional|another|a further) )*(?:\b{NUMBER}(?:(?:\s?[-–]\s?| to | or"
        rf" ){NUMBER})?|\b{VAGUE})(?: more| full| consecutive| straight)?[ -](?:calendar |working )?{_UNIT}s?\b(?![-"
        rf" ]old)")),
    ("clock", (r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?(?:a\.?m\.?|p\.?m\.?|hrs|hours))?(?![\d%])(?:(?<=m\.)|\b)"
        r"|\b(?:1[0-2]|[1-9]) ?(?:a\.m\.|p\.m\.|am\b|pm\b)|\b(?:noon|midnight)\b")),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _SHAPES)
# Shapes that begin with a preposition only to be recognised; the span leaves it out.
_LEAD = re.compile(
    r"(?:on|in|since|until|till|by|from|during|of|through|to|every|for|before|after|and|between)"
    r" ",
    re.IGNORECASE,
)
_AMOUNT = re.compile(AMOUNT, re.IGNORECASE)
_AGE = re.compile(r"[- ]old\b")

_BOUND_BEFORE = (
    (
        "from",
        re.compile(
            r"(?:\bsince|\bfrom|\bas of|\bas from|\bstarting(?: on| from)?|\bbeginning(?: on| from)?|\beffective(?:"
            r" from)?)\s+(?:late |early )?$",
            re.IGNORECASE,
        ),
    ),
    ("from", re.compile(r"\b(?:takes? effect|comes? into (?:force|effect)|in force) (?:on|from)\s+$", re.IGNORECASE)),
    (
        "until",
        re.compile(
            r"(?:\buntil|\btill|\bthrough|\bby|\bbefore|\bup to|\bto)\s+(?:the end of )?(?:late |early )?$",
            re.IGNORECASE,
        ),
    ),
)
_MONTH_NORM = len("2024-01")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_BOUND_AFTER = re.compile(r"\s+(?:onwards?|on(?=[,.;]))\b", re.IGNORECASE)
# Verb forms that tell the tense of their clause; a future swallows the participle after it (“will be closed”).
_TENSES = re.compile(
    r"(?P<future>(?:\b(?:will|shall|would|going to|to be|plans? to|set to|due to|is to|are to|expected to"
    r"|starting)|[’']ll)"
    r"\b(?:\s(?!on\b|in\b|at\b|from\b)[\w’-]+){0,3})"
    r"|(?P<past>\b(?:had|has|have|was|were|did|said|told|sent|shut|began|came|fell|rose|made|took|went|held"
    r"|found|saw|met"
    r"|left|broke|struck|hit|drove|swam|sank|brought|\w{2,}ed)\b)",
    re.IGNORECASE,
)
# What stands before a time whose end is still to come.
_TO_COME = re.compile(r"\b(?:until|till|by|from|starting|as of|through)\s+$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][”\"’')\]]*\s+(?=[A-ZÀ-Þ“\"])|\n")


class FoundTime:
    """A time expression in a text: where it stands, which shape it has and its words."""

    __slots__ = ("bound", "end", "shape", "start", "words")

    def __init__(self, text: str, shape: str, start: int, end: int) -> None:
        self.shape, self.start, self.end = shape, start, end
        self.words = TimeWords(shape, text[start:end], _amount(text[start:end]))
        self.bound = bound_of(text, start, end)


def find_times(text: str) -> list[FoundTime]:
    """The time expressions of a text, in its order, none overlapping another."""
    text = plain_spaces(text)
    candidates: list[tuple[int, int, int, str]] = []
    for rank, (shape, pattern) in enumerate(_COMPILED):
        for match in pattern.finditer(text):
            start, end = _without_lead(match[0], match.start(), match.end())
            if _stands(text, shape, start, end):
                candidates.append((start, start - end, rank, shape))
    found: list[FoundTime] = []
    reached = 0
    for start, negative_length, _, shape in sorted(candidates):
        if start >= reached:
            reached = start - negative_length
            found.append(FoundTime(text, shape, start, reached))
    return found


def resolve(
    found: FoundTime, published: datetime.date | None, tense: str, before: Figure | None = None
) -> Reading | None:
    """What a time expression means; ``tense`` is ``past`` or ``future`` and settles which Friday is meant.

    ``before`` is the last day named before it: “that night” and “twelve days earlier” count from there.
    """
    if before is not None and before.start_date is not None:
        again = _again(found, before)
        if again is not None:
            return again
    return read_words(found.words, Anchor(published, FUTURE if found.bound == "until" else tense))


def _again(found: FoundTime, before: Figure) -> Reading | None:
    low = found.words.text.casefold()
    norm = before.norm or ""
    if found.shape == "near_day" and low.startswith("that "):
        return Reading(before.kind, norm, before.start_date, before.end_date, before.basis or "relative")
    if found.shape != "ago" or not low.endswith((" earlier", " before")):
        return None
    if "year" in low and "month" not in low and len(norm) == _MONTH_NORM and before.start_date is not None:
        month = f"{MONTH_NAMES[before.start_date.month - 1]} {before.start_date.year - 1}"
        return read_words(TimeWords("month", month, None), Anchor(None, PAST))
    words = TimeWords("ago", low.removesuffix("before").removesuffix("earlier") + "ago", found.words.amount)
    return read_words(words, Anchor(before.start_date, PAST))


def figure_of(found: FoundTime, reading: Reading, span: Span) -> Figure:
    """The figure for a time expression that was understood."""
    amount = found.words.amount
    hedged = amount if amount is not None and amount.comparator != "eq" and reading.kind == "duration" else None
    return Figure(
        new_id(),
        span,
        reading.kind,
        norm=reading.norm,
        start_date=reading.start,
        end_date=reading.end,
        basis=reading.basis,
        bound=found.bound if reading.kind in {"date", "date_range", "clock"} else None,
        comparator=hedged.comparator if hedged else None,
        minimum=hedged.minimum if hedged else None,
        maximum=hedged.maximum if hedged else None,
    )


def read_time(text: str, span: Span, published: datetime.date | None) -> Figure | None:
    """The time that a reviewer selected, as well as it can be told; ``None`` when the selection is no time.

    ``text`` is the whole article, ``span`` the selection, ``published`` what relative times count from.
    """
    offset = max(0, span.start - 40)
    inside = [
        (Span(found.start + offset, found.end + offset).shared(span), -found.start, found)
        for found in find_times(text[offset : span.end + 20])
    ]
    shared, _, best = max(inside, key=lambda entry: entry[:2], default=(0, 0, None))
    if best is None or not shared:
        alone = find_times(span.text_in(text))
        if not alone:
            return None
        best = alone[0]
    reading = resolve(best, published, tense_around(text, span.start))
    return figure_of(best, reading, span) if reading is not None else None


def tense_around(text: str, position: int) -> str:
    """``future`` when the verb nearest to a position speaks of what is to come; the verbs before it count more."""
    before = [match.end() for match in _SENTENCE.finditer(text, max(0, position - 400), position)]
    after = _SENTENCE.search(text, position, min(len(text), position + 400))
    begin = before[-1] if before else max(0, position - 400)
    end = after.start() if after else min(len(text), position + 400)
    found = [
        (position - match.end() if match.end() <= position else 2 * (match.start() - position) + 8, match)
        for match in _TENSES.finditer(text, begin, end)
    ]
    nearest = min(found, key=lambda entry: abs(entry[0]), default=None)
    if nearest is None:
        return FUTURE if _TO_COME.search(text[max(0, position - 12) : position]) else PAST
    return FUTURE if nearest[1]["future"] else PAST


def bound_of(text: str, start: int, end: int) -> str | None:
    """``from`` or ``until`` when the words around a time say so."""
    lead = text[max(0, start - 24) : start]
    for bound, pattern in _BOUND_BEFORE:
        if pattern.search(lead):
            return bound
    return "from" if _BOUND_AFTER.match(text, end) else None


def _without_lead(words: str, start: int, end: int) -> tuple[int, int]:
    match = _LEAD.match(words)
    return (start + match.end() if match else start), end


def _stands(text: str, shape: str, start: int, end: int) -> bool:
    """Whether what looks like a time is one here: names of months are also verbs, and ages are not durations."""
    words = text[start:end]
    if shape in {"month", "month_alone", "weekday", "day", "season"} and not _capitalised(words):
        return shape == "season" and words[:1].islower()
    if shape in {"duration", "single", "past_units"}:
        return not _AGE.match(text, end)
    return not (shape == "clock" and text[max(0, start - 1) : start] in {".", ",", "-", "/", "€", "$", "£"})


def _capitalised(words: str) -> bool:
    """Whether the month or weekday in it is written with a capital."""
    names = re.findall(rf"\b{MONTH}(?!\w)|\b{_WEEKDAY}\b", words, re.IGNORECASE)
    return bool(names) and all(name[0].isupper() for name in names)


def _amount(words: str) -> ParsedValue | None:
    match = _AMOUNT.search(words)
    return amount_of(match) if match else None
