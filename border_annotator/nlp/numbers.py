"""Numbers as articles write them: digits, words, modifiers and vague amounts. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from border_annotator.domain.errors import KnownError

Number = int | float

# Longer strings of digits are identifiers, and larger numbers are nonsense that a database could not hold either.
MOST_DIGITS = 20
LARGEST = 10**15

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_SHORT_SCALES = {"k": 1_000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "mld": 10**9, "tn": 10**12}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}

# The least that a vague amount can mean (guidelines, section 5, rule 2).
_VAGUE = {
    "several": 3, "a few": 3, "a handful of": 3, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000,
    "tens of thousands": 20_000, "hundreds of thousands": 200_000, "millions": 2 * 10**6, "tens of millions": 2 * 10**7,
    "several dozen": 36, "several hundred": 300, "several thousand": 3_000, "a few hundred": 300, "a few dozen": 36,
    "a few thousand": 3_000, "several million": 3 * 10**6,
}  # fmt: skip

_SMALL = "|".join((*_ONES, *_TENS))
_WORD = rf"(?:{_SMALL}|hundred|thousand|million|billion|trillion|dozen)"
WORDS = (
    rf"(?:half a(?= (?:dozen|million|billion)\b)|a(?= (?:hundred|thousand|million|billion|dozen)\b)|(?:{_SMALL}))"
    rf"(?:(?:[ -]|(?<=hundred) and |(?<=thousand) and ){_WORD}){{0,8}}"
)
# Groups of three are joined by a comma, a space of any kind or an apostrophe; a point is a decimal point.
DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f\u2009’'][0-9]{3}){1,5}(?![0-9]|[,.][0-9])"
    r"|[0-9]+\.[0-9]+|[0-9]+,[0-9]{1,2}(?![0-9])|[0-9]+[½¼¾]?|[½¼¾])"
)
NUMBER = rf"(?:(?<![\w.,]){DIGITS}(?: (?:hundred|thousand|million|billion|trillion|dozen)\b)?|\b{WORDS}\b)"
VAGUE = "(?:" + "|".join(rf"{words}\b" for words in sorted(_VAGUE, key=len, reverse=True)) + ")"

# The words that an amount cannot do without, when it has no digit.
_VAGUE_WORDS = "several few handful dozens scores hundreds thousands millions single"
NUMBER_WORDS = frozenset({*_ONES, *_TENS, *_SCALES, *_VAGUE_WORDS.split(), *_FRACTIONS})

_COMPARATORS: tuple[tuple[str, str], ...] = (
    (
        "at_least",
        r"at (?:the very )?least|(?:no|not) (?:fewer|less) than|a minimum of|minimum(?: of)?|≥|>=",
    ),
    ("at_most", r"up to|as many as|as much as|at most|(?:no|not) more than|a maximum of|maximum(?: of)?|≤|<="),
    (
        "more_than",
        r"(?:far |well |just |slightly |a little )?(?:more than|over|above|upwards of)|in excess of|exceeding|>",
    ),
    (
        "less_than",
        r"(?:far |well |just |slightly )?(?:less than|fewer than|under|below|short of)|almost|nearly|close to|<",
    ),
    ("approx", r"about|around|some|approximately|approx\.?|roughly|an estimated|estimated|circa|ca\.|c\.|~|≈"),
)
COMPARATOR = "(?:" + "|".join(pattern for _, pattern in _COMPARATORS) + ")"
ADDITIONAL = r"(?:an additional|additional|another|a further|further|an extra|extra|a fresh)"
_SUFFIXES = (
    ("at_least", r"\+|[ -]plus\b| or more\b| and above\b"),
    ("approx", r" or so\b"),
    ("at_most", r" or (?:fewer|less)\b"),
)
SUFFIX = "(?:" + "|".join(pattern for _, pattern in _SUFFIXES) + ")"

# One number with what stands before and after it, or a range.
AMOUNT = (
    rf"(?:(?P<allbut>all but) )?(?:(?P<comparator>\b{COMPARATOR}|[~≈<>≥≤]=?)\s?)?(?:(?P<change>\b{ADDITIONAL}) )?"
    rf"(?:(?P<comparator2>\b{COMPARATOR}) )?"
    rf"(?:(?P<between>\bbetween )(?P<low>{NUMBER}) and (?P<high>{NUMBER})"
    rf"|(?P<low2>{NUMBER})(?:\s?[-–—]\s?|-to-| to | or )(?P<high2>{NUMBER})"
    rf"|(?P<vague>\b{VAGUE})|(?P<number>{NUMBER}))(?P<suffix>{SUFFIX})?"
)
_WHOLE = re.compile(AMOUNT, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """What an amount says: a value, or bounds with the value empty, and how the text hedges it."""

    value: Number | None
    minimum: Number | None = None
    maximum: Number | None = None
    comparator: str = "eq"
    change: str = "none"


def number_value(text: str) -> Number | None:
    """The value of one number in digits or words (``10,000``, ``2.4 million``, ``half a dozen``), else ``None``."""
    words = text.strip().casefold().replace("-", " ")
    match = re.match(DIGITS, words)
    if match is None:
        value = _words_value(words.split())
    elif match.end() > MOST_DIGITS:
        return None
    else:
        rest = words[match.end() :].strip()
        scale = 1 if not rest else _SCALES.get(rest) or _SHORT_SCALES.get(rest)
        value = _plain(_digits_value(match[0]) * scale) if scale else None
    return None if value is None or value > LARGEST else value


def parse_value(text: str) -> ParsedValue:
    """What a reviewer typed into a field: ``about 300``, ``10-12``, ``at least 40``, ``all but one``, ``dozens``.

    Raises ``KnownError`` with one sentence when no amount can be told from it.
    """
    tidy = " ".join(text.split())
    if tidy.casefold() in {"no", "none", "nobody", "no one", "zero", "not any"}:
        return ParsedValue(0)
    if tidy.casefold() in {"not one", "not a single", "not a single one", "a single", "single"}:
        return ParsedValue(1)
    match = _WHOLE.fullmatch(tidy) or _WHOLE.fullmatch(
        re.sub(
            r"(?<=\d)\s?(?=(?:k|mn|mln|bn"
            r"|tn)$)",
            " ",
            tidy.casefold(),
        )
    )
    parsed = amount_of(match) if match else None
    if parsed is None:
        value = number_value(re.sub(r"(?<=\d)\s?(?=(?:k|m|mn|mln|bn|tn)$)", " ", tidy))
        parsed = ParsedValue(value) if value is not None else None
    if parsed is None:
        raise KnownError(
            "“{tidy}” is not an amount: type for example 300, about 300, at least 40, 10-12 or dozens.", tidy=tidy
        )
    return parsed


def amount_of(match: re.Match[str]) -> ParsedValue | None:
    """What a match of ``AMOUNT`` says; ``None`` when its words make no number."""
    change = "additional" if match["change"] else "none"
    vague = match["vague"]
    if vague:
        return ParsedValue(None, _VAGUE[" ".join(vague.casefold().split())], None, "indefinite", change)
    low, high = match["low"] or match["low2"], match["high"] or match["high2"]
    if low and high:
        if match["low2"] and match.string[match.end("low2") : match.start("high2")] == "-" and _is_one(low, high):
            value = number_value(match.string[match.start("low2") : match.end("high2")])
            return None if value is None else ParsedValue(value, comparator=_comparator(match), change=change)
        bounds = _bounds(low, high)
        return ParsedValue(None, bounds[0], bounds[1], "between", change) if bounds else None
    value = number_value(match["number"])
    if value is None:
        return None
    if match["allbut"]:
        return ParsedValue(value, comparator="all_but", change=change)
    return ParsedValue(value, comparator=_comparator(match), change=change)


def _is_one(low: str, high: str) -> bool:
    """Whether the two halves of “twenty-one thousand” are one number and no range."""
    return low.casefold().split()[-1] in _TENS and 0 < _ONES.get(high.casefold().split()[0], 0) < 10


def _bounds(low: str, high: str) -> tuple[Number, Number] | None:
    """Both ends of a range; in “10 to 12 million” the scale belongs to both."""
    least, most = number_value(low), number_value(high)
    if least is None or most is None:
        return None
    scale = next((size for word, size in _SCALES.items() if high.casefold().endswith(word)), 1)
    if scale > 1 and least < most / scale * 10 and not any(word in low.casefold() for word in _SCALES):
        least = _plain(least * scale)
    return (least, most) if least <= most else None


def comparator_of(words: str) -> str:
    """The comparator that hedging words stand for; ``eq`` for any other words."""
    tidy = words.strip()
    return next((name for name, pattern in _COMPARATORS if re.fullmatch(pattern, tidy, re.IGNORECASE)), "eq")


def _comparator(match: re.Match[str]) -> str:
    for group in ("comparator", "comparator2"):
        words = match[group]
        if words and (name := comparator_of(words)) != "eq":
            return name
    for name, pattern in _SUFFIXES if match["suffix"] else ():
        if re.fullmatch(pattern, match["suffix"], re.IGNORECASE):
            return name
    return "eq"


def _digits_value(digits: str) -> Number:
    fraction = _FRACTIONS.get(digits[-1], 0.0)
    digits = digits.rstrip("½¼¾")
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        digits = digits.replace(",", ".")
    digits = re.sub(r"[, \u00a0\u202f\u2009’']", "", digits)
    return _plain(float(digits or 0) + fraction) if "." in digits or fraction else int(digits or 0)


def _words_value(words: list[str]) -> Number | None:
    if not words or words[-1] == "and":
        return None
    if words[:2] == ["half", "a"]:
        scale = _words_value(["one", *words[2:]])
        return None if scale is None else _plain(scale / 2)
    total, group = 0, 0
    for word in words:
        if word in _ONES or word in _TENS:
            group += _ONES.get(word, _TENS.get(word, 0))
        elif word in {"hundred", "dozen"}:
            group = max(group, 1) * _SCALES[word]
        elif word in _SCALES:
            total, group = total + max(group, 1) * _SCALES[word], 0
        elif word not in {"a", "and"}:
            return None
    return total + group


def _plain(value: float) -> Number:
    """Whole numbers as ``int``; the tenths of a binary fraction are not shown to anybody."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
