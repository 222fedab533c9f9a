"""CoNLL with its offsets: both files of tags, and beside them the text and where every word of it stands."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle, ForeignSpan, Piece, Unit
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.gathering import fields_of, items_of, whole, word
from border_annotator.formats.readers.json_values import json_values
from border_annotator.formats.writers.conll import ENTITIES_FILE, OFFSETS_FILE, TRIGGERS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.formats.readers.json_values import Value

Row = tuple[str, str]
"""A word and its tag."""
COLUMNS = 4


def read_conll_folder(folder: Path) -> Iterator[ForeignArticle | Refusal]:
    """The articles of an export, or why one is none."""
    tagged = zip_longest(_documents(folder / ENTITIES_FILE), _documents(folder / TRIGGERS_FILE))
    for found, rows in zip_longest(json_values(folder / OFFSETS_FILE), tagged):
        if found is None or rows is None or rows[0] is None or rows[1] is None:
            yield Refusal(say("the files hold different articles"))
            return
        if isinstance(found, Refusal):
            yield found
        else:
            place, value = found
            yield _article(place, value, rows)


def _documents(path: Path) -> Iterator[list[Row]]:
    """The words of each document; a blank line is an empty word, which ends what goes on."""
    rows: list[Row] | None = None
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            columns = line.rstrip("\n").split(" ")
            if columns[0] == "-DOCSTART-" and len(columns) == COLUMNS and columns[1] == "-X-" and columns[3] == "O":
                if rows is not None:
                    yield rows
                rows = []
            elif rows is not None:
                rows.append((columns[0], columns[-1] if len(columns) == COLUMNS else ""))
    if rows is not None:
        yield rows


def _article(place: str, value: Value, tagged: tuple[list[Row], list[Row]]) -> ForeignArticle | Refusal:
    fields = fields_of(value)
    text, doc_id = fields.get("text"), word(fields.get("doc_id"))
    if not isinstance(text, str) or doc_id is None:
        return Refusal(say("has no text"), place)
    places = [
        Piece(whole(start) or 0, whole(end) or 0)
        for sentence in items_of(fields.get("sentences"))
        for start, end in map(items_of, items_of(sentence))
    ]
    spans: list[ForeignSpan] = []
    for rows in tagged:
        if [word for word, _ in rows if word] != [text[one.start : one.end] for one in places]:
            return Refusal(say("its words are not those of its text"), place)
        spans += _spans(rows, places, text, first=len(spans))
    return ForeignArticle(doc_id, text, place=place, units=(Unit.CODE_POINTS,), spans=tuple(spans))


def _spans(rows: list[Row], places: list[Piece], text: str, *, first: int) -> Iterator[ForeignSpan]:
    label, begin, end, at = "", 0, 0, 0
    for said, tag in [*rows, ("", "")]:
        goes_on = tag.startswith("I-") and tag[2:] == label
        if label and not goes_on:
            first += 1
            yield ForeignSpan(f"s{first}", label, (Piece(begin, end),), text[begin:end])
            label = ""
        if not said:
            continue
        if tag.startswith("B-"):
            label, begin = tag[2:], places[at].start
        end = places[at].end
        at += 1
