"""What a reader of articles gives: a draft of a document, or why there is none.

A reader is a function ``read_<format>(source: Source, choices: Choices) -> Iterator[Draft | Refusal]`` in a file of
its own. It gives one draft after the other and raises ``KnownError`` only for the file as a whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.document import Boilerplate, PublicationDate
    from border_annotator.domain.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, or of one member of an archive, and how it is called.

    ``name`` is the file's own name, ``member`` the path inside an archive or a mailbox, empty for a file by itself.
    """

    name: str
    data: bytes
    member: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the bytes as they came."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as it was found, before anything of it is stored.

    ``text`` is what will be stored: no byte order mark, line ends as LF. ``place`` tells where in the file it stands
    (``row 12``, ``message 3``), empty for a file that holds one article. ``title`` is what the file's own data call
    it; where that is not in the text already, a reader puts it on the text's first line. ``boilerplate`` are parts of
    the text that the page itself marks as furniture, in code points. ``pages`` leads from the code point where a page
    begins to its number. ``changes`` says, a sentence each, what was changed on the way from the bytes to the text;
    ``doubts`` what looks wrong and should be looked at before it comes in. ``encoding`` is how the bytes were read and
    how that was found (``windows-1257, guessed``), ``None`` where the format knows. ``extra`` are further fields of
    the file that are kept as they are, texts only.
    """

    text: str
    place: str = ""
    title: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    published: PublicationDate | None = None
    language: str | None = None
    encoding: str | None = None
    boilerplate: tuple[Boilerplate, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    changes: tuple[Sentence, ...] = ()
    doubts: tuple[Sentence, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one article of a file, or the whole file, cannot be read; ``place`` as in ``Draft``."""

    reason: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose about how files are read.

    ``encoding`` overrules what is found out; ``columns`` names, for ``text``, ``title``, ``author``, ``site``,
    ``url``, ``published``, ``language`` and ``id``, the column of a table or the path in a JSON object
    (``article.body``) that holds it. ``keeps_furniture`` leaves what stands around the article of a web page in the
    text, marked as boilerplate. ``repairs_mojibake`` and ``composes`` (to Unicode NFC) change the text before it is
    stored.
    """

    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    keeps_furniture: bool = False
    repairs_mojibake: bool = False
    composes: bool = False
