"""Events: triggers with their arguments and attributes, put together for one document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.span import Span
from border_annotator.nlp.event_attributes import (
    genericity_of,
    geo_of,
    polarity_of,
    severity_of,
    source_of,
    status_of,
    time_of,
)  # fmt: skip
from border_annotator.nlp.syntax import agents, core, lemma, obliques, themes
from border_annotator.nlp.trigger_rules import STATE, lexicon
from border_annotator.nlp.triggers import Trigger, find_triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.fillers import Stage

_HEADLINES = frozenset({"title", "heading"})
_PLACES = frozenset(
    {
        "in",
        "at",
        "on",
        "near",
        "along",
        "across",
        "off",
        "outside",
        "around",
        "within",
        "inside",
        "into",
        "to",
        "from",
        "between",
    }
)
_UNDERGOING = frozenset(
    {"experience", "face", "see", "record", "register", "report", "deal", "cope", "grapple", "witness", "confront"}
)
_LONGEST_PHRASE = 12
# Types whose trigger says nothing to a reviewer unless it names who or what is concerned.
_SAYS_LITTLE_ALONE = frozenset({"Diplomacy.Support", "Aid.Assistance", "Policy.Measure"})


@dataclass
class Draft:
    """An event before it is merged with the other mentions of the same thing."""

    event: Event
    trigger: Trigger
    stage: Stage
    confidence: float
    sentence: int


def find_events(stages: list[Stage], schema: Schema) -> list[tuple[Event, str, float]]:
    """The events of a document with source and confidence, in the order of their triggers.

    ``stages`` are the document's pieces; common nouns that fill roles are added to ``Stage.created``.
    """
    drafts: list[Draft] = []
    for stage in stages:
        starts = [sentence.start for sentence in stage.doc.sents]
        for trigger in find_triggers(stage):
            if schema.has_type(trigger.rule.type):
                sentence = sum(start <= trigger.token.i for start in starts)
                drafts.append(_draft(stage, trigger, schema, sentence))
    merged = _merged(drafts)
    for draft in merged:
        _with_content(draft, merged, schema)
    return [(d.event, f"pattern:{d.event.type.casefold()}", round(d.confidence, 2)) for d in merged]


def _draft(stage: Stage, trigger: Trigger, schema: Schema, sentence: int) -> Draft:
    rule = trigger.rule
    arguments = _Arguments(stage, rule.type, schema)
    table = lexicon().roles.get(rule.type, {})
    acting, acted = agents(trigger.token), themes(trigger.token)
    for noun in acting:
        arguments.noun(
            table.get("agent", ()),
            noun,
            table.get("counted", ()) if table.get("agent") in {("person",), ("victim",)} else (),
        )
    for noun in acted:
        if rule.type == "Incident.Death" and rule.mode == "body_found":
            arguments.noun(table.get("theme", ()), noun, table.get("counted", ()))
            continue
        arguments.noun(table.get("theme" if trigger.token.pos_ == "VERB" else "of", ()), noun, table.get("counted", ()))
    for figure in stage.counts(trigger.token):
        if trigger.token.pos_ != "VERB":
            arguments.figure(table.get("counted", ()), figure)
    for preposition, noun in obliques(trigger.token):
        arguments.oblique(table, preposition, noun)
    _complement(stage, trigger, arguments)
    _more_places(stage, trigger, arguments)
    times = _times(stage, trigger)
    for figure in times:
        arguments.figure(("time",), figure)
    speakers, said = source_of(trigger)
    for speaker in speakers[:1]:
        arguments.noun(("source",), speaker, ())
    return Draft(
        _event(stage, trigger, schema, arguments, times, said=said),
        trigger,
        stage,
        _confidence(rule.type, arguments, schema, stage),
        sentence,
    )


def _event(
    stage: Stage, trigger: Trigger, schema: Schema, arguments: _Arguments, times: list[Figure], *, said: bool
) -> Event:
    counts = [f for role, f in arguments.figures if role == "count"]
    status = status_of(trigger)
    polarity = polarity_of(trigger, counts)
    kind = schema.event_type(trigger.rule.type)
    people = max((float(f.value or f.minimum or 0) for f in counts), default=0.0)
    labels = [e.label for role, e in arguments.entities if role == "force"]
    severity = severity_of(trigger, kind.default_severity, status, polarity, labels, people)
    places = [
        (role, e, stage.countries.get(e.id, "") or _country_of(e))
        for role, e in arguments.entities
        if role in {"place", "host", "destination", "crossing_point"}
    ]
    parties = [
        stage.countries.get(e.id, "") or _country_of(e)
        for role, e in arguments.entities
        if role in {"authority", "sender", "participant", "provider", "recipient", "supported", "accused", "party"}
    ]
    mode = trigger.rule.mode if trigger.rule.mode in kind.modes else None
    start = stage.offset + trigger.first.idx
    genericity = genericity_of(trigger, counts, times)
    values = {name: schema.attributes.get(name, ()) for name in ("status", "polarity", "genericity", "attribution")}
    event = Event(
        new_id(), kind.type, Span(start, stage.offset + trigger.last.idx + len(trigger.last.text)),
        arguments=tuple(arguments.found), mode=_mode(mode, kind.modes, arguments, stage), severity=severity,
        time=time_of(times), geo=geo_of(places, parties),
    )  # fmt: skip
    wanted = {
        "status": status,
        "polarity": polarity,
        "genericity": genericity,
        "attribution": "attributed" if said else "narrator",
    }
    known = {name: value for name, value in wanted.items() if value in values[name]}
    return replace(event, status=known.get("status", event.status), polarity=known.get("polarity", event.polarity),
                   genericity=known.get("genericity", event.genericity), attribution=known.get("attribution", event.attribution))  # fmt: skip


class _Arguments:
    """Collects the fillers of one event: only roles that the schema has and that take the filler."""

    def __init__(self, stage: Stage, event_type: str, schema: Schema) -> None:
        self._stage, self._type, self._schema = stage, event_type, schema
        self.found: list[Argument] = []
        self.entities: list[tuple[str, Entity]] = []
        self.figures: list[tuple[str, Figure]] = []

    def noun(self, roles: tuple[str, ...], noun: Token, counted: tuple[str, ...]) -> None:
        """A noun fills the first of ``roles`` that takes it; what counts the noun fills ``counted``."""
        noun = self._antecedent(noun)
        for figure in self._stage.counts(noun):
            self.figure(counted, figure)
        label = self._stage.label_at(noun)
        role = next((r for r in roles if label is not None and self._takes(r, label)), None)
        if role is None:
            return
        entity = self._stage.entity(noun)
        if entity is None or not self._takes(role, entity.label) or any(a.ref == entity.id for a in self.found):
            return
        if entity.link is not None and any(r == role and e.link == entity.link for r, e in self.entities):
            return  # “the State Border Guard Service (VSAT)” is one sender
        self.found.append(Argument(role, ref=entity.id))
        self.entities.append((role, entity))
        if any(r.name == "origin" for r in self._schema.roles(self._type)) and role in {"person", "beneficiary"}:
            for child in core(noun).children:
                if child.dep_ in {"amod", "nmod", "compound"} and self._stage.label_at(child) == "NATIONALITY":
                    self.noun(("origin",), child, ())
        if role in {"crossing_point", "force", "beneficiary", "person"}:
            for preposition, inner in obliques(core(noun)):
                self.oblique(lexicon().roles.get(self._type, {}), preposition, inner)

    def figure(self, roles: tuple[str, ...], figure: Figure) -> None:
        """A quantity or time fills the first of ``roles`` that takes it."""
        word = "FIGURE:temporal" if figure.is_temporal else "FIGURE:quantity"
        role = next((r for r in roles if self._takes(r, word)), None)
        if role == "count" and figure.kind in {"ordinal", "measure", "money", "ratio"}:
            return
        if role == "length" and figure.kind == "money":
            role = "cost"
        if role is not None and not any(a.ref == figure.id for a in self.found):
            self.found.append(Argument(role, ref=figure.id))
            self.figures.append((role, figure))

    def phrase(self, role: str, noun: Token) -> None:
        """A bare span for what no entity label fits, when the role takes one (guidelines, section 10, rule 6)."""
        if (
            any(a.role == role for a in self.found)
            or not self._takes(role, "SPAN")
            or noun.pos_ not in {"NOUN", "PROPN"}
        ):
            return
        tokens = [t for t in noun.subtree if t.i >= noun.left_edge.i]
        while tokens and (tokens[0].dep_ in {"det", "poss", "case"} or tokens[0].is_punct):
            tokens = tokens[1:]
        tokens = tokens[:_LONGEST_PHRASE]
        while tokens and (tokens[-1].is_punct or tokens[-1].pos_ in {"ADP", "CCONJ", "DET"}):
            tokens = tokens[:-1]
        if tokens and tokens[-1].i >= noun.i:
            start = self._stage.span(tokens[0]).start
            self.found.append(Argument(role, span=Span(start, self._stage.span(tokens[-1]).end)))

    def oblique(self, table: dict[str, tuple[str, ...]], preposition: str, noun: Token) -> None:
        """A noun behind a preposition: the type's own role for it, else a place."""
        label = self._stage.label_at(noun)
        if label is None:
            return
        roles = table.get(preposition, ())
        if label in {"BORDER", "CROSSING_POINT", "PLACE"} and preposition in _PLACES and "crossing_point" not in roles:
            roles = (*(r for r in roles if label == "PLACE" and r in {"origin", "destination"}), "place")
        elif label == "COUNTRY" and preposition in {"in", "within", "inside", "across"}:
            roles = (*(r for r in roles if r == "host"), "place")
        if roles:
            self.noun(roles, noun, ())

    def _takes(self, role: str, word: str) -> bool:
        known = self._schema.role(self._type, role)
        return known is not None and (known.takes(word) or (word.startswith("FIGURE") and known.takes("FIGURE:any")))

    def _antecedent(self, noun: Token) -> Token:
        """“it” is the subject of the clause above; “they” and “them” the people last spoken of."""
        word = noun.text.casefold()
        if word in {"them", "they"}:
            for before in reversed(noun.doc[: noun.i]):
                if before.tag_ == "NNS" and self._stage.label_at(before) == "PEOPLE":
                    return before
        elif word in {"it", "he", "she"}:
            for before in reversed(noun.doc[: noun.i]):
                if before.dep_ == "nsubj" and self._stage.label_at(before) in (
                    STATE if word == "it" else {"PERSON", "ROLE"}
                ):
                    return before
        return noun


