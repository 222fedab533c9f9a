"""Annotations from elsewhere: paired with their article, mapped, brought in, and every one that is not is told."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.adoption import Fate
from border_annotator.domain.annotation import Kind, kind_of, new_id
from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
    Stand,
)
from border_annotator.domain.mapping import Becomes, LabelMapping, Rule
from border_annotator.domain.mapping_guess import completed
from border_annotator.domain.suggestion import Run, Suggestion
from border_annotator.formats.articles.draft import Refusal
from border_annotator.services import history, review
from border_annotator.services.adopt import AdoptStep, adopt, met_in, rehearse
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.check import check
from border_annotator.services.fresh_suggestions import put_in_force
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import open_project_to_read
from border_annotator.services.worksheets import read_worksheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from border_annotator.domain.document import Document
    from border_annotator.services.project import Project

TEXT = (
    "Guards pushed back 150 migrants\n\nThe Latvian border guard pushed back 150 migrants near Silene on 3 March 2023. "
    "Frontex criticised Riga.\n"
)


def piece(words: str, text: str = TEXT, after: int = 32) -> tuple[Piece, ...]:
    start = text.index(words, after)
    return (Piece(start, start + len(words)),)


def stretch(key: str, label: str, words: str, **more: object) -> ForeignSpan:
    return ForeignSpan(key, label, piece(words), words, **more)  # type: ignore[arg-type] # what a test gives


def brat(text: str | None = TEXT, **more: object) -> ForeignArticle:
    """What a set in brat's way looks like."""
    spans = (
        stretch("T1", "ORG", "Latvian border guard"),
        stretch("T3", "Pushback", "pushed back"),
        stretch("T4", "FIGURE", "150"),
        stretch("T5", "LOC", "Silene"),
        stretch("T6", "DATE", "3 March 2023"),
        stretch("T7", "PEOPLE", "migrants"),
        stretch("T8", "ROUTE", "Riga"),
    )
    events = (
        ForeignEvent(
            "E1",
            "Pushback",
            "T3",
            tuple(
                ForeignArgument(role, key)
                for role, key in (("Agent", "T1"), ("Victim", "T7"), ("Count", "T4"), ("Place", "T5"), ("Time", "T6"))
            ),
            {"Modality": "Reported", "Colour": "red"},
            note="says the NGO",
        ),
    )
    values: dict[str, object] = {"spans": spans, "events": events, "doc_id": "art-1"} | more
    return ForeignArticle(text=text, **values)  # type: ignore[arg-type] # what a test gives


FILE = AnnotationFile("art.ann", "0" * 64, "brat")


def adopted(
    project: Project,
    *articles: ForeignArticle | Refusal,
    as_: str = SUGGESTIONS,
    mapping: LabelMapping | None = None,
    file: AnnotationFile = FILE,
) -> list[AdoptStep]:
    whole = completed(mapping or LabelMapping(), met_in(articles), project.schema)
    return list(adopt(project, file, articles, whole, as_))


def stored(project: Project, tmp_path: Path, text: str = TEXT, name: str = "art-1.txt") -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    (step,) = import_documents(project, [path])
    assert step.document_id is not None
    return project.documents.get(step.document_id)


def fates(step: AdoptStep) -> list[tuple[Fate, str, str]]:
    return [(told.fate, told.what, told.label) for told in step.told]


def pushback_of(values: Sequence[object]) -> Event:
    return next(value for value in values if isinstance(value, Event))


def test_a_set_brings_its_article_and_every_annotation_of_it_or_a_line(project: Project) -> None:
    (step,) = adopted(project, brat())
    assert (step.is_new, step.added) == (True, 6)
    assert step.document_id is not None
    document = project.documents.get(step.document_id)
    assert document.text == TEXT
    sheet = read_worksheet(project, document.id)
    values = {item.value.id: item.value for item in sheet.items}
    event = pushback_of(list(values.values()))
    fillers = {
        argument.role: values[argument.ref or ""].span.text_in(TEXT)  # type: ignore[union-attr] # no event fills it
        for argument in event.arguments
    }
    assert fillers == {
        "authority": "Latvian border guard",
        "person": "migrants",
        "count": "150",
        "place": "Silene",
        "time": "3 March 2023",
    }
    assert (event.type, event.status, event.note) == ("Crossing.Pushback", "alleged", "says the NGO")
    assert event.time.start_date == datetime.date(2023, 3, 3)
    guard = next(v for v in values.values() if isinstance(v, Entity) and v.label == "BORDER_AGENCY")
    assert guard.span.text_in(TEXT) == "Latvian border guard"
    assert next(v for v in values.values() if isinstance(v, Figure) and not v.is_temporal).value == 150
    assert fates(step) == [(Fate.KEPT, "span", "ROUTE"), (Fate.KEPT, "attribute", "Colour")]
    suggestion = sheet.items[0].suggestion
    assert suggestion is not None
    assert (suggestion.source, suggestion.confidence, "art.ann" in suggestion.reason) == ("import: brat", 1.0, True)
    (adoption,) = project.adoptions.of_document(document.id)
    assert adoption.said == brat(text=None)
    assert set(adoption.became.values()) == set(values)
    assert list(check(project)) == []


