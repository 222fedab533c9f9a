"""The guidelines of a project: what its schema says, and what the written rules say of it."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.domain.guidelines import Guideline, guidelines_of
from border_annotator.settings import paths

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.services.project import Project

log = logging.getLogger(__name__)


def read_guidelines(project: Project) -> dict[str, Guideline]:
    """Every entry by its key; without the file of the written rules only what the schema says."""
    return _read(project.schema.sha256, _Held(project.schema))


class _Held:
    """A schema that is no part of the cache's key: its hash is."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=4)
def _read(_sha256: str, held: _Held) -> dict[str, Guideline]:
    try:
        written = paths.guidelines_file().read_text(encoding="utf-8")
    except OSError as error:
        log.warning("The guidelines cannot be read: %s", error)
        written = ""
    return guidelines_of(held.schema, written)
