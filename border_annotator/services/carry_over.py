"""Carrying the annotations of one version of an article over to another, as suggestions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.adoption import Fate, Told
from border_annotator.domain.annotation import (
    anchor_of,
    is_id,
    kind_of,
    label_of,
    new_id,
    pointing,
    references_of,
    without,
)
from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.event import Event
from border_annotator.domain.foreign import ForeignArticle
from border_annotator.domain.layer import Verdict
from border_annotator.domain.mask import mask_of
from border_annotator.domain.sentence import say
from border_annotator.domain.suggestion import Suggestion
from border_annotator.domain.text_alignment import TextAlignment
from border_annotator.services.adoption_keeping import SURE, Keeping
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.fresh_suggestions import put_beside
from border_annotator.services.times import as_of

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.services.project import Project

FORMAT = "another version"
"""What the origin of what was carried over is called, where a file's has the name of its format."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How many suggestions are new on the other version, how alike the texts are (0 to 1), and what did not come."""

    added: int
    likeness: float
    told: tuple[Told, ...] = ()


def carry_over(project: Project, from_id: str, to_id: str) -> CarriedOver:
    """Suggest on one version of an article what is annotated on another: the reviewer's own, else what is suggested.

    What stands in the other text with the same words comes over; events without what did not come, times as they are
    by the other publication date. Everything that did not come has a line. Once more adds nothing. Raises
    ``KeyError`` for a document that is not there, ``KnownError`` when the project is open for reading only.
    """
    project.file.must_be_writable()
    old, new = project.documents.get(from_id), project.documents.get(to_id)
    values = _annotations(project, from_id)
    alignment = TextAlignment(old.text, new.text)
    work = _Carrying(old, new, alignment)
    found = {value.id: fresh for value in values if (fresh := work.moved(value)) is not None}
    came = [work.tied(value, found) for value in found.values()]
    if old.layout.published.value != new.layout.published.value:
        came = list(as_of(new.text, new.layout.published.value, came).values())
    if not came:
        return CarriedOver(0, alignment.share, tuple(work.told))
    reason = f"{old.file_name}: the same words stand there"
    suggestions = [Suggestion(to_id, value, FORMAT, SURE, reason) for value in came]
    keeping = Keeping(project, AnnotationFile(old.file_name, old.text_sha256, FORMAT), SUGGESTIONS)
    with project.file.transaction():
        there = put_beside(project, keeping.run_id(), to_id, suggestions)
        became = {key: there[fresh.id][0] if fresh.id in there else fresh.id for key, fresh in found.items()}
        if len(there) < len(suggestions):
            said = ForeignArticle(old.file_name, None, text_file=old.file_name)
            keeping.note(new, said, became, new_id())
    for value in came:
        if value.id in there:
            work.tell(Fate.KNOWN, value, say("it stands there already"))
    return CarriedOver(len(suggestions) - len(there), alignment.share, tuple(work.told))


def _annotations(project: Project, document_id: str) -> list[Annotation]:
    own = project.layers.annotations(project.layer.id, document_id)
    if own:
        return own
    decisions = project.layers.decisions(project.layer.id, document_id)
    rejected = {key for key, decision in decisions.items() if decision.verdict is Verdict.REJECTED}
    masked = project.suggestions.masked(document_id)
    return [s.value for s in project.suggestions.in_force(document_id) if s.id not in rejected | masked]


class _Carrying:
    """One carrying over, with the lines about it."""

    def __init__(self, old: Document, new: Document, alignment: TextAlignment) -> None:
        self.told: list[Told] = []
        self._old, self._alignment = old, alignment
        self._mask = mask_of(new.layout)

    def moved(self, value: Annotation) -> Annotation | None:
        """The annotation where it stands in the other version, with a new id; it points where it did."""
        place = self._alignment.carried(anchor_of(value))
        if place is None:
            self.tell(Fate.LEFT_OUT, value, say("its words do not stand in the other version"))
            return None
        if self._mask.touches(place):
            self.tell(Fate.LEFT_OUT, value, say("it stands in boilerplate or the date line of the other version"))
            return None
        if not isinstance(value, Event):
            return replace(value, id=new_id(), span=place)
        mentions = tuple(there for span in value.mentions if (there := self._alignment.carried(span)) is not None)
        arguments = []
        for argument in value.arguments:
            span = self._alignment.carried(argument.span) if argument.span is not None else None
            if argument.ref is not None or span is not None:
                arguments.append(replace(argument, span=span) if argument.ref is None else argument)
        if len(mentions) + len(arguments) < len(value.mentions) + len(value.arguments):
            self.tell(Fate.CHANGED, value, say("some of its words do not stand in the other version"))
        return replace(value, id=new_id(), trigger=place, mentions=mentions, arguments=tuple(arguments))

    def tied(self, value: Annotation, found: dict[str, Annotation]) -> Annotation:
        """The annotation pointing at what came over, and at nothing that did not."""
        lost = 0
        for reference in dict.fromkeys(references_of(value)):
            if reference in found:
                value = pointing(value, reference, found[reference].id)
            elif isinstance(value, Event) or is_id(reference):
                value = without(value, reference)
                lost += 1
        if lost:
            self.tell(Fate.CHANGED, value, say("some of what it points at did not come over"))
        return value

    def tell(self, fate: Fate, value: Annotation, reason: str) -> None:
        """One line."""
        surface = anchor_of(value).text_in(self._old.text) if fate is Fate.LEFT_OUT else ""
        self.told.append(Told(fate, kind_of(value).value, value.id, label_of(value), surface, reason))
