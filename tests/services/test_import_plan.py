"""What an import would do is told before anything is written, and what is there already is known."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.domain.provenance import Version
from border_annotator.formats.articles.draft import Choices
from border_annotator.services.check import check
from border_annotator.services.duplicates import Alike
from border_annotator.services.import_documents import ImportStep, import_documents
from border_annotator.services.import_plan import Action, ImportChoices, PlanStep, plan_import

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project

STORY = """Border closed again

Guards in Latvia stopped forty people near Silene on Monday, the border service said in a statement.
The people, most of them men from three countries, had walked through the forest for two days before they were seen.
Officials in Riga said that the border would stay shut until the end of the month, and that patrols would go on at
night. Two of the men were taken to a hospital in Daugavpils with frost bite, where doctors said that they would live.
"""
UPDATED = (
    STORY.replace("forty people", "fifty people") + "\nThe ministry said later that nobody had been hurt by guards.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    return made


def imported(project: Project, *paths: Path, **choices: object) -> list[ImportStep]:
    steps = list(import_documents(project, paths, ImportChoices(**choices)))  # type: ignore[arg-type]
    assert list(check(project)) == []
    return steps


def planned(project: Project, *paths: Path, **choices: object) -> list[PlanStep]:
    before = project.documents.ids()
    steps = list(plan_import(project, paths, ImportChoices(**choices)))  # type: ignore[arg-type]
    assert project.documents.ids() == before
    return steps


def test_a_plan_tells_what_comes_in_and_what_not(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_text("\ufeff" + STORY, encoding="utf-8")
    (folder / "b.txt").write_text(STORY, encoding="utf-8")
    (folder / "c.txt").write_text(UPDATED, encoding="utf-8")
    (folder / "d.bin").write_bytes(bytes(range(256)))
    first, second, third, fourth = planned(project, folder)
    assert (first.action, first.title, first.language, first.size) == (
        Action.KEEP,
        "Border closed again",
        "en",
        len(STORY),
    )
    assert first.changes == ("The byte order mark was removed.",)
    assert (second.action, second.reason) == (Action.SKIP, "the same text as articles/a.txt")
    assert third.action is Action.VERSION
    assert third.duplicate is not None
    assert (third.duplicate.alike, third.duplicate.name) == (Alike.NEAR, "articles/a.txt")
    assert 0.7 <= third.duplicate.likeness < 1
    assert (fourth.is_article, fourth.reason) == (False, "not a format that this program reads")
    assert (fourth.reached.file, fourth.reached.files) == (4, 4)
    assert fourth.reached.bytes_read == fourth.reached.bytes_total


def test_what_was_planned_is_done(project: Project, folder: Path) -> None:
    for name, text in (("a", "\ufeff" + STORY), ("b", STORY), ("c", UPDATED)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    plan = planned(project, folder)
    steps = imported(project, folder)
    assert [step.document_id is not None for step in steps] == [step.action is not Action.SKIP for step in plan]
    first, _second, third = steps
    assert third.version_of is not None
    (link,) = project.provenance.versions(str(first.document_id))
    assert link == Version(str(third.document_id), str(first.document_id), third.version_of.likeness)
    assert [step.is_known for step in imported(project, folder)] == [True] * 3


@pytest.mark.parametrize(
    ("action", "expected"),
    [(Action.KEEP, [True, True, True]), (Action.SKIP, [True, False, False]), (Action.VERSION, [True, True, True])],
)
def test_the_users_choice_for_duplicates(project: Project, folder: Path, action: Action, expected: list[bool]) -> None:
    for name, text in (("a", "\ufeff" + STORY), ("b", STORY), ("c", UPDATED)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    steps = imported(project, folder, duplicates=action)
    assert [step.document_id is not None for step in steps] == expected
    links = project.provenance.versions(str(steps[0].document_id))
    assert len(links) == (2 if action is Action.VERSION else 0)
    assert not any(step.document_id for step in imported(project, folder, duplicates=action))


def test_a_threshold_that_leaves_them_apart(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "c.txt").write_text(UPDATED, encoding="utf-8")
    assert [step.action for step in planned(project, folder, threshold=0.99)] == [Action.KEEP, Action.KEEP]


def test_decisions_overrule_the_plan(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "c.txt").write_text(UPDATED, encoding="utf-8")
    first, second = planned(project, folder)
    decisions = {first.where: Action.SKIP, second.where: Action.KEEP}
    steps = list(import_documents(project, [folder], decisions=decisions))
    assert [(step.document_id is not None, step.is_bad) for step in steps] == [(False, False), (True, False)]
    assert steps[0].reason == "left out by choice"


def test_where_an_article_came_from_is_kept(project: Project, folder: Path) -> None:
    rows = [
        {
            "id": 7,
            "title": "Border closed again",
            "body": STORY,
            "by": "x",
            "author": "A. Writer",
            "outlet": "The Daily",
        }
        | {"url": "https://daily.example/7", "date": "2023-11-06", "lang": "en"},
        {"id": 8, "title": "Other", "body": "A short note on something else entirely, of no weight."},
    ]
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, second = imported(project, folder)
    document = project.documents.get(str(first.document_id))
    assert (document.source, document.language, document.title) == ("The Daily", "en", "Border closed again")
    assert (document.layout.published.value, document.layout.published.basis) == (
        datetime.date(2023, 11, 6),
        "metadata",
    )
    assert document.file_name == "all line 1.jsonl"
    known = project.provenance.get(document.id)
    assert known is not None
    assert (known.path, known.place, known.format) == ("articles/all.jsonl", "line 1", "json")
    assert (known.author, known.url, known.extra) == ("A. Writer", "https://daily.example/7", {"id": "7", "by": "x"})
    assert known.said == "articles/all.jsonl: line 1"
    assert second.document_id is not None
    # Rows are known again when others come before them, and in another file.
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, reversed(rows))), encoding="utf-8")
    assert [step.is_known for step in imported(project, folder)] == [True, True]


def test_a_day_that_the_text_contradicts_is_suspect(project: Project, folder: Path) -> None:
    (folder / "a.jsonl").write_text(
        json.dumps({"text": "date 2023-08-16\n" + STORY, "date": "2023-11-06"})
        + "\n"
        + json.dumps({"text": "RIGA, 5 November 2023 — " + STORY[21:], "date": "2023-11-06"})
    )
    first, second = imported(project, folder, threshold=1.0)
    published = project.documents.get(str(first.document_id)).layout.published
    assert (published.value, published.basis) == (datetime.date(2023, 11, 6), "metadata")
    assert (published.suspect, published.note) == (True, "the text says 2023-08-16 (header)")
    published = project.documents.get(str(second.document_id)).layout.published
    assert (published.value, published.basis, published.suspect) == (datetime.date(2023, 11, 5), "dateline", False)


def test_original_bytes_are_kept_by_choice(project: Project, folder: Path) -> None:
    content = b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode()
    (folder / "a.txt").write_bytes(content)
    (folder / "b.csv").write_text(
        'title,text\nOne,"A first short note on one thing."\nTwo,"Another note on it, longer."\n'
    )
    steps = imported(project, folder, keeps_originals=True)
    for step, original in zip(steps, [content, *[(folder / "b.csv").read_bytes()] * 2], strict=True):
        known = project.provenance.get(str(step.document_id))
        assert known is not None
        assert project.provenance.original(known.file_sha256) == original
    (folder / "c.txt").write_text("Not kept.")
    *_, step = imported(project, folder)
    known = project.provenance.get(str(step.document_id))
    assert known is not None
    assert project.provenance.original(known.file_sha256) is None


def test_documents_of_earlier_versions_are_found_too(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (first,) = imported(project, folder)
    with project.file.transaction() as connection:
        for table in ("bands", "signatures", "provenance"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    (folder / "a.txt").write_text(UPDATED, encoding="utf-8")
    (second,) = imported(project, folder)
    assert second.version_of is not None
    assert (second.version_of.document_id, second.version_of.name) == (first.document_id, "a.txt")


def test_columns_that_are_chosen(project: Project, folder: Path) -> None:
    (folder / "a.csv").write_text(f'a,b\n"{STORY}","{UPDATED}"\n', encoding="utf-8")
    (step,) = imported(project, folder / "a.csv", reading=Choices(columns={"text": "a", "title": "b"}))
    assert project.documents.get(str(step.document_id)).text.endswith(STORY)


def test_a_path_that_is_not_there(project: Project, folder: Path) -> None:
    with pytest.raises(KnownError, match="is not there"):
        planned(project, folder / "none")


def test_annotations_are_told_from_articles(project: Project, folder: Path) -> None:
    (folder / "a.jsonl").write_text(json.dumps({"text": STORY, "label": [[0, 6, "EVENT"]]}))
    (folder / "annotation.conf").write_text("[entities]\n")
    (step,) = [step for step in imported(project, folder) if not step.is_expected]
    assert (step.document_id, step.annotations) == (None, "doccano")
    (step, _conf) = imported(project, folder, format_name="json")
    assert project.documents.get(str(step.document_id)).text == STORY


def test_damage_to_what_is_known_of_an_article_is_found(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    imported(project, folder, keeps_originals=True)
    with project.file.transaction() as connection:
        connection.execute("UPDATE originals SET packed = x'00', size = 1")
        connection.execute("UPDATE provenance SET value = '['")
    original, source = check(project)
    assert original.reason == "the kept bytes are not those of the file that was imported"
    assert (source.place, source.reason.split(":")[0]) == ("a.txt", "where it came from cannot be read")
