"""What the tests of writers share: the gold as outgoing articles, files written, and annotations without their ids."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan, Piece, Unit
from border_annotator.domain.outgoing import Outgoing, Setting
from border_annotator.domain.schema_reading import read_schema
from border_annotator.formats.file_names import portable_name
from border_annotator.formats.readers.native import read_native_file
from border_annotator.formats.readers.registry import foreign_format_named
from border_annotator.formats.registry import SetFormat
from border_annotator.nlp.tokens import tokens_of
from border_annotator.services.export_formats import export_format
from border_annotator.settings import paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.article import Article

ROOT = Path(__file__).parents[3]
FILES = {
    "brat": ".",
    "doccano": "doccano.jsonl",
    "prodigy": "prodigy.jsonl",
    "label-studio": "tasks.json",
    "webanno-tsv": "{}.tsv",
    "uima-xmi": "{}.xmi",
}
"""Where in the folder a format's reader begins."""


@functools.cache
def setting() -> Setting:
    """The program's own schema, and a name."""
    file = paths.default_schema()
    return Setting("border news", read_schema(file.read_text(encoding="utf-8"), file.name))


@functools.cache
def gold() -> tuple[Outgoing, ...]:
    """Both seeds with their gold."""
    found = []
    for path in sorted((ROOT / "tests" / "gold").glob("*.json")):
        article = read_native_file(path)
        found.append(outgoing(article, (ROOT / "seeds" / article.text_file).read_bytes().decode()))
    return tuple(found)


def outgoing(article: Article, text: str) -> Outgoing:
    """An article with its tokens."""
    return Outgoing(article, text, tokens_of(text))


def set_format(name: str) -> SetFormat:
    """The format of that name, which holds a whole data set."""
    known = export_format(name)
    assert isinstance(known, SetFormat)
    return known


def write(name: str, folder: Path, articles: Iterable[Outgoing]) -> Path:
    """Write articles into a new folder."""
    folder.mkdir()
    articles = list(articles)
    assert sum(1 for _ in set_format(name).write(folder, iter(articles), setting())) == len(articles)
    return folder


Essence = tuple[Counter[object], Counter[object], Counter[object]]


def essence(foreign: ForeignArticle) -> Essence:
    """Spans, events and relations by what they say, without ids, layers and order.

    Two pieces that only white space parts are as good as one.
    """
    text = foreign.text or ""
    spans = {span.id: _span(span, text) for span in foreign.spans}
    heads = spans | {e.id: ("event", e.type, *spans[e.trigger][:2]) for e in foreign.events}
    events = Counter[object](
        (
            *heads[event.id],
            tuple(sorted((a.role, repr(heads[a.target])) for a in event.arguments)),
            _said(event),
        )
        for event in foreign.events
    )
    relations = Counter[object]((r.type, heads[r.source], heads[r.target]) for r in foreign.relations)
    # Some formats say what there is to say about an event on its trigger, some on the event, some on both.
    triggers = {event.trigger for event in foreign.events}
    bare = (span[:2] if key in triggers else span for key, span in spans.items())
    return Counter(bare), events, relations


def _span(span: ForeignSpan, text: str) -> tuple[object, ...]:
    gaps = [text[a.end : b.start] for a, b in pairwise(span.pieces)]
    whole = not any(gap.strip() for gap in gaps)
    pieces = ((span.pieces[0].start, span.pieces[-1].end),) if whole else tuple((p.start, p.end) for p in span.pieces)
    return (pieces, span.label, _said(span))


def _said(one: ForeignSpan | ForeignEvent) -> tuple[tuple[str, str], ...]:
    """All that is said about one as texts, wherever a format has put it."""
    link = one.link if isinstance(one, ForeignSpan) else None
    beside = {"link": link, "confidence": one.confidence, "note": one.note}
    said = {**one.attributes, **{key: value for key, value in beside.items() if value is not None}}
    return tuple(sorted((key, _text(value)) for key, value in said.items() if value is not None and value is not False))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return str(float(str(value)))
    except ValueError:
        return str(value)


def read_back(name: str, path: Path) -> list[ForeignArticle]:
    """What the program's own reader finds, which nothing may be left out of."""
    found = []
    for one in foreign_format_named(name).read(path):
        assert isinstance(one, ForeignArticle), one
        # Tokens and sentences are for other tools.
        assert [line for line in one.left_out if "words and grammar" not in line] == []
        found.append(one)
    return found


def same(name: str, folder: Path, articles: Iterable[Outgoing]) -> None:
    """The reader finds in the files what the format can hold of the articles, and nothing else."""
    articles = list(articles)
    file = FILES[name]
    paths = [folder / file.format(portable_name(one.foreign.doc_id)) for one in articles if "{}" in file]
    read = [in_code_points(back) for path in paths or [folder / file] for back in read_back(name, path)]
    fitted = [set_format(name).fit(one).foreign for one in articles]
    assert [visible(one) for one in read] == [visible(one) for one in fitted]
    for back, there in zip(read, fitted, strict=True):
        for mine, theirs in zip(essence(back), essence(there), strict=True):
            assert mine == theirs


def visible(foreign: ForeignArticle) -> str:
    """The text with plain spaces for all white space: not every format keeps what stands between sentences."""
    return re.sub(r"\s", " ", foreign.text or "").rstrip()


def in_code_points(foreign: ForeignArticle) -> ForeignArticle:
    """With offsets as they are here, where a format counts in UTF-16."""
    if foreign.units[0] is not Unit.UTF16:
        return foreign
    at, places = 0, {}
    for number, letter in enumerate(foreign.text or ""):
        places[at] = number
        at += 2 if letter > "\uffff" else 1
    places[at] = len(foreign.text or "")
    spans = (
        replace(span, pieces=tuple(Piece(places[piece.start], places[piece.end]) for piece in span.pieces))
        for span in foreign.spans
    )
    return replace(foreign, spans=tuple(spans))
