"""The command that exports just what is chosen, to be copied into a script."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.errors import KnownError
from border_annotator.domain.queue_filter import Facet
from border_annotator.domain.splits import TOLERANCE, Shares
from border_annotator.services.articles import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from border_annotator.domain.queue_filter import QueueFilter
    from border_annotator.services.export_choice import ExportChoice


OPTIONS: Mapping[Facet, tuple[str, Callable[[str], str]]] = {
    Facet.STATE: ("--state", lambda value: value.replace("_", "-")),
    Facet.SOURCE: ("--source", str),
    Facet.LANGUAGE: ("--language", str),
    Facet.TYPE: ("--with-event", lambda value: value[2:]),
    Facet.ENTITY: ("--with-entity", lambda value: value[2:]),
}
"""The option of each facet, and how it says a value."""


def command_of(project: Path, out: Path, choice: ExportChoice) -> list[str]:
    """The words of the command; options that are as usual are not named."""
    return ["border-annotator", "export", str(project), str(out), *_options(choice)]


def command_line(words: list[str]) -> str:
    """The words as one line for this system's usual shell."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _options(choice: ExportChoice) -> Iterator[str]:
    yield from ("--format", choice.format_name)
    if choice.source is not Source.REVIEWED:
        yield from ("--layer", choice.source.value)
    if choice.layer is not None:
        yield from ("--reviewer", choice.layer)
    yield from _filter(choice.queue)
    for name in sorted(choice.types):
        yield from ("--type", name)
    if choice.text_use is not TextUse.WHOLE:
        yield from ("--text", choice.text_use.value)
    if choice.shares is not None:
        yield from ("--split", said_shares(choice.shares))
        if choice.seed is not None:
            yield from ("--seed", choice.seed)
    if choice.with_card is not None:
        yield "--card" if choice.with_card else "--no-card"
    if not choice.with_mark:
        yield "--no-mark"


def _filter(queue: QueueFilter) -> Iterator[str]:
    for facet, (option, said) in OPTIONS.items():
        for value in sorted(queue.of(facet)):
            yield from (option, said(value))
    if queue.since is not None:
        yield from ("--since", queue.since.isoformat())
    if queue.until is not None:
        yield from ("--until", queue.until.isoformat())
    if queue.is_undated:
        yield "--undated"
    for words, option in ((queue.title, "--title"), (queue.text, "--search")):
        if words.strip():
            yield from (option, words)


def said_shares(shares: Shares) -> str:
    """Shares as they are written: “80/10/10”."""
    parts = (shares.train, shares.dev, shares.test)
    percent = [round(100 * part) for part in parts]
    if all(abs(100 * part - whole) < TOLERANCE for part, whole in zip(parts, percent, strict=True)):
        return "/".join(map(str, percent))
    return "/".join(map(repr, parts))


def shares_of(written: str) -> Shares:
    """The shares that “80/10/10” means: train, dev, test; raises ``KnownError`` when it means none."""
    parts = written.split("/")
    try:
        numbers = [float(part) for part in parts]
        if len(numbers) != len(("train", "dev", "test")) or not sum(numbers) > 0 or min(numbers) < 0:
            raise ValueError(written)
    except ValueError:
        raise KnownError(
            "“{written}” is no split: write the shares of train, dev and test like 80/10/10.", written=written[:40]
        ) from None
    train, dev, test = (number / sum(numbers) for number in numbers)
    return Shares(train, dev, test)
