"""The reviewer's corrections of what is there: types, triggers, roles, attributes, figures, spans."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.schema import EVENT, FIGURE_QUANTITY, FIGURE_TEMPORAL, SPAN, EventType, Role, filler_word
from border_annotator.domain.sentence import say, say_count
from border_annotator.domain.words import reads_as_prose
from border_annotator.domain.worksheet import State
from border_annotator.services import annotate
from border_annotator.services.draft import Draft
from border_annotator.services.places import placed_by_arguments
from border_annotator.services.review import found, lay, make_room, named, quoted
from border_annotator.services.times import dated_by_arguments, event_as_of
from border_annotator.services.written_dates import said_dates, with_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project

EVENT_ATTRIBUTES = ("status", "polarity", "genericity", "attribution", "severity", "mode")

SAME_THING = 0.5
"""How much of a selection and a marked span must coincide (intersection over union) to mean the same mention."""


READERS = (
    "numbers", "calendar_dates", "time_shapes", "calendar_norms", "named_before", "time_norms", "dates", "shares",
    "figures", "geo", "composed_names", "named_people", "entities", "event_status", "event_attributes",
)  # fmt: skip
"""What reads a selection, in such an order that no module brings much more than its own patterns with it."""


def prepare() -> Iterator[None]:
    """Load what reading a selection needs, step by step, so that the first correction is as quick as the next.

    It may run in a thread. The patterns of numbers, dates and names take a moment to load; they are kept out of the
    program's start.
    """
    for name in READERS:
        importlib.import_module(f"border_annotator.nlp.{name}")
        yield


def must_be_free(sheet: Worksheet, span: Span) -> None:
    """Raise ``KnownError`` where nothing may be annotated: outside the text, in boilerplate, in a date header."""
    if not span.fits(sheet.document.text):
        raise KnownError("That selection lies outside the article: select again.")
    if sheet.document.layout.is_masked(span):
        raise KnownError("That is boilerplate or the date line, which are never annotated: select in the article.")


def found_event(sheet: Worksheet, event_id: str) -> tuple[Item, Event]:
    """The event of that id; raises ``KnownError``."""
    item = found(sheet, event_id)
    if not isinstance(item.value, Event):
        raise KnownError("That is not an event: choose an event first.")
    return item, item.value


def change_type(project: Project, sheet: Worksheet, event_id: str, type_name: str) -> Changes:
    """Give an event another type, with that type's severity.

    The mode and the arguments stay where the new type has them and takes what fills them; in a role that does not
    repeat the first one stays.
    """
    item, event = found_event(sheet, event_id)
    event_type = known_type(project, type_name)
    if event.type == type_name:
        raise KnownError("It is {type} already.", type=event_type.label)
    kept: list[Argument] = []
    for argument in event.arguments:
        role = project.schema.role(type_name, argument.role)
        target = sheet.find(argument.ref) if argument.ref else None
        if role is None or not role.takes(filler_word(target.value if target else None)):
            continue
        if role.repeat or all(other.role != role.name for other in kept):
            kept.append(argument)
    mode = event.mode if event.mode in event_type.modes else None
    changed = replace(event, type=type_name, arguments=tuple(kept), mode=mode, severity=event_type.default_severity)
    draft = Draft(sheet, project.schema)
    draft.put(item, changed)
    left_out = len(event.arguments) - len(kept)
    label = say("Change {item} to {type}", item=named(project, sheet, item), type=event_type.label)
    if left_out:
        one, many = "{edit}, {count} role that does not fit left out", "{edit}, {count} roles that do not fit left out"
        label = say_count(one, many, left_out, edit=label)
    return annotate.apply(project, draft.edit(label))


def set_trigger(project: Project, sheet: Worksheet, event_id: str, span: Span) -> Changes:
    """Move an event's trigger to another span."""
    item, event = found_event(sheet, event_id)
    must_be_free(sheet, span)
    draft = Draft(sheet, project.schema)
    draft.put(item, replace(event, trigger=span, mentions=tuple(m for m in event.mentions if m != span)))
    return annotate.apply(project, draft.edit(say("Set the trigger of {item}", item=named(project, sheet, item))))


