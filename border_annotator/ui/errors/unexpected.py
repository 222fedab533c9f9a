"""What happens when the program itself is wrong: it says so, keeps what it knows, and goes on."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QMessageBox

from border_annotator.domain.errors import KnownError
from border_annotator.settings import paths
from border_annotator.ui.said import told

if TYPE_CHECKING:
    from types import TracebackType

log = logging.getLogger(__name__)


@runtime_checkable
class TellsProblems(Protocol):
    """A window with a place for problems: one line for all of them, and never a stack of boxes."""

    def tell_problem(self, sentence: str) -> None:
        """Say what went wrong and what to do."""

    def isVisible(self) -> bool:  # noqa: N802 - Qt's name
        """Whether anyone can read it."""


def install_hook() -> None:
    """Tell of errors that nobody caught instead of losing them in a terminal."""
    sys.excepthook = _tell


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    if isinstance(error, KnownError):
        words = told(error)
        log.warning("%s", error)
    else:
        words = (
            "Something went wrong inside the program. Every edit that was shown as saved is on disk."
            f"\n\n{kind.__name__}: {error}\n\nThe details are in {paths.log_file()}."
        )
        log.error("unexpected", exc_info=(kind, error, trace))
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, TellsProblems) and w.isVisible()), None)
    if window is not None:
        window.tell_problem(" ".join(words.split()))
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "Border Annotator", words, parent=QApplication.activeWindow())
    box.setModal(False)
    box.open()
