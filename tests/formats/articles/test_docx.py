from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.formats.articles.docx import read_docx
from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.registry import DOCX, article_format_of
from border_annotator.nlp.segments import read_layout

TITLE = "Narva crossing to close at night"
BODY = "Border guards at Narva will stop letting people through at night from 1 May, the ministry said."


def saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Draft:
    (draft,) = read_docx(Source("a.docx", data), Choices())
    assert isinstance(draft, Draft), draft
    return draft


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """The package with one part written anew, or taken out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if content is not None:
            new.writestr(name, content)
    return stream.getvalue()


def article() -> docx.document.Document:
    document = docx.Document()
    document.core_properties.title = TITLE
    document.core_properties.author = "Maarja Tamm"
    document.core_properties.created = datetime.datetime(2024, 4, 11, 12, tzinfo=datetime.UTC)
    document.add_heading(TITLE, 0)
    document.add_paragraph(BODY)
    return document


def test_everything_comes_in_the_order_in_which_it_stands() -> None:
    document = article()
    document.add_heading("What changes", 2)
    document.add_paragraph("Cars stay out.", style="List Bullet")
    document.add_paragraph("First.", style="List Number")
    document.add_paragraph("Second.", style="List Number")
    table = document.add_table(rows=2, cols=3)
    for r, row in enumerate([("Year", "Turned back", ""), ("2023", "1,260", "54")]):
        for c, cell in enumerate(row):
            table.cell(r, c).text = cell
    document.add_paragraph("After the table.\nA new line.")
    assert read(saved(document)).text.split("\n") == [
        *(TITLE, BODY, "What changes", "- Cars stay out.", "1. First.", "2. Second."),
        *("Year\tTurned back", "2023\t1,260\t54", "After the table.", "A new line."),
    ]


def test_a_table_that_only_lays_out_the_page_gives_paragraphs() -> None:
    document = article()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Side note."
    table.cell(0, 1).text = BODY * 3
    assert read(saved(document)).text.split("\n")[2:] == ["Side note.", BODY * 3]


def test_what_the_file_says_of_itself_is_kept() -> None:
    draft = read(saved(article()))
    assert (draft.title, draft.author) == (TITLE, "Maarja Tamm")
    assert draft.published is not None
    assert (draft.published.value, draft.published.suspect) == (datetime.date(2024, 4, 11), True)
    assert draft.text == f"{TITLE}\n{BODY}"
    layout = read_layout(draft.text)
    assert layout.title is not None
    assert layout.title.text_in(draft.text) == TITLE


def test_a_title_that_only_the_properties_name_is_put_first() -> None:
    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_paragraph(BODY)
    draft = read(saved(document))
    assert draft.text == f"{TITLE}\n{BODY}"
    assert draft.changes == ("The title was put before the text, which does not hold it.",)


def test_words_that_were_inserted_linked_or_framed_come_and_deleted_ones_do_not() -> None:
    document = article()
    paragraph = document.add_paragraph("Guards ")
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    for xml in (
        f"<w:ins {nsdecls('w')}>{run.format('stopped ')}</w:ins>",
        f"<w:del {nsdecls('w')}><w:r><w:delText>sent back </w:delText></w:r></w:del>",
        f"<w:hyperlink {nsdecls('w')}>{run.format('twelve ')}</w:hyperlink>",
        f"<w:sdt {nsdecls('w')}><w:sdtContent>{run.format('people')}</w:sdtContent></w:sdt>",
        f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
        f"<w:r {nsdecls('w')}><w:noBreakHyphen/><w:t>EU</w:t><w:tab/><w:softHyphen/><w:t>x</w:t></w:r>",
    ):
        part: Any = parse_xml(xml)
        paragraph._p.append(part)
    draft = read(saved(document))
    assert draft.text.split("\n")[-1] == "Guards stopped twelve people-EU\tx"
    assert draft.changes == ("One deleted passage was left out.",)


def test_headers_comments_and_notes_are_left_out_and_told() -> None:
    document = article()
    document.sections[0].header.paragraphs[0].text = "Baltic Ledger"
    document.add_comment(document.paragraphs[1].runs, text="Is this so?", author="Editor")
    note: Any = parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>")
    document.paragraphs[1]._p.append(note)
    draft = read(saved(document))
    assert draft.text == f"{TITLE}\n{BODY}"
    assert draft.changes == (
        "Headers and footers were left out.",
        "One note was left out.",
        "One comment was left out.",
    )


def test_an_empty_document_is_refused() -> None:
    assert list(read_docx(Source("a.docx", saved(docx.Document())), Choices())) == [Refusal("holds no text")]


def refused(data: bytes) -> str:
    (refusal,) = read_docx(Source("a.docx", data), Choices())
    assert isinstance(refusal, Refusal)
    return refusal.reason


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<w/>")
        with package.open("word/media/image1.png", "w") as part:
            for _k in range(21):
                part.write(bytes(10_000_000))
    assert len(stream.getvalue()) < 1_000_000
    assert "200 MB" in refused(stream.getvalue())


def test_entities_are_not_blown_up_and_files_are_not_read() -> None:
    laughs = "".join(f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">' for k in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&a9;&x;Guards</w:t></w:r></w:p></w:body></w:document>"
    data = with_part(saved(article()), "word/document.xml", (head + body).encode())
    (found,) = read_docx(Source("a.docx", data), Choices())
    if isinstance(found, Draft):
        assert "haha" not in found.text
        assert "root:" not in found.text


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"])
@pytest.mark.parametrize("content", [None, b"", b"<not xml", b"<a/>"])
def test_a_damaged_package_is_read_or_refused(part: str, content: bytes | None) -> None:
    data = with_part(saved(article()), part, content)
    (found,) = read_docx(Source("a.docx", data), Choices())
    assert isinstance(found, Draft) or "damaged" in found.reason or found.reason == "holds no text"


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_package_cut_off_or_damaged_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    whole = WHOLE
    cut = data.draw(st.integers(0, len(whole)))
    flipped = bytearray(whole[:cut] if data.draw(st.booleans()) else whole)
    for _k in range(data.draw(st.integers(0, 4))):
        if flipped:
            flipped[data.draw(st.integers(0, len(flipped) - 1))] = data.draw(st.integers(0, 255))
    (found,) = read_docx(Source("a.docx", bytes(flipped)), Choices())
    assert isinstance(found, Draft | Refusal)


WHOLE = saved(article())
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\u00ad"), min_size=1)


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_every_character_of_any_paragraphs_comes_through(paragraphs: list[str]) -> None:
    document = docx.Document()
    document.add_paragraph("Guards closed it.")
    for text in paragraphs:
        document.add_paragraph(text)
    shown = [text for text in paragraphs if text.strip()]
    assert read(saved(document)).text.split("\n")[1:] == shown


def test_it_is_told_by_its_content() -> None:
    assert article_format_of(WHOLE[:65536], "strange.bin") is DOCX
    assert article_format_of(b"PK\x03\x04" + bytes(100), "a.zip") is None