def set_attribute(project: Project, sheet: Worksheet, event_id: str, attribute: str, value: str) -> Changes:
    """Set ``status``, ``polarity``, ``genericity``, ``attribution``, ``severity`` or ``mode`` of an event.

    The mode may be empty, which takes it away. What becomes hypothetical or negative has no severity, and the type's
    own again when it is taken back.
    """
    item, event = found_event(sheet, event_id)
    if attribute not in EVENT_ATTRIBUTES:
        raise KnownError(
            "An event has no {attribute}: choose one of {choices}.",
            attribute=attribute,
            choices=", ".join(EVENT_ATTRIBUTES),
        )
    modes = ("", *known_type(project, event.type).modes)
    allowed = modes if attribute == "mode" else project.schema.values(attribute)
    if value not in allowed:
        choices = ", ".join(word for word in allowed if word) or say("nothing, as this type has none")
        raise KnownError(
            "“{value}” is not a {attribute}: choose one of {choices}.",
            value=value,
            attribute=attribute,
            choices=choices,
        )
    draft = Draft(sheet, project.schema)
    usual = known_type(project, event.type).default_severity
    draft.put(item, _as_grave(event, _with_attribute(event, attribute, value), usual))
    words = say(
        "Set {attribute} of {item} to {value}",
        attribute=attribute,
        item=named(project, sheet, item),
        value=value or say("nothing"),
    )
    return annotate.apply(project, draft.edit(words))


def _as_grave(before: Event, after: Event, usual: int) -> Event:
    """An event with the severity that follows from whether it is real (guidelines, section 10, rule 10)."""
    if _is_unreal(after) and not _is_unreal(before):
        return replace(after, severity=0)
    if _is_unreal(before) and not _is_unreal(after) and before.severity == 0:
        return replace(after, severity=usual)
    return after


def _is_unreal(event: Event) -> bool:
    return event.status == "hypothetical" or event.polarity == "negative"


def _with_attribute(event: Event, attribute: str, value: str) -> Event:
    match attribute:
        case "status":
            return replace(event, status=value)
        case "polarity":
            return replace(event, polarity=value)
        case "genericity":
            return replace(event, genericity=value)
        case "attribution":
            return replace(event, attribution=value)
        case "mode":
            return replace(event, mode=value or None)
        case _:
            return replace(event, severity=int(value))


def fill_role(project: Project, sheet: Worksheet, event_id: str, role_name: str, filler_id: str) -> Changes:
    """Let an annotation of the article fill a role; in a role that does not repeat it takes the old one's place."""
    item, event = found_event(sheet, event_id)
    role = _role(project, event, role_name)
    filler = found(sheet, filler_id)
    if filler_id == event_id:
        raise KnownError("An event cannot fill a role of its own.")
    if filler.state is State.REJECTED:
        raise KnownError("{filler} was rejected: restore it first.", filler=named(project, sheet, filler))
    if not role.takes(filler_word(filler.value)):
        raise KnownError(
            "{filler} cannot be a {role}: it takes {takes}.",
            filler=named(project, sheet, filler),
            role=role.name,
            takes=_takes(role),
        )
    draft = Draft(sheet, project.schema)
    draft.put(item, _following(item, event, _filled(event, role, Argument(role.name, ref=filler_id)), sheet))
    whole = say(
        "Set {role} of {item} to {words}",
        role=role.name,
        item=named(project, sheet, item),
        words=quoted(sheet, anchor_of(filler.value)),
    )
    return annotate.apply(project, draft.edit(whole))


def fill_role_from_text(
    project: Project, sheet: Worksheet, event_id: str, role_name: str, span: Span, label: str | None = None
) -> Changes:
    """Let a selected stretch of text fill a role.

    What is marked there already and fits the role is used. Otherwise the stretch becomes a new figure or entity
    (with ``label``, or the likeliest of the labels that the role takes), or fills the role as it is: where it is too
    long for a name, where the role takes nothing else, and when ``label`` says ``SPAN``.
    """
    item, event = found_event(sheet, event_id)
    role = _role(project, event, role_name)
    must_be_free(sheet, span)
    there = filler_at(sheet, role, span)
    if there is not None and there.id != event_id and (label is None or filler_word(there.value) == label):
        return fill_role(project, sheet, event_id, role_name, there.id)
    draft = Draft(sheet, project.schema)
    made = _made_for(sheet, role, span, label)
    if made is None:
        argument = Argument(role.name, span=span)
    else:
        draft.put(None, made)
        make_room(project, sheet, draft, made)
        argument = Argument(role.name, ref=made.id)
    draft.put(item, _following(item, event, _filled(event, role, argument), sheet, made))
    return annotate.apply(
        project, draft.edit(say("Set {role} of {item}", role=role.name, item=named(project, sheet, item)))
    )


