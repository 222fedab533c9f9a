"""A broad ``except`` raises again, or says in the code why it may not."""

from __future__ import annotations

import ast
from pathlib import Path

import border_annotator

PACKAGE = Path(border_annotator.__file__).parent
BROAD = frozenset({"Exception", "BaseException"})


def names(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"BaseException"}
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


def raises_at_its_end(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def has_reason(line: str) -> bool:
    comment = line.partition("#")[2].partition("noqa:")
    words = comment[0] + comment[2]
    return len(words.replace("BLE001", "").split()) > 3


def test_every_broad_except_raises_again_or_has_its_reason() -> None:
    bare = []
    for file in sorted(PACKAGE.rglob("*.py")):
        source = file.read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.ExceptHandler) or not names(node) & BROAD or raises_at_its_end(node):
                continue
            if not has_reason(source.splitlines()[node.lineno - 1]):
                bare.append(f"{file.relative_to(PACKAGE)}:{node.lineno}")
    assert bare == []


def test_suppressing_names_what_it_expects() -> None:
    bare = []
    for file in sorted(PACKAGE.rglob("*.py")):
        source = file.read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr != "suppress":
                continue
            broad = {name.id for argument in node.args for name in ast.walk(argument) if isinstance(name, ast.Name)}
            if broad & BROAD and not has_reason(source.splitlines()[node.lineno - 1]):
                bare.append(f"{file.relative_to(PACKAGE)}:{node.lineno}")
    assert bare == []
