"""RTF files: their text in whatever code pages they use, and what they say of themselves."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from border_annotator.domain.document import PublicationDate
from border_annotator.domain.sentence import say, say_count
from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.encoding import codec_named
from border_annotator.formats.articles.lines import Line, joined, titled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices, Source

MOST_FONTS = 2_000

# Raw bytes may hold braces and backslashes, so they go before anything else is looked at.
_RAW = re.compile(r"\\bin(\d{1,9}) ?")
_PICTURE = re.compile(r"\\pict(?![a-z])[^{}]*(?:\{[^{}]*\}[^{}]*)*")
_FONTS = re.compile(r"\{\s*\\fonttbl(?![a-z])")
_FONT = re.compile(r"\\f(\d{1,5})(?!\d)|\\fcharset(\d{1,3})(?!\d)")
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_CHARACTER = re.compile(r"\\u(-?\d+)|\\uc(?![a-z\d])")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_ROW = re.compile(r"\\nestrow(?![a-z])")
_FIELD = re.compile(r"\\fldinst(?![a-z])")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# What word processors put before an item of a list: a bullet of a font of symbols, or a number, and a tab.
_BULLET = re.compile("^ *[\u00b7\u2022\uf0b7\uf0a7\u25cf\u25e6\u2013-]\t+(?=\\S)")
_NUMBER = re.compile(r"^ *(\(?\w{1,4}[.)])\t+(?=\S)")
_MOMENT = re.compile(r"\\yr(\d{1,4})\\mo(\d{1,2})\\dy(\d{1,2})")
_LEFT_OUT = (
    (re.compile(r"\\footnote(?![a-z])"), "One note was left out.", "{count} notes were left out."),
    (re.compile(r"\\\*\\annotation(?![a-z])"), "One comment was left out.", "{count} comments were left out."),
    (re.compile(r"\{[^{}]{0,40}\\pict(?![a-z])"), "One picture was left out.", "{count} pictures were left out."),
)
_MARGINS = re.compile(r"\\(?:header|footer)[lrf]?(?![a-z])[^{}]*(?:\{[^{}]*\}[^{}]*){0,20}")


def read_rtf(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of an RTF file; headers, footers and notes are left out, and that is told."""
    codec = codec_named(choices.encoding) if choices.encoding else None
    rtf = _without_bytes(source.data.decode("latin-1"))
    pictures = _told(rtf)
    rtf = _simple(_PICTURE.sub("", rtf))
    try:
        text = _text(rtf, codec or "cp1252")
    except (ValueError, LookupError, TypeError, OverflowError):
        # striprtf trusts the numbers in a file.
        yield Refusal("damaged: it is no text that a word processor would write")
        return
    cleaning = Cleaning(choices, hyphenates=True)
    text, _none = joined([Line(_line(line)) for line in text.split("\n")], cleaning)
    if not text.strip():
        yield Refusal("holds no text")
        return
    info = _group(rtf, r"\info")
    draft = Draft(
        text,
        author=_fact(info, rtf, r"\author", codec),
        published=_created(info),
        encoding=_encoding(rtf),
        changes=(*cleaning.changes(), *pictures),
        doubts=cleaning.doubts(),
    )
    yield titled(draft, _fact(info, rtf, r"\title", codec))


def _without_bytes(rtf: str) -> str:
    parts: list[str] = []
    at = 0
    for match in _RAW.finditer(rtf):
        if match.start() >= at:
            parts.append(rtf[at : match.start()])
            at = match.end() + int(match[1])
    return "".join(parts) + rtf[at:]


def _simple(rtf: str) -> str:
    """The file written so that its table of fonts is plain, cells end with tabs and fields tell no addresses."""
    rtf = _CHARACTER.sub(_fit, rtf)
    rtf = _ROW.sub(r"\\par", _CELL.sub(r"\\tab", _FIELD.sub(r"\\*\\field", rtf)))
    match = _FONTS.search(rtf)
    if match is None:
        return rtf
    end = _end_of_group(rtf, match.start())
    fonts: dict[str, str] = {}
    current = ""
    for font in _FONT.finditer(rtf, match.end(), end):
        if font[1] is not None:
            current = font[1]
        elif current and len(fonts) < MOST_FONTS:
            fonts.setdefault(current, font[2] if _is_known(font[2]) else "0")
    table = "".join(f"{{\\f{number}\\fcharset{charset} A;}}\n" for number, charset in fonts.items())
    return f"{rtf[: match.start()]}{{\\fonttbl{table}}}{rtf[end:]}"


def _fit(match: re.Match[str]) -> str:
    """The code of a character, or nothing where it is none."""
    digits = match[1] or ""
    return match[0] if 0 < len(digits) < 8 and -0x10000 <= int(digits) <= 0x10FFFF else ""


def _is_known(charset: str) -> bool:
    from striprtf.striprtf import charset_map

    return codec_named(charset_map.get(int(charset), "")) is not None


def _end_of_group(rtf: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(rtf, start):
        if brace[0] == "{":
            depth += 1
        elif brace[0] == "}":
            depth -= 1
            if depth == 0:
                return brace.end()
    return len(rtf)


def _group(rtf: str, word: str) -> str:
    """The group that begins with a word, empty where there is none."""
    match = re.search(r"\{\s*" + re.escape(word) + r"(?![a-z])", rtf)
    return rtf[match.start() : _end_of_group(rtf, match.start())] if match else ""


def _text(rtf: str, codec: str) -> str:
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(rtf, encoding=codec, errors="replace")  # type: ignore[no-untyped-call] # it has no types
    # A character beyond the first 65,536 is written in two halves.
    text = _SURROGATES.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
    return text.replace("\u2011", "-")


def _line(line: str) -> str:
    line = line.rstrip("\t ")
    # A tab alone only moves the first line in.
    return _NUMBER.sub(r"\1 ", _BULLET.sub("- ", line)).strip(" \t")


def _fact(info: str, rtf: str, word: str, codec: str | None) -> str | None:
    group = _group(info, word)
    if not group:
        return None
    page = re.search(r"\\ansicpg\d{1,5}", rtf[:2_000])
    inner = group[group.index(word) + len(word) : -1]
    try:
        said = _text(f"{{\\rtf1{page[0] if page else ''} {inner}}}", codec or "cp1252")
    except (ValueError, LookupError, TypeError, OverflowError):
        return None
    return " ".join(said.split()) or None


def _created(info: str) -> PublicationDate | None:
    """The day when the file was made, which need not be that of the article."""
    match = _MOMENT.search(_group(info, r"\creatim"))
    try:
        day = datetime.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        day = None
    return PublicationDate(day, "metadata", suspect=True, note="the day when the file was made") if day else None


def _encoding(rtf: str) -> str | None:
    match = re.search(r"\\ansicpg(\d{1,5})", rtf[:2_000])
    return f"windows-{match[1]}, declared" if match else None


def _told(rtf: str) -> tuple[Sentence, ...]:
    found = []
    if any(re.search(r"\\[a-z]+\d* ?[^\s\\{}]", margin[0]) for margin in _MARGINS.finditer(rtf)):
        found.append(say("Headers and footers were left out."))
    for pattern, one, many in _LEFT_OUT:
        count = sum(1 for _match in pattern.finditer(rtf))
        if count:
            found.append(say_count(one, many, count))
    return tuple(found)
