"""What times look like in articles: one pattern for each shape. Standard library only."""

from __future__ import annotations

import re

from border_annotator.nlp.calendar_dates import MONTH
from border_annotator.nlp.numbers import COMPARATOR, NUMBER, VAGUE

_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?"
_PART = r"(?:early |late )?(?:morning|afternoon|evening|night|dawn|noon|midnight)"
_PART_OF = r"\b(?:the )?(?:early |late |small )?(?:morning|afternoon|evening|night|dawn|hours) (?:of|on) "
_UNIT = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade)"
_LASTING = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|year|decade)"
_SEASON = r"(?:spring|summer|autumn|winter|fall)"
_LAST = r"(?:last|past|this|next|coming|previous|current|the (?:following|previous|same|current|coming|past|last|next))"
_DAY_OF_MONTH = (
    rf"(?:(?:the (?=\d{{1,2}}[snrt]))?{_DAY} (?:of )?{MONTH}|{MONTH} {_DAY}(?!\d|[,.]\d|:\d))(?:,? {_YEAR}\b)?"
)
_RANGE = r"(?:\s?[-–—]\s?| to | and | or )"
_NTH = r"(?:first|second|third|fourth|last|final)"
_HEDGE = (
    r"(?:early[- ]|mid[- ]?|late[- ]|the (?:beginning|start|middle|end) of |the (?:first|second) half of "
    rf"|the {_NTH} (?:week|weekend|(?:\w+ )?(?:days|weeks)) of )"
)
_DURATION_HEDGE = (
    r"(?:\b(?:a minimum of|a maximum of|no (?:more|less|fewer) than|at least|at most|up to|more than|less than"
    r"|almost|nearly|around|about|approximately|roughly|some|an? additional|another|a further) )*"
)

