"""The keys for figures: marking one, and the editors of quantities and times."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.wording import said_filler
from border_annotator.services import create, figure_fields, likely
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


NO_PERIOD = "-"
"""The key of the choice for no time; no id is like it."""


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
        return {
            "figure.value": self.edit_value,
            "figure.new": self.new_figure,
            "figure.counted": lambda: self._with_quantity(self._choose_counted),
            "figure.period": lambda: self._with_quantity(self._choose_period),
        }

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

    def _with_quantity(self, then: Callable[[Figure], None]) -> None:
        """Do something with the quantity at the caret, or one of the event in focus that is chosen first."""
        figures = [
            item for item in self._figures_to_edit() if isinstance(item.value, Figure) and not item.value.is_temporal
        ]
        if not figures:
            self._session.refused.emit(
                tr("No figure here: put the caret into a number, or focus an event that counts something.")
            )
            return
        by_id = {item.id: item.value for item in figures if isinstance(item.value, Figure)}
        if len(by_id) == 1:
            then(figures[0].value)  # type: ignore[arg-type] # only figures are there
            return
        text = self._session.sheet.document.text if self._session.sheet is not None else ""
        choices = [Choice(key, said_filler(figure, text)) for key, figure in by_id.items()]
        self._chooser.ask(tr("Which figure?"), choices, lambda key: then(by_id[key]), tr("Figure"), is_numbered=True)

    def _choose_counted(self, figure: Figure) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        choices = [Choice(counted, counted) for counted in likely.likely_counted(sheet, figure)]

        def put(counted: str) -> None:
            changed = likely.counting(figure, counted)
            self._session.perform(lambda project, sheet: figure_fields.set_figure(project, sheet, changed))

        title = tr("{figure} counts", figure=said_filler(figure, sheet.document.text))
        self._chooser.ask(title, choices, put, tr("One of it: border crossing"), is_numbered=True, is_free=True)

    def _choose_period(self, figure: Figure) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        times = [item for item in sheet.figures if isinstance(item.value, Figure) and item.value.is_temporal]
        times.sort(key=lambda item: abs(item.start - figure.span.start))
        choices = [Choice(item.id, said_filler(item.value, sheet.document.text)) for item in times]
        if figure.period is not None:
            choices.insert(0, Choice(NO_PERIOD, tr("no time")))

        def put(chosen: str) -> None:
            changed = replace(figure, period=None if chosen == NO_PERIOD else chosen)
            self._session.perform(lambda project, sheet: figure_fields.set_figure(project, sheet, changed))

        title = tr("{figure} covers", figure=said_filler(figure, sheet.document.text))
        self._chooser.ask(title, choices, put, tr("A time of the article"), is_numbered=True)

    def edit(self, item: Item) -> None:
        """Open the editor of a figure."""
        sheet, figure = self._session.sheet, item.value
        if sheet is None or not isinstance(figure, Figure):
            return

        def put(changed: Figure) -> dict[str, str] | None:
            self._session.perform(lambda project, sheet: figure_fields.set_figure(project, sheet, changed))
            return None

        editor = self._dates() if figure.is_temporal else self._figures()
        # The figure of an event may be edited from its card: its own line stays in sight, wherever the caret is.
        self._article.worked_on = figure.span.start
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
