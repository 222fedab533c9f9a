"""How much there is in a project, and how far its review is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.worksheet import State
from border_annotator.storage.counts import CountStore
from border_annotator.storage.stopping import watch_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from border_annotator.services.project import Project
    from border_annotator.storage.counts import Count
    from border_annotator.storage.stopping import Watch

DOCUMENT_STATES = ("untouched", "in_progress", "done", "skipped")
NAMES = {Kind.ENTITY: "entities", Kind.FIGURE: "figures", Kind.EVENT: "events"}


@dataclass(frozen=True)
class Stats:
    """Counts of a project for its reviewer's layer.

    ``documents`` and ``suggestions`` are by state, ``kinds`` holds the states of entities, figures and events;
    each has a ``total`` of all its states. ``labels`` holds, by kind, how many there are of each label that are not
    rejected. ``prelabelled`` is how many documents a model has read.
    """

    documents: Mapping[str, int]
    prelabelled: int
    suggestions: Mapping[str, int]
    kinds: Mapping[str, Mapping[str, int]]
    labels: Mapping[str, Mapping[str, int]]

    def to_plain(self) -> dict[str, object]:
        """The counts as plain data, keyed ``documents``, ``suggestions``, ``entities``, ``figures``, ``events``."""
        return {
            "documents": {**self.documents, "prelabelled": self.prelabelled},
            "suggestions": dict(self.suggestions),
            **{name: dict(states) for name, states in self.kinds.items()},
            "labels": {name: dict(labels) for name, labels in self.labels.items()},
        }


def stats(project: Project, watch: Watch = watch_nothing) -> Stats:
    """Count a project's documents, suggestions and annotations.

    It goes through all suggestions: ``watch`` is told every some hundredths of a second how many documents of how
    many are done, and stops it by raising.
    """
    counts = CountStore(project.file)
    with project.file.moment():
        documents = counts.documents(project.layer.id)
        rows = counts.reviewed(project.layer.id)
        for done, total, waiting in counts.waiting(project.layer.id):
            rows += waiting
            watch(done, total)
    return _stats(documents, rows)


def _stats(documents: Mapping[str, tuple[int, int]], rows: Iterable[Count]) -> Stats:
    states: dict[str, Counter[str]] = {name: Counter() for name in NAMES.values()}
    labels: dict[str, Counter[str]] = {name: Counter() for name in NAMES.values()}
    for kind, label, state, count in rows:
        name = NAMES[Kind(kind)]
        states[name][state] += count
        if state != State.REJECTED:
            labels[name][label] += count
    of_documents = {state: documents.get(state, (0, 0))[0] for state in DOCUMENT_STATES}
    proposed = {
        "open" if state is State.SUGGESTED else state.value: sum(found[state.value] for found in states.values())
        for state in State
        if state is not State.ADDED
    }
    return Stats(
        documents={"total": sum(of_documents.values()), **of_documents},
        prelabelled=sum(prelabelled for _, prelabelled in documents.values()),
        suggestions={"total": sum(proposed.values()), **proposed},
        kinds={
            name: {"total": found.total(), **{state.value: found[state.value] for state in State}}
            for name, found in states.items()
        },
        labels={name: dict(sorted(found.items(), key=lambda row: (-row[1], row[0]))) for name, found in labels.items()},
    )