# Name of a shape and what it looks like; where two fit at one place, the longer one counts, then the earlier one.
_SHAPES: tuple[tuple[str, str], ...] = (
    ("iso", rf"\b{_YEAR}-\d\d-\d\d(?:T\d\d:\d\d)?\b"),
    ("numeric", rf"\b\d{{1,2}}([./-])\d{{1,2}}\1{_YEAR}\b"),
    ("numeric_short", r"(?:(?<=\bon )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=\bfrom ))\d{1,2}/\d{1,2}\b(?!/)"),
    (
        "week_of",
        (
            r"\b(?:the )?week (?:of|from|beginning|starting|ending|to) "
            rf"(?:{WEEKDAY},? )?(?:{_DAY}\s?[-–]\s?{_DAY} {MONTH}\b(?:,? {_YEAR}\b)?|{_DAY_OF_MONTH})"
        ),
    ),
    (
        "year_to",
        rf"\bthe (?:year|12 months|twelve months) to (?:the end of )?(?:{_DAY_OF_MONTH}|{MONTH}(?: {_YEAR})?\b)",
    ),
    (
        "day_range",
        (
            rf"(?:\bthe night (?:of|from) )?(?:\b{_DAY}{_RANGE}{_DAY} (?:of )?{MONTH}|\b{MONTH}"
            rf" {_DAY}{_RANGE}{_DAY}(?!\d))(?:,? {_YEAR}\b)?"
        ),
    ),
    (
        "full_range",
        (
            rf"(?<=between )\b{_DAY_OF_MONTH} and {_DAY_OF_MONTH}|(?:\bthe night (?:of|from) )?\b{_DAY_OF_MONTH}"
            rf"(?: to |\s?[–—-]\s?){_DAY_OF_MONTH}"
        ),
    ),
    (
        "day",
        (
            rf"(?:{_PART_OF})?(?:\b{WEEKDAY},? (?:the )?|\b{_SHORT_WEEKDAY},? (?=\d|{MONTH}))?"
            rf"\b{_DAY_OF_MONTH}(?:,? (?:that|this|last|next|the same) year\b)?"
        ),
    ),
    (
        "month_range",
        (
            rf"(?<=between )\b{MONTH}(?: {_YEAR})? and {MONTH}(?: {_YEAR})?\b|\b{MONTH}(?: {_YEAR})?(?: to "
            rf"|\s?[–—-]\s?){MONTH}(?: {_YEAR})?\b"
        ),
    ),
    ("month", rf"(?:\b(?:last|this|next) )?\b{_HEDGE}?{MONTH},? (?:of )?(?:{_YEAR}\b|(?:last|this|next) year\b)"),
    (
        "month_alone",
        (
            rf"\b(?:{_HEDGE}|(?:last|this|next|in|since|until|till|by|from|during|of|through|to|every|for"
            rf"|before|after|and|between|or) )\b{MONTH}\b(?! ?\d)"
            rf"|(?:^|(?<=[\n|]))[ ]*{MONTH}(?=[ ]*(?:$|[\n|:]))"
        ),
    ),
    (
        "quarter",
        (
            r"\b(?:the )?(?:first|second|third|fourth|last) (?:quarter|half|three months|six months|\w+ months)"
            rf" (?:of (?:{_YEAR}\b|(?:this|last|the) year\b|{MONTH}(?: {_YEAR}\b)?))|\b[QH][1-4] (?:of )?{_YEAR}\b"
            r"|\bthe (?:first|second|third|fourth) quarter\b(?! of (?!this|last|the year))"
        ),
    ),
    (
        "season",
        (
            rf"\b(?:(?:{_LAST}|the) )?{_SEASON} (?:of )?{_YEAR}\b|(?<=\b[Ii]n )(?:the )?(?:spring|summer|autumn"
            rf"|winter)\b|\b(?:last|this|next|the past|the coming) {_SEASON}\b"
        ),
    ),
    (
        "feast",
        (
            r"\b(?:Christmas(?: Eve| Day)?|New Year[’']s (?:Eve|Day)|(?<=[Bb]y )(?:the )?New Year)\b"
            rf"(?: (?:of )?{_YEAR}\b)?"
        ),
    ),
    ("years", rf"(?<=between )\b{_YEAR} and {_YEAR}\b|\b{_YEAR}(?:\s?[–—-]\s?| to ){_YEAR}\b"),
    ("year_pair", rf"(?<![\w/.,-]){_YEAR}[–/-]\d\d\b(?![-–/.,:]\d)"),
    ("decade", r"\b(?:the )?(?:(?:early|late|mid)[- ])?(?:19|20)\d0s\b"),
    ("century", r"\b(?:the )?(?:1\d|2[01])(?:st|th) century\b|\bthe (?:nineteenth|twentieth|twenty-first) century\b"),
    ("overnight_on", rf"\bovernight (?:on |from )?{WEEKDAY}\b"),
    ("fiscal", rf"\bfiscal (?:year )?{_YEAR}\b|\bFY ?{_YEAR}\b|\bthe {_YEAR} fiscal year\b"),
    ("end_of_unit", r"\bthe (?:end|beginning|start) of (?:the|this|next) (?:week|month|year)\b"),
    (
        "year",
        (
            r"\b(?:(?:the (?:beginning|start|end|middle) of|early|late|mid[- ])[ -]?)?"
            rf"(?<![\w/.,-]){_YEAR}\b(?![-–/.,:%]?\d|[%])"
        ),
    ),
    ("weekday_range", rf"(?<=between ){WEEKDAY} and {WEEKDAY}\b|\b{WEEKDAY}(?: to | through |\s?[–-]\s?){WEEKDAY}\b"),
    (
        "weekday",
        (
            rf"\b(?:(?:last|this|next|on|the following) )?(?:the )?(?:(?:early|late) )?{WEEKDAY}(?: {_PART})?\b"
            rf"|{_PART_OF}(?:last |this )?{WEEKDAY}\b"
        ),
    ),
    (
        "near_day",
        (
            r"\bthe day (?:after tomorrow|before yesterday)\b"
            r"|\b(?:today|yesterday|tomorrow|tonight|overnight)(?: (?:morning|afternoon|evening|night))?\b"
            r"|\bthat (?:day|night|morning|afternoon|evening)\b|(?<=\bat )(?:dawn|dusk|nightfall|daybreak|sunrise)\b"
            r"|\b(?:last night|this (?:morning|afternoon|evening)|the (?:previous|next|following|same) (?:day|night"
            r"|morning|afternoon|evening)|the (?:day|night|evening) (?:before|after))\b"
        ),
    ),
    (
        "near_unit",
        (
            rf"\b{_LAST} (?:week(?:end)?|fortnight|month|quarter|year|decade)\b|\bthe (?:weekend|week|month|year)"
            r" (?:before|after)\b|\bthe weekend\b|\bthe year to date\b"
        ),
    ),
    (
        "same_period",
        (
            r"\bthe same (?:period|months?|quarter|weeks?|time) (?:(?:of |in )?"
            rf"(?:{_YEAR}\b|last year\b|the previous year\b|the year before\b)|a year (?:ago|earlier|before)\b)"
        ),
    ),
    (
        "that_unit",
        (
            r"\b(?:that|the same) (?:week|weekend|month|quarter|year)\b|\bthe month under review\b"
            r"|\bthe month\b(?=[.,;:]|$)"
        ),
    ),
    (
        "past_units",
        (
            rf"\b(?:the )?(?:last|past|previous|next|coming|following) (?:{NUMBER}|{VAGUE}|few|couple of)"
            rf" {_UNIT}s?\b(?! of)|\bthe {NUMBER} (?:days|weeks|months|years) before\b(?! [a-z])"
        ),
    ),
    ("ago", rf"\b(?:{COMPARATOR} )?(?:an?|{NUMBER}|{VAGUE}) {_UNIT}s? (?:ago|earlier|before|later|after)\b"),
    (
        "single",
        (
            r"\b(?:a|one) single (?:hour|day|night|week|weekend|month|year)\b|\bone (?:hour|day|night|week|month"
            r"|year)\b(?! of)"
        ),
    ),
    (
        "alone_after",
        (
            r"(?<=\bfor )an? (?:hour|day|night|week|fortnight|month|year|decade)\b|(?<=\bwithin )an? (?:hour"
            r"|day|week|month|year)\b|(?<=\bin )an? (?:hour|day|night|week|month|year)\b|(?<=\bover )an? (?:week|month"
            r"|year|decade)\b|(?<=\beven )an? (?:day|week|month|year)\b|(?<=\babout )an? (?:week|month|year)\b"
            r"|(?:(?<=\bwithin )|(?<=\bfor ))(?:hours|days|weeks|months|years)\b(?! of)"
            r"|\bhalf an? (?:hour|year)\b|\b(?:hours|days|weeks|months|years)(?= later\b)"
        ),
    ),
    (
        "set",
        (
            r"(?:(?<=\w )|(?<=% ))(?:an?|per|each|every) (?:hour|day|night|week|month|year)\b(?! (?:ago|earlier|later"
            rf"|before|after|of|long|and))|\b(?:every|each) (?:(?:{NUMBER}|other) )?{_UNIT}s?\b"
        ),
    ),
    (
        "duration",
        (
            rf"{_DURATION_HEDGE}(?:\b{NUMBER}(?:(?:\s?[-–]\s?| to | or ){NUMBER})?|\b{VAGUE})(?: and a half)?"
            rf"(?: more| full| consecutive| straight)?[ -](?:calendar |working )?{_LASTING}s?\b(?![- ]old)"
            rf"|\ban? {_UNIT} and a half\b"
        ),
    ),
    (
        "clock",
        (
            r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?(?:a\.?m\.?|p\.?m\.?|hrs|hours))?(?![\d%])(?:(?<=m\.)|\b)"
            r"|\b(?:1[0-2]|[1-9]) ?(?:a\.m\.|p\.m\.|am\b|pm\b)|\b(?:noon|midnight)\b"
        ),
    ),
)
# The class of words that each shape cannot do without.
_NEEDS = {
    "month": "year_to day_range full_range day month_range month month_alone",
    "year": "iso numeric years year_pair year",
    "slash": "numeric_short", "week": "week_of", "quarter": "quarter", "season": "season", "feast": "feast",
    "decade": "decade", "century": "century", "weekday": "overnight_on weekday_range weekday", "fiscal": "fiscal",
    "near": "near_day", "unit": "end_of_unit near_unit that_unit past_units single alone_after set duration",
    "same": "same_period", "ago": "ago", "clock": "clock",
}  # fmt: skip
_CLASS_OF_SHAPE = {shape: name for name, shapes in _NEEDS.items() for shape in shapes.split()}
# Shape, the class of words that it needs, and what it looks like.
SHAPES = tuple(
    (name, _CLASS_OF_SHAPE[name], re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)) for name, pattern in _SHAPES
)

