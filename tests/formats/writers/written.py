"""What the tests of writers share: the gold as outgoing articles, files written, and annotations without their ids."""

from __future__ import annotations

import functools
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan
from border_annotator.domain.outgoing import Outgoing, Setting
from border_annotator.domain.schema_reading import read_schema
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
GOLDEN = Path(__file__).parent / "golden"


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
    return Counter(spans.values()), events, relations


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
        assert one.left_out == ()
        found.append(one)
    return found


def same(name: str, path: Path, articles: Iterable[Outgoing]) -> None:
    """The reader finds in ``path`` what the format can hold of the articles, and nothing else."""
    read = read_back(name, path)
    fitted = [set_format(name).fit(one).foreign for one in articles]
    assert [one.text for one in read] == [one.text for one in fitted]
    for back, there in zip(read, fitted, strict=True):
        for mine, theirs in zip(essence(back), essence(there), strict=True):
            assert mine == theirs
