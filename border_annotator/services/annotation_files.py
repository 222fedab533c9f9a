"""Which of some files hold annotations, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle
from border_annotator.domain.mapping_guess import Met
from border_annotator.formats.readers.registry import FOREIGN_FORMATS, foreign_format_named, foreign_format_of
from border_annotator.services.import_sources import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from border_annotator.formats.readers.registry import ForeignFormat

BESIDE = frozenset({"annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf", ".stats_cache"})
"""Files that lie beside brat's annotations and are neither articles nor annotations."""


@dataclass
class Sorted:
    """Some files by what they hold; a folder is gone through only where there are annotations in it."""

    annotations: list[tuple[Path, ForeignFormat]] = field(default_factory=list)
    articles: list[Path] = field(default_factory=list)


def sort_files(paths: Iterable[Path], format_name: str | None = None) -> Sorted:
    """Tell the files of annotations from those of articles, by what they hold, not by their names.

    ``format_name`` says what those are that are named themselves. Raises ``KnownError`` for a path that is not there.
    """
    chosen = None
    if format_name is not None:
        if format_name not in {known.name for known in FOREIGN_FORMATS}:
            return Sorted(articles=list(paths))
        chosen = foreign_format_named(format_name)
    found = Sorted()
    for path in paths:
        inside = Sorted()
        is_file = path.is_file()
        for source in sources_of([path]):
            known = None if source.left_out is not None else foreign_format_of(source.path)
            known = chosen if chosen is not None and is_file else known
            if known is not None:
                inside.annotations.append((source.path, known))
            elif source.left_out is None and source.path.name not in BESIDE:
                inside.articles.append(source.path)
        found.annotations += inside.annotations
        found.articles += inside.articles if inside.annotations else [path]
    return found


def met_in_files(files: Iterable[tuple[Path, ForeignFormat]]) -> Met:
    """What labels, types, roles and attributes the annotations of some files have.

    Raises ``KnownError`` where a file cannot be read.
    """
    met = Met()
    for path, known in files:
        for article in known.read(path):
            if isinstance(article, ForeignArticle):
                met.add(article)
    return met
