"""Writing several files so that all of them are there or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.atomic_file import as_other_new_files, folder_for_writing, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """An empty folder to write into; when the block ends well, its files take their places in ``out``.

    They are on disk before the first of them is renamed. Otherwise ``out`` stays as it was. Raises ``KnownError``.
    """
    folder_for_writing(out)
    try:
        stage = Path(tempfile.mkdtemp(prefix=".border-annotator-", suffix=".part", dir=out))
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        yield stage
        _take_places(stage, out)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _take_places(stage: Path, out: Path) -> None:
    files = sorted(path.relative_to(stage) for path in stage.rglob("*") if path.is_file())
    for name in files:
        with (stage / name).open("rb+") as file:
            os.fsync(file.fileno())
        as_other_new_files(stage / name)
        if (out / name).is_dir():
            raise KnownError("{path} is a folder: choose another name.", path=out / name)
    folders = {out / name.parent for name in files}
    for folder in folders:
        folder_for_writing(folder)
    for name in files:
        (stage / name).replace(out / name)
    for folder in folders:
        sync_folder(folder)


def _unwritable(path: Path, error: OSError) -> KnownError:
    return KnownError(
        "{path} cannot be written ({reason}): check the folder and its rights.", path=path, reason=error.strerror
    )
