"""Names that are put together from others: borders, governments, armies, agencies, laws, operations.

Standard library only. Rules: guidelines, sections 3 and 10 (rule 9).
"""

from __future__ import annotations

import re

from border_annotator.nlp.name_lists import FoundName, Name, crossing_links, folded, main_agencies, slug
from border_annotator.nlp.named_mention import Mention
from border_annotator.nlp.named_people import people_by_post, people_by_role, places_by_noun, ships

__all__ = ["Mention", "border_link", "composed_names", "name_of"]


_BORDER = r"(?:borders?|frontiers?)\b"
# What a border belongs to when it is only the first half of a compound.
_NOT_COMPOUND = (
    r"(?![- ](?:guards?|guardsm[ae]n|agency|agencies|police|forces?|controls?|crossings?|checks?|checkpoints?|posts?"
    r"|security|zones?"
    r"|fences?|walls?|towns?|city|cities|villages?|regions?|areas?|patrols?|service|agents?|officials?|protection"
    r"|committee"
    r"|surveillance|infrastructure|officers?|troops|barriers?|closures?|strip|incidents?|management|crisis|points?"
    r"|states?"
    r"|commission|commissioner|communities|district|authorities|policy|wire|situation|traffic|violations?|gates?"
    r"|stations?))"
)
_AFTER_PAIR = re.compile(
    rf"(?:[’']s?)? (?:(?:land|state|maritime|sea|river|common|shared) )?{_BORDER}{_NOT_COMPOUND}", re.IGNORECASE
)
_WITH = re.compile(rf"\b{_BORDER} (?:with|between) (?:the |neighbouring |neighboring |nearby )?", re.IGNORECASE)
_AND = re.compile(r",? and (?:the )?|, ", re.IGNORECASE)

