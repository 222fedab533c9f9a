"""Looking for words everywhere, and one edit over all that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

from border_annotator.domain.annotation import Kind, references_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.services import history, many_hits, review
from border_annotator.services.check import check
from border_annotator.services.import_documents import import_documents
from border_annotator.services.many_hits import Tally, Wish
from border_annotator.services.queue import day_of
from border_annotator.services.search import Hit, Search, articles_with
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from border_annotator.services.project import Project


def hits_of(project: Project, typed: str, within: list[str] | None = None) -> list[Hit]:
    return [hit for found in Search(project.path, project.layer.id, typed, within).results() for hit in found.hits]


T = TypeVar("T")


def run(steps: Generator[object, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value


def done(project: Project, hits: list[Hit], wish: Wish) -> Tally:
    prepared = run(many_hits.prepare(project, hits, wish))
    run(many_hits.carry_out(project, prepared))
    return prepared.tally


def test_every_hit_is_the_words_in_the_text(gold_project: Project) -> None:
    hits = hits_of(gold_project, "border")
    assert len({hit.document_id for hit in hits}) == 2
    for hit in hits:
        text = gold_project.documents.get(hit.document_id).text
        assert hit.span.text_in(text).casefold() == "border" == hit.words.casefold()
        whole = " ".join(text.split())
        assert f"{hit.before}{hit.words}{hit.after}" in whole
    assert {hit.document_id for hit in hits_of(gold_project, "border", [hits[0].document_id])} == {hits[0].document_id}
    assert hits_of(gold_project, "border", []) == []
    assert hits_of(gold_project, "no-such-word-anywhere") == []


def test_hits_know_how_they_are_marked(gold_project: Project) -> None:
    sheet = sheet_of(gold_project, "000")
    for hit in hits_of(gold_project, "dispatch*"):
        if hit.document_id == sheet.document.id and hit.labels and hit.labels[0].startswith("t:"):
            break
    else:
        pytest.fail("the trigger is not told")
    countries = [hit for hit in hits_of(gold_project, "Latvia") if "e:COUNTRY" in hit.labels]
    first = countries[0]
    assert first.document_id == sheet.document.id
    item = next(i for i in sheet.entities if i.anchor.overlaps(first.span))
    review.reject(gold_project, sheet, item.id)
    again = next(hit for hit in hits_of(gold_project, "Latvia") if hit.span == first.span)
    assert again.labels == ()


def test_marking_many_is_one_step_and_tells_what_it_leaves(gold_project: Project) -> None:
    hits = hits_of(gold_project, "the") + hits_of(gold_project, "guards")
    before = [sheet_of(gold_project, name) for name in ("000", "003")]
    tally = done(gold_project, hits, Wish(Kind.ENTITY, "PERSON"))
    assert tally.masked > 0, "boilerplate is never annotated"
    assert tally.overlapping > 0
    assert tally.done + tally.masked + tally.overlapping + tally.already == len(hits)
    marked = [
        item
        for name in ("000", "003")
        for item in sheet_of(gold_project, name).entities
        if isinstance(item.value, Entity) and item.value.label == "PERSON" and item.is_reviewed
    ]
    assert len(marked) == tally.done
    assert list(check(gold_project)) == []
    assert run(many_hits.prepare(gold_project, hits, Wish(Kind.ENTITY, "PERSON"))).tally.already == tally.done
    assert "hits" in str(history.undo_label(gold_project))
    history.undo(gold_project)
    assert [sheet_of(gold_project, name) for name in ("000", "003")] == before
    assert list(check(gold_project)) == []


def test_what_is_suggested_so_is_confirmed_and_a_word_costs_no_name(gold_project: Project) -> None:
    hits = [hit for hit in hits_of(gold_project, "Latvia") if hit.labels == ("e:COUNTRY",)]
    tally = done(gold_project, hits, Wish(Kind.ENTITY, "COUNTRY"))
    assert tally.done == len(hits)
    sheet = sheet_of(gold_project)
    mine = [item for item in sheet.entities if item.is_reviewed]
    assert all(item.suggestion is not None for item in mine)
    # “Guard” stands inside the name of the agency: the name stays.
    agencies = [i.id for i in sheet.entities if isinstance(i.value, Entity) and i.value.label == "BORDER_AGENCY"]
    done(gold_project, hits_of(gold_project, "guard"), Wish(Kind.ENTITY, "PERSON"))
    assert set(agencies) <= {item.id for item in sheet_of(gold_project).entities}


def test_removing_leaves_what_fills_roles(gold_project: Project) -> None:
    hits = hits_of(gold_project, "Lithuania")
    sheet = sheet_of(gold_project)
    fillers = {ref for item in sheet.events for ref in references_of(item.value)}
    at_hits = {
        item.id
        for hit in hits
        if hit.document_id == sheet.document.id
        for item in sheet.at(hit.span)
        if item.kind is Kind.ENTITY
    }
    assert at_hits & fillers
    tally = done(gold_project, hits, Wish(Kind.ENTITY, "", is_removal=True))
    assert tally.fillers >= len(at_hits & fillers)
    left = {item.id for item in sheet_of(gold_project).entities}
    assert at_hits & fillers <= left
    assert not (at_hits - fillers) & left
    assert sheet_of(gold_project).events == sheet.events
    assert list(check(gold_project)) == []
    history.undo(gold_project)
    assert sheet_of(gold_project) == sheet


def test_events_and_figures_can_be_marked_too(gold_project: Project) -> None:
    hits = [hit for hit in hits_of(gold_project, "guards") if not hit.labels or hit.labels[0][0] != "t"]
    tally = done(gold_project, hits[:2], Wish(Kind.EVENT, "Force.Deployment"))
    assert tally.done == 2
    types = [item.value.type for item in sheet_of(gold_project).events if isinstance(item.value, Event)]
    assert types.count("Force.Deployment") >= 2
    tally = done(gold_project, hits[:2], Wish(Kind.FIGURE))
    assert tally.done + tally.overlapping == 2
    assert list(check(gold_project)) == []


def test_a_label_that_is_not_in_the_schema_is_refused(gold_project: Project) -> None:
    hits = hits_of(gold_project, "Latvia")
    for wish in (Wish(Kind.ENTITY, "NONSENSE"), Wish(Kind.EVENT, "No.Such")):
        with pytest.raises(KnownError):
            run(many_hits.prepare(gold_project, hits, wish))


def test_new_articles_are_found_at_once(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sargybiniai Šalčininkuose 🚨 stovi. 国境警備隊が来た。", encoding="utf-8")
    list(import_documents(project, [tmp_path / "a.txt"]))
    assert articles_with(project, "salcininkuose") == [1]
    assert articles_with(project, "警備隊 stovi") == [1]
    assert articles_with(project, "警備隊 nothing") == []
    assert articles_with(project, "") == articles_with(project, "-stovi") == articles_with(project, '"') == []
    assert [hit.words for hit in hits_of(project, "警備隊")] == ["警備隊"]


@pytest.mark.parametrize(
    ("written", "is_end", "day"),
    [("2023", False, "2023-01-01"), ("2023", True, "2023-12-31"), ("2024-2", True, "2024-02-29"), (" ", True, None)],
)
def test_bounds_of_days(written: str, is_end: bool, day: str | None) -> None:  # noqa: FBT001 - a parameter of the test
    found = day_of(written, is_end=is_end)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize("written", ["yesterday", "2023-13", "2023-02-30", "0000", "20231105"])
def test_bounds_that_are_no_days(written: str) -> None:
    with pytest.raises(KnownError, match="is no day"):
        day_of(written, is_end=True)


def test_the_best_articles_come_first_and_every_article_once(project: Project, tmp_path: Path) -> None:
    for k, words in enumerate(
        ("a fence", "fence and fence: the fence", "no such thing", "one fence among other words")
    ):
        (tmp_path / f"{k}.txt").write_text(f"{words}.\n\n{'Other words stand here. ' * 5}\n", encoding="utf-8")
        for _step in import_documents(project, [tmp_path / f"{k}.txt"]):
            pass
    names = dict(project.documents.file_names())
    hits = hits_of(project, "fence")
    assert names[hits[0].document_id] == "1.txt"
    assert sorted(names[hit.document_id] for hit in hits) == ["0.txt", "1.txt", "1.txt", "1.txt", "3.txt"]
    # Beginnings of any length, the shortest without the index.
    assert {names[hit.document_id] for hit in hits_of(project, "fe*")} == {"0.txt", "1.txt", "3.txt"}
    assert {hit.words for hit in hits_of(project, "f*")} == {"fence"}
    assert {names[hit.document_id] for hit in hits_of(project, "thing -f*")} == {"2.txt"}
    assert articles_with(project, "f*") == articles_with(project, "fence")


def test_a_search_can_be_stopped_at_any_time(gold_project: Project) -> None:
    search = Search(gold_project.path, gold_project.layer.id, "the")
    results = search.results()
    assert next(results).hits
    search.stop()
    assert list(results) == []
    stopped = Search(gold_project.path, gold_project.layer.id, "the")
    stopped.stop()
    assert list(stopped.results()) == []
