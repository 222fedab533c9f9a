"""Foreign spans stand where their tool meant them, whatever it counts, or are kept apart with a reason."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from border_annotator.domain.characters import clusters
from border_annotator.domain.foreign import ForeignArticle, ForeignSpan, Piece, Unit
from border_annotator.domain.span import Span
from border_annotator.formats.aligned import Aligned, Evidence
from border_annotator.formats.offsets import align
from tests.odd_texts import odd_texts

SAMPLE = "🚨 Greek coast guard pushed back 150 migrants near Lesbos on 3 March 2020."
PLACES = ((2, 19), (2, 7), (20, 31), (32, 44), (50, 56), (60, 72))
COUNTED = {
    Unit.CODE_POINTS: PLACES,
    Unit.UTF16: ((3, 20), (3, 8), (21, 32), (33, 45), (51, 57), (61, 73)),
    Unit.BYTES: ((5, 22), (5, 10), (23, 34), (35, 47), (53, 59), (63, 75)),
}


def span(number: int, start: int, end: int, surface: str | None = None) -> ForeignSpan:
    return ForeignSpan(f"T{number}", "X", (Piece(start, end),), surface)


def article(text: str | None, *spans: ForeignSpan) -> ForeignArticle:
    return ForeignArticle("art-1", text, spans=spans)


def counted(text: str, offset: int, unit: Unit) -> int:
    """An offset in code points as a tool would write it that counts something else."""
    before = text[:offset]
    if unit is Unit.UTF16:
        return len(before.encode("utf-16-le")) // 2
    if unit is Unit.BYTES:
        return len(before.encode())
    if unit is Unit.GRAPHEMES:
        line_ends_as_one = text.replace("\r\n", "\n")
        return sum(end <= len(before.replace("\r\n", "\n")) for _, end in clusters(line_ends_as_one))
    return offset


def surfaces(found: Aligned, text: str) -> list[str]:
    return [" ".join(place.text_in(text) for place in places) for places in found.spans.values()]


@pytest.mark.parametrize("unit", COUNTED)
@pytest.mark.parametrize("has_surfaces", [True, False])
def test_the_unit_of_the_sample_is_told(unit: Unit, *, has_surfaces: bool) -> None:
    wanted = [SAMPLE[start:end] for start, end in PLACES]
    spans = [
        span(n, *COUNTED[unit][n], surface if has_surfaces else None) for n, surface in enumerate(wanted)
    ]  # fmt: skip
    found = align(article(SAMPLE, *spans), SAMPLE)
    assert surfaces(found, SAMPLE) == wanted
    assert found.counting.unit is unit
    assert not found.repaired
    assert not found.quarantined
    assert found.evidence is (Evidence.SURFACES if has_surfaces else Evidence.WORD_EDGES)
    assert "6" in found.told()


@given(odd_texts(), st.data())
def test_surfaces_tell_every_unit_and_every_form_of_a_text(text: str, data: st.DataObject) -> None:
    stored = text.replace("\ufeff", "")
    assume("\n\u0301" not in stored)
    stops = sorted({0, *(end for _, end in clusters(stored))})
    assume(len(stops) > 1)
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(stops), st.sampled_from(stops)), min_size=1, max_size=8))
    places = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    assume(places)
    unit = data.draw(st.sampled_from(list(Unit)))
    two, mark = data.draw(st.booleans()), data.draw(st.booleans())
    has_text = data.draw(st.booleans())

    def theirs(of: str) -> str:
        return ("\ufeff" if mark else "") + (of.replace("\n", "\r\n") if two else of)

    source = theirs(stored)
    spans = []
    for number, (start, end) in enumerate(places):
        begin, stop = len(theirs(stored[:start])), len(theirs(stored[:end]))
        surface = source[begin:stop]
        assume(surface.strip("\ufeff"))
        spans.append(span(number, counted(source, begin, unit), counted(source, stop, unit), surface))
    assume(all(one.pieces[0].start < one.pieces[0].end for one in spans))
    found = align(article(source if has_text else None, *spans), stored)
    assert not found.quarantined
    for one in spans:
        (place,) = found.spans[one.id]
        assert place.fits(stored)
        assert one.surface is not None
        assert fold(place.text_in(stored)) == fold(one.surface)


def fold(surface: str) -> str:
    unseen = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
    return " ".join(unicodedata.normalize("NFC", surface.translate(unseen)).split())


@pytest.mark.parametrize("ours", ["NFC", "NFD"])
@pytest.mark.parametrize("theirs", ["NFC", "NFD"])
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("has_text", [True, False])
def test_a_text_in_another_unicode_form(ours: str, theirs: str, unit: Unit, *, has_text: bool) -> None:
    words = ["Šalčininkai", "pareigūnai", "Ångström", "국경", "Gėlė", "🇱🇹", "e\u0323\u0301toile", "Narva"]
    own = [unicodedata.normalize(theirs, word) for word in words]  # type: ignore[arg-type]
    source = " ".join(own)
    text = unicodedata.normalize(ours, " ".join(words))  # type: ignore[arg-type]
    spans, at = [], 0
    for number, word in enumerate(own):
        spans.append(span(number, counted(source, at, unit), counted(source, at + len(word), unit), word))
        at += len(word) + 1
    found = align(article(source if has_text else None, *spans), text)
    assert not found.quarantined
    wanted = [unicodedata.normalize(ours, word) for word in words]  # type: ignore[arg-type]
    assert surfaces(found, text) == wanted


def test_without_surfaces_the_words_edges_tell_crlf_from_lf() -> None:
    text = "Guards\nclosed\nthe border\nnear Narva\non Monday"
    places = [(text.index(word), text.index(word) + len(word)) for word in ("closed", "border", "Narva", "Monday")]
    spans = [span(n, a + text[:a].count("\n"), b + text[:b].count("\n")) for n, (a, b) in enumerate(places)]
    found = align(article(None, *spans), text)
    assert surfaces(found, text) == ["closed", "border", "Narva", "Monday"]
    assert found.counting.two_for_line_ends
    found = align(article(text.replace("\n", "\r\n"), *spans), text)
    assert surfaces(found, text) == ["closed", "border", "Narva", "Monday"]


def test_one_odd_span_does_not_overrule_the_formats_own_unit() -> None:
    text = "🚨 Narvas guards"
    found = align(article(text, span(1, 2, 7)), text)
    assert surfaces(found, text) == ["Narva"]
    assert found.counting.unit is Unit.CODE_POINTS


def test_a_single_span_in_another_unit_is_found_and_told() -> None:
    spans = [span(1, 2, 19, "Greek coast guard"), span(2, 20, 31, "pushed back"), span(3, 51, 57, "Lesbos")]
    found = align(article(SAMPLE, *spans), SAMPLE)
    assert surfaces(found, SAMPLE) == ["Greek coast guard", "pushed back", "Lesbos"]
    assert [repaired.id for repaired in found.repaired] == ["T3"]
    assert "UTF-16" in found.repaired[0].reason


def test_a_span_beside_its_place_is_moved_only_where_that_is_clear() -> None:
    text = "Poland and Latvia and Poland told Estonia"
    spans = [
        span(1, 0, 6, "Poland"),
        span(2, 12, 18, "Latvia"),
        span(3, 11, 17, "Poland"),
        span(4, 190, 197, "Estonia"),
    ]
    found = align(article(text, *spans), text)
    assert found.spans["T2"] == (Span(11, 17),)
    assert [kept.id for kept in found.quarantined] == ["T3", "T4"]
    assert found.quarantined[0].places == (Span(0, 6), Span(22, 28))
    assert "2 places" in found.quarantined[0].reason
    assert "41 characters" in found.quarantined[1].reason


def test_a_text_that_moved_as_a_whole() -> None:
    old = "Guards in Narva stopped 20 people near Narva and 30 people near Sillamae."
    words = [("Narva", 10), ("20 people", 24), ("Narva", 39), ("30 people", 49), ("Sillamae", 64)]
    spans = [span(n, at, at + len(word), word) for n, (word, at) in enumerate(words)]
    title = "A title that the other tool never saw, longer than any window that is searched in this place\n\n"
    for source in (old, None):
        found = align(article(source, *spans), title + old)
        assert [places[0].start for places in found.spans.values()] == [at + len(title) for _, at in words]


def test_a_text_that_was_changed_keeps_what_still_stands() -> None:
    old = "Guards in Narva stopped 20 people. They were sent back. Later 30 came."
    new = "Guards in Narva stopped 20 people, officials said. They were sent back. Later 40 came."
    spans = [span(1, 10, 15), span(2, 24, 33), span(3, 45, 54), span(4, 62, 64)]
    found = align(article(old, *spans), new)
    assert surfaces(found, new) == ["Narva", "20 people", "sent back"]
    assert [kept.surface for kept in found.quarantined] == ["30"]


def test_what_cannot_stand_anywhere_is_kept_apart_with_a_reason() -> None:
    text = "Narva is closed"
    spans = [span(1, 3, 3), span(2, -4, 2, "Na"), span(3, 6, 99), span(4, 0, 5, "Riga"), span(5, 0, 5), span(5, 6, 8)]
    found = align(article(text, *spans), text)
    assert sorted(found.spans) == ["T2", "T5"]
    assert [(kept.id, kept.label, kept.pieces[0].start) for kept in found.quarantined] == [
        ("T5", "X", 6), ("T1", "X", 3), ("T3", "X", 6), ("T4", "X", 0),
    ]  # fmt: skip
    assert all(kept.reason for kept in found.quarantined)


def test_pieces_of_a_discontinuous_span() -> None:
    text = "🚨 Lesbos on 3 March"
    one = ForeignSpan("T1", "X", (Piece(3, 9), Piece(13, 20)), "Lesbos 3 March")
    found = align(article(text, one), text)
    assert found.spans["T1"] == (Span(2, 8), Span(12, 19))
    assert found.counting.unit is Unit.UTF16


def test_white_space_is_written_in_many_ways() -> None:
    text = "border\u00a0guards\nof the  state"
    spans = [span(1, 0, 13, "border guards"), span(2, 7, 16, "guards of"), span(3, 14, 27, "of the state")]
    found = align(article(None, *spans), text)
    assert [places[0] for places in found.spans.values()] == [Span(0, 13), Span(7, 16), Span(14, 27)]
    assert not found.repaired


@given(text=odd_texts(), has_surfaces=st.booleans(), mark=st.booleans())
def test_a_text_that_was_rebuilt_of_its_words(text: str, *, has_surfaces: bool, mark: bool) -> None:
    stored = text.replace("\ufeff", "")
    places = [found.span() for found in re.finditer(r"\S+", stored)]
    assume(places)
    source, spans = "\ufeff" if mark else "", []
    for number, (start, end) in enumerate(places):
        word = stored[start:end]
        spans.append(span(number, len(source), len(source) + len(word), word if has_surfaces else None))
        source += word + " "
    one = ForeignArticle("art-1", source, units=(Unit.CODE_POINTS,), spans=tuple(spans))
    found = align(one, stored)
    assert not found.quarantined
    assert [placed[0] for placed in found.spans.values()] == [Span(*place) for place in places]


@given(st.integers(-5, 2**70), st.integers(-5, 2**70), st.one_of(st.none(), st.text(max_size=5)))
def test_any_offsets_at_all(start: int, end: int, surface: str | None) -> None:
    text = "Šiauliai 🚨 e\u0301\nend"
    found = align(article(None, span(1, start, end, surface)), text)
    assert len(found.spans) + len(found.quarantined) == 1


def test_hostile_spans_take_bounded_time() -> None:
    text = "ą🚨 word\n" * 60_000
    spans = [span(n, n, len(text) - n) for n in range(300)]
    spans += [span(1_000 + n, n * 7, n * 7 + 4, "gone") for n in range(3_000)]
    begun = time.process_time()
    found = align(article(None, *spans), text)
    assert time.process_time() - begun < 20
    assert len(found.spans) + len(found.quarantined) == 3_300
