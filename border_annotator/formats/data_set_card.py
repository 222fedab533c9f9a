"""The card of a data set: what is in it, how it was made and what it must not be used for, for people and for hubs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.data_set import TextUse
from border_annotator.domain.layer import ReviewState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from border_annotator.domain.data_set import DataSetFacts
    from border_annotator.domain.schema import Schema

CARD = "README.md"
TO_FILL_IN = "_to fill in_"
KINDS = {Kind.EVENT: "Events", Kind.ENTITY: "Entities", Kind.FIGURE: "Figures"}
STATES = {
    ReviewState.DONE: "done",
    ReviewState.IN_PROGRESS: "in progress",
    ReviewState.OPEN: "not begun",
    ReviewState.SKIPPED: "skipped",
}
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def data_set_card(facts: DataSetFacts, schema: Schema, files: Mapping[str, Sequence[str]]) -> str:
    """The card in Markdown, with the head that Hugging Face reads; ``files`` are the data files of each split."""
    parts = [
        _head(facts, files),
        f"# {_plain(facts.name)}",
        (
            f"News articles on border security with events, figures and entities {_labelled(facts)}"
            f" with Border Annotator {facts.program_version}; format: {facts.format_name}."
        ),
        "## What is in it\n\n" + _lines(_scope(facts)),
        "## Counts\n\n" + _counts(facts),
        "## How it was made\n\n" + _lines(_making(facts)),
    ]
    if facts.seed is not None:
        parts.append("## Splits\n\n" + _lines(_splits(facts)))
    parts += [
        "## What this format does not hold\n\n" + _losses(facts),
        "## Known gaps\n\n" + _lines(facts.gaps or ("None are known.",)),
        (
            "## Unreviewed text\n\nText without annotations says that there is nothing only where it was reviewed:"
            " `reviewed.jsonl` lists these parts of every article, and the sentences in them that hold nothing."
        ),
        "## Schema\n\nThe whole schema is in `schema.json`, the rules of annotation are in `guidelines.md`.\n\n"
        + _definitions(facts, schema),
        "## Licence and citation\n\n"
        + _lines((f"Licence of the annotations: {TO_FILL_IN}", f"Rights to the texts: {TO_FILL_IN}"))
        + f"\n\nCitation: {TO_FILL_IN}",
    ]
    return "\n\n".join(parts) + "\n"


def _labelled(facts: DataSetFacts) -> str:
    return "that people labelled or confirmed" if facts.is_reviewed else "of which nobody has confirmed all"


def _head(facts: DataSetFacts, files: Mapping[str, Sequence[str]]) -> str:
    articles = sum(part.articles for part in facts.parts.values())
    size = next((name for most, name in SIZES if articles < most), "n>1M")
    lines = ["---", f"pretty_name: {json.dumps(facts.name)}"]
    if facts.languages:
        lines += ["language:", *(f"- {json.dumps(language)}" for language in sorted(facts.languages))]
    lines += ["task_categories:", "- token-classification", "size_categories:", f"- {size}"]
    readable = {
        split: [name for name in names if name.endswith((".jsonl", ".parquet"))] for split, names in files.items()
    }
    if any(readable.values()):
        lines += ["configs:", "- config_name: default", "  data_files:"]
        for split, names in readable.items():
            lines += [f"  - split: {'validation' if split == 'dev' else split or 'train'}", "    path:"]
            lines += [f"    - {json.dumps(name)}" for name in names]
    return "\n".join([*lines, "---"])


def _scope(facts: DataSetFacts) -> Iterable[str]:
    articles = sum(part.articles for part in facts.parts.values())
    yield f"{articles:,} articles" + (
        f", published {facts.published[0].isoformat()} to {facts.published[1].isoformat()}" if facts.published else ""
    )
    if facts.languages:
        yield "Languages: " + ", ".join(f"{name} ({count:,})" for name, count in sorted(facts.languages.items()))
    yield from facts.scope
    yield {
        TextUse.WHOLE: "The texts are included as they were imported.",
        TextUse.REDACTED: "Names of annotated persons and bylines are replaced, the same person by the same word"
        " everywhere; persons whom nobody annotated may still be named.",
        TextUse.OFFSETS: "The texts are not included, nor any words of them, nor notes and reasons,"
        " which may quote them: offsets are code points of the text that has the SHA-256 given for each article.",
    }[facts.text_use]


def _counts(facts: DataSetFacts) -> str:
    names = [str(split) or "all" for split in facts.parts]
    rows = [["", *names], ["---", *("---:" for _name in names)]]
    rows.append(["Articles", *(f"{part.articles:,}" for part in facts.parts.values())])
    for state, said in STATES.items():
        if any(part.states[state] for part in facts.parts.values()):
            rows.append([f"… {said}", *(f"{part.states[state]:,}" for part in facts.parts.values())])
    rows.append(["Characters", *(f"{part.characters:,}" for part in facts.parts.values())])
    rows.append(["… of them reviewed", *(f"{part.reviewed_characters:,}" for part in facts.parts.values())])
    rows.append(
        ["Sentences reviewed that hold nothing", *(f"{part.empty_sentences:,}" for part in facts.parts.values())]
    )
    last = None
    for label in facts.labels():
        if label[0] is not last:
            last = label[0]
            sums = [sum(n for (kind, _l), n in part.labels.items() if kind is last) for part in facts.parts.values()]
            rows.append([f"**{KINDS[last]}**", *(f"**{count:,}**" for count in sums)])
        rows.append([_cell(label[1]), *(f"{part.labels[label]:,}" for part in facts.parts.values())])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _making(facts: DataSetFacts) -> Iterable[str]:
    yield f"Layer: {_plain(facts.layer)}"
    for run in facts.runs:
        then = ", then reviewed" if facts.is_reviewed else ""
        yield f"Suggested by {_plain(run.model)} {_plain(run.version)} in {run.articles:,} articles{then}"
    yield f"Schema {_plain(facts.schema_version)}, SHA-256 {facts.schema_sha256}"
    yield "Agreement between reviewers: not measured here"
    if facts.changed_at is not None:
        yield f"The project was last changed {facts.changed_at.isoformat(timespec='seconds')}"


def _splits(facts: DataSetFacts) -> Iterable[str]:
    yield (
        f"By the hash of each group's first article and the seed “{_plain(facts.seed or '')}”: an article stays where"
        " it is when others are added. Versions, nearly equal texts and articles on one event go together."
    )
    yield from facts.checks


def _losses(facts: DataSetFacts) -> str:
    if not facts.losses:
        return "It holds everything that was chosen."
    rows = [["What", "Why", "How many"], ["---", "---", "---:"]]
    rows += [[f"{sort.kind.value}: {_cell(sort.what)}", _cell(sort.reason), f"{n:,}"] for sort, n in facts.losses]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _definitions(facts: DataSetFacts, schema: Schema) -> str:
    used = {label for _kind, label in facts.labels()}
    lines = [f"- **{_plain(t.type)}**: {_plain(t.description)}" for t in schema.event_types if t.type in used]
    lines += [f"- **{_plain(e.label)}**: {_plain(e.description)}" for e in schema.entity_labels if e.label in used]
    known = {t.type for t in schema.event_types} | {e.label for e in schema.entity_labels} | set(schema.figure_kinds)
    lines += [f"- **{_plain(label)}**: not in the schema" for label in sorted(used - known)]
    return "\n".join(lines) if lines else "No label is used."


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _plain(words: str) -> str:
    """Words of a project in one line, so that they cannot pass for parts of the card."""
    one_line = " ".join(words.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in one_line)


def _cell(words: str) -> str:
    return _plain(words) or " "
