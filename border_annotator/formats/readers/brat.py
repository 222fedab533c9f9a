"""brat's standoff: a text, and beside it a file with a line for each annotation."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.brat_configuration import Configuration, read_configuration
from border_annotator.formats.readers.gathering import Gathering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute, ForeignArticle

CONFIGURATION = "annotation.conf"
LARGEST = 50_000_000
"""Bytes of the largest file of annotations that is read."""
LARGEST_TEXT = 20_000_000
NOTES = "AnnotatorNotes"
_LINE = re.compile(rb"(?:[TEARMNW]\d+|#\d+|\*)\t\S")
_OFFSETS = re.compile(r"-?\d{1,15} -?\d{1,15}(?:;-?\d{1,15} -?\d{1,15})*")
_NUMBER = re.compile(r"\d+$")


def is_brat(head: bytes) -> bool:
    """Whether a file begins with a line of annotation."""
    return _LINE.match(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")) is not None


def is_brat_folder(folder: Path) -> bool:
    """Whether a folder has annotations beside their texts, or the folders in it have."""
    return any(next(folder.glob(pattern), None) is not None for pattern in ("*.ann", "*/*.ann"))


def read_brat(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """The article of a file of annotations, or those of all such files in a folder and the folders in it."""
    if not path.is_dir():
        yield _article(path, path.stem, _configuration(path.parent))
        return
    known: dict[Path, Configuration] = {}
    for file in sorted(path.rglob("*.ann")):
        inside = file.relative_to(path)
        configuration = known.get(file.parent)
        if configuration is None:
            configuration = known[file.parent] = _configuration(file.parent)
        found = _article(file, inside.with_suffix("").as_posix(), configuration)
        yield replace(found, place=inside.as_posix())


def _article(file: Path, doc_id: str, configuration: Configuration) -> ForeignArticle | Refusal:
    text_file = file.with_suffix(".txt")
    try:
        lines = _decoded(file, LARGEST).removeprefix("\ufeff").split("\n")
        text = _decoded(text_file, LARGEST_TEXT) if text_file.is_file() else None
    except KnownError as error:
        return Refusal(error.sentence)
    pair = _Pair(configuration)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            pair.take(number, line.rstrip("\r"))
    return replace(pair.article(doc_id, text), text_file=text_file.name)


def _decoded(path: Path, most: int) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except OSError as error:
        raise KnownError("{file} cannot be read ({reason})", file=path.name, reason=error.strerror) from None
    if len(raw) > most:
        raise KnownError("{file} is larger than {count} MB", file=path.name, count=most // 1_000_000)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise KnownError("{file} is not a text in UTF-8", file=path.name) from None


def _configuration(folder: Path) -> Configuration:
    found = read_configuration(folder / CONFIGURATION) or read_configuration(folder.parent / CONFIGURATION)
    return found or Configuration()


def _event(rest: str) -> tuple[str, str, list[tuple[str, str]]]:
    """What a line says of an event: its type, its trigger, and what fills its roles."""
    (kind, trigger), *filled = [part.partition(":")[::2] for part in rest.split()] or [("", "")]
    return kind, trigger, filled


class _Pair:
    """The lines of one file; those that lead to others are understood when all have been read."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._gathered = Gathering()
        self._events: list[tuple[str, str]] = []
        self._links: list[tuple[str, str]] = []
        self._about: list[tuple[str, str]] = []
        self._notes: dict[str, list[str]] = {}
        self._attributes: dict[str, dict[str, Attribute]] = {}
        self._link_of: dict[str, str] = {}
        self._note_of_all: list[str] = []

    def take(self, number: int, line: str) -> None:
        """One line; what it is about may stand below it."""
        key, _, rest = line.partition("\t")
        kind = key[:1]
        if kind == "T":
            self._span(key, rest)
        elif kind == "E":
            self._events.append((key, rest))
        elif kind in ("R", "*"):
            self._links.append((key if kind == "R" else f"*{number}", rest))
        elif kind in ("A", "M", "N", "#"):
            self._about.append((key, rest))
        else:
            self._gathered.leave_out(f"line {number}", say("it is no annotation of brat's: {line}", line=line[:80]))

    def article(self, doc_id: str, text: str | None) -> ForeignArticle:
        """All lines together."""
        gathered = self._gathered
        triggers = self._read_events()
        for key, rest in self._links:
            self._link(key, rest)
        for key, rest in self._about:
            self._say_about(key, rest)
        for key in (*gathered.spans, *gathered.events, *gathered.relations):
            self._attach(key)
        for key in triggers:
            gathered.leave_out(key, say("its trigger is not in the file"))
        return gathered.article(doc_id, text, "", attributes={}, note="\n".join(self._note_of_all) or None)

    def _span(self, key: str, rest: str) -> None:
        said, _, surface = rest.partition("\t")
        label, _, offsets = said.strip().partition(" ")
        if not _OFFSETS.fullmatch(offsets):
            self._gathered.leave_out(key, say("its offsets are not numbers"))
            return
        pieces = []
        for piece in offsets.split(";"):
            start, end = piece.split(" ")
            pieces.append((int(start), int(end)))
        if key in self._gathered.spans:
            self._gathered.leave_out(key, say("its id stands twice in the file"))
            return
        self._gathered.span(key, label, pieces, surface or None)

    def _read_events(self) -> list[str]:
        """Events, and the ids of those whose trigger is missing."""
        read, lost = [], []
        for key, rest in self._events:
            kind, trigger, filled = _event(rest)
            if trigger in self._gathered.spans:
                read.append((key, kind, trigger, filled))
            else:
                lost.append(key)
        known = {*self._gathered.spans, *(key for key, *_ in read)}
        bare = {(kind, role) for _, kind, _, filled in read for role, _ in filled}
        for key, kind, trigger, filled in read:
            if key in self._gathered.events:
                self._gathered.leave_out(key, say("its id stands twice in the file"))
                continue
            arguments = [(self._role(kind, role, bare), target) for role, target in filled if target in known]
            self._gathered.event(key, kind, trigger, arguments)
            for role, target in filled:
                if target not in known:
                    self._gathered.leave_out(
                        key, say("its {role} leads to {target}, which is not in the file", role=role, target=target)
                    )
        return lost

    def _role(self, kind: str, role: str, bare: set[tuple[str, str]]) -> str:
        """A role without the number that only tells several fillers of it apart."""
        base = _NUMBER.sub("", role)
        declared = self._configuration.events.get(kind, ())
        if base == role or not base or role in declared:
            return role
        return base if base in declared or (kind, base) in bare else role

    def _link(self, key: str, rest: str) -> None:
        kind, *ends = rest.split() or [""]
        if key.startswith("*"):
            for number, (source, target) in enumerate(pairwise(ends), start=1):
                self._gathered.relation(f"{key}.{number}", kind, source, target)
            return
        named = dict(end.partition(":")[::2] for end in ends)
        first, second, *_ = [*named.values(), None, None]
        self._gathered.relation(key, kind, named.get("Arg1", first), named.get("Arg2", second))

    def _say_about(self, key: str, rest: str) -> None:
        said, _, words = rest.partition("\t")
        kind, target, *more = [*said.split(" "), ""]
        value = " ".join(more).strip()
        gathered = self._gathered
        is_known = target in gathered.spans or target in gathered.events or target in gathered.relations
        if key.startswith("#") and kind == NOTES and not is_known:
            about = "" if target in ("", "-1") else f"{target}: "
            self._note_of_all.append(about + words)
        elif not is_known:
            gathered.leave_out(key, say("{target}, which it is about, is not in the file", target=target or "?"))
        elif key.startswith("#"):
            if kind == NOTES:
                self._notes.setdefault(target, []).append(words)
            else:
                self._attributes.setdefault(target, {})[kind] = words
        elif key.startswith("N"):
            self._normalise(target, kind, value, words)
        else:
            self._attributes.setdefault(target, {})[kind] = value or True

    def _normalise(self, target: str, kind: str, reference: str, words: str) -> None:
        """A link into a knowledge base: the first of a span is its link, any more are attributes."""
        if target in self._gathered.spans and target not in self._link_of:
            self._link_of[target] = reference
            if words:
                self._attributes.setdefault(target, {})[f"{kind} name"] = words
            return
        own = self._attributes.setdefault(target, {})
        name, number = kind, 2
        while name in own:
            name, number = f"{kind} {number}", number + 1
        own[name] = f"{reference} {words}".rstrip()

    def _attach(self, key: str) -> None:
        """What was said about an annotation, to the annotation."""
        gathered = self._gathered
        attributes = self._attributes.get(key, {})
        note = "\n".join(self._notes.get(key, [])) or None
        if key in gathered.spans:
            span = gathered.spans[key]
            gathered.spans[key] = replace(span, attributes=attributes, note=note, link=self._link_of.get(key))
        elif key in gathered.events:
            gathered.events[key] = replace(gathered.events[key], attributes=attributes, note=note)
        else:
            told = attributes | ({"note": note} if note is not None else {})
            gathered.relations[key] = replace(gathered.relations[key], attributes=told)
