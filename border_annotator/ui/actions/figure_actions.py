"""The keys for figures: marking one, and the editors of quantities and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.wording import said_filler
from border_annotator.services import create, figure_fields
from border_annotator.ui.actions.keys import key
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.text.caret_steps import items_at
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.date_editor import DateEditor
    from border_annotator.ui.dialogs.figure_editor import FigureEditor
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView


class FigureActions:
    """Turns keys into the verbs of figures."""

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        chooser: Chooser,
        figures: Callable[[], FigureEditor],
        dates: Callable[[], DateEditor],
    ) -> None:
        self._session = session
        self._article = article
        self._chooser = chooser
        self._figures = figures
        self._dates = dates

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"figure.value": self.edit_value, "figure.new": self.new_figure}

    def new_figure(self) -> None:
        """Mark the selection as a figure."""
        span = self._article.selection()
        if span is None:
            self._session.refused.emit(tr("Select a number or a time, then press {key}.", key=key("figure.new")))
            return
        self._session.perform(lambda project, sheet: create.add_figure(project, sheet, span)[1])

    def edit_value(self) -> None:
        """Edit the figure at the caret, or one that the event in focus has."""
        figures, sheet = self._figures_to_edit(), self._session.sheet
        if not figures or sheet is None:
            self._session.refused.emit(
                tr("No figure here: put the caret into a number or a time, or focus an event that has one.")
            )
        elif len(figures) == 1:
            self.edit(figures[0])
        else:
            by_id = {item.id: item for item in figures}
            choices = [Choice(item.id, said_filler(item.value, sheet.document.text)) for item in figures]
            self._chooser.ask(tr("Which figure?"), choices, lambda key: self.edit(by_id[key]), tr("Figure"))

    def edit(self, item: Item) -> None:
        """Open the editor of a figure."""
        sheet, figure = self._session.sheet, item.value
        if sheet is None or not isinstance(figure, Figure):
            return

        def put(changed: Figure) -> dict[str, str] | None:
            self._session.perform(lambda project, sheet: figure_fields.set_figure(project, sheet, changed))
            return None

        editor = self._dates() if figure.is_temporal else self._figures()
        editor.edit(sheet, figure, self._session.project.schema, put)

    def _figures_to_edit(self) -> list[Item]:
        sheet = self._session.sheet
        if sheet is None:
            return []
        selected = self._article.selection()
        near = items_at(sheet, self._article.caret()) if selected is None else sheet.at(selected)
        for item in near:
            if item.kind is Kind.FIGURE:
                return [item]
        focused = self._session.focused_item
        event = focused.value if focused is not None else None
        refs = {argument.ref for argument in event.arguments} if isinstance(event, Event) else set()
        own = [item for item in sheet.figures if item.id in refs]
        # What an event counts with is corrected more often than what dates it.
        return [item for item in own if isinstance(item.value, Figure) and not item.value.is_temporal] or own
