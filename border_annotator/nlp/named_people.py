"""People and places that the words around a name give away, whatever a model takes the name for.

Standard library only. Rules: guidelines, section 3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.nlp.name_lists import slug
from border_annotator.nlp.named_mention import Mention

if TYPE_CHECKING:
    from border_annotator.nlp.name_lists import FoundName

_CAPITALISED = r"[A-ZÀ-ÞŠŽČŁŚĆŻȘŢȚ][\w’'-]*[\w]"
_PARTICLE = r"(?:de|del|de la|van|von|van der|al|el|bin|da|di|du|le|la)"
_ROLES = (
    r"(?:[Mm]inister|[Ss]pokes(?:man|woman|person)|[Pp]resident|[Ss]ecretary|[Cc]ommissioner|[Dd]irector|[Cc]hief"
    r"|[Cc]ommander|[Mm]ayor|[Gg]overnor|[Oo]mbuds(?:man|woman|person)|[Gg]eneral|[Cc]olonel|[Mm]ajor|[Cc]aptain"
    r"|[Ll]ieutenant|[Ss]ergeant|[Ll]awyer|[Pp]rosecutor|[Jj]udge|[Pp]remier|[Cc]hancellor|[Aa]mbassador|[Cc]hair(?:man"
    r"|woman)?|[Ll]eader|[Ss]enator|[Ss]heriff|[Dd]elegate|[Cc]oordinator|[Cc]oordinator|[Ee]nvoy|[Ii]nspector"
    r"|[Aa]dviser|[Aa]nalyst|[Rr]esearcher|[Aa]ctivist|[Vv]olunteer|[Ee]ditor|[Rr]eporter|[Cc]orrespondent|MP|MEP)"
)
_AFTER_ROLE = re.compile(
    rf"\b{_ROLES}(?: of (?:the )?{_CAPITALISED}(?: Affairs| Defen[cs]e)?)?,? "
    rf"(?P<name>{_CAPITALISED}(?: (?:{_PARTICLE} )?{_CAPITALISED}){{1,3}})\b(?! (?:Ministry|Department|Office|Agency))"
)
_FULL_NAME = rf"{_CAPITALISED}(?: (?:{_PARTICLE} )?{_CAPITALISED}){{1,2}}"
_POST = (
    r"(?:[Hh]ead|[Cc]o-?ordinator|[Mm]inister|[Ss]pokes(?:man|woman|person)|[Pp]resident|[Ss]ecretary|[Cc]ommissioner"
    r"|[Dd]irector|[Cc]hief|[Cc]ommander|[Mm]ayor|[Gg]overnor|[Oo]mbuds(?:man|woman|person)|[Cc]hair(?:man|woman)?"
    r"|[Ll]eader|[Pp]rosecutor|[Ll]awyer|[Rr]epresentative|[Aa]mbassador|[Aa]nalyst|[Rr]esearcher|[Aa]ctivist"
    r"|[Rr]esident|[Ff]ounder|[Ss]urvivor)"
)
# “Ann Lee, the deputy head of the guard,”
_BEFORE_POST = re.compile(
    rf"(?:^|(?<=[\s“\"(—–]))(?P<name>{_FULL_NAME}),? (?:\([^)]{{1,20}}\),? )?(?:(?<=, )|(?<=\), ))"
    rf"(?:(?:the|an?|its|their|then|[A-Z]\w+[’']s) )?(?:[a-z][\w’'-]+ ){{0,3}}?{_POST}\b(?! (?:and|or) )"
)
# “head of the Ministry of Defence Ann Lee announced”
_AFTER_BODY = re.compile(
    rf"\b[Hh]ead of (?:the )?(?:{_CAPITALISED} (?:of (?:the )?)?){{1,5}}"
    rf"(?P<name>{_CAPITALISED} {_CAPITALISED})"
    r"(?= (?:said|told|announced|added|wrote|warned|noted|stressed|has|had|was)\b)"
)
# “…,” said Ann Lee.
_SPEAKER = re.compile(
    rf"(?:[,”\"»?!] ?|[–—-] )(?:said|says|added|wrote|explained|stressed) (?P<name>{_FULL_NAME})\b(?=[.,;]| on\b)"
)
_SHIP = re.compile(
    rf"\b(?:HMC|HMS|USS|USCGC|ORP|ITS|HNLMS|MV|M/V)\s{_CAPITALISED}(?: {_CAPITALISED})?"
    rf"|\b(?:[Rr]escue|[Cc]harity|[Pp]atrol|[Cc]argo|[Ss]upply|[Ff]ishing|[Hh]umanitarian)"
    rf" (?:ship|vessel|boat)"
    rf"(?: called| named)? (?P<name>{_CAPITALISED}(?:[ -]{_CAPITALISED}|[ -]\d){{0,2}})"
)
_PLACED_BY_NOUN = re.compile(
    rf"\b(?:village|town|city|district|municipality|parish|hamlet|settlement|county|suburb|region|mayor) of "
    rf"(?P<name>{_CAPITALISED}(?: {_CAPITALISED})?)(?! [A-Z])"
    rf"|\b(?<![.!?] )(?P<name2>{_CAPITALISED}) (?:parish|municipality|voivodeship|oblast|county)\b"
)
_NO_PERSON = frozenset(
    {"The", "This", "That", "In", "On", "At", "For", "From", "By", "With", "And", "But", "He", "She", "It", "They",
     "His", "Her", "Its", "When", "After", "Before", "As", "If", "While", "Of", "Minister", "President",
     "Secretary", "State",
     "Affairs", "Interior", "Foreign", "Defence", "Defense", "Justice", "Home", "Office", "Police", "Court", "European",
     "United", "Border", "Prime", "Deputy", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
     "Sunday"}
)  # fmt: skip
_PLACED = re.compile(rf"(?<=[a-zà-ÿ,;] )(?:in|near|off|outside) (?P<name>{_CAPITALISED})\b(?=[ .,;:’'\n]|$)(?! [A-Z])")
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|English|Arabic|Q[1-4]"
    r"|Parliament|Congress|God|Article|Section|Title|Chapter|Part|Case|Phase|Operation|Christmas|Easter|Ramadan|\w+ish"
    r"|\w+ese|\w+ian|[A-Z]{2,}\w*|Islam|Covid|Act|Order)"
)


def people_by_role(text: str, names: list[FoundName]) -> list[Mention]:
    """Names right after an office: “the foreign minister, Viktar Ramanau,”, “Interior Minister Małgorzata Szczęsna”."""
    found: list[Mention] = []
    for match in _AFTER_ROLE.finditer(text):
        start, end = match.span("name")
        words = match["name"].split()
        if any(word in _NO_PERSON for word in words):
            continue
        if any(n.start < end and start < n.end and n.name.kind != "place" for n in names):
            continue
        found.append(Mention(start, end, "PERSON", f"person:{slug(match['name'])}", "NAM", "rule:office", 0.85))
    return found


def people_by_post(text: str, names: list[FoundName]) -> list[Mention]:
    """Names right before a post, after a body that they head, or after words that they said."""
    found: list[Mention] = []
    for rule in (_BEFORE_POST, _AFTER_BODY, _SPEAKER):
        for match in rule.finditer(text):
            start, end = match.span("name")
            words = match["name"].split()
            taken = any(n.start < end and start < n.end for n in names)
            if taken or any(word in _NO_PERSON or word.isupper() for word in words) or not slug(match["name"]):
                continue
            link = f"person:{slug(match['name'])}"
            found.append(Mention(start, end, "PERSON", link, "NAM", "rule:office", 0.8))
    return found


def ships(text: str, _: list[FoundName]) -> list[Mention]:
    """“HMS Mersey”, “the rescue ship Ocean Viking”."""
    found: list[Mention] = []
    for match in _SHIP.finditer(text):
        start, end = match.span("name" if match["name"] else 0)
        found.append(Mention(start, end, "EQUIPMENT", None, "NAM", "rule:ship", 0.8))
    return found


def places_by_noun(text: str, names: list[FoundName]) -> list[Mention]:
    """“the village of Zubrzyca”, “Kaunata parish”: a noun says that it is a place."""
    found: list[Mention] = []
    for match in _PLACED_BY_NOUN.finditer(text):
        group = "name" if match["name"] else "name2"
        start, end = match.span(group)
        if match[group].split()[0] in _NO_PERSON or any(n.start < end and start < n.end for n in names):
            continue
        if slug(match[group]):
            link = f"place:{slug(match[group])}"
            found.append(Mention(start, end, "PLACE", link, "NAM", "rule:preposition", 0.7))
    return found


def places_by_preposition(text: str) -> list[Mention]:
    """A single name with a capital after “in”, “near”, “off” or “outside” that nothing else explains."""
    return [
        Mention(*match.span("name"), "PLACE", f"place:{slug(match['name'])}", "NAM", "rule:preposition", 0.55)
        for match in _PLACED.finditer(text)
        if not _NO_PLACE.fullmatch(match["name"]) and slug(match["name"])
    ]
