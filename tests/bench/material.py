"""What is measured with: the long seed with 100 spans, and 300,000 characters with 2,000."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.span import Span, overlapping
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from border_annotator.settings.paths import seeds_folder
from tests.gold_suggestions import suggest

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document

SHORT_SPANS = 100
LONG_SPANS = 2_000
LONG = 300_000
LABELS = ("COUNTRY", "PLACE", "BORDER_AGENCY", "PEOPLE")
EVENTS = 20
"""Of the spans this many are the triggers of events; the others are entities."""


def project_of(path: Path, folder: Path) -> None:
    """Make a project with the short and the long article, with suggestions on both, and close it."""
    folder.mkdir(exist_ok=True)
    seed = max(seeds_folder().glob("*.txt"), key=lambda file: file.stat().st_size).read_text(encoding="utf-8")
    (folder / "short.txt").write_text(seed, encoding="utf-8")
    (folder / "long.txt").write_text((seed * (LONG // len(seed) + 1))[:LONG], encoding="utf-8")
    with create_project(path) as project:
        for name, count in (("short", SHORT_SPANS), ("long", LONG_SPANS)):
            for step in import_documents(project, [folder / f"{name}.txt"]):
                if step.document_id is not None:
                    document = project.documents.get(step.document_id)
                    suggest(project, document.id, spans_on(document, count))


def spans_on(document: Document, count: int) -> list[Annotation]:
    """So many annotations on whole words, one to five each; the same ones each time."""
    chance = random.Random(count)  # noqa: S311 - no secret
    words = [match.span() for match in re.finditer(r"\w+", document.text)]
    boilerplate = [part.span for part in document.layout.boilerplate]
    found: list[Annotation] = []
    while len(found) < count:
        first = chance.randrange(len(words) - 5)
        span = Span(words[first][0], words[first + chance.randrange(5)][1])
        if overlapping(span, boilerplate):
            continue
        if len(found) < EVENTS:
            found.append(Event(new_id(), "Force.Deployment", span))
        else:
            found.append(Entity(new_id(), span, chance.choice(LABELS)))
    return found


def small_texts(folder: Path, count: int) -> Path:
    """A folder with so many copies of the long seed, each with a line of its own."""
    folder.mkdir()
    seed = max(seeds_folder().glob("*.txt"), key=lambda file: file.stat().st_size).read_text(encoding="utf-8")
    for k in range(count):
        (folder / f"{k:04}.txt").write_text(f"{seed}\n\nCopy {k}.\n", encoding="utf-8")
    return folder
