"""The program at work, window and command line: it asks no network for anything, and what it writes is its user's."""

from __future__ import annotations

import ast
import json
import os
import shutil
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import border_annotator
from border_annotator.nlp import pipeline
from border_annotator.nlp.pipeline import resolve_model
from border_annotator.services.prelabel import prelabel
from border_annotator.services.project import create_project
from border_annotator.services.stats import stats
from tests.gold_suggestions import GOLD, import_seeds

ROOT = Path(__file__).parents[2]
PACKAGE = Path(border_annotator.__file__).parent
TOWN = "Szczebrzeszyn"

# Runs in every Python process of the program before anything of it does.
WATCH = """
    import os, sys

    WANTED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
              "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request",
              "http.client.connect",
              "ftplib.connect", "smtplib.connect", "webbrowser.open")

    def watch(event, arguments):
        found = event in WANTED or (event == "socket.__new__" and int(arguments[1]) in (2, 10, 30))
        if event == "import" and arguments[0].startswith(("PySide6.QtNetwork", "PySide6.QtWeb")):
            found = True
        if found:
            with open(os.environ["WATCHED"], "a") as file:
                print(event, arguments[:1], file=file)

    sys.addaudithook(watch)
"""
WORK = """
    import sys
    from pathlib import Path
    from border_annotator.__main__ import main

    def loaded():
        maps = Path("/proc/self/maps")
        return "Qt6Network" in maps.read_text() if maps.exists() else False

    def run(*arguments):
        sys.argv = ["border-annotator", *arguments]
        print(arguments[0], main(), flush=True)

    if __name__ == "__main__":
        run("new", "own.bap")
        run("import", "own.bap", "texts")
        run("prelabel", "own.bap")
        run("export", "own.bap", "out")
        run("evaluate", "own.bap", "gold")
        run("stats", "own.bap", "--json")
        run("check", "own.bap")
        run("gazetteer", "add", "own.bap", "Szczebrzeszyn", "PLACE")
        run("gazetteer", "list", "own.bap")
        run("backup", "own.bap")
        run("backups", "own.bap")
        run("Szczebrzeszyn.bap")
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication
        from border_annotator.settings.logs import start_logging
        from border_annotator.ui.app import create_window
        from border_annotator.ui.errors import unexpected
        start_logging()
        application = QApplication.instance() or QApplication([])
        window = create_window(Path("own.bap"))
        window.settings.set("theme", "dark")
        window.show()
        for key in "AXEQTRDK?/":
            QTest.keyClick(application.focusWidget() or window, key)
            application.processEvents()
            QTest.keyClick(application.focusWidget() or window, Qt.Key.Key_Escape)
            application.processEvents()
        try:
            {}["Szczebrzeszyn"]
        except KeyError as error:
            unexpected._tell(type(error), error, error.__traceback__)
        window.close()
        print("network library", loaded(), flush=True)
"""


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the program has done all it can, with ``watched`` for what it asked of the network."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "watch").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(textwrap.dedent(WATCH))
    (folder / "work.py").write_text(textwrap.dedent(WORK))
    gold = folder / "gold"
    gold.mkdir()
    shutil.copy(GOLD / "seed-000.json", gold)
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text(f"{TOWN} closes\n\nGuards closed the border near {TOWN} on Friday.\n")
    home = {name: str(folder / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    environment = {
        **os.environ,
        **home,
        "PYTHONPATH": os.pathsep.join((str(folder / "watch"), str(ROOT))),
        "WATCHED": str(folder / "watched"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    ran = subprocess.run(
        [sys.executable, "work.py"],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        **({"umask": 0o022} if os.name == "posix" else {}),  # type: ignore[call-overload]
    )
    assert ran.returncode == 0, ran.stderr
    (folder / "said").write_text(ran.stdout, encoding="utf-8")
    return folder


def test_no_process_of_the_program_asks_for_a_network(worked: Path) -> None:
    watched = worked / "watched"
    assert not watched.exists(), watched.read_text()
    said = (worked / "said").read_text(encoding="utf-8")
    assert "network library False" in said
    for line in ("new 0", "import 0", "prelabel 0", "export 0", "check 0", "backup 0"):
        assert f"{line}" in said, said


def test_the_watch_sees_what_it_watches_for(worked: Path, tmp_path: Path) -> None:
    code = "import socket; s = socket.socket(); s.connect_ex(('127.0.0.1', 9)); import PySide6.QtNetwork"
    environment = {**os.environ, "PYTHONPATH": str(worked / "watch"), "WATCHED": str(tmp_path / "seen")}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    seen = (tmp_path / "seen").read_text()
    assert all(event in seen for event in ("socket.__new__", "socket.connect", "QtNetwork"))


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_what_is_written_is_its_users_alone(worked: Path) -> None:
    ours = [path for path in (worked / "home").rglob("*") if path.is_file() and "cache" not in path.parts]
    ours += [path for path in worked.rglob("own*") if path.is_file()]
    ours += [path for path in worked.rglob("*.bap") if path.is_file()]
    names = {path.name for path in ours}
    assert {"own.bap", "settings.json", "border-annotator.log"} <= names
    assert [path for path in ours if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_the_log_says_where_and_not_what(worked: Path) -> None:
    (log,) = (worked / "home").rglob("border-annotator.log")
    written = log.read_text(encoding="utf-8")
    assert "KeyError" in written
    assert "work.py, line" in written
    assert TOWN not in written


EVIL = """
    import os
    from pathlib import Path
    Path(os.environ["EVIL"]).touch()
    def load(): raise SystemExit
"""


def test_a_model_that_a_project_names_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("evil_model", "package"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "__init__.py").write_text(textwrap.dedent(EVIL))
        (tmp_path / place / "meta.json").write_text(json.dumps({"lang": "en", "name": place, "version": "1"}))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("EVIL", str(tmp_path / "harm"))
    asked: list[str | None] = []

    def resolved(wanted: str | None) -> pipeline.ModelChoice:
        asked.append(wanted)
        return resolve_model("blank")

    monkeypatch.setattr("border_annotator.nlp.worker.resolve_model", resolved)
    with create_project(tmp_path / "p.bap") as project:
        import_seeds(project)
        schema = project.schema.sha256
        with project.file.transaction() as connection:
            for name in ("evil_model", str(tmp_path / "package"), "../package"):
                connection.execute("INSERT INTO runs VALUES (?, ?, '1', '1', ?, '{}', '2026')", (name, name, schema))
                connection.execute("INSERT OR REPLACE INTO project VALUES (?, ?)", (f"model {name}", name))
            connection.execute("INSERT INTO project VALUES ('model', 'evil_model')")
            connection.execute("INSERT INTO readings SELECT id, 'evil_model', 0, 0 FROM documents")
            connection.execute("UPDATE documents SET language = 'evil_model'")
        stats(project)
        list(prelabel(project, redo=True))
    assert asked == [None]
    assert not (tmp_path / "harm").exists()
    assert resolve_model("evil_model").name == "evil_model", "by the user's own choice it can be"


def _sources() -> list[tuple[Path, ast.AST]]:
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(PACKAGE.rglob("*.py"))]


def _called(call: ast.Call) -> str:
    """The name of what is called, with its module before it."""
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return f"{call.func.value.id}.{call.func.attr}"
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_nothing_of_a_file_is_ever_run() -> None:
    """No pickle, no eval, no module by a name out of data, but for the two that the user's choice of a model needs."""
    found = set()
    for path, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = _called(node)
                is_run = name in {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
                is_read = name.startswith(("pickle.", "marshal.", "shelve.", "yaml.", "runpy."))
                is_named = name == "importlib.import_module" and not isinstance(node.args[0], ast.Constant)
                if is_run or is_read or is_named:
                    found.add((path.name, name))
    assert found <= {("pipeline.py", "importlib.import_module"), ("correct.py", "importlib.import_module")}
    assert Path(pipeline.__file__).name == "pipeline.py"


def test_no_pattern_is_the_users() -> None:
    """Words of a user or a file are always escaped, so there is no pattern that could run without end."""
    for path, tree in _sources():
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue  # what a module makes when it is loaded can hold nothing of a user's
            for node in ast.walk(function):
                if not isinstance(node, ast.Call) or not _called(node).startswith("re.") or not node.args:
                    continue
                if _called(node) == "re.escape":
                    continue
                words = ast.unparse(node.args[0])
                is_constant = isinstance(node.args[0], ast.Constant)
                is_escaped = "re.escape" in ast.unparse(function) or path.name == "finding.py"
                assert is_constant or is_escaped or words.isupper() or "nlp" in path.parts, (path.name, words)
