"""Offsets against the encoder, which knows UTF-16 better than anyone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.ui.text.offsets import Offsets, shown_text

ODD = "\ufeff\r\n\u2028\u2029\u00a0\x00\ufdd0\ufdd1😀𠀀é\u0301a "
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=200)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_offset_there_and_back(text: str) -> None:
    offsets = Offsets(text)
    for k in range(len(text) + 1):
        position = offsets.to_qt(k)
        assert position == units(text[:k])
        assert offsets.from_qt(position) == k


@given(TEXTS)
def test_every_position_is_in_the_character_that_holds_it(text: str) -> None:
    offsets, encoded = Offsets(text), text.encode("utf-16-le")
    for position in range(units(text) + 1):
        whole = encoded[: 2 * position].decode("utf-16-le", "ignore")
        assert offsets.from_qt(position) == len(whole)
    assert offsets.from_qt(units(text) + 7) == len(text)


@given(TEXTS)
def test_shown_text_has_the_same_units(text: str) -> None:
    shown = shown_text(text)
    assert [units(character) for character in shown] == [units(character) for character in text]
    assert not set(shown) & set("\r\u2028\u2029\ufdd0\ufdd1\x00")
    assert not shown.startswith("\ufeff")
    assert all(a == b for a, b in zip(text, shown, strict=True) if b not in " \u200b")