def test_the_same_file_again_adds_nothing(project: Project) -> None:
    for as_ in (SUGGESTIONS, "anna"):
        adopted(project, brat(), as_=as_)
        stand = project.journal.length(), len(project.adoptions.of_document(project.documents.ids()[0]))
        (again,) = adopted(project, brat(), as_=as_)
        assert (again.added, again.is_new) == (0, False)
        assert {told.fate for told in again.told if told.what != "attribute"} == {Fate.KNOWN, Fate.KEPT}
        assert (project.journal.length(), len(project.adoptions.of_document(project.documents.ids()[0]))) == stand
    assert project.documents.count() == 1
    assert list(check(project)) == []


def test_a_named_layer_is_one_step_of_undo_and_its_own(project: Project) -> None:
    (step,) = adopted(project, brat(), as_="anna")
    layer = project.layers.layer("anna")
    assert layer is not None
    assert step.document_id is not None
    assert len(project.layers.annotations(layer.id, step.document_id)) == step.added == 6
    assert project.layers.annotations(project.layer.id, step.document_id) == []
    assert list(check(project)) == []
    project.layer = layer
    assert str(history.undo_label(project)) == "Import 6 annotations from art.ann"
    history.undo(project)
    assert project.layers.annotations(layer.id, step.document_id) == []
    assert list(check(project)) == []


def test_a_layer_holds_no_overlaps_and_tells_them(project: Project) -> None:
    nested = stretch("T9", "GPE", "Latvian")
    (step,) = adopted(project, brat(spans=(*brat().spans, nested)), as_="anna")
    assert (Fate.KEPT, "span", "COUNTRY") in fates(step) or (Fate.KEPT, "span", "PLACE") in fates(step)
    assert step.added == 6


def test_suggestions_survive_a_later_run_and_do_not_hide_it(project: Project) -> None:
    (step,) = adopted(project, brat())
    document_id = step.document_id or ""
    assert project.documents.ids_to_prelabel() == [document_id]
    assert project.documents.is_any_to_prelabel()
    mine = {item.id for item in read_worksheet(project, document_id).items}
    (frontex,) = piece("Frontex")
    (guard,) = piece("Latvian border guard")
    from border_annotator.domain.span import Span

    found = Entity(new_id(), Span(frontex.start, frontex.end), "BORDER_AGENCY")
    same = Entity(new_id(), Span(guard.start, guard.end), "BORDER_AGENCY")
    run = Run(new_id(), "model", "1", "0", project.schema.sha256, {}, datetime.datetime.now(datetime.UTC))
    with project.file.transaction():
        project.suggestions.add_run(run)
        put_in_force(project, run.id, document_id, [Suggestion(document_id, v, "model", 0.9) for v in (found, same)])
    assert {item.id for item in read_worksheet(project, document_id).items} == mine | {found.id}
    assert project.documents.ids_to_prelabel() == []
    assert not project.documents.is_any_to_prelabel()
    assert list(check(project)) == []


def test_beside_what_a_model_says_and_a_reviewer_decided(project: Project, tmp_path: Path) -> None:
    from border_annotator.domain.span import Span

    document = stored(project, tmp_path)
    (guard,), (silene,) = piece("Latvian border guard"), piece("Silene")
    there = Entity(new_id(), Span(guard.start, guard.end), "BORDER_AGENCY")
    gone = Entity(new_id(), Span(silene.start, silene.end), "CROSSING_POINT")
    run = Run(new_id(), "model", "1", "0", project.schema.sha256, {}, datetime.datetime.now(datetime.UTC))
    with project.file.transaction():
        project.suggestions.add_run(run)
        put_in_force(project, run.id, document.id, [Suggestion(document.id, v, "model", 0.9) for v in (there, gone)])
    review.reject(project, read_worksheet(project, document.id), gone.id)
    (step,) = adopted(project, brat(text=None))
    assert (step.document_id, step.is_new, step.added) == (document.id, False, 4)
    assert [told.reason for told in step.told if told.fate is Fate.KNOWN] == [
        "it is suggested already",
        "it was rejected before",
    ]
    sheet = read_worksheet(project, document.id)
    event = pushback_of([item.value for item in sheet.items])
    assert event.fillers("authority")[0].ref == there.id
    assert event.fillers("place") == ()
    assert project.documents.ids_to_prelabel() == []
    assert list(check(project)) == []


