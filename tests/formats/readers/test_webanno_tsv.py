"""WebAnno TSV 3 in all its layers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.foreign import Unit
from border_annotator.formats.offsets import align
from border_annotator.formats.readers.registry import foreign_format_of
from border_annotator.formats.readers.webanno_tsv import read_webanno_tsv
from tests.formats.readers.interop import SAMPLE, SHARED, aligned, covered, interop, only

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "#FORMAT=WebAnno TSV 3.3\n"
    "#T_SP=webanno.custom.Entity|label\n"
    "#T_SP=webanno.custom.Event|eventType"
    "|ROLE_webanno.custom.Event:arguments_webanno.custom.EventArgumentsLink|webanno.custom.Entity\n\n\n"
)
ROWS = "\n".join(
    (
        f"#Text={SAMPLE}",
        "1-1\t0-2\t🚨\t_\t_\t_\t_\t",
        "1-2\t3-8\tGreek\tORG[1]|GPE[2]\t_\t_\t_\t",
        "1-3\t9-14\tcoast\tORG[1]\t_\t_\t_\t",
        "1-4\t15-20\tguard\tORG[1]\t_\t_\t_\t",
        "1-5\t21-27\tpushed\t_\tPushback[3]\tAgent;Victim;Place;Time[3]\t1-2[1];1-7[4];1-10;1-12[5]\t",
        "1-6\t28-32\tback\t_\tPushback[3]\tAgent;Victim;Place;Time[3]\t1-2[1];1-7[4];1-10;1-12[5]\t",
        "1-7\t33-36\t150\tFIGURE[4]\t_\t_\t_\t",
        "1-8\t37-45\tmigrants\tFIGURE[4]\t_\t_\t_\t",
        "1-9\t46-50\tnear\t_\t_\t_\t_\t",
        "1-10\t51-57\tLesbos\tLOC\t_\t_\t_\t",
        "1-11\t58-60\ton\t_\t_\t_\t_\t",
        "1-12\t61-62\t3\tDATE[5]\t_\t_\t_\t",
        "1-13\t63-68\tMarch\tDATE[5]\t_\t_\t_\t",
        "1-14\t69-73\t2020\tDATE[5]\t_\t_\t_\t",
        "1-15\t73-74\t.\t_\t_\t_\t_\t",
        "",
    )
)


def written(folder: Path, content: str) -> Path:
    path = folder / "art-1.tsv"
    path.write_bytes(content.encode())
    return path


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_sample(tmp_path: Path, line_end: str) -> None:
    path = written(tmp_path, (HEADER + ROWS).replace("\n", line_end))
    article = only(read_webanno_tsv(path))
    assert article.text == SAMPLE
    assert covered(article) == [
        ("ORG", "Greek coast guard"), ("GPE", "Greek"), ("Pushback", "pushed back"), ("FIGURE", "150 migrants"),
        ("LOC", "Lesbos"), ("DATE", "3 March 2020"),
    ]  # fmt: skip
    labels = {span.id: span.label for span in article.spans}
    (event,) = article.events
    assert (event.type, labels[event.trigger]) == ("Pushback", "Pushback")
    assert [(one.role, labels[one.target]) for one in event.arguments] == [
        ("Agent", "ORG"), ("Victim", "FIGURE"), ("Place", "LOC"), ("Time", "DATE"),
    ]  # fmt: skip
    assert not article.left_out
    found = aligned(article)
    assert not found.repaired
    assert found.counting.unit is Unit.UTF16
    assert foreign_format_of(path).name == "webanno-tsv"  # type: ignore[union-attr]


def test_relations_chains_parts_of_words_and_nothing_wide(tmp_path: Path) -> None:
    content = (
        "#FORMAT=WebAnno TSV 3.2\n#T_SP=webanno.custom.Span|kind|value\n#T_SP=webanno.custom.Bare|\n"
        "#T_CH=webanno.custom.CoreferenceLink|referenceRelation|referenceType\n"
        "#T_RL=webanno.custom.Rel|why|BT_webanno.custom.Span\n\n\n"
        "#Text=Narva\\\\Riga  guards\n"
        "1-1\t0-10\tNarva\\\\Riga\t_\t_\t_\t*->7-1\tname[7]\t_\t_\t\n"
        "1-1.1\t0-5\tNarva\ta\\_b\tLOC\t_\t_\t_\t_\t_\t\n"
        "1-2\t12-18\tguards\t*\tORG[3]|PER[4]\t*\tsame->7-2\t_\t*|because\t1-1.1[0_3]|1-1.1[0_4]\t\n"
        "1-3\t18-18\t\t*[5]\t*[5]\t_\t_\t_\t_\t_\t\n"
        "\n#Text=They left\n"
        "2-1\t19-23\tThey\t_\t_\t_\t*->7-3\t_\t_\t_\t\n"
        "2-2\t24-28\tleft\t_\t_\t_\t_\t_\t*\t9-9\t\n"
        "what\n1-9\n"
    )  # fmt: skip
    article = only(read_webanno_tsv(written(tmp_path, content)))
    assert article.text == "Narva\\Riga  guards\nThey left"
    found = align(article, article.text)
    said = {
        span.id: (span.label, dict(span.attributes), found.spans[span.id][0].text_in(article.text))
        for span in article.spans if span.id in found.spans
    }  # fmt: skip
    assert sorted(said.values(), key=str) == sorted([
        ("LOC", {"kind": "a_b"}, "Narva"), ("ORG", {}, "guards"), ("PER", {}, "guards"), ("Bare", {}, "guards"),
        ("name", {}, "Narva\\Riga"), ("CoreferenceLink", {}, "guards"), ("CoreferenceLink", {}, "They"),
    ], key=str)  # fmt: skip
    assert [kept.pieces[0].start for kept in found.quarantined] == [18]
    assert [(one.type, said[one.source][2], said[one.target][0]) for one in article.relations] == [
        ("Rel", "Narva", "ORG"), ("because", "Narva", "PER"),
        ("CoreferenceLink", "Narva\\Riga", "CoreferenceLink"), ("same", "guards", "CoreferenceLink"),
    ]  # fmt: skip
    assert len(article.left_out) == 3


def test_broken_rows_do_not_stop_the_rest(tmp_path: Path) -> None:
    content = HEADER + ROWS.replace("1-10\t51-57", "1-10\t51-" + "9" * 5_000)
    article = only(read_webanno_tsv(written(tmp_path, content)))
    assert len(article.spans) == 5
    assert len(article.left_out) == 2
    for broken in (
        "",
        "#FORMAT=WebAnno TSV 3.3\n",
        HEADER,
        HEADER + "1-1\t0-1\n",
        HEADER + "1-1\t9-1\tx\tA[1\\]|[|\t;\n",
    ):
        assert only(read_webanno_tsv(written(tmp_path, broken))).spans is not None


@pytest.mark.parametrize("name", sorted(path.name for path in SHARED.glob("webanno-tsv/*.tsv")) or ["none.tsv"])
def test_real_files_say_what_the_same_document_says_as_xmi(name: str) -> None:
    path = interop(f"webanno-tsv/{name}")
    article = only(read_webanno_tsv(path))
    assert not article.left_out
    assert not aligned(article).repaired
    root = ET.parse(path.with_suffix(".xmi")).getroot()  # noqa: S314 # a file of the reference suite
    sofa = next(node for node in root if node.tag.endswith("}Sofa"))
    assert article.text == sofa.get("sofaString")
    other = [node for node in root if re.search(r"}(NamedEntity|SimpleSpan|\w*LinkHost)$", node.tag)]
    assert sorted(span.pieces[0].start for span in article.spans) == sorted(
        int(node.get("begin", "")) for node in other
    )
    assert sorted(span.pieces[0].end for span in article.spans) == sorted(int(node.get("end", "")) for node in other)
    values = sorted(node.get("value", "") for node in other if node.get("value"))
    assert sorted(span.label for span in article.spans if values) == values
    links = [node for node in root if node.tag.endswith("LinkType")]
    assert sum(len(event.arguments) for event in article.events) == len(links)
