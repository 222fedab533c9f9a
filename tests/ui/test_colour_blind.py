"""The theme's group colours stay apart for eyes that see two of the three primaries, in light and in dark."""

from __future__ import annotations

import itertools
import math

import pytest

from border_annotator.ui.theme.theme import read_theme

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
SEEN_AS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
LEAST = 7.0
"""The least distance (CIE 1976) between two groups; about 2.3 can just be told apart side by side."""


def linear(hex_colour: str) -> tuple[float, ...]:
    parts = (int(hex_colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, c)) for c in rgb)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(hex_colour: str, eyes: str) -> tuple[float, float, float]:
    rgb = linear(hex_colour)
    return lab(tuple(sum(row[k] * rgb[k] for k in range(3)) for row in SEEN_AS[eyes]))


def distance(one: str, other: str, eyes: str) -> float:
    return math.dist(seen(one, eyes), seen(other, eyes))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", SEEN_AS)
def test_groups_stay_apart(theme: str, eyes: str) -> None:
    groups = read_theme(theme).groups
    pairs = {(a, b): distance(groups[a], groups[b], eyes) for a, b in itertools.combinations(groups, 2)}
    close = {pair: round(apart, 1) for pair, apart in pairs.items() if apart < LEAST}
    assert close == {}


def test_the_simulation_knows_red_from_green_and_confuses_them() -> None:
    assert distance("#d62728", "#2ca02c", "normal") > 100
    assert distance("#a05000", "#608000", "deuteranopia") < distance("#a05000", "#608000", "normal") / 2