@pytest.mark.parametrize("change", ["lines", "blanks", "near"])
def test_a_text_that_is_written_otherwise_is_the_same_article(project: Project, tmp_path: Path, change: str) -> None:
    text = {"lines": TEXT, "blanks": TEXT.replace(" ", "  "), "near": TEXT.replace("Frontex criticised", "Oslo backed")}
    document = stored(project, tmp_path, text[change])
    own = TEXT.replace("\n", "\r\n") if change == "lines" else TEXT
    spans = tuple(ForeignSpan(s.id, s.label, piece(s.surface or "", own, 33), s.surface) for s in brat().spans)
    (step,) = adopted(project, brat(text=own, spans=spans))
    assert (step.document_id, step.is_new, step.added) == (document.id, False, 6)
    for item in read_worksheet(project, document.id).items:
        assert item.anchor.text_in(document.text).split() != []
    assert project.documents.count() == 1


def test_what_cannot_be_placed_is_in_quarantine_with_the_reason(project: Project) -> None:
    wrong = ForeignSpan("T9", "ORG", (Piece(40, 50),), "Interpol and Europol")
    trigger = ForeignSpan("T10", "Closure", (Piece(900, 905),), "shut down")
    event = ForeignEvent("E2", "Closure", "T10")
    article = brat(spans=(*brat().spans, wrong, trigger), events=(*brat().events, event))
    (step,) = adopted(project, article)
    assert [told.id for told in step.told if told.fate is Fate.QUARANTINED] == ["T9", "E2"]
    apart = project.adoptions.quarantine()
    assert {(item.kind, item.foreign_id, item.label, item.surface) for item in apart} == {
        ("span", "T9", "ORG", "Interpol and Europol"),
        ("event", "E2", "Closure", "shut down"),
    }
    adopted(project, article)
    assert len(project.adoptions.quarantine()) == 2


def test_a_set_without_its_article_waits_whole(project: Project) -> None:
    (step,) = adopted(project, brat(text=None))
    assert (step.document_id, step.reason) == (
        None,
        "its article is not in the project, and its text is not beside the file",
    )
    adopted(project, brat(text=None))
    (item,) = project.adoptions.quarantine()
    assert (item.kind, item.doc_id) == ("article", "art-1")


