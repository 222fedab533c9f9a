"""Reading what was written, before it takes the place of what was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError, KnownError
from border_annotator.domain.essence import fingerprint, says_nothing
from border_annotator.formats.articles.draft import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.domain.outgoing import Outgoing
    from border_annotator.formats.registry import SetFormat


class Proof:
    """Holds files against what a format said that they would hold."""

    def __init__(self, chosen: SetFormat) -> None:
        self._format = chosen
        self._expected: dict[bytes, list[str]] = {}
        self._count = 0

    def expect(self, outgoing: Outgoing) -> None:
        """Remember what is to be found of an article."""
        foreign = self._format.fit(outgoing).foreign
        if not says_nothing(foreign):
            self._expected.setdefault(fingerprint(foreign), []).append(foreign.doc_id)
            self._count += 1

    @property
    def expected(self) -> int:
        """How many articles are to be found."""
        return self._count

    def check(self, folder: Path) -> Iterator[int]:
        """Read the files of a folder, and tell how many articles were found.

        Raises ``BugError`` that names an article of which they say something else.
        """
        done = 0
        try:
            for article in self._format.read_back(folder):
                if isinstance(article, Refusal):
                    raise BugError(f"what was written does not read back: {article.place} {article.reason}")
                if not says_nothing(article):
                    self._find(article)
                    done += 1
                    yield done
        except KnownError as error:
            raise BugError(f"what was written does not read back: {error}") from error
        if self._expected:
            missing = next(iter(self._expected.values()))[0]
            raise BugError(f"{missing} is not in what was written, or says something else there")

    def _find(self, article: ForeignArticle) -> None:
        key = fingerprint(article)
        names = self._expected.get(key)
        if not names:
            raise BugError(f"{article.doc_id} does not read back as it was written")
        names.pop()
        if not names:
            del self._expected[key]
