"""Letters on the rows of a card that is walked: one changes what it stands on, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from border_annotator.domain.event import Argument, EventGeo
from border_annotator.ui.events.chip_label import ChipLabel
from border_annotator.ui.events.mend_letters import mend_alphabet

if TYPE_CHECKING:
    from border_annotator.services.likely_mends import Mend
    from tests.ui.reviewer import Reviewer


def letters(reviewer: Reviewer) -> dict[str, Mend]:
    return reviewer.window.events.letters


def walk(reviewer: Reviewer) -> None:
    reviewer.go_to_event("attempts")
    reviewer.press("E")
    assert letters(reviewer)


def letter_of(reviewer: Reviewer, *, there: bool, of: type = Argument) -> str:
    """The first letter on something of a kind that is there, or is offered."""
    return next(k for k, mend in letters(reviewer).items() if mend.is_there is there and isinstance(mend.value, of))


def test_a_letter_takes_out_what_it_stands_on_and_the_walk_goes_on(reviewer: Reviewer) -> None:
    walk(reviewer)
    letter = letter_of(reviewer, there=True)
    gone = letters(reviewer)[letter].value
    reviewer.press(letter)
    assert gone not in reviewer.event.arguments
    assert reviewer.edits_on_disk == 1
    assert reviewer.window.events.is_walked


def test_a_letter_puts_in_what_is_offered_and_the_others_keep_theirs(reviewer: Reviewer) -> None:
    walk(reviewer)
    before, letter = letters(reviewer), letter_of(reviewer, there=False)
    come = before[letter].value
    reviewer.press(letter)
    assert come in reviewer.event.arguments
    now = letters(reviewer)
    assert now[letter].is_there
    kept = [key for key, mend in before.items() if mend.value in {other.value for other in now.values()}]
    assert all(now[key].value == before[key].value for key in kept)


def test_a_place_comes_with_one_letter(reviewer: Reviewer) -> None:
    walk(reviewer)
    letter = letter_of(reviewer, there=False, of=EventGeo)
    wanted = letters(reviewer)[letter].value
    reviewer.press(letter)
    assert reviewer.event.geo == wanted


def test_every_letter_is_to_be_seen_and_heard_on_its_chip(reviewer: Reviewer) -> None:
    walk(reviewer)
    chips = [chip for chip in reviewer.card().findChildren(ChipLabel) if chip.isVisible()]
    heard = [chip.accessibleName() for chip in chips]
    for letter, mend in letters(reviewer).items():
        assert any(f"{letter} takes it away" in name for name in heard) is mend.is_there
        assert any(f"{letter} puts it in" in name for name in heard) is not mend.is_there
    assert "A letter changes what it stands on" in reviewer.status


def test_a_letter_that_stands_on_nothing_is_no_command_but_the_verdicts_are(reviewer: Reviewer) -> None:
    walk(reviewer)
    event = reviewer.focused.id
    assert not set("axzjket") & set(mend_alphabet())
    idle = next((letter for letter in mend_alphabet() if letter not in letters(reviewer)), None)
    if idle is not None:
        reviewer.press(idle)
        assert "stands on nothing" in reviewer.message
    assert reviewer.overlay() is None
    assert reviewer.edits_on_disk == 0
    reviewer.press("A")
    assert reviewer.verdict(event) == "confirmed"
    assert not reviewer.window.events.is_walked
    assert not letters(reviewer)
    assert QApplication.focusWidget() is reviewer.article


def test_the_arrows_do_not_go_to_what_is_only_offered(reviewer: Reviewer) -> None:
    walk(reviewer)
    before = reviewer.event
    while reviewer.window.events.marked_row != "role:destination":
        reviewer.press("Down")
    reviewer.press(*["Right"] * 6, "Delete")
    assert reviewer.event.arguments == tuple(a for a in before.arguments if a.role != "destination")


def test_the_card_is_seen_from_its_top_when_its_letters_are_read(reviewer: Reviewer) -> None:
    reviewer.window.resize(1024, 700)
    walk(reviewer)
    panel, card = reviewer.window.events, reviewer.card()
    assert card.mapTo(panel.viewport(), card.rect().topLeft()).y() >= 0


def test_a_word_of_the_sentence_fills_the_role_that_waits_by_its_letter(reviewer: Reviewer) -> None:
    reviewer.go_to_event("attempts")
    names = [role.name for role in reviewer.session.project.schema.roles(reviewer.event.type)]
    reviewer.press(str(names.index("origin") + 1))
    labels = reviewer.window.cards.wait.hints.labels
    letter, offer = next((k, offer) for k, offer in labels.items() if offer.words == "recorded")
    reviewer.type(letter)
    made = reviewer.sheet.at(offer.span)
    assert reviewer.event.fillers("origin")[0].ref in {item.id for item in made}
    assert reviewer.article.caret() == offer.span.start
