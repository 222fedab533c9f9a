"""Where an article came from, as the project keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article came from and what its file said of it.

    ``path`` is the file's name, with the folders below the one that was imported; ``member`` the path inside an
    archive or a mailbox; ``place`` tells where in it the article stands. ``file_sha256`` is the hash of the whole
    file, or of the member. ``changes`` says, a sentence each, what was done to the text before it was stored;
    ``pages`` leads from code points to numbers of pages; ``extra`` are further fields as the file has them.
    """

    path: str
    format: str
    file_sha256: str
    member: str = ""
    place: str = ""
    encoding: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    changes: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The place in words: “mail.zip: june/a.eml, message 3”."""
        inside = ", ".join(part for part in (self.member, self.place) if part)
        return f"{self.path}: {inside}" if inside else self.path


@dataclass(frozen=True, slots=True)
class Version:
    """A link from an article to an earlier one that it is a version of; ``likeness`` is from 0 to 1."""

    document_id: str
    of_document: str
    likeness: float
