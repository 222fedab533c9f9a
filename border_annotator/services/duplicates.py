"""Articles that the project holds already, or that come in twice: the same file, the same text, much the same text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.formats.articles.files import LARGEST

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from border_annotator.services.intake import Incoming
    from border_annotator.services.project import Project

THRESHOLD = 0.7
"""From this share of runs of three words in common on, one article is taken for a version of the other."""
LOWEST = 0.5
"""The lowest threshold that makes sense: below it most pairs that are alike are not found."""
MOST_WAITING = 20_000
"""Articles of a plan that later ones are held against for likeness; of a larger one the earliest are forgotten."""
_SIGNED_AT_ONCE = 200


class Alike(StrEnum):
    """How much two articles are the same."""

    FILE = "same file"
    TEXT = "same text"
    NEAR = "much alike"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The earlier article that one is a duplicate of.

    ``document_id`` is the one that it has in the project, or will have; ``name`` where it came from; ``likeness`` is
    the share in common, 1 for the same text.
    """

    alike: Alike
    document_id: str
    name: str
    likeness: float = 1.0


class Duplicates:
    """Finds what an article duplicates, in the project and among those of the same import.

    Articles that are not in the project yet are told with ``expect``, and ``forget`` when they are.
    """

    def __init__(self, project: Project, threshold: float = THRESHOLD) -> None:
        self._project = project
        self.threshold = threshold
        self._files: dict[str, tuple[str, str]] = {}
        self._texts: dict[str, tuple[str, str]] = {}
        self._bands: dict[int, str] = {}
        self._signatures: dict[str, tuple[str, bytes]] = {}
        self._has_files = project.documents.count() > 0

    def of(self, incoming: Incoming) -> Duplicate | None:
        """The article that this one is the same as, else the one that is most like it."""
        document = incoming.document
        return self.same(document.file_sha256, document.text_sha256) or self.near(incoming)

    def same(self, file_sha256: str, text_sha256: str) -> Duplicate | None:
        """The article that came from the same file, else one with the same text, told by hashes alone."""
        store = self._project.provenance
        known = store.with_file(file_sha256)
        if known is not None:
            return self._stored(Alike.FILE, known)
        if file_sha256 in self._files:
            return Duplicate(Alike.FILE, *self._files[file_sha256])
        known = store.with_text(text_sha256)
        if known is not None:
            return self._stored(Alike.TEXT, known)
        if text_sha256 in self._texts:
            return Duplicate(Alike.TEXT, *self._texts[text_sha256])
        return None

    def stored_from(self, path: Path) -> Duplicate | None:
        """The article in the project that is the whole of a file, told by the file's bytes alone."""
        if not self._has_files:
            return None
        try:
            if path.stat().st_size > LARGEST:
                return None  # of many articles
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None  # whoever reads it tells why
        known = self._project.provenance.with_file(sha256)
        return None if known is None else self._stored(Alike.FILE, known)

    def expect(self, incoming: Incoming) -> None:
        """Take note of an article that will be in the project."""
        document = incoming.document
        named = (document.id, incoming.provenance.said)
        self._files.setdefault(document.file_sha256, named)
        self._texts.setdefault(document.text_sha256, named)
        if incoming.signature is None:
            return
        if len(self._signatures) >= MOST_WAITING:
            self._bands.clear()
            self._signatures.clear()
        self._signatures[document.id] = (incoming.provenance.said, incoming.signature)
        for band in incoming.bands:
            self._bands.setdefault(band, document.id)

    def forget(self) -> None:
        """The articles that were expected are in the project now."""
        for held in (self._files, self._texts, self._bands, self._signatures):
            held.clear()

    def sign_stored(self) -> None:
        """Sign the documents of earlier versions of the program, so that they are found; a write."""
        for _step in self.signing(_SIGNED_AT_ONCE):
            pass

    def signing(self, at_once: int = 4) -> Generator[None, None, None]:
        """The same, a few at a time."""
        from border_annotator.nlp.likeness import METHOD, bands_of, signature_of

        store = self._project.provenance
        if not store.is_any_unsigned():
            return
        while rows := store.unsigned(METHOD, at_once):
            with self._project.file.transaction():
                for document_id, text in rows:
                    signature = signature_of(text)
                    store.sign(document_id, METHOD, signature or b"", bands_of(signature) if signature else ())
            yield

    def near(self, incoming: Incoming) -> Duplicate | None:
        """The article that is most like this one, if one is like enough."""
        from border_annotator.nlp.likeness import METHOD, likeness

        signature = incoming.signature
        if signature is None:
            return None
        bands: Sequence[int] = incoming.bands
        found = [(likeness(signature, other), key) for key, other in self._project.provenance.alike(METHOD, bands)]
        waiting = dict.fromkeys(self._bands[band] for band in bands if band in self._bands)
        found += [(likeness(signature, self._signatures[key][1]), key) for key in waiting]
        # Of several that are equally alike the earliest.
        best, key = max(found, key=lambda one: one[0], default=(0.0, ""))
        if best < self.threshold:
            return None
        if key in self._signatures:
            return Duplicate(Alike.NEAR, key, self._signatures[key][0], best)
        return self._stored(Alike.NEAR, key, best)

    def _stored(self, alike: Alike, document_id: str, likeness: float = 1.0) -> Duplicate:
        return Duplicate(alike, document_id, self._project.provenance.said(document_id), likeness)
