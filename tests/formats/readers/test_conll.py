"""CoNLL files in every scheme of tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.formats.readers.conll import is_conll, read_conll
from border_annotator.formats.readers.registry import foreign_format_of
from tests.formats.readers.interop import articles, covered, interop, only

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("🚨", "Greek", "coast", "guard", "freed", "Latvia", "Estonia", "Riga", ".")
TAGS = {
    "IOB2": ("O", "B-ORG", "I-ORG", "I-ORG", "O", "B-LOC", "B-LOC", "B-GPE", "O"),
    "IOB1": ("O", "I-ORG", "I-ORG", "I-ORG", "O", "I-LOC", "B-LOC", "I-GPE", "O"),
    "BILUO": ("O", "B-ORG", "I-ORG", "L-ORG", "O", "U-LOC", "U-LOC", "U-GPE", "O"),
    "IOBES": ("O", "B-ORG", "I-ORG", "E-ORG", "O", "S-LOC", "S-LOC", "S-GPE", "O"),
}
SPANS = [("ORG", "Greek coast guard"), ("LOC", "Latvia"), ("LOC", "Estonia"), ("GPE", "Riga")]


def written(folder: Path, content: str) -> Path:
    path = folder / "train.txt"
    path.write_bytes(content.encode())
    return path


@pytest.mark.parametrize("scheme", TAGS)
@pytest.mark.parametrize("row", ["{} -X- _ {}", "{}\tNN\tI-NP\t{}", "{}\t{}", "{} {}"])
def test_every_scheme_in_every_shape(tmp_path: Path, scheme: str, row: str) -> None:
    rows = [row.format(word, tag) for word, tag in zip(WORDS, TAGS[scheme], strict=True)]
    path = written(tmp_path, "-DOCSTART- -X- -X- O\n\n" + "\n".join(rows) + "\n\n")
    article = only(read_conll(path))
    assert covered(article) == SPANS
    assert article.text == "🚨 Greek coast guard freed Latvia Estonia Riga ."
    assert article.attributes["scheme"] == scheme
    assert "one space" in article.left_out[-1]
    assert ("columns 2, 3" in " ".join(article.left_out)) == ("NN" in row)
    assert foreign_format_of(path).name == "conll"  # type: ignore[union-attr]


def test_documents_and_sentences(tmp_path: Path) -> None:
    content = (
        "\ufeff-DOCSTART- O\r\n\r\nNarva B-LOC\r\n\r\nis O\r\n# sent_id = 4\r\nshut O\r\n\r\n"
        "-DOCSTART- -X- O\r\n-DOCSTART- (art-9) O\r\n"
        "# O\r\nriver I-LOC\r\nwhat\r\n\r\nNarva I-LOC\r\n"
    )
    first, second = articles(read_conll(written(tmp_path, content)))
    assert (first.doc_id, first.text, first.note) == ("train", "Narva\nis shut", "# sent_id = 4")
    assert (second.doc_id, second.text) == ("(art-9)", "# river\nNarva")
    assert covered(second) == [("LOC", "river"), ("LOC", "Narva")]
    assert second.place == "line 10"
    assert any("what" in line for line in second.left_out)


@pytest.mark.parametrize("head", [b"", b"Narva is shut\nand so is O\n", b"A O\nB O\n", b'{"a": 1}\n', b"\n\n", b"O"])
def test_other_texts_are_not_taken_for_it(head: bytes) -> None:
    assert not is_conll(head)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(sorted({t for s in TAGS.values() for t in s})))))
def test_any_order_of_tags_gives_spans_of_the_words(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("conll") / "a.conll"
    path.write_text("".join(f"{word} {tag}\n" for word, tag in rows), encoding="utf-8")
    article = only(read_conll(path))
    covered(article)
    assert article.text == " ".join(word for word, _ in rows)
    inside = sum(tag != "O" for _, tag in rows)
    assert sum(len(span.surface.split()) for span in article.spans if span.surface) == inside


def test_a_real_file() -> None:
    path = interop("doccano/trailing.conll")
    assert foreign_format_of(path).name == "conll"  # type: ignore[union-attr]
    assert covered(only(read_conll(path))) == [("LOC", "JAPAN"), ("PER", "CHINA")]
