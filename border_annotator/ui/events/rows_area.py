"""The rows of the event in focus: they are walked by keys, take what is dragged on them, and tell what is asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QContextMenuEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QWidget

from border_annotator.ui.events.chip_label import ChipLabel
from border_annotator.ui.events.mend_letters import OFFER, mend_alphabet
from border_annotator.ui.text.dragged_span import dragged_span
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QMouseEvent,
        QPaintEvent,
    )

    from border_annotator.ui.events.card_rows import CardRow, Chip
    from border_annotator.ui.theme.theme import Theme

NAMES = 86
"""Pixels for the names of the rows."""
ROUND = 5.0
EDGE = 5


class RowsArea(QWidget):
    """Names on the left, chips on the right. One row and one chip of it can be marked, and the arrows move the mark."""

    chip_clicked = Signal(str)
    """The id of the annotation that a chip stands for."""
    edit_asked = Signal(str)
    """The id of a row that is to be edited."""
    clear_asked = Signal(str, object)
    """The id of a row, and the place of the filler that is to go, ``None`` for whatever stands there."""
    not_stated_asked = Signal(str)
    """The id of a role's row."""
    dropped = Signal(str, object)
    """The id of a role's row and the ``Span`` that was dropped on it."""
    letter_typed = Signal(str)
    """A letter was typed that stands, or could stand, on what is to be changed."""
    left = Signal()
    """The walk is over: Escape."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._rows: tuple[CardRow, ...] = ()
        self._theme = theme
        self._row: int | None = None
        self._chip = 0
        self._target: int | None = None
        grid = QGridLayout(self)
        # Room for the outline of the marked row; the names still begin where the card's other words do.
        grid.setContentsMargins(EDGE, 1, EDGE, 1)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, NAMES)
        grid.setColumnStretch(1, 1)
        self._names: list[QLabel] = []
        self._chips: list[list[ChipLabel]] = []
        self._grid = grid
        self._flows: list[FlowLayout] = []

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show other rows, none of them marked. Labels are used again: to make and style new ones takes longest."""
        self._row, self._chip, self._target = None, 0, None
        before, self._rows = self._rows, tuple(rows)
        for place, row in enumerate(self._rows):
            if place == len(self._names):
                self._add_row(place)
            if place >= len(before) or before[place] != row:
                self._fill_row(place, row)
        for place in range(len(self._rows), len(before)):
            _clear(self._names[place], *self._chips[place])
        self.update()

    def _add_row(self, place: int) -> None:
        name = QLabel()
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setObjectName("roleName")
        self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        flow = FlowLayout()
        self._grid.addLayout(flow, place, 1)
        self._names.append(name)
        self._flows.append(flow)
        self._chips.append([])

    def _fill_row(self, place: int, row: CardRow) -> None:
        name, chips = self._names[place], self._chips[place]
        mark = tr(" *") if row.is_required else ""
        name.setText(f"{row.key}  {row.name}{mark}" if row.key else row.name)
        hint = ""
        if row.role is not None:
            required = tr("required; ") if row.is_required else ""
            key = tr("{key} fills it", key=row.key) if row.key else tr("R fills it")
            hint = f"{row.name}: {required}{key}"
        name.setToolTip(plain_tip(hint))
        _show(name)
        for number, chip in enumerate(row.chips):
            if number == len(chips):
                chips.append(ChipLabel(self._theme))
                chips[number].setObjectName(chip.look)
                self._flows[place].addWidget(chips[number])
            _fill_chip(chips[number], chip)
        _clear(*chips[len(row.chips) :])

    # The walk

    def begin(self, row_id: str | None, chip: int = 0, *, has_keys: bool = True) -> None:
        """Mark a row, the first one when ``row_id`` is not there, and take the keyboard."""
        self._row = next((k for k, row in enumerate(self._rows) if row.id == row_id), 0)
        self._chip = max(0, min(chip, _last(self._rows[self._row])))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if has_keys:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_row()

    @property
    def marked(self) -> tuple[str, int] | None:
        """The marked row's id and the place of the marked chip in it."""
        return None if self._row is None else (self._rows[self._row].id, self._chip)

    def rect_of_mark(self) -> QRect:
        """Where the marked row stands, to bring it into sight."""
        return QRect() if self._row is None else self._rect(self._row)

    def words_of_row(self) -> str:
        """What the marked row says, for a screen reader."""
        if self._row is None:
            return ""
        row = self._rows[self._row]
        return f"{row.name}: {', '.join(chip.words for chip in row.chips)}"

    def event(self, event: QEvent) -> bool:
        """While the rows are walked the letters on them are no commands."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._letter(event):
            event.accept()
            return True
        return super().event(event)

    def _letter(self, event: QKeyEvent) -> str:
        """The letter of a key that is meant for the rows, empty for any other."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = event.text().casefold() if plain and self._row is not None else ""
        return letter if letter and letter in mend_alphabet() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move, Enter edits, Delete clears, a letter changes what it stands on, Escape ends."""
        letter = self._letter(event)
        if letter:
            self.letter_typed.emit(letter)
            return
        if self._row is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        row, key = self._rows[self._row], Qt.Key(event.key())
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        sideways = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._rows) - 1}
        if key in steps or key in ends:
            wanted = self._row + steps[key] if key in steps else ends[key]
            self._row, self._chip = max(0, min(len(self._rows) - 1, wanted)), 0
            self._say_row()
        elif key in sideways:
            self._chip = max(0, min(_last(row), self._chip + sideways[key]))
            self._say_row()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit(row.id)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_asked.emit(row.id, row.chips[self._chip].place if row.chips else None)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _say_row(self) -> None:
        self.setAccessibleName(self.words_of_row())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """A click elsewhere ends the walk."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason and self._row is not None:
            self.left.emit()
        self.update()

    # The mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a chip goes to what it stands for, one on a role's name lets it wait; any other is the card's."""
        found = self.childAt(event.position().toPoint())
        item = found.property("item") if isinstance(found, QLabel) else None
        place = self._role_at(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else None
        if item:
            self.chip_clicked.emit(str(item))
            event.accept()
        elif place is not None and found is self._names[place]:
            self.edit_asked.emit(self._rows[place].id)
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A double click edits a row."""
        place = self._row_at(event.position().toPoint())
        if place is not None:
            self.edit_asked.emit(self._rows[place].id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done with a row, for the mouse and for the menu key."""
        place = self._row_at(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self._row
        if place is None:
            return
        menu = self.menu_of(place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu_of(self, place: int) -> QMenu:
        """The menu of a row."""
        row = self._rows[place]
        menu = QMenu(self)
        menu.addAction(tr("Fill or edit"), lambda: self.edit_asked.emit(row.id))
        for chip in row.chips:
            if chip.place is not None:
                words = tr("Clear “{words}”", words=chip.words)
                menu.addAction(words, partial(self.clear_asked.emit, row.id, chip.place))
        if row.role is not None:
            menu.addAction(tr("Not stated in the text"), lambda: self.not_stated_asked.emit(row.id))
        return menu

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A span of the text may be dropped on a role."""
        if dragged_span(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Show where it would fall."""
        self._target = self._role_at(event.position().toPoint())
        self.update()
        if self._target is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """It went away again."""
        super().dragLeaveEvent(event)
        self._target = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """It was dropped."""
        place, span = self._role_at(event.position().toPoint()), dragged_span(event.mimeData())
        self._target = None
        if place is None or span is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.dropped.emit(self._rows[place].id, span)

    def rect_of_row(self, row_id: str) -> QRect:
        """Where a row stands; an empty rectangle when it is not there."""
        place = next((k for k, row in enumerate(self._rows) if row.id == row_id), None)
        return QRect() if place is None else self._rect(place)

    def _row_at(self, point: QPoint) -> int | None:
        return next((k for k in range(len(self._rows)) if self._rect(k).contains(point)), None)

    def _role_at(self, point: QPoint) -> int | None:
        place = self._row_at(point)
        return place if place is not None and self._rows[place].role is not None else None

    def _rect(self, place: int) -> QRect:
        rect = self._names[place].geometry()
        for label in self._chips[place][: len(self._rows[place].chips)]:
            rect = rect.united(label.geometry())
        return QRect(0, rect.top() - 2, self.width(), rect.height() + 4)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The mark under the rows."""
        super().paintEvent(event)
        if self._row is None and self._target is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._row is not None:
            self._paint_mark(painter)
        if self._target is not None:
            painter.setPen(QPen(self._theme.colour("accent"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._rect(self._target).adjusted(1, 1, -1, -1), ROUND, ROUND)
        painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        place = self._row or 0
        painter.setPen(QPen(self._theme.colour("accent"), 1.0) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent_wash"))
        painter.drawRoundedRect(self._rect(place).adjusted(1, 0, -1, 0), ROUND, ROUND)
        chips = self._chips[place][: len(self._rows[place].chips)]
        if _last(self._rows[place]) > 0:
            painter.setPen(QPen(self._theme.colour("accent"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chips[min(self._chip, len(chips) - 1)].geometry().adjusted(-2, -1, 2, 1), 4, 4)


def _last(row: CardRow) -> int:
    """The place of the last chip that the arrows go to: to what is only offered they do not."""
    return sum(chip.look != OFFER for chip in row.chips) - 1


def _fill_chip(label: ChipLabel, chip: Chip) -> None:
    restyle(label, chip.look)
    label.say(chip.words)
    label.set_letter(chip.letter, takes_away=chip.look != OFFER)
    label.setToolTip(plain_tip(chip.hint or chip.words))
    label.setProperty("item", chip.item_id or "")
    _show(label)


def _show(label: QLabel) -> None:
    if label.isHidden():
        label.show()


def _clear(*labels: QLabel) -> None:
    """Hide labels that nothing stands in, and let them say nothing."""
    for label in labels:
        label.hide()
        label.setText("")
        label.setToolTip("")
        label.setAccessibleName("")
        label.setProperty("item", "")


def restyle(widget: QWidget, name: str) -> None:
    """Let a widget be dressed by the rules of another name, if it is another."""
    if widget.objectName() != name:
        widget.setObjectName(name)
        widget.style().polish(widget)
        # Without it a label goes on leaving the room around its words that the rules before asked for.
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
