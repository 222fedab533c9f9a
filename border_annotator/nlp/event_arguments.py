"""The arguments of events: who and what fills which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.event import Argument
from border_annotator.domain.span import Span
from border_annotator.nlp.clauses import clause_obliques, governing_verb
from border_annotator.nlp.coreference import resolved
from border_annotator.nlp.event_attributes import is_compared, is_distance
from border_annotator.nlp.geo import place_precision
from border_annotator.nlp.syntax import NOUNS, SUBJECTS, agents, core, governors, lemma, obliques, themes
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
    {"in", "at", "on", "near", "along", "across", "off", "outside", "around", "within", "inside", "between", "over",
     "through", "beside", "behind"}
)  # fmt: skip
# Where something is, not where it goes: “entries detected in Lapland”.
_RESTING = frozenset({"in", "on", "at"})
# Prepositions of the verb above a noun hang at least this far from it.
_VIA_VERB = 4
_UNDERGOING = frozenset(
    {"experience", "face", "see", "record", "register", "report", "deal", "cope", "grapple", "witness", "confront"}
)
# Where something moves is where it is, for types that have no role for it: “flown to Tenerife”, “withdrawn from Evros”.
_MOVING = frozenset({"to", "into", "from", "onto"})
_LONGEST_PHRASE = 12
_NEAREST = 12
_WHOLE = frozenset({"they", "them", "these", "those", "who", "whom", "he", "she", "him", "her", "it", "all"})
_OWNING = frozenset({"compound", "nmod", "amod", "poss"})
_ACTING = frozenset(
    {"authority", "sender", "provider", "perpetrator", "accuser", "supporter", "participant", "party", "instigator"}
)
_PEOPLE = frozenset({"person", "victim", "beneficiary", "defendant", "recipient"})
_UNCOUNTED = frozenset({"ordinal", "measure", "money", "ratio"})


class Arguments:
    """Collects the fillers of one event: only roles that the schema has and that take the filler."""

    def __init__(self, stage: Stage, event_type: str, schema: Schema) -> None:
        self._stage, self._type, self._schema = stage, event_type, schema
        self.found: list[Argument] = []
        self.entities: list[tuple[str, Entity]] = []
        self.figures: list[tuple[str, Figure]] = []
        # Role -> the path by which its first filler was found, in words.
        self.paths: dict[str, str] = {}

    def has(self, role: str) -> bool:
        """Whether the role is filled already."""
        return any(argument.role == role for argument in self.found)

    def noun(self, roles: tuple[str, ...], noun: Token, counted: tuple[str, ...], how: str = "") -> None:
        """A noun fills the first of ``roles`` that takes it; what counts the noun fills ``counted``.

        ``how`` says in words by which path it was found.
        """
        own = self._stage.counts(noun)
        shown = noun
        stage, noun = resolved(self._stage, noun)
        # “one of them”: what counts the whole group does not count the one.
        part = noun is not shown and core(shown).lower_ not in _WHOLE
        for figure in own or ([] if part else stage.counts(noun)):
            self.figure(counted, figure)
        label = stage.label_at(noun)
        role = next((r for r in roles if label is not None and self._takes(r, label)), None)
        if role is None:
            owner = next((c for c in noun.children if c.dep_ in _OWNING and stage.name_at(c) is not None), None)
            if owner is not None and roles and roles[0] in _ACTING:
                self.noun(roles, owner, (), how)  # “a French navy tug”, “Border Guard data”
            return
        if label == "NATIONALITY" and noun.dep_ == "appos" and role in _PEOPLE and stage.label_at(noun.head) == "PEOPLE":
            if not self._has_role("origin"):
                return
            role = "origin"  # “31 people, mostly Afghans”
        entity = stage.entity(noun)
        if (
            entity is None
            or not self._takes(role, entity.label)
            or any(a.ref == entity.id and "source" not in {a.role, role} for a in self.found)
        ):
            return
        if any(r == role and (e.id == entity.id or (e.link and e.link == entity.link)) for r, e in self.entities):
            return  # “the State Border Guard Service (VSAT)” is one sender
        self.found.append(Argument(role, ref=entity.id))
        self.entities.append((role, entity))
        if how:
            self.paths.setdefault(role, how)
        if self._has_role("origin") and role in {"person", "beneficiary"}:
            for child in core(noun).children:
                if child.dep_ in {"amod", "nmod", "compound"} and stage.label_at(child) == "NATIONALITY":
                    self.noun(("origin",), child, (), "nationality")
        if stage is self._stage and role in {"crossing_point", "force", "beneficiary", "person"}:
            for preposition, inner in obliques(core(noun)):
                self.oblique(lexicon().roles.get(self._type, {}), preposition, inner)

    def _linked(self, role: str) -> bool:
        return any(r == role and (e.mention == "NAM" or e.link) for r, e in self.entities)

    def _has_role(self, role: str) -> bool:
        return self._schema.role(self._type, role) is not None

    def speaker(self, noun: Token) -> None:
        """Who says it; “police data” and “Home Office figures” speak for the police and the Home Office."""
        if self._stage.label_at(noun) is None and noun.pos_ in NOUNS:
            owners = [c for c in noun.children if c.dep_ in {"compound", "poss", "nmod"} and self._stage.label_at(c)]
            noun = owners[-1] if owners else noun
        self.noun(("source",), noun, (), "speaker")

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
        if label in {"CROSSING_POINT", "INFRASTRUCTURE"} and self._has_role("crossing_point") and preposition in _PLACES:
            roles = ("place",) if self._linked("crossing_point") else ("crossing_point",)
        elif label in {"BORDER", "CROSSING_POINT", "PLACE"} and "crossing_point" not in roles:
            named = self._stage.name_at(core(noun)) is not None
            kept = {"origin", "destination"} if far < _VIA_VERB or preposition not in _RESTING else {"origin"}
            if preposition == "to" and label == "PLACE" and place_precision(noun.text) != "border":
                kept |= {"host"}
            moved = preposition in _MOVING and named and not (self._has_role("origin") or self._has_role("means"))
            here = ("place",) if moved or (preposition in _PLACES and (named or far == 0)) else ()
            roles = (*(r for r in roles if label == "PLACE" and r in kept), *here)
        elif label == "COUNTRY" and preposition in {"in", "within", "inside", "across"}:
            roles = (*(r for r in roles if r == "host"), "place")
        if far:
            roles = tuple(r for r in roles if not self.has(r))
        if roles:
            self.noun(roles, noun, (), f"“{preposition}”")

    def _takes(self, role: str, word: str) -> bool:
        known = self._schema.role(self._type, role)
        return known is not None and (known.takes(word) or (word.startswith("FIGURE") and known.takes("FIGURE:any")))


def fill(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """The fillers that the trigger's own syntax gives: who, to whom, and what its prepositions name."""
    table = lexicon().roles.get(trigger.rule.type, {})
    token = trigger.token
    agent, counted = table.get("agent", ()), table.get("counted", ())
    for noun in agents(token):
        if trigger.rule.agent_role:
            agent, counted_agent = (trigger.rule.agent_role,), counted if trigger.rule.agent_role == "force" else ()
            arguments.noun(agent, noun, counted_agent, "subject")
            continue
        how = "subject" if noun.dep_ in SUBJECTS else "“by”" if noun.head.lower_ == "by" else "who controls the verb"
        arguments.noun(agent, noun, counted if agent in {("person",), ("victim",)} else (), how)
    for noun in themes(token):
        arguments.noun(table.get("theme" if token.pos_ == "VERB" else "of", ()), noun, counted, _path(noun))
    _behind_preposition(trigger, table, arguments)
    if token.pos_ != "VERB":
        for figure in stage.counts(token):
            arguments.figure(counted, figure)
    for preposition, noun in obliques(token):
        arguments.oblique(table, preposition, noun)
    for far, preposition, noun in clause_obliques(token):
        if preposition != "by" or not far:
            arguments.oblique(table, preposition, noun, far=far)
    _measured(stage, trigger, arguments, counted)
    _complete(stage, trigger, arguments)
    _near(stage, trigger, arguments)


