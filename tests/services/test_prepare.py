"""What reads a selection is loaded step by step after the start."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from border_annotator.services.correct import prepare
steps = list(prepare())
before = set(sys.modules)
import border_annotator.nlp.dates, border_annotator.nlp.entities
import border_annotator.nlp.event_attributes, border_annotator.nlp.figures
print(len(steps), sorted(set(sys.modules) - before), "spacy" in sys.modules)
"""


def test_nothing_is_left_to_load_and_the_model_is_not_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    steps, rest = done.stdout.strip().split(" ", 1)
    assert int(steps) > 5
    assert rest == "[] False"
