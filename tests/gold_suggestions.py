"""The gold annotations as suggestions: what a very good model would propose, without a model."""

from __future__ import annotations

import datetime
import functools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Annotation, Kind, annotation_from_plain, new_id
from border_annotator.domain.fields import Fields
from border_annotator.domain.suggestion import Run, Suggestion
from border_annotator.services.fresh_suggestions import put_in_force
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from border_annotator.services.worksheets import read_worksheet
from border_annotator.settings.paths import seeds_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

REASON = "annotated by hand; twice"
GOLD = Path(__file__).parent / "gold"


def import_seeds(project: Project) -> None:
    """Bring both sample articles in."""
    for step in import_documents(project, [seeds_folder()]):
        assert step.document_id is not None, step.reason


def gold_project(path: Path) -> None:
    """Make a project of both seeds with the gold annotations as suggestions, and close it."""
    with create_project(path) as project:
        import_seeds(project)
        suggest_gold(project)


def gold_of(file_name: str) -> list[Annotation]:
    """The gold annotations of a seed, with ids that are unique everywhere and new at every call."""
    source = _gold_sources()[file_name]
    ids = {found: new_id() for found in re.findall(r'"id": "(\w+)"', source)}
    fields = Fields(json.loads(re.sub(r'"(\w+)"', lambda m: f'"{ids.get(m[1], m[1])}"', source)), file_name)
    return [
        annotation_from_plain(kind, found)
        for key, kind in (("entities", Kind.ENTITY), ("figures", Kind.FIGURE), ("events", Kind.EVENT))
        for found in fields.items(key)
    ]


@functools.cache
def _gold_sources() -> dict[str, str]:
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json")))
    return {raw["text_file"]: json.dumps({key: raw[key] for key in ("entities", "figures", "events")}) for raw in found}


def suggest(project: Project, document_id: str, annotations: Sequence[Annotation]) -> None:
    """Store annotations as what a run proposed for a document, the way pre-labelling does."""
    run = Run(new_id(), "gold", "1", "0", project.schema.sha256, {}, datetime.datetime.now(datetime.UTC))
    with project.file.transaction():
        project.suggestions.add_run(run)
        suggestions = [Suggestion(document_id, a, "gold", 0.9, REASON) for a in annotations]
        put_in_force(project, run.id, document_id, suggestions)


def suggest_gold(project: Project) -> None:
    """Let the gold annotations be the suggestions for both seeds."""
    for document_id in project.documents.ids():
        suggest(project, document_id, gold_of(project.documents.get(document_id).file_name))


def sheet_of(project: Project, seed: str = "003") -> Worksheet:
    """The worksheet of a seed as it is now."""
    for document_id in project.documents.ids():
        if project.documents.get(document_id).file_name.startswith(seed):
            return read_worksheet(project, document_id)
    raise LookupError(seed)
