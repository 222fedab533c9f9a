"""The reviewer's keys for annotating: types, triggers, roles, attributes, figures, entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.schema import filler_word
from border_annotator.domain.wording import said_figure, said_filler, said_value
from border_annotator.services import correct, create
from border_annotator.services.written_dates import said_dates
from border_annotator.ui.actions.at_caret import entity_at
from border_annotator.ui.dialogs.chooser import Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.edit import Changes
    from border_annotator.domain.schema import Role, Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.value_prompt import ValuePrompt
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView

ATTRIBUTES = ("status", "polarity", "genericity", "attribution", "mode", "severity")


class AnnotateActions:
    """Turns keys and choices into verbs of ``services.correct`` and ``services.create``."""

    def __init__(self, session: Session, article: ArticleView, chooser: Chooser, prompt: ValuePrompt) -> None:
        self._session = session
        self._article = article
        self._chooser = chooser
        self._prompt = prompt

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "event.new": self.new_event,
            "event.type": self.change_type,
            "event.trigger": self.set_trigger,
            "event.role": self.fill_role,
            "event.clear_role": self.clear_role,
            "event.attribute": self.set_attribute,
            "figure.value": self.edit_value,
            "figure.new": self.new_figure,
            "entity.label": self.label_entity,
        }

    @property
    def _schema(self) -> Schema:
        return self._session.project.schema

    # Events

    def new_event(self) -> None:
        """Make an event with the selection as its trigger."""
        span = self._selected("Select the word that tells the event, then press N.")
        if span is None:
            return

        def make(type_name: str) -> None:
            made: list[str] = []

            def verb(project: Project, sheet: Worksheet) -> Changes:
                event_id, changes = create.add_event(project, sheet, type_name, span)
                made.append(event_id)
                return changes

            self._session.perform(verb, lambda _sheet: made[0])

        self._chooser.ask(
            f"New event “{self._surface(span)}”", self._type_choices(), make, "Type of event", recent="types"
        )

    def change_type(self) -> None:
        """Give the event in focus another type."""
        found = self._focused(typed=False)
        if found is None:
            return
        item, event = found
        choices = [choice for choice in self._type_choices() if choice.key != event.type]
        label = self._schema.event_type(event.type).label if self._schema.has_type(event.type) else event.type

        def change(type_name: str) -> None:
            self._session.perform(lambda project, sheet: correct.change_type(project, sheet, item.id, type_name))

        self._chooser.ask(f"{label} becomes", choices, change, "Type of event", recent="types")

    def set_trigger(self) -> None:
        """Move the trigger of the event in focus to the selection."""
        found = self._focused()
        span = self._selected("Select the word that tells the event, then press G.") if found else None
        if found is not None and span is not None:
            event_id = found[0].id
            self._session.perform(lambda project, sheet: correct.set_trigger(project, sheet, event_id, span))

    def fill_role(self) -> None:
        """Fill a role of the event in focus: from the selection, or from a list of what fits."""
        found = self._focused()
        if found is None:
            return
        item, event = found
        span = self._article.selection()
        roles = self._schema.roles(event.type)

        def chosen(role_name: str) -> None:
            if span is not None:
                self._session.perform(
                    lambda project, sheet: correct.fill_role_from_text(project, sheet, item.id, role_name, span)
                )
                return
            role = next(role for role in roles if role.name == role_name)
            self._choose_filler(item, event, role)

        title = f"“{self._surface(span)}” is the" if span else "Fill the role of"
        self._chooser.ask(title, [self._role_choice(event, role) for role in roles], chosen, "Role")

    def _choose_filler(self, item: Item, event: Event, role: Role) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        fitting = [
            other
            for other in sheet.live()
            if other.id != item.id and role.takes(filler_word(other.value)) and other.id not in _refs(event, role.name)
        ]
        fitting.sort(key=lambda other: abs(anchor_of(other.value).start - event.trigger.start))
        if not fitting:
            self._session.refused.emit(
                f"Nothing in the article can be the {role.name} yet: select it in the text first."
            )
            return
        choices = [
            Choice(other.id, said_filler(other.value, sheet.document.text), self._context(sheet, other))
            for other in fitting
        ]

        def fill(filler_id: str) -> None:
            self._session.perform(
                lambda project, sheet: correct.fill_role(project, sheet, item.id, role.name, filler_id)
            )

        self._chooser.ask(f"{role.name.capitalize()}: the nearest come first", choices, fill, "Entity or figure")

    def clear_role(self) -> None:
        """Take one filler out of the event in focus."""
        found = self._focused()
        sheet = self._session.sheet
        if found is None or sheet is None:
            return
        item, event = found
        if not event.arguments:
            self._session.refused.emit("This event has no filled role to clear.")
            return
        choices = []
        for place, argument in enumerate(event.arguments):
            other = sheet.find(argument.ref) if argument.ref else None
            words = argument.span.text_in(sheet.document.text) if argument.span else "?"
            words = said_filler(other.value, sheet.document.text) if other else words
            choices.append(Choice(str(place), argument.role.capitalize(), words))

        def clear(place: str) -> None:
            argument = event.arguments[int(place)]
            self._session.perform(lambda project, sheet: correct.clear_argument(project, sheet, item.id, argument))

        self._chooser.ask("Clear", choices, clear, "Role")

    def set_attribute(self) -> None:
        """Set status, polarity, genericity, attribution, mode or severity of the event in focus."""
        found = self._focused()
        if found is None:
            return
        item, event = found
        now = {
            "status": event.status,
            "polarity": event.polarity,
            "genericity": event.genericity,
            "attribution": event.attribution,
            "mode": event.mode,
            "severity": str(event.severity),
        }
        choices = []
        for attribute in ATTRIBUTES:
            modes = self._schema.event_type(event.type).modes
            for value in modes if attribute == "mode" else self._schema.values(attribute):
                # The present value is listed too: whoever types it must not be given another one.
                words = value.replace("_", " ") if attribute != "severity" else f"severity {value}"
                hint = f"{attribute}, as it is" if now[attribute] == value else attribute
                choices.append(Choice(f"{attribute}={value}", words, hint))

        def put(chosen: str) -> None:
            attribute, _, value = chosen.partition("=")
            self._session.perform(
                lambda project, sheet: correct.set_attribute(project, sheet, item.id, attribute, value)
            )

        self._chooser.ask("The event is", choices, put, "planned, negative, severity 3 …")

    # Figures and entities

    def edit_value(self) -> None:
        """Edit the value or the dates of the figure at the caret, or of one that the event in focus has."""
        figures = self._figures_to_edit()
        sheet = self._session.sheet
        if not figures or sheet is None:
            self._session.refused.emit(
                "No figure here: put the caret into a number or a time, or focus an event that has one."
            )
        elif len(figures) == 1:
            self._prompt_value(figures[0])
        else:
            by_id = {item.id: item for item in figures}
            choices = [Choice(item.id, said_filler(item.value, sheet.document.text)) for item in figures]
            self._chooser.ask("Which figure?", choices, lambda key: self._prompt_value(by_id[key]), "Figure")

    def _figures_to_edit(self) -> list[Item]:
        sheet = self._session.sheet
        if sheet is None:
            return []
        figures = [i for i in sheet.figures if isinstance(i.value, Figure)]
        selected, caret = self._article.selection(), self._article.caret()
        for item in figures:
            span = anchor_of(item.value)
            if span.overlaps(selected) if selected else span.start <= caret <= span.end:
                return [item]
        focused = self._session.focused_item
        refs = _refs(focused.value) if focused is not None and isinstance(focused.value, Event) else frozenset()
        own = [item for item in figures if item.id in refs]
        # What an event counts with is corrected more often than what dates it.
        return [item for item in own if isinstance(item.value, Figure) and not item.value.is_temporal] or own

    def _prompt_value(self, item: Item) -> None:
        figure = item.value
        if not isinstance(figure, Figure):
            return
        if figure.is_temporal:
            self._prompt_dates(item, figure)
            return

        def put(written: str) -> str | None:
            sheet = self._session.sheet
            if sheet is None:
                return "No article is open."
            try:
                # Tried here so that the prompt can say what is wrong and stay open.
                correct.must_be_quantity(written)
            except KnownError as error:
                return str(error)
            self._session.perform(lambda project, sheet: correct.set_quantity(project, sheet, item.id, written))
            return None

        self._prompt.ask(
            f"Value of “{said_figure(figure)}”", said_value(figure), put, "40 · about 300 · 10-12 · at least 40"
        )

    def _prompt_dates(self, item: Item, figure: Figure) -> None:
        def put(written: str) -> str | None:
            try:
                # Tried here so that the prompt can say what is wrong and stay open.
                correct.must_be_dates(figure, written)
            except KnownError as error:
                return str(error)
            self._session.perform(lambda project, sheet: correct.set_dates(project, sheet, item.id, written))
            return None

        surface = self._surface(figure.span)
        self._prompt.ask(
            f"Dates of “{surface}”", said_dates(figure), put, "2023-11-10 · 3 May 2024 to 5 May 2024 · none"
        )

    def new_figure(self) -> None:
        """Mark the selection as a figure."""
        span = self._selected("Select a number or a time, then press F.")
        if span is not None:
            self._session.perform(lambda project, sheet: create.add_figure(project, sheet, span)[1])

    def label_entity(self) -> None:
        """Label the selection as an entity; without a selection give the entity at the caret another label."""
        span, there = self._article.selection(), entity_at(self._session.sheet, self._article)
        if span is None and there is None:
            self._session.refused.emit("Select a name, or put the caret into an entity, then press L.")
            return
        choices = [Choice(label.label, label.name, "", label.description) for label in self._schema.entity_labels]

        def put(label: str) -> None:
            if span is not None:
                self._session.perform(lambda project, sheet: create.add_entity(project, sheet, label, span)[1])
            elif there is not None:
                self._session.perform(lambda project, sheet: correct.set_label(project, sheet, there.id, label))

        surface = self._surface(span) if span else self._surface(anchor_of(there.value)) if there else ""
        self._chooser.ask(f"“{surface}” is a", choices, put, "Label", recent="labels")

    # What is common to them

    def _focused(self, *, typed: bool = True) -> tuple[Item, Event] | None:
        item = self._session.focused_item
        if item is None or not isinstance(item.value, Event):
            self._session.refused.emit("No event is in focus: J goes to the next one, N makes one from the selection.")
            return None
        if typed and not self._schema.has_type(item.value.type):
            self._session.refused.emit(f"The schema of this project has no type “{item.value.type}”: change it with T.")
            return None
        return item, item.value

    def _selected(self, otherwise: str) -> Span | None:
        span = self._article.selection()
        if span is None:
            self._session.refused.emit(otherwise)
        return span

    def _surface(self, span: Span) -> str:
        sheet = self._session.sheet
        words = " ".join(span.text_in(sheet.document.text).split()) if sheet else ""
        return words if len(words) <= 40 else words[:39] + "…"

    def _type_choices(self) -> list[Choice]:
        return [Choice(t.type, t.label, t.group, t.description) for t in self._schema.event_types]

    def _role_choice(self, event: Event, role: Role) -> Choice:
        filled = len(event.fillers(role.name))
        facts = ["required"] if role.required else []
        facts += [f"{filled} so far"] if filled and role.repeat else ["takes the old one's place"] if filled else []
        return Choice(role.name, role.name.replace("_", " ").capitalize(), ", ".join(facts), role.description)

    def _context(self, sheet: Worksheet, item: Item) -> str:
        span, text = anchor_of(item.value), sheet.document.text
        before = text[max(0, span.start - 60) : span.start].split()[-3:]
        return f"… {' '.join(before)} …" if before else "at the beginning"


def _refs(event: Event, role: str | None = None) -> frozenset[str]:
    arguments = event.arguments if role is None else event.fillers(role)
    return frozenset(argument.ref for argument in arguments if argument.ref is not None)
