"""The native format, read back: strictly, because a gold file that is half right is worth nothing."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NoReturn

from border_annotator.domain.annotation import Kind, references_of
from border_annotator.domain.article import Article, Origin, Rejection, is_reference
from border_annotator.domain.document import Boilerplate, Layout, PublicationDate, Segment
from border_annotator.domain.entity import entity_from_plain
from border_annotator.domain.errors import KnownError, ShapeError
from border_annotator.domain.event import event_from_plain
from border_annotator.domain.fields import Fields
from border_annotator.domain.figure import Figure, figure_from_plain
from border_annotator.domain.kept import Kept, kept_from_plain
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.note import About, Note
from border_annotator.domain.sentence import say
from border_annotator.formats.writers.native import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.span import Span


def read_native_file(path: Path, text: str | None = None) -> Article:
    """The article in a file; raises ``KnownError`` that names the file, the place in it and the reason."""
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): check its name and its rights.", path=path, reason=error.strerror
        ) from None
    except UnicodeDecodeError:
        raise KnownError("{file}: not a text in UTF-8, so it is no native file.", file=path.name) from None
    return read_native(source, path.name, text)


def read_native(source: str, name: str, text: str | None = None) -> Article:
    """The article that ``source`` describes; ``name`` is what to call it in a message.

    When the article's ``text`` is given, its hash and every surface are compared with it. Raises ``KnownError``.
    """
    try:
        fields = Fields(json.loads(source, parse_constant=_no_such_number), "")
        if fields.text("format") != FORMAT:
            raise fields.wrong("format", say("must be “{FORMAT}”", FORMAT=FORMAT))
        _Surfaces(fields, text).check()
        return _article(fields)
    except json.JSONDecodeError as error:
        raise KnownError(
            "{name}, line {line}: not valid JSON ({reason}).", name=name, line=error.lineno, reason=error.msg
        ) from None
    except ValueError:  # a number of thousands of digits
        raise KnownError("{name}: holds a number that is too long to read.", name=name) from None
    except RecursionError:
        raise KnownError("{name}: nested too deeply to be a native file.", name=name) from None
    except ShapeError as error:
        raise KnownError(
            "{name}: {place} {reason}.", name=name, place=error.place or "the whole file", reason=error.reason
        ) from None


def _no_such_number(word: str) -> NoReturn:
    raise ShapeError("", say("holds {word}, which is no number", word=word))


def _article(fields: Fields) -> Article:
    meta, kept = fields.fields("meta"), fields.fields_or_none("kept")
    title = meta.fields_or_none("title")
    entities, figures, events = fields.items("entities"), fields.items("figures"), fields.items("events")
    review = fields.word("review", frozenset(ReviewState)) if "review" in fields else None
    article = Article(
        doc_id=fields.text("doc_id"),
        text_file=fields.text("text_file"),
        text_sha256=fields.text("sha256"),
        n_chars=fields.integer("n_chars"),
        layout=Layout(
            title=title.span() if title else None,
            published=_date(meta.fields_or_none("date")),
            segments=tuple(Segment(s.text("label"), s.span()) for s in fields.items("segments")),
            boilerplate=tuple(Boilerplate(b.text("kind"), b.span()) for b in fields.items("boilerplate")),
        ),
        language=meta.text_or_none("language") or "en",
        publisher=meta.text_or_none("publisher"),
        entities=tuple(entity_from_plain(item) for item in entities),
        figures=tuple(figure_from_plain(item) for item in figures),
        events=tuple(event_from_plain(item) for item in events),
        layer=fields.text_or_none("layer"),
        review=ReviewState(review) if review else None,
        uids={i.text("id"): i.text("uid") for i in (*entities, *figures, *events) if "uid" in i},
        origins={i.text("id"): _origin(i) for i in (*entities, *figures, *events) if "confidence" in i},
        notes=tuple(_note(item) for item in fields.items("notes")),
        rejections=tuple(_rejection(item) for item in fields.items("rejections")),
        kept=kept_from_plain(kept) if kept else Kept(),
    )
    _must_hold_together(article)
    return article


def _date(fields: Fields | None) -> PublicationDate:
    if fields is None:
        return PublicationDate()
    return PublicationDate(
        value=fields.date_or_none("value"),
        basis=fields.text_or_none("basis") or "none",
        span=fields.span() if "start" in fields else None,
        suspect=fields.flag("suspect"),
        note=fields.text_or_none("note"),
    )


def _note(fields: Fields) -> Note:
    return Note(
        id=fields.text("id"),
        document_id="",
        about=About(fields.word("about", frozenset(About) - {About.GUIDELINE})),
        text=fields.text("note"),
        subject=fields.text_or_none("ref") or "",
        span=fields.span() if "start" in fields else None,
        asks=fields.flag("ask_someone"),
    )


def _rejection(fields: Fields) -> Rejection:
    return Rejection(
        id=fields.text("uid"),
        kind=Kind(fields.word("kind", frozenset(Kind))),
        label=fields.text("label"),
        span=fields.span(),
        reason=fields.text_or_none("verdict_reason"),
        origin=_origin(fields),
    )


def _origin(fields: Fields) -> Origin:
    return Origin(
        source=fields.text("source"),
        confidence=float(fields.number_or_none("confidence") or 0),
        reason=fields.text_or_none("reason") or "",
    )


def _must_hold_together(article: Article) -> None:
    """Ids are unique, and every reference leads somewhere."""
    ids: set[str] = set()
    for annotation in article.annotations():
        if annotation.id in ids:
            raise ShapeError(annotation.id, say("is the id of two annotations"))
        ids.add(annotation.id)
    for annotation in article.annotations():
        for reference in references_of(annotation):
            is_norm = isinstance(annotation, Figure) and reference == annotation.period and not is_reference(reference)
            if reference not in ids and not is_norm:
                raise ShapeError(
                    annotation.id, say("refers to “{reference}”, which is not in the file", reference=reference)
                )


class _Surfaces:
    """Compares every span of a file with its surface, and with the article's text when that is known.

    What is wrong is told with the numbers as they stand in the file, where they will be looked for.
    """

    def __init__(self, fields: Fields, text: str | None) -> None:
        self._fields = fields
        self._text = text
        self._length = fields.integer("n_chars")
        self._is_withheld = fields.flag("text_withheld")

    def check(self) -> None:
        """Raise ``ShapeError`` at the first span that is outside the text or says something else than the text."""
        fields = self._fields
        if self._text is not None:
            if len(self._text) != self._length:
                raise fields.wrong(
                    "n_chars",
                    say("is {length}, the text has {count}", length=str(self._length), count=str(len(self._text))),
                )
            if hashlib.sha256(self._text.encode()).hexdigest() != fields.text("sha256"):
                raise fields.wrong("sha256", say("is not that of the text"))
        for placed in self._placed():
            self._compare(placed)

    def _placed(self) -> Iterator[Fields]:
        """Every object with offsets."""
        meta = self._fields.fields("meta")
        for key in ("title", "date"):
            found = meta.fields_or_none(key)
            if found is not None and "start" in found:
                yield found
        for key in ("segments", "boilerplate", "entities", "figures"):
            yield from self._fields.items(key)
        yield from self._fields.items("rejections")
        yield from (note for note in self._fields.items("notes") if "start" in note)
        for event in self._fields.items("events"):
            yield event.fields("trigger")
            yield from event.items("mentions")
            yield from (argument for argument in event.items("args") if "ref" not in argument)

    def _compare(self, fields: Fields) -> None:
        span: Span = fields.span()
        if span.end > self._length:
            raise fields.wrong(
                "end", say("is {end}, the text has {length} characters", end=str(span.end), length=str(self._length))
            )
        if self._is_withheld:
            return
        surface = fields.text("text")
        found = span.text_in(self._text) if self._text is not None else None
        if found is not None and found != surface:
            raise fields.wrong(
                "text", say("is “{surface}”, the text has “{found}” there", surface=surface[:40], found=found[:40])
            )
        if len(surface) != len(span):
            raise fields.wrong(
                "text",
                say(
                    "has {count} characters, the offsets span {length}", count=str(len(surface)), length=str(len(span))
                ),
            )
