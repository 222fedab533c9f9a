"""``import`` with its choices, as a user types them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.services.project import open_project_to_read
from tests.cli.conftest import Run, said

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Guards in Latvia stopped forty people near Silene on Monday, the border service said in a statement. They had"
    " walked through the forest for two days before they were seen by a patrol of three on the road to the lake."
)


def test_a_dry_run_writes_nothing(inside: Run, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("date 2023-11-05\n\nA short title\n\n" + STORY, encoding="utf-8")
    (folder / "b.txt").write_text(
        "date 2023-11-05\n\nA short title\n\n" + STORY + " Nobody was hurt.", encoding="utf-8"
    )
    (folder / "c.bin").write_bytes(bytes(range(256)))
    shown = inside("import", project, folder, "--dry-run")
    assert shown.returncode == 1
    assert "A short title, 2023-11-05 (header)" in shown.stdout
    assert "much alike: articles/a.txt" in shown.stdout
    assert "2 articles would come in, 1 of them as versions; 0 would be skipped, 1 cannot be read" in shown.stdout
    plan = json.loads(inside("import", project, folder, "--dry-run", "--json").stdout)["plan"]
    assert [step["action"] for step in plan] == ["keep", "version", "skip"]
    assert plan[1]["duplicate"]["alike"] == "much alike"
    with open_project_to_read(project) as opened:
        assert len(opened.documents.ids()) == 2


def test_columns_duplicates_and_originals(inside: Run, project: Path, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(f'kopf;inhalt\nOne;"{STORY}"\nTwo;"{STORY} And more."\n', encoding="utf-8")
    choice = ("--column", "text=inhalt", "--column", "title=kopf", "--duplicates", "keep", "--keep-original")
    done = inside("import", project, table, *choice, "--json")
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)["imported"]
    assert (first["place"], second["place"], "version_of" in second) == ("row 2", "row 3", False)
    with open_project_to_read(project) as opened:
        assert opened.documents.get(first["id"]).title == "One"
        known = opened.provenance.get(first["id"])
        assert known is not None
        assert opened.provenance.original(known.file_sha256) == table.read_bytes()
    again = inside("import", project, table, *choice)
    assert "Imported 0 files, 2 in the project already." in again.stdout
    assert inside("check", project).returncode == 0


def test_choices_that_are_none(inside: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert "names no column" in said(inside("import", project, "a.txt", "--column", "body"), 2)
    assert "is no choice for duplicates" in said(inside("import", project, "a.txt", "--duplicates", "all"), 2)
    assert inside("import", project, "a.txt", "--threshold", "0.1").returncode == 2
    assert "is not an encoding" in inside("import", project, "a.txt", "--encoding", "klingon").stdout
