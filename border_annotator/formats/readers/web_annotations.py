"""W3C Web Annotations as JSON-LD: a quoted stretch of a text each, with the program's own words for roles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from border_annotator.domain.foreign import Stand
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.gathering import Gathering, attribute, fields_of, items_of, share, word
from border_annotator.formats.readers.json_values import json_values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute, ForeignArticle
    from border_annotator.formats.readers.gathering import Fields

CONTEXT = b"http://www.w3.org/ns/anno"
HELD = ("@graph", "items")
"""The keys under which a file or a page of one holds its annotations."""
UNLABELLED = "highlight"
_LABELS = ("tagging", "classifying", "")


def is_web_annotations(head: bytes) -> bool:
    """Whether a JSON file names the standard's context."""
    return CONTEXT in head


def read_web_annotations(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """The annotations of each text, with the text where it is in the file; those of a text follow each other."""
    text: _Text | None = None
    for found in json_values(path, HELD):
        if isinstance(found, Refusal):
            yield found
            continue
        place, value = found
        node = fields_of(value)
        source = _source(node)
        if source is None:
            yield Refusal(say("is no annotation of a text"), place)
            continue
        if text is None or text.source != source:
            if text is not None:
                yield text.article()
            text = _Text(source, place)
        text.take(node)
    if text is not None:
        yield text.article()


def _is_text(node: Fields) -> bool:
    # This program says of a text that it does not hand on what else it knows.
    return "target" not in node and (isinstance(node.get("value"), str) or "ba:doc_id" in node)


def _source(node: Fields) -> str | None:
    """The text that a node is about: its own id, or that of its target."""
    if _is_text(node):
        return word(node.get("id"))
    targets = node.get("target")
    target = targets[0] if isinstance(targets, list) and targets else targets
    named = word(target) or word(fields_of(target).get("source")) or word(fields_of(target).get("id"))
    return named.partition("#")[0] if named is not None else None


class _Text:
    """One text with what is said about it."""

    def __init__(self, source: str, place: str) -> None:
        self.source = source
        self._place = place
        self._about: Fields = {}
        self._gathered = Gathering()
        self._rest: list[Fields] = []

    def take(self, node: Fields) -> None:
        """A node: the text, a span, or something that leads to others."""
        if _is_text(node):
            self._about = node
        elif any(isinstance(target, dict) and "selector" in target for target in self._targets(node)):
            self._span(node)
        else:
            self._rest.append(node)

    def article(self) -> ForeignArticle:
        """All of it; events first, because relations and roles may lead to them."""
        gathered = self._gathered
        events = [node for node in self._rest if "ba:arguments" in node]
        known = {*gathered.spans, *(self._own(node.get("id")) or "" for node in events)}
        for node in events:
            self._event(node, known)
        for node in self._rest:
            if "ba:arguments" not in node:
                self._relation(node)
        about = self._about
        text = about.get("value")
        name = unquote(self.source.rpartition("/")[2].rpartition(":")[2])
        found = gathered.article(
            word(about.get("ba:doc_id")) or name,
            text if isinstance(text, str) else None,
            self._place,
            attributes={key: attribute(value) for key, value in fields_of(about.get("ba:attributes")).items()},
            stand=next((stand for stand in Stand if stand == about.get("ba:stand")), Stand.ACCEPTED),
        )
        return replace(
            found,
            text_file=None if isinstance(text, str) else name,
            title=word(about.get("dc:title")),
            language=word(about.get("language")),
        )

    @staticmethod
    def _targets(node: Fields) -> list[object]:
        target = node.get("target")
        return target if isinstance(target, list) else [target]

    def _own(self, key: object) -> str | None:
        """An id without the address of the text that it belongs to."""
        name = word(key)
        return unquote(name.removeprefix(f"{self.source}#")) if name is not None else None

    def _span(self, node: Fields) -> None:
        """A span of as many pieces as there are targets with a position."""
        pieces: list[tuple[object, object]] = []
        quotes: list[str] = []
        for target in map(fields_of, self._targets(node)):
            selector = target.get("selector")
            for one in map(fields_of, selector if isinstance(selector, list) else [selector]):
                if one.get("type") == "TextPositionSelector":
                    pieces.append((one.get("start"), one.get("end")))
                elif one.get("type") == "TextQuoteSelector" and isinstance(one.get("exact"), str):
                    quotes.append(str(one["exact"]))
        label, note, link, more = _bodies(node)
        made = self._gathered.span(
            self._own(node.get("id")),
            label or UNLABELLED,
            pieces,
            " ".join(quotes) if len(quotes) == len(pieces) else None,
            layer=word(node.get("ba:layer")) or "",
            link=word(node.get("ba:link")) or link,
            confidence=share(node.get("ba:confidence")),
            attributes=_attributes(node) | more,
        )
        if made is not None and note is not None:
            self._gathered.spans[made] = replace(self._gathered.spans[made], note=note)

    def _event(self, node: Fields, known: set[str]) -> None:
        label, note, _, more = _bodies(node)
        key, trigger = self._own(node.get("id")), self._own(node.get("target"))
        if trigger not in self._gathered.spans:
            self._gathered.leave_out(key or "?", say("its trigger is not in the file"))
            return
        arguments = []
        for item in map(fields_of, items_of(node.get("ba:arguments"))):
            role, target = word(item.get("ba:role")) or "argument", self._own(item.get("ba:filler"))
            if target is None or target not in known:
                self._gathered.leave_out(key or "?", say("its {role} leads to nothing that is in the file", role=role))
            else:
                arguments.append((role, target))
        made = self._gathered.event(
            key, label, trigger, arguments, _attributes(node) | more, share(node.get("ba:confidence"))
        )
        if note is not None:
            self._gathered.events[made] = replace(self._gathered.events[made], note=note)

    def _relation(self, node: Fields) -> None:
        """A link between two annotations; anything else about the text, or about one of them, cannot be kept."""
        label, note, _, _ = _bodies(node)
        source, target = self._own(node.get("ba:from")), self._own(node.get("target"))
        key = self._own(node.get("id"))
        if source is None and isinstance(node.get("body"), str):
            source, target, label = target, self._own(node["body"]), None
        if source is None:
            self._gathered.leave_out(
                key or "?", say("it is about no stretch of the text: {said}", said=label or note or "")
            )
            return
        self._gathered.relation(key, label, source, target, _attributes(node))


def _bodies(node: Fields) -> tuple[str | None, str | None, str | None, dict[str, Attribute]]:
    """What is said: a label, a note, an id in a knowledge base, and further labels."""
    body = node.get("body")
    labels: list[str] = []
    notes = [said] if (said := word(node.get("bodyValue"))) is not None else []
    link: str | None = None
    for one in map(fields_of, body if isinstance(body, list) else [body]):
        purpose, value = word(one.get("purpose")) or "", word(one.get("value"))
        if purpose == "identifying":
            link = link or word(one.get("source")) or value
        elif value is not None:
            (labels if purpose in _LABELS else notes).append(value)
    more: dict[str, Attribute] = {"labels": "; ".join(labels[1:])} if len(labels) > 1 else {}
    creator = word(node.get("creator")) or word(fields_of(node.get("creator")).get("name"))
    if creator is not None:
        more["creator"] = creator
    return labels[0] if labels else None, "\n".join(notes) or None, link, more


def _attributes(node: Fields) -> dict[str, Attribute]:
    return {key: attribute(value) for key, value in fields_of(node.get("ba:attributes")).items()}
