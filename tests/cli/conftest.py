"""The program as a user runs it: in a process of its own, with settings and data of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from border_annotator.__main__ import main
from tests.gold_suggestions import gold_project

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """No display, and nothing of the developer's own settings."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(folder))
    return {**kept, **homes, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error", **more}


@pytest.fixture
def ba(tmp_path: Path) -> Run:
    """Run the program in the test's folder."""
    home = tmp_path / "home"
    home.mkdir()

    def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "border_annotator", *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment(home, **more),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The same within the test's own process, for the many cases where a process each would only take time."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name in ("data", "config", "log"):
        monkeypatch.setattr(f"platformdirs.user_{name}_path", lambda *_, **__: home)

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["border-annotator", *map(str, arguments)])
        capfd.readouterr()
        code = main()
        out, err = capfd.readouterr()
        return subprocess.CompletedProcess(sys.argv, code, out, err)

    return run


@pytest.fixture(scope="session")
def finished_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both seeds, with the gold annotations as suggestions."""
    path = tmp_path_factory.mktemp("template") / "p.bap"
    gold_project(path)
    return path


@pytest.fixture
def project(finished_project: Path, tmp_path: Path) -> Path:
    """A copy of the finished project, for one test."""
    return Path(shutil.copy(finished_project, tmp_path / "p.bap"))


def said(result: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line of a known error."""
    assert result.returncode == code, result.stderr
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("border-annotator: ")
    return lines[0]
