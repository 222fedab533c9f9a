"""What the tests of writers share: the gold as outgoing articles, files written and read back."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.essence import essence, in_code_points, visible
from border_annotator.domain.foreign import ForeignArticle
from border_annotator.domain.outgoing import Outgoing, Setting
from border_annotator.domain.schema_reading import read_schema
from border_annotator.formats.file_names import portable_name
from border_annotator.formats.readers.native import read_native_file
from border_annotator.formats.readers.registry import foreign_format_named
from border_annotator.formats.registry import SetFormat
from border_annotator.nlp.tokens import tokens_of
from border_annotator.services.export_formats import EXPORT_FORMATS, export_format
from border_annotator.settings import paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.article import Article

ROOT = Path(__file__).parents[3]
FILES = [known.name for known in EXPORT_FORMATS if isinstance(known, SetFormat) and known.proof is not None]
"""The formats that have a reader."""


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


def read_back(name: str, path: Path) -> list[ForeignArticle]:
    """What the program's own reader finds, which nothing may be left out of."""
    found = []
    for one in foreign_format_named(name).read(path):
        assert isinstance(one, ForeignArticle), one
        # Tokens and sentences are for other tools.
        assert [line for line in one.left_out if "words and grammar" not in line] == []
        found.append(one)
    return found


def same(name: str, folder: Path, articles: Iterable[Outgoing]) -> None:
    """The reader finds in the files what the format can hold of the articles, and nothing else."""
    articles = list(articles)
    file = set_format(name).proof or ""
    paths = [folder / file.replace("*", portable_name(one.foreign.doc_id)) for one in articles if "*" in file]
    read = [in_code_points(back) for path in paths or [folder / file] for back in read_back(name, path)]
    fitted = [set_format(name).fit(one).foreign for one in articles]
    assert [visible(one) for one in read] == [visible(one) for one in fitted]
    for back, there in zip(read, fitted, strict=True):
        for mine, theirs in zip(essence(back), essence(there), strict=True):
            assert mine == theirs
