"""What formats of tokens can carry: exported, brought into a new project from the command line, and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.services.check import check
from border_annotator.services.project import create_project, open_project_to_read
from tests.services.test_adopt import adopted, brat

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

WITH_EVENTS = frozenset({"oneie", "dygie"})


def said(path: Path, layer: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The words of every entity with its label, and the roles of every event with the words that fill them."""
    with open_project_to_read(path) as project:
        assert list(check(project)) == []
        found = project.layers.layer(layer)
        assert found is not None
        entities, roles = set(), set()
        for document_id in project.documents.ids():
            text = project.documents.get(document_id).text
            values = project.layers.annotations(found.id, document_id)
            by_id = {value.id: value for value in values}
            entities |= {(value.label, value.span.text_in(text)) for value in values if isinstance(value, Entity)}
            for event in (value for value in values if isinstance(value, Event)):
                roles.add((event.type, "trigger"))
                fillers = ((argument.role, by_id.get(argument.ref or "")) for argument in event.arguments)
                roles |= {(event.type, role) for role, filler in fillers if isinstance(filler, Entity)}
        return entities, roles


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("conll", "entities.conll"), ("oneie", "oneie.jsonl"), ("dygie", "dygie.jsonl"), ("spacy", "**/*.spacy")],
)
def test_an_export_of_tokens_comes_in_again(inside: Run, tmp_path: Path, name: str, pattern: str) -> None:
    first, second, out = tmp_path / "first.bap", tmp_path / "second.bap", tmp_path / "out"
    with create_project(first) as project:
        adopted(project, brat(), as_="anna")
    create_project(second).close()
    made = inside("export", first, out, "--format", name, "--reviewer", "anna")
    assert made.returncode == 0, made.stderr
    files = sorted(out.glob(pattern))
    assert files, [str(path) for path in out.rglob("*")]
    came = inside("import", second, *files, "--as", "anna")
    assert came.returncode == 0, came.stdout + came.stderr
    (entities, roles), (again, roles_again) = said(first, "anna"), said(second, "anna")
    assert again == entities
    if name in WITH_EVENTS:
        assert roles_again == roles
