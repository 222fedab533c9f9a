"""Annotations carried over to another version of their article: where the words are the same, and with a line else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.adoption import Fate
from border_annotator.domain.event import Event
from border_annotator.domain.span import Span
from border_annotator.domain.text_alignment import TextAlignment
from border_annotator.services.carry_over import carry_over
from border_annotator.services.check import check
from border_annotator.services.worksheets import read_worksheet
from tests.gold_suggestions import import_seeds, sheet_of, suggest_gold
from tests.services.test_adopt import TEXT, adopted, brat, stored

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project

words = st.text(alphabet="ab \n.💩e\u0301\u00a0\u200f", max_size=40)


@given(words, words, st.data())
def test_what_is_carried_has_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    alignment = TextAlignment(old, new)
    assert 0 <= alignment.share <= 1
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    there = alignment.carried(span)
    if there is not None:
        assert there.fits(new)
        assert there.text_in(new).split() == span.text_in(old).split()


@given(words, words)
def test_the_same_text_is_carried_whole(text: str, more: str) -> None:
    for new in (text, text + "\n" + more):
        alignment = TextAlignment(text + "\n", new if new != text else text + "\n")
        for start, letter in enumerate(text):
            if not letter.isspace():
                assert alignment.carried(Span(start, start + 1)) is not None


def test_from_long_texts_that_have_little_in_common_nothing_takes_long() -> None:
    one, other = (" ".join(f"{letter}{k}" for k in range(20_000)) for letter in "ab")
    assert TextAlignment(one, other).share < 0.9


@pytest.mark.parametrize("as_", ["suggestions", "reviewer"])
def test_to_an_updated_version(project: Project, tmp_path: Path, as_: str) -> None:
    (step,) = adopted(project, brat(), as_=as_)
    text = "UPDATED\n" + TEXT.replace("near Silene", "near Kapčiamiestis").replace("Guards", "Two guards")
    later = stored(project, tmp_path, text, "later.txt")
    done = carry_over(project, step.document_id or "", later.id)
    assert (done.added, done.likeness > 0.8) == (5, True)
    assert [(told.fate, told.what, told.surface) for told in done.told] == [
        (Fate.LEFT_OUT, "entity", "Silene"),
        (Fate.CHANGED, "event", ""),
    ]
    sheet = read_worksheet(project, later.id)
    event = next(item.value for item in sheet.items if isinstance(item.value, Event))
    assert {argument.role for argument in event.arguments} == {"authority", "person", "count", "time"}
    assert event.time.norm == "2023-03-03"
    suggestion = sheet.items[0].suggestion
    assert suggestion is not None
    assert (suggestion.source, suggestion.reason.startswith("art-1")) == ("another version", True)
    assert later.id in project.documents.ids_to_prelabel()
    assert list(check(project)) == []
    again = carry_over(project, step.document_id or "", later.id)
    assert again.added == 0
    assert len(project.adoptions.of_document(later.id)) == 1


def test_the_whole_gold_to_a_copy_with_other_blanks(project: Project, tmp_path: Path) -> None:
    import_seeds(project)
    suggest_gold(project)
    gold = sheet_of(project, "000")
    later = stored(project, tmp_path, gold.document.text.replace("\n", "\n\n").replace(". ", ".  "), "later.txt")
    done = carry_over(project, gold.document.id, later.id)
    assert (done.likeness, [told.reason for told in done.told if "boilerplate" not in told.reason]) == (1.0, [])
    assert done.added == len(gold.items) - len(done.told)
    for item in read_worksheet(project, later.id).items:
        assert item.anchor.text_in(later.text).split() != []
    assert list(check(project)) == []
