"""Settings: what the user chose, over the defaults, whatever the file says."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.settings import paths
from border_annotator.settings.declared import SETTINGS
from border_annotator.settings.store import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_defaults(own_folders: Path) -> None:
    chosen = Settings(paths.settings_file())
    assert own_folders in paths.settings_file().parents
    for setting in SETTINGS:
        assert setting.accepts(setting.default)
        assert setting.description.endswith(".")
        read = {str: chosen.text, int: chosen.number, bool: chosen.flag}[type(setting.default)]
        assert read(setting.key) == setting.default


def test_what_was_chosen_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    Settings(path).set("zoom", 150)
    kept = Settings(path)
    kept.set("last_project", "/home/\udcff/é💩.bap")
    again = Settings(path)
    assert again.number("zoom") == 150
    assert again.text("last_project") == "/home/\udcff/é💩.bap"
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(("key", "value"), [("zoom", 55), ("zoom", "100"), ("zoom", True), ("theme", "pink")])
def test_what_is_not_allowed(tmp_path: Path, key: str, value: str | int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        Settings(tmp_path / "settings.json").set(key, value)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"zoom": ' + b"1" * 5000 + b"}", b"null"]
)
def test_a_broken_file_never_stops_the_program(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    logging.getLogger("border_annotator").propagate = True
    chosen = Settings(path)
    assert chosen.number("zoom") == 100
    assert "at their defaults" in caplog.text
    chosen.set("zoom", 120)
    assert Settings(path).number("zoom") == 120


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([setting.key for setting in SETTINGS]) | st.text(),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()),
    )
)
def test_any_file(tmp_path: Path, raw: dict[str, object]) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(raw))
    chosen = Settings(path)
    for setting in SETTINGS:
        read = {str: chosen.text, int: chosen.number, bool: chosen.flag}[type(setting.default)]
        assert setting.accepts(read(setting.key))


def test_a_folder_that_cannot_be_made(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    logging.getLogger("border_annotator").propagate = True
    chosen = Settings(tmp_path / "file" / "settings.json")
    chosen.set("zoom", 120)
    assert chosen.number("zoom") == 120
    assert "could not be kept" in caplog.text


def test_folders(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.default_schema().is_file()
    assert len(list(paths.seeds_folder().glob("*.txt"))) == 2
    assert paths.data_folder().is_dir()
    assert own_folders in paths.data_folder().parents
    assert paths.log_file().parent.is_dir()
    (own_folders / "file").write_text("")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: own_folders / "file" / "data")
    with pytest.raises(KnownError, match="cannot be made"):
        paths.data_folder()
