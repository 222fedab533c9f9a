"""JSON: lines, arrays and objects that hold articles, with the fields that people use or choose."""

from __future__ import annotations

import datetime
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.formats.articles.draft import Choices, Draft, Refusal
from border_annotator.formats.articles.json_articles import read_json
from border_annotator.formats.articles.record import published_of

STORY = (
    "Guards stopped forty people near Silene, officials said on Monday.\nThe border stays shut, and nobody knows why."
)


def read(content: str, **columns: str) -> list[Draft | Refusal]:
    return list(read_json(io.BytesIO(content.encode()), Choices(columns=columns)))


def draft_of(content: object, **columns: str) -> Draft:
    (found,) = read(json.dumps(content), **columns)
    assert isinstance(found, Draft), found
    return found


@pytest.mark.parametrize("shape", ["lines", "array", "pretty", "wrapped"])
def test_every_shape(shape: str) -> None:
    items = [{"headline": f"H{k}", "body": STORY + str(k), "published_at": "2023-11-05T10:00:00Z"} for k in range(3)]
    content = {
        "lines": "\n".join(map(json.dumps, items)),
        "array": json.dumps(items),
        "pretty": json.dumps(items, indent=2),
        "wrapped": json.dumps({"status": "ok", "articles": items}),
    }[shape]
    found = read(content)
    assert [isinstance(one, Draft) and one.text for one in found] == [f"H{k}\n\n{STORY}{k}" for k in range(3)]
    assert len({one.place for one in found}) == 3


def test_fields_by_path_and_the_rest_is_kept() -> None:
    article = {
        "meta": {"lang": "en-GB", "section": "World", "n": 3},
        "article": {"paragraphs": ["One line of it.", "Another line."], "by": {"name": "A. Writer"}},
        "source": "Baltic Times",
        "tags": [{"label": "x"}],
    }
    draft = draft_of(article, text="article.paragraphs", author="article.by.name")
    assert draft.text == "One line of it.\nAnother line."
    assert (draft.author, draft.site, draft.language) == ("A. Writer", "Baltic Times", "en")
    assert draft.extra == {"meta.section": "World", "meta.n": "3", "tags.0.label": "x"}


def test_bad_lines_do_not_stop_the_rest() -> None:
    lines = [
        json.dumps({"text": STORY}),
        "{broken",
        '{"text": ""}',
        '{"a": 1}',
        "[" * 100_000,
        json.dumps({"text": STORY}),
    ]
    found = read("\n".join(lines))
    assert [isinstance(one, Draft) for one in found] == [True, False, False, False, False, True]
    assert [one.place for one in found] == [f"line {k}" for k in range(1, 7)]


def test_an_array_that_is_cut_off() -> None:
    first, last = read(json.dumps([{"text": STORY}, {"text": STORY}], indent=1)[:-40])
    assert isinstance(first, Draft)
    assert isinstance(last, Refusal)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2023-11-05", (2023, 11, 5)),
        ("2023-11-05T23:59:59+02:00", (2023, 11, 5)),
        ("20231105", (2023, 11, 5)),
        ("Sun, 05 Nov 2023 10:00:00 GMT", (2023, 11, 5)),
        ("5 November 2023", (2023, 11, 5)),
        ("Nov. 5, 2023 10:00 am", (2023, 11, 5)),
        ("Sunday, November 5th, 2023", (2023, 11, 5)),
        ("25/11/2023", (2023, 11, 25)),
        ("11/25/2023", (2023, 11, 25)),
        ("5.11.2023 10:00", (2023, 11, 5)),
        ("1699178400", (2023, 11, 5)),
        ("1699178400000", (2023, 11, 5)),
    ],
)
def test_days_in_every_spelling(said: str, day: tuple[int, int, int]) -> None:
    found, doubts = published_of(said)
    assert found is not None
    assert (found.value, found.suspect, doubts) == (datetime.date(*day), False, ())


def test_days_that_could_be_two_or_none() -> None:
    found, _doubts = published_of("05/11/2023")
    assert found is not None
    assert found.suspect
    for said in ("yesterday", "2023-13-45", "99999999999999", "0", "31.02.2023"):
        found, doubts = published_of(said)
        assert found is None
        assert doubts[0].endswith("is no date that can be read.")


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda t: st.lists(t) | st.dictionaries(st.text(), t)
    )
)
def test_any_json_gives_articles_or_reasons(value: object) -> None:
    for one in read(json.dumps(value)):
        assert isinstance(one, Draft | Refusal)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    found = draft_of({"text": text, "id": 1}) if text.removeprefix("\ufeff").strip() else None
    assert found is None or found.text == text.removeprefix("\ufeff")
