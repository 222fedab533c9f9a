"""Which line is the article's title. Standard library only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.nlp.author_notes import is_byline
from border_annotator.nlp.boilerplate import kind_of_line
from border_annotator.nlp.date_lines import is_bare_date, is_date_line, is_dated_note
from border_annotator.nlp.datelines import is_bare_dateline, starts_with_dateline
from border_annotator.nlp.layout_words import any_of
from border_annotator.nlp.page_lines import (
    cells_of,
    ends_sentence,
    has_final,
    is_list_item,
    is_prose,
    is_running,
    words_of,
)

if TYPE_CHECKING:
    from border_annotator.nlp.page_lines import Line

LONGEST_TITLE = 220
# How far down a title may stand, counted in lines that are the article's.
FARTHEST_DOWN = 8
# A title that ends with a full stop is one only above a byline or a date.
LONGEST_WITH_FULL_STOP = 130
_WORDS_OF_A_LABEL = 3
_WORDS_OF_A_TITLE = 4
# Some scripts write a whole title without a space.
_LETTERS_OF_A_LABEL = 8
# The lines of a site above a title: what it has room for, and the kinds that stand between its name and the title.
_LONGEST_HEAD = 40
_OF_THE_SITE = frozenset({"nav", "cookie", "app_promo"})
_LISTING = frozenset({"related", "read_also"})
_FEWEST_TAGS = 4
_FEWEST_PARTS = 3
_SEPARATED = re.compile(r"\s*[|·•●›»>]\s*| +/ +| {2,}")
_CRY = re.compile(
    r"\W{0,3}(?:(?:breaking(?: news)?|live|latest|developing|just in|urgent|alert)\s*[|:•]"
    r"|(?-i:BREAKING(?: NEWS)?|JUST IN|DEVELOPING|ALERT)\s+(?-i:[A-Z0-9“]))",
    re.IGNORECASE,
)
# So many paragraphs, and no more, tell what it is about; a stem is the first letters of a word.
_PARAGRAPHS_THAT_TAKE_UP = 12
_FEWEST_TAKEN_UP = 2
_STEM = 5
_SHORT_FORM = re.compile(r"\b(?:[ap]\.m|U\.S|U\.K|E\.U|U\.N|Inc|Ltd|Jr|Sr|Co)\.$")
_NUMBERED_TITLE = re.compile(r"\d{1,3}\s")

_NAME_ALONE = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'.-]*){1,2}")

CORRECTION = re.compile(
    r"\W{0,3}(?:corrections?|clarifications?|corrected|editor[’']?s[’']? note|update)\b[^.:]{0,30}\s*[:(–—-]"
    r"|(?:an earlier version of )?this (?:article|story|report|post)\b.{0,80}"
    r"\b(?:was|has been|have been) (?:amended|corrected|updated|changed|clarified)",
    re.IGNORECASE,
)
_OUTLET = re.compile(rf"\b{any_of('of_outlets')}\b", re.IGNORECASE)


def title_among(lines: list[Line]) -> int | None:
    """The index of the title among all lines of the page; ``None`` when the article has none.

    It is a line above the running text that looks like a headline. A label above it (“World”, “EXPLAINER”, the name
    of the site) is not taken for it, nor is a byline, a date or a correction.
    """
    candidates: list[int] = []
    passed = 0
    head = _below_the_site(lines)
    for index, line in enumerate(lines):
        if not line.is_content or index < head:
            continue
        if passed == FARTHEST_DOWN:
            break
        passed += 1
        if line.label == "caption" or CORRECTION.match(line.text) or not _may_stand_above(line.text):
            if _ends_the_search(line):
                break
            continue
        follows = _following(lines, index)
        if looks_like_title(line.text) or (passed == 1 and _ends_with_full_stop(line.text) and _is_signed(follows)):
            candidates.append(index)
        elif is_prose(line.text):
            break
    if not candidates:
        candidates = [i for i, line in enumerate(lines[:FARTHEST_DOWN]) if _is_cried(lines, i)][:1]
    if not candidates:
        return None
    title = next((i for i in candidates if not _is_label(lines, i, candidates)), candidates[0])
    title = _taken_up(lines, title)
    return title if any(_holds_text(line) for line in lines[title + 1 :]) else None


def _taken_up(lines: list[Line], title: int) -> int:
    """The headline above the text whose words the text takes up, where it leaves those of ``title`` alone.

    A site’s name, its motto and the parts it has look like titles; but the article is not about them.
    """
    head = _head(lines)
    likely = [i for i, line in enumerate(head) if i == title or _is_like_a_title(line)]
    if title not in likely or len(likely) == 1:
        return title
    text = [line.text for line in lines[len(head) :] if _is_text(line)][:_PARAGRAPHS_THAT_TAKE_UP]
    said = {stem for line in text for stem in _stems(line)}
    shared = {i: len(_stems(head[i].text) & said) for i in likely}
    best = max(shared.values())
    if best < _FEWEST_TAKEN_UP:
        return title
    if len(words_of(lines[title].text)) < _WORDS_OF_A_TITLE and shared[title] < best:
        del shared[title]
    if shared.get(title, 0) * 2 >= best:
        chosen = title
    else:
        chosen = next(i for i, count in shared.items() if count * 2 >= best)
        # A title in words of its own stands right above the line that sums the article up, and apart from the site’s.
        above = lines[chosen - 1]
        if chosen and chosen - 1 in shared and above.apart and lines[chosen].apart and not above.text.isupper():
            chosen -= 1
    # “Now reading: …” says the title as well, and more.
    inside = (i for i in shared if i > chosen and lines[chosen].text.endswith(lines[i].text))
    return next(inside, chosen)


def _stems(line: str) -> set[str]:
    words = {word[:_STEM] for word in words_of(line) if len(word) >= _STEM - 1 or word.isdigit()}
    return {word.casefold() for word in words}


def _below_the_site(lines: list[Line]) -> int:
    """Where the article may begin: below the last line of the site’s own above the text, if a title stands there.

    A site’s name, its motto and the headlines it boasts of look like titles, but menus and the like stand below them.
    """
    head = _head(lines)
    begin = 0
    for index, line in enumerate(head):
        if index < begin or not (_is_of_the_site(line) or line.kind == "subscribe"):
            continue
        if _has_signed_title(head[begin:index]):
            break
        if line.kind == "subscribe" and any(_is_like_a_title(above) for above in head[begin:index]):
            continue
        begin = _end_of_list(head, index) if line.kind in _LISTING or line.kind == "subscribe" else index + 1
    return begin if any(_is_like_a_title(line) for line in head[begin:]) else 0


def _head(lines: list[Line]) -> list[Line]:
    """The lines above the text; a motto in a box of the site's is not the text yet."""
    in_a_box = False
    for index, line in enumerate(lines[:_LONGEST_HEAD]):
        in_a_box = (in_a_box and not line.apart) or not line.is_content
        if _is_text(line) and not (in_a_box and len(line.text) <= LONGEST_WITH_FULL_STOP):
            return lines[:index]
    return lines[:_LONGEST_HEAD]


