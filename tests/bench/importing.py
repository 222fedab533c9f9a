"""How many articles a second come in, beside SQLite alone: thousands of four thousand letters each, from JSON lines.

Each import runs in a process of its own, so that its memory is its own too. A fifth of the goal's ten thousand articles
is brought in, and a quarter of these once more, so that one sees that time and memory for an article do not grow:
``python -m tests.bench.importing 10000`` measures all of them.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.nlp.reading_ahead import MOST_PROCESSES
from tests.bench.measuring import Line, table

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ARTICLES = 2_000
SHARE = 4
"""The smaller file has this part of the articles, to see whether time and memory for one grow with the file."""
ALONE = 2
"""Words of the command that asks for this part alone, with a number of articles."""
LETTERS = 4_000
SPANS = 100
LABELS = ("PLACE", "PERSON", "ORGANISATION")
DATED = re.compile(
    r"\b(?:[A-Z][a-z]+day|(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|week|month|year)\b"
)


def importing(folder: Path, articles: int = ARTICLES) -> Iterator[Line]:
    """Articles alone and with spans; the floor parses the same lines and inserts a row for each article and span.

    Another floor is what SQLite alone needs to write all rows of the finished project, with their indexes.
    """
    few_articles = articles // SHARE
    for spans in (0, SPANS):
        small, large = folder / f"small-{spans}.jsonl", folder / f"large-{spans}.jsonl"
        write_lines(small, few_articles, spans)
        write_lines(large, articles, spans)
        floor = _told("bare", large, folder / f"bare-{spans}.db")
        few = _told("ours", small, folder / f"small-{spans}.bap")
        many = _told("ours", large, folder / f"large-{spans}.bap")
        what = f"import of {articles:,} articles" + (f" with {spans} spans each" if spans else "")
        rows = _told("rows", folder / f"large-{spans}.bap", folder / f"rows-{spans}.db")
        per = 1_000 / articles
        note = f"processor time for an article; {1_000 * few['processor'] / few_articles:.1f} ms with {few_articles:,}"
        yield Line(what, many["processor"] * per, floor["processor"] * per, note=note)
        note = "beside writing the same rows again"
        yield Line("  the rows of the project", many["processor"] * per, rows["processor"] * per, note=note)
        yield Line("  the same, by the clock", articles / many["seconds"], articles / floor["seconds"], "articles/s")
        note = f"{few['memory']:.0f} MB with {few_articles:,}"
        yield Line("  largest memory of the process", many["memory"], floor["memory"], "MB", note)


def write_lines(path: Path, articles: int, spans: int) -> None:
    """JSON lines as doccano writes them: news-like text with spans of one or two words."""
    told = random.Random(7)  # noqa: S311 - no secret
    sentences = [
        line.split()
        for file in sorted((ROOT / "tests" / "corpus" / "development").rglob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
        if len(line) > 80
    ]
    with path.open("w", encoding="utf-8") as out:
        for number in range(articles):
            lines, length = [f"Article {number} on the border"], 0
            while length < LETTERS:
                words = told.choice(sentences)
                turn = told.randrange(len(words))
                lines.append(" ".join([*words[turn:], *words[:turn]]))
                length += len(lines[-1])
            text = "\n".join(lines)
            item: dict[str, object] = {"id": number, "text": text, "date": "2023-11-05"}
            if spans:
                places = [match.span() for match in re.finditer(r"\w+", text)]
                chosen = sorted(told.sample(range(len(places) - 1), spans))
                item["label"] = [_labelled(text, places[k][0], places[k + k % 2][1]) for k in chosen]
            out.write(json.dumps(item, ensure_ascii=False) + "\n")


def _labelled(text: str, start: int, end: int) -> list[object]:
    """A span with a label: what looks like a date is one, as annotators would have it."""
    return [start, end, "DATE" if DATED.search(text, start, end) else LABELS[start % len(LABELS)]]


def _told(what: str, path: Path, target: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.importing", what, str(path), str(target)]
    result = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(result.stdout)
    return told


def bare(path: Path, target: Path) -> None:
    """Each line parsed, its text and its spans in rows, in one transaction of SQLite alone."""
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("CREATE TABLE documents (id INTEGER PRIMARY KEY, text TEXT) STRICT")
        connection.execute("CREATE TABLE spans (document INTEGER, start INTEGER, end INTEGER, label TEXT) STRICT")
        connection.execute("BEGIN")
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                connection.execute("INSERT INTO documents VALUES (?, ?)", (item["id"], item["text"]))
                rows = ((item["id"], *span) for span in item.get("label", ()))
                connection.executemany("INSERT INTO spans VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")


def rows(path: Path, target: Path) -> None:
    """All rows of a project that is finished, with the project's tables and indexes, in one transaction."""
    with (
        contextlib.closing(sqlite3.connect(path)) as finished,
        contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection,
    ):
        shape = finished.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL"
            " AND name NOT LIKE 'texts%' AND name NOT LIKE 'sqlite%' ORDER BY type DESC"
        ).fetchall()
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        for _kind, _name, sql in shape:
            connection.execute(sql)
        connection.execute("BEGIN")
        for name in (name for kind, name, _sql in shape if kind == "table"):
            found = finished.execute(f"SELECT * FROM {name}")  # noqa: S608 - a table's name
            marks = ", ".join("?" * len(found.description))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", found)  # noqa: S608 - a table's name
        connection.execute("COMMIT")


def ours(path: Path, target: Path) -> None:
    """The same lines into a project, with everything that an import does."""
    from border_annotator.domain.annotators import SUGGESTIONS
    from border_annotator.domain.mapping import LabelMapping
    from border_annotator.domain.mapping_guess import completed
    from border_annotator.formats.readers.registry import foreign_format_of
    from border_annotator.services.adopt import adopt, met_in
    from border_annotator.services.annotation_file import AnnotationFile
    from border_annotator.services.import_documents import import_documents
    from border_annotator.services.project import create_project

    with create_project(target) as project:
        foreign = foreign_format_of(path)
        if foreign is None:
            came = sum(step.document_id is not None for step in import_documents(project, [path]))
        else:
            mapping = completed(LabelMapping(), met_in(foreign.read(path)), project.schema)
            file = AnnotationFile.at(path, foreign.name)
            came = sum(step.is_new for step in adopt(project, file, foreign.read(path), mapping, SUGGESTIONS))
        if came != len(project.documents.ids()) or came == 0:
            raise AssertionError(came)


def _main() -> None:
    import resource

    if len(sys.argv) == ALONE:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            sys.stdout.write(table(list(importing(Path(folder), int(sys.argv[1])))) + "\n")
        return
    what, path, target = sys.argv[1:]
    began, clock = _processor(), time.perf_counter()
    {"bare": bare, "rows": rows, "ours": ours}[what](Path(path), Path(target))
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    own, helper = (
        resource.getrusage(whose).ru_maxrss / unit for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = {
        "processor": _processor() - began,
        "seconds": time.perf_counter() - clock,
        # As if all helpers had been at their largest at the same time.
        "memory": own + helper * min(MOST_PROCESSES, os.cpu_count() or 1),
    }
    sys.stdout.write(json.dumps(told))


def _processor() -> float:
    """The processor time of this process and of those that it had help from."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    _main()
