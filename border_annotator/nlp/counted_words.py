"""What a figure counts, told by the parts of speech after it: better than words alone, but only with a model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.nlp.counted_nouns import attempted, is_known, noun_after

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from border_annotator.nlp.found_quantity import FoundQuantity

_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LEADING = frozenset({"of", "the", "its", "their", "these", "those", "all", "more", "fewer", "less"})


def with_noun(doc: Doc, text: str, quantity: FoundQuantity) -> FoundQuantity:
    """The quantity with the noun phrase that follows it, cut where the phrase ends (“900 asylum seekers | arrived”).

    ``text`` is the doc's, which spaCy would put together anew each time that it is asked for.
    """
    if quantity.kind != "count" or not doc.has_annotation("TAG") or quantity.parsed.value == 0:
        return quantity
    end = _phrase_end(doc, len(text), quantity.end)
    counted = noun_after(text[:end], quantity.end)
    if counted is None and quantity.counted is not None and is_known(quantity.counted.split()):
        return quantity  # the model took a noun for a verb: “two attempts”
    if counted == "attempt":
        counted = attempted(text, quantity.end)
    return replace(quantity, counted=counted)


def _phrase_end(doc: Doc, length: int, position: int) -> int:
    begun = False
    last = position
    span = doc.char_span(position, min(length, position + 120), alignment_mode="expand")
    for token in span if span is not None else ():
        if token.idx < position:
            continue
        word = token.lower_
        if not begun and (word in _LEADING or token.is_space):
            last = token.idx + len(token.text)
            continue
        joined = token.text == "-" or (token.pos_ == "VERB" and token.dep_ in {"amod", "compound"})
        if not (token.pos_ in _INSIDE or joined):
            break
        begun = True
        last = token.idx + len(token.text)
    return last
