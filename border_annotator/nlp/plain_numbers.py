"""Numbers in digits that can be read without knowing a language's grammar: counts, percent, money, lengths.

Standard library only. What is counted stays open. For English see ``figures``.
"""

from __future__ import annotations

import re
from functools import cache

from border_annotator.nlp.found_quantity import FoundQuantity, plain_spaces
from border_annotator.nlp.gazetteer import read_json
from border_annotator.nlp.numbers import ParsedValue

_DIGITS = r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d{1,3})?|\d{1,12}(?:[.,]\d{1,3})?(?!\d)"
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "zł": "PLN", "₽": "RUB", "₴": "UAH"}
_CODES = "EUR|USD|PLN|GBP|RUB|UAH|BYN|CHF|SEK|NOK"
# The schema's units; other money is money of no listed unit.
_LISTED = frozenset({"EUR", "USD", "PLN", "GBP"})
_PERCENT = r"%|proc\.|procent\w*|процент\w*|працэнт\w*|відсотк\w*|protsen\w*|Prozent|pour cent"
_LENGTHS = (
    (r"km²|кв\. ?км|km2", "km2"),
    (r"km|км|kilometr\w*|kilomètres?|Kilometern?|километр\w*|кілометр\w*|кіламетр\w*|kilomeet\w*", "km"),
    (r"metr\w*|mètres?|Metern?|метр\w*|meet\w*", "m"),
)
# “No. 5”, “Art. 5”, “№ 5”, the rest of “+370 612”: a number that names something.
_NAMING = re.compile(r"(?:\+\d[\d ]*|№|#|\b(?:Nr|No|Art|art|str|pkt|p|ст|п|г|§)\.?) ?$", re.IGNORECASE)
_POINT = re.compile(r"\d{1,2}\.\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_numbers(text: str, language: str) -> list[FoundQuantity]:
    """The quantities of a text in its order; numbers inside names, clock times and bare years are none."""
    plain = plain_spaces(text)
    found: list[FoundQuantity] = []
    for match in _pattern(language).finditer(plain):
        quantity = _read(plain, match, language)
        if quantity is not None:
            found.append(quantity)
    return found


def _read(text: str, match: re.Match[str], language: str) -> FoundQuantity | None:
    kind, unit = _kind_and_unit(match, language)
    if kind == "count" and match["second"] is None and match["scale"] is None and _is_no_amount(text, match):
        return None
    scale = _scales(language).get(match["scale"].casefold(), 1) if match["scale"] else 1
    first = _value(match["first"]) * scale + float(match["rest"] or 0)
    if match["second"] is None:
        return FoundQuantity(match.start(), match.end(), kind, ParsedValue(_plain(first)), unit, None)
    second = _value(match["second"]) * scale
    if second <= first:
        return None
    parsed = ParsedValue(None, _plain(first), _plain(second), "between")
    return FoundQuantity(match.start(), match.end(), kind, parsed, unit, None)


def _is_no_amount(text: str, match: re.Match[str]) -> bool:
    """A year, an age in brackets, a day and month or a clock time with a point, or a number that names something."""
    digits, start, end = match["first"], match.start(), match.end()
    if _YEAR.fullmatch(digits) or _POINT.fullmatch(digits) or _NAMING.search(text, max(0, start - 12), start):
        return True
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def _kind_and_unit(match: re.Match[str], language: str) -> tuple[str, str]:
    if match["percent"]:
        return "percent", "percent"
    money = match["sign"] or match["money"]
    if money:
        code = _CURRENCIES.get(money) or _money(language).get(money.casefold()) or money.upper()
        return "money", code if code in _LISTED else "other"
    if match["length"]:
        for pattern, unit in _LENGTHS:
            if re.fullmatch(pattern, match["length"], re.IGNORECASE):
                return "measure", unit
    return "count", "other"


def _value(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?", digits):
        digits = re.sub(r"[ .]", "", digits)
    return float(digits.replace(",", "."))


def _plain(value: float) -> int | float:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


@cache
def _scales(language: str) -> dict[str, int]:
    found = _words(language, "magnitudes")
    return {str(word).casefold(): int(str(size)) for word, size in found.items()}


@cache
def _money(language: str) -> dict[str, str]:
    return {str(word).casefold(): str(code) for word, code in _words(language, "money").items()}


def _words(language: str, key: str) -> dict[object, object]:
    lists = read_json("language_words.json").get(language)
    found = lists.get(key) if isinstance(lists, dict) else None
    return found if isinstance(found, dict) else {}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    scale = "|".join(re.escape(word) for word in sorted(_scales(language), key=len, reverse=True)) or "(?!)"
    money = "|".join(re.escape(word) for word in sorted(_money(language), key=len, reverse=True)) or "(?!)"
    lengths = "|".join(pattern for pattern, _ in _LENGTHS)
    return re.compile(
        rf"(?<![\w.,:/+#-])(?:(?P<sign>[€$£]) ?)?(?P<first>{_DIGITS})(?:[-–](?P<second>{_DIGITS}))?"
        rf"(?: (?P<scale>{scale})(?!\w)(?: (?P<rest>\d{{3}})(?!\d|,\d))?)?"
        rf"(?: ?(?P<percent>{_PERCENT})(?!\w)| ?(?:d['’])?(?P<money>[€$£₽₴]|(?:zł|{_CODES}|{money})(?!\w))"
        rf"| ?(?P<length>{lengths})(?!\w))?(?![\w:/]|[-–.,]\d|-\w)",
        re.IGNORECASE,
    )