_GOVERNMENT = re.compile(
    r"(?:[’']s?)? (?P<words>(?:(?:central|federal|caretaker|interim|transitional|coalition) )?[Gg]overnment"
    r"|[Pp]arliament"
    r"|regime|cabinet|police|gendarmerie|"
    r"(?:[Ii]nterior|[Ff]oreign|[Dd]efen[cs]e|[Jj]ustice|[Mm]igration|[Hh]ealth|[Ff]inance|[Tt]ransport|[Ee]conomy)"
    r" (?:[Mm]inistry|[Dd]epartment)|[Mm]inistry of (?:the )?[A-Z]\w+(?: Affairs| Defence| and [A-Z]\w+)?|"
    r"(?:[Ss]upreme|[Cc]onstitutional|[Hh]igh|[Aa]dministrative|[Dd]istrict) (?:[Aa]dministrative )?[Cc]ourt|[Ss]enate"
    r"|[Pp]rosecutor[’']s [Oo]ffice|authorities|embassy|consulate|secret service|intelligence services?)\b(?!"
    r" (?:officers?|officials?|spokes\w+|car|cars|station|minister|secretary|leaders?|buildings?|forces))"
)
_MILITARY = re.compile(
    r" (?P<words>[Aa]rmy|[Mm]ilitary|[Aa]rmed [Ff]orces|[Nn]avy|[Aa]ir [Ff]orce|[Ll]and [Ff]orces|[Ss]pecial [Ff]orces"
    r"|[Nn]ational [Gg]uard)\b(?! (?:officers?|officials?|spokes\w+|vehicles?|helicopters?|trucks?|units?|base"
    r"|personnel|exercises?|training|police|service|drills?))"
)
_AGENCY = re.compile(
    r" (?P<words>(?:[Ss]tate )?[Bb]order (?:[Gg]uard(?: [Ss]ervice)?|[Pp]olice|[Ff]orce|[Ss]ervice|[Aa]gency|[Pp]atrol)"
    r"|[Cc]oast ?[Gg]uard|[Cc]ustoms(?: [Ss]ervice| [Oo]ffice| [Bb]oard)?)\b(?! (?:officers?|officials?|guards?"
    r"|vessels?|boats?|ships?|spokes\w+|duties|union|checks?|controls?|post|agents?|crew))"
)
_GOVERNMENT_OF = re.compile(r"\b(?:Government|Parliament) of (?:the )?$")
_QUARTER = re.compile(
    r"\b(?:North(?:ern)?|South(?:ern)?|East(?:ern)?|West(?:ern)?|Central|Upper|Lower|Inner|Outer)"
    r"(?:[- ](?:[Ee]ast(?:ern)?|[Ww]est(?:ern)?))?[ -]$"
)
_CAPITALISED = r"[A-ZÀ-ÞŠŽČŁŚĆŻ][\w’'-]*"
_MINISTRY = re.compile(
    r"\b(?:(?P<of>Ministry of (?:the )?(?P<area>[A-Z]\w+)(?: Affairs| Administration)?(?: and [A-Z]\w+(?: [A-Z]\w+)?)?)"
    r"|(?P<area2>Interior|Foreign|Defence|Defense|Justice|Migration|Finance|Transport) (?:Ministry|Department)"
    r"|(?P<court>(?:Supreme|Constitutional|High|Regional|Administrative|District|Federal)(?: Administrative|"
    r" Constitutional)? Court)|Prosecutor General[’']s Office|Cabinet of Ministers|National Security Council)\b"
)
_GUARD = re.compile(
    r"\b(?:State |National )?(?:Border Guard(?: Service| Board)|Border Guard Agency|Border Police)\b(?! [A-Z])"
)
_LAW = re.compile(
    rf"\b(?:(?:Joint |Political )?(?:Declaration|Memorandum|Treaty|Agreement|Convention|Protocol|Charter|Statute|Pact"
    rf"|Act|Law) (?:of|on|for) (?:the )?{_CAPITALISED}(?:(?: of| on| and| the)* {_CAPITALISED})*"
    rf"|(?:{_CAPITALISED} ){{1,5}}(?:Act|Treaty|Convention|Declaration|Directive|Regulation|Accord|Charter|Statute"
    rf"|Decree|Bill|Protocols?)\b(?: (?:of )?\d{{4}})?)"
)
_OPERATION = re.compile(rf"\bOperation (?:{_CAPITALISED})(?: {_CAPITALISED}){{0,3}}(?:[ -]\d{{1,4}})?")
_EXERCISE = re.compile(
    rf"\b(?:exercises?|drills?|manoeuvres|maneuvers)(?: called| named| dubbed| code-?named|,)?"
    rf" [“\"‘']?(?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{0,3}}(?:[ -]\d{{1,4}})?)"
    rf"|(?P<name2>{_CAPITALISED}(?: {_CAPITALISED}){{0,3}}(?:[ -]\d{{2,4}})?)[”\"’']? (?:(?:military|naval|joint|air)"
    rf" )?(?:exercises?|drills?|manoeuvres)\b"
)
_BODY = re.compile(rf"\b(?:{_CAPITALISED} ){{1,4}}(?:Committee|Council|Commission|Tribunal)\b")
_UNIT = re.compile(r"\b\d{1,3}(?:st|nd|rd|th) (?:[A-Z][\w-]+ ){0,3}(?:Division|Brigade|Battalion|Regiment|Corps)\b")
_SOCIETY = re.compile(
    r"\b(?:charity|charities|NGO|watchdog|rights group|aid group|monitoring group|human rights group|contractor,"
    r"|pollster|research group|campaign group|volunteer group|relief agency|broadcaster|newspaper|news agency|news site"
    r"|think tank"
    r"|non-profit|foundation|daily|website)\s+"
    rf"(?P<name>{_CAPITALISED}(?:(?: (?:of|for|the|de|sin|en|on|without))? {_CAPITALISED}){{0,4}})"
)
_CROSSING = re.compile(
    rf"\b(?<![A-Z]\. )(?P<name>{_CAPITALISED}(?:[ -]{_CAPITALISED})?)"
    r" (?:(?:land|border|road|rail) )?(?:crossing(?: point)?|checkpoint|border post|gate)\b(?! attempts?)"
)
_NO_NAMES = frozenset(
    {"The", "A", "An", "This", "That", "These", "Those", "Both", "All", "Each", "Every", "Any", "No", "One", "Two",
     "Three", "Four", "Five", "Six", "Its", "Their", "Our", "Some", "Another", "Last", "First", "New", "Border",
     "Illegal",
     "Irregular", "Channel", "At", "In", "On", "From", "Official", "Other", "Main", "Several", "Many", "Eight", "Seven"}
)  # fmt: skip
# “crossings in May”
_TIME = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|\w+day|Q[1-4]|Spring|Summer|Autumn|Winter)\b.*"
)
_CROSSINGS_LISTED = re.compile(
    r"\b(?:crossings?|crossing points?|checkpoints?|border posts?)(?: with [A-Z]\w+)?(?:,| at| of| in)"
    rf" (?P<name>{_CAPITALISED}(?:(?:, | and ){_CAPITALISED})*)"
)
_AREAS = {
    "interior": "interior", "internal": "interior", "home": "interior", "foreign": "foreign", "defence": "defence",
    "defense": "defence", "justice": "justice", "migration": "migration", "health": "health", "finance": "finance",
    "transport": "transport", "supreme": "supreme-court", "constitutional": "constitutional-court", "police": "police",
    "parliament": "parliament", "senate": "senate", "high": "high-court", "economy": "economy",
}  # fmt: skip
# Members that one can point at and count; a collective of them is not a proper name (guidelines, section 3).
_COMMON = frozenset({"authorities", "embassy", "consulate", "police"})


