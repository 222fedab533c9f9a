"""The work on cards: what listens, what asks, and the actions, made once for a window and only when first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from border_annotator.ui.actions.card_actions import CardActions, said_walk
from border_annotator.ui.actions.figure_actions import FigureActions
from border_annotator.ui.actions.many_actions import ManyActions
from border_annotator.ui.actions.rearrange_actions import RearrangeActions
from border_annotator.ui.actions.role_actions import RoleActions
from border_annotator.ui.actions.say_actions import SayActions
from border_annotator.ui.events.role_wait import RoleWait
from border_annotator.ui.events.span_drag import SpanDrag
from border_annotator.ui.jobs.stepwise import Stepwise
from border_annotator.ui.text.hints import Hints

if TYPE_CHECKING:
    from border_annotator.ui.dialogs.date_editor import DateEditor
    from border_annotator.ui.dialogs.fields_editor import FieldsEditor
    from border_annotator.ui.dialogs.figure_editor import FigureEditor
    from border_annotator.ui.dialogs.parting import PartingList
    from border_annotator.ui.main_window import MainWindow

Editor = TypeVar("Editor", bound="FieldsEditor")

DETAILS = 4
"""Lines of the form for an event's time, the longest of the small forms."""


class CardWork:
    """Everything about the cards that is not the panel itself."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        session, article, panel = window.session, window.article, window.events
        self.wait = RoleWait(article, Hints(article, window.look))
        self.drag = SpanDrag(session, article, panel, window.look)
        self.roles = RoleActions(session, article, window.chooser, panel, self.wait)
        self.cards = CardActions(session, article, window.chooser, window.prompt, lambda: self.form, panel, self.roles)
        self.figures = FigureActions(
            session, article, window.chooser, lambda: self.figure_editor, lambda: self.date_editor
        )
        self.rearranging = RearrangeActions(session, window.chooser, lambda: self.parting)
        self.saying = SayActions(session, window.at_caret, window.chooser, self.cards)
        self.work: Stepwise[object] = Stepwise(window)
        self.many = ManyActions(session, article, window.queue, window.chooser, window.status, self.work, window.job)
        self.groups = (self.roles, self.cards, self.saying, self.figures, self.rearranging, self.many)

    # Overlays: made when they are first asked for, so that the window's start does not wait for them.

    @cached_property
    def form(self) -> FieldsEditor:
        """The form for an event's time and place."""
        from border_annotator.ui.dialogs.fields_editor import FieldsEditor

        return FieldsEditor(self._window, DETAILS, columns=1)

    @cached_property
    def figure_editor(self) -> FigureEditor:
        """The editor of quantities."""
        from border_annotator.ui.dialogs.figure_editor import FigureEditor

        return self._of_a_figure(FigureEditor(self._window))

    @cached_property
    def date_editor(self) -> DateEditor:
        """The editor of times."""
        from border_annotator.ui.dialogs.date_editor import DateEditor

        return self._of_a_figure(DateEditor(self._window))

    def _of_a_figure(self, editor: Editor) -> Editor:
        """An editor while which is open the figure's line is the one that is worked on."""
        editor.closed.connect(lambda: setattr(self._window.article, "worked_on", None))
        return editor

    @cached_property
    def parting(self) -> PartingList:
        """The list that splits an event."""
        from border_annotator.ui.dialogs.parting import PartingList

        return PartingList(self._window)

    def connect(self) -> None:
        """Let the parts hear of each other."""
        window, wait, panel = self._window, self.wait, self._window.events
        wait.begun.connect(lambda row, _sentence: panel.set_waiting(row))
        wait.begun.connect(lambda _row, sentence: window.status.say_waiting(sentence))
        wait.ended.connect(lambda: panel.set_waiting(None))
        wait.ended.connect(lambda: window.status.say_waiting(said_walk() if panel.is_walked else None))
        self.drag.begun.connect(lambda _drag: panel.open_roles(is_open=True))
        self.drag.ended.connect(lambda: panel.open_roles(is_open=False))
        window.session.focus_changed.connect(wait.end)
        window.session.focus_moved.connect(wait.end)
        window.session.sheet_shown.connect(wait.end)
        panel.edit_asked.connect(self.cards.edit)
        panel.clear_asked.connect(self.cards.clear)
        panel.not_stated_asked.connect(self._on_not_stated)
        panel.dropped.connect(self.roles.drop)
        panel.letter_typed.connect(self.cards.mend)
        panel.walk_begun.connect(lambda: window.status.say_waiting(said_walk()))
        panel.walk_ended.connect(lambda: window.status.say_waiting(None))
        panel.walk_ended.connect(window.article.setFocus)
        window.status.cancel_asked.connect(self.work.cancel)
        window.session.long_travel.connect(self.many.travel)

    def close(self) -> None:
        """Stop what runs, before the project is closed; a long edit that is not done leaves nothing behind."""
        self.work.stop()

    def _on_not_stated(self, row_id: str) -> None:
        self.roles.answer_not_stated(row_id.partition(":")[2])
