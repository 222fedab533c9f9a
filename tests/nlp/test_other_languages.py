"""Articles in other languages than English: names in their forms, digits and dates, and nothing by English rules."""

from __future__ import annotations

import datetime
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.nlp.gazetteer import read_rows
from border_annotator.nlp.name_forms import LANGUAGES, forms_of, names_of_language
from border_annotator.nlp.name_lists import find_names, names_in_force
from border_annotator.nlp.name_table import words_of_name
from border_annotator.nlp.pipeline import model_for, resolve_model
from border_annotator.nlp.plain_dates import find_dates, reading_of
from border_annotator.nlp.plain_numbers import find_numbers
from border_annotator.nlp.prelabeler import Prelabeler
from border_annotator.nlp.resolve_again import resolve_again
from border_annotator.services.models import reading_of as said_of
from tests.nlp.articles import document

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.schema import Schema

PUBLISHED = datetime.date(2024, 5, 20)


def named(language: str, text: str) -> list[tuple[str, str]]:
    with names_in_force((), language):
        return [(text[name.start : name.end], name.name.link) for name in find_names(text)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "lt",
            "Iš Baltarusijos į Lietuvą per Medininkus, Vilniuje ir Druskininkuose; baltarusių ir sirų, VSAT, NATO.",
            ["iso:BY", "iso:LT", "bcp:by-lt-medininkai", "place:vilnius", "place:druskininkai", "iso:BY", "iso:SY",
             "agency:lt-vsat", "org:nato"],
        ),
        (
            "lv",
            "Latvijai un Baltkrievijā, Daugavpilī un Krāslavas novadā, Terehovas robežpunktā; Valsts robežsardzei, ES.",
            ["iso:LV", "iso:BY", "place:daugavpils", "place:kraslava", "bcp:lv-ru-terehova", "agency:lv-vrs", "org:eu"],
        ),
        (
            "pl",
            "Z Białorusią, w Białymstoku i Kuźnicy; w Niemczech; Straży Granicznej; polsko-białoruskiej; Syryjczyków.",
            ["iso:BY", "place:bialystok", "bcp:by-pl-kuznica", "iso:DE", "agency:pl-sg", "iso:PL", "iso:BY", "iso:SY"],
        ),
        (
            "ru",
            "С Белоруссией, в Беларуси, в Вильнюсе и Гродно, литовские власти, ЕС, «Каменный Лог», США, россиян.",
            ["iso:BY", "iso:BY", "place:vilnius", "place:hrodna", "iso:LT", "org:eu", "bcp:by-lt-medininkai", "iso:US",
             "iso:RU"],
        ),
        ("be", "У Гродне і Літве, беларускія памежнікі", ["place:hrodna", "iso:LT", "iso:BY"]),
        (
            "et",
            "Narvas, Valgevenest Leetu, Venemaale; süürlased; Politsei- ja Piirivalveamet",
            ["place:narva", "iso:BY", "iso:LT", "iso:RU", "iso:SY", "agency:ee-ppa"],
        ),
        ("uk", "З Білоруссю, у Києві, польська, ДПСУ", ["iso:BY", "place:kyiv", "iso:PL", "agency:ua-dpsu"]),
        (
            "de",
            "Die Bundespolizei in Polen, weißrussische Behörden, Syrer; die Europäische Kommission. Oder nicht.",
            ["gov:DE-bpol", "iso:PL", "iso:BY", "iso:SY", "org:ec"],
        ),
        (
            "fr",
            "En Biélorussie, à Nice, l'Union européenne, des Syriennes, la préfecture maritime de la Manche",
            ["iso:BY", "place:nice", "org:eu", "iso:SY", "gov:FR-premar", "place:english-channel"],
        ),
    ],
)  # fmt: skip
def test_names_are_found_in_their_forms(language: str, text: str, found: list[str]) -> None:
    assert [link for _, link in named(language, text)] == found


