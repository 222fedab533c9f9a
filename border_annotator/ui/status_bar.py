"""The line at the bottom: how far the article is, what runs, what was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from border_annotator.ui.theme.elided_label import ElidedLabel
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import tame
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.prelabel import PrelabelStep

MINUTE = 90
MODEL_WIDTH = 230
LONGEST_NAME = 24


class StatusBar(QFrame):
    """Says where the reviewer stands; what is long-running can be cancelled here."""

    cancel_asked = Signal()
    watch_asked = Signal()
    """The folder that is watched was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(32)
        self._place = plain_label(look="quiet", wraps=False)
        self._reviewed = QProgressBar()
        self._reviewed.setObjectName("reviewed")
        self._reviewed.setTextVisible(False)
        self._reviewed.setFixedWidth(120)
        self._reviewed.setAccessibleName(tr("Events judged in this article"))
        self._job = plain_label(look="quiet", wraps=False)
        self._job_bar = QProgressBar()
        self._job_bar.setTextVisible(False)
        self._job_bar.setFixedWidth(90)
        self._job_bar.setAccessibleName(tr("Pre-labelling"))
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setObjectName("link")
        self._cancel.setToolTip(tr("Stop; what is finished stays"))
        self._cancel.clicked.connect(self.cancel_asked)
        self._watched = QPushButton()
        self._watched.setObjectName("link")
        self._watched.setToolTip(tr("Articles in this folder come in by themselves; press to watch it no longer"))
        self._watched.clicked.connect(self.watch_asked)
        self._watched.hide()
        self._model = ElidedLabel("")
        self._model.setObjectName("quiet")
        self._model.setMaximumWidth(MODEL_WIDTH)
        self._last = ""
        self._saved = ElidedLabel("")
        self._saved.setObjectName("saved")
        self._saved.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._here = ElidedLabel("")
        self._here.setObjectName("quiet")
        self._here.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._is_waiting = False
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(12)
        row.addWidget(self._place)
        row.addWidget(self._reviewed)
        row.addWidget(self._here, 2)
        row.addWidget(self._saved, 1)
        for widget in (self._job, self._job_bar, self._cancel, self._watched, self._model):
            row.addWidget(widget)
        self.show_job(None)
        self.say_saved(tr("All work is saved"))

    def show_place(self, sheet: Worksheet | None, focused_event: str | None) -> None:
        """Which event of how many, and how many wait."""
        events = sheet.events if sheet else ()
        waiting = sheet.waiting if sheet else 0
        rejected = len(sheet.rejected_events) if sheet else 0
        judged = len(events) - waiting
        place = next((k for k, item in enumerate(events, start=1) if item.id == focused_event), None)
        self._reviewed.setVisible(bool(events))
        _fill(self._reviewed, judged + rejected, len(events) + rejected)
        if sheet is None:
            self._place.setText(tr("No article open"))
        elif not events:
            self._place.setText(tr("No events"))
        else:
            where = (
                tr("Event {place} of {count}", place=place, count=len(events))
                if place
                else tr("{count} events", count=len(events))
            )
            rest = tr(" · {rejected} rejected", rejected=rejected) if rejected else ""
            self._place.setText(
                tr(
                    "{where} · {judged} kept{rest} · {waiting} to go",
                    where=where,
                    judged=judged,
                    rest=rest,
                    waiting=waiting,
                )
            )

    def show_job(self, step: PrelabelStep | None) -> None:
        """How far pre-labelling is; ``None`` when nothing runs."""
        is_running = step is not None and step.total > 0
        self._show_running(is_running=is_running)
        if step is None or not is_running:
            return
        words = tr("Pre-labelling {done:,} of {total:,}", done=step.done, total=step.total)
        if step.rate and step.left is not None:
            words += tr(" · {rate:.1f}/s · {left} left", rate=step.rate, left=_said_seconds(step.left))
        self._job.setText(words)
        _fill(self._job_bar, step.done, step.total)

    def show_work(self, words: str, done: int, total: int) -> None:
        """How far other long work is; no words when it is over."""
        self._show_running(is_running=bool(words))
        if words:
            self._job.setText(f"{words} {done:,} / {total:,}")
            _fill(self._job_bar, done, total)

    def show_share(self, words: str, share: int) -> None:
        """How far long work is that says so itself; ``share`` is of a thousand."""
        for widget in (self._job, self._job_bar, self._cancel):
            widget.show()
        self._job.setText(words)
        _fill(self._job_bar, share, 1000)

    def show_watched(self, folder: str) -> None:
        """The folder that is watched; no words when none is."""
        words = tr("Watching {folder}", folder=shortened(folder)) if folder else ""
        self._watched.setText(words)
        self._watched.setAccessibleName(tr("Watching {folder}: watch it no longer", folder=folder) if folder else "")
        self._watched.setVisible(bool(folder))

    def _show_running(self, *, is_running: bool) -> None:
        for widget in (self._job, self._job_bar, self._cancel):
            widget.setVisible(is_running)
        # What was saved last needs the room more than which model is in use.
        self._row.setStretchFactor(self._here, 1 if is_running else 2)
        self._model.setVisible(not is_running and not self._is_waiting)

    def show_model(self, sentence: str) -> None:
        """Which model makes the suggestions; the tooltip has the whole sentence."""
        self._model.say(sentence)

    @property
    def here_words(self) -> str:
        """What was said to be at the caret."""
        return self._here.words

    def say_here(self, words: str) -> None:
        """What is selected, or the mark that the caret is in; nothing in plain text."""
        self._here.say(words)
        self._here.setVisible(bool(words) and not self._is_waiting)

    @property
    def saved_words(self) -> str:
        """The last thing that was said to be saved."""
        return self._saved.words

    def say_saved(self, words: str) -> None:
        """The last thing that was written to disk."""
        self._last = words
        self._say(f"● {words}", "saved")

    def say_waiting(self, words: str | None) -> None:
        """What the window waits for, in the place of what was saved last; ``None`` when it does not wait any more."""
        if words is None:
            self.say_saved(self._last)
        else:
            self._say(words, "waiting")

    def _say(self, words: str, look: str) -> None:
        # What is waited for needs the room more than what is at the caret.
        self._is_waiting = look == "waiting"
        self._here.setVisible(bool(self._here.words) and not self._is_waiting)
        self._model.setVisible(not self._is_waiting and self._job.isHidden())
        self._saved.say(words)
        if self._saved.objectName() != look:
            self._saved.setObjectName(look)
            self._saved.style().polish(self._saved)


def _fill(bar: QProgressBar, done: int, total: int) -> None:
    """Let a bar say how far something is, and be painted when all else is.

    Left alone it paints at once, and everything else in the window with it, which then is painted twice, and while the
    work that it tells of waits.
    """
    bar.setUpdatesEnabled(False)
    bar.setRange(0, max(1, total))
    bar.setValue(done)
    bar.setUpdatesEnabled(True)


def shortened(name: str) -> str:
    """A name that fits beside others; ``&`` is no sign for a key in it."""
    name = tame(name).replace("&", "&&")
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"


def _said_seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < MINUTE else tr("{seconds:.0f} min", seconds=seconds / 60)
