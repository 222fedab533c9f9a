"""What is known about an article, corrected by the reviewer: publication date, title, publisher, language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate, Segment
from border_annotator.domain.edit import Edit, change_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.facts import Facts, facts_of
from border_annotator.domain.languages import language_code, language_name
from border_annotator.domain.sentence import Sentence, listed, say, say_count
from border_annotator.domain.span import Span, trimmed
from border_annotator.services import annotate
from border_annotator.services.draft import UNMASK
from border_annotator.services.times import following
from border_annotator.services.written_dates import NO_DATE, parse_date

if TYPE_CHECKING:
    from border_annotator.domain.document import Document, Layout
    from border_annotator.domain.edit import Change, Changes
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project
    from border_annotator.services.times import Following

BY_REVIEWER = "reviewer"
PLACES = {
    "header": "the date line",
    "byline": "the byline",
    "dateline": "the dateline",
    "metadata": "a line of metadata",
    "file_name": "the file's name",
}
LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Written:
    """What a reviewer wrote about an article, field by field, as it stands in a form."""

    published: str
    title: str
    publisher: str
    language: str


def written_facts(document: Document) -> Written:
    """The facts of a document as a form shows them."""
    published = document.layout.published.value
    return Written(
        published.isoformat() if published else "",
        " ".join((document.title or "").split()),
        document.source or "",
        language_name(document.language),
    )


def where_found(document: Document) -> Sentence:
    """A sentence on where the publication date comes from."""
    date = document.layout.published
    if date.basis == BY_REVIEWER:
        return say("You set it." if date.value else "You said that it is not known.")
    if date.value is None:
        return say("No date was found in the article.")
    place = say(PLACES[date.basis]) if date.basis in PLACES else date.basis
    if date.span is None or not date.span.fits(document.text):
        return say("Found in {place}.", place=place)
    return say("Found in {place}: “{words}”.", place=place, words=" ".join(date.span.text_in(document.text).split()))


def said_doubt(document: Document) -> str:
    """A sentence on why the publication date is in doubt; empty when it is not."""
    date = document.layout.published
    if not date.suspect:
        return ""
    note = (date.note or "it may not be the day of publication").rstrip(".")
    return f"{note[:1].upper()}{note[1:]}."


def set_facts(project: Project, sheet: Worksheet, written: Written) -> Changes:
    """Say what is right about an article, as one step.

    With another publication date all relative times follow at once, suggested and reviewed, with the events that
    they date; times whose dates a person set stay, which the words of the edit say. A date that is in doubt and
    written again as it is, with nothing else changed, is in doubt no longer. Raises ``KnownError`` for a field that
    makes no sense.
    """
    document = sheet.document
    before = facts_of(document)
    after = replace(
        before,
        language=_language(written.language, document),
        source=" ".join(written.publisher.split()) or None,
        layout=_with_title(document, written.title),
    )
    wanted, now = parse_date(written.published), document.layout.published
    if wanted != now.value or (wanted is None and now.basis != BY_REVIEWER and _says_none(written.published)):
        published = PublicationDate(wanted, BY_REVIEWER)
    elif now.suspect and after == before:
        published = replace(now, suspect=False, note=None)
    else:
        published = now
    after = replace(after, layout=replace(after.layout, published=published))
    follow = following(sheet, wanted) if wanted != now.value else None
    changes: list[Change] = [change_of(document.id, before, after)] if after != before else []
    if follow is not None:
        changes += [change_of(document.id, old, new) for old, new in follow.changed]
    return annotate.apply(project, Edit(_label(before, after, follow), tuple(changes)))


def times_set_by_hand(sheet: Worksheet, written: Written) -> int:
    """How many times would stay, because a person set their dates, when the article's date becomes what is written."""
    wanted = parse_date(written.published)
    return len(following(sheet, wanted).by_hand) if wanted != sheet.document.layout.published.value else 0


def _says_none(written: str) -> bool:
    return bool(written.strip()) and written.strip().casefold() in NO_DATE


def _label(before: Facts, after: Facts, follow: Following | None) -> Sentence:
    old, new = before.layout.published, after.layout.published
    words: list[Sentence] = []
    if old.value != new.value:
        words.append(say("the publication date to {day}", day=new.value or say("none")))
    elif old != new:
        pattern = "that the publication date is right" if new.value else "that there is no publication date"
        words.append(say(pattern))
    if before.layout.title != after.layout.title:
        words.append(say("the title"))
    if before.source != after.source:
        words.append(say("the publisher to {name}", name=after.source or say("none")))
    if before.language != after.language:
        words.append(say("the language to {name}", name=language_name(after.language)))
    label = say("Set {what}", what=listed(words))
    said: list[Sentence] = []
    if follow is not None and follow.times:
        said.append(say_count("{count} time follows", "{count} times follow", follow.times))
    if follow is not None and follow.by_hand:
        one, many = "{count} time set by hand stays", "{count} times set by hand stay"
        said.append(say_count(one, many, len(follow.by_hand)))
    return say("{edit} ({what})", edit=label, what=listed(said)) if said else label


def _language(written: str, document: Document) -> str:
    if written.strip().casefold() == language_name(document.language).casefold():
        return document.language
    code = language_code(written)
    if code is None:
        raise KnownError(
            "“{written}” is no language: write its English name, or a code like “lv”.", written=written.strip()[:40]
        )
    return code


def _with_title(document: Document, written: str) -> Layout:
    layout, words = document.layout, written.split()
    if words == (document.title or "").split():
        return layout
    title = _found_title(document, words) if words else None
    segments: list[Segment] = []
    for segment in layout.segments:
        segments.extend(_without_title(document.text, segment, title))
    if title is not None:
        segments.append(Segment("title", title))
    return replace(layout, title=title, segments=tuple(sorted(segments, key=lambda segment: segment.span)))


def _found_title(document: Document, words: list[str]) -> Span:
    """Where the title stands in the text, the first time; every span is one of the text's own."""
    if sum(map(len, words)) > LONGEST_TITLE:
        raise KnownError("That is too long for a title: give its first words as they stand in the article.")
    whole = r"\s+".join(re.escape(word) for word in words)
    pattern = re.compile(rf"(?<!\w){whole}(?!\w)", re.IGNORECASE)
    found = [Span(match.start(), match.end()) for match in pattern.finditer(document.text)]
    if not found:
        raise KnownError("The title must stand in the article: write it as it stands there, or leave the field empty.")
    for span in found:
        if not document.layout.is_masked(span):
            return span
    raise KnownError("That stands in boilerplate or the date line only: unmask that line first ({key}).", key=UNMASK)


def _without_title(text: str, segment: Segment, title: Span | None) -> list[Segment]:
    """The segment, or what is left of it beside the title; what was the title is a heading now."""
    label = "heading" if segment.label == "title" else segment.label
    if title is None or not title.overlaps(segment.span):
        return [Segment(label, segment.span)]
    parts = (trimmed(text, segment.span.start, title.start), trimmed(text, title.end, segment.span.end))
    return [Segment(label, part) for part in parts if part is not None]
