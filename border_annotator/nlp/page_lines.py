"""The lines of a page as they are read: where they stand, and what their shape tells. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from border_annotator.domain.span import Span, trimmed
from border_annotator.nlp.boilerplate import INLINE, kind_of_line
from border_annotator.nlp.date_lines import is_dated_note
from border_annotator.nlp.layout_words import CAPITALS, any_of

_LINKS = frozenset({"related", "read_also"})
LONGEST_CAPTION = 420
# One that begins with “FILE -” may say more.
LONGEST_ARCHIVE_CAPTION = 900
# What a page says twice is a caption or a quotation that stands out; no page says a whole paragraph again.
LONGEST_SAID_TWICE = 400
LONGEST_ABOVE_ITS_CREDIT = 250
_RUNNING_WORDS = 6
_RUNNING_LENGTH = 40
_LONG = 200
_LONGEST_ITEM = 100
_FEWEST_SAID_TWICE = 4
_FARTHEST_SAID_AGAIN = 3

_FINAL = re.compile(r"[.;,…][”\"’')\]]*$")
_SENTENCE_FINAL = re.compile(r"[.!?…:][”\"’')\]]*$")
# A full stop after a word and before a capital; “U.S. Border”, “Gov. Abbott” and “No. 3” are no ends of sentences.
# It begins with the full stop, which is looked for much quicker than a word is.
_SHORT_FORMS = "Gov Sen Rep Gen Col Sgt Cpt Nos Mrs Jan Feb Mar Apr Aug Sep Oct Nov Dec"
_SENTENCE_END = re.compile(
    r"[.](?:(?<=[^\W\d_]{3}[.])|(?<=[\d)\]%”\"’'][.]))"
    + "".join(rf"(?<!\b{form}[.])" for form in _SHORT_FORMS.split())
    + r"[”\"’')\]]*\s+[A-ZÀ-ÞŠŽČŁŚ“\"‘]"
)
_WORD = re.compile(r"[^\W_](?:[\w’'.-]*\w)?")
_TELLS = re.compile(r"\w")
_LIST_ITEM = re.compile(r"(?:[-–—•*▪●◦·‣]\s+|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s+)\S")
_AFTER_THE_SAME = re.compile(r"\s*[/|(\[–—-]")
_CELLS = re.compile(r"\t+|\s*\|\s*")

_AGENCIES = any_of("picture_agencies")
_NAME_PART = rf"(?:[{CAPITALS}]\.|[{CAPITALS}][\w’'-]*)"
# Whose picture it is, said at the end of a caption.
_CREDIT_AT_END = re.compile(
    r"(?:^|[\s|/(\[–—.-])(?P<credit>[|(\[–—\s-]*(?:"
    r"(?:[Pp]hoto(?:graph)?|PHOTO|[Ii]mage|IMAGE|[Pp]icture|[Cc]redits?|CREDIT|[Ss]ource|[Vv]ideo|[Ii]llustration|Foto"
    r"|[Ss]creenshot)(?: (?:[Bb]y|[Cc]redit|[Ss]ource|[Cc]ourtesy(?: of)?|from))?\s*[:/©]\s*[^.|:]{2,90}"
    r"|©\s*[^.|]{2,60}"
    rf"|(?:(?:{_NAME_PART} ){{0,3}}[{CAPITALS}]?[\w’'-]*/|(?:^|(?<=[.!?] ))(?:{_NAME_PART} ){{1,4}}/ )"
    rf"{_AGENCIES}(?:\s?/\s?[\w ]{{2,30}}| (?:via|for) [\w ]{{2,30}})?"
    rf"|/ (?:(?:{_NAME_PART} )*{_NAME_PART}\s?/\s?)?{_AGENCIES}"
    rf"|{_AGENCIES}\s?/{{1,2}}\s?[{CAPITALS}][^.|]{{2,60}}"
    rf"|(?:{_NAME_PART} ){{1,3}}photos?"
    r")[)\]]?\.?)$"
)
# No credit is without one of these.
_MAY_CREDIT = re.compile(r"[:/©]|photo")
_CAPTION = re.compile(
    r"(?:FILE(?: PHOTO| -| –)|File (?:photo|picture)\b|From file:"
    r"|(?:Image|Video) caption,|In this (?:file |archive |undated )?(?:photo|picture|image)\b|Pictured:|PICTURED:"
    r"|\(?Archive (?:photo|image))"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page, or a part of one, without the white space at its edges.

    ``kind`` is what boilerplate it is, ``None`` for a line of the article. ``apart`` says that an empty line, or
    nothing, stands before it. ``label`` is the segment it was seen to be, if its shape alone tells.
    """

    span: Span
    text: str
    kind: str | None = None
    apart: bool = True
    label: str | None = None

    def masked(self, kind: str) -> Line:
        """The same line as boilerplate; a title stays what it is."""
        return self if self.label == "title" else replace(self, kind=kind, label=None)

    @property
    def is_content(self) -> bool:
        """Whether it belongs to the article."""
        return self.kind is None


def page_lines(text: str, begin: int) -> list[Line]:
    """The lines that are not empty, from ``begin`` on.

    A note in brackets inside a paragraph, and whose picture it is at the end of a caption, are lines of their own.
    """
    found: list[Line] = []
    position, apart = begin, True
    while position <= len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        span = trimmed(text, position, end)
        if span is not None:
            found.extend(_parts(text, span, apart=apart))
        apart = span is None
        position = end + 1
    return found


