"""Pages whose furniture is known: annotated articles, annotated pages, and both laid around and into each other."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from border_annotator.formats.readers.native import read_native_file
from border_annotator.nlp.page_clues import Seen
from border_annotator.nlp.segments import lines_by_rules
from border_annotator.settings.paths import seeds_folder
from tests.calibrate.reading import gold_files

HERE = Path(__file__).parent
MADE_UP = 120
"""Pages with made-up furniture, five from each article."""
TIMES = 2
"""So often the furniture of each annotated page is laid around the body of another."""
_SLOT = re.compile(r"\{(\w+)\}")
_PAGE = re.compile(r"^=== ", re.MULTILINE)
FURNITURE, EITHER, BODY = "~", "?", ""
Marked = tuple[str, str]
"""A line of a page, and its mark; an empty line has a mark as well."""


@dataclass(frozen=True)
class Page:
    """One page: its lines with their marks; ``chrome`` and ``body`` name whence its furniture and its article are."""

    chrome: str
    body: str
    marked: tuple[Marked, ...]
    group: str = "made up"
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\n".join(line for line, _mark in self.marked))

    @cached_property
    def spans(self) -> list[tuple[int, int, str]]:
        """Where each line begins and ends, and its mark."""
        found, begin = [], 0
        for line, mark in self.marked:
            found.append((begin, begin + len(line), mark))
            begin += len(line) + 1
        return found

    @cached_property
    def lines(self) -> tuple[tuple[Seen, str], ...]:
        """The lines as they are weighed, each with its mark; captions and titles the rules know are marked either."""
        found = []
        for line in lines_by_rules(self.text):
            place = next((mark for begin, end, mark in self.spans if begin <= line.span.start < end), BODY)
            mark = EITHER if line.label is not None else place
            found.append((Seen(line.text, line.kind, line.apart, line.label == "title"), mark))
        return tuple(found)


def read_pages() -> list[Page]:
    """All pages to fit on; the same ones each time."""
    articles = [_article(path) for path in gold_files("*")]
    pages = annotated_pages()
    lot = random.Random(1)  # noqa: S311 - a lot, and no secret
    bodies = [*articles, *pages]
    mixed = [_mixed(page, lot.choice(bodies)) for _ in range(TIMES) for page in pages]
    return [*articles, *pages, *mixed, *made_up_pages(articles, MADE_UP)]


def sources() -> list[Page]:
    """The pages that are judged: those that nobody mixed or made up."""
    return [*(_article(path) for path in gold_files("*")), *annotated_pages()]


def annotated_pages() -> list[Page]:
    """The pages in ``pages``: “~” stands before a line of furniture, “?” before one that may be either."""
    found = []
    for path in sorted((HERE / "pages").glob("*.page")):
        for part in _PAGE.split(path.read_text(encoding="utf-8"))[1:]:
            name, _, text = part.strip("\n").partition("\n")
            marked = tuple(
                (line[1:], line[0]) if line[:1] in {FURNITURE, EITHER} else (line, BODY)
                for line in text.strip("\n").split("\n")
            )
            found.append(Page(name, name, marked, path.stem))
    return found


def _article(path: Path) -> Page:
    gold = read_native_file(path)
    source = path.with_suffix(".txt")
    text = (source if source.is_file() else seeds_folder() / gold.text_file).read_text(encoding="utf-8")
    ranges = [(part.span.start, part.span.end) for part in gold.layout.boilerplate]
    marked, begin = [], 0
    for line in text.split("\n"):
        inside = sum(max(0, min(end, begin + len(line)) - max(start, begin)) for start, end in ranges)
        marked.append((line, FURNITURE if line and inside * 2 >= len(line) else BODY))
        begin += len(line) + 1
    return Page(path.stem, path.stem, tuple(marked), "gold")


def _mixed(page: Page, article: Page) -> Page:
    """The furniture of one page around and inside the article of another, each block about where it stood."""
    body = [i for i, (line, mark) in enumerate(page.marked) if line and mark == BODY]
    lines = [(line, mark) for line, mark in article.marked if mark != FURNITURE]
    told = max(1, len(body))
    waiting: list[tuple[float, list[Marked]]] = []
    passed = 0
    for line, mark in page.marked:
        if line and mark == BODY:
            passed += 1
        elif mark == FURNITURE or not line:
            place = passed / told
            if not waiting or waiting[-1][0] != place:
                waiting.append((place, []))
            waiting[-1][1].append((line, mark))
    found: list[Marked] = []
    for number, marked in enumerate(lines):
        while waiting and waiting[0][0] * len(lines) <= number:
            found += waiting.pop(0)[1]
        found.append(marked)
    return Page(page.chrome, article.body, (*found, *(entry for _, block in waiting for entry in block)))


def made_up_pages(articles: list[Page], count: int) -> list[Page]:
    """The articles in turn, with blocks of made-up furniture drawn by lot above, inside and below them."""
    words = tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))
    lot = random.Random(1)  # noqa: S311 - a lot, and no secret
    found = []
    for number in range(count):
        article = articles[number % len(articles)]
        body = [line for line, mark in article.marked if line and mark == BODY]
        lines: list[Marked] = []

        def block(place: str, times: int, lines: list[Marked] = lines) -> None:
            for _time in range(times):
                lines.extend((_filled(line, words, lot), FURNITURE) for line in lot.choice(words[place]))

        block("above", lot.choice((0, 1, 2, 3, 4)))
        lines.append((body[0], BODY))
        block("below_title", lot.choice((0, 0, 1, 2, 3)))
        for place, paragraph in enumerate(body[1:]):
            lines.append((paragraph, BODY))
            if place < len(body) - 2 and lot.random() < 0.2:
                lines.append((_filled(lot.choice(words["headings"]), words, lot), BODY))
            elif place and lot.random() < 0.07:
                lines.extend((_filled(line, words, lot), BODY) for line in lot.choice(words["lists"]))
            elif place and lot.random() < 0.25:
                lines.append((_filled(lot.choice(words["of_articles"]), words, lot), BODY))
            if place < len(body) - 2 and lot.random() < 0.3:
                block("inside", lot.choice((1, 1, 2)))
        block("below", lot.choice((0, 1, 2, 3, 4, 6, 8)))
        found.append(Page("made up", article.body, tuple(lines)))
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
