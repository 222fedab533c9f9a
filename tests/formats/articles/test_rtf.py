from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.registry import RTF, article_format_of
from border_annotator.formats.articles.rtf import read_rtf
from tests.odd_texts import odd_texts

INFO = r"{\info{\title Narva closes}{\author R\'fbta Kalnien\'eb}{\creatim\yr2024\mo4\dy11\hr9\min0}}"


def read(rtf: str) -> Draft:
    (draft,) = read_rtf(Source("a.rtf", rtf.encode("latin-1")), Choices())
    assert isinstance(draft, Draft), draft
    return draft


def test_code_pages_and_unicode_are_read() -> None:
    draft = read(
        r"{\rtf1\ansi\ansicpg1257\deff0{\fonttbl{\f0\fswiss\fcharset186 Arial;}{\f1\fnil\fcharset204 Arial;}}" + INFO
        + r"\f0 Pasienie\'e8iai sulaik\'eb {\f1 \'ef\'ee\'e3\'f0\'e0\'ed}\par "
        + r"\u8222?\u352?\u268?\u8220? \u-10179?\u-9000?\par}"
    )  # fmt: skip
    assert draft.text == "Narva closes\nPasieniečiai sulaikė погран\n„ŠČ“ 📘"
    assert (draft.title, draft.author) == ("Narva closes", "Rūta Kalnienė")
    assert draft.encoding == "windows-1257, declared"
    assert draft.published is not None
    assert (draft.published.value, draft.published.suspect) == (datetime.date(2024, 4, 11), True)


def test_lists_tables_and_links_are_readable() -> None:
    draft = read(
        r"{\rtf1\ansi{\listtext\pard\plain \u61623\'3f\tab}Cars stay out.\par {\listtext 1.\tab}First.\par"
        r" {\field{\*\fldinst{HYPERLINK "
        '"https://a.example/1"'
        r"}}{\fldrslt{Guards}}} and {\field{\*\fldinst{HYPERLINK "
        '"https://a.example/2"'
        r"}}{\fldrslt{police}}} said.\par \trowd Year\cell Turned back\cell\row 2023\cell 1,260\cell\row"
        r" mi\-grants\par}"
    )
    assert draft.text.split("\n") == [
        *("- Cars stay out.", "1. First.", "Guards and police said.", "Year\tTurned back", "2023\t1,260", "migrants"),
    ]


def test_headers_notes_and_pictures_are_left_out_and_told() -> None:
    draft = read(
        r"{\rtf1\ansi{\header Baltic Ledger\par}Guards closed it{\footnote So they say.}.\par{\pict\pngblip 89504e47}"
        r"{\pict\wmetafile8\bin4 }{\\}More.\par}"
    )
    assert draft.text == "Guards closed it.\nMore."
    assert draft.changes == (
        "Headers and footers were left out.",
        "One note was left out.",
        "2 pictures were left out.",
    )


@pytest.mark.parametrize(
    "rtf",
    [
        "{" * 200_000,
        r"{\rtf1{\fonttbl" + r"{\f0\fnil\fcharset0 A" * 20_000 + "}",
        r"{\rtf1{\fonttbl" + r"{\f1\fcharset0 A;}" * 20_000 + "}}text",
        r"{\rtf1 " + r"{\field{\*\fldinst{HYPERLINK" * 5_000 + "}",
        r"{\rtf1 " + r'{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt{y}}}' * 5_000 + "}",
        r"{\rtf1 " + r"{\pict " * 20_000 + "}",
        r"{\rtf1{\pict" + "00" * 2_000_000 + "}text}",
        r"{\rtf1 " + r"{\header {a}" * 5_000 + "}",
        r"{\rtf1 \bin99999999999999999999 x}",
        r"{\rtf1 \u99999999999? \uc-5 x}",
        r"{\rtf1 " + "word " * 60_000 + "}",
    ],
    ids=[
        "deep",
        "font",
        "fonts",
        "open fields",
        "fields",
        "pictures",
        "picture",
        "headers",
        "bytes",
        "numbers",
        "long",
    ],
)
def test_odd_files_are_read_or_refused_soon(rtf: str) -> None:
    began = time.process_time()
    (found,) = read_rtf(Source("a.rtf", rtf.encode("latin-1")), Choices())
    assert isinstance(found, Draft | Refusal)
    assert time.process_time() - began < 10


def escaped(text: str) -> str:
    units = text.encode("utf-16-le")
    numbers = (int.from_bytes(units[k : k + 2], "little", signed=True) for k in range(0, len(units), 2))
    return "".join(f"\\u{number}?" for number in numbers)


@settings(max_examples=60, deadline=None)
@given(odd_texts())
def test_every_character_comes_through(text: str) -> None:
    plain = "N" + text.replace("\t", " ").replace("\n", " ").replace("\u00ad", "").replace("|", "") + "N"
    assert read(r"{\rtf1\ansi\uc1 " + escaped(plain) + r"\par}").text == plain


@settings(max_examples=60, deadline=None)
@given(st.text("\\{}'*;-0123456789abfulprtn \n", max_size=80))
def test_any_file_is_read_or_refused(junk: str) -> None:
    (found,) = read_rtf(Source("a.rtf", (r"{\rtf1" + junk).encode()), Choices())
    assert isinstance(found, Draft | Refusal)


def test_it_is_told_by_its_content() -> None:
    assert article_format_of(rb"{\rtf1\ansi text}", "strange.doc") is RTF
