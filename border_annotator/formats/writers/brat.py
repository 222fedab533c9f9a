"""brat's standoff: for each article a text and a file of annotations, with the configuration that brat needs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.domain.foreign import Piece
from border_annotator.domain.loss import LossKind
from border_annotator.domain.sentence import say
from border_annotator.formats.file_names import portable_name
from border_annotator.formats.writers.brat_configuration import LISTED, Seen, annotation_conf, visual_conf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
# What ends a line for brat, which reads files as Python's codecs do, or a field.
_BREAK = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNBROKEN = re.compile("[^\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LINK = re.compile(r"[^\s:]+:\S+")
_WORD = re.compile(r"\S+")


def brat_name(name: str) -> str:
    """A label as brat can have it: letters, digits, hyphens and underscores."""
    return _UNSAFE.sub("-", name) or "-"


@fitted_once
def fit_brat(outgoing: Outgoing) -> Fitted:
    """All annotations; a span over a line end is one of several fragments."""
    fitting = Fitting(outgoing, with_pieces=True)
    fitting.drop_layout()
    fitting.keep_of_article()
    fitting.rename(brat_name)
    for span in list(fitting.spans.values()):
        pieces = tuple(
            Piece(found.start(), found.end())
            for piece in span.pieces
            for found in _UNBROKEN.finditer(fitting.text, piece.start, piece.end)
        )
        if pieces:
            fitting.spans[span.id] = replace(span, pieces=pieces)
        else:
            fitting.drop_span(span.id, LossKind.SPAN, say("it is made of line ends alone"))
    fitting.without(_BREAK, say("its line ends become spaces"))
    return fitting.fitted()


def write_brat(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    """A folder to put among brat's data: ``NAME.txt``, ``NAME.ann``, and the configuration."""
    seen = Seen()
    (folder / "visual.conf").write_text(visual_conf(setting.schema, brat_name), encoding="utf-8", newline="\n")
    for outgoing in articles:
        foreign = fit_brat(outgoing).foreign
        if not outgoing.article.kept.is_empty:
            seen.see(foreign)
        name = portable_name(foreign.doc_id)
        (folder / f"{name}.txt").write_text(outgoing.text, encoding="utf-8", newline="")
        lines = "".join(f"{line}\n" for line in _Standoff(foreign, outgoing.text).lines())
        (folder / f"{name}.ann").write_text(lines, encoding="utf-8", newline="")
        yield
    lines = annotation_conf(setting.schema, brat_name, seen)
    (folder / "annotation.conf").write_text(lines, encoding="utf-8", newline="\n")


class _Standoff:
    """The lines of one article; ids are brat's own, numbered by kind."""

    def __init__(self, foreign: ForeignArticle, text: str) -> None:
        self._foreign = foreign
        self._text = text
        self._ids = {span.id: f"T{number}" for number, span in enumerate(foreign.spans, start=1)}
        self._ids |= {event.id: f"E{number}" for number, event in enumerate(foreign.events, start=1)}
        self._counts = dict.fromkeys("RAN#", 0)

    def lines(self) -> Iterator[str]:
        """Spans, events and relations, then what is said about each."""
        foreign, ids = self._foreign, self._ids
        for span in foreign.spans:
            offsets = ";".join(f"{piece.start} {piece.end}" for piece in span.pieces)
            surface = " ".join(self._text[piece.start : piece.end] for piece in span.pieces)
            yield f"{ids[span.id]}\t{span.label} {offsets}\t{surface}"
        for event in foreign.events:
            yield f"{ids[event.id]}\t{' '.join(self._event(event))}"
        for relation in foreign.relations:
            yield f"{self._fresh('R')}\t{relation.type} Arg1:{ids[relation.source]} Arg2:{ids[relation.target]}\t"
        for span in foreign.spans:
            yield from self._about(span)
            yield from self._link(span)
        for event in foreign.events:
            yield from self._about(event)

    def _event(self, event: ForeignEvent) -> Iterator[str]:
        yield f"{event.type}:{self._ids[event.trigger]}"
        seen: dict[str, int] = {}
        for argument in event.arguments:
            seen[argument.role] = number = seen.get(argument.role, 0) + 1
            yield f"{argument.role}{number if number > 1 else ''}:{self._ids[argument.target]}"

    def _about(self, one: ForeignSpan | ForeignEvent) -> Iterator[str]:
        key = self._ids[one.id]
        for name, value in one.attributes.items():
            if value is True:
                yield f"{self._fresh('A')}\t{name} {key}"
            elif name in LISTED and _WORD.fullmatch(str(value)):
                yield f"{self._fresh('A')}\t{name} {key} {value}"
            elif value is not None and value is not False:
                yield f"{self._fresh('#')}\t{name} {key}\t{value}"
        if one.confidence is not None:
            yield f"{self._fresh('#')}\tconfidence {key}\t{one.confidence}"
        if one.note is not None:
            yield f"{self._fresh('#')}\tAnnotatorNotes {key}\t{one.note}"

    def _link(self, span: ForeignSpan) -> Iterator[str]:
        if span.link is None:
            return
        key = self._ids[span.id]
        if _LINK.fullmatch(span.link):
            yield f"{self._fresh('N')}\tReference {key} {span.link}\t"
        else:
            yield f"{self._fresh('#')}\tlink {key}\t{span.link}"

    def _fresh(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]}"
