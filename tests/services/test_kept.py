"""What has no counterpart in the schema is kept as it was said, and goes out again in every format that can hold it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.essence import essence, in_code_points
from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Stand,
)
from border_annotator.domain.mapping import KEPT as KEEP
from border_annotator.domain.mapping import AttributeRule, LabelMapping
from border_annotator.domain.mapping_guess import completed
from border_annotator.services import history
from border_annotator.services.adopt import adopt, met_in
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.articles import Source
from border_annotator.services.check import check
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.export_formats import EXPORT_FORMATS
from border_annotator.services.foreign_formats import foreign_format_named, foreign_format_of
from border_annotator.services.project import create_project
from tests.services.test_adopt import FILE, TEXT, adopted, brat, stored, stretch

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project

FORMATS = ["brat", "doccano", "prodigy", "label-studio", "jsonl", "webanno-tsv", "uima-xmi"]
BARE = frozenset({"doccano"})
"""Formats that hold labels and roles and nothing that is said of them."""


def foreign() -> ForeignArticle:
    """A set of which nothing has a counterpart: stretches, an event, a relation, attributes and a note."""
    spans = (
        stretch("T1", "WIDGET", "Latvian border guard", attributes={"Colour": "dark red", "Sure": True}, note="seen"),
        stretch("T2", "GADGET", "Riga", link="db:77"),
        stretch("T3", "Zapping", "criticised"),
    )
    event = ForeignEvent("E1", "Zapping", "T3", (ForeignArgument("Zapper", "T1"),), {"Tempo": "fast"})
    link = ForeignRelation("R1", "near-by", "T1", "T2")
    return ForeignArticle("art-1", TEXT, spans=spans, events=(event,), relations=(link,))


def exported(project: Project, folder: Path, name: str, source: Source = Source.REVIEWED) -> ForeignArticle:
    """What a file says into which the project is exported, but for the parts of the page."""
    choice = ExportChoice(format_name=name, source=source, layer=project.layer.name, with_card=False)
    for step in export_dataset(project, folder, choice):
        assert step is not None
    known = foreign_format_named("spans-json" if name == "jsonl" else name)
    (path,) = [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in (".ann", ".jsonl", ".json", ".tsv", ".xmi") and file.name != "manifest.json"
    ]
    (article,) = known.read(path)
    assert isinstance(article, ForeignArticle)
    plain = in_code_points(article)
    layout = {"TITLE", "DATE", "SEGMENT", "BOILERPLATE"}
    return replace(plain, spans=tuple(span for span in plain.spans if span.label not in layout))


def imported(project: Project, article: ForeignArticle, as_: str) -> None:
    mapping = completed(LabelMapping(), met_in([article]), project.schema)
    keeps = LabelMapping(
        dict.fromkeys(mapping.labels, KEEP), dict.fromkeys(mapping.types, KEEP), {}, {},
        dict.fromkeys(mapping.attributes, AttributeRule(None)),
    )  # fmt: skip
    list(adopt(project, FILE, [article], keeps, as_))
    layer = project.layers.layer(as_)
    if layer is not None:
        project.layer = layer


@pytest.mark.parametrize("as_", ["anna", SUGGESTIONS])
@pytest.mark.parametrize("name", FORMATS)
def test_a_foreign_file_goes_out_of_the_project_as_it_came(
    project: Project, tmp_path: Path, name: str, as_: str
) -> None:
    imported(project, foreign(), as_)
    first = exported(project, tmp_path / "one", name, Source.SUGGESTIONS if as_ == SUGGESTIONS else Source.REVIEWED)
    labels = {span.label for span in first.spans}
    assert {"WIDGET", "GADGET", "Zapping"} <= labels
    widget = next(span for span in first.spans if span.label == "WIDGET")
    if name not in BARE:
        assert str(widget.attributes["Colour"]) == "dark red"
        assert str(widget.attributes["Sure"]).lower() == "true"
        assert widget.note == "seen" or widget.attributes["note"] == "seen"
    with create_project(tmp_path / "again.bap") as again:
        imported(again, replace(first, stand=Stand.ACCEPTED), "bob")
        second = exported(again, tmp_path / "two", name)
    assert essence(second) == essence(first)
    assert list(check(project)) == []


@pytest.mark.parametrize("name", ["brat", "prodigy", "label-studio", "jsonl", "webanno-tsv", "uima-xmi"])
def test_what_is_said_of_annotations_that_came_in_goes_out_with_them(
    project: Project, tmp_path: Path, name: str
) -> None:
    event = brat().events[0]
    more = replace(event, arguments=(*event.arguments, ForeignArgument("Witness", "T7")))
    adopted(project, brat(events=(more,)), as_="anna")
    layer = project.layers.layer("anna")
    assert layer is not None
    project.layer = layer
    found = exported(project, tmp_path / "out", name)
    both: list[ForeignEvent | ForeignSpan] = [*found.events, *found.spans]
    said = [one.attributes for one in both if "Colour" in one.attributes]
    assert said
    assert said[0]["Colour"] == "red"
    roles = {a.role for e in found.events for a in e.arguments} | {link.type for link in found.relations}
    assert "Witness" in roles
    assert "ROUTE" in {span.label for span in found.spans}


def test_every_format_is_written_and_tells_what_it_cannot_hold(project: Project, tmp_path: Path) -> None:
    event = replace(brat().events[0], attributes={"Colour": "red"})
    adopted(project, brat(events=(event,)), as_="anna")
    for known in EXPORT_FORMATS:
        choice = ExportChoice(format_name=known.name, layer="anna", with_card=False)
        if known.name != "parquet":
            assert list(export_dataset(project, tmp_path / known.name, choice))
    with create_project(tmp_path / "other.bap") as other:
        imported(other, foreign(), "anna")
        for known in EXPORT_FORMATS:
            choice = ExportChoice(format_name=known.name, layer="anna", with_card=False)
            if known.name != "parquet":
                assert list(export_dataset(other, tmp_path / f"{known.name}-2", choice))


def test_the_native_format_takes_it_into_another_project(project: Project, tmp_path: Path) -> None:
    imported(project, foreign(), "anna")
    choice = ExportChoice(format_name="native", layer="anna", with_card=False)
    list(export_dataset(project, tmp_path / "out", choice))
    (tmp_path / "out" / "art-1").write_text(TEXT, encoding="utf-8", newline="")
    (path,) = (tmp_path / "out").glob("*.json")
    known = foreign_format_of(path)
    assert known is not None
    with create_project(tmp_path / "again.bap") as again:
        stored(again, tmp_path)
        for _ in range(2):
            list(adopt(again, AnnotationFile.at(path, "native"), known.read(path), LabelMapping(), "bob"))
        bob = again.layers.layer("bob")
        assert bob is not None
        again.layer = bob
        found = exported(again, tmp_path / "two", "brat")
        assert len(again.adoptions.of_document(again.documents.ids()[0])) == 1
    assert essence(found) == essence(exported(project, tmp_path / "one", "brat"))


def test_undoing_the_import_takes_it_away_and_redoing_brings_it_back(project: Project, tmp_path: Path) -> None:
    adopted(project, brat(), as_="anna")
    layer = project.layers.layer("anna")
    assert layer is not None
    project.layer = layer
    assert "ROUTE" in {span.label for span in exported(project, tmp_path / "1", "brat").spans}
    history.undo(project)
    assert not exported(project, tmp_path / "2", "brat").spans
    history.redo(project)
    assert "ROUTE" in {span.label for span in exported(project, tmp_path / "3", "brat").spans}


def test_what_gives_way_to_a_longer_one_in_a_layer_is_kept(project: Project, tmp_path: Path) -> None:
    inner = replace(stretch("T9", "ORG", "border guard"), attributes={})
    adopted(project, brat(spans=(*brat().spans, inner)), as_="anna")
    layer = project.layers.layer("anna")
    assert layer is not None
    project.layer = layer
    found = exported(project, tmp_path / "out", "brat")
    assert "border guard" in {span.surface for span in found.spans if span.label == "ORG"}
