"""What ``border-annotator simulate`` found, as tables and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.keystrokes import KEY, MENTAL
from border_annotator.services.rehearsal_results import summaries, total, unreached_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from border_annotator.cli.screen import Screen
    from border_annotator.domain.keystrokes import Effort
    from border_annotator.services.rehearsal_results import ArticleWork, Rehearsal

MODEL = (
    "Key presses: a key with Shift, Ctrl or Alt is one. Actions: command keys, and ways of the caret or the selection"
    " to one place; what is typed to answer a command is none. KLM seconds: K {key} s a key or modifier, M {mental} s"
    " an action, the window's own time as measured; no P, no H, as nothing needs a mouse (Card, Moran, Newell 1980)."
)
COLUMNS = ("presses", "commands", "moves", "typed", "actions", "KLM s", "window s", "longest ms")


def show(screen: Screen, result: Rehearsal) -> None:
    """Tables of the work, and what was not reached."""
    sides = (("from the suggestions", result.reviewed), ("from nothing", result.from_nothing))
    for name, articles in sides:
        rows = [(article.doc_id, *_figures(article.effort)) for article in articles]
        screen.table(f"Articles, {name}", ("article", *COLUMNS), [*rows, ("all", *_figures(total(articles)))])
        screen.table(f"Annotations, {name}", ("what there was", "number", "mean", "most", *COLUMNS), _rows(articles))
    screen.line("")
    screen.line(f"From nothing takes {result.saving:.1f} times the key presses.")
    screen.line(MODEL.format(key=KEY, mental=MENTAL))
    for name, articles in sides:
        if not any(article.unreached for article in articles):
            screen.line(f"The layer is the gold ({name}).")
            continue
        fields = ", ".join(f"{field} {number}" for field, number in unreached_fields(articles))
        screen.line(f"Not reached by keys ({name}): {fields}")
        for article in articles:
            for lack in article.unreached:
                screen.line(
                    f"  {article.doc_id}: {lack.kind.value} “{lack.words}”, {lack.field}: {lack.now[:80]} and not"
                    f" {lack.wanted[:80]} ({lack.reason or 'nothing is said'})"
                )
    for doc_id, reason in (*result.left_out, *result.warnings):
        screen.line(f"{doc_id}: {reason}")


def _figures(effort: Effort) -> tuple[str, ...]:
    return (
        f"{effort.presses:,}",
        f"{effort.commands:,}",
        f"{effort.moves:,}",
        f"{effort.typed:,}",
        f"{effort.actions:,}",
        f"{effort.seconds:,.0f}",
        f"{effort.response:.1f}",
        f"{1000 * effort.longest:.0f}",
    )


def _rows(articles: Iterable[ArticleWork]) -> Sequence[Sequence[str]]:
    return [
        (
            f"{kind.value}, {start.value}",
            f"{summary.number:,}",
            f"{summary.effort.presses / summary.number:.1f}",
            f"{summary.most:,}",
            *_figures(summary.effort),
        )
        for (kind, start), summary in summaries(articles).items()
    ]


def plain_of(result: Rehearsal) -> dict[str, object]:
    """All of it as plain data."""
    return {
        "saving": round(result.saving, 3),
        "from_suggestions": _side(result.reviewed),
        "from_nothing": _side(result.from_nothing),
        "left_out": [{"file": name, "reason": reason} for name, reason in result.left_out],
        "warnings": [{"file": name, "reason": reason} for name, reason in result.warnings],
    }


def _side(articles: Sequence[ArticleWork]) -> dict[str, object]:
    return {
        **_effort(total(articles)),
        "annotations": [
            {
                "kind": kind.value,
                "start": start.value,
                "number": summary.number,
                "most_presses": summary.most,
                "most_actions": summary.most_actions,
                **_effort(summary.effort),
            }
            for (kind, start), summary in summaries(articles).items()
        ],
        "articles": [
            {
                "doc_id": article.doc_id,
                **_effort(article.effort),
                "works": [
                    {
                        "id": work.gold_id,
                        "kind": work.kind.value,
                        "label": work.label,
                        "words": work.words,
                        "start": work.start.value,
                        **_effort(work.effort),
                    }
                    for work in article.works
                ],
                "rest": _effort(article.rest),
                "unreached": [
                    {
                        "kind": lack.kind.value,
                        "field": lack.field,
                        "words": lack.words,
                        "now": lack.now,
                        "wanted": lack.wanted,
                        "reason": lack.reason,
                    }
                    for lack in article.unreached
                ],
            }
            for article in articles
        ],
    }


def _effort(effort: Effort) -> dict[str, object]:
    return {
        "presses": effort.presses,
        "commands": effort.commands,
        "moves": effort.moves,
        "typed": effort.typed,
        "modifiers": effort.modifiers,
        "actions": effort.actions,
        "klm_seconds": round(effort.seconds, 2),
        "window_seconds": round(effort.response, 3),
        "longest_ms": round(1000 * effort.longest, 1),
    }
