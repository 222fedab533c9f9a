"""The type of the window: faces that come with the program, so that it looks the same everywhere."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from border_annotator.settings.paths import resources_folder

INTERFACE_PIXELS = 13
ARTICLE_PIXELS = 16.5
WORD_SPACING = 1.6
"""Pixels more between words, so that a box round one does not touch the next."""


@cache
def load_faces() -> tuple[str, ...]:
    """Give Qt the faces in ``resources/fonts``; returns their families. Needs the application to exist."""
    families: list[str] = []
    for path in sorted((resources_folder() / "fonts").glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def interface_font(*, bold: bool = False, pixels: int = INTERFACE_PIXELS) -> QFont:
    """The face of the interface."""
    return QFont(_interface_font(bold=bold, pixels=pixels))


@cache
def _interface_font(*, bold: bool, pixels: int) -> QFont:
    load_faces()
    font = QFont("Inter")
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def article_font(zoom: int) -> QFont:
    """The face of the article at a zoom in percent."""
    load_faces()
    font = QFont("Noto Serif")
    font.setPixelSize(max(6, round(ARTICLE_PIXELS * zoom / 100)))
    font.setWordSpacing(WORD_SPACING * zoom / 100)
    return font
