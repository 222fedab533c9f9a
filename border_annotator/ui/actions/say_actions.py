"""One key for each thing that is said of an event most: its status, polarity, severity, when, where, doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.services import correct, event_details
from border_annotator.ui.actions.in_focus import event_in_focus
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.events.card_rows import GEO, MENTIONS, OPTIONAL, RELATIONS, TIME
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.actions.at_caret import AtCaret
    from border_annotator.ui.actions.card_actions import CardActions
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.session import Session

STATUSES = ("occurred", "ongoing", "planned", "hypothetical", "alleged", "denied")
SEVERITIES = range(5)
TURNED = {"say.negative": ("polarity", "positive", "negative"), "say.generic": ("genericity", "specific", "generic")}
"""Actions that change between two values of an attribute."""
NO_MODE = "-"
"""The key of the choice for no mode; no mode is like it."""


def says(attribute: str, value: str) -> str:
    """The action that says this of an event, or goes on to it; empty when there is none."""
    if attribute == "status":
        return f"say.{value}" if value in STATUSES else ""
    if attribute == "severity":
        return f"say.severity_{value}" if value in map(str, SEVERITIES) else ""
    turned = (key for key, (name, *values) in TURNED.items() if name == attribute and value in values)
    return next(turned, f"say.{attribute}" if attribute in ("attribution", "mode") else "")


class SayActions:
    """Turns single keys into ``correct.set_attribute`` and the like."""

    def __init__(
        self,
        session: Session,
        at_caret: AtCaret,
        chooser: Chooser,
        cards: CardActions,
    ) -> None:
        self._session = session
        self._at_caret = at_caret
        self._chooser = chooser
        self._cards = cards

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        found: dict[str, Callable[[], None]] = {}
        for status in STATUSES:
            found[f"say.{status}"] = lambda value=status: self._set("status", value)  # type: ignore[misc] # it is bound
        for number in SEVERITIES:
            found[f"say.severity_{number}"] = lambda value=str(number): self._set("severity", value)  # type: ignore[misc]
        for action, turned in TURNED.items():
            found[action] = lambda turned=turned: self._turn(*turned)  # type: ignore[misc] # it is bound
        return found | {
            "say.attribution": self.go_on_with_attribution,
            "say.mode": self.choose_mode,
            "say.when": lambda: self._cards.edit(TIME),
            "say.where": lambda: self._cards.edit(GEO),
            "say.mention": lambda: self._cards.edit(MENTIONS),
            "say.relation": lambda: self._cards.edit(RELATIONS),
            "say.doubtful": lambda: self._cards.edit(OPTIONAL),
            "say.mark_doubtful": self.doubt_mark,
        }

    def go_on_with_attribution(self) -> None:
        """Give the event in focus the next attribution of the schema, after the last one the first."""
        found = event_in_focus(self._session, typed=True)
        values = self._session.project.schema.values("attribution")
        if found is not None and values:
            now = found[1].attribution
            place = values.index(now) if now in values else -1
            self._set("attribution", values[(place + 1) % len(values)])

    def choose_mode(self) -> None:
        """Choose the mode of the event in focus by its number."""
        found = event_in_focus(self._session, typed=True)
        if found is None:
            return
        item, event = found
        modes = self._session.project.schema.event_type(event.type).modes
        if not modes:
            label = self._session.project.schema.event_type(event.type).label
            self._session.refused.emit(tr("{label} has no modes.", label=label))
            return
        choices = [Choice(mode, mode.replace("_", " "), tr("as it is") if mode == event.mode else "") for mode in modes]
        choices.append(Choice(NO_MODE, tr("none"), tr("as it is") if event.mode is None else ""))

        def put(mode: str) -> None:
            self._put(item, "mode", "" if mode == NO_MODE else mode)

        self._chooser.ask(tr("Mode"), choices, put, tr("Mode"), is_numbered=True)

    def doubt_mark(self) -> None:
        """Mark the entity or figure at the caret as doubtful, or as not."""
        item = self._at_caret.item()
        if item is None or item.kind is Kind.EVENT:
            self._session.refused.emit(tr("No entity or figure at the caret: put the caret into one."))
            return
        self._session.perform(
            lambda project, sheet: event_details.set_optional(
                project, sheet, item.id, is_optional=not item.value.optional
            )
        )

    def _set(self, attribute: str, value: str) -> None:
        found = event_in_focus(self._session, typed=True)
        if found is not None:
            self._put(found[0], attribute, value)

    def _turn(self, attribute: str, usual: str, other: str) -> None:
        found = event_in_focus(self._session, typed=True)
        if found is not None:
            self._put(found[0], attribute, other if getattr(found[1], attribute) == usual else usual)

    def _put(self, item: Item, attribute: str, value: str) -> None:
        self._session.perform(lambda project, sheet: correct.set_attribute(project, sheet, item.id, attribute, value))
