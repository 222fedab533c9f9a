"""JSON of tokens: DyGIE++, which counts tokens of a document, and OneIE and TextEE, which count those of a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import Unit
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.gathering import Gathering, fields_of, items_of, kept, share, whole, word
from border_annotator.formats.readers.json_values import json_values
from border_annotator.formats.readers.rebuilt import NOT_KEPT, WHITE_SPACE, gap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute, ForeignArticle
    from border_annotator.formats.readers.gathering import Fields

UNITS = (Unit.CODE_POINTS,)
TRIGGERS, ARGUMENTS = "triggers", "arguments"
"""The layers of spans that are only there for an event."""
_OF_DYGIE = frozenset({
    "doc_key", "sentences", "ner", "relations", "events", "clusters", "_text", "_offsets",
    "predicted_ner", "predicted_relations", "predicted_events", "predicted_clusters",
})  # fmt: skip
WINDOW = ("wnd_id", "sent_id")
"""The keys of a sentence's own id; the first files of the kind have the second."""


def is_dygie(value: object) -> bool:
    """Whether a line is a document of DyGIE++'s: sentences of tokens, and lists for each of them."""
    fields = fields_of(value)
    sentences = items_of(fields.get("sentences"))
    return bool(sentences) and all(isinstance(one, list) for one in sentences) and "doc_key" in fields


def is_oneie(value: object) -> bool:
    """Whether a line is a sentence of OneIE's or TextEE's."""
    fields = fields_of(value)
    return isinstance(fields.get("tokens"), list) and ("event_mentions" in fields or "entity_mentions" in fields)


