"""The keys that rearrange events: duplicate, split, merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.wording import said_filler
from border_annotator.services import rearrange
from border_annotator.ui.actions.in_focus import event_in_focus
from border_annotator.ui.actions.keys import key
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.dialogs.parting import BOTH, FIRST
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.edit import Changes
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.parting import PartingList
    from border_annotator.ui.session import Session


class RearrangeActions:
    """Turns keys into verbs of ``services.rearrange``."""

    def __init__(self, session: Session, chooser: Chooser, parting: Callable[[], PartingList]) -> None:
        self._session = session
        self._chooser = chooser
        self._parting = parting

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"event.duplicate": self.duplicate, "event.split": self.split, "event.merge": self.merge}

    def duplicate(self) -> None:
        """Make another event like the one in focus, and go to it."""
        found = event_in_focus(self._session)
        if found is not None:
            self._make(lambda project, sheet: rearrange.duplicate_event(project, sheet, found[0].id))

    def split(self) -> None:
        """Make two events of the one in focus: choose what goes to the second."""
        found, sheet = event_in_focus(self._session), self._session.sheet
        if found is None or sheet is None:
            return
        item, event = found
        things: list[Argument | Span] = [*event.arguments, *event.mentions]
        if not things:
            another = key("event.duplicate")
            refusal = tr("This event has neither fillers nor mentions: {key} makes another one like it.", key=another)
            self._session.refused.emit(refusal)
            return
        words = [self._said(thing, sheet) for thing in things]

        def part(places: list[int]) -> str | None:
            going = [thing for thing, place in zip(things, places, strict=True) if place != FIRST]
            shared = [thing for thing, place in zip(things, places, strict=True) if place == BOTH]
            parting = rearrange.Parting(
                tuple(thing for thing in event.arguments if thing in going),
                tuple(thing for thing in event.mentions if thing in going),
                tuple(shared),
            )
            if not going:
                return tr("Nothing goes to the second event: mark what does with Space.")
            self._make(lambda project, sheet: rearrange.split_event(project, sheet, item.id, parting))
            return None

        self._parting().ask(tr("Split: what goes to the second event?"), words, part)

    def merge(self) -> None:
        """Make one event of the one in focus and another that is chosen, those of its type first."""
        found, sheet = event_in_focus(self._session), self._session.sheet
        if found is None or sheet is None:
            return
        item, event = found
        others = [i for i in sheet.events if i.id != item.id]
        if not others:
            self._session.refused.emit(tr("There is no other event in this article to merge it with."))
            return

        def rank(other: Item) -> tuple[bool, int]:
            is_other_type = isinstance(other.value, Event) and other.value.type != event.type
            return is_other_type, abs(anchor_of(other.value).start - event.trigger.start)

        choices = []
        for other in sorted(others, key=rank):
            if isinstance(other.value, Event):
                known = self._session.project.schema.has_type(other.value.type)
                label = self._session.project.schema.event_type(other.value.type).label if known else other.value.type
                place = next(k for k, i in enumerate(sheet.events, start=1) if i.id == other.id)
                said = f"{label} {said_filler(other.value, sheet.document.text)}"
                choices.append(Choice(other.id, said, tr("event {place}", place=place)))

        def join(other_id: str) -> None:
            self._session.perform(
                lambda project, sheet: rearrange.merge_events(project, sheet, item.id, other_id),
                lambda _sheet: item.id,
            )

        self._chooser.ask(tr("Merge with: those of its type come first"), choices, join, tr("Event"))

    def _make(self, verb: Callable[[Project, Worksheet], tuple[str, Changes]]) -> None:
        made: list[str] = []

        def run(project: Project, sheet: Worksheet) -> Changes:
            event_id, changes = verb(project, sheet)
            made.append(event_id)
            return changes

        self._session.perform(run, lambda _sheet: made[0])

    def _said(self, thing: Argument | Span, sheet: Worksheet) -> str:
        if not isinstance(thing, Argument):
            return tr("mention “{words}”", words=" ".join(thing.text_in(sheet.document.text).split()))
        role = thing.role.replace("_", " ").capitalize()
        if thing.span is not None:
            return f"{role}: {' '.join(thing.span.text_in(sheet.document.text).split())}"
        filler = sheet.find(thing.ref or "")
        return f"{role}: {said_filler(filler.value, sheet.document.text) if filler else '?'}"
