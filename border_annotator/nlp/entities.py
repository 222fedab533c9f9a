"""Entities: putting together what lists, rules and the model find. No spaCy is loaded here."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.nlp.composed_names import Mention, border_link, composed_names, name_of
from border_annotator.nlp.gazetteer import nouns
from border_annotator.nlp.model_names import is_institution, organisation_label
from border_annotator.nlp.name_lists import capitals, exact_name, find_names, folded, known_names, main_agencies, slug
from border_annotator.nlp.named_again import named_again
from border_annotator.nlp.named_people import places_by_preposition
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

    from border_annotator.nlp.name_lists import FoundName

_CLASS_NOUN = re.compile(
    r"(?:(?<=\bthe )|(?<=\bThe ))(?:Committee|Commission|Alliance|Council|Agency|Court|Ministry|Union|Convention|Treaty"
    r"|Parliament|Cartel|Group|Service|Tribunal|Board|Declaration)\b(?! [A-Z])"
)
_SPOKEN = re.compile(r"\b(?:in|into|speaks?|spoke) $")
_SENTENCE_GOES_ON = re.compile(r"\s*(?:[.,;:)”\"]|$|and\b|or\b|on\b|that\b|to\b)")
# Words that alone make no country's institution.
_ANYBODYS = frozenset(
    {"state", "national", "border", "guard", "guards", "service", "board", "police", "ministry", "of", "the", "and",
     "defence", "defense", "interior", "internal", "foreign", "affairs", "justice", "coast", "customs"}
)  # fmt: skip
_AREAS_OF_MINISTRIES = {"mod": "defence", "moi": "interior", "mfa": "foreign"}
# A country that the document names this many times less than another one is not the one it speaks of.
_RARELY = 3
# How many names back a short form may mean.
FARTHEST_BACK = 300


def names_of_piece(text: str, from_model: Iterable[Mention], *, headline: bool) -> list[Mention]:
    """The named mentions of one segment, none overlapping another.

    Rules and lists come before the model; a longer name wins over the shorter ones inside it, but the model's only
    when it ends like an institution or is a person: small models swallow whole phrases, above all in headlines.
    """
    listed = [name for name in find_names(text) if _is_name(text, name)]
    candidates = [*composed_names(text, listed), *(name_of(name) for name in listed)]
    chosen: list[Mention] = []
    for mention in sorted(candidates, key=lambda m: (m.start - m.end, -m.confidence, m.start)):
        if not _overlaps(mention, chosen):
            chosen.append(mention)
    for mention in from_model:
        inside = [m for m in chosen if m.start < mention.end and mention.start < m.end]
        if not inside:
            chosen.append(mention if not headline else replace(mention, confidence=mention.confidence - 0.35))
        elif not headline and _swallows(text, mention, inside):
            chosen = [m for m in chosen if m not in inside]
            chosen.append(mention)
    if not headline:
        chosen += [place for place in places_by_preposition(text) if not _overlaps(place, chosen)]
    return sorted(chosen, key=lambda m: m.start)


def settled(pieces: list[tuple[int, str, list[Mention]]]) -> list[Mention]:
    """The mentions of a whole document: short forms linked to long ones, open sides of borders closed.

    ``pieces`` are (offset, text, mentions with offsets inside that text) in the order of the document; the result
    has offsets in the document. Mentions that only a headline's model reading supports are dropped.
    """
    body = {text[m.start : m.end] for _, text, mentions in pieces for m in mentions if m.confidence >= 0.5}
    found: list[Mention] = []
    known: deque[tuple[str, Mention]] = deque(maxlen=FARTHEST_BACK)
    anybodys: set[int] = set()
    for offset, text, mentions in pieces:
        kept: list[Mention] = []
        for mention in (*mentions, *_class_nouns(text, mentions, known)):
            words = text[mention.start : mention.end]
            if mention.confidence < 0.5 and words not in body:
                continue
            linked = _person(mention, words, known) if mention.label == "PERSON" else mention
            if mention.source.startswith("model:") and mention.label in {"PLACE", "CIVIL_ORG"} and " " not in words:
                owner = _person(mention, words, known)
                linked = replace(owner, label="PERSON") if owner.link != mention.link else mention
            linked = _border(linked, text, mentions) if mention.label == "BORDER" else linked
            linked = _of_longer_name(mention, words, known) if _is_anybodys(mention, words) else linked
            kept.append(linked)
            known.append((words, linked))
            if _is_anybodys(mention, words) and linked.link == mention.link:
                anybodys.add(offset + mention.start)
        found.extend(replace(m, start=m.start + offset, end=m.end + offset) for m in kept)
    found = named_again(sorted(found, key=lambda m: m.start), pieces)
    return _at_home(_borders_closed(found), frozenset(anybodys))


def _is_anybodys(mention: Mention, words: str) -> bool:
    """Whether it is a listed name that many countries' institutions have."""
    return (
        mention.source == "gazetteer"
        and mention.label in {"BORDER_AGENCY", "GOVERNMENT"}
        and " " in words
        and _ANYBODYS.issuperset(words.casefold().split())
    )


