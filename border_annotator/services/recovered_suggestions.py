"""The suggestions of a damaged project, with what is known of the runs that made them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from border_annotator.storage.salvage import BETWEEN_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from border_annotator.storage.damaged_pages import Cell
    from border_annotator.storage.rebuild import Rebuild
    from border_annotator.storage.salvage import Salvaged, Tell

    Rows = Iterator[dict[str, Cell]]


class SuggestionRows:
    """Writes them into the new project one at a time; there may be millions.

    ``published`` has the publication date of each article that is in the new project.
    """

    def __init__(self, found: Salvaged, put: Rebuild, published: Mapping[str, str | None]) -> None:
        self._found = found
        self._put = put
        self._published = published
        pairs = found.runs_of_documents()
        self._read_by = [(document_id, run_id) for document_id, run_id in pairs if document_id in published]

    def write(self, schema_sha256: str, tell: Tell) -> tuple[int, bool]:
        """Write all; gives how many there are, and whether of some the run is lost."""
        runs = {str(row["id"]): row for row in self._found.of("runs")}
        lost = sorted({run_id for _document_id, run_id in self._read_by} - set(runs))
        for run_id in lost:
            runs[run_id] = {
                "id": run_id,
                "model": "unknown",
                "model_version": "",
                "program_version": "",
                "schema_sha256": schema_sha256,
                "settings": "{}",
                "started_at": datetime.datetime.now(datetime.UTC).isoformat(),
            }
        self._put.put("runs", runs.values())
        self._put.put("suggestions", self._suggestions(tell))
        self._put.put("readings", self._readings(runs))
        self._put.put("failed_readings", self._ours("failed_readings"))
        self._put.put("anchors", self._anchors(runs))
        self._put.put("adoptions", self._ours("adoptions"))
        self._put.put("quarantine", self._found.of("quarantine"))
        self._put.tell_unread()
        return self._put.rows_in("suggestions"), bool(lost)

    def _ours(self, table: str) -> Rows:
        """The rows of articles that are in the new project."""
        return (row for row in self._found.of(table) if row["document_id"] in self._published)

    def _suggestions(self, tell: Tell) -> Rows:
        total = self._found.count("suggestions")
        for done, row in enumerate(self._ours("suggestions")):
            if done % BETWEEN_WORDS == 0:
                tell(done, total, "suggestions written")
            yield row

    def _readings(self, runs: Mapping[str, Mapping[str, Cell]]) -> Rows:
        """Which run read which article; where that is lost, the newest one that has suggestions in it."""
        told = set()
        for row in self._ours("readings"):
            told.add(row["document_id"])
            if row["run_id"] in runs:
                yield row
        newest: dict[str, str] = {}
        for document_id, run_id in self._read_by:
            before = newest.get(document_id, run_id)
            if document_id not in told and str(runs[run_id]["started_at"]) >= str(runs[before]["started_at"]):
                newest[document_id] = run_id
        for document_id, run_id in newest.items():
            yield {"document_id": document_id, "run_id": run_id, "suggestions": 0, "events": 0}

    def _anchors(self, runs: Mapping[str, Mapping[str, Cell]]) -> Rows:
        """The date that a run counted times from; where that is lost, the article's."""
        told = set()
        for row in self._ours("anchors"):
            told.add((row["document_id"], row["run_id"]))
            if row["run_id"] in runs:
                yield row
        for document_id, run_id in self._read_by:
            if (document_id, run_id) not in told:
                yield {"run_id": run_id, "document_id": document_id, "published": self._published[document_id]}
