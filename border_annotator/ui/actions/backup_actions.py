"""Keys for backups."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.errors import Stopped
from border_annotator.services.backups import backups_folder, compare, custom_of, list_backups, restore
from border_annotator.settings.declared import allowed
from border_annotator.ui.backups.backup_list import BackupList
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.said import said
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.storage.backups import Backup
    from border_annotator.ui.main_window import MainWindow


class BackupActions(QObject):
    """Lists backups, makes one, and goes back to one; files are read and written beside the event loop."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._list: BackupList | None = None
        self._is_over = threading.Event()
        self._listing = Beside(self)
        self._comparing = Beside(self)
        self._restoring = Beside(self)
        self._listing.came.connect(lambda listed: self._made().set_backups(listed))
        self._comparing.came.connect(lambda found: self._made().show_comparison(*found))
        self._comparing.failed.connect(lambda sentence: self._made().show_problem(sentence))
        self._restoring.came.connect(self._restored)
        self._restoring.failed.connect(self._not_restored)
        window.backups.made.connect(self._was_made)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"project.backups": self.show, "project.backup": self.back_up}

    @property
    def is_busy(self) -> bool:
        """Whether the window is going back to a backup."""
        return self._restoring.is_running

    def show(self) -> None:
        """Show all backups."""
        self._made().open(str(backups_folder(self._path)), said(custom_of(self._path)))
        self._read()

    def back_up(self) -> None:
        """Make a backup now; the line at the bottom says when it is there."""
        self._window.status.say_saved(tr("Backing up…"))
        self._window.backups.make()

    def close(self) -> None:
        """Give up what is under way, before the project is closed."""
        self._is_over.set()
        for beside in (self._listing, self._comparing, self._restoring):
            beside.stop()

    def restore(self, backup: Backup) -> None:
        """Go back to a backup; the window takes no keys until that is done, and then another takes its place."""
        window, path = self._window, self._path
        if window.job.is_running or window.exporting.is_busy or window.importing.is_busy:
            window.message.say(tr("Something else is being written: wait for it to end, or cancel it."))
            return
        if not window.session.project.file.is_writable:
            window.message.say(tr("The project is open for reading only here: go back to a backup where it is edited."))
            return
        window.backups.close()
        window.soundness.close()
        window.session.busy = tr("The project is going back to a backup.")
        window.status.say_waiting(tr("Going back to a backup…"))
        window.places.setEnabled(False)
        self._restoring.start(lambda: iter([restore(path, backup, is_held=True, watch=self._watch)]))

    @property
    def _path(self) -> Path:
        return self._window.session.project.path

    def _made(self) -> BackupList:
        if self._list is None:
            self._list = BackupList(self._window)
            self._list.looked_at.connect(self._compare)
            self._list.restore_wanted.connect(self.restore)
            self._list.make_wanted.connect(self.back_up)
            self._list.folder_wanted.connect(self._choose_folder)
            self._list.minutes_wanted.connect(self._choose_minutes)
            self._list.room_wanted.connect(self._choose_room)
        return self._list

    def _read(self) -> None:
        path = self._path
        self._listing.start(lambda: iter([list_backups(path)]))

    def _compare(self, backup: Backup) -> None:
        path = self._path
        self._comparing.start(lambda: iter([(backup, compare(path, backup))]))

    def _was_made(self, backup: Backup) -> None:
        self._window.status.say_saved(tr("Backup made and checked: {name}", name=backup.path.name))
        if self._list is not None and self._list.isVisible():
            self._read()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, tr("Folder for backups"), str(self._path.parent))
        if folder:
            self._window.settings.set("backup_folder", folder)
            self.show()

    def _choose_minutes(self) -> None:
        choices = [
            Choice(str(minutes), tr_count("Every minute", "Every {count} minutes", minutes) if minutes else tr("Never"))
            for minutes in allowed("backup_minutes")
        ]
        self._choose(tr("A backup by itself, when something has changed"), "backup_minutes", choices)

    def _choose_room(self) -> None:
        choices = [Choice(str(room), tr("{room} MB", room=f"{room:,}")) for room in allowed("backup_megabytes")]
        self._choose(tr("Room that the backups of a project may take"), "backup_megabytes", choices)

    def _choose(self, title: str, setting: str, choices: list[Choice]) -> None:
        def choose(key: str) -> None:
            self._window.settings.set(setting, int(key))
            self._window.backups.follow_settings()
            self.show()

        self._window.chooser.ask(title, choices, choose)

    def _watch(self, _done: int, _total: int) -> None:
        if self._is_over.is_set():
            raise Stopped

    def _restored(self, _restored: object) -> None:
        self._window.reopen_asked.emit(tr("The project is as the backup has it; as it was before it is kept as one."))

    def _not_restored(self, sentence: str) -> None:
        window = self._window
        window.session.busy = None
        window.status.say_waiting(None)
        window.places.setEnabled(True)
        window.tell_problem(sentence)
