"""Fixtures for all tests. None of them touches the developer's own folders, and none needs a language model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # for the modules that tests share: tests.gold_suggestions …

from border_annotator.domain.schema_reading import read_schema  # noqa: E402 - after the path
from border_annotator.services.project import Project, create_project, open_project  # noqa: E402
from border_annotator.settings import paths  # noqa: E402
from tests import gold_suggestions  # noqa: E402 - after the path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.schema import Schema

hypothesis.settings.register_profile("project", deadline=None, database=None, max_examples=60)
hypothesis.settings.load_profile("project")


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own for every test: settings, data, logs."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return home


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The program's own schema."""
    file = paths.default_schema()
    return read_schema(file.read_text(encoding="utf-8"), file.name)


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """Where a test's project goes."""
    return tmp_path / "border.bap"


@pytest.fixture
def project(project_path: Path) -> Iterator[Project]:
    """An empty project, open for work."""
    with create_project(project_path) as made:
        yield made


@pytest.fixture
def project_with_seeds(project: Project) -> Project:
    """A project with both seeds and no suggestions."""
    gold_suggestions.import_seeds(project)
    return project


@pytest.fixture(scope="session")
def gold_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project with both seeds and the gold annotations as suggestions; copy it, never open it."""
    path = tmp_path_factory.mktemp("gold") / "gold.bap"
    gold_suggestions.gold_project(path)
    return path


@pytest.fixture
def gold_project(gold_file: Path, project_path: Path) -> Iterator[Project]:
    """A project with both seeds, whose suggestions are the gold annotations; open for work."""
    project_path.write_bytes(gold_file.read_bytes())
    with open_project(project_path) as opened:
        yield opened