def test_the_text_beside_the_file_comes_in_and_nothing_outside_its_folder(project: Project, tmp_path: Path) -> None:
    inside = tmp_path / "set"
    inside.mkdir()
    (inside / "art-1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("nothing of this", encoding="utf-8")
    file = AnnotationFile("art-1.ann", "1" * 64, "brat", inside)
    (step,) = adopted(project, brat(text=None, text_file="art-1.txt"), file=file)
    assert (step.is_new, step.added) == (True, 6)
    (other,) = adopted(project, brat(text=None, doc_id="x", spans=(), events=(), text_file="../secret.txt"), file=file)
    assert other.document_id is None
    assert project.documents.count() == 1


def test_relations_of_binary_formats_become_arguments(project: Project) -> None:
    article = brat(
        events=(),
        relations=(
            ForeignRelation("R1", "Agent", "T3", "T1"),
            ForeignRelation("R2", "Victim", "T3", "T7"),
            ForeignRelation("R3", "near", "T5", "T1"),
            ForeignRelation("R4", "Authority", "T3", "T6"),
        ),
    )
    (step,) = adopted(project, article)
    event = pushback_of([item.value for item in read_worksheet(project, step.document_id or "").items])
    assert {argument.role for argument in event.arguments} == {"authority", "person"}
    assert [(told.what, told.label, str(told.reason)) for told in step.told if told.what in ("role", "relation")] == [
        ("relation", "near", "it does not lead from an event"),
        ("role", "Authority", "authority does not take FIGURE:temporal"),
    ]


def test_pieces_blanks_twins_and_boilerplate(project: Project, tmp_path: Path) -> None:
    start = TEXT.index("Frontex")
    riga = TEXT.index("Riga")
    spans = (
        ForeignSpan("1", "ORG", (Piece(start, start + 7), Piece(riga, riga + 4)), "Frontex Riga"),
        ForeignSpan("2", "PLACE", piece(" Silene "), " Silene "),
        ForeignSpan("3", "PLACE", piece("Silene"), "Silene"),
    )
    (step,) = adopted(project, ForeignArticle("a", TEXT, spans=spans))
    reasons = [str(told.reason) for told in step.told]
    assert reasons == [
        "the first of its pieces is taken",
        "without the blanks at its ends",
        "the file says the same twice",
    ]
    text = "Title of it\n\nSubscribe to our newsletter\n\nGuards met in Riga.\n\nSubscribe to our newsletter\n"
    document = stored(project, tmp_path, text, "b.txt")
    assert document.layout.boilerplate
    place = document.layout.boilerplate[0].span
    masked = ForeignSpan("1", "ORG", (Piece(place.start, place.end),), place.text_in(text))
    (step,) = adopted(project, ForeignArticle("b", text, spans=(masked,)))
    assert [str(told.reason) for told in step.told] == ["it stands in boilerplate or the date line"]
    assert list(check(project)) == []


@pytest.mark.parametrize(
    ("stand", "as_", "comes"),
    [
        (Stand.REJECTED, SUGGESTIONS, False),
        (Stand.SKIPPED, SUGGESTIONS, False),
        (Stand.PREDICTED, SUGGESTIONS, True),
        (Stand.PREDICTED, "anna", False),
        (Stand.ACCEPTED, "anna", True),
    ],
)
def test_nobody_stands_behind_what_was_rejected(project: Project, stand: Stand, as_: str, comes: bool) -> None:  # noqa: FBT001
    (step,) = adopted(project, brat(stand=stand), as_=as_)
    assert (step.document_id is not None) == comes
    assert bool(step.told) or comes
    if comes and as_ == SUGGESTIONS:
        assert {s.confidence for s in project.suggestions.in_force(step.document_id or "")} == {0.5}


def test_a_refusal_is_told_and_the_rest_goes_on(project: Project) -> None:
    first, second = adopted(project, Refusal("not JSON", "line 1"), brat())
    assert (first.place, first.reason) == ("line 1", "not JSON")
    assert second.added == 6


def test_a_mapping_that_does_not_fit_and_a_name_that_is_none_are_refused(project: Project) -> None:
    with pytest.raises(KnownError, match="“NOPE” is no entity of the schema"):
        adopted(project, brat(), mapping=LabelMapping({"ORG": Rule(Becomes.ENTITY, ("NOPE",))}))
    with pytest.raises(KnownError, match="can be no layer"):
        adopted(project, brat(), as_="  ")


def test_what_the_mapping_leaves_out_is_told(project: Project) -> None:
    mapping = LabelMapping(
        {"LOC": Rule(Becomes.LEFT_OUT), "Pushback": Rule(Becomes.KEPT)}, {"Pushback": Rule(Becomes.KEPT)}
    )
    (step,) = adopted(project, brat(), mapping=mapping)
    assert fates(step) == [
        (Fate.LEFT_OUT, "span", "LOC"),
        (Fate.KEPT, "span", "ROUTE"),
        (Fate.KEPT, "event", "Pushback"),
    ]
    assert {kind_of(item.value) for item in read_worksheet(project, step.document_id or "").items} == {
        Kind.ENTITY,
        Kind.FIGURE,
    }


def test_labels_without_counterpart_can_extend_the_schema(project: Project) -> None:
    rule = Rule(Becomes.ENTITY, ("ROUTE",), extends=True)
    event = Rule(Becomes.EVENT, ("Border.Odd",), extends=True)
    mapping = LabelMapping(
        {"ROUTE": rule},
        {"Odd": event},
        {
            ("Odd", "Agent"): Rule(Becomes.EVENT, ("doer",), extends=True),
            ("Pushback", "Via"): Rule(Becomes.EVENT, ("via",), extends=True),
            ("Odd", "Place"): Rule(Becomes.EVENT, ("place",)),
        },
    )
    odd = ForeignEvent("E2", "Odd", "T8", (ForeignArgument("Agent", "T1"), ForeignArgument("Place", "T5")))
    (first,) = brat().events
    first = replace(first, arguments=(*first.arguments, ForeignArgument("Via", "T8")))
    before = project.schema
    (step,) = adopted(project, brat(events=(first, odd)), mapping=mapping)
    assert project.schema.has_label("ROUTE")
    assert project.schema.role("Border.Odd", "doer") is not None
    assert fates(step) == [(Fate.KEPT, "attribute", "Colour")]
    assert list(check(project)) == []
    with open_project_to_read(project.path) as again:
        assert again.schema == project.schema != before
    adopted(project, brat(events=(first, odd)), mapping=mapping)
    assert {kind.type for kind in project.schema.event_types} - {kind.type for kind in before.event_types} == {
        "Border.Odd"
    }


def test_a_rehearsal_tells_the_same_and_writes_nothing(project: Project) -> None:
    wrong = ForeignSpan("T9", "ORG", (Piece(40, 50),), "Interpol and Europol")
    article = brat(spans=(*brat().spans, wrong))
    mapping = completed(LabelMapping(), met_in([article]), project.schema)
    before = project.path.read_bytes()
    (told,) = rehearse(project, FILE, [article], mapping, SUGGESTIONS)
    assert project.path.read_bytes() == before
    assert project.documents.count() == 0
    (done,) = adopted(project, article)
    assert (told.added, told.is_new, told.told) == (done.added, done.is_new, done.told)
