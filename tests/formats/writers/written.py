"""What the tests of writers share: the gold as outgoing articles, files written and read back."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.essence import essence, fingerprint, in_code_points, says_nothing, visible
from border_annotator.domain.foreign import ForeignArticle
from border_annotator.domain.outgoing import Outgoing, Setting
from border_annotator.domain.schema_reading import read_schema
from border_annotator.formats.readers.native import read_native_file
from border_annotator.formats.registry import SetFormat
from border_annotator.nlp.tokens import tokens_of
from border_annotator.services.export_formats import EXPORT_FORMATS, export_format
from border_annotator.settings import paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.article import Article

ROOT = Path(__file__).parents[3]
FILES = [known.name for known in EXPORT_FORMATS if isinstance(known, SetFormat)]
"""The formats that hold a whole data set."""


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


def read_back(name: str, folder: Path) -> list[ForeignArticle]:
    """What the program's own reader finds, which nothing may be left out of."""
    found = []
    for one in set_format(name).read_back(folder):
        assert isinstance(one, ForeignArticle), one
        # Tokens and sentences are for other tools.
        assert [line for line in one.left_out if "words and grammar" not in line] == []
        found.append(in_code_points(one))
    return [one for one in found if not says_nothing(one)]


def same(name: str, folder: Path, articles: Iterable[Outgoing]) -> None:
    """The reader finds in the files what the format can hold of the articles, and nothing else."""
    fitted = [set_format(name).fit(one).foreign for one in articles]
    there = sorted((one for one in fitted if not says_nothing(one)), key=by_text)
    found = sorted(read_back(name, folder), key=by_text)
    assert [visible(one) for one in found] == [visible(one) for one in there]
    for back, expected in zip(found, there, strict=True):
        for mine, theirs in zip(essence(back), essence(expected), strict=True):
            assert mine == theirs
        assert fingerprint(back) == fingerprint(expected)


def by_text(foreign: ForeignArticle) -> tuple[str, str]:
    return visible(foreign), foreign.doc_id
