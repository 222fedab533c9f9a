"""``python -m tests.calibrate``: weigh the clues anew, say how well the weights hold on articles left out, store them.

The weights are fitted on the development articles and the seeds. Each figure that is printed is of articles that the
weights were not fitted on: one article is left out at a time. The penalty is the one that does best there.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.reliability import Judged, reliability
from border_annotator.nlp.confidence import FILE, Weighing
from border_annotator.nlp.gazetteer import resource
from tests.calibrate.fitting import Sample, fit
from tests.calibrate.reading import read_samples

if TYPE_CHECKING:
    from collections.abc import Sequence

PENALTIES = (2.0, 4.0, 8.0, 16.0, 32.0)
# The rules were improved on the very articles that the weights are fitted on, so they do better there than elsewhere:
# by how much, on the scale of log odds. Measured once, when ten articles had been worked on and twelve more had just
# been annotated: right were 0.89 and 0.80 of the entities, 0.90 and 0.79 of the quantities, 0.84 and 0.81 of events.
# Rules that have seen more articles are less surprised by the next one, so a little less is taken off.
ELSEWHERE = {Kind.ENTITY: 0.5, Kind.FIGURE: 0.7, Kind.EVENT: 0.3}


def main() -> int:
    """Fit, report, and write unless only asked to report."""
    # Many small matrices: threads only get in each other's way.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parser = argparse.ArgumentParser(prog="python -m tests.calibrate", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="*", metavar="PATTERN", help="fit on the gold files of this name only")
    parser.add_argument("--against", metavar="PATTERN", help="report on these files, none of which is fitted on")
    parser.add_argument("--report", action="store_true", help="write nothing")
    parser.add_argument("--plain", action="store_true", help="take nothing off for articles that no rule has seen")
    options = parser.parse_args()
    taken_off = dict.fromkeys(Kind, 0.0) if options.plain else ELSEWHERE
    samples = read_samples(options.only)
    others = read_samples(options.against) if options.against else {}
    weighings: dict[Kind, Weighing] = {}
    left_out: list[Judged] = []
    elsewhere: list[Judged] = []
    for kind in Kind:
        penalty, judged = best_penalty(kind, samples[kind])
        left_out += judged
        fitted = fit(samples[kind], penalty)
        weighings[kind] = Weighing(round(fitted.base - taken_off[kind], 3), fitted.weights)
        articles = len({sample.article for sample in samples[kind]})
        say(f"{kind}: {len(samples[kind])} suggestions of {articles} articles, penalty {penalty:g}, "
            f"{len(fitted.weights)} weights")  # fmt: skip
        report(f"  {kind}, each article left out", judged)
        if options.against:
            there = [_judged(kind, weighings[kind], sample) for sample in others[kind]]
            report(f"  {kind}, {options.against}", there)
            elsewhere += there
    report("everything, each article left out", left_out)
    if options.against:
        report(f"everything, {options.against}", elsewhere)
    if not options.report:
        write(weighings)
    return 0


def best_penalty(kind: Kind, samples: Sequence[Sample]) -> tuple[float, list[Judged]]:
    """The penalty under which articles left out are the least surprising, and how they are judged under it."""
    tried = [(penalty, leave_one_out(kind, samples, penalty)) for penalty in PENALTIES]
    return min(tried, key=lambda found: _surprise(found[1]))


def leave_one_out(kind: Kind, samples: Sequence[Sample], penalty: float) -> list[Judged]:
    """Every suggestion with the confidence that weights give it which have not seen its article."""
    found: list[Judged] = []
    for article in dict.fromkeys(sample.article for sample in samples):
        weighing = fit([sample for sample in samples if sample.article != article], penalty)
        found += [_judged(kind, weighing, sample) for sample in samples if sample.article == article]
    return found


def _judged(kind: Kind, weighing: Weighing, sample: Sample) -> Judged:
    return Judged(kind, "", weighing.confidence(sample.clues), sample.right)


def _surprise(judged: Sequence[Judged]) -> float:
    return -sum(math.log(j.confidence if j.right else 1 - j.confidence) for j in judged) / max(1, len(judged))


def report(what: str, judged: Sequence[Judged]) -> None:
    """One line of how well confidences hold."""
    found = reliability(judged)
    right = sum(j.right for j in judged) / max(1, len(judged))
    sure = sum(j.confidence for j in judged) / max(1, len(judged))
    apart = "-" if found.separation is None else f"{found.separation:.3f}"
    say(f"{what}: calibration error {found.error:.3f}, right before wrong {apart}, "
        f"confidence {sure:.3f}, right {right:.3f}, of {found.total}")  # fmt: skip


def write(weighings: dict[Kind, Weighing]) -> None:
    """Store the weights where the engine reads them."""
    kinds = {kind.value: {"base": w.base, "weights": dict(sorted(w.weights.items()))} for kind, w in weighings.items()}
    content = {"made_by": "python -m tests.calibrate", "kinds": kinds}
    path = resource(FILE)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    say(f"wrote {path.name}")


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
