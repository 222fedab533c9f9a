"""Parquet: the rows of the JSONL, typed; and one sentence where the library for it is missing."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from tests.formats.writers.written import gold, write

if TYPE_CHECKING:
    from pathlib import Path

FILE = "data/train-00000-of-00001.parquet"


def test_rows_are_those_of_the_jsonl(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is an extra of 176 MB")
    from pyarrow import parquet

    table = parquet.read_table(write("parquet", tmp_path / "out", [*gold()] * 120) / FILE)
    lines = (write("jsonl", tmp_path / "lines", gold()) / "data.jsonl").read_text("utf-8").splitlines()
    assert table.num_rows == 240
    assert table.slice(0, 2).to_pylist() == [json.loads(line) for line in lines]
    assert parquet.ParquetFile(tmp_path / "out" / FILE).num_row_groups == 2


def test_empty_lists_have_types(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is an extra of 176 MB")
    from pyarrow import parquet

    full = parquet.read_schema(write("parquet", tmp_path / "full", gold()) / FILE)
    none = parquet.read_schema(write("parquet", tmp_path / "none", []) / FILE)
    assert none.equals(full)
    assert "null" not in str(full).replace("not null", "")


def test_a_missing_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(KnownError, match=r"border-annotator\[parquet\]"):
        write("parquet", tmp_path / "out", gold())