def _path(noun: Token) -> str:
    names = {"dobj": "direct object", "nsubjpass": "passive subject", "nsubj": "subject", "pobj": f"“{noun.head.lower_}”"}
    return names.get(noun.dep_, "noun it describes")


def _behind_preposition(trigger: Trigger, table: dict[str, tuple[str, ...]], arguments: Arguments) -> None:
    """“stood by Poland”, “attended to 47 people”: the preposition’s noun is what the verb acts on."""
    if not trigger.rule.prepositions or trigger.token.pos_ != "VERB":
        return
    for preposition, noun in obliques(trigger.token):
        roles = tuple(r for r in table.get("theme", ()) if not arguments.has(r))
        if preposition in trigger.rule.prepositions and preposition not in table and roles:
            arguments.noun(roles, noun, table.get("counted", ()), f"“{preposition}”")


def _measured(stage: Stage, trigger: Trigger, arguments: Arguments, counted: tuple[str, ...]) -> None:
    """“Detections rose by 5% to 11,300”, “arrivals came to 764 people”: the sum that the verb tells."""
    verb = governing_verb(trigger.token) if trigger.token.pos_ in NOUNS else None
    if verb is None or lemma(verb) not in lexicon().words["measuring"] or arguments.has("count"):
        return
    for figure, root in stage.figures_of(trigger.token.sent):
        if figure.kind != "count" or figure.change in {"increase", "decrease"} or is_compared(stage, figure):
            continue
        noun = root if root.pos_ in NOUNS else root.head if root.head.pos_ in NOUNS else root
        above = noun.head if noun.dep_ in {"dobj", "attr", "npadvmod", "nsubj"} else noun.head.head
        if above.i != verb.i or (noun.dep_ == "pobj" and noun.head.lower_ not in {"to", "at"}):
            continue
        arguments.figure(counted, figure)
        if noun.i != root.i or root.pos_ in NOUNS:
            arguments.noun(("person",), noun, (), "sum")
        return


