"""Pictures of every screen and state: ``python -m tests.screenshots FOLDER``.

They are made from the real window with the seeds, whose suggestions are the gold annotations, and with an article of
long and ugly data. Look at them after every change of the window.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests import export_pictures, import_pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.ui.main_window import MainWindow

SIZES = ((1440, 900), (1024, 700))
UGLY_TITLE = (
    "Guards, guards 🚨 and “irregular” crossings — what the ministries of nine states said on one very long Friday"
)
UGLY = (
    f"{UGLY_TITLE}\n\n"
    "By A Correspondent With A Remarkably Long Name\n\n"
    "Officials in Šalčininkai 🇱🇹 said that Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
    "gesellschaft counted 1\u00a0234\u202f567 attempts at the border with Belarus on Friday. "
    "Γερμανία και Ελλάδα, حرس الحدود and 国境警備隊 took part 👩\u200d👩\u200d👧\u200d👦.\n\n"
    "Subscribe to our newsletter\n"
)

OVERLAPS = (
    "Overlaps of the ministry of the interior of Lithuania and what it said about KenaMedininkai\n\n"
    "Yesterday the ministry deployed 1,500 guards to Kena, Medininkai and Šalčininkai after the closure of the border, "
    "and some 10,000 more were said to come. KenaMedininkaiŠalčininkai is no place.\n\n"
    "The words الحدود مغلقة today were read out.\n\n"
    "Suggested, Confirmed, Corrected and Rejected are names; suggested, confirmed, corrected and rejected are events.\n"
)


def main(folder: Path, names: frozenset[str] = frozenset()) -> int:
    """Write pictures of all states, or of those named, into ``folder``; returns the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = {name: state for name, state in STATES.items() if not names or name in names}
    with tempfile.TemporaryDirectory() as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        application = QApplication(["screenshots"])
        application.setStyle("Fusion")
        for theme in ("light", "dark"):
            for width, height in SIZES:
                for name, state in chosen.items():
                    with tempfile.TemporaryDirectory() as place:
                        _choose_theme(theme)
                        window = state(Path(place))
                        window.resize(width, height)
                        window.show()
                        _settle()
                        path = folder / f"{name}-{theme}-{width}.png"
                        window.grab().save(str(path))
                        window.close()
                        window.deleteLater()
                        _settle()
    sys.stdout.write(f"{len(chosen) * len(SIZES) * 2} pictures in {folder}\n")
    return 0


def _choose_theme(theme: str) -> None:
    from border_annotator.settings import paths
    from border_annotator.settings.store import Settings

    Settings(paths.settings_file()).set("theme", theme)


def _settle() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

    for _ in range(8):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _gold(place: Path) -> MainWindow:
    from border_annotator.ui.app import create_window
    from tests.gold_suggestions import gold_project

    path = place / "baltic-2023.bap"
    gold_project(path)
    return create_window(path)


def _keys(window: MainWindow, keys: str) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    window.show()
    _settle()
    for key in keys:
        QTest.keyClicks(QApplication.focusWidget() or window.article, key)
        _settle()


def review(place: Path) -> MainWindow:
    """Some events judged, one in focus."""
    window = _gold(place)
    _keys(window, "AAA")
    return window


def every_state(place: Path) -> MainWindow:
    """Confirmed, corrected, rejected and struck through."""
    window = _gold(place)
    _keys(window, "AAXX")
    window.actions_by_id.run("event.attribute")
    _keys(window, "planned\r")
    window.actions_by_id.run("view.rejected")
    return window


def second_article(place: Path) -> MainWindow:
    """The article with a date and a date header."""
    window = _gold(place)
    _keys(window, "]JJ")
    return window


def choosing_a_type(place: Path) -> MainWindow:
    """The chooser over the window."""
    window = _gold(place)
    _keys(window, "Tpush")
    return window


def choosing_a_filler(place: Path) -> MainWindow:
    """What may fill a role, the nearest first."""
    window = _gold(place)
    _keys(window, "Rplace\r")
    return window


def palette(place: Path) -> MainWindow:
    """Every command."""
    window = _gold(place)
    _keys(window, "")
    window.actions_by_id.run("view.palette")
    return window


def key_sheet(place: Path) -> MainWindow:
    """All keys."""
    window = _gold(place)
    _keys(window, "?")
    return window


def key_conflict(place: Path) -> MainWindow:
    """A key that another action has."""
    window = _gold(place)
    _keys(window, "")
    window.actions_by_id.run("keys.change")
    _keys(window, "event\rJ")
    return window


