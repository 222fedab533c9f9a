"""Bringing articles in that this program wrote: nothing is mapped, and nothing of them is lost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from border_annotator.domain.adoption import Fate, Told
from border_annotator.domain.annotation import Kind, is_id, kind_of, label_of, new_id, pointing, references_of, without
from border_annotator.domain.article import with_ids
from border_annotator.domain.edit import ORDER, Edit, change_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.facts import Facts, facts_of, with_facts
from border_annotator.domain.figure import Figure
from border_annotator.domain.foreign import ForeignArticle
from border_annotator.domain.layer import Decision, Review, ReviewState, Verdict
from border_annotator.domain.mask import mask_of
from border_annotator.domain.sentence import say
from border_annotator.domain.suggestion import Suggestion
from border_annotator.services import annotate
from border_annotator.services.adoption_keeping import SURE
from border_annotator.services.fresh_suggestions import add_beside, put_beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.article import Article, Rejection
    from border_annotator.domain.document import Document
    from border_annotator.domain.edit import Change
    from border_annotator.services.adoption_keeping import Keeping
    from border_annotator.services.intake import Incoming
    from border_annotator.services.project import Project


@dataclass
class NativeSet:
    """An article of a file on its way into a project; ``told`` and ``added`` say what became of it."""

    project: Project
    article: Article
    keeping: Keeping
    source: str
    told: list[Told] = field(default_factory=list)
    added: int = 0

    def keep(self, document: Document, incoming: Incoming | None) -> None:
        """Write it into a document with the article's text; ``incoming`` is that where it is new.

        Call it inside a transaction.
        """
        if incoming is not None:
            self.keeping.store(incoming)
        changes = self._facts(document, is_new=incoming is not None)
        if changes:
            document = with_facts(document, self._own_facts(document))
            annotate.write_within(self.project, Edit(say("Take over facts"), tuple(changes)), self.project.layer)
        ids = self._ids()
        values = self._fitting(document, with_ids(self.article, ids))
        layer_changes = self._lay(document, values, ids) if self.keeping.is_layer else []
        if not self.keeping.is_layer:
            self._suggest(document, values, ids)
        if layer_changes:
            ordered = sorted(layer_changes, key=lambda change: ORDER.index(change.target))
            label = say("Import {count} annotations from {file}", count=self.added, file=self.source[:60])
            annotate.write_within(self.project, Edit(label, tuple(ordered)), self.keeping.layer())
        kept = self.article.kept
        is_kept = kept.is_empty or any(one.kept == kept for one in self.project.adoptions.of_document(document.id))
        if self.added or layer_changes or not is_kept:
            said = ForeignArticle(self.article.doc_id, None, text_file=self.article.text_file)
            there = {value.id for value in values}
            became = {short: uid for short, uid in ids.items() if uid in there}
            self.keeping.note(document, said, became, new_id(), kept)

    def _own_facts(self, document: Document) -> Facts:
        article = self.article
        return Facts(document.id, article.layout, article.language, article.publisher)

    def _facts(self, document: Document, *, is_new: bool) -> list[Change]:
        """The article's facts for a document that nobody has worked on; told where they stay as they are."""
        facts = self._own_facts(document)
        if is_new or facts == facts_of(document):
            return []
        is_touched = self.project.journal.touching(document.id) or self.project.suggestions.count(document.id)
        if is_touched or any(
            self.project.layers.annotations(la.id, document.id) for la in self.project.layers.layers()
        ):
            self._tell(Fate.KNOWN, "article", self.article.doc_id, "", say("the project's title, date and parts stay"))
            return []
        return [change_of(document.id, facts_of(document), facts)]

    def _ids(self) -> dict[str, str]:
        """The ids that the annotations get: their own; where they have none, always the same for the same file."""
        ids: dict[str, str] = {}
        taken: set[str] = set()
        for annotation in self.article.annotations():
            uid = self.article.uids.get(annotation.id, "")
            if not is_id(uid) or uid in taken:
                uid = hashlib.sha256(f"{self.article.text_sha256} {annotation.id}".encode()).hexdigest()[:32]
            ids[annotation.id] = uid
            taken.add(uid)
        return ids

    def _fitting(self, document: Document, values: list[Annotation]) -> list[Annotation]:
        """The annotations that the schema and the document's layout allow; the others are told."""
        mask = mask_of(document.layout)
        is_own = document.layout == self.article.layout
        schema = self.project.schema
        kept: list[Annotation] = []
        gone: set[str] = set()
        for value in values:
            label = label_of(value)
            known = {
                Kind.ENTITY: schema.has_label(label),
                Kind.FIGURE: label in schema.figure_kinds,
                Kind.EVENT: schema.has_type(label),
            }[kind_of(value)]
            clipped = value if is_own else mask.clipped(value)
            if not known:
                self._tell(Fate.LEFT_OUT, kind_of(value).value, value.id, label, say("the schema does not have it"))
                gone.add(value.id)
            elif clipped is None:
                reason = say("it stands in boilerplate or the date line")
                self._tell(Fate.LEFT_OUT, kind_of(value).value, value.id, label, reason)
                gone.add(value.id)
            else:
                kept.append(clipped)
        return [_without(value, gone) for value in kept]

    def _suggest(self, document: Document, values: list[Annotation], ids: Mapping[str, str]) -> None:
        article = self.article
        if article.rejections or article.notes or article.review not in (None, ReviewState.OPEN):
            self._tell(Fate.LEFT_OUT, "note", article.doc_id, "", say("verdicts and notes come in with a layer only"))
        taken = self.project.suggestions.taken(ids.values())
        origins = {ids[short]: origin for short, origin in article.origins.items()}
        fresh = {key: new_id() for key, owner in taken.items() if owner != document.id}
        suggestions = []
        for value in (_moved(value, fresh) for value in values):
            if value.id in taken:
                self._tell(Fate.KNOWN, kind_of(value).value, value.id, label_of(value), say("it is suggested already"))
                continue
            origin = origins.get(value.id)
            if origin is None:
                suggestions.append(Suggestion(document.id, value, "import: native", SURE, self.source))
            else:
                suggestions.append(Suggestion(document.id, value, origin.source, origin.confidence, origin.reason))
        if suggestions:
            there = put_beside(self.project, self.keeping.run_id(), document.id, suggestions)
            self.added = len(suggestions) - len(there)
            for suggestion in suggestions:
                if suggestion.id in there:
                    value = suggestion.value
                    reason = say("something stands there already")
                    self._tell(Fate.KNOWN, kind_of(value).value, value.id, label_of(value), reason)

    def _lay(self, document: Document, values: list[Annotation], ids: Mapping[str, str]) -> list[Change]:
        layer = self.keeping.layer()
        wanted = {value.id for value in values}
        elsewhere = {
            key for key, owner in self.project.layers.taken(layer.id, wanted).items() if owner != document.id
        } | {key for key, owner in self.project.suggestions.taken(wanted).items() if owner != document.id}
        fresh = {key: new_id() for key in elsewhere}
        values = [_moved(value, fresh) for value in values]
        standing = {value.id: value for value in self.project.layers.annotations(layer.id, document.id)}
        changes: list[Change] = []
        for value in values:
            before = standing.get(value.id)
            if before is None:
                changes.append(change_of(document.id, None, value))
                self.added += 1
            else:
                reason = say("the layer has it") if before == value else say("the layer has it otherwise")
                self._tell(Fate.KNOWN, kind_of(value).value, value.id, label_of(value), reason)
        proposed = {s.id: s.value for s in self.project.suggestions.in_force(document.id)}
        decided = self.project.layers.decisions(layer.id, document.id)
        for value in values:
            if value.id in proposed and value.id not in decided and value.id not in standing:
                is_same = proposed[value.id] == value
                verdict = Verdict.CONFIRMED if is_same else Verdict.CORRECTED
                changes.append(change_of(document.id, None, Decision(value.id, verdict)))
        changes += self._rejections(document, set(proposed), set(decided))
        return changes + self._review(document) + self._notes(document, ids)

    def _rejections(self, document: Document, proposed: set[str], decided: set[str]) -> list[Change]:
        changes = []
        missing = [found for found in self.article.rejections if found.id not in proposed]
        taken = self.project.suggestions.taken([found.id for found in missing])
        made = [_proposal(document, found) for found in missing if is_id(found.id) and found.id not in taken]
        if made:
            add_beside(self.project, self.keeping.run_id(), document, made)
        there = proposed | {suggestion.id for suggestion in made}
        for found in self.article.rejections:
            if found.id in decided:
                continue
            if found.id in there:
                changes.append(change_of(document.id, None, Decision(found.id, Verdict.REJECTED, found.reason)))
            else:
                reason = say("what was rejected is not in force here")
                self._tell(Fate.LEFT_OUT, found.kind.value, found.id, found.label, reason)
        return changes

    def _review(self, document: Document) -> list[Change]:
        state, layer = self.article.review, self.keeping.layer()
        if state is None or state is ReviewState.OPEN:
            return []
        before = self.project.layers.review(layer.id, document.id)
        if before is not None and before.state is not state:
            self._tell(Fate.KNOWN, "review", "", state.value, say("the layer says {state}", state=before.state.value))
        return [] if before is not None else [change_of(document.id, None, Review(document.id, state))]

    def _notes(self, document: Document, ids: Mapping[str, str]) -> list[Change]:
        layer = self.keeping.layer()
        taken = self.project.notes.taken(layer.id, [note.id for note in self.article.notes])
        changes = []
        for note in self.article.notes:
            if note.id in taken:
                self._tell(Fate.KNOWN, "note", note.id, "", say("the layer has it"))
                continue
            subject = ids.get(note.subject, note.subject)
            made = replace(note, document_id=document.id, subject=subject, id=note.id if is_id(note.id) else new_id())
            changes.append(change_of(document.id, None, made))
        return changes

    def _tell(self, fate: Fate, what: str, key: str, label: str, reason: str) -> None:
        self.told.append(Told(fate, what, key, label, "", reason))


def _proposal(document: Document, found: Rejection) -> Suggestion:
    """As much of a rejected suggestion as a file tells of it."""
    value: Annotation
    if found.kind is Kind.ENTITY:
        value = Entity(found.id, found.span, found.label)
    elif found.kind is Kind.FIGURE:
        value = Figure(found.id, found.span, found.label)
    else:
        value = Event(found.id, found.label, found.span)
    origin = found.origin
    return Suggestion(document.id, value, origin.source, origin.confidence, origin.reason)


def _without(value: Annotation, gone: set[str]) -> Annotation:
    for key in gone.intersection(references_of(value)):
        value = without(value, key)
    return value


def _moved(value: Annotation, fresh: Mapping[str, str]) -> Annotation:
    """The annotation with other ids, its own and those that it points at."""
    for key in fresh.keys() & set(references_of(value)):
        value = pointing(value, key, fresh[key])
    return replace(value, id=fresh[value.id]) if value.id in fresh else value
