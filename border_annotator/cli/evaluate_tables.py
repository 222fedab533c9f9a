"""The tables and the list of errors that ``border-annotator evaluate`` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.reliability import reliability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.cli.screen import Screen
    from border_annotator.domain.bootstrap import Interval
    from border_annotator.domain.matching import Count
    from border_annotator.domain.reliability import Judged
    from border_annotator.services.evaluate import Evaluation
    from border_annotator.services.found_slips import PlacedSlip

HEADLINES = {
    "entity_exact": "entities, same span",
    "entity_overlap": "entities, overlapping",
    "entity_exact_all": "entities and common nouns, same span",
    "entity_overlap_all": "entities and common nouns, overlapping",
    "figure_exact": "figures, same span",
    "figure_overlap": "figures, overlapping",
    "figure_correct": "figures, right value",
    "temporal_correct": "times, rightly resolved",
    "event": "events",
    "event_strict": "events, repeats count",
    "event_group": "events, same group of types",
    "event_untyped": "events, whatever the type",
    "argument": "roles",
    "boilerplate_chars": "boilerplate, characters",
}
BY_NAME = {
    "entity_overlap": ("by_label", "Entities by label"),
    "figure_overlap": ("by_kind", "Figures by kind, overlapping"),
    "figure_correct": ("right_by_kind", "Figures by kind, right value"),
    "temporal_correct": ("resolved_by_kind", "Times by kind, rightly resolved"),
    "event": ("by_type", "Events by type"),
    "event_group": ("by_group", "Events by group of types"),
    "argument": ("by_role", "Roles"),
}
SHARES = {
    "entity_link": "entity: link",
    "figure_value": "figure: value",
    "figure_comparator": "figure: comparator",
    "figure_change": "figure: change",
    "figure_counted": "figure: what is counted",
    "temporal_norm": "time: resolved",
    "status": "event: status",
    "polarity": "event: polarity",
    "genericity": "event: genericity",
    "attribution": "event: attribution",
    "mode": "event: mode",
    "severity": "event: severity",
    "severity_within_1": "event: severity, within 1",
    "time": "event: time",
    "geo_countries": "event: countries",
    "geo_precision": "event: precision of the place",
    "non_factual": "event: what did not happen",
    "title": "title",
    "date": "publication date",
}
KINDS = {None: "everything", Kind.ENTITY: "entities", Kind.FIGURE: "figures", Kind.EVENT: "events"}
COLUMNS = ("precision", "recall", "F1", "95 %", "right", "wrong", "missed")
# A cause's commonest details stand beside its count; the rest is in the list.
MOST_DETAILS = 4


def show(screen: Screen, result: Evaluation, title: str) -> None:
    """All figures of an evaluation, as tables."""
    total, spread = result.total, result.intervals
    rows = [
        (words, *_cells(total.counts[name], spread.counts[name]))
        for name, words in HEADLINES.items()
        if name in total.counts
    ]
    screen.table(title, ("", *COLUMNS), rows)
    for name, (_, heading) in BY_NAME.items():
        parts = sorted(total.by_name.get(name, {}).items())
        rows = [(part, *_cells(count, spread.by_name[name].get(part))) for part, count in parts]
        screen.table(heading, ("", *COLUMNS), rows)
    shares = [
        (words, f"{share.right / share.total:.3f}", _between(spread.shares[name]), str(share.total))
        for name, words in SHARES.items()
        if (share := total.shares.get(name)) is not None and share.total
    ]
    screen.table("Attributes", ("", "accuracy", "95 %", "of"), shares)
    leaks = ", ".join(f"{kind} {number}" for kind, number in total.leaks.items())
    screen.line(f"In boilerplate or a date header: {total.masked} ({leaks}). Events suggested again: {total.repeated}.")
    _show_reliability(screen, result.judged)


def _show_reliability(screen: Screen, judged: Sequence[Judged]) -> None:
    """Whether suggestions of a confidence are right as often as it says."""
    summary = []
    for kind, words in KINDS.items():
        found = reliability(judged if kind is None else [j for j in judged if j.kind is kind])
        if not found.total:
            continue
        separation = "-" if found.separation is None else f"{found.separation:.3f}"
        right = sum(b.total * b.precision for b in found.bins) / found.total
        sure = sum(b.total * b.confidence for b in found.bins) / found.total
        summary.append((words, f"{found.error:.3f}", separation, f"{sure:.3f}", f"{right:.3f}", str(found.total)))
        rows = [
            (
                f"{b.low:.1f} to {b.high:.1f}",
                f"{b.confidence:.3f}",
                f"{b.precision:.3f}",
                _between(b.interval),
                str(b.total),
            )
            for b in found.bins
        ]
        screen.table(f"Confidence and how often it was right, {words}", ("", "confidence", "right", "95 %", "of"), rows)
    columns = ("", "calibration error", "right before wrong", "confidence", "right", "of")
    screen.table("Calibration", columns, summary)


def show_errors(screen: Screen, result: Evaluation) -> None:
    """Every error by cause, the most frequent cause first."""
    from border_annotator.services.found_slips import by_cause

    causes = by_cause(result.slips)
    rows = [(f"{c.part}: {c.cause}", str(len(c.slips))) for c in causes]
    screen.table("Errors by cause", ("", "errors"), rows)
    for cause in causes:
        often = [f"{detail} {number}" for detail, number in cause.details[:MOST_DETAILS] if number > 1]
        screen.line("")
        screen.line(f"{cause.part}: {cause.cause}, {len(cause.slips)}" + (f" ({'; '.join(often)})" if often else ""))
        for placed in cause.slips:
            screen.line("- " + _said(placed))


def _said(placed: PlacedSlip) -> str:
    if not placed.line:
        return f"{placed.doc_id} {placed.slip.detail}"
    place = f"{placed.doc_id}:{placed.line}:{placed.column}"
    return f"{place} {placed.slip.detail} …{placed.before}[{placed.surface}]{placed.after}…"


def _cells(count: Count, spread: Interval | None) -> tuple[str, ...]:
    scores = (f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f1:.3f}", _between(spread))
    return (*scores, str(count.right), str(count.wrong), str(count.missed))


def _between(interval: Interval | None) -> str:
    return "-" if interval is None else f"{interval.low:.2f}-{interval.high:.2f}"
