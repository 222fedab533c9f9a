"""Looking for anything in a project that should not be: the file, the offsets, the references, the journal."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import (
    Kind,
    anchor_of,
    annotation_from_plain,
    annotation_to_plain,
    label_of,
    references_of,
    spans_of,
)
from border_annotator.domain.article import is_reference
from border_annotator.domain.document import Document, layout_from_plain
from border_annotator.domain.edit import WHOLE_PROJECT
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError, ShapeError
from border_annotator.domain.event import Event
from border_annotator.domain.fields import Fields
from border_annotator.domain.figure import Figure
from border_annotator.domain.foreign_plain import foreign_from_plain
from border_annotator.domain.kept import kept_from_plain
from border_annotator.domain.mask import mask_of
from border_annotator.domain.note import About, note_from_plain
from border_annotator.domain.schema import filler_word
from border_annotator.domain.sentence import say
from border_annotator.services.check_journal import journal_findings
from border_annotator.services.times import renewals
from border_annotator.storage.plain_json import to_json
from border_annotator.storage.queue import QueueStore
from border_annotator.storage.raw_rows import RawRows
from border_annotator.storage.search import SearchStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Layout
    from border_annotator.domain.schema import Schema
    from border_annotator.services.project import Project
    from border_annotator.storage.raw_rows import RawAnnotation, RawDocument


FILE = "file"
"""The place of what is wrong with the file itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should not be: where it is and what is wrong, in words for the user."""

    place: str
    reason: str


def check(project: Project) -> Iterator[Finding]:
    """Everything that is wrong with a project; nothing when it is sound. Nothing is changed."""
    parts = (_file_findings, _document_findings, _gazetteer_findings, _note_findings, _adoption_findings)
    with project.file.moment():
        for part in (*parts, _journal_findings, _provenance_findings):
            try:
                yield from part(project)
            except KnownError as error:
                # A file that is damaged here may be readable further on.
                yield Finding(FILE, str(error))


def _file_findings(project: Project) -> Iterator[Finding]:
    for problem in project.file.integrity():
        yield Finding(FILE, problem)


def _gazetteer_findings(project: Project) -> Iterator[Finding]:
    for entry in project.gazetteer.entries():
        if not project.schema.has_label(entry.label):
            yield Finding(f"gazetteer, {entry.name}", f"has the label {entry.label}, which is not in the schema")


def _note_findings(project: Project) -> Iterator[Finding]:
    for key, document_id, asks, value, file_name, text in RawRows(project.file).notes():
        place = f"note {key}"
        try:
            note = note_from_plain(_parsed(value, place))
        except ShapeError as error:
            yield Finding(place, f"cannot be read: {error}")
            continue
        if (note.id, note.document_id, note.asks) != (key, document_id, bool(asks)):
            yield Finding(place, "is not what its row says it is")
        if (document_id == WHOLE_PROJECT) != (note.about is About.GUIDELINE):
            yield Finding(place, f"is on a {note.about.value} and in the wrong place")
        if document_id != WHOLE_PROJECT and text is None:
            yield Finding(place, "is on a document that is not in the project")
        if note.span is not None and text is not None and not note.span.fits(text):
            where = f"{note.span.start}-{note.span.end}"
            yield Finding(file_name or place, f"a note has the span {where}, the text {len(text)} characters")


def _adoption_findings(project: Project) -> Iterator[Finding]:
    """What came from elsewhere, and what of it could not be placed."""
    rows = RawRows(project.file)
    for key, file_name, said, became, kept in rows.adoptions():
        place = file_name or f"adoption {key}"
        try:
            foreign_from_plain(_parsed(said, "said"))
            if kept:
                kept_from_plain(_parsed(kept, "kept"))
            pairs = _parsed(became, "became")
            for foreign_id in pairs.keys():  # noqa: SIM118 - Fields is no mapping
                pairs.text(foreign_id)
        except ShapeError as error:
            yield Finding(place, f"what a file of annotations said cannot be read: {error}")
    for key, value in rows.quarantined():
        try:
            _parsed(value, "value")
        except ShapeError as error:
            yield Finding(f"quarantine {key}", f"cannot be read: {error}")
    for name in rows.wrongly_unread():
        yield Finding(name, "is not known for read, or not read, by a model")


def _provenance_findings(project: Project) -> Iterator[Finding]:
    store = project.provenance
    for file_sha256 in store.originals():
        content = store.original(file_sha256)
        if content is None or hashlib.sha256(content).hexdigest() != file_sha256:
            yield Finding(f"original {file_sha256[:12]}", "the kept bytes are not those of the file that was imported")
    names = dict(project.documents.file_names())
    for document_id in store.document_ids():
        try:
            store.get(document_id)
        except ShapeError as error:
            yield Finding(names[document_id], f"where it came from cannot be read: {error}")


def _journal_findings(project: Project) -> Iterator[Finding]:
    for place, reason in journal_findings(project):
        yield Finding(place, reason)


def _document_findings(project: Project) -> Iterator[Finding]:
    rows = RawRows(project.file)
    for document in rows.documents():
        place = document.file_name
        if hashlib.sha256(document.text.encode(errors="replace")).hexdigest() != document.text_sha256:
            yield Finding(place, "the text is not the one that was imported (its hash differs)")
        layout = None
        try:
            layout = layout_from_plain(_parsed(document.layout, "layout"))
        except ShapeError as error:
            yield Finding(place, f"the layout cannot be read: {error}")
        else:
            yield from _layout_findings(place, document, layout)
            yield from _masked_findings(place, rows.suggestions(document.id), layout, rows.masked(document.id))
            yield from _renewed_findings(project, document, rows)
        yield from _annotation_findings(project.schema, document, layout, rows)
    yield from _index_findings(project)
    for file_name, what in rows.wrong_counts():
        yield Finding(file_name, f"the number of {what} in the queue is wrong")


def _index_findings(project: Project) -> Iterator[Finding]:
    """What the queue sorts and filters by, and the index of words."""
    queue, names = QueueStore(project.file), dict(project.documents.file_names())
    for layer in project.layers.layers():
        for document_id in queue.wrong_profiles(layer.id):
            yield Finding(names[document_id], "the queue sorts and filters it by what does not hold any more")
    missing = SearchStore(project.file).missing()
    if missing:
        yield Finding("index of words", f"does not know {missing:,} articles")


def _layout_findings(place: str, raw: RawDocument, layout: Layout) -> Iterator[Finding]:
    text = raw.text
    document = Document(raw.id, raw.file_name, "", text, layout, raw.language, raw.source)
    published = layout.published.value
    if raw.headline != document.headline or raw.published != (published.isoformat() if published else None):
        yield Finding(place, "the queue shows another title or date than the layout has")
    spans = [segment.span for segment in layout.segments] + [line.span for line in layout.boilerplate]
    spans += [span for span in (layout.title, layout.published.span) if span is not None]
    for span in spans:
        if not span.fits(text):
            yield Finding(place, f"the layout has the span {span.start}-{span.end}, the text {len(text)} characters")


def _masked_findings(
    place: str, suggested: list[RawAnnotation], layout: Layout, masked: Mapping[str, bool]
) -> Iterator[Finding]:
    """What stands in boilerplate is never shown, so nothing may be taken for masked that is not."""
    mask = mask_of(layout)
    for row in suggested:
        if row.id in masked:
            try:
                clipped = mask.clipped(_value(row))
            except ShapeError:
                continue
            if masked[row.id] != (clipped is None):
                yield Finding(place, f"{_said(row)} is {'hidden' if masked[row.id] else 'shown'}, wrongly")


def _renewed_findings(project: Project, document: RawDocument, rows: RawRows) -> Iterator[Finding]:
    """The times of suggestions count from the publication date as it is now, and from no other."""
    try:
        expected = {value.id: to_json(annotation_to_plain(value)) for value in renewals(project, document.id)}
    except KnownError:
        return  # what cannot be read is found elsewhere
    stored = rows.renewed(document.id)
    wrong = sum(stored.get(key) != expected.get(key) for key in stored.keys() | expected.keys())
    if wrong:
        yield Finding(document.file_name, f"{wrong:,} times do not count from the publication date")


def _annotation_findings(
    schema: Schema, document: RawDocument, layout: Layout | None, rows: RawRows
) -> Iterator[Finding]:
    suggested, reviewed = rows.suggestions(document.id), rows.annotations(document.id)
    masked, renewed = rows.masked(document.id), rows.renewed(document.id)
    suggested = [replace(row, value=renewed.get(row.id, row.value)) for row in suggested]
    values: dict[tuple[str | None, str], Annotation] = {}
    for row in (*suggested, *reviewed):
        try:
            values[row.layer_id, row.id] = _value(row)
        except ShapeError as error:
            yield Finding(document.file_name, f"{_said(row)} cannot be read: {error}")
    machine = {row_id: value for (layer, row_id), value in values.items() if layer is None}
    for row in (*suggested, *reviewed):
        value = values.get((row.layer_id, row.id))
        if value is None:
            continue
        # A suggestion may point at what a reviewer made of another one; each layer shows its own version.
        own = {row_id: v for (layer, row_id), v in values.items() if row.layer_id in (None, layer)}
        shown = None if row.layer_id is None and row.id in masked else layout
        for reason in _faults(row, value, document.text, shown, schema, machine | own):
            yield Finding(document.file_name, f"{_said(row)} {reason}")


def _value(row: RawAnnotation) -> Annotation:
    if row.kind not in frozenset(Kind):
        raise ShapeError("kind", say("“{kind}” is not a kind of annotation", kind=row.kind))
    return annotation_from_plain(Kind(row.kind), _parsed(row.value, "value"))


def _faults(
    row: RawAnnotation,
    value: Annotation,
    text: str,
    layout: Layout | None,
    schema: Schema,
    others: Mapping[str, Annotation],
) -> Iterator[str]:
    anchor = anchor_of(value)
    if (row.id, row.label, row.start, row.end) != (value.id, label_of(value), anchor.start, anchor.end):
        yield "is not what its row says it is"
    for span in spans_of(value):
        if not span.fits(text):
            yield f"has the span {span.start}-{span.end}, the text {len(text)} characters"
        elif layout is not None and layout.is_masked(span):
            yield f"lies in boilerplate or a date header ({span.start}-{span.end})"
    for reference in references_of(value):
        is_norm = isinstance(value, Figure) and reference == value.period and not is_reference(reference)
        if reference not in others and not is_norm:
            yield f"refers to {reference}, which is not there"
    yield from _schema_faults(value, schema, others)


def _schema_faults(value: Annotation, schema: Schema, others: Mapping[str, Annotation]) -> Iterator[str]:
    if isinstance(value, Entity):
        if not schema.has_label(value.label):
            yield f"has the label {value.label}, which is not in the schema"
        return
    if not isinstance(value, Event):
        if value.kind not in schema.figure_kinds:
            yield f"is of the kind {value.kind}, which is not in the schema"
        return
    if not schema.has_type(value.type):
        yield f"is of the type {value.type}, which is not in the schema"
        return
    for argument in value.arguments:
        role = schema.role(value.type, argument.role)
        if role is None:
            yield f"has the role {argument.role}, which its type does not have"
            continue
        if argument.ref is not None and argument.ref not in others:
            continue
        filler = filler_word(others[argument.ref] if argument.ref is not None else None)
        if not role.takes(filler):
            yield f"has {filler} as {argument.role}, which does not take it"
    yield from _answer_faults(value, schema)


def _answer_faults(event: Event, schema: Schema) -> Iterator[str]:
    for name in event.not_stated:
        if schema.role(event.type, name) is None:
            yield f"says “not stated” of {name}, which its type does not have"
        elif event.fillers(name):
            yield f"says “not stated” of {name}, which something fills"


def _said(row: RawAnnotation) -> str:
    whose = "suggested" if row.layer_id is None else "reviewed"
    return f"{whose} {row.kind} {row.id} ({row.label}, {row.start}-{row.end})"


def _parsed(source: str, place: str) -> Fields:
    try:
        return Fields(json.loads(source), place)
    except (ValueError, RecursionError) as error:
        raise ShapeError(place, say("is not valid JSON ({error})", error=error)) from None
