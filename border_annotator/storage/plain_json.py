"""JSON in the project file: one spelling for one value, so that values can be compared as text."""

from __future__ import annotations

import contextlib
import functools
import json
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Annotation, Kind, annotation_from_plain, annotation_to_plain
from border_annotator.domain.document import layout_from_plain
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import ShapeError
from border_annotator.domain.fields import Fields
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.domain.document import Layout


_KINDS = {kind.value: kind for kind in Kind}
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def to_json(plain: object) -> str:
    """Plain data as compact JSON with sorted keys."""
    return _encode(plain)


def annotation_text(annotation: Annotation) -> str:
    """An annotation as a project stores it: ``to_json`` of its plain data, in a tenth of the time for most entities."""
    if isinstance(annotation, Entity) and annotation.note is None and not annotation.optional:
        key, span = annotation.id, annotation.span
        said = f'"{key}"' if key.isascii() and key.isalnum() else to_json(key)
        link = "null" if annotation.link is None else _quoted(annotation.link)
        label, mention = _quoted(annotation.label), _quoted(annotation.mention)
        return (
            f'{{"end":{span.end},"id":{said},"label":{label},"link":{link},"mention":{mention},"start":{span.start}}}'
        )
    return to_json(annotation_to_plain(annotation))


@functools.lru_cache(maxsize=4_096)
def _quoted(words: str) -> str:
    return _encode(words)


def fields_of(source: str, place: str) -> Fields:
    """The object that a JSON text holds; ``place`` is named in the ``ShapeError`` that a damaged text raises."""
    return Fields(_read(source, place), place)


def object_of(source: str, place: str) -> dict[str, object]:
    """The object that a JSON text holds, as it is; raises as ``fields_of``."""
    raw = _read(source, place)
    if not isinstance(raw, dict):
        raise ShapeError(place, say("must be an object"))
    return raw


def objects_of(source: str, place: str) -> list[Fields]:
    """The objects of a JSON list; ``place`` is named in the ``ShapeError`` that a damaged text raises."""
    raw = _read(source, place)
    if not isinstance(raw, list):
        raise ShapeError(place, say("must be a list"))
    return [Fields(item, f"{place}[{k}]") for k, item in enumerate(raw)]


def objects_in_steps(source: str, place: str) -> Iterator[Fields]:
    """``objects_of`` one by one, for texts of many megabytes as ``to_json`` writes them."""
    decoder, position, number = json.JSONDecoder(), 1, 0
    while source[position : position + 1] not in ("]", ""):
        try:
            raw, position = decoder.raw_decode(source, position)
        except (ValueError, RecursionError) as error:
            raise ShapeError(
                place, say("is damaged ({error}); keep the file and restore a copy of it", error=error)
            ) from None
        yield Fields(raw, f"{place}[{number}]")
        position, number = position + (source[position : position + 1] == ","), number + 1


@functools.lru_cache(maxsize=20_000)
def annotation_of(kind: str, key: str, source: str) -> Annotation:
    """The stored annotation ``key``; the same text is read once only, so that an article is read anew in no time."""
    return annotation_from_plain(Kind(kind), fields_of(source, f"{kind} {key}"))


def annotations_of(rows: Sequence[tuple[str, str, str]]) -> list[Annotation]:
    """Many stored annotations, each given by its kind, its id and its text: read in one piece, which is much faster."""
    whole = None
    with contextlib.suppress(ValueError, RecursionError):
        whole = json.loads(f"[{','.join([row[2] for row in rows])}]")
    if whole is None or len(whole) != len(rows):
        # One of them is damaged: alone it can be named.
        return [annotation_from_plain(_KINDS[kind], fields_of(text, f"{kind} {key}")) for kind, key, text in rows]
    return [
        annotation_from_plain(_KINDS[kind], Fields(plain, f"{kind} {key}"))
        for (kind, key, _), plain in zip(rows, whole, strict=True)
    ]


@functools.lru_cache(maxsize=100)
def layout_of(document_id: str, source: str) -> Layout:
    """The stored layout of a document; the same text is read once only."""
    return layout_from_plain(fields_of(source, f"document {document_id}, layout"))


def _read(source: str, place: str) -> object:
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        raise ShapeError(
            place, say("is damaged ({error}); keep the file and restore a copy of it", error=error)
        ) from None
