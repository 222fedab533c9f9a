"""Whether a time in a sentence lies behind or ahead, and which end of a span it is. Standard library only."""

from __future__ import annotations

import re

from border_annotator.nlp.time_values import FUTURE, PAST, PRESENT

_SENTENCE = re.compile(r"[.!?][”\"’')\]]*\s+(?=[A-ZÀ-Þ“\"])|\n")
# Verb forms that tell the tense of their clause; a future swallows the participle after it (“will be closed”).
_VERBS = re.compile(
    r"(?P<future>(?:\b(?:will|shall|would|going to|to be|set to|set for|due to|due|(?:is|are|was|were) to|starting"
    r"|scheduled|must|may(?! have)|might(?! have)"
    r"|could(?! have| not)|should(?! have)|plans?|planned|planning|intends?|expected|slated|wants?|hopes?)|[’']ll)"
    r"\b(?:\s(?!on\b|in\b|at\b|from\b|by\b|until\b|for\b|to\b|a\b|an\b|the\b)[\w’-]+){0,3})"
    r"|(?P<infinitive>\bto (?!the\b|an?\b|its\b|their\b|his\b|her\b|our\b|this\b|that\b|these\b|those\b|be\b|all\b"
    r"|(?-i:[A-Z]))(?:[a-z]+ly )?[a-z]{2,}\b)"
    r"|(?P<schedule>\b(?:reopens|opens|closes|begins|starts|ends|expires|meets|takes effect|enters? into force"
    r"|comes? into (?:force|effect)|resumes|arrives|convenes|lapses|take effect)\b)"
    r"|(?P<present>\b(?:is|are|remains?|stays?|can|ought)\b(?! (?:\w+ly )?\w+(?:ed|ing)\b))"
    r"|(?P<past>\b(?:had|has|have|was|were|did|said|told|sent|shut|began|came|fell|rose|made|took|went|held"
    r"|found|saw|met|left|broke|struck|hit|drove|swam|sank|brought|gave|led|put|got|ran|stood|fled|fired|paid|won|lost"
    r"|(?-i:(?!need|feed|speed|seed|breed|exceed|proceed|succeed|indeed|hundred|shed)[a-z]{2,}ed))\b)",
    re.IGNORECASE,
)
# What somebody decides or asks for is still to be done: “decided on Tuesday to close it on Friday”.
_INTENT = re.compile(
    r"\b(?:plan|decid|decision|agree|vow|pledg|promis|order|vot|intend|threat|want|propos|ask|urg|demand|prepar"
    r"|schedul|expect|call|ready|due|set|instruct|appeal|warn|move|bill|deadline)\w*\b(?:[^.;]{0,60})$",
    re.IGNORECASE,
)
_TO = r"(?<!compared )(?<!relative )(?<!prior )(?<!back )\bto"
# What stands before a time that is still to come.
_TO_COME = re.compile(
    rf"\b(?:until|till|through|{_TO})\s+(?:late |early |the end of )?$",
    re.IGNORECASE,
)
_SET_FOR = re.compile(
    r"\b(?:announced|planned|scheduled|set|called|due|slated|agreed|postponed|moved|brought forward|delayed|put off)"
    r" (?:for|to|until)\s+(?:late |early )?$",
    re.IGNORECASE,
)
_LIKELY_TO_COME = re.compile(r"\b(?:by|from|starting|as of|before)\s+$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:late |early |the end of )?$", re.IGNORECASE)
# “It was open until 1 March”: over already.
_ENDED = re.compile(
    r"\b(?:lasted|ran|stood|remained|stayed|served|worked|lived|held out|(?:was|were) (?:open|shut|closed|in force))"
    r"\b[^.;]{0,40}\b(?:until|till|through)\s+$",
    re.IGNORECASE,
)
_TRIED = re.compile(r"\b(?:attempts?|efforts?|bids?|able|way)\s+$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]| and | but | while ")
_BREAK = 14
_WALL = 60

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
            rf"(?:\buntil|\btill|\bthrough|\bby|\bbefore|\bup to|{_TO})\s+(?:the end of )?(?:late |early )?$",
            re.IGNORECASE,
        ),
    ),
)
# “up 4% from May”, “a drop of 94.8% from the year before”: what is compared with, no beginning.
_COMPARED = re.compile(
    r"(?:\d[\d.,]*(?:%| per ?cent| percent)?"
    r"|\b(?:up|down|drop|decline|decrease|fall|rise|increase|jump|change)(?: of [^.;]{1,20})?)"
    r" from\s+$|\b[Cc]ompared (?:to|with)\s+$|\b(?:drop|decline|decrease|increase|rise)\b[^.;]{1,24} from\s+$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(r"\s+(?:onwards?|on(?=[,.;]))\b", re.IGNORECASE)


def tense_around(text: str, position: int) -> str:
    """``past``, ``future`` or ``present`` for a time at a position, told by the verb nearest to it.

    The verbs before it count more than those after it, and those of its own clause more than others. ``present`` says
    that no verb points either way.
    """
    lead = text[max(0, position - 60) : position]
    if _SINCE.search(lead) or _ENDED.search(lead):
        return PAST
    if _TO_COME.search(lead[-24:]) or _SET_FOR.search(lead):
        return FUTURE
    before = [match.end() for match in _SENTENCE.finditer(text, max(0, position - 400), position)]
    after = _SENTENCE.search(text, position, min(len(text), position + 400))
    begin = before[-1] if before else max(0, position - 400)
    end = after.start() if after else min(len(text), position + 400)
    nearest: tuple[float, str] | None = None
    governor = ""
    for match in _VERBS.finditer(text, begin, end):
        tense = _tense_of(match, text, begin, governor)
        if not match["infinitive"]:
            governor = tense
        if match.end() <= position:
            distance = position - match.end() + _BREAK * len(_CLAUSE.findall(text, match.end(), position - 1))
        else:
            distance = 2 * abs(match.start() - position) + 8
            between = text[position : match.start()]
            distance += _BREAK * len(_CLAUSE.findall(between)[1:]) + _WALL * (between.count(";") + between.count(": "))
        if nearest is None or distance < nearest[0]:
            nearest = distance, tense
    if nearest is None:
        return FUTURE if _LIKELY_TO_COME.search(lead[-12:]) else PAST
    return FUTURE if nearest[1] == PRESENT and _LIKELY_TO_COME.search(lead[-12:]) else nearest[1]


def bound_of(text: str, start: int, end: int) -> str | None:
    """``from`` or ``until`` when the words around a time say so."""
    lead = text[max(0, start - 24) : start]
    if _COMPARED.search(text, max(0, start - 60), start):
        return None
    for bound, pattern in _BOUND_BEFORE:
        if pattern.search(lead):
            return bound
    return "from" if _BOUND_AFTER.match(text, end) else None


def _tense_of(match: re.Match[str], text: str, begin: int, governor: str) -> str:
    if match["future"] or match["schedule"]:
        return FUTURE
    if match["infinitive"]:
        intent = _INTENT.search(text, max(begin, match.start() - 90), match.start())
        if intent or (not governor and not _TRIED.search(text, max(begin, match.start() - 20), match.start())):
            return FUTURE
        return governor or PAST
    return PRESENT if match["present"] else PAST
