"""What the options of ``border-annotator export`` choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.domain.splits import Shares
from border_annotator.services.queue import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

STATES = {stand.value.replace("_", "-"): stand for stand in Stand}


def queue_filter(
    states: Iterable[str], sources: Iterable[str], languages: Iterable[str], since: str, until: str, search: str
) -> QueueFilter:
    """The filter that means the chosen articles; raises ``KnownError`` for an unknown state and a wrong day."""
    stands = set()
    for name in states:
        stand = STATES.get(name.replace("_", "-"))
        if stand is None:
            raise KnownError("“{name}” is no state: choose {states}.", name=name, states=", ".join(STATES))
        stands.add(stand.value)
    return QueueFilter(
        values={
            Facet.STATE: frozenset(stands),
            Facet.SOURCE: frozenset(sources),
            Facet.LANGUAGE: frozenset(languages),
        },
        since=day_of(since, is_end=False),
        until=day_of(until, is_end=True),
        text=search,
    )


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
