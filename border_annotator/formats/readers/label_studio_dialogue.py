"""Label Studio's dialogues: what several people said, a paragraph each, in which regions are counted one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.formats.readers.gathering import fields_of, items_of, whole, word

if TYPE_CHECKING:
    from border_annotator.formats.readers.gathering import Fields

AUTHORS = ("author", "speaker", "name")
TEXTS = ("text", "utterance", "content", "message")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A dialogue as one text, a line for each paragraph with its speaker before it.

    ``key`` is where it stands in a task's data, ``starts`` where the words of each paragraph begin in the text.
    """

    key: str
    text: str
    starts: tuple[int, ...]

    def laid(self, item: Fields) -> Fields:
        """A result with its offsets counted in the whole text; one that lies in no paragraph is as it was."""
        value = fields_of(item.get("value"))
        first, last = _number(value.get("start")), _number(value.get("end"))
        start, end = whole(value.get("startOffset")), whole(value.get("endOffset"))
        if first is None or last is None or start is None or end is None:
            return item
        if not (0 <= first < len(self.starts) and 0 <= last < len(self.starts)):
            return item
        own = {key: said for key, said in value.items() if key not in ("startOffset", "endOffset", "globalOffsets")}
        return {**item, "value": {**own, "start": self.starts[first] + start, "end": self.starts[last] + end}}


def dialogue_of(data: Fields, named: frozenset[str]) -> Dialogue | None:
    """The dialogue in a task's data: what regions name, else the first list of paragraphs; ``None`` without one."""
    keys = sorted(data, key=lambda key: key not in named)
    for key in keys:
        paragraphs = [fields_of(item) for item in items_of(data[key])]
        text_key = next((name for name in TEXTS if all(isinstance(p.get(name), str) for p in paragraphs)), None)
        if paragraphs and text_key is not None:
            return _dialogue(key, paragraphs, text_key)
    return None


def _dialogue(key: str, paragraphs: list[Fields], text_key: str) -> Dialogue:
    lines: list[str] = []
    starts: list[int] = []
    length = 0
    for paragraph in paragraphs:
        author = next((word(paragraph[name]) for name in AUTHORS if name in paragraph), None)
        before = f"{author}: " if author else ""
        lines.append(before + str(paragraph[text_key]))
        starts.append(length + len(before))
        length += len(lines[-1]) + 1
    return Dialogue(key, "\n".join(lines), tuple(starts))


def _number(value: object) -> int | None:
    """The number of a paragraph, which is written as a text."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else whole(value)
