"""The window at work: an article is opened, marked, scrolled, judged, against a bare text widget with the same text."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from itertools import cycle, islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

from border_annotator.services import create
from border_annotator.services.import_documents import import_documents
from border_annotator.ui.app import create_window
from tests.bench.engine import MODEL
from tests.bench.material import SIZES, small_texts
from tests.bench.measuring import Line, percentile, timed, times
from tests.bench.stores import bare_file
from tests.bench.watching import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QAbstractScrollArea

    from border_annotator.ui.main_window import MainWindow
    from tests.bench.material import Size

WIDTH, HEIGHT = 1500, 950
OPENINGS = 9
PAGES = 60
MARKS = 15
ROUND = (*(["A"] * 5), *(["undo"] * 5))
"""Keys that each end with something on disk; what they do is undone again, so that any number can be pressed."""
PRESSES = 120
WATCHED_PRESSES = 20
NEW_ARTICLES = 24


def views(path: Path, folder: Path) -> Iterator[Line]:
    """Every line about the window."""
    window = create_window(path)
    window.resize(WIDTH, HEIGHT)
    window.show()
    window.activateWindow()
    paint()
    holder, bare = bare_window()
    ids = dict(zip((size.name for size in SIZES), window.session.project.documents.ids(), strict=True))
    yield from disk(folder)
    with contextlib.closing(bare_file(folder / "floor.db")) as connection:
        for size in SIZES:
            yield from article(window, bare, size, ids, lambda: commit(connection))
    for size in SIZES:
        yield from blocked(window, size, ids)
    yield labelling(window, folder, ids)
    holder.close()
    window.close()
    window.deleteLater()
    paint()


def article(
    window: MainWindow, bare: QPlainTextEdit, size: Size, ids: dict[str, str], least: Callable[[], None]
) -> Iterator[Line]:
    """The lines about one article."""
    document_id = ids[size.name]
    other = next(key for name, key in ids.items() if name != size.name)
    text = window.session.project.documents.get(document_id).text
    ours, floor = openings(window, bare, document_id, other, text)
    note = "floor: QPlainTextEdit, no marks"
    yield Line(f"open {size.words} -> painted", percentile(ours, 50), percentile(floor, 50), note=note)
    yield Line(f"mark one in {size.name} -> saved and painted", mark(window))
    paging, least_paging = pages(window.article), pages(bare)
    for percent in (50, 95):
        # The bare widget has the whole of S on one page.
        bottom = percentile(least_paging, percent) if size.characters else None
        yield Line(f"page in {size.name}, p{percent}", percentile(paging, percent), bottom)
    saved, painted, bottom_key = keys(window, bare, document_id, least)
    note = "floor: two rows on disk, QPlainTextEdit painted"
    yield Line(f"key A or Ctrl+Z in {size.name} -> on disk, next in focus, p50", percentile(saved, 50))
    for percent in (50, 99):
        what = f"key A or Ctrl+Z in {size.name} -> on disk and painted, p{percent}"
        yield Line(what, percentile(painted, percent), percentile(bottom_key, percent), note=note)


def paint() -> None:
    """Let everything that is due be painted."""
    application = QApplication.instance()
    if application is not None:
        for _round in range(3):
            application.processEvents()
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def bare_window() -> tuple[QMainWindow, QPlainTextEdit]:
    """A text widget about as large as ours, and its window."""
    text, holder = QPlainTextEdit(), QMainWindow()
    text.setReadOnly(True)
    holder.setCentralWidget(text)
    holder.resize(864, 874)
    holder.show()
    paint()
    return holder, text


def opened(window: MainWindow, document_id: str) -> None:
    """Open an article and wait until it is there and painted."""
    window.session.begin_to_open(document_id)
    paint()
    while window.session.sheet is None or window.session.sheet.document.id != document_id:
        paint()


def openings(
    window: MainWindow, bare: QPlainTextEdit, document_id: str, other: str, text: str
) -> tuple[list[float], list[float]]:
    """Open an article, with another one open before, and give a bare widget the same text, in turns."""

    def fill() -> None:
        bare.setPlainText(text)
        paint()

    ours, floor = [], []
    for k in range(OPENINGS + 1):
        opened(window, other)
        found = timed(lambda: opened(window, document_id)), timed(fill)
        if k:  # the first one warms up
            ours.append(found[0])
            floor.append(found[1])
    return ours, floor


def mark(window: MainWindow) -> float:
    """Add an entity in the midst of the article; it is taken back before the next one."""
    session = window.session
    assert session.sheet is not None
    entities = session.sheet.entities
    span = entities[len(entities) // 2].anchor

    def add() -> None:
        assert session.perform(lambda project, sheet: create.add_entity(project, sheet, "INFRASTRUCTURE", span)[1])
        paint()

    found = []
    for _k in range(MARKS):
        found.append(timed(add))
        session.undo()
        paint()
    return percentile(found, 50)


def pages(area: QAbstractScrollArea) -> list[float]:
    """The times of paging through an article."""
    bar = area.verticalScrollBar()
    bar.setValue(0)
    paint()

    def page() -> None:
        bar.setValue(bar.value() + bar.pageStep() if bar.value() < bar.maximum() else 0)
        paint()

    return times(page, PAGES)


def keys(
    window: MainWindow, bare: QPlainTextEdit, document_id: str, least: Callable[[], None]
) -> tuple[list[float], list[float], list[float]]:
    """Keys from the press to saved, and to painted; and what of it cannot be avoided, in turns."""
    opened(window, document_id)
    window.activateWindow()
    window.article.setFocus()
    paint()
    before, edits = window.session.focused_event, edits_of(window)

    def bottom() -> None:
        least()
        bare.viewport().update()
        paint()

    saved, painted, floor = [], [], []
    for name in islice(cycle(ROUND), PRESSES):
        saved.append(timed(partial(press, window, name)))
        painted.append(saved[-1] + timed(paint))
        floor.append(timed(bottom))
    assert edits_of(window) == edits + PRESSES, "a key did nothing"
    assert window.session.focused_event == before
    return saved, painted, floor


def edits_of(window: MainWindow) -> int:
    """How many edits the project has seen."""
    return sum(1 for _entry in window.session.project.journal.entries())


def press(window: MainWindow, name: str) -> None:
    """Press one of the keys of the round."""
    if name == "undo":
        QTest.keyClick(window.article, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    else:
        QTest.keyClick(window.article, Qt.Key.Key_A)


def disk(folder: Path) -> Iterator[Line]:
    """What the disk itself takes to have something for good."""
    with (folder / "disk").open("wb") as file:

        def write() -> None:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())

        found = times(write, PRESSES)
    for percent in (50, 99):
        yield Line(f"the disk's own fsync of 4 kB, p{percent}", percentile(found, percent))


def commit(connection: object) -> None:
    """Two rows on disk."""
    from sqlite3 import Connection

    assert isinstance(connection, Connection)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO rows VALUES (hex(randomblob(16)), 'x')")
    connection.execute("INSERT INTO journal (value) VALUES ('x')")
    connection.execute("COMMIT")


def blocked(window: MainWindow, size: Size, ids: dict[str, str]) -> Iterator[Line]:
    """How long the event loop is blocked at most while an article is opened, judged and scrolled."""
    document_id = ids[size.name]
    other = next(key for name, key in ids.items() if name != size.name)
    bar = window.article.verticalScrollBar()

    def is_open() -> bool:
        return window.session.sheet is not None and window.session.sheet.document.id == document_id

    opened(window, other)
    yield Line(
        f"event loop blocked at most, opening {size.name}",
        watched([lambda: window.session.begin_to_open(document_id)], is_open),
    )
    window.article.setFocus()
    judging = [partial(press, window, name) for name in islice(cycle(ROUND), WATCHED_PRESSES)]
    yield Line(f"event loop blocked at most, keys in {size.name}", watched(judging))
    scrolling = [lambda: bar.setValue(bar.value() + bar.pageStep()) for _k in range(PAGES // 2)]
    yield Line(f"event loop blocked at most, scrolling {size.name}", watched(scrolling))


def labelling(window: MainWindow, folder: Path, ids: dict[str, str]) -> Line:
    """How long the event loop is blocked at most while articles are labelled, and others judged and changed."""
    session, job = window.session, window.job
    for _step in import_documents(session.project, [small_texts(folder / "new", NEW_ARTICLES)]):
        pass
    session.queue_changed.emit(frozenset())

    def steps() -> Iterator[Callable[[], object]]:
        yield lambda: job.start(MODEL)
        for k, name in enumerate(cycle(ROUND)):
            if not job.is_running:
                return
            wanted = ids["S" if k % 40 < 20 else "L"]
            if k % 20 == 0:
                yield partial(session.begin_to_open, wanted)
            yield partial(press, window, name)

    note = f"{NEW_ARTICLES} articles, with keys and changes of the article all the while"
    return Line("event loop blocked at most, pre-labelling in the background", watched(steps()), note=note)
