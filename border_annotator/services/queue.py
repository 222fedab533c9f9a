"""The queue: reading it, keeping what it sorts and filters by up to date, and remembering how it was filtered."""

from __future__ import annotations

import calendar
import datetime
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.queue_filter import QueueFilter, filter_from_plain, filter_to_plain
from border_annotator.domain.queue_index import Entry, QueueIndex
from border_annotator.domain.queue_labels import QueueLabels
from border_annotator.storage.journal import Journal
from border_annotator.storage.layers import LayerStore
from border_annotator.storage.project_file import ProjectFile
from border_annotator.storage.queue import QueueStore
from border_annotator.storage.search import SearchStore
from border_annotator.storage.suggestions import SuggestionStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from border_annotator.services.project import Project
    from border_annotator.storage.queue import Profile

AT_ONCE = 20
"""Documents whose profiles are made in one transaction."""
TEXTS_AT_ONCE = 4
"""Texts that are indexed in one transaction; one may be very long."""
REMEMBERED = 20
"""Projects whose filter is remembered."""
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def read_queue(project: Project) -> QueueIndex:
    """The whole queue at once, with labels; for projects of usual size."""
    store = QueueStore(project.file)
    with project.file.moment():
        index = QueueIndex.of(store.columns(project.layer.id))
        index.adopt(_labels(store, project.layer.id, index.places_by_position()))
    return index


def read_queue_beside(path: Path, layer_id: str, wanted: QueueFilter) -> Iterator[QueueIndex | QueueLabels]:
    """The queue of a large project part by part: with states alone if they will do, then whole, then the labels.

    It reads through a connection of its own and may run in a thread beside the one that the project is open in. What
    the wanted filter leaves has been worked out when an index comes.
    """
    file = ProjectFile.open_read_only(path)
    try:
        store = QueueStore(file)
        with file.moment():
            if wanted.needs_states_alone:
                index = QueueIndex.of_states(*store.order(), *store.states(layer_id))
                index.matching(wanted)
                yield index
            index = QueueIndex.of(store.columns(layer_id))
            index.matching(wanted)
            places = index.places_by_position()
            yield index
            yield _labels(store, layer_id, places)
    finally:
        file.close()


def _labels(store: QueueStore, layer_id: str, places: Mapping[int, int]) -> QueueLabels:
    rows = ((places[position], lines) for position, lines in store.labels(layer_id) if position in places)
    return QueueLabels(len(places), rows)


def first_of(project: Project) -> str | None:
    """The article to begin with in a queue that is not filtered, told without reading the queue."""
    return QueueStore(project.file).first(project.layer.id)


def entry_of(project: Project, document_id: str) -> Entry | None:
    """One document's entry as it is now; ``None`` when there is no such document.

    Of a document with very many suggestions the profile may be the one before; ``settle`` makes it new.
    """
    store = QueueStore(project.file)
    if store.is_large(document_id):
        return store.entry(project.layer.id, document_id)
    return store.fresh_entry(project.layer.id, document_id)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was brought up to date: these documents' profiles, and whether something is left to do.

    ``large`` are documents whose profiles are left for ``profiles_beside``.
    """

    document_ids: tuple[str, ...] = ()
    has_more: bool = False
    large: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profiles:
    """A document's profiles by their layers, and the moment that they are of."""

    document_id: str
    moment: tuple[int, str | None]
    by_layer: Mapping[str, Profile]


def profiles_beside(path: Path, document_id: str) -> Iterator[Profiles]:
    """Work out the profiles of a large document, in a thread beside the one that the project is open in."""
    file = ProjectFile.open_read_only(path)
    try:
        with file.moment():
            store, layers = QueueStore(file), LayerStore(file).layers()
            found = {layer.id: store.profile(layer.id, document_id) for layer in layers}
            moment = _moment(file, document_id)
        yield Profiles(document_id, moment, found)
    finally:
        file.close()


def keep_profiles(project: Project, profiles: Profiles) -> bool:
    """Keep profiles that were worked out beside; false where they do not hold any more, or cannot be kept now."""
    file = project.file
    if not file.is_writable or file.is_in_transaction or _moment(file, profiles.document_id) != profiles.moment:
        return False
    with file.transaction():
        QueueStore(file).keep(profiles.by_layer, profiles.document_id)
    return True


def _moment(file: ProjectFile, document_id: str) -> tuple[int, str | None]:
    """What is another one as soon as a profile may be: the journal's length, and the run in force."""
    return Journal(file).length(), SuggestionStore(file).reading(document_id)


def settle(project: Project, seconds: float, *, with_large: bool = True) -> Settled:
    """Make stale profiles new, and index texts that are not yet, for about so long.

    It changes nothing that a reviewer or a machine has said, so it is no edit and has no row in the journal. It is
    for idle moments: call it again while something is left. Without the large documents it takes no longer.
    """
    if not project.file.is_writable:
        return Settled()
    if project.file.is_in_transaction:
        return Settled(has_more=True)  # a large edit is being written
    store, texts, began = QueueStore(project.file), SearchStore(project.file), time.monotonic()
    layer_ids = [layer.id for layer in project.layers.layers()]
    settled: list[str] = []
    large: set[str] = set()
    while stale := store.stale(AT_ONCE, large):
        with project.file.transaction():
            for document_id in stale:
                if not with_large and store.is_large(document_id):
                    large.add(document_id)
                    continue
                store.settle(layer_ids, document_id)
                settled.append(document_id)
                if time.monotonic() - began > seconds:
                    return Settled(tuple(settled), has_more=True)
    while texts.left_to_index():
        with project.file.transaction():
            texts.index_some(TEXTS_AT_ONCE)
        if time.monotonic() - began > seconds:
            return Settled(tuple(settled), has_more=True)
    return Settled(tuple(settled), large=tuple(large))


def day_of(written: str, *, is_end: bool) -> datetime.date | None:
    """The day that a bound like “2023”, “2023-11” or “2023-11-05” means; ``None`` for nothing written.

    Raises ``KnownError`` when it is no day.
    """
    if not written.strip():
        return None
    match = _DAY.fullmatch(written.strip())
    try:
        if match is None:
            raise ValueError(written)
        year, month, day = match.groups()
        in_month = int(month) if month else (12 if is_end else 1)
        first = datetime.date(int(year), in_month, 1)
        on_day = calendar.monthrange(first.year, in_month)[1] if is_end else 1
        return first.replace(day=int(day) if day else on_day)
    except ValueError:
        raise KnownError(
            "“{written}” is no day: write it like 2023-11-05, 2023-11 or 2023.", written=written.strip()[:40]
        ) from None


def remembered_filter(kept: str, project: Path) -> QueueFilter:
    """The filter that was kept for a project, out of the setting's text; everything when there is none."""
    return filter_from_plain(_kept_filters(kept).get(str(project.resolve())))


def with_filter(kept: str, project: Path, wanted: QueueFilter) -> str:
    """The setting's text with a project's filter in it."""
    filters = _kept_filters(kept)
    filters.pop(str(project.resolve()), None)
    if wanted != QueueFilter():
        filters[str(project.resolve())] = filter_to_plain(wanted)
    return json.dumps(dict(list(filters.items())[-REMEMBERED:]), ensure_ascii=True)


def _kept_filters(kept: str) -> dict[str, object]:
    try:
        found = json.loads(kept or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
