"""The keys of the roles: filling them from the text, by a click, by a drag or by typing, clearing, “not stated”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of
from border_annotator.domain.schema import EVENT, FIGURE_QUANTITY, FIGURE_TEMPORAL, filler_word
from border_annotator.domain.sentences import sentence_at
from border_annotator.domain.span import Span
from border_annotator.domain.wording import said_filler
from border_annotator.domain.worksheet import State
from border_annotator.services import correct, event_details
from border_annotator.ui.actions.declared import ROLE_KEYS
from border_annotator.ui.actions.in_focus import event_in_focus
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.events.card_rows import MENTIONS, ROLE
from border_annotator.ui.text.caret_steps import items_at
from border_annotator.ui.text.hints import Offer
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.domain.event import Argument, Event
    from border_annotator.domain.schema import Role, Schema
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.events.event_panel import EventPanel
    from border_annotator.ui.events.role_wait import RoleWait
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView

NOT_STATED = "-"
"""The key of the choice “not stated”; no id is like it."""
NO_WORDS = frozenset({FIGURE_TEMPORAL, FIGURE_QUANTITY, EVENT})
"""What is no plain word that could be picked: times, numbers and triggers are marked already, or selected."""
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


class RoleActions:
    """Turns keys, clicks and drops into the verbs that fill roles."""

    def __init__(
        self, session: Session, article: ArticleView, chooser: Chooser, panel: EventPanel, wait: RoleWait
    ) -> None:
        self._session = session
        self._article = article
        self._chooser = chooser
        self._panel = panel
        self._wait = wait

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        found: dict[str, Callable[[], None]] = {
            action: lambda place=place: self.fill_by_key(place)  # type: ignore[misc] # the place is bound
            for place, action in enumerate(ROLE_KEYS)
        }
        return found | {"role.not_stated": self.say_not_stated}

    # Keys

    def fill_by_key(self, place: int) -> None:
        """Fill the role at a place of the card from the selection; without one let it wait.

        Pressed again while it waits, its key says “not stated”.
        """
        found = event_in_focus(self._session, typed=True)
        if found is None:
            return
        item, event = found
        roles = self._schema.roles(event.type)
        if place >= len(roles):
            label = self._schema.event_type(event.type).label
            self._session.refused.emit(tr("{label} has {count} roles only.", label=label, count=len(roles)))
            return
        role = roles[place]
        span = self._article.selection()
        if span is not None:
            self.fill_from(item, role, span)
        elif self._wait.row == ROLE + role.name:
            self.answer_not_stated(role.name)
        else:
            self.wait_for(item, event, role)

    def wait_for(self, item: Item, event: Event, role: Role) -> None:
        """Let a role wait for a click, the caret, or letters."""
        sentence = tr(
            "{role} waits: type the letters on it, click it, Enter at the caret, Space lists all, “-” not stated, Esc.",
            role=_said(role.name),
        )
        self._wait.wait(ROLE + role.name, sentence, _RoleAnswers(self, item, event, role))

    def say_not_stated(self) -> None:
        """Answer the role that waits, or whose row is marked, with “not stated”."""
        row = self._wait.row or self._panel.marked_row or ""
        if not row.startswith(ROLE):
            self._session.refused.emit(tr("Press the key of a role first, then “-” says that it is not stated."))
            return
        self.answer_not_stated(row.removeprefix(ROLE))

    # Verbs

    def answer_not_stated(self, role_name: str) -> bool:
        """Say that the text does not tell what fills a role, or take that back."""
        found = event_in_focus(self._session, typed=True)
        if found is None:
            return False
        event_id = found[0].id
        return self._while_waiting(
            lambda: self._session.perform(
                lambda project, sheet: event_details.say_not_stated(project, sheet, event_id, role_name)
            )
        )

    def drop(self, row_id: str, span: Span) -> None:
        """Fill the role whose row a span was dropped on."""
        found = event_in_focus(self._session, typed=True)
        role = self._role(found[1], row_id) if found is not None else None
        if found is not None and role is not None:
            self.fill_from(found[0], role, span)

    def fill_at(self, item: Item, role: Role, offset: int) -> bool:
        """Fill a role with what is marked at a place of the text: the shortest that the role takes."""
        sheet = self._session.sheet
        if sheet is None:
            return False
        touched = [
            other for other in items_at(sheet, offset) if other.id != item.id and role.takes(filler_word(other.value))
        ]
        if not touched:
            words = tr("Nothing marked there can be the {role}: select the words instead.", role=_said(role.name))
            self._session.refused.emit(words)
            return False
        return self._fill(item, role, touched[0].id)

    def _fill(self, item: Item, role: Role, filler_id: str) -> bool:
        return self._while_waiting(
            lambda: self._session.perform(
                lambda project, sheet: correct.fill_role(project, sheet, item.id, role.name, filler_id)
            )
        )

    def fill_from(self, item: Item, role: Role, span: Span) -> bool:
        """Fill a role with a stretch of the text."""
        return self._while_waiting(
            lambda: self._session.perform(
                lambda project, sheet: correct.fill_role_from_text(project, sheet, item.id, role.name, span)
            )
        )

    def pick(self, item: Item, role: Role, key: str) -> bool:
        """Fill a role with what was picked by its letters; what fills it already is taken out."""
        found = event_in_focus(self._session, typed=True)
        there = [a for a in found[1].fillers(role.name) if key_of_filler(a) == key] if found is not None else []
        words = span_of_key(key)
        if not there and words is not None:
            return self._fill_with_words(item, role, words)
        if not there:
            return self._fill(item, role, key)
        return self._while_waiting(
            lambda: self._session.perform(
                lambda project, sheet: correct.clear_argument(project, sheet, item.id, there[0])
            )
        )

    def _fill_with_words(self, item: Item, role: Role, words: Span) -> bool:
        """Fill a role with words of the text, with the caret in them so that their ends can be moved."""
        done = self.fill_from(item, role, words)
        if done:
            self._article.put_caret(words.start)
        return done

    def _while_waiting(self, verb: Callable[[], bool]) -> bool:
        """Run a verb that fills the row that waits; where it is refused the row goes on waiting."""
        row = self._panel.waiting_row
        self._panel.set_waiting(None, at_once=False)
        if verb():
            self._wait.end()
            return True
        self._panel.set_waiting(row, at_once=False)
        return False

    # Choosing

    def choose_filler(self, item: Item, event: Event, role: Role, typed: str = "") -> None:
        """Choose among the article's annotations that the role takes, the nearest first."""
        sheet = self._session.sheet
        if sheet is None:
            return
        choices = filler_choices(sheet, item.id, event, role)

        def fill(chosen: str) -> None:
            if chosen == NOT_STATED:
                self.answer_not_stated(role.name)
            else:
                self._fill(item, role, chosen)

        title = tr("{role}: the nearest come first", role=_said(role.name))
        self._chooser.ask(title, choices, fill, tr("Entity or figure"), typed=typed)

    # Mentions

    def wait_for_mention(self, item: Item, event: Event) -> None:
        """Let the event wait for one more mention."""
        sentence = tr("Type the letters on the word that tells of the event too, or select words, then Enter. Esc.")
        self._wait.wait(MENTIONS, sentence, _MentionAnswers(self, item, event))

    def turn_mention(self, item: Item, span: Span) -> bool:
        """Add a mention of the event, with the caret in it so that its ends can be moved; one that is there goes."""
        found = event_in_focus(self._session)
        if found is not None and span in found[1].mentions:
            return self._while_waiting(
                lambda: self._session.perform(
                    lambda project, sheet: event_details.remove_mention(project, sheet, item.id, span)
                )
            )
        if not self.add_mention(item, span):
            return False
        self._article.put_caret(span.start)
        return True

    def add_mention(self, item: Item, span: Span) -> bool:
        """Add a mention of the event."""
        return self._while_waiting(
            lambda: self._session.perform(
                lambda project, sheet: event_details.add_mention(project, sheet, item.id, span)
            )
        )

    @property
    def sheet(self) -> Worksheet | None:
        """The open article."""
        return self._session.sheet

    def refuse(self, sentence: str) -> None:
        """Say why nothing happened."""
        self._session.refused.emit(sentence)

    def _role(self, event: Event, row_id: str) -> Role | None:
        name = row_id.removeprefix(ROLE)
        return self._schema.role(event.type, name) if row_id.startswith(ROLE) else None

    @property
    def _schema(self) -> Schema:
        return self._session.project.schema


