"""The list of the files of a data set with their hashes, and what they were made from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = "border-data-set/1"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
CHUNK = 1_000_000


def write_manifest(folder: Path, made_from: Mapping[str, object]) -> None:
    """List every file in ``folder`` in ``manifest.json`` and, for ``sha256sum -c``, in ``SHA256SUMS``.

    ``made_from`` is what the files were made from and by; nothing in it may depend on the hour or the machine, so that
    the same project and choices give the same bytes.
    """
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    sums = {name: _sha256(folder / name) for name in names}
    plain = {
        "format": FORMAT,
        **made_from,
        "files": [{"path": name, "bytes": (folder / name).stat().st_size, "sha256": sums[name]} for name in names],
    }
    written = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
    (folder / MANIFEST).write_text(written, encoding="utf-8", newline="\n")
    sums[MANIFEST] = _sha256(folder / MANIFEST)
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")


def changed_files(folder: Path) -> list[str]:
    """The files of a data set that are missing or hold something else than its manifest says.

    Raises ``KnownError`` when there is no manifest that can be read.
    """
    try:
        fields = Fields(json.loads((folder / MANIFEST).read_text(encoding="utf-8")), "")
    except (OSError, ValueError, RecursionError):
        raise KnownError("{folder} holds no manifest of a data set: choose another folder.", folder=folder) from None
    root = folder.resolve()
    changed = []
    for listed in fields.items("files"):
        path = (folder / listed.text("path")).resolve()
        inside = path.is_relative_to(root) and path.is_file()
        if not inside or _sha256(path) != listed.text("sha256"):
            changed.append(listed.text("path"))
    return changed


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
