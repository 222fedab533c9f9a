"""Writes which library comes with the program under which licence: resources/licences/libraries.md.

It is read from what the libraries say of themselves where they are installed, and holds those of every system and
Python that the lock is for. `make licences` runs it in the project's environment.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "resources" / "licences" / "libraries.md"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))

# What is installed on other systems or with other Pythons only, read from the same metadata there.
ELSEWHERE = {
    "colorama": "BSD License",
    "tzdata": "Apache-2.0",
}
HEAD = """# Libraries that come with Border Annotator

Made by `make licences` from what each library says of itself; its own licence text is installed beside it.
The PySide6 libraries are used under the LGPL: they are separate files, which may be exchanged.
Fonts: SIL Open Font License 1.1, in `resources/fonts/OFL.txt`. Names of places and organisations: where they are from
stands in `resources/gazetteer/SOURCES.md`.

| library | licence |
|---|---|
"""
LONGEST = 60


def environments() -> list[dict[str, str]]:
    """Every system and Python that the program is for, as markers see them."""
    here = {name: str(value) for name, value in default_environment().items()}
    return [
        here
        | {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
        | {"sys_platform": system, "platform_system": named, "os_name": family}
        for python in PYTHONS
        for system, named, family in SYSTEMS
    ]


def shipped() -> set[str]:
    """The names of all libraries that the program needs, and those that they need, wherever it runs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = list(project["dependencies"])
    found: set[str] = set()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        marker = requirement.marker
        if name in found or not any(marker is None or marker.evaluate(place) for place in environments()):
            continue
        found.add(name)
        try:
            waiting += importlib.metadata.requires(name) or ()
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def licence_of(name: str) -> str:
    """What a library says of its licence; raises ``KeyError`` where it says nothing."""
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ELSEWHERE[name]
    short = (said.get("License") or "").strip()
    if expression := said.get("License-Expression"):
        return expression
    if short and "\n" not in short and len(short) <= LONGEST:
        return short
    kinds = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    if not kinds:
        raise KeyError(f"{name} does not say under which licence it is")
    return ", ".join(kinds)


def is_gpl_only(licence: str) -> bool:
    """Whether there is no way to use a library but under the GPL or AGPL."""
    ways = re.split(r"\s+OR\s+", licence)
    return all(re.search(r"(?<!L)GPL|(?<!Lesser )General Public", way) is not None for way in ways)


def written() -> str:
    """The whole list."""
    rows = {name: licence_of(name) for name in sorted(shipped())}
    if bad := [name for name, licence in rows.items() if is_gpl_only(licence)]:
        raise SystemExit(f"Under the GPL alone, which the program may not ship: {', '.join(bad)}")
    return HEAD + "".join(f"| {name} | {licence} |\n" for name, licence in rows.items())


def main() -> int:
    """Write the list anew."""
    LIST.parent.mkdir(parents=True, exist_ok=True)
    LIST.write_text(written(), encoding="utf-8", newline="\n")
    print(f"{LIST.relative_to(ROOT)}: {len(shipped())} libraries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
