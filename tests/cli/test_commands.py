"""Each command once with what it is for, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from border_annotator.__main__ import COMMANDS
from border_annotator.services import review
from border_annotator.services.project import open_project
from border_annotator.services.worksheets import read_worksheet
from tests.cli.conftest import ROOT, Run

SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"


def test_from_new_to_check(ba: Run, tmp_path: Path) -> None:
    made = ba("new", "p.bap")
    assert made.returncode == 0
    assert "22 event types" in made.stdout
    imported = ba("import", "p.bap", SEEDS)
    assert imported.returncode == 0
    assert imported.stdout == "Imported 2 files.\n"
    checked = ba("check", "p.bap")
    assert (checked.returncode, checked.stdout) == (0, "Checked 2 documents: no problems.\n")
    assert not (tmp_path / "p.bap.lock").exists()


def test_a_second_import_is_no_problem(ba: Run, project: Path) -> None:
    again = ba("import", project, SEEDS)
    assert again.returncode == 0
    assert "Imported 0 files, 2 in the project already." in again.stdout
    assert again.stdout.count("in the project already") == 3


def test_import_tells_of_every_file_left_out(ba: Run, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text("Guards turned back 18 people.", encoding="utf-8")
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    result = ba("import", project, folder, "--json")
    assert result.returncode == 1
    found = json.loads(result.stdout)
    assert [Path(step["path"]).name for step in found["imported"]] == ["good.txt"]
    assert {Path(step["path"]).name: step["reason"] for step in found["skipped"]} == {
        "binary.txt": "not a format that this program reads",
        "empty.txt": "empty",
    }


def test_import_of_a_file_whose_name_is_no_text(ba: Run, project: Path, tmp_path: Path) -> None:
    odd = Path(str(tmp_path).encode().decode() + "/b\udcffd\x1b[31m\n.txt")
    try:
        odd.write_text("Guards turned back 18 people.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes text only")
    result = ba("import", project, odd)
    assert (result.returncode, result.stderr) == (0, "")
    assert ba("import", project, odd).stdout.count("\n") == 2
    assert ba("export", project, "out").returncode == 0


def test_stats_as_json(ba: Run, project: Path) -> None:
    result = ba("stats", project, "--json")
    assert result.returncode == 0
    found = json.loads(result.stdout)
    assert found["documents"]["total"] == found["documents"]["untouched"] == 2
    assert found["suggestions"]["open"] == found["suggestions"]["total"] == 101 + 22 + 29
    assert [found[kind]["suggested"] for kind in ("entities", "figures", "events")] == [101, 22, 29]


def test_evaluate_against_itself(ba: Run, project: Path) -> None:
    result = ba("evaluate", project, GOLD, "--json")
    assert result.returncode == 0, result.stdout
    found = json.loads(result.stdout)
    assert {score["f1"] for score in found["scores"].values()} == {1.0}
    assert found["documents"] == 2
    assert found["by_type"]["Force.Deployment"]["right"] == 5
    table = ba("evaluate", project, GOLD)
    assert "events, repeats count" in table.stdout
    assert "Confidence and how often it was right, events" in table.stdout
    assert "\x1b" not in table.stdout
    assert "errors" not in found


def test_evaluate_lists_errors_by_cause(ba: Run, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    gold = json.loads((GOLD / "seed-003.json").read_text("utf-8"))
    event = next(event for event in gold["events"] if not event.get("optional"))
    event["attributes"]["status"] = "denied"
    (folder / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    listed = ba("evaluate", project, folder, "--errors").stdout
    trigger = event["trigger"]["text"]
    assert "event: wrong status, 1" in listed
    assert f"[{trigger}]" in listed
    found = json.loads(ba("evaluate", project, folder, "--errors", "--json").stdout)["errors"]
    assert [(cause["cause"], cause["errors"]) for cause in found] == [("wrong status", 1)]
    assert found[0]["places"][0]["text"] == trigger
    assert found[0]["places"][0]["doc_id"] == gold["doc_id"]


def test_evaluate_tells_what_the_project_does_not_hold(ba: Run, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    gold = json.loads((GOLD / "seed-003.json").read_text("utf-8"))
    gold |= {"doc_id": "elsewhere", "text_file": "elsewhere.txt"}
    (folder / "elsewhere.json").write_text(json.dumps(gold), encoding="utf-8")
    result = ba("evaluate", project, folder)
    assert (result.returncode, result.stdout) == (1, "elsewhere: the project does not hold it\n")


def test_export_works_while_the_project_is_being_edited(ba: Run, project: Path, tmp_path: Path) -> None:
    with open_project(project) as window:
        sheet = read_worksheet(window, window.documents.ids()[0])
        review.confirm(window, sheet, sheet.events[0].id)
        result = ba("export", project, "out", "--format", "native")
        assert (result.returncode, result.stderr) == (0, "")
        held = ba("import", project, SEEDS)
        assert held.returncode == 2
        assert "is open in the window" in held.stderr
    exported = json.loads((tmp_path / "out" / "000_4649726c9b6e0d0e.json").read_text("utf-8"))
    assert len(exported["events"]) == 1


def test_formats_are_listed_and_written(ba: Run, project: Path, tmp_path: Path) -> None:
    names = ba("export", "--list-formats").stdout.splitlines()
    assert {"native", "jsonl", "brat", "conll", "webanno-tsv", "uima-xmi", "spacy", "csv", "html"} <= set(names)
    assert len(names) == len(set(names)) >= 18
    result = ba("export", project, "out", "--format", "brat", "--layer", "suggestions", "--json")
    assert result.returncode == 0
    assert {".txt", ".ann", ".conf"} <= {path.suffix for path in (tmp_path / "out").iterdir()}


def test_export_of_what_is_done(ba: Run, project: Path, tmp_path: Path) -> None:
    result = ba("export", project, "out", "--only", "done", "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["documents_left_out"] == 2
    assert list((tmp_path / "out").iterdir()) == []


def test_prelabel_with_rules_alone(ba: Run) -> None:
    ba("new", "p.bap")
    ba("import", "p.bap", SEEDS)
    first = ba("prelabel", "p.bap", "--model", "blank")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("Read 2 documents in ")
    again = ba("prelabel", "p.bap", "--model", "blank")
    assert again.returncode == 0
    assert again.stdout.startswith("Nothing to do: a model has read 2 documents already")
    redone = ba("prelabel", "p.bap", "--model", "blank", "--redo", "--json")
    assert json.loads(redone.stdout)["read"] == 2
    checked = ba("check", "p.bap")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_one_line_of_help(inside: Run, command: str) -> None:
    result = inside(command, "--help")
    assert result.returncode == 0
    assert f"border-annotator {command}" in result.stdout
    assert f"  {command} " in inside("--help").stdout