def composed_names(text: str, names: list[FoundName]) -> list[Mention]:
    """The mentions that rules put together from the known names of a text; they may overlap one another."""
    found: list[Mention] = []
    for index, here in enumerate(names):
        if here.name.kind in {"country", "demonym"}:
            found.extend(_border_of(text, names, index))
        if here.name.kind in {"country", "demonym", "capital"} and "+" not in here.name.country:
            found.extend(_institution_of(text, here))
        if here.name.kind in {"country", "place"} and here.name.label in {"COUNTRY", "PLACE"}:
            found.extend(_quarter_of(text, here))
    found.extend(_borders_with(text, names))
    found.extend(_capitalised(text, names))
    return found


def _quarter_of(text: str, here: FoundName) -> list[Mention]:
    """“Western Balkans”, “South-East Finland”: a part of the world with a name; “the Government of Estonia”."""
    match = _GOVERNMENT_OF.search(text, max(0, here.start - 24), here.start)
    country = here.name.country
    if match is not None and here.name.kind == "country":
        link = f"gov:{country}"
        return [Mention(match.start(), here.end, "GOVERNMENT", link, "NAM", "pattern:institution", 0.9, country)]
    match = _QUARTER.search(text, max(0, here.start - 16), here.start)
    if match is None or text[max(0, match.start() - 1) : match.start()] in {"-", "–"}:
        return []
    link = f"place:{slug(text[match.start() : here.end])}"
    return [Mention(match.start(), here.end, "PLACE", link, "NAM", "pattern:place", 0.8, country)]


def border_link(*countries: str) -> str | None:
    """``border:BY-LV`` for the countries on its sides, sorted; ``None`` without any."""
    codes = sorted({code for country in countries for code in country.split("+") if code})
    return "border:" + "-".join(codes) if codes else None


def _border_of(text: str, names: list[FoundName], index: int) -> list[Mention]:
    """“Latvian-Belarusian border”, “Polish border”, “Belarus border”."""
    here = names[index]
    if index + 1 < len(names):
        following = names[index + 1]
        joint = text[here.end : following.start]
        if following.name.kind in {"country", "demonym"} and joint in {"-", "–", "—", "/", " and "}:
            match = _AFTER_PAIR.match(text, following.end)
            if match:
                link = border_link(here.name.country, following.name.country)
                return [Mention(here.start, match.end(), "BORDER", link, "NAM", "pattern:border", 0.95)]
    if text[max(0, here.start - 1) : here.start] in {"-", "–", "/"}:
        return []
    match = _AFTER_PAIR.match(text, here.end)
    if match is None or match[0].startswith(("’", "'")):
        return []
    link = border_link(here.name.country)
    return [Mention(here.start, match.end(), "BORDER", link, "NAM", "pattern:border", 0.85)]


def _borders_with(text: str, names: list[FoundName]) -> list[Mention]:
    """“border with Belarus”, “border between Poland and Belarus”, “borders with Russia and Belarus”."""
    found: list[Mention] = []
    starts = {name.start: index for index, name in enumerate(names)}
    for match in _WITH.finditer(text):
        index = starts.get(match.end())
        if index is None or names[index].name.kind not in {"country", "demonym"} or names[index].name.kind != "country":
            continue
        sides, end = [names[index].name.country], names[index].end
        while index + 1 < len(names) and names[index + 1].name.kind == "country":
            if not _AND.fullmatch(text, end, names[index + 1].start):
                break
            index += 1
            sides.append(names[index].name.country)
            end = names[index].end
            if " and " in text[match.start() : end]:
                break
        if "between" in match[0] or len(sides) == 1 or "s " in match[0].split(" with")[0] + " ":
            link = border_link(*sides)
        else:
            sides, end, link = sides[:1], names[starts[match.end()]].end, border_link(sides[0])
        found.append(Mention(match.start(), end, "BORDER", link, "NAM", "pattern:border", 0.95))
    return found


