"""Marking the hits of a search, or taking off what is marked there: one edit over any number of articles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, label_of, new_id, references_of
from border_annotator.domain.edit import Edit
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.layer import Decision, Verdict
from border_annotator.domain.sentence import Sentence, say, say_count
from border_annotator.services import annotate
from border_annotator.services.correct import known_label, known_type
from border_annotator.services.draft import Draft
from border_annotator.services.review import make_room
from border_annotator.services.worksheets import read_worksheet
from border_annotator.storage.journal import Action

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from border_annotator.domain.edit import Change, Changes
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.annotate import Written
    from border_annotator.services.project import Project
    from border_annotator.services.search import Hit


@dataclass(frozen=True, slots=True)
class Wish:
    """What the hits are to become: an entity or an event of ``label``, or a figure; or rid of such marks.

    Without a ``kind`` everything that is marked there goes, without a ``label`` everything of the kind.
    """

    kind: Kind | None
    label: str = ""
    is_removal: bool = False


@dataclass(slots=True)
class Tally:
    """What becomes of the hits. All but ``done`` is left as it is, for the reason that the name says."""

    done: int = 0
    articles: int = 0
    already: int = 0
    masked: int = 0
    overlapping: int = 0
    fillers: int = 0
    nothing_there: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edit over many hits that is not made yet, and what it does."""

    edit: Edit
    tally: Tally


def prepare(project: Project, hits: Sequence[Hit], wish: Wish) -> Generator[int, None, Prepared]:
    """What a wish would do to some hits; nothing is written. A step is one article, and tells how many are done.

    Raises ``KnownError`` for a label or a type that the schema does not have.
    """
    _must_be_known(project, wish)
    by_document: dict[str, list[Span]] = {}
    for hit in hits:
        by_document.setdefault(hit.document_id, []).append(hit.span)
    tally = Tally()
    changes: list[Change] = []
    for done, (document_id, spans) in enumerate(by_document.items(), start=1):
        found = _in_article(project, read_worksheet(project, document_id), spans, wish, tally)
        tally.articles += bool(found)
        changes += found
        yield done
    return Prepared(Edit(_words(project, hits, wish, tally), tuple(changes)), tally)


def may_say_why(prepared: Prepared) -> bool:
    """Whether anything that was suggested is rejected, so that a reason can be kept with it."""
    return any(_is_rejection(change) for change in prepared.edit.changes)


def because(prepared: Prepared, reason: str) -> Prepared:
    """The same edit with a reason for every suggestion that it rejects."""
    changes = tuple(
        replace(change, after=replace(change.after, reason=reason))
        if _is_rejection(change) and isinstance(change.after, Decision)
        else change
        for change in prepared.edit.changes
    )
    return Prepared(replace(prepared.edit, changes=changes), prepared.tally)


def _is_rejection(change: Change) -> bool:
    return isinstance(change.after, Decision) and change.after.verdict is Verdict.REJECTED


def carry_out(project: Project, prepared: Prepared) -> Generator[Written, None, Changes]:
    """Make the edit: one transaction, one step to undo. A step is one change; nothing else may be written meanwhile.

    Raises ``StaleEdit`` where something has changed since it was prepared.
    """
    return (yield from annotate.write_in_steps(project, prepared.edit, Action.EDIT))


def _must_be_known(project: Project, wish: Wish) -> None:
    if wish.kind is Kind.ENTITY and wish.label:
        known_label(project, wish.label)
    elif wish.kind is Kind.EVENT and wish.label:
        known_type(project, wish.label)


def _in_article(
    project: Project, sheet: Worksheet, spans: Iterable[Span], wish: Wish, tally: Tally
) -> tuple[Change, ...]:
    draft = Draft(sheet, project.schema)
    if wish.is_removal:
        _remove(sheet, draft, spans, wish, tally)
    else:
        for span in spans:
            _mark(project, sheet, draft, span, wish, tally)
    return draft.edit("").changes