def test_the_names_of_a_language_are_tried_in_its_texts_only() -> None:
    assert named("lt", "Baltarusijoje") == [("Baltarusijoje", "iso:BY")]
    assert named("en", "Baltarusijoje") == []
    assert named("pl", "Frontex, Poland") == [("Frontex", "agency:frontex"), ("Poland", "iso:PL")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_language_is_found_as_the_list_has_it(language: str) -> None:
    sound = {row[1] for file in ("organisations.tsv", "places.tsv") for row in read_rows(file)}
    for alias in names_of_language(language):
        assert len(alias.forms) == len(words_of_name(alias.text))
        kind = "people" if alias.name.label == "NATIONALITY" else "names"
        assert all(forms_of(language, kind, word) for word in words_of_name(alias.text))
        if not alias.needs_context:
            found = named(language, alias.text)
            assert found, alias
            assert found[0][0] == alias.text, (alias.text, found)
        if alias.name.link.split(":")[0] in {"agency", "bcp", "org"}:
            assert alias.name.link in sound, alias.name.link


@pytest.mark.parametrize(
    ("language", "words", "norm"),
    [
        ("lt", "2024 m. gegužės 15 d.", "2024-05-15"),
        ("lt", "gegužės 15-ąją", "2024-05-15"),
        ("lv", "2024. gada 3. jūnijā", "2024-06-03"),
        ("lv", "15. maijā", "2024-05-15"),
        ("pl", "15 maja 2024 r.", "2024-05-15"),
        ("pl", "12-14 maja", "2024-05-12/2024-05-14"),
        ("ru", "15 мая 2024 года", "2024-05-15"),
        ("ru", "3 июня", "2024-06-03"),
        ("be", "15 мая 2024 года", "2024-05-15"),
        ("uk", "15 травня 2024 року", "2024-05-15"),
        ("et", "15. mail 2024", "2024-05-15"),
        ("de", "15. Mai 2024", "2024-05-15"),
        ("fr", "1er juin 2023", "2023-06-01"),
        ("es", "15.05.2024", "2024-05-15"),
        ("tr", "2024-05-15", "2024-05-15"),
        ("de", "Mai 2024", "2024-05"),
        ("de", "29. Februar", "2024-02-29"),
    ],
)
def test_dates(language: str, words: str, norm: str) -> None:
    text = f"({words}),"
    (date,) = find_dates(text, language)
    assert text[date.start : date.end] == words
    assert reading_of(date, PUBLISHED).norm == norm


@pytest.mark.parametrize("words", ["30. Februar 2024", "15.13.2024", "2024-13-01", "31. April", "115. Mai"])
def test_days_that_there_are_not(words: str) -> None:
    assert [date for date in find_dates(words, "de") if date.day is not None and date.end == len(words)] == []


def test_a_day_without_a_year_follows_the_publication_date() -> None:
    text = "Le 3 juin, à Calais."
    (date,) = find_dates(text, "fr")
    assert reading_of(date, None).norm == "XXXX-06-03"
    reader = Prelabeler(_schema(), "blank")
    for year in (2022, 2031):
        article = replace(document(text), language="fr")
        (figure,) = [s.value for s in reader.label(article) if isinstance(s.value, Figure)]
        (again,) = resolve_again(text, datetime.date(year, 6, 30), [figure])
        assert again.norm == f"{year}-06-03"
        assert resolve_again(text, None, [again]) == [figure]


@pytest.mark.parametrize(
    ("language", "words", "kind", "value", "unit"),
    [
        ("lt", "1 200", "count", 1200, "other"),
        ("lt", "2,4 mln. eurų", "money", 2_400_000, "EUR"),
        ("lv", "3,5 miljoni eiro", "money", 3_500_000, "EUR"),
        ("pl", "1 tys. 995", "count", 1995, "other"),
        ("pl", "45 proc.", "percent", 45, "percent"),
        ("pl", "35 kilometrów", "measure", 35, "km"),
        ("ru", "24,6 тыс.", "count", 24_600, "other"),
        ("uk", "2,4 млн євро", "money", 2_400_000, "EUR"),
        ("et", "12,5%", "percent", 12.5, "percent"),
        ("de", "1.250", "count", 1250, "other"),
        ("de", "2,4 Millionen Euro", "money", 2_400_000, "EUR"),
        ("fr", "2,4 millions d’euros", "money", 2_400_000, "EUR"),
        ("fr", "1 250", "count", 1250, "other"),
        ("es", "€ 300", "money", 300, "EUR"),
    ],
)
def test_numbers(language: str, words: str, kind: str, value: float, unit: str) -> None:
    text = f"– {words}, "
    (found,) = find_numbers(text, language)
    assert (text[found.start : found.end], found.kind, found.parsed.value, found.unit) == (words, kind, value, unit)


@pytest.mark.parametrize(
    "text", ["A15", "№ 693/2003", "Nr. 5", "06:18", "16.09", "Teggatz (48)", "2021", "TV3", "+370 612"]
)
def test_digits_that_are_no_amounts(text: str) -> None:
    assert find_numbers(text, "de") == []


def test_a_range_has_two_bounds() -> None:
    (found,) = find_numbers("20–40 metų", "lt")
    assert (found.parsed.minimum, found.parsed.maximum, found.parsed.comparator) == (20, 40, "between")


@given(
    st.text(alphabet=st.sampled_from("0123456789 .,-–/:()maiMaiгодаr.€% \u00a0\nмаяdD"), max_size=60),
    st.sampled_from(LANGUAGES),
)
def test_what_is_found_lies_in_the_text(text: str, language: str) -> None:
    for dates in (find_dates(text, language), find_dates(text)):
        for date in dates:
            assert text[date.start : date.end].strip()
            reading = reading_of(date, PUBLISHED)
            assert reading.start is not None
            assert reading.end is not None
            assert reading.start <= reading.end
    for number in find_numbers(text, language):
        assert any(c.isdigit() for c in text[number.start : number.end])


@pytest.mark.parametrize("unit", ["5", "5 ", "5.", "1 000 ", "5. ", "12-"])
def test_numbers_and_dates_take_time_in_proportion(unit: str) -> None:
    took = []
    for size in (20_000, 80_000):
        text = unit * (size // len(unit))
        began = time.perf_counter()
        find_numbers(text, "lv")
        find_dates(text, "lv")
        took.append(time.perf_counter() - began)
    assert took[1] < 12 * took[0] + 0.5


GERMAN = "Die Polizei hat am 15. Mai 2024 in Görlitz 17 Syrer gefunden. Made in China, sagte der Sprecher der Behörde."


def test_no_english_rule_is_tried_on_another_language(schema: Schema, prelabeler: Prelabeler) -> None:
    found = prelabeler.label(replace(document(GERMAN), language="de"))
    assert {s.source for s in found} <= {"gazetteer", "rule:plain-date", "rule:plain-number"}
    assert not [s for s in found if isinstance(s.value, Event)]
    assert [anchor_of(s.value).text_in(GERMAN) for s in found] == ["Görlitz", "Syrer", "China", "15. Mai 2024", "17"]
    assert all(s.reason for s in found)
    for suggestion in found:
        if isinstance(suggestion.value, Entity):
            assert schema.has_label(suggestion.value.label)


def saved_pipeline(folder: Path, language: str) -> Path:
    """A pipeline as an analyst may have made one: it sees one person and nothing else, and knows no sentences."""
    import spacy

    pipeline = spacy.blank(language)
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Marie Dubreuil"}])  # type: ignore[attr-defined]
    pipeline.to_disk(folder / language)
    return folder / language


FRENCH = "Marie Dubreuil a dit que la France et la Belgique vont fermer la frontière pour 12 jours."
ENGLISH = "Marie Dubreuil said Poland sent 120 troops to the border on Friday."


def test_a_pipeline_for_another_language_reads_its_texts_only(schema: Schema, tmp_path: Path) -> None:
    folder = saved_pipeline(tmp_path, "fr")
    reader = Prelabeler(schema, str(folder))
    assert "French texts only" in reader.model.sentence
    french, english, german = (
        [(anchor_of(s.value).text_in(text), s.source) for s in found]
        for text, found in zip(
            (FRENCH, ENGLISH, GERMAN),
            reader.label_all(
                replace(document(text), language=language)
                for text, language in ((FRENCH, "fr"), (ENGLISH, "en"), (GERMAN, "de"))
            ),
            strict=True,
        )
    )
    assert french == [
        ("Marie Dubreuil", "model:person"), ("France", "gazetteer"), ("Belgique", "gazetteer"),
        ("12", "rule:plain-number"),
    ]  # fmt: skip
    assert any(source.startswith("pattern:") for _, source in english)
    assert ("Friday", "rule:time") in english
    assert not [source for _, source in german if source.startswith("model")]


def test_a_saved_english_pipeline_without_sentences_is_read(schema: Schema, tmp_path: Path) -> None:
    found = Prelabeler(schema, str(saved_pipeline(tmp_path, "en"))).label(document(ENGLISH))
    assert "Poland" in {anchor_of(s.value).text_in(ENGLISH) for s in found}


def test_which_model_reads_which_language(tmp_path: Path) -> None:
    french, many = (resolve_model(str(saved_pipeline(tmp_path, code))) for code in ("fr", "xx"))
    usual, none = resolve_model(None), resolve_model("blank")
    assert model_for(french, "fr") == french
    assert model_for(french, "en") == usual
    assert model_for(french, "lt") is None
    assert model_for(many, "lt") == many
    assert model_for(many, "en") == usual
    assert model_for(usual, "lt") is None
    assert model_for(none, "en") == none
    assert model_for(none, "fr") is None
    assert said_of(usual, "en") is None
    assert "no language model" in str(said_of(usual, "lt"))
    assert french.fingerprint in str(said_of(french, "fr"))


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("json", "holds no spaCy language model"),
        ("spacy", "holds no spaCy language model"),
        ("no_such_package", "not on this computer"),
        (".", "no meta.json"),
    ],
)
def test_what_is_no_pipeline_is_refused_in_a_sentence(wanted: str, reason: str) -> None:
    with pytest.raises(KnownError, match=reason):
        resolve_model(wanted)


def test_a_damaged_pipeline_is_refused_in_a_sentence(schema: Schema, tmp_path: Path) -> None:
    folder = saved_pipeline(tmp_path, "fr")
    (folder / "config.cfg").write_text("nothing", encoding="utf-8")
    with pytest.raises(KnownError, match="could not be read"):
        Prelabeler(schema, str(folder)).label(replace(document(FRENCH), language="fr"))


def _schema() -> Schema:
    from border_annotator.domain.schema_reading import read_schema
    from border_annotator.settings.paths import default_schema

    return read_schema(default_schema().read_text(encoding="utf-8"), "schema")
