"""Holding a project's annotations against gold files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.agreement import Agreement, agreement_of
from border_annotator.domain.bootstrap import Intervals, intervals
from border_annotator.domain.errors import KnownError
from border_annotator.domain.pairing import pair_off
from border_annotator.domain.reliability import Judged, judged
from border_annotator.formats.readers.native import read_native_file
from border_annotator.services.articles import Source, doc_ids, read_article
from border_annotator.services.found_slips import PlacedSlip, slips_of

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.article import Article
    from border_annotator.services.project import Project


@dataclass(frozen=True)
class Evaluation:
    """How well annotations agree with gold.

    ``total`` is over the gold articles that could be compared; ``left_out`` names the others with the reason.
    ``intervals`` say how far its figures would differ with other articles, ``slips`` are all errors, ``judged`` the
    suggestions that are right or wrong. ``warnings`` are about articles that were compared all the same.
    """

    total: Agreement
    intervals: Intervals
    slips: tuple[PlacedSlip, ...]
    judged: tuple[Judged, ...]
    articles: tuple[tuple[str, Agreement], ...]
    left_out: tuple[tuple[str, str], ...]
    warnings: tuple[tuple[str, str], ...]


def evaluate(project: Project, gold_folder: Path, source: Source = Source.SUGGESTIONS) -> Evaluation:
    """Compare a layer with the gold files in a folder; they find their documents by ``doc_id`` or ``text_file``.

    Raises ``KnownError`` when the folder has no gold files or one of them is not in the native format.
    """
    gold = _gold_in(gold_folder)
    total = Agreement()
    articles: list[tuple[str, Agreement]] = []
    left_out, warnings = [], []
    slips: list[PlacedSlip] = []
    verdicts: list[Judged] = []
    with project.file.moment():
        names = doc_ids(project)
        by_name = {name: document_id for document_id, name in names.items()}
        by_file: dict[str, list[str]] = {}
        for document_id, file_name in project.documents.file_names():
            by_file.setdefault(file_name, []).append(document_id)
        unread = frozenset(project.documents.ids_to_prelabel())
        for expected in gold:
            wanted = list(by_file.get(expected.text_file, ()))
            if expected.doc_id in by_name:
                wanted.insert(0, by_name[expected.doc_id])
            found = [read_article(project, document_id, names[document_id], source) for document_id in wanted]
            same = next(
                (k for k, (article, _, _) in enumerate(found) if article.text_sha256 == expected.text_sha256), None
            )
            if same is None:
                reason = "the project's document has another text" if found else "the project does not hold it"
                left_out.append((expected.doc_id, reason))
                continue
            article, text, _ = found[same]
            pairing = pair_off(expected, article)
            agreement = agreement_of(pairing)
            articles.append((expected.doc_id, agreement))
            total += agreement
            slips += slips_of(pairing, expected.doc_id, text)
            verdicts += judged(pairing)
            if source is Source.SUGGESTIONS and wanted[same] in unread:
                warnings.append((expected.doc_id, "no model has read it yet: run “border-annotator prelabel” first"))
    return Evaluation(
        total=total,
        intervals=intervals([agreement for _, agreement in articles]),
        slips=tuple(slips),
        judged=tuple(verdicts),
        articles=tuple(articles),
        left_out=tuple(left_out),
        warnings=tuple(warnings),
    )


def _gold_in(folder: Path) -> list[Article]:
    if not folder.exists():
        raise KnownError("{folder} is not there: check the name of the folder with the gold files.", folder=folder)
    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    if not files:
        raise KnownError("{folder} holds no gold files (*.json): choose another folder.", folder=folder)
    gold = [read_native_file(file) for file in files]
    seen: dict[str, Path] = {}
    for article, file in zip(gold, files, strict=True):
        if article.doc_id in seen:
            other = seen[article.doc_id].name
            raise KnownError(
                "{file} and {other} are both about {doc_id}: keep one of them.",
                file=file.name,
                other=other,
                doc_id=article.doc_id,
            )
        seen[article.doc_id] = file
    return gold