def _of_longer_name(mention: Mention, words: str, known: Collection[tuple[str, Mention]]) -> Mention:
    """“the State Border Guard Service” after “the State Border Guard Service of Ukraine”."""
    for full, other in reversed(list(known)):
        if other.label == mention.label and other.link and len(full) > len(words) and words in full:
            return replace(mention, link=other.link, country=other.country)
    return mention


def _at_home(mentions: list[Mention], anybodys: frozenset[int]) -> list[Mention]:
    """“the Border Guard”, “the Council of Ministers” without a country are those of the country that acts most.

    ``anybodys`` are where listed names start that many countries have, as “Ministry of Defence”: they keep the country
    of the lists only where the document speaks of it.
    """
    share = {"GOVERNMENT": 3, "MILITARY": 3, "BORDER_AGENCY": 3, "COUNTRY": 2, "PLACE": 2, "CROSSING_POINT": 2}
    votes: Counter[str] = Counter()
    for m in mentions:
        if len(m.country) == 2 and m.start not in anybodys:
            votes[m.country] += share.get(m.label, 1)
    home = votes.most_common(1)[0][0] if votes else ""
    table = main_agencies()
    found: list[Mention] = []
    for m in mentions:
        foreign = m.start in anybodys and home and votes[m.country] * _RARELY < votes[home]
        link = None if foreign else m.link
        area = (m.link or "").partition("-")[2] if m.label == "GOVERNMENT" and foreign else ""
        if home and link is None and m.label == "BORDER_AGENCY":
            m = replace(m, link=table.get(("BORDER_AGENCY", home)), country=home)  # noqa: PLW2901
        elif home and link is None and m.label == "GOVERNMENT":
            area = _AREAS_OF_MINISTRIES.get(area, area)
            m = replace(m, link=f"gov:{home}-{area}" if area else f"gov:{home}", country=home)  # noqa: PLW2901
        found.append(m)
    return found


def guess_label(text: str, allowed: tuple[str, ...]) -> tuple[str, str | None, str]:
    """Label, link and mention level for a text that a reviewer selected.

    The label is one of ``allowed`` (which must not be empty); the link is ``None`` when it is not known.
    """
    words = " ".join(text.split())
    for label, link, mention in _guessed(known_names(), words):
        if label in allowed:
            return label, link, mention
    capital = words[:1].isupper()
    order = ("PERSON", "PLACE", "CIVIL_ORG") if capital else ("PEOPLE", "INFRASTRUCTURE", "EQUIPMENT", "ROLE")
    fallback = next((label for label in order if label in allowed), allowed[0])
    return fallback, None, "NAM" if capital else "NOM"


@lru_cache(maxsize=4096)
def common_label(noun: str) -> str | None:
    """The label of a common noun phrase in its singular (``border crossing point`` -> CROSSING_POINT)."""
    words = noun.split()
    labels, units = nouns("labels"), nouns("units")
    for length in range(min(4, len(words)), 0, -1):
        tail = " ".join(words[-length:])
        if tail in labels:
            return labels[tail]
        if units.get(tail) == "person":
            return "PEOPLE"
    return "PEOPLE" if words and words[-1] in {"personnel", "staff", "crew", "force"} else None


@lru_cache(maxsize=50_000)
def _guessed(_known: Hashable, words: str) -> tuple[tuple[str, str | None, str], ...]:
    """What some words may be by the names that are in force: files with annotations hold the same words again."""
    return tuple(_guesses(words))


