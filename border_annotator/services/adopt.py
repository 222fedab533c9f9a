"""Bringing annotations that were made elsewhere into a project."""

from __future__ import annotations

import hashlib
import time
from collections import deque
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
from border_annotator.services.adoption_keeping import Keeping, Keepings
from border_annotator.services.adoption_pairing import Pairing, paired, placed, text_of
from border_annotator.services.extend_schema import extend_schema, extended
from border_annotator.services.foreign_annotations import convert
from border_annotator.services.intake import incoming_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from border_annotator.domain.mapping import LabelMapping
    from border_annotator.formats.articles.draft import Refusal
    from border_annotator.services.adoption_pairing import Text
    from border_annotator.services.annotation_file import AnnotationFile
    from border_annotator.services.intake import Incoming
    from border_annotator.services.project import Project

    Set = ForeignArticle | Article | Refusal

MOST_AT_ONCE = 64
"""Sets that are read before they are stored."""
LARGEST, LETTERS_OF_A_SPAN = 4_000_000, 100
"""So many letters are read before they are stored, where an annotation counts as some more."""
LONGEST_AT_ONCE = 0.3
"""Seconds that one transaction takes, or as long as its first set needs."""


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
    articles: Iterable[Set],
    mapping: LabelMapping,
    as_: str,
) -> Generator[AdoptStep, None, None]:
    """Bring the annotations of a file in, telling of every set when it is on disk; a few are stored at once.

    ``as_`` is ``SUGGESTIONS``, ``LAYERS`` for a layer of each annotator's own, or the name of the layer that all go to,
    in one step of undo for each set; whom the mapping leaves out does not come in. A set
    finds its document by its text, else by its name and a text that is near; one that has a text and no document
    brings its article with it. What cannot be placed is in quarantine. An ``Article`` of this program's own comes in
    as it is, ids, notes, verdicts and all, and needs no mapping. The same file again adds nothing. Close the
    generator to stop: what is finished stays. Raises ``KnownError`` when the project is open for reading only, and
    when the mapping names what the schema does not have.
    """
    adopting = Adopting(project, file, mapping, as_)
    for some in _in_batches(articles):
        while some:
            yield from adopting.bring_in(some, LONGEST_AT_ONCE)


def rehearse(
    project: Project,
    file: AnnotationFile,
    articles: Iterable[Set],
    mapping: LabelMapping,
    as_: str,
) -> Generator[AdoptStep, None, None]:
    """The steps that ``adopt`` would give, while nothing is written; what is there already is counted as new."""
    _must_fit(project, mapping)
    keepings, pairing = Keepings(project, file, as_, mapping, writes=False), Pairing(project)
    for article in articles:
        yield _step(project, file, article, mapping, keepings, pairing)


class Adopting:
    """Brings the sets of one file in, as ``adopt`` does, for who has only some of them at hand at a time."""

    def __init__(self, project: Project, file: AnnotationFile, mapping: LabelMapping, as_: str) -> None:
        project.file.must_be_writable()
        _must_fit(project, mapping)
        extend_schema(project, mapping)
        self._project, self._file, self._mapping = project, file, mapping
        self._keepings, self._pairing = Keepings(project, file, as_, mapping), Pairing(project)

    def bring_in(self, waiting: deque[Set], seconds: float) -> list[AdoptStep]:
        """Take sets from the left of ``waiting`` for about so long, at least one, and store them in one transaction."""
        steps: list[AdoptStep] = []
        until = time.monotonic() + seconds
        with self._project.file.transaction():
            while waiting and (not steps or time.monotonic() < until):
                article = waiting.popleft()
                step = _step(self._project, self._file, article, self._mapping, self._keepings, self._pairing)
                steps.append(step)
        return steps


def _must_fit(project: Project, mapping: LabelMapping) -> None:
    problem = next(iter(mapping.problems(project.schema)), None)
    if problem is not None:
        raise KnownError("The mapping does not fit the schema ({problem}): change one of them.", problem=problem)


def _in_batches(articles: Iterable[Set]) -> Iterator[deque[Set]]:
    """Sets as they are read, a few together; what was read before a file breaks off comes in."""
    some: deque[Set] = deque()
    size = 0
    try:
        for article in articles:
            some.append(article)
            size += _size(article)
            if len(some) >= MOST_AT_ONCE or size >= LARGEST:
                yield some
                some, size = deque(), 0
    except KnownError:
        yield some
        raise
    yield some


def _size(article: Set) -> int:
    if isinstance(article, ForeignArticle):
        return len(article.text or "") + LETTERS_OF_A_SPAN * len(article.spans)
    return LARGEST if isinstance(article, Article) else 0


def _step(
    project: Project,
    file: AnnotationFile,
    article: Set,
    mapping: LabelMapping,
    keepings: Keepings,
    pairing: Pairing,
) -> AdoptStep:
    if isinstance(article, ForeignArticle):
        return _adopted(project, file, article, mapping, keepings.of(article.annotator), pairing)
    if isinstance(article, Article):
        return _adopted_native(project, file, article, mapping, keepings.of(article.layer), pairing)
    return AdoptStep("", article.place, reason=article.reason)


def met_in(articles: Iterable[Set]) -> Met:
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
