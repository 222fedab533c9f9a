from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document, Header, List, ListItem, Paragraph, Table

from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.odt import read_odt
from border_annotator.formats.articles.registry import ODT, article_format_of

TITLE = "Narva crossing to close at night"
BODY = "Border guards at Narva will stop letting people through at night from 1 May, the ministry said."
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
    )
)


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def article() -> Document:
    document = Document("text")
    document.body.clear()
    document.meta.title = TITLE
    document.meta.set_initial_creator("Maarja Tamm")
    document.meta.set_creation_date(datetime.datetime(2024, 4, 11, 12))  # noqa: DTZ001
    document.body.append(Header(1, TITLE))
    document.body.append(Paragraph(BODY))
    return document


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if content is not None:
            new.writestr(name, content)
    return stream.getvalue()


def with_text(inner: str, head: str = "") -> bytes:
    """The article's package with the text written by hand."""
    xml = f"{head}<office:document-content {NAMESPACES}><office:body><office:text>{inner}</office:text></office:body>"
    return with_part(WHOLE, "content.xml", f"{xml}</office:document-content>".encode())


def read(data: bytes) -> Draft:
    (draft,) = read_odt(Source("a.odt", data), Choices())
    assert isinstance(draft, Draft), draft
    return draft


WHOLE = saved(article())


def test_everything_comes_in_the_order_in_which_it_stands() -> None:
    document = article()
    document.body.append(List([ListItem("Cars stay out."), ListItem("Walkers may pass.")]))
    table = Table("T", width=3, height=2)
    table.set_values([["Year", "Turned back", "Detained"], ["2023", "1,260", "54"]])
    document.body.append(table)
    document.body.append(Paragraph("After the table."))
    draft = read(saved(document))
    assert draft.text.split("\n") == [
        *(TITLE, BODY, "- Cars stay out.", "- Walkers may pass."),
        *("Year\tTurned back\tDetained", "2023\t1,260\t54", "After the table."),
    ]
    assert (draft.title, draft.author) == (TITLE, "Maarja Tamm")
    assert draft.published is not None
    assert (draft.published.value, draft.published.suspect) == (datetime.date(2024, 4, 11), True)


def test_spaces_breaks_frames_and_changes_are_understood() -> None:
    draft = read(
        with_text(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            f"<text:h>{TITLE}</text:h>"
            "<text:p>Guards <text:span>closed\n  it</text:span>.<text:s text:c='2'/>Then<text:tab/>x<text:line-break/>y"
            "<text:note><text:note-body><text:p>Note.</text:p></text:note-body></text:note>"
            "<draw:frame><draw:text-box><text:p>In a frame.</text:p></draw:text-box></draw:frame></text:p>"
        )
    )
    assert draft.text.split("\n") == [TITLE, "Guards closed it.  Then\tx", "y", "In a frame."]
    assert draft.changes == ("One note was left out.", "One deleted passage was left out.")


def test_entities_are_not_blown_up_and_files_are_not_read() -> None:
    laughs = "".join(f'<!ENTITY a{k} "{f"&a{k - 1};" * 10}">' for k in range(1, 10))
    head = f'<!DOCTYPE w [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    (found,) = read_odt(Source("a.odt", with_text("<text:p>&a9;&x;Guards</text:p>", head)), Choices())
    if isinstance(found, Draft):
        assert "haha" not in found.text
        assert "root:" not in found.text


def test_an_encrypted_file_is_refused_with_the_way_out() -> None:
    manifest = b"<manifest><file-entry full-path='content.xml'><encryption-data/></file-entry></manifest>"
    (refusal,) = read_odt(Source("a.odt", with_part(WHOLE, "META-INF/manifest.xml", manifest)), Choices())
    assert isinstance(refusal, Refusal)
    assert "password" in refusal.reason


@pytest.mark.parametrize("part", ["content.xml", "meta.xml", "mimetype", "META-INF/manifest.xml"])
@pytest.mark.parametrize("content", [None, b"", b"<not xml", b"<a/>"])
def test_a_damaged_package_is_read_or_refused(part: str, content: bytes | None) -> None:
    (found,) = read_odt(Source("a.odt", with_part(WHOLE, part, content)), Choices())
    assert isinstance(found, Draft) or "damaged" in found.reason or found.reason == "holds no text"


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_package_cut_off_or_damaged_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(WHOLE)))
    flipped = bytearray(WHOLE[:cut] if data.draw(st.booleans()) else WHOLE)
    for _k in range(data.draw(st.integers(0, 4))):
        if flipped:
            flipped[data.draw(st.integers(0, len(flipped) - 1))] = data.draw(st.integers(0, 255))
    (found,) = read_odt(Source("a.odt", bytes(flipped)), Choices())
    assert isinstance(found, Draft | Refusal)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\u00ad"), min_size=1)


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_every_character_of_any_paragraphs_comes_through(paragraphs: list[str]) -> None:
    from xml.sax.saxutils import escape

    shown = [" ".join(text.split(" ")) for text in paragraphs if text.strip()]
    draft = read(with_text(f"<text:h>{TITLE}</text:h>" + "".join(f"<text:p>{escape(text)}</text:p>" for text in shown)))
    assert [" ".join(line.split(" ")) for line in draft.text.split("\n")[1:]] == [squeezed(text) for text in shown]


def squeezed(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def test_it_is_told_by_its_content() -> None:
    assert article_format_of(WHOLE[:65536], "strange.zip") is ODT
