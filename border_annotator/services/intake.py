"""One article on its way into a project: a draft made into a document, and that stored with all that is known of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.document import Document
from border_annotator.domain.provenance import Provenance, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.formats.articles.draft import Draft
    from border_annotator.nlp.text_facts import TextFacts
    from border_annotator.services.duplicates import Duplicate
    from border_annotator.services.project import Project

FOUND_AT_ONCE = 200
"""Articles of an import whose words are indexed as they come in; those of more are when nothing else is to be done."""
LONGEST_NAME = 255
"""Bytes of an article's name: what most systems allow a file; paths in an archive may be of any length."""
LONGEST_ENDING = 20


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article as it would be stored.

    ``bands`` belong to the ``signature``; ``doubts`` say what looks wrong. ``original`` are the bytes to keep, or the
    file that has them.
    """

    document: Document
    provenance: Provenance
    signature: bytes | None = None
    bands: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()
    original: bytes | Path | None = None


def incoming_of(
    draft: Draft,
    path: str,
    *,
    format_name: str,
    file_sha256: str,
    member: str = "",
    original: bytes | Path | None = None,
    facts: TextFacts | None = None,
) -> Incoming:
    """Make a document of a draft: read its layout, and bring together what the file and the text say of it.

    ``path`` is the file's name as the project is to remember it. An article that is a whole file is known by the hash
    of its bytes; one of several in a file by what the file says of it, so that it is known again when others are
    added to the file. ``facts`` are what ``nlp.text_facts`` tells of the text, where that is known already.
    """
    from border_annotator.nlp.given_facts import with_given
    from border_annotator.nlp.text_facts import read_text_facts

    text = draft.text
    name = file_name_of(path, member, draft.place)
    facts = facts or read_text_facts(text, name)
    layout = with_given(
        facts.layout,
        text,
        title=_storable(draft.title),
        published=draft.published,
        boilerplate=[part for part in draft.boilerplate if part.span.fits(text)],
    )
    document = Document(
        id=new_id(),
        file_name=name,
        file_sha256=known_by(draft, file_sha256),
        text=text,
        layout=layout,
        language=draft.language or facts.language,
        source=_storable(draft.site),
    )
    provenance = Provenance(
        path=path,
        format=format_name,
        file_sha256=file_sha256,
        member=member,
        place=draft.place,
        encoding=draft.encoding,
        title=draft.title,
        author=_storable(draft.author),
        url=_storable(draft.url),
        changes=draft.changes,
        pages=draft.pages,
        extra={str(_storable(name)): str(_storable(value)) for name, value in draft.extra.items()},
    )
    return Incoming(document, provenance, facts.signature, facts.bands, draft.doubts, original)


def store(
    project: Project, incoming: Incoming, version_of: Duplicate | None = None, *, is_one_of_many: bool = False
) -> None:
    """Store an article; call it inside a transaction. The file's hash must be new to the project.

    With ``version_of`` it is linked as a version of that one, which must be in the project. Of many articles the words
    are indexed in idle moments.
    """
    from border_annotator.nlp.likeness import METHOD

    document_id, known = incoming.document.id, project.provenance
    position = project.documents.add(incoming.document, indexes=not is_one_of_many)
    known.add(document_id, incoming.provenance)
    known.sign_new(position, METHOD, incoming.signature or b"", incoming.bands)
    if incoming.original is not None and not known.has_original(incoming.provenance.file_sha256):
        _keep(project, incoming.provenance.file_sha256, incoming.original)
    if version_of is not None:
        known.link(Version(document_id, version_of.document_id, version_of.likeness))


def _storable(said: str | None) -> str | None:
    """What a file says without halves of characters, which no database takes; mail headers may hold some."""
    return said if said is None or said.isascii() else said.encode(errors="replace").decode()


def file_name_of(path: str, member: str = "", place: str = "") -> str:
    """What to call the file of an article: its own name, with the place where it is one of several in a file."""
    name = PurePosixPath(member or path)
    ending = name.suffix.encode(errors="replace")[:LONGEST_ENDING]
    stem = (f"{name.stem} {place}" if place else name.stem).encode(errors="replace")[: LONGEST_NAME - len(ending)]
    return (stem + ending).decode(errors="ignore") or "article"


def _keep(project: Project, file_sha256: str, original: bytes | Path) -> None:
    """Keep a file's bytes, once for all its articles; not those of a file that has changed or gone meanwhile."""
    try:
        content = original if isinstance(original, bytes) else original.read_bytes()
    except OSError:
        return
    if hashlib.sha256(content).hexdigest() == file_sha256:
        project.provenance.keep_original(file_sha256, content)


def known_by(draft: Draft, file_sha256: str) -> str:
    """The hash that an article is known by when it comes again: its file's, or its own where it is one of several."""
    return record_sha256(draft) if draft.place else file_sha256


def record_sha256(draft: Draft) -> str:
    """The hash of everything that a file says of one of its articles."""
    date = draft.published.value if draft.published else None
    said: Mapping[str, object] = {
        "text": draft.text,
        "title": draft.title,
        "author": draft.author,
        "site": draft.site,
        "url": draft.url,
        "published": date.isoformat() if date else None,
        "language": draft.language,
        "extra": dict(draft.extra),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
