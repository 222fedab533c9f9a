"""Which column of a table, or which path in JSON, holds what of an article, with a look at the first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from border_annotator.formats.articles.columns import FIELDS
from border_annotator.ui.dialogs.fields_editor import EditorField, FieldsEditor
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import tame
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from border_annotator.formats.articles.column_look import ColumnLook
    from border_annotator.ui.main_window import MainWindow

NAMES = {
    "text": "Text",
    "title": "Title",
    "author": "Author",
    "site": "Publisher",
    "url": "Address",
    "published": "Published",
    "language": "Language",
    "id": "Number",
}
ROWS = 3
"""Rows that are looked at."""
LONGEST = 90


class ColumnsForm(FieldsEditor):
    """A line for each field; what a column holds in the first rows is shown while one is chosen."""

    wide = 760

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, len(FIELDS), columns=1)
        self._look: ColumnLook | None = None
        self._sample = plain_label(look="quiet")
        self._sample.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.column.insertWidget(self.column.count() - 1, self._sample)
        for line in self.lines:
            line.textChanged.connect(lambda _text: self._show_rows())
        self.add_answers(self.accept)

    @property
    def sample(self) -> str:
        """What is shown of the first rows."""
        return self._sample.text()

    def open(self, name: str, look: ColumnLook, then: Callable[[Mapping[str, str]], None]) -> None:
        """Let the user choose columns; ``then`` gets those that are not found out anyway."""
        self._look = look

        def take(values: dict[str, str]) -> Mapping[str, str] | None:
            wrong = {
                field: tr("There is no column “{name}” here.", name=value)
                for field, value in values.items()
                if value and value not in look.names
            }
            if not values["text"]:
                wrong["text"] = tr("Say which column holds the text of an article.")
            if wrong:
                return wrong
            then({field: value for field, value in values.items() if value})
            return None

        self.above.setText(tr("The line on top is the column of the text; an empty line means that there is none."))
        fields = [
            EditorField(field, tr(NAMES[field]), look.taken.get(field, ""), look.names, hint)
            for field, hint in (
                (field, tr("Column of the text") if field == "text" else tr("none")) for field in FIELDS
            )
        ]
        self.ask(tr("Columns of {name}", name=name), fields, take)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._look is None:
            return
        chosen = {field: name for field, name in self.values().items() if name in self._look.names}
        lines = []
        for number, row in enumerate(self._look.samples[:ROWS], start=1):
            cells = [f"{tr(NAMES[field])}: {_short(row.get(name, '')) or '–'}" for field, name in chosen.items()]
            lines.append(f"{number}.  " + "  ·  ".join(cells))
        self._sample.setText(tame("\n".join(lines)) or tr("Nothing is chosen."))
        if self.isVisible():
            self._place()


def _short(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= LONGEST else one[:LONGEST] + "…"
