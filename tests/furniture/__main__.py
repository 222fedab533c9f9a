"""``python -m tests.furniture``: weigh anew what tells furniture from the article, store the weights, say how it does.

The figures of ``--report`` are of pages whose furniture and whose article the weights were not fitted on, and of rules
and weights together, as the engine works.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from border_annotator.nlp.page_clues import clues_of_lines
from border_annotator.nlp.page_furniture import FILE, certainties, chance, clues_of_company, weighed_by
from border_annotator.nlp.segments import read_layout
from border_annotator.nlp.shipped import shipped
from tests.calibrate.fitting import Sample
from tests.furniture.pages import EITHER, FURNITURE, read_pages, sources
from tests.furniture.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.nlp.confidence import Weighing
    from tests.furniture.pages import Page

Clues = list[tuple[str, ...]]

PENALTY = 3.0
# So many parts the pages are shared out into; each is judged by weights that were fitted on the others.
PARTS = 5


def main() -> int:
    """Fit, report, and write unless only asked to report."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parser = argparse.ArgumentParser(prog="python -m tests.furniture", description=__doc__.splitlines()[0])
    parser.add_argument("--report", action="store_true", help="write nothing")
    options = parser.parse_args()
    pages = read_pages()
    if options.report:
        report(pages, sources())
    else:
        write(fit_both(pages))
    return 0


def report(pages: Sequence[Page], judged: Sequence[Page]) -> None:
    """How much of the furniture is masked, and how much of the articles, in characters, by where the pages are from."""
    names = sorted({name for page in pages for name in (page.chrome, page.body)})
    part = {name: place % PARTS for place, name in enumerate(names)}
    seen: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for number in range(PARTS):
        kept = [page for page in pages if number not in {part[page.chrome], part[page.body]}]
        with weighed_by(fit_both(kept)):
            for page in judged:
                if part[page.chrome] == number:
                    _count(page, seen)
    for group, mark in sorted(seen):
        found, total = seen[group, mark]
        what = "furniture found" if mark == FURNITURE else "article masked"
        sys.stdout.write(f"{group}: {what} {found / total:.4f} of {total}\n")


def _count(page: Page, seen: dict[tuple[str, str], list[int]]) -> None:
    masks = [part.span for part in read_layout(page.text).boilerplate]
    for begin, end, mark in page.spans:
        if mark != EITHER:
            count = seen[page.group, mark]
            count[0] += sum(max(0, min(end, mask.end) - max(begin, mask.start)) for mask in masks)
            count[1] += end - begin


def fit_both(pages: Sequence[Page]) -> dict[str, Weighing]:
    """The weights of each line alone, and of each among its neighbours, whose chances come from parts left out."""
    clues = [clues_of_lines([line for line, _mark in page.lines]) for page in pages]
    chances = _left_out(pages, clues)
    among = [
        [
            (*own, *company)
            for own, company in zip(found, clues_of_company(found, known_or(page, of_lines)), strict=True)
        ]
        for page, found, of_lines in zip(pages, clues, chances, strict=True)
    ]
    return {"alone": weigh(_samples(pages, clues), PENALTY), "among": weigh(_samples(pages, among), PENALTY)}


def known_or(page: Page, chances: Sequence[float]) -> list[float]:
    """The chances of a page's lines, certain where nothing has to be weighed."""
    sure = certainties([line for line, _mark in page.lines])
    return [chance if known is None else known for known, chance in zip(sure, chances, strict=True)]


def _left_out(pages: Sequence[Page], clues: Sequence[Clues]) -> list[list[float]]:
    """The chance of each line, from weights that were not fitted on its furniture."""
    part = {name: place % PARTS for place, name in enumerate(sorted({page.chrome for page in pages}))}
    weighings = []
    for number in range(PARTS):
        kept = [i for i, page in enumerate(pages) if part[page.chrome] != number]
        weighings.append(weigh(_samples([pages[i] for i in kept], [clues[i] for i in kept]), PENALTY))
    return [
        [chance(weighings[part[page.chrome]], own) for own in found] for page, found in zip(pages, clues, strict=True)
    ]


def _samples(pages: Sequence[Page], clues: Sequence[Clues]) -> list[Sample]:
    return [
        Sample(f"{page.chrome} {page.body}", own, mark == FURNITURE)
        for page, found in zip(pages, clues, strict=True)
        for own, (_line, mark) in zip(found, page.lines, strict=True)
        if mark != EITHER
    ]


def write(weighings: dict[str, Weighing]) -> None:
    """Store the weights where the engine reads them."""
    parts = ["# What each clue tells of a line being the page’s, in log odds; made by “python -m tests.furniture”.\n"]
    for name, weighing in weighings.items():
        parts.append(f"\n[{name}]\nbase = {weighing.base}\n")
        parts += [
            f"{json.dumps(clue, ensure_ascii=False)} = {weight}\n" for clue, weight in sorted(weighing.weights.items())
        ]
    path = shipped(f"layout/{FILE}")
    path.write_text("".join(parts), encoding="utf-8")
    sys.stdout.write(f"wrote {path.name}\n")


if __name__ == "__main__":
    sys.exit(main())
