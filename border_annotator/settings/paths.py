"""Where the program finds its own files and where it may keep the user's."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from border_annotator.domain.errors import KnownError

PROGRAM = "border-annotator"


def _shipped(name: str) -> Path:
    """A folder that comes with the program: inside the package when installed, beside it in a clone."""
    package = Path(__file__).resolve().parents[1]
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def resources_folder() -> Path:
    """Schema, gazetteers, themes and fonts."""
    return _shipped("resources")


def seeds_folder() -> Path:
    """The two sample articles."""
    return _shipped("seeds")


def default_schema() -> Path:
    """The event schema that a project gets when no other is named."""
    return resources_folder() / "schema" / "border_events.json"


def guidelines_file() -> Path:
    """The rules of annotation that go with the default schema."""
    return resources_folder() / "schema" / "guidelines.md"


def data_folder() -> Path:
    """Where the sample project lives; made when it is missing. Raises ``KnownError`` when that cannot be done."""
    folder = platformdirs.user_data_path(PROGRAM, appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(
            "The folder {folder} cannot be made ({reason}): check its rights.", folder=folder, reason=error.strerror
        ) from error
    return folder


def settings_file() -> Path:
    """The file of the user's settings; neither it nor its folder need be there."""
    return platformdirs.user_config_path(PROGRAM, appauthor=False) / "settings.json"


def log_file() -> Path:
    """The file of the program's log; its folder is made when it is missing. Raises ``OSError``."""
    return platformdirs.user_log_path(PROGRAM, appauthor=False, ensure_exists=True) / "border-annotator.log"
