"""``border-annotator import`` with files of annotations: told apart by content, mapped, shown, brought in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.mapping import Becomes, Guess, Rule
from border_annotator.formats.mapping_file import read_mapping
from border_annotator.services.check import check
from border_annotator.services.project import create_project, open_project_to_read
from border_annotator.settings.paths import seeds_folder
from tests.gold_suggestions import GOLD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

TEXT = "🚨 Latvian border guard pushed back 150 migrants near Silene on 3 March 2020."
ANN = """T1\tORG 2 22\tLatvian border guard
T3\tPushback 23 34\tpushed back
T4\tFIGURE 35 38\t150
T5\tROUTE 53 59\tSilene
T6\tDATE 63 75\t3 March 2020
T9\tORG 63 75\tEuropol
E1\tPushback:T3 Agent:T1 Count:T4 Time:T6
"""


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "art.txt").write_text(TEXT, encoding="utf-8")
    (folder / "art.ann").write_text(ANN, encoding="utf-8")
    (folder / "annotation.conf").write_text("[entities]\nORG\n", encoding="utf-8")
    return folder


def test_a_dry_run_writes_a_mapping_to_be_changed(inside: Run, tmp_path: Path) -> None:
    path, folder, mapping = tmp_path / "a.bap", folder_of(tmp_path), tmp_path / "map.toml"
    with (folder / "art.ann").open("a", encoding="utf-8") as file:
        file.write("A1\tPolarity E1 Negated\nA2\tMention T1 Blue\n")
    create_project(path).close()
    result = inside("import", path, folder, "--dry-run", "--mapping", mapping)
    assert "Nothing was imported." in result.stdout
    assert "value Blue of Mention" in result.stdout
    template = mapping.read_text(encoding="utf-8")
    assert 'Negated = "negative"' in template
    assert '# Blue = ""' in template
    mapping.write_text(template.replace('# Blue = ""', 'Blue = "NOM"').replace("keep = true", 'entity = "PLACE"'))
    changed = mapping.read_text(encoding="utf-8")
    result = inside("import", path, folder, "--dry-run", "--mapping", mapping)
    assert "Nothing was written." in result.stdout
    assert mapping.read_text(encoding="utf-8") == changed
    result = inside("import", path, folder, "--mapping", mapping, "--as", "anna")
    assert "ROUTE" not in result.stdout
    with open_project_to_read(path) as opened:
        layer = opened.layers.layer("anna")
        assert layer is not None
        values = opened.layers.annotations(layer.id, opened.documents.ids()[0])
    assert {value.mention for value in values if isinstance(value, Entity)} == {"NAM", "NOM"}


def test_annotators_are_kept_apart_and_chosen(inside: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.bap"
    create_project(path).close()
    for name, word in (("ann", "Silene"), ("bob", "3 March")):
        folder, start = tmp_path / "work" / name, TEXT.index(word)
        folder.mkdir(parents=True)
        (folder / "art.txt").write_text(TEXT, encoding="utf-8")
        (folder / "art.ann").write_text(f"T1\tLocation {start} {start + len(word)}\t{word}\n", encoding="utf-8")
    work = tmp_path / "work"
    result = inside("import", path, work, "--as", "layers", "--annotator", "zoe")
    assert "Nobody is called “zoe” in these files: choose of ann, bob." in result.stderr
    result = inside("import", path, work, "--as", "layers", "--annotator", "bob")
    assert "as layers bob (1)" in result.stdout
    assert "the work of ann is left out" in result.stdout
    result = inside("import", path, work, "--as", "gold")
    assert "The work of ann, bob comes into the one layer gold: --as layers keeps them apart." in result.stdout


def test_a_folder_of_brat_first_shown_then_brought_in(inside: Run, tmp_path: Path) -> None:
    path, folder, mapping = tmp_path / "a.bap", folder_of(tmp_path), tmp_path / "map.toml"
    create_project(path).close()
    result = inside("import", path, folder / "art.ann", "--dry-run", "--write-mapping", mapping)
    assert result.returncode == 1, result.stderr
    shown = result.stdout
    assert "label ORG" in shown
    assert "usual meaning" in shown
    assert "span T9 ORG “Europol”: in quarantine" in shown
    assert "span T5 ROUTE “Silene”: kept as it is, ROUTE has no counterpart" in shown
    assert "Nothing was written." in shown
    assert read_mapping(mapping).label("ROUTE") == Rule(Becomes.KEPT, guess=Guess.NONE)
    mapping.write_text(
        'format = "border-mapping/1"\n[labels.ROUTE]\nentity = "PLACE"\n[roles.Pushback]\nAgent = false\n',
        encoding="utf-8",
    )
    result = inside("import", path, folder, "--mapping", mapping, "--as", "anna", "--json")
    assert result.returncode == 1, result.stderr
    said = json.loads(result.stdout)
    assert [one["path"] for one in said["imported"]] == [str(folder / "art.txt")]
    (found,) = said["annotations"]
    assert (found["added"], found["is_new"], found["place"]) == (5, False, found["place"])
    assert {line["fate"] for line in found["lines"]} == {"in quarantine", "left out"}
    with open_project_to_read(path) as project:
        assert project.documents.count() == 1
        layer = project.layers.layer("anna")
        assert layer is not None
        assert len(project.layers.annotations(layer.id, project.documents.ids()[0])) == 5
        assert list(check(project)) == []


def test_native_files_beside_their_texts_are_one_article_each(inside: Run, tmp_path: Path) -> None:
    path, folder = tmp_path / "a.bap", tmp_path / "gold"
    folder.mkdir()
    for file in (*GOLD.glob("*.json"), *seeds_folder().glob("*.txt")):
        (folder / file.name).write_bytes(file.read_bytes())
    create_project(path).close()
    result = inside("import", path, folder, "--as", "reviewer")
    assert result.returncode == 0, result.stderr
    assert "Imported 2 files." in result.stdout
    result = inside("import", path, folder, "--as", "reviewer")
    assert result.returncode == 0, result.stderr
    assert "Imported 0 annotations as reviewer on 2 articles" in result.stdout
    with open_project_to_read(path) as project:
        assert project.documents.count() == 2
        assert list(check(project)) == []


def test_what_is_wrong_is_said(inside: Run, tmp_path: Path) -> None:
    path, folder = tmp_path / "a.bap", folder_of(tmp_path)
    create_project(path).close()
    result = inside("import", path, folder / "art.ann", "--mapping", folder / "nothing.toml")
    assert result.returncode == 2, result.stderr
    assert "nothing.toml cannot be read" in result.stderr
    result = inside("import", path, folder / "art.ann", "--as", " ")
    assert result.returncode == 2, result.stderr
    assert "can be no layer" in result.stderr


def test_the_quarantine_is_listed_placed_and_emptied(inside: Run, tmp_path: Path) -> None:
    path, folder = tmp_path / "a.bap", folder_of(tmp_path)
    create_project(path).close()
    inside("import", path, folder / "art.ann")
    result = inside("quarantine", path)
    assert (result.returncode, "span T9 ORG “Europol” at 63-75" in result.stdout) == (1, True)
    (found,) = json.loads(inside("quarantine", path, "--retry", "--json").stdout)["quarantine"]
    assert inside("quarantine", path, "--item", found["id"], "--at", "x").returncode == 2
    result = inside("quarantine", path, "--item", found["id"], "--at", "53-59")
    assert (result.returncode, result.stdout) == (0, "1 item placed, 0 items in quarantine.\n")
