"""GeoJSON, JSON-LD and the report: well formed, with the project's own words, and nothing that a page could run."""

from __future__ import annotations

import html.parser
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from hypothesis import given, settings

from border_annotator.domain.essence import essence
from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
)
from border_annotator.domain.loss import LossKind
from border_annotator.formats.file_names import portable_name
from tests.formats.drawn_articles import articles, plain_names
from tests.formats.writers.written import gold, outgoing, set_format, write

if TYPE_CHECKING:
    from border_annotator.domain.article import Article

Node = dict[str, Any]


def test_located_events_are_features(tmp_path: Path) -> None:
    found = json.loads((write("geojson", tmp_path / "out", gold()) / "events.geojson").read_text("utf-8"))
    assert found["type"] == "FeatureCollection"
    wanted = {
        f"{one.foreign.doc_id}/{event.id}": (event.type, list(event.geo.countries))
        for one in gold()
        for event in one.article.events
        if event.geo.countries or event.fillers("place")
    }
    assert {f["id"]: (f["properties"]["type"], f["properties"]["countries"]) for f in found["features"]} == wanted
    # The program's lists have no coordinates: a place that is not known is said to be none.
    assert all(f["type"] == "Feature" and f["geometry"] is None for f in found["features"])
    assert any(place["link"] for f in found["features"] for place in f["properties"]["places"])
    assert json.loads((write("geojson", tmp_path / "none", []) / "events.geojson").read_text("utf-8"))["features"] == []


def web_annotations(folder: Path) -> list[ForeignArticle]:
    graph = json.loads((folder / "annotations.jsonld").read_text("utf-8"))["@graph"]
    found = []
    for text in (node for node in graph if node["type"] == "Text"):
        own = [node for node in graph if node["id"].startswith(f"{text['id']}#")]
        spans = [_span(node, text) for node in own if node["motivation"] == "tagging"]
        events = [_event(node) for node in own if node["motivation"] == "classifying"]
        relations = [_relation(node) for node in own if node["motivation"] == "linking"]
        found.append(
            ForeignArticle(
                text["ba:doc_id"], text["value"], spans=tuple(spans), events=tuple(events), relations=tuple(relations)
            )
        )
    return found


def _id(iri: str) -> str:
    return unquote(iri.partition("#")[2])


def _body(node: Node, purpose: str) -> str | None:
    return next((body["value"] for body in node["body"] if body["purpose"] == purpose), None)


def _span(node: Node, text: Node) -> ForeignSpan:
    position, quoted = node["target"]["selector"]
    start, end = position["start"], position["end"]
    assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] == text["value"][max(0, start - 32) : end + 32]
    assert quoted["exact"] == text["value"][start:end]
    attributes, label = node["ba:attributes"], str(_body(node, "tagging"))
    return ForeignSpan(
        _id(node["id"]), label, (Piece(start, end),), None, node["ba:layer"], node["ba:link"], node["ba:confidence"],
        attributes, _body(node, "commenting"),
    )  # fmt: skip


def _event(node: Node) -> ForeignEvent:
    roles = tuple(ForeignArgument(filled["ba:role"], _id(filled["ba:filler"])) for filled in node["ba:arguments"])
    kind, note = str(_body(node, "classifying")), _body(node, "commenting")
    return ForeignEvent(
        _id(node["id"]), kind, _id(node["target"]), roles, node["ba:attributes"], node["ba:confidence"], note
    )


def _relation(node: Node) -> ForeignRelation:
    return ForeignRelation(_id(node["id"]), node["body"]["value"], _id(node["ba:from"]), _id(node["target"]))


def test_annotations_of_the_gold(tmp_path: Path) -> None:
    found = web_annotations(write("jsonld", tmp_path / "out", gold()))
    assert [essence(one) for one in found] == [essence(one.foreign) for one in gold()]


@given(articles(plain_names))
@settings(max_examples=20)
def test_annotations_of_anything(drawn: tuple[Article, str]) -> None:
    one = outgoing(*drawn)
    with TemporaryDirectory() as folder:
        (found,) = web_annotations(write("jsonld", Path(folder) / "out", [one]))
    assert found.text == one.text
    assert essence(found) == essence(one.foreign)


class Page(html.parser.HTMLParser):
    """What a page says, and with which elements."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.marked: list[tuple[str, str]] = []
        self.shown: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self._depth = 0
        self._title: str | None = None
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        self.links += [str(said[name]) for name in ("href", "src") if name in said]
        self._title = said.get("title") if tag == "mark" else self._title
        self._depth += tag == "div"

    def handle_endtag(self, tag: str) -> None:
        self._title = None if tag == "mark" else self._title
        self._depth -= tag == "div"

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.shown.append(data)
        if self._title is not None:
            self.marked.append((self._title, data))


def test_the_report_shows_the_article_with_its_marks(tmp_path: Path) -> None:
    folder = write("html", tmp_path / "out", gold())
    index = Page((folder / "index.html").read_text("utf-8"))
    for one in gold():
        link = f"articles/{portable_name(one.foreign.doc_id)}.html"
        assert link in index.links
        page = Page((folder / link).read_text("utf-8"))
        assert "".join(page.shown) == one.text
        first, *others = page.links
        assert first == "../index.html"
        # From a role to the row of what fills it.
        assert {link[1:] for link in others} <= {span.id for span in one.foreign.spans} | {
            event.id for event in one.foreign.events
        }
        for span in one.foreign.spans:
            if span.layer == "entities":
                assert any(span.label in title and data in (span.surface or "") for title, data in page.marked)


def test_nothing_in_an_article_is_markup(tmp_path: Path) -> None:
    one = gold()[0]
    evil = "<script>alert(1)</script>\"'&\x00"
    text = evil + one.text[len(evil) :]
    noted = replace(one.article.entities[0], note=evil, link=evil)
    odd = outgoing(replace(one.article, doc_id=evil, entities=(noted, *one.article.entities[1:])), text)
    folder = write("html", tmp_path / "out", [odd])
    for path in folder.rglob("*.html"):
        page = Page(path.read_text("utf-8"))
        assert "script" not in page.tags
        assert {"html", "meta", "title", "style"} <= page.tags
        assert "\x00" not in path.read_text("utf-8")
    shown = [loss for loss in set_format("html").losses(odd) if loss.kind is LossKind.TEXT]
    assert [(loss.what, loss.id) for loss in shown] == [("link", "e1"), ("note", "e1"), ("text", evil)]
