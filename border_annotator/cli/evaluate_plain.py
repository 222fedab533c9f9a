"""What ``border-annotator evaluate`` found, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.cli.evaluate_tables import BY_NAME, KINDS
from border_annotator.domain.reliability import reliability
from border_annotator.services.found_slips import by_cause

if TYPE_CHECKING:
    from border_annotator.domain.agreement import Agreement
    from border_annotator.domain.bootstrap import Interval, Intervals
    from border_annotator.domain.matching import Count
    from border_annotator.services.evaluate import Evaluation

Plain = dict[str, object]


def plain_of(result: Evaluation, layer: str, *, with_errors: bool) -> Plain:
    """The whole evaluation; intervals only of the figures over all articles, errors only when asked for."""
    plain: Plain = {
        "layer": layer,
        "documents": len(result.articles),
        **_agreement(result.total, result.intervals),
        "calibration": _calibration(result),
        "articles": [{"doc_id": doc_id, **_agreement(agreement)} for doc_id, agreement in result.articles],
        "left_out": [{"doc_id": doc_id, "reason": reason} for doc_id, reason in result.left_out],
        "warnings": [{"doc_id": doc_id, "reason": reason} for doc_id, reason in result.warnings],
    }
    if with_errors:
        plain["errors"] = _errors(result)
    return plain


def _agreement(agreement: Agreement, spread: Intervals | None = None) -> Plain:
    counts = spread.counts if spread else {}
    shares = spread.shares if spread else {}
    return {
        "scores": {name: _score(count, counts.get(name)) for name, count in agreement.counts.items()},
        **{
            key: {
                label: _score(count, spread.by_name[name].get(label) if spread else None)
                for label, count in sorted(agreement.by_name.get(name, {}).items())
            }
            for name, (key, _) in BY_NAME.items()
        },
        "attributes": {
            name: {
                "accuracy": None if share.accuracy is None else round(share.accuracy, 4),
                "of": share.total,
                **_spread(shares.get(name)),
            }
            for name, share in agreement.shares.items()
        },
        "masked": agreement.masked,
        "masked_by_kind": dict(agreement.leaks),
        "repeated_events": agreement.repeated,
    }


def _score(count: Count, spread: Interval | None) -> Plain:
    return {
        "precision": round(count.precision, 4),
        "recall": round(count.recall, 4),
        "f1": round(count.f1, 4),
        **_spread(spread),
        "right": count.right,
        "wrong": count.wrong,
        "missed": count.missed,
    }


def _spread(interval: Interval | None) -> Plain:
    return {} if interval is None else {"low": round(interval.low, 4), "high": round(interval.high, 4)}


def _calibration(result: Evaluation) -> Plain:
    plain: Plain = {}
    for kind, words in KINDS.items():
        found = reliability([j for j in result.judged if kind in (None, j.kind)])
        if found.total:
            plain[words] = {
                "of": found.total,
                "calibration_error": round(found.error, 4),
                "right_before_wrong": None if found.separation is None else round(found.separation, 4),
                "bins": [
                    {
                        "from": b.low,
                        "to": b.high,
                        "of": b.total,
                        "confidence": round(b.confidence, 4),
                        "right": round(b.precision, 4),
                        **_spread(b.interval),
                    }
                    for b in found.bins
                ],
            }
    return plain


def _errors(result: Evaluation) -> list[Plain]:
    return [
        {
            "part": cause.part,
            "cause": cause.cause,
            "errors": len(cause.slips),
            "details": dict(cause.details),
            "places": [
                {
                    "doc_id": p.doc_id,
                    "line": p.line,
                    "column": p.column,
                    "start": p.slip.span.start if p.slip.span else None,
                    "end": p.slip.span.end if p.slip.span else None,
                    "detail": p.slip.detail,
                    "before": p.before,
                    "text": p.surface,
                    "after": p.after,
                }
                for p in cause.slips
            ],
        }
        for cause in by_cause(result.slips)
    ]