def guidelines(place: Path) -> MainWindow:
    """The entry of the event in focus, beside the work."""
    window = _gold(place)
    _keys(window, "AA")
    window.actions_by_id.run("help.guideline")
    return window


def guideline_of_choice(place: Path) -> MainWindow:
    """The entry of what the chooser marks."""
    window = _gold(place)
    _keys(window, "Tpushback")
    window.guide.show()
    return window


def time_line(place: Path) -> MainWindow:
    """Everything that was done."""
    window = _gold(place)
    _keys(window, "AXA")
    window.actions_by_id.run("history.timeline")
    return window


def first_steps(place: Path) -> MainWindow:
    """What this is and how to begin."""
    window = _gold(place)
    _keys(window, "")
    window.actions_by_id.run("help.welcome")
    return window


def notes(place: Path) -> MainWindow:
    """Notes and flags of the project."""
    window = _gold(place)
    _keys(window, "Qwho sent them, and is it the same rotation as in September?\rJ")
    window.actions_by_id.run("note.ask")
    window.actions_by_id.run("note.article")
    _keys(window, "the source is a translation\r")
    window.actions_by_id.run("note.list")
    return window


def article_facts(place: Path) -> MainWindow:
    """The facts of an article whose date is in doubt."""
    from dataclasses import replace

    from border_annotator.domain.edit import Edit, change_of
    from border_annotator.domain.facts import facts_of
    from border_annotator.services import annotate

    window = _gold(place)
    _keys(window, "]")
    session = window.session
    if session.sheet is not None:
        before = facts_of(session.sheet.document)
        date = replace(before.layout.published, suspect=True, note="a Friday's closure was announced in August 2023")
        after = replace(before, layout=replace(before.layout, published=date))
        annotate.apply(session.project, Edit("Doubt the date", (change_of(before.document_id, before, after),)))
        session.reload()
    _keys(window, "D")
    return window


def no_such_date(place: Path) -> MainWindow:
    """A date that could be two, and no date so far."""
    window = _gold(place)
    _keys(window, "D03/04/2023\r")
    return window


def date_in_doubt(place: Path) -> MainWindow:
    """The warning above an article whose date is in doubt."""
    window = article_facts(place)
    window.facts_form.dismiss()
    _keys(window, "JJ")
    return window


def date_set(place: Path) -> MainWindow:
    """Every relative time has followed the date that was set."""
    window = _gold(place)
    _keys(window, "AAD2023-11-10\rJ")
    return window


def unmasked(place: Path) -> MainWindow:
    """A line of boilerplate that is part of the article now."""
    window = _gold(place)
    cursor = window.article.textCursor()
    cursor.setPosition(1065)
    window.article.setTextCursor(cursor)
    _keys(window, "B")
    return window


def masking_asks(place: Path) -> MainWindow:
    """A line that holds what the reviewer has annotated."""
    window = _gold(place)
    _keys(window, "AAA")
    cursor = window.article.textCursor()
    cursor.setPosition(1200)
    window.article.setTextCursor(cursor)
    _keys(window, "B")
    return window


def gazetteer_offer(place: Path) -> MainWindow:
    """A corrected name is offered to the project's gazetteer."""
    window = _gold(place)
    cursor = window.article.textCursor()
    cursor.setPosition(window.article.document().find("State Border Guard").position())
    window.article.setTextCursor(cursor)
    _keys(window, "Iagency:lt-border-guard\r")
    return window


def gazetteer(place: Path) -> MainWindow:
    """The project's own names."""
    from border_annotator.services.gazetteer import add_entry, new_entry

    window = _gold(place)
    for names, label in ((("Kena",), "CROSSING_POINT"), (("Grupa Granica", "Granica Group"), "CIVIL_ORG")):
        add_entry(window.session.project, new_entry(label, names))
    _keys(window, "")
    window.actions_by_id.run("gazetteer.show")
    return window


def gazetteer_entry(place: Path) -> MainWindow:
    """One of them, changed; a label that is none."""
    window = gazetteer(place)
    _keys(window, "kena\r\r")
    window.gazetteer_form.lines[1].setText("harbour")
    window.gazetteer_form.accept()
    return window


