"""Articles on their way out, with what writers need to know of them and of the whole set."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from border_annotator.domain.outward import outward
from border_annotator.domain.sentences import sentences_of
from border_annotator.domain.withheld import offsets_alone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.article import Article
    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span


@dataclass(frozen=True)
class Outgoing:
    """One article, its text and, for formats that need them, its tokens: spans in order, white space among them.

    With ``is_withheld`` nothing of the text goes into a file: offsets stand for all of it.
    """

    article: Article
    text: str
    tokens: tuple[Span, ...] = ()
    is_withheld: bool = False
    fitted: dict[object, Fitted] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What each format can carry of it, as far as that was asked for; see ``fitted_once``."""

    @cached_property
    def foreign(self) -> ForeignArticle:
        """The article as spans, events and relations."""
        foreign = outward(self.article, self.text)
        return offsets_alone(foreign) if self.is_withheld else foreign

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """The tokens that are not white space."""
        return tuple(token for token in self.tokens if not token.text_in(self.text).isspace())

    @cached_property
    def sentences(self) -> tuple[tuple[Span, ...], ...]:
        """The words of each sentence; every word is in one of them, none is empty."""
        return sentences_with(self.text, self.words)


def sentences_with(text: str, words: Iterable[Span]) -> tuple[tuple[Span, ...], ...]:
    """The words of each sentence of a text; every word is in one of them, none is empty."""
    ends = [span.end for span in sentences_of(text)]
    found: list[list[Span]] = []
    number, last = 0, -1
    for word in words:
        while number < len(ends) and ends[number] <= word.start:
            number += 1
        if number != last:
            found.append([])
            last = number
        found[-1].append(word)
    return tuple(tuple(each) for each in found)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a data set is written with: its name, and the schema that its labels come from.

    ``with_mark`` begins tables of text with the mark by which Excel knows that they are UTF-8.
    """

    name: str
    schema: Schema
    with_mark: bool = True
