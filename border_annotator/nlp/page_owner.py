"""Lines in which the publisher tells of itself in the third person. Standard library only.

“The Lakeside Courier is owned by …”: the name stands above the title or beside the copyright sign, and what is told of
it is what publishers tell of themselves: whose it is, what it lives on, since when it is there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.nlp.layout_words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.nlp.page_lines import Line

LONGEST = 600
LONGEST_NAME = 45
_NAME = re.compile(r"(?:the )?(?P<name>[^\W\d_][\w’'&.-]*(?: [\w’'&.-]+){0,4})", re.IGNORECASE)
_OWNED = re.compile(r"(?:©|\(c\)|copyright)[ ©\d–-]*(?P<name>[^\W\d_][\w’'& -]{3,40})", re.IGNORECASE)
_TOLD = re.compile(rf"(?: \([^)]{{2,20}}\))?,? {any_of('told_of_owners')}\b", re.IGNORECASE)
_EDGE = " *•–—-|“”\"'"


def owners_of(above: Iterable[Line], lines: Iterable[Line]) -> frozenset[str]:
    """The names under which a page may publish: short lines ``above`` its title, and who holds its rights."""
    found = set()
    for line in above:
        match = _NAME.fullmatch(line.text.strip(_EDGE)) if len(line.text) <= LONGEST_NAME else None
        if match is not None and (" " in match["name"] or match["name"].isupper()):
            found.add(match["name"].casefold())
    for line in lines:
        match = _OWNED.search(line.text) if line.kind == "copyright" else None
        if match is not None:
            found.add(
                re.split(r" and\b|, | - | all rights| is\b", match["name"].casefold())[0].strip().removeprefix("the ")
            )
    return frozenset(found)


def tells_of_owner(line: str, owners: frozenset[str]) -> bool:
    """Whether a line begins with the name of the page’s publisher and goes on as publishers tell of themselves."""
    if len(line) > LONGEST or not owners:
        return False
    bare = line.lstrip(_EDGE).casefold().removeprefix("the ")
    return any(bare.startswith(name) and _TOLD.match(bare, len(name)) for name in owners)
