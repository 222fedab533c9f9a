"""The reviewer's keys in the text: where the caret goes, what is selected, where a mark begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.boundary import Edge, Unit, moved
from border_annotator.domain.sentences import sentence_at
from border_annotator.domain.words import snapped, word_after, word_at
from border_annotator.services.boundaries import move_boundary, what_gives_way
from border_annotator.services.review import named
from border_annotator.ui.actions.keys import key
from border_annotator.ui.text.caret_steps import Step, head_after, head_before, place_after, place_before
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.actions.at_caret import AtCaret
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView

NAMES = {Step.WORD: "word", Step.MARK: "mark", Step.SENTENCE: "sentence"}
ENDS = {
    "start_earlier": (Edge.START, True),
    "start_later": (Edge.START, False),
    "end_later": (Edge.END, True),
    "end_earlier": (Edge.END, False),
}


class SelectActions:
    """Turns keys into steps of the caret, selections, and the verb of ``services.boundaries``."""

    def __init__(self, session: Session, article: ArticleView, at_caret: AtCaret) -> None:
        self._session = session
        self._article = article
        self._at_caret = at_caret
        self._asked: tuple[str, Span] | None = None
        session.edited.connect(lambda _changes: self._let_go())
        at_caret.changed.connect(self._forget)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        made: dict[str, Callable[[], None]] = {
            "select.word": self.select_word,
            "select.sentence": self.select_sentence,
            "select.mark": self.select_mark,
        }
        for step, name in NAMES.items():
            for direction, word in ((1, "next"), (-1, "previous")):
                made[f"caret.{word}_{name}"] = lambda s=step, d=direction: self.go(s, d)  # type: ignore[misc]
                made[f"caret.extend_{word}_{name}"] = lambda s=step, d=direction: self.extend(s, d)  # type: ignore[misc]
        for name, (edge, outward) in ENDS.items():
            for unit in Unit:
                made[f"boundary.{name}_{unit.name.lower()}"] = (
                    lambda e=edge, u=unit, o=outward: self.move_boundary(e, u, outward=o)  # type: ignore[misc]
                )
        return made

    # The caret

    def go(self, step: Step, direction: int) -> None:
        """Bring the caret to the next (``1``) or the previous (``-1``) word, mark or sentence."""
        sheet = self._open_sheet()
        if sheet is None:
            return
        if step is Step.MARK:
            if self._at_caret.step(direction) is None:
                self._say_end(step, direction)
            return
        found = (place_after if direction > 0 else place_before)(sheet, self._article.caret(), step)
        if found is None:
            self._say_end(step, direction)
        else:
            self._article.put_caret(found)

    def extend(self, step: Step, direction: int) -> None:
        """Extend the selection to the end of the next or the beginning of the previous word, mark or sentence."""
        sheet = self._open_sheet()
        if sheet is None:
            return
        anchor, head = self._article.anchor(), self._article.caret()
        found = (head_after if direction > 0 else head_before)(sheet, head, anchor, step)
        if found is None:
            self._say_end(step, direction)
        else:
            self._article.put_caret(found, anchor)

    def _say_end(self, step: Step, direction: int) -> None:
        words = {
            (Step.WORD, 1): tr("That was the last word."),
            (Step.WORD, -1): tr("That is the first word."),
            (Step.MARK, 1): tr("There is no mark after this place."),
            (Step.MARK, -1): tr("There is no mark before this place."),
            (Step.SENTENCE, 1): tr("That was the last sentence."),
            (Step.SENTENCE, -1): tr("That is the first sentence."),
        }
        self._session.refused.emit(words[step, direction])

    # Selections

    def select_word(self) -> None:
        """Select the word at the caret; pressed again, or with a selection, take the next word along."""
        sheet = self._open_sheet()
        if sheet is None:
            return
        text, selected = sheet.document.text, self._article.selection()
        if selected is None:
            self._select(word_at(text, self._article.caret()) or word_after(text, self._article.caret()))
            return
        whole = snapped(text, selected.start, selected.end)
        self._select(whole if whole != selected else moved(text, selected, Edge.END, Unit.WORD, outward=True))

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        sheet = self._open_sheet()
        if sheet is not None:
            self._select(sentence_at(sheet.document.text, self._article.caret()))

    def select_mark(self) -> None:
        """Select the mark at the caret."""
        if self._open_sheet() is None:
            return
        found = self._at_caret.repairable()
        if found is None:
            self._session.refused.emit(tr("There is no mark here: put the caret into one."))
        else:
            self._select(found[1])

    def _select(self, span: Span | None) -> None:
        if span is None:
            self._session.refused.emit(tr("There is nothing more to select here."))
        else:
            self._article.select(span)

    def _let_go(self) -> None:
        """What was selected has become an edit: the caret stands in it, so that the next key means the new mark."""
        selected = self._article.selection()
        if selected is not None:
            self._article.put_caret(selected.start)

    # Boundaries

    def _forget(self) -> None:
        self._asked = None

    def move_boundary(self, edge: Edge, unit: Unit, *, outward: bool) -> None:
        """Move an end of the selection, else of the mark at the caret, else of the trigger in focus."""
        sheet = self._open_sheet()
        if sheet is None:
            return
        selected = self._article.selection()
        if selected is not None:
            self._select(moved(sheet.document.text, selected, edge, unit, outward=outward))
            return
        found = self._at_caret.repairable()
        if found is None:
            self._session.refused.emit(tr("There is no mark here: put the caret into one, or select some words."))
            return
        item, span = found
        after = moved(sheet.document.text, span, edge, unit, outward=outward)
        if after is not None and self._asks_first(item, span, after, edge, unit, outward=outward):
            return
        caret = self._article.caret()
        if not self._session.perform(
            lambda project, sheet: move_boundary(project, sheet, item.id, edge, unit, outward=outward, part=span)
        ):
            return
        if after is not None and span.start <= caret <= span.end and not after.start <= caret < after.end:
            self._article.put_caret(after.start)

    def _asks_first(self, item: Item, span: Span, after: Span, edge: Edge, unit: Unit, *, outward: bool) -> bool:
        """Whether the mark would grow over others that wait: they are named, and the same key again does it."""
        project, sheet = self._session.project, self._session.sheet
        asked, self._asked = self._asked, None
        if sheet is None or asked == (item.id, after):
            return False
        gone = what_gives_way(sheet, item.id, edge, unit, outward=outward, part=span)
        if not gone:
            return False
        self._asked = (item.id, after)
        name = f"boundary.{next(name for name, end in ENDS.items() if end == (edge, outward))}_{unit.name.lower()}"
        words = tr(
            "It would take the place of {items}, which then counts as rejected: press {key} again to do it.",
            items=", ".join(named(project, sheet, other) for other in gone),
            key=key(name),
        )
        self._session.refused.emit(words)
        return True

    def _open_sheet(self) -> Worksheet | None:
        if self._session.sheet is None:
            self._session.refused.emit(tr("No article is open: choose one on the left."))
        return self._session.sheet
