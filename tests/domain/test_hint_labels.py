"""Labels that are typed to pick something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.hint_labels import hint_labels


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
