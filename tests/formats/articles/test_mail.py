from __future__ import annotations

import datetime
import io
import mailbox
import time
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.email_message import read_email
from border_annotator.formats.articles.mbox import LARGEST_MESSAGE, messages_of, read_mbox
from border_annotator.formats.articles.mhtml import read_mhtml
from border_annotator.formats.articles.registry import EMAIL, MBOX, MHTML, TEXT, article_format_of
from border_annotator.nlp.segments import read_layout
from tests.formats.articles.pages import MODERN
from tests.odd_texts import odd_texts

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Pasieniečiai sulaikė 14 migrantų prie sienos su Baltarusija.\n\nTarp jų buvo trys vaikai, pranešė tarnyba.\n"


def message(body: str | None = BODY, charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Fwd: VSAT: sulaikyta 14 migrantų"
    made["From"] = "Rūta Kalnienė <ruta@vsat.example>"
    made["To"] = "desk@ledger.example"
    made["Date"] = "Tue, 03 Aug 2021 23:30:00 +0300"
    made["Message-ID"] = "<1@vsat.example>"
    if body is not None:
        made.set_content(body, charset=charset)
    return made


def read(data: bytes) -> Draft:
    (draft,) = read_email(Source("a.eml", data), Choices())
    assert isinstance(draft, Draft), draft
    return draft


@pytest.mark.parametrize("charset", ["utf-8", "windows-1257", "iso-8859-13"])
def test_a_mail_gives_its_text_with_the_subject_as_title(charset: str) -> None:
    draft = read(message(charset=charset).as_bytes())
    assert draft.text == "VSAT: sulaikyta 14 migrantų\n" + BODY.rstrip("\n")
    assert (draft.title, draft.author) == ("VSAT: sulaikyta 14 migrantų", "Rūta Kalnienė")
    assert draft.published is not None
    assert draft.published.value == datetime.date(2021, 8, 3)
    assert draft.published.note == "mail Date"
    assert draft.extra == {"from": "Rūta Kalnienė <ruta@vsat.example>", "message_id": "<1@vsat.example>"}
    layout = read_layout(draft.text)
    assert layout.title is not None
    assert layout.title.text_in(draft.text) == draft.title


def test_the_plain_part_is_preferred_and_attachments_are_told() -> None:
    made = message()
    made.add_alternative(f"<html><body><p>{BODY}</p><p>Unsubscribe</p></body></html>", subtype="html")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="ataskaita\u202e.pdf")
    draft = read(made.as_bytes())
    assert "Unsubscribe" not in draft.text
    assert draft.changes[-1] == "One attachment was left out: ataskaita\u202e.pdf."


def test_a_mail_that_is_a_page_gives_the_page() -> None:
    made = message("See this mail in a browser.")
    made.add_alternative(MODERN, subtype="html")
    draft = read(made.as_bytes())
    assert draft.text.startswith("VSAT: sulaikyta 14 migrantų\nNarva crossing")
    assert "tracker" not in draft.text
    assert draft.author == "Maarja Tamm"
    assert draft.published is not None
    assert draft.published.value == datetime.date(2021, 8, 3)


def test_a_short_mail_in_html_is_not_refused() -> None:
    made = message(None)
    made.set_content("<p>Siena uždaryta.</p>", subtype="html")
    assert read(made.as_bytes()).text == "VSAT: sulaikyta 14 migrantų\nSiena uždaryta."


def test_lines_that_the_mail_program_broke_are_joined() -> None:
    made = message("Guards closed \nthe border.\n> They will \n> open it.\n> Soon.\n-- \nRuta\n")
    made.set_param("format", "flowed")
    draft = read(made.as_bytes())
    assert draft.text.split("\n")[1:] == ["Guards closed the border.", "> They will open it.", "> Soon.", "--", "Ruta"]
    assert "joined" in " ".join(draft.changes)


@pytest.mark.parametrize("subtype", ["multipart/encrypted", "application/pkcs7-mime"])
def test_an_encrypted_mail_is_refused_with_the_way_out(subtype: str) -> None:
    data = f"From: a@b.example\nSubject: x\nContent-Type: {subtype}; boundary=x\n\n--x\n\nabc\n--x--\n".encode()
    (refusal,) = read_email(Source("a.eml", data), Choices())
    assert isinstance(refusal, Refusal)
    assert "encrypted" in refusal.reason


def test_a_mail_with_attachments_alone_is_refused() -> None:
    made = message(None)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    (refusal,) = read_email(Source("a.eml", made.as_bytes()), Choices())
    assert isinstance(refusal, Refusal)
    assert "attachments" in refusal.reason


@pytest.mark.parametrize(
    "head",
    [
        "From: " + "a" * 200_000,
        "From: =?utf-8?q?" + "=41" * 50_000 + "?=",
        "Date: not a date",
        "Date: Tue, 99 Foo 99999 99:99:99 +9999",
        "Content-Type: text/plain; charset=no-such",
        "Content-Type: text/plain; charset*=utf-8''%FF",
        "Content-Type: multipart/mixed; boundary=",
        'Content-Type: multipart/mixed; boundary="' + "x" * 500 + '"',
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename*0*=x''%",
        "Message-ID: <@@@>>",
        'From: "unclosed <a@b',
    ],
)
def test_odd_headers_are_read_or_refused_soon(head: str) -> None:
    began = time.process_time()
    list(read_email(Source("a.eml", f"Subject: x\n{head}\n\nGuards closed it.\n".encode()), Choices()))
    assert time.process_time() - began < 5


