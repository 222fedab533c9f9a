"""Which lines of a page are boilerplate by where they stand: lists of other articles, what precedes and what follows.

Standard library only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.nlp.author_notes import (
    authors_of,
    is_biography,
    is_byline,
    says_more_of_an_author,
    tells_of_author,
)
from border_annotator.nlp.boilerplate import STARTS_A_LIST, kind_below_text, kind_of_line
from border_annotator.nlp.date_lines import is_bare_date, is_dated_note
from border_annotator.nlp.datelines import is_bare_dateline
from border_annotator.nlp.headline import CORRECTION, is_menu, is_tag_list
from border_annotator.nlp.page_blocks import with_blocks
from border_annotator.nlp.page_lines import (
    cells_of,
    has_final,
    is_list_item,
    is_prose,
    is_running,
    says_something,
    words_of,
)
from border_annotator.nlp.page_owner import owners_of, tells_of_owner

if TYPE_CHECKING:
    from border_annotator.nlp.page_lines import Line

LONGEST_HEADLINE = 200
# The items of a list of other articles; no page lists more.
LONGEST_LIST = 40
# Lines that nothing tells about, between the last paragraph and a line that is boilerplate.
MOST_UNKNOWN = 12
MOST_BIOGRAPHIES = 8
LONGEST_CONTACT_LINE = 120
LONGEST_LABEL = 45
LONGEST_TEASER = 320
MOST_LINES_ABOVE = 20
LONGEST_ABOVE_A_TITLE = 70
# So many headlines at least stand together at the end of a page.
FEWEST_HEADLINES = 2
FEWEST_WORDS_IN_HEADLINE = 4
LONGEST_BARE_HEADLINE = 130
_LINKS = frozenset({"related", "read_also"})
# A heading and the text below it have so many words in common, counted by their first letters.
_TAKEN_UP = 2
_STEM = 5
# No full stop, no table's figure at the end; perhaps the minute when it came before it.
_HEADLINE = re.compile(
    r"[←‹«<]?\s?(?:\d{1,2}[:.]\d\d\s+|#\d\s+)?[“‘\"']?[^\W\d_a-z][^:;|\t@]*[^\W\d_][”’\"'?!]?\s?[→›»>]?"
)
_CUT_SHORT = re.compile(r"(?:\.\.|…|\[…\]|\[\.\.\.\]|\(…\))$")
_ABOUT = re.compile(r"about (?:the |us\b|[A-Z])", re.IGNORECASE)
_COMMENTER = re.compile(r".{1,40}\bsays:|reply|.{1,40}\b(?:ago|at \d{1,2}:\d\d.{0,6})", re.IGNORECASE)
_HAS_CONTACT = re.compile(r"@|\+\d|\d{3,}")


def masked(lines: list[Line]) -> list[Line]:
    """The lines with everything marked that is boilerplate by its place; what a line's words tell is marked already."""
    marked = _with_lists(lines)
    first, last = _running_part(marked)
    marked = _with_edges(marked, first, last)
    return with_blocks(_with_tail(_with_comments(marked)))


def _running_part(lines: list[Line]) -> tuple[int, int]:
    """The first and the last line of running text; beyond the end when there is none."""
    running = [i for i, line in enumerate(lines) if _is_of_the_body(line)]
    return (running[0], running[-1]) if running else (len(lines), len(lines))


def _is_of_the_body(line: Line) -> bool:
    return line.is_content and line.label is None and is_running(line.text) and not CORRECTION.match(line.text)


def _with_lists(lines: list[Line]) -> list[Line]:
    """Marks the headlines that stand under “Most read” and its like: they are not this article's headings."""
    marked = list(lines)
    index = 0
    while index < len(marked):
        line = marked[index]
        index += 1
        if line.kind in _LINKS and STARTS_A_LIST.fullmatch(line.text.strip("[]() »›>→")):
            index = _mark_list(marked, index, line.kind, promised=line.text.endswith(":"))
        elif (
            line.kind in {"related", "read_also"} and len(line.text) <= LONGEST_LABEL and _are_headlines(marked, index)
        ):
            index = _mark_list(marked, index, line.kind, promised=True)
    return marked


