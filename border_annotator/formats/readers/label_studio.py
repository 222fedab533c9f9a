"""Label Studio's JSON: tasks with predictions and the annotations of several people, and its smaller JSON-MIN."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import UNITS, Stand
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
from border_annotator.formats.readers.label_studio_dialogue import Dialogue, dialogue_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute, ForeignArticle
    from border_annotator.formats.readers.gathering import Fields

RELATED = "relation"
"""The type of a relation that has none."""
LABELS = ("labels", "hypertextlabels", "paragraphlabels")
"""The keys of a region's labels, by the kind of its control."""
PARAGRAPHS = "paragraphlabels"
"""The type of regions in a dialogue."""
PAGE = ("hypertextlabels", "hypertext")
"""The types of regions on a page of HTML."""
_PLACED = frozenset({"start", "end", "startOffset", "endOffset", "globalOffsets", "text"})
_OF_REGION = _PLACED | frozenset(LABELS)
_OF_TASK = frozenset({"data", "annotations", "completions", "predictions", "meta", "drafts"})
_OF_SET = frozenset({"result", "completed_by", "was_cancelled", "model_version", "score", "id"})
_OF_MIN = frozenset({"annotator", "text"})
_NOTHING = object()


def is_label_studio(value: object) -> bool:
    """Whether an item is a task: data with what was said about them; or a row of JSON-MIN."""
    fields = fields_of(value)
    if isinstance(fields.get("data"), dict):
        return any(isinstance(fields.get(key), list) for key in ("annotations", "completions", "predictions"))
    return _is_small(fields) and isinstance(fields.get("text"), str)


def _is_small(fields: Fields) -> bool:
    """Whether it is a row of JSON-MIN: regions under the name of their control, or the fields of an annotation."""
    regions = [fields_of(item) for value in fields.values() for item in items_of(value)]
    return ("annotation_id" in fields and "lead_time" in fields) or any(
        "start" in region and "end" in region and any(key in region for key in LABELS) for region in regions
    )


