"""Shares, multiples, ranks and zeros in articles (guidelines, section 5, rules 3 and 4). Standard library only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.nlp.counted_nouns import noun_after, unit_of
from border_annotator.nlp.found_quantity import FoundQuantity
from border_annotator.nlp.gazetteer import noun_set
from border_annotator.nlp.numbers import COMPARATOR, NUMBER_WORDS, ParsedValue, comparator_of, number_value
from border_annotator.nlp.windows import matches_in
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.nlp.windows import Windows

_SHARES = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_FEW = "one|two|three|four|five|six|seven|eight|nine|ten"
_WHOLES = r"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|[3-9]|10|20|50|100|1,000|a hundred)"
# What may follow “a third” when it is a share; before a noun it is a rank (“a third man”).
_SHARE_ENDS = (
    r"(?= (?:of|in|on|to|by|from|at|as|against|since|compared|and|or|were|was|are|is|have|had|came|fewer|more|less"
    r"|lower|higher|smaller|larger|bigger|than|after|before|during|over|this|last|each)\b|\s*[.,;:)!?–—]|\s*$)"
)
_NO_RANK = (
    r"(?! (?:is|was|has|remains) (?:still )?(?:at large|missing|held|arrested|killed|hurt|wanted|being|charged|died))"
)
_SHARE = re.compile(
    rf"(?<!\w)(?:(?P<hedge>{COMPARATOR})\s)?(?:"
    rf"\b(?P<part>{_FEW}|\d) (?:in|out of)(?: every)? (?P<whole>{_WHOLES})\b(?![- ](?:days?|weeks?|months?|years?"
    r"|hours?|nights?)\b|[,.]\d)"
    rf"|\b(?P<count>an?|one)[- ](?P<fraction>{'|'.join(list(_SHARES)[1:])})\b{_SHARE_ENDS}{_NO_RANK}"
    rf"|\b(?P<counts>two|three|four|five|nine)(?:-| )(?P<fractions>thirds|quarters|fifths|sixths|tenths)\b"
    r"|(?<!first )(?<!second )(?<!last )(?<!other )\b(?P<half>half)\b(?= (?:of|the|its|their|as|that|this)\b|\s*[.,;)])"
    r")(?P<after> (?:fewer|more|less)\b)?",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?:two|three|four|five|ten|\d+)(?:-fold|fold\b)|\b(?:twice|thrice)(?= (?:as|the)\b)|\b(?:three|four|five|six"
    r"|seven|eight|ten|\d+(?:\.\d+)?) times(?= (?:as|more|the|higher|larger|lower)\b)",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?:\b(?:down|decreas\w+|fell|fall\w*|drop\w*|declin\w+|reduc\w+|cut|shr[aiu]nk)(?: \w+)?(?: by| of)?\s+$)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:\b(?:up|increas\w+|rose|ris\w+|gr[eo]w\w*|jump\w*|surg\w+|climb\w*)(?: \w+)?(?: by| of)?\s+$)", re.IGNORECASE
)
_LESS_AFTER = re.compile(r"\s+(?:fewer|less|lower|smaller)\b", re.IGNORECASE)
_MORE_AFTER = re.compile(r"\s+(?:more|higher|larger|bigger)\b", re.IGNORECASE)

_ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINAL_WORDS)}|\d{{1,3}}(?:st|nd|rd|th))"
    r"(?:(?= (?:of its kind|such)\b)|(?= (?:is|was|has|remains|died|were) (?:still )?(?:at large|missing|held|arrested"
    r"|killed|hurt|injured|wanted|died|been)\b)|(?= (?:(?:[a-z-]+ ){0,2}?)[a-z]+\b))"
)
# “which first put the group at 41”: no rank.
_ADVERB = re.compile(r"\b(?:which|who|that|had|have|has|was|were|is|are|they|he|she|it|we|at) $", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:(?P<alone>no one|nobody|no-one|none(?= of (?:them|whom|the|those|these)\b| (?:has|have|had|was|were|is|are"
    r"|on|in|at|yesterday|today|since|last|this|came|died)\b|[.;,]))"
    r"|(?P<no>no|zero)(?= (?P<words>(?:[a-z-]+ ){0,3}[a-z-]+)))\b",
    re.IGNORECASE,
)
_CLASSES = dict.fromkeys(NUMBER_WORDS, "number share")
_CLASSES |= dict.fromkeys(
    (
        "half",
        "thirds",
        "quarters",
        "fifths",
        "sixths",
        "tenths",
        "twice",
        "thrice",
        "times",
        "fold",
        *list(_SHARES)[1:],
    ),
    "share",
)
_CLASSES |= {word: f"{_CLASSES.get(word, '')} ordinal" for word in _ORDINAL_WORDS}
_CLASSES |= dict.fromkeys(("no", "zero", "nobody", "none"), "zero") | {"zero": "number zero", "half": "number share"}
# “in the first year” is a time, “the second month in a row” a rank.
_TIMES = frozenset({"day", "night", "week", "month", "year"})
_IN_A_ROW = re.compile(r"\b(?:in a row|running|consecutive|straight|successive)\b")
_NOT_NONE = re.compile(r"\b(?:second to|bar|or|if) $", re.IGNORECASE)
_NOTHING_LEFT = re.compile(r"\s+(?:longer|more|matter|doubt|less|fewer|later|one)\b", re.IGNORECASE)


def number_class(word: str) -> str:
    """The classes of a word (in small letters) that quantities need: ``number``, ``share``, ``ordinal``, ``zero``."""
    known = _CLASSES.get(word)
    if known is not None:
        return known
    if not word[0].isdigit():
        return ""
    return "number ordinal share" if word[-1].isalpha() else "number share"


def shares(text: str, windows: Windows) -> Iterator[FoundQuantity]:
    """“a third of”, “nearly half”, “two in five”, “twice as many”."""
    for match in matches_in(_SHARE, text, windows):
        value = _share(match)
        if value is None:
            continue
        change = _change(text, match)
        comparator = comparator_of(match["hedge"]) if match["hedge"] else "eq"
        yield FoundQuantity(*match.span(), "ratio", ParsedValue(value, None, None, comparator, change), "other", None)
    for match in matches_in(_MULTIPLE, text, windows):
        words = match[0].casefold()
        times = {"twice": 2, "thrice": 3}.get(words) or number_value(re.split(r"-?fold| ", words)[0])
        if times:
            yield FoundQuantity(*match.span(), "ratio", ParsedValue(times), "times", None)


def ordinals(text: str, windows: Windows) -> Iterator[FoundQuantity]:
    """Ordinals that rank an event: “the third closure”, “the second of its kind”."""
    for match in matches_in(_ORDINAL, text, windows):
        noun = _ranked_noun(text, match.end("ordinal"))
        if noun is None or _ADVERB.search(text, max(0, match.start() - 12), match.start()):
            continue
        digits = re.match(r"\d+", match["ordinal"])
        value = int(digits[0]) if digits else _ORDINAL_WORDS[match["ordinal"]]
        yield FoundQuantity(match.start(), match.end("ordinal"), "ordinal", ParsedValue(value), "rank", noun)


def zeros(text: str, windows: Windows) -> Iterator[FoundQuantity]:
    """“No” and its like, only before people or incidents."""
    for match in matches_in(_NONE, text, windows):
        if match["alone"]:
            if not _NOT_NONE.search(text, max(0, match.start() - 10), match.start()):
                person = None if match["alone"].casefold() == "none" else "person"
                yield FoundQuantity(*match.span(), "count", ParsedValue(0), unit_of(person), person)
            continue
        counted = noun_after(text, match.end("no"))
        last = counted.split()[-1] if counted else ""
        longer = _NOTHING_LEFT.match(text, match.end("no"))
        if (last in noun_set("zero") or (counted or "") in noun_set("zero")) and not longer:
            yield FoundQuantity(match.start(), match.end(), "count", ParsedValue(0), unit_of(counted), counted)


def _share(match: re.Match[str]) -> float | None:
    if match["part"]:
        part, whole = number_value(match["part"]), number_value(match["whole"])
        return round(part / whole, 4) if part and whole and part < whole else None
    if match["half"]:
        return 0.5
    if match["fraction"]:
        return round(1 / _SHARES[match["fraction"].casefold()], 4)
    part, whole = number_value(match["counts"]), _SHARES[match["fractions"].casefold().removesuffix("s")]
    return round(part / whole, 4) if part and part < whole else None


def _change(text: str, match: re.Match[str]) -> str:
    lead = text[max(0, match.start() - 30) : match.start()]
    if _LESS.search(lead) or _LESS_AFTER.match(text, match.end()) or _LESS_AFTER.match(match["after"] or ""):
        return "decrease"
    if _MORE.search(lead) or _MORE_AFTER.match(text, match.end()) or _MORE_AFTER.match(match["after"] or ""):
        return "increase"
    return "none"


def _ranked_noun(text: str, position: int) -> str | None:
    """The noun that an ordinal ranks, at most two words on, when it names a kind of event."""
    if re.match(r" of its kind\b", text[position : position + 20]):
        return "event"
    if re.match(r" (?:is|was|has|remains|died|were)\b", text[position : position + 20]):
        return "person"
    for match in re.finditer(r" ([a-z-]+)", text[position : position + 60]):
        noun = singular(match[1])
        if noun in noun_set("ranked"):
            in_a_row = noun not in _TIMES or _IN_A_ROW.search(text, position, position + 50)
            return noun if in_a_row else None
        if match.start() > 24 or noun in {"of", "to", "in", "and", "half", "quarter", "place", "country"}:
            return None
    return None
