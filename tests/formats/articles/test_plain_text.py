from __future__ import annotations

import pytest
from hypothesis import given

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.plain_text import read_text
from tests.odd_texts import odd_texts


def read(data: bytes, **choices: str) -> Draft:
    (draft,) = read_text(Source("a.txt", data), Choices(encoding=choices.get("encoding")))
    assert isinstance(draft, Draft)
    return draft


def test_a_text_comes_as_it_is() -> None:
    draft = read("Title\n\nGuards closed “Šumskas”.\n".encode())
    assert draft.text == "Title\n\nGuards closed “Šumskas”.\n"
    assert (draft.encoding, draft.changes, draft.doubts) == ("UTF-8", (), ())


def test_what_was_changed_is_told() -> None:
    draft = read("\ufeffGuards\r\nclosed it.\r\n".encode())
    assert draft.text == "Guards\nclosed it.\n"
    assert draft.changes == ("The byte order mark was removed.", "2 line ends were changed to LF.")


def test_a_chosen_encoding_overrules() -> None:
    draft = read("Šumskas".encode("cp1257"), encoding="windows-1257")
    assert (draft.text, draft.encoding) == ("Šumskas", "windows-1257, chosen")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert list(read_text(Source("a.txt", data), Choices())) == [Refusal("empty")]


def test_binary_data_is_refused() -> None:
    with pytest.raises(KnownError, match="binary data"):
        list(read_text(Source("a.txt", bytes(range(256)) * 8), Choices()))


@given(odd_texts())
def test_every_character_of_a_text_comes_through(text: str) -> None:
    data = ("N" + text).encode()
    assert read(data).text == "N" + text
