"""Errors with their place: line and column as an editor counts them, and what stands around."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.pairing import pair_off
from border_annotator.services.found_slips import by_cause, slips_of
from border_annotator.settings.paths import seeds_folder
from tests.damage import damaged, gold_articles

ARTICLE = gold_articles()[0]
TEXT = (seeds_folder() / ARTICLE.text_file).read_bytes().decode()


@given(st.integers(0, 1_000))
def test_places_and_order(seed: int) -> None:
    placed = slips_of(pair_off(ARTICLE, damaged(ARTICLE, seed)), "a", TEXT)
    lines = TEXT.split("\n")
    for found in placed:
        span = found.slip.span
        if span is not None:
            assert lines[found.line - 1][found.column - 1 :].startswith(TEXT[span.start : span.end].split("\n")[0])
            assert "\n" not in found.before + found.surface + found.after
    causes = by_cause(placed)
    assert sum(len(cause.slips) for cause in causes) == len(placed)
    assert [len(cause.slips) for cause in causes] == sorted((len(cause.slips) for cause in causes), reverse=True)
    for cause in causes:
        assert sum(number for _, number in cause.details) == len(cause.slips)
