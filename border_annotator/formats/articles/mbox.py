"""Mailboxes in one file (MBOX): one article for each message."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.articles.email_message import message_draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from border_annotator.formats.articles.draft import Choices, Draft, Source

LARGEST_MESSAGE = 50_000_000
"""Bytes of one message; what is larger holds attachments, not text, and is left out."""
LONGEST_LINE = 1_000_000

_BEGINS = re.compile(rb"From \S*.{0,200}\d\d:\d\d.{0,200}\d{4}")
# Writers of mailboxes put a mark before lines that would look like the beginning of a message.
_MARKED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mbox(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The articles of a mailbox that is in memory, message by message."""
    return read_mbox_stream(io.BytesIO(source.data), choices)


def read_mbox_stream(stream: BinaryIO, choices: Choices) -> Iterator[Draft | Refusal]:
    """The articles of a mailbox of any size; no more than one message is in memory."""
    for number, message in enumerate(messages_of(stream), start=1):
        place = say("message {number}", number=number)
        if message is None:
            yield Refusal(say("larger than {count} MB", count=LARGEST_MESSAGE // 1_000_000), place)
        else:
            yield message_draft(message, choices, place)


def messages_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each message of a mailbox, ``None`` for one that is too large."""
    lines: list[bytes] = []
    size = 0
    is_blank, is_open = True, False
    while line := stream.readline(LONGEST_LINE):
        if is_blank and _BEGINS.match(line):
            if is_open:
                yield _whole(lines, size)
            lines, size, is_open = [], 0, True
        else:
            size += len(line)
            if size <= LARGEST_MESSAGE:
                lines.append(line)
            is_open = is_open or bool(line.strip())
        is_blank = line in {b"\n", b"\r\n"}
    if is_open:
        yield _whole(lines, size)


def _whole(lines: list[bytes], size: int) -> bytes | None:
    return _MARKED.sub(rb"\1", b"".join(lines)) if size <= LARGEST_MESSAGE else None
