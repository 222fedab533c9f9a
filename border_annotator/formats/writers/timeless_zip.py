"""ZIP archives without the hour at which they were written: the same content gives the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    import os

DAY = (1980, 1, 1, 0, 0, 0)
"""The first that the format can say."""


class TimelessZip(ZipFile):
    """An archive to write; every entry is packed and of one day."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:  # noqa: ANN401
        """An entry with this content; how it is packed is not for the caller to say."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(_entry(name), data)

    def write(
        self,
        filename: str | os.PathLike[str],
        arcname: str | os.PathLike[str] | None = None,
        *_: Any,  # noqa: ANN401
    ) -> None:
        """An entry with the content of a file."""
        with Path(filename).open("rb") as source, self.open(_entry(str(arcname or filename)), "w") as entry:
            shutil.copyfileobj(source, entry)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, DAY)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # the same on every system
    return entry
