"""Names that the language model finds, brought to the schema's labels."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.nlp.name_lists import capitals, folded, slug
from border_annotator.nlp.named_mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

# What an organisation is, told by one of its words; the first row that fits counts.
_ORGANISATIONS: tuple[tuple[str, str], ...] = (
    ("BORDER_AGENCY", (r"border (?:guard|police|force|patrol|service|agency|management|security)|coast ?guard|customs"
        r"|immigration (?:service|office)")),
    ("MILITARY", (r"army|brigade|battalion|regiment|armed forces|navy|air force|defence forces?|defense forces?"
        r"|division"
        r"|corps|guards? regiment|military|national guard")),
    ("INTL_ORG", r"^(?:un|eu|nato|u\.n\.|united nations|european)\b|international (?:organi[sz]ation|court|committee)"),
    ("GOVERNMENT", (r"ministry|department of|police|parliament|prosecutor|court\b|government|council of ministers"
        r"|cabinet|senate|municipality|city council|county|sheriff|office of the|prefecture|secretariat|ministerial"
        r"|directorate|security (?:service|agency|council)|chancellery|embassy|consulate|state department"
        r"|administration|tribunal")),
    ("LAW_DOC", r"\b(?:act|treaty|convention|declaration|directive|regulation|pact)$"),
    ("ARMED_GROUP", r"cartel|militia|liberation army|liberation front|gang"),
    ("INFRASTRUCTURE", r"\b(?:airport|bridge|detention cent(?:re|er)|camp|tunnel|highway|motorway|port)$"),
)  # fmt: skip
_COMPILED = tuple((label, re.compile(pattern, re.IGNORECASE)) for label, pattern in _ORGANISATIONS)
_INSTITUTION_END = re.compile(
    r"\b(?:ministry|service|guards?|police|council|committee|court|office|agency|commission|university|foundation"
    r"|institute|centre|center"
    r"|association|party|group|union|department|board|authority|command|brigade|division|battalion|network|monitor"
    r"|watch|press|times|post|news|radio"
    r"|television|crescent|cross|federation|organi[sz]ation|society|initiative|company|bank|academy|church|army|forces?"
    r"|regiment|collective|archive|ledger|wire|project|fund|coalition|platform|forum|beacon|lifeline)$",
    re.IGNORECASE,
)
_FACILITY = re.compile(
    r"\b(?:airport|bridge|tunnel|highway|motorway|railway|port|camp|centre|center|wall|fence|road|station)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|General|Col|Colonel|Maj|Major|Capt|Captain|Lt|Lieutenant|Sgt|President|Minister"
    r"|Premier|Chancellor|Governor|Gov"
    r"|Secretary|Commissioner|Senator|Sen|Rep|Mayor|Judge|Ambassador|Spokes\w+|Chief|Sheriff|Deputy|Prime Minister|Pope"
    r"|King|Queen)\.?\s+)+"
)
_SHORT_FORMS = frozenset(
    {"Alliance", "Committee", "Commission", "Council", "Agency", "Court", "Ministry", "Union", "Parliament", "Group",
     "Service", "Board", "Government", "State", "Department", "Senate", "House", "Treaty", "Declaration", "Police"}
)  # fmt: skip
# Capitals that shorten no body's name.
_NO_BODY = frozenset(
    {"CCTV", "GPS", "DNA", "SUV", "SUVs", "VHF", "UAV", "UAVs", "ID", "IDs", "AI", "IT", "USC", "CEO", "SOS", "PCR",
     "GDP", "HIV", "PDF", "FAQ", "FAQs", "SMS", "SIM", "ATV", "ATVs", "NGO", "NGOs", "MP", "MPs", "MEP", "MEPs", "PM",
     "AK", "TV", "NII", "Covid", "COVID"}
)  # fmt: skip
_PLATFORMS = frozenset(
    {"Twitter", "Facebook", "WhatsApp", "Telegram", "TikTok", "YouTube", "Instagram", "Viber", "LinkedIn"}
)
_OFFICE = re.compile(r" (?:Minister|Ministry|Secretary|Department)")
_CURRENCY = re.compile(r"(?:EUR|USD|PLN|GBP|CHF|RON|MDL|HUF|CZK|SEK|NOK|TRY|RUB|UAH|BYN|[€$£])\s?\d", re.IGNORECASE)
# Verbs whose object is a place even when it is a capital.
_GOING = frozenset(
    {"reach", "leave", "enter", "visit", "hit", "strike", "bomb", "attack", "shell", "tour", "storm", "surround",
     "capture", "seize", "take", "cross", "approach", "flee", "call"}
)  # fmt: skip
# What stands before a place; before a person only the second ones cannot.
_WHERE = frozenset({"in", "near", "at", "off", "outside", "around", "between", "towards", "toward"})
_WHERE_ONLY = frozenset({"in", "near", "off", "outside", "around", "towards", "toward"})
_FACING = frozenset({"by", "against", "between", "on", "upon", "with"})
_TOWARDS = frozenset(
    {
        "call",
        "talk",
        "agree",
        "negotiate",
        "deal",
        "agreement",
        "accuse",
        "blame",
        "pressure",
        "press",
        "sanction",
        "complain",
        "cooperate",
        "relation",
        "tension",
        "protest",
        "lean",
        "talks",
    }
)
_ACTED = re.compile(
    r"\b(?:[Aa]ccording to|the request of|stood behind|behalf of|relations with|talks with|pressure on|tensions with"
    r"|holds?|held responsible|blames?|blamed|accuses?|accused|urges?|urged|thanked|warned) $"
)
_SAYS = re.compile(r", which (?:says|said|denies|denied|has (?:said|denied|accused|rejected|blamed))\b")
_OF_SMALL = re.compile(r" of [a-z]")
_OFFICE_OF = re.compile(r"(?:Secretary|Minister) of $")
_POSSESSIVE = re.compile(r"[’']s?$")


def model_names(doc: Doc) -> list[Mention]:
    """The mentions behind a model's entities, with offsets into the doc's text; doubtful ones are left out."""
    found: list[Mention] = []
    text = doc.text  # put together from the words each time that it is asked for
    for entity in doc.ents:
        mention = _mention(entity, text)
        if mention is not None:
            found.append(mention)
    return found


def capitals_that_act(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Capitals that do or say something are governments: “Minsk denied”, but “in Minsk” (guidelines, section 3)."""
    text = doc.text
    found: list[Mention] = []
    for mention in mentions:
        capital = mention.country and folded(text[mention.start : mention.end]) in capitals()
        if mention.label != "PLACE" or not _acts(doc, text, mention):
            found.append(mention)
        elif mention.link == "place:brussels":
            found.append(replace(mention, label="INTL_ORG", link="org:eu", source="rule:capital"))
        elif capital:
            link = f"gov:{mention.country}"
            found.append(replace(mention, label="GOVERNMENT", link=link, source="rule:capital"))
        else:
            found.append(mention)
    return found