def _are_headlines(lines: list[Line], begin: int) -> bool:
    """Whether several headlines stand right below a short link, as below “See more” or “From our pages”."""
    below = lines[begin : begin + FEWEST_HEADLINES]
    return len(below) == FEWEST_HEADLINES and all(
        line.is_content and line.label is None and _HEADLINE.fullmatch(line.text) and _is_headline_long(line.text)
        for line in below
    )


def _mark_list(lines: list[Line], begin: int, kind: str, *, promised: bool) -> int:
    """Marks the items from ``begin`` on; returns where the list has ended."""
    end = begin
    while end < len(lines) and end - begin < LONGEST_LIST and _may_be_item(lines[end]):
        end += 1
    items = [line for line in lines[begin:end] if line.is_content]
    resumes = end < len(lines)
    if resumes and items and not is_list_item(items[-1].text):
        # The article goes on: the bare line before its next paragraph is that paragraph's heading when an empty line
        # cuts it off from the list, or when nothing said that there would be a list.
        last = next(i for i in range(end - 1, begin - 1, -1) if lines[i] is items[-1])
        cut_off = lines[last].apart and any(not item.apart for item in items[:-1])
        if cut_off or (len(items) == 1 and not promised and kind == "read_also"):
            end = last
        elif not lines[begin].apart and any(line.apart for line in lines[begin + 1 : end]):
            end = next(i for i in range(begin + 1, end) if lines[i].apart)
    for i in range(begin, end):
        if lines[i].is_content:
            lines[i] = lines[i].masked("related" if kind == "related" else kind)
    return end


def _may_be_item(line: Line) -> bool:
    if not line.is_content:
        return line.kind in {"related", "read_also", "metadata", "nav", "caption_credit", "comments"}
    if len(line.text) > LONGEST_HEADLINE:
        return False
    return is_list_item(line.text) or not has_final(line.text) or bool(_CUT_SHORT.search(line.text))


def _with_edges(lines: list[Line], first: int, last: int) -> list[Line]:
    """Marks what only the place of a line tells: a bare “News” above the text, a post address below it."""
    title = next((i for i, line in enumerate(lines) if line.label == "title"), -1)
    authors = _authors(lines)
    owners = owners_of(lines[: max(0, title)], lines)
    marked = list(lines)
    for i, line in enumerate(lines):
        if line.label is not None:
            continue
        kind = None
        if line.is_content:
            outside = i < first or i > last
            between = 0 < i < len(lines) - 1 and not (lines[i - 1].is_content or lines[i + 1].is_content)
            if outside or between:
                kind = _kind_at_an_edge(lines, i, title, last) if outside else _kind_between(line.text)
            in_a_box = 0 < i < title and not line.apart and not marked[i - 1].is_content
            if kind is None and in_a_box and not _says_when_or_who(line.text):
                kind = "nav"  # a motto
            if kind is None and i > first and not has_final(line.text):
                kind = kind_below_text(line.text)
                kind = kind if kind and not _is_taken_up(line.text, lines[i + 1 : i + 2]) else None
        if kind is None and i and tells_of_author(line.text, authors) and is_byline(lines[i - 1].text):
            kind = "author_bio"
        if kind is None and line.is_content and i > title and tells_of_owner(line.text, owners):
            kind = "author_bio"
        if kind is not None:
            marked[i] = line.masked(kind)
    return marked


def _kind_between(line: str) -> str | None:
    """The kind of a line between two that are boilerplate."""
    return None if is_byline(line) else kind_of_line(line, at_an_edge=True)


