"""What can fill a role in one piece of text: known names, common nouns, figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.span import Span
from border_annotator.nlp.entities import common_label
from border_annotator.nlp.name_lists import slug
from border_annotator.nlp.syntax import NOUNS, SUBJECTS, core, lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Span_

    from border_annotator.domain.figure import Figure
    from border_annotator.nlp.composed_names import Mention


# “Wagner Group mercenaries” are the group, “National Guard troops” are troops.
_SERVING = frozenset({"ARMED_GROUP", "BORDER_AGENCY"})
# Common nouns that mean the last name of their kind: “the charity”, “the ministry”, “the committee”.
_NAMED_BEFORE = frozenset({"CIVIL_ORG", "BORDER_AGENCY", "MILITARY", "ARMED_GROUP", "INTL_ORG", "CROSSING_POINT"})


# How many countries back “the country” may mean.
_COUNTRIES_BACK = 8
# What is said of the crossings that people make, not of the places where they may.
_MADE = frozenset(
    {"illegal", "irregular", "unlawful", "unauthorised", "unauthorized", "clandestine", "dangerous", "detected",
     "successful", "recorded", "perilous", "deadly", "attempted", "undocumented", "unofficial"}
)  # fmt: skip
_BY_BOAT = frozenset({"boat", "sea", "dinghy", "channel", "night"})
_HOW_MANY = frozenset({"number", "rise", "fall", "drop", "increase", "decrease", "surge", "spike", "decline", "total"})


@dataclass
class Stage:
    """One parsed piece with everything found in it so far.

    ``names`` and ``figures`` carry document offsets. Common nouns become entities only when a role asks for them
    (guidelines, section 3); ``created`` collects those.
    """

    doc: Doc
    offset: int
    label: str
    names: list[tuple[Mention, Entity]]
    figures: list[Figure]
    earlier: list[tuple[Mention, Entity]] = field(default_factory=list)
    created: dict[tuple[int, int], Entity] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    # The piece before this one, when both belong to one section.
    previous: Stage | None = None
    _text: str | None = None
    _owners: dict[int, str] | None = None
    _starts: list[int] | None = None
    _named: dict[int, Entity] | None = None
    _labels: dict[int, str | None] = field(default_factory=dict)
    _figured: dict[int, list[Figure]] | None = None
    _rooted: dict[int, list[tuple[Figure, Token]]] | None = None

    @property
    def text(self) -> str:
        """The words of the piece; spaCy puts them together anew each time, so they are kept."""
        if self._text is None:
            self._text = self.doc.text
        return self._text

    def span(self, token: Token) -> Span:
        """Where a token stands in the document."""
        return Span(self.offset + token.idx, self.offset + token.idx + len(token.text))

    def name_at(self, token: Token) -> Entity | None:
        """The named mention that covers a token."""
        if self._named is None:
            self._named = {}
            for _, entity in self.names:
                for index in self._tokens(entity.span):
                    self._named.setdefault(index, entity)
        return self._named.get(token.i)

    def figures_at(self, token: Token) -> list[Figure]:
        """The figures that cover a token."""
        if self._figured is None:
            self._figured = {}
            for figure in self.figures:
                for index in self._tokens(figure.span):
                    self._figured.setdefault(index, []).append(figure)
        return self._figured.get(token.i, [])

    def figures_of(self, sentence: Span_) -> list[tuple[Figure, Token]]:
        """The figures of a sentence, each with the word that the others of it hang on."""
        if self._rooted is None:
            self._rooted = {}
            for figure in self.figures:
                tokens = self._tokens(figure.span)
                if tokens:
                    root = self.doc[tokens.start : tokens.stop].root
                    self._rooted.setdefault(root.sent.start, []).append((figure, root))
        return self._rooted.get(sentence.start, [])

    def _tokens(self, span: Span) -> range:
        """The tokens that a stretch of the document touches."""
        if self._starts is None:
            self._starts = [token.idx for token in self.doc]
        first = max(0, bisect_right(self._starts, span.start - self.offset) - 1)
        while first < len(self.doc) and self._starts[first] + len(self.doc[first].text) <= span.start - self.offset:
            first += 1
        return range(first, max(first, bisect_left(self._starts, span.end - self.offset)))

    def label_at(self, token: Token) -> str | None:
        """The entity label that a noun has or would have."""
        if token.i not in self._labels:
            noun = core(token)
            entity = self.name_at(noun)
            common = _common(self.phrase(noun), noun) if entity is None and noun.pos_ in NOUNS else None
            self._labels[token.i] = entity.label if entity is not None else common
        return self._labels[token.i]

    def phrase(self, noun: Token) -> str:
        """A noun with its compounds, lower case, singular."""
        first = self._first(noun)
        words = [t.text.casefold() for t in noun.doc[first : noun.i]]
        return " ".join((*words, lemma(noun))).replace(" - ", "-")

    def entity(self, token: Token) -> Entity | None:
        """The entity that a noun is: a name, or a common noun that becomes a mention now."""
        noun = core(token)
        named = self.name_at(noun)
        if named is not None and named.label == "ROLE":
            beside = (self.name_at(c) for c in noun.children if c.dep_ == "appos")
            return next((e for e in beside if e is not None and e.label == "PERSON"), named)
        if named is not None:
            return named
        if noun.pos_ not in NOUNS:
            return None
        label = _common(self.phrase(noun), noun)
        if label is None:
            return None
        named = self._named_beside(noun, label)
        if named is not None:
            return named
        first = self._first(noun)
        start, end = self.offset + noun.doc[first].idx, self.offset + noun.idx + len(noun.text)
        if any(self.name_at(t) is not None for t in noun.doc[first : noun.i + 1]):
            start = self.offset + noun.idx
        span = Span(start, end)
        if any(f.span.overlaps(span) for t in noun.doc[first : noun.i + 1] for f in self.figures_at(t)):
            return None
        known = self.created.get((start, end))
        if known is None:
            known = Entity(new_id(), span, label, "NOM", self._link(label, noun))
            self.created[start, end] = known
        return known

    def country_of(self, entity: Entity) -> str:
        """The country of an entity: its own, or of the word right before it (“Turkish gendarmes”, “Morocco’s navy”)."""
        if self._owners is None:
            self._owners = {
                e.span.end: m.country for m, e in self.names if e.label in {"NATIONALITY", "COUNTRY"} and m.country
            }
        start = entity.span.start
        before = (self._owners.get(start - gap) for gap in (1, 3, 2))
        return next((country for country in before if country), "") or self.countries.get(entity.id, "")

    def entity_known(self, token: Token) -> Entity | None:
        """The entity that a noun is already: a name, or a common noun that fills a role of another event."""
        noun = core(token)
        start, end = self.offset + noun.doc[self._first(noun)].idx, self.offset + noun.idx + len(noun.text)
        return self.name_at(noun) or self.created.get((start, end))

    def _named_beside(self, noun: Token, label: str) -> Entity | None:
        """“Wagner Group mercenaries”, “the charity X”, “X, the minister”: the name says more than the noun."""
        for child in noun.children:
            named = self.name_at(child) if child.dep_ in {"compound", "nmod", "appos"} else None
            if named is None:
                continue
            if named.label == label or (label == "PEOPLE" and named.label in _SERVING and child.i < noun.i):
                return named
            if label == "ROLE" and named.label == "PERSON":
                return named  # “the interior minister, Lauri Penttinen, said”
        if label == "CROSSING_POINT":
            inner = [n for p in noun.children if p.dep_ == "prep" for n in p.children if n.dep_ == "pobj"]
            places = [self.name_at(n) for n in inner]
            named = next((e for e in places if e is not None and e.label == label), None)
            if named is not None:
                return named
        beside = [noun.head] if noun.dep_ == "appos" else []
        after = noun.i + 2 if label == "ROLE" and noun.i + 1 < len(noun.doc) and noun.nbor().text == "," else noun.i + 1
        beside += [noun.doc[after]] if after < len(noun.doc) else []
        for other in beside:
            named = self.name_at(other)
            if named is not None and (named.label == label or (label == "ROLE" and named.label == "PERSON")):
                return named
        return None

    def counts(self, token: Token) -> list[Figure]:
        """The quantities that count a noun: in its phrase, or the noun is a number itself."""
        own = [f for f in self.figures_at(token) if not f.is_temporal]
        if own and core(token) != token:
            return own  # “two of the six points”: the part, not the whole
        tokens = {token.i, core(token).i}
        found: list[Figure] = []
        for t in token.subtree if self.figures else ():
            here = [f for f in self.figures_at(t) if not f.is_temporal and f not in found]
            if here and (t.i in tokens or self._counts(t, tokens)):
                found += here
        return found

    def _counts(self, token: Token, heads: set[int]) -> bool:
        here = token
        while here.i not in heads and here.dep_ in {
            "nummod",
            "quantmod",
            "advmod",
            "amod",
            "compound",
            "det",
            "pobj",
            "prep",
        }:
            if here.dep_ == "pobj" and token.i > min(heads) and here.head.lemma_ != "of":
                return False
            here = here.head
        return (
            here.i in heads
            and token.dep_ in {"nummod", "det", "quantmod", "compound", "amod", "advmod"}
            and token.i < max(heads)
        )

    def _first(self, noun: Token) -> int:
        """Where the phrase begins that names the noun: compounds in lower case before it."""
        first = noun.i
        while first > 0:
            before = noun.doc[first - 1]
            joined = before.dep_ == "compound" and before.head.i <= noun.i and before.head.i >= first - 1
            known = f"{before.text.casefold()} {lemma(noun)}" if first == noun.i else ""
            if not (joined or (known and common_label(known) and _is_listed(known))):
                break
            counted = bool(self.figures_at(before))
            if counted or self.name_at(before) is not None or before.pos_ == "NUM" or _is_hyphened(before):
                break
            first -= 1
        return first

    def _link(self, label: str, noun: Token) -> str | None:
        """The link of “the country”, “the border”, “the government”: the nearest mention before it that fits."""
        definite = any(
            c.dep_ in {"det", "poss"} and c.text.casefold() in {"the", "its", "their", "this"} for c in noun.children
        )
        owner = next((self.name_at(c) for c in noun.children if c.dep_ == "poss"), None)
        country = self._country(owner) if owner is not None else ""
        country_owned = bool(country)
        before = [*self.earlier, *((m, e) for m, e in self.names if e.span.end <= self.offset + noun.idx)]
        if not country and definite:
            wanted = {"COUNTRY", "GOVERNMENT"} if label != "COUNTRY" else {"COUNTRY"}
            fitting = [e for m, e in before if e.label in wanted and "+" not in m.country]
            country = self._country(self._meant(fitting, noun))
        if label == "BORDER" and definite:
            return next((e.link for _, e in reversed(before) if e.label == "BORDER"), None)
        if label in _NAMED_BEFORE and definite and not country_owned and noun.tag_ == "NN":
            return next((e.link for _, e in reversed(before) if e.label == label), None)
        if label in {"GOVERNMENT", "INTL_ORG"} and definite and lemma(noun) not in {"government", "authority"}:
            word = lemma(noun)
            text = self.text
            for _, e in reversed(before):
                shown = (
                    text[e.span.start - self.offset : e.span.end - self.offset] if e.span.start >= self.offset else ""
                )
                if e.label == label and e.link and (word in shown.casefold() or word in (e.link or "")):
                    return e.link
        if not country:
            return None
        if label == "ROLE" and owner is not None:
            return f"gov:{country}-{slug(self.phrase(noun)).replace('defense', 'defence')}"
        prefixes = {"COUNTRY": "iso", "GOVERNMENT": "gov", "MILITARY": "mil"}
        return f"{prefixes[label]}:{country}" if label in prefixes else None

    def _meant(self, countries: list[Entity], noun: Token) -> Entity | None:
        """The country that a definite noun means: what the sentence before was about, else the last one named.

        Where people come from is not where they go: “from Belarus to enter the country”.
        """
        if not countries:
            return None
        last = countries[-1]
        here = [(e, self._tokens(e.span)) for e in countries[-_COUNTRIES_BACK:] if e.span.start >= self.offset]
        rooted = [(e, self.doc[r.start : r.stop].root) for e, r in here if r]
        if rooted and rooted[-1][0] is last:
            root = rooted[-1][1]
            if root.sent == noun.sent and root.dep_ == "pobj" and root.head.lower_ in {"from", "with"}:
                return next((e for e in reversed(countries) if self._country(e) != self._country(last)), last)
            if root.sent != noun.sent and noun.dep_ in SUBJECTS:
                return next((e for e, t in rooted if t.sent == root.sent and t.dep_ in SUBJECTS), last)
        return last

    def _country(self, entity: Entity | None) -> str:
        return self.countries.get(entity.id, "") if entity is not None else ""


def _common(phrase: str, noun: Token) -> str | None:
    """The label of a common noun; crossings that people make are no crossing points."""
    label = common_label(phrase)
    if label == "CROSSING_POINT" and lemma(noun) == "crossing":
        made = any(t.lower_ in _MADE for t in noun.doc[max(0, noun.i - 3) : noun.i])
        by = any(c.dep_ == "compound" and c.lower_ in _BY_BOAT for c in noun.children)
        counted = noun.head.dep_ != "ROOT" and noun.dep_ == "pobj" and lemma(noun.head.head) in _HOW_MANY
        return None if made or by or counted else label
    return label


def _is_hyphened(token: Token) -> bool:
    """“third-country”: the second part of a word that a hyphen joins."""
    before = token.doc[token.i - 1] if token.i else None
    return before is not None and before.text in {"-", "–"} and not before.whitespace_


def _is_listed(phrase: str) -> bool:
    from border_annotator.nlp.gazetteer import nouns

    return phrase in nouns("labels") or phrase in nouns("units")
