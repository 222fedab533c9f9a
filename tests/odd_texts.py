"""Texts in many scripts for property-based tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

PIECES = (
    *("Narva", "guards", "closed", "border", "Latvian-Belarusian", "U.S.", "10,000", "2.4", "1\u00a0000", "164"),
    *("Ge\u0301orgie", "A\u030angstro\u0308m", "o\u0302\u0301", "don’t", "Latvia’s", "20%", "€5", "(VSAT)", "…"),
    *("👮🏽\u200d♀️", "👩\u200d👩\u200d👧\u200d👦", "🇱🇹", "🇱🇹🇵🇱", "📌", "❤️", "1️⃣"),
    *("立陶宛", "关闭了边境。", "𠀀𠀁", "국경", "ナルヴァ", "नार्वा"),
    *("الحدود", "مغلقة", "גבול", "ש\u05b8לו\u05b9ם", "٢٠٢٣", "2023"),
    *("\u200b", "\ufeff", "\u00ad", "\u200e", "\u202bNarva\u202c", "\u0301"),
)
GAPS = (" ", " ", " ", "\u00a0", ", ", ". ", "-", "", "\n", "\n\n", "\t", "  ")


@st.composite
def odd_texts(draw: st.DrawFn) -> str:
    """Up to a dozen words of several scripts, with all that may stand between them."""
    parts = draw(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), min_size=1, max_size=12))
    return "".join(piece + gap for piece, gap in parts)


def any_texts() -> SearchStrategy[str]:
    """Any text at all, and those of many scripts."""
    return st.one_of(odd_texts(), st.text(max_size=80))
