"""Saving what can be read of a damaged project into a new one."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, new_id, references_of
from border_annotator.domain.document import Document, Layout, PublicationDate, Segment, layout_from_plain
from border_annotator.domain.edit import Change, Target, value_from_plain
from border_annotator.domain.errors import KnownError, ShapeError
from border_annotator.domain.facts import Facts, facts_of, facts_to_plain
from border_annotator.domain.fields import Fields
from border_annotator.domain.layer import Decision
from border_annotator.domain.schema_reading import read_schema
from border_annotator.domain.sentence import say, say_count
from border_annotator.domain.span import Span
from border_annotator.services.project import REVIEWER, Project
from border_annotator.services.recovered_journal import Mending, Replay, read_edits, replay
from border_annotator.services.recovered_suggestions import SuggestionRows
from border_annotator.services.times import settle_times
from border_annotator.settings import paths
from border_annotator.storage.plain_json import to_json
from border_annotator.storage.project_facts import ProjectFacts
from border_annotator.storage.project_file import ProjectFile, must_be_new
from border_annotator.storage.rebuild import Rebuild
from border_annotator.storage.salvage import salvaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from border_annotator.domain.sentence import Sentence
    from border_annotator.services.recovered_journal import Held, Place, SalvagedEdit
    from border_annotator.storage.damaged_pages import Cell
    from border_annotator.storage.salvage import Salvaged, Tell

PLACES = (
    ("decisions", Target.DECISION, "suggestion_id"),
    ("reviews", Target.REVIEW, "document_id"),
    ("notes", Target.NOTE, "id"),
    ("gazetteer", Target.GAZETTEER, "id"),
)
"""The tables of what reviewers said beside annotations."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is in the new project, and what of the damaged one could not be read."""

    articles: int
    suggestions: int
    annotations: int
    edits: int
    losses: tuple[Sentence, ...]


def tell_nobody(_done: int, _total: int, _what: str) -> None:
    """For who needs no progress."""


def recover(damaged: Path, new: Path, tell: Tell = tell_nobody) -> Recovery:
    """Read all that can be read of ``damaged`` into a new project; the damaged file is only read.

    In memory are the edits and what reviewers made; of articles and suggestions there is one at a time. ``tell`` is
    told how much of how much is done, and of what; what it raises ends the work, and nothing is left of it. Raises
    ``KnownError`` when there is nothing to save, and when the new project cannot be made.
    """
    must_be_new(new)
    try:
        with salvaged(damaged, new, tell) as found:
            return _recovered(damaged, new, found, tell)
    except FileNotFoundError:
        raise KnownError("{path} is not there: check the name.", path=damaged) from None
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): copy it to another disk first.", path=damaged, reason=error.strerror
        ) from error


def _recovered(damaged: Path, new: Path, found: Salvaged, tell: Tell) -> Recovery:
    if not found.count("documents") and not found.count("journal"):
        raise KnownError("Nothing of a project can be read in {file}: restore a backup of it.", file=damaged.name)
    results: list[Recovery] = []

    def fill(file: ProjectFile) -> None:
        work = _Work(found, file, tell)
        with file.transaction():
            work.begin()
        project = Project(file)
        with file.transaction():
            results.append(work.fill(project))

    ProjectFile.create(new, "border-annotator recover", fill).close()
    return results[0]


@dataclass(frozen=True, slots=True)
class _Article:
    """What the rest of the work must know of an article that is in the new project."""

    file_name: str
    published: str | None


