"""Annotations out of spaCy's ``DocBin`` files, which hold tokens, entities and groups of spans."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import Attribute, ForeignArticle, ForeignSpan, Piece, Unit
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from spacy.tokens import Doc, Span

LARGEST = 300_000_000
"""Bytes of the largest file that is read, once it is unpacked."""
ENTITIES = "ents"
"""The layer of a document's own entities; those of a group of spans have the group's name."""
_START = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_HEAD = 512


def is_doc_bin(head: bytes) -> bool:
    """Whether a file begins like a ``DocBin``: packed, with its version and the names of what it keeps for tokens."""
    if not head.startswith(_START):
        return False
    try:
        begun = zlib.decompressobj().decompress(head, _HEAD)
    except zlib.error:
        return False
    return b"version" in begun[:32] and b"attrs" in begun[:64]


def read_doc_bin(path: Path) -> Iterator[ForeignArticle]:
    """Every document with its entities and groups of spans; raises ``KnownError`` for a file that is none."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    packed = _checked(path)
    try:
        docs = DocBin().from_bytes(packed).get_docs(Vocab())
        for number, doc in enumerate(docs, start=1):
            yield _article(doc, path.stem, number)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, zlib.error) as error:
        raise KnownError(
            "{file}: damaged, or not written by spaCy 3 ({reason}).", file=path.name, reason=str(error)[:120]
        ) from None


def _checked(path: Path) -> bytes:
    """The bytes of a file that does not unpack to more than the memory holds."""
    try:
        if path.stat().st_size > LARGEST:
            raise KnownError("{file}: larger than 300 MB.", file=path.name)
        packed = path.read_bytes()
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): check its name and its rights.", path=path, reason=error.strerror
        ) from None
    unpacking, length, left = zlib.decompressobj(), 0, packed
    try:
        while left and not unpacking.eof:
            length += len(unpacking.decompress(left, 1 << 20))
            if length > LARGEST:
                raise KnownError("{file}: larger than 300 MB when it is unpacked.", file=path.name)
            left = unpacking.unconsumed_tail
    except zlib.error:
        raise KnownError("{file}: damaged, or no file of spaCy's.", file=path.name) from None
    if not unpacking.eof:
        raise KnownError("{file}: cut off.", file=path.name)
    return packed


def _article(doc: Doc, stem: str, number: int) -> ForeignArticle:
    spans: dict[str, ForeignSpan] = {}
    for entity in doc.ents:
        _add(spans, entity, ENTITIES)
    for name, group in doc.spans.items():
        for span in group:
            _add(spans, span, name)
    attributes: dict[str, Attribute] = {f"cats.{label}": float(score) for label, score in doc.cats.items()}
    left_out: list[str] = []
    kept: Mapping[Any, Any] = doc.user_data  # the keys that spaCy itself makes are no texts
    for key, value in kept.items():
        if isinstance(key, str):
            attributes[key] = _plain(value)
        else:
            left_out.append(say("{what}: what a program keeps with a document or its words", what=str(key)[:80]))
    return ForeignArticle(
        doc_id=str(attributes.get("doc_id") or attributes.get("id") or f"{stem} {number}"),
        text=doc.text,
        place=f"document {number}",
        language=doc.lang_ or None,
        units=(Unit.CODE_POINTS,),
        spans=tuple(spans.values()),
        attributes=attributes,
        left_out=tuple(left_out),
    )


def _add(spans: dict[str, ForeignSpan], span: Span, layer: str) -> None:
    """A span under its own id, or under the next number where it has none or another has had it."""
    own = span.id_ or f"s{len(spans) + 1}"
    key = own if own not in spans else f"{own}-{len(spans) + 1}"
    piece = Piece(span.start_char, span.end_char)
    spans[key] = ForeignSpan(key, span.label_ or layer, (piece,), span.text, layer, span.kb_id_ or None)


def _plain(value: object) -> Attribute:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
