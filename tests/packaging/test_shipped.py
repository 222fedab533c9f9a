"""What comes with the program: every library is locked by its hash, named with its licence, and none is GPL alone."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def load(name: str) -> ModuleType:
    # Its folder has the name of an installed library, so it cannot simply be imported.
    spec = importlib.util.spec_from_file_location(f"project_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


licences, advisories = load("licences"), load("advisories")


def test_every_library_is_locked_by_its_hash() -> None:
    names = {name for name, _version in advisories.locked(LOCK)}
    assert licences.shipped() - {"pip", "setuptools"} <= names
    for block in re.split(r"\n(?=[a-zA-Z0-9])", LOCK):
        if re.match(r"[\w.-]+==", block):
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_list_of_licences_is_current() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| (.+) \|$", licences.LIST.read_text(encoding="utf-8"), re.MULTILINE)
    listed = {name: licence for name, licence in rows if name != "library"}
    assert set(listed) == licences.shipped(), "make licences"
    assert not [name for name, licence in listed.items() if licences.is_gpl_only(licence)]
    assert not [name for name in listed if licences.is_gpl_only(licences.licence_of(name))]


@pytest.mark.parametrize(
    ("licence", "is_so"),
    [
        ("GPL-3.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("AGPL-3.0", True),
        ("GPL-2.0-only OR AGPL-3.0", True),
        ("LGPL-3.0-only OR GPL-2.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MPL-2.0 AND MIT", False),
        ("BSD", False),
    ],
)
def test_what_is_gpl_alone(licence: str, is_so: bool) -> None:  # noqa: FBT001 - a case
    assert licences.is_gpl_only(licence) is is_so


def advisory(key: str, name: str, *events: dict[str, str], **more: object) -> dict[str, object]:
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}]
    return {"id": key, "affected": [{"package": {"ecosystem": "PyPI", "name": name}, "ranges": ranges}], **more}


ADVISORIES = (
    advisory("IN", "Some.Library", {"introduced": "0"}, {"fixed": "2.0"}),
    advisory("FIXED", "some-library", {"introduced": "0"}, {"fixed": "1.5"}),
    advisory("LATER", "some-library", {"introduced": "1.6"}),
    advisory("LAST", "some_library", {"introduced": "1"}, {"last_affected": "1.5"}),
    advisory("AGAIN", "some-library", {"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "1.4"}, {"fixed": "1.5.1"}),
    advisory("GONE", "some-library", {"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z"),
    advisory("OTHER", "other", {"introduced": "0"}),
)


def test_advisories_are_held_against_the_lock(tmp_path: Path) -> None:
    for found in ADVISORIES:
        (tmp_path / f"{found['id']}.json").write_text(json.dumps(found))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in sorted(tmp_path.glob("*.json")):
            archive.write(path, path.name)
    libraries = advisories.locked("some-library==1.5 \\\n    --hash=sha256:0\nthird==1\n")
    for place in (tmp_path, tmp_path / "all.zip"):
        assert [key for _, _, key in advisories.found_in(place, libraries)] == ["AGAIN", "IN", "LAST"]
