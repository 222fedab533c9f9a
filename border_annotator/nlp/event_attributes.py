"""Whether an event is real, denied, planned, general: the attributes of guidelines section 4.1."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.domain.event import EventGeo, EventTime
from border_annotator.nlp.syntax import SUBJECTS, agents, is_passive, is_verb, lemma, themes
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure
    from border_annotator.nlp.triggers import Trigger

_WILL = frozenset({"will", "shall", "’ll", "'ll"})
_NAMING = frozenset({"call", "label", "brand", "describe", "denounce", "view"})
_MAYBE = frozenset({"may", "might", "could", "would", "should"})
_HEDGES = frozenset({"allegedly", "reportedly", "purportedly", "supposedly", "apparently"})
_CONTINUING = frozenset({"ongoing", "continued", "continuing", "current"})
_PUBLIC = {"day": "day", "week": "week", "month": "month"}
_GEO_RANK = ("CROSSING_POINT", "PLACE", "BORDER", "INFRASTRUCTURE", "COUNTRY")
_GEO_NAMES = {
    "CROSSING_POINT": "point",
    "PLACE": "locality",
    "BORDER": "border",
    "INFRASTRUCTURE": "border",
    "COUNTRY": "country",
}
_REGIONS = (
    "region",
    "sea",
    "africa",
    "europe",
    "asia",
    "balkans",
    "east",
    "mediterranean",
    "channel",
    "america",
    "county",
    "province",
)


def status_of(trigger: Trigger) -> str:
    """``occurred``, ``ongoing``, ``planned``, ``hypothetical``, ``alleged`` or ``denied``."""
    words = lexicon().status
    token = trigger.token
    chain = _governing(token)
    above = [lemma(t) for t in chain[1:]]
    hedged = any(c.lower_ in _HEDGES for t in chain[:3] for c in t.children)
    if any(word in words["denied"] for word in above[:3]):
        return "denied"
    if hedged or any(word in words["alleged"] for word in above[:2]):
        return "alleged"
    if trigger.first != token and any(word in _NAMING for word in above[:3]):
        return "alleged"  # “labelled it a hybrid attack”
    if _has_auxiliary(token, frozenset({"would"})) and any(word in words["speech"] for word in above[:2]):
        return "planned"  # “said that it would send”
    if _conditional(token) or any(word in words["hypothetical"] for word in above[:2]) or _has_auxiliary(token, _MAYBE):
        return "hypothetical"
    if _planned_above(chain) or any(_has_auxiliary(t, _WILL) for t in _clause(chain)) or _going_to(token):
        return "planned"
    if trigger.rule.status:
        return trigger.rule.status
    return "ongoing" if _is_ongoing(token) else "occurred"


def _planned_above(chain: list[Token]) -> bool:
    """Whether a word above makes it a plan: “ordered the deployment”, “announced plans to deploy”."""
    words = lexicon().status
    for here, higher in pairwise(chain):
        governs = here.dep_ in {"xcomp", "ccomp", "acl", "dobj", "pobj", "advcl", "prep"}
        reported = lemma(higher) in words["speech"] and _is_finite_past(here)
        if lemma(higher) in words["planned"] and governs and not reported:
            return True
        if here.dep_ in {"nsubj", "nsubjpass"}:
            return False
    return False


def _governing(token: Token) -> list[Token]:
    """A word and those above it that decide whether it is real: not across a finite relative or adverbial clause."""
    found = [token]
    for above in _chain(token):
        if above == token:
            continue
        below = found[-1]
        if below.dep_ == "relcl" or (below.dep_ in {"advcl", "conj"} and below.tag_ in {"VBD", "VBZ", "VBP"}):
            break
        found.append(above)
    return found


def polarity_of(trigger: Trigger, counts: Iterable[Figure]) -> str:
    """``negative`` when the text itself says that it did not happen."""
    token = trigger.token
    if any(c.dep_ == "neg" for c in token.children) or any(figure.value == 0 for figure in counts):
        return "negative"
    if any(c.dep_ == "det" and c.text.casefold() == "no" for c in token.children):
        return "negative"
    if (
        token.head != token
        and lemma(token.head) in {"fail", "refuse", "decline", "postpone"}
        and token.dep_ in {"xcomp", "dobj"}
    ):
        return "negative"
    return (
        "negative"
        if any(c.dep_ == "neg" for c in token.head.children) and token.dep_ == "xcomp" and lemma(token.head) != "be"
        else "positive"
    )


def genericity_of(trigger: Trigger, counts: Iterable[Figure], times: Iterable[Figure]) -> str:
    """``generic`` for practices and trends: bare plurals without number and time, habitual present."""
    if trigger.rule.genericity:
        return trigger.rule.genericity
    if any(True for _ in counts) or any(True for _ in times):
        return "specific"
    token = trigger.token
    if token.tag_ in {"NNS", "NNPS"} and not any(c.dep_ in {"det", "poss", "nummod"} for c in token.children):
        return "generic"
    return "specific"


def source_of(trigger: Trigger) -> tuple[list[Token], bool]:
    """The words for who says so, and whether anybody does."""
    speech = lexicon().status["speech"]
    chain = list(_chain(trigger.token))
    for token in chain[1:]:
        if is_verb(token) and lemma(token) in speech:
            speakers = agents(token)
            if speakers:
                return speakers, True
    speakers = _aside(trigger.token, chain[-1])
    return speakers, bool(speakers)


def _aside(token: Token, root: Token) -> list[Token]:
    """The speaker in “…, officials said” and “according to …”."""
    speech = lexicon().status["speech"]
    for child in root.children:
        aside = child.dep_ in {"parataxis", "ccomp"} and lemma(child) in speech and child != token
        if aside and not any(c.dep_ in {"ccomp", "dobj"} for c in child.children):
            subjects = [c for c in child.children if c.dep_ in SUBJECTS]
            if subjects:
                return subjects
    for below in root.subtree:
        if lemma(below) == "accord" and below.dep_ == "prep":
            return [t for t in below.subtree if t.dep_ == "pobj"][:1]
    return []


def severity_of(
    trigger: Trigger, default: int, status: str, polarity: str, labels: Iterable[str], people: float
) -> int:
    """The type's default, changed for a listed cause only (guidelines, section 10, rule 10)."""
    if status == "hypothetical" or polarity == "negative":
        return 0
    rule = trigger.rule
    labels = set(labels)
    if rule.type == "Force.Deployment":
        if people >= 1_000 or "ARMED_GROUP" in labels:
            return 3
        return 2 if labels & {"MILITARY", "EQUIPMENT"} or _soldiers(trigger) else 1
    if rule.type == "Policy.Measure" and rule.mode in {"emergency", "asylum_suspension", "legalise_pushback"}:
        return 3
    return default


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


