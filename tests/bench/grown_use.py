"""``python -m tests.bench.grown_use window|desk PROJECT``: what ``growth`` measures in one project, as JSON."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import annotation_to_plain, new_id
from border_annotator.domain.edit import Edit, change_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.queue_filter import Facet, QueueFilter, Sort
from border_annotator.domain.span import Span
from border_annotator.services import annotate, history
from border_annotator.services.backups import back_up
from border_annotator.services.project import open_project
from border_annotator.services.search import Search
from border_annotator.services.stats import stats
from tests.bench.measuring import in_turns, percentile, times
from tests.bench.stores import bare_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.services.project import Project

EDITS = 150
SEARCHES = (
    "border", "latvia", "the", "of the", "latvia border", '"border guard"', "guards -latvia", "lithuania fence patrol",
    "crossing", "statement", "šalčininkai", "minister said", "belarus", "migrants latvia", "no-such-word-at-all",
    "bord*", "latv*", "migr*", "stat*", "the*", "gua*", "pat*", "bo*", "th*", "li*", "border cros*", "b*", "s*",
)  # fmt: skip
FILTERS = (
    QueueFilter(sort=Sort.UNSURE),
    QueueFilter(sort=Sort.NEWEST),
    QueueFilter(title="latv"),
    QueueFilter(title="latvia bord"),
    QueueFilter({Facet.STATE: frozenset(["untouched"])}, sort=Sort.UNSURE),
    QueueFilter({Facet.TYPE: frozenset(["t:Force.Deployment"]), Facet.LANGUAGE: frozenset(["lt"])}),
    QueueFilter({Facet.SOURCE: frozenset(["Source 3"]), Facet.ENTITY: frozenset(["e:PLACE"])}, sort=Sort.MOST),
    QueueFilter({Facet.STATE: frozenset(["done"])}, title="guards", sort=Sort.NEWEST),
    QueueFilter(),
)


class Clock:
    """Takes the time by the wall, and the processor's, which other programs that are busy do not make longer."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Begin anew."""
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Milliseconds by the wall and of the processor since the beginning."""
        return (time.perf_counter() - self._wall) * 1000, (time.process_time() - self._processor) * 1000


def timed_twice(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the wall and of the processor that something takes."""
    clock = Clock()
    work()
    return clock.read()


def told_twice(key: str, taken: tuple[float, float]) -> dict[str, float]:
    """One value by the wall and one of the processor."""
    return {key: taken[0], f"{key}_processor": taken[1]}


def of_all(taken: list[tuple[float, float]], name: str, **percents: int) -> dict[str, float]:
    """Some percentiles of many times."""
    told: dict[str, float] = {}
    for words, percent in percents.items():
        wall, processor = (percentile([pair[k] for pair in taken], percent) for k in (0, 1))
        told |= told_twice(f"{name}_{words}", (wall, processor))
    return told


def window(path: Path) -> dict[str, float]:
    """Opening, filtering and memory, in a real window."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from border_annotator.ui.app import create_window
    from tests.bench.watching import Watchdog

    application = QApplication(sys.argv[:1])
    clock = Clock()
    told: dict[str, float] = {}
    shown = create_window(path)
    shown.resize(1500, 950)
    shown.show()
    dog = Watchdog()
    dog.start()
    queue = shown.queue

    def wait(until: Callable[[], object]) -> tuple[float, float]:
        while not until():
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        application.processEvents()
        return clock.read()

    told |= told_twice("page", wait(queue.model.rowCount))
    told |= told_twice("opening", wait(lambda: shown.session.sheet is not None))
    wait(lambda: queue.model.has_labels)
    told["away"] = dog.stop()
    taken = []
    for wanted in FILTERS * 2:
        clock.restart()
        queue.set_filter(wanted)
        shown.repaint()
        application.processEvents()
        taken.append(clock.read())
    shown.close()
    return told | of_all(taken, "filter", p50=50, max=100) | {"memory": _memory()}


def _memory() -> float:
    with contextlib.suppress(OSError), Path("/proc/self/status").open(encoding="utf-8") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    return 0.0


def desk(path: Path) -> dict[str, float]:
    """Searching, editing, undoing, counting and backing up, without a window."""
    told: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=path.parent) as name:
        with open_project(path) as project:
            told |= _searches(project)
            told |= _edits(project, Path(name))
            told |= told_twice("stats", timed_twice(lambda: stats(project)))
        told |= _backup(path)
    return told


def _searches(project: Project) -> dict[str, float]:
    taken = []
    for typed in SEARCHES * 3:
        search = Search(project.path, project.layer.id, typed)
        taken.append(timed_twice(partial(_first_hits, search)))
    # The first time brings pages from the disk: that is another matter, and the disk's.
    return of_all(taken[len(SEARCHES) :], "search", p50=50, p95=95, max=100)


def _first_hits(search: Search) -> object:
    return next(search.results())


def _edits(project: Project, folder: Path) -> dict[str, float]:
    ids = project.documents.ids()
    chance, places = random.Random(1), itertools.count(1)  # noqa: S311 - no secret
    value = json.dumps(annotation_to_plain(Entity(new_id(), Span(1, 2), "PLACE")))

    def edit() -> None:
        place = next(places)
        entity = Entity(new_id(), Span(place, place + 1), "PLACE")
        annotate.apply(project, Edit("Add Place", (change_of(chance.choice(ids), None, entity),)))

    with contextlib.closing(bare_file(folder / "bare.db")) as connection, (folder / "sync").open("wb") as file:

        def commit() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO rows VALUES (?, ?)", (new_id(), value))
            connection.execute("INSERT INTO journal (value) VALUES (?)", (value,))
            connection.execute("COMMIT")

        def sync() -> None:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())

        ours, bare = in_turns(edit, commit, EDITS)
        synced = times(sync, EDITS // 3)
    undone = [timed_twice(lambda: history.undo(project)) for _k in range(EDITS)]
    return {
        "edit_p50": statistics.median(ours),
        "edit_p99": percentile(ours, 99),
        "bare_p50": statistics.median(bare),
        "bare_p99": percentile(bare, 99),
        "edit_ratio": statistics.median(ours) / statistics.median(bare),
        "sync_p50": statistics.median(synced),
    } | of_all(undone, "undo", p50=50, p99=99)


def _backup(path: Path) -> dict[str, float]:
    clock = Clock()
    made = back_up(path)
    taken = clock.read()
    shutil.rmtree(made.path.parent)
    return told_twice("backup", taken)


if __name__ == "__main__":
    used = {"window": window, "desk": desk}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps(used) + "\n")
