"""spaCy's own files: entities, groups of spans, and files that are none."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.nlp.doc_bins import is_doc_bin, read_doc_bin
from border_annotator.services.foreign_formats import foreign_format_named, foreign_format_of

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = "🚨 Greek coast guard pushed back 150 migrants near Lesbos on 3 March 2020."


def written(folder: Path) -> Path:
    import spacy
    from spacy.tokens import DocBin, Span

    nlp = spacy.blank("en")
    doc = nlp(SAMPLE)
    doc.ents = [Span(doc, 9, 10, label="LOC", kb_id="Q1", span_id="e2")]
    doc.spans["sc"] = [Span(doc, 1, 4, label="ORG", span_id="e1"), Span(doc, 1, 2, label="GPE", span_id="e1")]
    doc.spans["triggers"] = [Span(doc, 4, 6, label="Pushback")]
    doc.cats = {"border": 0.9}
    doc.set_extension("source", default=None, force=True)
    doc._.source = "x"
    doc.user_data |= {"events": [{"type": "Pushback"}], "doc_id": "art-1"}
    path = folder / "train.spacy"
    DocBin(store_user_data=True, docs=[doc, nlp("Nothing here")]).to_disk(path)
    return path


def test_entities_and_groups(tmp_path: Path) -> None:
    path = written(tmp_path)
    first, second = read_doc_bin(path)
    assert first.text == SAMPLE
    assert [(s.id, s.label, s.surface, s.layer, s.link) for s in first.spans] == [
        ("e2", "LOC", "Lesbos", "ents", "Q1"), ("e1", "ORG", "Greek coast guard", "sc", None),
        ("e1-3", "GPE", "Greek", "sc", None), ("s4", "Pushback", "pushed back", "triggers", None),
    ]  # fmt: skip
    for span in first.spans:
        assert SAMPLE[span.pieces[0].start : span.pieces[0].end] == span.surface
    assert (first.doc_id, first.attributes["events"]) == ("art-1", '[{"type": "Pushback"}]')
    assert first.attributes["cats.border"] == pytest.approx(0.9)
    assert len(first.left_out) == 1
    assert (second.doc_id, second.spans) == ("train 2", ())
    assert is_doc_bin(path.read_bytes()[:4_096])
    assert foreign_format_of(path) is foreign_format_named("spacy")


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_bytes()
    bomb = zlib.compressobj()
    bombed = b"".join([*(bomb.compress(b"\0" * 1_000_000) for _ in range(301)), bomb.flush()])
    broken = zlib.compress(zlib.decompress(whole).replace(b"lengths", b"lengthx"))
    for content in (whole[:200], b"x" * 100, bombed, broken, zlib.compress(b"\x81"), b""):
        path.write_bytes(content)
        with pytest.raises(KnownError, match=r"train\.spacy"):
            list(read_doc_bin(path))
    assert not is_doc_bin(zlib.compress(b"anything else"))
