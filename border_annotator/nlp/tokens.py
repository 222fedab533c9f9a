"""Words of a text as the tokenizer of a model that starts from nothing would cut them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.domain.languages import ENGLISH
from border_annotator.domain.span import Span
from border_annotator.nlp.pieces import LONGEST_WORD
from border_annotator.nlp.pipeline import ANY_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def tokens_of(text: str, language: str = ENGLISH) -> tuple[Span, ...]:
    """The tokens in their order; white space that is more than one space is a token of its own.

    Whoever trains on the data cuts it into the same ones, because no model had a part in them. What goes on for too
    long to be a word is one token: the tokenizer would try every beginning and end of it.
    """
    return tuple(_tokens(text, blank_pipeline(language)))


def _tokens(text: str, pipeline: Language) -> Iterator[Span]:
    begin = 0
    for endless in _ENDLESS.finditer(text):
        yield from _cut(text[begin : endless.start()], begin, pipeline)
        yield Span(endless.start(), endless.end())
        begin = endless.end()
    yield from _cut(text[begin:], begin, pipeline)


def _cut(part: str, begin: int, pipeline: Language) -> Iterator[Span]:
    for token in pipeline.make_doc(part):
        yield Span(begin + token.idx, begin + token.idx + len(token))


@lru_cache(maxsize=8)
def blank_pipeline(language: str) -> Language:
    """A pipeline of a tokenizer alone; the one for any language where there is none for this."""
    import spacy

    try:
        pipeline = spacy.blank(language)
    except (ImportError, OSError):  # no such language, or one whose tokenizer is a library of its own
        pipeline = spacy.blank(ANY_LANGUAGE)
    # Only parsers need memory that grows with the text.
    pipeline.max_length = 10**9
    return pipeline