def _acts(doc: Doc, text: str, mention: Mention) -> bool:
    """Whether a place does something, or something is said to or asked of it: then it stands for a government."""
    span = doc.char_span(mention.start, mention.end)
    root = span.root if span is not None else None
    while root is not None and root.dep_ == "conj" and root.head.pos_ == "PROPN" and root.head != root:
        root = root.head
    if root is None:
        return False
    if _ACTED.search(text, max(0, mention.start - 40), mention.start) or _SAYS.match(text, mention.end):
        return True
    head = root.head
    if root.dep_ == "nsubj":
        return bool(head.pos_ == "VERB")
    if root.dep_ in {"dobj", "dative"} or (root.dep_ in {"nsubj", "nsubjpass"} and head.pos_ == "VERB"):
        return bool(head.pos_ == "VERB" and head.lemma_.casefold() not in _GOING)
    if root.dep_ == "pobj" and head.lower_ in _FACING:
        return head.lower_ == "by" or head.head.lemma_.casefold() in _TOWARDS
    return False


def is_institution(words: str) -> bool:
    """Whether a name ends like an institution's: only such a name may swallow a country's name."""
    return bool(_INSTITUTION_END.search(words))


def organisation_label(words: str) -> tuple[str, float]:
    """The label that an organisation's name suggests, and how sure that is."""
    for label, pattern in _COMPILED:
        if pattern.search(words):
            return label, 0.7
    return "CIVIL_ORG", 0.55