def could_not_label(place: Path) -> MainWindow:
    """Articles that a run gave up."""
    from border_annotator.services.import_documents import import_documents
    from border_annotator.services.prelabel import PrelabelStep
    from border_annotator.services.project import create_project
    from border_annotator.settings.paths import seeds_folder
    from border_annotator.ui.app import create_window

    path, reason = place / "baltic-2023.bap", "The labelling process ended twice while it read this article."
    with create_project(path) as project:
        for _step in import_documents(project, [seeds_folder()]):
            pass
        with project.file.transaction():
            for key in project.documents.ids():
                project.suggestions.add_failure(key, reason)
        ids = project.documents.ids()
    window = create_window(path)
    window.job._done, window.job._failures = 2, [(key, reason) for key in ids]
    window.job.failed.emit(window.job._said_failures())
    window.job.progressed.emit(PrelabelStep(0, 0))
    return window


def wrong_value(place: Path) -> MainWindow:
    """A value that cannot be."""
    window = _gold(place)
    _keys(window, "Vmany, many\r")
    return window


def backup_list(place: Path) -> MainWindow:
    """All backups, with what differs from the newest one."""
    from border_annotator.services.backups import back_up

    window = _gold(place)
    _keys(window, "A")
    back_up(window.session.project.path)
    _keys(window, "X")
    window.actions_by_id.run("project.backups")
    _wait_for(lambda: not window.going_back._listing.is_running and not window.going_back._comparing.is_running)
    return window


def fault_report(place: Path) -> MainWindow:
    """What is known of a fault of the program."""
    from border_annotator.settings.reports import report_of
    from border_annotator.ui.errors.report_panel import ReportPanel

    window = _gold(place)
    _keys(window, "")
    panel = ReportPanel(window)
    try:
        window.session.project.documents.get("nothing")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is for the picture
        panel.open(report_of(error))
    return window


def read_only(place: Path) -> MainWindow:
    """A project that is open for reading only."""
    from border_annotator.ui.app import create_window
    from tests.gold_suggestions import gold_project

    path = place / "baltic-2023.bap"
    gold_project(path)
    window = create_window(path, read_only=True)
    _keys(window, "A")
    return window


def note_editor(place: Path) -> MainWindow:
    """A note on an event, being written."""
    window = _gold(place)
    _keys(window, "JQWho is meant: the ministry, or the border guard?")
    return window


def recovery(place: Path) -> MainWindow:
    """What could be saved of a damaged project."""
    from tests.gold_suggestions import gold_project

    damaged = place / "damaged.bap"
    gold_project(damaged)
    raw = bytearray(damaged.read_bytes())
    raw[2 * 4096 : 5 * 4096] = bytes(3 * 4096)
    damaged.write_bytes(raw)
    window = _gold(place)
    window.recovering._start(damaged)
    _wait_for(lambda: not window.recovering.is_running)
    return window


def _wait_for(done: Callable[[], bool]) -> None:
    while not done():
        _settle()
    _settle()


def refusal(place: Path) -> MainWindow:
    """A sentence that says why not."""
    window = _gold(place)
    _keys(window, "G")
    return window


def done(place: Path) -> MainWindow:
    """An article that is done, and the queue's filter."""
    window = _gold(place)
    _keys(window, "AA")
    window.actions_by_id.run("document.confirm_rest")
    window.actions_by_id.run("document.done")
    window.actions_by_id.run("document.previous")
    return window


def pre_labelling(place: Path) -> MainWindow:
    """A run under way, as its first steps show it."""
    from border_annotator.services.import_documents import import_documents
    from border_annotator.services.prelabel import PrelabelStep
    from border_annotator.services.project import create_project
    from border_annotator.settings.paths import seeds_folder
    from border_annotator.ui.app import create_window

    path = place / "baltic-2023.bap"
    with create_project(path) as project:
        for _step in import_documents(project, [seeds_folder()]):
            pass
    window = create_window(path)
    window.job.progressed.emit(PrelabelStep(212, 1000, rate=17.0, left=46.0))
    return window


def empty(place: Path) -> MainWindow:
    """A project without articles."""
    from border_annotator.services.project import create_project
    from border_annotator.ui.app import create_window

    path = place / "empty.bap"
    create_project(path).close()
    return create_window(path)


