"""The native format: one JSON file per article, the shape of the gold files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import annotation_to_plain
from border_annotator.domain.kept import kept_to_plain
from border_annotator.domain.schema_reading import FORMAT as SCHEMA_FORMAT

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.article import Article, Rejection
    from border_annotator.domain.document import PublicationDate
    from border_annotator.domain.note import Note
    from border_annotator.domain.span import Span

FORMAT = "border-gold/1"


def write_native(article: Article, text: str | None) -> str:
    """The file's content for an article whose text is ``text``; offsets are code points.

    Without a text the surfaces are left out, which the file says.
    """
    layout = article.layout
    plain: dict[str, object] = {
        "format": FORMAT,
        "schema": SCHEMA_FORMAT,
        "doc_id": article.doc_id,
        "text_file": article.text_file,
        "sha256": article.text_sha256,
        "n_chars": article.n_chars,
        "meta": {
            "title": _placed(layout.title, text) if layout.title else None,
            "date": _date(layout.published, text),
            "publisher": article.publisher,
            "language": article.language,
        },
        "layer": article.layer,
        "review": article.review.value if article.review else None,
        "segments": [{"label": s.label, **_placed(s.span, text)} for s in layout.segments],
        "boilerplate": [{"kind": b.kind, **_placed(b.span, text)} for b in layout.boilerplate],
        "entities": [_annotation(entity, article, text) for entity in article.entities],
        "figures": [_annotation(figure, article, text) for figure in article.figures],
        "events": [_annotation(event, article, text) for event in article.events],
    }
    if text is None:
        plain["text_withheld"] = True
    if article.rejections:
        plain["rejections"] = [_rejection(rejection, text) for rejection in article.rejections]
    if article.notes:
        plain["notes"] = [_note(note, text) for note in article.notes]
    if not article.kept.is_empty:
        plain["kept"] = kept_to_plain(article.kept)
    return json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _note(note: Note, text: str | None) -> dict[str, object]:
    plain: dict[str, object] = {"id": note.id, "about": note.about.value, "note": note.text}
    if note.subject:
        plain["ref"] = note.subject
    if note.asks:
        plain["ask_someone"] = True
    return plain | (_placed(note.span, text) if note.span is not None else {})


def _placed(span: Span, text: str | None) -> dict[str, object]:
    place: dict[str, object] = {"start": span.start, "end": span.end}
    return place if text is None else place | {"text": span.text_in(text)}


def _date(date: PublicationDate, text: str | None) -> dict[str, object]:
    plain: dict[str, object] = {"value": date.value.isoformat() if date.value else None, "basis": date.basis}
    if date.suspect:
        plain["suspect"] = True
    if date.note is not None:
        plain["note"] = date.note
    return plain | _placed(date.span, text) if date.span else plain


def _rejection(rejection: Rejection, text: str | None) -> dict[str, object]:
    origin = rejection.origin
    plain: dict[str, object] = {
        "uid": rejection.id,
        "kind": rejection.kind.value,
        "label": rejection.label,
        **_placed(rejection.span, text),
        "verdict_reason": rejection.reason,
        "source": origin.source,
        "confidence": origin.confidence,
    }
    return plain | ({"reason": origin.reason} if origin.reason else {})


def _annotation(annotation: Annotation, article: Article, text: str | None) -> dict[str, object]:
    plain = annotation_to_plain(annotation)
    if text is not None:
        plain = _with_surfaces(plain, text)
    if annotation.id in article.uids:
        plain["uid"] = article.uids[annotation.id]
    origin = article.origins.get(annotation.id)
    if origin is not None:
        plain["source"] = origin.source
        plain["confidence"] = origin.confidence
        if origin.reason:
            plain["reason"] = origin.reason
    return plain


def _with_surfaces(plain: dict[str, object], text: str) -> dict[str, object]:
    """Wherever two offsets stand, what they cover stands beside them."""
    shown: dict[str, object] = {}
    for key, value in plain.items():
        if isinstance(value, dict):
            shown[key] = _with_surfaces(value, text)
        elif isinstance(value, list):
            shown[key] = [_with_surfaces(item, text) if isinstance(item, dict) else item for item in value]
        else:
            shown[key] = value
        if key == "end" and isinstance(value, int):
            shown["text"] = text[int(str(plain["start"])) : value]
    return shown