def _mention(entity: Span, text: str) -> Mention | None:
    start, words = entity.start_char, text[entity.start_char : entity.end_char].rstrip()
    for article in ("the ", "The ", "a ", "A ", "an ", "An ", "“", "‘", '"', "'", "#"):
        if words.startswith(article):
            start, words = start + len(article), words[len(article) :]
    if entity.label_ == "PERSON":
        match = _TITLE.match(words)
        if match and match.end() < len(words):
            start, words = start + match.end(), words[match.end() :]
    match = _POSSESSIVE.search(words)
    if match:
        words = words[: match.start()]
    start += len(words) - len(words.lstrip())
    words = words.lstrip()
    # Any white space: of control characters and line separators a tokenizer makes words.
    while words and (words[-1].isspace() or words[-1] in ",.;:!?”’\"'"):
        words = words[:-1]
    end = start + len(words)
    if not _plausible(entity, words, text):
        return None
    label, sure = _label(entity.label_, words)
    before = entity.doc[entity.start - 1].lower_ if entity.start else ""
    alone = " " not in words and words[1:].islower()
    if (label == "CIVIL_ORG" and alone and before in _WHERE) or (label == "PERSON" and alone and before in _WHERE_ONLY):
        label, sure = "PLACE", 0.5
    if label is None:
        return None
    prefix = {"PERSON": "person", "PLACE": "place", "CIVIL_ORG": "ngo", "LAW_DOC": "law", "OPERATION": "op"}.get(label)
    link = f"{prefix}:{slug(words)}" if prefix and slug(words) else None
    return Mention(start, end, label, link, "NAM", f"model:{entity.label_.casefold()}", sure)


def _plausible(entity: Span, words: str, text: str) -> bool:
    """Names have a capital, no line break, and are no sentence: a small model swallows whole headlines."""
    after = text[entity.end_char : entity.end_char + 12]
    if _CURRENCY.match(words) or after[:1] == "$" or _CURRENCY.match(words + after[:3]):
        return False
    if words in _NO_BODY:
        return False
    if len(words) < 2 or "\n" in words or not any(c.isupper() for c in words) or not any(c.isalpha() for c in words):
        return False
    if len(words.split()) > 8 or not (words[0].isupper() or words[0].isdigit() or entity.label_ in {"FAC", "ORG"}):
        return False
    if entity.label_ == "PERSON" and (re.search(r"\d", words) or len(words.split()) > 4):
        return False
    # A lone capitalised word of the dictionary: “the Alliance” is a short form (see entities), “Allied” no name.
    lone = entity.label_ == "ORG" and " " not in words and words[1:].islower()
    if lone and (_OFFICE.match(after) or _is_common(entity, text)):
        return False
    if _is_spelt_out(words, text[max(0, entity.start_char - 80) : entity.start_char]):
        return False
    if lone and (words in _SHORT_FORMS or any(token.pos_ in {"ADJ", "VERB", "ADV"} for token in entity)):
        return False
    return not any(token.pos_ in {"VERB", "AUX"} and token.text[:1].islower() for token in entity)


def _is_common(entity: Span, text: str) -> bool:
    """“Groups of young men”, “the Secretary of Defense”: no body of that name."""
    following = text[entity.end_char : entity.end_char + 5]
    before = text[max(0, entity.start_char - 14) : entity.start_char]
    plural = entity.start == entity.sent.start and entity[0].text.endswith("s") and bool(_OF_SMALL.match(following))
    return plural or bool(_OFFICE_OF.search(before))


def _is_spelt_out(words: str, before: str) -> bool:
    """“unaccompanied alien children (UAC)”: short for common nouns, not for a name."""
    if not (words.isupper() and 2 <= len(words) <= 5 and before.endswith("(")):
        return False
    last = before[:-1].split()[-len(words) :]
    return all(word.islower() for word in last) and "".join(word[:1] for word in last).upper() == words


def _label(kind: str, words: str) -> tuple[str | None, float]:
    if words in _PLATFORMS:
        return "CIVIL_ORG", 0.7
    if kind == "PERSON" and re.search(r"\b(?:airport|bridge|camp|port)$", words, re.IGNORECASE):
        return "INFRASTRUCTURE", 0.6
    if kind == "PERSON" and " " in words and is_institution(words):
        return organisation_label(words)
    if kind == "PERSON":
        return "PERSON", 0.75 if " " in words else 0.55
    if kind == "GPE":
        return "PLACE", 0.6
    if kind == "LOC":
        return "PLACE", 0.65
    if kind == "FAC":
        return ("INFRASTRUCTURE" if _FACILITY.search(words) else "PLACE"), 0.5
    if kind == "ORG":
        return organisation_label(words)
    if kind == "LAW" and len(words.split()) > 1:
        return "LAW_DOC", 0.5
    return None, 0.0
