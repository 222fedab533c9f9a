"""What the keys do: the groups of actions, put together into the window's one set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from border_annotator.ui.actions.action_set import ActionSet
from border_annotator.ui.actions.annotate_actions import AnnotateActions
from border_annotator.ui.actions.facts_actions import FactsActions
from border_annotator.ui.actions.gazetteer_actions import GazetteerActions
from border_annotator.ui.actions.history_actions import HistoryActions
from border_annotator.ui.actions.queue_actions import QueueActions
from border_annotator.ui.actions.review_actions import ReviewActions
from border_annotator.ui.actions.select_actions import SelectActions

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.ui.main_window import MainWindow


class Group(Protocol):
    """Some actions that belong together."""

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does, by its id."""


def action_set(window: MainWindow) -> ActionSet:
    """Every action of a window, bound to what it does."""
    session, article, chooser, prompt = window.session, window.article, window.chooser, window.prompt
    cards = window.cards.cards
    groups: tuple[Group, ...] = (
        window.files,
        window.importing,
        window.exporting,
        window.copies,
        window.view,
        window.help,
        window.guide,
        window.notes,
        window.going_back,
        window.recovering,
        HistoryActions(window),
        ReviewActions(session, article, window.at_caret, window.queue, prompt),
        AnnotateActions(session, article, chooser, prompt, window.cards.roles, cards.edit, cards.clear),
        SelectActions(session, article, window.at_caret),
        *window.cards.groups,
        FactsActions(session, article, chooser, window.facts_form, window.files.label_again),
        window.searching,
        QueueActions(window.queue, session.project.schema, chooser, prompt),
        GazetteerActions(session, article, chooser, window.gazetteer_form, window.message.offer),
    )
    return ActionSet(window, {key: run for group in groups for key, run in group.handlers().items()})
