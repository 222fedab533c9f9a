"""Markdown files: readable text without the marks, and what the head of the file says of the article."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate
from border_annotator.domain.sentence import say, say_count
from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.encoding import decoded
from border_annotator.formats.articles.lines import Line, joined, titled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices, Source

LONGEST_HEAD = 20_000
LONGEST_LINE = 20_000
"""Letters of a line in which marks are looked for; what is longer stays as it is."""

_HEAD = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FACT = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*[:=][ \t]*(.*)")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
_NAMES = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "creator"),
    "date": ("date", "published", "pubdate", "publishdate", "created"),
    "url": ("url", "source_url", "link", "canonical", "canonicalurl", "source"),
    "site": ("site", "publisher", "publication", "website", "outlet"),
    "language": ("lang", "language"),
}


def read_markdown(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of a Markdown file. Raises ``KnownError`` for binary data."""
    found = decoded(source.data, chosen=choices.encoding)
    cleaning = Cleaning(choices, had_mark=found.had_mark)
    facts, text = _head(cleaning.of(found.text))
    reading = _Reading()
    body, _none = joined([Line(line) for line in reading.lines(text)], Cleaning(choices))
    if not body.strip():
        yield Refusal("empty")
        return
    url = facts.get("url")
    draft = Draft(
        body,
        author=facts.get("author"),
        site=facts.get("site"),
        url=url if url and url.startswith(("http://", "https://")) else None,
        published=_day(facts.get("date")),
        language=facts.get("language", "").split("-")[0].lower() or None,
        encoding=found.encoding,
        changes=(*cleaning.changes(), *reading.told(is_headed=bool(facts))),
        doubts=(*found.doubts, *cleaning.doubts()),
    )
    yield titled(draft, facts.get("title") or reading.title)


def _head(text: str) -> tuple[dict[str, str], str]:
    """What the file says of itself before its text, and that text."""
    match = _HEAD.match(text, 0, LONGEST_HEAD)
    said: dict[str, str] = {}
    last = ""
    for line in match[2].split("\n") if match else ():
        fact = _FACT.match(line)
        if fact is not None:
            last = fact[1].lower()
            said[last] = _plain(fact[2])
        elif last and line.lstrip().startswith("- "):
            # A list of authors, a line for each.
            said[last] = "; ".join(filter(None, (said[last], _plain(line.strip()[2:]))))
    if match is None or not said:
        return {}, text
    facts = {kind: next((said[n] for n in names if said.get(n)), "") for kind, names in _NAMES.items()}
    return {kind: value for kind, value in facts.items() if value}, text[match.end() :]


def _plain(value: str) -> str:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return "; ".join(filter(None, (_plain(part) for part in value[1:-1].split(","))))
    for mark in "\"'":
        if len(value) > 1 and value[0] == value[-1] == mark:
            return value[1:-1].strip()
    return value


def _day(said: str | None) -> PublicationDate | None:
    match = _DAY.match(said or "")
    try:
        day = datetime.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        day = None
    return PublicationDate(day, "metadata", note="head of the Markdown file") if day else None


class _Reading:
    """Turns blocks into lines and counts what is no text."""

    def __init__(self) -> None:
        self.title: str | None = None
        self._pictures = self._tags = 0
        self._lead = ""
        self._numbers: list[int | None] = []
        self._row: list[str] | None = None

    def told(self, *, is_headed: bool) -> Iterator[Sentence]:
        if is_headed:
            yield say("The head of the file was taken for what is known of the article.")
        if self._pictures:
            yield say_count("One picture was left out.", "{count} pictures were left out.", self._pictures)
        if self._tags:
            yield say_count("One HTML tag was left out.", "{count} HTML tags were left out.", self._tags)

    def lines(self, text: str) -> Iterator[str]:
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
        if any(len(line) > LONGEST_LINE for line in text.split("\n")):
            parser.disable(["emphasis", "link", "image", "strikethrough"])
        above = ""
        for token in parser.parse(text):
            if token.type == "inline":
                yield from self._words(token, is_title=above == "h1")
            elif token.type in {"fence", "code_block"}:
                yield from token.content.rstrip("\n").split("\n")
            elif token.type == "html_block":
                yield from self._without_tags(token.content).split("\n")
            elif token.type == "tr_close":
                yield "\t".join(self._row or ()).rstrip("\t")
                self._row = None
            elif token.type == "tr_open":
                self._row = []
            else:
                self._list(token)
            above = token.tag

    def _list(self, token: Token) -> None:
        """What stands before the next item."""
        if token.type == "bullet_list_open":
            self._numbers.append(None)
        elif token.type == "ordered_list_open":
            self._numbers.append(int(token.attrs.get("start", 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._numbers.pop()
        elif token.type == "list_item_open":
            number = self._numbers[-1]
            self._lead = "- " if number is None else f"{number}. "
            self._numbers[-1] = None if number is None else number + 1

    def _words(self, token: Token, *, is_title: bool) -> Iterator[str]:
        words = self._inline(token.children or ())
        if self._row is not None:
            self._row.append(" ".join(words.split()))
            return
        if is_title and not self.title:
            self.title = words
        for part in words.split("\n"):
            yield self._lead + part.strip(" ")
            self._lead = ""

    def _inline(self, children: Sequence[Token]) -> str:
        words: list[str] = []
        for token in children:
            if token.type == "softbreak":
                words.append(" ")
            elif token.type == "hardbreak":
                words.append("\n")
            elif token.type == "image":
                self._pictures += 1
            elif token.type == "html_inline":
                self._tags += 1
                words.append("\n" if token.content.lower().startswith("<br") else "")
            else:
                words.append(token.content)
        return _FOOTNOTE.sub("", "".join(words))

    def _without_tags(self, text: str) -> str:
        from html import unescape

        words, count = _TAG.subn("", text)
        self._tags += count
        return unescape(words)
