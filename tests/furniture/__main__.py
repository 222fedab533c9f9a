"""``python -m tests.furniture``: weigh anew what tells furniture from the article, say how it does, store the weights.

Each figure that is printed is of pages whose article the weights were not fitted on. What a rule finds is left out of
account: this is what the weights find alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from border_annotator.nlp.line_clues import clues_of_lines
from border_annotator.nlp.page_furniture import FILE, LIKELY, chance, clues_of_neighbours
from border_annotator.nlp.shipped import shipped
from tests.calibrate.fitting import Sample, fit
from tests.furniture.pages import read_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.nlp.confidence import Weighing
    from tests.furniture.pages import Page

PENALTY = 2.0
# So many parts the articles are shared out into; each is judged by weights that were fitted on the others.
PARTS = 6

Clues = list[tuple[str, ...]]


def main() -> int:
    """Fit, report, and write unless only asked to report."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parser = argparse.ArgumentParser(prog="python -m tests.furniture", description=__doc__.splitlines()[0])
    parser.add_argument("--report", action="store_true", help="write nothing")
    options = parser.parse_args()
    pages = read_pages()
    clues = [clues_of_lines(page.lines) for page in pages]
    first = _left_out(pages, clues)
    among = [_with_neighbours(own, chances) for own, chances in zip(clues, first, strict=True)]
    report("each line alone", pages, first)
    report("with its neighbours", pages, _left_out(pages, among))
    if not options.report:
        write({"alone": fit(_samples(pages, clues), PENALTY), "among": fit(_samples(pages, among), PENALTY)})
    return 0


def _left_out(pages: Sequence[Page], clues: Sequence[Clues]) -> list[list[float]]:
    """The chance of each line, from weights that were not fitted on its article."""
    bodies = sorted({page.body for page in pages})
    part = {body: place % PARTS for place, body in enumerate(bodies)}
    weighings = []
    for number in range(PARTS):
        kept = [i for i, page in enumerate(pages) if part[page.body] != number]
        weighings.append(fit(_samples([pages[i] for i in kept], [clues[i] for i in kept]), PENALTY))
    return [
        [chance(weighings[part[page.body]], own) for own in found] for page, found in zip(pages, clues, strict=True)
    ]


def _samples(pages: Sequence[Page], clues: Sequence[Clues]) -> list[Sample]:
    return [
        Sample(page.body, own, is_furniture)
        for page, found in zip(pages, clues, strict=True)
        for own, is_furniture in zip(found, page.furniture, strict=True)
    ]


def _with_neighbours(clues: Clues, chances: Sequence[float]) -> Clues:
    return [(*own, *clues_of_neighbours(chances, i)) for i, own in enumerate(clues)]


def report(what: str, pages: Sequence[Page], chances: Sequence[Sequence[float]]) -> None:
    """How much of the furniture is found, and how much of the articles is taken for furniture, in characters."""
    seen = {True: [0, 0], False: [0, 0]}
    for page, of_lines in zip(pages, chances, strict=True):
        for line, is_furniture, found in zip(page.lines, page.furniture, of_lines, strict=True):
            seen[is_furniture][0] += len(line)
            seen[is_furniture][1] += len(line) * (found >= LIKELY)
    sys.stdout.write(
        f"{what}: furniture found {seen[True][1] / seen[True][0]:.3f}, "
        f"articles masked {seen[False][1] / seen[False][0]:.4f}\n"
    )


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
