"""Workbooks: rows of every sheet with a text, dates as days, and nothing that a hostile one asks for."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles.draft import Choices, Draft, Refusal
from border_annotator.formats.articles.files import read_file
from border_annotator.formats.articles.spreadsheet import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

STORY = "🚨 Guards stopped forty people near Silene, officials said.\nThe border stays shut."


def book(**sheets: list[list[object]]) -> io.BytesIO:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    out.seek(0)
    return out


def changed(content: io.BytesIO, member: str, old: bytes, new: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == member:
                assert old in data
                data = data.replace(old, new)
            target.writestr(info.filename, data)
    out.seek(0)
    return out


def test_rows_with_dates_and_numbers() -> None:
    moment = datetime.datetime(2023, 11, 5)  # noqa: DTZ001 - a workbook knows no zones
    content = book(Sheet=[["Headline", "Text", "Date", "Words", "id"], ["Closed again", STORY, moment, 12.0, 7]])
    (draft,) = read_workbook(content, Choices())
    assert isinstance(draft, Draft)
    assert draft.text == f"Closed again\n\n{STORY}"
    assert draft.published is not None
    assert draft.published.value == datetime.date(2023, 11, 5)
    assert (draft.place, draft.extra) == ("row 2", {"Words": "12", "id": "7"})


def test_several_sheets() -> None:
    content = book(News=[["text"], [STORY]], Notes=[["a", "b"], [1, 2]])
    article, refusal = read_workbook(content, Choices())
    assert article.place == "News, row 2"
    assert isinstance(refusal, Refusal)
    assert refusal.place == "sheet Notes"
    with pytest.raises(KnownError, match="has no column that looks like a text"):
        list(read_workbook(book(Notes=[["a", "b"], [1, 2]]), Choices()))


def test_a_size_that_is_not_true_costs_nothing() -> None:
    content = book(Sheet=[["text"], [STORY]])
    lying = changed(content, "xl/worksheets/sheet1.xml", b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert [one.place for one in read_workbook(lying, Choices())] == ["row 2"]


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        b'<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["laughs", "file"],
)
def test_entities_are_refused(tmp_path: Path, doctype: bytes) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    content = changed(book(Sheet=[["text"], [STORY]]), sheet, b"<worksheet", doctype + b"<worksheet")
    (tmp_path / "a.xlsx").write_bytes(content.getvalue())
    (found,) = read_file(tmp_path / "a.xlsx", Choices())
    assert isinstance(found.result, Refusal)
    assert found.result.reason.startswith("cannot be read")