def _parts(text: str, span: Span, *, apart: bool) -> list[Line]:
    whole = span.text_in(text)
    kind = kind_of_line(whole)
    if kind is not None:
        # A link may say when the page was made; its date is looked for in what the page says of itself.
        return [Line(span, whole, "metadata" if kind in _LINKS and is_dated_note(whole) else kind, apart)]
    caption = _caption(text, span, whole, apart=apart)
    if caption:
        return caption
    parts: list[Line] = []
    position = span.start
    for match in INLINE.finditer(text, span.start, span.end):
        before = trimmed(text, position, match.start())
        if before:
            parts.append(Line(before, before.text_in(text), None, apart))
        kind = "ad" if match[0][1:3].casefold() == "ad" else "read_also"
        parts.append(Line(Span(*match.span()), match[0], kind, apart=False))
        position = match.end()
    rest = trimmed(text, position, span.end)
    if rest:
        parts.append(Line(rest, rest.text_in(text), None, apart and not parts))
    return parts


def _caption(text: str, span: Span, whole: str, *, apart: bool) -> list[Line]:
    """A caption, cut off from whose picture it is."""
    if len(whole) > (LONGEST_ARCHIVE_CAPTION if _CAPTION.match(whole) else LONGEST_CAPTION):
        return []
    credit = _CREDIT_AT_END.search(whole, max(0, len(whole) - 160)) if _MAY_CREDIT.search(whole) else None
    if credit is None:
        return [Line(span, whole, None, apart, "caption")] if _CAPTION.match(whole) else []
    begin = span.start + credit.start("credit")
    words = trimmed(text, span.start, begin)
    said = trimmed(text, begin, span.end)
    if said is None:
        return []
    parts = [Line(words, words.text_in(text), None, apart, "caption")] if words else []
    return [*parts, Line(said, said.text_in(text), "caption_credit", apart and not parts)]


def with_captions(lines: list[Line]) -> list[Line]:
    """Labels what a picture shows where it stands right above whose picture it is, or is said twice in a row.

    What is said twice, for those who see the picture and for those who do not, counts once: the first is masked.
    """
    found = [
        replace(line, label="caption") if line.is_content and line.label is None and _is_caption(lines, i) else line
        for i, line in enumerate(lines)
    ]
    said = [" ".join(line.text.split()) for line in lines]
    for i, line in enumerate(found[:-1]):
        again = _where_said_again(found, said, i)
        # What stands below nothing but labels may be the title, which some pages say twice.
        if again is not None and (line.label == "caption" or any(_says_enough(above) for above in found[:i])):
            found[i] = line.masked("caption_credit")
            below = found[again]
            found[again] = replace(below, label="caption") if below.label is None else below
    return found


def _says_enough(line: Line) -> bool:
    return line.is_content and len(words_of(line.text)) >= _FEWEST_SAID_TWICE


def _where_said_again(lines: list[Line], said: list[str], index: int) -> int | None:
    """The line soon below that says the same, or the same and whose picture it is; ``said`` are the lines' words."""
    line, words = lines[index], said[index]
    for i in range(index + 1, min(len(lines), index + 1 + _FARTHEST_SAID_AGAIN)):
        rest = said[i].removeprefix(words)
        if rest == said[i] or (rest and not _AFTER_THE_SAME.match(rest)) or not lines[i].is_content:
            continue
        if len(line.text) > LONGEST_SAID_TWICE or not line.is_content:
            return None
        count = len(words_of(line.text))
        # A few words count only right below:
        if count < _FEWEST_SAID_TWICE or (i > index + 1 and count <= _RUNNING_WORDS):
            return None
        return None if is_list_item(line.text) or cells_of(line.text) > 1 else i
    return None


def _is_caption(lines: list[Line], index: int) -> bool:
    line = lines[index]
    if len(line.text) > LONGEST_ABOVE_ITS_CREDIT or index + 1 == len(lines):
        return False
    below = lines[index + 1]
    if below.kind == "caption_credit" and not below.apart:
        if not has_final(line.text) and not any(earlier.is_content for earlier in lines[:index]):
            return False  # the title
        return (line.apart or index == 0 or not is_running(lines[index - 1].text)) and not ends_sentence(line.text)
    twice = below.is_content and below.label in {None, "caption"} and below.text.startswith(line.text.rstrip("."))
    return (
        twice
        and len(words_of(line.text)) >= _RUNNING_WORDS
        and (has_final(line.text) or below.label == "caption" or " | " in line.text)
    )


def has_final(line: str) -> bool:
    """Whether the line ends as a sentence or a clause does; headlines do not."""
    return bool(_FINAL.search(line))


def ends_sentence(line: str) -> bool:
    """Whether one sentence ends and another begins inside the line."""
    return bool(_SENTENCE_END.search(line, 0, 2_000))


def is_prose(line: str) -> bool:
    """Whether the line may be a part of running text."""
    return has_final(line) or line.endswith(("?", "!", "”", '"')) or len(line) > _LONG


def is_running(line: str) -> bool:
    """Whether the line is surely running text: some words long, and ended as a sentence is."""
    if len(line) > _LONG:
        return True
    return (
        len(line) >= _RUNNING_LENGTH
        and bool(_SENTENCE_FINAL.search(line))
        and len(words_of(line)) >= _RUNNING_WORDS
        and not (is_list_item(line) and len(line) <= _LONGEST_ITEM)
    )


@lru_cache(maxsize=1024)
def words_of(line: str) -> tuple[str, ...]:
    """The words of a line, as far as anybody needs them."""
    return tuple(_WORD.findall(line[:1_000]))


def says_something(line: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return bool(_TELLS.search(line))


def is_list_item(line: str) -> bool:
    """Whether it begins with a bullet or a number, as the items of a list do."""
    return bool(_LIST_ITEM.match(line))


def cells_of(line: str) -> int:
    """How many cells the line has as a row of a table; 1 for a line that is none."""
    return len(_CELLS.split(line)) if len(line) <= _LONG * 2 and ("\t" in line or "|" in line) else 1