class _Words:
    """A text put together of tokens, and where each stands."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.places: list[tuple[int, int]] = []
        self.is_rebuilt = False

    def sentence(self, tokens: list[str], text: str | None = None, start: int | None = None) -> None:
        """A sentence as it is written, or its tokens with a space between each two; ``start`` is where it begins."""
        found = _found(tokens, text) if text is not None else None
        if text is None or found is None:
            self.is_rebuilt = True
            text, found = " ".join(tokens), []
            at = 0
            for token in tokens:
                found.append((at, at + len(token)))
                at += len(token) + 1
        missing = start - self.length if start is not None else 0
        self._add(gap(max(missing, 1) if self.length else missing, ends_line=self.length > 0))
        self.places += [(self.length + begin, self.length + end) for begin, end in found]
        self._add(text)

    def whole(self, tokens: list[str], text: str) -> bool:
        """All tokens in a text that the file has; whether they are all in it."""
        found = _found(tokens, text)
        if found is None:
            return False
        self._add(text)
        self.places = found
        return True

    def _add(self, part: str) -> None:
        self._parts.append(part)
        self.length += len(part)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)


def _found(tokens: list[str], text: str) -> list[tuple[int, int]] | None:
    """Where the tokens stand in a text, one behind the other; ``None`` if one does not."""
    found, at = [], 0
    for token in tokens:
        start = text.find(token, at)
        if start < 0:
            return None
        at = start + len(token)
        found.append((start, at))
    return found


class _Tokens:
    """Annotations whose offsets count tokens."""

    def __init__(self, words: _Words) -> None:
        self.gathered = Gathering()
        self._words = words
        self._text = words.text
        self._at: dict[tuple[int, int, str], str] = {}

    def span(self, first: object, last: object, label: object, *, layer: str = "", key: object = None) -> str | None:
        """A span from one token to another, that one included."""
        one, other = whole(first), whole(last)
        places = self._words.places
        if one is None or other is None or not 0 <= one <= other < len(places):
            self.gathered.leave_out(
                f"{word(label)} {word(first)}-{word(last)}", say("these are no tokens of the document")
            )
            return None
        start, end = places[one][0], places[other][1]
        made = self.gathered.span(key, label, ((start, end),), self._text[start:end], layer=layer)
        if made is not None:
            self._at.setdefault((one, other, layer), made)
        return made

    def filler(self, first: object, last: object, label: str, layer: str) -> str | None:
        """The span at some tokens, a new one where there is none."""
        one, other = whole(first), whole(last)
        if one is not None and other is not None:
            for known in ("", layer):
                if (one, other, known) in self._at and (layer != TRIGGERS or known == layer):
                    return self._at[one, other, known]
        return self.span(first, last, label, layer=layer)


def read_dygie(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """Every document with its entities, relations, events and chains; offsets include the last token."""
    for found in json_values(path):
        if isinstance(found, Refusal):
            yield found
            continue
        place, value = found
        if not is_dygie(value):
            yield Refusal(say("has no sentences of tokens"), place)
            continue
        yield _dygie(fields_of(value), place)


def _dygie(fields: Fields, place: str) -> ForeignArticle:
    sentences = [[str(token) for token in items_of(one)] for one in items_of(fields["sentences"])]
    text = fields.get("_text")
    words = _Words()
    if not (isinstance(text, str) and words.whole([token for one in sentences for token in one], text)):
        for one in sentences:
            words.sentence(one)
    tokens = _Tokens(words)
    for item in _of_all(fields, "ner"):
        if len(item) >= 3:
            tokens.span(item[0], item[1], item[2])
    for item in _of_all(fields, "relations"):
        if len(item) >= 5:
            source = tokens.filler(item[0], item[1], "argument", ARGUMENTS)
            target = tokens.filler(item[2], item[3], "argument", ARGUMENTS)
            tokens.gathered.relation(None, item[4], source, target)
    for item in _of_all(fields, "events"):
        _dygie_event(tokens, item)
    _chains(tokens, items_of(fields.get("clusters")))
    for key in sorted(key for key in fields if key.startswith("predicted_")):
        tokens.gathered.leave_out(key, say("only what was annotated is read, not what was predicted"))
    return _article(tokens, words, word(fields["doc_key"]) or place, place, kept(fields, _OF_DYGIE))


def _of_all(fields: Fields, key: str) -> Iterator[list[object]]:
    """The items of all sentences under a key."""
    for sentence in items_of(fields.get(key)):
        for item in items_of(sentence):
            yield items_of(item)


def _dygie_event(tokens: _Tokens, item: list[object]) -> None:
    """An event: its trigger, one token in most files, then what fills its roles."""
    trigger, *filled = [items_of(part) for part in item] or [[]]
    if len(trigger) < 2:
        tokens.gathered.leave_out(str(item)[:80], say("it is no event"))
        return
    last = trigger[1] if len(trigger) > 2 and whole(trigger[1]) is not None else trigger[0]
    kind = word(next((part for part in trigger[1:] if isinstance(part, str)), None)) or "event"
    own = tokens.filler(trigger[0], last, kind, TRIGGERS)
    if own is None:
        return
    arguments = []
    for part in filled:
        role = word(part[2]) if len(part) > 2 else None
        target = tokens.filler(part[0], part[1], role or "argument", ARGUMENTS) if role is not None else None
        if role is not None and target is not None:
            arguments.append((role, target))
    tokens.gathered.event(None, kind, own, arguments)


def _chains(tokens: _Tokens, clusters: list[object]) -> None:
    """Mentions of the same thing: each is related to the one before it."""
    for cluster in clusters:
        before: str | None = None
        for mention in map(items_of, items_of(cluster)):
            own = tokens.filler(mention[0], mention[1], "mention", ARGUMENTS) if len(mention) > 1 else None
            if before is not None and own is not None:
                tokens.gathered.relation(None, "same", before, own)
            before = own


def read_oneie(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """Every document, put together of its sentences, which follow each other in the file."""
    rows: list[tuple[str, Fields]] = []
    for found in json_values(path):
        if isinstance(found, Refusal):
            yield found
            continue
        place, value = found
        if not is_oneie(value):
            yield Refusal(say("has no tokens with annotations"), place)
            continue
        fields = fields_of(value)
        if rows and _document_of(fields) != _document_of(rows[-1][1]):
            yield _oneie(rows, path.stem)
            rows = []
        rows.append((place, fields))
    if rows:
        yield _oneie(rows, path.stem)


def _document_of(fields: Fields) -> object:
    """What sentences of one document share; one without it is a document of its own."""
    return word(fields.get("doc_id")) or id(fields)


def _article(
    tokens: _Tokens, words: _Words, doc_id: str, place: str, attributes: dict[str, Attribute]
) -> ForeignArticle:
    if words.is_rebuilt:
        tokens.gathered.leave_out(WHITE_SPACE, NOT_KEPT)
    return tokens.gathered.article(doc_id, words.text, place, attributes=attributes, units=UNITS)


def _oneie(rows: list[tuple[str, Fields]], stem: str) -> ForeignArticle:
    words = _Words()
    firsts = []
    for _, fields in rows:
        firsts.append(len(words.places))
        text = fields.get("text")
        sentence = [str(token) for token in items_of(fields["tokens"])]
        words.sentence(sentence, text if isinstance(text, str) else None, whole(fields.get("offset")))
    tokens = _Tokens(words)
    for first, (_, fields) in zip(firsts, rows, strict=True):
        _Sentence(tokens, first, fields).take()
    place, fields = rows[0]
    known = frozenset({"doc_id", "tokens", "text", "lang", "offset", "pieces", "token_lens", "sentence", *WINDOW})
    attributes = kept(fields, known | {key for key in fields if key.endswith("_mentions")}) if len(rows) == 1 else {}
    article = _article(tokens, words, word(fields.get("doc_id")) or f"{stem} {place}", place, attributes)
    return replace(article, language=word(fields.get("lang")))


class _Sentence:
    """One line of a document: its offsets count from the sentence's first token, the end not included."""

    def __init__(self, tokens: _Tokens, first: int, fields: Fields) -> None:
        self._tokens = tokens
        self._first = first
        self._fields = fields
        self._ids: dict[str, str] = {}

    def take(self) -> None:
        """All mentions of the sentence."""
        for item in map(fields_of, items_of(self._fields.get("entity_mentions"))):
            first, last = self._places(item)
            made = self._tokens.span(first, last, item.get("entity_type"), key=item.get("id"))
            if made is not None:
                self._ids[word(item.get("id")) or made] = made
                self._attach(made, item)
        for item in map(fields_of, items_of(self._fields.get("relation_mentions"))):
            self._relation(item)
        for item in map(fields_of, items_of(self._fields.get("event_mentions"))):
            self._event(item)

    def _places(self, item: Fields) -> tuple[int | None, int | None]:
        """The first and the last token, counted from the document's first."""
        start, end = whole(item.get("start")), whole(item.get("end"))
        size = len(items_of(self._fields["tokens"]))
        if start is None or end is None or not 0 <= start < end <= size:
            return None, None
        return self._first + start, self._first + end - 1

    def _attach(self, made: str, item: Fields) -> None:
        rest = kept(item, frozenset({"id", "entity_type", "text", "start", "end"}))
        spans = self._tokens.gathered.spans
        spans[made] = replace(spans[made], attributes=rest)

    def _filler(self, item: Fields, role: str) -> str | None:
        """What an argument names: an entity of the sentence, or tokens of its own."""
        named = self._ids.get(word(item.get("entity_id")) or "")
        if named is not None:
            return named
        first, last = self._places(item)
        return self._tokens.filler(first, last, role, ARGUMENTS) if first is not None else None

    def _relation(self, item: Fields) -> None:
        ends = [self._filler(fields_of(end), "argument") for end in items_of(item.get("arguments"))]
        source, target, *_ = [*ends, None, None]
        self._tokens.gathered.relation(
            item.get("id"), item.get("relation_subtype", item.get("relation_type")), source, target
        )

    def _event(self, item: Fields) -> None:
        kind, key = item.get("event_type"), word(item.get("id")) or "?"
        first, last = self._places(fields_of(item.get("trigger")))
        own = self._tokens.filler(first, last, word(kind) or "event", TRIGGERS) if first is not None else None
        if own is None:
            self._tokens.gathered.leave_out(key, say("its trigger is no token of the sentence"))
            return
        arguments = []
        for filled in map(fields_of, items_of(item.get("arguments"))):
            role = word(filled.get("role")) or "argument"
            target = self._filler(filled, role)
            if target is None:
                self._tokens.gathered.leave_out(key, say("its {role} leads to nothing in the sentence", role=role))
            else:
                arguments.append((role, target))
        rest = kept(item, frozenset({"id", "event_type", "trigger", "arguments", "score"}))
        self._tokens.gathered.event(item.get("id"), kind, own, arguments, rest, share(item.get("score")))
