"""A whole page with its furniture told apart from the article that was found on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from border_annotator.formats.articles.lines import Line, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

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
_FARTHEST_UP = 12
_MOST_COMPARED = 200_000
_SHORTEST_PART = 20


def told_apart(page: Sequence[PageLine], article: Sequence[PageLine], title: str | None) -> list[Line]:
    """Every line of a page, those that are not among the article's with the kind of furniture that they are."""
    keys, wanted = [line.key for line in page], [line.key for line in article]
    kept = _matched(keys, wanted)
    _add_parts(keys, wanted, kept)
    head = key_of(title or "")
    if head and not any(head in keys[k] for k in kept):
        # The article was found without its title, which the page shows above it.
        kept |= {k for k, line in enumerate(page) if line.element.tag == "h1" and keys[k] == head}
    return [Line(line.shown, None if k in kept else _kind_of(line.element)) for k, line in enumerate(page)]


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


def _kind_of(element: _Element) -> str:
    """The kind of furniture, as far as the page's own names tell."""
    around: _Element | None = element
    for _k in range(_FARTHEST_UP):
        if around is None or around.tag in {"body", "html"}:
            break
        names = " ".join((str(around.tag), around.get("class", ""), around.get("id", "")))[:400].lower()
        for kind, pattern in _KINDS:
            if pattern.search(names):
                return kind
        around = around.getparent()
    return "nav"
