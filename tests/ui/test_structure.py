"""What keeps the window readable: short files, small classes, colours in the theme, no text read from a widget."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import border_annotator

PACKAGE = Path(border_annotator.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
UI = [path for path in FILES if "ui" in path.relative_to(PACKAGE).parts]
MOST_LINES = 450
MOST_METHODS = 35
HEX_COLOUR = re.compile(r"""["'#:\s]#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b""")
READ_BACK = re.compile(r"\.(?:toPlainText|selectedText|toHtml)\(")
WRITTEN_IN = frozenset({"note_editor.py"})
"""Files whose text widget holds what the user writes, and not an article."""


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_there_is_something_to_look_at() -> None:
    assert len(UI) > 20


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", UI, ids=name)
def test_no_class_does_everything(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
            assert len(methods) <= MOST_METHODS, f"{node.name} has {len(methods)} methods"


@pytest.mark.parametrize("path", UI, ids=name)
def test_colours_are_in_the_theme(path: Path) -> None:
    assert HEX_COLOUR.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in UI if path.name not in WRITTEN_IN], ids=name)
def test_nothing_is_read_back_from_a_text_widget(path: Path) -> None:
    assert READ_BACK.findall(path.read_text(encoding="utf-8")) == []
