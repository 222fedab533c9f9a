"""Keys for the project's own names: what a correction offers, and the list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.services import correct, gazetteer, likely
from border_annotator.ui.actions.at_caret import entity_at
from border_annotator.ui.actions.keys import key
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.dialogs.form import Field
from border_annotator.ui.said import told
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.edit import Changes
    from border_annotator.domain.gazetteer_entry import GazetteerEntry
    from border_annotator.services.project import Project
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.form import Form
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView

FIELDS = 4
ADD, EDIT, REMOVE = "add", "edit", "remove"
BETWEEN_NAMES = ";"
NO_LINK = "-"
"""The key of the choice for no link; no link is like it."""
SEEN = 8
"""How many links stand before it, so that a number reaches it."""


class GazetteerActions:
    """Turns keys into verbs of ``services.gazetteer``; ``offer`` shows a sentence that asks for a key."""

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        chooser: Chooser,
        form: Form,
        offer: Callable[[str], None],
    ) -> None:
        self._session = session
        self._article = article
        self._chooser = chooser
        self._form = form
        self._offer = offer
        self._offered: GazetteerEntry | None = None
        session.saved.connect(lambda _words: self._forget())
        session.sheet_shown.connect(self._forget)
        session.edited.connect(self.offer_from)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "entity.link": self.set_link,
            "gazetteer.add": self.add,
            "gazetteer.show": self.show,
        }

    @property
    def offered(self) -> GazetteerEntry | None:
        """The name that is offered at this moment."""
        return self._offered

    def _forget(self) -> None:
        self._offered = None

    def offer_from(self, changes: Changes) -> None:
        """Offer the name that an edit has added or corrected, when no list knows it; nothing waits for an answer."""
        sheet = self._session.sheet
        for changed in sorted(changes.annotations):
            entry = (
                gazetteer.entry_from_correction(self._session.project, sheet, changed) if sheet is not None else None
            )
            if entry is not None:
                self._offered = entry
                self._offer(
                    tr(
                        "Add {entry} to the project's gazetteer? {key} adds it.",
                        entry=self._said(entry),
                        key=key("gazetteer.add"),
                    )
                )
                return

    def add(self) -> None:
        """Add the name that is offered; without an offer ask about the name at the caret."""
        entry = self._offered
        if entry is not None:
            self._change(lambda project: gazetteer.add_entry(project, entry))
            return
        sheet = self._session.sheet
        item = entity_at(sheet, self._article)
        if sheet is None or item is None or not isinstance(item.value, Entity):
            self._session.refused.emit(
                tr(
                    "Nothing is offered: label or link a name, or put the caret into one, then press {key}.",
                    key=key("gazetteer.add"),
                )
            )
            return
        words = " ".join(anchor_of(item.value).text_in(sheet.document.text).split())
        self._ask_about(gazetteer.new_entry(item.value.label, (words,), item.value.link), is_new=True)

    def show(self) -> None:
        """The project's own names; each can be changed or removed."""
        entries = gazetteer.gazetteer_entries(self._session.project)
        by_id = {entry.id: entry for entry in entries}
        choices = [Choice(ADD, tr("Add a name…"), "" if entries else tr("the project has none yet"))]
        choices += [Choice(entry.id, entry.name, self._facts_of(entry), "\n".join(entry.names)) for entry in entries]

        def chosen(key: str) -> None:
            if key == ADD:
                self._ask_about(None, is_new=True)
            else:
                self._choose_what(by_id[key])

        count = tr_count("{count} name", "{count} names", len(entries))
        self._chooser.ask(
            tr("The project's gazetteer: {count}", count=count), choices, chosen, tr("Type a name, or Enter to add one")
        )

    def _choose_what(self, entry: GazetteerEntry) -> None:
        def chosen(key: str) -> None:
            if key == REMOVE:
                self._change(lambda project: gazetteer.remove_entry(project, entry.id))
            else:
                self._ask_about(entry, is_new=False)

        choices = [
            Choice(EDIT, tr("Change its names, label, link or country…")),
            Choice(REMOVE, tr("Remove it from the gazetteer"), tr("{key} brings it back", key=key("history.undo"))),
        ]
        self._chooser.ask(self._said(entry), choices, chosen, tr("Change or remove"))

    def _ask_about(self, entry: GazetteerEntry | None, *, is_new: bool) -> None:
        label = self._session.project.schema.entity_label(entry.label).name if entry else ""
        fields = (
            Field(tr("Names"), f"{BETWEEN_NAMES} ".join(entry.names) if entry else "", tr("Kena; Kena crossing")),
            Field(tr("Label"), label, tr("for example Crossing point")),
            Field(tr("Link"), (entry.link or "") if entry else "", tr("for example bcp:by-lt-kena, or nothing")),
            Field(tr("Country"), entry.country if entry else "", tr("two letters like LT, or nothing")),
        )

        def put(values: list[str]) -> str | None:
            names, label_written, link, country = values
            try:
                made = gazetteer.new_entry(
                    self._label(label_written), names.split(BETWEEN_NAMES), link.strip() or None, country
                )
                changes = (
                    gazetteer.add_entry(self._session.project, made)
                    if entry is None or is_new
                    else gazetteer.replace_entry(self._session.project, entry, made)
                )
            except KnownError as error:
                return told(error)
            self._session.change(lambda _project: changes)
            return None

        self._form.ask(
            tr("Add a name to the gazetteer") if is_new else tr("Change a name of the gazetteer"), fields, put
        )

    def set_link(self) -> None:
        """Say whom or what the name at the caret stands for."""
        sheet = self._session.sheet
        item = entity_at(sheet, self._article)
        if sheet is None or item is None or not isinstance(item.value, Entity):
            self._session.refused.emit(
                tr("No name at the caret: put the caret into one, then press {key}.", key=key("entity.link"))
            )
            return

        def put(written: str) -> None:
            link = "" if written == NO_LINK else likely.whole_link(item.value, written)
            self._session.perform(lambda project, sheet: correct.set_link(project, sheet, item.id, link))

        words = " ".join(anchor_of(item.value).text_in(sheet.document.text).split())
        choices = [Choice(link, link) for link in likely.likely_links(sheet, item)]
        if item.value.link is not None:
            choices.insert(SEEN, Choice(NO_LINK, tr("nothing")))
        title = tr("“{words}” stands for", words=words[:60])
        title += tr(", now {link}", link=item.value.link) if item.value.link else ""
        self._chooser.ask(
            title,
            choices,
            put,
            tr("or write: iso:LT · kena"),
            is_numbered=True,
            is_free=True,
            is_whole=likely.is_whole_link,
        )

    def _change(self, verb: Callable[[Project], Changes]) -> None:
        self._session.change(verb)

    def _label(self, written: str) -> str:
        """The label that a person means by its name or its id."""
        word = " ".join(written.split()).casefold()
        labels = self._session.project.schema.entity_labels
        for label in labels:
            if word in (label.label.casefold(), label.name.casefold()):
                return label.label
        names = ", ".join(label.name for label in labels)
        raise KnownError(
            tr("“{written}” is no label: write one of {names}.", written=written.strip()[:40], names=names)
        )

    def _said(self, entry: GazetteerEntry) -> str:
        return f"“{entry.name}” as {self._facts_of(entry)}"

    def _facts_of(self, entry: GazetteerEntry) -> str:
        schema = self._session.project.schema
        label = schema.entity_label(entry.label).name if schema.has_label(entry.label) else entry.label
        return " · ".join(filter(None, (label, entry.link, entry.country)))
