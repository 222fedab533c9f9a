"""Compares the locked libraries with known vulnerabilities, in the open format of osv.dev.

    python packaging/advisories.py FOLDER_OR_ZIP   without a network: advisories that were fetched before
    python packaging/advisories.py --ask           asks api.osv.dev, which learns the names and versions in the lock

`make advisories` is the second, `make advisories FROM=all.zip` the first; all.zip is osv.dev's of the ecosystem PyPI.
Ends with 1 where an advisory fits a locked version. The program itself never does any of this.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.request
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
ASK = "https://api.osv.dev/v1/querybatch"
LONGEST = 60.0
"""Seconds for an answer."""

Advisory = dict[str, Any]


def locked(lock: str) -> list[tuple[str, str]]:
    """Every library of a lock with its version; one that differs between Pythons is there more than once."""
    found = re.findall(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", lock, re.MULTILINE)
    return sorted({(canonicalize_name(name), version) for name, version in found})


def fits(advisory: Advisory, name: str, version: str) -> bool:
    """Whether an advisory is about this version of a library."""
    if advisory.get("withdrawn"):
        return False
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        if package.get("ecosystem") != "PyPI" or canonicalize_name(package.get("name", "")) != name:
            continue
        if version in affected.get("versions", ()):
            return True
        if any(_in_range(events, Version(version)) for events in _ranges(affected)):
            return True
    return False


def _ranges(affected: Advisory) -> Iterator[list[dict[str, str]]]:
    yield from (found["events"] for found in affected.get("ranges", ()) if found.get("type") == "ECOSYSTEM")


def _in_range(events: Iterable[dict[str, str]], version: Version) -> bool:
    is_in = False
    for event in events:
        for what, written in event.items():
            try:
                at = Version("0" if written == "0" else written)
            except InvalidVersion:
                continue
            if what == "introduced" and version >= at:
                is_in = True
            if (what == "fixed" and version >= at) or (what == "last_affected" and version > at):
                is_in = False
    return is_in


def kept(place: Path) -> Iterator[Advisory]:
    """The advisories in a folder of JSON files, or in a zip of them."""
    if place.is_dir():
        yield from (json.loads(path.read_text(encoding="utf-8")) for path in sorted(place.rglob("*.json")))
        return
    with zipfile.ZipFile(place) as archive:
        yield from (json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json"))


def found_in(place: Path, libraries: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Library, version and advisory of all that fit."""
    return sorted(
        (name, version, str(advisory["id"]))
        for advisory in kept(place)
        for name, version in libraries
        if fits(advisory, name, version)
    )


def asked(libraries: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """The same, as osv.dev answers it."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in libraries]
    request = urllib.request.Request(
        ASK, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=LONGEST) as answer:  # noqa: S310 - a fixed address
        results = json.load(answer)["results"]
    return [
        (name, version, str(found["id"]))
        for (name, version), result in zip(libraries, results, strict=True)
        for found in result.get("vulns", ())
    ]


def main(arguments: list[str]) -> int:
    """Print what fits."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    libraries = locked(LOCK.read_text(encoding="utf-8"))
    found = asked(libraries) if arguments == ["--ask"] else found_in(Path(arguments[0]), libraries)
    for name, version, advisory in found:
        print(f"{name} {version}: https://osv.dev/vulnerability/{advisory}")
    print(f"{len(libraries)} locked libraries, {len(found)} advisories")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
