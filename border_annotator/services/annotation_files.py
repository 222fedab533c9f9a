"""Which of some files hold annotations, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain.mapping_guess import Met
from border_annotator.services.foreign_formats import FOREIGN_FORMATS, foreign_format_of
from border_annotator.services.import_sources import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from border_annotator.formats.readers.registry import ForeignFormat


@dataclass
class SortedFiles:
    """Some files and folders by what they hold: the files of annotations, and all that articles may be in."""

    annotations: list[tuple[Path, ForeignFormat]] = field(default_factory=list)
    articles: list[Path] = field(default_factory=list)


def sort_files(paths: Iterable[Path], format_name: str | None = None) -> SortedFiles:
    """Tell the files of annotations from those of articles, by what they hold, not by their names.

    A folder may hold both. ``format_name`` says what those are that are named themselves; a format of articles means
    that none are annotations. Raises ``KnownError`` for a path that is not there.
    """
    chosen = next((known for known in FOREIGN_FORMATS if known.name == format_name), None)
    if format_name is not None and chosen is None:
        return SortedFiles(articles=list(paths))
    found = SortedFiles()
    for path in paths:
        is_file, holds_articles = path.is_file(), False
        for source in sources_of([path]):
            if source.left_out is not None:
                continue
            known = chosen if chosen is not None and is_file else foreign_format_of(source.path)
            if known is None:
                holds_articles = True
            else:
                found.annotations.append((source.path, known))
        if holds_articles or not path.exists():
            found.articles.append(path)
    return found


def met_in_files(files: Iterable[tuple[Path, ForeignFormat]]) -> Met:
    """What labels, types, roles and attributes the annotations of some files have.

    Raises ``KnownError`` where a file cannot be read.
    """
    met = Met()
    for path, known in files:
        for article in known.read(path):
            met.take(article)
    return met
