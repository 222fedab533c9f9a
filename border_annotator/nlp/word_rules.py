"""A pipeline's rules for single words, looked up instead of matched.

spaCy's ``attribute_ruler`` turns fine tags into parts of speech with a matcher that tries all its patterns on every
word, and the ``lemmatizer`` works out a base form again for every base form: together a sixth of the time that a small
model takes. What they say depends, but for a few patterns of several words, on one word alone, so it is worked out
once for each kind of word and remembered.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.pipeline.attributeruler import AttributeRulerPatternType
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab
    from thinc.types import Ints2d

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
# What a pattern for one word may look at so that its words can be told in advance.
_READABLE = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})


class _Pattern(TypedDict):
    """A rule as spaCy stores it: what to say (``attrs``) where one of the sequences of words fits."""

    patterns: list[list[dict[str, object]]]
    attrs: dict[str, object]
    index: int


class _Said(NamedTuple):
    """What the ruler says of a kind of word; hashes of the vocabulary, and spaCy's number for a part of speech."""

    tag: int
    pos: int
    morph: int
    dep: int
    lemma: int


class WordRules:
    """Does what the ruler and the lemmatizer of a pipeline do, with the same result."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer | None) -> None:
        from spacy.pipeline import AttributeRuler as Ruler

        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._looked_at: list[int | str] = ["LOWER", "TAG", "DEP"]
        self._said: list[int | str] = ["TAG", "POS", "MORPH", "DEP", "LEMMA"]
        self._base_form: list[int | str] = ["ORTH", "POS", "MORPH", "LEMMA"]
        self._lemma: list[int | str] = ["LEMMA"]
        patterns = cast("list[_Pattern]", ruler.patterns)
        single = [pattern for pattern in patterns if _is_of_one_word(pattern)]
        several = [pattern for pattern in patterns if not _is_of_one_word(pattern)]
        self._special = [_expression(word.get("LOWER")) for pattern in single for (word,) in pattern["patterns"]]
        self._signs = frozenset(ruler.vocab.strings.add(sign) for pattern in several for sign in _signs_of(pattern))
        self._rest = Ruler(ruler.vocab, name="several_words", validate=False)
        self._rest.add_patterns(cast("list[AttributeRulerPatternType]", several))
        self._spellings: dict[int, int] = {}
        self._kinds: dict[tuple[int, int, int], _Said] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}

    def apply(self, doc: Doc) -> None:
        """Set parts of speech, morphology and lemmas of a document that has tags, and dependencies if any."""
        import numpy

        if not len(doc):
            return
        said = []
        has_sign = False
        for index, (lower, tag, dep) in enumerate(doc.to_array(self._looked_at).tolist()):
            has_sign = has_sign or lower in self._signs or dep in self._signs
            spelling = self._spellings.get(lower)
            kind = (self._spelling(doc.vocab, lower) if spelling is None else spelling, tag, dep)
            said.append(self._kinds.get(kind) or self._read(doc[index], kind))
        doc.from_array(self._said, cast("Ints2d", numpy.array(said, dtype="uint64")))
        if has_sign:
            self._rest(doc)
        if self._lemmatizer is None:
            return
        lemmas = []
        for index, (orth, pos, morph, said_already) in enumerate(doc.to_array(self._base_form).tolist()):
            lemma = said_already or self._lemmas.get((orth, pos, morph))
            if lemma is None:
                base_form = self._lemmatizer.lemmatize(doc[index])[0]
                lemma = self._lemmas[orth, pos, morph] = doc.vocab.strings.add(base_form)
            lemmas.append(lemma)
        doc.from_array(self._lemma, cast("Ints2d", numpy.array(lemmas, dtype="uint64").reshape(-1, 1)))

    def _spelling(self, vocab: Vocab, lower: int) -> int:
        """The spelling itself where a rule asks for it or for white space, 0 where all rules pass over it."""
        text = vocab.strings[lower]
        is_special = text.isspace() or any(
            expression is not None and expression.search(text) for expression in self._special
        )
        spelling = self._spellings[lower] = lower if is_special else 0
        return spelling

    def _read(self, token: Token, kind: tuple[int, int, int]) -> _Said:
        """Lets the ruler read one word on its own."""
        from spacy.tokens import Doc as NewDoc

        alone = NewDoc(token.vocab, words=[token.text])
        word = alone[0]
        word.tag, word.dep = token.tag, token.dep
        self._ruler(alone)
        said = self._kinds[kind] = _Said(*alone.to_array(self._said).tolist()[0])
        return said


def word_rules(pipeline: Language) -> WordRules | None:
    """The word rules of an English pipeline, which are then disabled in it; ``None`` where they must stay.

    They must stay where a later part of the pipeline could read what they say, and where a lemma depends on more than
    the word, its part of speech and its morphology.
    """
    names = pipeline.pipe_names
    if RULER not in names or pipeline.lang != "en":
        return None
    ours = [name for name in (RULER, LEMMATIZER) if name in names]
    after = names[names.index(RULER) + 1 :]
    if set(after) - {LEMMATIZER, "ner"} or (LEMMATIZER in names and LEMMATIZER not in after):
        return None
    ruler = cast("AttributeRuler", pipeline.get_pipe(RULER))
    lemmatizer = cast("Lemmatizer", pipeline.get_pipe(LEMMATIZER)) if LEMMATIZER in names else None
    if lemmatizer is not None and (lemmatizer.mode != "rule" or lemmatizer.overwrite):
        return None
    try:
        rules = WordRules(ruler, lemmatizer)
    except ValueError:
        return None
    pipeline.select_pipes(disable=ours)
    return rules


def _is_of_one_word(pattern: _Pattern) -> bool:
    return all(len(words) == 1 and words[0].keys() <= _READABLE for words in pattern["patterns"])


def _signs_of(pattern: _Pattern) -> list[str]:
    """Spellings or dependencies of which one is there wherever one of a pattern's forms fits.

    Raises ``ValueError`` when they cannot be told.
    """
    found: list[str] = []
    for words in pattern["patterns"]:
        signs = [sign for word in words if (sign := _plain(word.get("DEP")) or _plain(word.get("LOWER")))]
        if not signs:
            raise ValueError(words)
        found += signs[0]
    return found


def _expression(condition: object) -> re.Pattern[str] | None:
    """Finds the spellings that a condition is about, to allow or to forbid them; ``None`` without a condition."""
    if condition is None:
        return None
    if isinstance(condition, dict) and condition.keys() == {"REGEX"}:
        return re.compile(condition["REGEX"])
    words = _plain(condition)
    # What is not understood is about every spelling.
    return re.compile("" if words is None else rf"\A(?:{'|'.join(map(re.escape, words))})\Z")


def _plain(condition: object) -> list[str] | None:
    """What a condition allows, when it is a value or a list of values."""
    if isinstance(condition, dict) and condition.keys() == {"IN"}:
        condition = condition["IN"]
    if isinstance(condition, str):
        return [condition]
    return list(condition) if isinstance(condition, list | tuple) else None
