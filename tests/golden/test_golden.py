"""Every format still looks as it did; the difference is shown where one does not."""

from __future__ import annotations

from difflib import unified_diff
from itertools import islice

import pytest

from tests.formats.writers.written import FILES
from tests.golden.dumps import GOLDEN, dumped

MOST = 40
"""Lines of a difference that are shown."""


@pytest.mark.parametrize("name", FILES)
def test_files_are_as_they_were(name: str) -> None:
    found = dumped(name)
    kept = {path.relative_to(GOLDEN / name).as_posix(): path for path in (GOLDEN / name).rglob("*") if path.is_file()}
    assert sorted(found) == sorted(kept), f"if that is meant: python -m tests.golden {name}"
    for file, text in found.items():
        before = kept[file].read_bytes().decode()
        if text != before:
            lines = unified_diff(before.split("\n"), text.split("\n"), f"{file} (kept)", f"{file} (now)", "", "", 1, "")
            told = "\n".join(line[:300] for line in islice(lines, MOST))
            pytest.fail(f"{told}\nif that is meant: python -m tests.golden {name}", pytrace=False)
