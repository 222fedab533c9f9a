"""What all cards have in common: the glyphs of the states, and how much of a trigger stays."""

from __future__ import annotations

from border_annotator.domain.worksheet import State

TRIGGER_WIDTH = 72
"""Pixels that a trigger keeps beside a long type; the type is shortened first."""
GLYPHS = {
    State.SUGGESTED: ("◌", "suggested, waits for your verdict"),
    State.CONFIRMED: ("✓", "confirmed"),
    State.CORRECTED: ("✎", "corrected"),
    State.ADDED: ("+", "added by hand"),
    State.REJECTED: ("✗", "rejected"),
}
