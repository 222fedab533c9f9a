"""The project's own names: adding, removing, and offering one when a reviewer has corrected a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.edit import WHOLE_PROJECT, Edit, change_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.gazetteer_entry import GazetteerEntry
from border_annotator.domain.sentence import say
from border_annotator.domain.worksheet import State
from border_annotator.services import annotate
from border_annotator.services.correct import clean_link, known_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.edit import Changes
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

LONGEST_NAME = 120
_COUNTRY = re.compile(r"[A-Z]{2}(?:\+[A-Z]{2})*")
# What a link to something of a label begins with, where the name alone is enough to make one.
_PREFIXES = {
    "PLACE": "place", "PERSON": "person", "CIVIL_ORG": "ngo", "ARMED_GROUP": "group", "INTL_ORG": "org",
    "LAW_DOC": "law", "OPERATION": "op", "CROSSING_POINT": "bcp", "INFRASTRUCTURE": "place",
}  # fmt: skip
# Names of these are put together by rules from the names of countries; an entry for one would stand in their way.
_COMPOSED = frozenset({"BORDER", "ROLE", "PEOPLE", "EQUIPMENT"})


def gazetteer_entries(project: Project) -> list[GazetteerEntry]:
    """The names that analysts added to a project, by name."""
    return project.gazetteer.entries()


def add_entry(project: Project, entry: GazetteerEntry) -> Changes:
    """Add a name to the project's gazetteer; pre-labelling knows it from then on. Undo takes it back.

    Raises ``KnownError`` when it has no names, its label is not in the schema, its country is no ISO code, or the
    project knows one of its names under that label already.
    """
    label = known_label(project, entry.label)
    clean = GazetteerEntry(entry.id, entry.label, _names(entry.names), clean_link(entry.link), _country(entry.country))
    _must_be_new(project, clean, label)
    edit = Edit(
        say("Add {label} “{clean}” to the gazetteer", label=label, clean=clean.name),
        (change_of(WHOLE_PROJECT, None, clean),),
    )
    return annotate.apply(project, edit)


def replace_entry(project: Project, old: GazetteerEntry, new: GazetteerEntry) -> Changes:
    """Put what an analyst made of an entry in its place; raises ``KnownError`` as ``add_entry`` does."""
    label = known_label(project, new.label)
    clean = GazetteerEntry(old.id, new.label, _names(new.names), clean_link(new.link), _country(new.country))
    _must_be_new(project, clean, label)
    changes = (change_of(WHOLE_PROJECT, old, clean),) if clean != old else ()
    return annotate.apply(
        project, Edit(say("Change {label} “{clean}” in the gazetteer", label=label, clean=clean.name), changes)
    )


def remove_entry(project: Project, entry_id: str) -> Changes:
    """Take an entry out of the project's gazetteer; raises ``KnownError`` when it is not there."""
    entry = next((entry for entry in project.gazetteer.entries() if entry.id == entry_id), None)
    if entry is None:
        raise KnownError("That name is not in the gazetteer any more: look at it again.")
    edit = Edit(say("Remove “{entry}” from the gazetteer", entry=entry.name), (change_of(WHOLE_PROJECT, entry, None),))
    return annotate.apply(project, edit)


def find_entries(project: Project, wanted: str) -> list[GazetteerEntry]:
    """The entries with that id or with that name, in any case and with or without accents."""
    from border_annotator.nlp.name_lists import folded

    low = folded(wanted.strip())
    return [e for e in project.gazetteer.entries() if e.id == wanted or any(folded(name) == low for name in e.names)]


def new_entry(label: str, names: Sequence[str], link: str | None = None, country: str = "") -> GazetteerEntry:
    """An entry to add, with a link made from its name where none is given and its label allows it."""
    from border_annotator.nlp.name_lists import slug

    cleaned = _names(tuple(names))
    if not link and label in _PREFIXES and slug(cleaned[0]):
        link = f"{_PREFIXES[label]}:{slug(cleaned[0])}"
    return GazetteerEntry(new_id(), label, cleaned, link, country)


def entry_from_correction(project: Project, sheet: Worksheet, item_id: str) -> GazetteerEntry | None:
    """The entry to offer when a reviewer has added or corrected a proper name that no list knows; else ``None``.

    Nothing is written: ``add_entry`` with the result (or what the reviewer makes of it) does that. A name is known
    when the gazetteer gives it the label and the link that the reviewer did; a missing link says nothing.
    """
    from border_annotator.nlp.name_lists import exact_name, names_in_force

    item = sheet.find(item_id)
    if item is None or item.state not in (State.ADDED, State.CORRECTED) or not isinstance(item.value, Entity):
        return None
    entity = item.value
    words = " ".join(entity.span.text_in(sheet.document.text).split())
    if entity.mention != "NAM" or entity.label in _COMPOSED or not _is_name(words):
        return None
    with names_in_force(tuple(project.gazetteer.entries())):
        known = exact_name(words)
    if known is not None and known.label == entity.label and entity.link in (None, known.link):
        return None
    country = known.country if known is not None else ""
    return new_entry(entity.label, (words,), entity.link, country)


def _is_name(words: str) -> bool:
    return 1 < len(words) <= LONGEST_NAME and any(c.isupper() for c in words) and any(c.isalpha() for c in words)


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if not cleaned:
        raise KnownError("An entry needs a name: write one.")
    for name in cleaned:
        if len(name) > LONGEST_NAME or not any(c.isalnum() for c in name):
            raise KnownError(
                "“{name}” is not a name: write one of at most {most} characters.",
                name=name[:40],
                most=LONGEST_NAME,
            )
    return cleaned


def _must_be_new(project: Project, entry: GazetteerEntry, label: str) -> None:
    others = [other for other in project.gazetteer.entries() if other.id != entry.id]
    there = {(other.label, name) for other in others for name in other.names}
    for name in entry.names:
        if (entry.label, name) in there:
            raise KnownError(
                "The gazetteer holds {label} “{name}” already: change or remove that one.", label=label, name=name
            )


def _country(country: str) -> str:
    code = country.strip().upper()
    if code and _COUNTRY.fullmatch(code) is None:
        raise KnownError(
            "“{country}” is not a country's code: write two letters like LT, or leave it out.", country=country
        )
    return code