def _complement(stage: Stage, trigger: Trigger, arguments: _Arguments) -> None:
    """What stands further down or up: the infinitive of an attempt, who experiences a surge, what a measure is."""
    token, kind = trigger.token, trigger.rule.type
    if kind in {"Crossing.Attempt", "Crossing.Pushback"}:
        for below in (
            c
            for c in token.subtree
            if lemma(c) in lexicon().words["crossing_verbs"] and c.pos_ == "VERB" and c != token
        ):
            for noun in themes(below):
                arguments.noun(("place",) if stage.label_at(noun) == "BORDER" else ("destination",), noun, ())
            for preposition, noun in obliques(below):
                arguments.oblique(lexicon().roles[kind], preposition, noun)
    if kind == "Crossing.Attempt" and token.pos_ != "VERB":
        verb = token.head if token.dep_ == "dobj" else token.head.head if token.dep_ == "pobj" else token
        if lemma(verb) in _UNDERGOING:
            for noun in agents(verb):
                arguments.noun(("destination",), noun, ())
    if (
        kind == "Crossing.Attempt"
        and trigger.rule.infinitive
        and not any(role == "destination" for role, _ in arguments.entities)
    ):
        for noun in (t for t in token.sent if t.dep_ == "nsubj" and lemma(t.head) in _UNDERGOING):
            arguments.noun(("destination",), noun, ())
    if kind in {"Policy.TemporaryProtection", "Diplomacy.Accusation"}:
        wanted = "beneficiary" if kind.startswith("Policy") else "accused"
        if not any(role == wanted for role, _ in arguments.entities):
            for noun in (t for theme in themes(token) for t in theme.subtree if t.dep_ == "pobj"):
                if wanted == "accused" and noun.head.text.casefold() != "by":
                    continue
                arguments.noun((wanted,), noun, ())
        if wanted == "accused" and "hybrid_below" in trigger.rule.flags:
            for noun in (t for t in token.subtree if t.dep_ == "pobj" and t.head.text.casefold() == "by"):
                arguments.noun(("accused",), noun, ())
    if "recipient_near" in trigger.rule.flags:
        for noun in (t for t in token.subtree if stage.label_at(t) == "COUNTRY"):
            arguments.noun(("recipient",), noun, ())
    if kind in {"Policy.Measure", "Policy.TemporaryProtection", "BorderControl.Checks"}:
        for noun in themes(token)[:1]:
            arguments.phrase("measure", noun)


