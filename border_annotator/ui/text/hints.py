"""Letters over what can be picked in the text: typing them picks it, without a mouse and without a way of the caret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from border_annotator.domain.hint_labels import hint_labels
from border_annotator.domain.span import Span
from border_annotator.ui.theme.fonts import interface_font

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

    from border_annotator.ui.text.article_view import ArticleView
    from border_annotator.ui.window.look import WindowLook

TAKES_AWAY = "×"
"""What a label shows besides its letters when picking takes away what is there."""
SIZE = 8.5
"""Points of the letters."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A stretch of the text that can be picked; ``is_on`` when picking it takes it away."""

    key: str
    span: Span
    words: str
    is_on: bool = False


class Hints(QWidget):
    """Lies over the article while something can be picked in it, and lets every click through."""

    def __init__(self, article: ArticleView, look: WindowLook) -> None:
        super().__init__(article.viewport())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._article = article
        self._look = look
        self._offers: Callable[[Span], Sequence[Offer]] | None = None
        self._shown: dict[str, Offer] = {}
        self._typed = ""
        self.hide()
        article.viewport().installEventFilter(self)
        article.verticalScrollBar().valueChanged.connect(self._refresh)

    def begin(self, offers: Callable[[Span], Sequence[Offer]]) -> None:
        """Label what ``offers`` has for the stretch in sight; the first get the shortest labels."""
        self._offers = offers
        self._refresh()

    def end(self) -> None:
        """Take the labels away."""
        self._offers, self._shown, self._typed = None, {}, ""
        self.hide()

    @property
    def labels(self) -> dict[str, Offer]:
        """What can be picked now, by its label."""
        return {label: offer for label, offer in self._shown.items() if label.startswith(self._typed)}

    def press(self, letter: str) -> tuple[bool, str | None]:
        """Take a letter: whether some label goes on with it, and the key of what it picks where the label is whole."""
        typed = self._typed + letter.casefold()
        if not any(label.startswith(typed) for label in self._shown):
            return False, None
        self._typed = typed
        self.update()
        picked = self._shown.get(typed)
        return True, picked.key if picked is not None else None

    def labelled(self, offers: Callable[[Span], Sequence[Offer]]) -> dict[str, Offer]:
        """The labels that offers get as the article is scrolled now."""
        inside = self._article.viewport().rect()
        first, last = self._article.offset_at(QPoint(0, 0)), self._article.offset_at(inside.bottomRight())
        found = offers(Span(first, last)) if first < last else ()
        shown = [offer for offer in found if inside.contains(self._article.rect_at(offer.span.start).center())]
        labels = hint_labels([offer.words for offer in shown])
        return {label: offer for label, offer in zip(labels, shown, strict=True) if label}

    def _refresh(self) -> None:
        if self._offers is None:
            return
        self._shown, self._typed = self.labelled(self._offers), ""
        self.setGeometry(self._article.viewport().rect())
        self.show()
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """The article has another size: other things are in sight."""
        if event.type() == QEvent.Type.Resize:
            self._refresh()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The labels, none over another."""
        painter, theme = QPainter(self), self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = interface_font()
        font.setPointSizeF(SIZE)
        font.setBold(True)
        painter.setFont(font)
        metrics, taken = QFontMetricsF(font), list[QRectF]()
        for label, offer in sorted(self.labels.items(), key=lambda found: found[1].span):
            words = label[len(self._typed) :] + (TAKES_AWAY if offer.is_on else "")
            at = self._article.rect_at(offer.span.start)
            box = QRectF(0, 0, max(metrics.height(), metrics.horizontalAdvance(words) + 6), metrics.height())
            box.moveTo(max(0.0, at.left() - 3.0), max(0.0, at.top() - metrics.height() * 0.45))
            while any(box.intersects(other) for other in taken):
                box.translate(2, 0)
            taken.append(box)
            painter.setPen(theme.colour("panel"))
            painter.setBrush(theme.colour("ink"))
            painter.drawRoundedRect(box, 3, 3)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
