"""Projects that are really damaged, at many places: what can be read is saved, the rest is told."""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError, Stopped
from border_annotator.domain.layer import ReviewState
from border_annotator.services import confirm_many, facts, gazetteer, history, masking, notes, review
from border_annotator.services.check import check
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.services.recover import Recovery, recover
from border_annotator.services.worksheets import read_worksheet
from border_annotator.storage.damaged_pages import Pages, newer_pages
from border_annotator.storage.salvage import SCRATCH
from tests.cli.conftest import ROOT
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from border_annotator.domain.worksheet import Worksheet

PAGE = 4096


@pytest.fixture(scope="module")
def worked(gold_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project with edits of every kind; copy it, never open it."""
    path = tmp_path_factory.mktemp("worked") / "worked.bap"
    shutil.copyfile(gold_file, path)
    with open_project(path) as project:
        for item in sheet_of(project).events[:6]:
            review.confirm(project, sheet_of(project), item.id)
        review.reject(project, sheet_of(project), sheet_of(project).events[7].id, "not an event")
        for _k in range(2):
            history.undo(project)
        history.redo(project)
        sheet = sheet_of(project, "000")
        written = facts.written_facts(sheet.document)
        facts.set_facts(project, sheet, facts.Written("2023-11-05", written.title, written.publisher, written.language))
        notes.ask_someone(project, notes.on_article(sheet_of(project)))
        notes.write_note(project, notes.on_event(project, sheet_of(project), sheet_of(project).events[0].id), "why?")
        gazetteer.add_entry(project, gazetteer.new_entry("PLACE", ["Silene"]))
        sheet = sheet_of(project)
        line = sheet.document.layout.segments[-1].span
        masking.mask(project, sheet, masking.masking_at(sheet, line.start, line.start))
        steps = confirm_many.prepare_in(project, sheet_of(project), confirm_many.Wanted(None, None, 0.5))
        for _step in confirm_many.confirm_prepared(project, steps):
            pass
        review.mark(project, sheet_of(project), ReviewState.DONE)
        assert list(check(project)) == []
    return path


def everything(path: Path) -> tuple[list[Worksheet], list[object], int]:
    with open_project_to_read(path) as project:
        sheets = [read_worksheet(project, document_id) for document_id in project.documents.ids()]
        told = [(entry.id, entry.at, entry.action, entry.subject, entry.edit) for entry in project.journal.entries()]
        return sheets, [told, project.notes.all(project.layer.id), project.gazetteer.entries()], len(sheets)


def findings_of(path: Path) -> list[str]:
    with open_project_to_read(path) as project:
        # What is left may point at what is not.
        found = [f"{one.place}: {one.reason}" for one in check(project)]
        return [words for words in found if ", which is not there" not in words]


def saved(damaged: Path) -> tuple[Recovery, Path]:
    new = damaged.with_name("saved.bap")
    new.unlink(missing_ok=True)
    before = damaged.read_bytes()
    found = recover(damaged, new)
    assert damaged.read_bytes() == before
    assert findings_of(new) == []
    return found, new


def damaged_copy(worked: Path, tmp_path: Path, start: int, end: int, content: bytes | None = None) -> Path:
    path = tmp_path / "damaged.bap"
    raw = bytearray(worked.read_bytes())
    end = min(end, len(raw))
    raw[start:end] = bytes(end - start) if content is None else content[: end - start]
    path.write_bytes(raw)
    return path


def test_of_a_sound_project_nothing_is_lost(worked: Path, tmp_path: Path) -> None:
    found, new = saved(Path(shutil.copy(worked, tmp_path / "damaged.bap")))
    assert found.losses == ()
    assert everything(new) == everything(worked)
    with open_project(new) as project:
        while history.undo(project) is not None:
            pass
        assert list(check(project)) == []


@pytest.mark.parametrize("size", [16, 100, PAGE])
def test_without_its_header_nothing_is_lost(worked: Path, tmp_path: Path, size: int) -> None:
    found, new = saved(damaged_copy(worked, tmp_path, 0, size))
    assert found.losses == ()
    assert everything(new) == everything(worked)


def test_the_tables_are_gone_and_the_journal_brings_them_back(worked: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(worked, tmp_path / "damaged.bap"))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for table in ("annotations", "decisions", "reviews", "notes", "gazetteer", "tallies", "history", "touched"):
            connection.execute(f"DROP TABLE {table}")
        connection.commit()
        connection.execute("VACUUM")
    found, new = saved(path)
    assert found.losses == ()
    assert everything(new)[0] == everything(worked)[0]


def test_the_journal_is_gone_and_the_tables_stay(worked: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(worked, tmp_path / "damaged.bap"))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM journal")
        connection.execute("DELETE FROM history")
        connection.commit()
        connection.execute("VACUUM")
    found, new = saved(path)
    assert "edits of the journal could not be read" in " ".join(found.losses)
    sheets, _rest, _count = everything(new)
    before = everything(worked)[0]
    assert [sheet.live() for sheet in sheets] == [sheet.live() for sheet in before]
    with open_project(new) as project:
        assert "Recover" in str(history.undo_label(project))


def test_some_edits_are_gone(worked: Path, tmp_path: Path) -> None:
    for lost in ((1,), (3, 4), (9,), (8, 12, 13)):
        path = Path(shutil.copy(worked, tmp_path / "damaged.bap"))
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.executemany("DELETE FROM journal WHERE id = ?", [(number,) for number in lost])
            connection.commit()
        found, new = saved(path)
        assert f"{len(lost)} edit" in " ".join(found.losses)
        assert [sheet.live() for sheet in everything(new)[0]] == [sheet.live() for sheet in everything(worked)[0]]


def test_the_log_is_lost(worked: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(worked, tmp_path / "live.bap"))
    with open_project(path) as project:
        review.mark(project, sheet_of(project, "000"), ReviewState.SKIPPED, "in the log")
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{path}{suffix}", tmp_path / f"damaged.bap{suffix}")
    both, new = saved(tmp_path / "damaged.bap")
    assert both.losses == ()
    with open_project_to_read(new) as opened:
        assert sheet_of(opened, "000").review.reason == "in the log"
    (tmp_path / "damaged.bap-wal").unlink()
    alone, new = saved(tmp_path / "damaged.bap")
    assert alone.articles == 2


def test_a_log_is_read_to_its_last_whole_transaction(worked: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(worked, tmp_path / "live.bap"))
    with open_project(path) as project:
        review.mark(project, sheet_of(project, "000"), ReviewState.SKIPPED, "in the log")
        content, log = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    assert len(log) > PAGE
    assert newer_pages(io.BytesIO(log), PAGE)
    assert newer_pages(io.BytesIO(log[: 32 + 24 + 100]), PAGE) == {}
    assert newer_pages(io.BytesIO(b"x" * 5000), PAGE) == {}
    damaged = tmp_path / "damaged.bap"
    damaged.write_bytes(bytes(PAGE) + content[PAGE:])
    Path(f"{damaged}-wal").write_bytes(log)
    found, new = saved(damaged)
    assert found.losses == ()
    with open_project_to_read(new) as opened:
        assert sheet_of(opened, "000").review.reason == "in the log"


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.8, 0.95])
def test_a_file_that_is_cut(worked: Path, tmp_path: Path, share: float) -> None:
    raw = worked.read_bytes()
    path = tmp_path / "damaged.bap"
    path.write_bytes(raw[: int(len(raw) * share)])
    with contextlib.suppress(KnownError):
        found, _new = saved(path)
        assert found.losses or found.articles == 2


@settings(max_examples=25, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_pages_that_are_bad_anywhere(worked: Path, data: st.DataObject) -> None:
    raw = bytearray(worked.read_bytes())
    pages = len(raw) // PAGE
    for _k in range(data.draw(st.integers(1, 3))):
        page, length = data.draw(st.integers(0, pages - 1)), data.draw(st.sampled_from([1, 64, 700, PAGE]))
        start = page * PAGE + data.draw(st.integers(0, PAGE - length))
        noise = random.Random(start).randbytes(length)  # noqa: S311 - not for secrets
        raw[start : start + length] = data.draw(st.sampled_from([bytes(length), b"\xff" * length, noise]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.bap"
        path.write_bytes(raw)
        try:
            found, new = saved(path)
        except KnownError:
            return
        assert found.articles >= 1
        with open_project(new) as project:
            sheet = read_worksheet(project, project.documents.ids()[0])
            waiting = [item.id for item in sheet.items if item.is_open]
            if waiting:
                review.confirm(project, sheet, waiting[0])
            history.undo(project)


MEASURED = """
import resource, sys
from pathlib import Path
from border_annotator.services.recover import recover
print(recover(Path(sys.argv[1]), Path(sys.argv[2])).articles, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no resource module")
def test_memory_does_not_grow_with_the_file(worked: Path, tmp_path: Path) -> None:
    peaks = []
    for articles, of_a_size in ((2, 1_000), (24, 600_000)):
        path = tmp_path / f"of {articles}.bap"
        shutil.copyfile(worked, path)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            columns = [row[1] for row in connection.execute("PRAGMA table_info(documents)")][1:]
            hashed = "printf('%s%d', substr({0}, 1, 60), 1000 + k)"
            other = {"id": "printf('%028d%d', 0, 1000 + k)", "file_sha256": hashed.format("file_sha256")}
            other["text"] = "replace(printf('%.*c', 150, 'x'), 'x', printf('%.*c', :size / 150, 'a') || ' ')"
            values = ", ".join(other.get(column, column) for column in columns)
            numbers = "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n LIMIT :count)"
            rows = f"SELECT {values} FROM n, (SELECT * FROM documents LIMIT 1)"  # noqa: S608 - all words are ours
            said = f"{numbers} INSERT INTO documents ({', '.join(columns)}) {rows}"
            connection.execute(said, {"size": of_a_size, "count": articles})
        with path.open("r+b") as file:
            file.write(bytes(PAGE))  # so that it is copied, and read page by page
        ended = subprocess.run(
            [sys.executable, "-c", MEASURED, str(path), str(path.with_name("saved.bap"))],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        found, peak = map(int, ended.stdout.split())
        assert found >= articles
        peaks.append(peak // (1024 if sys.platform == "darwin" else 1))  # KiB, where a Mac says bytes
        path.with_name("saved.bap").unlink()
    assert path.stat().st_size > 14_000_000
    # A few times the largest article, whatever there is beside it.
    assert peaks[1] - peaks[0] < 7_000, peaks


@pytest.mark.parametrize("at", ["MB", "project", "pages", "suggestions written", "articles settled"])
def test_stopped_in_the_midst_nothing_is_left(worked: Path, tmp_path: Path, at: str) -> None:
    path = damaged_copy(worked, tmp_path, 0, PAGE if at == "pages" else 16)
    words: list[str] = []

    def stop(done: int, total: int, what: str) -> None:
        assert 0 <= done <= total
        words.append(what)
        if what.startswith(at):
            raise Stopped

    with pytest.raises(Stopped):
        recover(path, tmp_path / "saved.bap", stop)
    assert words[-1].startswith(at), words
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_what_a_recovery_left_that_was_killed_goes_with_the_next(worked: Path, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    left = tmp_path / f".saved.bap.{gone.pid}{SCRATCH}"
    left.mkdir()
    (left / "rows").write_bytes(b"half of them")
    saved(Path(shutil.copy(worked, tmp_path / "damaged.bap")))
    assert not left.exists()


def test_what_is_no_project_at_all(tmp_path: Path) -> None:
    for content in (b"", b"hello", random.Random(1).randbytes(50_000), bytes(50_000)):  # noqa: S311 - not for secrets
        path = tmp_path / "damaged.bap"
        path.write_bytes(content)
        with pytest.raises(KnownError, match="Nothing of a project can be read"):
            recover(path, tmp_path / "saved.bap")
        assert not (tmp_path / "saved.bap").exists()
    with pytest.raises(KnownError, match="is not there"):
        recover(tmp_path / "gone.bap", tmp_path / "saved.bap")


def test_pages_of_any_bytes() -> None:
    dice = random.Random(7)  # noqa: S311 - not for secrets
    for _k in range(40):
        pages = Pages(io.BytesIO(dice.randbytes(dice.randrange(9000))), io.BytesIO(dice.randbytes(50)))
        assert all(row.cells for number in range(1, len(pages) + 1) for row in pages.rows_of(number))


def test_what_came_from_elsewhere_is_saved(tmp_path: Path) -> None:
    new = tmp_path / "new.bap"
    recover(Path(__file__).parents[1] / "databases" / "schema-13.bap", new)
    with open_project(new) as project:
        assert list(check(project)) == []
        (adoption,) = (one for key in project.documents.ids() for one in project.adoptions.of_document(key))
        assert [span.id for span in adoption.said.spans] == ["T1", "T2"]
        assert {item.kind for item in project.adoptions.quarantine()} == {"span", "article"}
