"""All notes and flags of a project, with a way to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from border_annotator.domain.note import About
from border_annotator.ui.actions.keys import key
from border_annotator.ui.dialogs.browser import Browser, Row
from border_annotator.ui.dialogs.chooser import Choice, matches
from border_annotator.ui.events.looks import FLAG, NOTE
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.note import Note
    from border_annotator.ui.main_window import MainWindow

ABOUT = {
    About.ARTICLE: "Article",
    About.EVENT: "Event",
    About.SPAN: "Passage",
    About.GUIDELINE: "Guideline",
}


class NoteList(Browser):
    """Shows notes; what is done with one is said by a signal."""

    wanted = Signal(object)
    """The note to go to."""
    change_wanted = Signal(object)
    flag_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Notes and flags"), two_lines=True)
        self._notes: dict[str, Note] = {}
        self._places: Mapping[str, str] = {}
        self.add_button(tr("Go there  Enter"), tr("Open the article at the note"), self._go)
        self.add_button(tr("Change…"), tr("Write the note anew"), lambda: self._send(self.change_wanted))
        self.add_button(tr("Flag or settle"), tr("Ask someone, or no longer"), lambda: self._send(self.flag_wanted))
        self.add_button(tr("Remove"), tr("Take the note away; undo brings it back"), self._remove)
        self._asks = self.add_button(tr("Only flags"), tr("Show only what asks someone"), self._fill)
        self._asks.setCheckable(True)
        self.line.textChanged.connect(lambda _typed: self._fill())
        self.entered.connect(self._go)

    def open(self, notes: Sequence[Note], places: Mapping[str, str]) -> None:
        """Show these notes; ``places`` say where each stands, by its id."""
        self.line.clear()
        self.set_notes(notes, places)
        title = tr_count("{count} note or flag", "{count} notes and flags", len(notes))
        self.present(title, tr("Type to find a note"))

    def set_notes(self, notes: Sequence[Note], places: Mapping[str, str]) -> None:
        """Show other notes; the mark stays where it was, if that is still there."""
        self._notes, self._places = {note.id: note for note in notes}, places
        self._fill()

    def _fill(self) -> None:
        row, typed = self.current(), self.line.text()
        rows = [self._row(note) for note in self._notes.values() if note.asks or not self._asks.isChecked()]
        rows = [row for row in rows if matches(typed, Choice("", f"{row.words} {row.below}", row.right)) is not None]
        none_yet = tr("There is no note yet: {key} writes one.", key=key("note.write"))
        nothing = tr("No note fits: type less.") if self._notes else none_yet
        self.show_rows(rows, nothing, mark=row.key if row is not None else None)

    def _row(self, note: Note) -> Row:
        words = " ".join(note.text.split()) or tr("Ask someone")
        where = self._places.get(note.id, note.subject)
        return Row(note.id, f"{FLAG if note.asks else NOTE}  {words}", tr(ABOUT[note.about]), where)

    def _go(self) -> None:
        row = self.current()
        if row is not None:
            self.dismiss()
            self.wanted.emit(self._notes[row.key])

    def _remove(self) -> None:
        self._send(self.remove_wanted)

    def _send(self, signal: object) -> None:
        row = self.current()
        if row is not None:
            signal.emit(self._notes[row.key])  # type: ignore[attr-defined] # a bound signal
