"""Quantities in articles: finding and reading them (guidelines, section 5). Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.errors import KnownError
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.nlp.counted_nouns import named_by_kind, noun_after, unit_of
from border_annotator.nlp.gazetteer import noun_set
from border_annotator.nlp.numbers import AMOUNT, NUMBER, ParsedValue, amount_of, number_value, parse_value
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FoundQuantity", "ParsedValue", "figure_of", "find_quantities", "parse_value", "read_quantity"]

_MONEY_BEFORE = r"(?:(?:EUR|USD|PLN|GBP|CHF|HUF|TRY)\s?|US\$|C\$|A\$|[€$£])"
_MONEY_AFTER = (
    r"\s?(?:€|\$|£|zł|(?:EUR|USD|PLN|GBP|euros?|(?:US )?dollars?|pounds?(?: sterling)?|(?:Polish )?z[lł]ot(?:y|ys|ych)"
    r"|roubles?|rubles?|hryvnias?|lira|leva?|forints?|pesos?|kron(?:a|er|or))\b)"
)
_SHORT_SCALE = r"\s?(?:bn|mn|mln|tn|m|k)\b"
_CURRENCIES = (("EUR", "€|eur"), ("USD", r"\$|usd|dollar"), ("GBP", "£|gbp|pound"), ("PLN", "pln|zł|zlot|złot"))
_PERCENT = r"\s?(?:%|per ?cent\b|percentage points?\b|pct\b)"
_MEASURES: tuple[tuple[str, str], ...] = (
    ("km2", r"(?:square[- ]kilomet(?:re|er)s?|km²|km2|sq\.? km)"),
    ("km", r"(?:kilomet(?:re|er)s?|kms?)"),
    ("m", r"(?:met(?:re|er)s?|m(?=[ ,.;)]|$)(?! \d))"),
    (
        "other",
        (
            r"(?:square[- ](?:metres?|meters?|miles?)|miles?|nautical miles?|feet|foot|ft|yards?|inch(?:es)?"
            r"|centimet(?:re"
            r"|er)s?|cm|hectares?|acres?|tons?|tonnes?|kilograms?|kilos?|kgs?|grams?|lit(?:re|er)s?|barrels?|knots"
            r"|degrees?(?: Celsius)?)"
        ),
    ),
)
_MEASURE = "(?:" + "|".join(f"(?P<u{i}>{pattern})" for i, (_, pattern) in enumerate(_MEASURES)) + r")\b"
_MEASURE_WORDS = r"(?:kilomet(?:re|er)s?|km|met(?:re|er)s?|m)\b"
_AGE = r"(?:[- ](?P<age>year|month)s?(?=[- ]olds?\b))"

_SPACES = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x9: "|"}
_QUANTITY = re.compile(
    rf"(?:(?P<notone>\bnot (?:one|a single)\b)|(?P<single>(?<=\ba )single(?= \w))"
    rf"|(?P<money>{_MONEY_BEFORE})?(?:(?<!\w)(?P<sign>[-+−±])(?=\d))?{AMOUNT}(?:(?P<percent>{_PERCENT})"
    rf"|(?P<currency>(?:{_SHORT_SCALE})?{_MONEY_AFTER})"
    rf"|(?P<scale>{_SHORT_SCALE})(?! \d)|{_AGE}|[- ]?(?P<measure>{_MEASURE}))?)",
    re.IGNORECASE,
)
_RATIO = re.compile(
    rf"\b(?P<part>one|two|three|four|nine|\d{{1,2}}) (?:in|out of)(?: every)? (?P<whole>{NUMBER})(?! (?:day|week|month"
    rf"|year|hour))"
    r"|\b(?:a|one|two|three)[- ](?P<fraction>third|quarter|fifth|tenth|half)s?(?= of\b)|\b(?P<half>half)(?= (?:of|the"
    r"|its|their)\b)"
    r"|\b(?:two|three|four|five|ten|\d+)(?:-fold|fold\b)|\btwice(?= (?:as|the))|\b(?:three|four|five|ten|\d+) times(?="
    r" (?:as|more|the|higher|larger))",
    re.IGNORECASE,
)
_ORDINAL_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
}
_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINAL_WORDS)}|\d{{1,3}}(?:st|nd|rd|th))(?= (?:(?:[a-z-]+"
    rf" ){{0,2}}?)(?P<noun>[a-z]+)\b)"
)
_NONE = re.compile(
    r"\b(?:(?P<alone>no one|nobody|no-one|none(?= of (?:them|whom|the)| (?:has|have|had|was|were|is|are)\b))"
    r"|(?P<no>no|zero)(?= (?P<words>(?:[a-z-]+"
    r" ){0,3}[a-z-]+)))\b",
    re.IGNORECASE,
)

# A number after one of these words is a name, not an amount (guidelines, section 5, rule 5).
_NAMING = re.compile(
    r"\b(?:Article|Articles|Section|Sections|Title|Protocol|Regulation|Directive|Resolution|Law|Act|Route|Highway"
    r"|Interstate|Road|Line"
    r"|Phase|Chapter|Part|Annex|No|Nos|Number|Case|Flight|Channel|Sector|Terminal|Gate|Room|Page|Figure|Table|Decree"
    r"|Order"
    r"|Paragraph|Point|Clause|Level|Zone|Area|Day|Operation|Brigade|Motorway|Junction|Pier|Building|Mark|Version|World"
    r" War|Covid|Chapter|Psalm|Group of|Class)"
    r"\.?\s+$"
)
_PHONE = re.compile(r"(?:\+|\b00)[0-9]{1,3}(?:[ ()-]{1,2}[0-9]{1,5}){2,6}|\b[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}\b")
_CHANGE_AFTER = re.compile(r"\s+(?P<word>more|additional|further|extra|new|fresh|fewer|less)\b", re.IGNORECASE)
_UP = re.compile(
    r"\b(?:up(?: by)?|increased? (?:by|of)|rise of|rose(?: by)?|risen(?: by)?|grew(?: by)?|grown(?: by)?"
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
_MORE_AFTER = re.compile(r" (?:more|fewer|less)\b(?! (?:or less|time))", re.IGNORECASE)
_UP_DOWN = re.compile(r"\b(?:up|down) $", re.IGNORECASE)
_METRES = {"km": 1_000, "m": 1}
_SIDE = rf"(?:{_MONEY_BEFORE}{NUMBER}(?:{_SHORT_SCALE})?|{NUMBER}\s?{_MEASURE_WORDS})"
_DOUBLE = re.compile(rf"(?:between {_SIDE} and |{_SIDE}(?: to |\s?[–-]\s?)){_SIDE}", re.IGNORECASE)
_BARE_AGE = re.compile(
    r"(?:(?<=[a-zà-ÿ]), (?P<one>[1-9]\d)(?=, (?!\d))|\baged? (?P<two>\d{1,2}|[a-z]+)(?: and (?P<three>\d{1,2}))?\b"
    r"|\b(?:girl|boy|child|baby|man|woman) of (?P<four>\d{1,2}|[a-z]+)\b)"
)
_ONE_IS_NOT = re.compile(
    r"\s+(?:of|another|thing|day|night|way|hand|side|point|reason|more thing|such|end|after|by"
    r"|has|can|must|might|could|would|is|was|who|that)\b|\W*$|[,.;:!?)]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity in a text.

    ``number_end`` is where its last number ends, for finding the word that it counts; ``counted`` is what the words
    alone tell about that.
    """

    start: int
    end: int
    kind: str
    parsed: ParsedValue
    unit: str
    counted: str | None