def _guesses(words: str) -> Iterable[tuple[str, str | None, str]]:
    listed = find_names(words)
    # No name that is put together is one word, or has no capital.
    composed = composed_names(words, listed) if not (words.isalnum() or words.islower()) else ()
    whole = next((m for m in composed if m.start == 0 and m.end == len(words)), None)
    if whole is not None:
        yield whole.label, whole.link, whole.mention
    name = exact_name(words)
    if name is not None:
        yield name.label, name.link, "NAM"
        if folded(words) in capitals():
            yield "GOVERNMENT", f"gov:{name.country}", "NAM"
    label = common_label(singular(words.casefold()))
    if label is not None and not (words[:1].isupper() and len(words.split()) > 2):
        yield label, None, "NAM" if words.istitle() and " " in words else "NOM"
    if words[:1].isupper() and is_institution(words):
        yield organisation_label(words)[0], None, "NAM"
    if words.istitle() and 2 <= len(words.split()) <= 3:
        yield "PERSON", f"person:{slug(words)}" if slug(words) else None, "NAM"


def _is_name(text: str, name: FoundName) -> bool:
    """Not “US$4 billion”, and no language: “said in English,”."""
    if text[name.end : name.end + 1] == "$":
        return False
    language = name.name.kind == "demonym" and _SPOKEN.search(text, max(0, name.start - 10), name.start)
    return not (language and _SENTENCE_GOES_ON.match(text, name.end))


def _overlaps(mention: Mention, others: list[Mention]) -> bool:
    return any(m.start < mention.end and mention.start < m.end for m in others)


def _swallows(text: str, mention: Mention, inside: list[Mention]) -> bool:
    """Whether a model's longer name may replace the known ones inside it."""
    words = text[mention.start : mention.end]
    if not all(mention.start <= m.start and m.end <= mention.end and m.end - m.start < len(words) for m in inside):
        return False
    if mention.label == "INFRASTRUCTURE" and len(inside) == 1 and inside[0].start == mention.start:
        return bool(re.search(r"\b(?:airport|bridge|tunnel|port)$", words, re.IGNORECASE))
    if mention.label == "PERSON":
        return (
            len(words.split()) in {2, 3}
            and all(m.label in {"PLACE", "COUNTRY"} and m.source == "gazetteer" for m in inside)
            and inside[0].start == mention.start
        )
    plain = all(m.label in {"NATIONALITY", "COUNTRY", "PLACE"} and m.source == "gazetteer" for m in inside)
    return (
        plain
        and len(inside) == 1
        and mention.label != "PLACE"
        and is_institution(words)
        and "’s " not in words
        and "'s " not in words
    )


def _class_nouns(text: str, mentions: list[Mention], known: Collection[tuple[str, Mention]]) -> list[Mention]:
    """“the Commission” after “the European Commission”; “the Alliance” wherever NATO has been named."""
    found: list[Mention] = []
    for match in _CLASS_NOUN.finditer(text):
        if any(m.start < match.end() and match.start() < m.end for m in mentions):
            continue
        here = [(text[m.start : m.end], m) for m in mentions if m.end <= match.start()]
        for words, mention in (*reversed(here), *reversed(list(known))):
            same = words != match[0] and words.endswith(" " + match[0])
            if same or (match[0] == "Alliance" and mention.link == "org:nato"):
                found.append(
                    replace(
                        mention,
                        start=match.start(),
                        end=match.end(),
                        mention="NAM",
                        source="rule:short-form",
                        confidence=0.75,
                    )
                )
                break
    return found


def _person(mention: Mention, words: str, known: Collection[tuple[str, Mention]]) -> Mention:
    """A surname alone means the person whose full name came before."""
    if " " in words:
        return mention
    for full, other in reversed(list(known)):
        if other.label == "PERSON" and full.split()[-1] == words and " " in full:
            return replace(mention, link=other.link, confidence=max(mention.confidence, 0.75))
    return mention


