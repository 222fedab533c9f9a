from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.formats.articles.draft import Choices, Refusal, Source
from border_annotator.formats.articles.registry import ARTICLE_FORMATS, HTML, PDF, TEXT, article_format_of


@pytest.mark.parametrize(
    ("head", "name", "found"),
    [
        (b"<!DOCTYPE html><html>", "a.txt", HTML),
        (b"\xef\xbb\xbf\r\n <HTML>", "a", HTML),
        ("<html><p>x".encode("utf-16"), "a", HTML),
        (b"<!-- saved from url=(0001)x -->\n<html>", "a.bin", HTML),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", "a.xml", HTML),
        (b"<p>Guards</p>", "a.html", HTML),
        (b"Guards <3 peace", "a.html", TEXT),
        (b"junk before %PDF-1.4", "a.html", PDF),
        (b"Guards closed it.", "a.pdf", TEXT),
        (b"Guards closed it.", "", TEXT),
    ],
)
def test_the_content_tells_before_the_name(head: bytes, name: str, found: object) -> None:
    assert article_format_of(head, name) is found


@pytest.mark.parametrize(
    ("head", "help_given"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "DOCX"),
        (b"\x89PNG\r\n\x1a\n", "recognise"),
        (b"\xff\xd8\xff\xe0", "recognise"),
        (b"bplist00", "HTML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(head: bytes, help_given: str) -> None:
    known = article_format_of(head, "a.doc")
    assert known is not None
    (refusal,) = known.read(Source("a.doc", head), Choices())
    assert isinstance(refusal, Refusal)
    assert help_given in refusal.reason


@given(st.binary(max_size=200), st.text(max_size=8))
def test_any_bytes_are_of_one_format_or_none(head: bytes, name: str) -> None:
    article_format_of(head, name)


def test_names_and_suffixes_are_of_one_format_each() -> None:
    suffixes = [suffix for known in ARTICLE_FORMATS for suffix in known.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert len({known.name for known in ARTICLE_FORMATS}) == len(ARTICLE_FORMATS)


def test_telling_a_format_needs_no_heavy_library() -> None:
    heavy = "trafilatura lxml docx odfdo pypdfium2 striprtf markdown_it chardet ftfy htmldate"
    script = (
        "import sys; from border_annotator.formats.articles.registry import article_format_of;"
        f"article_format_of(b'<html>', 'a'); print([n for n in {heavy.split()!r} if n in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
