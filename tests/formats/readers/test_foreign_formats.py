"""Formats are told apart by what files hold, and no file of anybody's stops a reader or fills the memory."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.domain.article import Article
from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import ForeignArticle
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.offsets import align
from border_annotator.formats.readers import json_values
from border_annotator.formats.readers.doccano import read_doccano
from border_annotator.formats.readers.registry import FOREIGN_FORMATS, foreign_format_named, foreign_format_of
from tests.formats.readers.interop import SAMPLE, refusals

if TYPE_CHECKING:
    from collections.abc import Callable

GOLD = Path(__file__).parents[2] / "gold"

ROWS: tuple[object, ...] = (
    {"id": 1, "text": SAMPLE, "label": [[2, 19, "ORG"]], "relations": [{"from_id": 0, "to_id": 1}], "Comments": ["x"]},
    {"text": SAMPLE, "tokens": [{"text": "Greek", "start": 2, "end": 7, "id": 0}], "answer": "accept",
     "spans": [{"start": 2, "end": 7, "token_start": 0, "token_end": 0, "label": "GPE"}],
     "relations": [{"head": 0, "child": 0, "head_span": {"start": 2, "end": 7}, "label": "x"}]},
    [{"id": 1, "data": {"text": SAMPLE}, "annotations": [{"completed_by": 1, "result": [
        {"id": "a", "type": "labels", "value": {"start": 2, "end": 7, "text": "Greek", "labels": ["GPE"]}},
        {"type": "relation", "from_id": "a", "to_id": "a", "labels": ["x"]}]}], "predictions": []}],
    {"doc_key": "x", "sentences": [["Narva", "is"]], "ner": [[[0, 0, "LOC"]]], "events": [[[[1, "Be"], [0, 0, "Who"]]]],
     "relations": [[[0, 0, 1, 1, "r"]]], "clusters": [[[0, 0], [1, 1]]]},
    {"doc_id": "x", "tokens": ["Narva"], "entity_mentions": [{"id": "e", "entity_type": "L", "start": 0, "end": 1}],
     "event_mentions": [
        {"id": "v", "event_type": "E", "trigger": {"start": 0, "end": 1}, "arguments": [{"entity_id": "e"}]}],
     "relation_mentions": [{"id": "r", "arguments": [{"entity_id": "e"}, {"entity_id": "e"}]}]},
    {"id": "x", "text": SAMPLE, "spans": [{"id": "a", "start": 2, "end": 7, "label": "GPE"}],
     "events": [{"type": "E", "trigger": {"id": "a"}, "arguments": [{"role": "r", "id": "a"}]}]},
    [SAMPLE, {"entities": [[2, 7, "GPE"]]}],
)  # fmt: skip
"""One row of each format in JSON."""

BRAT = "T1\tORG 2 19;20 21\tGreek coast guard\nE1\tX:T1 Y:T1\nA1\tN E1\nR1\tr Arg1:T1 Arg2:T1\nN1\tR T1 a:b\tc\n"
WEBANNO = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=a.B|c|ROLE_a.B:d_E|a.F
#T_RL=a.R|BT_a.B
#T_CH=a.L|r|t


#Text=Narva is
1-1\t0-5\tNarva\tx[1]|y[2]\tr[1]|s[2]\t1-2;1-1|1-2\t1-2[0_1]\t*->1-1\tn
1-2\t6-8\tis\tz\t_\t_\t_\t*->1-2\t_
"""
CONLL = "-DOCSTART- -X- -X- O\n\nNarva NN X B-LOC\nis VB X O\n"
XMI = """\
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:c="http:///a/b.ecore">
<c:X xmi:id="2" sofa="1" begin="0" end="5" v="LOC" l="3"/><c:L xmi:id="3" role="r" target="2"/>
<c:R xmi:id="4" sofa="1" begin="0" end="5" Governor="2" Dependent="2"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Narva is"/></xmi:XMI>
"""
OTHERS = tuple(source.encode() for source in (BRAT, WEBANNO, CONLL, XMI))
"""One file of each format that is not JSON."""

VALUES: st.SearchStrategy[object] = st.sampled_from(
    [None, True, -1, 2**70, 1.5, "", "x", "\0", "\ud800", "a" * 5_000, [], {}, [[]], [[[]]], {"a": {}}, [None], 3]
)
SIGNS = (b"\t", b"|", b"[1]", b"\n", b"\\", b";", b"9")
FEW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def read_all(path: Path) -> None:
    """Read a file in every format that there is, and lay what was found on its text."""
    for known in FOREIGN_FORMATS:
        try:
            for item in known.read(path):
                if isinstance(item, Refusal):
                    assert item.reason
                elif isinstance(item, ForeignArticle) and item.text:
                    spans = align(item, item.text.replace("\r\n", "\n"))
                    assert len(spans.spans) + len(spans.quarantined) == len(item.spans)
                    ids = {span.id for span in item.spans} | {event.id for event in item.events}
                    assert all(r.source in ids and r.target in ids for r in item.relations)
                    assert all(a.target in ids for event in item.events for a in event.arguments)
                    assert all(event.trigger in ids for event in item.events)
        except KnownError:
            continue