def _border(mention: Mention, text: str, mentions: list[Mention]) -> Mention:
    """The owner of “its border with Belarus”: the nearest country before it; of “borders”, all of a list."""
    sides = _sides(mention.link)
    if len(sides) != 1 or " with " not in text[mention.start : mention.end]:
        return mention
    begin = max(text.rfind(mark, 0, mention.start) for mark in (". ", "! ", "? ", "\n"))
    owners = [
        m
        for m in mentions
        if begin < m.start
        and m.end <= mention.start
        and m.label in {"COUNTRY", "NATIONALITY", "GOVERNMENT", "BORDER_AGENCY", "MILITARY"}
        and m.country
        and m.country not in sides
    ]
    if not owners:
        return mention
    last = owners[-1]
    chosen = [last]
    if text[mention.start : mention.end].casefold().startswith(("borders", "frontiers")):
        for earlier in reversed(owners[:-1]):
            if not re.fullmatch(r",? and |, ", text[earlier.end : chosen[0].start]):
                break
            chosen.insert(0, earlier)
    codes = sorted({code for m in chosen for code in m.country.split("+")})
    links = [border_link(code, sides[0]) or "" for code in codes]
    return replace(mention, link="border:" + "+".join(link.removeprefix("border:") for link in links))


def _borders_closed(mentions: list[Mention]) -> list[Mention]:
    """“Polish border” means the border of Poland that the document speaks of, when there is just one."""
    pairs = dict.fromkeys(m.link for m in mentions if m.label == "BORDER" and m.link and len(_sides(m.link)) == 2)
    countries = Counter(m.country for m in mentions if len(m.country) == 2)
    return [
        replace(m, link=_closed(_sides(m.link)[0], list(pairs), countries) or m.link)
        if m.label == "BORDER" and len(_sides(m.link)) == 1
        else m
        for m in mentions
    ]


def _closed(side: str, links: list[str], countries: Counter[str]) -> str | None:
    """The border of one country that the document means: one that it names, else the one with its main neighbour."""
    named = next((link for link in links if side in _sides(link)), None)
    other = next((code for code, _ in countries.most_common() if code != side and _neighbours(side, code)), None)
    return named or (border_link(side, other) if other else None)


def _sides(link: str | None) -> list[str]:
    return link.removeprefix("border:").split("-") if link and link.startswith("border:") and "+" not in link else []


_BORDERS = [
    "BY-LT",
    "BY-LV",
    "BY-PL",
    "BY-UA",
    "BY-RU",
    "EE-RU",
    "LV-RU",
    "FI-RU",
    "NO-RU",
    "LT-RU",
    "PL-RU",
    "PL-UA",
    "LT-PL",
    "DE-PL",
    "RU-UA",
    "MD-UA",
    "MD-RO",
    "RO-UA",
    "HU-UA",
    "SK-UA",
    "HU-RS",
    "HR-RS",
    "BA-HR",
    "HR-SI",
    "BA-RS",
    "BA-ME",
    "RS-XK",
    "ME-XK",
    "MK-XK",
    "MK-RS",
    "BG-TR",
    "BG-GR",
    "GR-TR",
    "GR-MK",
    "AL-GR",
    "AL-MK",
    "AL-ME",
    "BG-RS",
    "BG-RO",
    "RO-RS",
    "HU-RO",
    "HU-SK",
    "AT-HU",
    "AT-SI",
    "IT-SI",
    "FR-IT",
    "ES-FR",
    "ES-MA",
    "DZ-MA",
    "LY-TN",
    "EG-LY",
    "DZ-TN",
    "MX-US",
    "CA-US",
    "GT-MX",
    "CO-VE",
    "CO-PA",
    "DE-FR",
    "AT-DE",
    "CZ-DE",
    "CZ-PL",
    "CZ-SK",
    "PL-SK",
    "EE-LV",
    "LT-LV",
    "FI-SE",
    "FI-NO",
    "IR-TR",
    "IQ-TR",
    "SY-TR",
    "SY-LB",
    "IL-LB",
    "EG-IL",
    "AM-TR",
    "AZ-IR",
    "AF-PK",
    "AF-IR",
    "GB-IE",
    "FR-GB",
    "DO-HT",
    "IN-PK",
    "BD-IN",
    "KP-KR",
    "MR-SN",
]


def _neighbours(one: str, other: str) -> bool:
    return "-".join(sorted((one, other))) in _BORDERS
