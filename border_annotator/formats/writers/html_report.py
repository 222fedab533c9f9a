"""A report to read in a browser without a network: each article with its annotations highlighted and listed."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.domain.outward import ENTITIES, FIGURE, FIGURES
from border_annotator.domain.sentence import say
from border_annotator.formats.file_names import portable_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute, ForeignArticle, ForeignEvent, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

FOLDER, INDEX = "articles", "index.html"
DOC_ID = "border-annotator-doc-id"
"""The name under which a page's head says which article it is of."""
_OF_ARTICLE = ("date", "publisher", "text_file", "review")
# A browser takes a carriage return for the end of a line.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1d21; --paper: #fdfdfb; --faint: #5f6670; --line: #d9dce1;
  --entities: #cfe3f7; --figures: #f6e3b4; --triggers: #f3c9c4; --others: #dfe3e8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #16181c; --faint: #9aa3ae; --line: #33383f;
  --entities: #1f4568; --figures: #5a4612; --triggers: #6b2a25; --others: #3a4048; } }
body { margin: 2rem auto; max-width: 52rem; padding: 0 1rem; font: 16px/1.6 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); }
a { color: inherit; } h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.about { color: var(--faint); } .text { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; background: var(--others); border-radius: .2em; padding: .05em 0; }
mark.entities { background: var(--entities); } mark.figures { background: var(--figures); }
mark.triggers { background: var(--triggers); font-weight: 600; }
mark.many { outline: 1px solid var(--faint); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; vertical-align: top;
  padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--faint); font-weight: 600; }
@media print { body { margin: 0; } mark { border-bottom: 1px solid; } }
"""


@fitted_once
def fit_html(outgoing: Outgoing) -> Fitted:
    """All annotations; of the layout and of the article only what a reader would ask for."""
    fitting = Fitting(outgoing, holds_kept=False)
    fitting.drop_layout()
    fitting.keep_of_article(frozenset(_OF_ARTICLE))
    fitting.rewrite(_shown, say("control characters are shown by their pictures"), with_text=True)
    return fitting.fitted()


def write_html(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    """``index.html`` and a page for each article; nothing is loaded, light or dark as the reader likes."""
    (folder / FOLDER).mkdir()
    with (folder / INDEX).open("w", encoding="utf-8", newline="\n") as index:
        index.write(_head(setting.name) + f"<h1>{_said(setting.name)}</h1>\n<table>\n")
        index.write("<tr><th>Article<th>Date<th>Events<th>Entities<th>Figures\n")
        for outgoing in articles:
            foreign = fit_html(outgoing).foreign
            name = f"{portable_name(foreign.doc_id)}.html"
            page = "".join(_page(foreign))
            (folder / FOLDER / name).write_text(page, encoding="utf-8", newline="\n")
            index.write(_index_row(foreign, f"{FOLDER}/{quote(name)}"))
            yield
        index.write("</table>\n")


def _head(title: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_said(title)}</title>\n<style>{_STYLE}</style>\n"
    )


def _said(value: object) -> str:
    """Any text, where nothing in it is markup."""
    return escape(_shown(str(value)))


def _shown(text: str) -> str:
    """A text with a picture for each control character."""
    return _CONTROL.sub(lambda found: "␡" if found[0] == "\x7f" else chr(0x2400 + ord(found[0])), text)


def anchor(key: str) -> str:
    """The id that an annotation's row has in its page."""
    return quote(key, safe="")


def _index_row(foreign: ForeignArticle, link: str) -> str:
    entities = sum(span.layer == ENTITIES for span in foreign.spans)
    figures = sum(span.label == FIGURE for span in foreign.spans)
    numbers = "".join(f"<td>{count}" for count in (len(foreign.events), entities, figures))
    title = _said(_title(foreign))
    return f'<tr><td><a href="{link}">{title}</a><td>{_said(foreign.attributes.get("date", ""))}{numbers}\n'


def _title(foreign: ForeignArticle) -> str:
    return " ".join((foreign.title or "").split()) or foreign.doc_id


