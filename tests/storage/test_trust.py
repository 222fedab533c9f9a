"""Project files made to do harm: each is refused with one sentence before anything in it runs, and left as it was."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.services import review
from border_annotator.services.check import check
from border_annotator.services.project import create_project, open_project, open_project_to_read
from border_annotator.storage import trust
from border_annotator.storage.migrations import NEWEST, STEPS
from border_annotator.storage.on_disk import PRIVATE_FILE
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

    from border_annotator.services.project import Project

    Opening = Callable[[Path], Project]

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and rights of POSIX")
both_ways = pytest.mark.parametrize("opening", [open_project, open_project_to_read])


@pytest.fixture
def victim(gold_file: Path, project_path: Path) -> Path:
    shutil.copy(gold_file, project_path)
    return project_path


@contextlib.contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """What anybody can do to a file with SQLite at hand, the schema itself included."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA writable_schema = ON")
        yield connection


def refused(opening: Opening, path: Path, match: str) -> None:
    before = path.read_bytes()
    with pytest.raises(KnownError, match=match) as told:
        opening(path)
    assert "\n" not in str(told.value)
    assert path.read_bytes() == before


STRANGE = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON journal BEGIN DELETE FROM annotations; END",
    "endless trigger": "CREATE TRIGGER evil AFTER UPDATE ON history BEGIN UPDATE history SET state = state; END",
    "view": "CREATE VIEW evil AS SELECT load_extension('x')",
    "table": "CREATE TABLE evil (x)",
    "generated column": "CREATE TABLE evil (x, y AS (zeroblob(1000000000)) VIRTUAL)",
    "virtual table": "CREATE VIRTUAL TABLE evil USING fts5 (x)",
    "virtual table over the files": "CREATE VIRTUAL TABLE evil USING dbstat",
    "partial index": "CREATE INDEX evil ON documents (id) WHERE length(text) > 3",
    "index of an expression": "CREATE INDEX evil ON documents (lower(text))",
    "more in a table": "ALTER TABLE documents ADD COLUMN evil TEXT CHECK (abs(evil) > 1)",
    "a default": "ALTER TABLE layers ADD COLUMN evil TEXT DEFAULT 'x'",
    "a table for the planner": "CREATE TABLE sqlite_stat1x (tbl, idx, stat)",
}


@both_ways
@pytest.mark.parametrize("statement", STRANGE.values(), ids=STRANGE.keys())
def test_what_the_program_never_makes(victim: Path, opening: Opening, statement: str) -> None:
    try:
        with tampering(victim) as connection:
            connection.execute(statement)
    except sqlite3.OperationalError as error:
        pytest.fail(f"this SQLite cannot even make it: {error}")
    refused(opening, victim, r"holds what this program never makes|is damaged")


