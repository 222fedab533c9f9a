"""WebAnno TSV 3: a row for each word, with the annotations of every layer in its columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import Unit
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.features import label_and_link
from border_annotator.formats.readers.gathering import Gathering
from border_annotator.formats.readers.text_lines import text_lines
from border_annotator.formats.readers.webanno_rows import (
    ANYTHING,
    BASE,
    CHAIN,
    NOTHING,
    RELATION,
    ROLE,
    Cell,
    Layer,
    Row,
    Text,
    is_row,
    layers_of,
    row_of,
    split,
    stacked,
    unescaped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle

UNITS = (Unit.UTF16, Unit.CODE_POINTS, Unit.BYTES, Unit.GRAPHEMES)
MARK = b"#FORMAT=WebAnno TSV 3"
LARGEST = 200_000_000
"""Bytes of the largest file that is read; every word has a row in it."""


def is_webanno_tsv(head: bytes) -> bool:
    """Whether a file says that it is WebAnno TSV 3."""
    return head.removeprefix(b"\xef\xbb\xbf").startswith(MARK)


def read_webanno_tsv(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """The article of a file: spans, slots as events, relations, chains; its text as far as the file keeps it."""
    if path.stat().st_size > LARGEST:
        yield Refusal(say("is larger than 200 MB"))
        return
    document: _Document | None = None
    header: list[str] = []
    for number, line in text_lines(path):
        if document is None and not line.startswith("#Text=") and not is_row(line):
            header.append(line)
            continue
        if document is None:
            document = _Document(layers_of(iter(header)))
        try:
            document.take(line)
        except (ValueError, IndexError):
            document.gathered.leave_out(f"line {number}", say("it cannot be read: {line}", line=line[:80]))
    document = document or _Document(layers_of(iter(header)))
    yield document.article(path.stem)


@dataclass(slots=True)
class _Annotation:
    """One annotation while its rows are read: its words, its features, its slots."""

    layer: Layer
    rows: list[Row] = field(default_factory=list)
    features: dict[str, str] = field(default_factory=dict)
    slots: list[tuple[str, str, str]] = field(default_factory=list)
    """A role, the slot's name, and which annotation of which word fills it."""


@dataclass(frozen=True, slots=True)
class _Relation:
    layer: Layer
    features: dict[str, str]
    base: str
    row: Row
    other: Cell


