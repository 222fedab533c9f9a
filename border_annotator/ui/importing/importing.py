"""Keys for bringing articles in; what they need is loaded when one of them is pressed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.errors import KnownError
from border_annotator.ui.importing.drops import Drops
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import QMimeData

    from border_annotator.ui.importing.flow import ImportFlow
    from border_annotator.ui.importing.folder_watch import FolderWatch
    from border_annotator.ui.importing.quarantine_page import QuarantinePage
    from border_annotator.ui.main_window import MainWindow

ALL = "All files (*)"
WAIT = 1_000
"""Milliseconds until it is tried again to import what appeared in a folder."""


class Importing(QObject):
    """Asks for files, takes what is pasted or dropped, and shows what would come in."""

    said = Signal(str)
    """What an import has brought to the disk by now, in words."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made = self._watches = self._keeps_apart = False
        self.drops = Drops(window)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "project.import": self.import_files,
            "project.import_folder": self.import_folder,
            "project.import_clipboard": self.import_clipboard,
            "project.import_report": self.show_again,
            "project.watch": self.toggle_watch,
            "project.quarantine": self.show_quarantine,
        }

    @cached_property
    def flow(self) -> ImportFlow:
        """The way from files to stored articles, made when it is first gone."""
        from border_annotator.ui.importing.flow import ImportFlow

        self._made = True
        flow = ImportFlow(self._window)
        flow.said.connect(self.said)
        return flow

    def import_files(self) -> None:
        """Choose files, and see what would come in."""
        names, _kind = QFileDialog.getOpenFileNames(self._window, tr("Import articles"), str(Path.home()), tr(ALL))
        if names:
            self.show_plan([Path(name) for name in names])

    def import_folder(self) -> None:
        """Choose a folder, and see what would come in."""
        name = QFileDialog.getExistingDirectory(self._window, tr("Import a folder of articles"), str(Path.home()))
        if name:
            self.show_plan([Path(name)])

    def import_clipboard(self) -> None:
        """See what would come in of the text, the page or the files in the clipboard."""
        from PySide6.QtGui import QGuiApplication

        # There are systems on which an empty clipboard has no data at all.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None or not self.take(data):
            self._window.session.refused.emit(tr("There is no text in the clipboard: copy an article or files first."))

    def take(self, data: QMimeData) -> bool:
        """See what would come in of something pasted or dropped; false when there is nothing that could."""
        from border_annotator.ui.importing.pasted import pasted

        found = pasted(data)
        if found is None:
            return False
        self.show_plan(found.paths, found.release)
        return True

    def show_plan(self, paths: Sequence[Path], release: Callable[[], None] | None = None) -> None:
        """Look into files and folders, and show what would come in."""
        if not self._is_refused() and not self._is_running():
            self.flow.show_plan(paths, release)
        elif release is not None:
            release()

    def start_import(self, paths: Iterable[Path]) -> None:
        """Import files and folders as it is proposed, without showing it first."""
        if not self._is_refused():
            from border_annotator.services.import_plan import ImportChoices

            self.flow.start(list(paths), ImportChoices())

    def show_again(self) -> None:
        """Show the plan that waits, or what came of the last import."""
        if not self._made or not self.flow.show_again():
            self._window.session.refused.emit(tr("Nothing was imported since the project was opened."))

    @cached_property
    def quarantine(self) -> QuarantinePage:
        """The page of what could not be placed, made when it is first asked for."""
        from border_annotator.ui.importing.quarantine_page import QuarantinePage

        self._keeps_apart = True
        return QuarantinePage(self._window)

    def show_quarantine(self) -> None:
        """Show the annotations from elsewhere that could not be placed."""
        self.quarantine.begin()

    @cached_property
    def watch(self) -> FolderWatch:
        """The folder that is watched, if one is."""
        from border_annotator.ui.importing.folder_watch import FolderWatch

        self._watches = True
        watch = FolderWatch(lambda: not self.is_busy, self)
        watch.found.connect(self._on_found)
        return watch

    def begin(self) -> None:
        """Watch the folder that was watched when the project was open last."""
        window = self._window
        if window.settings.text("watched") and window.session.project.file.is_writable and not window.is_closed:
            from border_annotator.ui.importing.folder_watch import watched_folder

            folder = watched_folder(window.settings, window.session.project.path)
            if folder is not None:
                self._watch(folder)

    def toggle_watch(self) -> None:
        """Choose a folder whose articles come in by themselves, or watch it no longer."""
        if self._is_refused():
            return
        from border_annotator.ui.importing.folder_watch import keep_watched

        window, path = self._window, self._window.session.project.path
        if self._watches and self.watch.folder is not None:
            self.watch.end()
            keep_watched(window.settings, path, None)
            window.status.show_watched("")
            window.status.say_saved(tr("No folder is watched any more"))
        elif name := QFileDialog.getExistingDirectory(window, tr("Watch a folder for articles"), str(Path.home())):
            keep_watched(window.settings, path, Path(name))
            self._watch(Path(name))
        window.actions_by_id["project.watch"].setChecked(self._watches and self.watch.folder is not None)

    def _watch(self, folder: Path) -> None:
        self.watch.begin(folder)
        self._window.status.show_watched(folder.name or str(folder))
        self._window.actions_by_id["project.watch"].setChecked(True)

    def _on_found(self, paths: object) -> None:
        if not isinstance(paths, list) or self._window.is_closed:
            return
        if self.is_busy:
            QTimer.singleShot(WAIT, self, lambda: self._on_found(paths))
        else:
            self.flow.start(paths, self.flow.options.choices, watched=self.watch.folder)

    @property
    def is_busy(self) -> bool:
        """Whether an import is under way."""
        return self._made and self.flow.is_running

    def close(self) -> None:
        """Stop what is under way, before the project is closed; what is finished stays."""
        if self._keeps_apart:
            self.quarantine.close_work()
        if self._watches:
            self.watch.close()
        if self._made:
            self.flow.close()

    def _is_running(self) -> bool:
        if self.is_busy:
            self._window.session.refused.emit(tr("An import is under way: wait for it to end."))
        return self.is_busy

    def _is_refused(self) -> bool:
        """Whether the project is open for reading only, which is said."""
        try:
            self._window.session.project.file.must_be_writable()
        except KnownError as error:
            self._window.session.refused.emit(told(error))
            return True
        return False
