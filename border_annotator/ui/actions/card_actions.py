"""Editing the rows of a card: attributes, time, place, mentions, relations, note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event, EventGeo, EventTime, Relation
from border_annotator.domain.wording import said_event_time, said_filler
from border_annotator.services import correct, event_details, likely, likely_mends
from border_annotator.services.likely_times import likely_times
from border_annotator.services.written_details import (
    WrittenTime,
    WrongFieldsError,
    read_event_time,
    read_place,
    written_time,
)
from border_annotator.ui.actions.in_focus import event_in_focus, no_event
from border_annotator.ui.actions.keys import key
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.dialogs.fields_editor import EditorField
from border_annotator.ui.events.card_rows import (
    ATTRIBUTES,
    GEO,
    MENTIONS,
    NOTE,
    OPTIONAL,
    RELATIONS,
    ROLE,
    STATUS,
    TIME,
    USUAL,
    said_place,
)
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from border_annotator.domain.edit import Changes
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project
    from border_annotator.ui.actions.role_actions import RoleActions
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.fields_editor import FieldsEditor
    from border_annotator.ui.dialogs.value_prompt import ValuePrompt
    from border_annotator.ui.events.event_panel import EventPanel
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView

WRITE = "-"
"""The key of the choice that lets dates be written; no id is like it."""
NOTHING = "--"
SEEN = 7
"""How many times stand before what else can be chosen."""


def place_key(geo: EventGeo) -> str:
    """The key of the choice of a place."""
    return f"{'+'.join(geo.countries)}/{geo.precision}"


def time_key(time: EventTime) -> str:
    """The key of the choice of a time."""
    return f"{time.norm}|{time.start_date}|{time.end_date}|{time.precision}|{time.basis}"


def said_walk() -> str:
    """What can be done while the rows of a card are walked."""
    return tr(
        "A letter changes what it stands on, × takes it away. Enter edits the row, {key} confirms, Esc ends.",
        key=key("event.confirm"),
    )


class CardActions:
    """Turns what is asked of a card's row into verbs; ``edit`` is Enter on it, ``clear`` is Delete."""

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        chooser: Chooser,
        prompt: ValuePrompt,
        form: Callable[[], FieldsEditor],
        panel: EventPanel,
        roles: RoleActions,
    ) -> None:
        self._session = session
        self._article = article
        self._chooser = chooser
        self._prompt = prompt
        self._form = form
        self._panel = panel
        self._roles = roles

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"event.edit": self.walk}

    def walk(self) -> None:
        """Let the keys go through the rows of the event in focus; once more, and they are back in the text."""
        if self._session.focused_item is None:
            self._session.refused.emit(no_event())
        elif self._panel.is_walked:
            self._panel.end_walk()
        else:
            self._panel.walk()

    def mend(self, letter: str) -> None:
        """Take away, or put in, what a letter stands on while the rows are walked."""
        found, wanted = event_in_focus(self._session, typed=True), self._panel.letters.get(letter)
        if found is None:
            return
        if wanted is None:
            self._session.refused.emit(tr("“{letter}” stands on nothing in this card.", letter=letter))
            return
        event_id = found[0].id
        self._session.perform(lambda project, sheet: likely_mends.mend(project, sheet, event_id, wanted))

    def edit(self, row_id: str) -> None:
        """Edit what a row says."""
        found = event_in_focus(self._session)
        if found is None:
            return
        item, event = found
        if row_id.startswith(ROLE):
            role = self._schema.role(event.type, row_id.removeprefix(ROLE))
            if role is not None:
                self._roles.wait_for(item, event, role)
        elif row_id in ATTRIBUTES:
            self._choose_attribute(item, event, row_id)
        elif row_id == STATUS:
            self._panel.walk()
        else:
            edits: dict[str, Callable[[Item, Event], None]] = {
                TIME: self._choose_time,
                GEO: self._choose_place,
                MENTIONS: self._add_mention,
                RELATIONS: self._choose_relation,
                OPTIONAL: self._toggle_optional,
                NOTE: self._write_note,
            }
            edits[row_id](item, event)

    def clear(self, row_id: str, place: int | None) -> None:
        """Take away what a row says, of several fillers the one at ``place``."""
        found = event_in_focus(self._session)
        if found is None:
            return
        item, event = found
        verb = self._clearing(item, event, row_id, place)
        if verb is None:
            self._session.refused.emit(tr("There is nothing to clear in this row."))
            return
        self._session.perform(verb)

    def _clearing(
        self, item: Item, event: Event, row_id: str, place: int | None
    ) -> Callable[[Project, Worksheet], Changes] | None:
        if row_id.startswith(ROLE):
            return self._clearing_role(item, event, row_id.removeprefix(ROLE), place)
        if row_id == MENTIONS and place is not None:
            mention = event.mentions[place]
            return lambda project, sheet: event_details.remove_mention(project, sheet, item.id, mention)
        if row_id == RELATIONS and place is not None:
            relation = event.relations[place]
            return lambda project, sheet: event_details.remove_relation(project, sheet, item.id, relation)
        return self._clearing_detail(item, event, row_id)

    def _clearing_role(
        self, item: Item, event: Event, name: str, place: int | None
    ) -> Callable[[Project, Worksheet], Changes] | None:
        if place is not None:
            argument = event.fillers(name)[place]
            return lambda project, sheet: correct.clear_argument(project, sheet, item.id, argument)
        if name in event.not_stated:
            return lambda project, sheet: event_details.say_not_stated(project, sheet, item.id, name)
        return None

    def _clearing_detail(self, item: Item, event: Event, row_id: str) -> Callable[[Project, Worksheet], Changes] | None:
        if row_id in USUAL and getattr(event, row_id) != (USUAL[row_id] or None):
            usual = USUAL[row_id]
            return lambda project, sheet: correct.set_attribute(project, sheet, item.id, row_id, usual)
        if row_id == TIME and event.time != EventTime():
            return lambda project, sheet: event_details.set_event_time(project, sheet, item.id, EventTime())
        if row_id == GEO and event.geo != EventGeo():
            return lambda project, sheet: event_details.set_event_geo(project, sheet, item.id, EventGeo())
        if row_id == OPTIONAL and event.optional:
            return lambda project, sheet: event_details.set_optional(project, sheet, item.id, is_optional=False)
        if row_id == NOTE and event.note:
            return lambda project, sheet: event_details.set_value_note(project, sheet, item.id, "")
        return None

    # Rows

    def _choose_attribute(self, item: Item, event: Event, attribute: str) -> None:
        modes = self._schema.event_type(event.type).modes if self._schema.has_type(event.type) else ()
        values = ("", *modes) if attribute == "mode" else self._schema.values(attribute)
        now = str(getattr(event, attribute) if getattr(event, attribute) is not None else "")
        choices = [
            Choice(value or NOTHING, value.replace("_", " ") or tr("none"), tr("as it is") if value == now else "")
            for value in values
        ]

        def put(value: str) -> None:
            chosen = "" if value == NOTHING else value
            self._session.perform(
                lambda project, sheet: correct.set_attribute(project, sheet, item.id, attribute, chosen)
            )

        self._chooser.ask(attribute.capitalize(), choices, put, attribute.capitalize())

    def _choose_time(self, item: Item, event: Event) -> None:
        """From the likeliest times by their numbers, or written."""
        sheet = self._session.sheet
        if sheet is None:
            return
        times = likely_times(sheet, event)
        choices = [Choice(time_key(time), said_event_time(time) or time.norm or "", words) for time, words in times]
        rest = [Choice(WRITE, tr("Write dates, norm, precision, basis …"))]
        rest += [Choice(NOTHING, tr("No time"))] if event.time != EventTime() else []
        # Within reach of a number, however many times the article has.
        choices[SEEN:SEEN] = rest
        by_key = {time_key(time): time for time, _words in times}

        def put(chosen: str) -> None:
            if chosen == WRITE:
                self._write_time(item, event)
            elif chosen == NOTHING:
                self.clear(TIME, None)
            else:
                time = by_key[chosen]
                self._session.perform(
                    lambda project, sheet: event_details.set_event_time(project, sheet, item.id, time)
                )

        self._chooser.ask(tr("When was it?"), choices, put, tr("A time of the article"), is_numbered=True)

    def _write_time(self, item: Item, event: Event) -> None:
        shown = written_time(event.time)
        fields = [
            EditorField("dates", tr("Dates"), shown.dates, (), tr("2023-11-10 · from 3 May 2024 · … to … · none")),
            EditorField("norm", tr("Norm"), shown.norm, (), "2023-11-10/"),
            EditorField("precision", tr("Precision"), shown.precision, self._schema.values("time_precision")),
            EditorField("basis", tr("Basis"), shown.basis, self._schema.values("time_basis")),
        ]

        def put(values: dict[str, str]) -> Mapping[str, str] | None:
            try:
                time = read_event_time(WrittenTime(**values), event.time, self._schema)
            except WrongFieldsError as error:
                return error.reasons
            self._session.perform(lambda project, sheet: event_details.set_event_time(project, sheet, item.id, time))
            return None

        self._form().ask(tr("When was it?"), fields, put)

    def _choose_place(self, item: Item, event: Event) -> None:
        """From the likeliest places by their numbers, or written in one line."""
        sheet = self._session.sheet
        if sheet is None:
            return
        places = likely.likely_places(self._schema, sheet, event)
        choices = [Choice(place_key(geo), said_place(geo) or tr("nowhere in particular")) for geo in places]
        by_key = {place_key(geo): geo for geo in places}

        def put(chosen: str) -> None:
            def verb(project: Project, sheet: Worksheet) -> Changes:
                geo = by_key.get(chosen) or read_place(chosen, event.geo, self._schema)
                return event_details.set_event_geo(project, sheet, item.id, geo)

            self._session.perform(verb)

        now = said_place(event.geo) or tr("nowhere in particular")
        title = tr("Where was it? Now: {place}", place=now)
        self._chooser.ask(title, choices, put, tr("or write: lt lv border"), is_numbered=True, is_free=True)

    def _add_mention(self, item: Item, event: Event) -> None:
        span = self._article.selection()
        if span is not None:
            self._roles.add_mention(item, span)
        else:
            self._roles.wait_for_mention(item, event)

    def _choose_relation(self, item: Item, event: Event) -> None:
        sheet = self._session.sheet
        others = [other for other in sheet.events if other.id != item.id] if sheet is not None else []
        if sheet is None or not others:
            self._session.refused.emit(tr("There is no other event in this article to relate it to."))
            return
        others.sort(key=lambda other: abs(anchor_of(other.value).start - event.trigger.start))
        choices = []
        for other in others:  # all that the nearest may be comes within reach of a number
            words, label = self._said_event(sheet, other)
            choices += [
                Choice(f"{kind}={other.id}", f"{kind.replace('_', ' ')} {words}", label)
                for kind in self._schema.relations
                if Relation(kind, other.id) not in event.relations
            ]

        def put(chosen: str) -> None:
            kind, _, target = chosen.partition("=")
            self._session.perform(
                lambda project, sheet: event_details.add_relation(project, sheet, item.id, Relation(kind, target))
            )

        hint = tr("part of, caused by … and a trigger")
        self._chooser.ask(tr("The event is"), choices, put, hint, is_numbered=True)

    def _said_event(self, sheet: Worksheet, item: Item) -> tuple[str, str]:
        """An event's words and the label of its type."""
        name = item.value.type if isinstance(item.value, Event) else ""
        label = self._schema.event_type(name).label if self._schema.has_type(name) else name
        return said_filler(item.value, sheet.document.text), label

    def _toggle_optional(self, item: Item, event: Event) -> None:
        self._session.perform(
            lambda project, sheet: event_details.set_optional(project, sheet, item.id, is_optional=not event.optional)
        )

    def _write_note(self, item: Item, event: Event) -> None:
        def put(words: str) -> str | None:
            try:
                self._session.perform(
                    lambda project, sheet: event_details.set_value_note(project, sheet, item.id, words)
                )
            except KnownError as error:
                return told(error)
            return None

        self._prompt.ask(tr("Note that travels with the event"), event.note or "", put, tr("A few words"))

    @property
    def _schema(self) -> Schema:
        return self._session.project.schema
