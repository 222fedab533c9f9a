"""The roles of one event while they are being filled: what the schema lets in, and by which path it came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.event import Argument
from border_annotator.domain.span import Span
from border_annotator.nlp.coreference import resolved
from border_annotator.nlp.geo import place_precision
from border_annotator.nlp.syntax import NOUNS, core, lemma, obliques
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.fillers import Stage

_PLACES = frozenset(
    {"in", "at", "on", "near", "along", "across", "off", "outside", "around", "within", "inside", "between", "over",
     "through", "beside", "behind"}
)  # fmt: skip
# Where something is, not where it goes: “entries detected in Lapland”.
_RESTING = frozenset({"in", "on", "at"})
# Prepositions of the verb above a noun hang at least this far from it.
_VIA_VERB = 4
# Where something moves is where it is, for types that have no role for it: “flown to Tenerife”, “withdrawn from Evros”.
_MOVING = frozenset({"to", "into", "from", "onto"})
# What stands between the names of a list, and between a noun and the names that tell which ones.
_JOINING = re.compile(r"\s*(?:,|,? and|,? or|;)\s*(?:the )?")
_NAMING = re.compile(r"(?: (?:with|to|into|on the border with) [^\W\d]\w*)?\s*[,:(–—]\s*(?:namely |the |at )?")
_LONGEST_PHRASE = 12
_WHOLE = frozenset({"they", "them", "these", "those", "who", "whom", "he", "she", "him", "her", "it", "all"})
_OWNING = frozenset({"compound", "nmod", "amod", "poss"})
_ACTING = frozenset(
    {
        "authority",
        "sender",
        "provider",
        "perpetrator",
        "accuser",
        "supporter",
        "participant",
        "party",
        "instigator",
        "accused",
        "supported",
    }
)
_SENDING = frozenset({"BORDER_AGENCY", "GOVERNMENT", "MILITARY", "INTL_ORG"})
_BELONGING = frozenset({"of", "from"})
_PEOPLE = frozenset({"person", "victim", "beneficiary", "defendant", "recipient"})
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
        shown = noun
        stage, noun = resolved(self._stage, noun)
        # “one of them”: what counts the whole group does not count the one.
        part = noun is not shown and core(shown).lower_ not in _WHOLE
        for figure in own or ([] if part else stage.counts(noun)):
            self.figure(counted, figure)
        role = self._role(stage, roles, noun)
        if role is None:
            owner = next((c for c in noun.children if c.dep_ in _OWNING and stage.name_at(c) is not None), None)
            if owner is None and roles[:1] in {("accused",), ("supported",)}:
                owner = next((c for c in noun.children if c.dep_ == "poss" and stage.label_at(c) is not None), None)
            if owner is not None and roles and roles[0] in _ACTING:
                self.noun(roles, owner, ())  # “a French navy tug”, “Border Guard data”
            return
        if role == "person" and noun is not shown and lemma(core(noun)) in lexicon().words["soldiers"]:
            return  # “133,000 were apprehended”: not the troops spoken of before
        entity = stage.entity(noun)
        if entity is None or not self._is_new(role, entity):
            return
        self.found.append(Argument(role, ref=entity.id))
        self.entities.append((role, entity))
        self._beside(stage, role, noun)
        if role == "crossing_point" and stage is self._stage and entity.label == "CROSSING_POINT":
            self._listed(entity)

    def _is_new(self, role: str, entity: Entity) -> bool:
        """Whether the role takes the entity and has it not yet: “the Border Guard Service (VSAT)” is one sender."""
        if not self._takes(role, entity.label):
            return False
        if any(a.ref == entity.id and "source" not in {a.role, role} for a in self.found):
            return False
        return not any(
            r == role and (e.id == entity.id or (e.link and e.link == entity.link)) for r, e in self.entities
        )

    def _beside(self, stage: Stage, role: str, noun: Token) -> None:
        """What a filler's own phrase tells: “Afghan migrants”, “crossing points with Belarus”."""
        if self._has_role("origin") and role in {"person", "beneficiary"}:
            for child in core(noun).children:
                if child.dep_ in {"amod", "nmod", "compound"} and stage.label_at(child) == "NATIONALITY":
                    self.noun(("origin",), child, ())
        if stage is self._stage and role in {"crossing_point", "force", "beneficiary", "person"}:
            for preposition, inner in obliques(core(noun)):
                if role == "force" and preposition in _BELONGING and stage.label_at(inner) in _SENDING:
                    self.noun(("sender",), inner, ())  # “officers of Frontex”
                    continue
                self.oblique(lexicon().roles.get(self._type, {}), preposition, inner)

    def _role(self, stage: Stage, roles: tuple[str, ...], noun: Token) -> str | None:
        """The first role that takes a noun; a nationality in apposition is where the people come from."""
        label = stage.label_at(noun)
        role = next((r for r in roles if label is not None and self._takes(r, label)), None)
        appended = label == "NATIONALITY" and noun.dep_ == "appos" and stage.label_at(noun.head) == "PEOPLE"
        if appended and role in _PEOPLE:
            return "origin" if self._has_role("origin") else None  # “31 people, mostly Afghans”
        return role

    def _listed(self, entity: Entity) -> None:
        """The points named in one list with a point: “two crossings with Belarus, Medininkai and Šalčininkai”."""
        stage = self._stage
        near = [e for _, e in stage.names if e.label == "CROSSING_POINT" and e.id != entity.id]
        text, offset, here = stage.text, stage.offset, entity
        for point in (e for e in near if e.span.start >= entity.span.end):
            between = text[here.span.end - offset : point.span.start - offset]
            first = here is entity and entity.mention == "NOM"
            if not (_JOINING.fullmatch(between) or (first and _NAMING.fullmatch(between))):
                return
            if self._is_new("crossing_point", point):
                self.found.append(Argument("crossing_point", ref=point.id))
                self.entities.append(("crossing_point", point))
            here = point

    def _linked(self, role: str) -> bool:
        return any(r == role and (e.mention == "NAM" or e.link) for r, e in self.entities)

    def _has_role(self, role: str) -> bool:
        return self._schema.role(self._type, role) is not None

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
        while tokens and (tokens[0].dep_ in {"det", "poss", "case"} or tokens[0].is_punct or tokens[0].is_space):
            tokens = tokens[1:]
        tokens = tokens[:_LONGEST_PHRASE]
        while tokens and (tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].pos_ in {"ADP", "CCONJ", "DET"}):
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
        if (
            label in {"CROSSING_POINT", "INFRASTRUCTURE"}
            and self._has_role("crossing_point")
            and preposition in _PLACES
        ):
            roles = ("place",) if self._linked("crossing_point") else ("crossing_point",)
        elif label in {"BORDER", "CROSSING_POINT", "PLACE"} and "crossing_point" not in roles:
            named = self._stage.name_at(core(noun)) is not None
            kept = {"origin", "destination"} if far < _VIA_VERB or preposition not in _RESTING else {"origin"}
            if preposition == "to" and label == "PLACE" and self._is_region(noun):
                kept |= {"host"}
            moved = preposition in _MOVING and named and not (self._has_role("origin") or self._has_role("means"))
            here = ("place",) if moved or (preposition in _PLACES and (named or far == 0)) else ()
            roles = (*(r for r in roles if label == "PLACE" and r in kept), *here)
        elif label == "COUNTRY" and preposition in {"in", "within", "inside", "across"}:
            roles = (*(r for r in roles if r == "host"), "place")
        if far:
            roles = tuple(r for r in roles if not self.has(r))
        if roles:
            self.noun(roles, noun, ())

    def _is_region(self, noun: Token) -> bool:
        """Whether a place is one that receives (“Lapland”, “the coast”), not a spot where one is (“Subotica”)."""
        named = self._stage.name_at(core(noun))
        start = self._stage.offset
        words = self._stage.text[named.span.start - start : named.span.end - start] if named else noun.text
        return place_precision(words) == "admin"

    def _takes(self, role: str, word: str) -> bool:
        known = self._schema.role(self._type, role)
        return known is not None and (known.takes(word) or (word.startswith("FIGURE") and known.takes("FIGURE:any")))
