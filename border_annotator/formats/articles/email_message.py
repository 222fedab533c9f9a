"""Mails saved as EML: what was written, with the subject as title, the sender as author and the day it was sent."""

from __future__ import annotations

import re
from dataclasses import replace
from email import policy
from email.errors import HeaderParseError, MessageError
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate
from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say, say_count
from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.encoding import decoded
from border_annotator.formats.articles.html_page import html_draft
from border_annotator.formats.articles.lines import titled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices, Source

LONGEST_HEADER = 2_000
"""Letters of a header that are read; the parser of headers takes its time with long ones."""
MOST_PARTS = 2_000
SHORTEST_PLAIN = 200
"""A plain part with fewer letters, beside a long page, only says that the mail is a page."""

_REPLIES = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|odp|ats|vs|vl)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FLOWED = re.compile(r"^(>*)(.*)$")
_SIGNATURE = "-- "


def read_email(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of a mail; attachments are left out, and that is told."""
    yield message_draft(source.data, choices)


def message_of(data: bytes) -> EmailMessage | None:
    """The message in some bytes; ``None`` where they are nested beyond reason."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        parts = sum(1 for _part in message.walk())
    except (MessageError, RecursionError, ValueError, LookupError):
        return None
    return message if parts <= MOST_PARTS else None


def header_of(message: EmailMessage, name: str) -> str:
    """What a header says, decoded; empty where the message has none."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), None)
    if raw is None:
        return ""
    cut = str(raw)[:LONGEST_HEADER]
    try:
        said = str(policy.default.header_fetch_parse(name, cut))
    # The standard library's parser of headers stumbles over some that are written against the rules.
    except (HeaderParseError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        said = cut
    return " ".join(said.split())


def payload_of(part: EmailMessage) -> bytes:
    """The bytes of a part, decoded from the way in which they travelled."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""


def message_draft(data: bytes, choices: Choices, place: str = "") -> Draft | Refusal:
    """The article that a message holds."""
    message = message_of(data)
    if message is None:
        return Refusal("nested too deeply to be a mail", place)
    if message.get_content_type() in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return Refusal("encrypted: open it in your mail program and save its text", place)
    cleaning = Cleaning(choices)
    subject = cleaning.of(_REPLIES.sub("", header_of(message, "subject"), count=1)) or None
    sender = cleaning.of(header_of(message, "from"))
    try:
        found = _body(message, choices, subject)
    except KnownError as error:
        return Refusal(error.sentence, place)
    if found is None:
        return Refusal("holds no text: save its attachments as files and import those", place)
    names = {"from": sender, "message_id": cleaning.of(header_of(message, "message-id"))}
    return replace(
        found,
        place=place,
        author=found.author or _name(sender),
        published=_sent(message) or found.published,
        changes=(*found.changes, *_attachments(message, cleaning)),
        extra={**found.extra, **{name: value for name, value in names.items() if value}},
    )


def _body(message: EmailMessage, choices: Choices, subject: str | None) -> Draft | None:
    plain, page = _part(message, "plain"), _part(message, "html")
    found = _from_page(page, choices, subject) if page is not None and _is_short(plain, page) else None
    return _from_plain(plain, choices, subject) if found is None and plain is not None else found


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    try:
        found = message.get_body(preferencelist=(kind,))
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None
    return found  # type: ignore[return-value] # the default policy makes nothing but this


def _is_short(plain: EmailMessage | None, page: EmailMessage) -> bool:
    if plain is None:
        return True
    words = len(payload_of(plain).strip())
    return words < SHORTEST_PLAIN and len(payload_of(page)) > 10 * words


def _from_page(part: EmailMessage, choices: Choices, title: str | None) -> Draft | None:
    address = header_of(part, "content-location") or None
    declared = charset_of(part)
    found = html_draft(payload_of(part), choices, declared=declared, address=address, title=title, fewest=1)
    return found if isinstance(found, Draft) else None


def _from_plain(part: EmailMessage, choices: Choices, title: str | None) -> Draft | None:
    found = decoded(payload_of(part), chosen=choices.encoding, declared=charset_of(part))
    cleaning = Cleaning(choices, had_mark=found.had_mark)
    text = cleaning.of(found.text)
    if not text.strip():
        return None
    changes = cleaning.changes()
    if str(part.get_param("format", "")).lower() == "flowed":
        whole = _unflowed(text, deletes=str(part.get_param("delsp", "")).lower() == "yes")
        if whole != text:
            text, changes = whole, (*changes, say("Lines that the mail program had broken were joined."))
    doubts = (*found.doubts, *cleaning.doubts())
    return titled(Draft(text.strip("\n"), encoding=found.encoding, changes=changes, doubts=doubts), title)


def charset_of(part: EmailMessage) -> str | None:
    """The encoding that a part says it is in."""
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, AttributeError):
        return None


def _unflowed(text: str, *, deletes: bool) -> str:
    """Lines joined that end with a space (RFC 3676), within the same depth of quotation."""
    found: list[str] = []
    open_at: str | None = None
    for line in text.split("\n"):
        match = _FLOWED.match(line)
        marks, words = (match[1], match[2]) if match else ("", line)
        # A space is put before what would look like a quotation or the start of a mailbox.
        words = words.removeprefix(" ")
        if open_at == marks and words != _SIGNATURE:
            found[-1] += words
        else:
            found.append(f"{marks} {words}" if marks else words)
        is_soft = words.endswith(" ") and words != _SIGNATURE
        open_at = marks if is_soft else None
        if is_soft and deletes:
            found[-1] = found[-1][:-1]
    return "\n".join(line.rstrip(" ") for line in found)


def _name(sender: str) -> str | None:
    """The name of a sender, or the address of one without a name."""
    name, address = parseaddr(sender)
    return name or address or sender or None


def _sent(message: EmailMessage) -> PublicationDate | None:
    try:
        # The day where the sender was.
        day = parsedate_to_datetime(header_of(message, "date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return PublicationDate(day, "metadata", note="mail Date")


def _attachments(message: EmailMessage, cleaning: Cleaning) -> Iterator[Sentence]:
    names = [cleaning.of(_file_name(part)) for part in message.walk() if part.get_content_disposition() == "attachment"]
    if names:
        yield say_count(
            "One attachment was left out: {names}.",
            "{count} attachments were left out: {names}.",
            len(names),
            names=", ".join(names[:20]),
        )


def _file_name(part: EmailMessage) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, AttributeError, TypeError):
        name = None
    return " ".join((name or part.get_content_type()).split())[:100]
