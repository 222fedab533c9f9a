"""A whole page with its furniture told apart from the article that was found on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from copy import deepcopy
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from border_annotator.formats.articles.lines import Line, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from border_annotator.formats.articles.html_lines import PageLine

# What an element or one around it is called, the first kind that fits; the nearest element speaks first.
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("comments", r"comment|disqus|respond\b"),
        ("subscribe", r"newsletter|subscri|sign-?up|paywall|donat"),
        ("caption_credit", r"caption|credit"),
        ("author_bio", r"author-?(?:bio|box|card|info)|about-?author"),
        (
            "related",
            r"relat|read-?(?:also|more|next)|most-?(?:read|popular)|recommend|sidebar|aside|trending|promo|teaser",
        ),
        ("metadata", r"byline|\bmeta\b|\btime\b|dateline|publish|share|social|\btags?\b"),
        ("contact", r"footer|copyright|contact"),
        ("nav", r"nav|menu|header|breadcrumb|cookie|consent"),
    )
)
# Parts of a page that hold no article, whatever they say, by the names that sites give them.
_NO_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)?|most-?(?:read|popular)|trending|you-?may|newsletter|subscribe"
    r"|comments?|respond|share|sharing|social|breadcrumbs?|cookies?|sidebar|widget|promo|outbrain|taboola)(?:$|[\s_-])"
)
_PARTS = frozenset({"div", "section", "aside", "ul", "ol", "nav", "footer", "form"})
_LARGEST_PART = 0.6
_PROSE = re.compile(r".{50,}[.!?…][\"'”’»)\]]*$", re.DOTALL)
_FARTHEST_LEAD = 12
_FARTHEST_UP = 12
_MOST_COMPARED = 200_000
_SHORTEST_PART = 20


def without_furniture(root: HtmlElement) -> HtmlElement:
    """A copy of a page without what its own names say is no article, unless that is much of its text."""
    copy = deepcopy(root)
    whole = sum(map(len, copy.itertext()))
    for element in list(copy.iter(*_PARTS)):
        names = f"{element.get('class', '')} {element.get('id', '')}"[:400].lower()
        if _NO_ARTICLE.search(names) and next(element.iter("h1"), None) is None:
            inside = sum(map(len, element.itertext()))
            if inside < whole * _LARGEST_PART and element.getparent() is not None:
                element.drop_tree()
    return copy


def with_what_was_lost(page: Sequence[PageLine], article: list[PageLine], title: str | None) -> list[PageLine]:
    """The article with the sentences that were left out: below its title, and among its own paragraphs."""
    keys, wanted = [line.key for line in page], [line.key for line in article]
    kept = _matched(keys, wanted)
    _add_parts(keys, wanted, kept)
    if not kept:
        return article
    head, holders = key_of(title or ""), _holders(page)
    first, last = min(kept), max(kept)
    named = [k for k in range(max(0, first - _FARTHEST_LEAD), first) if _is_title(page[k], head)]
    lost = [k for k in range(named[-1] + 1, first) if _is_prose(page[k], holders)] if named else []
    around = {_container(page[k].element) for k in kept}
    for k in range(first, last):
        is_text = k not in kept and (_is_prose(page[k], holders) or _is_heading(page[k], holders))
        if is_text and _container(page[k].element) in around:
            lost.append(k)
    places = {key: place for place, key in reversed(list(enumerate(wanted)))}
    found, place, missing = list(article), len(article), set(lost)
    # From the end, so that what is put in does not move the places before it.
    for k in range(last, -1, -1):
        if k in missing:
            found.insert(place, page[k])
        else:
            place = places.get(keys[k], place)
    return found


def as_the_page_shows(page: Sequence[PageLine], article: list[PageLine]) -> list[PageLine]:
    """The article with each line cut where the page cuts it: of little text, trafilatura makes one line."""
    shown = {line.key for line in page}
    found: list[PageLine] = []
    for line in article:
        found += [line] if line.key in shown else _lines_of(line, page) or [line]
    return found


def _lines_of(whole: PageLine, page: Sequence[PageLine]) -> list[PageLine]:
    """The lines of a page that follow each other and make up one line; none where they do not."""
    key = whole.key
    for first, line in enumerate(page):
        if not key.startswith(line.key):
            continue
        at, last = 0, first
        while last < len(page) and at < len(key) and key.startswith(page[last].key, at):
            at += len(page[last].key)
            last += 1
        if at == len(key):
            return list(page[first:last])
    return []


def _is_prose(line: PageLine, holders: set[_Element]) -> bool:
    """Whether a line is a sentence of the article: no link, no caption, nothing that its names call furniture."""
    if not _PROSE.match(line.text) or line.element.tag in {"a", "figcaption"}:
        return False
    return _named_kind(line.element, holders) is None


def _is_title(line: PageLine, head: str) -> bool:
    """Whether a line is the title or a part of it, which may stand on two lines."""
    if not head or line.key not in head:
        return False
    return line.key == head or line.element.tag == "h1" or next(line.element.iterancestors("h1"), None) is not None


def _is_heading(line: PageLine, holders: set[_Element]) -> bool:
    return line.element.tag in {"h2", "h3", "h4"} and _named_kind(line.element, holders) is None


def _container(element: _Element) -> _Element | None:
    """What holds the paragraph that an element stands in."""
    around: _Element | None = element
    while around is not None and around.tag not in {"p", "div", "li", "blockquote", "h2", "h3", "h4"}:
        around = around.getparent()
    return around.getparent() if around is not None else None


def told_apart(page: Sequence[PageLine], article: Sequence[PageLine], title: str | None) -> list[Line]:
    """Every line of a page, those that are not among the article's with the kind of furniture that they are."""
    keys, wanted = [line.key for line in page], [line.key for line in article]
    kept = _matched(keys, wanted)
    _add_parts(keys, wanted, kept)
    head = key_of(title or "")
    if head and not any(head in keys[k] for k in kept):
        # The article was found without its title, which the page shows above it.
        kept |= {k for k, line in enumerate(page) if line.element.tag == "h1" and keys[k] == head}
    holders = _holders(page)
    kinds = (None if k in kept else _named_kind(line.element, holders) or "nav" for k, line in enumerate(page))
    return [Line(line.shown, kind) for line, kind in zip(page, kinds, strict=True)]


