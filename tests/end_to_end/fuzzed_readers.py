"""Foreign bytes for every reader, in a process of its own with little memory and little time; see test_fuzz.py."""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.domain.schema_reading import read_schema
from border_annotator.formats.articles.draft import Choices, Source
from border_annotator.formats.articles.plain_text import read_text
from border_annotator.formats.readers.native import read_native, read_native_file
from border_annotator.services.project import open_project
from border_annotator.services.worksheets import read_worksheet
from border_annotator.settings.paths import default_schema
from border_annotator.settings.store import Settings
from tests.gold_suggestions import GOLD, gold_project

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY = 1_500_000_000
"""Bytes of addresses that the process may have; Python and its libraries take a third of it."""
SECONDS = 120
"""Seconds of the processor's time for all examples together; they take a tenth of it."""
FEW = settings(max_examples=40, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
FEWER = settings(FEW, max_examples=15)

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just([]), st.just({}),
    st.sampled_from([2**70, -1, "\ud800", "\0", "x" * 10_000, [[[[]]]], {"a": {"b": {}}}]),
)  # fmt: skip
GOLD_SOURCE = (GOLD / "seed-000.json").read_text(encoding="utf-8")
SCHEMA_SOURCE = default_schema().read_text(encoding="utf-8")


def changed(source: str, draw: Callable[[st.SearchStrategy[int]], int], value: object) -> str:
    """JSON with another value somewhere in it."""
    whole = json.loads(source)
    place = whole
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = keys[draw(st.integers(0, len(keys) - 1))]
        if not isinstance(place[key], dict | list) or not place[key] or draw(st.integers(0, 2)) == 0:
            place[key] = value
            return json.dumps(whole)
        place = place[key]


def damaged(whole: bytes, draw: Callable[[st.SearchStrategy[int]], int]) -> bytes:
    """Bytes with some of them flipped, cut off, or a page of rubbish among them."""
    content = bytearray(whole)
    kind = draw(st.integers(0, 2))
    if kind == 0:
        for _flip in range(draw(st.integers(1, 30))):
            content[draw(st.integers(0, len(content) - 1))] ^= 1 << draw(st.integers(0, 7))
    elif kind == 1:
        del content[draw(st.integers(0, len(content) - 1)) :]
    else:
        start = 4096 * draw(st.integers(0, len(content) // 4096 - 1))
        content[start : start + 4096] = bytes([draw(st.integers(0, 255))]) * 4096
    return bytes(content)


@FEW
@given(st.data())
def native(data: st.DataObject) -> None:
    with contextlib.suppress(KnownError):
        read_native(changed(GOLD_SOURCE, data.draw, data.draw(VALUES)), "a.json")


@FEW
@given(st.data())
def schema(data: st.DataObject) -> None:
    with contextlib.suppress(KnownError):
        read_schema(changed(SCHEMA_SOURCE, data.draw, data.draw(VALUES)), "schema.json")


@FEW
@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda text: text.encode("utf-16", "replace"))))
def any_bytes(content: bytes) -> None:
    path = FOLDER / "any"
    path.write_bytes(content)
    with contextlib.suppress(KnownError):
        list(read_text(Source(path.name, content), Choices()))
    with contextlib.suppress(KnownError):
        read_native_file(path)
    assert Settings(path).text("theme") in {"system", "light", "dark"}


@FEW
@given(st.dictionaries(st.sampled_from(["theme", "zoom", "keys", "queue", "window", "recent", "other"]), VALUES))
def chosen(values: dict[str, object]) -> None:
    path = FOLDER / "settings.json"
    path.write_text(json.dumps(values))
    assert Settings(path).text("theme") in {"system", "light", "dark"}
    assert Settings(path).number("zoom") >= 0


@FEWER
@given(st.data())
def project(data: st.DataObject) -> None:
    path = FOLDER / "p.bap"
    for beside in FOLDER.glob("p.bap*"):
        beside.unlink()
    path.write_bytes(damaged(PROJECT, data.draw))
    with contextlib.suppress(KnownError), open_project(path) as opened:
        for document_id in opened.documents.ids():
            with contextlib.suppress(KnownError):
                read_worksheet(opened, document_id)
            opened.documents.queue_row(opened.layer.id, document_id)


if __name__ == "__main__":
    FOLDER = Path(tempfile.mkdtemp(dir=sys.argv[1]))
    gold_project(FOLDER / "gold.bap")
    PROJECT = (FOLDER / "gold.bap").read_bytes()
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for reader in (native, schema, any_bytes, chosen, project):
        reader()
        sys.stdout.write(f"{reader.__name__}\n")
