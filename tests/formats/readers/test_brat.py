"""brat's files: a text with annotations beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle, Unit
from border_annotator.formats.readers.brat import read_brat
from border_annotator.formats.readers.brat_configuration import read_configuration
from border_annotator.formats.readers.registry import foreign_format_of
from tests.formats.readers.interop import SAMPLE, aligned, articles, covered, interop, only, refusals

if TYPE_CHECKING:
    from pathlib import Path

ANNOTATIONS = (
    "T1\tORG 2 19\tGreek coast guard\n"
    "T2\tGPE 2 7\tGreek\n"
    "T3\tPushback 20 31\tpushed back\n"
    "T4\tFIGURE 32 44\t150 migrants\n"
    "T5\tLOC 50 56\tLesbos\n"
    "T6\tDATE 60 72\t3 March 2020\n"
    "T7\tROUTE 50 56;60 67\tLesbos 3 March\n"
    "E1\tPushback:T3 Agent:T1 Victim:T4 Place:T5 Time:T6 Agent2:T2 Reported:E2\n"
    "E2\tPushback:T3\n"
    "A1\tModality E1 Reported\n"
    "A2\tNegated E2\n"
    "M1\tOld T4\n"
    "N1\tReference T5 Gazetteer:lesbos\tLesbos\n"
    "N2\tReference T5 Other:7\tLesbos\n"
    "R1\tPart-Of Arg1:T2 Arg2:T1\t\n"
    "*\tEquiv T1 T2 T5\n"
    "#1\tAnnotatorNotes E1\tfigure from NGO, not police\n"
    "#2\tAnnotatorNotes R1\tsure?\n"
    "#3\tAnnotatorNotes T1\tfirst\n"
    "#4\tAnnotatorNotes T1\tsecond\n"
)


def pair(folder: Path, annotations: str, text: str | bytes = SAMPLE, name: str = "art-1") -> Path:
    (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    path = folder / f"{name}.ann"
    path.write_bytes(annotations.encode())
    return path


def test_the_sample(tmp_path: Path) -> None:
    path = pair(tmp_path, ANNOTATIONS)
    article = only(read_brat(path))
    assert (article.doc_id, article.text_file, article.text) == ("art-1", "art-1.txt", SAMPLE)
    assert covered(article)[-1] == ("ROUTE", "Lesbos 3 March")
    spans = {span.id: span for span in article.spans}
    assert spans["T5"].link == "Gazetteer:lesbos"
    assert spans["T5"].attributes == {"Reference name": "Lesbos", "Reference": "Other:7 Lesbos"}
    assert spans["T4"].attributes == {"Old": True}
    assert spans["T1"].note == "first\nsecond"
    pushback, reported = article.events
    assert [(one.role, one.target) for one in pushback.arguments] == [
        ("Agent", "T1"), ("Victim", "T4"), ("Place", "T5"), ("Time", "T6"), ("Agent", "T2"), ("Reported", "E2"),
    ]  # fmt: skip
    assert (pushback.type, pushback.trigger, pushback.note) == ("Pushback", "T3", "figure from NGO, not police")
    assert (pushback.attributes, reported.attributes) == ({"Modality": "Reported"}, {"Negated": True})
    assert [(one.type, one.source, one.target) for one in article.relations] == [
        ("Part-Of", "T2", "T1"), ("Equiv", "T1", "T2"), ("Equiv", "T2", "T5"),
    ]  # fmt: skip
    assert article.relations[0].attributes == {"note": "sure?"}
    assert not article.left_out
    assert foreign_format_of(path).name == "brat"  # type: ignore[union-attr]


def test_nothing_that_leads_nowhere_disappears_silently(tmp_path: Path) -> None:
    lost = (
        "T1\tORG 2 19\tGreek coast guard",
        "T1\tORG 2 7\tGreek",
        "T2\tORG two 19\tGreek",
        "E1\tPushback:T9 Agent:T1",
        "E2\tPushback:T1 Agent:T9 Agent:T1",
        "A1\tNegated E9",
        "R1\tPart-Of Arg1:T1 Arg2:T9\t",
        "N1\tReference T9 x:y\tz",
        "what is this",
        "#1\tAnnotatorNotes T9\tabout nothing",
        *("E3", "R2\t", "A3", "#", "T3\t", "T4", "*\t", "*\tEquiv T1 T9"),
    )
    article = only(read_brat(pair(tmp_path, "\n".join(lost))))
    told = " ".join(article.left_out)
    for key in ("T1", "T2", "E1", "E2", "A1", "R1", "N1", "what is this", "E3", "R2", "A3"):
        assert key in told
    assert article.note is not None
    assert "about nothing" in article.note
    assert [argument.target for argument in article.events[0].arguments] == ["T1"]


def test_a_file_with_dos_line_ends_and_a_mark(tmp_path: Path) -> None:
    text = "\ufeffGuards\r\nclosed\r\nNarva".encode()
    for offsets in ("17 22", "13 18", "16 21", "14 19"):
        article = only(read_brat(pair(tmp_path, f"T1\tLOC {offsets}\tNarva\r\n", text)))
        assert covered(article) == [("LOC", "Narva")]


def test_offsets_of_the_window_behind_an_emoji(tmp_path: Path) -> None:
    lines = "T1\tORG 3 20\tGreek coast guard\nT2\tLOC 51 57\tLesbos\n"
    article = only(read_brat(pair(tmp_path, lines)))
    assert aligned(article).counting.unit is Unit.UTF16


def test_a_folder_of_pairs(tmp_path: Path) -> None:
    pair(tmp_path, "T1\tLOC 50 56\tLesbos\n", name="b")
    (tmp_path / "sub").mkdir()
    pair(tmp_path / "sub", "", name="a")
    (tmp_path / "lone.ann").write_text("T1\tLOC 0 5\tNarva\n")
    (tmp_path / "bad.ann").write_bytes(b"T1\tLOC 0 5\t\xff\n")
    found = list(read_brat(tmp_path))
    assert [refusal.place for refusal in refusals(found)] == ["bad.ann"]
    read = [item for item in found if isinstance(item, ForeignArticle)]
    assert [article.doc_id for article in read] == ["b", "lone", "sub/a"]
    assert [(article.text is None, article.text_file) for article in read][1] == (True, "lone.txt")
    assert foreign_format_of(tmp_path).name == "brat"  # type: ignore[union-attr]


def test_numbered_roles_with_and_without_declarations(tmp_path: Path) -> None:
    lines = "T1\tMove 0 5\tGuard\nT2\tLOC 6 8\tin\nE1\tMove:T1 To2:T2 Step1:T2\n"
    article = only(read_brat(pair(tmp_path, lines, "Guard in")))
    assert [argument.role for argument in article.events[0].arguments] == ["To2", "Step1"]
    (tmp_path / "annotation.conf").write_text("[entities]\nLOC\n[events]\n!Any\n\tMove To*:LOC, Step1?:LOC\n")
    article = only(read_brat(pair(tmp_path, lines, "Guard in")))
    assert [argument.role for argument in article.events[0].arguments] == ["To", "Step1"]


def test_real_files() -> None:
    folder = interop("brat")
    read = articles(read_brat(folder))
    assert [article.doc_id for article in read] == [
        "080-event-annotation", "100-attribute_annotation", "110-note_annotation",
    ]  # fmt: skip
    for article in read:
        assert [surface for _, surface in covered(article)] == [span.surface for span in article.spans]
        assert not article.left_out
    assert [argument.role for argument in read[0].events[2].arguments] == ["Org-Arg"] * 4
    assert read[1].events[0].attributes == {"Confidence": "Neutral"}
    assert read[1].events[0].arguments[1].target == "E2"
    assert read[2].relations[0].attributes["note"] == "Should this be marked? It's not explicitly stated."
    configuration = read_configuration(folder / "annotation.conf")
    assert configuration is not None
    assert configuration.entities == ("Person", "Organization", "GPE", "Money")
    assert configuration.events["Merge-org"] == ("Org-Arg",)
    assert configuration.events["Marry"] == ("Person-Arg", "Place-Arg")
