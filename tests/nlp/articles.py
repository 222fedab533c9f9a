"""Documents for the tests of the nlp floor: the seeds with their hand annotation, and texts of any kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from border_annotator.domain.document import Document
from border_annotator.nlp.segments import read_layout

ROOT = Path(__file__).parents[2]
SEEDS = {"000": "000_4649726c9b6e0d0e.txt", "003": "003_3cc3049288d45523.txt"}


def document(text: str, name: str = "article.txt") -> Document:
    """A document as the import makes it."""
    return Document("doc", name, "", text, read_layout(text, name))


def seed(number: str) -> Document:
    """One of the two sample articles."""
    name = SEEDS[number]
    return document((ROOT / "seeds" / name).read_bytes().decode("utf-8"), name)


def gold(number: str) -> dict[str, Any]:
    """The hand annotation of a sample article."""
    content: dict[str, Any] = json.loads((ROOT / "tests" / "gold" / f"seed-{number}.json").read_text(encoding="utf-8"))
    return content
