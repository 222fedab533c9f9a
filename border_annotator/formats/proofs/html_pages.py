"""The pages of a report as the articles that they show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
    Unit,
)
from border_annotator.domain.outward import FIGURE, MENTION, MENTION_ROLE, SPAN
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.writers.html_report import DOC_ID, FOLDER, INDEX
from border_annotator.formats.writers.tables import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute


def read_html_folder(folder: Path) -> Iterator[ForeignArticle | Refusal]:
    """The articles of the pages that the index leads to."""
    index = _Index()
    index.feed((folder / INDEX).read_bytes().decode())
    index.close()
    for link in index.links:
        path = folder / unquote(link)
        if not path.is_file():
            yield Refusal(say("the page is missing"), link)
            continue
        page = _Page()
        page.feed(path.read_bytes().decode())
        page.close()
        yield page.article()


class _Index(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        link = dict(attrs).get("href") or ""
        if tag == "a" and link.startswith(f"{FOLDER}/"):
            self.links.append(link)


@dataclass(slots=True)
class _Part:
    """A part of a cell: a role, a link, or something said; with its name, the id that it leads to, and its text."""

    sort: str
    name: str
    target: str
    text: str = ""


@dataclass(slots=True)
class _Cell:
    text: str = ""
    parts: list[_Part] = field(default_factory=list)

    def of(self, sort: str) -> list[_Part]:
        return [part for part in self.parts if part.sort == sort]

    def said(self) -> dict[str, Attribute]:
        """What the cell says as “name: value”."""
        told = (part.text.partition(": ") for part in self.of(""))
        return {name: True if name in FLAGS else value for name, _, value in told}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._doc_id = self._language = ""
        self._text: list[str] = []
        self._at = 0
        self._in_text = False
        self._here: list[str] = []
        self._pieces: dict[str, Piece] = {}
        self._rows: dict[str, list[_Cell]] = {}
        self._row: list[_Cell] | None = None
        self._is_part = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta" and said.get("name") == DOC_ID:
            self._doc_id = said.get("content", "")
        elif tag == "div" and said.get("class") == "text":
            self._in_text, self._language = True, said.get("lang", "")
        elif tag == "mark":
            self._here = [unquote(key) for key in said.get("data-of", "").split(" ")]
        elif tag == "tr":
            self._row = self._rows.setdefault(unquote(said["id"]), []) if "id" in said else None
        elif tag == "td" and self._row is not None:
            self._row.append(_Cell())
        elif tag in {"a", "span"} and self._row:
            sort = next((sort for sort in ("role", "link") if f"data-{sort}" in said), "")
            key = unquote(said.get("href", "").removeprefix("#"))
            self._row[-1].parts.append(_Part(sort, said.get(f"data-{sort}", ""), key))
            self._is_part = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._in_text = False
        elif tag == "mark":
            self._here = []
        elif tag in {"a", "span"}:
            self._is_part = False
        elif tag == "table":
            self._row = None

    def handle_data(self, data: str) -> None:
        if self._in_text:
            self._text.append(data)
            begin, self._at = self._at, self._at + len(data)
            for key in self._here:
                known = self._pieces.setdefault(key, Piece(begin, self._at))
                self._pieces[key] = Piece(known.start, self._at)
        elif self._row and self._is_part:
            self._row[-1].parts[-1].text += data
        elif self._row:
            self._row[-1].text += data

    def article(self) -> ForeignArticle:
        """All that the page shows."""
        spans: dict[str, ForeignSpan] = {}
        events: list[ForeignEvent] = []
        relations: list[ForeignRelation] = []
        for key, cells in self._rows.items():
            relations += [ForeignRelation("", p.name, key, p.target) for cell in cells for p in cell.of("link")]
            said = cells[-1].said()
            match cells:
                case [_, kind, _, who, _]:
                    trigger = f"{key}-t"
                    spans[trigger] = self._span(trigger, kind.text)
                    roles = tuple(ForeignArgument(part.name, part.target) for part in who.of("role"))
                    events.append(ForeignEvent(key, kind.text, trigger, roles, said))
                case [name, _, link, _]:
                    spans[key] = replace(self._span(key, name.text), link=link.text or None, attributes=said)
                case [kind, _, _]:
                    spans[key] = replace(self._span(key, FIGURE), attributes={"kind": kind.text, **said})
        for argument in (argument for event in events for argument in event.arguments):
            # What is there for an event alone has no row.
            if argument.target not in self._rows and argument.target not in spans:
                label = MENTION if argument.role == MENTION_ROLE else SPAN
                spans[argument.target] = self._span(argument.target, label)
        return ForeignArticle(
            self._doc_id,
            "".join(self._text),
            language=self._language,
            units=(Unit.CODE_POINTS,),
            spans=tuple(spans.values()),
            events=tuple(events),
            relations=tuple(relations),
        )

    def _span(self, key: str, label: str) -> ForeignSpan:
        # One that is nowhere in the text has lost its place.
        return ForeignSpan(key, label, (self._pieces.get(key, Piece(0, 0)),))
