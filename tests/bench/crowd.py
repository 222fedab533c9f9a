"""A project of 100,000 synthetic articles, made by SQL alone, so that it is there in moments."""

from __future__ import annotations

import datetime
import hashlib
import json
import random
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import annotation_to_plain, new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.span import Span
from border_annotator.services.project import create_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.services.project import Project

ARTICLES = 100_000
# What the program makes of one article at a time, made for all of them at once.
PROFILES = """
INSERT INTO profiles
SELECT ?, d.position, count(*), round(avg(s.confidence), 6),
  replace(group_concat(DISTINCT CASE s.kind WHEN 'event' THEN 't:' ELSE 'e:' END || s.label), ',', char(10))
FROM suggestions s JOIN documents d ON d.id = s.document_id GROUP BY d.position
"""
WORDS = 50
"""Words in the text of an article."""
MARKS = 6
"""Suggestions of an article; one in four is an event."""
KNOWN = ("Latvia", "border", "guards", "Belarus", "crossing", "Šalčininkai", "migrants", "Lithuania", "fence", "patrol")
TYPES = ("Force.Deployment", "Crossing.Attempt", "Force.Pushback", "Policy.Legislate", "Diplomacy.Accuse")
LABELS = ("COUNTRY", "PLACE", "BORDER_AGENCY", "PEOPLE")
LINKS = tuple(f"iso:{a}{b}" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ")
LANGUAGES = ("en", "en", "en", "lt", "lv", "pl", "ru")


def crowded(path: Path, count: int = ARTICLES, seed: int = 1) -> None:
    """Make the project and close it."""
    with create_project(path) as project:
        fill(project, count, random.Random(seed))  # noqa: S311 - no secret


def fill(project: Project, count: int, chance: random.Random) -> None:
    """Put articles with suggestions into an empty project, in one transaction."""
    vocabulary = [*KNOWN, *("".join(chance.choices("aeioukstrnlm", k=chance.randint(3, 9))) for _k in range(20_000))]
    weights = [1 / (k + 3) for k in range(len(vocabulary))]
    drawn = chance.choices(vocabulary, weights, k=200_000)
    ids = [new_id() for _k in range(count)]
    run = new_id()
    now = datetime.datetime.now(datetime.UTC).isoformat()
    schema = project.schema.sha256
    with project.file.transaction() as connection:
        connection.execute(
            "INSERT INTO runs VALUES (?, 'a model', '1', '1', ?, '{}', ?)",
            (run, schema, now),
        )
        connection.executemany(
            "INSERT INTO documents (id, file_name, file_sha256, text_sha256, headline, published, source, language,"
            " imported_at, layout, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _documents(ids, drawn, chance, now),
        )
        connection.executemany(
            "INSERT INTO suggestions VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'rules', ?, '')", _suggestions(ids, run, chance)
        )
        connection.execute(
            "INSERT INTO readings SELECT document_id, run_id, count(*), sum(kind = 'event') FROM suggestions"
            " GROUP BY document_id"
        )
        connection.executemany("INSERT INTO reviews VALUES (?, ?, ?, NULL)", _reviews(project.layer.id, ids, chance))
        connection.execute(PROFILES, (project.layer.id,))
        connection.execute("DELETE FROM stale_profiles")
        # The index of words takes as long as all the rest, and nothing of the queue is read from it.
        connection.execute("DELETE FROM unindexed")


def _documents(ids: list[str], drawn: list[str], chance: random.Random, now: str) -> Iterator[tuple[object, ...]]:
    layout = json.dumps(_layout())
    first = datetime.date(2020, 1, 1)
    for k, key in enumerate(ids):
        start = chance.randrange(len(drawn) - WORDS)
        text = " ".join(drawn[start : start + WORDS]) + f" {k}"
        day = (first + datetime.timedelta(days=chance.randrange(1500))).isoformat() if k % 20 else None
        sha = hashlib.sha256(text.encode()).hexdigest()
        headline = f"{text[:70]} {k}"
        source = f"Source {int(chance.expovariate(0.02))}" if k % 3 else None
        yield key, f"{k:06}.txt", sha, sha, headline, day, source, LANGUAGES[k % 7], now, layout, text


def _layout() -> dict[str, object]:
    from border_annotator.domain.document import layout_to_plain
    from border_annotator.nlp.segments import read_layout

    return layout_to_plain(read_layout("One line of text.", "a.txt"))


def _suggestions(ids: list[str], run: str, chance: random.Random) -> Iterator[tuple[object, ...]]:
    for key in ids:
        for k in range(MARKS):
            span = Span(k * 20, k * 20 + 6)
            value: Event | Entity
            if k % 4 == 0:
                value = Event(new_id(), chance.choice(TYPES), span)
                kind, label = "event", value.type
            else:
                link = LINKS[int(chance.expovariate(0.1)) % len(LINKS)] if k % 2 else None
                value = Entity(new_id(), span, chance.choice(LABELS), link=link)
                kind, label = "entity", value.label
            plain = json.dumps(annotation_to_plain(value), sort_keys=True, separators=(",", ":"))
            sure = round(chance.uniform(0.3, 1), 2)
            yield value.id, run, key, kind, label, span.start, span.end, plain, sure


def _reviews(layer: str, ids: list[str], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    for key in ids:
        if chance.random() < 0.3:
            yield layer, key, chance.choice(("done", "done", "skipped", "in_progress"))
