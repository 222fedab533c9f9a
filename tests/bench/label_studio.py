"""``python -m tests.bench label-studio``: the same tasks in Label Studio on this machine and here, in turns.

Label Studio is no part of the project: ``LABEL_STUDIO`` in the environment names its command, in an environment of its
own (``pip install label-studio``). Without it nothing is measured, and the reason is said.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.importing import LETTERS, SPANS, write_lines
from tests.bench.measuring import Line, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
COMMAND = "LABEL_STUDIO"
ARTICLES = 100
SAVED = 20
"""Annotations that are saved together."""
REPEATS = 15
TOKEN = "0123456789abcdef0123456789abcdef01234567"  # noqa: S105 - of a server that lives for this measurement
PATIENCE = 600.0
"""Seconds until a server that has not answered will not."""
CONFIGURATION = (
    '<View><Labels name="label" toName="text"><Label value="PLACE"/><Label value="PERSON"/>'
    '<Label value="ORGANISATION"/><Label value="DATE"/></Labels><Text name="text" value="$text"/></View>'
)
Told = dict[str, float]


def label_studio(folder: Path) -> tuple[list[Line], str]:
    """What was measured of both, Label Studio in the place of the floor; or nothing and why."""
    command = os.environ.get(COMMAND, "")
    if not shutil.which(command):
        return [], f"Label Studio is not measured: {COMMAND} does not name its command."
    tasks = folder / "tasks.json"
    write_tasks(tasks, ARTICLES)
    with _server(command, folder) as server:
        theirs = server.measured(tasks)
    mine = _told(tasks, folder / "beside.bap")
    return list(_lines(mine, theirs)), ""


def _lines(mine: Told, theirs: Told) -> Iterator[Line]:
    said = f"{ARTICLES} articles of {LETTERS:,} letters, {SPANS} pre-annotations each"
    yield Line(f"beside Label Studio: import ({said})", mine["import"], theirs["import"], "articles/s")
    yield Line("  opening one", mine["open"], theirs["open"])
    yield Line(f"  saving {SAVED} annotations", mine["save"], theirs["save"])
    yield Line("  export", mine["export"], theirs["export"], "articles/s", "Label Studio's own format")
    yield Line("  memory", mine["memory"], theirs["memory"], "MB", "of the server; here of all this without a window")


def write_tasks(path: Path, articles: int) -> None:
    """Tasks with predictions, as Label Studio takes them in."""
    lines = path.with_suffix(".jsonl")
    write_lines(lines, articles, SPANS)
    tasks = []
    for line in lines.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        regions = [
            _region(f"r{k}", item["text"], start, end, label) for k, (start, end, label) in enumerate(item["label"])
        ]
        prediction = {"model_version": "a model", "score": 0.9, "result": regions}
        tasks.append({"data": {"text": item["text"]}, "predictions": [prediction]})
    path.write_text(json.dumps(tasks), encoding="utf-8")


def _region(key: str, text: str, start: int, end: int, label: str) -> dict[str, object]:
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


class Server:
    """A server of Label Studio with one project, asked as a browser asks it."""

    def __init__(self, address: str, process: subprocess.Popen[bytes]) -> None:
        self._address = address
        self._process = process
        self._project = 0

    def measured(self, tasks: Path) -> Told:
        """All that is measured of it."""
        made = self._ask("POST", "/api/projects", {"title": "bench", "label_config": CONFIGURATION})
        self._project = int(made["id"])
        plain = json.loads(tasks.read_text(encoding="utf-8"))
        taken = timed(lambda: self._ask("POST", f"/api/projects/{self._project}/import", plain)) / 1000
        listed = self._ask("GET", f"/api/tasks?project={self._project}&page_size={ARTICLES}")
        ids = [task["id"] for task in listed["tasks"]]
        if len(ids) != ARTICLES:
            raise AssertionError(len(ids))
        text = plain[0]["data"]["text"]
        regions = [_region(f"n{k}", text, 10 * k, 10 * k + 5, "PLACE") for k in range(SAVED)]
        opened = [timed(partial(self._ask, "GET", f"/api/tasks/{key}")) for key in ids[:REPEATS]]
        saved = [
            timed(partial(self._ask, "POST", f"/api/tasks/{key}/annotations", {"result": regions}))
            for key in ids[:REPEATS]
        ]
        out = timed(
            lambda: self._ask("GET", f"/api/projects/{self._project}/export?exportType=JSON&download_all_tasks=true")
        )
        return {
            "import": ARTICLES / taken,
            "open": statistics.median(opened),
            "save": statistics.median(saved),
            "export": ARTICLES / out * 1000,
            "memory": _memory_of(self._process.pid),
        }

    def is_there(self) -> bool:
        """Whether it answers by now."""
        try:
            self._ask("GET", "/api/projects")
        except (urllib.error.URLError, OSError):
            return False
        return True

    def _ask(self, method: str, place: str, plain: object = None) -> Any:  # noqa: ANN401 - any JSON
        request = urllib.request.Request(  # noqa: S310 - the address of our own server
            self._address + place,
            data=json.dumps(plain).encode() if plain is not None else None,
            method=method,
            headers={"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - the same
            return json.loads(answer.read() or b"null")


@contextlib.contextmanager
def _server(command: str, folder: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder / "label-studio"),
        "LABEL_STUDIO_USERNAME": "bench@example.org",
        "LABEL_STUDIO_PASSWORD": TOKEN,
        "LABEL_STUDIO_USER_TOKEN": TOKEN,
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "LABEL_STUDIO_LATEST_VERSION_CHECK": "false",
        "COLLECT_ANALYTICS": "false",
    }
    environment.pop("PYTHONPATH", None)
    arguments = [command, "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port)]
    with (folder / "label-studio.log").open("wb") as log:
        process = subprocess.Popen(arguments, cwd=folder, env=environment, stdout=log, stderr=log)
        server, end = Server(f"http://127.0.0.1:{port}", process), time.monotonic() + PATIENCE
        try:
            while not server.is_there():
                if process.poll() is not None or time.monotonic() > end:
                    raise AssertionError((folder / "label-studio.log").read_text(errors="replace")[-3_000:])
                time.sleep(0.5)
            yield server
        finally:
            process.terminate()
            process.wait()


def _memory_of(process: int) -> float:
    """Megabytes that a process holds at most."""
    with contextlib.suppress(OSError), Path(f"/proc/{process}/status").open(encoding="utf-8") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmHWM"))
    return 0.0


def _told(tasks: Path, project: Path) -> Told:
    command = [sys.executable, "-m", "tests.bench.label_studio", str(tasks), str(project)]
    result = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told: Told = json.loads(result.stdout)
    return told


def ours(tasks: Path, path: Path) -> Told:
    """The same by what the window and the command line call, in a process of its own."""
    from border_annotator.domain.annotation import new_id
    from border_annotator.domain.edit import Edit, change_of
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.span import Span
    from border_annotator.services import annotate
    from border_annotator.services.articles import Source
    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.services.export_dataset import export_dataset
    from border_annotator.services.project import open_project
    from border_annotator.services.worksheets import read_worksheet
    from tests.bench.importing import ours as take_in

    taken = timed(lambda: take_in(tasks, path)) / 1000
    with open_project(path) as project:
        ids = project.documents.ids()
        opened = [timed(partial(read_worksheet, project, key)) for key in ids[:REPEATS]]

        def save(key: str) -> None:
            made = [Entity(new_id(), Span(10 * k, 10 * k + 5), "PLACE") for k in range(SAVED)]
            annotate.apply(project, Edit("Add", tuple(change_of(key, None, entity) for entity in made)))

        saved = [timed(partial(save, key)) for key in ids[:REPEATS]]
        choice = ExportChoice("label-studio", Source.SUGGESTIONS)
        out = timed(lambda: list(export_dataset(project, path.with_name("out"), choice)))
    return {
        "import": ARTICLES / taken,
        "open": statistics.median(opened),
        "save": statistics.median(saved),
        "export": ARTICLES / out * 1000,
        "memory": _memory_of(os.getpid()),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(ours(Path(sys.argv[1]), Path(sys.argv[2]))))
