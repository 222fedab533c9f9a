"""What a reviewer writes into the lines of a form: words of closed lists, an event's time and place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import EventGeo, EventTime
from border_annotator.domain.wording import said_event_time
from border_annotator.services.written_dates import NO_DATE, parse_dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.schema import Schema

COUNTRY_CODE = 2
NO_PLACE = frozenset({"", "none", "nowhere", "-"})
USUAL = frozenset({"border", "country", "locality", "point", "admin"})
"""How exact places mostly are: what a beginning means that others have too."""


class WrongFieldsError(KnownError):
    """Some lines of a form will not do; ``reasons`` says by their names why."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = dict(reasons)


def one_of(written: str, allowed: Sequence[str], what: str) -> str:
    """The word of a closed list that was meant: itself, or as much of its beginning as no other word has.

    Raises ``KnownError``.
    """
    word = "_".join(written.split()).casefold()
    exact = next((value for value in allowed if value.casefold() == word), None)
    if exact is not None:
        return exact
    begun = [value for value in allowed if word and value.casefold().startswith(word)]
    if len(begun) == 1:
        return begun[0]
    raise KnownError(
        "“{written}” is no {what}: write {choices}.",
        written=written.strip(),
        what=what,
        choices=", ".join(begun or allowed),
    )


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """An event's time as its form shows it."""

    dates: str
    norm: str
    precision: str
    basis: str


def written_time(time: EventTime) -> WrittenTime:
    """The time in words that ``read_event_time`` reads back."""
    return WrittenTime(said_event_time(time) or "", time.norm or "", time.precision, time.basis)


def read_event_time(written: WrittenTime, before: EventTime, schema: Schema) -> EventTime:
    """The time that a form says; ``before`` is what it said at first.

    Where only the dates are other ones, norm, precision and basis follow them. Raises ``WrongFieldsError``.
    """
    shown, wrong = written_time(before), {}
    time = before
    try:
        if written.dates.strip() != shown.dates:
            time = _with_dates(before, written.dates)
    except KnownError as error:
        wrong["dates"] = str(error)
    if written.norm.strip() != shown.norm:
        time = replace(time, norm=written.norm.strip() or None)
    for name, said in (("precision", written.precision), ("basis", written.basis)):
        try:
            if said.strip() != getattr(shown, name):
                word = one_of(said, schema.values(f"time_{name}"), name)
                time = replace(time, precision=word) if name == "precision" else replace(time, basis=word)
        except KnownError as error:
            wrong[name] = str(error)
    if wrong:
        raise WrongFieldsError(wrong)
    return time


def _with_dates(before: EventTime, written: str) -> EventTime:
    if written.strip().casefold() in NO_DATE:
        return replace(before, norm=None, start_date=None, end_date=None, precision="unknown", basis="none")
    start, end, bound = parse_dates(written)
    basis = before.basis if before.basis != "none" else "explicit"
    if bound == "from":
        return EventTime(f"{start}/", start, None, "range", basis)
    if bound == "until":
        return EventTime(f"/{end}", None, end, "range", basis)
    if start == end:
        return EventTime(f"{start}", start, end, "day", basis)
    return EventTime(f"{start}/{end}", start, end, "range", basis)


def read_geo(countries: str, precision: str, before: EventGeo, schema: Schema) -> EventGeo:
    """The place that a form says: countries by code or name with commas between, and how exact that is.

    A precision that stays as it was follows the countries where it says nothing else. Raises ``WrongFieldsError``.
    """
    wrong, codes = {}, before.countries
    try:
        codes = _codes(countries)
    except KnownError as error:
        wrong["countries"] = str(error)
    exact = before.precision
    try:
        if precision.strip() != before.precision:
            exact = one_of(precision, schema.values("geo_precision"), "precision")
        elif codes != before.countries and before.precision in ("unknown", "country", "multi_country"):
            exact = "multi_country" if len(codes) > 1 else "country" if codes else "unknown"
    except KnownError as error:
        wrong["precision"] = str(error)
    if wrong:
        raise WrongFieldsError(wrong)
    return EventGeo(codes, exact)


def read_place(written: str, before: EventGeo, schema: Schema) -> EventGeo:
    """The place that one line says: countries and how exact that is, in any order: “lt lv border”, “Poland, point”.

    A beginning is enough for how exact it is; “none border” is a border of no country that is known. Raises
    ``KnownError``.
    """
    if written.strip().casefold() in NO_PLACE:
        return EventGeo()
    first, _space, rest = written.strip().partition(" ")
    is_nowhere = first.casefold() in NO_PLACE
    countries: list[str] = []
    words: list[str] = []
    said: str | None = None
    for part in [*(rest if is_nowhere else written).replace(";", ",").replace(",", " , ").split(), ","]:
        exact = _precision(part, schema, is_whole=bool(words)) if part != "," and not _is_code(part) else None
        if part == "," or exact is not None or (_is_code(part) and not words):
            countries += [" ".join(words)] if words else []
            words = []
        if exact is not None:
            said = exact
        elif _is_code(part) and not words:
            countries.append(part)
        elif part != ",":
            words.append(part)
    named = ", ".join(countries or (() if is_nowhere else before.countries))
    return read_geo(named, before.precision, before, schema) if said is None else EventGeo(_codes(named), said)


def _precision(word: str, schema: Schema, *, is_whole: bool) -> str | None:
    """How exact a place is by a word or its beginning, the more usual ones first."""
    known = sorted(schema.values("geo_precision"), key=lambda value: (value not in USUAL, value))
    said = word.casefold()
    return next((v for v in known if v == said or (not is_whole and v.startswith(said))), None)


def _is_code(word: str) -> bool:
    from border_annotator.nlp.name_lists import country_codes

    return len(word) == COUNTRY_CODE and word.upper() in country_codes()


def _codes(written: str) -> tuple[str, ...]:
    from border_annotator.nlp.name_lists import exact_name

    found: set[str] = set()
    for part in written.replace(";", ",").split(","):
        words = " ".join(part.split())
        if not words:
            continue
        if _is_code(words):
            found.add(words.upper())
            continue
        name = exact_name(words)
        link = name.link if name is not None else ""
        if not link.startswith("iso:"):
            raise KnownError("“{words}” is no country: write a code like LT, or a name like Lithuania.", words=words)
        found |= set(link.removeprefix("iso:").split("+"))
    return tuple(sorted(found))
