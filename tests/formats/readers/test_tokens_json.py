"""DyGIE++ and OneIE: annotations whose offsets count tokens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.formats.readers.registry import foreign_format_of
from border_annotator.formats.readers.tokens_json import read_dygie, read_oneie
from tests.formats.readers.interop import SAMPLE, articles, covered, only, refusals

if TYPE_CHECKING:
    from pathlib import Path

TOKENS = [*SAMPLE[:-1].split(), "."]
DYGIE = {
    "doc_key": "art-1", "dataset": "border", "sentences": [TOKENS, ["They", "left", "."]],
    "ner": [
        [[1, 3, "ORG"], [1, 1, "GPE"], [6, 7, "FIGURE"], [9, 9, "LOC"], [11, 13, "DATE"]],
        [[15, 15, "PER", 1.0, 0.9]],
    ],
    "relations": [[[9, 9, 1, 3, "Near"]], []],
    "events": [
        [[[4, "Pushback"], [1, 3, "Agent"], [6, 7, "Victim"], [15, 15, "Who"], [10, 10, "Odd"]]], [[[16, "Leave"]]],
    ],
    "clusters": [[[6, 7], [15, 15]]], "_note": "kept",
}  # fmt: skip
ONEIE = {
    "doc_id": "art-1", "wnd_id": "art-1-0", "text": SAMPLE, "lang": "en", "tokens": TOKENS,
    "entity_mentions": [
        {"id": "art-1-0-E0", "entity_type": "ORG", "mention_type": "NAM", "start": 1, "end": 4},
        {"id": "art-1-0-E1", "entity_type": "LOC", "mention_type": "NAM", "start": 9, "end": 10},
    ],
    "relation_mentions": [{"id": "art-1-0-R0", "relation_type": "Near", "arguments": [
        {"entity_id": "art-1-0-E0", "role": "Arg-1"}, {"entity_id": "art-1-0-E1", "role": "Arg-2"},
    ]}],
    "event_mentions": [{
        "id": "art-1-0-EV0", "event_type": "Pushback", "trigger": {"text": "pushed back", "start": 4, "end": 6},
        "arguments": [
            {"entity_id": "art-1-0-E0", "role": "Agent", "text": "Greek coast guard"},
            {"entity_id": "x", "role": "Victim", "text": "150 migrants", "start": 6, "end": 8},
            {"entity_id": "x", "role": "Gone", "text": "y"},
        ]}],
}  # fmt: skip
SECOND = {
    "doc_id": "art-1", "sent_id": "art-1-1", "tokens": ["They", "left", "."],
    "entity_mentions": [{"id": "art-1-1-E0", "entity_type": "PER", "text": "They", "start": 0, "end": 1}],
    "event_mentions": [{"id": "art-1-1-EV0", "event_type": "Leave", "trigger": {"start": 1, "end": 9}}],
}  # fmt: skip


def written(folder: Path, *values: object) -> Path:
    path = folder / "train.json"
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def test_dygie(tmp_path: Path) -> None:
    path = written(
        tmp_path, DYGIE, {"doc_key": "x"}, {**DYGIE, "ner": [[[3, 99, "ORG"], ["a"]]], "events": [[[], [[2]]]]}
    )
    found = list(read_dygie(path))
    assert [refusal.place for refusal in refusals(found)] == ["line 2"]
    article, odd = articles(found[:1] + found[2:])
    assert covered(article) == [
        ("ORG", "Greek coast guard"), ("GPE", "Greek"), ("FIGURE", "150 migrants"), ("LOC", "Lesbos"),
        ("DATE", "3 March 2020"), ("PER", "They"), ("Pushback", "pushed"), ("Odd", "on"), ("Leave", "left"),
    ]  # fmt: skip
    assert article.text == " ".join(TOKENS) + "\nThey left ."
    labels = {span.id: span.label for span in article.spans}
    assert [(one.role, labels[one.target]) for one in article.events[0].arguments] == [
        ("Agent", "ORG"), ("Victim", "FIGURE"), ("Who", "PER"), ("Odd", "Odd"),
    ]  # fmt: skip
    assert [(one.type, labels[one.source], labels[one.target]) for one in article.relations] == [
        ("Near", "LOC", "ORG"), ("same", "FIGURE", "PER"),
    ]  # fmt: skip
    assert article.attributes == {"dataset": "border", "_note": "kept"}
    assert len(odd.left_out) > 1
    assert foreign_format_of(path).name == "dygie"  # type: ignore[union-attr]


def test_a_text_beside_the_tokens_is_kept_as_it_is(tmp_path: Path) -> None:
    article = only(read_dygie(written(tmp_path, {**DYGIE, "_text": SAMPLE + "\n\nThey  left."})))
    assert article.text == SAMPLE + "\n\nThey  left."
    assert ("DATE", "3 March 2020") in covered(article)


def test_oneie_puts_the_sentences_of_a_document_together(tmp_path: Path) -> None:
    path = written(tmp_path, ONEIE, SECOND, {**SECOND, "doc_id": "art-2"}, {"doc_id": "art-2"})
    found = list(read_oneie(path))
    assert [refusal.place for refusal in refusals(found)] == ["line 4"]
    first, second = articles(item for item in found if item not in refusals(found))
    assert (first.doc_id, first.text, first.language) == ("art-1", SAMPLE + "\nThey left .", "en")
    assert covered(first) == [
        ("ORG", "Greek coast guard"), ("LOC", "Lesbos"), ("Pushback", "pushed back"), ("Victim", "150 migrants"),
        ("PER", "They"),
    ]  # fmt: skip
    assert first.spans[0].attributes == {"mention_type": "NAM"}
    assert [one.role for one in first.events[0].arguments] == ["Agent", "Victim"]
    assert [(one.source, one.target) for one in first.relations] == [("art-1-0-E0", "art-1-0-E1")]
    told = " ".join(first.left_out)
    assert "Gone" in told
    assert "art-1-1-EV0" in told
    assert (second.doc_id, second.text) == ("art-2", "They left .")
    assert foreign_format_of(path).name == "oneie"  # type: ignore[union-attr]
