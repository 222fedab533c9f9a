"""UIMA CAS XMI, as INCEpTION and DKPro write it: alone, or in a ZIP with its type system."""

from __future__ import annotations

import contextlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, is_zipfile

from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import ForeignArticle, Unit
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.features import label_and_link
from border_annotator.formats.readers.gathering import Gathering
from border_annotator.formats.readers.xmi_structures import (
    Structure,
    Structures,
    read_references,
    read_structures,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import IO

    from border_annotator.domain.foreign import Attribute

UNITS = (Unit.UTF16, Unit.CODE_POINTS, Unit.BYTES, Unit.GRAPHEMES)
LARGEST = 100_000_000
"""Bytes of the largest file that is read, in a ZIP as well."""
LARGEST_ZIP = 1_000_000_000
MOST_MEMBERS = 10_000
"""Bytes, and files, that are read out of one ZIP."""
_ENDS = (("Governor", "Dependent"), ("governor", "dependent"), ("source", "target"))
"""The features of relations between two annotations, in the tools' habits."""
TYPE_SYSTEMS = ("TypeSystem.xml", "typesystem.xml")
EVENT = "event"
_OWN = frozenset({"sofa", "begin", "end"})


def is_xmi(head: bytes) -> bool:
    """Whether a file begins like XMI."""
    return b"http://www.omg.org/XMI" in head


def is_xmi_zip(path: Path) -> bool:
    """Whether a file is a ZIP that has XMI in it."""
    try:
        with ZipFile(path) as archive:
            return any(name.casefold().endswith(".xmi") for name in archive.namelist()[:MOST_MEMBERS])
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read_xmi(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """The annotations of each text of a file, or of all the files of that kind in a ZIP."""
    if not is_zipfile(path):
        if path.stat().st_size > LARGEST:
            raise KnownError("{file}: larger than 100 MB.", file=path.name)
        with path.open("rb") as file:
            found = read_structures(file, path.name)
        yield from _articles(found, path.stem, "", _references_beside(path))
        return
    with ZipFile(path) as archive:
        names = archive.namelist()[:MOST_MEMBERS]
        left = LARGEST_ZIP
        references: dict[str, frozenset[str]] = {}
        for name in names:
            if name.casefold().endswith("typesystem.xml"):
                references |= _references(archive, name)
        for name in names:
            if name.casefold().endswith(".xmi"):
                left -= archive.getinfo(name).file_size
                if left < 0:
                    yield Refusal(say("the files in it are larger than 1 GB together"), name)
                    return
                yield from _member(archive, name, references)


def _references_beside(path: Path) -> dict[str, frozenset[str]]:
    """What the description of types in the same folder says, where there is one that can be read."""
    for name in TYPE_SYSTEMS:
        described = path.with_name(name)
        if described.is_file() and described.stat().st_size <= LARGEST:
            with contextlib.suppress(KnownError, OSError), described.open("rb") as file:
                return read_references(file, name)
    return {}


def _references(archive: ZipFile, name: str) -> dict[str, frozenset[str]]:
    try:
        with _open(archive, name) as file:
            return read_references(file, name)
    except KnownError:
        return {}


def _member(
    archive: ZipFile, name: str, references: Mapping[str, frozenset[str]]
) -> Iterator[ForeignArticle | Refusal]:
    try:
        with _open(archive, name) as file:
            found = read_structures(file, PurePosixPath(name).name)
    except KnownError as error:
        yield Refusal(error.sentence, name)
        return
    yield from _articles(found, PurePosixPath(name).stem, name, references)


def _articles(
    found: Structures, stem: str, place: str, references: Mapping[str, frozenset[str]]
) -> Iterator[ForeignArticle | Refusal]:
    """An article for each text."""
    texts = {key: text for key, sofa in found.sofas.items() if (text := sofa.features.get("sofaString")) is not None}
    if not texts:
        yield Refusal(say("has no text"), place)
        return
    for number, (key, text) in enumerate(texts.items()):
        doc_id = stem if number == 0 else f"{stem} {found.sofas[key].features.get('sofaID', number)}"
        yield _View(found, key, references).article(doc_id, text, place)


class _View:
    """The annotations on one text."""

    def __init__(self, found: Structures, sofa: str, references: Mapping[str, frozenset[str]]) -> None:
        self._found = found
        self._sofa = sofa
        self._references = references
        self._gathered = Gathering()
        self._ids: dict[str, str] = {}
        self._slot_names: dict[str, set[str]] = {}

    def article(self, doc_id: str, text: str, place: str) -> ForeignArticle:
        """All of them: spans first, then what leads to them."""
        own = [one for one in self._found.found.values() if self._is_here(one)]
        self._slot_names = self._features_that_lead(own)
        slots = {one.id: self._slots(one) for one in own}
        # Where no slot of a type is filled in the whole file, only its name tells that it has any.
        hosts = {one.type for one in own if slots[one.id] or one.short.casefold().endswith(EVENT)}
        relations = [one for one in own if self._ends(one) is not None]
        for one in own:
            if self._ends(one) is None:
                self._span(one, slots[one.id])
        events = [one for one in own if one.type in hosts and one.id in self._ids]
        for one in events:
            self._event(one, slots[one.id], {event.id for event in events})
        as_event = {one.id: f"event {one.id}" for one in events}
        for one in relations:
            self._relation(one, as_event)
        self._tell_the_rest()
        meta = self._meta()
        return ForeignArticle(
            doc_id=str(meta.get("documentId") or doc_id),
            text=text,
            place=place,
            language=self._language(),
            title=str(meta["documentTitle"]) if meta.get("documentTitle") else None,
            units=UNITS,
            spans=tuple(self._gathered.spans.values()),
            events=tuple(self._gathered.events.values()),
            relations=tuple(self._gathered.relations.values()),
            attributes=meta,
            left_out=tuple(self._gathered.left_out),
        )

    def _is_here(self, one: Structure) -> bool:
        return one.features.get("sofa") == self._sofa and "begin" in one.features and "end" in one.features

    def _leads(self, value: str) -> list[str]:
        """The ids that a feature's value names, through an array if there is one between."""
        return [key for word in value.split() for key in self._found.arrays.get(word, word).split()]

    def _features_that_lead(self, own: Iterable[Structure]) -> dict[str, set[str]]:
        """The features of each type that lead to what fills a slot.

        That is those which the description of types says lead anywhere, and of types that nobody describes those of
        which every value does: the number 120 may be the id of something by chance.
        """
        described = frozenset().union(*self._references.values())
        leading: dict[str, set[str]] = {}
        other: dict[str, set[str]] = {}
        for one in own:
            for name, value in one.features.items():
                if name not in _OWN and value:
                    leads = any(self._links(value)) and (one.type not in self._references or name in described)
                    (leading if leads else other).setdefault(one.type, set()).add(name)
        return {kind: names - other.get(kind, set()) for kind, names in leading.items()}

    def _links(self, value: str) -> list[Structure | None]:
        """What a value names, with ``None`` for what is nothing that leads to a filler."""
        found = (self._found.found.get(key) for key in self._leads(value))
        return [
            link if link is not None and "begin" not in link.features and "target" in link.features else None
            for link in found
        ]

    def _slots(self, one: Structure) -> list[tuple[str, str, str]]:
        """What fills the slots of an annotation: the feature, the role, the id."""
        return [
            (name, link.features.get("role") or name, link.features["target"])
            for name in one.features
            if name in self._slot_names.get(one.type, ())
            for link in self._links(one.features[name])
            if link is not None
        ]

    def _ends(self, one: Structure) -> tuple[str, str] | None:
        """The names of the two features of a relation that lead to what it relates."""
        for first, second in _ENDS:
            ends = (one.features.get(first), one.features.get(second))
            if all(end is not None and end in self._found.found for end in ends):
                return first, second
        return None

    def _span(self, one: Structure, slots: list[tuple[str, str, str]]) -> None:
        roles = {name for name, _, _ in slots}
        leading = self._references.get(one.type, frozenset())
        plain = {
            name: value
            for name, value in one.features.items()
            if name not in _OWN and name not in roles and name not in leading and name != "next"
        }
        label, link, rest = label_and_link(plain, one.short)
        offsets = (_number(one.features["begin"]), _number(one.features["end"]))
        made = self._gathered.span(one.id, label, (offsets,), layer=one.type, link=link, attributes=dict(rest))
        if made is not None:
            self._ids[one.id] = made

    def _event(self, one: Structure, slots: list[tuple[str, str, str]], events: set[str]) -> None:
        arguments = []
        for _, role, target in slots:
            if target in events:
                arguments.append((role, f"event {target}"))
            elif target in self._ids:
                arguments.append((role, self._ids[target]))
            else:
                self._gathered.leave_out(
                    one.id, say("its {role} leads to {target}, where nothing is", role=role, target=target)
                )
        span = self._gathered.spans[self._ids[one.id]]
        self._gathered.event(f"event {one.id}", span.label, span.id, arguments, span.attributes)

    def _relation(self, one: Structure, as_event: Mapping[str, str]) -> None:
        ends = self._ends(one)
        if ends is None:
            return
        plain = {name: value for name, value in one.features.items() if name not in _OWN and name not in ends}
        label, _, rest = label_and_link(plain, one.short)
        source, target = (one.features[end] for end in ends)
        self._gathered.relation(
            one.id, label, as_event.get(source, self._ids.get(source)), as_event.get(target, self._ids.get(target)),
            dict(rest),
        )  # fmt: skip

    def _tell_the_rest(self) -> None:
        """Chains and other references as relations; what is only words and grammar is counted."""
        for one in self._found.found.values():
            own = self._ids.get(one.id)
            if own is None:
                continue
            leading = self._references.get(one.type, frozenset()) | {"next"}
            taken = {name for name, _, _ in self._slots(one)}
            for name in sorted(leading & one.features.keys() - taken - _OWN):
                said = one.features.get("referenceRelation") if name == "next" else None
                kind = said or (one.short if name == "next" else name)
                for key in self._leads(one.features[name]):
                    self._gathered.relation(None, kind, own, self._ids.get(key))
        for layer, count in sorted(self._found.counted.items()):
            self._gathered.leave_out(f"{count} {layer}", say("words and grammar are found anew"))

    def _meta(self) -> dict[str, Attribute]:
        known = {"documentId", "documentTitle", "documentUri", "collectionId"}
        return {name: value for one in self._found.meta for name, value in one.features.items() if name in known}

    def _language(self) -> str | None:
        said = [one.features.get("language", "") for one in self._found.meta]
        return next((language for language in said if language and language != "x-unspecified"), None)


def _number(value: str) -> int | None:
    return int(value) if value.isdecimal() and len(value) < 16 else None


def _open(archive: ZipFile, name: str) -> IO[bytes]:
    """A member; what is read of it is never more than the archive says, and that is bounded."""
    info = archive.getinfo(name)
    if info.file_size > LARGEST:
        raise KnownError("{name}: larger than 100 MB.", name=name)
    if info.flag_bits & 1:
        raise KnownError("{name}: encrypted. Unpack it with its password and import the file.", name=name)
    try:
        return archive.open(info)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise KnownError("{name}: cannot be unpacked ({reason}).", name=name, reason=str(error)) from None
