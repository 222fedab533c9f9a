"""Writing sets of annotations from elsewhere into a project: as suggestions beside others, or into a layer."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator import __version__
from border_annotator.domain.adoption import Adoption, Fate, Quarantined, Told
from border_annotator.domain.annotation import (
    anchor_of,
    kind_of,
    label_of,
    new_id,
    pointing,
    references_of,
    with_more,
    without,
)
from border_annotator.domain.annotators import LAYERS, SUGGESTIONS, place_of
from border_annotator.domain.edit import ORDER, Edit, change_of
from border_annotator.domain.event import Event
from border_annotator.domain.foreign import ForeignSpan, Stand
from border_annotator.domain.foreign_plain import event_to_plain, foreign_to_plain, span_to_plain
from border_annotator.domain.kept import Kept
from border_annotator.domain.sentence import say
from border_annotator.domain.suggestion import Run, Suggestion
from border_annotator.domain.worksheet import State
from border_annotator.formats.mapping_file import mapping_to_text
from border_annotator.services import annotate
from border_annotator.services.annotation_file import layer_name
from border_annotator.services.foreign_overlaps import without_overlaps
from border_annotator.services.fresh_suggestions import put_beside, put_in_new
from border_annotator.services.intake import FOUND_AT_ONCE, store
from border_annotator.services.times import settle_times
from border_annotator.storage.plain_json import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from border_annotator.domain.adoption import Lost
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.domain.layer import Layer
    from border_annotator.domain.mapping import LabelMapping
    from border_annotator.services.annotation_file import AnnotationFile
    from border_annotator.services.foreign_annotations import Converted
    from border_annotator.services.intake import Incoming
    from border_annotator.services.project import Project

SURE, UNSURE = 1.0, 0.5
"""How sure annotations of people, and proposals of a machine, count as where their file gives no number."""


class Keepings:
    """Leads the sets of one file to where they are written: all to one place, or those of each annotator to their own.

    ``as_`` is ``SUGGESTIONS``, where each annotator's are a run, ``LAYERS``, or the name of the one layer of all.
    """

    def __init__(
        self, project: Project, file: AnnotationFile, as_: str, mapping: LabelMapping, *, writes: bool = True
    ) -> None:
        self.writes = writes
        self._project, self._file, self._mapping = project, file, mapping
        self._as = as_ if as_ == LAYERS else layer_name(as_) or SUGGESTIONS
        self._keepings: dict[tuple[str, str | None], Keeping] = {}

    def of(self, annotator: str | None) -> Keeping:
        """Where the sets of an annotator go."""
        place = place_of(self._as, annotator, self._mapping, self._file.format)
        by = annotator if place == SUGGESTIONS else None
        known = self._keepings.get((place, by))
        if known is None:
            known = Keeping(self._project, self._file, place, annotator=by, writes=self.writes)
            self._keepings[place, by] = known
        return known


class Keeping:
    """Writes sets of one file, all as suggestions of one run or all into one layer.

    ``annotator`` is who made them, where they are suggestions of one; ``layer_name`` is ``None`` for suggestions. With
    ``writes`` false it only tells what it would write.
    """

    def __init__(
        self,
        project: Project,
        file: AnnotationFile,
        as_: str,
        *,
        annotator: str | None = None,
        writes: bool = True,
    ) -> None:
        self.writes = writes
        self._project, self._file, self._annotator = project, file, annotator
        self.layer_name = layer_name(as_)
        self._layer: Layer | None = None
        self._run_id: str | None = None
        self._before: Adoption | None = None
        self._stored = 0

    @property
    def is_layer(self) -> bool:
        """Whether the annotations go into a layer."""
        return self.layer_name is not None

    def go_on(self, adoption: Adoption) -> None:
        """Add to what came in before: to its layer, or to the suggestions of its run."""
        self._before = adoption
        self._run_id = adoption.run_id
        if adoption.layer_id is not None:
            self._layer = next(one for one in self._project.layers.layers() if one.id == adoption.layer_id)

    def keep(
        self,
        document: Document,
        article: ForeignArticle,
        converted: Converted,
        lost: Sequence[Lost],
        mapping: LabelMapping,
        incoming: Incoming | None = None,
        released: Sequence[str] = (),
    ) -> int:
        """Write all of it and return how many annotations came in; what is there already adds nothing.

        Call it inside a transaction, unless nothing is written. ``incoming`` is the document where it is new; what is
        ``released`` leaves the quarantine. What came of it is added to ``converted.told``.
        """
        if not self.writes:
            return self._would_keep(article, converted, lost)
        if incoming is not None:
            self.store(incoming)
        adoption_id = new_id()
        if self.layer_name is None:
            became, added = self._suggest(document, article, converted, is_new=incoming is not None)
        else:
            became, added = self._lay(document, converted)
        apart = self._apart(adoption_id, document, article, lost, mapping)
        for item in apart:
            converted.told.append(
                Told(Fate.QUARANTINED, item.kind, item.foreign_id, item.label, item.surface, item.reason)
            )
        self._project.adoptions.release(released)
        if self._before is not None:
            self._project.adoptions.became(self._before, became, self._run_id, converted.keeps.kept(converted.made))
            return added
        said = replace(article, text=None)
        if added or apart or not self._is_noted(document, said):
            self.note(document, said, became, adoption_id, converted.keeps.kept(converted.made))
            self._project.adoptions.keep_apart(apart)
        return added

    def store(self, incoming: Incoming) -> None:
        """Store an article that comes in with its annotations; call it inside a transaction."""
        self._stored += 1
        store(self._project, incoming, is_one_of_many=self._stored > FOUND_AT_ONCE)

    def _is_noted(self, document: Document, said: ForeignArticle) -> bool:
        known = self._project.adoptions.known(document.id, self._file.sha256)
        return any(found.said == said for found in known)

    def _would_keep(self, article: ForeignArticle, converted: Converted, lost: Sequence[Lost]) -> int:
        if self.is_layer:
            without_overlaps(converted, ())
        triggers = {event.trigger for event in article.events}
        for item, reason in ((one.item, one.reason) for one in lost):
            if isinstance(item, ForeignSpan) and item.id not in triggers:
                told = Told(Fate.QUARANTINED, "span", item.id, item.label, item.surface or "", reason)
                converted.told.append(told)
            elif not isinstance(item, ForeignSpan):
                converted.told.append(Told(Fate.QUARANTINED, "event", item.id, item.type, "", reason))
        return len(converted.annotations())

    def keep_whole(self, article: ForeignArticle, reason: str, mapping: LabelMapping) -> Told:
        """Put a whole set into quarantine, because its article was not found; call it inside a transaction."""
        told = Told(Fate.QUARANTINED, "article", article.doc_id, "", "", reason)
        if not self.writes or self._project.adoptions.has_apart(self._file.sha256, article.doc_id):
            return told
        value = to_json({"article": foreign_to_plain(article), "as": self.layer_name or SUGGESTIONS})
        item = Quarantined(
            new_id(),
            None,
            None,
            self._file.name,
            self._file.sha256,
            self._file.format,
            article.doc_id,
            "article",
            "",
            "",
            "",
            0,
            0,
            str(reason),
            value,
            mapping_to_text(mapping),
        )
        self._project.adoptions.keep_apart([item])
        return told

    def _suggest(
        self, document: Document, article: ForeignArticle, converted: Converted, *, is_new: bool
    ) -> tuple[dict[str, str], int]:
        usual = UNSURE if article.stand is Stand.PREDICTED else SURE
        names = {value.id: key for key, value in reversed(converted.made.items())}
        model, sure = self._file.model, converted.sure
        before, after = self._around_key(article)
        suggestions = [
            Suggestion(
                document.id,
                value,
                model,
                sure.get(value.id, usual),
                f"{before}{key}{after}" if (key := names[value.id]) else f"{before.removesuffix(', ')}{after}",
            )
            for value in converted.annotations()
        ]
        if is_new:
            if suggestions:
                put_in_new(self._project, self.run_id(), document, suggestions)
            return {key: value.id for key, value in converted.made.items()}, len(suggestions)
        there = put_beside(self._project, self.run_id(), document.id, suggestions) if suggestions else {}
        self._complete(document, converted, there)
        for key, value in converted.made.items():
            if value.id in there:
                self._tell_known(converted, key, value, there[value.id][1])
        became = {key: there[value.id][0] if value.id in there else value.id for key, value in converted.made.items()}
        return became, len(suggestions) - len(there)

    def _complete(self, document: Document, converted: Converted, there: Mapping[str, tuple[str, State]]) -> None:
        """Let suggestions that were there say what they say now, and what the reviewer has made of them too."""
        found = converted.changes()
        if not found:
            return
        own = {value.id: value for value in self._project.layers.annotations(self._project.layer.id, document.id)}
        proposed = {s.id: s.value for s, _published in self._project.suggestions.read_for(document.id)}
        completed, changes = [], []
        for was, meant in found:
            now = meant
            for key in there.keys() & set(references_of(meant)):
                other, state = there[key]
                now = without(now, key) if state is State.REJECTED else pointing(now, key, other)
            completed.append(with_more(proposed[now.id], was, now))
            mine = own.get(now.id)
            if mine is not None and (more := with_more(mine, was, now)) != mine:
                changes.append(change_of(document.id, mine, more))
        self._project.suggestions.complete(completed)
        settle_times(self._project, document.id)
        if changes:
            label = say("Take up what was in quarantine of {file}", file=self._file.name[:60])
            annotate.write_within(self._project, Edit(label, tuple(changes)), self._project.layer)

    def run_id(self) -> str:
        """The run of the file's suggestions, made where it is not there; call it inside a transaction."""
        if self._run_id is None:
            settings = {"file": self._file.name, "format": self._file.format}
            if self._annotator is not None:
                settings["annotator"] = self._annotator
            now = datetime.datetime.now(datetime.UTC)
            schema = self._project.schema.sha256
            run = Run(new_id(), self._file.model, self._file.sha256, __version__, schema, settings, now)
            self._project.suggestions.add_run(run)
            self._run_id = run.id
        return self._run_id

    def note(
        self,
        document: Document,
        said: ForeignArticle,
        became: Mapping[str, str],
        adoption_id: str,
        kept: Kept | None = None,
    ) -> None:
        """Keep where a set came from; call it inside a transaction."""
        self._project.adoptions.add(
            Adoption(
                adoption_id,
                document.id,
                self._file.name,
                self._file.sha256,
                self._file.format,
                said,
                became,
                self._layer.id if self._layer is not None else None,
                self._run_id,
                kept or Kept(),
            )
        )

    def _around_key(self, article: ForeignArticle) -> tuple[str, str]:
        """What stands before and after a thing's id where a suggestion says why it was made."""
        where = f"{article.place}, " if article.place else ""
        return f"{self._file.name}: {where}", f", {article.annotator}" if article.annotator else ""

    def _lay(self, document: Document, converted: Converted) -> tuple[dict[str, str], int]:
        layer = self.layer()
        standing = self._project.layers.annotations(layer.id, document.id)
        _without_known(converted, standing, self._tell_known)
        without_overlaps(converted, standing)
        there = {value.id for value in standing}
        fresh = [value for value in converted.annotations() if value.id not in there]
        changes = [change_of(document.id, None, value) for value in fresh]
        changes += [change_of(document.id, was, now) for was, now in converted.changes()]
        if changes:
            label = say("Import {count} annotations from {file}", count=len(fresh), file=self._file.name[:60])
            edit = Edit(label, tuple(sorted(changes, key=lambda change: ORDER.index(change.target))))
            annotate.write_within(self._project, edit, layer)
        return {key: value.id for key, value in converted.made.items()}, len(fresh)

    def layer(self) -> Layer:
        """The layer, made where it is not there; call it inside a transaction."""
        if self._layer is None:
            name = self.layer_name or ""
            self._layer = self._project.layers.layer(name) or self._project.layers.add_layer(name)
        return self._layer

    def _tell_known(self, converted: Converted, key: str, value: Annotation, state: State) -> None:
        reasons = {
            State.REJECTED: say("it was rejected before"),
            State.SUGGESTED: say("it is suggested already"),
        }
        reason = reasons.get(state) or say("the reviewer has marked that place")
        converted.told.append(Told(Fate.KNOWN, kind_of(value).value, key, label_of(value), "", reason))

    def _apart(
        self,
        adoption_id: str,
        document: Document,
        article: ForeignArticle,
        lost: Sequence[Lost],
        mapping: LabelMapping,
    ) -> list[Quarantined]:
        """Rows for what could not be placed and is not in quarantine yet."""
        if not lost:
            return []
        there = {
            (item.file_sha256, item.kind, item.foreign_id)
            for item in self._project.adoptions.quarantine_of(document.id)
        }
        spans = {span.id: span for span in article.spans}
        uses = _uses(article)
        triggers = {event.trigger for event in article.events}
        rows = []
        for one in lost:
            row = self._row(adoption_id, article, one, spans, uses, mapping)
            is_trigger = row.kind == "span" and row.foreign_id in triggers
            if not is_trigger and (row.file_sha256, row.kind, row.foreign_id) not in there:
                rows.append(row)
        return rows

    def _row(
        self,
        adoption_id: str,
        article: ForeignArticle,
        lost: Lost,
        spans: dict[str, ForeignSpan],
        uses: Mapping[str, set[str]],
        mapping: LabelMapping,
    ) -> Quarantined:
        item = lost.item
        span = item if isinstance(item, ForeignSpan) else spans.get(item.trigger)
        plain: dict[str, object] = {"span": span_to_plain(span)} if span is not None else {}
        if isinstance(item, ForeignSpan):
            part = mapping.part((item.label,), uses.get(item.id, ()), item.attributes)
        else:
            plain["event"] = event_to_plain(item)
            hosts = uses.get(item.id, set()) | uses.get(item.trigger, set())
            part = mapping.part((span.label,) if span else (), (item.type, *hosts), item.attributes)
        pieces = span.pieces if span is not None else ()
        return Quarantined(
            new_id(),
            adoption_id,
            None,
            self._file.name,
            self._file.sha256,
            self._file.format,
            article.doc_id,
            "span" if isinstance(item, ForeignSpan) else "event",
            item.id,
            item.label if isinstance(item, ForeignSpan) else item.type,
            (span.surface or "") if span is not None else "",
            pieces[0].start if pieces else 0,
            pieces[-1].end if pieces else 0,
            str(lost.reason),
            to_json(plain),
            mapping_to_text(part),
        )


