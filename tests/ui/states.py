"""Every state of the window that a reviewer can come to, for tests that walk all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.figure import Figure
from border_annotator.domain.queue_filter import QueueFilter
from border_annotator.domain.sentence import say
from border_annotator.domain.splits import Shares
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice
from border_annotator.ui.backups.backup_list import BackupList
from border_annotator.ui.said import said
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.reviewer import Reviewer


def _keys(*keys: str) -> Callable[[Reviewer], None]:
    return lambda reviewer: reviewer.press(*keys)


def _asking_about_a_key(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+,", "Return", "J")


def _with_notes(reviewer: Reviewer) -> None:
    reviewer.press("Q")
    reviewer.answer("who is meant?")
    reviewer.press("J", "Shift+Q")


def _notes(reviewer: Reviewer) -> None:
    _with_notes(reviewer)
    reviewer.press("Ctrl+Shift+Q")


def _time_line(reviewer: Reviewer) -> None:
    reviewer.press("A", "X", "Ctrl+H")


def _event_time_line(reviewer: Reviewer) -> None:
    reviewer.press("A", "K", "Ctrl+Shift+H")


def _searching_guidelines(reviewer: Reviewer) -> None:
    reviewer.press("F1", "F1")
    reviewer.type("closure")


def _backups(reviewer: Reviewer) -> None:
    reviewer.press("A", "Ctrl+B")
    reviewer.wait(lambda: not reviewer.window.backups.is_running)
    reviewer.press("X", "Ctrl+Shift+B")
    overlay = reviewer.overlay()
    assert isinstance(overlay, BackupList)
    reviewer.wait(lambda: overlay.told.count("\n") > 0)


def _notice(reviewer: Reviewer) -> None:
    risk = say("This project lies in a folder that {by} keeps in step.", by="Dropbox")
    reviewer.window.notices.add(said(risk))


def _problem(reviewer: Reviewer) -> None:
    reviewer.window.tell_problem("The disk is full: make room, then do it again.")


def _labelling(reviewer: Reviewer) -> None:
    from border_annotator.services.prelabel import PrelabelStep

    reviewer.window.job.progressed.emit(PrelabelStep(212, 1000, rate=17.0, left=46.0))


def _filtered(reviewer: Reviewer) -> None:
    for answer in ("least sure", "without a date", "state: to review"):
        reviewer.press("Ctrl+Alt+Q")
        reviewer.answer(answer)


def _finding(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+F")
    reviewer.type("border")


def _searching(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Shift+F")
    reviewer.type("border")
    reviewer.press("Return")
    reviewer.wait(lambda: not reviewer.window.search.is_searching)
    settle_down()
    reviewer.press("Space")


def _figure_editor(reviewer: Reviewer) -> None:
    item = next(
        item for item in reviewer.sheet.figures if isinstance(item.value, Figure) and not item.value.is_temporal
    )
    reviewer.put_caret(item.start + 1)
    reviewer.press("V")


def _wrong_figure(reviewer: Reviewer) -> None:
    _figure_editor(reviewer)
    reviewer.type("qwxz")
    reviewer.press("Return")


def _date_editor(reviewer: Reviewer) -> None:
    item = next(item for item in reviewer.sheet.figures if isinstance(item.value, Figure) and item.value.is_temporal)
    reviewer.put_caret(item.start + 1)
    reviewer.press("V")


STORY = "Guards came to Narva on Friday. They saw nobody there, and went home again before the rain began to fall."


def _incoming(reviewer: Reviewer) -> Path:
    """A folder with an article, another that is alike, a file that is empty, and a foreign one beside."""
    folder = reviewer.session.project.path.parent / "incoming"
    folder.mkdir(exist_ok=True)
    (folder / "narva.txt").write_text(STORY, encoding="utf-8")
    (folder / "again.txt").write_text(STORY.replace("before the rain", "before rain"), encoding="utf-8")
    (folder / "garbled.txt").write_text("La frontiÃ¨re\n\nNarva.", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def _planned(reviewer: Reviewer) -> None:
    reviewer.window.importing.show_plan([_incoming(reviewer)])
    reviewer.wait(lambda: not reviewer.window.importing.flow.preview.is_reading)


def _version(reviewer: Reviewer) -> None:
    _planned(reviewer)
    reviewer.press("Down", "O")


def _summary(reviewer: Reviewer) -> None:
    _planned(reviewer)
    reviewer.press("Return")
    reviewer.wait(lambda: not reviewer.window.importing.is_busy)


def _columns(reviewer: Reviewer) -> None:
    path = reviewer.session.project.path.parent / "table.csv"
    path.write_text(f"one,two\nNarva,{STORY.replace(',', ' ')}\n", encoding="utf-8")
    reviewer.window.importing.show_plan([path])
    reviewer.wait(lambda: not reviewer.window.importing.flow.preview.is_reading)
    reviewer.press("O")
    reviewer.answer("columns")
    reviewer.wait(reviewer.window.importing.flow.options.columns.isVisible)


def _mapping(reviewer: Reviewer) -> None:
    folder = reviewer.session.project.path.parent / "brat"
    folder.mkdir(exist_ok=True)
    (folder / "narva.txt").write_text(STORY, encoding="utf-8")
    lines = ["T1\tLocation 15 20\tNarva", "T2\tWidget 0 6\tGuards", "T3\tLocation 900 905\tTartu", "A1\tSeen T1"]
    (folder / "narva.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    importing = reviewer.window.importing
    importing.show_plan([folder])
    reviewer.wait(lambda: not importing.flow.preview.is_reading)
    reviewer.press("Return")
    reviewer.wait(lambda: not importing.is_busy)
    reviewer.wait(lambda: importing.flow.adoption.mapping.model.rowCount() > 0)


def _adopted(reviewer: Reviewer) -> None:
    _mapping(reviewer)
    reviewer.press("Return")
    reviewer.wait(lambda: not reviewer.window.importing.flow.adoption.result.adopted.is_running)


def _quarantine(reviewer: Reviewer) -> None:
    _adopted(reviewer)
    reviewer.press("Ctrl+Alt+U")


def _export(*keys: str) -> Callable[[Reviewer], None]:
    """The page of the export with everything looked at, and what some keys bring."""

    def begin(reviewer: Reviewer) -> None:
        reviewer.press("Ctrl+E")
        flow = reviewer.window.exporting.flow
        flow.choosing.choose(ExportChoice("doccano", Source.SUGGESTIONS, shares=Shares()))
        reviewer.wait(lambda: flow.lost is not None)
        reviewer.press(*keys)

    return begin


def _exported(reviewer: Reviewer) -> None:
    _export()(reviewer)
    reviewer.window.exporting.flow.choosing.choose_folder(_folder(reviewer) / "exported")
    reviewer.press("Return")
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)


def _not_exported(reviewer: Reviewer) -> None:
    taken = _folder(reviewer) / "taken"
    taken.write_text("no folder", encoding="utf-8")
    _export()(reviewer)
    reviewer.window.exporting.flow.choosing.choose_folder(taken)
    reviewer.press("Return")
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)


def _offsets_refused(reviewer: Reviewer) -> None:
    _export()(reviewer)
    flow = reviewer.window.exporting.flow
    flow.choosing.choose(replace(flow.choosing.choice, text_use=TextUse.OFFSETS))
    reviewer.wait(lambda: not flow.page.may_write)


def _nothing_to_export(reviewer: Reviewer) -> None:
    _export()(reviewer)
    flow = reviewer.window.exporting.flow
    flow.choosing.choose_articles(QueueFilter(title="nothing"))
    reviewer.wait(lambda: flow.lost is not None)


def _folder(reviewer: Reviewer) -> Path:
    return reviewer.session.project.path.parent


STATES: dict[str, Callable[[Reviewer], None]] = {
    "reviewing": _keys(),
    "judged": _keys("A", "X", "H"),
    "other article": _keys("]"),
    "done": _keys("Ctrl+Shift+A", "Ctrl+Return", "["),
    "skipping": _keys("Ctrl+Shift+Return"),
    "walking the card": _keys("E"),
    "palette": _keys("Ctrl+K"),
    "type": _keys("T"),
    "role": _keys("R"),
    "facts": _keys("D"),
    "gazetteer": _keys("Ctrl+G"),
    "gazetteer entry": _keys("Ctrl+G", "Return"),
    "theme": _keys("Ctrl+T"),
    "keys": _keys("Ctrl+,"),
    "key conflict": _asking_about_a_key,
    "sheet": _keys("?"),
    "first steps": _keys("F2"),
    "guidelines": _keys("F1"),
    "searching guidelines": _searching_guidelines,
    "note": _keys("Q"),
    "with notes": _with_notes,
    "notes": _notes,
    "time-line": _time_line,
    "backups": _backups,
    "a notice": _notice,
    "time-line of an event": _event_time_line,
    "refusal": _keys("G"),
    "problem": _problem,
    "pre-labelling": _labelling,
    "role that waits": _keys("1"),
    "attributes": _keys("S"),
    "figure editor": _figure_editor,
    "date editor": _date_editor,
    "wrong figure": _wrong_figure,
    "splitting": _keys("P"),
    "merging": _keys("M"),
    "saying why": _keys("Z"),
    "confirming many": _keys("Ctrl+Alt+A"),
    "filter line": _keys("/"),
    "filtered": _filtered,
    "sorting and filtering": _keys("Ctrl+Alt+Q"),
    "find bar": _finding,
    "search": _searching,
    "import preview": _planned,
    "import options": _version,
    "import columns": _columns,
    "import summary": _summary,
    "mapping": _mapping,
    "annotations adopted": _adopted,
    "quarantine": _quarantine,
    "export": _export(),
    "export articles": _export("S"),
    "export format": _export("F"),
    "export text": _export("T"),
    "export splits": _export("V"),
    "losses": _export("L"),
    "places of a loss": _export("L", "Return"),
    "exported": _exported,
    "not exported": _not_exported,
    "offsets refused": _offsets_refused,
    "nothing to export": _nothing_to_export,
    "panels hidden": _keys("F8", "F9"),
}
"""What brings the window from its start on the gold project into each state."""


def enter(reviewer: Reviewer, state: str) -> None:
    """Bring the window into a state."""
    STATES[state](reviewer)
    settle_down()
