from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.html_page import html_draft, read_html
from border_annotator.nlp.segments import read_layout
from tests.formats.articles.pages import (
    BARE,
    BREAKS,
    COMMENT_INSIDE,
    HEADLINE,
    LEAD_APART,
    LIVE,
    MODERN,
    OLD,
    SENTENCES,
    SHORT,
)


def read(page: str | bytes, *, keeps_furniture: bool = False) -> Draft:
    data = page.encode() if isinstance(page, str) else page
    (draft,) = read_html(Source("page.html", data), Choices(keeps_furniture=keeps_furniture))
    assert isinstance(draft, Draft)
    return draft


def test_a_modern_page_gives_its_article_alone() -> None:
    assert read(MODERN).text.split("\n") == [
        "Narva crossing to close at night from May",
        "The government agreed on Thursday to shut the busiest road crossing to Russia between 11 p.m. and 7 a.m.",
        (
            "Border guards at Narva will stop letting people through at night from 1 May, the interior ministry said."
            " Last year officers turned back 1,260 people there, migrants from twelve countries among them."
        ),
        (
            "“We do not have the people to search every bag around the clock,” said Eerik Purgel,"
            " who heads the eastern prefecture."
        ),
        "He added that 45\u00a0officers would move to Luhamaa.",
        "What changes",
        "- Cars stay closed out until the bridge is repaired.",
        "- Walkers may pass from 7 a.m. to 11 p.m.",
        "Year\tTurned back",
        "2022\t810",
        "2023\t1,260",
        "“It is a decision for three months,” the prime minister said.",
        (
            "Finland closed all eight of its road crossings with Russia in November"
            " after about 1,300 people without visas arrived."
        ),
    ]


def test_a_modern_page_says_much_about_itself() -> None:
    draft = read(MODERN)
    assert draft.title == "Narva crossing to close at night from May"
    assert (draft.author, draft.site) == ("Maarja Tamm", "Baltic Ledger")
    assert (draft.language, draft.extra) == (None, {"declared_language": "en"})
    assert draft.url == "https://www.balticledger.example/estonia/narva-crossing-night"
    assert draft.published is not None
    assert draft.published.value == datetime.date(2024, 4, 11)
    assert (draft.published.basis, draft.published.note) == ("metadata", "JSON-LD datePublished")
    assert draft.encoding == "UTF-8, declared"
    assert draft.changes == ("One soft hyphen was removed.",)


def test_furniture_is_kept_by_choice_and_marked_exactly() -> None:
    article, draft = read(MODERN), read(MODERN, keeps_furniture=True)
    marked = [(part.kind, part.span.text_in(draft.text)) for part in draft.boilerplate]
    assert ("nav", "- Estonia") in marked
    assert ("related", "Read also: Latvia sends more guards to its eastern border") in marked
    assert ("subscribe", "The week in the Baltics, every Friday.") in marked
    assert ("comments", "About time they did this, the queue was terrible every weekend.") in marked
    assert ("metadata", "By Maarja Tamm 11 April 2024, 23:40") in marked
    assert any(kind == "caption_credit" and "Photo:" in words for kind, words in marked)
    kept = list(draft.text)
    for part in reversed(draft.boilerplate):
        kept[part.span.start : part.span.end] = []
    assert [line for line in "".join(kept).split("\n") if line] == article.text.split("\n")
    for word in ("tracker", "color", "Subscribe", "NewsArticle"):
        assert word not in draft.text


def test_a_page_laid_out_as_a_table_gives_its_paragraphs() -> None:
    draft = read(OLD.encode("cp1257"))
    assert draft.encoding == "windows-1257, declared"
    assert draft.title == "VSAT sulaikė 14 migrantų"
    lines = draft.text.split("\n")
    assert lines[:2] == ["VSAT sulaikė 14 migrantų", "2021-08-03"]
    assert len(lines) == 5
    assert "Archyvas" not in draft.text
    assert draft.published is not None
    assert draft.published.value == datetime.date(2021, 8, 3)


def test_a_title_that_the_extraction_drops_stands_first() -> None:
    draft = read(BARE)
    assert draft.title == "Finland closes four crossings on its border with Russia"
    assert draft.text.startswith(draft.title + "\nHELSINKI")
    assert draft.changes == ("The title was put before the text, which does not hold it.",)
    # The browser writes where it saved the page from.
    assert draft.url == "https://news.frontier.example/2023/11/17/finland-closes"
    assert draft.site == "news.frontier.example"


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (LEAD_APART, [HEADLINE, *SENTENCES]),
        (BREAKS, [HEADLINE, "Anna Liepa", *SENTENCES]),
        (SHORT, [HEADLINE, *SENTENCES[:2]]),
        (LIVE, [HEADLINE, *(part for k, s in enumerate(SENTENCES) for part in (f"Post {k} of the day", s))]),
        (COMMENT_INSIDE, [HEADLINE, f"{SENTENCES[0]} And then nobody came.", SENTENCES[1]]),
    ],
    ids=["lead apart", "breaks", "short", "live", "comment"],
)
def test_no_sentence_is_lost_and_no_other_story_comes_in(page: str, lines: list[str]) -> None:
    draft = read(page)
    assert draft.text.split("\n") == lines
    assert draft.title == HEADLINE


