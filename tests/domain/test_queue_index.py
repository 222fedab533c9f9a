"""The queue in memory answers as a plain loop over its articles would."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.folding import folded
from border_annotator.domain.queue_filter import Facet, QueueFilter, Sort, Stand, filter_from_plain, filter_to_plain
from border_annotator.domain.queue_index import Entry, QueueIndex, stand_of
from border_annotator.domain.queue_labels import QueueLabels

DAYS = (None, "2021-05-01", "2022-01-31", "2023-11-05")
LABELS = ("t:A.B", "t:C.D", "e:PLACE", "e:PERSON", "l:iso:LT", "f:count")
SOURCES = (None, "BNN", "LRT")

entries = st.lists(
    st.builds(
        Entry,
        document_id=st.just(""),
        position=st.just(0),
        headline=st.text(alphabet="abŠš \n", max_size=6),
        source=st.sampled_from(SOURCES),
        published=st.sampled_from(DAYS),
        language=st.sampled_from(("en", "lt")),
        state=st.sampled_from(("open", "in_progress", "done", "skipped")),
        is_started=st.sampled_from((0, 1)),
        waiting=st.integers(0, 3),
        sureness=st.sampled_from((None, 0.25, 0.5)),
        labels=st.lists(st.sampled_from(LABELS), unique=True).map("\n".join),
    ),
    max_size=12,
).map(lambda found: [e._replace(document_id=f"id{k}", position=3 * k + 1) for k, e in enumerate(found)])
days = st.sampled_from([datetime.date.fromisoformat(day) for day in DAYS if day] + [None])
filters = st.builds(
    QueueFilter,
    values=st.dictionaries(
        st.sampled_from(list(Facet)),
        st.frozensets(st.sampled_from((*Stand, "", "BNN", "LRT", "en", "lt", *LABELS)), max_size=3),
    ),
    since=days,
    until=days,
    is_undated=st.booleans(),
    title=st.sampled_from(("", "a", "s a", "bnn", "Š")),
    text=st.just(""),
    sort=st.sampled_from(list(Sort)),
)


def value_of(entry: Entry, facet: Facet) -> set[str]:
    labels = {label for label in str(entry.labels).split("\n") if label}
    return {
        Facet.STATE: {stand_of(entry.state, is_started=bool(entry.is_started)).value},
        Facet.SOURCE: {entry.source or ""},
        Facet.LANGUAGE: {entry.language},
        Facet.TYPE: {label for label in labels if label[0] == "t"},
        Facet.ENTITY: {label for label in labels if label[0] in "el"},
    }[facet]


def fits(entry: Entry, wanted: QueueFilter, without: Facet | None = None) -> bool:
    day = datetime.date.fromisoformat(entry.published) if entry.published else None
    if wanted.is_undated and day:
        return False
    if not wanted.is_undated and wanted.since and not (day and day >= wanted.since):
        return False
    if not wanted.is_undated and wanted.until and not (day and day <= wanted.until):
        return False
    title = folded(f"{entry.headline} {entry.source or ''}")
    if not all(word in title for word in folded(wanted.title).split()):
        return False
    labels = {label for label in str(entry.labels).split("\n") if label}
    for facet in Facet:
        mine = labels if facet in (Facet.TYPE, Facet.ENTITY) else value_of(entry, facet)
        if facet is not without and wanted.of(facet) and not mine & {str(value) for value in wanted.of(facet)}:
            return False
    return True


def key(entry: Entry, sort: Sort) -> float:
    if sort is Sort.UNSURE:
        return 2.0 if entry.sureness is None else entry.sureness
    if sort is Sort.NEWEST:
        return -datetime.date.fromisoformat(entry.published).toordinal() if entry.published else 0
    if sort is Sort.MOST:
        return -entry.waiting
    if sort is Sort.LONGEST:
        return entry.state in ("done", "skipped")
    return 0


def index_of(found: list[Entry], *, at_once: bool) -> QueueIndex:
    if at_once:
        index = QueueIndex(entry._replace(labels=None) for entry in found)
        index.adopt(QueueLabels(len(found), ((k, str(entry.labels)) for k, entry in enumerate(found))))
        return index
    index = QueueIndex()
    for entry in found:
        index.add(entry)
    index.adopt(QueueLabels(0))
    return index


@given(found=entries, wanted=filters, at_once=st.booleans(), changed=entries)
def test_it_answers_as_a_loop_would(
    found: list[Entry],
    wanted: QueueFilter,
    at_once: bool,  # noqa: FBT001 - a parameter of the test
    changed: list[Entry],
) -> None:
    index = index_of(found, at_once=at_once)
    check(index, found, wanted)
    now = list(found)
    for entry in changed[: len(found)]:
        k = int(entry.document_id[2:])
        now[k] = entry
        index.replace(entry)
    check(index, now, wanted)


def check(index: QueueIndex, found: list[Entry], wanted: QueueFilter) -> None:
    expected = [k for k, entry in enumerate(found) if fits(entry, wanted)]
    expected.sort(key=lambda k: key(found[k], wanted.sort))
    assert index.matching(wanted) == expected
    assert [k for k in range(len(found)) if index.matches(k, wanted)] == sorted(expected)
    for facet in Facet:
        counts: dict[str, int] = {}
        for entry in found:
            if fits(entry, wanted, without=facet):
                for value in value_of(entry, facet):
                    counts[value] = counts.get(value, 0) + 1
        assert index.counts(wanted, facet) == counts


@given(wanted=filters)
def test_a_filter_comes_back(wanted: QueueFilter) -> None:
    again = filter_from_plain(filter_to_plain(wanted))
    assert {f: again.of(f) for f in Facet} == {f: wanted.of(f) for f in Facet}
    assert (again.since, again.until, again.is_undated) == (wanted.since, wanted.until, wanted.is_undated)
    assert (again.title, again.text, again.sort) == (wanted.title, wanted.text, wanted.sort)


@given(
    plain=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(("values", "since", "sort", "title", "state", "x")), inner, max_size=4)
        ),
    )
)
def test_a_broken_filter_stops_nothing(plain: object) -> None:
    filter_from_plain(plain)


def test_found_positions_become_places() -> None:
    index = index_of([entry("a", 1), entry("b", 5)], at_once=True)
    assert list(index.places_at([5, 7])) == [0, 1]
    assert index.matching(QueueFilter(), bytearray([0, 1])) == [1]


def entry(document_id: str, position: int) -> Entry:
    return Entry(document_id, position, document_id, None, None, "en", "open", 0, 0, None, "")


@given(found=entries, state=st.frozensets(st.sampled_from([stand.value for stand in Stand])))
def test_states_alone_are_enough_for_the_first_list(found: list[Entry], state: frozenset[str]) -> None:
    wanted = QueueFilter({Facet.STATE: state})
    whole = QueueIndex(found)
    states = {entry.document_id: entry.state for entry in found if entry.state != "open"}
    begun = frozenset(entry.document_id for entry in found if entry.is_started)
    index = QueueIndex.of_states(whole.ids, list(whole.places_by_position()), states, begun)
    assert wanted.needs_states_alone
    assert index.matching(wanted) == whole.matching(wanted)
    assert index.counts(wanted, Facet.STATE) == whole.counts(wanted, Facet.STATE)
    assert index.first(range(len(index))) == whole.first(range(len(whole)))
    newest = QueueFilter(sort=Sort.NEWEST)
    assert not newest.needs_states_alone
    assert index.matching(newest) == []
    for entry in found:
        index.replace(entry)
    index.is_whole = True
    assert index.matching(newest) == whole.matching(newest)