def find_quantities(text: str) -> list[FoundQuantity]:
    """The quantities of a text in its order, none overlapping another; times are not told apart here."""
    text = plain_spaces(text)
    found = sorted(
        (*_ratios(text), *_ordinals(text), *_zeros(text), *_ranges(text), *_ages(text), *_amounts(text)),
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


def _amounts(text: str) -> Iterator[FoundQuantity]:
    phones = [match.span() for match in _PHONE.finditer(text)]
    for match in _QUANTITY.finditer(text):
        if match["single"]:
            continue
        if match["notone"]:
            counted = noun_after(text, match.end())
            yield FoundQuantity(match.start(), match.end(), "count", ParsedValue(1), unit_of(counted), counted)
            continue
        parsed = amount_of(match)
        if parsed is None or (match["scale"] and not match["money"]) or not _is_amount(text, match):
            continue
        if any(start < match.end() and match.start() < end for start, end in phones):
            continue
        kind, unit = _kind_of(match)
        scale = _short_scale(match)
        if scale != 1 and parsed.value is not None:
            parsed = ParsedValue(round(parsed.value * scale, 2), None, None, parsed.comparator, parsed.change)
        parsed = _with_change(text, match, parsed)
        counted = noun_after(text, match.end()) if kind == "count" else None
        start = match.start("money") if match["money"] and not match["comparator"] else match.start()
        start, end = _with_modifier(text, start, match.end(), kind)
        yield FoundQuantity(start, end, kind, parsed, unit_of(counted) if kind == "count" else unit, counted)


def _with_modifier(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """“100 more”, “11 fewer”, “46% more”, “down 61%”: the word that tells a change belongs to the figure."""
    after = _MORE_AFTER.match(text, end) if kind in {"count", "percent"} else None
    before = _UP_DOWN.search(text, max(0, start - 6), start) if kind == "percent" else None
    return (before.start() if before else start), (after.end() if after else end)


def _ranges(text: str) -> Iterator[FoundQuantity]:
    """Ranges that say their unit twice: “€33m to €35m”, “between 200 metres and 2 km”."""
    for match in _DOUBLE.finditer(text):
        ends = [q for q in _amounts(match[0].removeprefix("between ")) if q.kind in {"money", "measure"}]
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


def _ages(text: str) -> Iterator[FoundQuantity]:
    """Ages without “year”: “Ahmad, 41, a Syrian”, “aged 4 and 9”, “a girl of seven” (section 10, rule 7)."""
    for match in _BARE_AGE.finditer(text):
        for group in ("one", "two", "three", "four"):
            value = number_value(match[group]) if match[group] else None
            if value is not None and 0 < value < 110:
                start, end = match.span(group)
                yield FoundQuantity(start, end, "measure", ParsedValue(value), "year", None)


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """Whether a number is an amount: not part of a name, a reference, a case number, a list's numbering."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 12]
    if match["vague"]:
        return True
    if before[-1:].isalnum() or before[-1:] in {"#", "_", "@", "/"} or re.search(r"\w[-–]$|\d[.,:]$", before):
        return False
    if not (match["percent"] or match["currency"] or match["age"] or match["measure"]):
        if re.match(
            r"\d|[/:]\d|[A-Za-z]\w*\d|(?:st|nd|rd"
            r"|th)\b",
            after,
        ) or (after[:1].isalpha() and match[0][-1:].isdigit()):
            return False
        if re.match(r"[-–](?:[A-Z]|way|off|time|on-one|sided)", after):
            return False
    if _NAMING.search(before) and not (match["percent"] or match["currency"]):
        return False
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    if not line.strip(" (") and re.match(r"[.)]\s", after):
        return False
    number = match["number"] or ""
    if number.casefold() == "one" and not (match["comparator"] or match["change"] or match["allbut"]):
        return not (
            _ONE_IS_NOT.match(after)
            or re.search(
                r"\b(?:no|this|that|the|any|every|each|which"
                r"|other)\s$",
                before,
                re.IGNORECASE,
            )
        )
    return not (number.isdigit() and len(number) > 9)


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
    letters = re.match(rf"{_SHORT_SCALE}", match["scale"] or match["currency"] or "", re.IGNORECASE)
    return {"bn": 10**9, "mn": 10**6, "mln": 10**6, "m": 10**6, "k": 1_000, "tn": 10**12}.get(
        letters[0].strip().casefold() if letters else "", 1
    )


def _with_change(text: str, match: re.Match[str], parsed: ParsedValue) -> ParsedValue:
    """A change told by the words around the number: “20 fresh guards”, “down 39%”, “a 12% rise”."""
    if parsed.change != "none":
        return parsed
    before = text[max(0, match.start() - 24) : match.start()]
    change = "none"
    if _UP.search(before) or match["sign"] == "+":
        change = "increase"
    elif _DOWN.search(before) or match["sign"] in {"-", "−"}:
        change = "decrease"
    elif match["percent"]:
        change = "increase" if _UP_AFTER.match(text, match.end()) else change
        change = "decrease" if _DOWN_AFTER.match(text, match.end()) else change
    else:
        after = _CHANGE_AFTER.match(text, match.end())
        if after and not re.match(r"\s+(?:than|new year)\b", text[after.end() :], re.IGNORECASE):
            change = "decrease" if after["word"].casefold() in {"fewer", "less"} else "additional"
            change = "none" if after["word"].casefold() == "new" else change
    if change == "none":
        return parsed
    return ParsedValue(parsed.value, parsed.minimum, parsed.maximum, parsed.comparator, change)


def _ratios(text: str) -> Iterator[FoundQuantity]:
    shares = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
    for match in _RATIO.finditer(text):
        words = match[0].casefold()
        unit = "other"
        if match["part"]:
            part, whole = number_value(match["part"]), number_value(match["whole"])
            value = round(part / whole, 4) if part and whole and part < whole else None
        elif match["fraction"]:
            part = number_value(
                words.replace("-", " ").split()[0].replace("a", "one", 1)
                if words[0] == "a"
                else words.replace("-", " ").split()[0]
            )
            value = round((part or 1) / shares[match["fraction"].casefold()], 4)
        elif match["half"]:
            value = 0.5
        else:
            unit = "times"
            value = 2 if words == "twice" else number_value(words.replace("fold", "").split()[0].rstrip("-"))
        if value is not None:
            yield FoundQuantity(match.start(), match.end(), "ratio", ParsedValue(value), unit, None)


def _ordinals(text: str) -> Iterator[FoundQuantity]:
    for match in _ORDINAL.finditer(text):
        noun = _ranked_noun(text, match.end("ordinal"))
        if noun is None:
            continue
        digits = re.match(r"\d+", match["ordinal"])
        value = int(digits[0]) if digits else _ORDINAL_WORDS[match["ordinal"]]
        yield FoundQuantity(match.start(), match.end(), "ordinal", ParsedValue(value), "rank", noun)


def plain_spaces(text: str) -> str:
    """The text with every kind of space as a plain one, and bars between the cells of a table; the length stays."""
    return text.translate(_SPACES)


def _ranked_noun(text: str, position: int) -> str | None:
    """The noun that an ordinal ranks, at most two words on, when it names a kind of event."""
    for match in re.finditer(r" ([a-z-]+)", text[position : position + 60]):
        noun = singular(match[1])
        if noun in noun_set("ranked"):
            return noun
        if match.start() > 24 or noun in {"of", "to", "in", "and", "half", "quarter", "place", "country"}:
            return None
    return None


def _zeros(text: str) -> Iterator[FoundQuantity]:
    """“No” and its like, only before people or incidents (guidelines, section 5, rule 3)."""
    for match in _NONE.finditer(text):
        if match["alone"]:
            yield FoundQuantity(match.start(), match.end(), "count", ParsedValue(0), "person", "person")
            continue
        counted = noun_after(text, match.end("no"))
        last = counted.split()[-1] if counted else ""
        longer = re.match(r"\s+(?:longer|more|matter|doubt|less|fewer|later)\b", text[match.end("no") :], re.IGNORECASE)
        if (last in noun_set("zero") or (counted or "") in noun_set("zero")) and not longer:
            yield FoundQuantity(match.start(), match.end(), "count", ParsedValue(0), unit_of(counted), counted)
