"""Colours as roles, read from a theme file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from border_annotator.settings.paths import resources_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

TINT_OF = {
    "COUNTRY": "place",
    "PLACE": "place",
    "BORDER": "place",
    "CROSSING_POINT": "place",
    "INFRASTRUCTURE": "place",
    "BORDER_AGENCY": "organisation",
    "MILITARY": "organisation",
    "GOVERNMENT": "organisation",
    "INTL_ORG": "organisation",
    "ARMED_GROUP": "organisation",
    "CIVIL_ORG": "organisation",
    "NATIONALITY": "people",
    "PERSON": "people",
    "ROLE": "people",
    "PEOPLE": "people",
}


@dataclass(frozen=True)
class Theme:
    """The colours of one theme by their roles; each is a hex text, so that style sheets can use it too."""

    name: str
    roles: Mapping[str, str]
    groups: Mapping[str, str]
    tints: Mapping[str, tuple[str, str]]

    def colour(self, role: str) -> QColor:
        """The colour of a role: ``ink``, ``accent``, ``hairline`` …; the very same one each time."""
        return _colour(self.roles[role])

    def group(self, group: str) -> QColor:
        """The hue of an event group. A group that the theme does not know gets one of its hues, always the same."""
        if group in self.groups:
            return _colour(self.groups[group])
        return _colour(list(self.groups.values())[sum(map(ord, group)) % len(self.groups)])

    def tint(self, label: str) -> tuple[QColor, QColor]:
        """The wash and the line of an entity label."""
        wash, line = self.tints[TINT_OF.get(label, "thing")]
        return _colour(wash), _colour(line)

    @property
    def time_tint(self) -> tuple[QColor, QColor]:
        """The wash and the line of a time."""
        wash, line = self.tints["time"]
        return _colour(wash), _colour(line)

    @property
    def on_fill(self) -> QColor:
        """The ink on a filled trigger or badge."""
        return self.colour("on_accent")

    def palette(self) -> QPalette:
        """The theme as Qt's palette, for every native widget."""
        palette = QPalette()
        role = QPalette.ColorRole
        for target, name in (
            (role.Window, "ground"),
            (role.Base, "panel"),
            (role.AlternateBase, "ground"),
            (role.Button, "panel"),
            (role.ToolTipBase, "panel"),
            (role.WindowText, "ink"),
            (role.Text, "ink"),
            (role.ButtonText, "ink"),
            (role.ToolTipText, "ink"),
            (role.BrightText, "rejected"),
            (role.PlaceholderText, "faint"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.Link, "accent"),
            (role.Light, "panel"),
            (role.Midlight, "hairline"),
            (role.Mid, "hairline"),
            (role.Dark, "faint"),
            (role.Shadow, "faint"),
        ):
            palette.setColor(target, self.colour(name))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("faint"))
        return palette


@cache
def _colour(words: str) -> QColor:
    return QColor(words)


def read_theme(name: str) -> Theme:
    """The theme of that name (``light`` or ``dark``)."""
    raw = json.loads((resources_folder() / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    roles = {key: value for key, value in raw.items() if isinstance(value, str) and key != "name"}
    tints = {key: (wash, line) for key, (wash, line) in raw["tints"].items()}
    return Theme(raw["name"], roles, raw["groups"], tints)


def theme_name(chosen: str) -> str:
    """The theme to show for a setting: what was chosen, or what the system shows."""
    if chosen in ("light", "dark"):
        return chosen
    return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
