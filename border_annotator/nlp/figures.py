"""Quantities in articles: finding and reading them (guidelines, section 5). Standard library only."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.errors import KnownError
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.nlp.counted_nouns import named_by_kind, noun_after, unit_of
from border_annotator.nlp.found_quantity import FoundQuantity, plain_spaces
from border_annotator.nlp.not_amounts import inside, is_amount, phone_numbers
from border_annotator.nlp.numbers import (
    ADDITIONAL,
    AMOUNT,
    COMPARATOR,
    NUMBER,
    ParsedValue,
    amount_of,
    comparator_of,
    number_value,
    parse_value,
)
from border_annotator.nlp.shares import number_class, ordinals, shares, zeros
from border_annotator.nlp.windows import Windows, matches_in, windows_by_class

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FoundQuantity", "ParsedValue", "figure_of", "find_quantities", "parse_value", "read_quantity"]

_CODES = (
    r"(?:EUR|USD|PLN|GBP|CHF|HUF|TRY|UAH|RUB|BYN|CZK|SEK|NOK|DKK|RON|BGN|MDL|RSD|BAM|MKD|GEL|MAD|TND|LYD|MXN|CAD|JPY)"
)
_MONEY_BEFORE = rf"(?:\b{_CODES}\s?|(?:\bUS|\bC|\bA)?\$\s?|[€£]\s?)"
# “28 pounds of heroin”, “29 pounds (13 kg)”
_NO_WEIGHT = (
    r"(?!\s\(\d[\d.,]*\s?(?:kg|kilo)|\sof (?:[a-z-]+ ){0,2}?(?:fentanyl|cocaine|heroin|marijuana|cannabis|narcotics"
    r"|drugs?|hashish|opium|ketamine|food|meat|explosives?|ammunition|gunpowder|gold|silver|tobacco|khat|powder|pills|\w+amine)\b)"
)
_MONEY_AFTER = (
    rf"\s?(?:€|\$|£|zł|(?:(?-i:{_CODES})|euros?|(?:US )?dollars?|pounds?(?: sterling)?{_NO_WEIGHT}"
    r"|(?:Polish )?z[lł]ot(?:y|ys|ych)"
    r"|roubles?|rubles?|hryvnias?|lira|leva?|forints?|pesos?|kron(?:a|er|or))\b)"
)
# How far a quantity reaches around its number.
_BEFORE, _AFTER = 44, 44
_SHORT_SCALE = r"\s?(?:bn|mn|mln|tn|m|k)\b"
_SCALE_LETTERS = re.compile(_SHORT_SCALE, re.IGNORECASE)
_SCALES = {"bn": 10**9, "mn": 10**6, "mln": 10**6, "m": 10**6, "k": 1_000, "tn": 10**12}
_CURRENCIES = (("EUR", "€|eur"), ("USD", r"\$|usd|dollar"), ("GBP", "£|gbp|pound"), ("PLN", "pln|zł|zlot|złot"))
_PERCENT = (
    r"\s?(?:%|per ?cent\b|(?:percentage )?points?\b(?= (?:lower|higher|ahead|behind|more|less|fewer|up|down))"
    r"|percentage points?\b|pct\b)"
)
_MEASURES: tuple[tuple[str, str], ...] = (
    ("km2", r"(?:square[- ]kilomet(?:re|er)s?|km²|km2|sq\.? km)"),
    ("km", r"(?:kilomet(?:re|er)s?|kms?)"),
    ("m", r"(?:met(?:re|er)s?|m(?=[ ,.;)]|$)(?! \d))"),
    (
        "other",
        (
            r"(?:square[- ](?:metres?|meters?|miles?)|miles?|nautical miles?|feet|foot|ft|yards?|inch(?:es)?"
            r"|centimet(?:re"
            r"|er)s?|cm|hectares?|acres?|tons?|tonnes?|kilograms?|kilos?|kgs?|grams?|pounds?|lbs?|ounces?|lit(?:re|er)s?|barrels?|knots"
            r"|degrees?(?: Celsius)?)"
        ),
    ),
)
_MEASURE = "(?:" + "|".join(f"(?P<u{i}>{pattern})" for i, (_, pattern) in enumerate(_MEASURES)) + r")\b"
_MEASURE_WORDS = r"(?:kilomet(?:re|er)s?|km|met(?:re|er)s?|m)\b"
_AGE = r"(?:[- ](?P<age>year|month)s?(?=[- ]olds?\b))"

_QUANTITY = re.compile(
    rf"(?<!\w)(?:(?P<notone>not (?:one|a single)\b)|(?P<single>(?<=\ba )single(?= \w))"
    rf"|(?:(?P<lead>(?:\b(?:{COMPARATOR}|{ADDITIONAL})\s){{1,2}})?(?P<money>{_MONEY_BEFORE}))?"
    rf"(?:(?<!\w)(?P<sign>[-+−±]|minus |plus )(?=\d))?{AMOUNT}(?:(?P<percent>{_PERCENT})"
    rf"|(?P<currency>(?:{_SHORT_SCALE})?{_MONEY_AFTER})"
    rf"|(?(money)(?P<scale>{_SHORT_SCALE})(?! \d)|(?:{_AGE}|[- ]?(?P<measure>{_MEASURE}))))?)",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(r"\s+(?:additional|further|extra|fresh)\b", re.IGNORECASE)
_UP = re.compile(
    r"\b(?:up(?: by)?|increased? (?:by|of)|raised by|rise of|rose(?: by)?|risen(?: by)?|grew(?: by)?|grown(?: by)?"
    r"|jumped(?: by)?|surged(?: by)?|climbed(?: by)?|growth of)\s+$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:down(?: by)?|decreased? (?:by|of)|fell(?: by)?|fallen(?: by)?|dropped(?: by)?|drop of"
    r"|decline of|declined(?: by)?|reduced by|cut by|fall of|reduction of)\s+$",
    re.IGNORECASE,
)
_UP_AFTER = re.compile(r"\s+(?:increase|rise|growth|jump|surge|higher|more)\b", re.IGNORECASE)
_DOWN_AFTER = re.compile(r"\s+(?:decrease|drop|fall|decline|reduction|lower|fewer|less)\b", re.IGNORECASE)
_MORE_AFTER = re.compile(r" (?P<word>more|fewer|less|lower|higher)\b(?! (?:or less|time))", re.IGNORECASE)
_THAN = re.compile(r"\s+(?:\w+ ){0,2}?than\b", re.IGNORECASE)
_ALL = re.compile(r"\ball $", re.IGNORECASE)
_FROM = re.compile(
    r"\bfrom (?:about |around |some |just |nearly |almost )?$|\b(?:by|rose|fell|grew|dropped) $", re.IGNORECASE
)
_TO = re.compile(r"\d to \d|[a-z] to [a-z\d]", re.IGNORECASE)
_ADDITIONAL = re.compile(rf"\b{ADDITIONAL}\b\s?", re.IGNORECASE)
_UP_DOWN = re.compile(r"\b(?:up|down) $", re.IGNORECASE)
_METRES = {"km": 1_000, "m": 1}
_SIDE = rf"(?:{_MONEY_BEFORE}{NUMBER}(?:{_SHORT_SCALE})?|{NUMBER}\s?{_MEASURE_WORDS})"
_DOUBLE = re.compile(rf"(?<!\w)(?:between {_SIDE} and |{_SIDE}(?: to |\s?[–-]\s?)){_SIDE}", re.IGNORECASE)
_BARE_AGE = re.compile(
    r"(?:(?<=[a-zà-ÿ)]), (?P<one>[1-9]\d)(?=, (?!\d))"
    r"|\baged? between (?P<low>\d{1,2}) and (?P<high>\d{1,2})\b|\bboth (?P<both>[1-9]\d)(?=[,.;)])"
    r"|\baged? (?P<two>\d{1,2}|[a-z]+)(?: and (?P<three>\d{1,2}|[a-z]+))?\b"
    r"|\b(?:girl|boy|child|baby|man|woman) of (?P<four>\d{1,2}|[a-z]+)\b)"
)


def find_quantities(text: str) -> list[FoundQuantity]:
    """The quantities of a text in its order, none overlapping another; times are not told apart here."""
    text = plain_spaces(text)
    windows = windows_by_class(text, number_class, _BEFORE, _AFTER)
    numbers = windows.get("number", [])
    found = sorted(
        (
            *shares(text, windows.get("share", [])),
            *ordinals(text, windows.get("ordinal", [])),
            *zeros(text, windows.get("zero", [])),
            *_ranges(text, numbers),
            *_ages(text, numbers),
            *_amounts(text, numbers),
        ),
        key=lambda q: (q.start, q.start - q.end),
    )
    kept: list[FoundQuantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def figure_of(found: FoundQuantity, span: Span, counted: str | None = None) -> Figure:
    """The figure for a quantity; ``counted`` overrides what the words alone told."""
    counted = counted or found.counted
    unit = unit_of(counted) if found.kind == "count" else found.unit
    parsed = found.parsed
    return Figure(
        new_id(), span, found.kind, parsed.value, parsed.minimum, parsed.maximum, parsed.comparator, parsed.change,
        unit, counted,
    )  # fmt: skip


def read_quantity(text: str, span: Span) -> Figure:
    """The quantity that a reviewer selected, filled in as well as can be told from the words around it.

    ``text`` is the whole article. A selection without any number gives a count without a value.
    """
    offset = max(0, span.start - 60)
    window = text[offset : span.end + 160]
    best: FoundQuantity | None = None
    shared = 0
    for found in find_quantities(window):
        overlap = Span(found.start + offset, found.end + offset).shared(span)
        if overlap > shared:
            best, shared = found, overlap
    if best is not None:
        return named_by_kind(figure_of(best, span))
    counted = noun_after(text, span.end)
    try:
        parsed = parse_value(span.text_in(text))
    except KnownError:
        return Figure(new_id(), span, "count", comparator="eq", change="none", unit=unit_of(counted), counted=counted)
    return figure_of(FoundQuantity(span.start, span.end, "count", parsed, unit_of(counted), counted), span)


def _amounts(text: str, windows: Windows) -> Iterator[FoundQuantity]:
    phones = phone_numbers(text)
    for match in matches_in(_QUANTITY, text, windows):
        if match["single"]:
            continue
        if match["notone"]:
            counted = noun_after(text, match.end())
            yield FoundQuantity(match.start(), match.end(), "count", ParsedValue(1), unit_of(counted), counted)
        elif not inside(phones, *match.span()):
            yield from (
                _from_to(text, match)
                if _FROM.search(text, max(0, match.start() - 30), match.start()) and (_TO.search(match[0]))
                else _amount(text, match)
            )


def _from_to(text: str, match: re.Match[str]) -> Iterator[FoundQuantity]:
    """“rose from 41 to 58”: a change between two amounts, no range; both have the unit that is said once."""
    low, high = _QUANTITY.match(text, match.start(), match.end("low2")), _QUANTITY.match(text, match.start("high2"))
    second = next(_amount(text, high), None) if high else None
    first = next(_amount(text, low), None) if low else None
    if first is not None:
        alike = second is not None and first.kind == "count" != second.kind
        counted = noun_after(text, match.end()) if first.kind == "count" else None
        yield (
            replace(first, kind=second.kind, unit=second.unit, counted=None)
            if alike and second
            else replace(first, counted=counted, unit=unit_of(counted) if first.kind == "count" else first.unit)
        )
    if second is not None:
        yield second


def _amount(text: str, match: re.Match[str]) -> Iterator[FoundQuantity]:
    """The quantity of one match, if it is one."""
    parsed = amount_of(match)
    if parsed is None or not is_amount(text, match):
        return
    kind, unit = _kind_of(match)
    scale = _short_scale(match)
    if scale != 1:
        parsed = replace(
            parsed, **{
                name: round(value * scale, 2)
                for name in ("value", "minimum", "maximum")
                if (value := getattr(parsed, name)) is not None
            },
        )  # fmt: skip
    parsed = _with_change(text, match, _with_lead(match, parsed))
    counted = noun_after(text, match.end()) if kind == "count" else None
    start = match.start("money") if match["money"] and not (match["comparator"] or match["lead"]) else match.start()
    if _ALL.search(text, max(0, start - 4), start) and kind == "count" and parsed.comparator == "eq":
        start -= 4
    start, end, change = _with_modifier(text, start, match.end(), kind)
    if change != "none" and parsed.change == "none":
        parsed = replace(parsed, change=change)
    yield FoundQuantity(start, end, kind, parsed, unit_of(counted) if kind == "count" else unit, counted)


def _with_lead(match: re.Match[str], parsed: ParsedValue) -> ParsedValue:
    """Hedges before a sign of money: “up to €500”, “an additional €80 million”."""
    words = (match["lead"] or "").strip()
    if not words:
        return parsed
    more = _ADDITIONAL.search(words)
    hedge = comparator_of(_ADDITIONAL.sub("", words)) if more else comparator_of(words)
    return replace(
        parsed,
        comparator=hedge if parsed.comparator == "eq" else parsed.comparator,
        change="additional" if more else parsed.change,
    )


def _with_modifier(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """“100 more”, “11 fewer”, “46% more”, “down 61%”: the word that tells a change belongs to the figure."""
    after = _MORE_AFTER.match(text, end) if kind in {"count", "percent", "money"} else None
    if after and kind == "count" and after["word"].casefold() in {"lower", "higher"}:
        after = None
    before = _UP_DOWN.search(text, max(0, start - 6), start) if kind == "percent" else None
    change = "none"
    if after:
        compared = kind != "count" or bool(_THAN.match(text, after.end()))
        change = (
            "decrease"
            if after["word"].casefold() not in {"more", "higher"}
            else "increase"
            if compared
            else "additional"
        )
    return (before.start() if before else start), (after.end() if after else end), change


def _ranges(text: str, windows: Windows) -> Iterator[FoundQuantity]:
    """Ranges that say their unit twice: “€33m to €35m”, “between 200 metres and 2 km”."""
    for match in matches_in(_DOUBLE, text, windows):
        ends = [
            q
            for q in _amounts(match[0].removeprefix("between "), [(0, len(match[0]))])
            if q.kind in {"money", "measure"}
        ]
        ends = [q for q in ends if q.parsed.value is not None]
        if len(ends) != 2 or ends[0].kind != ends[1].kind:
            continue
        scale = _METRES.get(ends[0].unit, 1) / _METRES.get(ends[1].unit, 1) if ends[0].kind == "measure" else 1
        values = [float(ends[0].parsed.value or 0), float(ends[1].parsed.value or 0)]
        if scale != 1:
            values = [values[0], values[1] / scale]
        if values[0] < values[1]:
            low, high = (int(v) if v == int(v) else v for v in values)
            parsed = ParsedValue(None, low, high, "between")
            yield FoundQuantity(match.start(), match.end(), ends[0].kind, parsed, ends[0].unit, None)


def _ages(text: str, windows: Windows) -> Iterator[FoundQuantity]:
    """Ages without “year”: “Ahmad, 41, a Syrian”, “aged 4 and 9”, “a girl of seven” (section 10, rule 7)."""
    for match in matches_in(_BARE_AGE, text, windows):
        if match["low"] and int(match["low"]) < int(match["high"]):
            parsed = ParsedValue(None, int(match["low"]), int(match["high"]), "between")
            yield FoundQuantity(
                match.start("low") - len("between "), match.end("high"), "measure", parsed, "year", None
            )
        for group in ("one", "two", "three", "four", "both"):
            value = number_value(match[group]) if match[group] else None
            if value is not None and 0 < value < 110:
                start, end = match.span(group)
                yield FoundQuantity(start, end, "measure", ParsedValue(value), "year", None)


def _kind_of(match: re.Match[str]) -> tuple[str, str]:
    if match["percent"]:
        return "percent", "percent"
    if match["currency"] or match["money"]:
        words = (match["currency"] or match["money"]).casefold()
        return "money", next((code for code, pattern in _CURRENCIES if re.search(pattern, words)), "other")
    if match["age"]:
        return "measure", match["age"].casefold()
    if match["measure"]:
        return "measure", next(unit for i, (unit, _) in enumerate(_MEASURES) if match[f"u{i}"])
    return "count", "other"


def _short_scale(match: re.Match[str]) -> int:
    words = match["scale"] or match["currency"]
    letters = _SCALE_LETTERS.match(words) if words else None
    return _SCALES[letters[0].strip().casefold()] if letters else 1


def _with_change(text: str, match: re.Match[str], parsed: ParsedValue) -> ParsedValue:
    """A change told by the words around the number: “20 fresh guards”, “down 39%”, “a 12% rise”."""
    if parsed.change != "none":
        return parsed
    before = text[max(0, match.start() - 24) : match.start()]
    change, sign = "none", (match["sign"] or "").casefold()
    if _UP.search(before) or sign in {"+", "plus "}:
        change = "increase"
    elif _DOWN.search(before) or sign in {"-", "−", "minus "}:
        change = "decrease"
    elif match["percent"]:
        change = "increase" if _UP_AFTER.match(text, match.end()) else change
        change = "decrease" if _DOWN_AFTER.match(text, match.end()) else change
    else:
        after = _CHANGE_AFTER.match(text, match.end())
        if after:
            change = "additional"
    if change == "none":
        return parsed
    return ParsedValue(parsed.value, parsed.minimum, parsed.maximum, parsed.comparator, change)
