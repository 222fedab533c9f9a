"""Which backups are kept, for any moments and sizes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.retention import ALWAYS, DAYS, RECENT, WEEKS, to_keep

NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Made:
    made_at: datetime.datetime
    size: int = 1


moments = st.integers(0, 700 * 24 * 60).map(lambda minutes: NOW - datetime.timedelta(minutes=minutes))
made = st.lists(st.builds(Made, moments, st.integers(0, 1000)), max_size=40, unique_by=lambda one: one.made_at)


def test_half_an_hour_apart_for_a_quarter_of_a_year() -> None:
    backups = [Made(NOW - datetime.timedelta(minutes=30 * k)) for k in range(2 * 24 * 90)]
    kept = to_keep(backups, 10**9)
    assert kept[:RECENT] == backups[:RECENT]
    days = {backup.made_at.date() for backup in kept}
    assert days >= {(NOW - datetime.timedelta(days=k)).date() for k in range(DAYS)}
    assert len({backup.made_at.isocalendar()[:2] for backup in kept}) == WEEKS
    assert len(kept) <= RECENT + DAYS + WEEKS


def test_a_project_that_rested_keeps_what_it_has() -> None:
    backups = [Made(NOW - datetime.timedelta(days=400 + 40 * k)) for k in range(12)]
    assert to_keep(backups, 10**9) == backups[:RECENT]


@given(made, st.integers(0, 20_000))
def test_the_newest_stay_and_the_room_is_kept(backups: list[Made], largest: int) -> None:
    kept = to_keep(backups, largest)
    ordered = sorted(backups, key=lambda one: one.made_at, reverse=True)
    assert kept[:ALWAYS] == ordered[:ALWAYS]
    assert kept == sorted(kept, key=lambda one: one.made_at, reverse=True)
    assert len(kept) <= RECENT + DAYS + WEEKS
    assert len(kept) <= ALWAYS or sum(one.size for one in kept) <= largest


@given(made)
def test_thinning_out_again_and_again_loses_no_more(backups: list[Made]) -> None:
    kept = to_keep(backups, 10**9)
    assert to_keep(kept, 10**9) == kept
