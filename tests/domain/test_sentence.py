"""Sentences keep what they were made of, on the disk and on the way to another process."""

from __future__ import annotations

import ast
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import border_annotator
from border_annotator.domain.errors import KnownError, ShapeError, StaleEdit
from border_annotator.domain.sentence import (
    Key,
    Sentence,
    listed,
    say,
    say_count,
    sentence_from_plain,
    sentence_to_plain,
)

PACKAGE = Path(border_annotator.__file__).parent
MAKERS = ("KnownError", "ShapeError", "Problem", "Edit", "edit", "say", "say_count", "tr", "tr_count")
VALUES = st.one_of(st.text(), st.integers(), st.builds(Key, st.text(min_size=1), st.text()))
SENTENCES = st.recursive(
    st.builds(lambda value: say("It is {value} now.", value=value), VALUES),
    lambda inner: st.one_of(
        st.builds(lambda one, other: say("{one}, then {other}", one=one, other=other), inner, inner),
        st.builds(
            lambda count, of: say_count("{count} of {of}", "{count} times {of}", count, of=of), st.integers(), inner
        ),
    ),
)


@given(SENTENCES)
def test_a_sentence_comes_back_from_plain_data(sentence: Sentence) -> None:
    plain = json.loads(json.dumps(sentence_to_plain(sentence)))
    back = sentence_from_plain(plain, str(sentence))
    assert isinstance(back, Sentence)
    assert (back, back.pattern, back.one) == (sentence, sentence.pattern, sentence.one)
    assert sentence_to_plain(back) == plain


@given(SENTENCES)
def test_a_sentence_goes_to_another_process(sentence: Sentence) -> None:
    back = pickle.loads(pickle.dumps(sentence))  # noqa: S301 - our own
    assert back == sentence
    assert sentence_to_plain(back) == sentence_to_plain(sentence)


def test_values_are_no_patterns() -> None:
    assert say("“{name}” is not there.", name="{path}") == "“{path}” is not there."
    assert str(KnownError("Half a {brace")) == "Half a {brace"
    assert say_count("{count} mark", "{count} marks", 1) == "1 mark"
    assert say_count("{count} mark", "{count} marks", 12_000) == "12,000 marks"
    assert listed([say("a"), say("b"), say("c")]) == "a, b, c"


@pytest.mark.parametrize(
    "plain",
    [None, 3, [], {},
     {"pattern": 3}, {"pattern": "{a", "values": {}}, {"pattern": "{a}"}, {"pattern": "x", "values": 1},
     {"pattern": "other words"}],
)  # fmt: skip
def test_a_damaged_one_is_its_english_words(plain: object) -> None:
    back = sentence_from_plain(plain, "Confirm Deployment")
    assert back == "Confirm Deployment"
    assert not isinstance(back, Sentence)


def test_errors_keep_their_sentence() -> None:
    assert KnownError("{name} is gone.", name="A").sentence.pattern == "{name} is gone."
    assert str(ShapeError("roles[0]", say("is missing"))) == "roles[0]: is missing"
    assert str(StaleEdit(say("Confirm {item}", item="it"))).startswith("“Confirm it” was not applied")


def test_no_sentence_is_glued_together_before_it_can_be_translated() -> None:
    glued = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            words = call.args[1] if name in ("ShapeError", "Problem") and len(call.args) > 1 else call.args[0]
            if name in MAKERS and isinstance(words, ast.JoinedStr | ast.BinOp):
                glued.append(f"{path.name}:{call.lineno} {name}")
    assert glued == []


@pytest.mark.parametrize(
    "plain",
    [
        {"pattern": "{a:>2000000000}", "values": {"a": "x"}},
        {"pattern": "{a!r}", "values": {"a": "x"}},
        {"pattern": "{a.__class__}", "values": {"a": "x"}},
        {"pattern": "{a[0]}", "values": {"a": "x"}},
        {"pattern": "{", "values": {"a": "x"}},
        {"pattern": "{missing}", "values": {"a": "x"}},
        {"pattern": "{a}" * 10_000, "values": {"a": "x" * 1_000}},
        {"pattern": "fine", "one": "{count:>2000000000}", "values": {"count": 1}},
    ],
)
def test_a_pattern_made_to_do_harm_is_its_words_alone(plain: object) -> None:
    made = sentence_from_plain(plain, "the words")
    assert made == "the words"
    assert not isinstance(made, Sentence)


def test_sentences_in_sentences_do_not_grow_without_end() -> None:
    plain: object = "x"
    for _level in range(12):
        plain = {"pattern": "{a}" * 30, "values": {"a": plain}}
    assert sentence_from_plain(plain, "the words") == "the words"
