"""What quantities mean, one sentence a case, through the whole engine with its language model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.document import Document, Layout, PublicationDate, Segment
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from tests.nlp import quantity_cases as cases
from tests.nlp.marked import Marked, unmarked

if TYPE_CHECKING:
    from border_annotator.nlp.prelabeler import Prelabeler

TABLES = ("PLAIN", "HEDGED", "ZERO", "CHANGE", "MONEY", "MEASURES", "SHARES", "NEVER", "ELLIPTIC")
SIGNS = {"~": "approx", ">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "all_but": "all_but"}
CHANGES = {"+1": "additional", "up": "increase", "down": "decrease"}
UNITS = {"EUR", "USD", "GBP", "PLN", "other", "km", "m", "km2", "year", "month"}
KINDS = {"count", "percent", "money", "measure", "ordinal", "ratio"}


def sentences() -> list[str]:
    """All cases."""
    return [line for table in TABLES for line in getattr(cases, table).strip().splitlines()]


def wanted(mark: Marked) -> dict[str, object]:
    """What a mark says, as the fields of a figure."""
    found: dict[str, object] = {"kind": "count", "value": None, "minimum": None, "maximum": None, "comparator": "eq"}
    found["change"] = "none"
    for word in mark.meaning.split():
        if word in KINDS:
            found["kind"] = word
        elif word in SIGNS:
            found["comparator"] = SIGNS[word]
        elif word in CHANGES:
            found["change"] = CHANGES[word]
        elif word in UNITS:
            found["unit"] = word
        elif ".." in word:
            low, _, high = word.partition("..")
            found |= {"minimum": float(low), "maximum": float(high) if high else None}
            found["comparator"] = "between" if high else "indefinite"
        else:
            found["value"] = float(word)
    if mark.counted:
        found["counted"] = mark.counted.split("=")[-1]
    return found


@pytest.mark.parametrize("sentence", sentences())
def test_a_quantity_in_a_sentence(prelabeler: Prelabeler, sentence: str) -> None:
    text, marks = unmarked(sentence)
    layout = Layout(None, PublicationDate(), (Segment("body", Span(0, len(text))),), ())
    article = Document("doc", "article.txt", "", text, layout)
    figures = [s.value for s in prelabeler.label(article) if isinstance(s.value, Figure)]
    figures = [f for f in figures if not f.is_temporal]
    assert [f.span.text_in(text) for f in figures] == [m.words for m in marks if m.meaning]
    for figure, mark in zip(figures, [m for m in marks if m.meaning], strict=True):
        assert figure.span.start == mark.start
        expected = wanted(mark)
        assert {key: getattr(figure, key) for key in expected} == expected


def test_there_are_many_cases() -> None:
    assert len(sentences()) >= 150
    assert all(re.search(r"[.!]$", s) for s in sentences())
