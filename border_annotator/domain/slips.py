"""What a machine got wrong, one slip at a time and by cause, so that the next improvement can be chosen from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.matching import overlap_ratio, pairs
from border_annotator.domain.pairing import judge_figure
from border_annotator.domain.span import Span
from border_annotator.domain.wording import said_time, said_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.pairing import Pairing

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Slip:
    """One error: ``part`` is what it concerns (``entity``, ``figure`` …), ``cause`` what is wrong with it.

    ``detail`` tells slips of one cause apart by something that may recur: a label, a type, “planned → occurred”.
    ``span`` is where to look, ``None`` when nothing of the text is concerned.
    """

    part: str
    cause: str
    detail: str
    span: Span | None


def turned(gold: object, found: object) -> str:
    """“what it is → what it was taken for”."""
    return f"{_plain(gold)} → {_plain(found)}"


def entity_slips(pairing: Pairing) -> Iterator[Slip]:
    """Names and common nouns: missed, spurious, wrong in label, span or link."""
    gold, found = pairing.gold.entities, pairing.found.entities
    lost = [i for i, e in enumerate(gold) if e.mention == "NAM" and i not in pairing.named]
    taken = set(pairing.named.values())
    extra = [j for j in range(len(found)) if j not in taken and j not in pairing.forgiven]
    mistaken = _near(gold, found, lost, extra)
    for i, j in pairing.named.items():
        one, other = gold[i], found[j]
        if one.span != other.span:
            yield Slip("entity", "wrong span", one.label, other.span)
        if one.link != other.link:
            yield Slip("entity", "wrong link", turned(one.link, other.link), one.span)
    for i, j in mistaken.items():
        if not gold[i].optional:
            yield Slip("entity", "wrong label", turned(gold[i].label, found[j].label), gold[i].span)
    yield from (Slip("entity", "missed", gold[i].label, gold[i].span) for i in lost if _counts(gold[i], i, mistaken))
    for j in set(extra) - set(mistaken.values()):
        yield Slip("entity", "spurious", found[j].label, found[j].span)
    yield from _noun_slips(pairing)


def _noun_slips(pairing: Pairing) -> Iterator[Slip]:
    gold, found = pairing.gold.entities, pairing.found.entities
    lost = [i for i, e in enumerate(gold) if e.mention == "NOM" and i not in pairing.mentions]
    taken = set(pairing.mentions.values())
    extra = [j for j in pairing.forgiven if j not in taken]
    mistaken = _near(gold, found, lost, extra)
    for i, j in mistaken.items():
        if not gold[i].optional:
            yield Slip("common noun", "wrong label", turned(gold[i].label, found[j].label), gold[i].span)
    for i in lost:
        if _counts(gold[i], i, mistaken):
            yield Slip("common noun", "missed", gold[i].label, gold[i].span)
    for j in set(extra) - set(mistaken.values()):
        yield Slip("common noun", "spurious", found[j].label, found[j].span)


def _near(gold: Sequence[Entity], found: Sequence[Entity], lost: list[int], extra: list[int]) -> dict[int, int]:
    """What was found in place of what was lost."""
    near = pairs([gold[i].span for i in lost], [found[j].span for j in extra], overlap_ratio)
    return {lost[i]: extra[j] for i, j in near.items()}


def _counts(annotation: Entity, index: int, mistaken: Mapping[int, int]) -> bool:
    return index not in mistaken and not annotation.optional


def figure_slips(pairing: Pairing) -> Iterator[Slip]:
    """Figures: missed, spurious, wrong in span, kind, value, comparator, change, what is counted, or date."""
    gold, found = pairing.gold.figures, pairing.found.figures
    for i, j in pairing.figures.items():
        one, other = gold[i], found[j]
        if one.span != other.span:
            yield Slip("figure", "wrong span", one.kind, other.span)
        if one.kind != other.kind:
            yield Slip("figure", "wrong kind", turned(one.kind, other.kind), one.span)
        yield from _value_slips(one, other)
    for i, figure in enumerate(gold):
        if i not in pairing.figures and not figure.optional:
            yield Slip("figure", "missed", figure.kind, figure.span)
    taken = set(pairing.figures.values())
    for j, figure in enumerate(found):
        if j not in taken:
            yield Slip("figure", "spurious", figure.kind, figure.span)


def _value_slips(gold: Figure, found: Figure) -> Iterator[Slip]:
    verdict = judge_figure(gold, found)
    if gold.is_temporal:
        if not verdict.time:
            yield Slip("figure", "wrong date", turned(_dated(gold), _dated(found)), gold.span)
        return
    if not verdict.value:
        yield Slip("figure", "wrong value", turned(said_value(gold), said_value(found)), gold.span)
    if not verdict.comparator:
        yield Slip("figure", "wrong comparator", turned(gold.comparator, found.comparator), gold.span)
    if not verdict.change:
        yield Slip("figure", "wrong change", turned(gold.change, found.change), gold.span)
    if gold.kind == "count" and not verdict.counted:
        yield Slip("figure", "wrong counted", turned(gold.counted, found.counted), gold.span)


def layout_slips(pairing: Pairing) -> Iterator[Slip]:
    """What was annotated where nothing may be, lines wrongly taken for boilerplate or for text, title and date."""
    gold, found = pairing.gold.layout, pairing.found.layout
    for annotation in pairing.found.annotations():
        if gold.is_masked(anchor_of(annotation)):
            yield Slip("layout", "annotated in boilerplate", type(annotation).__name__.lower(), anchor_of(annotation))
    theirs, ours = [b.span for b in gold.boilerplate], [b.span for b in found.boilerplate]
    for line in gold.boilerplate:
        for span in _outside(line.span, ours):
            yield Slip("layout", "boilerplate missed", line.kind, span)
    for line in found.boilerplate:
        for span in _outside(line.span, theirs):
            yield Slip("layout", "text masked", line.kind, span)
    if gold.title != found.title:
        cause = "title missed" if found.title is None else "wrong title"
        yield Slip("layout", cause, NOTHING if gold.title is None else "title", gold.title or found.title)
    one, other = gold.published, found.published
    if one.value != other.value:
        yield Slip("layout", "wrong publication date", turned(one.value, other.value), one.span or other.span)


def _outside(span: Span, others: list[Span]) -> list[Span]:
    """The parts of a span that none of the others covers."""
    parts, start = [], span.start
    for other in sorted(others):
        if other.overlaps(span):
            if other.start > start:
                parts.append(Span(start, other.start))
            start = max(start, other.end)
    if start < span.end:
        parts.append(Span(start, span.end))
    return parts


def _dated(figure: Figure) -> str:
    """The norm and the dates: either may be what is wrong."""
    return " = ".join(dict.fromkeys(part for part in (figure.norm, said_time(figure)) if part))


def _plain(value: object) -> str:
    if isinstance(value, set | frozenset | tuple | list):
        return "+".join(sorted(str(part) for part in value)) or NOTHING
    return NOTHING if value is None or value == "" else str(value)