def filler_at(sheet: Worksheet, role: Role, span: Span) -> Item | None:
    """What is marked at a selection and may fill the role.

    That is the same mention, or else the only entity or figure that the selection holds or lies in.
    """
    fitting = [item for item in sheet.at(span) if role.takes(filler_word(item.value))]
    for item in fitting:
        mine = item.value.trigger if isinstance(item.value, Event) else item.value.span
        if mine.shared(span) / (max(mine.end, span.end) - min(mine.start, span.start)) >= SAME_THING:
            return item
    nested = [
        item
        for item in fitting
        if not isinstance(item.value, Event) and (item.value.span.contains(span) or span.contains(item.value.span))
    ]
    return nested[0] if len(nested) == 1 else None


def clear_argument(project: Project, sheet: Worksheet, event_id: str, argument: Argument) -> Changes:
    """Take one filler out of an event; the filler itself stays."""
    item, event = found_event(sheet, event_id)
    if argument not in event.arguments:
        raise KnownError(
            "{item} has no such {role}: look at it again.", item=named(project, sheet, item), role=argument.role
        )
    draft = Draft(sheet, project.schema)
    cleared = replace(event, arguments=tuple(a for a in event.arguments if a != argument))
    draft.put(item, _following(item, event, cleared, sheet))
    return annotate.apply(
        project, draft.edit(say("Clear {role} of {item}", role=argument.role, item=named(project, sheet, item)))
    )


def must_be_quantity(written: str) -> None:
    """Raise ``KnownError`` with the reason when a reviewer's words are no quantity."""
    from border_annotator.nlp.figures import parse_value

    parse_value(written)


def set_quantity(project: Project, sheet: Worksheet, figure_id: str, written: str) -> Changes:
    """Set what a figure says from what the reviewer wrote: “40”, “about 300”, “10-12”, “at least 40”.

    Raises ``KnownError`` when that is not a quantity, or the figure is a time.
    """
    from border_annotator.nlp.figures import parse_value

    item = found(sheet, figure_id)
    if not isinstance(item.value, Figure) or item.value.is_temporal:
        raise KnownError("That is not a quantity: choose a figure that counts or measures something.")
    parsed = parse_value(written)
    changed = replace(
        item.value,
        value=parsed.value,
        minimum=parsed.minimum,
        maximum=parsed.maximum,
        comparator=parsed.comparator,
        change=item.value.change if parsed.change == "none" else parsed.change,
    )
    draft = Draft(sheet, project.schema)
    lay(project, sheet, draft, item, changed)
    return annotate.apply(
        project, draft.edit(say("Set {item} to {written}", item=named(project, sheet, item), written=written.strip()))
    )


def must_be_dates(figure: Figure, written: str) -> None:
    """Raise ``KnownError`` with the reason when a reviewer's words are no dates for a time."""
    with_dates(figure, written)


def set_dates(project: Project, sheet: Worksheet, figure_id: str, written: str) -> Changes:
    """Set the days that a time means: “2023-11-10”, “3 May 2024 to 5 May 2024”, “from 3 May 2024”, “none”.

    The reviewer's own events that were dated by it follow, and the others when they are accepted. What was set like
    this stays when the publication date changes. Raises ``KnownError`` when that are no dates, or it is no time.
    """
    item = found(sheet, figure_id)
    if not isinstance(item.value, Figure) or not item.value.is_temporal:
        raise KnownError("That is no time: choose a date, a period or a clock time.")
    changed = with_dates(item.value, written)
    draft = Draft(sheet, project.schema)
    if changed != item.value:
        lay(project, sheet, draft, item, changed)
        for other in sheet.referring_to(item.id):
            if other.is_reviewed and isinstance(other.value, Event):
                values = {i.id: i.value for i in sheet.figures}
                draft.put(other, event_as_of(other.value, values, {**values, item.id: changed}, ()))
    words = say(
        "Set the dates of {words} to {dates}",
        words=quoted(sheet, item.value.span),
        dates=said_dates(changed) or say("none"),
    )
    return annotate.apply(project, draft.edit(words))


def set_label(project: Project, sheet: Worksheet, entity_id: str, label: str) -> Changes:
    """Give an entity another label, which takes its link away; events whose role does not take it now lose it."""
    item = found(sheet, entity_id)
    if not isinstance(item.value, Entity):
        raise KnownError("That is not an entity: choose an entity first.")
    name = known_label(project, label)
    if label == item.value.label:
        raise KnownError("It is {name} already.", name=name)
    draft = Draft(sheet, project.schema)
    lay(project, sheet, draft, item, replace(item.value, label=label, link=None))
    return annotate.apply(
        project, draft.edit(say("Change {item} to {name}", item=named(project, sheet, item), name=name))
    )