def ugly(place: Path) -> MainWindow:
    """Long words, many scripts, emoji, and a long queue."""
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import Argument, Event
    from border_annotator.domain.span import Span
    from border_annotator.services.import_documents import import_documents
    from border_annotator.services.project import create_project
    from border_annotator.ui.app import create_window
    from tests.gold_suggestions import suggest

    texts = place / "texts"
    texts.mkdir()
    (texts / "000-ugly.txt").write_text(UGLY, encoding="utf-8")
    for number in range(1, 40):
        (texts / f"{number:03}.txt").write_text(
            f"Article {number}\n\nGuards counted {number} people.\n", encoding="utf-8"
        )
    path = place / ("a-project-with-a-very-long-name-" * 3 + ".bap")
    with create_project(path) as project:
        for _step in import_documents(project, [texts]):
            pass
        ids = project.documents.ids()

        def span(words: str) -> Span:
            start = UGLY.index(words)
            return Span(start, start + len(words))

        long_word = UGLY[UGLY.index("Donau") : UGLY.index(" counted")]
        entities = [
            Entity("a" * 32, span("Šalčininkai"), "PLACE", link="place:salcininkai"),
            Entity("b" * 32, span(long_word), "BORDER_AGENCY", link="agency:xx-" + "very-long-" * 6 + "name"),
            Entity("c" * 32, span("border with Belarus"), "BORDER", link="border:BY-LT"),
            Entity("d" * 32, span("حرس الحدود"), "BORDER_AGENCY"),
            Entity("e" * 32, span("国境警備隊"), "BORDER_AGENCY"),
        ]
        event = Event(
            "f" * 32,
            "Crossing.Attempt",
            span("attempts"),
            arguments=(
                Argument("source", ref="b" * 32),
                Argument("place", ref="c" * 32),
                Argument("place", ref="a" * 32),
            ),
        )
        suggest(project, ids[0], [*entities, event])
        for document_id in ids[1:]:
            suggest(project, document_id, [])
    return create_window(path)


def overlaps(place: Path) -> MainWindow:
    """Marks that overlap, lie in each other and touch, in every state, and a line of mixed directions."""
    from border_annotator.domain.annotation import anchor_of
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import Argument, Event
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.span import Span
    from border_annotator.services import correct, review
    from border_annotator.services.import_documents import import_documents
    from border_annotator.services.project import create_project
    from border_annotator.services.worksheets import read_worksheet
    from border_annotator.ui.app import create_window
    from tests.gold_suggestions import suggest

    folder = place / "texts"
    folder.mkdir()
    (folder / "overlaps.txt").write_text(OVERLAPS, encoding="utf-8")
    path = place / "overlaps.bap"
    with create_project(path) as project:
        for _step in import_documents(project, [folder]):
            pass
        (document_id,) = project.documents.ids()
        text = project.documents.get(document_id).text
        made = iter(range(1, 100))

        def span(words: str, nth: int = 0) -> Span:
            start = -1
            for _k in range(nth + 1):
                start = text.index(words, start + 1)
            return Span(start, start + len(words))

        def entity(words: str, label: str = "PLACE", nth: int = 0) -> Entity:
            return Entity(f"{next(made):032x}", span(words, nth), label)

        everything: list[Entity | Figure] = [
            entity("the ministry of the interior of Lithuania", "GOVERNMENT"),
            entity("ministry of the interior", "GOVERNMENT"),
            entity("interior of Lithuania"),
            entity("Lithuania", "COUNTRY"),
            entity("Kena"),
            entity("Medininkai"),
            entity("Šalčininkai"),
            entity("الحدود مغلقة today", "BORDER"),
            entity("Suggested"),
            entity("Confirmed"),
            entity("Corrected"),
            entity("Rejected"),
            entity("border", "BORDER"),
            Figure(
                f"{next(made):032x}",
                span("some 10,000 more"),
                "count",
                value=10000,
                comparator="approx",
                change="additional",
                counted="migrant",
            ),
            Figure(f"{next(made):032x}", span("1,500"), "count", value=1500, counted="guard", comparator="eq"),
        ]
        closing = Event(f"{next(made):032x}", "Border.Closure", span("closure of the border"))
        event = Event(
            f"{next(made):032x}",
            "Force.Deployment",
            span("deployed"),
            arguments=(
                Argument("agent", ref=everything[0].id),
                Argument("place", ref=everything[3].id),
                Argument("count", ref=everything[-1].id),
                Argument("place", ref=everything[4].id),
                Argument("destination", ref=everything[5].id),
                Argument("reason", ref=everything[6].id),
            ),
        )
        events = [
            Event(f"{next(made):032x}", "Force.Deployment", span(words))
            for words in ("suggested", "confirmed", "corrected", "rejected")
        ]
        suggest(project, document_id, [*everything, closing, event, *events])
        for item in (*everything, *events):
            words = anchor_of(item).text_in(text)
            sheet = read_worksheet(project, document_id)
            if words in ("Confirmed", "confirmed"):
                review.confirm(project, sheet, item.id)
            elif words in ("Rejected", "rejected"):
                review.reject(project, sheet, item.id)
            elif words == "Corrected":
                correct.set_label(project, sheet, item.id, "COUNTRY")
            elif words == "corrected":
                correct.set_attribute(project, sheet, item.id, "status", "planned")
    window = create_window(path)
    window.actions_by_id.run("view.rejected")
    window.session.focus_event(event.id)
    window.article.put_caret(anchor_of(everything[-1]).start + 1)
    return window


