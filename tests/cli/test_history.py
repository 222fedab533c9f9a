"""``history``: who, when, what was before and what after."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from border_annotator.services import correct, facts, history, notes, review
from border_annotator.services.project import open_project
from tests.cli.conftest import Run, said
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from pathlib import Path


def test_everything_is_told(inside: Run, project: Path, tmp_path: Path) -> None:
    assert inside("history", project).stdout == "Nothing was done in this project.\n"
    with open_project(project) as opened:
        event, other = sheet_of(opened).events[:2]
        review.confirm(opened, sheet_of(opened), event.id)
        correct.set_attribute(opened, sheet_of(opened), event.id, "status", "denied")
        review.reject(opened, sheet_of(opened), other.id, "not an event")
        history.undo(opened)
        sheet = sheet_of(opened, "000")
        written = facts.written_facts(sheet.document)
        facts.set_facts(opened, sheet, facts.Written("2023-11-05", written.title, written.publisher, written.language))
        notes.write_note(opened, notes.on_article(sheet_of(opened)), "ask Ana")
    told = inside("history", project)
    assert (told.returncode, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    heads = [line for line in lines if not line.startswith("– ")]
    assert [line.split(" · ")[0] for line in heads[:-1]] == ["6", "5", "4", "3", "2", "1"]
    assert heads[-1] == "6 steps."
    assert f"{datetime.datetime.now().astimezone():%Y-%m-%d}" in heads[0]
    assert "reviewer · took back: Reject" in heads[2]
    assert "reviewer · did, undone since: Reject" in heads[3]
    assert any("status: " in line and line.endswith("→ denied") for line in lines)
    assert any("waits for a verdict → confirmed" in line for line in lines)
    of_event = inside("history", project, "--event", event.id, "--json")
    found = json.loads(of_event.stdout)
    assert [step["id"] for step in found] == [2, 1]
    assert {step["event"] for step in found} == {event.id}
    (change,) = [change for change in found[0]["changes"] if change["target"] == "event"]
    assert '"status": "denied"' not in json.dumps(change["before"])
    assert '"status": "denied"' in json.dumps(change["after"])
    assert found[0]["who"] == "reviewer"
    assert [step["id"] for step in json.loads(inside("history", project, "--last", 2, "--json").stdout)] == [6, 5]
    assert "Nothing was done to that event" in inside("history", project, "--event", "no such").stdout
    assert "is not there" in said(inside("history", tmp_path / "no.bap"), 2)
