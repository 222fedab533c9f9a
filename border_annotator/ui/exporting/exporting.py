"""The key for exporting; what it needs is loaded when it is pressed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.ui.exporting.flow import ExportFlow
    from border_annotator.ui.main_window import MainWindow


class Exporting(QObject):
    """Shows what would be exported, and exports."""

    said = Signal(str)
    """What an export has come to, in words."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made = False

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"project.export": self.show}

    @cached_property
    def flow(self) -> ExportFlow:
        """The way from choices to files, made when it is first gone."""
        from border_annotator.ui.exporting.flow import ExportFlow

        self._made = True
        flow = ExportFlow(self._window)
        flow.said.connect(self.said)
        return flow

    def show(self) -> None:
        """Show what would go out, or how far that is which is under way."""
        self.flow.show()

    def start_export(self, folder: Path) -> None:
        """Write one native file per article into a folder, without asking."""
        from border_annotator.services.export_choice import ExportChoice

        self.flow.start(ExportChoice(), folder)

    @property
    def is_busy(self) -> bool:
        """Whether an export is under way."""
        return self._made and self.flow.is_running

    def close(self) -> None:
        """Stop what is under way, before the project is closed; what was there before stays."""
        if self._made:
            self.flow.close()
