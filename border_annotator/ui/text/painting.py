"""Painting marks: boxes and underlines below the text, role names above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from border_annotator.domain.worksheet import State
from border_annotator.ui.text.marks import TRIGGER_ROLE, Look
from border_annotator.ui.theme.fonts import interface_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

    from border_annotator.ui.text.marks import Mark
    from border_annotator.ui.theme.theme import Theme

RADIUS = 4.0
ROLE_PIXELS = 9
DASHES = (3.0, 2.5)
DOTS = (1.0, 2.2)


def paint_mark(painter: QPainter, theme: Theme, mark: Mark, rects: Sequence[QRectF]) -> None:
    """Paint a mark below the text; ``rects`` is one rectangle for each line that it touches."""
    for k, rect in enumerate(rects):
        if mark.look in (Look.ENTITY, Look.TIME):
            _paint_wash(painter, theme, mark, rect)
        elif mark.look is Look.QUANTITY:
            _paint_underline(painter, theme, mark, rect)
        elif mark.look in (Look.TRIGGER, Look.MENTION):
            _paint_trigger(painter, theme, mark, rect)
        else:
            _outline(painter, rect.adjusted(-1.2, -1.2, 1.2, 1.2), theme.colour("accent"), 1.6)
            continue
        if mark.look is Look.MENTION:
            continue
        if mark.state is State.CORRECTED and k == len(rects) - 1:
            _paint_corner(painter, theme, mark, rect)
        if mark.state is State.REJECTED:
            painter.setPen(QPen(theme.colour("rejected"), 1.5))
            painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))


def paint_roles(painter: QPainter, theme: Theme, marks: Sequence[tuple[Mark, QRectF]], width: float) -> None:
    """Paint the role names of the focused event into the gaps above the lines, none over another or past ``width``."""
    font = role_font()
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.colour("accent"))
    taken_until: dict[int, float] = {}
    for mark, rect in sorted(marks, key=lambda pair: (round(pair[1].top()), pair[1].left())):
        if mark.role == TRIGGER_ROLE:
            continue
        line = round(rect.top())
        words = mark.role.replace("_", " ").upper()
        left = min(rect.left() - 1, width - metrics.horizontalAdvance(words))
        left = max(left, taken_until.get(line, 0.0))
        painter.drawText(QPointF(left, rect.top() - 3.5), words)
        taken_until[line] = left + metrics.horizontalAdvance(words) + 8


def role_font() -> QFont:
    """The small capitals of a role name."""
    font = interface_font(bold=True, pixels=ROLE_PIXELS)
    font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.3)
    return font


def _paint_wash(painter: QPainter, theme: Theme, mark: Mark, rect: QRectF) -> None:
    wash, line = theme.time_tint if mark.look is Look.TIME else theme.tint(mark.colour_key)
    if mark.state is State.REJECTED:
        return
    _fill(painter, rect.adjusted(-1, 0, 1, 0), wash)
    pen = QPen(line, 1.2 if mark.state is State.SUGGESTED else 1.8)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if mark.state is State.SUGGESTED:
        pen.setDashPattern([length / pen.widthF() for length in DASHES])
    painter.setPen(pen)
    painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()))


def _paint_underline(painter: QPainter, theme: Theme, mark: Mark, rect: QRectF) -> None:
    if mark.state is State.REJECTED:
        return
    pen = QPen(theme.colour("figure"), 2.0)
    if mark.state is State.SUGGESTED:
        pen.setDashPattern(list(DOTS))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    y = rect.bottom() + 1
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def _paint_trigger(painter: QPainter, theme: Theme, mark: Mark, rect: QRectF) -> None:
    hue = theme.group(mark.colour_key)
    box = rect.adjusted(-1.2, -0.5, 1.2, 0.5)
    if mark.state is State.REJECTED:
        return
    if mark.look is Look.MENTION:
        _outline(painter, box, hue, 1.0, DOTS)
    elif mark.state is State.SUGGESTED:
        _fill(painter, box, theme.colour("panel"))
        _outline(painter, box, hue, 1.3, DASHES)
    else:
        _fill(painter, box, hue)


def _paint_corner(painter: QPainter, theme: Theme, mark: Mark, rect: QRectF) -> None:
    colour = theme.colour("ink") if mark.look is Look.TRIGGER else theme.colour("accent")
    corner = QPainterPath()
    right, top = rect.right() + 3, rect.top() - 0.5
    corner.moveTo(right - 7, top)
    corner.lineTo(right, top)
    corner.lineTo(right, top + 7)
    corner.closeSubpath()
    painter.fillPath(corner, colour)


def _fill(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, RADIUS, RADIUS)


def _outline(
    painter: QPainter, box: QRectF, colour: QColor, width: float, dashes: tuple[float, float] | None = None
) -> None:
    pen = QPen(colour, width)
    if dashes is not None:
        pen.setDashPattern([length / width for length in dashes])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
