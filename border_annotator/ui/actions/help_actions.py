"""Keys for help: the sheet of all keys, and changing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.ui.errors.report_panel import ReportPanel
from border_annotator.ui.errors.unexpected import last_report
from border_annotator.ui.help.key_editor import KeyEditor
from border_annotator.ui.help.key_sheet import KeySheet
from border_annotator.ui.help.welcome import Welcome
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.ui.main_window import MainWindow


class HelpActions:
    """Opens what explains the window; each part is made when it is asked for first, so that starting costs nothing."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._sheet: KeySheet | None = None
        self._editor: KeyEditor | None = None
        self._welcome: Welcome | None = None
        self._report: ReportPanel | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "keys.sheet": self.show_sheet,
            "keys.change": self.change_keys,
            "help.welcome": self.welcome,
            "help.report": self.show_report,
        }

    def show_sheet(self) -> None:
        """Show all keys."""
        if self._sheet is None:
            self._sheet = KeySheet(self._window, self._window.actions_by_id.run)
        self._sheet.open()

    def change_keys(self) -> None:
        """Let the user give actions other keys."""
        if self._editor is None:
            self._editor = KeyEditor(self._window)
            self._editor.changed.connect(self._window.showing.keys)
        self._editor.open()

    def show_report(self) -> None:
        """Show what is known of the last fault of the program."""
        report = last_report()
        if report is None:
            self._window.message.say(tr("Nothing has gone wrong inside the program since it was started."))
            return
        if self._report is None:
            self._report = ReportPanel(self._window)
        self._report.open(report)

    def welcome(self) -> None:
        """Show the first steps."""
        if self._welcome is None:
            self._welcome = Welcome(self._window)
        self._welcome.open()
        self._window.settings.set("welcomed", value=True)
