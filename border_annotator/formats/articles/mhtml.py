"""MHTML files: pages that a browser saved with everything in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.articles.email_message import charset_of, header_of, message_of, payload_of
from border_annotator.formats.articles.html_page import html_draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from border_annotator.formats.articles.draft import Choices, Draft, Source

_ADDRESSES = ("snapshot-content-location", "content-location")


def read_mhtml(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of the page; its pictures and frames are left where they are."""
    message = message_of(source.data)
    page = _page(message) if message is not None else None
    if message is None or page is None:
        yield Refusal("holds no page, or is damaged")
        return
    places = [header_of(message, _ADDRESSES[0]), *(header_of(part, _ADDRESSES[1]) for part in (page, message))]
    address = next((place for place in places if place.startswith(("http://", "https://"))), None)
    yield html_draft(payload_of(page), choices, declared=charset_of(page), address=address)


def _page(message: EmailMessage) -> EmailMessage | None:
    """The page that the archive was made of: its first one, or the one that it names as its start."""
    start = str(message.get_param("start", ""))
    first = None
    for part in message.walk():
        if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
            continue
        if first is None or (start and header_of(part, "content-id") == start):
            first = part
    return first
