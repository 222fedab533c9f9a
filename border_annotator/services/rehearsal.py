"""Articles and gold for a rehearsal of the reviewer's work: projects of their own, so that nobody's work is touched."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator import __version__
from border_annotator.domain.annotation import new_id
from border_annotator.domain.errors import KnownError
from border_annotator.domain.suggestion import Run
from border_annotator.formats.readers.native import read_native_file
from border_annotator.services.fresh_suggestions import put_in_force
from border_annotator.services.project import create_project
from border_annotator.storage.project_facts import ProjectFacts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from border_annotator.domain.article import Article
    from border_annotator.services.project import Project


@dataclass(frozen=True)
class Paired:
    """Gold articles with the documents that they are about, and those that were left out with the reason."""

    articles: tuple[tuple[str, Article], ...]
    left_out: tuple[tuple[str, str], ...]


def gold_for(project: Project, folder: Path) -> Paired:
    """Find the document of each gold file of a folder by its ``text_file``; a changed text does not count.

    Raises ``KnownError`` when the folder has no gold files, one of them is not in the native format, or none of them
    is about an article of the project.
    """
    if not folder.exists():
        raise KnownError("{folder} is not there: check the name of the folder with the gold files.", folder=folder)
    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    if not files:
        raise KnownError("{folder} holds no gold files (*.json): choose another folder.", folder=folder)
    by_name: dict[str, list[str]] = {}
    for document_id, file_name in project.documents.file_names():
        by_name.setdefault(file_name, []).append(document_id)
    articles, left_out = [], []
    for file in files:
        gold = read_native_file(file)
        there = [project.documents.get(key) for key in by_name.get(gold.text_file, ())]
        same = next((document for document in there if document.text_sha256 == gold.text_sha256), None)
        if same is None:
            reason = "the project's article has another text" if there else "the project does not hold its article"
            left_out.append((file.name, f"{reason} ({gold.text_file})"))
            continue
        articles.append((same.id, read_native_file(file, same.text)))
    if not articles:
        raise KnownError(
            "None of the gold files in {folder} is about an article of {file}.", folder=folder, file=project.path.name
        )
    return Paired(tuple(articles), tuple(left_out))


def unread(project: Project, document_ids: Iterable[str]) -> list[str]:
    """The names of those documents that no model has read."""
    waiting = frozenset(project.documents.ids_to_prelabel())
    return [project.documents.get(key).file_name for key in document_ids if key in waiting]


def rehearsal_project(project: Project, path: Path, document_ids: Iterable[str], *, with_suggestions: bool) -> None:
    """Make a project at ``path`` with those documents as they are and nothing reviewed, and close it.

    The suggestions in force come along, or no suggestion is there; either way the articles count as read, so that no
    model starts. The project that it is made from is only read.
    """
    name, source = ProjectFacts(project.file).schema_source()
    schema_file = path.with_name(f"{path.stem}-{name}")
    schema_file.write_text(source, encoding="utf-8")
    try:
        made = create_project(path, schema_file, program="the simulated reviewer")
    finally:
        schema_file.unlink()
    with made, made.file.transaction():
        now = datetime.datetime.now(datetime.UTC)
        run = Run(new_id(), "rehearsal", __version__, __version__, made.schema.sha256, {}, now)
        made.suggestions.add_run(run)
        for document_id in document_ids:
            made.documents.add(project.documents.get(document_id))
            suggestions = project.suggestions.in_force(document_id) if with_suggestions else []
            put_in_force(made, run.id, document_id, suggestions)
