"""One key for what is said most, and letters that stand on what can be picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.figure import Figure
from tests.ui.test_roles_by_keys import at_attempts, filled, key_of, waiting

if TYPE_CHECKING:
    from border_annotator.ui.text.hints import Hints
    from tests.ui.reviewer import Reviewer


def hints_of(reviewer: Reviewer) -> Hints:
    return reviewer.window.cards.wait.hints


def label_of(reviewer: Reviewer, words: str) -> str:
    """The letters on some words."""
    return next(label for label, offer in hints_of(reviewer).labels.items() if offer.words == words)


def test_letters_fill_a_role_and_take_out_what_fills_it(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    for expected in ([reviewer.item("Baltic states").id], []):
        reviewer.press(key_of(reviewer, "origin"))
        assert hints_of(reviewer).isVisible()
        reviewer.type(label_of(reviewer, "Baltic states"))
        assert filled(reviewer, "origin") == expected
        assert waiting(reviewer) is None
        assert not hints_of(reviewer).isVisible()
    assert reviewer.edits_on_disk == 2


def test_letters_stand_only_on_what_the_role_takes_and_follow_the_page(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press(key_of(reviewer, "count"))
    before = dict(hints_of(reviewer).labels)
    ids = {item.id for item in reviewer.sheet.figures if isinstance(item.value, Figure) and not item.value.is_temporal}
    assert before
    assert {offer.key for offer in before.values()} <= ids
    bar = reviewer.article.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert hints_of(reviewer).labels != before


def test_a_word_is_picked_as_a_mention_and_grows(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press("Shift+M")
    reviewer.type(label_of(reviewer, "migrant"))
    (mention,) = reviewer.event.mentions
    assert mention.text_in(reviewer.sheet.document.text) == "migrant"
    reviewer.press(".")
    (mention,) = reviewer.event.mentions
    assert mention.text_in(reviewer.sheet.document.text) == "migrant flow"
    reviewer.press("Shift+M")
    reviewer.type(label_of(reviewer, "migrant flow"))
    assert reviewer.event.mentions == ()


@pytest.mark.parametrize(
    ("key", "attribute", "value"),
    [
        ("Shift+P", "status", "planned"),
        ("Shift+D", "status", "denied"),
        ("Shift+N", "polarity", "negative"),
        ("Shift+U", "genericity", "generic"),
        ("Shift+B", "attribution", "attributed"),
        ("Ctrl+3", "severity", 3),
        ("Ctrl+D", "optional", True),
    ],
)
def test_one_key_says_it(reviewer: Reviewer, key: str, attribute: str, value: object) -> None:
    at_attempts(reviewer)
    reviewer.press(key)
    assert getattr(reviewer.event, attribute) == value
    assert reviewer.edits_on_disk == 1


def test_a_number_takes_a_place_a_time_and_a_mode(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    for key, attribute in (("Shift+E", "geo"), ("Shift+T", "time"), ("Shift+K", "mode")):
        before = getattr(reviewer.event, attribute)
        reviewer.press(key)
        assert reviewer.overlay() is reviewer.window.chooser
        reviewer.type("1")
        assert reviewer.overlay() is None
        assert getattr(reviewer.event, attribute) != before


def test_a_place_is_written_in_one_line(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press("Shift+E")
    reviewer.type("ee fi point")
    reviewer.press("Return")
    assert (reviewer.event.geo.countries, reviewer.event.geo.precision) == (("EE", "FI"), "point")


def test_what_a_figure_counts_is_written_at_its_place(reviewer: Reviewer) -> None:
    item = next(item for item in reviewer.sheet.figures if item.label == "count")
    reviewer.put_caret(anchor_of(item.value).start)
    reviewer.press("Shift+C")
    reviewer.type("grey lorry")
    reviewer.press("Return")
    found = reviewer.sheet.find(item.id)
    assert found is not None
    assert isinstance(found.value, Figure)
    assert found.value.counted == "grey lorry"
    reviewer.press("Ctrl+Shift+D")
    found = reviewer.sheet.find(item.id)
    assert found is not None
    assert found.value.optional
