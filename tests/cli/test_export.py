"""Exporting from the command line: what is chosen, what a format cannot carry, and choices that make no sense."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.services.export_formats import EXPORT_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_a_split_data_set_with_its_card(ba: Run, project: Path, tmp_path: Path) -> None:
    made = ba("export", project, "out", "--format", "jsonl", "--split", "50/0/50", "--seed", "a", "--json")
    assert made.returncode == 0
    assert json.loads(made.stdout)["format"] == "jsonl"
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.jsonl")}
    assert "about/reviewed.jsonl" in found
    assert found <= {"about/reviewed.jsonl", "train/data.jsonl", "test/data.jsonl"}
    assert "seed “a”" in (tmp_path / "out" / "README.md").read_text("utf-8")
    assert (tmp_path / "out" / "SHA256SUMS").is_file()


def test_losses_alone(ba: Run, project: Path, tmp_path: Path) -> None:
    told = ba("export", project, "out", "--format", "conll", "--layer", "suggestions", "--losses")
    assert told.returncode == 0
    assert "conll cannot carry" in told.stdout
    assert "layout TITLE: " in told.stdout
    assert not (tmp_path / "out").exists()
    assert "carries everything" in ba("export", project, "out", "--losses").stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--split", "80/20"), "80/10/10"),
        (("--split", "a/b/c"), "80/10/10"),
        (("--split", "-1/1/1"), "80/10/10"),
        (("--state", "finished"), "in-progress"),
        (("--since", "soon"), "2023-11-05"),
        (("--type", "Closures"), "Closures"),
        (("--reviewer", "Ann"), "reviewer"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(
    ba: Run, project: Path, tmp_path: Path, options: tuple[str, str], words: str
) -> None:
    refused = ba("export", project, "out", *options)
    assert refused.returncode == 2
    assert words in refused.stderr
    assert not list((tmp_path / "out").glob("*"))


def test_formats_are_listed_one_a_line(ba: Run) -> None:
    assert ba("export", "--list-formats").stdout.splitlines() == [known.name for known in EXPORT_FORMATS]


def test_offsets_alone(ba: Run, project: Path, tmp_path: Path) -> None:
    made = ba("export", project, "out", "--format", "jsonl", "--layer", "suggestions", "--text", "offsets")
    assert made.returncode == 0
    assert json.loads((tmp_path / "out" / "data.jsonl").read_text("utf-8").splitlines()[0])["text"] is None
    refused = ba("export", project, "out", "--format", "conll", "--text", "offsets")
    assert refused.returncode == 2
    assert "jsonl" in refused.stderr


def test_preview_writes_nothing(ba: Run, project: Path, tmp_path: Path) -> None:
    told = ba("export", project, "--format", "brat", "--layer", "suggestions", "--preview", "--state", "untouched")
    assert told.returncode == 0
    assert ".ann:" in told.stdout
    assert "T1\tCOUNTRY 1 10\tLithuania" in told.stdout
    assert json.loads(ba("export", project, "--preview", "--title", "no such", "--json").stdout)["record"] is None
    assert not (tmp_path / "out").exists()


def test_the_last_choices_again(ba: Run, project: Path, tmp_path: Path) -> None:
    assert "not exported yet" in ba("export", project, "--again").stderr
    made = ba("export", project, "out", "--format", "jsonl", "--layer", "both", "--split", "50/0/50", "--json")
    command = json.loads(made.stdout)["command"]
    assert command.endswith("--format jsonl --layer both --split 50/0/50")
    (tmp_path / "out" / "SHA256SUMS").unlink()
    again = ba("export", project, "--again", "--json")
    assert json.loads(again.stdout)["command"].split()[4:] == command.split()[4:]
    assert (tmp_path / "out" / "SHA256SUMS").is_file()
    refused = ba("export", project, "--again", "--format", "conll")
    assert refused.returncode == 2
    assert "--format" in refused.stderr
    assert "folder" in ba("export", project).stderr