def _near(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """Who is most concerned, when the parser lost the path: the nearest fitting noun of the clause."""
    for role, words in lexicon().near.get(trigger.rule.type, {}).items():
        if arguments.has(role):
            continue
        wanted = lexicon().words[words]
        best: tuple[int, Token] | None = None
        for token in trigger.token.sent:
            if token.pos_ not in NOUNS or lemma(token) not in wanted or token.dep_ in {"compound", "nmod", "poss"}:
                continue
            far = abs(token.i - trigger.token.i)
            between = token.doc[min(token.i, trigger.token.i) + 1 : max(token.i, trigger.token.i)]
            clear = not any(t.pos_ == "VERB" and t.dep_ not in {"amod", "compound"} for t in between)
            taken = any(e.id == getattr(stage.entity_known(token), "id", None) for _, e in arguments.entities)
            if clear and not taken and far <= _NEAREST and (best is None or far < best[0]):
                best = far, token
        if best is not None:
            arguments.noun((role,), best[1], lexicon().roles[trigger.rule.type].get("counted", ()), "nearest noun")


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
    """The times of the trigger's clause: those that hang on it, or on a verb above it that only helps it."""
    token = trigger.token
    others = {t.i for t in token.sent if t.pos_ == "VERB" and t != token and not _helps(t, token)}
    return [
        figure
        for figure, root in stage.figures_of(token.sent)
        if figure.is_temporal
        and figure.kind != "set"
        and not is_compared(stage, figure)
        and not is_distance(stage, figure)
        and _belongs(root, token, others)
    ]


def _helps(verb: Token, token: Token) -> bool:
    """A verb whose times are also the event's: “counted 20 attempts on Sunday”, “is due to adopt it on Monday”."""
    if token.is_ancestor(verb):
        return lemma(verb) in lexicon().words["crossing_verbs"]
    status = lexicon().status
    here = token
    while here.head != here and here.head != verb:
        here = here.head
    if here.head != verb:
        return False
    if lemma(verb) in status["speech"] or lemma(verb) in lexicon().words["counting"]:
        return here.dep_ in {"dobj", "nsubjpass", "nsubj"} and here.pos_ in NOUNS
    if here.dep_ in {"acomp", "oprd", "attr"}:
        return True
    return here.dep_ in {"dobj", "nsubj", "nsubjpass", "xcomp"} and lemma(verb) not in status["planned"]


def _belongs(time: Token, token: Token, others: set[int]) -> bool:
    here = time
    while here.head != here and here.i != token.i and here.i not in others:
        if here.pos_ == "VERB" and here.is_ancestor(token):
            return True  # a verb that helps it
        here = here.head
    if here.i == token.i or (here.pos_ == "VERB" and here.i not in others and here.is_ancestor(token)):
        return True
    if here.i in others:
        return here.head.i == token.i and here.dep_ in {"acl", "xcomp"}
    # “On Tuesday there were no attempts”, “on Monday the Council is due to adopt”: the copula is the root.
    return here.is_ancestor(token) and here.pos_ == "AUX" and not any(
        t.i in others for t in token.ancestors if here.is_ancestor(t)
    )


def announcements_of(stage: Stage, trigger: Trigger, own: list[Figure]) -> list[Figure]:
    """The times of the speech verb above: “said on Thursday that …” is when it was announced."""
    speech = lexicon().status["speech"] | lexicon().status["planned"]
    speakers: set[int] = set()
    here = trigger.token
    for above in governors(trigger.token):
        if here.dep_ in {"relcl", "advcl"}:
            break
        if lemma(above) in speech:
            speakers.add(above.i)
        here = above
    found: list[Figure] = []
    for figure, root in stage.figures_of(trigger.token.sent):
        if figure.kind != "date" or figure in own:
            continue
        if any(t.i in speakers for t in (root.head, root.head.head)):
            found.append(figure)
    return found