class _Document:
    """The rows of one file, put together."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        self.gathered = Gathering()
        self._layers = layers
        self._text = Text()
        self._made: dict[tuple[str, str], _Annotation] = {}
        self._on_word: dict[str, list[tuple[str, str]]] = {}
        self._relations: list[_Relation] = []
        self._numbered: dict[str, str | None] = {}
        self._links: dict[tuple[str, int, int], tuple[_Annotation, str]] = {}

    def take(self, line: str) -> None:
        """One line below the header."""
        if line.startswith("#Text="):
            self._text.sentence(unescaped(line.removeprefix("#Text=")))
        elif is_row(line):
            row = row_of(line)
            self._text.word(row)
            for layer in self._layers:
                cells = row.cells[layer.first : layer.first + len(layer.columns)]
                if any(cell not in ("", NOTHING) for cell in cells):
                    self._take_cells(layer, row, [stacked(cell) for cell in cells])
        elif line.strip() and not line.startswith("#Sentence"):
            self.gathered.leave_out(line[:80], say("it is no row of a word"))

    def article(self, doc_id: str) -> ForeignArticle:
        """All of it; ids are made of layers and numbers."""
        text = self._text.close()
        ids = {key: self._span(key, annotation, text) for key, annotation in self._made.items()}
        self._numbered = {key[1]: own for key, own in ids.items()}
        with_slots = (ids[key] for key, made in self._made.items() if made.layer.has_slots)
        hosts = {own: f"event of {own}" for own in with_slots if own is not None}
        self._read_events(ids, hosts)
        for relation in self._relations:
            self._relate(relation, ids, hosts)
        self._read_chains(text)
        return self.gathered.article(doc_id, text, "", attributes={}, units=UNITS)

    def _take_cells(self, layer: Layer, row: Row, cells: list[list[Cell]]) -> None:
        """A row's cells of one layer: as many annotations as are stacked in them."""
        for place in range(max(map(len, cells))):
            here = [column[place] if place < len(column) else Cell(ANYTHING) for column in cells]
            if layer.kind == CHAIN:
                self._take_link(layer, row, here)
            elif layer.kind == RELATION:
                self._take_relation(layer, row, here)
            else:
                self._take_span(layer, row, here, place)

    def _take_span(self, layer: Layer, row: Row, cells: list[Cell], place: int) -> None:
        own = [cell for column, cell in enumerate(cells) if not layer.is_target(column)]
        number = next((cell.key for cell in own if cell.key), "")
        key = (layer.name, number or f"{row.number}/{place}")
        is_new = key not in self._made
        made = self._made.setdefault(key, _Annotation(layer))
        made.rows.append(row)
        self._on_word.setdefault(row.number, []).append(key)
        if not is_new:
            return
        for column, name in enumerate(layer.columns):
            if name.startswith(ROLE):
                self._take_slots(made, name, cells[column].value, cells[column + 1 : column + 2])
            elif not layer.is_target(column) and cells[column].value != ANYTHING:
                made.features[name] = unescaped(cells[column].value)

    @staticmethod
    def _take_slots(made: _Annotation, name: str, roles: str, targets: list[Cell]) -> None:
        slot = name.removeprefix(ROLE).partition("_")[0].rpartition(":")[2]
        place = made.layer.columns.index(name)
        kind = made.layer.columns[place + 1] if place + 1 < len(made.layer.columns) else ""
        filled = split(targets[0].value, ";") if targets else []
        if targets and targets[0].key and filled:
            filled[-1] = f"{filled[-1]}[{targets[0].key}]"
        for role, target in zip(split(roles, ";"), filled, strict=False):
            if target not in (ANYTHING, NOTHING, ""):
                made.slots.append((unescaped(role) if role != ANYTHING else slot, kind, target))

    def _take_relation(self, layer: Layer, row: Row, cells: list[Cell]) -> None:
        base, other, features = "", Cell(""), {}
        for name, cell in zip(layer.columns, cells, strict=False):
            if name.startswith(BASE):
                base, other = name.removeprefix(BASE), cell
            elif cell.value != ANYTHING:
                features[name] = unescaped(cell.value)
        self._relations.append(_Relation(layer, features, base, row, other))

    def _take_link(self, layer: Layer, row: Row, cells: list[Cell]) -> None:
        """A member of a chain: which one of which chain, what it is, and what leads to the next."""
        said, _, where = cells[0].value.rpartition("->")
        chain, _, place = where.partition("-")
        key = (layer.name, int(chain), int(place))
        made, _ = self._links.setdefault(key, (_Annotation(layer), unescaped(said)))
        made.rows.append(row)
        if len(cells) > 1 and cells[1].value != ANYTHING:
            made.features[layer.columns[1]] = unescaped(cells[1].value)

    def _span(self, key: tuple[str, str], made: _Annotation, text: str) -> str | None:
        """The span of an annotation: from its first word to its last."""
        label, link, rest = label_and_link(made.features, made.layer.short)
        first, last = made.rows[0], made.rows[-1]
        start, end = self._text.places.get(first.number, (0, 0))[0], self._text.places.get(last.number, (0, 0))[1]
        return self.gathered.span(
            f"{made.layer.short} {key[1]}",
            label,
            ((first.start, last.end),),
            text[start:end],
            layer=made.layer.name,
            link=link,
            attributes=dict(rest),
        )

    def _read_events(self, ids: dict[tuple[str, str], str | None], hosts: Mapping[str, str]) -> None:
        """Annotations with slots as events; their own words are the trigger."""
        for key, made in self._made.items():
            own = ids[key]
            if own is None or not made.layer.has_slots:
                continue
            arguments = []
            for role, kind, target in made.slots:
                found = self._at(kind, target, ids)
                if found is None:
                    self.gathered.leave_out(
                        own, say("its {role} leads to {target}, where nothing is", role=role, target=target[:40])
                    )
                else:
                    arguments.append((role, hosts.get(found, found)))
            span = self.gathered.spans[own]
            self.gathered.event(hosts[own], span.label, own, arguments, span.attributes)

    def _at(self, layer: str, target: str, ids: dict[tuple[str, str], str | None]) -> str | None:
        """The annotation of a layer on a word: the numbered one, or the one that has no number."""
        word, _, number = target.rstrip("]").partition("[")
        if number not in ("", "0"):
            return ids.get((layer, number)) or self._numbered.get(number)
        plain = [key for key in self._on_word.get(word, ()) if "/" in key[1]]
        own = [key for key in plain if key[0] == layer] or plain
        return ids[own[0]] if own else None

    def _relate(self, relation: _Relation, ids: dict[tuple[str, str], str | None], hosts: Mapping[str, str]) -> None:
        """A relation stands on the word that it leads to, and names the one that it comes from."""
        first, _, second = relation.other.key.partition("_")
        source = self._at(relation.base, f"{relation.other.value}[{first or 0}]", ids)
        target = self._at(relation.base, f"{relation.row.number}[{second or 0}]", ids)
        label, _, rest = label_and_link(relation.features, relation.layer.short)
        self.gathered.relation(
            None, label, hosts.get(source or "", source), hosts.get(target or "", target), dict(rest)
        )

    def _read_chains(self, text: str) -> None:
        before: tuple[str, int, str, str] | None = None
        for (layer, chain, place), (made, said) in sorted(self._links.items(), key=lambda link: link[0]):
            own = self._span((layer, f"{chain}-{place}"), made, text)
            if own is None:
                continue
            if before is not None and before[:2] == (layer, chain):
                kind = made.layer.short if before[3] in ("", ANYTHING) else before[3]
                self.gathered.relation(None, kind, before[2], own)
            before = (layer, chain, own, said)
