"""What an export would not carry, told before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.data_set import EXAMPLES, Losses
from border_annotator.formats.registry import SetFormat
from border_annotator.services.export_articles import ChosenArticles
from border_annotator.services.export_choice import choose_layer
from border_annotator.services.export_formats import format_for
from border_annotator.services.export_splits import SplitStep
from border_annotator.services.project import open_project_to_read

if TYPE_CHECKING:
    from collections.abc import Generator

    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.services.project import Project


def losses_of(project: Project, choice: ExportChoice, most: int = EXAMPLES) -> Generator[SplitStep, None, Losses]:
    """Count what the chosen format cannot carry of the chosen articles; nothing is written.

    Of each sort of loss the first ``most`` places are told. It reads every article: it tells how far it is. Raises
    ``KnownError`` as ``export_dataset`` does.
    """
    chosen, found = format_for(choice), Losses(most)
    with open_project_to_read(project.path) as reader, reader.file.moment():
        choose_layer(reader, choice)
        articles = ChosenArticles(reader, choice)
        for step, outgoing in articles.read(chosen):
            if outgoing is not None and isinstance(chosen, SetFormat):
                article = outgoing.article
                found.add(article.doc_id, chosen.losses(outgoing), step.document_id, article.uids)
            yield SplitStep(step.done, step.total)
    return found
