"""Lines of a page that are not the article (guidelines, section 8, rule 15), told by what they say.

What such lines look like is data: ``resources/layout/boilerplate.toml``. Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from border_annotator.domain.errors import BugError
from border_annotator.nlp.date_lines import is_date_line
from border_annotator.nlp.layout_words import any_of, read_toml
from border_annotator.nlp.page_voice import voice_of_the_page

# What a rule that says nothing else is tried on.
LONGEST = 320
SHORTEST = 2
# No rule is tried on anything longer: appeals for money are the longest lines that are boilerplate.
LONGEST_OF_ALL = 1_500
# So many rules are tried as one pattern first: of 6, 10, 20 and 60 the quickest on the development articles.
_BEHIND_A_GATE = 6

# Lists of other articles hold headlines, and headlines have no full stop.
_HEADLINE_LIKE = frozenset({"related", "nav"})
# What a page says to its reader is neither told of the past nor in quotation marks.
_SPOKEN_TO_THE_READER = frozenset({"share", "subscribe", "app_promo", "read_also", "contact", "comments", "ad"})
# What a page says to its reader in brackets.
_IN_BRACKETS = frozenset({"subscribe", "share", "app_promo", "comments", "ad"})
_TOLD = re.compile(
    r"\b(?:said|says|told|added|according to|was|were|had|did|could|would|announced|reported|reports|killed|detained"
    r"|arrested|crossed|closed)\b",
    re.IGNORECASE,
)
_SHORTEST_TOLD = 60
_NOT_QUOTED = frozenset({"headline", "to the reader", "long note"})
_NOT_TOLD = frozenset({"headline", "to the reader"})
_NO_SENTENCE = frozenset({"headline"})
_QUOTED = re.compile(r"[“\"‘«„].{25,}")
_DECORATION = re.compile(
    r"[\s•·▪●◦■□►▶▷▸➤➜»›>*|_=~+\-–—\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
    r"\ufe0f\u200b-\u200f\u2060\ufeff]+"
)
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+(?=(?:skip|jump|share|menu)\b)", re.IGNORECASE)

_NOTE = re.compile(r"(?:(?:the )?editor(?:[’']?s[’']?|ial)? )?notes?\s*[:–—-]\s*", re.IGNORECASE)
_IN_NOTES = frozenset({"metadata", "author_bio", "copyright", "contact", "subscribe"})

# A note in brackets inside a paragraph.
INLINE = re.compile(
    r"[(\[]\s{0,3}(?:read|see|watch) (?:also|more|next)\s{0,3}[:–—-][^)\]\n]{1,300}[)\]]"
    r"|[(\[](?:advertisement|ad)[)\]]",
    re.IGNORECASE,
)

# After one of these a list of other headlines follows.
STARTS_A_LIST = re.compile(rf"{any_of('starts_a_list')}(?: (?:now|this week|today|here))?\W{{0,3}}", re.IGNORECASE)

# A page's own voice, asking for money, addresses or attention.
_APPEAL = re.compile(rf"\b{any_of('of_appeals')}\b", re.IGNORECASE)
_TO_THE_READER = re.compile(
    r"\b(?:you|your|you’re|you're)\b|(?:^|[.!?:·–—-] )(?:help|support|join|donate|subscribe|sign|get|give|become|make"
    r"|enter|click|register|start|try|stay|never|don[’']t|please|keep|choose|unlock)\b",
    re.IGNORECASE,
)
_BIDDING = re.compile(r"(?:^|[,.!?:·–—-] )(?:join|donate|subscribe|sign up|support|give|get|become)\b", re.IGNORECASE)
_OF_THE_PAGE = re.compile(r"\b(?:we|our|us|my|me)\b", re.IGNORECASE)
_CUES_OF_AN_APPEAL = 2


@dataclass(frozen=True, slots=True)
class _Rule:
    number: int
    kind: str
    words: str
    where: str
    longest: int
    dated: bool
    needs: tuple[str, ...]

    @property
    def voice(self) -> str:
        """Who speaks in the lines that it tells of; not all of them have every shape (see ``_impossible``)."""
        if self.kind in _HEADLINE_LIKE:
            return "headline"
        if self.kind in _SPOKEN_TO_THE_READER or (self.kind == "metadata" and self.longest < LONGEST):
            return "to the reader"
        return "long note" if self.kind == "metadata" else "any"

    def fits(self, line: str, bare: str) -> bool:
        """Whether it tells the kind of a line of its voice; ``bare`` is that without decoration."""
        if len(bare) > self.longest:
            return False
        matches = _compiled(self.words).fullmatch
        found = matches(bare) or (bare != line and len(line) <= self.longest and matches(line))
        return bool(found) and (not self.dated or is_date_line(bare, names=6))


@dataclass(frozen=True, slots=True)
class _Gate:
    """Some rules behind one pattern that fits whatever fits any of theirs: most lines are told apart by gates alone.

    A rule that needs words has a gate of its own, with the same needs.
    """

    rules: tuple[_Rule, ...]
    pattern: re.Pattern[str]
    longest: int
    needs: tuple[str, ...]

    def lets(self, line: str, bare: str, folded: str) -> bool:
        """Whether a rule behind it may fit a line; ``folded`` is ``bare`` casefolded."""
        if self.needs:
            for word in self.needs:  # a loop: a generator takes twice as long, and this runs for each line and gate
                if word in folded:
                    break
            else:
                return False
        return bool(self.pattern.fullmatch(bare) or (bare != line and self.pattern.fullmatch(line)))


@cache
def _rules() -> tuple[_Rule, ...]:
    entries = read_toml("boilerplate.toml").get("rule")
    if not isinstance(entries, list) or not entries:
        raise BugError("the rules of what is boilerplate are missing")
    return tuple(_rule(number, entry) for number, entry in enumerate(entries))


def _rule(number: int, entry: dict[str, object]) -> _Rule:
    needs = entry.get("needs", [])
    return _Rule(
        number=number,
        kind=str(entry["kind"]),
        words=str(entry["pattern"]),
        where=str(entry["where"]),
        longest=int(str(entry.get("longest", LONGEST))),
        dated=bool(entry.get("dated", False)),
        needs=tuple(str(word) for word in needs) if isinstance(needs, list) else (),
    )


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE | re.DOTALL)


@cache
def _gates(where: str) -> tuple[_Gate, ...]:
    """The gates of all rules of a place; those behind one gate are of one voice and for lines of about one length."""
    rules = sorted((rule for rule in _rules() if rule.where == where), key=lambda rule: (rule.voice, rule.longest))
    groups = [[rule] for rule in rules if rule.needs]
    for _, free in groupby((rule for rule in rules if not rule.needs), key=lambda rule: rule.voice):
        alike = list(free)
        groups += [alike[begin : begin + _BEHIND_A_GATE] for begin in range(0, len(alike), _BEHIND_A_GATE)]
    return tuple(
        _Gate(
            tuple(group),
            _compiled("|".join(f"(?:{rule.words})" for rule in group)),
            group[-1].longest,
            group[0].needs,
        )
        for group in groups
    )


@cache
def _gates_for(where: str, length: int, impossible: frozenset[str]) -> tuple[_Gate, ...]:
    return tuple(gate for gate in _gates(where) if length <= gate.longest and gate.rules[0].voice not in impossible)


def _first_rule(where: str, line: str, bare: str) -> _Rule | None:
    """The first rule of a place that fits a line."""
    folded = bare.casefold()
    gates = _gates_for(where, len(bare), _impossible(bare))
    rules = [rule for gate in gates if gate.lets(line, bare, folded) for rule in gate.rules]
    rules.sort(key=lambda rule: rule.number)
    return next((rule for rule in rules if rule.fits(line, bare)), None)


@lru_cache(maxsize=4096)
def kind_of_line(line: str, *, at_an_edge: bool = False, at_the_end: bool = False) -> str | None:
    """The kind of boilerplate that a line is by its words; ``None`` for a line of the article.

    ``line`` is one line without white space at its edges. ``at_an_edge`` says that it stands before or after the
    running text of the article, where a bare “News” or a post address belongs to the page. ``at_the_end`` says that
    nothing of the article follows, where a whole paragraph may tell whose press release it is. A line is asked about
    for one place at a time.
    """
    if not SHORTEST <= len(line) <= LONGEST_OF_ALL:
        return None
    bare = _NUMBERED.sub("", _bare(line))
    if bare.startswith("(") and bare.endswith(")") and "(" not in bare[1:]:
        inside = kind_of_line(bare[1:-1].strip(), at_an_edge=at_an_edge)
        if inside in _IN_BRACKETS:
            return inside
    note = _NOTE.match(bare)
    if note:
        # Such a note may as well correct the article, and then it belongs to it.
        kind = kind_of_line(bare[note.end() :], at_an_edge=at_an_edge, at_the_end=at_the_end)
        return kind if kind in _IN_NOTES else None
    first, kind = _kind_anywhere(line, bare)
    where = "end" if at_the_end else "edges" if at_an_edge else None
    rule = _first_rule(where, line, bare) if where is not None else None
    return rule.kind if rule is not None and rule.number < first else kind


@lru_cache(maxsize=4096)
def _kind_anywhere(line: str, bare: str) -> tuple[int, str | None]:
    """The kind of a line wherever it stands, and the number of the rule that tells it; no rule tells of appeals.

    A line is asked about for several places, and most rules hold in all of them.
    """
    rule = _first_rule("any", line, bare)
    if rule is not None:
        return rule.number, rule.kind
    return len(_rules()), "subscribe" if is_appeal(bare) else voice_of_the_page(bare)


def kind_below_text(line: str) -> str | None:
    """The kind of a line below the first paragraph that names itself as another article: “Opinion: Let them in”.

    Above the text such a line is the title.
    """
    if not SHORTEST <= len(line) <= LONGEST:
        return None
    rule = _first_rule("below", line, _bare(line))
    return rule.kind if rule is not None else None


def is_appeal(line: str) -> bool:
    """Whether the page asks its reader for money, an address or attention there."""
    return (
        40 <= len(line) <= LONGEST_OF_ALL
        and not _QUOTED.match(line)
        and bool(_TO_THE_READER.search(line))
        and bool(_OF_THE_PAGE.search(line) or _BIDDING.search(line) or not line.endswith("."))
        and len({cue.casefold() for cue in _APPEAL.findall(line)}) >= _CUES_OF_AN_APPEAL
        and not (len(line) < LONGEST and re.search(r"\b(?:said|told|says|reads?|heard)\b", line))
    )


def _bare(line: str) -> str:
    """The line without bullets, arrows, pictures and dashes at its edges."""
    start = _DECORATION.match(line)
    begin = start.end() if start else 0
    end = len(line)
    while end > begin and _DECORATION.fullmatch(line[end - 1]):
        end -= 1
    return line[begin:end]


def _impossible(line: str) -> frozenset[str]:
    """The voices that a line is not in: a sentence only begins like boilerplate in “Sign up numbers rose by half”."""
    if _QUOTED.match(line):
        return _NOT_QUOTED
    if len(line) > _SHORTEST_TOLD and line.endswith((".", "!", "?", "”", '"')) and _TOLD.search(line):
        return _NOT_TOLD
    return _NO_SENTENCE if line.endswith(".") and not line.endswith("...") else frozenset()
