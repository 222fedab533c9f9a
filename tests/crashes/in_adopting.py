"""Bringing in annotations that were made elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.foreign import ForeignArgument, ForeignArticle, ForeignEvent, ForeignSpan, Piece
from border_annotator.domain.mapping import LabelMapping
from border_annotator.domain.mapping_guess import completed
from border_annotator.services.adopt import adopt, met_in
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.project import create_project, open_project
from tests.crashes.kinds import ARTICLES, TEXT, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.crashes.witness import Said, Witness

MARKS = (
    ("T1", "ORG", "Border guards"),
    ("T2", "LOC", "Latvia"),
    ("T3", "Pushback", "turned back"),
    ("T4", "DATE", "Monday"),
)
FOUND = 4
"""Annotations on each article."""


def sets() -> list[ForeignArticle]:
    """Sets of annotations that bring their articles, one span of each in quarantine."""
    found = []
    for number in range(ARTICLES):
        text = TEXT.format(count=number + 12, more=number + 30)
        spans = [ForeignSpan(key, label, (_piece(text, words),), words) for key, label, words in MARKS]
        spans.append(ForeignSpan("T9", "ORG", (Piece(900, 905),), "nobody at all"))
        event = ForeignEvent("E1", "Pushback", "T3", (ForeignArgument("Agent", "T1"), ForeignArgument("Time", "T4")))
        found.append(ForeignArticle(f"a{number}", text, spans=tuple(spans), events=(event,)))
    return found


def _piece(text: str, words: str) -> Piece:
    start = text.index(words)
    return Piece(start, start + len(words))


class Adopt(Kind):
    """Every article with its annotations as suggestions, then all of them as a layer."""

    name = "adopt: suggestions, layer"
    acknowledgements = 2 * ARTICLES

    def prepare(self, place: Path) -> None:
        """A project."""
        create_project(self.project(place)).close()

    def work(self, place: Path, witness: Witness) -> None:
        """Each set in turn."""
        articles = sets()
        with open_project(self.project(place)) as project:
            mapping = completed(LabelMapping(), met_in(articles), project.schema)
            for file_name, as_ in (("one.ann", SUGGESTIONS), ("two.ann", "anna")):
                file = AnnotationFile(file_name, "0" * 64, "brat")
                for step in adopt(project, file, articles, mapping, as_):
                    words = f"{as_}: {step.doc_id}, {step.added}"
                    if as_ == SUGGESTIONS:
                        witness.tell(words, documents=[step.document_id])
                    else:
                        witness.edit(words, project)

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """Articles without their annotations, with some of them, or without a word on where they came from."""
        del said
        found = []
        with open_project(self.project(place)) as project, project.file.reading() as connection:
            for table in ("suggestions", "annotations"):
                rows = connection.execute(f"SELECT document_id, count(*) FROM {table} GROUP BY 1")  # noqa: S608 - ours
                found += [f"{key}: {count} {table}" for key, count in rows if count != FOUND]
            bare = connection.execute("SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM suggestions)")
            found += [f"{row[0]}: without its annotations" for row in bare]
            bare = connection.execute("SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM adoptions)")
            found += [f"{row[0]}: from nowhere" for row in bare]
        return found
