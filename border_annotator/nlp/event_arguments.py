"""The arguments of events: who and what fills which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.event import Argument
from border_annotator.domain.span import Span
from border_annotator.nlp.clauses import clause_obliques
from border_annotator.nlp.coreference import resolved
from border_annotator.nlp.event_attributes import is_compared
from border_annotator.nlp.geo import place_precision
from border_annotator.nlp.syntax import NOUNS, agents, core, governors, lemma, obliques, themes
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.fillers import Stage
    from border_annotator.nlp.triggers import Trigger

_PLACES = frozenset(
    {"in", "at", "on", "near", "along", "across", "off", "outside", "around", "within", "inside", "into", "to", "from",
     "between"}
)  # fmt: skip
# Where something is, not where it goes: “entries detected in Lapland”.
_RESTING = frozenset({"in", "on", "at"})
# Prepositions of the verb above a noun hang at least this far from it.
_VIA_VERB = 4
_UNDERGOING = frozenset(
    {"experience", "face", "see", "record", "register", "report", "deal", "cope", "grapple", "witness", "confront"}
)
_LONGEST_PHRASE = 12
_UNCOUNTED = frozenset({"ordinal", "measure", "money", "ratio"})


class Arguments:
    """Collects the fillers of one event: only roles that the schema has and that take the filler."""

    def __init__(self, stage: Stage, event_type: str, schema: Schema) -> None:
        self._stage, self._type, self._schema = stage, event_type, schema
        self.found: list[Argument] = []
        self.entities: list[tuple[str, Entity]] = []
        self.figures: list[tuple[str, Figure]] = []

    def has(self, role: str) -> bool:
        """Whether the role is filled already."""
        return any(argument.role == role for argument in self.found)

    def noun(self, roles: tuple[str, ...], noun: Token, counted: tuple[str, ...]) -> None:
        """A noun fills the first of ``roles`` that takes it; what counts the noun fills ``counted``."""
        own = self._stage.counts(noun)
        stage, noun = resolved(self._stage, noun)
        for figure in own or stage.counts(noun):
            self.figure(counted, figure)
        label = stage.label_at(noun)
        role = next((r for r in roles if label is not None and self._takes(r, label)), None)
        if role is None:
            return
        entity = stage.entity(noun)
        if (
            entity is None
            or not self._takes(role, entity.label)
            or any(a.ref == entity.id and "source" not in {a.role, role} for a in self.found)
        ):
            return
        if entity.link is not None and any(r == role and e.link == entity.link for r, e in self.entities):
            return  # “the State Border Guard Service (VSAT)” is one sender
        self.found.append(Argument(role, ref=entity.id))
        self.entities.append((role, entity))
        if any(r.name == "origin" for r in self._schema.roles(self._type)) and role in {"person", "beneficiary"}:
            for child in core(noun).children:
                if child.dep_ in {"amod", "nmod", "compound"} and stage.label_at(child) == "NATIONALITY":
                    self.noun(("origin",), child, ())
        if stage is self._stage and role in {"crossing_point", "force", "beneficiary", "person"}:
            for preposition, inner in obliques(core(noun)):
                self.oblique(lexicon().roles.get(self._type, {}), preposition, inner)

    def speaker(self, noun: Token) -> None:
        """Who says it; “police data” and “Home Office figures” speak for the police and the Home Office."""
        if self._stage.label_at(noun) is None and noun.pos_ in NOUNS:
            owners = [c for c in noun.children if c.dep_ in {"compound", "poss", "nmod"} and self._stage.label_at(c)]
            noun = owners[-1] if owners else noun
        self.noun(("source",), noun, ())

    def figure(self, roles: tuple[str, ...], figure: Figure) -> None:
        """A quantity or time fills the first of ``roles`` that takes it."""
        word = "FIGURE:temporal" if figure.is_temporal else "FIGURE:quantity"
        role = next((r for r in roles if self._takes(r, word)), None)
        if role == "count" and figure.kind in _UNCOUNTED:
            return
        if role == "length" and figure.kind == "money":
            role = "cost"
        if role is not None and not any(a.ref == figure.id for a in self.found):
            self.found.append(Argument(role, ref=figure.id))
            self.figures.append((role, figure))

    def phrase(self, role: str, noun: Token) -> None:
        """A bare span for what no entity label fits, when the role takes one (guidelines, section 10, rule 6)."""
        if self.has(role) or not self._takes(role, "SPAN") or not (noun.pos_ in NOUNS or noun.tag_ == "VBG"):
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

    def oblique(self, table: dict[str, tuple[str, ...]], preposition: str, noun: Token, *, far: int = 0) -> None:
        """A noun behind a preposition: the type's own role for it, else a place.

        ``far`` is how far it hangs from the trigger: a far one only fills a role that is still empty.
        """
        label = self._stage.label_at(noun)
        if label is None:
            return
        roles = table.get(preposition, ())
        if label in {"BORDER", "CROSSING_POINT", "PLACE"} and preposition in _PLACES and "crossing_point" not in roles:
            kept = {"origin", "destination"} if far < _VIA_VERB or preposition not in _RESTING else {"origin"}
            area = preposition == "to" and place_precision(noun.text) == "admin"
            kept |= {"host"} if area else set()
            roles = (*(r for r in roles if label == "PLACE" and r in kept), "place")
        elif label == "COUNTRY" and preposition in {"in", "within", "inside", "across"}:
            roles = (*(r for r in roles if r == "host"), "place")
        if far:
            roles = tuple(r for r in roles if not self.has(r))
        if roles:
            self.noun(roles, noun, ())

    def _takes(self, role: str, word: str) -> bool:
        known = self._schema.role(self._type, role)
        return known is not None and (known.takes(word) or (word.startswith("FIGURE") and known.takes("FIGURE:any")))


def fill(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """The fillers that the trigger's own syntax gives: who, to whom, and what its prepositions name."""
    table = lexicon().roles.get(trigger.rule.type, {})
    token = trigger.token
    agent, counted = table.get("agent", ()), table.get("counted", ())
    for noun in agents(token):
        arguments.noun(agent, noun, counted if agent in {("person",), ("victim",)} else ())
    for noun in themes(token):
        arguments.noun(table.get("theme" if token.pos_ == "VERB" else "of", ()), noun, counted)
    if token.pos_ != "VERB":
        for figure in stage.counts(token):
            arguments.figure(counted, figure)
    for preposition, noun in obliques(token):
        arguments.oblique(table, preposition, noun)
    for far, preposition, noun in clause_obliques(token):
        if preposition != "by" or not far:
            arguments.oblique(table, preposition, noun, far=far)
    _complete(stage, trigger, arguments)