def _kind_at_an_edge(lines: list[Line], index: int, title: int, last: int) -> str | None:
    """The kind of a line above the first or below the last paragraph."""
    line = lines[index].text
    if is_byline(line):
        # “PAPER | NOVEMBER 3, 2023” above the title is signed by nobody.
        return "metadata" if index < title and line.isupper() else None
    kind = kind_of_line(line, at_an_edge=True)
    if kind is not None:
        return kind
    if index != title and is_tag_list(line):
        return "related"
    if is_menu(line) and not _is_in_a_table(lines, index):
        return "nav"
    if is_bare_date(line):
        return "metadata" if index > last else None
    if is_dated_note(line):
        return "metadata"
    return "nav" if index < title and _stands_above_a_title(line) else None


def _is_taken_up(line: str, below: list[Line]) -> bool:
    """Whether the text below goes on about what a line announces, as below a heading of the article, or lists it."""
    if not below:
        return False
    said = {word[:_STEM].casefold() for word in words_of(line) if len(word) >= _STEM}
    again = {word[:_STEM].casefold() for word in words_of(below[0].text) if len(word) >= _STEM}
    return is_list_item(below[0].text) or cells_of(below[0].text) > 2 or len(said & again) >= _TAKEN_UP


def _is_in_a_table(lines: list[Line], index: int) -> bool:
    """Whether a neighbour has as many cells."""
    cells = cells_of(lines[index].text)
    near = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return any(line.is_content and cells_of(line.text) == cells for line in near)


def _says_when_or_who(line: str) -> bool:
    """Whether a line above a title may be the article's own: its date, its place, its author, a correction."""
    return (
        is_bare_date(line)
        or is_dated_note(line)
        or is_bare_dateline(line)
        or is_byline(line)
        or CORRECTION.match(line) is not None
    )


def _stands_above_a_title(line: str) -> bool:
    """Whether a line above the title is a label or the site's name; a correction, a date or a place is not."""
    return (
        len(line) <= LONGEST_ABOVE_A_TITLE
        and not is_prose(line)
        and says_something(line)
        and not (is_bare_date(line) or is_bare_dateline(line) or CORRECTION.match(line))
    )


def _with_tail(lines: list[Line]) -> list[Line]:
    """Marks, from the end backwards, what follows the article until a line of the article is met."""
    marked = list(lines)
    body = " ".join(line.text for line in lines if _is_of_the_body(line))
    authors = _authors(lines)
    unknown: list[int] = []
    asked = 0
    i = len(marked) - 1
    while i >= 0:
        line = marked[i]
        if not line.is_content or not says_something(line.text) or line.label == "caption":
            pass
        elif asked < MOST_BIOGRAPHIES and is_biography(line.text, authors, body):
            asked += 1
            marked[i] = line.masked("author_bio")
        elif (kind := kind_of_line(line.text, at_the_end=True)) is not None:
            marked[i] = line.masked(kind)
        elif i and _goes_on_about_an_author(marked, i, authors, body):
            marked[i] = line.masked("author_bio")
        elif i and is_running(line.text) and _tells_about_the_publisher(marked, i):
            marked[i] = line.masked("author_bio")
            marked[i - 1] = marked[i - 1].masked("author_bio")
        elif _closes_the_body(marked, i) or len(unknown) == MOST_UNKNOWN:
            break
        else:
            unknown.append(i)
        i -= 1
    return _with_unknown(_with_headlines(marked, i, sorted(unknown)), i + 1, sorted(unknown))


def _with_headlines(lines: list[Line], last: int, unknown: list[int]) -> list[Line]:
    """Marks headlines of other articles that stand below the article, with nothing said of them.

    ``last`` is the article's last line. One that ends in a colon says that a list follows, which is the article's.
    """
    if last < 0 or not is_running(lines[last].text) or any(lines[i].text.endswith(":") for i in (last, *unknown)):
        return lines
    alike = [i for i in unknown if _HEADLINE.fullmatch(lines[i].text) and _is_headline_long(lines[i].text)]
    if len(alike) >= FEWEST_HEADLINES:
        for i in alike:
            lines[i] = lines[i].masked("related")
    return lines


