"""What a file or an article is called never steers the terminal, and is no markup of the library that draws tables."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from typing import TYPE_CHECKING

from border_annotator.cli.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Run

HOSTILE = "[red]x[/red][/] [link=file:///etc]y \x1b[2J\x9b31m\u202egnp\r\nz\x07"
STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_names_of_files_and_articles(inside: Run, project: Path, tmp_path: Path) -> None:
    name = HOSTILE.replace("/", "\u2215")
    bad = tmp_path / f"{name}.txt"
    bad.write_bytes(b"\0")
    good = tmp_path / f"good {name}.txt"
    good.write_text(f"{HOSTILE} closes its border\n\nGuards closed the border with Latvia.", encoding="utf-8")
    with contextlib.closing(sqlite3.connect(project)) as connection:
        connection.execute("UPDATE layers SET name = ?", (HOSTILE,))
        connection.execute("UPDATE suggestions SET label = ? WHERE kind = 'figure'", (HOSTILE,))
        connection.commit()
    for arguments in (
        ("import", project, bad, good),
        ("import", project, bad, "--json"),
        ("gazetteer", "add", project, "[b]Narva[/b]", "PLACE"),
        ("gazetteer", "list", project),
        ("stats", project),
        ("stats", project, "--json"),
        ("check", project),
        ("check", project, "--json"),
        ("export", project, tmp_path / "out[red]"),
        (HOSTILE,),
        ("stats", f"no {HOSTILE} project"),
    ):
        result = inside(*arguments)
        assert result.returncode in (0, 1, 2), result.stderr
        assert STEERS.search(result.stdout.replace("\r\n", "\n")) is None, arguments
        assert STEERS.search(result.stderr.replace("\r\n", "\n")) is None, arguments


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    Screen(as_json=True).json({HOSTILE: "Kuźnica 👮"})
    out = capsys.readouterr().out
    assert STEERS.search(out) is None
    assert "Kuźnica 👮" in out
    assert json.loads(out) == {HOSTILE: "Kuźnica 👮"}


def test_a_drawn_table_and_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "200")
    screen = Screen()
    screen.is_terminal = True
    screen.table(HOSTILE, ("[bold]name", "n"), [(HOSTILE, "[7]")])
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with screen.progress(HOSTILE) as report:
        report(1, 2, HOSTILE)
    out, err = capsys.readouterr()
    assert "[red]x[/red]" in out
    assert "[bold]name" in out
    assert "[7]" in out
    assert STEERS.search(out) is None
    assert "\x1b[2J" not in err
    assert "\u202e" not in err
