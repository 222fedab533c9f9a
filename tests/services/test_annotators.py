"""Several people's annotations of one article: a layer for each, a run for each, or only those that are wanted."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotators import LAYERS, SUGGESTIONS, layer_name_of, only_annotators
from border_annotator.domain.mapping import LabelMapping
from border_annotator.domain.mapping_guess import completed
from border_annotator.formats.mapping_file import mapping_from_text, mapping_to_text
from border_annotator.services import history
from border_annotator.services.adopt import adopt, met_in, rehearse
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.annotation_files import met_in_files, sort_files
from border_annotator.services.check import check
from tests.services.test_adopt import FILE, TEXT, adopted, brat, stretch

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project

ANN = brat(annotator="ann", spans=(stretch("T1", "ORG", "Frontex"),), events=())
BOB = brat(annotator="bob", spans=(stretch("T1", "LOC", "Riga"), stretch("T2", "ORG", "Frontex")), events=())
NOBODY = brat(spans=(stretch("T1", "LOC", "Silene"),), events=())


def words(project: Project) -> dict[str, list[str]]:
    """What each layer that has anything holds, in the order of the text."""
    (document_id,) = project.documents.ids()
    found = {
        layer.name: [value.span.text_in(TEXT) for value in project.layers.annotations(layer.id, document_id)]  # type: ignore[union-attr] # entities all
        for layer in project.layers.layers()
    }
    return {name: held for name, held in found.items() if held}


def test_everyone_has_a_layer_of_their_own(project: Project) -> None:
    steps = adopted(project, ANN, BOB, NOBODY, as_=LAYERS)
    assert [step.into for step in steps] == ["ann", "bob", "brat"]
    assert words(project) == {"ann": ["Frontex"], "bob": ["Frontex", "Riga"], "brat": ["Silene"]}
    again = adopted(project, ANN, BOB, NOBODY, as_=LAYERS)
    assert [step.added for step in again] == [0, 0, 0]
    assert list(check(project)) == []


def test_each_layer_is_a_step_of_undo(project: Project) -> None:
    adopted(project, ANN, BOB, as_=LAYERS)
    bob = project.layers.layer("bob")
    assert bob is not None
    project.layer = bob
    assert history.undo(project) is not None
    assert words(project) == {"ann": ["Frontex"]}


def test_as_suggestions_everyone_has_a_run(project: Project) -> None:
    adopted(project, ANN, BOB)
    (document_id,) = project.documents.ids()
    assert len(project.suggestions.in_force(document_id)) == 2  # both marked Frontex: it is suggested once
    runs = project.file.db.conn.execute("SELECT json_extract(settings, '$.annotator') FROM runs").fetchall()
    assert sorted(runs) == [("ann",), ("bob",)]


def test_one_layer_for_all_where_that_is_named(project: Project) -> None:
    _first, second = adopted(project, ANN, BOB, as_="gold")
    assert words(project) == {"gold": ["Frontex", "Riga"]}
    assert [str(told.reason) for told in second.told if told.id == "T2"] == ["the reviewer has marked that place"]


def test_only_some_come_in_and_under_the_names_that_the_mapping_gives(project: Project) -> None:
    met = met_in([ANN, BOB])
    mapping = only_annotators(completed(LabelMapping(), met, project.schema), met.annotators, {"bob"})
    text = mapping_to_text(mapping).replace('bob = { name = "bob", guess = "same name" }', 'bob = "Robert"')
    read = mapping_from_text(text)
    assert mapping_from_text(mapping_to_text(mapping)) == mapping
    steps = list(adopt(project, FILE, [ANN, BOB], read, LAYERS))
    assert steps[0].reason == "the work of ann is left out"
    assert words(project) == {"Robert": ["Frontex", "Riga"]}
    assert [step.into for step in rehearse(project, FILE, [ANN, BOB], read, LAYERS)] == [None, "Robert"]


@pytest.mark.parametrize(
    ("annotator", "layer"),
    [
        ("ann", "ann"),
        ("3", "annotator 3"),
        ("suggestions", "annotator suggestions"),
        ("layers", "annotator layers"),
        ("a\nb", "a b"),
        ("\x00", "annotator"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_layer_can_have_the_name_whatever_the_file_says(project: Project, annotator: str, layer: str) -> None:
    assert layer_name_of(annotator) == layer
    (step,) = adopted(project, replace(ANN, annotator=annotator), as_=LAYERS)
    assert (step.into, step.added) == (layer if annotator != SUGGESTIONS else None, 1)


def prodigy(folder: Path) -> None:
    lines: list[dict[str, object]] = [
        {"text": TEXT, "spans": [], "answer": "accept", "_annotator_id": who} for who in ("db-ann", "db-bob")
    ]
    (folder / "p.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def label_studio(folder: Path) -> None:
    sets: list[dict[str, object]] = [{"id": number, "completed_by": number, "result": []} for number in (1, 2)]
    (folder / "l.json").write_text(json.dumps([{"data": {"text": TEXT}, "annotations": sets}]), encoding="utf-8")


def doccano_files(folder: Path) -> None:
    for name in ("ann", "bob"):
        line = {"id": 1, "text": TEXT, "label": [[0, 6, "ORG"]]}
        (folder / f"{name}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")


def doccano_users(folder: Path) -> None:
    found = [{"label": "ORG", "start_offset": 0, "end_offset": 6, "user": user} for user in (4, 5)]
    (folder / "d.jsonl").write_text(json.dumps({"text": TEXT, "annotations": found}) + "\n", encoding="utf-8")


def brat_folders(folder: Path) -> None:
    for name in ("ann", "bob"):
        (folder / name).mkdir()
        (folder / name / "art.txt").write_text(TEXT, encoding="utf-8")
        (folder / name / "art.ann").write_text("T1\tORG 0 6\tGuards\n", encoding="utf-8")


def inception(folder: Path) -> None:
    rows = "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Entity|label\n\n\n#Text=Guards\n1-1\t0-6\tGuards\tORG\t\n"
    for name in ("ann", "bob"):
        here = folder / "annotation" / "art.txt"
        here.mkdir(parents=True, exist_ok=True)
        (here / f"{name}.tsv").write_text(rows, encoding="utf-8")


@pytest.mark.parametrize(
    ("write", "names"),
    [
        (prodigy, ["db-ann", "db-bob"]),
        (label_studio, ["1", "2"]),
        (doccano_files, ["ann", "bob"]),
        (doccano_users, ["4", "5"]),
        (brat_folders, ["ann", "bob"]),
        (inception, ["ann", "bob"]),
    ],
)
def test_every_format_says_who_annotated(tmp_path: Path, write: object, names: list[str]) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    write(folder)  # type: ignore[operator] # one of those above
    assert sorted(met_in_files(sort_files([folder]).annotations).annotators) == names


def test_folders_of_different_articles_are_nobodys(project: Project, tmp_path: Path) -> None:
    for name, text in (("2023", TEXT), ("2024", TEXT + "More.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "art.txt").write_text(text, encoding="utf-8")
        (tmp_path / name / "art.ann").write_text("T1\tORG 0 6\tGuards\n", encoding="utf-8")
    files = sort_files([tmp_path / "2023", tmp_path / "2024"]).annotations
    met = met_in_files(files)
    assert not met.annotators
    mapping = completed(LabelMapping(), met, project.schema)
    for path, known in files:
        (step,) = adopt(project, AnnotationFile.at(path, known.name), known.read(path), mapping, LAYERS)
        assert step.into == "brat"