REWRITTEN = {
    "a trigger of ours": (
        "UPDATE sqlite_schema SET sql = replace(sql, 'annotations + 1', 'annotations + 1000') "
        "WHERE name = 'annotation_added'"
    ),
    "a table of ours": (
        "UPDATE sqlite_schema SET sql = replace(sql, 'key TEXT', 'key TEXT CHECK (random())') WHERE name = 'project'"
    ),
    "not strict": "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, ', '') WHERE name = 'runs'",
    "an index of ours": (
        "UPDATE sqlite_schema SET sql = replace(sql, '(document_id, start)', '(document_id, start) WHERE start > 5') "
        "WHERE name = 'suggestions_by_document'"
    ),
    "the index of words": (
        "UPDATE sqlite_schema SET sql = replace(sql, '''documents''', '''journal''') WHERE name = 'texts'"
    ),
    "a table under the index of words": "UPDATE sqlite_schema SET sql = 'CREATE TABLE texts_idx (x)' "
    "WHERE name = 'texts_idx'",
    "a table that is not there": "DELETE FROM sqlite_schema WHERE name = 'kept'",
    "two tables in one place": (
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'layers') "
        "WHERE name = 'kept'"
    ),
    "no statement at all": "UPDATE sqlite_schema SET sql = 'rm -rf' WHERE name = 'kept'",
    "a deep expression": (
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE kept (x CHECK (' || replace(hex(zeroblob(400)), '00', '(') || '1'"
        " || replace(hex(zeroblob(400)), '00', ')') || '))' WHERE name = 'kept'"
    ),
    "a long statement": (
        "UPDATE sqlite_schema SET sql = sql || '--' || hex(zeroblob(2000000)) WHERE name = 'gazetteer'"
    ),
}


@both_ways
@pytest.mark.parametrize("statement", REWRITTEN.values(), ids=REWRITTEN.keys())
def test_a_rewritten_schema(victim: Path, opening: Opening, statement: str) -> None:
    with tampering(victim) as connection:
        assert connection.execute(statement).rowcount == 1
    refused(opening, victim, r"holds what this program never makes|is damaged")


@both_ways
def test_a_schema_of_thousands_of_views(victim: Path, opening: Opening) -> None:
    with tampering(victim) as connection:
        connection.execute(
            "WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n LIMIT 4000) INSERT INTO sqlite_schema"
            " SELECT 'view', 'v' || k, 'v' || k, 0, 'CREATE VIEW v' || k || ' AS SELECT 1' FROM n"
        )
    refused(opening, victim, "holds what this program never makes")


def test_a_look_that_goes_on_and_on_is_ended(victim: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "LONGEST_LOOK", -1.0)
    with contextlib.closing(sqlite3.connect(victim)) as connection:
        with pytest.raises(KnownError, match="in good time"), trust.first_look(connection, victim):
            connection.execute("WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n) SELECT max(k) FROM n")
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (2,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE suggestions SET start = 'far' WHERE rowid_of = 1",
        "UPDATE documents SET text = x'ff00'",
        "UPDATE documents SET headline = NULL",
        "UPDATE journal SET action = 'sudo'",
    ],
    ids=["a word for a number", "bytes for a text", "nothing for a text", "a word that is not allowed"],
)
def test_wrong_types_in_a_strict_table(victim: Path, statement: str) -> None:
    with open_project(victim) as project:
        review.confirm(project, sheet_of(project), sheet_of(project).events[0].id)
    table = statement.split()[1]
    with tampering(victim) as connection:
        # Rewritten for a moment into a table that takes anything.
        (made,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        loose = made.replace("STRICT, WITHOUT ROWID", "WITHOUT ROWID").removesuffix("STRICT").replace(" NOT NULL", "")
        loose = (
            loose.partition(" CHECK")[0] + loose.partition(" CHECK")[2].partition("))")[2]
            if "CHECK" in loose
            else loose
        )
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (loose, table))
    with tampering(victim) as connection:
        connection.execute(statement.replace(" WHERE rowid_of = 1", ""))
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (made, table))
    refused(open_project, victim, "is damaged")


def test_an_unaltered_file_of_every_version_is_taken(victim: Path) -> None:
    for version in range(NEWEST + 1):
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            for step in STEPS[:version]:
                step(cast("Database", SimpleNamespace(conn=connection)))
            trust.must_be_ours(connection, victim, version)


