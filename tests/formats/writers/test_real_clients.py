"""Files read by what others wrote for their own formats: spans, labels, roles and attributes are the project's."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import warnings
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from pyarrow import parquet
from seqscore.conll import CoNLLIngester, LineSpec, get_encoding

from border_annotator.formats.file_names import portable_name
from border_annotator.formats.writers.conll import ENTITIES_FILE, TRIGGERS_FILE
from tests.formats.writers.hard import hard
from tests.formats.writers.written import gold, set_format, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan
    from border_annotator.domain.outgoing import Outgoing

ALL = (*gold(), hard())


def fitted(name: str, one: Outgoing) -> ForeignArticle:
    return set_format(name).fit(one).foreign


def places(foreign: ForeignArticle) -> dict[str, tuple[int, int]]:
    return {span.id: (span.pieces[0].start, span.pieces[-1].end) for span in foreign.spans}


def brat_documents() -> Any:  # noqa: ANN401
    """The class of brat-peek that reads a file; the package itself asks for libraries that reading needs not."""
    (module,) = (file for file in importlib.metadata.files("brat-peek") or () if file.name == "ann_structure.py")
    spec = importlib.util.spec_from_file_location("brat_peek_ann_structure", str(module.locate()))
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded.AnnDocument


def test_brat_by_brat_peek(tmp_path: Path) -> None:
    folder = write("brat", tmp_path / "out", ALL)
    read = brat_documents()
    for one in ALL:
        there = fitted("brat", one)
        name = portable_name(one.foreign.doc_id)
        document = read(str(folder / f"{name}.ann"))
        text = (folder / f"{name}.txt").read_bytes().decode()
        at = {entity.name: (entity.span[0][0], entity.span[-1][1]) for entity in document.anns["entities"]}
        for entity in document.anns["entities"]:
            assert entity.text == " ".join(text[start:end] for start, end in entity.span)
        wanted = places(there)
        assert Counter((*at[e.name], e.tag) for e in document.anns["entities"]) == Counter(
            (*wanted[span.id], span.label) for span in there.spans
        )
        heads = {event.name: at[event.trigger] for event in document.anns["events"]}
        found = Counter(
            (event.tag, heads[event.name], frozenset(_roles(event.arguments, at | heads)))
            for event in document.anns["events"]
        )
        triggers = {event.id: wanted[event.trigger] for event in there.events}
        assert found == Counter(
            (e.type, triggers[e.id], frozenset((a.role, (wanted | triggers)[a.target]) for a in e.arguments))
            for e in there.events
        )
        ids: dict[str, ForeignSpan | ForeignEvent] = {f"T{n}": span for n, span in enumerate(there.spans, start=1)}
        ids |= {f"E{n}": event for n, event in enumerate(there.events, start=1)}
        for attribute in document.anns["attributes"]:
            key, *value = attribute.arguments
            said = ids[key].attributes[attribute.tag]
            assert [str(said)] == value or (said is True and not value)
        noted = {note.ann_id: note.note for note in document.anns["notes"] if note.tag == "AnnotatorNotes"}
        assert noted == {key: annotation.note for key, annotation in ids.items() if annotation.note is not None}
        assert len(document.anns["relations"]) == len(there.relations)


def _roles(arguments: Sequence[str], at: dict[str, tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
    """Roles with places; brat numbers those that an event has several times."""
    parted = (argument.split(":") for argument in arguments)
    return [(role.rstrip("0123456789"), at[key]) for role, key in parted]


def labelling_config(source: str) -> dict[str, Any]:
    """What Label Studio's own code finds in a labelling configuration."""
    with warnings.catch_warnings():
        # Its texts were written for older Pythons.
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        from label_studio_tools.core.label_config import parse_config
    parsed: dict[str, Any] = parse_config(source)
    return parsed


