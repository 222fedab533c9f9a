"""Lines of a page that are not the article (guidelines, section 8, rule 15), told by what they say.

What such lines look like is data: ``resources/layout/boilerplate.toml``. Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from border_annotator.domain.errors import BugError
from border_annotator.nlp.date_lines import is_date_line
from border_annotator.nlp.layout_words import any_of, read_toml

# What a rule that says nothing else is tried on.
LONGEST = 320
SHORTEST = 2
# No rule is tried on anything longer: appeals for money are the longest lines that are boilerplate.
LONGEST_OF_ALL = 1_500

# Lists of other articles hold headlines, and headlines have no full stop.
_HEADLINE_LIKE = frozenset({"related", "nav"})
# What a page says to its reader is neither told of the past nor in quotation marks.
_SPOKEN_TO_THE_READER = frozenset(
    {"share", "subscribe", "app_promo", "read_also", "contact", "comments", "ad", "related", "nav", "metadata"}
)
# What a page says to its reader in brackets.
_IN_BRACKETS = frozenset({"subscribe", "share", "app_promo", "comments", "ad"})
_TOLD = re.compile(
    r"\b(?:said|says|told|added|according to|was|were|had|did|could|would|announced|reported|reports|killed|detained"
    r"|arrested|crossed|closed)\b",
    re.IGNORECASE,
)
_SHORTEST_TOLD = 60
_QUOTED = re.compile(r"[“\"‘«„].{25,}")
_DECORATION = re.compile(
    r"[\s•·▪●◦■□►▶▷▸➤➜»›>*|_=~+\-–—\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
    r"\ufe0f\u200b-\u200f\u2060\ufeff]+"
)
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+(?=(?:skip|jump|share|menu)\b)", re.IGNORECASE)

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
    kind: str
    pattern: re.Pattern[str]
    everywhere: bool
    only_at_the_end: bool
    longest: int
    dated: bool
    needs: tuple[str, ...]


@cache
def _rules() -> tuple[_Rule, ...]:
    entries = read_toml("boilerplate.toml").get("rule")
    if not isinstance(entries, list) or not entries:
        raise BugError("the rules of what is boilerplate are missing")
    return tuple(_rule(entry) for entry in entries)


def _rule(entry: dict[str, object]) -> _Rule:
    needs = entry.get("needs", [])
    return _Rule(
        kind=str(entry["kind"]),
        pattern=re.compile(str(entry["pattern"]), re.IGNORECASE | re.DOTALL),
        everywhere=entry["where"] == "any",
        only_at_the_end=entry["where"] == "end",
        longest=int(str(entry.get("longest", LONGEST))),
        dated=bool(entry.get("dated", False)),
        needs=tuple(str(word) for word in needs) if isinstance(needs, list) else (),
    )


@lru_cache(maxsize=4096)
def kind_of_line(line: str, *, at_an_edge: bool = False, at_the_end: bool = False) -> str | None:
    """The kind of boilerplate that a line is by its words; ``None`` for a line of the article.

    ``line`` is one line without white space at its edges. ``at_an_edge`` says that it stands before or after the
    running text of the article, where a bare “News” or a post address belongs to the page. ``at_the_end`` says that
    nothing of the article follows, where a whole paragraph may tell whose press release it is.
    """
    if not SHORTEST <= len(line) <= LONGEST_OF_ALL:
        return None
    bare = _NUMBERED.sub("", _bare(line))
    if bare.startswith("(") and bare.endswith(")") and "(" not in bare[1:]:
        inside = kind_of_line(bare[1:-1].strip(), at_an_edge=at_an_edge)
        if inside in _IN_BRACKETS:
            return inside
    folded = bare.casefold()
    for rule in _rules():
        if (
            len(bare) <= rule.longest
            and (rule.everywhere or (at_the_end if rule.only_at_the_end else at_an_edge))
            and (not rule.needs or any(word in folded for word in rule.needs))
            and (
                rule.pattern.fullmatch(bare)
                or (bare != line and len(line) <= rule.longest and rule.pattern.fullmatch(line))
            )
            and not _is_told(rule, bare)
        ):
            return rule.kind
    return "subscribe" if is_appeal(bare) else None


def is_appeal(line: str) -> bool:
    """Whether the page asks its reader for money, an address or attention there."""
    return (
        40 <= len(line) <= LONGEST_OF_ALL
        and not _QUOTED.match(line)
        and bool(_TO_THE_READER.search(line))
        and bool(_OF_THE_PAGE.search(line) or _BIDDING.search(line) or not line.endswith("."))
        and len({cue.casefold() for cue in _APPEAL.findall(line)}) >= _CUES_OF_AN_APPEAL
        and not (len(line) < LONGEST and re.search(r"\b(?:said|told|says)\b", line))
    )


def _bare(line: str) -> str:
    """The line without bullets, arrows, pictures and dashes at its edges."""
    start = _DECORATION.match(line)
    begin = start.end() if start else 0
    end = len(line)
    while end > begin and _DECORATION.fullmatch(line[end - 1]):
        end -= 1
    return line[begin:end]


def _is_told(rule: _Rule, line: str) -> bool:
    """Whether a sentence only begins like boilerplate, as “Sign up numbers rose by half” does."""
    if rule.dated and not is_date_line(line, names=6):
        return True
    if rule.kind in _HEADLINE_LIKE and line.endswith(".") and not line.endswith("..."):
        return True
    if rule.kind not in _SPOKEN_TO_THE_READER:
        return False
    if _QUOTED.match(line):
        return True
    is_sentence = len(line) > _SHORTEST_TOLD and line.endswith((".", "!", "?", "”", '"'))
    if not is_sentence or (rule.kind == "metadata" and rule.longest >= LONGEST):
        return False
    return bool(_TOLD.search(line))