def test_the_author_is_found_where_the_page_shows_one() -> None:
    assert read(COMMENT_INSIDE).author == "Anna Liepa"


@pytest.mark.parametrize("page", [MODERN, OLD, BARE])
@pytest.mark.parametrize("keeps", [False, True])
def test_the_layout_finds_the_title(page: str, keeps: bool) -> None:  # noqa: FBT001
    draft = read(page.replace("windows-1257", "utf-8"), keeps_furniture=keeps)
    if not keeps:
        layout = read_layout(draft.text)
        assert layout.title is not None
        assert layout.title.text_in(draft.text) == draft.title
    assert draft.title in draft.text.split("\n")


@pytest.mark.parametrize(
    ("head", "value", "note"),
    [
        ('<meta property="article:published_time" content="2023-01-02T03:04:05Z">', "2023-01-02", "published_time"),
        ('<meta name="DC.date.issued" content="20230102">', "2023-01-02", "dc.date.issued"),
        ('<meta itemprop="datePublished" content="2023-01-02">', "2023-01-02", "datepublished"),
        ('<script type="application/ld+json">[{"@type":["NewsArticle"],"datePublished":"2023-01-02"}]</script>',
         "2023-01-02", "JSON-LD"),
        ('<script type="application/ld+json">{broken</script><meta name="date" content="2023-01-02">',
         "2023-01-02", "meta date"),
        ('<meta name="date" content="2023-13-45"><time datetime="2023-01-02T00:00">then</time>',
         "2023-01-02", "time element"),
    ],
)  # fmt: skip
def test_the_date_is_told_with_where_it_was_found(head: str, value: str, note: str) -> None:
    draft = read(f"<html><head>{head}</head><body><p>{'Guards closed the border. ' * 20}</p></body></html>")
    assert draft.published is not None
    assert str(draft.published.value) == value
    assert note in (draft.published.note or "")


def test_a_relative_canonical_address_is_completed_by_the_base() -> None:
    head = '<base href="https://a.example/news/"><link rel="canonical" href="5"><title>Guards close it</title>'
    assert read(f"<html><head>{head}</head><body><p>{'Guards closed it. ' * 9}</p>").url == "https://a.example/news/5"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "data:text/html,x"])
def test_only_addresses_on_the_web_count(address: str) -> None:
    page = f'<html><head><link rel="canonical" href="{address}"></head><body><p>{"Guards closed it. " * 9}</p>'
    assert read(page).url is None


def test_a_page_whose_text_comes_from_a_script_is_refused() -> None:
    page = (
        "<html><head><title>Guards close the border</title><script>render('text')</script></head><body></body></html>"
    )
    (refusal,) = read_html(Source("page.html", page.encode()), Choices())
    assert isinstance(refusal, Refusal)
    assert "script" in refusal.reason


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 50_000 + "Guards closed the border. " * 20,
        "<html><body>" + "<table><tr><td>" * 300 + "Guards closed the border. " * 20,
        "<html><body>" + "<b>Guards closed it. " * 3_000,
        "<html><body>" + "<p>Guards</p>" * 2_000,
        "<html><body><p>" + "Guards closed the border at night. " * 10_000,
        "<html><!--" + "x--><!--" * 20_000 + "--><p>" + "Guards closed the border. " * 20,
    ],
    ids=["deep", "tables", "unclosed", "same", "long", "comments"],
)
def test_odd_pages_are_read_or_refused_soon(page: str) -> None:
    began = time.process_time()
    for keeps in (False, True):
        html_draft(page.encode(), Choices(keeps_furniture=keeps))
    assert time.process_time() - began < 20


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_the_words_of_any_paragraphs_come_through(paragraphs: list[str]) -> None:
    from html import escape

    long = "The guards closed the border at Narva for the night and sent forty people back to the other side."
    page = "".join(f"<p>{long} {escape(words)}</p>" for words in paragraphs)
    text = read(f"<html><body><article>{page}</article></body></html>").text
    squeezed = "".join(text.replace("\u00ad", "").split())
    for words in paragraphs:
        assert "".join(words.replace("\u00ad", "").split()) in squeezed
