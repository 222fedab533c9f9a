"""A set of foreign annotations as annotations of a project: what each becomes, and a line for each that does not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from border_annotator.domain.adoption import Fate, Lost, Told
from border_annotator.domain.annotation import kind_of, label_of, new_id
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.fields import Fields
from border_annotator.domain.figure import Figure, figure_from_plain, figure_to_plain
from border_annotator.domain.mapping import TIME_FIELDS, Becomes
from border_annotator.domain.mask import mask_of
from border_annotator.domain.outward import FIGURE_LINKS, LAYOUT, MENTION_ROLE
from border_annotator.domain.schema import filler_word
from border_annotator.domain.sentence import say
from border_annotator.domain.span import trimmed
from border_annotator.services.foreign_kept import Keeper
from border_annotator.services.foreign_values import (
    entity_of,
    figure_of,
    noted,
    told_fields,
    whole_or_first,
    with_attributes,
    with_link,
)
from border_annotator.services.times import TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.foreign import Attribute, ForeignArticle, ForeignEvent, ForeignRelation, ForeignSpan
    from border_annotator.domain.mapping import LabelMapping
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.services.foreign_values import Problem

MASKED = say("it stands in boilerplate or the date line")


@dataclass
class Converted:
    """What a set of annotations becomes in a document.

    ``made`` is keyed by the file's ids; two of them may be one annotation. ``sure`` holds the confidences that the
    file gives, by the annotations' ids. ``keeps`` is what has no counterpart. ``before`` has what was there and was
    changed, as it was, by its id.
    """

    made: dict[str, Annotation] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    before: dict[str, Annotation] = field(default_factory=dict)
    keeps: Keeper = field(default_factory=Keeper)

    def annotations(self) -> list[Annotation]:
        """Every annotation that was not there once, targets before those who point at them."""
        found = {value.id: value for value in self.made.values() if value.id not in self.before}
        return sorted(found.values(), key=lambda value: isinstance(value, Event))

    def changes(self) -> list[tuple[Annotation, Annotation]]:
        """What was there and is another now: as it was, and as it is."""
        now = {value.id: value for value in self.made.values()}
        return [(was, now[key]) for key, was in self.before.items() if now[key] != was]


def convert(
    article: ForeignArticle,
    places: Mapping[str, Sequence[Span]],
    document: Document,
    schema: Schema,
    mapping: LabelMapping,
    *,
    known: Mapping[str, Annotation] | None = None,
    whole: ForeignArticle | None = None,
) -> Converted:
    """Make annotations of what a file says of a document; nothing is written.

    ``places`` leads from the ids of stretches to where they stand in the document's text; what is not in it could not
    be placed. ``known`` are annotations that came of the same file before: they are pointed at, and get the roles and
    relations that ``article`` tells of them; ``whole`` is then the set that it is a part of. Every stretch, event,
    role, relation, attribute and note is in the result, or told there. Call it where the project's names are in force.
    """
    work = _Work(places, document, schema, mapping, dict(known or {}), whole or article)
    work.spans(article)
    work.events(article)
    work.relations(article)
    work.rest(article)
    return work.result


class _Work:
    """One conversion."""

    def __init__(
        self,
        places: Mapping[str, Sequence[Span]],
        document: Document,
        schema: Schema,
        mapping: LabelMapping,
        known: dict[str, Annotation],
        whole: ForeignArticle,
    ) -> None:
        self.result = Converted(keeps=Keeper(whole, places))
        self._places, self._document, self._schema, self._mapping = places, document, schema, mapping
        self._mask = mask_of(document.layout)
        self._known = known
        self._bare: dict[str, Span] = {}  # stretches that are no annotation of their own, but may fill a role
        self._marks: dict[tuple[type[Annotation], int, int, str], Annotation] = {}
        self._keys: dict[str, list[str]] = {}  # the file's ids of an annotation
        # Label and surface by id, for the lines.
        self._labels = {span.id: (span.label, span.surface or "") for span in whole.spans}
        self._timed: set[str] = set()  # events whose time the file tells
        self._event_of = {event.trigger: event.id for event in whole.events}  # the event by its trigger's id

    def spans(self, article: ForeignArticle) -> None:
        """Entities, figures, and what will be the triggers of events."""
        for span in article.spans:
            rule = self._mapping.label(span.label)
            is_trigger = span.id in self._event_of
            if span.layer == LAYOUT:
                self._tell(Fate.LEFT_OUT, "span", span, say("the parts of the page are known already"))
                continue
            if rule.becomes is Becomes.LEFT_OUT and not is_trigger:
                self._tell(Fate.LEFT_OUT, "span", span, say("the mapping leaves {label} out", label=span.label))
                continue
            place = self._place_of(span, is_laid=is_trigger or rule.becomes is not Becomes.KEPT)
            if rule.becomes is Becomes.KEPT and not is_trigger:
                self.result.keeps.span(span.id)
            if place is None:
                continue
            self._bare[span.id] = place
            if rule.becomes is Becomes.KEPT and span.id not in self._event_of:
                self._tell(Fate.KEPT, "span", span, say("{label} has no counterpart", label=span.label))
            elif rule.becomes in (Becomes.ENTITY, Becomes.FIGURE, Becomes.TIME):
                self._lay(span, place)
            elif rule.becomes is Becomes.EVENT and span.id not in self._event_of:
                self._make_event(span.id, rule.name, span, place)

    def events(self, article: ForeignArticle) -> None:
        """Events with their triggers; then what fills their roles, since one may fill another's."""
        spans = {span.id: span for span in article.spans}
        there = [
            event
            for event in article.events
            if isinstance(self._to_change(event.id), Event) or self._event(event, spans.get(event.trigger))
        ]
        for event in there:
            for argument in event.arguments:
                self._argue(event.id, event.type, argument.role, argument.target)

    def relations(self, article: ForeignArticle) -> None:
        """Relations that are roles of events, and those between events."""
        types = {event.id: event.type for event in article.events}
        for relation in article.relations:
            source = self._event_of.get(relation.source, relation.source)
            name = types.get(source) or self._labels.get(source, ("", ""))[0]
            if self._mapping.relation(relation.type).name in FIGURE_LINKS and self._link(relation):
                continue
            if not isinstance(self._at(source), Event):
                self.result.keeps.relation(relation)
                self._tell_relation(relation, say("it does not lead from an event"))
            elif self._mapping.role(name, relation.type).names:
                self._argue(source, name, relation.type, relation.target)
            else:
                self._relate(relation, source)
            for attribute in relation.attributes:
                self._tell_relation(relation, say("its attribute {name} has no place here", name=attribute))

    def rest(self, article: ForeignArticle) -> None:
        """What belongs to no stretch and no event."""
        for name in article.attributes:
            self._add(Fate.KEPT, "attribute", "", name, "", say("it is about the whole article"))
        if article.note is not None:
            self._add(Fate.KEPT, "note", "", "", article.note, say("it is about the whole article"))
        for line in article.left_out:
            self._add(Fate.LEFT_OUT, "article", "", "", "", line)
        self._date_events()

    def _place_of(self, span: ForeignSpan, *, is_laid: bool) -> Span | None:
        places = self._places.get(span.id)
        if not places:
            return None  # it is told where it was looked for
        place, is_whole = whole_or_first(self._document, places)
        if len(places) > 1:
            words = say("all from its first to its last piece") if is_whole else say("the first of its pieces")
            self._tell(Fate.CHANGED, "span", span, say("{part} is taken", part=words))
        text = self._document.text
        has_blanks = text[place.start].isspace() or text[place.end - 1].isspace()
        bare = trimmed(text, place.start, place.end) if has_blanks else place
        if bare is None:
            self._tell(Fate.KEPT, "span", span, say("it has no words"))
            return None
        if bare != place:
            self._tell(Fate.CHANGED, "span", span, say("without the blanks at its ends"))
        if is_laid and self._mask.touches(bare):
            self._lose(span, MASKED)
            return None
        return bare

    def _lay(self, span: ForeignSpan, place: Span) -> None:
        rule = self._mapping.label(span.label)
        value: Annotation
        problems: list[Problem] = []
        told = told_fields(span.attributes, self._mapping)
        if rule.becomes is Becomes.ENTITY:
            value, problems = with_link(entity_of(self._document, place, rule.names, told), span, self._schema)
        else:
            value = figure_of(self._document, place, rule, told, self._schema)
        value, more = with_attributes(value, span.attributes, self._mapping, self._schema)
        self._tell_problems(span.id, [*problems, *more], {"link": span.link, **span.attributes})
        self._keep(span.id, noted(value, span.note), span.confidence)

    def _event(self, event: ForeignEvent, trigger: ForeignSpan | None) -> bool:
        """Make an event; tells whether it is there."""
        self._labels[event.id] = (event.type, trigger.surface or "" if trigger else "")
        rule = self._mapping.type(event.type)
        if rule.becomes is not Becomes.EVENT:
            is_out = rule.becomes is Becomes.LEFT_OUT
            if not is_out:
                self.result.keeps.event(event)
            reason = "the mapping leaves {type} out" if is_out else "{type} has no counterpart"
            self._add(
                Fate.LEFT_OUT if is_out else Fate.KEPT, "event", event.id, event.type, "", say(reason, type=event.type)
            )
            return False
        place = self._bare.get(event.trigger)
        if place is None:
            self._lose(event, say("its trigger could not be placed"))
            return False
        self._make_event(event.id, rule.name, event, place)
        return True

    def _make_event(self, key: str, type_name: str, said: ForeignSpan | ForeignEvent, place: Span) -> None:
        severity = self._schema.event_type(type_name).default_severity
        event = Event(new_id(), type_name, place, severity=severity)
        value, problems = with_attributes(event, said.attributes, self._mapping, self._schema)
        self._tell_problems(key, problems, said.attributes)
        if told_fields(said.attributes, self._mapping).keys() & set(TIME_FIELDS):
            self._timed.add(event.id)
        self._keep(key, noted(value, said.note), said.confidence)

    def _keep(self, key: str, value: Annotation, confidence: float | None) -> None:
        anchor = value.trigger if isinstance(value, Event) else value.span
        mark = (type(value), anchor.start, anchor.end, label_of(value))
        same = self._marks.setdefault(mark, value)
        self.result.made[key] = same
        self._keys.setdefault(same.id, []).append(key)
        if same is not value:
            label, surface = self._labels[key]
            self._add(Fate.KNOWN, kind_of(value).value, key, label, surface, say("the file says the same twice"))
        elif confidence is not None:
            self.result.sure[value.id] = min(1.0, max(0.0, confidence))

    def _at(self, key: str) -> Annotation | None:
        return self.result.made.get(key) or self._known.get(key)

    def _argue(self, key: str, type_name: str, role: str, target: str) -> None:
        event = self._to_change(key)
        if not isinstance(event, Event):
            self._tell_role(key, role, target, say("its event came in before"))
            return
        rule = self._mapping.role(type_name, role)
        if not rule.names:
            is_out = rule.becomes is Becomes.LEFT_OUT
            reason = say("the mapping leaves it out") if is_out else say("it has no counterpart")
            self._tell_role(key, role, target, reason, Fate.LEFT_OUT if is_out else Fate.KEPT)
            if not is_out:
                self.result.keeps.role(key, role, target)
            return
        known = self._schema.role(event.type, rule.name)
        if known is None and rule.name == MENTION_ROLE and target in self._bare:
            if self._bare[target] not in event.mentions:
                self._change(replace(event, mentions=(*event.mentions, self._bare[target])))
            return
        if known is None:
            self.result.keeps.role(key, role, target)
            self._tell_role(key, role, target, say("{type} has no role {role}", type=event.type, role=rule.name))
            return
        filler = self._filler(target)
        if filler is not None and known.takes(filler_word(filler)):
            self._give(event, Argument(rule.name, ref=filler.id))
        elif target in self._bare and known.takes(filler_word(None)):
            self._give(event, Argument(rule.name, span=self._bare[target]))
        elif filler is None and target not in self._bare:
            self._tell_role(key, role, target, say("what fills it could not be placed"))
        else:
            word = filler_word(filler) if filler is not None else self._labels.get(target, ("a stretch", ""))[0]
            self.result.keeps.role(key, role, target)
            self._tell_role(key, role, target, say("{role} does not take {filler}", role=rule.name, filler=word))

    def _filler(self, target: str) -> Annotation | None:
        return self._at(target) or self._at(self._event_of.get(target, ""))

    def _give(self, event: Event, argument: Argument) -> None:
        if argument not in event.arguments:
            if argument.role == TIME and event.id in self.result.before:
                self._timed.discard(event.id)
            self._change(replace(event, arguments=(*event.arguments, argument)))

    def _relate(self, relation: ForeignRelation, source: str) -> None:
        event, rule = self._to_change(source), self._mapping.relation(relation.type)
        target = self._filler(relation.target)
        if not isinstance(event, Event) or not isinstance(target, Event) or not rule.names:
            self.result.keeps.relation(relation)
            self._tell_relation(relation, say("{type} has no counterpart", type=relation.type))
            return
        link = Relation(rule.name, target.id)
        if link not in event.relations:
            self._change(replace(event, relations=(*event.relations, link)))

    def _link(self, relation: ForeignRelation) -> bool:
        """Let a figure point at another one; tells whether both are there."""
        figure, target = self._to_change(relation.source), self._at(relation.target)
        if not isinstance(figure, Figure) or not isinstance(target, Figure):
            return False
        plain = {**figure_to_plain(figure), self._mapping.relation(relation.type).name: target.id}
        self._change(figure_from_plain(Fields(plain, relation.type)))
        return True

    def _to_change(self, key: str) -> Annotation | None:
        """The annotation of an id, which may have been there before; its time stays unless it gets another."""
        if key not in self.result.made and (there := self._known.get(key)) is not None:
            self.result.made[key] = self.result.before[there.id] = there
            self._keys.setdefault(there.id, []).append(key)
            self._timed.add(there.id)
        return self.result.made.get(key)

    def _change(self, value: Annotation) -> None:
        """Put an annotation in the place of what it was before, under every id that leads to it."""
        for key in self._keys[value.id]:
            self.result.made[key] = value

    def _date_events(self) -> None:
        """An event is when the times in its role of time say."""
        from border_annotator.nlp.event_attributes import time_of

        by_id = {value.id: value for value in (*self._known.values(), *self.result.made.values())}
        for key, value in list(self.result.made.items()):
            if isinstance(value, Event) and value.id not in self._timed:
                times = [by_id.get(argument.ref or "") for argument in value.fillers(TIME)]
                dated = time_of([time for time in times if isinstance(time, Figure)])
                self.result.made[key] = replace(value, time=dated)

    def _lose(self, item: ForeignSpan | ForeignEvent, reason: str) -> None:
        self.result.lost.append(Lost(item, reason))

    def _tell(self, fate: Fate, what: str, span: ForeignSpan, reason: str) -> None:
        self._add(fate, what, span.id, span.label, span.surface or "", reason)

    def _tell_role(self, key: str, role: str, target: str, reason: str, fate: Fate = Fate.KEPT) -> None:
        self._add(fate, "role", key, role, self._labels.get(target, ("", ""))[1], reason)

    def _tell_relation(self, relation: ForeignRelation, reason: str) -> None:
        self._add(Fate.KEPT, "relation", relation.id, relation.type, "", reason)

    def _tell_problems(self, key: str, problems: Iterable[Problem], attributes: Mapping[str, Attribute]) -> None:
        for name, said, reason in problems:
            self.result.keeps.attribute(key, name, attributes[name])
            self._add(Fate.KEPT, "attribute", key, name, said, reason)

    def _add(self, fate: Fate, what: str, key: str, label: str, surface: str, reason: str) -> None:
        self.result.told.append(Told(fate, what, key, label, surface, reason))
