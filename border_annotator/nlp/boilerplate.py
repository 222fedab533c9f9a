"""Lines of a page that are not the article (guidelines, section 8, rule 15)."""

from __future__ import annotations

import re

# What every pattern is tried on: one line without the white space at its edges. The first kind that fits wins.
# A line of running text may begin like one of these ("Sign up numbers rose …"), so the open-ended patterns are
# bound to short lines by LONGEST.
_SITES = r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|e-?mail|messenger|pinterest|copy link|print|link)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("share", r"(?:[^\w\s]+\s*\d[\d.,]*[kKmM]?\s*){2,}"),
    ("share", r"share\b[\s\w]{0,24}(?:[\s,|/·•]+(?:[\w-]+ ?){1,3}){1,6}"),
    ("embed", r"[^\w\s]*\s*(?:post|tweet|video|photo) by @\w+.*"),
    ("contact", r"[^\w\s]+\s*\S+@\S+\.\w+"),
    ("contact", r"(?:further|more|additional) information\s*:.*|(?:media|press) (?:contact|enquiries|inquiries)\b.*"),
    ("cookie", r"we use cookies\b.*|accept all\b.{0,60}"),
    ("app_promo", r"(?:get|receive) .{0,40}\b(?:alerts?|news|updates)\b.{0,30}\bapp\b.{0,40}"),
    ("subscribe", r"get .{1,40}\bin your inbox\b.*|sign up (?:to|for) .{1,60}\. (?:join|no spam).*"),
    ("related", r"more (?:in|on) [A-Z][\w ]{1,40}:.{0,160}"),
    ("nav", r"(?:home|news|world|europe)(?:\s*[>»/|›]\s*[^>»/|›.]{1,40})+"),
    ("read_also", r"[(\[]?\s*(?:read|see|watch|listen) (?:also|more|next|on|further)\b.*"),
    ("read_also", r"[(\[]?\s*(?:also|recommended) (?:read|reading|on)\b.*"),
    ("read_also", r"(?:more on this(?: story)?|further reading|editor[’']s picks?|don[’']t miss)\b.*"),
    (
        "related",
        r"(?:related|most read|most popular|trending(?: now)?|popular now|you (?:may|might) (?:also )?like)\b.{0,120}",
    ),
    ("related", r"(?:related|recommended|top|latest|more) (?:articles?|stories|news|content|topics|from)\b.{0,120}"),
    ("subscribe", r"(?:subscribe|sign up|sign in|log in|register) (?:to|for|now|today|here|with|and|free|or)\b.*"),
    ("subscribe", r"(?:subscribe|sign up|newsletter|support us|donate)[!.]?"),
    ("subscribe", r"(?:join|support|follow) (?:us|our|the \w+ (?:newsletter|channel))\b.*"),
    ("subscribe", r"(?:get|receive) (?:our|the|all the|daily|weekly)\b.*\b(?:inbox|newsletters?|e-?mail|alerts?)\b.*"),
    ("subscribe", r"(?:already a subscriber|this article is for subscribers|enter your e-?mail)\b.*"),
    (
        "comments",
        (
            r"(?:\d+\s+|no\s+|view\s+|show\s+|add\s+|leave\s+)?(?:a\s+|all\s+)?(?:comments?|reply"
            r"|replies)(?:\s*\(?\d*\)?)?(?: yet)?[.:]?"
        ),
    ),
    (
        "comments",
        (
            r"(?:leave a (?:reply|comment)|comments? (?:are|is) closed|join the (?:conversation|discussion)|post a"
            r" comment)\b.*"
        ),
    ),
    ("comments", r"(?:your e-?mail address will not be published|be the first to comment)\b.*"),
    ("share", r"(?:share|tweet|pin)(?: (?:this|on|via|to|article|story)\b.{0,80}|[:!]?)"),
    ("share", rf"(?:share[:\s]+)?{_SITES}(?:[\s,|/·•]+{_SITES})+"),
    ("cookie", r".*\b(?:we|this (?:web)?site|our partners) uses? cookies\b.*"),
    (
        "cookie",
        (
            r"(?:accept|reject|manage) (?:all )?(?:cookies|preferences).{0,80}|cookie (?:policy|settings"
            r"|preferences).{0,80}"
        ),
    ),
    ("cookie", r"by (?:continuing|using this site|clicking)\b.*\b(?:cookies|privacy policy|terms)\b.*"),
    ("cookie", r"(?:privacy policy|terms (?:of (?:use|service)|and conditions)).{0,80}"),
    (
        "ad",
        r"[-–—(\[\s]*(?:advertisements?|advertising|sponsored(?: content)?|promoted(?: content)?|paid post)\b.{0,60}",
    ),
    ("ad", r"(?:story|article) continues (?:below|after).{0,60}|(?:scroll|tap) to continue.{0,60}"),
    ("copyright", r"(?:©|\(c\)|copyright\b).*|.*\ball rights reserved\b.*"),
    ("nav", r"(?:home|news|world|europe)(?:\s*[>»/|›]\s*[^>»/|›.]{1,40})+"),
    (
        "nav",
        r"(?:skip to (?:main )?content|back to top|menu|search|next article|previous article|load more|view all)\W*",
    ),
    ("nav", r"breaking(?: news)?\s*[:|].{0,160}"),
    (
        "caption_credit",
        (
            r"[(\[]?\s*(?:photo(?:graph)?|image|picture|file photo|illustration|video|map)s?(?: (?:by|credit|source"
            r"|courtesy)\b.{0,120}|\s*(?:©|[:/]).{0,160})"
        ),
    ),
    ("caption_credit", r"(?:credit|source|foto)s?\s*:\s*.{0,100}"),
    (
        "caption_credit",
        r"[^.]{0,200}\b(?:getty images|afp via getty|(?:reuters|ap photo|epa|afp|anadolu)\s*/\s*\w[^.]{0,60})\W*",
    ),
    (
        "embed",
        r"view this post on \w+.*|.*\bpic\.twitter\.com/\w+.*|—\s.{1,80}\(@\w+\).*|.*\(@\w+\)\s+\w+ \d{1,2}, \d{4}",
    ),
    (
        "metadata",
        (
            r"(?:last )?(?:updated|modified|published|posted|first published|created)(?:\s*(?:on|at)\b|\s*:|\s+\d"
            r"|\s+[A-Z][a-z]+ \d).{0,100}"
        ),
    ),
    (
        "metadata",
        (
            r"(?:date|time|publication date|reading time|estimated reading time|tags?|topics?|filed under|categor(?:y"
            r"|ies)"
            r"|keywords?|language|source url|url)\s*:.{0,160}"
        ),
    ),
    ("metadata", r"\d+[ -]min(?:ute)?s?[ -]read\W*|https?://\S+"),
    ("author_bio", r"about the authors?\b.*|(?:the )?(?:author|writer) is (?:an?|the)\b.*"),
    (
        "author_bio",
        (
            r"[^.]{3,60} is (?:an?|the)(?: \w+){0,3} (?:reporter|correspondent|journalist|freelancer|columnist"
            r"|editor)\b[^.]{0,200}\."
        ),
    ),
    (
        "contact",
        (
            r"(?:contact(?: us)?\b\s*(?::.*|us\b.*|$)|for (?:more|further) information,? (?:please )?(?:contact"
            r"|visit)\b.*)"
        ),
    ),
    ("contact", r"(?:e-?mail|tel(?:ephone)?|phone|fax|whatsapp)\s*:\s*.{0,120}|got a (?:tip|story)\b.*|\S+@\S+\.\w+"),
    ("app_promo", r"(?:download|get|install) (?:our|the)(?: \w+){0,3} app\b.*|.*\b(?:app store|google play)\b.{0,60}"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for kind, pattern in _PATTERNS)

# Lists of other articles hold headlines, and headlines have no full stop.
_HEADLINE_LIKE = frozenset({"related", "nav"})

# Longer lines are running text, whatever they begin with; only legal small print is ever longer.
LONGEST = 320

# A note in brackets inside a paragraph.
INLINE = re.compile(
    r"[(\[]\s*(?:read|see) (?:also|more|next)\s*:[^)\]\n]{1,300}[)\]]|[(\[](?:advertisement|ad)[)\]]", re.IGNORECASE
)

# After one of these a list of other headlines follows.
STARTS_A_LIST = re.compile(
    r"(?:related|most read|most popular|trending|popular|recommended|top|latest|more)(?: (?:now|articles?|stories|news"
    r"|content|from .{1,40}))?\s*:?",
    re.IGNORECASE,
)


def kind_of_line(line: str) -> str | None:
    """The kind of boilerplate that a line is; ``None`` for a line of the article.

    ``line`` is one line without white space at its edges.
    """
    if len(line) > LONGEST:
        return None
    for kind, pattern in _COMPILED:
        if pattern.fullmatch(line) and not (kind in _HEADLINE_LIKE and line.endswith(".")):
            return kind
    return None
