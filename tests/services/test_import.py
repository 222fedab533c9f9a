"""Importing: every file is brought in or told about, and nothing of its text is lost."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles import files
from border_annotator.services.import_documents import ImportStep, import_documents
from border_annotator.services.import_sources import files_of, sources_of
from border_annotator.services.project import Project, open_project_to_read
from border_annotator.settings.paths import seeds_folder

if TYPE_CHECKING:
    from border_annotator.domain.document import Document

STORY = "Guards stopped forty people.\nThe border is shut.\n"


def imported(project: Project, *paths: Path) -> list[ImportStep]:
    return list(import_documents(project, paths))


def document_from(project: Project, path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    (step,) = imported(project, path)
    assert step.document_id is not None, step.reason
    document = project.documents.get(step.document_id)
    assert document.file_sha256 == hashlib.sha256(content).hexdigest()
    return document


@pytest.mark.parametrize(
    "content",
    [
        STORY.encode(),
        b"\xef\xbb\xbf" + STORY.encode(),
        STORY.replace("\n", "\r\n").encode(),
        STORY.replace("\n", "\r").encode(),
        STORY.encode("utf-16"),
        "\ufeff".encode("utf-16-be") + STORY.encode("utf-16-be"),
        STORY.encode("utf-32"),
    ],
    ids=["utf-8", "mark", "crlf", "cr", "utf-16", "utf-16-be", "utf-32"],
)
def test_one_text_however_it_is_written(project: Project, tmp_path: Path, content: bytes) -> None:
    assert document_from(project, tmp_path / "a.txt", content).text == STORY


def test_the_text_is_kept_to_the_letter(project: Project, tmp_path: Path) -> None:
    text = " \u00a0Borders\u2009💩 é e\u0301 \u200d \u202b\u05d0 \u2028 end\n\n"
    assert document_from(project, tmp_path / "a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (bytes(range(256)), "not a format that this program reads"),
        (b"\x7fELF" + bytes(60), "not a format that this program reads"),
    ],
)
def test_what_is_left_out(project: Project, tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text(STORY)
    bad, good = imported(project, tmp_path / "bad.txt", tmp_path / "good.txt")
    assert bad.document_id is None
    assert bad.reason is not None
    assert reason in bad.reason
    assert (good.done, good.total) == (2, 2)
    assert project.documents.ids() == [good.document_id]


def test_a_file_that_is_too_large(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", len(STORY))
    (tmp_path / "large.txt").write_text(STORY + "!")
    (step,) = imported(project, tmp_path / "large.txt")
    assert step.reason is not None
    assert "larger than 100 MB" in step.reason


def test_a_folder_twice_adds_nothing(project: Project) -> None:
    first = imported(project, seeds_folder())
    assert [step.document_id for step in first] == project.documents.ids()
    second = imported(project, seeds_folder())
    assert [(step.is_known, step.reason) for step in second] == [(True, "in the project already")] * 2
    assert len(project.documents.ids()) == 2


def test_one_text_under_two_names(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.txt").write_text(STORY)
    (folder / "c.txt").write_bytes(STORY.replace("\n", "\r\n").encode())
    first, second, third = imported(project, folder)
    assert first.document_id is not None
    assert (second.is_known, second.reason) == (True, "in the project already")
    assert (third.is_known, third.reason) == (True, "the same text as articles/a.txt")


def test_folders_are_opened_and_named_files_taken_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    for name in ("b.txt", "a.TXT", "c.text", "d.md", "deep/er/e.txt", ".hidden.txt", ".git/config", "work.bap"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    inside = [path.relative_to(folder).as_posix() for path in files_of([folder])]
    assert inside == ["a.TXT", "b.txt", "c.text", "d.md", "deep/er/e.txt"]
    left_out = {source.shown: str(source.left_out) for source in sources_of([folder]) if source.left_out}
    assert left_out == {
        "articles/.hidden.txt": "a hidden file",
        "articles/.git": "a hidden folder",
        "articles/work.bap": "a project of this program",
    }
    assert files_of([folder / ".hidden.txt", folder / ".hidden.txt"]) == [folder / ".hidden.txt"]
    with pytest.raises(KnownError, match="is not there"):
        files_of([tmp_path / "none.txt"])


@pytest.mark.skipif(sys.platform != "linux", reason="names of Linux")
def test_odd_names(project: Project, tmp_path: Path) -> None:
    names = [b"\xf0\x9f\x92\xa9 emoji.txt", b"new\nline.txt", b"caf\xe9.txt", b"quote'\".txt", b"-rf.txt", b" .txt"]
    for k, name in enumerate(names):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text(f"Story {k}.")
    steps = imported(project, tmp_path)
    assert all(step.document_id or step.is_expected for step in steps)
    stored = {project.documents.get(document_id).file_name for document_id in project.documents.ids()}
    assert stored == {name.decode(errors="replace") for name in names}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_what_is_no_file(project: Project, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (step,) = imported(project, tmp_path / "pipe")
    assert step.reason == "not a file"


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_file_that_cannot_be_read(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(STORY)

    def deny(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    (step,) = imported(project, tmp_path / "a.txt")
    assert step.reason == "cannot be read (Permission denied)"


def test_stopping_keeps_what_is_finished(project: Project) -> None:
    steps = import_documents(project, [seeds_folder()])
    first = next(steps)
    steps.close()
    assert project.documents.ids() == [first.document_id]


def test_a_project_for_reading_takes_nothing(project: Project) -> None:
    with open_project_to_read(project.path) as reader, pytest.raises(KnownError, match="for reading only"):
        imported(reader, seeds_folder())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\t"), min_size=1).filter(
        str.strip
    )
)
def test_any_text(project: Project, tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(text.encode())
    (step,) = imported(project, path)
    if step.is_known or text.startswith("\ufeff"):
        return
    assert step.document_id is not None, step.reason
    document = project.documents.get(step.document_id)
    assert document.text == text
    spans = [segment.span for segment in document.layout.segments] + [b.span for b in document.layout.boilerplate]
    assert all(span.fits(text) for span in spans)
    assert document.headline
