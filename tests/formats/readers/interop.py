"""Real files that other tools wrote, and what every imported span must fulfil."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.foreign import ForeignArticle
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.offsets import align

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.article import Article
    from border_annotator.formats.aligned import Aligned

SHARED = Path(__file__).parents[4] / "shared" / "interop"

SAMPLE = "🚨 Greek coast guard pushed back 150 migrants near Lesbos on 3 March 2020."
"""The sample of which every format has a golden file."""


def interop(name: str) -> Path:
    """A real file; the test is skipped where the folder with them is missing."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is missing: the real files of other tools are kept beside the project")
    return path


def only(found: Iterable[Article | ForeignArticle | Refusal]) -> ForeignArticle:
    """The one article of a file that has one."""
    (article,) = found
    assert isinstance(article, ForeignArticle), article
    return article


def articles(found: Iterable[Article | ForeignArticle | Refusal]) -> list[ForeignArticle]:
    """All that was found, none of it refused."""
    read = list(found)
    assert not [item for item in read if isinstance(item, Refusal)]
    return [item for item in read if isinstance(item, ForeignArticle)]


def refusals(found: Iterable[Article | ForeignArticle | Refusal]) -> list[Refusal]:
    return [item for item in found if isinstance(item, Refusal)]


def aligned(article: ForeignArticle, text: str | None = None) -> Aligned:
    """An article on its own text, every span of it placed where its surface is."""
    stored = text if text is not None else (article.text or "").removeprefix("\ufeff").replace("\r\n", "\n")
    found = align(article, stored)
    assert not found.quarantined
    for span in article.spans:
        if span.surface is not None:
            said = " ".join(place.text_in(stored) for place in found.spans[span.id])
            assert said.split() == span.surface.split()
    return found


def covered(article: ForeignArticle) -> list[tuple[str, str]]:
    """Each span's label and the text that it covers."""
    stored = (article.text or "").removeprefix("\ufeff").replace("\r\n", "\n")
    found = aligned(article, stored)
    return [
        (span.label, " ".join(place.text_in(stored) for place in found.spans[span.id])) for span in article.spans
    ]  # fmt: skip
