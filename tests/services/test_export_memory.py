"""The last choices come back as they were, and the command says all of them."""

from __future__ import annotations

import datetime
import json
import shlex
from typing import TYPE_CHECKING

import pytest
import typer.testing
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.cli import export_work
from border_annotator.cli.export import export
from border_annotator.domain.data_set import TextUse
from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.domain.splits import Shares
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_command import command_line, command_of
from border_annotator.services.export_formats import EXPORT_FORMATS
from border_annotator.services.export_memory import (
    MOST,
    choice_from_plain,
    choice_to_plain,
    last_export,
    remember_export,
)
from border_annotator.settings.store import Settings

if TYPE_CHECKING:
    from pathlib import Path

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)
filters = st.builds(
    QueueFilter,
    values=st.fixed_dictionaries(
        {
            Facet.STATE: st.frozensets(st.sampled_from([stand.value for stand in Stand])),
            Facet.SOURCE: st.frozensets(words, max_size=2),
            Facet.TYPE: st.frozensets(st.sampled_from(["t:Force.Deployment", "t:Policy.Closure"])),
            Facet.ENTITY: st.frozensets(st.sampled_from(["e:COUNTRY", "l:iso:LT"])),
        }
    ).map(lambda values: {facet: chosen for facet, chosen in values.items() if chosen}),
    since=st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
    until=st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
    is_undated=st.booleans(),
    title=st.just("") | words,
    text=st.just("") | words,
)
choices = st.builds(
    ExportChoice,
    format_name=st.sampled_from([known.name for known in EXPORT_FORMATS]),
    source=st.sampled_from(Source),
    layer=st.none() | words,
    queue=filters,
    types=st.frozensets(st.sampled_from(["COUNTRY", "Force.Deployment", "quantity"])),
    text_use=st.sampled_from(TextUse),
    shares=st.sampled_from([None, Shares(), Shares(0.5, 0.25, 0.25), Shares(1 / 3, 1 / 3, 1 - 2 / 3)]),
    with_card=st.sampled_from([None, True, False]),
    with_mark=st.booleans(),
)


@given(choices)
def test_choices_come_back_as_they_were(choice: ExportChoice) -> None:
    assert choice_from_plain(json.loads(json.dumps(choice_to_plain(choice)))) == choice


@given(st.dictionaries(st.sampled_from(sorted(choice_to_plain(ExportChoice()))), st.none() | st.booleans() | words))
def test_what_cannot_be_read_is_as_usual(plain: dict[str, object]) -> None:
    choice = choice_from_plain(plain)
    assert choice.source in Source
    assert choice.shares is None


def test_each_project_has_its_own(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for k in range(MOST + 2):
        remember_export(settings, tmp_path / f"{k}.bap", ExportChoice("jsonl", seed=str(k)), tmp_path / f"out {k}")
    again = Settings(tmp_path / "settings.json")
    assert last_export(again, tmp_path / "0.bap") is None
    last = last_export(again, tmp_path / "7.bap")
    assert last is not None
    assert (last.choice.seed, last.out) == ("7", tmp_path / "out 7")
    settings.set("exports", "[1]")
    assert last_export(settings, tmp_path / "7.bap") is None


@pytest.mark.parametrize("folder", ["out", "a folder with 'quotes' & more", "-out"])
def test_the_command_chooses_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    heard: list[tuple[Path, ExportChoice]] = []

    def hear(_screen: object, _project: Path, out: Path, choice: ExportChoice) -> int:
        heard.append((out, choice))
        return 0

    monkeypatch.setattr(export_work, "write_data_set", hear)
    runner, app = typer.testing.CliRunner(), typer.Typer()
    app.command()(export)

    @given(choices)
    def round_trip(choice: ExportChoice) -> None:
        heard.clear()
        line = command_line(command_of(tmp_path / "p.bap", tmp_path / folder, choice))
        runner.invoke(app, shlex.split(line)[2:], catch_exceptions=False)
        assert [out for out, _choice in heard] == [tmp_path / folder]
        (found,) = [found for _out, found in heard]
        assert choice_to_plain(found) == choice_to_plain(choice)

    round_trip()
