"""Bringing annotations that were made elsewhere into a project."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.adoption import Fate, Told
from border_annotator.domain.annotators import is_left_out
from border_annotator.domain.article import Article
from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import ForeignArticle, Stand
from border_annotator.domain.mapping_guess import Met
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Draft
from border_annotator.services.adopt_native import NativeSet
from border_annotator.services.adoption_keeping import AnnotationFile, Keeping, Keepings
from border_annotator.services.adoption_pairing import Pairing, paired, placed, text_of
from border_annotator.services.extend_schema import extend_schema, extended
from border_annotator.services.foreign_annotations import convert
from border_annotator.services.intake import incoming_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from border_annotator.domain.mapping import LabelMapping
    from border_annotator.formats.articles.draft import Refusal
    from border_annotator.services.adoption_pairing import Text
    from border_annotator.services.intake import Incoming
    from border_annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class AdoptStep:
    """What became of one set of annotations.

    ``document_id`` is what they are on, ``None`` where nothing came in for a ``reason``. ``is_new`` tells that the
    article came in with them. ``into`` is the layer that they went to, none where they are suggestions. ``added``
    counts annotations that are new, ``told`` has a line for each thing that did not simply come in.
    """

    doc_id: str
    place: str
    document_id: str | None = None
    is_new: bool = False
    added: int = 0
    told: tuple[Told, ...] = ()
    reason: str | None = None
    into: str | None = None


def adopt(
    project: Project,
    file: AnnotationFile,
    articles: Iterable[ForeignArticle | Article | Refusal],
    mapping: LabelMapping,
    as_: str,
) -> Generator[AdoptStep, None, None]:
    """Bring the annotations of a file in, a set at a time, each in one transaction.

    ``as_`` is ``SUGGESTIONS``, ``LAYERS`` for a layer of each annotator's own, or the name of the layer that all go to,
    in one step of undo for each set; whom the mapping leaves out does not come in. A set
    finds its document by its text, else by its name and a text that is near; one that has a text and no document
    brings its article with it. What cannot be placed is in quarantine. An ``Article`` of this program's own comes in
    as it is, ids, notes, verdicts and all, and needs no mapping. The same file again adds nothing. Close the
    generator to stop: what is finished stays. Raises ``KnownError`` when the project is open for reading only, and
    when the mapping names what the schema does not have.
    """
    project.file.must_be_writable()
    _must_fit(project, mapping)
    extend_schema(project, mapping)
    yield from _steps(project, file, articles, mapping, Keepings(project, file, as_, mapping))


def rehearse(
    project: Project,
    file: AnnotationFile,
    articles: Iterable[ForeignArticle | Article | Refusal],
    mapping: LabelMapping,
    as_: str,
) -> Generator[AdoptStep, None, None]:
    """The steps that ``adopt`` would give, while nothing is written; what is there already is counted as new."""
    _must_fit(project, mapping)
    yield from _steps(project, file, articles, mapping, Keepings(project, file, as_, mapping, writes=False))


def _must_fit(project: Project, mapping: LabelMapping) -> None:
    problem = next(iter(mapping.problems(project.schema)), None)
    if problem is not None:
        raise KnownError("The mapping does not fit the schema ({problem}): change one of them.", problem=problem)


def _steps(
    project: Project,
    file: AnnotationFile,
    articles: Iterable[ForeignArticle | Article | Refusal],
    mapping: LabelMapping,
    keepings: Keepings,
) -> Generator[AdoptStep, None, None]:
    pairing = Pairing(project)
    for article in articles:
        if isinstance(article, ForeignArticle):
            yield _adopted(project, file, article, mapping, keepings.of(article.annotator), pairing)
        elif isinstance(article, Article):
            yield _adopted_native(project, file, article, mapping, keepings.of(article.layer), pairing)
        else:
            yield AdoptStep("", article.place, reason=article.reason)


def met_in(articles: Iterable[ForeignArticle | Article | Refusal]) -> Met:
    """What labels, types, roles and attributes there are, each article read once and forgotten."""
    met = Met()
    for article in articles:
        met.take(article)
    return met


def _adopted(
    project: Project,
    file: AnnotationFile,
    article: ForeignArticle,
    mapping: LabelMapping,
    keeping: Keeping,
    pairing: Pairing,
) -> AdoptStep:
    from border_annotator.nlp.name_lists import names_in_force

    refused = _refused(article, mapping, is_layer=keeping.is_layer)
    if refused is not None:
        line = Told(Fate.LEFT_OUT, "article", article.doc_id, "", "", refused)
        return AdoptStep(article.doc_id, article.place, told=(line,), reason=refused)
    try:
        text = text_of(article, file.folder, file.name)
    except KnownError as error:
        return AdoptStep(article.doc_id, article.place, reason=str(error))
    document = paired(pairing, article, text)
    incoming: Incoming | None = None
    if document is None:
        if text is None:
            reason = say("its article is not in the project, and its text is not beside the file")
            apart = keeping.keep_whole(article, reason, mapping)
            return AdoptStep(article.doc_id, article.place, told=(apart,), reason=reason)
        incoming = _incoming(article, text, file)
        document = incoming.document
    laid = placed(article, text.text if text is not None else None, document)
    with names_in_force(tuple(project.gazetteer.entries())):
        converted = convert(article, laid.places, document, extended(project.schema, mapping), mapping)
    converted.told[:0] = laid.told
    lost = [*laid.apart, *converted.lost]
    added = keeping.keep(document, article, converted, lost, mapping, incoming)
    if incoming is not None and keeping.writes:
        pairing.add(document)
    told = tuple(converted.told)
    return AdoptStep(
        article.doc_id, article.place, document.id, incoming is not None, added, told, into=keeping.layer_name
    )


def _adopted_native(
    project: Project,
    file: AnnotationFile,
    article: Article,
    mapping: LabelMapping,
    keeping: Keeping,
    pairing: Pairing,
) -> AdoptStep:
    if is_left_out(mapping, article.layer):
        return AdoptStep(
            article.doc_id, "", reason=say("the work of {annotator} is left out", annotator=article.layer or "")
        )
    document = pairing.with_hash(article.text_sha256)
    incoming: Incoming | None = None
    if document is None:
        said = ForeignArticle(article.doc_id, None, text_file=article.text_file, language=article.language)
        try:
            text = text_of(said, file.folder, file.name)
        except KnownError as error:
            return AdoptStep(article.doc_id, "", reason=str(error))
        if text is None or hashlib.sha256(text.text.encode()).hexdigest() != article.text_sha256:
            reason = say("its text is neither in the project nor beside it: import that first")
            return AdoptStep(article.doc_id, "", reason=reason)
        incoming = _incoming(said, text, file)
        own = replace(
            incoming.document,
            file_name=article.text_file,
            layout=article.layout,
            language=article.language,
            source=article.publisher,
        )
        incoming, document = replace(incoming, document=own), own
    native = NativeSet(project, article, keeping, file.name)
    if keeping.writes:
        native.keep(document, incoming)
    else:
        native.added = len(article.annotations())
    if incoming is not None and keeping.writes:
        pairing.add(document)
    return AdoptStep(
        article.doc_id, "", document.id, incoming is not None, native.added, tuple(native.told), into=keeping.layer_name
    )


def _refused(article: ForeignArticle, mapping: LabelMapping, *, is_layer: bool) -> str | None:
    """Why nobody stands behind a set of annotations, or nobody wants it."""
    if is_left_out(mapping, article.annotator):
        return say("the work of {annotator} is left out", annotator=article.annotator or "")
    if article.stand is Stand.REJECTED:
        return say("whoever made them rejected them")
    if article.stand is Stand.SKIPPED:
        return say("whoever should have judged them skipped the article")
    if article.stand is Stand.PREDICTED and is_layer:
        return say("a machine proposed them and nobody judged them: import them as suggestions")
    return None


def _incoming(article: ForeignArticle, text: Text, file: AnnotationFile) -> Incoming:
    """The article that a set brings, as it would be stored."""
    draft = Draft(text.text, title=article.title, language=article.language)
    incoming = incoming_of(draft, text.file_name, format_name=file.format, file_sha256=text.file_sha256)
    if article.text is None:
        return incoming
    return replace(incoming, provenance=replace(incoming.provenance, path=file.name, place=article.place))