def test_label_studio_by_its_own_tools(tmp_path: Path) -> None:
    folder = write("label-studio", tmp_path / "out", ALL)
    config = labelling_config((folder / "labelling-config.xml").read_text("utf-8"))
    tasks = json.loads((folder / "tasks.json").read_text("utf-8"))
    for one, task in zip(ALL, tasks, strict=True):
        there, text = fitted("label-studio", one), task["data"]["text"]
        labelled: dict[str, tuple[int, int, str]] = {}
        relations: list[dict[str, Any]] = []
        for region in task["annotations"][0]["result"]:
            if region["type"] == "relation":
                relations.append(region)
                continue
            control, value = config[region["from_name"]], region["value"]
            assert control["to_name"] == [region["to_name"]]
            assert control["type"].lower() == region["type"]
            assert control["inputs"] == [{"type": "Text", "value": "text"}]
            if region["type"] == "labels":
                (label,) = value["labels"]
                assert label in control["labels"]
                assert value["text"] == text[value["start"] : value["end"]]
                labelled[region["id"]] = (value["start"], value["end"], label)
            elif region["type"] == "choices":
                assert set(value["choices"]) <= set(control["labels"])
        at = places(there)
        assert Counter(labelled.values()) == Counter((*at[span.id], span.label) for span in there.spans)
        names = {span.id: (*at[span.id], span.label) for span in there.spans}
        assert Counter((labelled[r["from_id"]], labelled[r["to_id"]], r["labels"][0]) for r in relations) == Counter(
            (names[r.source], names[r.target], r.type) for r in there.relations
        )


@pytest.mark.parametrize("file", [ENTITIES_FILE, TRIGGERS_FILE])
def test_conll_by_seqscore(file: str, tmp_path: Path) -> None:
    source = (write("conll", tmp_path / "out", ALL) / file).read_text("utf-8")
    ingester = CoNLLIngester(get_encoding("BIO"), LineSpec(0, -1))
    documents = ingester.ingest(StringIO(source), file, repair=None)
    assert len(documents) == len(ALL)
    for one, document in zip(ALL, documents, strict=True):
        found = []
        for words, sentence in zip(one.sentences, document, strict=True):
            assert [word.text_in(one.text) for word in words] == list(sentence.tokens)
            found += [(words[m.span.start].start, words[m.span.end - 1].end, m.type) for m in sentence.mentions]
        there = fitted("conll", one)
        is_triggers = file == TRIGGERS_FILE
        wanted = [(*places(there)[s.id], s.label) for s in there.spans if (s.layer == "triggers") is is_triggers]
        assert sorted(found) == sorted(wanted)


def test_conll_by_seqeval(tmp_path: Path) -> None:
    metrics = pytest.importorskip("seqeval.metrics.sequence_labeling", reason="it is published as source alone")
    source = (write("conll", tmp_path / "out", gold()) / ENTITIES_FILE).read_text("utf-8")
    tags = [line.rpartition(" ")[2] for line in source.splitlines() if line and not line.startswith("-DOCSTART-")]
    wanted = sum(span.layer != "triggers" for one in gold() for span in fitted("conll", one).spans)
    assert len(metrics.get_entities(tags)) == wanted


def test_parquet_by_pyarrow(tmp_path: Path) -> None:
    folder = write("parquet", tmp_path / "out", ALL)
    rows = parquet.read_table(folder / "data" / "train-00000-of-00001.parquet").to_pylist()
    for one, row in zip(ALL, rows, strict=True):
        there = fitted("parquet", one)
        assert row["text"] == one.text
        for span, found in zip(there.spans, row["spans"], strict=True):
            assert one.text[found["start"] : found["end"]] == found["text"] == span.surface
            assert (found["id"], found["label"], found["link"], found["note"]) == (
                span.id,
                span.label,
                span.link,
                span.note,
            )
            assert {name: str(value) for name, value in span.attributes.items() if isinstance(value, str)}.items() <= (
                found.items()
            )
        for event, told in zip(there.events, row["events"], strict=True):
            assert [(a["role"], a["id"]) for a in told["arguments"]] == [(a.role, a.target) for a in event.arguments]
            assert event.attributes.items() <= told.items()
