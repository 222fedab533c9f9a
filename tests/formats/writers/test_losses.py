"""The list of losses is what is missing from the file, no more and no less."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from border_annotator.domain.loss import LossKind
from border_annotator.formats.registry import SetFormat
from border_annotator.services.export_formats import EXPORT_FORMATS
from tests.formats.drawn_articles import articles, plain_names
from tests.formats.writers.written import gold, outgoing, set_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.article import Article
    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan
    from border_annotator.domain.loss import Loss
    from border_annotator.domain.outgoing import Outgoing

NAMES = [known.name for known in EXPORT_FORMATS if isinstance(known, SetFormat)]
OF_ROLES = {LossKind.ROLE, LossKind.SENTENCE}
BESIDE = {"link", "note", "confidence"}


def said(one: ForeignSpan | ForeignEvent) -> set[str]:
    return {*one.attributes, *(name for name in BESIDE if getattr(one, name, None) is not None)}


class Account:
    """What an article had and what the format holds of it."""

    def __init__(self, one: Outgoing, name: str) -> None:
        fitted = set_format(name).fit(one)
        self.whole, self.left, self.losses = one.foreign, fitted.foreign, fitted.losses
        self.spans = {span.id: span for span in self.left.spans}
        self.events = {event.id: event for event in self.left.events}
        self.is_flat = not self.events and bool(self.whole.events)
        self.lost = Counter((loss.kind, loss.what, loss.id) for loss in self.losses)

    def holds_event(self, event: ForeignEvent) -> bool:
        return event.id in self.events or (self.is_flat and event.trigger in self.spans)

    def about_event(self, event: ForeignEvent) -> set[str]:
        return said(self.events[event.id]) if event.id in self.events else said(self.spans[event.trigger])

    def roles_of(self, event: ForeignEvent) -> int:
        if event.id in self.events:
            return len(self.events[event.id].arguments)
        own = {f"{event.id}-{number}" for number in range(1, len(event.arguments) + 1)}
        return sum(relation.id in own for relation in self.left.relations)

    def lost_of(self, key: str, kinds: set[LossKind]) -> list[Loss]:
        return [loss for loss in self.losses if loss.id == key and loss.kind in kinds]


def check(account: Account) -> None:
    check_spans(account)
    check_events(account)
    own = {f"{e.id}-{n}" for e in account.whole.events for n in range(1, len(e.arguments) + 1)}
    left = sum(relation.id not in own for relation in account.left.relations)
    lost = sum(loss.kind is LossKind.RELATION for loss in account.losses)
    assert len(account.whole.relations) == left + lost
    assert about(account.whole, account.lost) == about(account.left, Counter())


def about(foreign: ForeignArticle, lost: Mapping[tuple[LossKind, str, str], int]) -> set[str]:
    return {name for name in foreign.attributes if (LossKind.ATTRIBUTE, name, foreign.doc_id) not in lost}


def check_spans(account: Account) -> None:
    gone = {loss.id for loss in account.losses if loss.kind not in {LossKind.ATTRIBUTE, LossKind.TEXT}}
    triggers = {event.trigger for event in account.whole.events}
    for span in account.whole.spans:
        if span.id not in account.spans:
            # What an event has for itself goes with the event or with the role.
            assert span.id in gone or span.id.rpartition("-")[0] in gone or holds_role_of(account, span)
        elif span.id not in triggers:
            missing = {name for name in said(span) if (LossKind.ATTRIBUTE, name, span.id) in account.lost}
            assert len(said(account.spans[span.id])) == len(said(span)) - len(missing)
    for loss in account.losses:
        if loss.kind in {LossKind.SPAN, LossKind.OVERLAP, LossKind.TOKENS, LossKind.LAYOUT}:
            assert loss.id not in account.spans


def holds_role_of(account: Account, span: ForeignSpan) -> bool:
    """Whether the role that a span is there for is filled by another one in the same place."""
    roles = (
        (place, argument.target)
        for event in account.whole.events
        if event.id in account.events
        for place, argument in enumerate(event.arguments)
    )
    own = [place for place, target in roles if target == span.id]
    event = account.events.get(span.id.rpartition("-")[0])
    if event is None or not own:
        return False
    return any(account.spans[argument.target].pieces == span.pieces for argument in event.arguments)


def check_events(account: Account) -> None:
    for event in account.whole.events:
        lost = account.lost[LossKind.EVENT, event.type, event.id]
        assert account.holds_event(event) == (lost == 0)
        if lost == 0:
            missing = {name for name in said(event) if (LossKind.ATTRIBUTE, name, event.id) in account.lost}
            assert len(account.about_event(event)) == len(said(event)) - len(missing)
            roles = account.lost_of(event.id, OF_ROLES)
            assert account.roles_of(event) == len(event.arguments) - len(roles)


@pytest.mark.parametrize("name", NAMES)
def test_of_the_gold(name: str) -> None:
    for one in gold():
        check(Account(one, name))


@pytest.mark.parametrize("name", NAMES)
@given(articles(plain_names))
@settings(max_examples=25)
def test_of_anything(name: str, drawn: tuple[Article, str]) -> None:
    check(Account(outgoing(*drawn), name))


@pytest.mark.parametrize("name", NAMES)
def test_losses_say_where_and_why(name: str) -> None:
    for one in gold():
        ids = {span.id for span in one.foreign.spans} | {event.id for event in one.foreign.events}
        for loss in set_format(name).losses(one):
            assert loss.reason
            assert (loss.span is not None) == (loss.id in ids)
            assert loss.id in ids or loss.id == one.foreign.doc_id