def _uses(article: ForeignArticle) -> dict[str, set[str]]:
    """The types of the events and the labels of the stretches that each id fills a role of, or is related to."""
    names = {span.id: span.label for span in article.spans} | {event.id: event.type for event in article.events}
    found: dict[str, set[str]] = {}
    for event in article.events:
        for argument in event.arguments:
            found.setdefault(argument.target, set()).add(event.type)
    for link in article.relations:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            found.setdefault(one, set()).add(names.get(other, ""))
    return found


def _without_known(
    converted: Converted,
    standing: Iterable[Annotation],
    tell: Callable[[Converted, str, Annotation, State], None],
) -> None:
    """Put what a layer has already in the place of what says the same, and let the others point there."""
    there = {_mark(value): value for value in standing}
    moved: dict[str, str] = {}
    for key, value in list(converted.made.items()):
        same = there.get(_mark(value))
        if same is not None and same.id != value.id:
            converted.made[key] = same
            moved[value.id] = same.id
            tell(converted, key, value, State.ADDED)
    if not moved:
        return
    for key, value in list(converted.made.items()):
        if isinstance(value, Event):
            for reference in moved.keys() & set(references_of(value)):
                converted.made[key] = pointing(converted.made[key], reference, moved[reference])


def _mark(value: Annotation) -> tuple[str, int, int, str]:
    anchor = anchor_of(value)
    return kind_of(value).value, anchor.start, anchor.end, label_of(value)
