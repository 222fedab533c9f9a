"""The first record of an export, as its file would hold it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.outgoing import Setting
from border_annotator.formats.registry import FORMATS, Format, SetFormat
from border_annotator.services.articles import doc_ids
from border_annotator.services.export_articles import ChosenArticles
from border_annotator.services.export_choice import choose_layer
from border_annotator.services.export_formats import SPACY, format_for
from border_annotator.services.project import open_project_to_read

if TYPE_CHECKING:
    from border_annotator.domain.outgoing import Outgoing
    from border_annotator.formats.registry import AnyFormat
    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.services.project import Project

MOST = 8_000
"""Characters that are shown of a record."""
READABLE = {known.name: known for known in FORMATS if isinstance(known, SetFormat)}
READABLE |= {"parquet": READABLE["jsonl"], "xlsx": READABLE["csv"]}
"""What each format is shown as: one that is no text as the one that holds the same and is."""
SPACY_FILE = "data/00000.spacy"


@dataclass(frozen=True, slots=True)
class Record:
    """A record in its file, cut where it is long; with ``is_told`` this tells what is in a file that is no text."""

    doc_id: str
    file: str
    content: str
    is_cut: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class ExportLook:
    """How many of all articles are chosen, and the first of them; ``None`` where none is."""

    chosen: int
    articles: int
    record: Record | None


def look_at_export(project: Project, choice: ExportChoice, most: int = MOST) -> ExportLook:
    """See what an export would hold. Raises ``KnownError`` as ``export_dataset`` does."""
    chosen = format_for(choice)
    with open_project_to_read(project.path) as reader, reader.file.moment():
        choose_layer(reader, choice)
        articles = ChosenArticles(reader, choice)
        first = next((one for _step, one in articles.read(chosen) if one is not None), None)
        setting = Setting(reader.path.stem, reader.schema, choice.with_mark)
        record = _record(first, chosen, setting, most) if first is not None else None
        return ExportLook(len(articles.names), len(doc_ids(reader)), record)


def _record(outgoing: Outgoing, chosen: AnyFormat, setting: Setting, most: int) -> Record:
    name, text = outgoing.article.doc_id, None if outgoing.is_withheld else outgoing.text
    if isinstance(chosen, Format):
        content = chosen.write(outgoing.article, text)
        return Record(name, name + chosen.suffix, content[:most], is_cut=len(content) > most)
    if chosen is SPACY:
        from border_annotator.nlp.docbin import told_doc

        told = told_doc(outgoing, setting)
        return Record(name, SPACY_FILE, told[:most], is_cut=len(told) > most, is_told=True)
    shown = READABLE[chosen.name]
    files, content = _written(outgoing, shown, setting, most)
    is_told = shown is not chosen
    file = f"{chosen.name}{chosen.suffix}" if is_told else files
    return Record(name, file, content[:most], is_cut=len(content) > most, is_told=is_told)


def _written(outgoing: Outgoing, chosen: SetFormat, setting: Setting, most: int) -> tuple[str, str]:
    """The name of the first file, and what stands in all of the format's own, each under its name if there are some."""
    with tempfile.TemporaryDirectory(prefix="border-annotator-") as folder:
        for _ in chosen.write(Path(folder), [outgoing], setting):
            pass
        files = sorted(path for path in Path(folder).rglob(f"*{chosen.suffix}") if path.is_file())
        # Events are what the others are made for.
        files.sort(key=lambda path: (path.stem != "events", path))
        parts = []
        for path in files:
            with path.open(encoding="utf-8-sig") as file:
                content = file.read(most + 1)
            parts.append(content if len(files) == 1 else f"{path.name}\n{content}")
        return (files[0].name if files else ""), "\n".join(parts)
