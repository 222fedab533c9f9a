"""UIMA CAS XMI with its type system, as INCEpTION imports it: a file per article."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.domain.loss import Loss, LossKind
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span
from border_annotator.formats.file_names import portable_name
from border_annotator.formats.writers.inception import (
    ENTITY,
    ENTITY_FEATURES,
    EVENT,
    EVENT_FEATURES,
    LINK,
    RELATION,
    RELATION_TYPE,
    features_of,
    inception_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cassis import Cas, TypeSystem

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

TYPES_FILE = "TypeSystem.xml"
_TOKEN, _SENTENCE, _META = (
    f"de.tudarmstadt.ukp.dkpro.core.api.{name}"
    for name in ("segmentation.type.Token", "segmentation.type.Sentence", "metadata.type.DocumentMetaData")
)
_STRING, _ANY = "uima.cas.String", "uima.tcas.Annotation"
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@fitted_once
def fit_uima_xmi(outgoing: Outgoing) -> Fitted:
    """All annotations and the layout; a control character becomes a space, so that offsets hold."""
    fitting = Fitting(outgoing)
    fitting.own_triggers()
    fitting.keep_of_article()
    fitting.rename(inception_name)
    fitting.drop_relations(lambda r: (r.source in fitting.events) == (r.target in fitting.events))
    fitting.without(_UNWRITABLE, why := say("a control character becomes a space"))
    for span in list(fitting.spans.values()):
        surface = None if span.surface is None else _UNWRITABLE.sub(" ", span.surface)
        fitting.spans[span.id] = replace(span, surface=surface)
    fitted = fitting.fitted()
    losses = [
        Loss(LossKind.TEXT, f"U+{ord(found[0]):04X}", fitted.foreign.doc_id, Span(found.start(), found.end()), why)
        for found in _UNWRITABLE.finditer(outgoing.text)
    ]
    text = _UNWRITABLE.sub(" ", outgoing.text)
    return replace(fitted, foreign=replace(fitted.foreign, text=text), losses=(*fitted.losses, *losses))


def write_uima_xmi(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """``NAME.xmi`` for each article, and the type system, whose layers a project must have before the import."""
    types = type_system()
    (folder / TYPES_FILE).write_text(types.to_xml(), encoding="utf-8", newline="\n")
    for outgoing in articles:
        cas = _cas(fit_uima_xmi(outgoing).foreign, outgoing, types)
        (folder / f"{portable_name(outgoing.foreign.doc_id)}.xmi").write_text(
            cas.to_xmi(), encoding="utf-8", newline="\n"
        )
        yield


@cache
def type_system() -> TypeSystem:
    """DKPro's words and sentences, and our layers."""
    from cassis.typesystem import load_typesystem

    # What load_dkpro_core_typesystem does, which warns before Python 3.13 of the way in which it opens the file.
    with (files("cassis.resources") / "dkpro-core-types.xml").open("rb") as described:
        types: Any = load_typesystem(described)
    meta = types.create_type(_META, "uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId", "documentUri", "collectionId"):
        types.create_feature(meta, name, _STRING)
    entity = types.create_type(ENTITY, _ANY)
    event = types.create_type(EVENT, _ANY)
    link = types.create_type(LINK, "uima.cas.TOP")
    for layer, names in ((entity, ENTITY_FEATURES), (event, EVENT_FEATURES)):
        for name in names:
            types.create_feature(layer, name, _STRING)
    types.create_feature(link, "role", _STRING)
    types.create_feature(link, "target", _ANY)
    types.create_feature(event, "arguments", "uima.cas.FSArray", elementType=LINK, multipleReferencesAllowed=False)
    for base, name in RELATION.items():
        relation = types.create_type(name, _ANY)
        types.create_feature(relation, "Governor", base)
        types.create_feature(relation, "Dependent", base)
        types.create_feature(relation, RELATION_TYPE, _STRING)
    found: TypeSystem = types
    return found


def _cas(foreign: ForeignArticle, outgoing: Outgoing, types: TypeSystem) -> Cas:
    from cassis import Cas

    cas: Any = Cas(typesystem=types)
    cas.sofa_string = foreign.text
    cas.sofa_mime = "text/plain"
    new = {name: types.get_type(name) for name in (ENTITY, EVENT, LINK, _TOKEN, _SENTENCE, _META, *RELATION.values())}
    end = len(outgoing.text)
    about = {"documentId": foreign.doc_id, "documentTitle": foreign.title or foreign.doc_id}
    said = {name: _UNWRITABLE.sub(" ", value) for name, value in about.items()}
    cas.add(new[_META](begin=0, end=end, language=_UNWRITABLE.sub(" ", foreign.language or "x-unspecified"), **said))
    cas.add_all([new[_TOKEN](begin=word.start, end=word.end) for word in outgoing.words])
    cas.add_all([new[_SENTENCE](begin=words[0].start, end=words[-1].end) for words in outgoing.sentences])
    made: dict[str, Any] = {}
    places = {span.id: {"begin": span.pieces[0].start, "end": span.pieces[-1].end} for span in foreign.spans}
    triggers, events = {event.trigger for event in foreign.events}, {event.id for event in foreign.events}
    for span in foreign.spans:
        if span.id not in triggers:
            made[span.id] = new[ENTITY](**places[span.id], **features_of(span))
    for event in foreign.events:
        made[event.id] = new[EVENT](**places[event.trigger], **features_of(event))
    for event in foreign.events:
        links = [new[LINK](role=argument.role, target=made[argument.target]) for argument in event.arguments]
        made[event.id].arguments = types.get_type("uima.cas.FSArray")(elements=links)
    cas.add_all(list(made.values()))
    for relation in foreign.relations:
        kind = EVENT if relation.source in events else ENTITY
        target = made[relation.target]
        cas.add(
            new[RELATION[kind]](
                begin=target.begin,
                end=target.end,
                Governor=made[relation.source],
                Dependent=target,
                **{RELATION_TYPE: relation.type},
            )
        )
    found: Cas = cas
    return found
