"""Short forms that a document introduces itself: surnames after full names, capitals in brackets after long names.

Standard library only. Rules: guidelines, section 3.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.nlp.name_lists import exact_name

if TYPE_CHECKING:
    from border_annotator.nlp.named_mention import Mention

_SHORT = re.compile(r" \((?P<short>[A-Z][A-Za-z&-]{1,9})\)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*\w")
_BODIES = frozenset({"GOVERNMENT", "BORDER_AGENCY", "MILITARY", "INTL_ORG", "CIVIL_ORG", "ARMED_GROUP"})
_SHORTEST_SURNAME = 4
_POSSESSIVE = ("’s", "'s")
# Labels that a model may have guessed for the short form of a name.
_GUESSED = frozenset({"CIVIL_ORG", "PERSON", "PLACE"})


def named_again(mentions: list[Mention], pieces: list[tuple[int, str, list[Mention]]]) -> list[Mention]:
    """The mentions of a document with those added, or put right, that are short forms of a name before them.

    ``mentions`` have offsets in the document and stand in its order; ``pieces`` are (offset, text, …).
    """
    texts = [(offset, text) for offset, text, _ in pieces]
    known = {**_short_forms(mentions, texts), **_surnames(mentions, texts)}
    if not known:
        return mentions
    found: list[Mention] = []
    position = 0
    for offset, text in texts:
        here: list[Mention] = []
        while position < len(mentions) and mentions[position].start < offset + len(text):
            here.append(mentions[position])
            position += 1
        found += _in_piece(offset, text, here, known)
    return sorted([*found, *mentions[position:]], key=lambda m: m.start)


def _short_forms(mentions: list[Mention], texts: list[tuple[int, str]]) -> dict[str, Mention]:
    """“the Police and Border Guard Board (PBGB)”: what the capitals in brackets stand for."""
    forms: dict[str, Mention] = {}
    index = 0
    for mention in mentions:
        while index < len(texts) and texts[index][0] + len(texts[index][1]) <= mention.start:
            index += 1
        if index == len(texts) or mention.label not in _BODIES or mention.mention != "NAM":
            continue
        offset, text = texts[index]
        match = _SHORT.match(text, mention.end - offset)
        if match is None or sum(c.isupper() for c in match["short"]) < 2 or exact_name(match["short"]) is not None:
            continue
        if " " in text[mention.start - offset : mention.end - offset]:
            forms.setdefault(match["short"], mention)
    return forms


def _surnames(mentions: list[Mention], texts: list[tuple[int, str]]) -> dict[str, Mention]:
    """The last names of the people who are named in full; not those that are also words or known names."""
    surnames: dict[str, Mention] = {}
    index = 0
    for mention in mentions:
        if mention.label != "PERSON":
            continue
        while index < len(texts) and texts[index][0] + len(texts[index][1]) <= mention.start:
            index += 1
        if index == len(texts):
            break
        offset, text = texts[index]
        words = text[mention.start - offset : mention.end - offset].split()
        if len(words) > 1 and len(words[-1]) >= _SHORTEST_SURNAME and words[-1][0].isupper():
            surnames.setdefault(words[-1], mention)
    if not surnames:
        return surnames
    small = {word for _, text in texts for word in _WORD.findall(text) if word.islower()}
    return {
        name: mention for name, mention in surnames.items() if name.casefold() not in small and exact_name(name) is None
    }


def _in_piece(offset: int, text: str, here: list[Mention], known: dict[str, Mention]) -> list[Mention]:
    found = list(here)
    for match in _WORD.finditer(text):
        word = match[0].removesuffix(_POSSESSIVE[0]).removesuffix(_POSSESSIVE[1])
        named = known.get(word)
        start = offset + match.start()
        end = start + len(word)
        if named is None or start <= named.start:
            continue
        again = replace(named, start=start, end=end, source="rule:short-form", confidence=0.75)
        beside = [m for m in found if m.start < end and start < m.end]
        if not beside:
            found.append(again)
        elif [(m.start, m.end) for m in beside] == [(start, end)] and _is_guess(beside[0]):
            found[found.index(beside[0])] = again
    return found


def _is_guess(mention: Mention) -> bool:
    return mention.source.startswith("model:") and mention.label in _GUESSED