def test_a_mail_nested_without_end_is_refused_soon() -> None:
    data = "".join(f"Content-Type: multipart/mixed; boundary=b{k}\n\n--b{k}\n" for k in range(3_000)).encode()
    began = time.process_time()
    (found,) = read_email(Source("a.eml", data + b"\n\nx"), Choices())
    assert isinstance(found, Refusal)
    assert time.process_time() - began < 20


@settings(max_examples=40, deadline=None)
@given(odd_texts())
def test_every_character_of_a_mail_comes_through(text: str) -> None:
    made = message(None)
    made.set_content("N" + text.replace("\r", "") + "N", cte="base64")
    draft = read(made.as_bytes())
    assert draft.text == "VSAT: sulaikyta 14 migrantų\nN" + text + "N"


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 600))
def test_any_bytes_are_read_or_refused(junk: bytes, cut: int) -> None:
    whole = message().as_bytes()
    for data in (junk, whole[:cut] + junk, b"Subject: " + junk + b"\n\n" + junk):
        (found,) = read_email(Source("a.eml", data), Choices())
        assert isinstance(found, Draft | Refusal)


def test_a_mailbox_gives_one_article_for_each_message(tmp_path: Path) -> None:
    box = mailbox.mbox(str(tmp_path / "box"))
    for number in range(3):
        made = message(f"Pranešimas {number}.\n\nFrom Minsk they came at 10:30 in 2021.\n")
        box.add(made)
    box.close()
    data = (tmp_path / "box").read_bytes()
    assert b">From Minsk" in data
    drafts = list(read_mbox(Source("box", data), Choices()))
    assert [draft.place for draft in drafts] == ["message 1", "message 2", "message 3"]
    for number, draft in enumerate(drafts):
        assert isinstance(draft, Draft)
        assert draft.text.endswith(f"Pranešimas {number}.\n\nFrom Minsk they came at 10:30 in 2021.")
    assert article_format_of(data[:65536], "box") is MBOX


def test_a_mailbox_is_read_message_by_message() -> None:
    head = b"From a@b.example Tue Aug  3 23:30:00 2021\nSubject: %d\nFrom: a@b.example\n\n"

    class Endless(io.RawIOBase):
        """A mailbox without an end: what reads it whole never comes back."""

        lines: list[bytes]
        number = 0

        def readline(self, _size: int | None = -1, /) -> bytes:
            if not getattr(self, "lines", []):
                self.number += 1
                self.lines = [*(head % self.number).splitlines(keepends=True), b"Guards closed it.\n", b"\n"]
            return self.lines.pop(0)

    messages = messages_of(Endless())  # type: ignore[arg-type] # only lines are asked for
    assert [next(messages) for _k in range(3)][2].startswith(b"Subject: 3")  # type: ignore[union-attr]


def test_a_message_that_is_too_large_is_left_out_alone() -> None:
    small = b"From a@b.example Tue Aug  3 23:30:00 2021\nSubject: x\n\nGuards closed it.\n\n"
    large = b"From a@b.example Tue Aug  3 23:30:00 2021\nSubject: x\n\n" + b"A" * (LARGEST_MESSAGE + 10) + b"\n\n"
    found = list(read_mbox(Source("box", small + large + small), Choices()))
    assert [type(one) for one in found] == [Draft, Refusal, Draft]


def mhtml(page: bytes, kind: str = "text/html") -> bytes:
    from base64 import encodebytes

    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.balticledger.example/n?a=1\r\n"
        b"Subject: =?utf-8?Q?Narva=20crossing?=\r\nDate: Fri, 12 Apr 2024 08:00:00 +0300\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Multi--x----"\r\n\r\n\r\n'
        b"------Multi--x----\r\nContent-Type: %s\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        b"Content-Transfer-Encoding: base64\r\nContent-Location: https://www.balticledger.example/n\r\n\r\n%s\r\n"
        b"------Multi--x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n"
        b"------Multi--x------\r\n"
    ) % (kind.encode(), encodebytes(page))


def test_a_page_saved_in_one_file_gives_its_article() -> None:
    bare = MODERN.replace('<link rel="canonical"', "<link").replace('property="og:url"', "")
    (draft,) = read_mhtml(Source("a.mhtml", mhtml(bare.encode())), Choices())
    assert isinstance(draft, Draft)
    assert draft.title == "Narva crossing to close at night from May"
    assert draft.url == "https://www.balticledger.example/n?a=1"
    assert draft.text.endswith("without visas arrived.")


def test_a_file_without_a_page_is_refused() -> None:
    (refusal,) = read_mhtml(Source("a.mhtml", mhtml(b"x", "image/gif")), Choices())
    assert refusal == Refusal("holds no page, or is damaged")


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (message().as_bytes(), "strange.txt", EMAIL),
        (mhtml(MODERN.encode()), "strange.eml", MHTML),
        (b"From: the border\nSubject: none\n\nText", "a.txt", TEXT),
        (b"From: the border\nSubject: none\n\nText", "a.eml", EMAIL),
        (b"From the border at 10:30 in 2021 came:\nNews: none\n\nText", "a.txt", TEXT),
        (b"Vilnius: guards closed it\n\nText", "a.txt", TEXT),
    ],
)
def test_mails_are_told_by_their_content(data: bytes, name: str, found: object) -> None:
    assert article_format_of(data, name) is found
