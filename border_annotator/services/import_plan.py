"""What an import would do, told article by article before anything is written."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Choices, Draft, Refusal
from border_annotator.formats.articles.files import read_file
from border_annotator.services.duplicates import THRESHOLD, Alike, Duplicate, Duplicates
from border_annotator.services.foreign_formats import foreign_format_of
from border_annotator.services.import_sources import sources_of
from border_annotator.services.intake import file_name_of, incoming_of, known_by
from border_annotator.storage.provenance import LARGEST_ORIGINAL

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping
    from pathlib import Path

    from border_annotator.domain.document import Document, PublicationDate
    from border_annotator.formats.articles.files import Found
    from border_annotator.nlp.text_facts import TextFacts
    from border_annotator.services.import_sources import SourceFile
    from border_annotator.services.intake import Incoming
    from border_annotator.services.project import Project

LONGEST_TITLE = 200
"""Letters of the first line that stands for a title which is not looked for."""


class Action(StrEnum):
    """What is done with an article."""

    KEEP = "keep"
    SKIP = "skip"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Where:
    """Where an article stands: in which file, in which member of an archive, at which place."""

    path: Path
    member: str = ""
    place: str = ""

    def __str__(self) -> str:
        inside = ", ".join(part for part in (self.member, self.place) if part)
        return f"{self.path}: {inside}" if inside else str(self.path)


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the user chose about an import.

    ``reading`` is how files are read; ``format_name`` overrules what their content tells. ``duplicates`` is what is
    done with an article that has the same text as an earlier one, or shares ``threshold`` of its runs of words with
    it: by default the same text is skipped, and what is only alike comes in as a version. The same file is always
    skipped. ``keeps_originals`` keeps the bytes of the files in the project.
    """

    reading: Choices = field(default_factory=Choices)
    format_name: str | None = None
    duplicates: Action | None = None
    threshold: float = THRESHOLD
    keeps_originals: bool = False

    def action_for(self, duplicate: Duplicate | None) -> Action:
        """What is proposed for an article with that duplicate."""
        if duplicate is None:
            return Action.KEEP
        if duplicate.alike is Alike.FILE:
            return Action.SKIP
        if self.duplicates is not None:
            return self.duplicates
        return Action.SKIP if duplicate.alike is Alike.TEXT else Action.VERSION


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a job is: this file of so many, and bytes of all of them."""

    file: int
    files: int
    bytes_read: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One article as it was read, with what is to be done with it, or why there is none.

    ``draft`` is the article as it was read, ``incoming`` what would be stored; without it there is a ``reason``.
    ``is_expected`` says that nobody will miss what is left out. ``annotations`` is the name of the format where the
    file holds annotations, which ``services.adopt`` brings in.
    """

    where: Where
    reached: Reached
    incoming: Incoming | None = None
    duplicate: Duplicate | None = None
    action: Action = Action.SKIP
    reason: str | None = None
    is_expected: bool = False
    annotations: str | None = None
    draft: Draft | None = None

    @property
    def taken(self) -> Incoming | None:
        """What is to be stored, if anything is."""
        return None if self.action is Action.SKIP else self.incoming


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One article that was found, or why there is none.

    ``action`` is what is proposed for it, because of ``duplicate`` if there is one; ``reason`` says why it is skipped,
    or why it cannot be read, which ``is_article`` tells apart. ``size`` counts characters; ``changes`` and ``doubts``
    are sentences. ``published`` has the place where the date was found. ``annotations`` is as in ``Candidate``.
    """

    where: Where
    reached: Reached
    action: Action = Action.SKIP
    reason: str | None = None
    duplicate: Duplicate | None = None
    is_article: bool = False
    is_expected: bool = False
    annotations: str | None = None
    format: str = ""
    title: str = ""
    site: str | None = None
    author: str | None = None
    url: str | None = None
    published: PublicationDate | None = None
    language: str | None = None
    encoding: str | None = None
    size: int = 0
    changes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def plan_import(
    project: Project, paths: Iterable[Path], choices: ImportChoices | None = None
) -> Generator[PlanStep, None, None]:
    """Tell of every article in some files and folders what an import would do with it; nothing is written.

    Raises ``KnownError`` for a path that is not there.
    """
    choices = choices or ImportChoices()
    duplicates = Duplicates(project, choices.threshold)
    for candidate in candidates(paths, choices, duplicates):
        if candidate.taken is not None:
            duplicates.expect(candidate.taken)
        yield _told(project, candidate)


def candidates(
    paths: Iterable[Path],
    choices: ImportChoices,
    duplicates: Duplicates,
    decisions: Mapping[Where, Action] | None = None,
) -> Iterator[Candidate]:
    """Every article as it is read, with what it duplicates at that moment; ``decisions`` overrule what is proposed."""
    from border_annotator.nlp.reading_ahead import read_ahead

    def text_of(piece: _Piece) -> tuple[str, str] | None:
        draft = piece.found.result if piece.found else None
        if piece.found is None or not isinstance(draft, Draft) or duplicates.same(*_hashes(draft, piece.found)):
            return None
        return draft.text, file_name_of(piece.source.shown, piece.found.member, draft.place)

    with closing(read_ahead(_pieces(paths, choices, duplicates), text_of)) as pieces:
        for piece, facts in pieces:
            yield piece.candidate or _planned(piece, facts, choices, duplicates, decisions or {})


@dataclass(frozen=True, slots=True)
class _Piece:
    """What was found in a file, or a candidate for which nothing needs to be read."""

    where: Where
    reached: Reached
    source: SourceFile
    found: Found | None = None
    candidate: Candidate | None = None


def _pieces(paths: Iterable[Path], choices: ImportChoices, duplicates: Duplicates) -> Iterator[_Piece]:
    sources = sources_of(paths)
    total, before = sum(source.size for source in sources), 0
    for number, source in enumerate(sources, start=1):
        where, reached = Where(source.path), Reached(number, len(sources), before + source.size, total)
        foreign = foreign_format_of(source.path) if not source.left_out and choices.format_name is None else None
        if source.left_out is not None:
            left = Candidate(where, reached, reason=source.left_out, is_expected=source.is_expected)
            yield _Piece(where, reached, source, candidate=left)
        elif foreign is not None:
            said = say("holds annotations in the format {format}", format=foreign.name)
            left = Candidate(where, reached, reason=said, annotations=foreign.name)
            yield _Piece(where, reached, source, candidate=left)
        elif (known := duplicates.stored_from(source.path)) is not None:
            # Known by its bytes: reading a PDF or a page of the web takes a thousand times as long, for nothing.
            left = Candidate(where, reached, None, known, Action.SKIP, reason_for(known))
            yield _Piece(where, reached, source, candidate=left)
        else:
            for found in read_file(source.path, choices.reading, choices.format_name):
                is_whole = isinstance(found.result, Refusal) and not found.member and not found.result.place
                read = source.size if is_whole or found.read is None else min(found.read, source.size)
                reached = Reached(number, len(sources), before + read, total)
                kept = found if choices.keeps_originals else replace(found, data=None)
                yield _Piece(Where(source.path, found.member, found.result.place), reached, source, kept)
        before += source.size


def _hashes(draft: Draft, found: Found) -> tuple[str, str]:
    """What an article is known by: its file's hash or its own, and its text's."""
    return known_by(draft, found.sha256), hashlib.sha256(draft.text.encode()).hexdigest()


def _planned(
    piece: _Piece,
    facts: TextFacts | None,
    choices: ImportChoices,
    duplicates: Duplicates,
    decisions: Mapping[Where, Action],
) -> Candidate:
    where, reached, found = piece.where, piece.reached, piece.found
    if found is None or isinstance(found.result, Refusal):
        reason = found.result.reason if found and isinstance(found.result, Refusal) else None
        return Candidate(where, reached, reason=reason, is_expected=found is not None and found.is_expected)
    draft = found.result
    duplicate = duplicates.same(*_hashes(draft, found))
    if duplicate is not None:
        action = _chosen(where, duplicate, choices, decisions)
        if action is Action.SKIP:
            # Known by its hash: reading it would take a hundred times as long, for nothing.
            return Candidate(where, reached, None, duplicate, action, reason_for(duplicate), draft=draft)
    incoming = _incoming(piece.source, found, draft, choices, facts)
    duplicate = duplicate or duplicates.near(incoming)
    action = _chosen(where, duplicate, choices, decisions)
    reason = reason_for(duplicate) if action is Action.SKIP else None
    return Candidate(where, reached, incoming, duplicate, action, reason, draft=draft)


def _chosen(
    where: Where, duplicate: Duplicate | None, choices: ImportChoices, decisions: Mapping[Where, Action]
) -> Action:
    action = choices.action_for(duplicate)
    if duplicate is None or duplicate.alike is not Alike.FILE:
        action = decisions.get(where, action)
    return Action.KEEP if action is Action.VERSION and duplicate is None else action


def reason_for(duplicate: Duplicate | None) -> str:
    """Why an article is skipped, in words."""
    if duplicate is None:
        return say("left out by choice")
    if duplicate.alike is Alike.FILE:
        return say("in the project already")
    if duplicate.alike is Alike.TEXT:
        return say("the same text as {name}", name=duplicate.name)
    return say("{share} % the same as {name}", share=round(100 * duplicate.likeness), name=duplicate.name)


def _told(project: Project, candidate: Candidate) -> PlanStep:
    step = PlanStep(
        candidate.where,
        candidate.reached,
        candidate.action,
        candidate.reason,
        candidate.duplicate,
        is_expected=candidate.is_expected,
        annotations=candidate.annotations,
    )
    draft, incoming = candidate.draft, candidate.incoming
    if draft is None:
        known = candidate.duplicate
        return step if known is None else _with_stored(step, project.documents.get(known.document_id))
    step = replace(
        step,
        is_article=True,
        title=draft.title or draft.text.lstrip()[:LONGEST_TITLE].partition("\n")[0],
        site=draft.site,
        author=draft.author,
        url=draft.url,
        published=draft.published,
        language=draft.language,
        encoding=draft.encoding,
        size=len(draft.text),
        changes=draft.changes,
        doubts=draft.doubts,
    )
    if incoming is None:
        return step
    document, provenance = incoming.document, incoming.provenance
    return replace(
        step,
        format=provenance.format,
        title=document.headline,
        published=document.layout.published,
        language=document.language,
    )


def _with_stored(step: PlanStep, document: Document) -> PlanStep:
    """What is told of a file that was not read, because the project has its article."""
    return replace(
        step,
        is_article=True,
        title=document.headline,
        site=document.source,
        published=document.layout.published,
        language=document.language,
        size=len(document.text),
    )


def _incoming(
    source: SourceFile, found: Found, draft: Draft, choices: ImportChoices, facts: TextFacts | None
) -> Incoming:
    original: bytes | Path | None = None
    if choices.keeps_originals:
        original = found.data if found.data is not None or found.member else source.path
        if (source.size if original is source.path else len(found.data or b"")) > LARGEST_ORIGINAL:
            original = None
            told = say("Its file is too large to be kept in the project.")
            draft = replace(draft, doubts=(*draft.doubts, told))
    return incoming_of(
        draft,
        source.shown,
        format_name=found.format,
        file_sha256=found.sha256,
        member=found.member,
        original=original,
        facts=facts,
    )