def _more_places(stage: Stage, trigger: Trigger, arguments: _Arguments) -> None:
    """The border or place of the sentence, when the trigger's own words name none."""
    if any(role in {"place", "crossing_point"} for role, _ in arguments.entities):
        return
    for token in trigger.token.sent:
        if token.dep_ in {"pobj", "dobj"} and stage.label_at(token) == "BORDER" and trigger.token.is_ancestor(token):
            arguments.noun(("place",), token, ())
            return


def _times(stage: Stage, trigger: Trigger) -> list[Figure]:
    """The times of the trigger's clause: those that hang on it, or on the verb right above it."""
    found: list[Figure] = []
    transparent = lexicon().status["speech"] | lexicon().words["crossing_verbs"]
    others = {
        t.i
        for t in trigger.token.sent
        if t.pos_ == "VERB" and t != trigger.token and not (lemma(t) in transparent and trigger.token.is_ancestor(t))
    }
    for figure in stage.figures:
        if not figure.is_temporal or figure.kind == "set":
            continue
        span = stage.doc.char_span(
            figure.span.start - stage.offset, figure.span.end - stage.offset, alignment_mode="expand"
        )
        if span is None or span.root.sent.start != trigger.token.sent.start:
            continue
        here = span.root
        while here.head != here and here.i != trigger.token.i and here.i not in others:
            here = here.head
        own = here.i == trigger.token.i
        governs = trigger.token.head.i == here.i and trigger.token.dep_ in {
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
            "xcomp",
        }
        below = here.head.i == trigger.token.i and here.dep_ in {"acl", "advcl", "xcomp", "relcl"}
        if own or governs or below:
            found.append(figure)
    return found


