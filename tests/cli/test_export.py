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
