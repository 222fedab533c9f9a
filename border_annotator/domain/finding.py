"""Finding words in texts: what a reviewer typed, as a query for the index and as a pattern for one text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.folding import FoldedText, folded
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LETTER = r"[^\W_]"
GAP = r"[\W_]{1,20}"
"""What may stand between two words of a phrase: white space, a line's end, a hyphen."""
_TERM = re.compile(r'(-?)"([^"]*)"?(\*?)|(\S+)')
# Letters with which words are not parted by spaces: there any stretch may be what is looked for.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(f"(?:{LETTER}|[\u0300-\u036f])+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; ``is_begun`` takes the last one for a beginning only."""

    words: tuple[str, ...]
    is_begun: bool = False

    @property
    def is_unparted(self) -> bool:
        """Whether it is written without spaces between words, so that an index of words does not help."""
        return any(_UNPARTED.search(word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Query:
    """What an article must hold: all of ``wanted`` and none of ``unwanted``."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    @property
    def match(self) -> str:
        """The query in the language of the index; empty when the index cannot help.

        Only letters and digits go into it, each term in quotation marks, so that nothing typed is ever syntax.
        """
        return self._match(lambda term: not term.is_unparted)

    @property
    def quick_match(self) -> str:
        """The same without what the index answers slowly, so that more articles fit: ``spans_in`` tells them apart."""
        return self._match(lambda term: not (term.is_unparted or (term.is_begun and len(term.words[-1]) == 1)))

    def _match(self, is_indexed: Callable[[Term], bool]) -> str:
        wanted = [term for term in self.wanted if is_indexed(term)]
        unwanted = [term for term in self.unwanted if is_indexed(term)]
        if not wanted:
            return ""
        whole = " AND ".join(map(_quoted, wanted))
        return f"({whole}) NOT ({' OR '.join(map(_quoted, unwanted))})" if unwanted else whole

    def spans_in(self, text: str) -> list[Span]:
        """Where the wanted terms stand in a text, in order and none over another; none where it does not fit."""
        found = FoldedText(text)
        if any(_pattern(term).search(found.folded) for term in self.unwanted):
            return []
        if not all(_pattern(term).search(found.folded) for term in self.wanted):
            return []
        longest = sorted(self.wanted, key=lambda term: -len(" ".join(term.words)))
        whole = re.compile("|".join(f"(?:{_pattern(term).pattern})" for term in longest))
        return list(_spans(whole, found))


def read_query(typed: str) -> Query:
    """The query that was typed: ``word``, ``"a phrase"``, ``begin*``, ``-without``; anything at all can be typed."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for match in _TERM.finditer(typed):
        minus, phrase, star, word = match.groups()
        is_unwanted = bool(minus)
        if word is not None:
            is_unwanted, word = word.startswith("-") and len(word) > 1, word.removeprefix("-")
            star = "*" if word.endswith("*") else ""
            phrase = word
        words = tuple(_WORD.findall(phrase))
        words = tuple(word for word in words if re.search(LETTER, word))
        if words:
            (unwanted if is_unwanted else wanted).append(Term(words, bool(star)))
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def stretches(text: FoldedText, typed: str, *, whole_words: bool) -> list[Span]:
    """Where what was typed stands in one text, as it is but for case, accents and white space."""
    parts = folded(typed).split()
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    if whole_words:
        before = f"(?<!{LETTER})" if re.match(LETTER, parts[0]) else ""
        after = f"(?!{LETTER})" if re.search(f"{LETTER}$", parts[-1]) else ""
        pattern = before + pattern + after
    return list(_spans(re.compile(pattern), text))


def _spans(pattern: re.Pattern[str], text: FoldedText) -> Iterator[Span]:
    last = 0
    for match in pattern.finditer(text.folded):
        start, end = text.start_of(match.start()), text.end_of(match.end())
        if last <= start < end:
            yield Span(start, end)
            last = end


def _pattern(term: Term) -> re.Pattern[str]:
    words = [re.escape(folded(word)) for word in term.words]
    if term.is_unparted:
        return re.compile(GAP.join(words))
    end = f"{LETTER}*" if term.is_begun else f"(?!{LETTER})"
    return re.compile(f"(?<!{LETTER}){GAP.join(words)}{end}")


def _quoted(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.is_begun else ""}'