def clean_link(written: str | None) -> str | None:
    """The link that a reviewer wrote, ``None`` for none; raises ``KnownError`` when it has not the shape of one."""
    link = (written or "").strip()
    before, colon, after = link.partition(":")
    if link and not (before and colon and after and not any(c.isspace() for c in link)):
        raise KnownError("“{link}” is not a link: write it like “place:kena”, or leave it out.", link=link[:60])
    return link or None


def set_link(project: Project, sheet: Worksheet, entity_id: str, written: str) -> Changes:
    """Say whom or what a name stands for, like “iso:LT” or “place:kena”; an empty text takes the link away."""
    item = found(sheet, entity_id)
    if not isinstance(item.value, Entity):
        raise KnownError("That is not an entity: choose an entity first.")
    link = clean_link(written)
    draft = Draft(sheet, project.schema)
    if link != item.value.link:
        lay(project, sheet, draft, item, replace(item.value, link=link))
    return annotate.apply(
        project, draft.edit(say("Link {item} to {link}", item=named(project, sheet, item), link=link or say("nothing")))
    )


def _made_for(sheet: Worksheet, role: Role, span: Span, label: str | None) -> Entity | Figure | None:
    from border_annotator.nlp.dates import read_time
    from border_annotator.nlp.entities import guess_label
    from border_annotator.nlp.figures import read_quantity

    text, published = sheet.document.text, sheet.document.layout.published.value
    if label is not None and not role.takes(label):
        raise KnownError(
            "“{filler}” cannot be a {role}: it takes {takes}.",
            filler=_said_filler(label),
            role=role.name,
            takes=_takes(role),
        )
    if label == SPAN:
        return None
    if role.takes(FIGURE_TEMPORAL) and label in (None, FIGURE_TEMPORAL):
        time = read_time(text, span, published)
        if time is not None:
            return time
    if role.takes(FIGURE_QUANTITY) and label in (None, FIGURE_QUANTITY):
        quantity = read_quantity(text, span)
        says_something = (quantity.value, quantity.minimum, quantity.maximum) != (None, None, None)
        if says_something or label is not None or not role.takes(SPAN):
            return quantity
    if label is None and role.takes(SPAN) and reads_as_prose(span.text_in(text)):
        return None
    if role.entity_labels and (label is None or label in role.entity_labels):
        allowed = role.entity_labels if label is None else (label,)
        chosen, link, mention = guess_label(span.text_in(text), allowed)
        return Entity(new_id(), span, chosen, mention, link)
    if role.takes(SPAN) and label is None:
        return None
    raise KnownError(
        "{words} cannot be a {role}: it takes {takes}.", words=quoted(sheet, span), role=role.name, takes=_takes(role)
    )


def _following(item: Item, before: Event, after: Event, sheet: Worksheet, made: Annotation | None = None) -> Event:
    """An event whose arguments have changed, with its time and its place as they say them now."""
    dated = dated_by_arguments(before, after, sheet, made)
    return placed_by_arguments(before, dated, sheet, made, is_new=item.suggestion is None)


def _filled(event: Event, role: Role, argument: Argument) -> Event:
    if argument in event.arguments:
        raise KnownError("It fills {role} already.", role=role.name)
    others = event.arguments if role.repeat else tuple(a for a in event.arguments if a.role != role.name)
    return replace(event, arguments=(*others, argument)).saying(role.name, is_stated=True)


def known_type(project: Project, name: str) -> EventType:
    """The event type of that name; raises ``KnownError``."""
    if not project.schema.has_type(name):
        raise KnownError("“{name}” is not an event type of this project's schema.", name=name)
    return project.schema.event_type(name)


def known_label(project: Project, name: str) -> str:
    """What to call the entity label of that name; raises ``KnownError``."""
    if not project.schema.has_label(name):
        raise KnownError("“{name}” is not an entity label of this project's schema.", name=name)
    return project.schema.entity_label(name).name


def _role(project: Project, event: Event, role_name: str) -> Role:
    event_type = known_type(project, event.type)
    role = project.schema.role(event.type, role_name)
    if role is None:
        raise KnownError("{type} has no role “{role_name}”.", type=event_type.label, role_name=role_name)
    return role


def _takes(role: Role) -> str:
    return ", ".join(_said_filler(fill) for fill in role.fills)


def _said_filler(word: str) -> str:
    words = {FIGURE_TEMPORAL: "a time", FIGURE_QUANTITY: "a figure", SPAN: "any text", EVENT: "an event"}
    return words.get(word, word.replace("_", " ").lower())
