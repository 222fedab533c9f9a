"""Numbers that are no amounts: parts of names, references, addresses (guidelines, section 5, rule 5).

Standard library only.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from border_annotator.nlp.name_lists import exact_name

# A number after one of these words is a name, not an amount.
_NAMING = re.compile(
    r"\b(?:Article|Articles|Section|Sections|Title|Protocol|Regulation|Directive|Resolution|Law|Act|Route|Highway"
    r"|Interstate|Road|Line|Phase|Chapter|Part|Annex|No|Nos|Number|Case|Flight|Channel|Sector|Terminal|Gate|Room|Page"
    r"|Figure|Table|Decree|Order|Paragraph|Point|Clause|Level|Zone|Area|Day|Operation|Brigade|Motorway|Junction|Pier"
    r"|Building|Mark|Version|World War|Covid|Psalm|Group of|Class"
    r"|Apartment|Box|Unit|Camp|Block|Pillar|Marker|Post|Bridge|Checkpoint|Hall"
    r"|(?-i:pages?|footnote|note|chapter|paragraph|section|annex|appendix|clause|verse|hotline|helpline|tel|phone|dial"
    r"|numbered|no|nos|resolution|route))\.?:?\s+$"
)
_PHONE = re.compile(
    r"(?:\+|\b00)[0-9]{1,3}(?:[ ()-]{1,2}[0-9]{1,5}){2,6}|\b[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}\b"
    r"|(?<![0-9] )\b0[1-9][0-9]{1,3}(?:[ /-][0-9]{2,4}){1,4}\b"
)
_ONE_IS_NOT = re.compile(
    r"\s+(?:of(?! (?:them|whom|us\b|the (?:dead|injured|wounded|missing|\d|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|twenty|victims?|men|women|children|boys|girls|migrants|suspects|survivors|officers|guards|soldiers"
    r"|boats|vessels|people|passengers)\b))|another|thing|day|night|way|hand|side|point|reason|more thing|such|end"
    r"|after|by|can|must|might|could|would|that|who)\b"
    r"|\s+(?:has|is|was)\b(?! (?:been )?(?:\w+ly )?(?:dead|missing|\w+ed|found|held|hurt|shot|sent|hit|lost|driven"
    r"|beaten|died)\b)|\W*$|[,.;:!?)]",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"\b(?:no|this|that|the|any|every|each|which|other|the only|marginal|new|old|latter)\s$", re.IGNORECASE
)
_IN_WORD = re.compile(r"\w[-–]$|\d[.,:]$")
_RUNS_ON = re.compile(r"\d|[/:]\d|[A-Za-z]\w*\d|(?:st|nd|rd|th)\b")
_SIDES = re.compile(r"[-–](?:[A-Z]|way|off|time|on-one|sided)")
_ITEM = re.compile(r"[.)]\s")
_LINE_BEGINS = re.compile(r"(?:\n|^)[ (]*$")
_COORDINATE = re.compile(r"\d{1,3}\.\d{4,}")
_CENTS = re.compile(r"\s?(?:euro )?cents?\b", re.IGNORECASE)
# The capitalised words right before a number, and the preposition before them.
_NAME_BEFORE = re.compile(
    r"(?:(?P<where>\b(?:[a-z]+|In|At|On|From|Near|Since|To|Of)) )?(?P<name>(?:[A-ZÀ-Þ][\w’'-]* ){1,4})$"
)
_PLACING = frozenset({"in", "at", "near", "from", "to", "on", "off", "of", "around", "outside", "since", "by", "for"})
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Total|Some|About|Around|Nearly|Almost|Only|Over|Under|At|In|On|The|All|Another|And"
    r"|But|Up|Down|More|Fewer|Than|Of|From|To|By|Police|EUR|USD|PLN|GBP|CHF|HUF|TRY|UAH)\s*$"
)
_NAME_ENDS = re.compile(r"\s*(?:[.,;:!?)”\"’]|$)")
_VERB_AFTER = re.compile(
    r"\s+(?:was|is|began|begins|has|had|will|started|starts|ended|ends|took|takes|landed|flew|left|opened|\w+ed)\b"
)


def phone_numbers(text: str) -> list[tuple[int, int]]:
    """Where the phone numbers of a text stand."""
    return [match.span() for match in _PHONE.finditer(text)]


def inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch shares something with one of ``spans``, which stand in order and do not overlap."""
    index = bisect_left(spans, (end, 0))
    return index > 0 and spans[index - 1][1] > start


def is_amount(text: str, match: re.Match[str]) -> bool:
    """Whether a found number is an amount: not part of a name, a reference, a case number, a list's numbering."""
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 24]
    if match["vague"]:
        return True
    if before[-1:].isalnum() or before[-1:] in {"#", "_", "@", "/"} or _IN_WORD.search(before[-2:]):
        return False
    if _NAMING.search(before) and not (match["percent"] or match["currency"] or match["money"]):
        return False
    if match["percent"] or match["currency"] or match["money"] or match["age"] or match["measure"]:
        return not (match["currency"] and _CENTS.match(after))
    if _ITEM.match(after) and _LINE_BEGINS.search(text, max(0, match.start() - 8), match.start()):
        return False
    return _is_count(text, match, before, after)


def _is_count(text: str, match: re.Match[str], before: str, after: str) -> bool:
    """The same for a number without a unit."""
    if _RUNS_ON.match(after) or (after[:1].isalpha() and match[0][-1:].isdigit()):
        return False
    number = match["number"] or ""
    if _SIDES.match(after) or _COORDINATE.fullmatch(number) or (number[:1] == "0" and number[1:2].isdigit()):
        return False
    if match["comparator"] or match["change"] or match["allbut"]:
        return True
    if number.casefold() == "one":
        return not (_ONE_IS_NOT.match(after) or _NOT_ALONE.search(before))
    return not (number.isdigit() and (len(number) > 9 or _ends_a_name(text, match.start(), match.end())))


def _ends_a_name(text: str, start: int, end: int) -> bool:
    """Whether the number belongs to the capitalised words before it: “Forest Ring 3,”, “a Boeing 737 landed”."""
    match = _NAME_BEFORE.search(text, max(0, start - 60), start)
    if match is None or _CALENDAR.search(match["name"]):
        return False
    name = match["name"].strip()
    known = exact_name(name.rsplit(" ", 1)[-1]) or exact_name(name)
    if known is not None and known.kind in {"country", "demonym", "capital", "place"}:
        return False
    begins = match["where"] is None and (
        match.start("name") == 0 or text[max(0, match.start("name") - 2)] in ".!?\n|“:"
    )
    letters = name.rsplit(" ", 1)[-1]
    following = text[end : end + 40]
    if letters.isupper() and 1 < len(letters) <= 5 and not re.match(r" [A-Z]{3}", following):
        return True
    if begins and " " not in name:
        return False
    placed = (match["where"] or "").casefold() in _PLACING
    if _NAME_ENDS.match(following):
        return not (placed and match["where"] == "of")
    if _VERB_AFTER.match(following):
        return not placed
    return not placed and match["where"] is not None and end - start == 1
