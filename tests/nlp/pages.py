"""Pages written line by line with what each line is: ``label| words``; a line with nothing on it stays empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.nlp.segments import read_layout

if TYPE_CHECKING:
    from border_annotator.domain.document import Layout


def page(written: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a page and, for each stretch of it, the label or kind that is expected.

    ``+`` before a label says that the words stand on the line before, after a space.
    """
    text, expected = "", []
    for line in written.strip("\n").splitlines():
        label, bar, words = line.strip().partition("| ")
        if not bar:
            text += "\n"
            continue
        joined = label.startswith("+")
        text = (
            text.removesuffix("\n") + (" " if joined else "\n" if text.endswith("\n\n") else "\n" * bool(text)) + words
        )
        text += "\n"
        expected.append((label.removeprefix("+"), words))
    return text, expected


def labels(text: str, layout: Layout) -> list[tuple[str, str]]:
    """What the layout says of each stretch of the text, in its order."""
    parts = [(s.span, s.label) for s in layout.segments] + [(b.span, b.kind) for b in layout.boilerplate]
    return [(label, span.text_in(text)) for span, label in sorted(parts)]


def read(written: str, file_name: str = "article.txt") -> tuple[Layout, list[tuple[str, str]], list[tuple[str, str]]]:
    """The layout of a page that is written so, what it says, and what is expected."""
    text, expected = page(written)
    layout = read_layout(text, file_name)
    return layout, labels(text, layout), expected
