"""Projects of any size: the seeds' paragraphs mixed anew, with words of their own in each article and 100 suggestions.

Articles are written one after the other, their suggestions by SQL out of a few templates, so that ten million rows
are there in minutes. The same seed makes the same project.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, annotation_to_plain, kind_of, label_of, new_id
from border_annotator.domain.document import Document, layout_to_plain
from border_annotator.nlp.segments import read_layout
from border_annotator.services.project import create_project
from border_annotator.settings.paths import seeds_folder
from tests.bench.crowd import KNOWN, LANGUAGES
from tests.bench.material import spans_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.annotation import Annotation

SUGGESTIONS = 100
"""Of each article."""
TEMPLATES = 24
PARAGRAPHS = 5
TAIL = 320
"""Characters that an article has for itself; the spans stand before them."""
MARKER = "ffffffff"
"""What the ids of a template's suggestions begin with; an article puts its own number there."""
WORDS = 60_000
AT_ONCE = 20_000
SEED = 7

DOCUMENTS = (
    "INSERT INTO documents (position, id, file_name, file_sha256, text_sha256, headline, published, source, language,"
    " imported_at, layout, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SUGGEST = f"""
INSERT INTO suggestions
SELECT printf('%08x', d.position) || substr(t.id, 9), :run, d.id, t.kind, t.label, t.start, t.end,
  replace(t.value, '{MARKER}', printf('%08x', d.position)), 'rules',
  round(t.confidence - (d.position % 97) / 1000.0, 3), ''
FROM documents d JOIN temp.templates t ON t.template = d.position % {TEMPLATES}
WHERE d.position BETWEEN :first AND :last ORDER BY d.position, t.id
"""  # noqa: S608 - all words are ours
READ = (
    "INSERT INTO readings SELECT document_id, run_id, count(*), sum(kind = 'event') FROM suggestions GROUP BY 1",
    "INSERT INTO anchors SELECT run_id, document_id, published FROM readings JOIN documents ON id = document_id",
    f"""
INSERT INTO profiles SELECT (SELECT id FROM layers), d.position, count(*),
  round(avg(t.confidence) - (d.position % 97) / 1000.0, 6),
  replace(group_concat(DISTINCT CASE t.kind WHEN 'event' THEN 't:' WHEN 'entity' THEN 'e:' ELSE 'f:' END || t.label),
    ',', char(10))
FROM documents d JOIN temp.templates t ON t.template = d.position % {TEMPLATES} GROUP BY d.position
""",  # noqa: S608 - all words are ours
    "DELETE FROM stale_profiles",
    "INSERT INTO texts (rowid, text) SELECT position, text FROM documents ORDER BY position",
    "DELETE FROM unindexed",
)


@dataclass(frozen=True, slots=True)
class Template:
    """The common part of many articles, its layout with room for a tail, and its suggestions."""

    text: str
    layout: str
    annotations: tuple[Annotation, ...]


def grown(path: Path, articles: int, suggestions: int = SUGGESTIONS, words: int = WORDS) -> None:
    """Make a project and close it."""
    create_project(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # A power cut costs this file only, and it can be made again.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}").fetchone()
        connection.execute("BEGIN")
        _fill(connection, articles, suggestions, words)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, articles: int, suggestions: int, words: int) -> None:
    chance = random.Random(SEED)  # noqa: S311 - no secret
    templates = [_template(chance, suggestions) for _k in range(TEMPLATES)]
    run, now = new_id(), datetime.datetime.now(datetime.UTC).isoformat()
    schema = connection.execute("SELECT sha256 FROM schemas").fetchone()[0]
    connection.execute("INSERT INTO runs VALUES (?, 'a model', '1', '1', ?, '{}', ?)", (run, schema, now))
    connection.executemany(DOCUMENTS, _documents(templates, articles, _drawn(words, chance), chance, now))
    connection.execute(
        "CREATE TEMP TABLE templates (template, id, kind, label, start, end, value, confidence,"
        " PRIMARY KEY (template, id))"
    )
    connection.executemany("INSERT INTO temp.templates VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _rows(templates, chance))
    for first in range(0, articles, AT_ONCE):
        connection.execute(SUGGEST, {"run": run, "first": first, "last": first + AT_ONCE - 1})
    for statement in READ:
        connection.execute(statement)
    layer = connection.execute("SELECT id FROM layers").fetchone()[0]
    connection.execute(
        "INSERT INTO reviews SELECT ?, id, CASE WHEN position % 10 < 2 THEN 'done' ELSE 'skipped' END, NULL"
        " FROM documents WHERE position % 10 < 3",
        (layer,),
    )


def _template(chance: random.Random, suggestions: int) -> Template:
    paragraphs = [
        part for file in sorted(seeds_folder().glob("*.txt")) for part in file.read_text(encoding="utf-8").split("\n\n")
    ]
    body = "\n\n".join(chance.choices([part for part in paragraphs if len(part) > 80], k=PARAGRAPHS)) + "\n\n"
    layout = read_layout(body + "word " * (TAIL // 5), "a.txt")
    document = Document("0" * 32, "a.txt", "0" * 64, body, layout)
    return Template(body, json.dumps(layout_to_plain(layout)), tuple(spans_on(document, suggestions)))


def _documents(
    templates: list[Template], articles: int, drawn: list[str], chance: random.Random, now: str
) -> Iterator[tuple[object, ...]]:
    first = datetime.date(2015, 1, 1)
    for k in range(articles):
        template = templates[k % TEMPLATES]
        start = chance.randrange(len(drawn) - 90)
        tail = " ".join(drawn[start : start + 90])[:TAIL].ljust(TAIL, ".")
        text = template.text + tail
        of_file, of_text = (hashlib.sha256(said.encode()).hexdigest() for said in (f"{k} {text}", text))
        day = (first + datetime.timedelta(days=chance.randrange(3_000))).isoformat() if k % 20 else None
        source = f"Source {int(chance.expovariate(0.02))}" if k % 3 else None
        headline = " ".join(drawn[start : start + 9]).capitalize()
        language = LANGUAGES[k % 7]
        yield (
            k,
            f"{k:032x}",
            f"{k:06}.txt",
            of_file,
            of_text,
            headline,
            day,
            source,
            language,
            now,
            template.layout,
            text,
        )


def _drawn(count: int, chance: random.Random) -> list[str]:
    """Words as a text has them: a few are met all the time, most of them once."""
    letters = "eeeaaoouikstrnlmdpg"
    words = [*KNOWN, *("".join(chance.choices(letters, k=chance.randint(3, 10))) for _k in range(count))]
    return chance.choices(words, [1 / (k + 2) for k in range(len(words))], k=400_000 * count // WORDS + 100)


def _rows(templates: list[Template], chance: random.Random) -> Iterator[tuple[object, ...]]:
    for number, template in enumerate(templates):
        values = [annotation_to_plain(value) for value in template.annotations]
        said = json.dumps(values, sort_keys=True, separators=(",", ":"))
        for k, value in enumerate(template.annotations):
            said = said.replace(value.id, f"{MARKER}{k:024x}")
        for k, (value, plain) in enumerate(zip(template.annotations, json.loads(said), strict=True)):
            anchor, sure = anchor_of(value), round(chance.uniform(0.4, 1), 3)
            text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
            kind, label = kind_of(value).value, label_of(value)
            yield number, f"{MARKER}{k:024x}", kind, label, anchor.start, anchor.end, text, sure
