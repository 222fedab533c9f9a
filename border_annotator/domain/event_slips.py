"""What a machine got wrong about events: triggers, types, attributes and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.event_agreement import ATTRIBUTES, event_score, filler_score, same_time
from border_annotator.domain.matching import pairs
from border_annotator.domain.slips import Slip, turned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.event import Argument, Event, EventTime
    from border_annotator.domain.pairing import Pairing
    from border_annotator.domain.span import Span


def event_slips(pairing: Pairing) -> Iterator[Slip]:
    """Events missed, spurious, repeated or of the wrong type, and what is wrong in those that were found."""
    gold, found, match = pairing.gold.events, pairing.found.events, pairing.events
    lost = [i for i in range(len(gold)) if i not in match.pairs]
    taken = set(match.pairs.values())
    extra = [j for j in range(len(found)) if j not in taken and j not in match.repeated]
    near = pairs([gold[i] for i in lost], [found[j] for j in extra], event_score)
    mistaken = {lost[i]: extra[j] for i, j in near.items()}
    for i, event in enumerate(gold):
        if event.optional:
            continue
        if i in mistaken:
            yield Slip("event", "wrong type", turned(event.type, found[mistaken[i]].type), event.trigger)
        elif i not in match.pairs:
            yield Slip("event", "missed", event.type, event.trigger)
        else:
            yield from _attribute_slips(event, found[match.pairs[i]])
    for j in sorted(set(extra) - set(mistaken.values())):
        yield Slip("event", "spurious", found[j].type, found[j].trigger)
    for j in sorted(match.repeated):
        yield Slip("event", "repeated", found[j].type, found[j].trigger)
    yield from _role_slips(pairing)


def _attribute_slips(gold: Event, found: Event) -> Iterator[Slip]:
    for name, value in ATTRIBUTES.items():
        if value(gold) != value(found):
            yield Slip("event", f"wrong {_said(name)}", turned(value(gold), value(found)), gold.trigger)
    if gold.mode and gold.mode != found.mode:
        yield Slip("event", "wrong mode", f"{gold.type}: {turned(gold.mode, found.mode)}", gold.trigger)
    if not same_time(gold.time, found.time):
        cause = "time missed" if _is_open(found.time) else "time spurious" if _is_open(gold.time) else "wrong time"
        yield Slip("event", cause, turned(_when(gold.time), _when(found.time)), gold.trigger)


def _role_slips(pairing: Pairing) -> Iterator[Slip]:
    gold, found, match = pairing.gold.events, pairing.found.events, pairing.events
    theirs = {annotation.id: annotation for annotation in pairing.gold.annotations()}
    ours = {annotation.id: annotation for annotation in pairing.found.annotations()}
    score = filler_score(pairing.gold, pairing.found, match)
    loose = filler_score(pairing.gold, pairing.found, match, any_role=True)
    taken = set(match.pairs.values())
    for i, event in enumerate(gold):
        if event.optional:
            continue
        if i not in match.pairs:
            for argument in event.arguments:
                yield Slip("role", "lost with its event", argument.role, _place(argument, theirs) or event.trigger)
            continue
        proposed = found[match.pairs[i]].arguments
        filled = pairs(event.arguments, proposed, score)
        hits = set(filled.values())
        empty = [a for k, a in enumerate(event.arguments) if k not in filled]
        wrong = [a for k, a in enumerate(proposed) if k not in hits]
        moved = pairs(empty, wrong, loose)
        for k, m in moved.items():
            place = _place(wrong[m], ours) or event.trigger
            yield Slip("role", "wrong role", f"{event.type}: {turned(empty[k].role, wrong[m].role)}", place)
        empty = [a for k, a in enumerate(empty) if k not in moved]
        wrong = [a for k, a in enumerate(wrong) if k not in set(moved.values())]
        yield from _filler_slips(event, empty, wrong, theirs, ours)
    for j, event in enumerate(found):
        if j not in taken and j not in match.repeated:
            for argument in event.arguments:
                yield Slip("role", "of a spurious event", argument.role, _place(argument, ours) or event.trigger)


def _filler_slips(
    event: Event,
    empty: list[Argument],
    wrong: list[Argument],
    theirs: dict[str, Annotation],
    ours: dict[str, Annotation],
) -> Iterator[Slip]:
    """A role filled with something else is one slip, not a missing and a spurious one."""
    spare = list(wrong)
    for argument in empty:
        instead = next((other for other in spare if other.role == argument.role), None)
        name = f"{event.type}: {argument.role}"
        if instead is None:
            yield Slip("role", "missing", name, _place(argument, theirs) or event.trigger)
        else:
            spare.remove(instead)
            yield Slip("role", "wrong filler", name, _place(instead, ours) or event.trigger)
    for argument in spare:
        yield Slip("role", "spurious", f"{event.type}: {argument.role}", _place(argument, ours) or event.trigger)


def _place(argument: Argument, annotations: dict[str, Annotation]) -> Span | None:
    if argument.ref is None:
        return argument.span
    annotation = annotations.get(argument.ref)
    return anchor_of(annotation) if annotation is not None else None


def _is_open(time: EventTime) -> bool:
    return time.norm is None and time.start_date is None and time.end_date is None


def _when(time: EventTime) -> str | None:
    dates = [d.isoformat() if d else "…" for d in (time.start_date, time.end_date)]
    shown = dates[:1] if dates[0] == dates[1] else dates
    return " ".join((time.norm or "", "" if dates == ["…", "…"] else f"({'/'.join(shown)})")).strip() or None


def _said(name: str) -> str:
    return name.replace("geo_", "").replace("_", " ")