def filler_choices(sheet: Worksheet, event_id: str, event: Event, role: Role) -> list[Choice]:
    """What may fill a role of an event, the nearest first, and “not stated” where that is no answer yet."""
    taken = {argument.ref for argument in event.fillers(role.name)}
    fitting = [
        other
        for other in sheet.live()
        if other.id != event_id and role.takes(filler_word(other.value)) and other.id not in taken
    ]
    fitting.sort(key=lambda other: abs(anchor_of(other.value).start - event.trigger.start))
    choices = [
        Choice(other.id, said_filler(other.value, sheet.document.text), context_of(sheet, other)) for other in fitting
    ]
    if role.name not in event.not_stated:
        choices.append(Choice(NOT_STATED, tr("Not stated in the text")))
    return choices


def filler_offers(sheet: Worksheet, event_id: str, event: Event, role: Role, seen: Span) -> list[Offer]:
    """What can be picked in sight while a role waits, the nearest first: what it takes, and what fills it.

    After that come the words of the event's own sentence that nothing marks: whatever else fills the role is there.
    """
    text = sheet.document.text
    there = {key_of_filler(argument) for argument in event.fillers(role.name)}
    offers = [
        Offer(item.id, anchor_of(item.value), anchor_of(item.value).text_in(text), item.id in there)
        for item in sheet.items_in(seen.start, seen.end)
        if item.id != event_id and item.state is not State.REJECTED and role.takes(filler_word(item.value))
    ]
    offers += [
        Offer(key_of_filler(argument), argument.span, argument.span.text_in(text), is_on=True)
        for argument in event.fillers(role.name)
        if argument.span is not None
    ]
    offers.sort(key=lambda offer: abs(offer.span.start - event.trigger.start))
    sentence = sentence_at(text, event.trigger.start)
    if sentence is None or set(role.fills) <= NO_WORDS:
        return offers
    words = [word for word in _free_words(sheet, sentence) if not any(word.overlaps(offer.span) for offer in offers)]
    return offers + [
        Offer(key_of_span(word), word, word.text_in(text)) for word in words if not word.overlaps(event.trigger)
    ]