def _is_text(line: Line) -> bool:
    may_be_title = (line.text.endswith("?") or _SHORT_FORM.search(line.text)) and looks_like_title(line.text)
    return line.is_content and not may_be_title and (_ends_the_search(line) or starts_with_dateline(line.text))


def _is_of_the_site(line: Line) -> bool:
    return line.kind in _OF_THE_SITE or line.kind in _LISTING or (line.is_content and is_menu(line.text))


def _has_signed_title(lines: list[Line]) -> bool:
    """Whether a title stands among the lines with a byline or a date below it."""
    title = next((i for i, line in enumerate(lines) if _is_like_a_title(line)), len(lines))
    return any(
        line.kind == "metadata" or (line.is_content and (is_byline(line.text) or is_bare_date(line.text)))
        for line in lines[title + 1 :]
    )


def _is_like_a_title(line: Line) -> bool:
    return (
        line.is_content
        and line.label is None
        and len(words_of(line.text)) >= _WORDS_OF_A_TITLE
        and looks_like_title(line.text)
        and _may_stand_above(line.text)
        and not CORRECTION.match(line.text)
    )


def _end_of_list(lines: list[Line], index: int) -> int:
    """Where the headlines that stand right below a line such as “Must read” have ended."""
    end = index + 1
    while end < len(lines) and not lines[end].apart:
        end += 1
    return end


def _is_cried(lines: list[Line], index: int) -> bool:
    """“BREAKING: Poland shuts its border”: a ticker of the page, but a title where the page has no other."""
    line = lines[index]
    above = not any(_ends_the_search(earlier) for earlier in lines[:index] if earlier.is_content)
    return line.kind == "nav" and above and bool(_CRY.match(line.text)) and looks_like_title(line.text)


