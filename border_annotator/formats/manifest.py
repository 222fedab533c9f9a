"""The list of the files of a data set with their hashes, and what they were made from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = "border-data-set/1"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
CHUNK = 1_000_000


def write_manifest(folder: Path, about: Path, made_from: Mapping[str, object]) -> None:
    """List every file in ``folder`` in ``about/manifest.json`` and, for ``sha256sum -c``, in ``folder/SHA256SUMS``.

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
    manifest = about / MANIFEST
    manifest.write_text(written, encoding="utf-8", newline="\n")
    sums[manifest.relative_to(folder).as_posix()] = _sha256(manifest)
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
