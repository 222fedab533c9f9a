"""What a page says about itself: title, author, site, address, date, and where each was found."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from border_annotator.domain.document import PublicationDate
from border_annotator.formats.articles.html_lines import page_lines
from border_annotator.formats.articles.lines import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

# Names under which sites tell when an article was published, the surest first.
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "publish_date",
    "published_time",
    "publication_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "headline")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_SITES = ("og:site_name", "application-name", "dc.publisher", "twitter:site")
_ARTICLES = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|WebPage)$")
# Chrome, Edge and old browsers write the first comment into a page that they save, SingleFile the second.
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)|Page saved with SingleFile\s+url:\s*(\S+)")
_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)|\s*(\d{4})(\d\d)(\d\d)(?!\d)")
_SEPARATORS = re.compile(r"(?:\s+[|–—·•»-]|\s*:)\s+")
_BY = re.compile(r"(?:by|von|autor(?:ius|s|ka)?|teksts|tekst)\b[:\s]*", re.IGNORECASE)
_NAMES_AUTHOR = frozenset({"author", "author-name", "author__name", "byline-name", "byline__name", "article-author"})
LONGEST_NAME = 80
LONGEST_DATA = 2_000_000
"""Letters of a page's linked data that are looked at."""
_MOST_OBJECTS = 2_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says about itself."""

    title: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    published: PublicationDate | None = None
    language: str | None = None


def page_facts(root: HtmlElement, address: str | None = None) -> PageFacts:
    """What the page says about itself; ``address`` is where it came from, if something else knows."""
    metas = _metas(root)
    linked = list(_linked(root))
    url = _address(root, metas) or address or _saved_from(root)
    site = _first(metas, _SITES) or _publisher(linked)
    return PageFacts(
        title=_title(root, metas, linked, site),
        author=_author(root, metas, linked),
        site=(site or "").lstrip("@") or _host(url),
        url=url,
        published=_published(root, metas, linked, url),
        language=_language(root),
    )


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _linked(root: HtmlElement) -> Iterator[dict[str, object]]:
    """The objects of the page's linked data (JSON-LD) that describe an article, the most precise first."""
    found: list[dict[str, object]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > LONGEST_DATA:
            continue
        try:
            waiting: list[object] = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < _MOST_OBJECTS:
            item = waiting.pop()
            seen += 1
            if isinstance(item, list):
                waiting.extend(reversed(item))
            elif isinstance(item, dict):
                kinds = item.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in kinds):
                    found.append(item)
                waiting.extend(item[key] for key in ("mainEntity", "mainEntityOfPage", "@graph") if key in item)
    yield from sorted(found, key=lambda item: "WebPage" in str(item.get("@type")))


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _names(value: object) -> str | None:
    items = value if isinstance(value, list) else [value]
    names = [_words(item.get("name") if isinstance(item, dict) else item) for item in items]
    return "; ".join(dict.fromkeys(name for name in names if name and "://" not in name)) or None


def _publisher(linked: list[dict[str, object]]) -> str | None:
    return next((name for item in linked if (name := _names(item.get("publisher")))), None)


def _title(root: HtmlElement, metas: dict[str, str], linked: list[dict[str, object]], site: str | None) -> str | None:
    said = next((w for item in linked if (w := _words(item.get("headline")))), None) or _first(metas, _TITLES)
    if said is None:
        element = root.find(".//title")
        said = _words("".join(element.itertext())) if element is not None else None
    headings = [
        h for h in (" ".join(line.text for line in page_lines(h1)) for h1 in root.iter("h1")) if h and h != site
    ]
    if said is None:
        return headings[0] if len(headings) == 1 else None
    # The window's title has the name of the site around the article's; the page itself shows the article's alone.
    same = next((h for h in headings if _is_same_title(h.casefold(), said.casefold())), None)
    return same or _without_site(said, site)


def _is_same_title(shown: str, said: str) -> bool:
    """Whether the page shows the title that it says it has, longer or shorter."""
    return len(shown) > 8 and (shown in said or said in shown)


