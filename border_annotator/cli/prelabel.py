"""``border-annotator prelabel``."""

from typing import Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath

LOADING = "loading the language model"
"""What is said while nobody knows how fast it goes."""


def prelabel(
    project: ProjectPath,
    *,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="NAME", help="A spaCy model's package or folder; the best one by default."),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, metavar="N", help="How many processes read.")] = 1,
    redo: Annotated[bool, typer.Option("--redo", help="Read documents again that a model has read.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try documents again that a run gave up.")] = False,
    as_json: AsJson = False,
) -> int:
    """Let a model propose entities, figures and events."""
    import time
    from contextlib import closing

    from border_annotator.cli.opening import opened_for_work
    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.cli.screen import Screen, counted, pace
    from border_annotator.services import prelabel as service
    from border_annotator.services.models import model_in_use
    from border_annotator.settings import paths
    from border_annotator.settings.store import Settings

    screen = Screen(as_json=as_json)
    wanted = model or Settings(paths.settings_file()).text("model") or None
    # Asked before anything else: a model that is not there is wrong use, also where there is nothing to read.
    model_in_use(wanted)
    failures: list[tuple[str, str]] = []
    done, total, sentence, began = 0, 0, "", time.monotonic()
    with opened_for_work(project, "border-annotator prelabel") as opened:
        names = dict(opened.documents.file_names())
        try:
            steps = service.prelabel(opened, model=wanted, workers=workers, redo=redo, retry=retry)
            with closing(steps), screen.progress("Reading") as report:
                for step in steps:
                    done, total, sentence = step.done, step.total, step.model
                    failures.extend((names[document_id], reason) for document_id, reason in step.failures)
                    report(done, total, pace(step.rate, step.left) or LOADING)
            given_up = len(opened.documents.ids_given_up())
        except KeyboardInterrupt:
            finished = counted(done - len(failures), "document")
            return screen.stopped(f"stopped: {finished} of {total} read, their suggestions stay.")
    seconds = time.monotonic() - began
    for name, reason in failures:
        screen.line(f"{name}: {reason}")
    screen.line(_summary(len(names), given_up, total, len(failures), seconds, sentence))
    screen.json(
        {
            "model": sentence or None,
            "read": total - len(failures),
            "total": total,
            "seconds": round(seconds, 3),
            "failed": [{"file": name, "reason": reason} for name, reason in failures],
        }
    )
    return PROBLEMS if failures else GOOD


def _summary(documents: int, given_up: int, total: int, failed: int, seconds: float, sentence: str) -> str:
    from border_annotator.cli.screen import counted

    if not documents:
        return "The project holds no documents: import some first."
    if not total:
        read = counted(documents - given_up, "document")
        were = "was" if given_up == 1 else "were"
        left = f", {counted(given_up, 'document')} {were} given up (--retry tries again)" if given_up else ""
        return f"Nothing to do: a model has read {read} already (--redo reads again){left}."
    left_out = f", {failed} failed" if failed else ""
    rate = (total - failed) / seconds if seconds else 0.0
    return f"Read {counted(total - failed, 'document')}{left_out} in {seconds:.1f} s ({rate:.1f} a second). {sentence}"
