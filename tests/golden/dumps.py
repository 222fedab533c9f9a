"""The files of a format as texts: as they are, or what is in those that are none."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import spacy  # noqa: TID253 - to see what is in spaCy's own files
from pyarrow import parquet
from spacy.tokens import DocBin  # noqa: TID253

from tests.formats.writers.written import gold, write

GOLDEN = Path(__file__).parent / "files"


def dumped(name: str) -> dict[str, str]:
    """The files that a format makes of the gold, by their paths."""
    with TemporaryDirectory() as folder:
        out = write(name, Path(folder) / "out", gold())
        files = sorted(path for path in out.rglob("*") if path.is_file())
        return dict(_text(path, path.relative_to(out).as_posix()) for path in files)


def _text(path: Path, name: str) -> tuple[str, str]:
    telling = {".xlsx": _workbook, ".parquet": _parquet, ".spacy": _documents}.get(path.suffix)
    return (name, path.read_bytes().decode()) if telling is None else (f"{name}.txt", telling(path))


def _workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    lines = []
    for sheet in book.worksheets:
        lines.append(f"== {sheet.title}")
        lines += [json.dumps([cell.value for cell in row], ensure_ascii=False) for row in sheet.iter_rows()]
    book.close()
    return "\n".join([*lines, ""])


def _parquet(path: Path) -> str:
    table = parquet.read_table(path)
    return f"{table.schema}\n{json.dumps(table.to_pylist(), ensure_ascii=False, indent=0)}\n"


def _documents(path: Path) -> str:
    docs = DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)
    plain = [{**doc.to_json(), "tokens": [token.text for token in doc], "user_data": doc.user_data} for doc in docs]
    return json.dumps(plain, ensure_ascii=False, indent=0) + "\n"