def _page(foreign: ForeignArticle) -> Iterator[str]:
    title = _title(foreign)
    yield _head(title) + f'<meta name="{DOC_ID}" content="{_said(foreign.doc_id)}">\n'
    yield f'<p class="about"><a href="../{INDEX}">All articles</a>\n<h1>{_said(title)}</h1>\n<p class="about">'
    about = [foreign.attributes.get(name) for name in _OF_ARTICLE]
    yield " · ".join(_said(value) for value in about if value) + "\n"
    language = _said(foreign.language or "en")
    marked = "".join(_highlighted(foreign.text or "", list(foreign.spans)))
    yield f'<div class="text" lang="{language}" dir="auto">{marked}</div>\n'
    links = _Links(foreign)
    yield from _list(
        "Events", ("", "Type", "Trigger", "Who, what, where, when", "About"), map(links.event, foreign.events)
    )
    yield from _list("Entities", ("Label", "Text", "Link", "About"), map(links.entity, _of(foreign, ENTITIES)))
    yield from _list("Figures", ("Kind", "Text", "About"), map(links.figure, _of(foreign, FIGURES)))


def _of(foreign: ForeignArticle, layer: str) -> list[ForeignSpan]:
    return [span for span in foreign.spans if span.layer == layer]


def _highlighted(text: str, spans: list[ForeignSpan]) -> Iterator[str]:
    """The text cut where an annotation begins or ends, each part marked with all that covers it."""
    begins: dict[int, list[ForeignSpan]] = {}
    for span in spans:
        begins.setdefault(span.pieces[0].start, []).append(span)
    edges = sorted({0, len(text), *begins, *(span.pieces[-1].end for span in spans)})
    here: list[ForeignSpan] = []
    for start, end in pairwise(edges):
        here = [span for span in here if span.pieces[-1].end > start] + begins.get(start, [])
        part = _said(text[start:end])
        if not here:
            yield part
            continue
        inner = min(here, key=lambda span: span.pieces[-1].end - span.pieces[0].start)
        names = "; ".join(dict.fromkeys(_name(span) for span in here))
        many = " many" if len(here) > 1 else ""
        keys = " ".join(anchor(span.id) for span in here)
        yield f'<mark class="{_said(inner.layer)}{many}" data-of="{keys}" title="{_said(names)}">{part}</mark>'


def _name(span: ForeignSpan) -> str:
    return str(span.attributes.get("kind", span.label)) if span.label == FIGURE else span.label


Row = tuple[str, tuple[str, ...]]
"""The id of what a row is about, and its cells, as HTML."""


def _list(title: str, heads: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    found = [f'<tr id="{anchor(key)}">{"".join(f"<td>{cell}" for cell in cells)}\n' for key, cells in rows]
    if found:
        yield f"<h2>{title}</h2>\n<table>\n<tr>{''.join(f'<th>{head}' for head in heads)}\n"
        yield from found
        yield "</table>\n"


class _Links:
    """The rows of an article's annotations, and what leads from one to another."""

    def __init__(self, foreign: ForeignArticle) -> None:
        self._spans = {span.id: span for span in foreign.spans}
        self._triggers = {event.id: self._spans[event.trigger] for event in foreign.events}
        self._links: dict[str, list[str]] = {}
        for relation in foreign.relations:
            link = _link(relation.type, relation.target, "link", relation.target)
            self._links.setdefault(relation.source, []).append(link)

    def event(self, event: ForeignEvent) -> Row:
        roles = [_link(a.role, a.target, "role", self._surface(a.target)) for a in event.arguments]
        trigger = _said(self._surface(event.id))
        who = "; ".join([*roles, *self._links.get(event.id, ())])
        return event.id, (_said(event.id), _said(event.type), trigger, who, _about(event))

    def entity(self, span: ForeignSpan) -> Row:
        link = _said(span.link or "")
        return span.id, (_said(span.label), _said(span.surface), link, self._with_links(span))

    def figure(self, span: ForeignSpan) -> Row:
        return span.id, (_said(span.attributes.get("kind", "")), _said(span.surface), self._with_links(span))

    def _with_links(self, span: ForeignSpan) -> str:
        return ", ".join(filter(None, [_about(span), *self._links.get(span.id, ())]))

    def _surface(self, key: str) -> str:
        return (self._spans.get(key) or self._triggers[key]).surface or ""


def _link(name: str, key: str, sort: str, shown: str) -> str:
    return f'<a href="#{anchor(key)}" data-{sort}="{_said(name)}">{_said(name)}: {_said(shown)}</a>'


def _about(one: ForeignSpan | ForeignEvent) -> str:
    said = {**one.attributes, "confidence": one.confidence, "note": one.note}
    told = {name: value for name, value in said.items() if value is not None and value is not False and name != "kind"}
    return ", ".join(f"<span>{_said(name)}: {_said(_value(value))}</span>" for name, value in told.items())


def _value(value: Attribute) -> Attribute:
    return "yes" if value is True else value