def read_label_studio(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """Each set of annotations and of predictions of every task; a task without any gives an empty one."""
    for found in json_values(path):
        if isinstance(found, Refusal):
            yield found
            continue
        place, value = found
        fields = fields_of(value)
        if not isinstance(fields.get("data"), dict):
            if isinstance(fields.get("text"), str):
                yield _small(fields, place, path.stem)
            else:
                yield Refusal(say("has no text"), place)
            continue
        yield from _task(fields, place, path.stem)


def _task(fields: Fields, place: str, stem: str) -> Iterator[ForeignArticle | Refusal]:
    data = fields_of(fields["data"])
    key = _text_key(fields, data)
    text = data.get(key) if key is not None else None
    dialogue = dialogue_of(data, _named(fields)) if _is_dialogue(fields) or not isinstance(text, str) else None
    if dialogue is not None:
        key, text = dialogue.key, dialogue.text
    if not isinstance(text, str):
        yield Refusal(say("has no text"), place)
        return
    unread: list[str] = []
    if any(item.get("type") in PAGE for item in _results(fields)):
        text = _shown(text)
        unread.append(say("the page's layout: only its text is kept"))
    common = kept(fields, _OF_TASK) | {name: attribute(value) for name, value in data.items() if name != key}
    doc_id = word(data.get("doc_id")) or word(data.get("id")) or word(fields.get("id")) or f"{stem} {place}"
    sets = [(one, Stand.ACCEPTED) for name in ("annotations", "completions") for one in items_of(fields.get(name))]
    sets += [(one, Stand.PREDICTED) for one in items_of(fields.get("predictions"))]
    readable = [(fields_of(one), stand) for one, stand in sets if isinstance(one, dict)]
    for one, stand in sets:
        if not isinstance(one, dict):
            kind = say("prediction") if stand is Stand.PREDICTED else say("annotation")
            unread.append(say("{kind} {id}: only its number is in the file", kind=kind, id=str(one)[:40]))
    for one, stand in readable or [({}, Stand.SKIPPED)]:
        article = _set(one, stand, text, place, dialogue)
        yield replace(
            article,
            doc_id=doc_id,
            units=UNITS,
            attributes={**common, **article.attributes},
            left_out=(*unread, *article.left_out),
        )
        unread = []


def _results(fields: Fields) -> Iterator[Fields]:
    """All that is said in a task, by anyone."""
    for name in ("annotations", "completions", "predictions"):
        for one in items_of(fields.get(name)):
            yield from map(fields_of, items_of(fields_of(one).get("result")))


def _named(fields: Fields) -> frozenset[str]:
    """What of a task's data regions name."""
    return frozenset(name for item in _results(fields) if isinstance(name := item.get("to_name"), str))


def _is_dialogue(fields: Fields) -> bool:
    return any(item.get("type") == PARAGRAPHS for item in _results(fields))


def _shown(page: str) -> str:
    """The text of a page, in which its regions are counted."""
    from lxml.etree import ParserError
    from lxml.html import fromstring

    try:
        return str(fromstring(page).text_content())
    except (ParserError, ValueError):  # no page at all
        return page


def _text_key(fields: Fields, data: Fields) -> str | None:
    """Which of a task's data was annotated: what regions name, else ``text``, else the longest."""
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    for item in _results(fields):
        named = item.get("to_name")
        if isinstance(named, str) and named in texts:
            return named
    if "text" in texts:
        return "text"
    return max(texts, key=lambda key: len(texts[key]), default=None)


def _set(one: Fields, stand: Stand, text: str, place: str, dialogue: Dialogue | None) -> ForeignArticle:
    """One person's annotations, or one model's predictions."""
    results = _Results()
    for item in items_of(one.get("result")):
        result = fields_of(item)
        results.take(result if dialogue is None else dialogue.laid(result))
    by = one.get("completed_by")
    annotator = word(fields_of(by).get("email")) or word(fields_of(by).get("id")) or word(by)
    own = kept(one, _OF_SET)
    key = word(one.get("id"))
    if key is not None:
        own["annotation_id" if stand is Stand.ACCEPTED else "prediction_id"] = key
    if stand is Stand.PREDICTED:
        annotator = word(one.get("model_version"))
        score = share(one.get("score"))
        own |= {"score": score} if score is not None else {}
    if one.get("was_cancelled") is True:
        stand = Stand.SKIPPED
    return results.article(text, place, own, annotator, stand)


def _small(fields: Fields, place: str, stem: str) -> ForeignArticle:
    """A row of JSON-MIN: regions have no ids there, and relations were dropped by whoever wrote it."""
    results = _Results()
    known = set(_OF_MIN)
    for name, value in fields.items():
        regions = [fields_of(item) for item in items_of(value)]
        if regions and all("start" in region and "end" in region for region in regions):
            known.add(name)
            for region in regions:
                results.take({"from_name": name, "type": "labels", "value": region})
    article = results.article(
        str(fields["text"]), place, kept(fields, frozenset(known)), word(fields.get("annotator")), Stand.ACCEPTED
    )
    doc_id = word(fields.get("doc_id")) or word(fields.get("id")) or f"{stem} {place}"
    return replace(article, doc_id=doc_id, units=UNITS)


class _Results:
    """The results of one set; those that say something about a region come before or after it."""

    def __init__(self) -> None:
        self._gathered = Gathering()
        self._about: list[tuple[Fields, Fields]] = []
        self._relations: list[Fields] = []

    def take(self, item: Fields) -> None:
        """One result."""
        value = fields_of(item.get("value"))
        if item.get("type") == "relation":
            self._relations.append(item)
        elif not value.keys().isdisjoint(LABELS) and any(isinstance(value.get(key), list) for key in LABELS):
            self._region(item, value)
        else:
            self._about.append((item, value))

    def article(
        self, text: str, place: str, attributes: dict[str, Attribute], annotator: str | None, stand: Stand
    ) -> ForeignArticle:
        """All results together."""
        of_text: dict[str, Attribute] = {}
        of_regions: dict[str, dict[str, Attribute]] = {}
        for item, value in self._about:
            self._say_about(item, value, of_text, of_regions)
        for key, said in of_regions.items():
            span = self._gathered.spans[key]
            self._gathered.spans[key] = replace(span, attributes={**span.attributes, **said})
        for item in self._relations:
            source, target = word(item.get("from_id")), word(item.get("to_id"))
            direction = item.get("direction")
            if direction == "left":
                source, target = target, source
            labels = [label for label in map(word, items_of(item.get("labels"))) if label is not None]
            for label in labels or [RELATED]:
                told: dict[str, Attribute] = {"direction": "bi"} if direction == "bi" else {}
                self._gathered.relation(item.get("id"), label, source, target, told)
        return self._gathered.article(
            "", text, place, attributes=of_text | attributes, annotator=annotator, stand=stand
        )

    def _region(self, item: Fields, value: Fields) -> None:
        """A span for each of a region's labels; the first has its id."""
        surface = value.get("text")
        labels = [label for key in LABELS if key in value for label in items_of(value[key])]
        extra = _said(item, value)
        for label in labels:
            self._gathered.span(
                item.get("id"),
                label,
                (_offsets(value),),
                surface if isinstance(surface, str) else None,
                layer=word(item.get("from_name")) or "",
                confidence=share(item.get("score")),
                attributes=extra,
            )
        if not labels:
            self._gathered.leave_out(word(item.get("id")) or "?", say("it has no label"))

    def _say_about(
        self,
        item: Fields,
        value: Fields,
        of_text: dict[str, Attribute],
        of_regions: dict[str, dict[str, Attribute]],
    ) -> None:
        """A choice, a number or a text, on a region or on the whole article."""
        key = word(item.get("id"))
        kind = item.get("type")
        name = word(item.get("from_name")) or word(kind) or "value"
        said = _value(value, kind)
        if key is not None and key in self._gathered.spans:
            of_regions.setdefault(key, {})[name] = said
        elif "start" in value or "globalOffsets" in value:
            surface = value.get("text")
            self._gathered.span(
                key,
                name,
                (_offsets(value),),
                surface if isinstance(surface, str) else None,
                layer=name,
                attributes={name: said},
            )
        elif name in of_text:
            self._gathered.leave_out(name, say("it is said twice; the second time “{value}”", value=str(said)[:80]))
        else:
            of_text[name] = said


def _offsets(value: Fields) -> tuple[object, object]:
    """A region's offsets; those of a page are counted in all of its text."""
    if isinstance(value.get("globalOffsets"), dict):
        found = fields_of(value["globalOffsets"])
        return found.get("start"), found.get("end")
    if whole(value.get("start")) is None and "startOffset" in value:
        return None, None
    return value.get("start"), value.get("end")


def _said(item: Fields, value: Fields) -> dict[str, Attribute]:
    """What else a region holds."""
    own: dict[str, Attribute] = {}
    if not value.keys() <= _OF_REGION:
        own = {key: attribute(said) for key, said in value.items() if key not in _OF_REGION}
    return own | kept(fields_of(item["meta"]), frozenset()) if "meta" in item else own


def _value(value: Fields, kind: object) -> Attribute:
    """What a control says: the value under its own kind, a list as one text."""
    if kind == "textarea":
        said = value.get("text")
    else:
        said = value.get(str(kind), _NOTHING)
        if said is _NOTHING:
            said = next((held for key, held in value.items() if key not in _PLACED), None)
    if type(said) is list and len(said) == 1 and type(said[0]) is str:  # nearly all
        return said[0]
    items = items_of(said)
    if items and all(isinstance(item, str) for item in items):
        return ("\n" if kind == "textarea" else "; ").join(map(str, items))
    return attribute(said)
