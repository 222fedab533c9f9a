"""Keys for what is known about an article: its facts, and what of the page is boilerplate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.services import facts, masking
from border_annotator.services.facts import Written
from border_annotator.ui.actions.keys import key
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.dialogs.form import Field
from border_annotator.ui.said import said, told
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.masking import Masking
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.form import Form
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView

NO_ARTICLE = "No article is open: choose one on the left."
FIELDS = 4
MASK, LEAVE = "mask", "leave"


class FactsActions:
    """Turns keys into verbs of ``services.facts`` and ``services.masking``.

    ``label_again`` lets the model read documents once more.
    """

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        chooser: Chooser,
        form: Form,
        label_again: Callable[[list[str]], None],
    ) -> None:
        self._session = session
        self._article = article
        self._chooser = chooser
        self._form = form
        self._label_again = label_again

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "document.facts": self.edit_facts,
            "document.mask": self.mask,
            "document.prelabel": self.label_article,
        }

    def edit_facts(self) -> None:
        """Correct the publication date, the title, the publisher or the language."""
        sheet = self._session.sheet
        if sheet is None:
            self._session.refused.emit(tr(NO_ARTICLE))
            return
        written = facts.written_facts(sheet.document)
        note, warns = _said_date(sheet)
        fields = (
            Field(tr("Published"), written.published, tr("2023-11-05 · 5 Nov 2023 · none"), note, warns),
            Field(tr("Title"), written.title, tr("as it stands in the article")),
            Field(tr("Publisher"), written.publisher, tr("for example a newspaper or an agency")),
            Field(tr("Language"), written.language, tr("for example Latvian, or lv")),
        )
        self._form.ask(tr("Article facts"), fields, self._set_facts)

    def _set_facts(self, values: list[str]) -> str | None:
        sheet = self._session.sheet
        if sheet is None:
            return tr(NO_ARTICLE)
        written = Written(*values)
        try:
            by_hand = facts.times_set_by_hand(sheet, written)
            changes = facts.set_facts(self._session.project, sheet, written)
        except KnownError as error:
            return told(error)
        self._session.perform(lambda _project, _sheet: changes)
        if by_hand:
            times = tr_count(
                "{count} time keeps the dates that were", "{count} times keep the dates that were", by_hand
            )
            self._session.refused.emit(tr("The other times follow the new date; {times} set by hand.", times=times))
        return None

    def mask(self) -> None:
        """Unmask the boilerplate at the caret; where there is none, mask the line."""
        sheet, selected = self._session.sheet, self._article.selection()
        if sheet is None:
            self._session.refused.emit(tr(NO_ARTICLE))
            return
        caret = self._article.caret()
        start, end = (selected.start, selected.end) if selected else (caret, caret)
        try:
            wanted = masking.masking_at(sheet, start, end)
        except KnownError as error:
            self._session.refused.emit(told(error))
            return
        if not wanted.lost:
            self._mask(wanted)
            return
        choices = [
            Choice(MASK, tr("Mask it and remove them"), tr("{key} brings them back", key=key("history.undo"))),
            Choice(LEAVE, tr("Leave it as it is")),
        ]
        self._chooser.ask(
            tr("This line holds {loss} of yours", loss=wanted.loss),
            choices,
            lambda chosen: self._mask(wanted) if chosen == MASK else None,
            tr("Mask or leave"),
        )

    def _mask(self, wanted: Masking) -> None:
        done = self._session.perform(lambda project, sheet: masking.mask(project, sheet, wanted))
        sheet = self._session.sheet
        if done and wanted.is_unmasking and sheet is not None:
            self._label_again([sheet.document.id])

    def label_article(self) -> None:
        """Let the model read the open article once more; every verdict stays."""
        sheet = self._session.sheet
        if sheet is None:
            self._session.refused.emit(tr(NO_ARTICLE))
            return
        self._label_again([sheet.document.id])


def _said_date(sheet: Worksheet) -> tuple[str, bool]:
    """Where the publication date was found and whether it is in doubt."""
    date, words = sheet.document.layout.published, said(facts.where_found(sheet.document))
    if date.suspect:
        return tr(
            "{words} It is in doubt. {doubt} Enter keeps it and settles the doubt.",
            words=words,
            doubt=facts.said_doubt(sheet.document),
        ), True
    if date.value is None:
        return tr(
            "{words} Relative times such as “Friday” stay open without one.", words=words
        ), date.basis != facts.BY_REVIEWER
    return tr("{words} All relative times follow it.", words=words), False
