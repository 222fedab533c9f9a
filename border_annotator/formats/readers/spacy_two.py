"""The JSON in which spaCy 2 was trained: documents of paragraphs, of sentences, of tokens with their tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.gathering import fields_of, items_of, word
from border_annotator.formats.readers.tagged_words import TaggedWords, is_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.readers.gathering import Fields


def is_spacy_two(value: object) -> bool:
    """Whether a value is such a document."""
    paragraphs = [fields_of(one) for one in items_of(fields_of(value).get("paragraphs"))]
    sentences = [fields_of(one) for paragraph in paragraphs for one in items_of(paragraph.get("sentences"))]
    return any("orth" in fields_of(token) for one in sentences for token in items_of(one.get("tokens")))


def read_spacy_two(fields: Fields, place: str, stem: str) -> Iterator[ForeignArticle | Refusal]:
    """Each paragraph with its entities; in its own text where the file has that, else put together of its words."""
    paragraphs = [fields_of(one) for one in items_of(fields.get("paragraphs"))]
    key = word(fields.get("id")) or f"{stem} {place}"
    for number, paragraph in enumerate(paragraphs, start=1):
        where = place if len(paragraphs) == 1 else f"{place}, paragraph {number}"
        doc_id = key if len(paragraphs) == 1 else f"{key}-{number}"
        yield _paragraph(paragraph, doc_id, where)


def _paragraph(paragraph: Fields, doc_id: str, place: str) -> ForeignArticle | Refusal:
    raw = paragraph.get("raw")
    words, at = TaggedWords(), 0
    for sentence in items_of(paragraph.get("sentences")):
        for item in items_of(fields_of(sentence).get("tokens")):
            token = fields_of(item)
            orth, tag = word(token.get("orth")), word(token.get("ner")) or "O"
            if orth is None:
                return Refusal(say("a token has no words"), place)
            if tag != "-" and not is_tag(tag):
                return Refusal(say("“{tag}” is no tag", tag=tag[:40]), place)
            between = None
            if isinstance(raw, str):
                start = raw.find(orth, at)
                if start < 0 or raw[at:start].strip():
                    return Refusal(say("its words are not those of its text"), place)
                between, at = raw[at:start], start + len(orth)
            words.add(orth, "O" if tag == "-" else tag, between)
        words.end_sentence()
    if isinstance(raw, str):
        words.end_with(raw[at:])
    cats = {
        name: said
        for one in items_of(paragraph.get("cats"))
        if (name := word(fields_of(one).get("label"))) and (said := word(fields_of(one).get("value"))) is not None
    }
    return words.article(doc_id, place, cats)
