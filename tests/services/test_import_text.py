"""Texts from the clipboard, and folders where files appear."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.services.import_documents import import_documents
from border_annotator.services.import_text import Watch, import_text

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project

STORY = "Guards stopped forty people near Silene, officials said.\nThe border stays shut."


def test_a_text_comes_in_once(project: Project) -> None:
    document = project.documents.get(import_text(project, STORY + "\n\ud83d"))
    assert document.text == STORY + "\n?"
    known = project.provenance.get(document.id)
    assert known is not None
    assert (known.path, known.format) == ("clipboard", "text")
    with pytest.raises(KnownError, match="in the project already"):
        import_text(project, STORY + "\n?")
    with pytest.raises(KnownError, match="empty"):
        import_text(project, " \n")


def test_a_page_that_was_copied(project: Project) -> None:
    from border_annotator.services.import_plan import ImportChoices

    page = f"<html><body><h1>Border closed</h1><p>{STORY}</p></body></html>"
    document = project.documents.get(import_text(project, page, "page", ImportChoices(format_name="html")))
    assert "<p>" not in document.text
    assert "Guards stopped forty people" in document.text


def test_a_folder_is_watched(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "old.txt").write_text("An old story.")
    watch = Watch.begin(folder)
    assert watch.look() == []
    new = folder / "new.txt"
    new.write_text(STORY[:20])
    (folder / "later.txt.part").write_text(STORY)
    assert watch.look() == []
    new.write_text(STORY)
    assert watch.look() == []
    assert watch.look() == [new]
    assert watch.look() == []
    assert all(step.document_id for step in import_documents(project, [new]))
    new.write_text(STORY + " More.")
    os.utime(new, ns=(1, 1))
    assert watch.look() == []
    assert watch.look() == [new]
    shutil.rmtree(folder)
    assert watch.look() == []
    with pytest.raises(KnownError, match="is not a folder"):
        Watch.begin(folder)