def _institution_of(text: str, here: FoundName) -> list[Mention]:
    country = here.name.country
    if text[here.end : here.end + 2] in {"’s", "'s"}:
        return []
    match = _GOVERNMENT.match(text, here.end)
    if match:
        words = match["words"].casefold()
        area = next((_AREAS[w] for w in re.findall(r"[a-z]+", words) if w in _AREAS), None)
        link = f"gov:{country}-{area}" if area else f"gov:{country}"
        level = "NOM" if words in _COMMON else "NAM"
        if here.name.kind == "demonym" and words == "police":  # “French | police”: a class noun stands alone
            begin = match.start("words")
            return [Mention(begin, match.end(), "GOVERNMENT", link, "NOM", "pattern:institution", 0.8, country)]
        if here.name.kind == "demonym" and match["words"][0].isupper() and words not in {"government", "parliament"}:
            begin = match.start("words")  # “Spanish | Interior Ministry”: the name stands without the adjective
            return [Mention(begin, match.end(), "GOVERNMENT", link, level, "pattern:institution", 0.9, country)]
        return [Mention(here.start, match.end(), "GOVERNMENT", link, level, "pattern:institution", 0.9, country)]
    match = _MILITARY.match(text, here.end)
    if match and here.name.kind != "capital":
        return [
            Mention(here.start, match.end(), "MILITARY", f"mil:{country}", "NAM", "pattern:institution", 0.85, country)
        ]
    match = _AGENCY.match(text, here.end)
    if match and here.name.kind != "capital" and not re.search(r"\b(?:an?|one|the) $", text[: here.start][-5:]):
        return [_agency(here, match, country)]
    if match and here.name.kind != "capital" and match["words"][0].isupper():
        return [_agency(here, match, country)]
    return []


def _agency(here: FoundName, match: re.Match[str], country: str) -> Mention:
    words = match["words"]
    known = main_agencies().get(("BORDER_AGENCY", country))
    wanted = "cg" if "oast" in words else "customs" if "ustoms" in words else ""
    link = known if known and (not wanted or known.endswith(wanted)) else f"agency:{country.casefold()}-{slug(words)}"
    return Mention(here.start, match.end(), "BORDER_AGENCY", link, "NAM", "pattern:institution", 0.85, country)


def _capitalised(text: str, names: list[FoundName]) -> list[Mention]:
    """Institutions, laws and operations that their capitals and one of their words give away."""
    rules = (
        _ministries, _guards, _laws, _operations, _exercises, _bodies, _units, _societies, _crossings,
        people_by_role, people_by_post, places_by_noun, ships,
    )  # fmt: skip
    return [mention for rule in rules for mention in rule(text, names)]


def _ministries(text: str, names: list[FoundName]) -> list[Mention]:
    """Ministries and courts with capitals, and the country that they belong to."""
    found: list[Mention] = []
    for match in _MINISTRY.finditer(text):
        area = (match["area"] or match["area2"] or match[0].split(" ")[0]).casefold()
        country = _country_near(text, names, match.start(), match.end())
        link = f"gov:{country}-{_AREAS.get(area, slug(area))}" if country else None
        found.append(
            Mention(match.start(), match.end(), "GOVERNMENT", link, "NAM", "pattern:institution", 0.85, country)
        )
    return found


def _guards(text: str, names: list[FoundName]) -> list[Mention]:
    """“the Border Guard Service” with capitals and without a country: whose it is, the document tells."""
    return [
        Mention(match.start(), match.end(), "BORDER_AGENCY", None, "NAM", "pattern:institution", 0.8)
        for match in _GUARD.finditer(text)
        if not any(n.start < match.end() and match.start() < n.end for n in names)
    ]


def _laws(text: str, names: list[FoundName]) -> list[Mention]:
    """Laws, treaties and declarations that their last or first word gives away."""
    found: list[Mention] = []
    for match in _LAW.finditer(text):
        start = match.start()
        first = next((name for name in names if name.start == start and name.name.kind in {"demonym", "country"}), None)
        if first is not None and first.end < match.end():
            start = first.end + 1
        words = text[start : match.end()]
        words = re.sub(r"^(?:The|This|That|Under|In|Both|A|An|Our|Its|His|Her) ", "", words)
        if len(words.split()) > 1:
            start = match.end() - len(words)
            found.append(Mention(start, match.end(), "LAW_DOC", f"law:{slug(words)}", "NAM", "pattern:law", 0.7))
    return found


def _operations(text: str, _: list[FoundName]) -> list[Mention]:
    """“Operation …”."""
    found: list[Mention] = []
    for match in _OPERATION.finditer(text):
        link = f"op:{slug(match[0].removeprefix('Operation '))}"
        found.append(Mention(match.start(), match.end(), "OPERATION", link, "NAM", "pattern:operation", 0.85))
    return found


