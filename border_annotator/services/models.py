"""Which model reads a language's articles, told without loading it or anything that runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.languages import ENGLISH, language_name
from border_annotator.domain.sentence import Sentence, say
from border_annotator.nlp.pipeline import model_for, resolve_model

if TYPE_CHECKING:
    from border_annotator.nlp.pipeline import ModelChoice


def model_in_use(wanted: str | None) -> ModelChoice:
    """Which model would label now, with a plain sentence on why; spaCy is not loaded for it.

    Raises ``KnownError`` when the wanted one is not there.
    """
    return resolve_model(wanted)


def reading_of(model: ModelChoice, language: str) -> Sentence | None:
    """A sentence on what is missing from the reading of a language's articles; ``None`` when nothing is.

    ``model`` is what ``model_in_use`` gives.
    """
    if language == ENGLISH:
        return None
    own = model_for(model, language)
    name = language_name(language)
    if own is None:
        return say(
            "There is no language model for this article’s language ({name}): events are not proposed.", name=name
        )
    return say("Names are read with {model}; events are proposed in English articles only.", model=own.fingerprint)
