"""The formats that the program can write, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.proofs.conll import read_conll_folder
from border_annotator.formats.proofs.geojson import read_geojson_folder
from border_annotator.formats.proofs.html_pages import read_html_folder
from border_annotator.formats.proofs.in_folder import each_of
from border_annotator.formats.proofs.parquet import read_parquet_folder
from border_annotator.formats.proofs.tables import read_csv_folder, read_xlsx_folder
from border_annotator.formats.proofs.tokens import read_own_dygie, read_own_oneie
from border_annotator.formats.readers.brat import read_brat
from border_annotator.formats.readers.doccano import read_doccano
from border_annotator.formats.readers.label_studio import read_label_studio
from border_annotator.formats.readers.native import read_native
from border_annotator.formats.readers.prodigy import read_prodigy
from border_annotator.formats.readers.spans_json import read_spans_json
from border_annotator.formats.readers.web_annotations import read_web_annotations
from border_annotator.formats.readers.webanno_tsv import read_webanno_tsv
from border_annotator.formats.readers.xmi import read_xmi
from border_annotator.formats.writers.brat import fit_brat, write_brat
from border_annotator.formats.writers.conll import fit_conll, write_conll
from border_annotator.formats.writers.csv_tables import fit_tables, write_csv
from border_annotator.formats.writers.doccano import fit_doccano, write_doccano
from border_annotator.formats.writers.dygie import fit_dygie, write_dygie
from border_annotator.formats.writers.geojson import fit_geojson, write_geojson
from border_annotator.formats.writers.html_report import fit_html, write_html
from border_annotator.formats.writers.jsonl import fit_jsonl, write_jsonl
from border_annotator.formats.writers.jsonld import fit_jsonld, write_jsonld
from border_annotator.formats.writers.label_studio import fit_label_studio, write_label_studio
from border_annotator.formats.writers.native import write_native
from border_annotator.formats.writers.oneie import fit_oneie, write_oneie
from border_annotator.formats.writers.parquet import write_parquet
from border_annotator.formats.writers.prodigy import fit_prodigy, write_prodigy
from border_annotator.formats.writers.uima_xmi import fit_uima_xmi, write_uima_xmi
from border_annotator.formats.writers.webanno_tsv import fit_webanno_tsv, write_webanno_tsv
from border_annotator.formats.writers.workbook import fit_xlsx, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from border_annotator.domain.article import Article
    from border_annotator.domain.loss import Fitted, Loss
    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.formats.proofs.in_folder import Reader


@dataclass(frozen=True, slots=True)
class Format:
    """One format with a file per article.

    ``write`` takes an article and its text, ``None`` to hold offsets alone, and gives the file's content; ``read``
    takes the content, the file's name for messages, and the text if it is at hand.
    """

    name: str
    suffix: str
    description: str
    write: Callable[[Article, str | None], str]
    read: Callable[[str, str, str | None], Article]
    lives_without_text: bool = True


@dataclass(frozen=True, slots=True)
class SetFormat:
    """One format that holds a whole data set, in one file or in several.

    ``write`` takes an empty folder and the articles, which it asks for one by one, and yields after each of them; the
    files are whole when it ends. ``suffix`` is that of the main file. ``fit`` tells for an article what the file will
    hold of it and what not. ``read_back`` reads the folder that was written, and finds just that. ``with_tokens`` says
    that the articles must come with tokens, ``lives_without_text`` that a file makes sense with offsets alone.
    """

    name: str
    suffix: str
    description: str
    write: Callable[[Path, Iterable[Outgoing], Setting], Iterator[None]]
    fit: Callable[[Outgoing], Fitted]
    read_back: Reader
    with_tokens: bool = False
    lives_without_text: bool = False

    def losses(self, outgoing: Outgoing) -> Sequence[Loss]:
        """What the format cannot carry of an article, without writing anything."""
        return self.fit(outgoing).losses


AnyFormat = Format | SetFormat

FORMATS: tuple[AnyFormat, ...] = (
    Format("native", ".json", "One JSON file per article, in the gold files' shape.", write_native, read_native),
    SetFormat(
        "jsonl",
        ".jsonl",
        "One article a line, for Hugging Face datasets.",
        write_jsonl,
        fit_jsonl,
        each_of("data.jsonl", read_spans_json),
        lives_without_text=True,
    ),
    SetFormat(
        "brat",
        ".ann",
        "brat standoff with its configuration: a .txt and an .ann per article.",
        write_brat,
        fit_brat,
        read_brat,
    ),
    SetFormat(
        "doccano",
        ".jsonl",
        "doccano's JSON lines: entities and relations.",
        write_doccano,
        fit_doccano,
        each_of("doccano.jsonl", read_doccano),
    ),
    SetFormat(
        "prodigy",
        ".jsonl",
        "Prodigy's JSON lines: tokens, spans, relations.",
        write_prodigy,
        fit_prodigy,
        each_of("prodigy.jsonl", read_prodigy),
        with_tokens=True,
    ),
    SetFormat(
        "label-studio",
        ".json",
        "Label Studio's JSON with its labelling configuration.",
        write_label_studio,
        fit_label_studio,
        each_of("tasks.json", read_label_studio),
    ),
    SetFormat(
        "conll",
        ".conll",
        "CoNLL-2003 with IOB2 tags, and the offsets beside them.",
        write_conll,
        fit_conll,
        read_conll_folder,
        with_tokens=True,
    ),
    SetFormat(
        "dygie",
        ".jsonl",
        "DyGIE++'s JSON lines for training.",
        write_dygie,
        fit_dygie,
        each_of("dygie.jsonl", read_own_dygie),
        with_tokens=True,
    ),
    SetFormat(
        "oneie",
        ".jsonl",
        "OneIE's and TextEE's JSON lines for training.",
        write_oneie,
        fit_oneie,
        each_of("oneie.jsonl", read_own_oneie),
        with_tokens=True,
    ),
    SetFormat(
        "webanno-tsv",
        ".tsv",
        "WebAnno TSV 3.3 for INCEpTION, a file per article.",
        write_webanno_tsv,
        fit_webanno_tsv,
        each_of("*.tsv", read_webanno_tsv),
        with_tokens=True,
    ),
    SetFormat(
        "uima-xmi",
        ".xmi",
        "UIMA CAS XMI with its type system, a file per article.",
        write_uima_xmi,
        fit_uima_xmi,
        each_of("*.xmi", read_xmi),
        with_tokens=True,
    ),
    SetFormat(
        "csv",
        ".csv",
        "Tables for analysts: events, arguments, entities, figures.",
        write_csv,
        fit_tables,
        read_csv_folder,
        lives_without_text=True,
    ),
    SetFormat(
        "xlsx",
        ".xlsx",
        "The same tables as one workbook.",
        write_xlsx,
        fit_xlsx,
        read_xlsx_folder,
        lives_without_text=True,
    ),
    SetFormat(
        "geojson",
        ".geojson",
        "GeoJSON: a feature for each event that says where.",
        write_geojson,
        fit_geojson,
        read_geojson_folder,
        lives_without_text=True,
    ),
    SetFormat(
        "html",
        ".html",
        "A report with highlighted articles that opens offline.",
        write_html,
        fit_html,
        read_html_folder,
    ),
    SetFormat(
        "jsonld",
        ".jsonld",
        "W3C Web Annotations as JSON-LD.",
        write_jsonld,
        fit_jsonld,
        each_of("annotations.jsonld", read_web_annotations),
        lives_without_text=True,
    ),
    SetFormat(
        "parquet",
        ".parquet",
        "The rows of jsonl as Parquet with a schema.",
        write_parquet,
        fit_jsonl,
        read_parquet_folder,
        lives_without_text=True,
    ),
)


def format_named(name: str, formats: Sequence[AnyFormat] = FORMATS) -> AnyFormat:
    """The format of that name; raises ``KnownError`` that lists those there are."""
    for known in formats:
        if known.name == name:
            return known
    raise KnownError(
        "“{name}” is not a format: choose {choices}.", name=name, choices=", ".join(known.name for known in formats)
    )
