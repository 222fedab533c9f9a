"""Writing a project's articles into a folder."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.errors import BugError
from border_annotator.domain.outgoing import Setting
from border_annotator.formats.atomic_file import folder_for_writing
from border_annotator.formats.file_names import short_name
from border_annotator.formats.registry import Format, SetFormat
from border_annotator.formats.staging import staged
from border_annotator.services.articles import Source
from border_annotator.services.data_set import DataSet
from border_annotator.services.export_articles import ChosenArticles, Exported, ExportStep
from border_annotator.services.export_choice import ExportChoice, choose_layer
from border_annotator.services.export_formats import format_for
from border_annotator.services.export_proof import Proof
from border_annotator.services.export_splits import place
from border_annotator.services.notes import guideline_notes
from border_annotator.services.project import open_project_to_read

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from border_annotator.domain.note import Note
    from border_annotator.domain.outgoing import Outgoing
    from border_annotator.domain.splits import Split
    from border_annotator.formats.registry import AnyFormat
    from border_annotator.services.export_splits import Placed, SplitStep
    from border_annotator.services.project import Project

NOTES_FILE = "guideline-notes.md"
"""Where the project's notes on its guidelines go, if it has any."""


def export_dataset(
    project: Project, out: Path, choice: ExportChoice | None = None
) -> Generator[ExportStep, None, Exported]:
    """Write a project's articles into the folder ``out``, which is made if it is missing, and tell of each.

    All files together show the project at one moment. They take their places at the end, and none if it does not come
    to that. Files of earlier exports are replaced, others left alone. With splits each has a folder of its own. The
    project's notes on its guidelines go into a file beside them. Raises ``KnownError`` for an unknown format, layer or
    type, a format that cannot live without the text where that is withheld, and a folder that cannot be written.
    """
    choice = choice or ExportChoice()
    chosen = format_for(choice)
    folder_for_writing(out)
    # A connection of its own: the window may go on editing between two steps.
    with open_project_to_read(project.path) as reader, reader.file.moment():
        choose_layer(reader, choice)
        articles = ChosenArticles(reader, choice)
        placed = None
        if choice.shares is not None:
            placed = yield from _placed(place(reader, articles.names, articles.events(), choice.shares, choice.seed))
        has_card = choice.with_card if choice.with_card is not None else isinstance(chosen, SetFormat)
        files = yield from _as_one_set(articles, out, chosen, placed, has_card=has_card)
    if placed is None:
        return Exported(tuple(files))
    return Exported(tuple(files), placed.seed, placed.checks)


def _placed(steps: Generator[SplitStep, None, Placed]) -> Generator[ExportStep, None, Placed]:
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            found: Placed = end.value
            return found
        yield ExportStep("", step.done, step.total, is_comparing=True)


def _write_one(outgoing: Outgoing, folder: Path, chosen: Format) -> Path:
    article, text = outgoing.article, None if outgoing.is_withheld else outgoing.text
    content = chosen.write(article, text)
    if chosen.read(content, article.doc_id, text) != article:
        raise BugError(f"{article.doc_id} does not read back as it was written")
    path = folder / (short_name(article.doc_id) + chosen.suffix)
    path.write_text(content, encoding="utf-8", newline="\n")
    return path


def _as_one_set(
    articles: ChosenArticles, out: Path, chosen: AnyFormat, placed: Placed | None, *, has_card: bool
) -> Generator[ExportStep, None, list[Path]]:
    with staged(out) as stage, _counting(stage, chosen, has_card=has_card) as counted:
        for split in (None,) if placed is None else tuple(dict.fromkeys(sorted(placed.splits.values()))):
            folder = stage / split if split is not None else stage
            folder.mkdir(exist_ok=True)
            for step, outgoing in _one_split(articles, folder, chosen, placed, split):
                if outgoing is None:
                    yield step
                    continue
                if counted is not None:
                    counted.add(step.document_id, outgoing, split, articles.choice.source)
                yield replace(step, path=out / step.path.relative_to(stage) if step.path is not None else out)
        if counted is not None:
            counted.finish(articles.project, articles.choice, placed)
        notes = guideline_notes(articles.project) if articles.choice.source is not Source.SUGGESTIONS else []
        if notes and articles.choice.text_use is TextUse.WHOLE:
            # A text for people, of which the manifest of the data knows nothing.
            (stage / NOTES_FILE).write_text(_said_notes(notes), encoding="utf-8", newline="\n")
        names = sorted(path.relative_to(stage) for path in stage.rglob("*") if path.is_file())
        # The last moment to give it up: after it the files take their places.
        yield ExportStep("", len(names), len(names), is_proving=True)
    return [out / name for name in names]


def _one_split(
    articles: ChosenArticles, folder: Path, chosen: AnyFormat, placed: Placed | None, split: Split | None
) -> Generator[tuple[ExportStep, Outgoing | None], None, None]:
    """Write the articles of a split, or all, into a folder, and read them back; each is told when it is written."""
    looked_at: list[tuple[ExportStep, Outgoing | None]] = []

    def wanted() -> Generator[Outgoing, None, None]:
        for step, outgoing in articles.read(chosen, placed, split):
            looked_at.append((step, outgoing))
            if outgoing is not None:
                yield outgoing

    if isinstance(chosen, SetFormat):
        proof = Proof(chosen)
        setting = Setting(articles.project.path.stem, articles.project.schema, articles.choice.with_mark)
        for _ in chosen.write(folder, wanted(), setting):
            for step, outgoing in looked_at:
                if outgoing is not None:
                    proof.expect(outgoing)
                yield step, outgoing
            looked_at.clear()
        for done in proof.check(folder):
            yield ExportStep("", done, proof.expected, is_proving=True), None
    else:
        for one in wanted():
            path = _write_one(one, folder, chosen)
            *others, (step, outgoing) = looked_at
            yield from others
            yield replace(step, path=path), outgoing
            looked_at.clear()
    yield from looked_at


@contextmanager
def _counting(stage: Path, chosen: AnyFormat, *, has_card: bool) -> Iterator[DataSet | None]:
    if not has_card:
        yield None
        return
    with DataSet(stage, chosen) as counted:
        yield counted


def _said_notes(notes: list[Note]) -> str:
    parts = ["# Notes on the guidelines"]
    for key, found in groupby(sorted(notes, key=lambda note: note.subject), key=lambda note: note.subject):
        parts.append(f"## {key}")
        parts += [note.text + (" (ask someone)" if note.asks else "") for note in found]
    return "\n\n".join(parts) + "\n"
