"""Writing a project's articles into a folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.outgoing import Outgoing, Setting
from border_annotator.formats.atomic_file import folder_for_writing, write_atomically
from border_annotator.formats.file_names import short_name
from border_annotator.formats.registry import Format, SetFormat
from border_annotator.formats.staging import staged
from border_annotator.services.articles import Source, doc_ids, read_article
from border_annotator.services.export_formats import export_format
from border_annotator.services.notes import guideline_notes
from border_annotator.services.project import open_project_to_read

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from border_annotator.domain.note import Note
    from border_annotator.services.project import Project

NOTES_FILE = "guideline-notes.md"
"""Where the project's notes on its guidelines go, if it has any."""


@dataclass(frozen=True, slots=True)
class ExportStep:
    """One document that was looked at.

    ``path`` is the file that was written, or the folder where a format holds all documents together, and ``None`` for
    a document that was left out because it is not done. ``dropped`` is how many references of its annotations led to
    something that is not in the layer.
    """

    document_id: str
    done: int
    total: int
    path: Path | None = None
    annotations: int = 0
    dropped: int = 0


def export_dataset(
    project: Project,
    out: Path,
    *,
    format_name: str = "native",
    source: Source = Source.REVIEWED,
    done_only: bool = False,
) -> Generator[ExportStep, None, None]:
    """Write a project's articles into the folder ``out``, which is made if it is missing, and tell of each.

    All files together show the project at one moment. A format with one file per article has each of them wholly there
    or as it was before; of others all files take their places at the end, and none if it does not come to that. Files
    of earlier exports are replaced, others left alone. The project's notes on its guidelines go into a file beside
    them. Raises ``KnownError`` for an unknown format and a folder that cannot be written.
    """
    chosen = export_format(format_name)
    folder_for_writing(out)
    # A connection of its own: the window may go on editing between two steps.
    with open_project_to_read(project.path) as reader, reader.file.moment():
        articles = _articles(reader, source, done_only=done_only)
        if isinstance(chosen, Format):
            yield from _file_by_file(articles, out, chosen)
        else:
            yield from _as_one_set(articles, out, chosen, Setting(project.path.stem, reader.schema))
        notes = guideline_notes(reader) if source is Source.REVIEWED else []
        if notes:
            # A text for people: a folder of gold is read by its JSON files.
            write_atomically(out / NOTES_FILE, _said_notes(notes))


def _articles(
    project: Project, source: Source, *, done_only: bool
) -> Generator[tuple[ExportStep, Outgoing | None], None, None]:
    """Each document with what is to be told of it; without an article where it is left out."""
    names = doc_ids(project)
    for done, (document_id, name) in enumerate(names.items(), start=1):
        article, text, dropped = read_article(project, document_id, name, source)
        step = ExportStep(document_id, done, len(names), None, len(article.annotations()), dropped)
        if done_only and article.review is not ReviewState.DONE:
            yield ExportStep(document_id, done, len(names)), None
        else:
            yield step, Outgoing(article, text)


def _file_by_file(
    articles: Iterable[tuple[ExportStep, Outgoing | None]], out: Path, chosen: Format
) -> Generator[ExportStep, None, None]:
    for step, outgoing in articles:
        if outgoing is None:
            yield step
            continue
        article, text = outgoing.article, outgoing.text
        content = chosen.write(article, text)
        if chosen.read(content, article.doc_id, text) != article:
            raise BugError(f"{article.doc_id} does not read back as it was written")
        path = out / (short_name(article.doc_id) + chosen.suffix)
        write_atomically(path, content)
        yield replace(step, path=path)


def _as_one_set(
    articles: Iterable[tuple[ExportStep, Outgoing | None]], out: Path, chosen: SetFormat, setting: Setting
) -> Generator[ExportStep, None, None]:
    looked_at: list[ExportStep] = []

    def wanted() -> Generator[Outgoing, None, None]:
        for step, outgoing in articles:
            looked_at.append(step if outgoing is None else replace(step, path=out))
            if outgoing is not None:
                yield _with_tokens(outgoing) if chosen.with_tokens else outgoing

    with staged(out) as stage:
        for _ in chosen.write(stage, wanted(), setting):
            yield from looked_at
            looked_at.clear()
        yield from looked_at


def _with_tokens(outgoing: Outgoing) -> Outgoing:
    from border_annotator.nlp.tokens import tokens_of

    return replace(outgoing, tokens=tokens_of(outgoing.text, outgoing.article.language))


def _said_notes(notes: list[Note]) -> str:
    parts = ["# Notes on the guidelines"]
    for key, found in groupby(sorted(notes, key=lambda note: note.subject), key=lambda note: note.subject):
        parts.append(f"## {key}")
        parts += [note.text + (" (ask someone)" if note.asks else "") for note in found]
    return "\n\n".join(parts) + "\n"
