"""The window at work: an article is opened, marked, scrolled, judged, against a bare text widget with the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

from border_annotator.domain.annotation import anchor_of
from border_annotator.services import create
from border_annotator.ui.app import create_window
from tests.bench.measuring import Line, median, percentile, timed, times

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QAbstractScrollArea

    from border_annotator.ui.main_window import MainWindow

PAGES = 60
KEYS = 9


def views(path: Path) -> Iterator[Line]:
    """Every line about the window."""
    window = create_window(path)
    window.show()
    window.activateWindow()
    paint()
    short, long = window.session.project.documents.ids()
    holder, bare = bare_window()
    for name, document_id in (("S, 4,170 characters, 100 spans", short), ("L, 300,000 characters, 2,000 spans", long)):
        other = long if document_id == short else short
        text = window.session.project.documents.get(document_id).text
        yield Line(
            f"load {name} -> painted",
            load(window, document_id, other),
            load_bare(bare, text),
            note="floor: QPlainTextEdit, no marks",
        )
        yield Line(f"mark one in {name[0]} -> saved and painted", mark(window))
        ours, floor = pages(window.article), pages(bare)
        for percent in (50, 95):
            # The bare widget has the whole of S on one page.
            least = percentile(floor, percent) if name[0] == "L" else None
            yield Line(f"page in {name[0]}, p{percent}", percentile(ours, percent), least)
        yield from keys(window, document_id, name[0])
    holder.close()
    window.close()
    window.deleteLater()
    paint()


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
    holder.resize(804, 824)
    holder.show()
    paint()
    return holder, text


def load(window: MainWindow, document_id: str, other: str) -> float:
    """Open an article, with another one open before."""

    def reopen() -> None:
        window.session.open_document(document_id)
        paint()

    found = []
    for _k in range(5):
        window.session.open_document(other)
        paint()
        found.append(timed(reopen))
    window.session.open_document(document_id)
    paint()
    return percentile(found, 50)


def load_bare(bare: QPlainTextEdit, text: str) -> float:
    """Give a bare widget the same text."""

    def fill() -> None:
        bare.setPlainText(text)
        paint()

    return median(fill)


def mark(window: MainWindow) -> float:
    """Add an entity in the midst of the article; it is taken back before the next one."""
    session = window.session
    assert session.sheet is not None
    entities = session.sheet.entities
    span = anchor_of(entities[len(entities) // 2].value)

    def add() -> None:
        assert session.perform(lambda project, sheet: create.add_entity(project, sheet, "PLACE", span)[1])
        paint()

    found = []
    for _k in range(7):
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


def keys(window: MainWindow, document_id: str, name: str) -> Iterator[Line]:
    """Keys from the press to saved, and to painted."""
    window.session.open_document(document_id)
    window.activateWindow()
    window.article.setFocus()
    paint()
    before = window.session.focused_event

    def press() -> None:
        QTest.keyClick(window.article, Qt.Key.Key_A)

    saved, painted = [], []
    for _k in range(KEYS):
        saved.append(timed(press))
        painted.append(saved[-1] + timed(paint))
    assert window.session.focused_event != before, "the key did nothing"
    yield Line(f"key A in {name}: event confirmed, on disk, next in focus", percentile(saved, 50))
    yield Line(f"key A in {name}: the same, and painted", percentile(painted, 50))
