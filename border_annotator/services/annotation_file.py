"""Where annotations from elsewhere stand, and which layer they are to go into."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotators import LONGEST_NAME, SUGGESTIONS
from border_annotator.domain.errors import KnownError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class AnnotationFile:
    """A file with annotations: its name, the hash of its bytes, its format's name, and the folder that it lies in."""

    name: str
    sha256: str
    format: str
    folder: Path | None = None

    @classmethod
    def at(cls, path: Path, format_name: str) -> AnnotationFile:
        """The file of a path; raises ``KnownError`` where it cannot be read."""
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise KnownError(
                "{path} cannot be read ({reason}): check its name and its rights.", path=path, reason=error.strerror
            ) from None
        return cls(path.name, digest.hexdigest(), format_name, path.parent)

    @property
    def model(self) -> str:
        """What the runs of its suggestions are called."""
        return f"import: {self.format}"


def layer_name(as_: str) -> str | None:
    """The layer that ``as_`` names, ``None`` for suggestions; raises ``KnownError`` where it can be no name."""
    if as_ == SUGGESTIONS:
        return None
    if not as_.strip() or len(as_) > LONGEST_NAME or not as_.isprintable():
        raise KnownError("“{name}” can be no layer: use “suggestions” or a short name.", name=as_[:LONGEST_NAME])
    return as_.strip()
