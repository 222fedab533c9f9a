"""Tables: whatever separates the values and whatever the bytes mean, each row's text comes out as it went in."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles import table
from border_annotator.formats.articles.draft import Choices, Draft, Refusal
from border_annotator.formats.articles.table import is_table, read_table, separator_of

STORY = "Guards stopped forty people near Silene, officials said.\nThe border stays shut."


def rows_of(content: bytes, **columns: str) -> list[Draft | Refusal]:
    return list(read_table(io.BytesIO(content), Choices(columns=columns)))


def drafts_of(content: bytes, **columns: str) -> list[Draft]:
    found = rows_of(content, **columns)
    assert all(isinstance(one, Draft) for one in found), found
    return [one for one in found if isinstance(one, Draft)]


def written(rows: list[list[str]], separator: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("separator", table.SEPARATORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1257"])
def test_any_separator_in_any_encoding(separator: str, encoding: str) -> None:
    story = STORY + " Šalčininkai, Medininkai ir Lavoriškės: pasienio ruožas uždarytas; sargyba budės ištisą naktį."
    rows = [["Headline", "Body", "Date", "Link", "Desk"], ["Siena", story, "5.11.2023", "https://a.lt/1", "x"]] * 1
    (draft,) = drafts_of(written(rows, separator).encode(encoding))
    assert draft.text == f"Siena\n\n{story}"
    assert (draft.title, draft.url, draft.place, draft.extra) == ("Siena", "https://a.lt/1", "row 2", {"Desk": "x"})
    assert draft.published is not None
    assert (draft.published.value, draft.published.basis) == (datetime.date(2023, 11, 5), "metadata")


def test_letters_beyond_ascii_far_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "HEAD", 500)
    lines = ["text", *[f"Guards stopped {k} people near the river on Monday morning." for k in range(99)]]
    last = "Près de la frontière, les gardes ont arrêté un passeur présumé à l'aube, a déclaré la préfecture."
    (*_rest, draft) = drafts_of("\n".join([*lines, f'"{last}"']).encode("cp1252"))
    assert draft.text == last
    assert draft.encoding == "windows-1252, guessed"


def test_the_text_is_found_without_a_name_and_can_be_chosen() -> None:
    content = written([["a", "b"], ["one", STORY], ["two", STORY + "!"]]).encode()
    assert [draft.text for draft in drafts_of(content)] == [STORY, STORY + "!"]
    (first, second) = drafts_of(content, text="b", title="a")
    assert (first.title, second.title) == ("one", "two")
    with pytest.raises(KnownError, match="has no column “c”: it has a, b"):
        rows_of(content, text="c")
    with pytest.raises(KnownError, match="has no column that looks like a text"):
        rows_of(written([["a", "b"], ["1", "2"]]).encode())


def test_a_table_without_names() -> None:
    (first, second) = drafts_of(written([["1", STORY], ["2", STORY + "!"]]).encode())
    assert (first.place, first.text, second.place, second.extra) == ("row 1", STORY, "row 2", {"1": "2"})


def test_rows_that_are_empty_short_or_without_a_text() -> None:
    found = rows_of(written([["id", "text"], ["1", STORY], [], ["2", " "], ["3"], ["", STORY, "more"]]).encode())
    assert [one.place for one in found] == ["row 2", "row 4", "row 5", "row 6"]
    assert [isinstance(one, Refusal) for one in found] == [False, True, True, False]


def test_a_separator_that_excel_names() -> None:
    assert separator_of("sep=;\na;b\n") == (";", True)
    (draft,) = drafts_of(b"sep=;\r\n" + written([["title", "text"], ["T", STORY]], ";").encode())
    assert draft.place == "row 3"


def test_a_quote_that_never_ends_costs_no_more_than_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LONGEST", 1_000)
    content = written([["text"], [STORY]]).encode() + b'"' + b"word \n" * 10_000
    *_, last = rows_of(content)
    assert isinstance(last, Refusal)
    assert last.place == "row 3"
    assert "nothing behind it was read" in last.reason
    *_, last = rows_of(written([["text"], [STORY]]).encode() + b"x" * 100_000)
    assert isinstance(last, Refusal)


def test_what_is_a_table() -> None:
    assert is_table("a,b\n1,2\n3,4\n")
    assert not is_table("Guards stopped people.\nThe border, they said, stays shut.\n")


@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip),
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_in_any_cell(rows: list[tuple[str, str]]) -> None:
    content = written([["text", "note"], *map(list, rows)]).encode()
    found = [one.text for one in drafts_of(content, text="text")]
    assert found == [text.removeprefix("\ufeff") for text, _note in rows if text.removeprefix("\ufeff").strip()]
