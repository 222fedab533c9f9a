"""The marks of each block as a picture, painted once and kept while they look the same."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.ui.text.marks import Mark

MOST = 120
"""Pictures that are kept: those of a few pages."""
HIGHEST = 2_000
"""Pixels of the highest picture; what a longer block shows is painted as it is needed."""
PARTS = 16
"""Where a block begins is the same place when it is the same in these parts of a pixel."""


class Pictures:
    """Keeps what lies below the letters of a block, without whatever comes and goes with the focus."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Sequence[Mark], tuple[int, ...], QPixmap]] = {}

    def clear(self) -> None:
        """Forget all: width, colours or size are others."""
        self._kept.clear()

    def paint(
        self,
        painter: QPainter,
        number: int,
        marks: Sequence[Mark],
        place: QRectF,
        around: tuple[int, int],
        part: QRectF,
        paint: Callable[[QPainter, QRectF | None], None],
    ) -> None:
        """Paint the ``marks`` of a block at its place, as far as they are seen in a part of the page.

        ``paint`` is asked to do so when there is no such picture: for the part that it is given, or for all of the
        block. ``around`` is how far beside and above or below the block its marks may reach.
        """
        if not marks:
            return
        if place.height() > HIGHEST:
            paint(painter, part)
            return
        # All in the device's own pixels: a picture that lies between two of them would be blurred.
        ratio = painter.device().devicePixelRatioF()
        left, top = math.floor((place.left() - around[0]) * ratio), math.floor((place.top() - around[1]) * ratio)
        phase = (place.top() - around[1]) * ratio - top
        looks = round(phase * PARTS), round(place.width()), round(place.height()), round(ratio * 100)
        size = QSizeF(place.width() + 2 * around[0] + 1, place.height() + 2 * around[1] + 1)
        known = self._kept.get(number)
        if known is None or known[0] is not marks or known[1] != looks:
            if part.top() > place.top() or part.bottom() < place.bottom():
                # A few lines are painted sooner than all of them. They look the very same only on a picture too, with
                # room for the whole of each box: Qt places dashes otherwise where an outline leaves the picture.
                room = 2 * around[1] * ratio
                first = max(top, math.floor(part.top() * ratio - room))
                last = min(top + size.height() * ratio, math.ceil(part.bottom() * ratio + room))
                if last > first:
                    of_part = _picture((left, first), QSizeF(size.width(), (last - first) / ratio), ratio, paint, part)
                    painter.drawPixmap(QPointF(left / ratio, first / ratio), of_part)
                return
            self._kept.pop(number, None)
            known = self._kept[number] = (marks, looks, _picture((left, top), size, ratio, paint, None))
            if len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
        painter.drawPixmap(QPointF(left / ratio, top / ratio), known[2])


def _picture(
    corner: tuple[int, int],
    size: QSizeF,
    ratio: float,
    paint: Callable[[QPainter, QRectF | None], None],
    part: QRectF | None,
) -> QPixmap:
    """What is painted right and down from a corner, which is given in the device's own pixels."""
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    on_picture = QPainter(picture)
    on_picture.setRenderHint(QPainter.RenderHint.Antialiasing)
    on_picture.translate(-corner[0] / ratio, -corner[1] / ratio)
    paint(on_picture, part)
    on_picture.end()
    return picture
