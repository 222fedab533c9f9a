"""The whole job with the services alone, in a process without Qt and with the real labelling processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

WHOLE_JOB = """
import sys
from pathlib import Path

from border_annotator.domain.layer import ReviewState
from border_annotator.domain.span import Span
from border_annotator.domain.worksheet import State
from border_annotator.services import correct, create, history, review
from border_annotator.services.import_documents import import_documents
from border_annotator.services.prelabel import prelabel
from border_annotator.services.project import create_project, open_project
from border_annotator.services.worksheets import read_worksheet
from border_annotator.settings.paths import seeds_folder


def main(path):
    with create_project(path) as project:
        imported = [step.document_id for step in import_documents(project, [seeds_folder()])]
        assert len(imported) == 2 and all(imported), imported
        steps = list(prelabel(project, workers=2))
        assert steps[-1].done == steps[-1].total == 2, steps
        assert not any(step.failures for step in steps), steps
        document_id = imported[1]
        read = lambda: read_worksheet(project, document_id)
        untouched = read()
        assert untouched.entities, "the model found nothing"
        state = lambda key: read().find(key).state

        first = (untouched.events or untouched.entities)[0].id
        review.confirm(project, untouched, first)
        assert state(first) is State.CONFIRMED
        second = read().entities[-1].id
        review.reject(project, read(), second, "wrong")
        third = next(item.id for item in read().entities if item.is_open and item.value.label != "EQUIPMENT")
        correct.set_label(project, read(), third, "EQUIPMENT")
        assert state(third) is State.CORRECTED
        start = read().document.text.index("deployment")
        added, _ = create.add_event(project, read(), "Force.Exercise", Span(start, start + len("deployment")))
        correct.set_attribute(project, read(), added, "status", "planned")
        worked = read()
        for _ in range(5):
            assert history.undo(project) is not None
        assert read().items == untouched.items
        for _ in range(5):
            assert history.redo(project) is not None
        assert read() == worked
        review.mark(project, read(), ReviewState.DONE)

    with open_project(path) as project:
        sheet = read_worksheet(project, document_id)
        assert sheet.review.state is ReviewState.DONE
        assert sheet.items == worked.items
        assert history.undo_label(project).startswith("Mark as done")
        history.undo(project)
        assert read_worksheet(project, document_id).review.state is ReviewState.OPEN
        assert project.file.integrity() == []
    loaded = sorted(name for name in sys.modules if name.partition(".")[0] in ("PySide6", "shiboken6", "spacy"))
    assert loaded == [], loaded
    print("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
"""


def test_the_whole_job_without_a_window(project_path: Path, tmp_path: Path) -> None:
    script = tmp_path / "whole_job.py"
    script.write_text(WHOLE_JOB, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(script), str(project_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == "done\n"
