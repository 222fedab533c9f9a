"""A quantity as the lines of its form show it, and read back from them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.figure import TEMPORAL_KINDS, Figure
from border_annotator.domain.span import Span
from border_annotator.domain.wording import said_figure, said_number
from border_annotator.services.written_details import WrongFieldsError, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.figure import Number
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Worksheet

LINKS = ("period", "of_total", "repeat_of", "superseded_by")
"""The fields that name another figure of the article."""
NUMBERS = ("value", "min", "max")
FIELDS = ("kind", *NUMBERS, "comparator", "change", "unit", "counted", *LINKS, "note")
_NORM = re.compile(r"[\dXP][\dA-Z:+./-]*")
_NO_LINK = frozenset({"", "-", "–", "none"})
_AT_ITS_END = re.compile(r",\s*(\w+)\s*$")


def closed_lists(schema: Schema) -> dict[str, tuple[str, ...]]:
    """The words that the fields with closed lists take."""
    return {
        "kind": schema.figure_kinds,
        "comparator": schema.comparators,
        "change": schema.changes,
        "unit": schema.units,
        "bound": schema.bounds,
        "basis": schema.values("time_basis"),
    }


def counted_elsewhere(sheet: Worksheet, figure: Figure) -> tuple[str, ...]:
    """What other figures of the article count, each once."""
    others = (item.value for item in sheet.figures if item.id != figure.id)
    counted = {other.counted for other in others if isinstance(other, Figure) and other.counted}
    return tuple(sorted(counted - {figure.counted}))


def link_words(sheet: Worksheet, figure: Figure) -> dict[str, str]:
    """What to call each other figure of the article, by its id, the nearest first; no two are called the same."""
    others = [item.value for item in sheet.figures if isinstance(item.value, Figure) and item.id != figure.id]
    others.sort(key=lambda other: abs(other.span.start - figure.span.start))
    words, taken = {}, set()
    for other in others:
        surface = " ".join(other.span.text_in(sheet.document.text).split())
        said = said_figure(other)
        name = base = surface if said in (surface, "?") else f"{surface} · {said}"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        words[other.id] = name
    return words


def written_quantity(figure: Figure, names: Mapping[str, str]) -> dict[str, str]:
    """The fields of a quantity in words that ``read_quantity_fields`` reads back; ``names`` are ``link_words``."""
    links = {"period": figure.period, "of_total": figure.of_total}
    links |= {"repeat_of": figure.repeat_of, "superseded_by": figure.superseded_by}
    return {
        "kind": figure.kind,
        "value": _said(figure.value),
        "min": _said(figure.minimum),
        "max": _said(figure.maximum),
        "comparator": figure.comparator or "",
        "change": figure.change or "",
        "unit": figure.unit or "",
        "counted": figure.counted or "",
        **{key: names.get(link or "", link or "") for key, link in links.items()},
        "note": figure.note or "",
    }


def read_quantity_fields(
    figure: Figure, written: Mapping[str, str], names: Mapping[str, str], schema: Schema
) -> Figure:
    """The quantity that the lines of a form say; what they leave as it was stays. Raises ``WrongFieldsError``."""
    shown, lists = written_quantity(figure, names), closed_lists(schema)
    wrong: dict[str, str] = {}
    read: dict[str, object] = {}
    for field in FIELDS:
        words = written[field].strip()
        if words == shown[field]:
            continue
        try:
            if field in NUMBERS:
                read[{"min": "minimum", "max": "maximum"}.get(field, field)] = read_number(words)
            elif field in LINKS:
                read[field] = _read_link(words, names, may_be_norm=field == "period")
            elif field in lists:
                read[field] = one_of(words, lists[field], field) if words or field == "kind" else None
            else:
                read[field] = " ".join(words.split()) or None
        except KnownError as error:
            wrong[field] = str(error)
    if wrong:
        raise WrongFieldsError(wrong)
    changed = replace(figure, **read)  # type: ignore[arg-type] # each field was read as what it is
    _must_make_sense(changed)
    if changed.kind in TEMPORAL_KINDS:
        nothing = dict.fromkeys(("value", "minimum", "maximum", "comparator", "change", "unit", "counted", *LINKS))
        changed = replace(changed, **nothing)  # type: ignore[arg-type] # none of them is a time's
    return changed


def _must_make_sense(figure: Figure) -> None:
    low, high = figure.minimum, figure.maximum
    if low is not None and high is not None and low > high:
        raise WrongFieldsError({"max": f"{said_number(high)} is less than {said_number(low)}."})
    if figure.comparator == "between" and (low is None or high is None):
        raise WrongFieldsError({"min" if low is None else "max": "“between” needs the least and the most."})
    if figure.comparator == "between" and figure.value is not None:
        raise WrongFieldsError({"value": "“between” has no value of its own: leave it empty."})


def read_line(figure: Figure, written: str, schema: Schema) -> Figure:
    """A quantity as one line says it: “approx. 300 persons, additional”, “10-12”, “EUR 2.4 million”.

    An amount alone leaves the rest as it was. Raises ``KnownError`` when no amount can be told.
    """
    from border_annotator.nlp.figures import find_quantities, parse_value, read_quantity

    words, change = " ".join(written.split()), None
    ending = _AT_ITS_END.search(words)
    if ending is not None and ending[1].casefold() in schema.changes:
        words, change = words[: ending.start()], ending[1].casefold()
    try:
        parsed = parse_value(words)
    except KnownError:
        inside = find_quantities(words)
        if len(inside) != 1 or any(c.isdigit() for c in words[: inside[0].start] + words[inside[0].end :]):
            raise
        found = read_quantity(words, Span(0, len(words)))
        changed = replace(
            figure,
            kind=found.kind,
            value=found.value,
            minimum=found.minimum,
            maximum=found.maximum,
            comparator=found.comparator,
            unit=found.unit,
            counted=found.counted,
        )
        said = found.change
    else:
        changed = replace(
            figure,
            value=parsed.value,
            minimum=parsed.minimum,
            maximum=parsed.maximum,
            comparator=parsed.comparator,
        )
        said = parsed.change
    return replace(changed, change=change or (figure.change if said in (None, "none") else said) or "none")


def read_number(written: str) -> Number | None:
    """A number as it is written: “10,000”, “2.4”, “three”; ``None`` for nothing. Raises ``KnownError``."""
    from border_annotator.nlp.numbers import number_value

    if written.strip() in _NO_LINK:
        return None
    value = number_value(written.strip())
    if value is None:
        raise KnownError("“{written}” is no number: write it like 10,000 or 2.4.", written=written.strip()[:40])
    return value


def _read_link(written: str, names: Mapping[str, str], *, may_be_norm: bool) -> str | None:
    if written.casefold() in _NO_LINK:
        return None
    exact = next((key for key, name in names.items() if name.casefold() == written.casefold()), None)
    if exact is not None:
        return exact
    if may_be_norm and _NORM.fullmatch(written):
        return written
    fitting = fitting_links(written, names)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise KnownError("“{written}” is no figure of this article: choose one from the list.", written=written[:40])
    raise KnownError(
        "“{written}” is {count} figures of this article: choose one from the list.",
        written=written[:40],
        count=len(fitting),
    )


def fitting_links(written: str, names: Mapping[str, str]) -> Sequence[str]:
    """The ids of the figures whose names hold every written word, in the order of ``names``."""
    parts = written.casefold().split()
    return [key for key, name in names.items() if all(part in name.casefold() for part in parts)]


def _said(number: Number | None) -> str:
    return "" if number is None else said_number(number)
