"""The formats of annotations made elsewhere, told apart by what a file holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.readers.brat import is_brat, is_brat_folder, read_brat
from border_annotator.formats.readers.conll import is_conll, read_conll
from border_annotator.formats.readers.doccano import is_doccano, read_doccano
from border_annotator.formats.readers.json_values import first_values
from border_annotator.formats.readers.label_studio import is_label_studio, read_label_studio
from border_annotator.formats.readers.native import read_native_file
from border_annotator.formats.readers.prodigy import is_prodigy, read_prodigy
from border_annotator.formats.readers.signed import by_file, by_folder, by_project
from border_annotator.formats.readers.spans_json import is_spans_json, read_spans_json
from border_annotator.formats.readers.tokens_json import is_dygie, is_oneie, read_dygie, read_oneie
from border_annotator.formats.readers.web_annotations import is_web_annotations, read_web_annotations
from border_annotator.formats.readers.webanno_tsv import is_webanno_tsv, read_webanno_tsv
from border_annotator.formats.readers.xmi import is_xmi, is_xmi_zip, read_xmi
from border_annotator.formats.writers.native import FORMAT as NATIVE_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from border_annotator.domain.article import Article
    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.articles.draft import Refusal

LARGEST_NATIVE = 200_000_000
"""Bytes of the largest file of one article that is read."""


@dataclass(frozen=True, slots=True)
class ForeignFormat:
    """One format; ``read`` gives the annotations of a file, or of a folder where a format has several files for one.

    What it gives is what another tool wrote, or one ``Article`` where this program wrote the file, which needs no
    mapping and no alignment. It raises ``KnownError`` for the file as a whole.
    """

    name: str
    description: str
    read: Callable[[Path], Iterator[Article | ForeignArticle | Refusal]]


def _read_native(path: Path) -> Iterator[Article]:
    if path.stat().st_size > LARGEST_NATIVE:
        raise KnownError("{file}: larger than 200 MB, so it is no native file.", file=path.name)
    yield read_native_file(path)


def _is_native(value: object) -> bool:
    return isinstance(value, dict) and value.get("format") == NATIVE_MARK


NATIVE = ForeignFormat("native", "This program's own file for one article.", _read_native)
DOCCANO = ForeignFormat("doccano", "Doccano's JSON lines.", by_file(read_doccano))
PRODIGY = ForeignFormat("prodigy", "Prodigy's JSON lines.", read_prodigy)
BRAT = ForeignFormat("brat", "brat's .ann files, each beside its text; or a folder of them.", by_folder(read_brat))
LABEL_STUDIO = ForeignFormat("label-studio", "Label Studio's JSON and JSON-MIN.", read_label_studio)
WEBANNO_TSV = ForeignFormat("webanno-tsv", "WebAnno TSV 3, as INCEpTION writes it.", by_project(read_webanno_tsv))
CONLL = ForeignFormat("conll", "CoNLL-2003 and other files of words with IOB, BILUO or IOBES tags.", read_conll)
XMI = ForeignFormat("uima-xmi", "UIMA CAS XMI, as INCEpTION writes it, or a ZIP of it.", by_project(read_xmi))
DYGIE = ForeignFormat("dygie", "DyGIE++'s documents of tokens.", read_dygie)
ONEIE = ForeignFormat("oneie", "OneIE's and TextEE's sentences of tokens.", read_oneie)
SPANS_JSON = ForeignFormat(
    "spans-json", "JSON of texts with spans: spaCy's training data, rows of Hugging Face's data sets.", read_spans_json
)
WEB_ANNOTATIONS = ForeignFormat("web-annotations", "W3C Web Annotations as JSON-LD.", read_web_annotations)

FOREIGN_FORMATS = (
    NATIVE,
    DOCCANO,
    PRODIGY,
    BRAT,
    LABEL_STUDIO,
    WEBANNO_TSV,
    CONLL,
    XMI,
    DYGIE,
    ONEIE,
    SPANS_JSON,
    WEB_ANNOTATIONS,
)

_JSON: tuple[tuple[ForeignFormat, Callable[[object], bool]], ...] = (
    (NATIVE, _is_native),
    (LABEL_STUDIO, is_label_studio),
    (PRODIGY, is_prodigy),
    (DOCCANO, is_doccano),
    (DYGIE, is_dygie),
    (ONEIE, is_oneie),
    (SPANS_JSON, is_spans_json),
)
"""What tells JSON formats apart: the first that knows one of a file's first values for its own."""

_HEADS: tuple[tuple[ForeignFormat, Callable[[bytes], bool]], ...] = (
    (WEBANNO_TSV, is_webanno_tsv),
    (BRAT, is_brat),
    (CONLL, is_conll),
    (XMI, is_xmi),
)
"""What tells other formats apart, by how a file begins."""


def foreign_format_named(name: str, formats: tuple[ForeignFormat, ...] = FOREIGN_FORMATS) -> ForeignFormat:
    """The format of that name; raises ``KnownError`` that lists those there are."""
    for known in formats:
        if known.name == name:
            return known
    choices = ", ".join(known.name for known in formats)
    raise KnownError("“{name}” is not a format of annotations: choose {choices}.", name=name, choices=choices)


def foreign_format_of(path: Path) -> ForeignFormat | None:
    """The format of a file or folder by what it holds, not by its name; ``None`` where there are no annotations."""
    try:
        if path.is_dir():
            return BRAT if is_brat_folder(path) else None
        with path.open("rb") as file:
            head = file.read(4_096)
    except OSError:
        return None
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        if is_web_annotations(head):
            return WEB_ANNOTATIONS
        values = first_values(path)
        for known, tells in _JSON:
            if any(map(tells, values)):
                return known
        return None
    if head.startswith(b"PK\x03\x04"):
        return XMI if is_xmi_zip(path) else None
    return next((known for known, tells in _HEADS if tells(head)), None)
