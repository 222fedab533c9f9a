"""``backup``, ``backups`` and ``restore`` as a user types them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.services.project import open_project
from border_annotator.storage.migrations import NEWEST
from tests.cli.conftest import ROOT, Run, said
from tests.spoiled import spoil

if TYPE_CHECKING:
    from pathlib import Path


def test_there_and_back(inside: Run, project: Path) -> None:
    assert "There are no backups" in inside("backups", project).stdout
    made = inside("backup", project)
    assert (made.returncode, made.stderr) == (0, "")
    assert "Made and checked" in made.stdout
    assert inside("gazetteer", "add", project, "Silene", "--label", "PLACE").returncode == 0
    assert "10 minutes after a change" in inside("backups", project).stdout
    listed = json.loads(inside("backups", project, "--json").stdout)
    assert [(one["number"], one["why"], one["articles"], one["edits"]) for one in listed] == [(1, "asked", 2, 0)]
    asked = inside("restore", project, "1")
    assert asked.returncode == 2
    assert "1 edit would go" in asked.stdout
    assert "Add Place “Silene”" in asked.stdout
    assert "say --yes" in asked.stderr
    done = inside("restore", project, "1", "--yes", "--json")
    found = json.loads(done.stdout)
    assert found["restored"] is True
    assert found["comparison"]["goes"]["edits"] == 1
    assert "no names of its own" in inside("gazetteer", "list", project).stdout
    again = inside("restore", project, found["backup"])
    assert "nothing to restore" in again.stdout
    assert inside("restore", project, "1", "--yes").returncode == 0, "the project before is a backup too"
    assert "Silene" in inside("gazetteer", "list", project).stdout
    assert inside("check", project).returncode == 0


def test_who_holds_the_project_is_told(inside: Run, project: Path) -> None:
    assert inside("backup", project).returncode == 0
    with open_project(project) as opened:
        assert inside("backup", project).returncode == 0, "a backup needs no turn"
        assert opened.journal.length() == 0
        inside("gazetteer", "list", project)
        assert "is open in the window (process" in inside("restore", project, "1", "--yes").stderr or "nothing" in (
            inside("restore", project, "1", "--yes").stdout
        )


def test_what_is_not_there(inside: Run, project: Path, tmp_path: Path) -> None:
    assert "is not there" in said(inside("backup", tmp_path / "no.bap"), 2)
    assert "There is no backup “5”" in said(inside("restore", project, "5", "--yes"), 2)


def test_an_update_says_where_the_project_as_it_was_is_kept(inside: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.bap"
    path.write_bytes((ROOT / "tests" / "databases" / f"schema-{NEWEST - 1}.bap").read_bytes())
    first = inside("gazetteer", "add", path, "Anywhere", "--label", "PLACE")
    assert first.returncode == 0
    assert "was brought to the newest version" in first.stderr
    assert "before-update.bap" in first.stderr
    assert inside("gazetteer", "add", path, "Elsewhere", "--label", "PLACE").stderr == ""


def test_a_damaged_file_is_told_with_what_to_do(inside: Run, project: Path) -> None:
    spoil(project, "touched")
    found = inside("check", project)
    assert found.returncode == 1
    assert f"“border-annotator backups {project}” lists copies" in found.stdout
    assert "recover" in found.stdout


def test_recover_says_what_it_saved_and_what_not(inside: Run, project: Path, tmp_path: Path) -> None:
    whole = inside("recover", project, tmp_path / "saved.bap")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "2 articles, 152 suggestions" in whole.stdout
    assert "Everything could be read" in whole.stdout
    raw = project.read_bytes()
    project.write_bytes(bytes(4096) + raw[4096 : len(raw) * 4 // 5])
    part = inside("recover", project, tmp_path / "part.bap", "--json")
    assert part.returncode == 1
    assert json.loads(part.stdout)["losses"]
    assert "exists already" in said(inside("recover", project, tmp_path / "part.bap"), 2)
