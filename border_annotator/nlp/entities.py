"""What kind of entity a selected stretch of text is. Standard library only."""

from __future__ import annotations


def guess_label(text: str, allowed: tuple[str, ...]) -> tuple[str, str | None, str]:
    """Label, link and mention level for ``text``, the label being one of ``allowed`` (never empty)."""
    mention = "NAM" if text[:1].isupper() else "NOM"
    preferred = "PERSON" if mention == "NAM" else "PEOPLE"
    return (preferred if preferred in allowed else allowed[0]), None, mention
