"""Every text of the theme stands out from every ground that it is shown on, in light and in dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from border_annotator.ui.theme.style_sheet import RULES
from border_annotator.ui.theme.theme import read_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.ui.theme.theme import Theme

LEAST = 4.5
"""What the guidelines for accessible content ask of text of usual size."""
ON = {
    "ink": ("panel", "ground", "accent_wash", "chip", "selection", "found"),
    "quiet": ("panel", "ground", "accent_wash", "chip"),
    "faint": ("panel", "ground"),
    "boilerplate": ("ground",),
    "accent": ("panel", "ground", "accent_wash"),
    "done": ("panel", "ground"),
    "attention": ("panel", "ground"),
    "rejected": ("panel", "chip"),
    "figure": ("panel", "ground"),
    "on_accent": ("accent", "done"),
    "panel": ("ink",),
}
"""Which colours letters have, and what they are on: in the style sheet, in the lists and in the article."""


def luminance(hex_colour: str) -> float:
    parts = (int(hex_colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """The letters' colour, the ground's, and what to call the pair."""
    for text, grounds in ON.items():
        for ground in grounds:
            yield theme.roles[text], theme.roles[ground], f"{text} on {ground}"
    for label, (wash, _line) in theme.tints.items():
        yield theme.roles["ink"], wash, f"ink on {label}"
    for group, hue in theme.groups.items():
        yield theme.on_fill.name(), hue, f"a filled {group}"
        for ground in ("panel", "ground"):
            yield hue, theme.roles[ground], f"{group} on {ground}"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_text_stands_out(name: str) -> None:
    theme = read_theme(name)
    weak = {what: round(contrast(text, ground), 2) for text, ground, what in pairs(theme)}
    assert {what: ratio for what, ratio in weak.items() if ratio < LEAST} == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_rules_of_the_style_sheet_that_set_both_stand_out(name: str) -> None:
    theme, weak = read_theme(name), {}
    for selector, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", RULES):
        text, ground = (re.search(rf"(?<![-\w]){what}: \$(\w+)", rule) for what in ("color", "background"))
        if text is not None and ground is not None:
            ratio = contrast(theme.roles[text[1]], theme.roles[ground[1]])
            if ratio < LEAST:
                weak[selector.strip()] = round(ratio, 2)
    assert weak == {}


def test_every_colour_of_letters_is_measured() -> None:
    used = set(re.findall(r"(?<![-\w])(?:color|selection-color): \$(\w+)", RULES))
    assert used <= set(ON)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
