"""What this program wrote comes in as it was: exported again it is equal."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.domain.annotation import Kind, new_id
from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.article import Article, Origin, Rejection, numbered
from border_annotator.domain.document import Boilerplate, Layout, PublicationDate, Segment
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.mapping import LabelMapping
from border_annotator.domain.mapping_guess import completed
from border_annotator.domain.note import About, Note
from border_annotator.domain.outward import OWN, outward
from border_annotator.domain.span import Span
from border_annotator.formats.readers.native import read_native_file
from border_annotator.services import history
from border_annotator.services.adopt import AdoptStep, adopt, met_in
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.articles import Source, read_article
from border_annotator.services.check import check
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import REVIEWER, Project, create_project, open_project
from border_annotator.settings.paths import seeds_folder
from tests.gold_suggestions import GOLD, sheet_of

TEXT = "💩 Guards e\u0301 met\u00a0\u200fforty\u200d people.\n\nThe border is shut since Friday, they say.\n"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project; copy it, never open it."""
    path = tmp_path_factory.mktemp("empty") / "empty.bap"
    create_project(path).close()
    return path


def brought(project: Project, article: Article, folder: Path, as_: str) -> AdoptStep:
    file = AnnotationFile("a.json", "0" * 64, "native", folder)
    (step,) = adopt(project, file, [article], LabelMapping(), as_)
    return step


def exported(project: Project, source: Source = Source.REVIEWED) -> Article:
    (document_id,) = project.documents.ids()
    return read_article(project, document_id, "a", source)[0]


spans = st.builds(
    lambda start, size: Span(start, min(start + size, len(TEXT))), st.integers(0, len(TEXT) - 1), st.integers(1, 20)
)
marks = st.none() | st.text(max_size=5)


@st.composite
def layers(draw: st.DrawFn) -> Article:
    """An article with any annotations, notes and verdicts that a reviewer may have."""
    entities = [
        Entity(new_id(), span, label, mention, link, note=note)
        for span, label, mention, link, note in draw(
            st.lists(
                st.tuples(
                    spans,
                    st.sampled_from(["COUNTRY", "PEOPLE", "BORDER"]),
                    st.sampled_from(["NAM", "NOM"]),
                    st.sampled_from([None, "iso:LV"]),
                    marks,
                ),
                max_size=4,
            )
        )
    ]
    figures = [
        Figure(new_id(), span, kind, value=value, comparator="eq", note=note)
        for span, kind, value, note in draw(
            st.lists(
                st.tuples(spans, st.sampled_from(["count", "date"]), st.none() | st.integers(0, 9), marks), max_size=3
            )
        )
    ]
    if len(figures) > 1:
        figures[0] = replace(
            figures[0], of_total=figures[1].id, period=draw(st.sampled_from([None, "P3D", figures[1].id]))
        )
    targets = [a.id for a in entities] + [a.id for a in figures]
    events = []
    for trigger in draw(st.lists(spans, max_size=3)):
        refs = draw(st.lists(st.sampled_from(targets), unique=True, max_size=3)) if targets else []
        arguments = (
            *(Argument("place", ref=ref) for ref in refs),
            *(Argument("reason", span=s) for s in draw(st.lists(spans, max_size=1))),
        )
        events.append(Event(new_id(), "Crossing.Attempt", trigger, arguments=arguments, status="alleged", severity=3))
    fresh = numbered([*entities, *figures, *events])
    origin = Origin("rule", 0.5, "a reason")
    rejections = [
        Rejection(new_id(), kind, label, span, reason, origin)
        for span, (kind, label), reason in draw(
            st.lists(
                st.tuples(
                    spans,
                    st.sampled_from([(Kind.ENTITY, "PLACE"), (Kind.FIGURE, "count"), (Kind.EVENT, "Legal.Arrest")]),
                    marks,
                ),
                max_size=2,
            )
        )
    ]
    notes = [
        Note(new_id(), "", About.ARTICLE, text, asks=asks)
        for text, asks in draw(st.lists(st.tuples(st.text(max_size=5), st.booleans()), max_size=2))
    ]
    if fresh.events:
        notes.append(Note(new_id(), "", About.EVENT, "on it", "ev1", fresh.events[0].trigger))
    return Article(
        doc_id="a",
        text_file="a.txt",
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        n_chars=len(TEXT),
        layout=Layout(None, PublicationDate(), (Segment("body", Span(0, len(TEXT))),), ()),
        language="lv",
        publisher="The Paper",
        entities=fresh.entities,
        figures=fresh.figures,
        events=fresh.events,
        layer="reviewed",
        review=draw(st.sampled_from(ReviewState)),
        uids=fresh.uids,
        rejections=tuple(sorted(rejections, key=lambda r: (r.span, r.id))),
        notes=tuple(notes),
    )


numbers = itertools.count()


