"""The queue of 100,000 articles in a real window: opening it, filtering, memory, and the event loop meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.crowd import ARTICLES, crowded
from tests.bench.measuring import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FLOOR = """
import json, sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1])
began = time.perf_counter()
rows = connection.execute(
    "SELECT position, id, headline, source, published, language FROM documents INDEXED BY documents_in_queue"
).fetchall()
read = (time.perf_counter() - began) * 1000
began = time.perf_counter()
found = connection.execute(
    "SELECT position FROM documents INDEXED BY documents_in_queue WHERE headline LIKE '%latv%' ORDER BY published DESC"
).fetchall()
print(json.dumps({"read": read, "filter": (time.perf_counter() - began) * 1000}))
"""
OURS = """
import gc, json, sys, time
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from border_annotator.domain.queue_filter import Facet, QueueFilter, Sort
from border_annotator.ui.app import create_window
from tests.bench.watching import Watchdog

application = QApplication(sys.argv[:1])
began = time.perf_counter()
window = create_window(Path(sys.argv[1]))
window.show()
dog = Watchdog()
dog.start()
queue = window.queue
while not (queue.model.rowCount() and window.session.sheet is not None):
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
application.processEvents()
opened = (time.perf_counter() - began) * 1000
while not queue.model.has_labels:
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
whole = (time.perf_counter() - began) * 1000
blocked = dog.stop()
filters = [
    QueueFilter(sort=Sort.UNSURE),
    QueueFilter(sort=Sort.NEWEST),
    QueueFilter(title="latv"),
    QueueFilter(title="latvia bord"),
    QueueFilter({Facet.STATE: frozenset(["untouched"])}, sort=Sort.UNSURE),
    QueueFilter({Facet.TYPE: frozenset(["t:Force.Pushback"]), Facet.LANGUAGE: frozenset(["lt"])}),
    QueueFilter({Facet.SOURCE: frozenset(["Source 3"]), Facet.ENTITY: frozenset(["e:PLACE"])}, sort=Sort.MOST),
    QueueFilter({Facet.STATE: frozenset(["done"])}, title="guards", sort=Sort.NEWEST),
]
taken = []
for wanted in filters * 2:
    began = time.perf_counter()
    queue.set_filter(wanted)
    window.repaint()
    application.processEvents()
    taken.append((time.perf_counter() - began) * 1000)
began = time.perf_counter()
for facet in Facet:
    queue.model.counts(facet)
counted = (time.perf_counter() - began) * 1000
with open("/proc/self/status") as status:
    memory = next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0)
window.close()
print(json.dumps({"opened": opened, "whole": whole, "blocked": blocked, "filters": taken, "counted": counted,
                  "memory": memory}))
"""


def queues(folder: Path, made: Path | None = None) -> Iterator[Line]:
    """Every line about a large queue; ``made`` is such a project if there is one already."""
    path = made or folder / "crowd.bap"
    if made is None:
        crowded(path)
    ours, floor = _told(OURS, path), _told(FLOOR, path)
    name = f"queue of {ARTICLES:,} articles"
    found = ours["filters"]
    filters = sorted(float(taken) for taken in found) if isinstance(found, list) else []
    yield Line(
        f"{name}: window made to list and article there",
        _number(ours, "opened"),
        _number(floor, "read"),
        note="target 1,000; floor: its rows read by one query",
    )
    yield Line(f"{name}: with all counts", _number(ours, "whole"))
    yield Line(
        f"{name}: filter -> painted, p50",
        filters[len(filters) // 2],
        _number(floor, "filter"),
        note="target 100; floor: one LIKE over the titles, sorted",
    )
    yield Line(f"{name}: filter -> painted, longest", filters[-1], _number(floor, "filter"))
    yield Line(f"{name}: counts of every value", _number(ours, "counted"))
    yield Line(f"{name}: event loop away while it opens", _number(ours, "blocked"), note="target 50")
    yield Line(f"{name}: memory of the process", _number(ours, "memory"), unit="MB", note="target 300")


def _told(program: str, path: Path) -> dict[str, object]:
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    told: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return told


def _number(told: dict[str, object], key: str) -> float:
    value = told[key]
    return float(value) if isinstance(value, int | float) else 0.0