def role_waits(place: Path) -> MainWindow:
    """A role of the event in focus waits for what fills it."""
    window = _gold(place)
    _keys(window, "JJJ1")
    return window


def card_rows(place: Path) -> MainWindow:
    """All rows of a card, walked by keys."""
    window = _gold(place)
    _keys(window, "JJJ33E")
    return window


def figure_editor(place: Path) -> MainWindow:
    """The editor of a quantity, with a line that will not do."""
    window = _gold(place)
    _keys(window, "JJJVmany people\r")
    return window


def date_editor(place: Path) -> MainWindow:
    """The editor of a time."""
    from border_annotator.domain.figure import Figure

    window = _gold(place)
    _keys(window, "]JJ")
    sheet = window.session.sheet
    times = (
        [item for item in sheet.figures if isinstance(item.value, Figure) and item.value.is_temporal] if sheet else []
    )
    window.cards.figures.edit(times[1])
    return window


def splitting(place: Path) -> MainWindow:
    """What goes to the second event."""
    window = _gold(place)
    _keys(window, "JJJP ")
    return window


def confirming_many(place: Path) -> MainWindow:
    """What can be confirmed at once, with the counts."""
    window = _gold(place)
    _keys(window, "")
    window.actions_by_id.run("many.article")
    return window


def filtered_queue(place: Path) -> MainWindow:
    """A queue with filters and another order."""
    window = _gold(place)
    _keys(window, "")
    for typed in ("least sure", "without a date", "event type: deployment", "language: english"):
        window.actions_by_id.run("queue.choose")
        _keys(window, typed + "\r")
    return window


def sorting_and_filtering(place: Path) -> MainWindow:
    """Every order and filter with its count."""
    window = filtered_queue(place)
    window.actions_by_id.run("queue.choose")
    return window


def finding_in_the_article(place: Path) -> MainWindow:
    """The bar with hits."""
    window = _gold(place)
    _keys(window, "")
    window.actions_by_id.run("article.find")
    _keys(window, "border\r")
    return window


def searching_everywhere(place: Path) -> MainWindow:
    """Hits in their context, some ticked."""
    window = _gold(place)
    _keys(window, "")
    window.actions_by_id.run("project.search")
    _keys(window, 'border "belarus"\r')
    while window.search.is_searching:
        _settle()
    _keys(window, "  ")
    return window


def nothing_found(place: Path) -> MainWindow:
    """A search without a hit."""
    window = _gold(place)
    _keys(window, "")
    window.actions_by_id.run("project.search")
    _keys(window, "zeppelin\r")
    while window.search.is_searching:
        _settle()
    return window


STATES: dict[str, Callable[[Path], MainWindow]] = {
    state.__name__.replace("_", "-"): state
    for state in (
        review,
        every_state,
        second_article,
        choosing_a_type,
        choosing_a_filler,
        palette,
        key_sheet,
        key_conflict,
        guidelines,
        guideline_of_choice,
        notes,
        time_line,
        first_steps,
        article_facts,
        no_such_date,
        date_in_doubt,
        date_set,
        unmasked,
        masking_asks,
        gazetteer_offer,
        gazetteer,
        gazetteer_entry,
        could_not_label,
        wrong_value,
        backup_list,
        fault_report,
        read_only,
        note_editor,
        recovery,
        refusal,
        done,
        pre_labelling,
        empty,
        ugly,
        overlaps,
        role_waits,
        card_rows,
        figure_editor,
        date_editor,
        splitting,
        confirming_many,
        filtered_queue,
        sorting_and_filtering,
        finding_in_the_article,
        searching_everywhere,
        nothing_found,
        *import_pictures.states(_gold, _keys),
        *import_pictures.annotation_states(_gold, _keys),
        *export_pictures.states(_gold, _keys),
    )
}

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"), frozenset(sys.argv[2:])))
