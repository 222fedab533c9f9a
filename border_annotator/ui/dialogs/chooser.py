"""Choose one of many by typing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from border_annotator.ui.dialogs.recent import Recent

ROWS = 11
EXACT, PREFIX, INITIALS, BEGINS, OUT_OF_ORDER, BESIDE, INSIDE = 0, 1, 100, 1_000, 500, 2_000, 4_000
"""How well a choice fits, from the best way to the worst."""
FARTHEST = 400
NUMBERS = "123456789"
"""The keys of the first choices of a numbered list."""
PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: ``key`` goes to the caller, ``words`` and ``hint`` are shown and searched."""

    key: str
    words: str
    hint: str = ""
    tip: str = ""
    keys: str = ""
    """The keys that do the same without the list; they are shown and not searched."""


def matches(typed: str, choice: Choice) -> int | None:
    """How well a choice fits what was typed, smaller is better; ``None`` when it does not fit.

    Best are words that are or begin with just that, then words with these initials (“ca” for “Crossing attempt”), then
    words that the typed parts begin, in their order or in any, then those that stand in the hint or the key; last what
    only stands inside a word.
    """
    wanted, shown = " ".join(typed.casefold().split()), choice.words.casefold()
    if not wanted:
        return 0
    if shown.startswith(wanted):
        return EXACT if shown == wanted else PREFIX
    initials = "".join(word[0] for word in _WORDS.findall(shown))
    if len(wanted) > 1 and initials.startswith(wanted):
        return INITIALS + len(initials)
    everything, rank, last, in_order = f"{shown} {choice.hint} {choice.key}".casefold(), 0, -1, True
    for part in wanted.split():
        place, tier = _place_of(part, everything, len(shown))
        if place < 0:
            return None
        in_order, last = in_order and place > last, place
        rank = max(rank, tier)
    return rank + (0 if in_order else OUT_OF_ORDER) + min(max(0, last), FARTHEST)


def goes_on(typed: str, digit: str, choices: Sequence[Choice]) -> bool:
    """Whether a digit belongs to what was typed before it, as in a date, and is no number of a choice."""
    return bool(typed.strip()) and any(matches(typed + digit, choice) is not None for choice in choices)


def _place_of(part: str, everything: str, shown: int) -> tuple[int, int]:
    """Where a typed part stands best and how good that is; -1 where it does not stand."""
    found = re.search(rf"(?<![^\W_]){re.escape(part)}", everything)
    if found is not None:
        return found.start(), BEGINS if found.start() < shown else BESIDE
    place = everything.find(part)
    return place, INSIDE