class TestWhatLiesBeside:
    @needs_posix
    @pytest.mark.parametrize("end", trust.BESIDE)
    @both_ways
    def test_a_link(self, victim: Path, tmp_path: Path, opening: Opening, end: str) -> None:
        precious = tmp_path / "precious"
        precious.write_text("mine")
        Path(f"{victim}{end}").symlink_to(precious)
        refused(opening, victim, "is not a plain file")
        assert precious.read_text() == "mine"

    @needs_posix
    @pytest.mark.parametrize("end", trust.BESIDE)
    def test_a_link_where_a_project_is_to_be(self, project_path: Path, tmp_path: Path, end: str) -> None:
        precious = tmp_path / "precious"
        precious.write_text("mine")
        Path(f"{project_path}{end}").symlink_to(precious)
        with pytest.raises(KnownError, match="is not a plain file"):
            create_project(project_path)
        assert precious.read_text() == "mine"
        assert not project_path.exists()

    @needs_posix
    @pytest.mark.parametrize("end", trust.BESIDE)
    @both_ways
    def test_a_pipe(self, victim: Path, opening: Opening, end: str) -> None:
        os.mkfifo(f"{victim}{end}")
        refused(opening, victim, "is not a plain file")

    @both_ways
    def test_a_journal_that_names_a_file_to_remove(self, victim: Path, tmp_path: Path, opening: Opening) -> None:
        precious = tmp_path / "precious"
        precious.write_text("mine")
        Path(f"{victim}-journal").write_bytes(_journal_naming(precious, victim))
        refused(opening, victim, "does not belong to the project")
        assert precious.read_text() == "mine"

    @both_ways
    def test_the_log_of_another_project(self, victim: Path, tmp_path: Path, opening: Opening) -> None:
        other = tmp_path / "other.bap"
        with create_project(other) as project:
            with project.file.transaction() as connection:
                connection.execute("INSERT INTO project VALUES ('page', '')")  # the log holds the page with the id now
            for number in range(40):
                with project.file.transaction():
                    project.layers.add_layer(f"layer {number}" * 50)
            log = Path(f"{other}-wal").read_bytes()
        Path(f"{victim}-wal").write_bytes(log)
        refused(opening, victim, "belongs to another file")
        assert Path(f"{victim}-wal").read_bytes() == log

    def test_its_own_log_is_taken_in(self, victim: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy" / victim.name
        copy.parent.mkdir()
        with open_project(victim) as project:
            review.confirm(project, sheet_of(project), sheet_of(project).events[0].id)
            for end in ("", "-wal"):
                shutil.copy(f"{victim}{end}", f"{copy}{end}")
            expected = sheet_of(project).events
        with open_project_to_read(copy) as project:
            assert sheet_of(project).events == expected
        with open_project(copy) as project:
            assert sheet_of(project).events == expected
            assert list(check(project)) == []


@needs_posix
@both_ways
def test_what_is_no_file(tmp_path: Path, opening: Opening) -> None:
    pipe = tmp_path / "pipe.bap"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        with pytest.raises(KnownError, match="is not a file"):
            opening(path)


@both_ways
def test_a_cut_file_and_one_with_pages_of_rubbish(gold_file: Path, project_path: Path, opening: Opening) -> None:
    whole = gold_file.read_bytes()
    for content in (whole[:-4096], whole[:200], whole[:8192] + b"\xa5" * 4096 * 8 + whole[8192 + 4096 * 8 :]):
        project_path.write_bytes(content)
        with contextlib.suppress(KnownError), opening(project_path) as project:
            assert opening is open_project_to_read
            assert list(check(project)) != []
        assert project_path.read_bytes() == content


def test_a_connection_can_do_only_what_the_program_needs(project: Project) -> None:
    connection = project.file.db.conn
    assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
    assert connection.execute("PRAGMA cell_size_check").fetchone() == (1,)
    assert connection.execute("PRAGMA mmap_size").fetchone() == (0,)
    for limit, most in trust.LIMITS:
        assert connection.getlimit(limit) <= most
    if hasattr(connection, "getconfig"):
        assert connection.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
        with pytest.raises(sqlite3.OperationalError, match="may not be modified"):
            connection.execute("DELETE FROM texts_data")


@needs_posix
def test_files_are_for_their_owner_alone(project_path: Path) -> None:
    old = os.umask(0o022)
    try:
        with create_project(project_path) as project:
            with project.file.transaction():
                project.layers.add_layer("another")
            for path in (Path(f"{project_path}{end}") for end in ("", *trust.BESIDE) if end != "-journal"):
                assert stat.S_IMODE(path.stat().st_mode) == PRIVATE_FILE, path
    finally:
        os.umask(old)


def _journal_naming(super_journal: Path, database: Path) -> bytes:
    """A journal of no pages that SQLite takes for one of a commit over several files, named in ``super_journal``."""
    magic = bytes.fromhex("d9d505f920a163d7")
    name = str(super_journal).encode()
    numbers = (0, 1, database.stat().st_size // 4096, 512, 4096)
    head = (magic + b"".join(number.to_bytes(4, "big") for number in numbers)).ljust(512, b"\0")
    locking_page = (0x40000000 // 4096 + 1).to_bytes(4, "big")
    total = sum(name).to_bytes(4, "big")
    return head + locking_page + name + len(name).to_bytes(4, "big") + total + magic


def test_that_journal_does_its_harm_elsewhere(gold_file: Path, tmp_path: Path) -> None:
    """Without this, the test above would show nothing."""
    victim, precious = tmp_path / "victim.bap", tmp_path / "precious"
    shutil.copy(gold_file, victim)
    precious.write_text("mine")
    Path(f"{victim}-journal").write_bytes(_journal_naming(precious, victim))
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM sqlite_schema').fetchall()"
    subprocess.run([sys.executable, "-c", code, victim], check=True)
    assert not precious.exists()


def test_bytes_that_are_no_text_are_damage(gold_file: Path, project_path: Path) -> None:
    shutil.copy(gold_file, project_path)
    with contextlib.closing(sqlite3.connect(project_path)) as connection:
        connection.execute("UPDATE documents SET file_name = CAST(x'ff' AS TEXT)")
        connection.commit()
    with open_project(project_path) as project, pytest.raises(KnownError, match="is damaged"):
        project.documents.file_names()