def _free_words(sheet: Worksheet, stretch: Span) -> list[Span]:
    """Words of a stretch that no mark holds and that are no boilerplate."""
    text = sheet.document.text
    marked = [
        anchor_of(item.value)
        for item in sheet.items_in(stretch.start, stretch.end)
        if item.kind is not Kind.EVENT and item.state is not State.REJECTED
    ]
    words = (Span(found.start(), found.end()) for found in _LONG_WORD.finditer(text, stretch.start, stretch.end))
    return [word for word in words if not any(map(word.overlaps, marked)) and not sheet.document.layout.is_masked(word)]


def key_of_span(span: Span) -> str:
    """What an offer of plain words is known by."""
    return f"{span.start}-{span.end}"


def span_of_key(key: str) -> Span | None:
    """The words that an offer stands on, ``None`` where it stands on a mark."""
    start, _, end = key.partition("-")
    return Span(int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


def key_of_filler(argument: Argument) -> str:
    """What an offer that fills a role already is known by: the id of its mark, or the place of plain words."""
    span = argument.span
    return argument.ref or (key_of_span(span) if span is not None else "")


class _RoleAnswers:
    """What is pointed at while a role waits."""

    def __init__(self, actions: RoleActions, item: Item, event: Event, role: Role) -> None:
        self._actions, self._item, self._event, self._role = actions, item, event, role

    def offers(self, seen: Span) -> Sequence[Offer]:
        sheet = self._actions.sheet
        return filler_offers(sheet, self._item.id, self._event, self._role, seen) if sheet is not None else ()

    def pick(self, key: str) -> bool:
        return self._actions.pick(self._item, self._role, key)

    def at(self, offset: int) -> bool:
        return self._actions.fill_at(self._item, self._role, offset)

    def selected(self, span: Span) -> bool:
        return self._actions.fill_from(self._item, self._role, span)

    def choose(self, typed: str) -> None:
        self._actions.choose_filler(self._item, self._event, self._role, typed)

    def not_stated(self) -> bool:
        return self._actions.answer_not_stated(self._role.name)


class _MentionAnswers:
    """What is pointed at while an event waits for a mention."""

    def __init__(self, actions: RoleActions, item: Item, event: Event) -> None:
        self._actions, self._item, self._event = actions, item, event

    def offers(self, seen: Span) -> Sequence[Offer]:
        sheet = self._actions.sheet
        return mention_offers(sheet, self._event, seen) if sheet is not None else ()

    def pick(self, key: str) -> bool:
        span = span_of_key(key)
        return span is not None and self._actions.turn_mention(self._item, span)

    def at(self, offset: int) -> bool:  # noqa: ARG002 - a mention is words and no place
        self._actions.refuse(tr("Select the words that tell of the event too, then press Enter."))
        return False

    def selected(self, span: Span) -> bool:
        return self._actions.add_mention(self._item, span)

    def choose(self, typed: str) -> None:  # noqa: ARG002 - there is nothing to choose from
        self.at(0)

    def not_stated(self) -> bool:
        return self.at(0)


def mention_offers(sheet: Worksheet, event: Event, seen: Span) -> list[Offer]:
    """What may tell of an event too in sight, the nearest first: other triggers, words, and the mentions it has."""
    text, near = sheet.document.text, sheet.items_in(seen.start, seen.end)
    triggers = [anchor_of(item.value) for item in near if item.kind is Kind.EVENT]
    spans = {*triggers, *event.mentions, *_free_words(sheet, seen)}
    spans = {span for span in spans if span != event.trigger and not sheet.document.layout.is_masked(span)}
    offers = [Offer(key_of_span(s), s, s.text_in(text), s in event.mentions) for s in spans]
    return sorted(offers, key=lambda offer: (abs(offer.span.start - event.trigger.start), offer.span))


def context_of(sheet: Worksheet, item: Item) -> str:
    """The words before an annotation, to tell it from others like it."""
    span, text = anchor_of(item.value), sheet.document.text
    before = text[max(0, span.start - 60) : span.start].split()[-3:]
    return f"… {' '.join(before)} …" if before else tr("at the beginning")


def _said(role: str) -> str:
    return role.replace("_", " ").capitalize()
