"""UIMA CAS XMI: real files, made ones, and those that were made to do harm."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from cassis import Cas, TypeSystem

from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import Unit
from border_annotator.formats.readers.registry import foreign_format_of
from border_annotator.formats.readers.xmi import read_xmi
from tests.formats.readers.interop import SAMPLE, aligned, articles, covered, interop, only, refusals

if TYPE_CHECKING:
    from pathlib import Path

START = (
    '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    ' xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">'
)
SOFA = '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="{}"/></xmi:XMI>'
MADE = START + (
    '<custom:Entity xmi:id="19" sofa="1" begin="3" end="20" label="ORG"/>'
    '<custom:Figure xmi:id="20" sofa="1" begin="33" end="45" unit="person" low="150.0"/>'
    '<custom:Event xmi:id="21" sofa="1" begin="21" end="32" eventType="Pushback" arguments="22 23 30"/>'
    '<custom:Event xmi:id="24" sofa="1" begin="51" end="57" eventType="Arrest" arguments="25"/>'
    '<cas:FSArray xmi:id="25" elements="26 27"/>'
    '<custom:EventArgumentsLink xmi:id="22" role="Agent" target="19"/>'
    '<custom:EventArgumentsLink xmi:id="23" role="Victim" target="20"/>'
    '<custom:EventArgumentsLink xmi:id="26" target="21"/><custom:EventArgumentsLink xmi:id="27" role="X" target="99"/>'
    '<custom:Rel xmi:id="28" sofa="1" begin="33" end="45" Governor="21" Dependent="20" value="counts"/>'
    '<custom:CorefLink xmi:id="31" sofa="1" begin="3" end="8" next="32" referenceType="nam"/>'
    '<custom:CorefLink xmi:id="32" sofa="1" begin="51" end="57"/>'
    '<custom:Token xmi:id="40" sofa="1" begin="0" end="2"/>'
) + SOFA.format(SAMPLE)  # fmt: skip


def written(folder: Path, content: str | bytes, name: str = "art-1.xmi") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_layers_slots_relations_and_chains(tmp_path: Path) -> None:
    path = written(tmp_path, MADE)
    article = only(read_xmi(path))
    assert article.text == SAMPLE
    assert covered(article) == [
        ("ORG", "Greek coast guard"), ("Figure", "150 migrants"), ("Pushback", "pushed back"), ("Arrest", "Lesbos"),
        ("nam", "Greek"), ("CorefLink", "Lesbos"),
    ]  # fmt: skip
    assert article.spans[1].attributes == {"unit": "person", "low": "150.0"}
    pushback, arrest = article.events
    assert [(one.role, one.target) for one in pushback.arguments] == [("Agent", "19"), ("Victim", "20")]
    assert [(one.role, one.target) for one in arrest.arguments] == [("arguments", "event 21")]
    assert [(one.type, one.source, one.target) for one in article.relations] == [
        ("counts", "event 21", "20"), ("CorefLink", "31", "32"),
    ]  # fmt: skip
    assert [line.partition(":")[0] for line in article.left_out] == ["24", "1 Token"]
    assert aligned(article).counting.unit is Unit.UTF16
    assert foreign_format_of(path).name == "uima-xmi"  # type: ignore[union-attr]


def test_what_cassis_writes_in_a_zip_with_its_types(tmp_path: Path) -> None:
    types = TypeSystem()
    entity = types.create_type("custom.Entity", "uima.tcas.Annotation")
    figure = types.create_type("custom.Figure", "uima.tcas.Annotation")
    types.create_feature(entity, "label", "uima.cas.String")
    types.create_feature(entity, "figure", figure)
    types.create_feature(entity, "size", "uima.cas.Integer")
    cas = Cas(types, sofa_string=SAMPLE, sofa_mime="text/plain")
    amount = figure(begin=32, end=44)
    cas.add_all([amount, entity(begin=2, end=19, label="ORG", figure=amount, size=1)])
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("TypeSystem.xml", types.to_xml())
        archive.writestr("docs/art-1.xmi", cas.to_xmi())
        archive.writestr("docs/bad.xmi", "<xmi")
        archive.writestr("notes.txt", "x")
    found = list(read_xmi(path))
    assert [refusal.place for refusal in refusals(found)] == ["docs/bad.xmi"]
    article = only(found[:1])
    assert sorted(covered(article)) == [("Figure", "150 migrants"), ("ORG", "Greek coast guard")]
    organisation = next(span for span in article.spans if span.label == "ORG")
    assert organisation.attributes == {"size": "1"}
    assert [(one.type, one.source) for one in article.relations] == [("figure", organisation.id)]
    assert foreign_format_of(path).name == "uima-xmi"  # type: ignore[union-attr]


HARMFUL = {
    "billion laughs": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>',
    "outside": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + START + SOFA.format("&a;"),
    "outside types": '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">' + START + SOFA.format("a"),
    "deep": START + "<a>" * 100_000,
    "cut": MADE[:700],
    "no text": START + "</xmi:XMI>",
    "no xml": "http://www.omg.org/XMI",
    "other encoding": '<?xml version="1.0" encoding="nonsense"?><x/>',
}


@pytest.mark.parametrize("harm", HARMFUL)
def test_harmful_files_are_refused(tmp_path: Path, harm: str) -> None:
    path = written(tmp_path, HARMFUL[harm])
    begun = time.process_time()
    if harm == "no text":
        assert refusals(read_xmi(path))
    else:
        with pytest.raises(KnownError, match=r"art-1\.xmi"):
            list(read_xmi(path))
    assert time.process_time() - begun < 5


def test_a_bomb_in_a_zip_is_refused_by_its_size(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.xmi", "w") as member:
        for _ in range(101):
            member.write(b" " * 1_000_000)
    path = written(tmp_path, held.getvalue(), "bomb.zip")
    assert [refusal.place for refusal in refusals(read_xmi(path))] == ["a.xmi"]


def test_real_files() -> None:
    path = interop("uima-xmi/cas_with_smileys.xmi")
    assert foreign_format_of(path).name == "uima-xmi"  # type: ignore[union-attr]
    article = only(read_xmi(path))
    assert [surface for _, surface in covered(article)] == [
        "Transformers", "Transformers", "Transformers", "PyTorch", "TensorFlow",
    ]  # fmt: skip
    assert "\r\n" in (article.text or "")
    assert (article.title, article.language) == ("huggingface.txt", None)
    found = aligned(article)
    assert not found.repaired
    assert found.counting.unit is Unit.UTF16
    (small,) = articles(read_xmi(interop("uima-xmi/small_cas.xmi")))
    assert not small.spans
    assert small.left_out == (
        "2 Sentence: words and grammar are found anew",
        "11 Token: words and grammar are found anew",
    )
    for path in interop("webanno-tsv").glob("*.xmi"):
        (article,) = articles(read_xmi(path))
        assert article.spans
        aligned(article)
