"""spaCy reads its files: documents with everything, data that it has nothing against, and a model that learns."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import spacy  # noqa: TID253 - the tests of a writer of spaCy's own format
from spacy.tokens import Doc, DocBin  # noqa: TID253
from spacy.training import Example  # noqa: TID253
from thinc.api import fix_random_seed  # noqa: TID253

from border_annotator.domain.document import Layout, PublicationDate
from border_annotator.domain.essence import essence
from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
)
from border_annotator.domain.layer import ReviewState
from border_annotator.nlp import docbin
from tests.formats.writers.written import gold, outgoing, set_format, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from border_annotator.domain.outgoing import Outgoing


def read(folder: Path) -> list[Doc]:
    vocab = spacy.blank("en").vocab
    files = sorted((folder / "data").glob("*.spacy"))
    return [doc for file in files for doc in DocBin().from_disk(file).get_docs(vocab)]


def foreign_of(doc: Doc) -> ForeignArticle:
    data = doc.user_data
    return ForeignArticle(
        data["doc_id"],
        doc.text,
        spans=tuple(
            ForeignSpan(s["id"], s["label"], (Piece(s["start_char"], s["end_char"]),), None, s["layer"], s["link"],
                        s["confidence"], s["attributes"], s["note"])
            for s in data["spans"]
        ),
        events=tuple(
            ForeignEvent(e["id"], e["type"], e["trigger"],
                         tuple(ForeignArgument(a["role"], a["target"]) for a in e["arguments"]), e["attributes"],
                         e["confidence"], e["note"])
            for e in data["events"]
        ),
        relations=tuple(ForeignRelation(r["id"], r["type"], r["source"], r["target"]) for r in data["relations"]),
    )  # fmt: skip


def test_documents_hold_everything(tmp_path: Path) -> None:
    docs = read(write("spacy", tmp_path / "out", gold()))
    for doc, one in zip(docs, gold(), strict=True):
        there = set_format("spacy").fit(one).foreign
        assert doc.text == one.text
        assert essence(foreign_of(doc)) == essence(there)
        layers = {"entities", "figures", "triggers"}
        wanted = {(s.id, s.label, s.pieces[0].start, s.pieces[0].end) for s in there.spans if s.layer in layers}
        assert {(s.id_, s.label_, s.start_char, s.end_char) for s in doc.spans["sc"]} == wanted
        assert {e.kb_id_ for e in doc.spans["sc"] if e.kb_id} == {s.link for s in there.spans if s.link}
        assert len(doc.ents) >= 40 if len(one.text) > 3000 else len(doc.ents) > 10
        assert {name for name, value in doc.cats.items() if value} == {event.type for event in there.events}
        retokenized = spacy.blank("en")(doc.text)
        assert [token.text for token in retokenized] == [token.text for token in doc]


def test_what_nobody_has_finished_is_no_evidence(tmp_path: Path) -> None:
    one = gold()[1]
    begun = outgoing(replace(one.article, review=ReviewState.IN_PROGRESS), one.text)
    (doc,) = read(write("spacy", tmp_path / "out", [begun]))
    assert {token.ent_iob for token in doc} == {0, 1, 3}
    assert doc.cats == {}
    (done,) = read(write("spacy", tmp_path / "again", [one]))
    assert 0 not in {token.ent_iob for token in done}


def test_many_go_into_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docbin, "SHARD", 2)
    folder = write("spacy", tmp_path / "out", [gold()[1]] * 5)
    assert [path.name for path in sorted((folder / "data").iterdir())] == ["00000.spacy", "00001.spacy", "00002.spacy"]
    assert len(read(folder)) == 5
    assert read(write("spacy", tmp_path / "none", [])) == []


def test_spacy_finds_nothing_wrong_and_trains_as_it_is(tmp_path: Path) -> None:
    # Fewer than a hundred articles are themselves something wrong.
    folder = write("spacy", tmp_path / "out", [_beginning(gold()[1])] * 100)
    checked = run(folder, "debug", "data", "config.cfg", "--no-format", "--ignore-warnings")
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout
    steps = ["--training.max_steps", "1", "--training.eval_frequency", "1"]
    trained = run(folder, "train", "config.cfg", "--output", "model", *steps)
    assert trained.returncode == 0, trained.stdout + trained.stderr
    assert spacy.load(folder / "model" / "model-last").pipe_names == ["tok2vec", "ner", "spancat", "textcat_multilabel"]


def _beginning(one: Outgoing) -> Outgoing:
    """The first lines of an article with the entities in them and the first event."""
    text = one.text[:400]
    entities = tuple(entity for entity in one.article.entities if entity.span.end <= len(text))
    event = replace(one.article.events[0], arguments=(), relations=())
    assert event.trigger.end <= len(text)
    layout = Layout(None, PublicationDate(), (), ())
    return outgoing(replace(one.article, layout=layout, entities=entities, figures=(), events=(event,)), text)


def test_a_model_learns_names_from_it(tmp_path: Path) -> None:
    docs = read(write("spacy", tmp_path / "out", [_beginning(gold()[1])]))
    fix_random_seed(0)
    model = spacy.blank("en")
    model.add_pipe("ner")
    examples = [Example(model.make_doc(doc.text), doc) for doc in docs]
    model.initialize(lambda: examples)
    for _ in range(30):
        model.update(examples, drop=0.0)
    assert model.evaluate([Example(model.make_doc(doc.text), doc) for doc in docs])["ents_f"] > 0.3


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "spacy", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
