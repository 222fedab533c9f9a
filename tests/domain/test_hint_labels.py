"""Labels that are typed to pick something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.hint_labels import hint_labels, kept_letters


def test_labels_are_initials_while_they_last() -> None:
    assert hint_labels(["Latvia", "border guards", "Lithuania", "20"]) == ["l", "b", "i", "a"]


@given(st.lists(st.text(max_size=12), max_size=320))
def test_every_label_picks_one_thing(words: list[str]) -> None:
    labels = hint_labels(words)
    assert len(labels) == len(words)
    given_out = [label for label in labels if label]
    assert len(given_out) >= min(len(words), 300)
    assert len(set(given_out)) == len(given_out)
    assert all(label.isascii() and label.isalpha() and len(label) <= 2 for label in given_out)
    assert not any(one != other and other.startswith(one) for one in given_out for other in given_out)
    if len(words) <= 26:
        assert all(len(label) == 1 for label in labels)


@given(st.lists(st.text(alphabet="abcdxyz ", min_size=1, max_size=6), unique=True, max_size=12), st.data())
def test_what_had_a_letter_keeps_it_and_no_two_share_one(words: list[str], data: st.DataObject) -> None:
    things = {word: word for word in words}
    first = kept_letters(things, "abcdefgh", {})
    assert len(first) == min(len(words), 8)
    assert len(set(first.values())) == len(first)
    rest = data.draw(st.lists(st.sampled_from(words), unique=True)) if words else []
    second = kept_letters({word: word for word in [*rest, "new one"]}, "abcdefgh", first)
    assert {k: word for k, word in first.items() if word in rest}.items() <= second.items()
    assert "new one" in second.values() or len(second) == 8
