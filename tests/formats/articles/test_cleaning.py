from __future__ import annotations

import unicodedata

from hypothesis import given

from border_annotator.formats.articles.cleaning import Cleaning, repairs
from border_annotator.formats.articles.draft import Choices
from tests.odd_texts import any_texts

PLAIN = Choices()
GARBLED = "The guards said “closed” in Šalčininkai.".encode().decode("cp1252", errors="ignore")
GARBLED_CAFE = "CafÃ© owners â€œwaitâ€\x9d at the border."


def test_line_ends_controls_and_halves_are_mended_and_told() -> None:
    cleaning = Cleaning(PLAIN, had_mark=True)
    assert cleaning.of("a\r\nb\rc\fd\0e\x07f\ud83dg") == "a\nb\nc\ndef\ufffdg"
    assert cleaning.changes() == (
        "The byte order mark was removed.",
        "2 line ends were changed to LF.",
        "One page break was changed to a line end.",
        "One NUL character was removed.",
        "One control character was removed.",
        "Half a character was replaced.",
    )
    assert cleaning.doubts() == ("One character could not be read and is shown as “\ufffd”.",)


def test_what_is_only_rare_stays() -> None:
    text = "a\u00a0b\u200bc\u00add\u2028e\ufefff\u0301 ﬁ “q” Ａ\t\u202bN\u202c"
    cleaning = Cleaning(PLAIN)
    assert cleaning.of(text) == text
    assert cleaning.changes() == cleaning.doubts() == ()


def test_soft_hyphens_go_where_they_only_tell_how_to_break_a_word() -> None:
    cleaning = Cleaning(PLAIN, hyphenates=True)
    assert cleaning.of("mi\u00adgrants") == "migrants"
    assert cleaning.changes() == ("One soft hyphen was removed.",)


def test_letters_are_composed_only_by_choice() -> None:
    assert Cleaning(PLAIN).of("e\u0301") == "e\u0301"
    cleaning = Cleaning(Choices(composes=True))
    assert cleaning.of("e\u0301") == "é"
    assert cleaning.changes() == ("Letters and their accents were composed (NFC).",)


def test_garbled_lines_are_told_and_repaired_only_by_choice() -> None:
    text = f"Plain – “fine”.\n{GARBLED_CAFE}"
    cleaning = Cleaning(PLAIN)
    assert cleaning.of(text) == text
    assert "One line looks garbled" in cleaning.doubts()[0]
    cleaning = Cleaning(Choices(repairs_mojibake=True))
    assert cleaning.of(text) == "Plain – “fine”.\nCafé owners “wait” at the border."
    assert cleaning.changes() == ("One garbled line was repaired.",)
    assert cleaning.doubts() == ()


def test_the_preview_shows_the_lines_that_would_change() -> None:
    (repair,) = repairs(f"Plain.\n{GARBLED_CAFE}\n“Fine”")
    assert (repair.line, repair.before, repair.after) == (1, GARBLED_CAFE, "Café owners “wait” at the border.")


@given(any_texts())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = Cleaning(Choices(composes=True)).of(text)
    again = Cleaning(Choices(composes=True))
    assert again.of(once) == once
    assert again.changes() == ()
    once.encode()
    assert not any(c in once for c in "\r\0\f")
    assert unicodedata.is_normalized("NFC", once)


@given(any_texts())
def test_cleaning_line_by_line_gives_the_same(text: str) -> None:
    whole = Cleaning(Choices(composes=True)).of(text.replace("\r", "\n"))
    lines = Cleaning(Choices(composes=True))
    assert "\n".join(lines.of(line) for line in text.replace("\r", "\n").split("\n")) == whole
