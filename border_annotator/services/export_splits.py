"""Putting the articles of an export into splits, so that nothing of the test is known from training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say, say_count
from border_annotator.domain.splits import (
    Bond,
    Split,
    Tie,
    balanced_seed,
    grouped,
    same_event_ties,
    split_of,
    spread,
)
from border_annotator.nlp.likeness import BANDS, METHOD, band_at, likeness, signature_of
from border_annotator.services.duplicates import THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from border_annotator.domain.event import Event
    from border_annotator.domain.splits import Shares
    from border_annotator.services.project import Project

LOOKED_AT = 20
"""Articles with a band in common that each is compared with, the first: of thousands of copies these do."""


@dataclass(frozen=True)
class Placed:
    """Which split each article is in, by its document's id, and what was compared to know that nothing leaks."""

    splits: Mapping[str, Split]
    seed: str
    groups: int
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitStep:
    """How far the comparing of articles is."""

    done: int
    total: int


class _Pairs:
    """Articles that share a band of their signatures, each pair once, with how much alike they are."""

    def __init__(self) -> None:
        self.alike: dict[tuple[str, str], float] = {}

    def find(self, signatures: Mapping[str, bytes]) -> None:
        """Go through the bands one after the other: all at once would not fit into memory."""
        for number in range(BANDS):
            buckets: dict[int, list[str]] = {}
            for key, signature in signatures.items():
                bucket = buckets.setdefault(band_at(signature, number), [])
                for other in bucket:
                    self._compare(signatures, other, key)
                if len(bucket) < LOOKED_AT:
                    bucket.append(key)

    def _compare(self, signatures: Mapping[str, bytes], one: str, other: str) -> None:
        if (one, other) not in self.alike:
            self.alike[one, other] = likeness(signatures[one], signatures[other])


def place(
    project: Project, names: Mapping[str, str], events: Iterable[tuple[str, Event]], shares: Shares, seed: str | None
) -> Generator[SplitStep, None, Placed]:
    """Put articles into splits; ``events`` are those that are exported, each with its document's id.

    Articles with the same text, with nearly the same text, that are linked as versions, or that tell of the same event
    go together. It goes through all articles: it tells how far it is.
    """
    told = list(events)
    types: dict[str, set[str]] = {}
    for key, event in told:
        types.setdefault(key, set()).add(event.type)
    signatures: dict[str, bytes] = {}
    texts: dict[str, str] = {}
    stable: dict[str, str] = {}
    ties: list[Tie] = []
    done = 0
    for known in project.provenance.prints(METHOD):
        key = known.document_id
        if key not in names:
            continue
        stable[key] = known.file_sha256
        first = texts.setdefault(known.text_sha256, key)
        if first != key:
            ties.append(Tie(first, key, Bond.SAME_TEXT))
        # Most articles were signed when they came in; an empty signature is that of a very short text.
        signature = known.signature
        if signature is None:
            signature = signature_of(project.documents.get(key).text)
        if signature:
            signatures[key] = signature
        done += 1
        yield SplitStep(done, len(names))
    ties += [Tie(v.of_document, v.document_id, Bond.VERSION) for v in project.provenance.all_versions()]
    pairs = _Pairs()
    pairs.find(signatures)
    ties += [Tie(*pair, Bond.NEAR) for pair, found in pairs.alike.items() if found >= THRESHOLD]
    ties += same_event_ties(told)
    # A project that is built anew from the same files has the same splits: its ids are others, the files' hashes not.
    by_hash = {stable[key]: key for key in names}
    groups = grouped(
        [stable[key] for key in names],
        [Tie(stable[t.one], stable[t.other], t.bond) for t in ties if t.one in stable and t.other in stable],
    )
    types_by_hash = {stable[key]: found for key, found in types.items() if key in stable}
    chosen = seed if seed is not None else balanced_seed(groups, types_by_hash, shares)
    placed = {by_hash[key]: split_of(group, chosen, shares) for group in groups for key in group.keys}
    checks = tuple(_said(placed, ties, pairs, len(groups), types, shares, names))
    return Placed(placed, chosen, len(groups), checks)


def _said(
    placed: Mapping[str, Split],
    ties: list[Tie],
    pairs: _Pairs,
    groups: int,
    types: Mapping[str, set[str]],
    shares: Shares,
    names: Mapping[str, str],
) -> Iterable[str]:
    yield say("{articles} articles in {groups} groups that stay together.", articles=len(placed), groups=groups)
    for bond in Bond:
        count = sum(tie.bond is bond for tie in ties)
        if count:
            yield say_count("{count} pair: {bond}.", "{count} pairs: {bond}.", count, bond=bond.value)
    apart = {pair: found for pair, found in pairs.alike.items() if placed[pair[0]] is not placed[pair[1]]}
    if apart:
        (one, other), most = max(apart.items(), key=lambda row: row[1])
        yield say(
            "Of {compared} pairs of articles with words in common the most alike in different splits share {most}"
            " of their runs of three words: “{one}” and “{other}”.",
            compared=len(pairs.alike),
            most=f"{most:.2f}",
            one=names[one],
            other=names[other],
        )
    else:
        yield say(
            "{compared} pairs of articles with words in common were compared; none is in different splits.",
            compared=len(pairs.alike),
        )
    found = spread(placed, types, shares)
    for where in Split:
        if not found.articles[where] and getattr(shares, where.value) > 0:
            yield say("No article is in {split}: there are too few groups for it.", split=where.value)
    if found.furthest is not None:
        name, where, off = found.furthest
        yield say(
            "The type that lies least evenly is {type}: its part in {split} is {points} points from what it should be.",
            type=name,
            split=where.value,
            points=round(off * 100),
        )