def _mark(project: Project, sheet: Worksheet, draft: Draft, span: Span, wish: Wish, tally: Tally) -> None:
    if sheet.mask.touches(span) or not span.fits(sheet.document.text):
        tally.masked += 1
        return
    same_kind = [item for item in sheet.at(span) if item.kind is wish.kind]
    same = [item for item in same_kind if item.anchor == span]
    if any(item.is_reviewed and _is_wished(item, wish) for item in same):
        tally.already += 1
        return
    # What only waits is left alone too: a word inside a longer name must not cost the name.
    others = [item for item in same_kind if item.is_reviewed or item.anchor != span]
    if any(wish.kind is not Kind.EVENT or _is_wished(item, wish) for item in others):
        tally.overlapping += 1
        return
    waiting = next((item for item in same if _is_wished(item, wish)), None)
    if waiting is not None:
        draft.put(waiting, waiting.value)
        made: Entity | Figure | Event = waiting.value
    elif wish.kind is Kind.ENTITY and same and isinstance(same[0].value, Entity):
        made = replace(same[0].value, label=wish.label, link=None)
        draft.relabel(same[0], made)
    else:
        made = _made(project, sheet, span, wish)
        draft.put(None, made)
    if not isinstance(made, Event):
        make_room(project, sheet, draft, made)
    tally.done += 1


def _made(project: Project, sheet: Worksheet, span: Span, wish: Wish) -> Entity | Figure | Event:
    document = sheet.document
    if wish.kind is Kind.EVENT:
        event_type = known_type(project, wish.label)
        return Event(new_id(), wish.label, span, severity=event_type.default_severity)
    if wish.kind is Kind.ENTITY:
        from border_annotator.nlp.entities import guess_label
        from border_annotator.nlp.name_lists import names_in_force

        with names_in_force(tuple(project.gazetteer.entries())):
            chosen, link, mention = guess_label(span.text_in(document.text), (wish.label,))
        return Entity(new_id(), span, chosen, mention, link)
    from border_annotator.nlp.dates import read_time
    from border_annotator.nlp.figures import read_quantity

    time = read_time(document.text, span, document.layout.published.value)
    return time or read_quantity(document.text, span)


def _remove(sheet: Worksheet, draft: Draft, spans: Iterable[Span], wish: Wish, tally: Tally) -> None:
    pointed_at = {
        reference for item in sheet.live() if item.kind is Kind.EVENT for reference in references_of(item.value)
    }
    gone: set[str] = set()
    for span in spans:
        there = [item for item in sheet.at(span) if wish.kind in (None, item.kind) and _is_wished(item, wish)]
        if not there:
            tally.nothing_there += 1
        for item in there:
            if item.id in gone:
                continue
            if item.id in pointed_at:
                tally.fillers += 1
            else:
                draft.reject(item)
                tally.done += 1
            gone.add(item.id)


def _is_wished(item: Item, wish: Wish) -> bool:
    return wish.label in ("", label_of(item.value))


def _words(project: Project, hits: Sequence[Hit], wish: Wish, tally: Tally) -> Sentence:
    schema = project.schema
    if wish.kind is Kind.EVENT and schema.has_type(wish.label):
        what = schema.event_type(wish.label).label
    elif wish.kind is Kind.ENTITY and schema.has_label(wish.label):
        what = schema.entity_label(wish.label).name
    else:
        what = say("figure" if wish.kind is Kind.FIGURE else "all marks")
    words = hits[0].words[:40] if len({hit.words.casefold() for hit in hits}) == 1 else ""
    if not wish.is_removal:
        hits_said = say_count("{count} hit", "{count} hits", tally.done)
        hits_said = say("{hits} of “{words}”", hits=hits_said, words=words) if words else hits_said
        return say("Mark {hits} as {what}", hits=hits_said, what=what)
    marks = say_count("{count} mark", "{count} marks", tally.done)
    marks = say("{marks} of “{words}”", marks=marks, words=words) if words else marks
    return say("Remove {marks} ({what})", marks=marks, what=what) if wish.kind else say("Remove {marks}", marks=marks)