def _exercises(text: str, names: list[FoundName]) -> list[Mention]:
    """The names of exercises, digits included."""
    found: list[Mention] = []
    for match in _EXERCISE.finditer(text):
        group = "name" if match["name"] else "name2"
        words = match[group]
        # A river's or a town's name may be a part of an exercise's: “Vardar Shield 25”.
        start, end = match.span(group)
        inside = [name for name in names if name.start < end and start < name.end]
        known = any(n.name.kind != "place" or (n.start, n.end) == (start, end) for n in inside)
        if (
            not known
            and (len(words.split()) > 1 or re.search(r"\d", words))
            and not re.match(r"(?:The|In|This|These|A) ", words)
        ):
            found.append(
                Mention(
                    match.start(group),
                    match.end(group),
                    "OPERATION",
                    f"op:{slug(words)}",
                    "NAM",
                    "pattern:operation",
                    0.75,
                )
            )
    return found


def _bodies(text: str, names: list[FoundName]) -> list[Mention]:
    """Committees and councils of international organisations."""
    found: list[Mention] = []
    for match in _BODY.finditer(text):
        words = re.sub(r"^(?:The|This|That|In|A) ", "", match[0])
        start = match.end() - len(words)
        inside = next((n for n in names if n.start <= start < n.end), None)
        if inside is not None or len(words.split()) < 2:
            continue
        owner = next((n for n in reversed(names) if n.end <= start and start - n.end <= 3), None)
        if owner is not None and owner.name.label == "INTL_ORG":
            link = f"{owner.name.link}-{slug(words)}"
            found.append(Mention(start, match.end(), "INTL_ORG", link, "NAM", "pattern:institution", 0.8))
    return found


def _units(text: str, names: list[FoundName]) -> list[Mention]:
    """Numbered units: “18th Mechanised Division”."""
    found: list[Mention] = []
    for match in _UNIT.finditer(text):
        country = _country_near(text, names, match.start(), match.end())
        link = f"mil:{country}-{slug(match[0])}" if country else None
        found.append(Mention(match.start(), match.end(), "MILITARY", link, "NAM", "pattern:institution", 0.85, country))
    return found


def _societies(text: str, _: list[FoundName]) -> list[Mention]:
    """What a class noun before it calls a charity, a group or a medium: “the charity Open Shore”."""
    found: list[Mention] = []
    for match in _SOCIETY.finditer(text):
        start, end = match.span("name")
        found.append(Mention(start, end, "CIVIL_ORG", f"ngo:{slug(match['name'])}", "NAM", "pattern:society", 0.8))
    return found


def _crossings(text: str, names: list[FoundName]) -> list[Mention]:
    """Places that are crossing points by the words around them: “the Silene checkpoint”, “the crossing at Kena”."""
    found: list[Mention] = []
    for match in (*_CROSSING.finditer(text), *_CROSSINGS_LISTED.finditer(text)):
        for part in re.finditer(rf"{_CAPITALISED}(?:[ -]{_CAPITALISED})*", match["name"]):
            start, end = match.start("name") + part.start(), match.start("name") + part.end()
            known = next((n for n in names if n.start == start and n.end == end), None)
            if (
                part[0].split(" ")[0] in _NO_NAMES
                or _TIME.fullmatch(part[0])
                or (known is not None and known.name.label != "PLACE")
            ):
                continue
            if known is None and any(n.start < end and start < n.end for n in names):
                continue
            country = known.name.country if known else ""
            link = crossing_links().get(folded(part[0])) or f"bcp:{slug(part[0])}"
            found.append(Mention(start, end, "CROSSING_POINT", link, "NAM", "pattern:crossing", 0.96, country))
    return found


def _country_near(text: str, names: list[FoundName], start: int, end: int) -> str:
    """The country of an institution: “of Poland” after it, “Poland’s” before it, else the last one named."""
    for name in names:
        if name.start >= end and re.fullmatch(r" (?:of|in) (?:the )?", text[end : name.start]):
            return name.name.country if "+" not in name.name.country else ""
    before = [n for n in names if n.end <= start and n.name.country and "+" not in n.name.country]
    return before[-1].name.country if before else ""


def name_of(found: FoundName) -> Mention:
    """A listed name as a mention of its own."""
    name: Name = found.name
    sure = 0.95 if name.kind in {"country", "demonym", "organisation", "project"} else 0.85
    source = "gazetteer:project" if name.kind == "project" else "gazetteer"
    return Mention(found.start, found.end, name.label, name.link or None, "NAM", source, sure, name.country)
