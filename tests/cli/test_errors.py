"""Wrong use and known errors: one line, no traceback, and an exit code that a script can trust."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from border_annotator import __version__
from tests.cli.conftest import ROOT, Run, environment, said

BAD_USE = {
    "no such option": (("stats", "p.bap", "--frob"), "See “border-annotator stats --help”"),
    "an argument is missing": (("import",), "PROJECT"),
    "a number that is none": (("prelabel", "p.bap", "--workers", "many"), "--workers"),
    "no worker at all": (("prelabel", "p.bap", "--workers", "0"), "--workers"),
    "not one of the choices": (("export", "p.bap", "out", "--layer", "mine"), "--layer"),
    "no such format": (("export", "p.bap", "out", "--format", "nothing"), "“nothing” is not a format: choose native"),
    "no such model": (("prelabel", "p.bap", "--model", "no_such_model"), "no_such_model"),
    "no project": (("stats", "missing.bap"), "missing.bap is not there"),
    "no project to import into": (("import", "missing.bap", "."), "border-annotator new"),
    "no such path to import": (("import", "p.bap", "nowhere"), "nowhere is not there"),
    "not a project": (("check", "notes.txt"), "not a project"),
    "a project that is there": (("new", "p.bap"), "exists already"),
    "a schema that is none": (("new", "q.bap", "--schema", "notes.txt"), "notes.txt, line 1"),
    "a file where the folder should be": (("export", "p.bap", "notes.txt"), "notes.txt cannot be a folder"),
    "no gold": (("evaluate", "p.bap", "nowhere"), "nowhere is not there"),
    "gold that is none": (("evaluate", "p.bap", "notes.txt"), "notes.txt, line 1"),
    "neither project nor command": (("frob",), "neither a project"),
    "not a command": (("frob", "p.bap"), "is not a command"),
    "an option that stands alone": (("--sample", "p.bap"), "--sample"),
    "no screen": (("p.bap",), "no screen"),
    "no screen for the sample": (("--sample",), "xvfb-run"),
}


IN_A_PROCESS = ("no such option", "no project", "not a project", "no screen")


@pytest.mark.parametrize("name", BAD_USE)
def test_one_line_and_exit_code_2(inside: Run, project: Path, name: str) -> None:
    arguments, words = BAD_USE[name]
    (project.parent / "notes.txt").write_text("Not JSON.", encoding="utf-8")
    if "screen" in name and sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a screen here")
    assert words in said(inside(*arguments), 2)


@pytest.mark.parametrize("name", IN_A_PROCESS)
def test_the_same_from_a_shell(ba: Run, project: Path, name: str) -> None:
    test_one_line_and_exit_code_2(ba, project, name)


def test_without_a_screen_qt_is_not_even_imported(ba: Run, project: Path) -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a screen here")
    result = ba(project, PYTHONPROFILEIMPORTTIME="1")
    assert result.returncode == 2
    assert "PySide6" not in result.stderr
    assert "border_annotator.cli.display" in result.stderr


def test_version_is_told_without_loading_anything(ba: Run) -> None:
    result = ba("--version", PYTHONPROFILEIMPORTTIME="1")
    assert (result.returncode, result.stdout) == (0, f"border-annotator {__version__}\n")
    for slow in ("typer", "rich", "sqlite_utils", "spacy", "PySide6"):
        assert f" {slow}" not in result.stderr


def test_a_fault_of_the_program_is_told_with_its_log(ba: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import border_annotator.services.stats as s\n"
        "def stats(project, watch=None):\n    raise RuntimeError('oops')\n"
        "s.stats = stats\n",
        encoding="utf-8",
    )
    result = ba("stats", project, PYTHONPATH=os.pathsep.join((str(tmp_path), str(ROOT))))
    line = said(result, 70)
    assert "fault of the program" in line
    logs = list((tmp_path / "home").rglob("border-annotator.log"))
    assert len(logs) == 1
    assert str(logs[0]) in line
    written = logs[0].read_text("utf-8")
    assert "RuntimeError" in written
    assert "in stats" in written
    assert "oops" not in written, "what an error says may quote an article"


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX pipes")
@pytest.mark.parametrize("arguments", [("stats", "p.bap"), ("--help",), ("stats", "p.bap", "--json")])
def test_a_closed_pipe_is_no_error(project: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = subprocess.run(
            [sys.executable, "-m", "border_annotator", *arguments],
            cwd=project.parent,
            env=environment(tmp_path),
            stdout=writing,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.close(writing)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_behind_the_output(project: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(
            [sys.executable, "-m", "border_annotator", "stats", str(project)],
            env=environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert result.returncode == 2
    assert result.stderr.startswith("border-annotator: The output cannot be written")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")
def test_ctrl_c_keeps_what_is_finished(tmp_path: Path, project: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(50):
        (folder / f"{number:02}.txt").write_text(f"Guards turned back {number} people.", encoding="utf-8")
    # The process interrupts itself at the fourth file: a signal from outside could come too early or too late.
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\nimport border_annotator.services.import_plan as i\nreal = i.read_file\n"
        "def read_file(path, *choices):\n"
        "    if path.stem == '03':\n        os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(path, *choices)\ni.read_file = read_file\n",
        encoding="utf-8",
    )
    environment_ = environment(tmp_path, PYTHONPATH=os.pathsep.join((str(tmp_path), str(ROOT))))
    result = subprocess.run(
        [sys.executable, "-m", "border_annotator", "import", str(project), str(folder)],
        env=environment_,
        capture_output=True,
        encoding="utf-8",
        check=False,
        # pytest may itself run with the signal ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )
    assert said(result, 130) == "border-annotator: stopped: 3 files of 50 imported, they stay."


def test_new_with_a_broken_schema_leaves_nothing(ba: Run, tmp_path: Path) -> None:
    (tmp_path / "schema.json").write_text(json.dumps({"format": "other"}), encoding="utf-8")
    said(ba("new", "q.bap", "--schema", "schema.json"), 2)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("q")] == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that not even an administrator may write")
def test_a_folder_that_may_not_be_written(ba: Run, project: Path) -> None:
    assert "cannot be" in said(ba("export", project, "/sys/border-annotator-out"), 2)
