"""A language in which every text is 40 % longer and in brackets: what is not translated, or does not fit, is seen."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTranslator

OPEN, CLOSE = "⟦", "⟧"
LONGER = 0.4
_FIELD = re.compile(r"(\{\w*\})")
INSIDE = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")


def pseudo(text: str) -> str:
    """The text in the pseudo-language; what ``{name}`` stands for stays as it is."""
    letters = sum(len(part) for part in _FIELD.split(text) if not _FIELD.fullmatch(part))
    return f"{OPEN}{text}{'~' * max(1, round(letters * LONGER))}{CLOSE}"


def residue(text: str) -> str:
    """What of a shown text did not go through the translation."""
    before = None
    while before != text:
        before, text = text, INSIDE.sub(" ", text)
    return text


class Pseudo(QTranslator):
    """Translates the program's own texts, and nothing of Qt's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: set[str] = set()

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """It has every text."""
        return False

    def translate(self, context: str, source: str, _note: str | None = None, _count: int = -1) -> str:
        """The text in the pseudo-language."""
        if context != "border-annotator":
            return ""
        self.asked.add(source)
        return pseudo(source)
