"""JSON of texts with spans: spaCy's training pairs and documents, and rows as Hugging Face's data sets have them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import UNITS, Stand
from border_annotator.domain.kept import unpacked
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.gathering import (
    Gathering,
    attribute,
    fields_of,
    items_of,
    kept,
    share,
    whole,
    word,
)
from border_annotator.formats.readers.json_values import json_values
from border_annotator.formats.readers.spacy_two import is_spacy_two, read_spacy_two
from border_annotator.formats.readers.tag_names import tag_names
from border_annotator.formats.readers.tagged_words import TaggedWords, is_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.readers.gathering import Fields

SPANS = ("spans", "ents", "entities", "figures")
"""The keys under which spans are kept, flat or in groups."""
TAGS = ("ner_tags", "tags", "labels")
_OF_ROW = frozenset({
    "text", "tokens", "events", "relations", "title", "language", "lang", "stand", "n_chars", "sents", *SPANS, *TAGS,
})  # fmt: skip
_OF_SPAN = frozenset({
    "id", "span_id", "start", "end", "start_char", "end_char", "begin", "label", "label_", "entity_group", "text",
    "layer", "link", "kb_id", "confidence", "score", "note",
})  # fmt: skip
_OF_EVENT = frozenset({"id", "type", "event_type", "trigger", "arguments", "confidence", "note"})


def is_spans_json(value: object) -> bool:
    """Whether a value is a text with spans, a pair of them, or words with their tags."""
    if isinstance(value, list):
        return _is_pair(value)
    fields = fields_of(value)
    if is_spacy_two(value) or (isinstance(fields.get("annotations"), list) and "classes" in fields):
        return True
    if isinstance(fields.get("text"), str):
        return any(_is_span(item) for key in SPANS for _, item in _grouped(fields.get(key)))
    tokens, tags = items_of(fields.get("tokens")), _tags(fields)
    return len(tokens) > 0 and len(tokens) == len(tags) and all(isinstance(token, str) for token in tokens)


def _is_pair(value: list[object]) -> bool:
    return len(value) == 2 and isinstance(value[0], str) and ("entities" in fields_of(value[1]))


def _is_span(item: object) -> bool:
    if isinstance(item, list):
        return len(item) >= 3 and whole(item[0]) is not None and whole(item[1]) is not None
    return any(key in fields_of(item) for key in ("start", "start_char", "begin"))


def read_spans_json(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """Every text with its spans, events and relations as far as the file has them."""
    names_of = cache(lambda column: tag_names(path, column))
    for found in json_values(path):
        if isinstance(found, Refusal):
            yield found
            continue
        place, value = found
        fields = fields_of(value)
        if is_spacy_two(value):
            yield from read_spacy_two(fields, place, path.stem)
            continue
        pairs = items_of(fields.get("annotations")) if "classes" in fields else [value]
        for number, pair in enumerate(pairs, start=1):
            if pair is not None:
                yield _read(pair, place if len(pairs) == 1 else f"{place}, item {number}", path.stem, names_of)


def _read(
    value: object, place: str, stem: str, names_of: Callable[[str], list[str] | None]
) -> ForeignArticle | Refusal:
    """One text in any of the shapes; ``names_of`` tells what the numbers of a column of tags are called."""
    fields = fields_of(value)
    if isinstance(value, list) and _is_pair(value):
        fields = {**fields_of(value[1]), "text": value[0]}
    if isinstance(fields.get("text"), str) or "tokens" not in fields:
        return row_article(fields, place, stem)
    tokens, tags = items_of(fields.get("tokens")), _tags(fields)
    if not tokens or len(tokens) != len(tags):
        return Refusal(say("has no text"), place)
    if any(type(tag) is int for tag in tags):
        names = names_of(next(key for key in TAGS if isinstance(fields.get(key), list)))
        if names is None:
            return Refusal(
                say(
                    "its tags are numbers, whose names are not in the file: lay the data set's README.md or"
                    " dataset_info.json beside it"
                ),
                place,
            )
        tags = [names[tag] if isinstance(tag, int) and 0 <= tag < len(names) else tag for tag in tags]
    wrong = next((tag for tag in tags if not isinstance(tag, str) or not is_tag(tag)), None)
    if wrong is not None:
        return Refusal(say("“{tag}” is no tag", tag=str(wrong)[:40]), place)
    words = TaggedWords()
    for token, tag in zip(tokens, tags, strict=True):
        words.add(str(token), str(tag))
    attributes = kept(fields, _OF_ROW)
    return words.article(word(fields.get("id")) or f"{stem} {place}", place, attributes)


def row_article(fields: Fields, place: str, stem: str) -> ForeignArticle | Refusal:
    """One text with the spans, events and relations under its keys; ``stem`` names one that has no id."""
    text = fields.get("text")
    if isinstance(text, str):
        return _Row(fields).article(text, place, stem)
    # Offsets alone, which this program writes where a text is not handed on.
    is_withheld = text is None and whole(fields.get("n_chars")) is not None
    return _Row(fields).article(None, place, stem) if is_withheld else Refusal(say("has no text"), place)


def _tags(fields: Fields) -> list[object]:
    return next((items_of(fields[key]) for key in TAGS if isinstance(fields.get(key), list)), [])


def _grouped(value: object) -> Iterator[tuple[str, object]]:
    """Spans with the name of the group they are in; a flat list has none."""
    if isinstance(value, dict):
        for group, items in value.items():
            for item in items_of(items):
                yield str(group), item
    else:
        for item in items_of(value):
            yield "", item


class _Row:
    """One text with what stands under its keys."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._gathered = Gathering()

    def article(self, text: str | None, place: str, stem: str) -> ForeignArticle:
        """All of it."""
        fields, gathered = self._fields, self._gathered
        for key in SPANS:
            for group, item in _grouped(fields.get(key)):
                self._span(item, group or ("" if key == "spans" else key))
        for item in items_of(fields.get("events")):
            self._event(fields_of(item))
        for item in items_of(fields.get("relations")):
            one = fields_of(item)
            gathered.relation(
                one.get("id"),
                one.get("type", one.get("label")),
                word(one.get("source", one.get("head"))),
                word(one.get("target", one.get("child", one.get("tail")))),
                kept(one, frozenset({"id", "type", "label", "source", "head", "target", "child", "tail"})),
            )
        attributes = {key: value for key, value in kept(fields, _OF_ROW).items() if value is not None}
        found = gathered.article(
            word(fields.get("doc_id")) or word(fields.get("id")) or f"{stem} {place}",
            text,
            place,
            attributes=attributes,
            stand=_stand(fields.get("stand")),
            units=UNITS,
        )
        language = word(fields.get("language")) or word(fields.get("lang"))
        return replace(found, title=word(fields.get("title")), language=language)

    def _span(self, item: object, layer: str) -> str | None:
        """A span, as a list or an object."""
        if isinstance(item, list):
            if len(item) < 3:
                self._gathered.leave_out(str(item)[:80], say("it is no span"))
                return None
            link = word(item[3]) if len(item) > 3 else None
            return self._gathered.span(None, item[2], ((item[0], item[1]),), layer=layer, link=link)
        one = fields_of(item)
        surface = one.get("text")
        made = self._gathered.span(
            one.get("id", one.get("span_id")) or None,
            one.get("label", one.get("label_", one.get("entity_group"))),
            (_offsets(one),),
            surface if isinstance(surface, str) else None,
            layer=word(one.get("layer")) or layer,
            link=word(one.get("link")) or word(one.get("kb_id")),
            confidence=share(one.get("confidence", one.get("score"))),
            attributes=unpacked({key: said for key, said in kept(one, _OF_SPAN).items() if said is not None}),
        )
        note = word(one.get("note"))
        if made is not None and note is not None:
            self._gathered.spans[made] = replace(self._gathered.spans[made], note=note)
        return made

    def _event(self, one: Fields) -> None:
        trigger = self._filler(one.get("trigger"), word(one.get("type", one.get("event_type"))))
        key = word(one.get("id")) or "?"
        if trigger is None:
            self._gathered.leave_out(key, say("its trigger is not in the file"))
            return
        arguments = []
        for item in items_of(one.get("arguments")):
            role = word(fields_of(item).get("role")) or "argument"
            target = self._filler(item, role)
            if target is None:
                self._gathered.leave_out(key, say("its {role} leads to nothing that is in the file", role=role))
            else:
                arguments.append((role, target))
        attributes = {name: attribute(said) for name, said in one.items() if name not in _OF_EVENT and said is not None}
        made = self._gathered.event(
            one.get("id"),
            one.get("type", one.get("event_type")),
            trigger,
            arguments,
            unpacked(attributes),
            share(one.get("confidence")),
        )
        note = word(one.get("note"))
        if note is not None:
            self._gathered.events[made] = replace(self._gathered.events[made], note=note)

    def _filler(self, value: object, label: str | None) -> str | None:
        """The id that a trigger or an argument names; one that has only a place becomes a span of its own."""
        one = fields_of(value)
        named = word(value) or word(one.get("id")) or word(one.get("entity_id"))
        events = [fields_of(event) for event in items_of(self._fields.get("events"))]
        if named is not None and (named in self._gathered.spans or named in (word(e.get("id")) for e in events)):
            return named
        if not _is_span(value):
            return None
        return self._span({**one, "label": one.get("label") or label or "argument"}, "arguments")


def _offsets(one: Fields) -> tuple[object, object]:
    for start, end in (("start", "end"), ("start_char", "end_char"), ("begin", "end")):
        if start in one:
            return one[start], one.get(end)
    return None, None


def _stand(value: object) -> Stand:
    try:
        return Stand(str(value)) if value is not None else Stand.ACCEPTED
    except ValueError:
        return Stand.ACCEPTED