class Chooser(Overlay):
    """A list that gets shorter while the user types."""

    def __init__(self, window: QWidget, recent: Recent | None = None) -> None:
        super().__init__(window)
        self._recent = recent
        self._list_name = ""
        self._newest: tuple[str, ...] = ()
        self._choices: Sequence[Choice] = ()
        self._then: Callable[[str], None] | None = None
        self._is_free = self._is_numbered = False
        self._is_whole: Callable[[str], bool] | None = None
        self._list = QListWidget()
        self._list.setObjectName("overlayList")
        self._list.setAccessibleName(tr("Choices"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._on_clicked)
        self._nothing = QLabel(tr("Nothing fits: type less, or press Escape."))
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setObjectName("quiet")
        self.column.addWidget(self._list)
        self.column.addWidget(self._nothing)
        self.line.textChanged.connect(self._filter)
        self.entered.connect(self.accept)

    def ask(
        self,
        title: str,
        choices: Sequence[Choice],
        then: Callable[[str], None],
        hint: str = "",
        *,
        recent: str = "",
        typed: str = "",
        is_free: bool = False,
        is_numbered: bool = False,
        is_whole: Callable[[str], bool] | None = None,
    ) -> None:
        """Let the user choose; ``then`` gets the key of the choice, and is not called when there is none.

        ``recent`` names a list whose newest choices are remembered, also after a restart, and come first. ``typed`` is
        what has been typed already. With ``is_free`` what is typed can be taken too, and is its own key: it
        stands below the best fit, or first where ``is_whole`` says of it that nothing is left to be completed. With
        ``is_numbered`` a digit takes one of the first nine choices at once, unless some choice goes on with it after
        what is typed; of a free list it does so while nothing is typed.
        """
        self._is_free, self._is_numbered, self._is_whole = is_free, is_numbered, is_whole
        self._choices, self._then = choices, then
        self._list_name = recent
        self._newest = self._recent.of(recent) if self._recent is not None and recent else ()
        self.line.setText(typed)
        self._filter(typed)
        self.present(title, hint or tr("Type to find"))

    @property
    def choices(self) -> Sequence[Choice]:
        """Everything that can be chosen, whatever is typed."""
        return self._choices

    @property
    def newest(self) -> tuple[str, ...]:
        """The keys of the choices that were made last, the newest first; of equal fits they come first."""
        return self._newest

    @property
    def choice(self) -> str:
        """The key of the marked choice, empty when nothing fits."""
        return "" if self._list.currentRow() < 0 else str(self._list.currentItem().data(Qt.ItemDataRole.UserRole))

    def number_of(self, key: str) -> str | None:
        """The digit that takes a choice as the list is now, ``None`` where none does."""
        shown = [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())]
        found = next((number for number, other in zip(NUMBERS, shown, strict=False) if other == key), None)
        is_number = found is not None and self.takes_numbers and not goes_on(self.line.text(), found, self._choices)
        return found if is_number else None

    @property
    def is_free(self) -> bool:
        """Whether what is typed can be taken too."""
        return self._is_free

    @property
    def takes_numbers(self) -> bool:
        """Whether a digit takes a choice now."""
        return self._is_numbered and not (self._is_free and self.line.text())

    def accept(self) -> None:
        """Take the marked choice."""
        if self._list.currentRow() < 0:
            return
        key, then = self._list.currentItem().data(Qt.ItemDataRole.UserRole), self._then
        name = self._list_name
        self.dismiss()
        if self._recent is not None and name:
            self._recent.remember(name, str(key))
        if then is not None:
            then(str(key))

    def on_key(self, event: QKeyEvent) -> bool:
        """Up and down move the mark; of a numbered list a digit takes a choice."""
        place = NUMBERS.find(event.text()) if event.text() and not event.modifiers() & ~PLAIN else -1
        is_text = place >= 0 and goes_on(self.line.text(), NUMBERS[place], self._choices)
        if self.takes_numbers and not is_text and 0 <= place < self._list.count():
            self._list.setCurrentRow(place)
            self.accept()
            return True
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            wanted = self._list.currentRow() + step
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, wanted)))
            return True
        return super().on_key(event)

    def _filter(self, typed: str) -> None:
        ranked = [
            (rank, k, choice) for k, choice in enumerate(self._choices) if (rank := matches(typed, choice)) is not None
        ]
        newest = {key: place for place, key in enumerate(self._newest)}
        # Of choices that fit equally well the newest come first; with nothing typed all fit equally well.
        ranked.sort(key=lambda found: (found[0], newest.get(found[2].key, len(newest)), found[1]))
        own = " ".join(typed.split())
        if self._is_free and own:
            # One step below the best fit, however many there are; what is written in full is what is meant.
            place = 0 if self._is_whole is not None and self._is_whole(own) else 1
            ranked.insert(place, (0, len(ranked), Choice(own, f"“{own}”", tr("in your own words"))))
        self._list.clear()
        for place, (_rank, _k, choice) in enumerate(ranked):
            number = f"{NUMBERS[place]}   " if self._is_numbered and place < len(NUMBERS) else ""
            item = QListWidgetItem(number + "   ".join(filter(None, (choice.words, choice.hint, choice.keys))))
            item.setData(Qt.ItemDataRole.UserRole, choice.key)
            item.setToolTip(plain_tip(choice.tip))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._nothing.setVisible(not ranked)
        self._list.setVisible(bool(ranked))
        height = self._list.sizeHintForRow(0) if ranked else 0
        self._list.setFixedHeight(height * min(ROWS, max(1, len(ranked))) + 6)
        if self.isVisible():
            self._place()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._list.setCurrentItem(item)
        self.accept()