class _Work:
    """One recovery."""

    def __init__(self, found: Salvaged, file: ProjectFile, tell: Tell) -> None:
        self._found = found
        self._file = file
        self._tell = tell
        self._put = Rebuild(file)
        self._losses: list[Sentence] = []

    def begin(self) -> None:
        """The project's facts, its schema and its layers: without them nothing can be read."""
        facts = {str(row["key"]): str(row["value"]) for row in self._found.of("project")}
        schemas = {str(row["sha256"]): row for row in self._found.of("schemas")}
        chosen = schemas.get(facts.get("schema", "")) or next(iter(schemas.values()), None)
        if chosen is None:
            source = paths.default_schema().read_text(encoding="utf-8")
            schema = read_schema(source, paths.default_schema().name)
            if schema.sha256 not in {row["schema_sha256"] for row in self._found.of("runs")} | {facts.get("schema")}:
                self._losses.append(say("The event schema could not be read: the program's own takes its place."))
            ProjectFacts(self._file).begin(source, schema.sha256, paths.default_schema().name)
        else:
            self._put.put("schemas", schemas.values())
            facts = {"id": new_id(), "created_at": _now()} | facts | {"schema": str(chosen["sha256"])}
            self._put.put("project", [{"key": key, "value": value} for key, value in facts.items()])
        documents = {row["id"] for row in self._found.of("documents")}
        layers = [row for row in self._found.of("layers") if row["id"] not in documents]
        known = {row["id"] for row in layers}
        used = {row["layer_id"] for table in ("journal", "annotations", "decisions") for row in self._found.of(table)}
        for number, layer_id in enumerate(sorted(map(str, used - known)), start=1):
            name = REVIEWER if not layers and number == 1 else f"{REVIEWER} {number}"
            layers.append({"id": layer_id, "name": name, "created_at": _now()})
            self._losses.append(say("The name of a layer could not be read: it is called “{name}”.", name=name))
        self._put.put("layers", layers)

    def fill(self, project: Project) -> Recovery:
        """All the rest."""
        edits = read_edits(list(self._found.of("journal")))
        told = replay(edits, self._found.newest_edit)
        documents = self._documents(project, told)
        suggestions = self._suggestions(documents)
        final = self._final(told, documents)
        stored = self._write_layers(project, final)
        written = self._write_journal(project, edits, frozenset(documents), stored)
        self._settle(project, documents, edits, stored)
        missing = self._found.newest_edit - len(edits)
        if missing > 0:
            self._losses.append(
                say_count(
                    "{count} edit of the journal could not be read.",
                    "{count} edits of the journal could not be read.",
                    missing,
                )
            )
        annotations = sum(place[1] in frozenset(Kind) for place in stored)
        return Recovery(len(documents), suggestions, annotations, written, tuple(self._losses))

    def _documents(self, project: Project, told: Replay) -> dict[str, _Article]:
        documents: dict[str, _Article] = {}
        total = self._found.count("documents")
        for done, row in enumerate(self._found.of("documents")):
            self._tell(done, total, "articles written")
            document = self._document(row, told)
            project.documents.add(document)
            self._put.set_imported(document.id, row["imported_at"])
            published = document.layout.published.value
            documents[document.id] = _Article(document.file_name, published.isoformat() if published else None)
            if document.text_sha256 != row["text_sha256"]:
                self._losses.append(
                    say("{file}: the text is not quite the one that was imported.", file=document.file_name)
                )
        known = set(documents)
        for table in ("provenance", "versions"):
            self._put.put(table, [row for row in self._found.of(table) if row["document_id"] in known])
        self._put.put("originals", self._found.of("originals"))
        lost = {
            str(row["document_id"])
            for table in ("readings", "suggestions", "annotations", "decisions", "reviews", "anchors")
            for row in self._found.of(table)
            if row["document_id"] not in known
        }
        lost |= {held[0] for held in told.last.values() if held is not None and held[0] and held[0] not in known}
        if lost:
            self._losses.append(
                say_count(
                    "{count} article could not be read, and what was marked in it is lost with it.",
                    "{count} articles could not be read, and what was marked in them is lost with them.",
                    len(lost),
                )
            )
        return documents

    def _document(self, row: Mapping[str, Cell], told: Replay) -> Document:
        text, document_id = str(row["text"]), str(row["id"])
        try:
            layout = layout_from_plain(Fields(json.loads(str(row["layout"])), "layout"))
        except (ValueError, RecursionError, ShapeError):
            layout = Layout(None, PublicationDate(), (Segment("body", Span(0, len(text))),), ())
            self._losses.append(say("{file}: its date and its parts could not be read.", file=str(row["file_name"])))
        source = str(row["source"]) if row["source"] is not None else None
        document = Document(
            document_id, str(row["file_name"]), str(row["file_sha256"]), text, layout, str(row["language"]), source
        )
        last = told.last.get(("", Target.FACTS.value, document_id))
        if told.is_complete and last is not None:
            try:
                facts = value_from_plain(Target.FACTS, Fields(last[1], "facts"))
            except ShapeError:
                return document
            if isinstance(facts, Facts):
                return replace(document, layout=facts.layout, language=facts.language, source=facts.source)
        return document

    def _suggestions(self, documents: Mapping[str, _Article]) -> int:
        name, source = ProjectFacts(self._file).schema_source()
        work = SuggestionRows(self._found, self._put, {key: one.published for key, one in documents.items()})
        suggestions, is_any_run_lost = work.write(read_schema(source, name).sha256, self._tell)
        if is_any_run_lost:
            self._losses.append(say("Which model made some of the suggestions could not be read."))
        return suggestions

    def _final(self, told: Replay, documents: Mapping[str, _Article]) -> dict[Place, Held]:
        """What is to be stored: by the journal where none of it is missing, else by the tables as far as they go."""
        final: dict[Place, Held] = {}
        stored = self._stored()
        whole = self._found.whole
        for place in stored.keys() | told.last.keys():
            if place[1] == Target.FACTS:
                continue
            is_whole = _table_of(place[1]) in whole
            said = told.last.get(place)
            held = said if told.is_complete or (not is_whole and place not in stored) else stored.get(place)
            if held is None or (held[0] and held[0] not in documents):
                continue
            if place[1] == Target.DECISION and self._found.document_of(place[2]) not in documents:
                continue
            final[place] = held
        return final

    def _stored(self) -> dict[Place, Held]:
        stored: dict[Place, Held] = {}
        for row in self._found.of("annotations"):
            place = (str(row["layer_id"]), str(row["kind"]), str(row["id"]))
            stored[place] = (str(row["document_id"]), json.loads(str(row["value"])))
        for table, target, key in PLACES:
            for row in self._found.of(table):
                place = (str(row.get("layer_id", "")), target.value, str(row[key]))
                plain: dict[str, object]
                if target is Target.DECISION:
                    plain = {"id": row[key], "verdict": row["verdict"], "reason": row["reason"]}
                elif target is Target.REVIEW:
                    plain = {"id": row[key], "state": row["state"], "reason": row["reason"]}
                else:
                    plain = json.loads(str(row["value"]))
                stored[place] = (str(row.get("document_id", "")), plain)
        return stored

    def _write_layers(self, project: Project, final: Mapping[Place, Held]) -> dict[Place, Held]:
        stored: dict[Place, Held] = {}
        order = {str(row["id"]): int(str(row["at"])) for row in self._found.of("notes")}
        unread = 0
        for place in sorted(final, key=lambda one: (order.get(one[2], 0), one)):
            layer_id, target, key = place
            document_id, plain = final[place]
            try:
                change = Change(
                    document_id, Target(target), key, None, value_from_plain(Target(target), Fields(plain, key))
                )
            except (ShapeError, ValueError):
                unread += 1
                continue
            if change.target is Target.NOTE:
                project.notes.write(layer_id, change)
            elif change.target is Target.GAZETTEER:
                project.gazetteer.write(change)
            else:
                project.layers.write(layer_id, change)
            stored[place] = final[place]
        if unread:
            self._losses.append(
                say_count("{count} annotation could not be read.", "{count} annotations could not be read.", unread)
            )
        return stored

    def _write_journal(
        self, project: Project, edits: list[SalvagedEdit], documents: frozenset[str], stored: Mapping[Place, Held]
    ) -> int:
        mending = Mending(documents)
        rows = list(mending.rows(edits))
        final = dict(stored)
        for place in mending.places_of(Target.FACTS):
            if place[2] in documents:
                final[place] = (place[2], facts_to_plain(facts_of(project.documents.get(place[2]))))
        number = max(self._found.newest_edit, *(edit.id for edit in edits), 0) if edits else self._found.newest_edit
        rest = mending.last_changes(final)
        shared = rest.pop("", [])
        if shared:
            rest.setdefault(project.layer.id, []).extend(shared)
        for layer_id, changes in rest.items():
            number += 1
            mending.add_edit(number, layer_id)
            label = "Recover what the journal no longer tells"
            row: dict[str, Cell] = {"id": number, "at": _now(), "layer_id": layer_id, "action": "edit"}
            rows.append({**row, "subject": None, "label": label, "changes": to_json(changes), "sentence": None})
        if mending.mended:
            self._losses.append(
                say_count(
                    "{count} edit begins from what a lost one had made: it tells of both.",
                    "{count} edits begin from what lost ones had made: they tell of both.",
                    mending.mended,
                )
            )
        self._put.put("journal", rows)
        names = ("journal_id", "layer_id", "state")
        self._put.put("history", [dict(zip(names, state, strict=True)) for state in mending.states()])
        touched = {(str(c["key"]), row["id"]) for row in rows for c in json.loads(str(row["changes"]))}
        self._put.put("touched", [{"key": key, "journal_id": number} for key, number in sorted(touched, key=str)])
        return len(rows)

    def _settle(
        self,
        project: Project,
        documents: Mapping[str, _Article],
        edits: list[SalvagedEdit],
        stored: Mapping[Place, Held],
    ) -> None:
        """What can be told from the rest: which suggestions are kept, masked, dated anew, and how many there are."""
        kept = {str(row["suggestion_id"]) for row in self._found.of("kept")}
        plain = [(str(c["target"]), c["after"]) for edit in edits for c in edit.changes]
        plain += [(place[1], held[1]) for place, held in stored.items()]
        for target, value in plain:
            kept |= _meant(target, value)
        project.suggestions.keep({key for key in kept if self._found.document_of(key) in documents})
        for done, document_id in enumerate(documents):
            self._tell(done, len(documents), "articles settled")
            facts = facts_of(project.documents.get(document_id))
            project.documents.write(Change(document_id, Target.FACTS, document_id, facts, facts))
            settle_times(project, document_id)
        said = {str(row["document_id"]): row["suggestions"] for row in self._found.of("readings")}
        held = self._put.count()
        lost = sum(max(0, count - held.get(key, 0)) for key, count in said.items() if isinstance(count, int))
        if lost:
            self._losses.append(
                say_count("{count} suggestion could not be read.", "{count} suggestions could not be read.", lost)
            )


def _meant(target: str, plain: object) -> set[str]:
    """The ids of what a value judges or points at."""
    if not isinstance(plain, dict) or target not in {*frozenset(Kind), Target.DECISION.value}:
        return set()
    try:
        value = value_from_plain(Target(target), Fields(plain, target))
    except (ShapeError, ValueError):
        return set()
    if isinstance(value, Decision):
        return {value.suggestion_id}
    return set(references_of(value))  # type: ignore[arg-type] # the three kinds of annotation


def _table_of(target: str) -> str:
    tables = {found.value: table for table, found, _key in PLACES}
    return tables.get(target, "annotations")


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat()
