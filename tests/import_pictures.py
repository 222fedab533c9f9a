"""Pictures of bringing articles in: states for ``tests.screenshots``."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.ui.main_window import MainWindow

    Begin = Callable[[Path], MainWindow]

LONG = "a-very-long-name-that-somebody-gave-a-file-" * 4
TEXT = (
    "{title}\n\nPublished 2023-11-0{day}\n\nGuards at the border of {name} counted {count} attempts to cross it between"
    " Friday and Sunday, the ministry of the interior said. Most of them were stopped before the fence, and nobody was"
    " hurt. The government wants to send more officers next week, and asks its neighbours for help.\n"
)
NAMES = ("Medininkai", "Šalčininkai 🇱🇹", "Kena", "Rēzekne", "Kuźnica", "Ἀθῆναι", "نارفا", "Vaalimaa")


def write_articles(folder: Path) -> Path:
    """Articles with duplicates, doubts, ugly names, and files that cannot be read."""
    inner = folder / "incoming" / "2023 november – что прислали"
    inner.mkdir(parents=True)
    for day, name in enumerate(NAMES, start=1):
        text = TEXT.format(title=f"Attempts at {name}: what was counted", day=day, name=name, count=day * 37)
        (inner / f"{day:02} {name}.txt").write_text(text, encoding="utf-8")
    first = TEXT.format(title="Attempts at Medininkai: what was counted", day=1, name="Medininkai", count=37)
    (inner / "09 again.txt").write_text(first.replace("nobody was", "no one was"), encoding="utf-8")
    (inner / "10 once more.txt").write_text(first.replace("\n", "\r\n"), encoding="utf-8")
    (inner / f"11 {LONG}.txt").write_text(TEXT.format(title=LONG, day=3, name=LONG, count=9), encoding="utf-8")
    garbled = TEXT.format(title="GarÃ§on, les chiffres des frontiÃ¨res", day=4, name="Å alÄininkai", count=8)
    (inner / "12 garbled.txt").write_text(garbled, encoding="utf-8")
    (inner / "13 empty.txt").write_bytes(b"")
    (inner / "14 picture.txt").write_bytes(bytes(range(256)) * 40)
    (inner / ".hidden").write_text("hidden", encoding="utf-8")
    return folder / "incoming"


def write_annotations(folder: Path) -> Path:
    """An article with annotations of brat, some of them with ugly names, some that stand nowhere."""
    inner = folder / "brat"
    inner.mkdir()
    text = TEXT.format(title="Attempts at Kena", day=1, name="Kena", count=37)
    (inner / "kena.txt").write_text(text, encoding="utf-8")
    spans = (
        ("Location", "Kena"),
        ("Gov-Body", "ministry"),
        ("Widget", "fence"),
        (LONG[:60], "officers"),
        ("Moving", "cross"),
    )
    lines = [
        f"T{k}\t{label} {text.index(words)} {text.index(words) + len(words)}\t{words}"
        for k, (label, words) in enumerate(spans, start=1)
    ]
    lines += ["E1\tMoving:T5 Place-Arg:T1 Agent:T4", "A1\tModality E1 Asserted", "T9\tLocation 9000 9005\tTartu"]
    lines += ["T10\tWidget 0 5\tguards of the border 🛂 " + LONG]
    (inner / "kena.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return inner


def _settle() -> None:
    from tests.screenshots import _settle as settle

    settle()


def _wait(until: Callable[[], bool]) -> None:
    while not until():
        _settle()


def _planned(begin: Begin, place: Path) -> MainWindow:
    window = begin(place)
    window.show()
    _settle()
    window.importing.show_plan([write_articles(place)])
    _wait(lambda: not window.importing.flow.preview.is_reading)
    return window


def states(begin: Begin, keys: Callable[[MainWindow, str], None]) -> tuple[Begin, ...]:
    """The states, of windows that ``begin`` opens and ``keys`` types into."""

    def import_preview(place: Path) -> MainWindow:
        """What would come in."""
        window = _planned(begin, place)
        window.importing.flow.preview.mark(8)
        return window

    def import_left_out(place: Path) -> MainWindow:
        """What looks wrong or is left out, one decided by hand."""
        window = _planned(begin, place)
        keys(window, "S5")
        return window

    def import_options(place: Path) -> MainWindow:
        """What can be chosen."""
        window = _planned(begin, place)
        keys(window, "O")
        return window

    def import_running(place: Path) -> MainWindow:
        """An import under way."""
        window = _planned(begin, place)
        flow = window.importing.flow
        flow._import()
        _wait(lambda: flow.summary.outcome.imported > 0)
        flow.job._timer.stop()
        return window

    def import_summary(place: Path) -> MainWindow:
        """What came of it."""
        window = _planned(begin, place)
        keys(window, "\r")
        _wait(lambda: not window.importing.is_busy)
        window.job.close()
        return window

    def import_nothing_there(place: Path) -> MainWindow:
        """A folder without an article."""
        window = begin(place)
        window.show()
        _settle()
        (place / "bare").mkdir()
        window.importing.show_plan([place / "bare"])
        _wait(lambda: not window.importing.flow.preview.is_reading)
        return window

    def import_dropping(place: Path) -> MainWindow:
        """Files are dragged over the window."""
        from PySide6.QtCore import QMimeData, QUrl

        window = begin(place)
        window.show()
        _settle()
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(place))])
        window.importing.drops._show(data)
        return window

    return (
        import_preview,
        import_left_out,
        import_options,
        import_running,
        import_summary,
        import_nothing_there,
        import_dropping,
    )


def annotation_states(begin: Begin, keys: Callable[[MainWindow, str], None]) -> tuple[Begin, ...]:
    """The states of annotations that come from elsewhere, and of tables."""

    def mapped(place: Path) -> MainWindow:
        window = begin(place)
        window.show()
        _settle()
        window.importing.show_plan([write_annotations(place)])
        _wait(lambda: not window.importing.flow.preview.is_reading)
        keys(window, "\r")
        _wait(lambda: not window.importing.is_busy)
        adoption = window.importing.flow.adoption
        _wait(lambda: adoption.mapping.model.rowCount() > 0)
        return window

    def import_mapping(place: Path) -> MainWindow:
        """What foreign names become."""
        return mapped(place)

    def import_mapping_changed(place: Path) -> MainWindow:
        """One of them is changed by typing."""
        window = mapped(place)
        keys(window, "E")
        keys(window, "border")
        return window

    def import_annotators(place: Path) -> MainWindow:
        """Several people annotated the same article; each gets a layer, and values of attributes are mapped."""
        window = begin(place)
        window.show()
        _settle()
        kena = write_annotations(place)
        for name in ("ann", "bob"):
            shutil.copytree(kena, place / "work" / name)
        window.importing.show_plan([place / "work"])
        _wait(lambda: not window.importing.flow.preview.is_reading)
        keys(window, "\r")
        _wait(lambda: not window.importing.is_busy)
        _wait(lambda: window.importing.flow.adoption.mapping.model.rowCount() > 0)
        keys(window, "A")
        keys(window, "each\r")
        return window

    def import_kept(place: Path) -> MainWindow:
        """What the schema has no name for is told above the article."""
        window = import_annotations(place)
        keys(window, "\r")
        project = window.session.project
        kept = next(key for key in project.documents.ids() if project.adoptions.of_document(key))
        window.session.open_document(kept)
        _settle()
        return window

    def import_annotations(place: Path) -> MainWindow:
        """What came of them."""
        window = mapped(place)
        keys(window, "\r")
        _wait(lambda: not window.importing.is_busy)
        _settle()
        return window

    def import_quarantine(place: Path) -> MainWindow:
        """What could not be placed."""
        window = import_annotations(place)
        window.actions_by_id.run("project.quarantine")
        return window

    def import_columns(place: Path) -> MainWindow:
        """The columns of a table, with a look at its rows."""
        window = begin(place)
        window.show()
        _settle()
        path = place / f"{LONG[:80]}.csv"
        body = TEXT.format(title="x", day=1, name="Kena", count=3).replace("\n", " ")
        rows = [f'"News {k} – {name}";"{body}";2023-11-0{k};"{LONG}"' for k, name in enumerate(NAMES, start=1)]
        path.write_text("a;b;c;d of a column with a long name & more\n" + "\n".join(rows), encoding="utf-8")
        window.importing.show_plan([path])
        _wait(lambda: not window.importing.flow.preview.is_reading)
        keys(window, "Ocolumns\r")
        _wait(window.importing.flow.options.columns.isVisible)
        keys(window, "\t")
        keys(window, "a\t")
        return window

    return (
        import_mapping,
        import_mapping_changed,
        import_annotators,
        import_annotations,
        import_kept,
        import_quarantine,
        import_columns,
    )