def changed(value: object, choose: Callable[[int], int], other: object) -> object:
    """The value with another one somewhere in it."""
    if isinstance(value, dict | list) and value and choose(4) > 0:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        chosen = keys[choose(len(keys))]
        if isinstance(value, dict):
            return {key: changed(item, choose, other) if key == chosen else item for key, item in value.items()}
        return [changed(item, choose, other) if place == chosen else item for place, item in enumerate(value)]
    return other


@FEW
@given(st.data())
def test_no_value_in_the_wrong_place_stops_a_reader(tmp_path: Path, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(ROWS))
    for _ in range(data.draw(st.integers(1, 3))):
        row = changed(row, lambda count: data.draw(st.integers(0, count - 1)), data.draw(VALUES))
    path = tmp_path / "a.json"
    path.write_text(json.dumps(row), encoding="utf-8")
    foreign_format_of(path)
    read_all(path)


@FEW
@given(st.data())
def test_no_bytes_stop_a_reader(tmp_path: Path, data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([*OTHERS, *(json.dumps(row).encode() for row in ROWS)]))
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(source)))
        cut = data.draw(st.integers(0, 3))
        put = data.draw(
            st.one_of(st.binary(max_size=3), st.sampled_from([b"\t", b"|", b"[1]", b"\n", b"\\", b";", b"9"]))
        )
        source = source[:at] + put + source[at + cut :]
    path = tmp_path / "a.ann"
    path.write_bytes(source)
    path.with_suffix(".txt").write_bytes(SAMPLE.encode())
    foreign_format_of(path)
    read_all(path)


@pytest.mark.parametrize(
    "content",
    [
        "", "\n", "Border guards said O\n", "[]", "{}", '{"text": "Narva", "title": "x", "tags": ["a", "b"]}\n' * 3,
        '[{"headline": "x", "body": "Narva", "label": "news"}]', "<html><body>Narva</body></html>", "PK\x03\x04",
        '{"text": "Narva", "entities": [], "spans": []}', "title\ttext\nA\tNarva\n", "[" * 100_000, '{"a":' * 100_000,
    ],
)  # fmt: skip
def test_files_without_annotations_are_of_no_format(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert foreign_format_of(path) is None
    assert foreign_format_of(tmp_path / "missing") is None
    assert foreign_format_of(tmp_path) is None


def test_the_programs_own_files_come_whole() -> None:
    for path in GOLD.glob("*.json"):
        known = foreign_format_of(path)
        assert known is not None
        assert known.name == "native"
        (article,) = known.read(path)
        assert isinstance(article, Article)
    with pytest.raises(KnownError, match="label-studio"):
        foreign_format_named("nonsense")
    assert len({known.name for known in FOREIGN_FORMATS}) == len(FOREIGN_FORMATS)


def test_a_line_that_is_far_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "LONGEST", 100_000)
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "Narva", "label": [[0, 5, "LOC"]]})
    path.write_text(f"{line}\n" + '{"text": "' + "a" * 3_000_000 + f'"}}\n{line}\n', encoding="utf-8")
    found = list(read_doccano(path))
    assert len(found) == 3
    assert [refusal.place for refusal in refusals(found)] == ["line 2"]
    path.write_text("[" + '{"text": "' + "a" * 3_000_000 + '"}]', encoding="utf-8")
    assert len(refusals(read_doccano(path))) == 1


def test_a_long_file_is_never_in_memory_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "_CHUNK", 20_000)
    monkeypatch.setattr(json_values, "_HEAD", 2_000)
    row = json.dumps({"text": "Narva " * 700, "label": [[6 * n, 6 * n + 5, "LOC"] for n in range(20)]})
    lines, array = tmp_path / "a.jsonl", tmp_path / "b.json"
    lines.write_text(f"{row}\n" * 200, encoding="utf-8")
    array.write_text("[" + ",\n".join([row] * 200) + "]", encoding="utf-8")
    for path in (lines, array):
        tracemalloc.start()
        assert sum(1 for _ in read_doccano(path)) == 200
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < path.stat().st_size / 3
