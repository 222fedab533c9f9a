"""Tooltips that show what they are given, whatever it looks like."""

from __future__ import annotations

from html import escape


def plain_tip(words: str) -> str:
    """Words as a tooltip that shows them as they are: Qt takes what looks like a web page for one."""
    if "<" not in words and "&" not in words:
        return words
    return f"<p style='white-space:pre-wrap'>{escape(words)}</p>"