def _matched(keys: Sequence[str], wanted: Sequence[str]) -> set[int]:
    """Which lines are the article's; the same line may stand elsewhere on the page as well, as a link to it."""
    mine, theirs = Counter(keys), Counter(wanted)
    if sum(mine[key] * count for key, count in theirs.items()) <= _MOST_COMPARED:
        blocks = SequenceMatcher(None, keys, wanted, autojunk=False).get_matching_blocks()
        return {block.a + k for block in blocks for k in range(block.size)}
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for k, key in enumerate(keys):
        places[key].append(k)
    return {places[key].popleft() for key in wanted if places[key]}


def _add_parts(keys: Sequence[str], wanted: Sequence[str], kept: set[int]) -> None:
    """Keep also what the article holds in other lines than the page: a paragraph cut in two, or two in one."""
    left = Counter(wanted)
    left.subtract(keys[k] for k in kept)
    missing = "\n".join(key for key, count in left.items() if count > 0)
    if not missing:
        return
    for k, key in enumerate(keys):
        if k in kept or len(key) < _SHORTEST_PART:
            continue
        if key in missing:
            kept.add(k)
    for whole in missing.split("\n")[:200]:
        if len(whole) >= _SHORTEST_PART:
            kept.update(k for k, key in enumerate(keys) if k not in kept and whole in key)


def _holders(page: Sequence[PageLine]) -> set[_Element]:
    """What holds a headline of the page."""
    tree = page[0].element.getroottree() if page else None
    return (
        {around for headline in tree.iter("h1") for around in headline.iterancestors()} if tree is not None else set()
    )


def _named_kind(element: _Element, holders: set[_Element]) -> str | None:
    """The kind of furniture, as far as the page's own names tell."""
    around: _Element | None = element
    for _k in range(_FARTHEST_UP):
        # What holds the headline is the article's, whatever it is called.
        if around is None or around.tag in {"body", "html", "main", "article"} or around in holders:
            return None
        names = " ".join((str(around.tag), around.get("class", ""), around.get("id", "")))[:400].lower()
        for kind, pattern in _KINDS:
            if pattern.search(names):
                return kind
        around = around.getparent()
    return None
