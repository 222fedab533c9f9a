"""Tables: read by csv and openpyxl, row by row against the project's own annotations."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.domain.outward import LAYOUT
from border_annotator.formats.writers import workbook
from border_annotator.formats.writers.csv_tables import defused
from border_annotator.formats.writers.tables import TABLES
from tests.formats.writers.written import gold, outgoing, same, set_format, setting, write

if TYPE_CHECKING:
    from pathlib import Path

Table = list[dict[str, str]]


def tables(folder: Path) -> dict[str, Table]:
    found = {}
    for name in TABLES:
        assert (folder / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            found[name] = list(csv.DictReader(file))
    return found


def sheets(path: Path) -> dict[str, Table]:
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book.worksheets:
        heads, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        found[sheet.title] = [
            dict(zip(map(str, heads), ("" if v is None else str(v) for v in row), strict=True)) for row in rows
        ]
    book.close()
    return found


def check(found: dict[str, Table], *, plain: bool) -> None:
    def as_written(text: str) -> str:
        return text if plain else str(defused(text))

    by_name = {one.foreign.doc_id: one for one in gold()}
    assert {row["doc_id"] for row in found["articles"]} == set(by_name)
    for doc_id, one in by_name.items():
        article, text = one.article, one.text
        mine = {name: [row for row in rows if row["doc_id"] == doc_id] for name, rows in found.items()}
        assert [(r["entity_id"], r["label"], r["text"], r["link"]) for r in mine["entities"]] == [
            (e.id, e.label, as_written(e.span.text_in(text)), e.link or "") for e in article.entities
        ]
        figures = [(r["figure_id"], r["kind"], r["value"], r["unit"], r["norm"]) for r in mine["figures"]]
        assert figures == [
            (f.id, f.kind, "" if f.value is None else str(f.value), f.unit or "", f.norm or "") for f in article.figures
        ]
        events = [(r["event_id"], r["type"], r["trigger"], r["status"], r["severity"]) for r in mine["events"]]
        assert events == [(e.id, e.type, e.trigger.text_in(text), e.status, str(e.severity)) for e in article.events]
        roles = {(r["event_id"], r["role"], r["start"], r["end"], r["filler_id"]) for r in mine["arguments"]}
        places = {s.id: s.pieces[0] for s in one.foreign.spans if s.layer != LAYOUT}
        places |= {e.id: places[e.trigger] for e in one.foreign.events}
        assert roles == {
            (e.id, a.role, str(places[a.target].start), str(places[a.target].end), a.target)
            for e in one.foreign.events
            for a in e.arguments
        }
        assert len(mine["relations"]) == len(one.foreign.relations)


def test_csv_of_the_gold(tmp_path: Path) -> None:
    check(tables(write("csv", tmp_path / "out", gold())), plain=False)


def test_csv_without_the_mark_of_excel(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    plain = replace(setting(), with_mark=False)
    assert list(set_format("csv").write(tmp_path / "out", gold(), plain)) == [None, None]
    assert (tmp_path / "out" / "events.csv").read_bytes().startswith(b"doc_id,")
    same("csv", tmp_path / "out", gold())


def test_workbook_of_the_gold(tmp_path: Path) -> None:
    check(sheets(write("xlsx", tmp_path / "out", gold()) / "tables.xlsx"), plain=True)


def test_events_are_in_the_words_of_acled(tmp_path: Path) -> None:
    rows = tables(write("csv", tmp_path / "out", gold()))["events"]
    closures = [row for row in rows if row["type"] == "BorderControl.Closure"]
    assert closures
    assert {(row["event_type"], row["sub_event_type"]) for row in closures} == {("Strategic developments", "Other")}
    assert {row["time_precision"] for row in rows} <= {"", "1", "2", "3"}
    assert {row["geo_precision"] for row in rows} <= {"", "1", "2", "3"}
    for row in rows:
        unreal = row["status"] in {"planned", "hypothetical", "denied"} or row["polarity"] == "negative"
        assert row["for_acled"] == ("no" if unreal else "yes")


@pytest.mark.parametrize(
    "sign",
    ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1", "'=1", "''@a", '=HYPERLINK("x")\n,"', "=cmd|'/C calc'!A0"],
)
def test_nothing_is_calculated(sign: str, tmp_path: Path) -> None:
    one = gold()[0]
    noted = replace(one.article.entities[0], note=sign)
    odd = outgoing(replace(one.article, entities=(noted,), figures=(), events=()), one.text)
    (row,) = tables(write("csv", tmp_path / "out", [odd]))["entities"]
    assert row["note"] == f"'{sign}"
    (row,) = sheets(write("xlsx", tmp_path / "book", [odd]) / "tables.xlsx")["entities"]
    assert row["note"] == sign.replace("\r", " ")


def test_a_sheet_that_is_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    with pytest.raises(KnownError, match="csv"):
        write("xlsx", tmp_path / "out", gold())
