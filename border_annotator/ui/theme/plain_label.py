"""A label that shows words as words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(words: str = "", look: str = "quiet", *, wraps: bool = True) -> QLabel:
    """Words without markup, in a look that the style sheet names, on one line or as many as they need."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(look)
    label.setWordWrap(wraps)
    return label