def _complete(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """What stands further down or up: the infinitive of an attempt, who undergoes a surge, what a measure is."""
    kind, flags = trigger.rule.type, trigger.rule.flags
    below = [t for t in trigger.token.subtree if t != trigger.token]
    if kind in {"Crossing.Attempt", "Crossing.Pushback"}:
        _infinitives(stage, trigger, arguments)
    if kind == "Crossing.Attempt":
        for noun in _undergoers(trigger, arguments):
            arguments.noun(("destination",), noun, ())
    if kind == "Policy.TemporaryProtection" and not arguments.has("beneficiary"):
        for noun in (t for theme in themes(trigger.token) for t in theme.subtree if t.dep_ == "pobj"):
            arguments.noun(("beneficiary",), noun, ())
    for noun in (t for t in below if "hybrid_below" in flags and t.dep_ == "pobj" and t.head.lower_ == "by"):
        arguments.noun(("accused",), noun, ())
    for noun in (t for t in below if "recipient_near" in flags and stage.label_at(t) == "COUNTRY"):
        arguments.noun(("recipient",), noun, ())
    for noun in themes(trigger.token)[:1]:
        arguments.phrase("measure", noun)
    _offence(trigger, arguments)
    _measures(stage, trigger, arguments)
    borders = [t for t in below if t.dep_ in {"pobj", "dobj"} and stage.label_at(t) == "BORDER"]
    if borders and not arguments.has("place") and not arguments.has("crossing_point"):
        arguments.noun(("place",), borders[0], ())


def _offence(trigger: Trigger, arguments: Arguments) -> None:
    """“for smuggling people”, “on suspicion of piloting the boat”, “with espionage”: what somebody is accused of."""
    if trigger.rule.type != "Legal.Arrest":
        return
    for child in trigger.token.children:
        if child.dep_ != "prep" or child.lower_ not in {"for", "on", "with", "over", "of"}:
            continue
        inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
        if inner is not None and lemma(inner) in {"suspicion", "charge", "accusation", "count"}:
            inner = next((c for p in inner.children if p.dep_ == "prep" for c in p.children), None)
        elif child.lower_ == "on":
            continue
        if inner is not None and not (inner.ent_type_ in {"DATE", "TIME"} or inner.pos_ == "NUM"):
            arguments.phrase("offence", inner)
            return


def _measures(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """Lengths and sums of the trigger's own clause: “a 12-km fence”, “to 37.5 km”, “at a cost of 100 million euros”."""
    wanted = {"BorderControl.Barrier": {"measure", "money"}, "Aid.Assistance": {"money"}, "Policy.Measure": {"money"}}
    kinds = wanted.get(trigger.rule.type, set())
    others = {t.i for t in trigger.token.sent if t.pos_ == "VERB" and t != trigger.token}
    for figure, root in stage.figures_of(trigger.token.sent) if kinds else ():
        if figure.kind not in kinds or figure.unit in {"year", "month"}:
            continue
        if _belongs(root, trigger.token, others - {root.head.i} if root.head.pos_ != "VERB" else others):
            role = "amount" if trigger.rule.type != "BorderControl.Barrier" else "length"
            arguments.figure((role,), figure)


def _infinitives(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """“attempts to cross the border into Latvia”: the border is the place, the country the destination."""
    words = lexicon()
    for below in trigger.token.subtree:
        if below.pos_ == "VERB" and below != trigger.token and lemma(below) in words.words["crossing_verbs"]:
            for noun in themes(below):
                arguments.noun(("place",) if stage.label_at(noun) == "BORDER" else ("destination",), noun, ())
            for preposition, noun in obliques(below):
                arguments.oblique(words.roles[trigger.rule.type], preposition, noun)


def _undergoers(trigger: Trigger, arguments: Arguments) -> Iterator[Token]:
    """“Latvia has experienced a surge”, “Lithuania dealt with an influx”: that is where the people want to go."""
    token = trigger.token
    verb = token.head if token.dep_ == "dobj" else token.head.head if token.dep_ == "pobj" else token
    if token.pos_ != "VERB" and lemma(verb) in _UNDERGOING:
        yield from agents(verb)
    elif trigger.rule.infinitive and not arguments.has("destination"):
        yield from (t for t in token.sent if t.dep_ == "nsubj" and lemma(t.head) in _UNDERGOING)


def times_of(stage: Stage, trigger: Trigger) -> list[Figure]:
    """The times of the trigger's clause: those that hang on it, or on the verb right above it."""
    token = trigger.token
    transparent = lexicon().status["speech"] | lexicon().words["crossing_verbs"]
    others = {
        t.i
        for t in token.sent
        if t.pos_ == "VERB" and t != token and not (lemma(t) in transparent and token.is_ancestor(t))
    }
    return [
        figure
        for figure, root in stage.figures_of(token.sent)
        if figure.is_temporal
        and figure.kind != "set"
        and not is_compared(stage, figure)
        and _belongs(root, token, others)
    ]


def _belongs(time: Token, token: Token, others: set[int]) -> bool:
    here = time
    while here.head != here and here.i != token.i and here.i not in others:
        here = here.head
    if here.i == token.i:
        return True
    if token.dep_ == "pobj" and token.head.head.i == here.i:
        return True
    above = token.head.i == here.i and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "xcomp"}
    return above or (here.head.i == token.i and here.dep_ in {"acl", "xcomp"})


def announcements_of(stage: Stage, trigger: Trigger, own: list[Figure]) -> list[Figure]:
    """The times of the speech verb above: “said on Thursday that …” is when it was announced."""
    speech = lexicon().status["speech"]
    speakers = {t.i for t in governors(trigger.token) if lemma(t) in speech}
    found: list[Figure] = []
    for figure, root in stage.figures_of(trigger.token.sent):
        if figure.kind != "date" or figure in own:
            continue
        if any(t.i in speakers for t in (root.head, root.head.head)):
            found.append(figure)
    return found
