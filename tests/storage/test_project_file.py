"""Project files in every state that a disk can leave them in: one sentence for the user, nothing damaged."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import BugError, KnownError
from border_annotator.domain.layer import ReviewState
from border_annotator.services import review
from border_annotator.services.project import create_project, open_project, open_project_to_read
from border_annotator.storage.migrations import NEWEST
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.services.project import Project

    Opening = Callable[[Path], Project]

ROOT = Path(__file__).parents[2]

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and signals of POSIX")


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process of the program that runs ``code``; it is told to stop by closing its input."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def output_of(code: str, *arguments: object) -> str:
    process = start(code, *arguments)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


HOLDER = """
    import sys
    from pathlib import Path
    from border_annotator.services.project import open_project
    with open_project(Path(sys.argv[1]), program="the command line"):
        print("holding", flush=True)
        sys.stdin.read()
"""


@contextlib.contextmanager
def held_elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    process = start(HOLDER, path)
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n", process.stderr.read() if process.stderr else ""
    try:
        yield process
    finally:
        process.communicate(timeout=60)


def files_beside(path: Path) -> set[str]:
    return {found.name for found in path.parent.iterdir()}


def test_a_project_leaves_one_file_when_closed(project_path: Path) -> None:
    create_project(project_path).close()
    assert files_beside(project_path) == {project_path.name}


def test_closing_twice_is_fine(project_path: Path) -> None:
    project = create_project(project_path)
    project.close()
    project.close()
    open_project(project_path).close()


def test_creating_never_touches_what_is_there(project_path: Path) -> None:
    project_path.write_text("my notes")
    with pytest.raises(KnownError, match="exists already"):
        create_project(project_path)
    assert project_path.read_text() == "my notes"
    assert files_beside(project_path) == {project_path.name}


def test_creating_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="is not a folder"):
        create_project(tmp_path / "nowhere" / "a.bap")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "other"}', b'{"format": 1e999}'])
def test_a_bad_schema_leaves_no_file(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    schema_file = tmp_path / "bad.json"
    schema_file.write_bytes(content)
    with pytest.raises(KnownError, match=r"bad\.json"):
        create_project(folder / "a.bap", schema_file)
    assert list(folder.iterdir()) == []


def test_a_schema_file_with_a_byte_order_mark(tmp_path: Path, project_path: Path, schema: object) -> None:
    from border_annotator.settings.paths import default_schema

    marked = tmp_path / "marked.json"
    marked.write_bytes(b"\xef\xbb\xbf" + default_schema().read_bytes())
    with create_project(project_path, marked) as project:
        assert project.schema == schema


def test_what_fails_while_a_project_is_made_leaves_no_file(project_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("border_annotator.storage.layers.LayerStore.add_layer", fail)
    with pytest.raises(BugError):
        create_project(project_path)
    assert files_beside(project_path) == set()


def test_what_fails_in_a_migration_leaves_no_file(project_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise KnownError("no")

    monkeypatch.setattr("border_annotator.storage.project_file.migrate", fail)
    with pytest.raises(KnownError):
        create_project(project_path)
    assert files_beside(project_path) == set()


@pytest.mark.parametrize("opening", [open_project, open_project_to_read])
class TestWhatIsNoProject:
    def test_missing(self, project_path: Path, opening: Opening) -> None:
        with pytest.raises(KnownError, match="is not there"):
            opening(project_path)
        assert files_beside(project_path) == set()

    def test_folder(self, tmp_path: Path, opening: Opening) -> None:
        with pytest.raises(KnownError, match="is a folder"):
            opening(tmp_path)

    @pytest.mark.parametrize(
        "content", [b"", b"x", b"not a database at all" * 100, b"SQLite format 3\0" + b"\1" * 3000]
    )
    def test_not_a_database(self, project_path: Path, opening: Opening, content: bytes) -> None:
        project_path.write_bytes(content)
        with pytest.raises(KnownError, match=r"not a project|damaged"):
            opening(project_path)
        assert project_path.read_bytes() == content
        assert files_beside(project_path) == {project_path.name}

    def test_another_programs_database(self, project_path: Path, opening: Opening) -> None:
        with contextlib.closing(sqlite3.connect(project_path)) as connection:
            connection.execute("PRAGMA application_id = 7")
            connection.execute("CREATE TABLE t (x)")
            connection.commit()
        before = project_path.read_bytes()
        with pytest.raises(KnownError, match="is not a project"):
            opening(project_path)
        assert project_path.read_bytes() == before

    def test_a_newer_version(self, gold_file: Path, project_path: Path, opening: Opening) -> None:
        project_path.write_bytes(gold_file.read_bytes())
        with contextlib.closing(sqlite3.connect(project_path)) as connection:
            connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
        with pytest.raises(KnownError, match="newer version"):
            opening(project_path)

    def test_cut_short(self, gold_file: Path, project_path: Path, opening: Opening) -> None:
        project_path.write_bytes(gold_file.read_bytes()[:5000])
        with pytest.raises(KnownError, match="damaged"):
            opening(project_path)


def test_damaged_values_are_told(gold_project: Project) -> None:
    gold_project.file.db.conn.execute("UPDATE suggestions SET value = '{' WHERE kind = 'event'")
    with pytest.raises(KnownError, match="is damaged"):
        sheet_of(gold_project)


def test_reading_leaves_nothing_behind(gold_file: Path, project_path: Path) -> None:
    project_path.write_bytes(gold_file.read_bytes())
    with open_project_to_read(project_path) as reader:
        assert len(reader.documents.ids()) == 2
    assert files_beside(project_path) == {project_path.name}


class TestOneWriter:
    def test_in_the_same_process(self, project: Project) -> None:
        with pytest.raises(KnownError, match=rf"is open in the window \(process {os.getpid()}, since \d\d:\d\d\)"):
            open_project(project.path)

    def test_in_another_process(self, gold_file: Path, project_path: Path) -> None:
        project_path.write_bytes(gold_file.read_bytes())
        with held_elsewhere(project_path) as process:
            with pytest.raises(KnownError, match=rf"is open in the command line \(process {process.pid}, since"):
                open_project(project_path)
            with open_project_to_read(project_path) as reader:
                assert len(reader.documents.ids()) == 2
        open_project(project_path).close()

    @needs_posix
    def test_the_lock_of_a_killed_process_is_free_again(self, gold_file: Path, project_path: Path) -> None:
        project_path.write_bytes(gold_file.read_bytes())
        with held_elsewhere(project_path) as process:
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=60)
            with open_project(project_path) as project:
                assert len(project.documents.ids()) == 2
        assert files_beside(project_path) == {project_path.name}

    def test_a_reader_sees_what_is_committed(self, gold_project: Project) -> None:
        with open_project_to_read(gold_project.path) as reader:
            assert sheet_of(reader).review.state is ReviewState.OPEN
            review.mark(gold_project, sheet_of(gold_project), ReviewState.DONE)
            assert sheet_of(reader).review.state is ReviewState.DONE

    def test_a_reader_sees_one_moment(self, gold_project: Project) -> None:
        with open_project_to_read(gold_project.path) as reader:
            with reader.file.moment():
                assert sheet_of(reader).review.state is ReviewState.OPEN
                review.mark(gold_project, sheet_of(gold_project), ReviewState.DONE)
                assert sheet_of(reader).review.state is ReviewState.OPEN
            assert sheet_of(reader).review.state is ReviewState.DONE

    def test_a_reader_does_not_write(self, gold_project: Project) -> None:
        with open_project_to_read(gold_project.path) as reader, pytest.raises(KnownError, match="for reading only"):
            review.mark(reader, sheet_of(reader), ReviewState.DONE)

    def test_a_note_that_cannot_be_read_names_nobody(self, project: Project) -> None:
        Path(f"{project.path}.writer").write_text("{")
        with pytest.raises(KnownError, match="is open in another program"):
            open_project(project.path)


AS_NOBODY = """
    import os, sys
    from pathlib import Path
    from border_annotator.domain.errors import KnownError
    from border_annotator.services.project import open_project, open_project_to_read, create_project
    # Whatever is imported late is imported now: the Python itself may be out of reach afterwards.
    open_project(Path(sys.argv[2])).close()
    create_project(Path(f"{{sys.argv[2]}}-{{os.getpid()}}.bap")).close()
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        with {verb}(Path(sys.argv[1])) as project:
            print(len(project.documents.ids()), "documents")
    except KnownError as error:
        print(error)
