"""What a person waits for in projects of 1,000, 10,000 and 100,000 articles, and how it grows."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.storage.migrations import NEWEST
from tests.bench.grown import SUGGESTIONS, grown
from tests.bench.measuring import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Measured = dict[str, float]

ROOT = Path(__file__).parents[2]
SIZES = (1_000, 10_000, 100_000)
KEPT = ROOT / "build" / "bench"
"""Where the projects stay for the next time; the largest takes minutes to make and gigabytes of disk."""
COMMITTED = Path(__file__).parent / "growth.json"
"""What was measured when it was last worth keeping."""
LINES = (
    ("disk", "size on disk", "MB", ""),
    ("opening", "window made to list and article there", "ms", "target 1,000"),
    ("page", "window made to first page of the queue painted", "ms", ""),
    ("away", "event loop away while it opens", "ms", "target 50"),
    ("filter_p50", "filter or sort -> painted, p50", "ms", "target 100"),
    ("filter_max", "filter or sort -> painted, longest", "ms", ""),
    ("memory", "memory of the window", "MB", "target 300"),
    ("search_p50", "search -> first hits ranked, with context, p50", "ms", ""),
    ("search_p95", "search, p95", "ms", "target 100"),
    ("search_max", "search, longest (beginnings of one letter among them)", "ms", "target 250"),
    ("edit_p50", "one edit on disk, p50", "ms", ""),
    ("edit_p99", "one edit on disk, p99", "ms", ""),
    ("bare_p50", "  two bare rows on disk, p50", "ms", ""),
    ("bare_p99", "  two bare rows on disk, p99", "ms", ""),
    ("edit_ratio", "  an edit, in bare commits", "×", "target 3"),
    ("sync_p50", "  the disk's own sync, p50", "ms", ""),
    ("undo_p50", "undo, p50", "ms", ""),
    ("undo_p99", "undo, p99", "ms", ""),
    ("stats", "statistics (a scan)", "ms", ""),
    ("backup", "backup, checked (a scan)", "ms", ""),
)
"""The key of each line, what it says, its unit, and a note."""


def growth(sizes: Sequence[int] = SIZES, say: Callable[[str], None] = print) -> str:
    """Measure, write ``build/bench/growth.json`` and give the table; ``say`` hears how far it is."""
    found: dict[int, Measured] = {}
    for articles in sizes:
        path = grown_once(articles, say)
        say(f"measuring {articles:,} articles …")
        found[articles] = {"disk": path.stat().st_size / 1e6, **_told("window", path), **_told("desk", path)}
    result = {
        "when": time.strftime("%Y-%m-%d", time.gmtime()),
        "machine": f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors",
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "suggestions": SUGGESTIONS,
        "measured": {
            str(articles): {key: round(value, 3) for key, value in found[articles].items()} for articles in found
        },
    }
    (KEPT / "growth.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    before = json.loads(COMMITTED.read_text(encoding="utf-8")) if COMMITTED.exists() else {}
    return "\n".join(_said(found, before))


def grown_once(articles: int, say: Callable[[str], None]) -> Path:
    """A project of that size, which is made when it is first asked for and kept."""
    KEPT.mkdir(parents=True, exist_ok=True)
    # Another shape of the file, or other articles, is another project.
    path = KEPT / f"grown-{articles}-{SUGGESTIONS}-{NEWEST}.bap"
    if not path.exists():
        say(f"making {articles:,} articles with {SUGGESTIONS} suggestions each, once …")
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        grown(part, articles)
        part.rename(path)
    return path


def _told(what: str, path: Path) -> Measured:
    """What a process of its own measures, so that its memory is its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.grown_use", what, str(path)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: Measured = json.loads(run.stdout.splitlines()[-1])
    return told


def _said(found: Mapping[int, Measured], before: Mapping[str, object]) -> Iterator[str]:
    sizes = sorted(found)
    known = before.get("measured")
    last = known.get(str(sizes[-1]), {}) if isinstance(known, dict) else {}
    head = [f"projects with {SUGGESTIONS} suggestions an article"]
    for articles in sizes:
        head += [f"{articles:,}", ""]
    rows = [(*head, f"before, {sizes[-1]:,}", "")]
    for key, words, unit, note in LINES:
        if key not in found[sizes[0]]:
            continue
        cells = (words, *_cells([found[articles][key] for articles in sizes], unit))
        rows.append((*cells, f"{last[key]:,.4g} {unit}" if key in last else "–", note))
        if f"{key}_processor" in found[sizes[0]]:
            of_processor = [found[articles][f"{key}_processor"] for articles in sizes]
            rows.append(("  of the processor's time", *_cells(of_processor), "", ""))
    yield from aligned(rows)
    if before:
        yield f"Before: {before.get('when')}, {before.get('machine')}, load {before.get('load')}."


def _cells(values: Sequence[float], unit: str = "ms") -> Iterator[str]:
    """Each value, and how many times the first one it is."""
    for k, value in enumerate(values):
        yield f"{value:,.4g} {unit}" if value < 1_000 else f"{value:,.0f} {unit}"
        yield f"{value / values[0]:.1f}×" if k and values[0] else ""
