"""Painting marks: boxes and underlines below the text, words between the lines above it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from border_annotator.domain.worksheet import State
from border_annotator.ui.text.labels import label_baseline, spread
from border_annotator.ui.text.lanes import lanes_of, touching
from border_annotator.ui.text.marks import Look
from border_annotator.ui.theme.fonts import interface_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QFont

    from border_annotator.ui.text.labels import Label
    from border_annotator.ui.text.marks import Mark
    from border_annotator.ui.theme.theme import Theme

RADIUS = 4.0
ROLE_PIXELS, LEAST_ROLE, MOST_ROLE = 9, 5, 15
DASHES = (3.0, 2.5)
DOTS = (1.0, 2.2)
LANE = 3.0
"""Pixels between the lines of two lanes."""
RISE = 1.5
"""Pixels that a box is higher in the next lane."""
OUT, IN = 1.0, 0.75
"""Pixels that a box is wider than its letters, and narrower where another mark begins at that very place."""
AROUND = 1.6
"""Pixels between a mark and the outline that the event in focus puts round it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with where it stands: a rectangle for each part of each line, its lane, and at which ends it touches."""

    mark: Mark
    rects: Sequence[QRectF]
    lane: int = 0
    touches: tuple[bool, bool] = (False, False)

    def box(self, k: int, zoom: float, around: float = 0.0) -> QRectF:
        """The box of the k-th part."""
        first, last = k == 0, k == len(self.rects) - 1
        left = -IN if first and self.touches[0] else OUT + self.lane + around
        right = -IN if last and self.touches[1] else OUT + self.lane + around
        up, down = RISE * self.lane * zoom + around, LANE * self.lane * zoom + around
        return self.rects[k].adjusted(-left, -up, right, down)


def placed_marks(marks: Sequence[Mark], rects_of: Callable[[Mark], Sequence[QRectF]]) -> list[Placed]:
    """The marks of a block that are seen, with where they stand, each in its lane."""
    found = zip(marks, lanes_of(marks), touching(marks), strict=True)
    return [Placed(mark, rects, lane, touches) for mark, lane, touches in found if (rects := rects_of(mark))]


def paint_marks(painter: QPainter, theme: Theme, placed: Sequence[Placed], zoom: float) -> None:
    """Paint the marks of a block below its text: washes, the boxes of triggers, lines, then what is in focus.

    ``zoom`` is 1 for the usual size.
    """
    ordered = sorted(placed, key=lambda found: -found.lane)
    for found in ordered:
        _paint_wash(painter, theme, found, zoom)
    for found in ordered:
        _paint_trigger(painter, theme, found, zoom)
    for found in ordered:
        _paint_lines(painter, theme, found, zoom)
    for found in ordered:
        if found.mark.look is Look.FOCUS:
            for k in range(len(found.rects)):
                _outline(painter, found.box(k, zoom, AROUND), theme.colour("accent"), 1.6)


def paint_labels(painter: QPainter, theme: Theme, labels: Iterable[Label], width: float, zoom: float) -> None:
    """Paint words into the gaps above the lines, none over another, over text or past ``width``."""
    for found in placed_labels(labels, width, zoom):
        # Where there is little room between two lines, outlines may run there too.
        painter.fillRect(found.room.adjusted(-1, -1, 1, 1), theme.colour("ground"))
        painter.setFont(label_font(zoom, is_role=found.is_role))
        painter.setPen(theme.colour("accent" if found.is_role else "quiet"))
        painter.drawText(found.origin, found.words)


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """Words between the lines with the place where they are drawn, and the room that they take."""

    words: str
    origin: QPointF
    room: QRectF
    is_role: bool


def placed_labels(labels: Iterable[Label], width: float, zoom: float) -> list[PlacedLabel]:
    """Where each label is drawn."""
    metrics = {is_role: _label_metrics(zoom, is_role=is_role) for is_role in (True, False)}
    lines: dict[int, list[Label]] = {}
    for label in labels:
        lines.setdefault(round(label.place.baseline), []).append(label)
    found = []
    for line in lines.values():
        line.sort(key=lambda label: (label.place.rect.left(), not label.is_role))
        wanted = [
            (label.place.rect.left() - 1, metrics[label.is_role].horizontalAdvance(label.words)) for label in line
        ]
        capitals = max(metrics[label.is_role].capHeight() for label in line)
        y = min(label_baseline(label.place, capitals, zoom) for label in line)
        for label, (left, room), (_left, whole) in zip(line, spread(wanted, width), wanted, strict=True):
            shown = label.words
            if room < whole:
                shown = metrics[label.is_role].elidedText(shown, Qt.TextElideMode.ElideRight, room)
            box = QRectF(left, y - capitals, room, capitals)
            found.append(PlacedLabel(shown, QPointF(left, y), box, label.is_role))
    return found


@cache
def _label_metrics(zoom: float, *, is_role: bool) -> QFontMetricsF:
    return QFontMetricsF(label_font(zoom, is_role=is_role))


@cache
def label_font(zoom: float, *, is_role: bool) -> QFont:
    """The small capitals of a role name, or the plain letters of a normal form."""
    pixels = max(LEAST_ROLE, min(MOST_ROLE, round(ROLE_PIXELS * zoom) + (0 if is_role else 1)))
    font = interface_font(bold=is_role, pixels=pixels)
    if is_role:
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.3)
    return font


def _paint_wash(painter: QPainter, theme: Theme, found: Placed, zoom: float) -> None:
    mark = found.mark
    if mark.look not in (Look.ENTITY, Look.TIME) or mark.state is State.REJECTED:
        return
    wash, _line = theme.time_tint if mark.look is Look.TIME else theme.tint(mark.colour_key)
    for k in range(len(found.rects)):
        if found.lane:
            # Of two washes of one tint the edge of the inner one would not be seen.
            _outline(painter, found.box(k, zoom, 0.6), theme.colour("panel"), 1.2)
        _fill(painter, found.box(k, zoom), wash)


def _paint_lines(painter: QPainter, theme: Theme, found: Placed, zoom: float) -> None:
    """The line that says the state: dashed while it waits, whole when it is settled, with a corner when corrected."""
    mark = found.mark
    if mark.look is Look.FOCUS or mark.look is Look.MENTION:
        return
    if mark.state is State.REJECTED:
        painter.setPen(QPen(theme.colour("rejected"), 1.5 * zoom))
        for rect in found.rects:
            y = rect.center().y() + 2 * found.lane * zoom
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        return
    if mark.look is not Look.TRIGGER:
        painter.setPen(_state_pen(theme, mark))
        for k in range(len(found.rects)):
            box = found.box(k, zoom)
            y = box.bottom() + (1 if mark.look is Look.QUANTITY else 0)
            painter.drawLine(QPointF(box.left() + 1, y), QPointF(box.right() - 1, y))
    if mark.state is State.CORRECTED:
        _paint_corner(painter, theme, mark, found.box(len(found.rects) - 1, zoom))


def _state_pen(theme: Theme, mark: Mark) -> QPen:
    if mark.look is Look.QUANTITY:
        colour = theme.colour("figure")
    else:
        _wash, colour = theme.time_tint if mark.look is Look.TIME else theme.tint(mark.colour_key)
    return _line_pen(colour.rgba(), is_open=mark.state is State.SUGGESTED, is_dotted=mark.look is Look.QUANTITY)


@cache
def _line_pen(colour: int, *, is_open: bool, is_dotted: bool) -> QPen:
    width = 2.0 if is_dotted else 1.2 if is_open else 1.8
    pen = QPen(QColor.fromRgba(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if is_open:
        pen.setDashPattern(list(DOTS) if is_dotted else [length / width for length in DASHES])
    return pen


def _paint_trigger(painter: QPainter, theme: Theme, found: Placed, zoom: float) -> None:
    mark = found.mark
    if mark.look not in (Look.TRIGGER, Look.MENTION) or mark.state is State.REJECTED:
        return
    hue = theme.group(mark.colour_key)
    for k in range(len(found.rects)):
        box = found.box(k, zoom)
        if mark.look is Look.MENTION:
            _outline(painter, box, hue, 1.0, DOTS)
        elif mark.state is State.SUGGESTED:
            _fill(painter, box, theme.colour("panel"))
            _outline(painter, box, hue, 1.3, DASHES)
        else:
            _fill(painter, box, hue)


def _paint_corner(painter: QPainter, theme: Theme, mark: Mark, box: QRectF) -> None:
    colour = theme.colour("ink") if mark.look is Look.TRIGGER else theme.colour("accent")
    corner = QPainterPath()
    right, top = box.right() + 2, box.top() - 0.5
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
    painter.setPen(_outline_pen(colour.rgba(), width, dashes))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, RADIUS, RADIUS)


@cache
def _outline_pen(colour: int, width: float, dashes: tuple[float, float] | None) -> QPen:
    pen = QPen(QColor.fromRgba(colour), width)
    if dashes is not None:
        pen.setDashPattern([length / width for length in dashes])
    return pen
