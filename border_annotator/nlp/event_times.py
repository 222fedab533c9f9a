"""The times of an event: when it happens, and when it was announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.nlp.event_attributes import is_compared, is_distance
from border_annotator.nlp.syntax import NOUNS, governors, lemma
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Token

    from border_annotator.domain.figure import Figure
    from border_annotator.nlp.fillers import Stage
    from border_annotator.nlp.triggers import Trigger


def times_of(stage: Stage, trigger: Trigger) -> list[Figure]:
    """The times of the trigger's clause: those that hang on it, or on a verb above it that only helps it."""
    token = trigger.token
    others = _OtherVerbs(token)
    return [
        figure
        for figure, root in stage.figures_of(token.sent)
        if figure.is_temporal
        and figure.kind != "set"
        and not is_compared(stage, figure)
        and not is_distance(stage, figure)
        and belongs(root, token, others)
    ]


class _OtherVerbs:
    """The verbs of a sentence that neither are nor help a word; each is looked at only when it is asked for."""

    def __init__(self, token: Token) -> None:
        self._token = token
        self._asked: dict[int, bool] = {token.i: False}

    def __contains__(self, index: object) -> bool:
        if not isinstance(index, int):
            return False
        if index not in self._asked:
            other = self._token.doc[index]
            self._asked[index] = other.pos_ == "VERB" and not _helps(other, self._token)
        return self._asked[index]


def _helps(verb: Token, token: Token) -> bool:
    """A verb whose times are also the event's: “counted 20 attempts on Sunday”, “is due to adopt it on Monday”."""
    if token.is_ancestor(verb):
        return lemma(verb) in lexicon().words["crossing_verbs"]
    status = lexicon().status
    here = token
    while here.head != here and here.head != verb:
        here = here.head
    if here.head != verb:
        return False
    if lemma(verb) in status["speech"] or lemma(verb) in lexicon().words["counting"]:
        return here.dep_ in {"dobj", "nsubjpass", "nsubj"} and here.pos_ in NOUNS
    if here.dep_ in {"acomp", "oprd", "attr"}:
        return True
    if here.dep_ == "prep" and here == token.head:
        return True  # “dealt with an influx in 2021”
    return here.dep_ in {"dobj", "nsubj", "nsubjpass", "xcomp"} and lemma(verb) not in status["planned"]


def belongs(time: Token, token: Token, others: Container[int]) -> bool:
    """Whether a time or quantity is an event's: it hangs on it without passing a verb of ``others``."""
    here = time
    while here.head != here and here.i != token.i and here.i not in others:
        if here.pos_ == "VERB" and here.is_ancestor(token):
            return True  # a verb that helps it
        here = here.head
    if here.i == token.i or (here.pos_ == "VERB" and here.i not in others and here.is_ancestor(token)):
        return True
    if here.i in others:
        return here.head.i == token.i and here.dep_ in {"acl", "xcomp"}
    # “On Tuesday there were no attempts”, “on Monday the Council is due to adopt”: the copula is the root.
    return (
        here.is_ancestor(token)
        and here.pos_ == "AUX"
        and not any(t.i in others for t in token.ancestors if here.is_ancestor(t))
    )


def announcements_of(stage: Stage, trigger: Trigger, own: list[Figure]) -> list[Figure]:
    """The times of the speech verb above: “said on Thursday that …” is when it was announced."""
    speech = lexicon().status["speech"] | lexicon().status["planned"]
    speakers: set[int] = set()
    here = trigger.token
    for above in governors(trigger.token):
        if here.dep_ in {"relcl", "advcl"}:
            break
        if lemma(above) in speech:
            speakers.add(above.i)
        here = above
    found: list[Figure] = []
    for figure, root in stage.figures_of(trigger.token.sent):
        if figure.kind != "date" or figure in own:
            continue
        if any(t.i in speakers for t in (root.head, root.head.head)):
            found.append(figure)
    return found
