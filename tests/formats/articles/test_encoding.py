from __future__ import annotations

import codecs
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles.encoding import codec_named, decoded, looked_into
from tests.odd_texts import any_texts

LITHUANIAN = "Lietuvos pasieniečiai šiandien sulaikė 20 migrantų prie sienos su Baltarusija, pranešė tarnyba."
RUSSIAN = "Пограничники закрыли границу. Сегодня никто не прошёл."
POLISH = "Straż Graniczna zatrzymała żółte łódki, powiedział rzecznik."


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (LITHUANIAN, "utf-8", "UTF-8"),
        (LITHUANIAN, "cp1257", "windows-1257, guessed"),
        (RUSSIAN, "cp1251", "windows-1251, guessed"),
        (POLISH, "cp1250", "windows-1250, guessed"),
        ("The guards said “no one” crossed – it’s closed.", "cp1252", "windows-1252, guessed"),
        ("国境警備隊は国境を閉鎖した。", "shift_jis", "cp932, guessed"),
        (LITHUANIAN, "utf-16-le", "UTF-16-LE, guessed"),
        (LITHUANIAN, "utf-16-be", "UTF-16-BE, guessed"),
        (RUSSIAN, "utf-16-le", "UTF-16-LE, guessed"),
        (RUSSIAN, "utf-16-be", "UTF-16-BE, guessed"),
        ("Guards closed it.", "utf-32-le", "UTF-32-LE, guessed"),
        ("Guards closed it.", "utf-32-be", "UTF-32-BE, guessed"),
    ],
)
def test_an_encoding_without_a_mark_is_found_and_told(text: str, encoding: str, told: str) -> None:
    found = decoded(text.encode(encoding))
    assert (found.text, found.encoding, found.doubts) == (text, told, ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_and_removed(mark: bytes, encoding: str) -> None:
    found = decoded(mark + RUSSIAN.encode(encoding), declared="windows-1251")
    assert (found.text, found.encoding) == (RUSSIAN, f"{encoding.upper()}, byte order mark")
    assert found.had_mark


def test_a_declaration_is_believed_where_the_bytes_fit() -> None:
    found = decoded(LITHUANIAN.encode("cp1257"), declared="Windows-1257")
    assert (found.text, found.encoding) == (LITHUANIAN, "windows-1257, declared")


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decoded("“closed” – no".encode("cp1252"), declared="ISO-8859-1").text == "“closed” – no"


def test_a_declaration_that_stayed_from_before_the_page_was_saved_is_not_believed() -> None:
    found = decoded(LITHUANIAN.encode(), declared="windows-1257")
    assert (found.text, found.encoding) == (LITHUANIAN, "UTF-8")
    assert found.doubts == ("The file says it is in “windows-1257”, but it is not.",)


def test_the_user_has_the_last_word() -> None:
    found = decoded(LITHUANIAN.encode(), chosen="cp1257", declared="utf-8")
    assert found.encoding == "windows-1257, chosen"
    assert found.text != LITHUANIAN


@pytest.mark.parametrize("name", ["no such", "base64", "rot13", "idna", ""])
def test_a_choice_that_is_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(KnownError, match="is not an encoding"):
        decoded(b"text", chosen=name)


def test_a_text_in_utf_8_that_was_cut_off_stays_one() -> None:
    found = decoded((LITHUANIAN + " ų").encode()[:-1])
    assert found.encoding == "UTF-8"
    assert found.text == LITHUANIAN + " \ufffd"
    assert "cut off" in found.doubts[0]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01" + bytes(2000),
        bytes(range(256)) * 10,
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(255, -1, -1)) * 9,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(KnownError, match="binary data"):
        decoded(data)


def test_a_few_zeros_make_no_binary_data() -> None:
    assert decoded(b"Guards closed\0 the border.").text == "Guards closed\0 the border."


@pytest.mark.parametrize(
    "data",
    [
        struct.pack("<2I", 7, 70_000) + b"guards at the border",
        b"guards\0\0at the border",
        b"guards\0at\x01the border",
        b"a\0b\0c\0d\0 at the border of Narva",
        bytes(8),
    ],
)
def test_few_zeros_of_binary_data_are_no_text(data: bytes) -> None:
    with pytest.raises(KnownError, match="binary"):
        decoded(data)


def test_zeros_with_which_a_disk_fills_a_file_are_no_binary_data() -> None:
    assert decoded(b"Guards closed the border.\n" + bytes(4_000)).text.startswith("Guards closed")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "words", ["Guards closed it.", "Пограничники закрыли границу.", "Robežsargi slēdza robežu 🛂."]
)
def test_utf_16_without_a_mark_is_told_from_binary_data(encoding: str, words: str) -> None:
    assert decoded(words.encode(encoding)).text == words


@given(any_texts())
def test_what_was_written_in_utf_8_is_read_back(text: str) -> None:
    data = codecs.BOM_UTF8 + text.encode()
    try:
        assert decoded(data).text == text
    except KnownError:
        assert any(c < " " for c in text)


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp1257", "gb18030", "utf-16", "nonsense"]))
def test_any_bytes_are_read_or_refused(data: bytes, declared: str | None) -> None:
    try:
        decoded(data, declared=declared)
    except KnownError:
        return
    looked_into(data)


def test_names_of_encodings_are_understood_as_browsers_do() -> None:
    assert codec_named(" 'ISO-8859-1' ") == "cp1252"
    assert codec_named("gb2312") == "gb18030"
    assert codec_named("x-sjis") == "cp932"
    assert codec_named("zlib") is None
    assert codec_named("a\0b") is None
