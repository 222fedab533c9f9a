"""Which document of a project a set of foreign annotations is about, and where in its text they stand."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from border_annotator.domain.adoption import Fate, Lost, Told
from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say
from border_annotator.domain.text_alignment import TextAlignment
from border_annotator.formats.articles.draft import Choices, Refusal, Source
from border_annotator.formats.articles.files import LARGEST
from border_annotator.formats.articles.plain_text import read_text
from border_annotator.formats.offsets import align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.domain.document import Document
    from border_annotator.domain.foreign import ForeignArticle, ForeignSpan
    from border_annotator.domain.span import Span
    from border_annotator.services.project import Project

NEAR = 0.8
"""How much of a text must stand in another of the same name for the two to be versions of one article."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a set of annotations as it would be stored, and what it came from."""

    text: str
    file_name: str
    file_sha256: str


class Pairing:
    """Finds the document of a project that has a text, by the text itself and by what a file calls it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_name: dict[str, list[str]] = {}
        self._by_words: dict[str, str] | None = None
        for document_id, file_name in project.documents.file_names():
            self._by_name.setdefault(_stem(file_name), []).append(document_id)

    def add(self, document: Document) -> None:
        """Know of a document that has just come in."""
        self._by_name.setdefault(_stem(document.file_name), []).append(document.id)
        if self._by_words is not None:
            self._by_words.setdefault(_words_of(document.text), document.id)

    def with_hash(self, text_sha256: str) -> Document | None:
        """The document whose text has that hash."""
        found = self._project.provenance.with_text(text_sha256)
        return None if found is None else self._project.documents.get(found)

    def with_text(self, text: str, names: Sequence[str]) -> Document | None:
        """The document with that text: the same, the same but for blanks and NFC, or of that name and near it."""
        found = self.with_hash(hashlib.sha256(text.encode()).hexdigest())
        if found is not None:
            return found
        if self._by_words is None:
            self._by_words = {}
            for document_id in self._project.documents.ids():
                self._by_words.setdefault(_words_of(self._project.documents.get(document_id).text), document_id)
        same = self._by_words.get(_words_of(text))
        if same is not None:
            return self._project.documents.get(same)
        near = ((TextAlignment(text, document.text).share, document) for document in self.named(names))
        share, document = max(near, key=lambda pair: pair[0], default=(0.0, None))
        return document if share >= NEAR else None

    def named(self, names: Sequence[str]) -> Iterator[Document]:
        """The documents that came from a file of one of these names, whatever its ending."""
        for document_id in dict.fromkeys(key for name in names for key in self._by_name.get(_stem(name), ())):
            yield self._project.documents.get(document_id)


def text_of(article: ForeignArticle, folder: Path | None, file_name: str) -> Text | None:
    """The text that a set of annotations brings, in it or in the file beside it that it names; ``None`` without one.

    Raises ``KnownError`` where that file cannot be read, and where the text is empty.
    """
    if article.text is not None:
        text = normalised(article.text)
        if not text.strip():
            raise KnownError("its article is empty")
        name = PurePath(article.text_file or article.doc_id or file_name).name or file_name
        return Text(text, name, hashlib.sha256(text.encode()).hexdigest())
    if article.text_file is None or folder is None:
        return None
    # The name comes from a file of anybody: nothing but a file of the same folder is meant by it.
    path = folder / PurePath(article.text_file).name
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): check its rights.", path=path, reason=error.strerror
        ) from None
    if len(data) > LARGEST:
        raise KnownError("{file}: larger than 100 MB: split it into articles.", file=path.name)
    source = Source(path.name, data)
    # As an import reads it, so that both come to the same text.
    found = next(read_text(source, Choices()))
    if isinstance(found, Refusal):
        raise KnownError("{file}: {reason}.", file=path.name, reason=found.reason)
    return Text(found.text, path.name, source.sha256)


def normalised(text: str) -> str:
    """A text as it is stored: no byte order mark, line ends as LF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@dataclass
class Placed:
    """Where the stretches of a set of annotations stand in a document; ``apart`` are those that stand nowhere."""

    places: dict[str, tuple[Span, ...]]
    told: list[Told]
    apart: list[Lost]
    share: float


def placed(article: ForeignArticle, text: str | None, document: Document) -> Placed:
    """Lay a set of annotations on a document; ``text`` is its own text as it would be stored, if it has one."""
    is_same = text is None or text == document.text
    aligned = align(article, document.text if is_same or text is None else text)
    places = dict(aligned.spans)
    told = [
        Told(Fate.CHANGED, "span", found.id, found.label, found.surface or "", found.reason)
        for found in aligned.repaired
    ]
    by_id = {span.id: span for span in article.spans}
    apart = [Lost(by_id[found.id], found.reason) for found in aligned.quarantined]
    if not is_same and text is not None:
        places, moved = _carried(places, by_id, text, document.text)
        apart += moved
    return Placed(places, told, apart, len(places) / len(article.spans) if article.spans else 1.0)


def _carried(
    places: dict[str, tuple[Span, ...]], spans: dict[str, ForeignSpan], text: str, new: str
) -> tuple[dict[str, tuple[Span, ...]], list[Lost]]:
    alignment = TextAlignment(text, new)
    found: dict[str, tuple[Span, ...]] = {}
    lost: list[Lost] = []
    for key, parts in places.items():
        there = [alignment.carried(part) for part in parts]
        if all(part is not None for part in there):
            found[key] = tuple(part for part in there if part is not None)
        else:
            surface = spans[key].surface or " ".join(part.text_in(text) for part in parts)
            item = replace(spans[key], surface=surface)
            lost.append(Lost(item, say("its words stand elsewhere or nowhere in the project's version of the text")))
    return found, lost


def paired(pairing: Pairing, article: ForeignArticle, text: Text | None) -> Document | None:
    """The project's document that a set of annotations is about; without a text, the one of its name that it fits."""
    names = [name for name in (article.doc_id, article.text_file) if name]
    if text is not None:
        return pairing.with_text(text.text, names)
    if not any(span.surface for span in article.spans):
        return None
    fitting = ((placed(article, None, document).share, document) for document in pairing.named(names))
    share, document = max(fitting, key=lambda pair: pair[0], default=(0.0, None))
    return document if share >= NEAR else None


def _stem(name: str) -> str:
    return PurePath(name).stem.casefold()


@lru_cache(maxsize=4)
def _words_of(text: str) -> str:
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()
