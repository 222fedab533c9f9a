from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.markdown import read_markdown
from border_annotator.formats.articles.registry import MARKDOWN, article_format_of

ARTICLE = """\
---
title: "Narva crossing: closed at night"
author: [Maarja Tamm, 'Ilze Kalna']
date: 2024-04-11T23:40:00+03:00
url: https://a.example/n
lang: en-GB
---

# Narva crossing: closed at night

Border guards will **stop** letting people through, [the ministry](https://a.example/m "m") said.[^1]
Last year *1,260* people were
turned back.\\
A new line &amp; more.<br>And one more. ![A bridge](b.jpg)

> “We do not have the people,” he said.

1. First
2. Second
   - Inner

* snake_case_name and 2 * 3 * 4

| Year | Turned back |
|------|------------:|
| 2023 | 1,260 |

<div class="ad"><p>In a block.</p></div>

***

    code stays

[^1]: [A note](x)
"""


def read(text: str) -> Draft:
    (draft,) = read_markdown(Source("a.md", text.encode()), Choices())
    assert isinstance(draft, Draft), draft
    return draft


def test_the_text_is_readable_without_its_marks() -> None:
    assert read(ARTICLE).text.split("\n") == [
        "Narva crossing: closed at night",
        "Border guards will stop letting people through, the ministry said. Last year 1,260 people were turned back.",
        *("A new line & more.", "And one more."),
        *("“We do not have the people,” he said.", "1. First", "2. Second", "- Inner"),
        *("- snake_case_name and 2 * 3 * 4", "Year\tTurned back", "2023\t1,260", "In a block.", "code stays"),
        "[^1]: A note",
    ]


def test_the_head_tells_of_the_article() -> None:
    draft = read(ARTICLE)
    assert (draft.title, draft.author) == ("Narva crossing: closed at night", "Maarja Tamm; Ilze Kalna")
    assert (draft.url, draft.language) == ("https://a.example/n", "en")
    assert draft.published is not None
    assert draft.published.value == datetime.date(2024, 4, 11)
    assert draft.changes[0] == "The head of the file was taken for what is known of the article."


def test_a_title_that_only_the_head_has_is_put_first() -> None:
    draft = read("+++\ntitle = 'Narva closes'\nauthors:\n- A\n- B\n+++\nGuards closed it.\n")
    assert draft.text == "Narva closes\nGuards closed it."
    assert draft.author == "A; B"


def test_a_line_of_dashes_is_no_head() -> None:
    assert read("---\n\nGuards closed it.\n\n---\n\nMore.").text == "Guards closed it.\nMore."


def test_an_empty_file_is_refused() -> None:
    assert list(read_markdown(Source("a.md", b"---\ntitle: x\n---\n"), Choices())) == [Refusal("empty")]


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 20_000, "> " * 10_000, "*a " * 10_000, "`" * 20_000, "[a](" * 5_000, "- " * 5_000, "<" * 20_000),
        *("| a " * 5_000 + "\n" + "|-" * 5_000, "**" * 200_000),
    ],
)
def test_odd_files_are_read_soon(text: str) -> None:
    began = time.process_time()
    list(read_markdown(Source("a.md", text.encode()), Choices()))
    assert time.process_time() - began < 10


WORDS = st.lists(st.text("abcdefghijkäöüšžčшщ0123456789,.'’“”", min_size=1, max_size=9), min_size=1, max_size=20)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_plain_paragraphs_come_through(paragraphs: list[list[str]]) -> None:
    shown = [" ".join(["Guards", *words]) for words in paragraphs]
    assert read("\n\n".join(shown)).text.split("\n") == shown


def test_it_is_told_by_its_name() -> None:
    assert article_format_of(b"# Title\n\nText", "a.MD") is MARKDOWN