def _confidence(event_type: str, arguments: _Arguments, schema: Schema, stage: Stage) -> float:
    """Surer with every required role that is filled, and with more arguments; less so in headlines."""
    required = [role.name for role in schema.roles(event_type) if role.required]
    filled = {argument.role for argument in arguments.found}
    sure = 0.5 + 0.08 * min(3, len(filled))
    if required:
        sure += 0.15 * sum(name in filled for name in required) / len(required) - 0.05
    if event_type in _SAYS_LITTLE_ALONE and not filled:
        sure -= 0.2
    return min(0.92, sure - (0.1 if stage.label in _HEADLINES else 0.0))


def _mode(mode: str | None, modes: tuple[str, ...], arguments: _Arguments, stage: Stage) -> str | None:
    if mode == "dispatch" and any(f.change == "additional" for _, f in arguments.figures) and "reinforce" in modes:
        return "reinforce"
    if mode == "national" and sum(role == "participant" for role, _ in arguments.entities) > 1:
        return "joint"
    if mode == "national" and any(e.label == "INTL_ORG" for _, e in stage.names):
        return "joint"
    return mode


def _country_of(entity: Entity) -> str:
    """The country in a link: ``iso:LT``, ``gov:LT-interior``, ``mil:PL-wot``."""
    prefix, _, rest = (entity.link or "").partition(":")
    if prefix == "iso":
        return rest
    return rest[:2] if prefix in {"gov", "mil"} and rest[:2].isupper() else ""


def _with_content(draft: Draft, others: list[Draft], schema: Schema) -> None:
    """What an accusation or a defence is about: the events named inside its clause (guidelines, section 8, rule 6)."""
    role = schema.role(draft.event.type, "content")
    if role is None or not role.takes("EVENT"):
        return
    for other in others:
        if (
            other is not draft
            and other.stage is draft.stage
            and draft.trigger.token.is_ancestor(other.trigger.token)
            and other.event.type != draft.event.type
        ):
            added = Argument("content", ref=other.event.id)
            draft.event = replace(draft.event, arguments=(*draft.event.arguments, added))
            if (
                draft.event.type == "Diplomacy.Accusation"
                and other.event.status == "occurred"
                and other.event.type == "Hybrid.Activity"
            ):
                other.event = replace(other.event, status="alleged", attribution="attributed")
            return


