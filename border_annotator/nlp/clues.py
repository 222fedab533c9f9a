"""What speaks for or against a suggestion, as plain words that a table has weights for (see ``confidence``).

A clue is something that the engine knows when it proposes: the rule, the part of the article, the filled roles. Rules
may come and go: a clue without a weight counts for nothing, and ``python -m tests.calibrate`` weighs them anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.nlp.gazetteer import nouns
from border_annotator.nlp.syntax import NOUNS, is_passive, is_verb, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.event import Event
    from border_annotator.nlp.sights import Proposed, Sights

LONG_SENTENCE, LONGER_SENTENCE = 25, 40
MOST_ROLES = 4
_DIGITS = frozenset("0123456789")


def clues_of(proposed: Proposed, sights: Sights) -> tuple[str, ...]:
    """The clues of one suggestion, each once."""
    value = proposed.value
    if isinstance(value, Entity):
        found = _entity(value, proposed, sights)
    elif isinstance(value, Figure):
        found = _figure(value, proposed, sights)
    else:
        found = _event(value, proposed, sights)
    return tuple(dict.fromkeys(found))


def _entity(entity: Entity, proposed: Proposed, sights: Sights) -> Iterator[str]:
    words = entity.span.text_in(sights.document.text)
    family = proposed.source.partition(":")[0]
    yield f"source {proposed.source}"
    yield f"{family} says {entity.label}"
    yield f"label {entity.label}"
    yield f"part {sights.stage_of(entity.span).label}"
    yield "fills a role" if sights.is_used(entity) else "fills no role"
    yield "linked" if entity.link else "not linked"
    if proposed.mention is None:
        roles = {role for role, _ in sights.roles[entity.id]}
        yield from (f"as {role}" for role in roles)
        return
    yield f"rule's own weight {proposed.mention.confidence:.1f}"
    seen = sights.model_label(entity.span)
    yield "the model sees no name" if seen is None else f"the model sees {seen} in {entity.label}"
    yield f"{min(3, len(words.split()))} words"
    yield "named again" if sights.surfaces[words] > 1 else "named once"
    if words.isupper():
        yield "all capitals"


def _figure(figure: Figure, proposed: Proposed, sights: Sights) -> Iterator[str]:
    words = figure.span.text_in(sights.document.text)
    stage = sights.stage_of(figure.span)
    yield f"source {proposed.source}"
    yield f"kind {figure.kind}"
    yield f"part {stage.label}"
    yield f"{figure.kind} in {stage.label}"
    yield "fills a role" if sights.is_used(figure) else "fills no role"
    yield "digits" if _DIGITS & set(words) else "in words"
    yield f"{min(4, len(words.split()))} words"
    if figure.is_temporal:
        yield f"basis {figure.basis}"
        yield f"{figure.kind} {figure.basis}"
        yield "dated" if figure.start_date or figure.end_date else "not dated"
        yield f"bound {figure.bound}"
        published = sights.document.layout.published
        yield f"published {'suspect' if published.suspect else published.basis}"
        token = sights.token_at(figure.span)
        if token is not None:
            yield f"ends in {token.lower_ if token.is_alpha else 'a number'}"
            yield f"dep {token.dep_}"
        return
    yield f"comparator {figure.comparator}"
    yield f"change {figure.change}"
    if figure.kind == "count":
        yield from _counted(figure, sights)


def _counted(figure: Figure, sights: Sights) -> Iterator[str]:
    """What is counted is what is most often wrong: whether it is known, and whether it stands beside the number."""
    counted = figure.counted
    if not counted:
        yield "counts nothing"
        return
    head = counted.split()[-1].casefold()
    unit = nouns("units").get(counted.casefold()) or nouns("units").get(head)
    yield f"counts {unit}" if unit else "counts an unlisted noun"
    yield f"counts {min(3, len(counted.split()))} words"
    after = sights.document.text[figure.span.end : figure.span.end + 40].split("\n")[0].casefold()
    yield "counted noun follows" if head[:4] in after else "counted noun stands elsewhere"
    token = sights.token_at(figure.span)
    if token is not None:
        yield f"dep {token.dep_}"
        follows = token.nbor().pos_ if token.i + 1 < len(token.doc) else "nothing"
        yield f"before {follows}"


def _event(event: Event, proposed: Proposed, sights: Sights) -> Iterator[str]:
    filled = {argument.role for argument in event.arguments}
    required = [role.name for role in sights.schema.roles(event.type) if role.required]
    part = sights.stage_of(event.trigger).label
    yield f"source {proposed.source}"
    yield f"type {event.type}"
    yield f"part {part}"
    yield f"{min(MOST_ROLES, len(filled))} roles"
    yield from (f"has {role}" for role in filled)
    if required:
        yield "all required" if filled.issuperset(required) else "required missing"
    yield f"status {event.status}"
    yield f"polarity {event.polarity}"
    yield f"genericity {event.genericity}"
    yield f"attribution {event.attribution}"
    yield f"mode {event.mode}"
    yield "mentioned again" if event.mentions else "mentioned once"
    yield f"{min(3, sights.siblings(event))} of the type in the sentence"
    token = sights.token_at(event.trigger)
    if token is None:
        return
    yield f"word {lemma(token)}"
    yield f"{event.type} as {'verb' if is_verb(token) else 'noun'}"
    yield "verb" if is_verb(token) else "noun" if token.pos_ in NOUNS else "other word"
    yield f"dep {token.dep_}"
    if is_verb(token):
        yield "passive" if is_passive(token) else "active"
    if token.doc.has_annotation("SENT_START"):
        length = len(token.sent)
        yield (
            "short sentence"
            if length < LONG_SENTENCE
            else "long sentence"
            if length < LONGER_SENTENCE
            else "longer sentence"
        )
