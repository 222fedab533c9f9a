"""What is measured with: the long seed with 100 spans, 300,000 characters with 2,000, a million with 20,000."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.mask import mask_of
from border_annotator.domain.span import Span
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from border_annotator.settings.paths import seeds_folder
from tests.gold_suggestions import suggest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document

LABELS = ("COUNTRY", "PLACE", "BORDER_AGENCY", "PEOPLE")
ROLES = {"force": "PEOPLE", "host": "PLACE", "sender": "BORDER_AGENCY"}
EVENT_EVERY, FIGURE_EVERY = 10, 9
"""Of the spans every tenth is the trigger of an event with up to three arguments, every ninth a figure."""


@dataclass(frozen=True, slots=True)
class Size:
    """An article that is measured with: its name, how many characters it has (0 for the seed itself) and spans."""

    name: str
    characters: int
    spans: int

    @property
    def words(self) -> str:
        """The size as the table says it."""
        long = f"{self.characters:,} characters" if self.characters else "the seed"
        return f"{self.name}, {long}, {self.spans:,} spans"


SIZES = (Size("S", 0, 100), Size("L", 300_000, 2_000), Size("XL", 1_000_000, 20_000))


def project_of(path: Path, folder: Path, sizes: Sequence[Size] = SIZES) -> None:
    """Make a project with an article of each size, in their order, with suggestions on all, and close it."""
    folder.mkdir(exist_ok=True)
    seed = max(seeds_folder().glob("*.txt"), key=lambda file: file.stat().st_size).read_text(encoding="utf-8")
    with create_project(path) as project:
        for size in sizes:
            file = folder / f"{size.name}.txt"
            length = size.characters or len(seed)
            file.write_text((seed * (length // len(seed) + 1))[:length], encoding="utf-8")
            for step in import_documents(project, [file]):
                if step.document_id is not None:
                    document = project.documents.get(step.document_id)
                    suggest(project, document.id, spans_on(document, size.spans))


def spans_on(document: Document, count: int) -> list[Annotation]:
    """So many annotations on whole words, one to five each; the same ones each time."""
    chance = random.Random(count)  # noqa: S311 - no secret
    words = [match.span() for match in re.finditer(r"\w+", document.text)]
    mask = mask_of(document.layout)
    found: list[Annotation] = []
    latest: dict[str, str] = {}
    while len(found) < count:
        first = chance.randrange(len(words) - 5)
        span = Span(words[first][0], words[first + chance.randrange(5)][1])
        if mask.touches(span):
            continue
        if len(found) % EVENT_EVERY == EVENT_EVERY - 1:
            arguments = tuple(Argument(role, ref=latest[label]) for role, label in ROLES.items() if label in latest)
            found.append(Event(new_id(), "Force.Deployment", span, arguments=arguments))
        elif len(found) % FIGURE_EVERY == FIGURE_EVERY - 1:
            found.append(Figure(new_id(), span, "count", value=chance.randrange(500)))
        else:
            entity = Entity(new_id(), span, chance.choice(LABELS))
            latest[entity.label] = entity.id
            found.append(entity)
    return found


def small_texts(folder: Path, count: int) -> Path:
    """A folder with so many copies of the long seed, each with a line of its own."""
    folder.mkdir()
    seed = max(seeds_folder().glob("*.txt"), key=lambda file: file.stat().st_size).read_text(encoding="utf-8")
    for k in range(count):
        (folder / f"{k:04}.txt").write_text(f"{seed}\n\nCopy {k}.\n", encoding="utf-8")
    return folder
