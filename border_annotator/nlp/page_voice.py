"""Sentences that a page says to its reader or of itself, told by who speaks to whom. Standard library only.

The phrases of pages have no end, the roles in them are few: the reader is asked to do something, or is asked a
question and told where to answer; the publisher says “we” of reporters, readers and newsletters; “your gift” does
something. The words are data: ``resources/layout/words.toml``.
"""

from __future__ import annotations

import re
from typing import Final

from border_annotator.nlp.layout_words import any_of

LONGEST = 420
SHORTEST = 12

# Nothing is said to a reader without one of these; most lines of an article are done with here.
_SPOKEN = (
    *(
        "you",
        "our ",
        "we ",
        " us",
        " me ",
        "poll",
        "quiz",
        " app",
        "sign up",
        "sign in",
        "log in",
        "letter",
        "join",
        " gift",
        "stand with",
    ),
    *("become", "download", "subscri", "donat", "whatsapp", "corrections", "in the comments", "coverage", "podcast"),
    *("this report", "this article", "this story", "this text", "this piece", "this dispatch", "this item"),
    *("this page", "this post", "this interview", "this series", "this investigation", "channel", "petition"),
)
# Whose words a line tells, or what somebody did, is told by an article.
_TOLD = re.compile(
    r"\b(?:said|says|say|told|tells|added|according to|wrote|writes|shouted|asked|demanded|warned|announced|promised)\b"
    r"|[”\"’'] ?[,.–—-]|, (?:the|an?|one|his|her) [^,.]{3,60} (?:read|reads|heard)\b"
)
_QUOTED = re.compile(r"[“\"‘«„]")

_POLITELY: Final = "(?:(?:dear readers?|please|then|now|just|why not),? ){0,2}"
_BIDDING: Final = f"{_POLITELY}{any_of('asked_of_readers')}\\b"
_BID = re.compile(rf"(?:^|[.!?:…–—-]\s+){_BIDDING}", re.IGNORECASE)
_BID_FIRST = re.compile(rf"\W*{_BIDDING}", re.IGNORECASE)
# What hardly anybody but a page bids: one such sentence makes the whole line the page’s.
_STRONG_BID = re.compile(rf"(?:^|[.!?:…–—-]\s+|\bor |\band ){_POLITELY}{any_of('asked_by_pages')}(?!\w)", re.IGNORECASE)
_OF_THE_TRADE = re.compile(rf"\b{any_of('of_the_trade')}\b", re.IGNORECASE)
# What only a page or those who make it can hand to a reader, or take from one.
_OF_PAGES = re.compile(rf"\b{any_of('of_pages')}\b", re.IGNORECASE)
_OURS = re.compile(rf"\b(?:our|this)\s(?:[\w’'&-]+\s){{0,3}}{any_of('ours')}\b", re.IGNORECASE)
_ASKED = re.compile(rf"(?:^|[.!]\s){any_of('questions_to_readers')}\b[^?]{{0,160}}\?", re.IGNORECASE)
_IF_YOU = re.compile(r"(?:^|[.!]\s)(?:if (?:you|this)|anyone who|those who)\b", re.IGNORECASE)
_ANSWER = re.compile(
    rf"(?:^|[.!?,]\s)(?:(?:please|then|we[’' ]\w+|to) ){{0,2}}{any_of('answers')}\b"
    r"|\b(?:can|may) (?:reach|contact|write to|e-?mail|call) (?:us|our)\b",
    re.IGNORECASE,
)
# An article may tell its readers whom to call as well; a page tells them to turn to those who make it.
_TO_THE_PAGE = re.compile(r"\b(?:us|our|my|me|here|comments?|newsdesk)\b|@|\d{3}")
_GIFT = re.compile(
    rf"(?:^|[.!?]\s)(?:your|every|each|a|an|with your) (?:\w+ ){{0,2}}?{any_of('gifts')}\b"
    rf"[^.!?]{{0,80}}\b{any_of('what_gifts_do')}\b|\byour [€$£]\s?\d",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|our|us|my|me)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_OWN_TEXT: Final = f"this {any_of('own_texts')}\\b"
_MADE = re.compile(
    rf"\b(?:in|for|of|to|behind) {_OWN_TEXT}|^\W*(?:an? |the )?(?:\w+ )?(?:version of )?{_OWN_TEXT}", re.IGNORECASE
)
_MAKING = re.compile(rf"\b{any_of('makes_texts')}\b", re.IGNORECASE)


def voice_of_the_page(line: str) -> str | None:
    """The kind of boilerplate that a line is by who speaks in it to whom; ``None`` where an article may say it."""
    if not SHORTEST <= len(line) <= LONGEST:
        return None
    folded = line.casefold()
    for word in _SPOKEN:
        if word in folded:
            break
    else:
        return None
    if _QUOTED.match(line) or _TOLD.search(line):
        return None
    if _GIFT.search(line):
        return "subscribe"
    if (_ASKED.search(line) or _IF_YOU.search(line)) and _ANSWER.search(line) and _TO_THE_PAGE.search(line):
        return "contact"
    if _BID_FIRST.match(line) and (_OF_PAGES.search(line) or _OURS.search(line)):
        return "subscribe"
    if _STRONG_BID.search(line) and (_OF_PAGES.search(line) or _OF_THE_TRADE.search(line)):
        return "subscribe"
    if _OURS.search(line) and (_BID.search(line) or (_YOU.search(line) and _WE.search(line))):
        return "subscribe"
    return "metadata" if _MADE.search(line) and _MAKING.search(line) else None


def speaks_of_itself(line: str) -> bool:
    """Whether the page may speak in a line that stands amid an appeal: “we”, and nobody’s words are told."""
    return bool(_WE.search(line)) and not _TOLD.search(line) and not _QUOTED.search(line)


def tells_of_words(line: str) -> bool:
    """Whether somebody's words are told in a line, as articles do."""
    return bool(_TOLD.search(line))
