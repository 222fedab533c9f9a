"""The words of the interface, through Qt's translation. The source language is English."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "border-annotator"


def tr(text: str, /, **values: object) -> str:
    """The text in the user's language; ``{name}`` in it is filled with the value of that name.

    Only what is data (the article's words, names of the schema, file names) is shown without it. The words of a table
    that is made once, such as the actions, are translated where they are shown.
    """
    translated = QCoreApplication.translate(CONTEXT, text) if text else ""
    return translated.format(**values) if values else translated


def tr_count(one: str, many: str, count: int, /, **values: object) -> str:
    """The sentence for a number: ``one`` for 1, else ``many``; ``{count}`` in it is the number with separators.

    A language with other plural forms than English gives them for ``many``.
    """
    translated = QCoreApplication.translate(CONTEXT, many, None, count)
    if translated == many and count == 1:
        translated = QCoreApplication.translate(CONTEXT, one)
    return translated.format(count=f"{count:,}", **values)
