"""What the simulated reviewer works at: the window as a person sees it, the gold beside it, and the hands."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit

from border_annotator.domain.annotation import anchor_of, kind_of
from border_annotator.domain.differences import differences_of
from border_annotator.domain.errors import BugError, KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.keystrokes import Press
from border_annotator.domain.same_mention import same_mentions
from border_annotator.domain.worksheet import State
from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.simulate.caret_routes import CaretRoutes
from border_annotator.ui.simulate.fewest_letters import letters_in
from border_annotator.ui.simulate.lines import edit_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sized

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.article import Article
    from border_annotator.domain.differences import Difference
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.main_window import MainWindow
    from border_annotator.ui.simulate.caret_routes import Route, Stroke
    from border_annotator.ui.simulate.hands import Hands

FEW = 8
"""How often Down is pressed in a list."""
REPLANS = 40
"""How often a way is looked for anew when a key did something else than was thought."""


class OutOfReachError(KnownError):
    """Something cannot be done by keys as things are; the window or the desk says why."""


class Desk:
    """One article in the window with its gold."""

    def __init__(self, window: MainWindow, hands: Hands, gold: Article) -> None:
        self.window = window
        self.hands = hands
        self.gold = gold
        self.wanted: dict[str, Annotation] = {value.id: value for value in gold.annotations()}
        self.paired: dict[str, str] = {}
        self._routes = CaretRoutes(QTextCursor(window.article.document()), self.text, hands.has_key)
        self.look()

    # Eyes

    @property
    def sheet(self) -> Worksheet:
        """The open article."""
        sheet = self.window.session.sheet
        if sheet is None:
            raise BugError("no article is open")
        return sheet

    @property
    def text(self) -> str:
        """The article's text."""
        return self.sheet.document.text

    def look(self) -> None:
        """See which annotation is which gold one, as things are now."""
        live = [item.value for item in self.sheet.live()]
        self.paired = same_mentions(self.wanted.values(), live, self.paired)

    def item(self, gold_id: str) -> Item | None:
        """What stands for a gold annotation, if anything does."""
        item = self.sheet.find(self.paired.get(gold_id, ""))
        return None if item is None or item.state is State.REJECTED else item

    def lacks(self, gold_id: str) -> list[Difference]:
        """What an annotation that is there lacks to be its gold one."""
        item = self.item(gold_id)
        return [] if item is None else differences_of(self.wanted[gold_id], self.as_confirmed(item), self.paired)

    def as_confirmed(self, item: Item) -> Annotation:
        """What an item will say when it is confirmed: without what it points at and was rejected."""
        value = item.value
        if not isinstance(value, Event) or not item.is_open:
            return value
        for argument in value.arguments:
            target = self.sheet.find(argument.ref) if argument.ref is not None else None
            if argument.ref is None or (target is not None and target.state is not State.REJECTED):
                continue
            heirs = [
                other.id
                for other in self.sheet.items
                if target is not None
                and other.is_reviewed
                and kind_of(other.value) is kind_of(target.value)
                and anchor_of(other.value).overlaps(anchor_of(target.value))
            ]
            value = value.pointing(argument.ref, heirs[0]) if len(heirs) == 1 else value.without(argument.ref)
        return value

    def extras(self) -> list[Item]:
        """What is there, waiting or not, and stands for no gold annotation."""
        meant = set(self.paired.values())
        return [item for item in self.sheet.live() if item.id not in meant]

    def message(self) -> str:
        """The sentence over the article, if one is shown."""
        return self.window.message.text() if self.window.message.isVisible() else ""

    def overlay(self) -> Overlay | None:
        """The overlay that is open."""
        shown = [overlay for overlay in self.window.findChildren(Overlay) if overlay.isVisible()]
        return shown[0] if shown else None

    # Hands

    def ask(self, action_id: str) -> Overlay:
        """Press the key of an action that asks something; raises ``OutOfReachError`` with what is said instead."""
        self.hands.do(action_id)
        overlay = self.overlay()
        if overlay is None:
            raise OutOfReachError(self.message() or f"“{action_id}” asks nothing")
        return overlay

    def choose(self, key: str) -> None:
        """Type the fewest letters that mark a choice in the open list, and press Enter."""
        chooser = self.window.chooser
        typed = letters_in(chooser, key) if chooser.isVisible() else None
        if typed is None:
            offered = ", ".join(choice.words for choice in chooser.choices[:8])
            self.leave()
            raise OutOfReachError(f"“{key}” is not among what is offered ({offered} …)")
        letters, downs = typed
        self.hands.type(letters)
        number = chooser.number_of(key)
        if number is not None:
            self.hands.type(number)
            return
        for _k in range(downs + 1):  # one more where what was typed is first, because nothing of it is left to complete
            if chooser.choice != key:
                self.hands.key("Down", Press.LETTER)
        if chooser.choice != key:
            self.leave()
            raise OutOfReachError(f"typing “{letters}” marks “{chooser.choice}” and not “{key}”")
        self.hands.key("Return", Press.LETTER)

    def choose_or_write(self, key: str, written: str) -> None:
        """Choose in a list that takes own words too: by number or letters where it is offered, else in words."""
        chooser = self.window.chooser
        letters = letters_in(chooser, key)
        cheap = chooser.number_of(key) is not None or (
            letters is not None and len(letters[0]) + letters[1] < len(written)
        )
        if cheap:
            self.choose(key)
            return
        self.hands.type(written)
        own = " ".join(written.split())
        for _k in range(FEW):
            if chooser.choice in (own, key):
                break
            self.hands.key("Down", Press.LETTER)
        if chooser.choice not in (own, key):
            self.leave()
            raise OutOfReachError(f"“{own}” cannot be taken")
        self.hands.key("Return", Press.LETTER)

    def pick(self, key: str) -> None:
        """While something waits to be picked in the text: type the letters that stand on it."""
        labels = self.window.cards.wait.hints.labels
        label = next((label for label, offer in labels.items() if offer.key == key), None)
        if label is None:
            self.hands.key("Escape", Press.COMMAND)
            raise OutOfReachError("no letters stand on what is meant")
        self.hands.type(label)

    def write(self, text: str) -> None:
        """Put a text in the line that has the keyboard, whatever stands in it."""
        line = QApplication.focusWidget()
        if not isinstance(line, QLineEdit):
            raise OutOfReachError("no line has the keyboard")
        is_selected = line.selectionLength() >= len(line.text()) > 0
        for key in edit_keys(line.text(), text, is_selected=is_selected):
            if key.startswith(" "):
                self.hands.type(key[1:])
            else:
                self.hands.key(key, Press.LETTER)

    def enter(self) -> None:
        """Press Enter in an overlay; raises ``OutOfReachError`` with what the overlay says when it stays open."""
        overlay = self.overlay()
        self.hands.key("Return", Press.LETTER)
        if overlay is not None and overlay.isVisible():
            reason = str(getattr(overlay, "reason", ""))
            self.leave()
            raise OutOfReachError(reason or "the overlay stays open")

    def leave(self) -> None:
        """Close what is open."""
        for _k in range(3):
            if self.overlay() is None:
                return
            self.hands.key("Escape", Press.COMMAND)

    def to_text(self) -> None:
        """Bring the keyboard back to the text."""
        if self.window.events.is_walked:
            self.hands.key("Escape", Press.COMMAND)

    # The caret

    def caret_into(self, span: Span) -> None:
        """Bring the caret to a stretch: to its beginning, its end or anywhere in it."""
        self.caret_to(range(span.start, span.end + 1))

    def caret_to(self, places: Collection[int]) -> None:
        """Bring the caret to any of some places, with nothing selected."""
        self.to_text()
        self._come_back(lambda start: self._ways().to(start, places))
        for _k in range(REPLANS):
            self.drop_selection()
            route = self._ways().to(self.caret, places)
            if route is None:
                break
            if self._walk(route, self._routes.learn):
                self.hands.log.arrive()
                return
        raise OutOfReachError("the caret does not get there")

    def select(self, span: Span) -> None:
        """Select a stretch exactly; white space at its edges does not matter."""
        article = self.window.article
        self.to_text()
        if article.selection() != span:
            self._come_back(lambda start: self._ways().selecting(start, span))
        for _k in range(REPLANS):
            if article.selection() == span:
                self.hands.log.arrive()
                return
            self.drop_selection()
            way = self._ways().selecting(self.caret, span)
            if way is None:
                break
            if self._walk(way.there, self._routes.learn):
                self._walk(way.along, self._routes.learn_stretch)
        raise OutOfReachError("the selection does not get there")

    def keys_to_caret(self, places: Collection[int]) -> int | None:
        """How many keys bring the caret to the nearest of some places."""
        return self._least(lambda start: self._ways().to(start, places))

    def keys_to_select(self, span: Span) -> int | None:
        """How many keys select a stretch."""
        return self._least(lambda start: self._ways().selecting(start, span))

    def keys_to_repair(self, span: Span, wanted: Span) -> tuple[Stroke, ...] | None:
        """The keys that move the ends of a mark with the caret in it."""
        return self._ways().repairing(span, wanted)

    def repair(self, span: Span, wanted: Span) -> bool:
        """Move the ends of the mark at the caret; false when no keys lead there."""
        strokes = self._ways().repairing(span, wanted)
        for stroke in strokes or ():
            before = self.sheet
            self._stroke(stroke)
            if self.sheet is before:
                # The window asks first, where the mark would take the place of another.
                self._stroke(stroke)
        return strokes is not None

    def _least(self, way: Callable[[int], Sized | None]) -> int | None:
        """The keys of the shortest way, from where the caret is or from the trigger in focus."""
        direct, back = way(self.caret), self._back()
        by_event = way(back[1]) if back is not None and (direct is None or len(direct) > len(back[0])) else None
        costs = [len(direct)] if direct is not None else []
        costs += [len(by_event) + len(back[0])] if by_event is not None and back is not None else []
        return min(costs, default=None)

    def _come_back(self, way: Callable[[int], Sized | None]) -> None:
        """Go to the trigger in focus first where the whole way is shorter from there."""
        direct, back = way(self.caret), self._back()
        if back is None or (direct is not None and len(direct) <= len(back[0])):
            return
        by_event = way(back[1])
        if by_event is not None and (direct is None or len(by_event) + len(back[0]) < len(direct)):
            for action in back[0]:
                self.hands.do(action, Press.MOVE)

    def _back(self) -> tuple[tuple[str, str], int] | None:
        """The keys that bring the caret to the trigger in focus, by way of the event beside it, and its place."""
        events, focused = self.sheet.events, self.window.session.focused_item
        if focused is None or len(events) <= 1 or not self.hands.has_key("event.next"):
            return None
        is_first = events[0].id == focused.id
        keys = ("event.next", "event.previous") if is_first else ("event.previous", "event.next")
        return keys, anchor_of(focused.value).start

    def keys_from(self, start: int, places: Collection[int]) -> int | None:
        """How many keys bring the caret from one place to the nearest of others."""
        route = self._ways().to(start, places)
        return len(route) if route is not None else None

    @property
    def caret(self) -> int:
        """Where the caret stands, in code points."""
        return self.window.article.caret()

    def _ways(self) -> CaretRoutes:
        self._routes.see(self.sheet)
        return self._routes

    @property
    def has_selection(self) -> bool:
        """Whether something is selected in the text."""
        return self.window.article.textCursor().hasSelection()

    def drop_selection(self) -> None:
        """Let nothing be selected."""
        if self.window.article.textCursor().hasSelection():
            self.to_text()
            self.hands.key("Right", Press.MOVE)

    def _walk(self, route: Route, learn: Callable[[int, Stroke, int], None]) -> bool:
        """Go a way; false, and something learned, when a key leads somewhere else than it should."""
        for stroke, place in zip_longest(route.strokes, route.places):
            before = self.caret
            self._stroke(stroke)
            if place is not None and self.caret != place:
                if stroke.key:
                    learn(before, stroke, self.caret)
                return False
        return True

    def _stroke(self, stroke: Stroke) -> None:
        if stroke.action:
            self.hands.do(stroke.action, Press.MOVE)
        else:
            self.hands.key(stroke.key, Press.MOVE)
