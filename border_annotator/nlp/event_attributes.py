"""Whether an event is general, who says so, how grave it was and when: attributes of guidelines section 4.1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.event import EventTime
from border_annotator.nlp.event_status import is_habit, upwards
from border_annotator.nlp.speakers import counters, quoting, speakers_beside, speaks
from border_annotator.nlp.syntax import agents, is_passive, is_verb, lemma
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from border_annotator.domain.figure import Figure
    from border_annotator.nlp.fillers import Stage
    from border_annotator.nlp.triggers import Trigger

_COMPARED = re.compile(
    r"\b(?:than (?:in|on|at|during|for|a|an|the|last|between)|(?:up|down) from|compared (?:with|to)|"
    r"against (?:\d|none)|as (?:many|much) (?:as )?)\b[^;]*$|\b(?:than|against|as)\s+$",
    re.IGNORECASE,
)
_LASTED = re.compile(r"\b(?:within|after|in|of|every)(?: the)?(?: space of)?\s+$", re.IGNORECASE)
_SHIFTED = re.compile(r"\s+(?:early|late|earlier|later|ago|ahead|old|apart|notice)\b", re.IGNORECASE)
_BACK_THEN = re.compile(r"(?:earlier|before|ago|previous|same)\b", re.IGNORECASE)


def genericity_of(trigger: Trigger, counts: Iterable[Figure], times: Iterable[Figure]) -> str:
    """``generic`` for practices and trends: bare plurals without number and time, habitual present."""
    if trigger.rule.genericity:
        return trigger.rule.genericity
    if is_habit(trigger.token):
        return "generic"
    if any(True for _ in counts) or any(True for _ in times):
        return "specific"
    token = trigger.token
    if token.tag_ in {"NNS", "NNPS"} and not any(c.dep_ in {"det", "poss", "nummod"} for c in token.children):
        return "generic"
    return "specific"


def source_of(stage: Stage, trigger: Trigger) -> tuple[list[Token], str]:
    """The words for who says so, and the attribution: ``narrator``, ``attributed`` or ``contested``."""
    words = lexicon().status
    chain = list(upwards(trigger.token))
    denied = next((t for t in chain[1:5] if is_verb(t) and lemma(t) in words["denied"]), None)
    if denied is not None:
        claims = [t for t in chain[1:] if lemma(t) in words["reports"]]
        claimants = [n for claim in claims for n in agents(claim)]
        return [*claimants, *agents(denied)], "contested" if claimants else "attributed"
    for token in chain[1:]:
        if is_verb(token) and speaks(token) and not (is_passive(token) and not agents(token)):
            speakers = agents(token)
            if speakers:
                return speakers[:1], "attributed"
    token = trigger.token
    speakers = speakers_beside(token)[:1] or counters(token) or quoting(stage, token.sent)
    return speakers, "attributed" if speakers else "narrator"


def severity_of(
    trigger: Trigger, mode: str | None, default: int, status: str, polarity: str, labels: Iterable[str], people: float
) -> int:
    """The type's default, changed for a listed cause only (guidelines, section 10, rule 10)."""
    if status == "hypothetical" or polarity == "negative":
        return 0
    rule = trigger.rule
    labels = set(labels)
    if rule.type == "Force.Deployment":
        if people >= 1_000 or "ARMED_GROUP" in labels:
            return 3
        return default
    if rule.type == "BorderControl.Closure" and mode == "full":
        return 3
    if rule.type == "Policy.Measure" and rule.mode in {"emergency", "asylum_suspension", "legalise_pushback"}:
        return 3
    return default


def is_compared(stage: Stage, figure: Figure) -> bool:
    """Whether a time only serves a comparison: “down from a year earlier”, “than in April”."""
    start, end = figure.span.start - stage.offset, figure.span.end - stage.offset
    text = stage.text
    begin = max(text.rfind(mark, max(0, start - 90), start) for mark in ",;(.") + 1 or max(0, start - 90)
    if _COMPARED.search(text, begin, end):
        return True
    return text[max(0, start - 5) : start].casefold() == "from " and bool(_BACK_THEN.search(text, start, end))


def is_distance(stage: Stage, figure: Figure) -> bool:
    """Whether a duration only tells how far apart things are: “within 48 hours”, “ten days early”."""
    if figure.kind != "duration":
        return False
    start, end = figure.span.start - stage.offset, figure.span.end - stage.offset
    text = stage.text
    joined = "-" in text[start:end] or text[end : end + 1] == "-"
    return joined or bool(_LASTED.search(text, max(0, start - 20), start) or _SHIFTED.match(text, end))


def time_of(times: list[Figure]) -> EventTime:
    """When the event is, from its time arguments; “from” and “until” leave an open end."""
    if not times:
        return EventTime()
    opening = next((f for f in times if f.bound == "from"), None)
    closing = next((f for f in times if f.bound == "until"), None)
    if opening is not None or closing is not None:
        norm = f"{(opening.norm if opening else '') or ''}/{(closing.norm if closing else '') or ''}"
        basis = (opening or closing or times[0]).basis or "none"
        return EventTime(
            norm, opening.start_date if opening else None, closing.end_date if closing else None, "range", basis
        )
    best = next((f for f in times if f.kind in {"date", "date_range"}), times[0])
    return EventTime(best.norm, best.start_date, best.end_date, _precision(best), best.basis or "none")


def _precision(figure: Figure) -> str:
    if figure.kind == "duration":
        return "duration"
    if figure.kind == "clock":
        return "day"
    norm = figure.norm or ""
    if figure.kind == "date_range":
        return "range"
    if "-Q" in norm or "-H" in norm:
        return "quarter"
    if "-W" in norm and not norm.startswith("XXXX-WXX-"):
        return "week"
    return {4: "year", 7: "month"}.get(len(norm), "day")
