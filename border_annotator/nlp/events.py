"""Events: triggers with their arguments and attributes, put together for one document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.event import Event
from border_annotator.domain.span import Span
from border_annotator.nlp.claims import settle_claims, settle_reasons
from border_annotator.nlp.event_arguments import content_phrase, fill
from border_annotator.nlp.event_attributes import genericity_of, severity_of, source_of, time_of
from border_annotator.nlp.event_merging import HEADLINES, Draft, merged
from border_annotator.nlp.event_status import is_scheduled, polarity_of, status_of
from border_annotator.nlp.event_times import announcements_of, times_of
from border_annotator.nlp.geo import Filler, dateline_countries, geo_of, main_country
from border_annotator.nlp.roles import Arguments
from border_annotator.nlp.surroundings import goes_on, look_around, stays_there
from border_annotator.nlp.syntax import lemma, themes
from border_annotator.nlp.triggers import Trigger, find_triggers

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import EventGeo
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.fillers import Stage

# Acts that are only alleged as long as nobody but an organisation on one side says so (guidelines, section 4.1).
_CONTESTABLE = frozenset({"Crossing.Pushback", "Incident.Violence", "Incident.Death"})


_OF_THE_COUNTRY = frozenset({"GOVERNMENT", "BORDER_AGENCY", "MILITARY", "ROLE"})
_GOODS = frozenset(
    {"goods", "good", "cigarette", "drug", "tobacco", "balloon", "contraband", "weapon", "cocaine", "fuel"}
)
_DENIABLE = frozenset({"Crossing.Pushback", "Hybrid.Activity"})
_FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my"})


def _is_claim(trigger: Trigger, arguments: Arguments) -> bool:
    """Whether only one side says so: a charity, those concerned themselves, the prosecution of a crime."""
    sources = {entity.label for role, entity in arguments.entities if role == "source"}
    if trigger.rule.type == "Crossing.Smuggling":
        return bool(sources)
    if trigger.rule.type not in _CONTESTABLE:
        return False
    concerned = sources <= {"PEOPLE", "PERSON", "NATIONALITY"} and any(
        t.lower_ in _FIRST_PERSON for t in trigger.token.sent
    )
    return bool(sources) and (sources == {"CIVIL_ORG"} or concerned)


def find_events(stages: list[Stage], schema: Schema) -> list[tuple[Event, str, Trigger]]:
    """The events of a document with their source and what named them, in the order of their triggers.

    ``stages`` are the document's pieces; common nouns that fill roles are added to ``Stage.created``.
    """
    drafts: list[Draft] = []
    for stage in stages:
        starts = [sentence.start for sentence in stage.doc.sents]
        for trigger in find_triggers(stage):
            if schema.has_type(trigger.rule.type):
                sentence = bisect_right(starts, trigger.token.i)
                drafts.append(_draft(stage, trigger, schema, sentence))
    kept = merged(drafts)
    main, reported = main_country(stages), dateline_countries(stages)
    known = {e.id: (stage, e) for stage in stages for e in (*(e for _, e in stage.names), *stage.created.values())}
    look_around(kept, stages, schema)
    settle_claims(kept, stages, schema)
    settle_reasons(kept, schema)
    last: Draft | None = None
    for draft in kept:
        # Only now: a further mention may have told where it was.
        geo = _geo(draft, known, reported.get(id(draft.stage), main))
        if last is not None and stays_there(draft, last):
            geo = last.event.geo
        draft.event = replace(draft.event, geo=geo)
        last = draft if goes_on(draft) else last
    return [(d.event, f"pattern:{d.event.type.casefold()}", d.trigger) for d in kept]


# How an arrest ends when a duration is its penalty and not its time.
_PUNISHED = frozenset({"convict", "imprison"})


def _draft(stage: Stage, trigger: Trigger, schema: Schema, sentence: int) -> Draft:
    arguments = Arguments(stage, trigger.rule.type, schema)
    fill(stage, trigger, arguments)
    content_phrase(trigger, arguments)
    times = times_of(stage, trigger)
    for figure in times:
        penalty = figure.kind == "duration" and trigger.rule.mode in _PUNISHED
        arguments.figure(("penalty", "time") if penalty else ("time",), figure)
    times = [figure for role, figure in arguments.figures if role == "time"]
    for figure in announcements_of(stage, trigger, times)[:1]:
        arguments.figure(("announced",), figure)
    speakers, attribution = source_of(stage, trigger)
    for speaker in speakers:
        arguments.speaker(speaker)
    event = _event(stage, trigger, schema, arguments, times, attribution)
    return Draft(event, trigger, stage, sentence)


def _event(
    stage: Stage, trigger: Trigger, schema: Schema, arguments: Arguments, times: list[Figure], attribution: str
) -> Event:
    counts = [f for role, f in arguments.figures if role == "count"]
    kind = schema.event_type(trigger.rule.type)
    status, polarity = status_of(trigger), polarity_of(trigger, counts)
    told = attribution != "narrator"
    if polarity == "negative" and told and status == "occurred" and trigger.rule.type in _DENIABLE:
        status, polarity = "denied", "positive"  # “Belarus has never steered migrants,” its spokeswoman said
    if status in {"occurred", "ongoing"} and told and _is_claim(trigger, arguments):
        status = "alleged"
    if status == "occurred" and is_scheduled(trigger, times) and stage.label not in HEADLINES:
        status = "planned"
    people = max((float(f.value or f.minimum or 0) for f in counts), default=0.0)
    labels = [e.label for role, e in arguments.entities if role == "force"]
    start = stage.offset + trigger.first.idx
    mode = _mode(trigger.rule.mode, kind.modes, arguments, stage)
    if mode == "partial" and trigger.rule.type == "BorderControl.Closure" and _is_full(trigger):
        mode = "full"
    if trigger.rule.type == "Crossing.Smuggling" and mode is None:
        mode = "people" if _smuggles_people(trigger, arguments) else "goods"

    def known(attribute: str, value: str, default: str) -> str:
        return value if value in schema.attributes.get(attribute, ()) else default

    return Event(
        id=new_id(),
        type=kind.type,
        trigger=Span(start, stage.offset + trigger.last.idx + len(trigger.last.text)),
        arguments=tuple(arguments.found),
        status=known("status", status, "occurred"),
        polarity=known("polarity", polarity, "positive"),
        genericity=known("genericity", genericity_of(trigger, counts, times), "specific"),
        attribution=known("attribution", attribution, "narrator"),
        mode=mode,
        severity=severity_of(trigger, mode, kind.default_severity, status, polarity, labels, people),
        time=time_of(times),
    )


def _geo(draft: Draft, known: dict[str, tuple[Stage, Entity]], main: str) -> EventGeo:
    fillers: list[Filler] = []
    nearby = _nearby(draft, main)
    for argument in draft.event.arguments:
        if argument.ref in known:
            stage, entity = known[argument.ref]
            fillers.append(_filler(argument.role, stage, entity, nearby))
    if draft.where in known:
        fillers.append(_filler("place", *known[draft.where], nearby))
    return geo_of(draft.event, fillers, nearby)


def _filler(role: str, stage: Stage, entity: Entity, nearby: str) -> Filler:
    country = "" if entity.label == "BORDER" else stage.country_of(entity) or _country_of(entity)
    if not country and entity.mention == "NOM" and entity.label in _OF_THE_COUNTRY:
        country = nearby  # “the government”
    words = stage.text[entity.span.start - stage.offset : entity.span.end - stage.offset]
    return Filler(role, entity, country, words)


def _nearby(draft: Draft, main: str) -> str:
    """The only country whose institutions or places the sentence names, or the one before it, else ``main``."""
    sentence, stage = draft.trigger.token.sent, draft.stage
    here = _told_in(stage, sentence) or _owning_in(stage, sentence)
    if not here and sentence.start:
        here = _told_in(stage, stage.doc[sentence.start - 1].sent)
    return next(iter(here)) if len(here) == 1 else main


def _told_in(stage: Stage, sentence: Sentence) -> set[str]:
    """The countries whose institutions or places a sentence names."""
    begin, end = stage.offset + sentence.start_char, stage.offset + sentence.end_char
    labels = {"GOVERNMENT", "BORDER_AGENCY", "MILITARY", "PLACE", "CROSSING_POINT"}
    return {
        mention.country
        for mention, entity in stage.names
        if begin <= entity.span.start < end and entity.label in labels and len(mention.country) == 2
    }


def _owning_in(stage: Stage, sentence: Sentence) -> set[str]:
    """The countries that a sentence speaks of as owners or as places: “Finland’s government”, “in Finland”."""
    begin, end = stage.offset + sentence.start_char, stage.offset + sentence.end_char
    found: set[str] = set()
    for mention, entity in stage.names:
        if begin <= entity.span.start < end and entity.label == "COUNTRY" and len(mention.country) == 2:
            start, stop = entity.span.start - stage.offset, entity.span.end - stage.offset
            before = stage.text[max(0, start - 10) : start].casefold()
            if stage.text[stop : stop + 2] in {"’s", "'s"} or before.endswith((" in ", "coast of ")) or before == "in ":
                found.add(mention.country)
    return found


def _smuggles_people(trigger: Trigger, arguments: Arguments) -> bool:
    if any(role == "person" for role, _ in arguments.entities):
        return True
    words = {lemma(t) for t in (*trigger.token.subtree, *trigger.token.sent)}
    return not any(role == "item" for role, _ in arguments.entities) and not words & _GOODS


def _is_full(trigger: Trigger) -> bool:
    """“shut all eight crossings”, “its last open point”, “the border”: nothing stays open (section 10, rule 3)."""
    for noun in themes(trigger.token):
        words = {t.lower_ for t in noun.subtree if t.i <= noun.i} | {t.lower_ for t in noun.children}
        if words & {"all", "last", "entire", "whole", "only"} and "but" not in words:
            return True
    return False


def _mode(mode: str | None, modes: tuple[str, ...], arguments: Arguments, stage: Stage) -> str | None:
    if mode == "dispatch" and any(f.change == "additional" for _, f in arguments.figures) and "reinforce" in modes:
        return "reinforce"
    if mode == "national" and sum(role == "participant" for role, _ in arguments.entities) > 1:
        return "joint"
    if mode == "national" and any(e.label == "INTL_ORG" for _, e in stage.names):
        return "joint"
    return mode if mode in modes else None


def _country_of(entity: Entity) -> str:
    """The country in a link: ``iso:LT``, ``gov:LT-interior``, ``mil:PL-wot``."""
    prefix, _, rest = (entity.link or "").partition(":")
    if prefix == "iso":
        return rest
    return rest[:2] if prefix in {"gov", "mil"} and rest[:2].isupper() else ""