def geo_of(places: list[tuple[str, Entity, str]], parties: list[str]) -> EventGeo:
    """Where it is: ``places`` are (role, entity, country), ``parties`` the countries of those who act."""
    ranked = sorted(places, key=lambda p: _GEO_RANK.index(p[1].label) if p[1].label in _GEO_RANK else 9)
    precision = _GEO_NAMES.get(ranked[0][1].label, "unknown") if ranked else "unknown"
    if ranked and ranked[0][1].label == "PLACE" and (ranked[0][1].link or "").endswith(_REGIONS):
        precision = "admin"
    found = _countries_of(places, {"destination", "host"}) or _countries_of(
        [p for p in places if p[1].label != "BORDER"]
    )
    found = found or _countries_of(places) or [code for party in parties for code in party.split("+") if code]
    countries = tuple(sorted(set(found)))
    if precision == "unknown" and countries:
        precision = "country" if len(countries) == 1 else "multi_country"
    elif precision == "country" and len(countries) > 1:
        precision = "multi_country"
    return EventGeo(countries, precision)


def _countries_of(places: list[tuple[str, Entity, str]], roles: set[str] | None = None) -> list[str]:
    return [c for role, _, country in places if roles is None or role in roles for c in country.split("+") if c]


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


def _chain(token: Token) -> Iterable[Token]:
    """A word and what it hangs on, up to the root of its sentence."""
    yield token
    while token.head != token:
        token = token.head
        yield token


def _clause(chain: list[Token]) -> list[Token]:
    """The words of the trigger's own clause and those that it completes."""
    found = [chain[0]]
    for here, above in pairwise(chain):
        if here.dep_ in {"relcl", "advcl", "ccomp", "acl"} and here.tag_ != "VB":
            break
        found.append(above)
    return found


def _has_auxiliary(token: Token, wanted: frozenset[str]) -> bool:
    verbs = [token] if is_verb(token) else [t for t in _clause(list(_chain(token)))[1:] if is_verb(t)][:1]
    return any(c.dep_ in {"aux", "auxpass"} and c.text.casefold() in wanted for verb in verbs for c in verb.children)


def _conditional(token: Token) -> bool:
    return any(
        c.dep_ == "mark" and c.text.casefold() in {"if", "unless"}
        for t in _clause(list(_chain(token)))[:2]
        for c in t.children
    )


def _going_to(token: Token) -> bool:
    head = token.head
    if token.dep_ != "xcomp":
        return False
    return lemma(head) in {"go", "due", "set", "about", "likely", "schedule"} and any(
        c.dep_ in {"aux", "cop"} or lemma(head) != "go" for c in head.children
    )


def _is_finite_past(token: Token) -> bool:
    return token.tag_ == "VBD" or any(
        c.dep_ in {"aux", "auxpass"} and c.lemma_ in {"have", "be"} for c in token.children
    )


def _is_ongoing(token: Token) -> bool:
    if any(c.text.casefold() in _CONTINUING for c in token.children):
        return True
    auxiliaries = {c.text.casefold() for c in token.children if c.dep_ in {"aux", "auxpass"}}
    if token.tag_ == "VBG" and auxiliaries & {"is", "are", "’s", "'s", "am", "been"}:
        return True
    if (
        lemma(token) in {"station", "deploy", "mass", "amass"}
        and is_passive(token)
        and "was" not in auxiliaries
        and "were" not in auxiliaries
    ):
        return bool(auxiliaries & {"is", "are", "been"}) or not auxiliaries
    return (
        token.head != token
        and lemma(token.head) in {"continue", "remain", "keep"}
        and token.dep_ in {"xcomp", "dobj", "advcl"}
    )


def _soldiers(trigger: Trigger) -> bool:
    words = {lemma(t) for noun in themes(trigger.token) for t in noun.subtree}
    return bool(
        words & {"troop", "soldier", "army", "tank", "marine", "military", "battalion", "brigade", "jet", "warship"}
    )