@given(layers())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_layer_reads_back_equal(empty: Path, tmp_path: Path, article: Article) -> None:
    path = tmp_path / f"{next(numbers)}.bap"
    shutil.copyfile(empty, path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    with open_project(path) as project:
        step = brought(project, article, tmp_path, REVIEWER)
        assert (step.is_new, step.told) == (True, ())
        assert exported(project) == article
        assert list(check(project)) == [] or any("does not take" in found.reason for found in check(project))
        length = project.journal.length()
        brought(project, article, tmp_path, REVIEWER)
        assert project.journal.length() == length
        suggested = replace(article, layer="suggestions", review=ReviewState.OPEN, rejections=(), notes=())
        suggested = replace(suggested, origins={key: Origin("model", 0.25, "why") for key in article.uids})
    shutil.copyfile(empty, path)
    with open_project(path) as project:
        assert brought(project, suggested, tmp_path, SUGGESTIONS).told == ()
        assert exported(project, Source.SUGGESTIONS) == suggested


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_gold_as_a_layer_is_gold_again(project: Project, path: Path) -> None:
    gold = read_native_file(path)
    step = brought(project, gold, seeds_folder(), REVIEWER)
    assert (step.is_new, step.told) == (True, ())
    again = exported(project)
    same = numbered(gold.annotations())
    assert (again.entities, again.figures, again.events) == (same.entities, same.figures, same.events)
    assert (again.layout, again.language, again.publisher) == (gold.layout, gold.language, gold.publisher)
    assert list(check(project)) == []
    assert history.undo(project) is not None
    assert exported(project).annotations() == ()


def test_gold_on_an_article_that_is_there_brings_its_facts(project: Project) -> None:
    gold = read_native_file(sorted(GOLD.glob("*.json"))[1])
    list(import_documents(project, [seeds_folder() / gold.text_file]))
    step = brought(project, gold, Path("nowhere"), REVIEWER)
    assert (step.is_new, step.told) == (False, ())
    assert exported(project).layout == gold.layout


def test_a_worked_on_project_exported_and_brought_into_another(gold_project: Project, tmp_path: Path) -> None:
    from border_annotator.services import notes, review

    sheet = sheet_of(gold_project)
    review.confirm(gold_project, sheet, sheet.events[0].id)
    sheet = sheet_of(gold_project)
    review.reject(gold_project, sheet, sheet.events[1].id, "wrong_type")
    notes.ask_someone(gold_project, notes.on_event(gold_project, sheet_of(gold_project), sheet.events[0].id))
    review.mark(gold_project, sheet_of(gold_project), ReviewState.DONE)
    out = tmp_path / "out"
    list(export_dataset(gold_project, out))
    with create_project(tmp_path / "other.bap") as other:
        for file in sorted(out.glob("*.json")):
            step = brought(other, read_native_file(file), seeds_folder(), REVIEWER)
            assert step.told == ()
        list(export_dataset(other, tmp_path / "again"))
        assert list(check(other)) == []
    for file in out.glob("*.json"):
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()
    # Into the same project under another name: the verdicts are those of another reviewer.
    for file in sorted(out.glob("*.json")):
        brought(gold_project, read_native_file(file), seeds_folder(), "anna")
    layer = gold_project.layers.layer("anna")
    assert layer is not None
    own = {key: value for key, value in _of(gold_project, gold_project.layer.id).items() if value}
    assert own == {key: value for key, value in _of(gold_project, layer.id).items() if value}
    assert list(check(gold_project)) == []


def _of(project: Project, layer_id: str) -> dict[str, tuple[object, ...]]:
    return {
        key: (
            *project.layers.annotations(layer_id, key),
            *project.layers.decisions(layer_id, key).items(),
        )
        for key in project.documents.ids()
    }


def test_what_another_layout_masks_and_what_the_schema_lacks_is_told(project: Project, tmp_path: Path) -> None:
    list(import_documents(project, [seeds_folder()]))
    gold = read_native_file(sorted(GOLD.glob("*.json"))[1])
    first = gold.entities[0]
    brought(project, gold, tmp_path, REVIEWER)
    masked = replace(gold.layout, boilerplate=(*gold.layout.boilerplate, Boilerplate("ad", first.span)))
    strange = replace(gold.entities[1], label="NOPE", span=gold.entities[1].span)
    other = replace(gold, layout=masked, entities=(first, strange, *gold.entities[2:]), uids={})
    step = brought(project, other, tmp_path, "anna")
    assert [told.label for told in step.told if told.fate == "left out"] == ["NOPE"]
    assert step.told[0].what == "article"


def test_without_its_text_nothing_comes_in(project: Project, tmp_path: Path) -> None:
    gold = read_native_file(min(GOLD.glob("*.json")))
    (tmp_path / gold.text_file).write_text("another text", encoding="utf-8")
    step = brought(project, gold, tmp_path, REVIEWER)
    assert step.reason == "its text is neither in the project nor beside it: import that first"
    assert project.documents.count() == 0


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_gold_as_other_tools_know_it_is_gold_again(project: Project, path: Path) -> None:
    gold = read_native_file(path)
    list(import_documents(project, [seeds_folder() / gold.text_file]))
    brought(project, replace(gold, entities=(), figures=(), events=()), Path("nowhere"), REVIEWER)
    text = project.documents.get(project.documents.ids()[0]).text
    foreign = outward(gold, text)
    mapping = completed(LabelMapping(), met_in([foreign]), project.schema)
    (step,) = adopt(project, AnnotationFile("a", "1" * 64, "any"), [foreign], mapping, REVIEWER)
    again, same = exported(project), numbered(gold.annotations())
    assert again.entities == same.entities
    assert again.figures == same.figures
    assert again.events == same.events
    assert {told.what for told in step.told if told.label not in OWN} <= {"attribute"}
    assert list(check(project)) == []
