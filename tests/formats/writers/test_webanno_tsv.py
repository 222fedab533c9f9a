"""WebAnno TSV: the shape of the file, letter by letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.article import Article
from border_annotator.domain.document import Layout, PublicationDate
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.formats.writers.webanno_tsv import escaped_text, escaped_value
from tests.formats.writers.written import outgoing, same, write

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "🚨 Greek coast guard pushed back 150 migrants near Lesbos.\n\nThe end [1]."


def article() -> Article:
    agency = Entity("e1", Span(2, 19), "BORDER_AGENCY", link="agency:gr")
    nation = Entity("e2", Span(2, 7), "NATIONALITY", note="a|b\n_c")
    count = Figure("f1", Span(32, 35), "count", value=150, comparator="eq")
    roles = (Argument("authority", ref="e1"), Argument("count", ref="f1"), Argument("place", span=Span(50, 56)))
    event = Event("ev1", "Crossing.Pushback", Span(20, 31), arguments=roles)
    layout = Layout(None, PublicationDate(), (), ())
    return Article("a", "a.txt", "0", len(TEXT), layout, "en", None, (agency, nation), (count,), (event,))


def test_rows(tmp_path: Path) -> None:
    folder = write("webanno-tsv", tmp_path / "out", [outgoing(article(), TEXT)])
    raw = (folder / "a.tsv").read_bytes()
    assert b"\r" not in raw
    lines = raw.decode().split("\n")
    header = [line for line in lines if line.startswith("#T_")]
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    assert lines[1 : 1 + len(header)] == header
    assert lines[1 + len(header) : 4 + len(header)] == [
        "",
        "",
        "#Text=🚨 Greek coast guard pushed back 150 migrants near Lesbos.",
    ]
    columns = sum(line.count("|") for line in header)
    rows = [line for line in lines if line[:1].isdigit()]
    assert all(row.endswith("\t") and row.count("\t") == columns + 3 for row in rows)
    cells = {row.split("\t")[2]: row.split("\t") for row in rows}
    # The siren is two units of UTF-16.
    assert cells["🚨"][:2] == ["1-1", "0-2"]
    assert cells["Greek"][1:5] == ["3-8", "Greek", "BORDER\\_AGENCY[1]|NATIONALITY[2]", "agency:gr[1]|*[2]"]
    assert cells["coast"][3] == "BORDER\\_AGENCY[1]"
    assert "a\\|b\\n\\_c[2]" in cells["Greek"][24]
    event = next(place for place, cell in enumerate(cells["back"]) if cell.startswith("Crossing.Pushback"))
    assert cells["pushed"][event] == cells["back"][event]
    assert cells["pushed"][-7:-5] == ["authority;count;place[5]", "1-2[1];1-7[3];1-10[4]"]
    assert "#Text=The end [1]." in lines


def test_signs_that_mean_something_are_escaped() -> None:
    assert escaped_value("a|b[1]_c;d->e*\\\n\t") == "a\\|b\\[1\\]\\_c\\;d\\->e\\*\\\\\\n\\t"
    assert escaped_value("") == "*"
    assert escaped_text("a|b\\\n[1]") == "a|b\\\\\\n[1]"


def test_a_value_that_ends_with_the_escaping_sign_is_read_back(tmp_path: Path) -> None:
    noted = replace(article().entities[0], note="C:\\")
    one = outgoing(replace(article(), entities=(noted, article().entities[1])), TEXT)
    same("webanno-tsv", write("webanno-tsv", tmp_path / "out", [one]), [one])
