"""XMI, read by dkpro-cassis, which counts in code points while the file counts in UTF-16."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from cassis import load_cas_from_xmi, load_typesystem
from hypothesis import given, settings

from border_annotator.domain.essence import essence
from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
)
from border_annotator.domain.loss import LossKind
from border_annotator.formats.file_names import portable_name
from border_annotator.formats.writers.inception import ENTITY, ENTITY_FEATURES, EVENT, EVENT_FEATURES, RELATION
from tests.formats.drawn_articles import articles, plain_names
from tests.formats.writers.written import gold, outgoing, set_format, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.article import Article
    from border_annotator.domain.outgoing import Outgoing


def read(folder: Path, one: Outgoing) -> ForeignArticle:
    with (folder / "TypeSystem.xml").open("rb") as file:
        types = load_typesystem(file)
    with (folder / f"{portable_name(one.foreign.doc_id)}.xmi").open("rb") as file:
        cas: Any = load_cas_from_xmi(file, typesystem=types)
    spans = []
    for number, entity in enumerate(cas.select(ENTITY)):
        said = features(entity, ENTITY_FEATURES)
        label, link = said.pop("label"), said.pop("identifier", None)
        spans.append(ForeignSpan(key(entity), label, place(entity), link=link, attributes=said))
        assert number >= 0
    events = []
    for event in cas.select(EVENT):
        said = features(event, EVENT_FEATURES)
        kind = said.pop("eventType")
        spans.append(ForeignSpan(f"t{key(event)}", kind, place(event)))
        links = tuple(ForeignArgument(link.role, key(link.target)) for link in event.arguments.elements)
        events.append(ForeignEvent(key(event), kind, f"t{key(event)}", links, said))
    relations = [
        ForeignRelation("", relation.value, key(relation.Governor), key(relation.Dependent))
        for name in RELATION.values()
        for relation in cas.select(name)
    ]
    words = [
        token.get_covered_text() for token in cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
    ]
    assert len(words) == len(one.words)
    return ForeignArticle("", cas.sofa_string, spans=tuple(spans), events=tuple(events), relations=tuple(relations))


def key(structure: Any) -> str:  # noqa: ANN401 - cassis makes the classes as it reads
    return str(structure.xmiID)


def place(structure: Any) -> tuple[Piece, ...]:  # noqa: ANN401
    return (Piece(structure.begin, structure.end),)


def features(structure: Any, names: Sequence[str]) -> dict[str, Any]:  # noqa: ANN401
    found = {name: getattr(structure, name) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def check(folder: Path, one: Outgoing) -> None:
    back, there = read(folder, one), set_format("uima-xmi").fit(one).foreign
    assert back.text == there.text
    for mine, theirs in zip(essence(back), essence(there), strict=True):
        assert mine == theirs


def test_the_gold_is_read_by_cassis(tmp_path: Path) -> None:
    folder = write("uima-xmi", tmp_path / "out", gold())
    for one in gold():
        check(folder, one)


@given(articles(plain_names))
@settings(max_examples=6)
def test_anything_is_read_by_cassis(drawn: tuple[Article, str]) -> None:
    one = outgoing(*drawn)
    with TemporaryDirectory() as folder:
        check(write("uima-xmi", Path(folder) / "out", [one]), one)


def test_offsets_in_the_file_are_utf_16(tmp_path: Path) -> None:
    one = gold()[0]
    shifted = outgoing(one.article, "🚨" + one.text[1:])
    folder = write("uima-xmi", tmp_path / "out", [shifted])
    source = (folder / f"{one.foreign.doc_id}.xmi").read_text("utf-8")
    entity = one.article.entities[0].span
    assert re.search(rf'begin="{entity.start + 1}" end="{entity.end + 1}"', source)


def test_a_control_character_is_a_space_and_told(tmp_path: Path) -> None:
    one = gold()[0]
    odd = outgoing(replace(one.article), one.text[:10] + "\x0b" + one.text[11:])
    losses = [loss for loss in set_format("uima-xmi").losses(odd) if loss.kind is LossKind.TEXT]
    assert [(loss.what, loss.span and loss.span.start) for loss in losses] == [("U+000B", 10)]
    assert read(write("uima-xmi", tmp_path / "out", [odd]), odd).text == one.text[:10] + " " + one.text[11:]


@pytest.mark.parametrize("bad", ["\x00", "\x1f", "\ufffe"])
def test_a_note_may_hold_anything(bad: str, tmp_path: Path) -> None:
    one = gold()[0]
    entity = replace(one.article.entities[0], note=f"a{bad}b")
    odd = outgoing(replace(one.article, entities=(entity, *one.article.entities[1:])), one.text)
    check(write("uima-xmi", tmp_path / "out", [odd]), odd)