def _is_headline_long(line: str) -> bool:
    return (
        len(line) <= LONGEST_BARE_HEADLINE and len(words_of(line)) >= FEWEST_WORDS_IN_HEADLINE and cells_of(line) == 1
    )


def _goes_on_about_an_author(lines: list[Line], index: int, authors: frozenset[str], body: str) -> bool:
    """Whether the line above is “About the author”, or tells of the person whom this one says more about."""
    line, above = lines[index].text, lines[index - 1]
    if above.kind == "author_bio" and len(above.text) <= LONGEST_LABEL and not has_final(above.text):
        return is_running(line)
    return says_more_of_an_author(line) and is_biography(above.text, authors, body)


def _authors(lines: list[Line]) -> frozenset[str]:
    return authors_of(line.text for line in lines[:MOST_LINES_ABOVE] if line.is_content)


def _closes_the_body(lines: list[Line], index: int) -> bool:
    line = lines[index].text
    near = [lines[i].text for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    # One teaser cut short stands beside another; a paragraph may end in dots as well.
    teaser = _CUT_SHORT.search(line) and len(line) <= LONGEST_TEASER and any(_CUT_SHORT.search(other) for other in near)
    return lines[index].label == "title" or (is_prose(line) and not teaser and not _goes_on(line))


def _goes_on(line: str) -> bool:
    """“State Border Guard, Public Relations Unit,”: a line of an address."""
    return line.endswith(",") and len(line) <= LONGEST_CONTACT_LINE and not is_running(line)


def _tells_about_the_publisher(lines: list[Line], index: int) -> bool:
    """Whether the paragraph stands under “About …” at the very end of a press release."""
    heading = lines[index - 1]
    return (
        heading.is_content
        and len(heading.text) <= LONGEST_LABEL
        and bool(_ABOUT.match(heading.text))
        and not is_prose(heading.text)
    )


def _with_unknown(lines: list[Line], begin: int, unknown: list[int]) -> list[Line]:
    """Marks the lines of the tail that follow boilerplate and can be no part of the article."""
    cut_short = [i for i in unknown if _CUT_SHORT.search(lines[i].text)]
    for i in unknown:
        line = lines[i]
        before = next((lines[j].kind for j in range(i - 1, begin - 1, -1) if not lines[j].is_content), None)
        after = next((lines[j].kind for j in range(i + 1, len(lines)) if not lines[j].is_content), None)
        if is_list_item(line.text) or cells_of(line.text) > 2:
            continue
        if len(cut_short) > 1 and i in cut_short:
            lines[i] = line.masked("related")
        elif len(line.text) <= LONGEST_CONTACT_LINE and (
            before == "contact" or (after == "contact" and line.text.endswith(","))
        ):
            lines[i] = line.masked("contact")
        elif before in {"related", "read_also"} and len(line.text) <= LONGEST_HEADLINE and len(words_of(line.text)) > 2:
            lines[i] = line.masked("related")
        elif before is not None and len(line.text) <= LONGEST_LABEL and not re.search(r"\d", line.text):
            lines[i] = line.masked("nav")
    return lines


def _with_comments(lines: list[Line]) -> list[Line]:
    """Marks what readers wrote below the article: it goes on to the end."""
    half = sum(len(line.text) for line in lines) // 2
    passed = 0
    for i, line in enumerate(lines):
        passed += len(line.text)
        if line.kind == "comments" and passed >= half:
            # The first such line decides: where nobody is seen to write below it, nobody wrote anything.
            below = lines[i + 1 :]
            wrote = any(
                _COMMENTER.fullmatch(later.text) for later in below if later.kind in {None, "comments", "metadata"}
            )
            return [*lines[: i + 1], *(later.masked(later.kind or "comments") for later in below)] if wrote else lines
    return lines