_WORDS = {
    "month": (
        "january february march april may june july august september october november december jan feb mar apr jun jul"
        " aug sep sept oct nov dec"
    ),
    "quarter": "quarter half months q1 q2 q3 q4 h1 h2",
    "week": "week", "season": "spring summer autumn winter fall", "feast": "christmas year", "century": "century",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday", "fiscal": "fiscal fy",
    "near": (
        "today yesterday tomorrow tonight overnight day night morning afternoon evening dawn dusk nightfall daybreak"
        " sunrise"
    ),
    "unit": (
        "second seconds minute minutes hour hours day days night nights week weeks weekend weekends fortnight"
        " fortnights month months quarter quarters year years decade decades date"
    ),
    "same": "same", "ago": "ago earlier before later after", "clock": "am pm noon midnight m a p",
}  # fmt: skip
_CLASSES: dict[str, str] = {}
for _name, _words in _WORDS.items():
    for _word in _words.split():
        _CLASSES[_word] = f"{_CLASSES[_word]} {_name}" if _word in _CLASSES else _name
_CENTURY_BEGINS = ("19", "20")


def classes_of(word: str) -> str:
    """The classes of a word (in small letters) that shapes need, separated by spaces."""
    known = _CLASSES.get(word)
    if known is not None:
        return known
    if not word[0].isdigit():
        return "fiscal" if word.startswith("fy") and word[2:].isdigit() else ""
    if word.isdigit():
        if len(word) <= 2:
            return "slash clock"
        return "year" if len(word) == 4 and word[:2] in _CENTURY_BEGINS else ""
    if word.endswith(("am", "pm")):
        return "clock"
    return "decade" if word.endswith("0s") else "year" if "t" in word else ""