def _merged(drafts: list[Draft]) -> list[Draft]:
    """One event for all mentions of the same thing: headlines and nominalisations join the fuller mention."""
    kept: list[Draft] = []
    for draft in sorted(
        drafts,
        key=lambda d: (
            d.stage.label in _HEADLINES,
            "only_mention" in d.trigger.rule.flags,
            d.stage.offset,
            d.trigger.token.i,
        ),
    ):
        partner = next((other for other in reversed(kept) if _same(other, draft)), None)
        if partner is not None:
            _join(partner, draft)
        elif "only_mention" not in draft.trigger.rule.flags:
            kept.append(draft)
    return sorted(kept, key=lambda d: d.event.trigger)


def _same(one: Draft, two: Draft) -> bool:
    """Whether two mentions of a type are the same event, as far as their words tell."""
    if one.event.type != two.event.type or one.event.trigger.overlaps(two.event.trigger):
        return one.event.type == two.event.type
    if one.event.polarity != two.event.polarity:
        return False
    if two.stage.label in _HEADLINES:
        return True
    inner = one.stage is two.stage and one.trigger.token.is_ancestor(two.trigger.token)
    if inner and one.event.type == "Policy.Measure" and two.trigger.token.dep_ in {"acl", "relcl", "amod"}:
        return True
    if inner and one.event.type == "Crossing.Attempt" and two.trigger.token.dep_ == "acl":
        return True
    near = one.stage is two.stage and abs(one.sentence - two.sentence) <= 2
    if "only_mention" in two.trigger.rule.flags or two.trigger.rule.mode == "rotate":
        return one.event.status == two.event.status == "planned"
    ones, twos = _values(one), _values(two)
    for role in ("count", "time", "place"):
        if ones.get(role) and twos.get(role) and not ones[role] & twos[role]:
            return False
    shared = {role for role in ones if role in twos and ones[role] & twos[role]}
    if "surge" in {one.event.mode} & {two.event.mode}:
        if bool(ones.get("time")) != bool(twos.get("time")):
            return False
        return not (ones.get("destination") and twos.get("destination")) or "destination" in shared
    same_people = bool(
        shared & {"person", "force", "crossing_point", "defendant", "target", "victim", "barrier", "beneficiary"}
    )
    again = "count" in shared and any(
        c.lower_ in {"these", "those", "the", "both"} for n in themes(two.trigger.token) for c in n.children
    )
    return ((near and same_people) or again) and one.event.status == two.event.status


def _values(draft: Draft) -> dict[str, set[str]]:
    """Role -> what fills it, by link or id, so that two mentions of one country are the same."""
    known = {f.id: str(f.value) for f in draft.stage.figures if not f.is_temporal and f.value is not None}
    known |= {e.id: e.link or e.id for _, e in draft.stage.names} | {
        e.id: e.link or e.id for e in draft.stage.created.values()
    }
    found: dict[str, set[str]] = {}
    for argument in draft.event.arguments:
        if argument.ref is not None:
            found.setdefault(argument.role, set()).add(known.get(argument.ref, argument.ref))
    return found


def _join(one: Draft, two: Draft) -> None:
    """Adds a further mention, with the arguments that the event does not have yet."""
    if two.event.trigger.overlaps(one.event.trigger):
        return
    mentions = tuple(sorted({*one.event.mentions, two.event.trigger}))
    roles = {argument.role for argument in one.event.arguments}
    added = () if two.stage.label in _HEADLINES else tuple(a for a in two.event.arguments if a.role not in roles)
    mode = two.event.mode if two.trigger.rule.mode == "rotate" or one.event.mode == "other" else one.event.mode
    time = one.event.time if one.event.time.norm or two.stage.label in _HEADLINES else two.event.time
    one.event = replace(one.event, mentions=mentions, arguments=one.event.arguments + added, mode=mode, time=time)
    one.confidence = min(0.95, one.confidence + 0.03)
