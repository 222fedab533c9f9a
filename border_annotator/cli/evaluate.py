"""``border-annotator evaluate``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from border_annotator.cli.arguments import AsJson, ProjectPath
from border_annotator.cli.export import LayerChoice

if TYPE_CHECKING:
    from border_annotator.cli.screen import Screen
    from border_annotator.domain.agreement import Agreement
    from border_annotator.domain.matching import Count
    from border_annotator.services.evaluate import Evaluation

HEADLINES = {
    "entity_exact": "entities, same span",
    "entity_overlap": "entities, overlapping",
    "figure_overlap": "figures, overlapping",
    "figure_correct": "figures, right value",
    "temporal_correct": "times, rightly resolved",
    "event": "events",
    "event_strict": "events, repeats count",
    "argument": "roles",
    "boilerplate_chars": "boilerplate, characters",
}
BY_NAME = {
    "entity_overlap": ("by_label", "Entities by label"),
    "figure_overlap": ("by_kind", "Figures by kind"),
    "event": ("by_type", "Events by type"),
    "argument": ("by_role", "Roles"),
}
COLUMNS = ("precision", "recall", "F1", "right", "wrong", "missed")


def evaluate(
    project: ProjectPath,
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="A folder with gold files (native format).", show_default=False)
    ],
    *,
    layer: Annotated[
        LayerChoice, typer.Option("--layer", help="What to compare: suggestions, or the reviewer's annotations.")
    ] = LayerChoice.suggestions,
    as_json: AsJson = False,
) -> int:
    """Compare a project's annotations with gold files."""
    from border_annotator.cli.outcome import GOOD, PROBLEMS
    from border_annotator.cli.screen import Screen, counted
    from border_annotator.services.articles import Source
    from border_annotator.services.evaluate import evaluate as run
    from border_annotator.services.project import open_project_to_read

    screen = Screen(as_json=as_json)
    with open_project_to_read(project) as opened:
        result = run(opened, gold, Source(layer.value))
    if result.articles:
        _show(screen, result.total, f"{counted(len(result.articles), 'article')}, {layer.value} against gold")
    for doc_id, reason in (*result.left_out, *result.warnings):
        screen.line(f"{doc_id}: {reason}")
    screen.json(_plain(result, layer.value))
    return PROBLEMS if result.left_out or result.warnings else GOOD


def _show(screen: "Screen", total: "Agreement", title: str) -> None:
    headlines = [(words, *_cells(total.counts[name])) for name, words in HEADLINES.items() if name in total.counts]
    screen.table(title, ("", *COLUMNS), headlines)
    for name, (_, heading) in BY_NAME.items():
        rows = [(label, *_cells(count)) for label, count in sorted(total.by_name.get(name, {}).items())]
        screen.table(heading, ("", *COLUMNS), rows)
    shares = [(name, f"{share.right / share.total:.3f}", str(share.total)) for name, share in total.shares.items()]
    screen.table("Attributes", ("", "accuracy", "of"), shares)
    screen.line(f"In boilerplate or a date header: {total.masked}. Events repeated: {total.repeated}.")


def _cells(count: "Count") -> tuple[str, ...]:
    scores = (f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f1:.3f}")
    return (*scores, str(count.right), str(count.wrong), str(count.missed))


def _plain(result: "Evaluation", layer: str) -> dict[str, object]:
    return {
        "layer": layer,
        "documents": len(result.articles),
        **_agreement(result.total),
        "articles": [{"doc_id": doc_id, **_agreement(agreement)} for doc_id, agreement in result.articles],
        "left_out": [{"doc_id": doc_id, "reason": reason} for doc_id, reason in result.left_out],
        "warnings": [{"doc_id": doc_id, "reason": reason} for doc_id, reason in result.warnings],
    }


def _agreement(agreement: "Agreement") -> dict[str, object]:
    return {
        "scores": {name: _score(count) for name, count in agreement.counts.items()},
        **{
            key: {label: _score(count) for label, count in sorted(agreement.by_name.get(name, {}).items())}
            for name, (key, _) in BY_NAME.items()
        },
        "attributes": {
            name: {"accuracy": None if share.accuracy is None else round(share.accuracy, 4), "of": share.total}
            for name, share in agreement.shares.items()
        },
        "masked": agreement.masked,
        "repeated_events": agreement.repeated,
    }


def _score(count: "Count") -> dict[str, float | int]:
    return {
        "precision": round(count.precision, 4),
        "recall": round(count.recall, 4),
        "f1": round(count.f1, 4),
        "right": count.right,
        "wrong": count.wrong,
        "missed": count.missed,
    }
