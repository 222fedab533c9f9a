"""Pages whose furniture is known: annotated ones, and articles with made-up furniture laid around them."""

from __future__ import annotations

import json
import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from border_annotator.formats.readers.native import read_native_file
from border_annotator.formats.readers.plain_text import read_plain_text
from border_annotator.nlp.page_lines import page_lines
from border_annotator.settings.paths import seeds_folder
from tests.calibrate.reading import gold_files

HERE = Path(__file__).parent
ANNOTATED = HERE / "pages"
MADE_UP = 72
"""Pages that are made up, three from each article."""
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page, each with whether it is furniture; ``body`` names the article, for leaving it out."""

    body: str
    lines: tuple[str, ...]
    furniture: tuple[bool, ...]


def read_pages() -> list[Page]:
    """All pages to fit on: annotated articles, annotated pages, and made-up ones; the same ones each time."""
    articles = [_page(path.stem, _text_of(path), _ranges_of_gold(path)) for path in gold_files("*")]
    pages = [
        _page(path.stem, read_plain_text(path.with_suffix(".txt")).text, _ranges_of_page(path))
        for path in sorted(ANNOTATED.glob("*.json"))
    ]
    return articles + pages + made_up_pages(articles, MADE_UP)


def made_up_pages(articles: list[Page], count: int) -> list[Page]:
    """The articles in turn, with blocks of furniture drawn by lot above, inside and below them."""
    words = tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))
    lot = random.Random(1)  # noqa: S311 - a lot, and no secret
    found = []
    for number in range(count):
        article = articles[number % len(articles)]
        body = [line for line, is_furniture in zip(article.lines, article.furniture, strict=True) if not is_furniture]
        lines: list[tuple[str, bool]] = []

        def block(place: str, times: int, lines: list[tuple[str, bool]] = lines) -> None:
            for _time in range(times):
                lines.extend((_filled(line, words, lot), True) for line in lot.choice(words[place]))

        block("above", lot.choice((0, 1, 2, 3, 4)))
        lines.append((body[0], False))
        block("below_title", lot.choice((0, 0, 1, 2, 3)))
        for place, paragraph in enumerate(body[1:]):
            lines.append((paragraph, False))
            if place < len(body) - 2 and lot.random() < 0.2:
                lines.append((_filled(lot.choice(words["headings"]), words, lot), False))
            elif place and lot.random() < 0.07:
                lines.extend((_filled(line, words, lot), False) for line in lot.choice(words["lists"]))
            elif place and lot.random() < 0.25:
                lines.append((_filled(lot.choice(words["of_articles"]), words, lot), False))
            if place < len(body) - 2 and lot.random() < 0.3:
                block("inside", lot.choice((1, 1, 2)))
        block("below", lot.choice((0, 1, 2, 3, 4, 6, 8)))
        found.append(Page(article.body, *(tuple(column) for column in zip(*lines, strict=True))))
    return found


def _filled(line: str, words: dict[str, list[str]], lot: random.Random) -> str:
    """A made-up line with something put into its slots."""

    def slot(found: re.Match[str]) -> str:
        match found[1]:
            case "n":
                return str(lot.randint(2, 9))
            case "clock":
                return f"{lot.randint(0, 23):02}{lot.choice(':.')}{lot.randint(0, 59):02}"
            case name:
                return _filled(lot.choice(words[f"{name}s"]), words, lot)

    return _SLOT.sub(slot, line)


def _page(body: str, text: str, ranges: list[tuple[int, int]]) -> Page:
    lines = page_lines(text, 0)
    furniture = []
    for line in lines:
        inside = sum(max(0, min(end, line.span.end) - max(start, line.span.start)) for start, end in ranges)
        furniture.append(inside * 2 >= len(line.text))
    return Page(body, tuple(line.text for line in lines), tuple(furniture))


def _text_of(path: Path) -> str:
    source = path.with_suffix(".txt")
    return read_plain_text(source if source.is_file() else seeds_folder() / read_native_file(path).text_file).text


def _ranges_of_gold(path: Path) -> list[tuple[int, int]]:
    return [(part.span.start, part.span.end) for part in read_native_file(path).layout.boilerplate]


def _ranges_of_page(path: Path) -> list[tuple[int, int]]:
    return [(start, end) for start, end in json.loads(path.read_text(encoding="utf-8"))["boilerplate"]]
