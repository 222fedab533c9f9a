"""What each format's export costs: processor time an article, memory, and how that is beside the plain libraries.

The floor reads the same rows with ``sqlite3``, each value with ``json``, and writes what ours wrote once more with the
library that the format is of: nobody who exports by a script of a few lines does less. Each export runs in a process
of its own, so that its memory is its own too.
"""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.export_formats import EXPORT_FORMATS
from border_annotator.services.project import open_project_to_read
from tests.bench.growth import grown_once
from tests.bench.measuring import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

ROOT = Path(__file__).parents[2]
SIZES = (50, 500)
"""Articles of the smaller project and of the larger one."""
FORMAT_NAMES = tuple(known.name for known in EXPORT_FORMATS)
JSON_LINES = frozenset({"jsonl", "doccano", "prodigy", "dygie", "oneie"})
JSON_FILES = frozenset({"native", "label-studio", "geojson", "jsonld"})
ROWS = """
SELECT s.id, s.kind, s.label, s.start, s.end, s.value, s.source, s.confidence FROM suggestions s
JOIN readings g ON g.document_id = s.document_id AND g.run_id = s.run_id WHERE s.document_id = ?
"""
Told = dict[str, float]


def exporting(
    folder: Path, sizes: Sequence[int] = SIZES, names: Sequence[str] = (), say: Callable[[str], None] = print
) -> str:
    """The table; ``names`` are those of the formats that are measured, all without one."""
    small, large = (grown_once(size, say) for size in (min(sizes), max(sizes)))
    head = (
        f"export of {max(sizes):,} articles", "articles/s", "floor", "times its time",
        f"an article, of one of {min(sizes):,}", f"MB with {min(sizes):,}", "MB", "MB on disk",
    )  # fmt: skip
    rows = [(*head, "")]
    for known in EXPORT_FORMATS:
        if names and known.name not in names:
            continue
        out = folder / f"out-{known.name}"
        few = _told("ours", known.name, small, out)
        shutil.rmtree(out)
        many = _told("ours", known.name, large, out)
        floor = _told("plain", known.name, large, out)
        written = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
        shutil.rmtree(out)
        ours, plain = many["processor"] / max(sizes), floor["processor"] / max(sizes)
        rows.append(
            (
                known.name,
                f"{1 / ours:,.0f}",
                f"{1 / plain:,.0f}",
                f"{ours / plain:.1f}×",
                f"{ours / (few['processor'] / min(sizes)):.2f}×",
                f"{few['memory']:.0f}",
                f"{many['memory']:.0f}",
                f"{written:,.0f}",
                "",
            )
        )
    said = "Articles for each second of the processor's time, all of an export's: reading, card, reading back, sums."
    return "\n".join([*aligned(rows), said])


def _told(what: str, name: str, project: Path, out: Path) -> Told:
    command = [sys.executable, "-m", "tests.bench.exporting", what, name, str(project), str(out)]
    result = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told: Told = json.loads(result.stdout)
    return told


def ours(name: str, path: Path, out: Path) -> None:
    """What the window and the command line call."""
    with open_project_to_read(path) as project:
        for _step in export_dataset(project, out, ExportChoice(name, Source.SUGGESTIONS)):
            pass


def plain(name: str, path: Path, out: Path) -> float:
    """The rows and the files once more; gives the processor time without that of reading the files."""
    taken = 0.0
    began = time.process_time()
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for document_id, _text in connection.execute("SELECT id, text FROM documents ORDER BY position"):
            for row in connection.execute(ROWS, (document_id,)):
                json.loads(row[5])
    taken += time.process_time() - began
    for file in sorted(path for path in out.rglob("*") if path.is_file() and "about" not in path.parts):
        for work in _works(name, file):
            began = time.process_time()
            work()
            taken += time.process_time() - began
    return taken


def _works(name: str, file: Path) -> Iterator[Callable[[], object]]:
    """Writing a file again, in as many steps as keep memory low, with what is needed for it at hand."""
    copy = file.with_suffix(".again")
    if name in JSON_LINES and file.suffix == ".jsonl":
        with file.open(encoding="utf-8") as lines, copy.open("w", encoding="utf-8") as again:
            for line in lines:
                yield partial(_write_line, again, json.loads(line))
            yield again.flush
    elif name in JSON_FILES and file.suffix.endswith("json"):
        value = json.loads(file.read_text(encoding="utf-8"))
        yield lambda: copy.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    elif file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as lines:
            found = list(csv.reader(lines))
        with copy.open("w", encoding="utf-8-sig", newline="") as again:
            yield lambda: csv.writer(again).writerows(found)
    elif file.suffix == ".xlsx":
        yield _workbook(file, copy)
    elif file.suffix == ".parquet":
        from pyarrow import parquet

        rows = parquet.read_table(file)
        yield lambda: parquet.write_table(rows, copy, compression="zstd")
    elif file.suffix == ".spacy":
        yield _docs(file, copy)
    elif file.suffix == ".xmi":
        import cassis

        with (file.parent / "TypeSystem.xml").open("rb") as types, file.open("rb") as source:
            cas = cassis.load_cas_from_xmi(source, typesystem=cassis.load_typesystem(types))
        yield lambda: cas.to_xmi(copy)
    else:
        content = file.read_bytes()
        yield lambda: copy.write_bytes(content)
    copy.unlink(missing_ok=True)


def _write_line(file: TextIO, value: object) -> None:
    file.write(json.dumps(value, ensure_ascii=False) + "\n")


def _workbook(file: Path, copy: Path) -> Callable[[], object]:
    import openpyxl

    sheets = {
        sheet.title: list(sheet.iter_rows(values_only=True))
        for sheet in openpyxl.load_workbook(file, read_only=True).worksheets
    }

    def write() -> None:
        book = openpyxl.Workbook(write_only=True)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(copy)

    return write


def _docs(file: Path, copy: Path) -> Callable[[], object]:
    import spacy
    from spacy.tokens import DocBin

    docs = list(DocBin().from_disk(file).get_docs(spacy.blank("en").vocab))

    def write() -> None:
        DocBin(docs=docs, store_user_data=True).to_disk(copy)

    return write


def _main() -> None:
    import resource

    what, name, path, out = sys.argv[1:]
    began = time.process_time()
    if what == "ours":
        ours(name, Path(path), Path(out))
        taken = time.process_time() - began
    else:
        taken = plain(name, Path(path), Path(out))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    sys.stdout.write(json.dumps({"processor": taken, "memory": memory}))


if __name__ == "__main__":
    _main()
