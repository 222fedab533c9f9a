"""What lies beside the data of an export: the card, the manifest, the schema, the rules, and what was reviewed."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from border_annotator import __version__
from border_annotator.domain.data_set import WHOLE, DataSetFacts, Losses, Part, TextUse, UsedRun
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.queue_filter import filter_to_plain
from border_annotator.domain.reviewed import Reviewed, reviewed_parts
from border_annotator.domain.sentence import say_count
from border_annotator.formats.data_set_card import CARD, data_set_card
from border_annotator.formats.manifest import write_manifest
from border_annotator.formats.registry import SetFormat
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import said_choice
from border_annotator.settings import paths

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from border_annotator.domain.outgoing import Outgoing
    from border_annotator.domain.span import Span
    from border_annotator.domain.splits import Split
    from border_annotator.formats.registry import AnyFormat
    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.services.export_splits import Placed
    from border_annotator.services.project import Project

ABOUT = "about"
"""The folder of all of it but the card, so that a folder of JSON files holds nothing but articles."""
REVIEWED = "reviewed.jsonl"
SPLITS = "splits.jsonl"


class DataSet:
    """Counts what goes out and writes down what was reviewed; use it with ``with``.

    ``folder`` is where the data is being written.
    """

    def __init__(self, folder: Path, chosen: AnyFormat) -> None:
        self._folder = folder
        self._format = chosen
        self._parts: dict[Split | str, Part] = {}
        self._languages: Counter[str] = Counter()
        self._days: set[datetime.date] = set()
        self._documents: list[str] = []
        self._losses = Losses()
        self._redacted = 0
        (folder / ABOUT).mkdir(parents=True, exist_ok=True)
        self._reviewed = (folder / ABOUT / REVIEWED).open("w", encoding="utf-8", newline="\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reviewed.close()

    def add(self, document_id: str, outgoing: Outgoing, split: Split | None, source: Source) -> None:
        """Count one article that goes out."""
        article = outgoing.article
        reviewed = reviewed_parts(article, outgoing.text) if source is not Source.SUGGESTIONS else Reviewed((), ())
        self._parts.setdefault(split or WHOLE, Part()).add(article, reviewed)
        self._languages[article.language] += 1
        if article.layout.published.value is not None:
            self._days.add(article.layout.published.value)
        self._documents.append(document_id)
        if isinstance(self._format, SetFormat):
            self._losses.add(article.doc_id, self._format.losses(outgoing))
        row = {
            "id": article.doc_id,
            "split": split,
            "state": (article.review or ReviewState.OPEN).value,
            "reviewed": _pairs(reviewed.parts),
            "empty": _pairs(reviewed.empty),
        }
        self._reviewed.write(json.dumps(row, ensure_ascii=False) + "\n")

    def finish(self, project: Project, choice: ExportChoice, placed: Placed | None) -> None:
        """Write the card, the schema, the guidelines and, last, the manifest."""
        self._reviewed.close()
        about = self._folder / ABOUT
        facts = self._facts(project, choice, placed)
        (about / "schema.json").write_text(project.schema.source, encoding="utf-8", newline="\n")
        (about / "guidelines.md").write_bytes(paths.guidelines_file().read_bytes())
        card = data_set_card(facts, project.schema, self._files(facts))
        (self._folder / CARD).write_text(card, encoding="utf-8", newline="\n")
        write_manifest(self._folder, about, _made_from(facts, choice))

    def _facts(self, project: Project, choice: ExportChoice, placed: Placed | None) -> DataSetFacts:
        last = project.journal.page(0, 1)
        return DataSetFacts(
            name=project.path.stem,
            format_name=self._format.name,
            program_version=__version__,
            schema_version=project.schema.version,
            schema_sha256=project.schema.sha256,
            layer=project.layer.name if choice.source is not Source.SUGGESTIONS else choice.source.value,
            is_reviewed=choice.source is Source.REVIEWED,
            text_use=choice.text_use,
            languages=self._languages,
            published=(min(self._days), max(self._days)) if self._days else None,
            parts={part: self._parts[part] for part in sorted(self._parts, key=_order)},
            scope=tuple(said_choice(choice)),
            runs=tuple(UsedRun(*row) for row in project.suggestions.models(self._documents)),
            losses=tuple((sort, found.count) for sort, found in self._losses.rows()),
            checks=placed.checks if placed is not None else (),
            gaps=tuple(self._gaps(choice)),
            seed=placed.seed if placed is not None else None,
            changed_at=last[0].at if last else None,
        )

    def _gaps(self, choice: ExportChoice) -> Iterator[str]:
        states = sum((part.states for part in self._parts.values()), Counter[ReviewState]())
        unfinished = states[ReviewState.OPEN] + states[ReviewState.IN_PROGRESS] + states[ReviewState.SKIPPED]
        if unfinished and choice.source is not Source.SUGGESTIONS:
            yield say_count(
                "{count} article is not done: what is missing in it says nothing.",
                "{count} articles are not done: what is missing in them says nothing.",
                unfinished,
            )
        if choice.source is not Source.REVIEWED:
            yield "Suggestions have not been looked at by anybody."
        if choice.text_use is TextUse.REDACTED:
            yield "Offsets are those of the texts as they stand here, not of the articles as they were published."

    def _files(self, facts: DataSetFacts) -> Mapping[str, list[str]]:
        return {
            str(part): sorted(
                path.relative_to(self._folder).as_posix()
                for path in (self._folder / str(part)).rglob("*")
                if path.is_file() and ABOUT not in path.relative_to(self._folder).parts
            )
            for part in facts.parts
        }


def _made_from(facts: DataSetFacts, choice: ExportChoice) -> dict[str, object]:
    shares = choice.shares
    return {
        "name": facts.name,
        "program": f"border-annotator {facts.program_version}",
        "format_name": facts.format_name,
        "schema_sha256": facts.schema_sha256,
        "project_changed_at": facts.changed_at.isoformat() if facts.changed_at else None,
        "annotations": choice.source.value,
        "layer": facts.layer,
        "articles_chosen_by": filter_to_plain(choice.queue),
        "types": sorted(choice.types),
        "text": choice.text_use.value,
        **({} if choice.with_mark else {"byte_order_mark": False}),
        "splits": {"seed": facts.seed, "train": shares.train, "dev": shares.dev, "test": shares.test}
        if shares is not None
        else None,
        "articles": {str(part) or "all": counted.articles for part, counted in facts.parts.items()},
    }


def _order(part: Split | str) -> int:
    return ["", "train", "dev", "test"].index(str(part))


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
