"""The reviewer's keys for annotating: types, triggers, roles, attributes, figures, entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.schema import SPAN
from border_annotator.domain.wording import said_filler
from border_annotator.services import correct, create, event_details, figure_fields
from border_annotator.ui.actions.at_caret import entity_at
from border_annotator.ui.actions.in_focus import event_in_focus
from border_annotator.ui.actions.keys import KEYS, key
from border_annotator.ui.actions.say_actions import says
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.events.card_rows import GEO, MENTIONS, OPTIONAL, RELATIONS, TIME, rows_of
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.edit import Changes
    from border_annotator.domain.event import Event
    from border_annotator.domain.schema import Role, Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project
    from border_annotator.ui.actions.role_actions import RoleActions
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.value_prompt import ValuePrompt
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView

DETAIL = "="
"""What the key of a choice begins with that is no label."""
NOTE, DOUBTFUL = f"{DETAIL}note", f"{DETAIL}doubtful"
ATTRIBUTES = ("status", "polarity", "genericity", "attribution", "mode", "severity")


class AnnotateActions:
    """Turns keys and choices into verbs of ``services.correct`` and ``services.create``."""

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        chooser: Chooser,
        prompt: ValuePrompt,
        roles: RoleActions,
        edit_row: Callable[[str], None],
        clear_row: Callable[[str, int | None], None],
    ) -> None:
        self._session = session
        self._prompt = prompt
        self._article = article
        self._chooser = chooser
        self._roles = roles
        self._edit_row = edit_row
        self._clear_row = clear_row

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "event.new": self.new_event,
            "event.type": self.change_type,
            "event.trigger": self.set_trigger,
            "event.role": self.fill_role,
            "event.clear_role": self.clear_role,
            "event.attribute": self.set_attribute,
            "entity.label": self.label_entity,
        }

    @property
    def _schema(self) -> Schema:
        return self._session.project.schema

    # Events

    def new_event(self) -> None:
        """Make an event with the selection as its trigger."""
        span = self._selected(tr("Select the word that tells the event, then press {key}.", key=key("event.new")))
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
            tr("New event “{span}”", span=self._surface(span)),
            self._type_choices(),
            make,
            tr("Type of event"),
            recent="types",
        )

    def change_type(self) -> None:
        """Give the event in focus another type."""
        found = event_in_focus(self._session)
        if found is None:
            return
        item, event = found
        choices = [choice for choice in self._type_choices() if choice.key != event.type]
        label = self._schema.event_type(event.type).label if self._schema.has_type(event.type) else event.type

        def change(type_name: str) -> None:
            self._session.perform(lambda project, sheet: correct.change_type(project, sheet, item.id, type_name))

        self._chooser.ask(tr("{label} becomes", label=label), choices, change, tr("Type of event"), recent="types")

    def set_trigger(self) -> None:
        """Move the trigger of the event in focus to the selection."""
        found = event_in_focus(self._session, typed=True)
        wanted = tr("Select the word that tells the event, then press {key}.", key=key("event.trigger"))
        span = self._selected(wanted) if found else None
        if found is not None and span is not None:
            event_id = found[0].id
            self._session.perform(lambda project, sheet: correct.set_trigger(project, sheet, event_id, span))

    def fill_role(self) -> None:
        """Fill a role of the event in focus: from the selection, or from a list of what fits."""
        found = event_in_focus(self._session, typed=True)
        if found is None:
            return
        item, event = found
        span = self._article.selection()
        roles = self._schema.roles(event.type)

        def chosen(key: str) -> None:
            role_name, _, label = key.partition(DETAIL)
            if span is not None:
                self._session.perform(
                    lambda project, sheet: correct.fill_role_from_text(
                        project, sheet, item.id, role_name, span, label or None
                    )
                )
                return
            role = next(role for role in roles if role.name == role_name)
            self._roles.choose_filler(item, event, role)

        title = tr("“{span}” is the", span=self._surface(span)) if span else tr("Fill the role of")
        choices = [self._role_choice(event, role) for role in roles]
        if span is not None:
            # Where it could be a name or a number too, the reviewer may mean the words alone.
            choices += [
                Choice(f"{role.name}{DETAIL}{SPAN}", tr("{role}, as plain words", role=_said(role)), tr("no entity"))
                for role in roles
                if role.takes(SPAN) and set(role.fills) > {SPAN}
            ]
        self._chooser.ask(title, choices, chosen, tr("Role"), is_numbered=True)

    def clear_role(self) -> None:
        """Take one filler, mention or relation out of the event in focus."""
        found = event_in_focus(self._session, typed=True)
        sheet = self._session.sheet
        if found is None or sheet is None:
            return
        item, event = found
        if not (event.arguments or event.mentions or event.relations):
            self._session.refused.emit(tr("This event has no filled role to clear."))
            return
        choices = []
        for place, argument in enumerate(event.arguments):
            other = sheet.find(argument.ref) if argument.ref else None
            words = argument.span.text_in(sheet.document.text) if argument.span else "?"
            words = said_filler(other.value, sheet.document.text) if other else words
            choices.append(Choice(str(place), argument.role.capitalize(), words))
        choices += [
            Choice(f"{DETAIL}{row.id}{DETAIL}{chip.place}", row.name, chip.words)
            for row in rows_of(event, sheet, self._schema, with_empty=False, is_whole=True)
            if row.id in (MENTIONS, RELATIONS)
            for chip in row.chips
            if chip.place is not None
        ]

        def clear(place: str) -> None:
            if place.startswith(DETAIL):
                row_id, _, chip = place.removeprefix(DETAIL).partition(DETAIL)
                self._clear_row(row_id, int(chip))
                return
            argument = event.arguments[int(place)]
            self._session.perform(lambda project, sheet: correct.clear_argument(project, sheet, item.id, argument))

        self._chooser.ask(tr("Clear"), choices, clear, tr("Role"), is_numbered=True)

    def set_attribute(self) -> None:
        """Set an attribute of the event in focus (status, polarity …), or edit another row of its card."""
        found = event_in_focus(self._session, typed=True)
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
                words = value.replace("_", " ") if attribute != "severity" else tr("severity {value}", value=value)
                hint = f"{attribute}, as it is" if now[attribute] == value else attribute
                choices.append(Choice(f"{attribute}={value}", words, hint, keys=_key_of(says(attribute, value))))
        choices += [
            Choice(f"{DETAIL}{row}", words, hint, keys=KEYS.shown(says_it))
            for row, words, hint, says_it in _rows_by_name()
        ]

        def put(chosen: str) -> None:
            if chosen.startswith(DETAIL):
                self._edit_row(chosen.removeprefix(DETAIL))
                return
            attribute, _, value = chosen.partition("=")
            self._session.perform(
                lambda project, sheet: correct.set_attribute(project, sheet, item.id, attribute, value)
            )

        self._chooser.ask(tr("The event is"), choices, put, tr("planned, negative, severity 3 …"))

    # Entities

    def label_entity(self) -> None:
        """Label the selection as an entity; without a selection give the entity at the caret another label."""
        span, there = self._article.selection(), entity_at(self._session.sheet, self._article)
        if span is None and there is None:
            self._session.refused.emit(
                tr("Select a name, or put the caret into an entity, then press {key}.", key=key("entity.label"))
            )
            return
        choices = [Choice(label.label, label.name, "", label.description) for label in self._schema.entity_labels]
        if span is None and there is not None:
            choices += _entity_details(there)

        def put(label: str) -> None:
            if there is not None and label.startswith(DETAIL):
                self._set_entity_detail(there, label)
            elif span is not None:
                self._session.perform(lambda project, sheet: create.add_entity(project, sheet, label, span)[1])
            elif there is not None:
                self._session.perform(lambda project, sheet: correct.set_label(project, sheet, there.id, label))

        surface = self._surface(span) if span else self._surface(anchor_of(there.value)) if there else ""
        self._chooser.ask(tr("“{surface}” is a", surface=surface), choices, put, tr("Label"), recent="labels")

    def _set_entity_detail(self, item: Item, chosen: str) -> None:
        if chosen == NOTE:

            def put(words: str) -> str | None:
                self._session.perform(
                    lambda project, sheet: event_details.set_value_note(project, sheet, item.id, words)
                )
                return None

            self._prompt.ask(tr("Note that travels with the name"), item.value.note or "", put, tr("A few words"))
        elif chosen == DOUBTFUL:
            self._session.perform(
                lambda project, sheet: event_details.set_optional(
                    project, sheet, item.id, is_optional=not item.value.optional
                )
            )
        else:
            level = chosen.removeprefix(DETAIL)
            self._session.perform(
                lambda project, sheet: figure_fields.set_mention_level(project, sheet, item.id, level)
            )

    # What is common to them

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
        facts += (
            [tr("{filled} so far", filled=filled)]
            if filled and role.repeat
            else [tr("takes the old one's place")]
            if filled
            else []
        )
        return Choice(role.name, _said(role), ", ".join(facts), role.description)


def _said(role: Role) -> str:
    return role.name.replace("_", " ").capitalize()


def _key_of(action_id: str) -> str:
    return KEYS.shown(action_id) if action_id else ""


def _rows_by_name() -> list[tuple[str, str, str, str]]:
    """Rows of the card that are edited by name: their ids, names, what they say, and the action that edits them."""
    return [
        (GEO, tr("Where…"), tr("countries and how exact"), "say.where"),
        (TIME, tr("When…"), tr("a time of the article, or dates"), "say.when"),
        (MENTIONS, tr("Also told by the selection"), tr("one more mention"), "say.mention"),
        (RELATIONS, tr("Related to…"), tr("part of, caused by another event"), "say.relation"),
        (OPTIONAL, tr("Doubtful, or not"), tr("doubtful events are not scored"), "say.doubtful"),
    ]


def _entity_details(item: Item) -> list[Choice]:
    """What else can be said of an entity than its label."""
    is_name = isinstance(item.value, Entity) and item.value.mention == "NAM"
    level = Choice(f"{DETAIL}NOM", tr("Common noun"), "NOM") if is_name else Choice(f"{DETAIL}NAM", tr("Name"), "NAM")
    doubt = tr("Not doubtful") if item.value.optional else tr("Doubtful, not scored")
    return [level, Choice(DOUBTFUL, doubt), Choice(NOTE, tr("Note…"))]
