"""Write the golden files anew: ``python -m tests.golden [FORMAT...]``."""

from __future__ import annotations

import shutil
import sys

from tests.formats.writers.written import FILES
from tests.golden.dumps import GOLDEN, dumped

for name in sys.argv[1:] or FILES:
    shutil.rmtree(GOLDEN / name, ignore_errors=True)
    for path, text in dumped(name).items():
        (GOLDEN / name / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name / path).write_bytes(text.encode())
