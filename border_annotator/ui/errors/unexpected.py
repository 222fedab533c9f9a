"""What happens when the program itself is wrong: it says so, keeps what it knows, and goes on."""

from __future__ import annotations

import logging
import sys
from collections import deque
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from border_annotator.domain.errors import KnownError
from border_annotator.settings.native_crashes import take_crash
from border_annotator.settings.reports import Report, keep, report_of
from border_annotator.ui.actions.keys import key
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from types import TracebackType

    from border_annotator.ui.main_window import MainWindow

log = logging.getLogger(__name__)


@runtime_checkable
class TellsProblems(Protocol):
    """A window with a place for problems: one line for all of them, and never a stack of boxes."""

    def rescue(self) -> str:
        """Bring what is open to safety; gives a sentence on where it is, empty when it is where it was."""

    def tell_problem(self, sentence: str) -> None:
        """Say what went wrong and what to do."""

    def isVisible(self) -> bool:  # noqa: N802 - Qt's name
        """Whether anyone can read it."""


_reports: deque[Report] = deque(maxlen=1)


def install_hook() -> None:
    """Tell of errors that nobody caught instead of losing them in a terminal."""
    sys.excepthook = _tell


def last_report() -> Report | None:
    """The report of the last fault since the program was started."""
    return _reports[-1] if _reports else None


def tell_of_crash(window: MainWindow) -> None:
    """Say in a window that the program was brought down the last time, and let the report of it be read."""
    report = take_crash()
    if report is None:
        return
    keep(report)
    _reports.append(report)
    window.notices.add(
        tr(
            "The program came to a sudden end the last time, through a fault in a library. Every edit that was shown as"
            " saved is on disk."
        ),
        button=tr("Report…"),
        run=window.help.show_report,
        goes=True,
    )


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, TellsProblems) and w.isVisible()), None)
    if isinstance(error, KnownError):
        words = told(error)
        log.warning("%s", error)
    else:
        rescued = _rescue(window)
        _reports.append(report_of(error.with_traceback(trace)))
        keep(_reports[-1])
        words = (
            tr("Something went wrong inside the program. Every edit that was shown as saved is on disk.")
            + f" {rescued} {kind.__name__}: {error} "
            + tr("{key} shows a report that can be copied.", key=key("help.report"))
        )
        log.error("unexpected", exc_info=(kind, error, trace))
    if window is not None:
        window.tell_problem(" ".join(words.split()))
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "Border Annotator", words, parent=QApplication.activeWindow())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setModal(False)
    box.open()


def _rescue(window: TellsProblems | None) -> str:
    """Before anything is told: what tells may fail as well."""
    if window is None:
        return ""
    try:
        return window.rescue()
    except KnownError as error:
        return told(error)
    except Exception:  # a fault while a fault is looked after must not hide the first one
        log.exception("rescue")
        return ""
