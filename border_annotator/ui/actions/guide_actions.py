"""The key for the guidelines: which entry is meant by what is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.guidelines import role_key
from border_annotator.domain.sentence import say
from border_annotator.services import notes
from border_annotator.services.guidelines import read_guidelines
from border_annotator.ui.actions.at_caret import entity_at
from border_annotator.ui.help.guide_panel import GuidePanel
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.note import Note
    from border_annotator.domain.schema import Role
    from border_annotator.ui.main_window import MainWindow

GUIDELINE = "guideline"
"""The property by which a widget says which entry it is about: ``role:place``, ``attribute:status``."""


class GuideActions:
    """Opens the entry of what is at hand, and keeps the project's notes on it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session
        self.panel: GuidePanel | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"help.guideline": self.show}

    def show(self) -> None:
        """Show what is at hand; a second time on the same thing goes to the search line, and a third time back."""
        panel, key = self._shown_panel(), self._at_hand()
        if panel.isVisible() and key in (None, panel.key):
            if panel.line.hasFocus():
                self.close()
            else:
                panel.line.setFocus()
            return
        if panel.key is None or key is not None:
            panel.show_entry(key or "")
        self._window.places.show_guide(panel, shown=True)
        if key is None:
            panel.line.setFocus()

    def show_key(self, key: str) -> None:
        """Show an entry."""
        panel = self._shown_panel()
        panel.show_entry(key)
        self._window.places.show_guide(panel, shown=True)

    def close(self) -> None:
        """Close the panel and give the keyboard back."""
        if self.panel is not None:
            had_keyboard = self.panel.isAncestorOf(QApplication.focusWidget() or self._window)
            if had_keyboard:
                # Before it is hidden: what is hidden keeps a keyboard that nobody takes.
                self._heir().setFocus(Qt.FocusReason.OtherFocusReason)
            self._window.places.show_guide(self.panel, shown=False)

    def _heir(self) -> QWidget:
        """Who gets the keyboard: the article, or what there is while none is open."""
        article = self._window.article
        return article if article.isVisible() else self._window.header

    def refresh(self) -> None:
        """Notes may be others."""
        if self.panel is not None:
            self.panel.set_notes(self._notes())

    def _shown_panel(self) -> GuidePanel:
        if self.panel is None:
            self.panel = GuidePanel(read_guidelines(self._session.project))
            self.panel.closed.connect(self.close)
            self.panel.note_asked.connect(self._ask_note)
            self._session.sheet_changed.connect(self.refresh)
        self.panel.set_notes(self._notes())
        return self.panel

    def _notes(self) -> list[Note]:
        return notes.guideline_notes(self._session.project)

    def _ask_note(self, key: str, title: str) -> None:
        project = self._session.project
        subject = notes.on_guideline(key, say("the guideline “{title}”", title=title))
        before = notes.note_on(project, subject)

        def put(text: str) -> str | None:
            if before is None and not text.strip():
                return tr("Write a few words, or press Escape.")
            self._session.change(lambda project: notes.write_note(project, subject, text))
            return None

        self._window.note_editor.ask(
            tr("Note on “{title}”", title=title), before.text if before else "", put, tr("For everyone in this project")
        )

    # What is at hand

    def _at_hand(self) -> str | None:
        entries = read_guidelines(self._session.project)
        for key in (self._chosen(), self._waiting(), self._of_widget(), self._at_caret(), self._in_focus()):
            if key is not None and key in entries:
                return key
        return None

    def _chosen(self) -> str | None:
        """What the chooser marks: its keys are the schema's own names."""
        chooser = self._window.chooser
        key = chooser.choice if chooser.isVisible() else ""
        if not key:
            return None
        schema, name = self._session.project.schema, key.partition("=")[0]
        if schema.has_type(key):
            return f"type:{key}"
        if schema.has_label(key):
            return f"label:{key}"
        return self._role(name) or f"attribute:{name}"

    def _of_widget(self) -> str | None:
        """What the control that has the keyboard says that it is about."""
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._window:
            named = widget.property(GUIDELINE)
            if named:
                return self._role(str(named).removeprefix("role:")) or str(named)
            widget = widget.parentWidget()
        return None

    def _waiting(self) -> str | None:
        """The row of the card that waits for what fills it, or that the keys are at."""
        row = self._window.events.waiting_row or self._window.events.marked_row
        if row is None:
            return None
        kind, _, name = row.partition(":")
        if kind == "role":
            return self._role(name)
        return {"time": "attribute:time_basis", "geo": "attribute:geo_precision"}.get(row, f"attribute:{row}")

    def _at_caret(self) -> str | None:
        """The entity or figure at the caret, unless the caret stands where the event in focus has its trigger."""
        article = self._window.article
        item = entity_at(self._session.sheet, article)
        if item is not None and isinstance(item.value, Entity):
            return f"label:{item.value.label}"
        sheet, caret = self._session.sheet, article.caret()
        for figure in sheet.figures if sheet is not None else ():
            if isinstance(figure.value, Figure) and figure.value.span.start <= caret <= figure.value.span.end:
                return "figure:norm" if figure.value.is_temporal else "figure:kind"
        return None

    def _in_focus(self) -> str | None:
        item = self._session.focused_item
        return f"type:{item.value.type}" if item is not None and isinstance(item.value, Event) else None

    def _role(self, name: str) -> str | None:
        item, schema = self._session.focused_item, self._session.project.schema
        if item is None or not isinstance(item.value, Event) or not schema.has_type(item.value.type):
            return None
        role: Role | None = schema.role(item.value.type, name)
        return role_key(item.value.type, role, schema) if role is not None else None
