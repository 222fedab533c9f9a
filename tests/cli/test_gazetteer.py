"""``border-annotator gazetteer``: add, list, remove."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.conftest import said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_add_list_and_remove(inside: Run, project: Path) -> None:
    assert "no names of its own" in inside("gazetteer", "list", project).stdout
    added = inside("gazetteer", "add", project, "Žalavas", "Zalawas", "--label", "PLACE", "--country", "lt")
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout == "Add Place “Žalavas” to the gazetteer: place:zalavas.\n"
    listed = json.loads(inside("gazetteer", "list", project, "--json").stdout)
    assert [(e["names"], e["label"], e["link"], e["country"]) for e in listed] == [
        (["Žalavas", "Zalawas"], "PLACE", "place:zalavas", "LT")
    ]
    assert "Žalavas; Zalawas" in inside("gazetteer", "list", project).stdout
    assert inside("gazetteer", "remove", project, "zalawas").returncode == 0
    assert json.loads(inside("gazetteer", "list", project, "--json").stdout) == []
    assert inside("check", project).returncode == 0


def test_what_is_wrong_is_said_in_a_line(inside: Run, project: Path) -> None:
    assert "not an entity label" in said(inside("gazetteer", "add", project, "Žalavas", "--label", "TOWN"), 2)
    assert "holds no “Kena”" in said(inside("gazetteer", "remove", project, "Kena"), 2)
    assert "--help" in said(inside("gazetteer", "add", project, "Žalavas"), 2)
    for label in ("PLACE", "CROSSING_POINT"):
        assert inside("gazetteer", "add", project, "Žalavas", "--label", label).returncode == 0
    assert "2 entries" in said(inside("gazetteer", "remove", project, "Žalavas"), 2)
    assert "already" in said(inside("gazetteer", "add", project, "Žalavas", "--label", "PLACE"), 2)