def title_among(title: str | None, lines: Iterable[str]) -> str | None:
    """The title as one of the lines has it, where that is the part of it that is no name of a site."""
    if title is None:
        return None
    stands = {key_of(line): line for line in lines}
    cuts = list(_SEPARATORS.finditer(title))
    parts = [title, *(title[: cut.start()] for cut in reversed(cuts)), *(title[cut.end() :] for cut in cuts)]
    return next((stands[key_of(part)] for part in parts if len(part) > 8 and key_of(part) in stands), title)


def _without_site(title: str, site: str | None) -> str:
    """The title without the site's name after or before it."""
    parts = _SEPARATORS.split(title)
    if len(parts) < 2 or not site:
        return title
    named = site.casefold()
    if parts[-1].casefold() in named or named in parts[-1].casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»:-")
    if parts[0].casefold() == named:
        return title[len(parts[0]) :].lstrip(" |–—·•»:-")
    return title


def _author(root: HtmlElement, metas: dict[str, str], linked: list[dict[str, object]]) -> str | None:
    said = next((name for item in linked if (name := _names(item.get("author")))), None)
    if said is None:
        said = next((metas[name] for name in _AUTHORS if name in metas and "://" not in metas[name]), None)
    if said is None:
        named = [
            _words("".join(element.itertext())) for element in root.iter("a", "span", "div", "p") if _is_author(element)
        ]
        found = [_BY.sub("", name, count=1) for name in named if name and len(name) < LONGEST_NAME]
        said = "; ".join(dict.fromkeys(name for name in found if not any(c.isdigit() for c in name))) or None
    return said[:200] if said else None


def _is_author(element: HtmlElement) -> bool:
    """Whether the page shows the author's name there, and not only something near it."""
    if "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author":
        return True
    return not _NAMES_AUTHOR.isdisjoint((element.get("class") or "").lower().split())


def _address(root: HtmlElement, metas: dict[str, str]) -> str | None:
    base = next((element.get("href") for element in root.iter("base") if element.get("href")), None) or ""
    canonical = [
        link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for said in (*canonical, metas.get("og:url"), base):
        found = _web(said, base)
        if found:
            return found
    return None


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _web(said: str | None, base: str = "") -> str | None:
    """An address on the web, completed by the page's base; ``None`` for any other."""
    try:
        found = urljoin(base, (said or "").strip())
        return found if urlsplit(found).scheme in {"http", "https"} and urlsplit(found).hostname else None
    except ValueError:
        return None


def _saved_from(root: HtmlElement) -> str | None:
    from lxml.etree import Comment

    for comment in (*root.itersiblings(Comment, preceding=True), *islice(root.iter(Comment), 5)):
        match = _SAVED.search(comment.text or "")
        if match:
            return _web(match[1] or match[2])
    return None


def _published(
    root: HtmlElement, metas: dict[str, str], linked: list[dict[str, object]], url: str | None
) -> PublicationDate | None:
    for item in linked:
        for key in ("datePublished", "dateCreated"):
            if day := _day(item.get(key)):
                return PublicationDate(day, "metadata", note=f"JSON-LD {key}")
    for name in _DATES:
        if day := _day(metas.get(name)):
            return PublicationDate(day, "metadata", note=f"meta {name}")
    for time in root.iter("time"):
        if day := _day(time.get("datetime")):
            return PublicationDate(day, "metadata", note="time element")
    return _searched(root, url)


def _searched(root: HtmlElement, url: str | None) -> PublicationDate | None:
    """What a search of the whole page for the likeliest date gives."""
    from htmldate import find_date

    try:
        found = find_date(root, original_date=True, url=url, deferred_url_extractor=True)
    except (ValueError, RecursionError):
        return None
    day = _day(found)
    return PublicationDate(day, "metadata", note="searched on the page") if day else None


def _day(said: object) -> datetime.date | None:
    match = _DAY.match(said) if isinstance(said, str) else None
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found if year > 1900 else None


def _language(root: HtmlElement) -> str | None:
    said = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    code = re.split(r"[-_]", said)[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
