"""Projects whose suggestions are the gold annotations: what a very good model would propose, without a model."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

from border_annotator.domain.annotation import Annotation, Kind, annotation_from_plain, kind_of, new_id
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.fields import Fields
from border_annotator.domain.figure import Figure
from border_annotator.domain.suggestion import Run, Suggestion
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import Project, create_project
from border_annotator.settings.paths import seeds_folder

GOLD = Path(__file__).parents[1] / "gold"
CONFIDENCES = (0.94, 0.82, 0.74, 0.61)


def gold_project(path: Path) -> None:
    """Make a project of the two seeds with the gold annotations as suggestions, and close it."""
    with create_project(path) as project:
        for _step in import_documents(project, [seeds_folder()]):
            pass
        gold = {
            raw["text_file"]: raw for raw in (json.loads(p.read_text("utf-8")) for p in sorted(GOLD.glob("*.json")))
        }
        for document_id in project.documents.ids():
            document = project.documents.get(document_id)
            suggest(project, document_id, annotations_of(gold[document.file_name]))


def annotations_of(raw: dict[str, list[object]]) -> list[Annotation]:
    """The annotations of a gold file, with ids that are unique everywhere."""
    found: list[Annotation] = []
    for key, kind in (("entities", Kind.ENTITY), ("figures", Kind.FIGURE), ("events", Kind.EVENT)):
        found += [annotation_from_plain(kind, Fields(plain, key)) for plain in raw[key]]
    fresh = {annotation.id: new_id() for annotation in found}
    return [_renamed(annotation, fresh) for annotation in found]


def suggest(project: Project, document_id: str, annotations: list[Annotation]) -> None:
    """Store annotations as what a run proposed for a document."""
    run = Run(new_id(), "gold", "1", "0", project.schema.sha256, {}, datetime.datetime.now(datetime.UTC))
    suggestions = [
        Suggestion(document_id, annotation, f"gold:{kind_of(annotation)}", CONFIDENCES[k % len(CONFIDENCES)])
        for k, annotation in enumerate(annotations)
    ]
    with project.file.transaction():
        project.suggestions.add_run(run)
        project.suggestions.add(run.id, document_id, suggestions)


def _renamed(annotation: Annotation, fresh: dict[str, str]) -> Annotation:
    def new(old: str | None) -> str | None:
        return fresh.get(old, old) if old is not None else None

    if isinstance(annotation, Figure):
        return dataclasses.replace(
            annotation,
            id=fresh[annotation.id],
            period=new(annotation.period),
            of_total=new(annotation.of_total),
            repeat_of=new(annotation.repeat_of),
            superseded_by=new(annotation.superseded_by),
        )
    if isinstance(annotation, Event):
        return dataclasses.replace(
            annotation,
            id=fresh[annotation.id],
            arguments=tuple(Argument(a.role, ref=new(a.ref), span=a.span) for a in annotation.arguments),
            relations=tuple(Relation(r.type, fresh[r.target]) for r in annotation.relations),
        )
    return dataclasses.replace(annotation, id=fresh[annotation.id])
