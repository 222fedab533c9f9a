"""Why something is suggested, in a line that a reader understands. Only what is true of the reading is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.nlp.syntax import NOUNS, OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, is_passive, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.event import Argument, Event
    from border_annotator.nlp.sights import Proposed, Sights

# A card has no room for more; the rest is counted.
MOST_ROLES = 5
# How far after a number the noun may stand that it counts.
FAR = 60
_MODEL_SAYS = {
    "person": "a person's name",
    "org": "an organisation's name",
    "gpe": "a country or town",
    "loc": "a place",
    "fac": "a building or road",
    "law": "a law's name",
    "norp": "a people's name",
    "event": "an event's name",
}
_RULES = {
    "gazetteer": "known name of the lists",
    "gazetteer:project": "name that was added to this project",
    "pattern:border": "countries named together with “border”",
    "pattern:crossing": "place named together with a word for a crossing point",
    "pattern:institution": "word for an institution with a country's name or in capitals",
    "pattern:place": "country or place named together with a word for a part of it",
    "pattern:society": "name that ends like an organisation's",
    "pattern:law": "name that ends like a law's",
    "pattern:operation": "name after a word for an operation or exercise",
    "rule:capital": "capital that acts or is spoken to, so it stands for those who govern there",
    "rule:office": "person's name beside an office, a body or what the person says",
    "rule:preposition": "place's name, told by the word before or after it",
    "rule:ship": "ship's name, told by the word or letters before it",
    "rule:short-form": "short form of a longer name before it",
}
_BASES = {
    "explicit": "the text gives the date itself",
    "underspecified": "the text does not say which year or week, and no date decides it",
    "none": "length of time that names no date",
}
_CLAUSE = {
    "advcl": "a clause beside it",
    "acl": "a clause about it",
    "relcl": "a clause about it",
    "ccomp": "its clause",
}
_PLACE = {
    **dict.fromkeys(SUBJECTS, "subject"),
    **dict.fromkeys(PASSIVE_SUBJECTS, "subject of the passive"),
    **dict.fromkeys(OBJECTS, "direct object"),
    "agent": "after “by”",
    "poss": "owner",
    "npadvmod": "adverbial",
    "advmod": "adverbial",
    "compound": "word before it",
    "amod": "word before it",
    "nmod": "word before it",
    "nummod": "number before it",
}


def reason_of(proposed: Proposed, sights: Sights) -> str:
    """The reason in a line."""
    value = proposed.value
    if isinstance(value, Entity):
        return _entity(value, proposed, sights)
    if isinstance(value, Figure):
        return _figure(value, sights)
    return _event(value, proposed, sights)


def _entity(entity: Entity, proposed: Proposed, sights: Sights) -> str:
    if proposed.mention is None:
        roles = [f"{_said(role)} of “{_trigger(event, sights)}”" for role, event in sights.roles.get(entity.id, ())]
        shown = ", ".join(dict.fromkeys(roles[:2]))
        return f"common noun that fills a role: {shown}" if shown else "common noun that fills a role"
    family, _, rest = proposed.source.partition(":")
    if family == "model":
        return f"the language model sees {_MODEL_SAYS.get(rest, 'a name')}; no list knows it"
    rule = _RULES.get(proposed.source) or _RULES.get(family) or f"{family} {rest}".strip().replace("-", " ")
    linked = f": {entity.link}" if entity.link else ""
    seen = sights.model_label(entity.span)
    return f"{rule}{linked}" + ("; the language model sees a name there as well" if seen else "")


def _figure(figure: Figure, sights: Sights) -> str:
    if figure.is_temporal:
        return _time(figure, sights)
    if figure.kind == "ordinal":
        return f"ordinal that ranks “{figure.counted}”" if figure.counted else "ordinal"
    if figure.kind != "count":
        return f"number with its unit: {figure.unit}" if figure.unit else f"number read as a {figure.kind}"
    if not figure.counted:
        return "number; what it counts was not found"
    words = sights.document.text[figure.span.start : figure.span.end + FAR]
    begin = figure.span.end - figure.span.start
    near = re.compile(rf"[^\n.;:]*?\b{re.escape(_stem(figure.counted))}\w*", re.IGNORECASE).match(words, begin)
    if near is None:
        return f"number that counts “{figure.counted}”"
    return f"number with the noun that it counts: {' '.join(words[: near.end()].split())}"


def _stem(counted: str) -> str:
    """The part of a counted noun that its plural has as well."""
    head = counted.rsplit(maxsplit=1)[-1]
    return head.removesuffix("y")


def _time(figure: Figure, sights: Sights) -> str:
    published = sights.document.layout.published
    basis = _BASES.get(figure.basis or "none")
    if figure.basis == "relative":
        anchor = f"the publication date ({published.basis.replace('_', ' ')})"
        if published.value is None:
            basis = "counted from the publication date, which this article does not have"
        elif figure.start_date is None:
            basis = "relative to another time of the text"
        else:
            where = "before" if figure.start_date < published.value else "after"
            where = "on" if figure.start_date == published.value else where
            basis = f"day {where} {anchor}" if figure.start_date == figure.end_date else f"counted from {anchor}"
        if published.suspect:
            basis += ", which is suspect"
    bound = {"from": "from then on", "until": "until then"}.get(figure.bound or "")
    return "; ".join(part for part in (basis, bound) if part)


def _event(event: Event, proposed: Proposed, sights: Sights) -> str:
    name = proposed.source.partition(":")[2] or event.type.casefold()
    if proposed.trigger is None:
        return f"pattern {name}"
    # The word that the rule fired on, not one that is looked for in the span again.
    token = proposed.trigger.token
    voice = "" if not is_verb(token) else ", passive" if is_passive(token) else ", active"
    part = "verb" if is_verb(token) else "noun" if token.pos_ in NOUNS else "word"
    parts = [f"pattern {name}: “{_trigger(event, sights)}” as a {part}{voice}"]
    first = {argument.role: argument for argument in reversed(event.arguments)}
    roles = list(dict.fromkeys(argument.role for argument in event.arguments))
    parts += [f"{_said(role)}: {_how(first[role], token, sights)}" for role in roles[:MOST_ROLES]]
    if len(roles) > MOST_ROLES:
        parts.append(f"and {len(roles) - MOST_ROLES} more")
    if event.mentions:
        parts.append("named again" if len(event.mentions) == 1 else f"named {len(event.mentions)} times again")
    return "; ".join(parts)


def _how(argument: Argument, trigger: Token, sights: Sights) -> str:
    """How the parse joins a filler to the trigger."""
    filler: Annotation | None = sights.by_id.get(argument.ref or "")
    if argument.span is not None:
        span = argument.span
    elif isinstance(filler, Entity | Figure):
        span = filler.span
    else:
        return "another event"
    token = sights.token_at(span)
    if token is None or token.doc is not trigger.doc:
        return "in another sentence"
    chain = [token, *token.ancestors]
    places = [word.i for word in chain]
    if trigger.i in places:
        return _place_below(chain[: places.index(trigger.i)])
    above = {trigger.i, *(word.i for word in trigger.ancestors)}
    meeting = next((number for number, place in enumerate(places) if place in above), None)
    if meeting is None:  # every sentence is a tree of its own
        return "in another sentence"
    if meeting == 0:
        return "the word that it describes"
    return f"{_place_below(chain[:meeting])} of “{chain[meeting].text}”"


def _place_below(below: list[Token]) -> str:
    """What the topmost word of a chain is to the word above it; joined and describing words count as their heads."""
    if not below:
        return "the word itself"
    top = below[-1]
    if top.dep_ in {"prep", "dative"} and top.pos_ in {"ADP", "SCONJ"}:
        return f"after “{top.lower_}”"
    if top.dep_ in _PLACE:
        return _PLACE[top.dep_]
    return _CLAUSE.get(top.dep_, "in the same sentence")


def _trigger(event: Event, sights: Sights) -> str:
    return " ".join(event.trigger.text_in(sights.document.text).split())


def _said(role: str) -> str:
    return role.replace("_", " ")
