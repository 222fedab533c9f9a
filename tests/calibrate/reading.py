"""The engine's suggestions for annotated articles, each with its clues and with the verdict of the annotation."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.article import Article, Origin, numbered
from border_annotator.domain.document import Document
from border_annotator.domain.pairing import pair_off
from border_annotator.domain.reliability import judged
from border_annotator.domain.schema_reading import read_schema
from border_annotator.formats.articles.draft import Choices, Draft, Source
from border_annotator.formats.articles.plain_text import read_text
from border_annotator.formats.readers.native import read_native_file
from border_annotator.nlp.clues import clues_of
from border_annotator.nlp.prelabeler import Prelabeler
from border_annotator.nlp.segments import read_layout
from border_annotator.settings.paths import default_schema, seeds_folder
from tests.calibrate.fitting import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]
Samples = dict[Kind, list[Sample]]


def gold_files(pattern: str) -> list[Path]:
    """The annotated articles that may be looked at: the development articles and the seeds; never the held-out ones."""
    found = [*sorted((TESTS / "corpus" / "development").glob("*.json")), *sorted((TESTS / "gold").glob("*.json"))]
    return [path for path in found if path.match(pattern)]


def read_samples(pattern: str = "*") -> Samples:
    """What the engine suggests for each of these articles, by kind, in the order of the files."""
    schema = default_schema()
    prelabeler = Prelabeler(read_schema(schema.read_text(encoding="utf-8"), schema.name))
    found: Samples = defaultdict(list)
    for path in gold_files(pattern):
        for kind, sample in _samples_of(path, prelabeler):
            found[kind].append(sample)
    return found


def _samples_of(path: Path, prelabeler: Prelabeler) -> Iterator[tuple[Kind, Sample]]:
    gold = read_native_file(path)
    source = path.with_suffix(".txt")
    beside = source if source.is_file() else seeds_folder() / gold.text_file
    file = Source(beside.name, beside.read_bytes())
    plain = next(read_text(file, Choices()))
    assert isinstance(plain, Draft), plain
    layout = read_layout(plain.text, gold.text_file)
    document = Document(gold.doc_id, gold.text_file, file.sha256, plain.text, layout)
    proposed, sights = next(prelabeler.propose_all([document]))
    clues = {item.value.id: clues_of(item, sights) for item in proposed}
    fresh = numbered(item.value for item in proposed)
    article = Article(
        gold.doc_id, gold.text_file, document.text_sha256, len(plain.text), layout,
        entities=fresh.entities, figures=fresh.figures, events=fresh.events,
        origins=dict.fromkeys(fresh.uids, Origin("", 0.0)),
    )  # fmt: skip
    for verdict in judged(pair_off(gold, article)):
        yield verdict.kind, Sample(gold.doc_id, clues[fresh.uids[verdict.id]], verdict.right)
