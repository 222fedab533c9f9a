"""All backups of a project, what differs, and the way back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from border_annotator.services.backups import TOLD
from border_annotator.storage.backups import Why
from border_annotator.ui.dialogs.browser import Browser, Row
from border_annotator.ui.said import said
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.services.backups import Comparison, Listed, Missing
    from border_annotator.storage.backup_facts import Contents
    from border_annotator.storage.backups import Backup
    from border_annotator.ui.main_window import MainWindow

WHY = {
    Why.BY_ITSELF: "made by itself",
    Why.ASKED: "asked for",
    Why.BEFORE_UPDATE: "before an update of the project",
    Why.BEFORE_RESTORE: "before going back to a backup",
    Why.DAMAGED: "the damaged file as it was found",
}


class BackupList(Browser):
    """Shows backups; what is done with one is said by a signal. Going back is asked for twice."""

    restore_wanted = Signal(object)
    """The backup to go back to."""
    looked_at = Signal(object)
    """The backup whose differences are wanted."""
    make_wanted = Signal()
    folder_wanted = Signal()
    minutes_wanted = Signal()
    room_wanted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Backups"), two_lines=True)
        self._listed: dict[str, Listed] = {}
        self._sure: str | None = None
        self._told = plain_label("", "plain")
        self._custom = plain_label("")
        for label in (self._told, self._custom):
            self.column.insertWidget(self.column.count() - 1, label)
        self._restore = self.add_button(
            "", tr("The project becomes what it was; as it is now it is kept as a backup too"), self._ask
        )
        self.add_button(tr("Back up now"), tr("Make a backup of the project as it is"), self.make_wanted.emit)
        self.add_button(tr("Other folder…"), tr("Choose where backups are kept from now on"), self.folder_wanted.emit)
        self.add_button(tr("How often…"), tr("Choose how often a backup is made by itself"), self.minutes_wanted.emit)
        self.add_button(tr("How much room…"), tr("Choose how much room backups may take"), self.room_wanted.emit)
        self.line.textChanged.connect(lambda _typed: self._fill())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._look())
        self.entered.connect(self._ask)

    @property
    def told(self) -> str:
        """What is said of the marked backup."""
        return self._told.text()

    def open(self, folder: str, custom: str) -> None:
        """Show the list; what is in it follows by ``set_backups``. ``custom`` says how often backups are made."""
        self._custom.setText(custom)
        self.line.clear()
        self._listed = {}
        self._fill()
        self._told.setText(tr("Looking through the backups…"))
        self.present(tr("Backups in {folder}", folder=folder), tr("Type a date or a reason"))

    @property
    def custom(self) -> str:
        """What is said of how often backups are made."""
        return self._custom.text()

    def set_backups(self, listed: Sequence[Listed]) -> None:
        """Show these backups."""
        self._listed = {str(one.backup.path): one for one in listed}
        self._fill()

    def show_comparison(self, backup: Backup, found: Comparison) -> None:
        """Say what going back to a backup would change."""
        row = self.current()
        if row is not None and row.key == str(backup.path):
            self._tell("\n".join(_differences(found)))
            self._restore.setEnabled(not found.is_same)

    def show_problem(self, sentence: str) -> None:
        """Say why nothing can be told of the marked backup."""
        self._tell(sentence)
        self._restore.setEnabled(False)

    def _fill(self) -> None:
        typed = self.line.text().casefold().split()
        rows = [_row(one) for one in self._listed.values()]
        rows = [row for row in rows if all(word in f"{row.words} {row.right}".casefold() for word in typed)]
        nothing = tr("No backup fits: type less.") if self._listed else tr("There are no backups yet.")
        row = self.current()
        self.show_rows(rows, nothing, mark=row.key if row is not None else None)
        self._look()

    def _look(self) -> None:
        self._sure = None
        self._restore.setText(tr("Go back to it…  Enter"))
        row = self.current()
        self._restore.setEnabled(row is not None)
        self._tell("")
        if row is not None:
            self.looked_at.emit(self._listed[row.key].backup)

    def _ask(self) -> None:
        row = self.current()
        if row is None or not self._restore.isEnabled():
            return
        if self._sure != row.key:
            self._sure = row.key
            self._restore.setText(tr("Yes, go back to it  Enter"))
            return
        self.dismiss()
        self.restore_wanted.emit(self._listed[row.key].backup)

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))
        if self.isVisible():
            self._place()


def _row(listed: Listed) -> Row:
    backup = listed.backup
    when = f"{backup.made_at.astimezone():%Y-%m-%d %H:%M:%S}"
    size = tr("{size} MB", size=f"{backup.size / 1_000_000:,.1f}")
    if listed.contents is not None:
        below = _said_contents(listed.contents)
    else:
        below = said(listed.problem) if listed.problem else ""
    return Row(str(backup.path), when, f"{tr(WHY[backup.why])} · {size}", below)


def _said_contents(found: Contents) -> str:
    return " · ".join(
        (
            tr_count("{count} article", "{count} articles", found.articles),
            tr_count("{count} annotation", "{count} annotations", found.annotations),
            tr_count("{count} note or flag", "{count} notes and flags", found.notes),
            tr_count("{count} step", "{count} steps", found.edits),
        )
    )


def _differences(found: Comparison) -> list[str]:
    lines = []
    if found.now is None:
        lines.append(tr("The project cannot be read: {problem}", problem=said(found.problem)))
    else:
        lines.append(tr("The project now: {contents}", contents=_said_contents(found.now)))
    if found.is_another_project:
        lines.append(tr("It is a backup of another project."))
    if found.is_same:
        lines.append(tr("It holds the same as the project."))
    lines += _said_missing(found.goes, tr("Would go:"))
    lines += _said_missing(found.comes, tr("Would come back:"))
    return lines


def _said_missing(missing: Missing, word: str) -> list[str]:
    lines = []
    if missing.articles:
        named = ", ".join(missing.articles[:TOLD])
        count = tr_count("{count} article", "{count} articles", len(missing.articles))
        lines.append(f"{word} {count} ({named}{', …' if len(missing.articles) > TOLD else ''})")
    if missing.edits:
        lines.append(f"{word} {tr_count('{count} step', '{count} steps', missing.edits)}")
        lines += [f"   {edit.at.astimezone():%Y-%m-%d %H:%M:%S}  {said(edit.label)}" for edit in missing.newest]
    return lines