"""


@needs_posix
class TestRights:
    """Each in a process without the rights of an administrator."""

    @pytest.fixture
    def open_folder(self, gold_file: Path, tmp_path: Path) -> Iterator[Path]:
        """A folder with a project that everyone may reach."""
        self.warm = tmp_path / "warm.bap"
        self.warm.write_bytes(gold_file.read_bytes())
        folder = Path(tempfile.mkdtemp())
        folder.chmod(0o777)
        path = folder / "a.bap"
        path.write_bytes(gold_file.read_bytes())
        path.chmod(0o666)
        yield folder
        folder.chmod(0o777)
        shutil.rmtree(folder)

    def said(self, verb: str, path: Path) -> str:
        return output_of(AS_NOBODY.format(verb=verb), path, self.warm)

    def test_a_file_that_may_not_be_read(self, open_folder: Path) -> None:
        (open_folder / "a.bap").chmod(0)
        assert "cannot be opened" in self.said("open_project", open_folder / "a.bap")
        assert "cannot be opened" in self.said("open_project_to_read", open_folder / "a.bap")

    def test_a_file_that_may_not_be_written(self, open_folder: Path) -> None:
        (open_folder / "a.bap").chmod(0o444)
        assert "cannot be written" in self.said("open_project", open_folder / "a.bap")
        assert self.said("open_project_to_read", open_folder / "a.bap") == "2 documents\n"

    def test_a_folder_that_may_not_be_written(self, open_folder: Path) -> None:
        open_folder.chmod(0o555)
        assert "cannot be opened for writing" in self.said("open_project", open_folder / "a.bap")
        assert self.said("open_project_to_read", open_folder / "a.bap") == "2 documents\n"
        assert "cannot be" in self.said("create_project", open_folder / "b.bap")
        assert files_beside(open_folder / "a.bap") == {"a.bap"}


FULL = """
    import resource, sys
    from pathlib import Path
    from border_annotator.domain.errors import KnownError
    from border_annotator.services.project import create_project
    from border_annotator.services.import_documents import import_documents
    folder = Path(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        with create_project(folder / "a.bap") as project:
            for step in import_documents(project, [folder / "articles"]):
                print("imported", flush=True)
    except KnownError as error:
        print(error)
"""


@needs_posix
def test_a_disk_that_fills_up_while_a_project_is_made(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    said = output_of(FULL, tmp_path, 20_000)
    assert "a.bap" in said
    assert {found.name for found in tmp_path.iterdir()} <= {"articles"}


@needs_posix
def test_a_disk_that_fills_up_during_an_import(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for k in range(30):
        (articles / f"{k:02}.txt").write_text(f"Article {k}.\n" + "Guards stopped forty people. " * 3000)
    said = output_of(FULL, tmp_path, 1_000_000).splitlines()
    imported = said.count("imported")
    assert 0 < imported < 30
    assert "a.bap" in said[-1]
    assert "disk" in said[-1]
    with open_project(tmp_path / "a.bap") as project:
        assert project.file.integrity() == []
        assert len(project.documents.ids()) == imported


def fill_up(project: Project) -> None:
    for _ in range(1000):
        review.mark(project, sheet_of(project), ReviewState.SKIPPED, "long " * 200)
        review.mark(project, sheet_of(project), ReviewState.OPEN)


def test_a_full_database_loses_nothing_but_the_step(gold_project: Project) -> None:
    pages = gold_project.file.db.conn.execute("PRAGMA page_count").fetchone()[0]
    gold_project.file.db.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(KnownError, match=r"full: make room.*Nothing was lost"):
        fill_up(gold_project)
    before = sheet_of(gold_project)
    gold_project.file.db.conn.execute("PRAGMA max_page_count = 1000000")
    assert gold_project.file.integrity() == []
    review.mark(gold_project, before, ReviewState.DONE)
    assert sheet_of(gold_project).review.state is ReviewState.DONE