def _holds_text(line: Line) -> bool:
    return line.is_content and (is_prose(line.text) or is_list_item(line.text) or cells_of(line.text) > 2)


def _may_stand_above(line: str) -> bool:
    """Whether it is none of the lines that stand between, or above, labels and titles."""
    return not (
        is_byline(line) or is_bare_date(line) or is_date_line(line) or is_dated_note(line) or is_bare_dateline(line)
    )


def _ends_the_search(line: Line) -> bool:
    return line.label is None and is_running(line.text) and not CORRECTION.match(line.text)


def _following(lines: list[Line], index: int) -> Line | None:
    return lines[index + 1] if index + 1 < len(lines) else None


def looks_like_title(line: str) -> bool:
    """Whether a line has the shape of a headline."""
    return (
        len(line) <= LONGEST_TITLE
        and (
            not has_final(line)
            or bool(_SHORT_FORM.search(line))
            or (line.endswith("…") and len(line) <= LONGEST_WITH_FULL_STOP // 2)
        )
        and not line.endswith(":")
        and not (ends_sentence(line) and len(line) > LONGEST_WITH_FULL_STOP)
        and (not is_list_item(line) or bool(_NUMBERED_TITLE.match(line)))
        and not starts_with_dateline(line)
        and not is_menu(line)
        and cells_of(line) < 3
        and any(c.isalpha() for c in line)
        and (len(words_of(line)) > 1 or (not line.isascii() and len(line) > _LETTERS_OF_A_LABEL))
    )


def _ends_with_full_stop(line: str) -> bool:
    return len(line) <= LONGEST_WITH_FULL_STOP and line.endswith(".") and looks_like_title(line.rstrip("."))


def _is_signed(line: Line | None) -> bool:
    """Whether a byline, a date or a note of the page follows: then a headline stood before it."""
    if line is None:
        return False
    if not line.is_content:
        return line.kind in {"metadata", "share", "caption_credit"}
    return is_byline(line.text) or is_bare_date(line.text) or bool(_NAME_ALONE.fullmatch(line.text))


def _is_label(lines: list[Line], index: int, candidates: list[int]) -> bool:
    """Whether the line only says what kind of article the next line is the title of, or whose page it is."""
    text = lines[index].text
    later = [i for i in candidates if i > index]
    if not later or not _follow_each_other(lines, index, later[0]):
        return False
    count, after = len(words_of(text)), len(words_of(lines[later[0]].text))
    if is_tag_list(text):
        return True
    if after < _WORDS_OF_A_TITLE or count > _WORDS_OF_A_LABEL + 1 or len(text) > 40:
        return False
    return (
        kind_of_line(text, at_an_edge=True) is not None
        or (text.isupper() and count <= _WORDS_OF_A_LABEL)
        or (count == 1 and after > _WORDS_OF_A_TITLE)
        or bool(_OUTLET.search(text) and after > count)
    )


def is_menu(line: str) -> bool:
    """Whether a line lists the parts of a site: “Politics / Culture / Opinion”, “HOME   ISLANDS   SPORT”."""
    parts = [part for part in _SEPARATED.split(line.strip()) if part]
    return (
        len(line) <= LONGEST_TITLE
        and not has_final(line)
        and len(parts) >= _FEWEST_PARTS
        and all(part[0].isupper() and len(part.split()) <= _WORDS_OF_A_LABEL + 1 and len(part) <= 30 for part in parts)
    )


def is_tag_list(line: str) -> bool:
    """Whether a line names what the article is about: “Estonia, Russia, Border security, Baltic countries”."""
    parts = [part.strip() for part in re.split(r"[,;·•]", line)]
    return (
        len(line) <= LONGEST_TITLE
        and (not has_final(line) or (line.endswith("…") and len(line) <= LONGEST_WITH_FULL_STOP // 2))
        and len(parts) >= _FEWEST_TAGS
        and all(
            part and (part[0].isupper() or part[0] == "#") and len(part.split()) <= _WORDS_OF_A_LABEL for part in parts
        )
    )


def _follow_each_other(lines: list[Line], one: int, two: int) -> bool:
    """Whether no byline and no text of the article stands between; below these only headings can follow."""
    return not any(line.is_content for line in lines[one + 1 : two])
