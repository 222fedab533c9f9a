"""Taking out of an article what a format cannot carry, and saying what that was.

A writer writes what is left and its reader finds exactly that: the list of losses is true because nothing else is
written.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import replace
from decimal import ROUND_DOWN, Context
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from border_annotator.domain.foreign import Attribute, ForeignEvent, ForeignRelation, ForeignSpan
from border_annotator.domain.kept import Kept
from border_annotator.domain.loss import Fitted, Loss, LossKind
from border_annotator.domain.outward import LAYOUT, TRIGGERS, outward
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span
from border_annotator.domain.withheld import offsets_alone

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from border_annotator.domain.outgoing import Outgoing

One = TypeVar("One", ForeignSpan, ForeignEvent)

NO_PLACE = say("the format has no place for it")


def fitted_once(fit: Callable[[Outgoing], Fitted]) -> Callable[[Outgoing], Fitted]:
    """The same, worked out once for each article: the writer, the losses and the proof all ask for it."""

    @wraps(fit)
    def kept(outgoing: Outgoing) -> Fitted:
        found = outgoing.fitted.get(fit)
        if found is None:
            found = outgoing.fitted[fit] = fit(outgoing)
        return found

    return kept


class Fitting:
    """One article on its way into one format; what is dropped takes along what hangs on it.

    A format that has no place for what is kept of foreign files does not see it (``holds_kept``), and one that has no
    spans of several pieces sees them as one (``with_pieces``).
    """

    def __init__(self, outgoing: Outgoing, *, holds_kept: bool = True, with_pieces: bool = False) -> None:
        kept = Kept() if holds_kept else outgoing.article.kept
        foreign = outgoing.foreign
        if not kept.is_empty:
            bare = outward(replace(outgoing.article, kept=Kept()), outgoing.text)
            foreign = offsets_alone(bare) if outgoing.is_withheld else bare
        self._foreign = foreign
        self.text = outgoing.text
        self._has_text = foreign.text is not None
        self.spans = {span.id: span for span in foreign.spans}
        self.events = {event.id: event for event in foreign.events}
        self.relations = list(foreign.relations)
        self.about = dict(foreign.attributes)
        self.losses: list[Loss] = []
        self._drop_review(outgoing)
        self._drop_kept(kept)
        if not with_pieces:
            self._join_pieces()

    def fitted(self) -> Fitted:
        """What is left, and what is not."""
        left = replace(
            self._foreign,
            spans=tuple(self.spans.values()),
            events=tuple(self.events.values()),
            relations=tuple(self.relations),
            attributes=self.about,
            text=self.text if self._has_text else None,
        )
        return Fitted(left, tuple(self.losses))

    def place(self, key: str) -> Span | None:
        """Where a span or an event stands."""
        found = self.spans.get(self.events[key].trigger if key in self.events else key)
        return Span(found.pieces[0].start, found.pieces[-1].end) if found is not None else None

    def lose(self, kind: LossKind, what: str, key: str, reason: str) -> None:
        """Put down a loss; before the thing itself is taken away."""
        self.losses.append(Loss(kind, what, key, self.place(key), reason))

    def lose_article(self, kind: LossKind, what: str, reason: str) -> None:
        """Put down something that the article as a whole loses."""
        self.losses.append(Loss(kind, what, self._foreign.doc_id, None, reason))

    def _drop_review(self, outgoing: Outgoing) -> None:
        article = outgoing.article
        for rejection in article.rejections:
            why = say("only the native format holds rejected suggestions")
            self.losses.append(Loss(LossKind.REVIEW, rejection.label, rejection.id, rejection.span, why))
        for note in article.notes:
            why = say("only the native format holds notes on articles")
            self.losses.append(Loss(LossKind.REVIEW, note.about.value, note.id, note.span, why))

    def _drop_kept(self, kept: Kept) -> None:
        for span in kept.spans:
            self.losses.append(
                Loss(LossKind.SPAN, span.label, span.id, Span(span.pieces[0].start, span.pieces[-1].end), NO_PLACE)
            )
        for event in kept.events:
            self.losses.append(Loss(LossKind.EVENT, event.type, event.id, None, NO_PLACE))
        for relation in kept.relations:
            self.losses.append(Loss(LossKind.RELATION, relation.type, relation.source, None, NO_PLACE))
        for key, said in kept.attributes.items():
            for name in said:
                self.lose(LossKind.ATTRIBUTE, name, key, NO_PLACE)
        for key, filled in kept.roles.items():
            for argument in filled:
                self.lose(LossKind.ROLE, argument.role, key, NO_PLACE)

    def _join_pieces(self) -> None:
        """Only what was kept of a foreign file is in pieces; few formats have them."""
        for span in [span for span in self.spans.values() if len(span.pieces) > 1]:
            self.lose(LossKind.DISCONTINUOUS, span.label, span.id, say("its pieces become one"))
            whole = replace(span.pieces[0], end=span.pieces[-1].end)
            surface = self.text[whole.start : whole.end] if self._has_text else None
            self.spans[span.id] = replace(span, pieces=(whole,), surface=surface)

    def own_triggers(self) -> None:
        """Make each trigger a span that is there for its event alone and called like it."""
        theirs = {event.trigger: event for event in self.events.values()}
        strange = {key: event for key, event in theirs.items() if self.spans[key].layer != TRIGGERS}
        for key, event in strange.items():
            span = self.spans[key]
            if span.label != event.type:
                self.lose(LossKind.TRIGGER, span.label, key, say("a trigger is called like its event"))
            self.spans[key] = replace(span, label=event.type, layer=TRIGGERS, attributes={})
        why = say("a trigger is nothing but that")
        self.drop_arguments(lambda _event, _role, target: why if target in strange else None, LossKind.ROLE)
        self.drop_relations(lambda relation: not {relation.source, relation.target} & strange.keys())

    def without(self, unwritable: re.Pattern[str], reason: str) -> None:
        """Put spaces for what the format's texts cannot hold, in all that is said about spans and events."""
        self.rewrite(lambda value: unwritable.sub(" ", value), reason)

    def rewrite(self, write: Callable[[str], str], reason: str, *, with_text: bool = False) -> None:
        """Put all that is said about spans and events as the format can say it.

        So is what spans say that stands there where the text is not at hand; the text only ``with_text``, and then
        ``write`` must leave every character in its place.
        """

        def clean(key: str, name: str, value: str | None) -> str | None:
            written = None if value is None else write(value)
            if written != value:
                self.lose(LossKind.TEXT, name, key, reason)
            return written

        def all_clean(one: One) -> dict[str, Attribute]:
            said = one.attributes.items()
            return {name: clean(one.id, name, value) if isinstance(value, str) else value for name, value in said}

        for span in list(self.spans.values()):
            link, note = clean(span.id, "link", span.link), clean(span.id, "note", span.note)
            surface = span.surface if self._has_text else clean(span.id, "text", span.surface)
            fresh = replace(span, link=link, note=note, surface=surface, attributes=all_clean(span))
            self.spans[span.id] = fresh
        for event in list(self.events.values()):
            note = clean(event.id, "note", event.note)
            self.events[event.id] = replace(event, note=note, attributes=all_clean(event))
        if with_text and (written := write(self.text)) != self.text:
            self.lose_article(LossKind.TEXT, "text", reason)
            self.text = written

    def round(self, digits: int, reason: str) -> None:
        """Round the numbers that are said about spans and events to as many digits as the format has."""

        def rounded(key: str, name: str, value: float) -> float:
            found = float(f"{value:.{digits}g}")
            if math.isinf(found):  # the largest numbers, rounded up
                found = float(Context(prec=digits, rounding=ROUND_DOWN).create_decimal(value))
            if found == value:
                return value
            self.lose(LossKind.TEXT, name, key, reason)
            return int(found) if isinstance(value, int) else found

        def all_rounded(one: One) -> One:
            confidence = None if one.confidence is None else rounded(one.id, "confidence", one.confidence)
            said = {
                name: value if isinstance(value, str | bool | None) else rounded(one.id, name, value)
                for name, value in one.attributes.items()
            }
            return replace(one, confidence=confidence, attributes=said)

        self.spans = {key: all_rounded(span) for key, span in self.spans.items()}
        self.events = {key: all_rounded(event) for key, event in self.events.items()}

    def drop_layout(self) -> None:
        """Title, date line, segments and boilerplate."""
        for span in [span for span in self.spans.values() if span.layer == LAYOUT]:
            self.lose(LossKind.LAYOUT, span.label, span.id, NO_PLACE)
            del self.spans[span.id]

    def keep_of_spans(self, names: AbstractSet[str] | Callable[[str], bool] = frozenset()) -> None:
        """Drop the attributes of spans that are not among ``names``, ``link``, ``confidence`` and ``note`` as well."""
        for span in list(self.spans.values()):
            left = self._with_only(span, names)
            if left.link is not None and not _keeps(names, "link"):
                self.lose(LossKind.ATTRIBUTE, "link", span.id, NO_PLACE)
                left = replace(left, link=None)
            self.spans[span.id] = left

    def keep_of_events(self, names: AbstractSet[str] | Callable[[str], bool] = frozenset()) -> None:
        """Drop the attributes of events that are not among ``names``, ``confidence`` and ``note`` as well."""
        for event in list(self.events.values()):
            self.events[event.id] = self._with_only(event, names)

    def keep_of_article(self, names: AbstractSet[str] = frozenset()) -> None:
        """Drop what is known of the article itself, but for ``names``."""
        for name in [name for name in self.about if name not in names]:
            self.lose_article(LossKind.ATTRIBUTE, name, NO_PLACE)
            del self.about[name]

    def drop_text(self) -> None:
        """The text itself; what spans say that stands there stays."""
        self.lose_article(LossKind.TEXT, "text", NO_PLACE)
        self._has_text = False

    def _with_only(self, one: One, names: AbstractSet[str] | Callable[[str], bool]) -> One:
        gone = [name for name in one.attributes if not _keeps(names, name)]
        for name in gone:
            self.lose(LossKind.ATTRIBUTE, name, one.id, NO_PLACE)
        if gone:
            left: dict[str, Attribute] = {key: value for key, value in one.attributes.items() if key not in gone}
            one = replace(one, attributes=left)
        if one.confidence is not None and not _keeps(names, "confidence"):
            self.lose(LossKind.ATTRIBUTE, "confidence", one.id, NO_PLACE)
            one = replace(one, confidence=None)
        if one.note is not None and not _keeps(names, "note"):
            self.lose(LossKind.ATTRIBUTE, "note", one.id, NO_PLACE)
            one = replace(one, note=None)
        return one

    def drop_span(self, key: str, kind: LossKind, reason: str) -> None:
        """A span, with the roles that it fills, the relations it is in and the event that it is the trigger of."""
        if key not in self.spans:
            return
        self.lose(kind, self.spans[key].label, key, reason)
        for event in [event for event in self.events.values() if event.trigger == key]:
            self.drop_event(event.id, say("its trigger is lost"))
        self._drop_what_hangs_on(key)
        # An event that went took its own spans along, this one among them.
        self.spans.pop(key, None)

    def drop_event(self, key: str, reason: str) -> None:
        """An event, with its trigger and the spans that only it has."""
        event = self.events[key]
        self.lose(LossKind.EVENT, event.type, key, reason)
        self._drop_what_hangs_on(key)
        del self.events[key]
        for own in (event.trigger, *(a.target for a in event.arguments)):
            is_trigger = own in self.spans and self.spans[own].layer == TRIGGERS
            if own.startswith(f"{key}-") or is_trigger:
                self.spans.pop(own, None)

    def drop_events(self, reason: str = NO_PLACE) -> None:
        """All of them."""
        for key in list(self.events):
            self.drop_event(key, reason)

    def drop_arguments(self, is_lost: Callable[[ForeignEvent, str, str], str | None], kind: LossKind) -> None:
        """Roles for which ``is_lost`` (event, role, target) gives a reason; spans that only they used go along."""
        for event in list(self.events.values()):
            kept = []
            for argument in event.arguments:
                reason = is_lost(event, argument.role, argument.target)
                if reason is None:
                    kept.append(argument)
                    continue
                self.lose(kind, argument.role, event.id, reason)
                if argument.target.startswith(f"{event.id}-"):
                    self.spans.pop(argument.target, None)
            if len(kept) < len(event.arguments):
                self.events[event.id] = replace(event, arguments=tuple(kept))

    def drop_relations(self, is_kept: Callable[[ForeignRelation], bool] = lambda _: False) -> None:
        """Relations, but for those that ``is_kept`` wants."""
        kept = []
        for relation in self.relations:
            if is_kept(relation):
                kept.append(relation)
            else:
                self.lose(LossKind.RELATION, relation.type, relation.source, NO_PLACE)
        self.relations = kept

    def _drop_what_hangs_on(self, key: str) -> None:
        why = say("what it points at is lost")
        self.drop_arguments(lambda _event, _role, target: why if target == key else None, LossKind.ROLE)
        for relation in [relation for relation in self.relations if key in {relation.source, relation.target}]:
            self.lose(LossKind.RELATION, relation.type, relation.source, why)
            self.relations.remove(relation)

    def flatten_events(self) -> None:
        """Each event becomes its trigger, with the event's attributes, and a relation for each role."""
        trigger_of = {event.id: event.trigger for event in self.events.values()}
        self.relations = [
            replace(r, source=trigger_of.get(r.source, r.source), target=trigger_of.get(r.target, r.target))
            for r in self.relations
        ]
        for event in self.events.values():
            trigger = self.spans[event.trigger]
            self.spans[trigger.id] = replace(
                trigger,
                attributes={**trigger.attributes, **event.attributes},
                confidence=event.confidence,
                note=event.note,
            )
            self.relations += [
                ForeignRelation(
                    f"{event.id}-{number}", argument.role, trigger.id, trigger_of.get(argument.target, argument.target)
                )
                for number, argument in enumerate(event.arguments, start=1)
            ]
        self.events = {}

    def rename(self, name: Callable[[str], str]) -> None:
        """Spell labels, types, roles and the names of attributes as the format can."""
        self.spans = {
            key: replace(span, label=name(span.label), attributes=_renamed(span.attributes, name))
            for key, span in self.spans.items()
        }
        self.events = {
            key: replace(
                event,
                type=name(event.type),
                arguments=tuple(replace(a, role=name(a.role)) for a in event.arguments),
                attributes=_renamed(event.attributes, name),
            )
            for key, event in self.events.items()
        }
        self.relations = [replace(relation, type=name(relation.type)) for relation in self.relations]

    def align(self, words: Iterable[Span], is_meant: Callable[[ForeignSpan], bool] = lambda _: True) -> None:
        """Drop spans that do not begin and end where words do; only those that are meant."""
        starts, ends = set(), set()
        for word in words:
            starts.add(word.start)
            ends.add(word.end)
        why = say("it begins or ends inside a token")
        for span in [span for span in self.spans.values() if is_meant(span)]:
            if any(piece.start not in starts or piece.end not in ends for piece in span.pieces):
                self.drop_span(span.id, LossKind.TOKENS, why)

    def drop_over_sentences(self, sentences: Sequence[Sequence[Span]]) -> None:
        """Drop spans that begin in one sentence and end in another."""
        ends = [words[-1].end for words in sentences]
        why = say("it reaches into another sentence")
        for key in list(self.spans):
            place = self.place(key)
            if place is not None and bisect_right(ends, place.start) != bisect_left(ends, place.end):
                self.drop_span(key, LossKind.SENTENCE, why)

    def drop_overlaps(self, is_meant: Callable[[ForeignSpan], bool] = lambda _: True) -> None:
        """Of spans that overlap the longest stays, of equal ones the first; only among those that are meant."""
        why = say("it overlaps a longer one")
        taken = bytearray(len(self.text))
        meant = [(place, key) for key, span in self.spans.items() if is_meant(span) and (place := self.place(key))]
        for place, key in sorted(meant, key=lambda one: (-len(one[0]), one[0])):
            if any(taken[place.start : place.end]):
                self.drop_span(key, LossKind.OVERLAP, why)
            else:
                taken[place.start : place.end] = b"\1" * len(place)


def _keeps(names: AbstractSet[str] | Callable[[str], bool], name: str) -> bool:
    return names(name) if callable(names) else name in names


def _renamed(attributes: Mapping[str, Attribute], name: Callable[[str], str]) -> dict[str, Attribute]:
    return {name(key): value for key, value in attributes.items()}
