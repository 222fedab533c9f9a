"""What would be exported, to look at and to change, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout

from border_annotator.ui.exporting.option_rows import OptionRows
from border_annotator.ui.exporting.options import Option
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import plain_tip, tame
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.services.export_preview import ExportLook
    from border_annotator.ui.main_window import MainWindow

OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ExportPage(QFrame):
    """Shows choices, the first record and what is lost. It writes nothing; what the user wants is said by signals."""

    asked = Signal(object)
    """The ``Option`` that is to be changed."""
    write_wanted = Signal()
    losses_wanted = Signal()
    left = Signal()
    """The article is wanted back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.setObjectName("searchPage")
        self._window = window
        self._command_words = ""
        window.places.stack.addWidget(self)
        self.title = plain_label(tr("Export: nothing is written yet"), "overlayTitle")
        self.told = plain_label()
        self.options = OptionRows(window.session.project.schema)
        self.options.asked.connect(self.asked)
        self.record_told = plain_label()
        self.record = QPlainTextEdit()
        self.record.setObjectName("record")
        self.record.setReadOnly(True)
        self.record.setTabChangesFocus(True)
        self.record.setAccessibleName(tr("The first record"))
        self.lost = plain_label()
        self.command = QLineEdit()
        self.command.setObjectName("command")
        self.command.setReadOnly(True)
        self.command.setAccessibleName(tr("The same as a command"))
        self._write = self._button(
            "", tr("Write the files; those of before stay until all is proved"), self.write_wanted
        )
        self.losses = self._button("", tr("What the format cannot carry, place by place"), self.losses_wanted)
        copy = self._button(tr("Copy the command  C"), tr("The same export for a terminal or a script"), None)
        copy.clicked.connect(self.copy_command)
        leave = self._button(tr("Leave  Esc"), tr("Nothing is written"), self.left)
        self._put_together(copy, leave)
        self._keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_L: self.losses_wanted.emit,
            Qt.Key.Key_C: self.copy_command,
            Qt.Key.Key_Escape: self.left.emit,
            **dict.fromkeys(ENTER, self.write_wanted.emit),
        }
        self._letters = {option.value: option for option in Option}

    def _put_together(self, copy: QPushButton, leave: QPushButton) -> None:
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.record_told)
        right.addWidget(self.record, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.options, 2)
        row.addLayout(right, 3)
        buttons = FlowLayout(gap=6)
        for button in (self._write, self.losses, copy, leave):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addLayout(row, 1)
        column.addWidget(self.lost)
        column.addWidget(self.command)
        column.addLayout(buttons)

    def _button(self, words: str, tip: str, wanted: SignalInstance | None) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(words)
        button.setToolTip(plain_tip(tip))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if wanted is not None:
            button.clicked.connect(wanted)
        return button

    # From outside

    def open(self) -> None:
        """Take the article's place, and the keyboard."""
        self._window.places.show_page(self)
        self.options.give_keyboard()

    def leave(self) -> None:
        """Give the article its place back."""
        self._window.places.show_page(None)
        self._window.showing.give_keyboard_back()

    def show_choice(self, choice: ExportChoice, out: Path, description: str, command: str) -> None:
        """Other things are chosen; what they come to is still being looked at."""
        self.options.show_choice(choice, out)
        self.told.setText(tr("{description} Looking…", description=description))
        self.record_told.setText(tr("The first record"))
        self.say_lost(tr("Looking…"), "quiet")
        self._say_write(None)
        self._command_words = command
        self.command.setText(tame(command))
        self.command.setCursorPosition(0)

    def show_look(self, look: ExportLook, description: str) -> None:
        """What is chosen, and its first record as the file would hold it."""
        articles = tr_count("{count} article", "{count} articles", look.articles)
        chosen = tr("{chosen:,} of {articles} go out", chosen=look.chosen, articles=articles)
        self.told.setText(tr("{description} {chosen}.", description=description, chosen=chosen))
        self._say_write(look.chosen)
        record = look.record
        if record is None:
            self.record_told.setText(tr("Nothing fits: choose other articles (S)."))
            self.record.setPlainText("")
            return
        where = tr("The first record, as {file} would hold it", file=record.file)
        if record.is_told:
            where = tr("The first record: {file} is no text, so its content is told as one", file=record.file)
        self.record_told.setText(tame(where))
        content = tame(record.content)
        self.record.setPlainText(f"{content}…" if record.is_cut else content)

    def show_refusal(self, sentence: str) -> None:
        """It cannot be done like this: say why in the place of the record."""
        self.told.setText("")
        self.record_told.setText("")
        self.record.setPlainText("")
        self.say_lost(sentence, "attention")
        self._say_write(None)
        self._write.setEnabled(False)

    def say_lost(self, words: str, look: str, count: int | None = None) -> None:
        """What the format cannot carry, in a look of the style sheet; ``count`` things can be looked at."""
        self.lost.setText(tame(words))
        if self.lost.objectName() != look:
            self.lost.setObjectName(look)
            self.lost.style().polish(self.lost)
        said = tr("Losses: {count:,}  L", count=count) if count else tr("Losses  L")
        self.losses.setText(said)
        self.losses.setAccessibleName(said)
        self.losses.setEnabled(bool(count))

    def _say_write(self, chosen: int | None) -> None:
        words = (
            tr("Write  Enter")
            if chosen is None
            else tr_count("Write {count} article  Enter", "Write {count} articles  Enter", chosen)
        )
        self._write.setText(words)
        self._write.setAccessibleName(words)
        self._write.setEnabled(chosen != 0)

    @property
    def may_write(self) -> bool:
        """Whether there is something to write, as far as is known."""
        return self._write.isEnabled()

    def copy_command(self) -> None:
        """Put the command into the clipboard."""
        QGuiApplication.clipboard().setText(self._command_words)
        self._window.status.say_saved(tr("The command is in the clipboard"))

    # Keys

    def event(self, event: QEvent) -> bool:
        """While something here has the keyboard, no plain key does anything to the article behind."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if not event.modifiers() & OTHERS:
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Letters change options, whatever part of the page has the keyboard."""
        run = self._keys.get(Qt.Key(event.key())) if not event.modifiers() & OTHERS else None
        option = self._letters.get(event.text().upper()) if not event.modifiers() & OTHERS else None
        if run is not None:
            run()
        elif option is not None:
            self.asked.emit(option)
        else:
            super().keyPressEvent(event)
