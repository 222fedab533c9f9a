"""The language of an article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.annotation import Kind, anchor_of, kind_of
from border_annotator.domain.event import Event
from border_annotator.domain.languages import LANGUAGES, UNKNOWN
from border_annotator.nlp import language
from border_annotator.nlp.language import language_of
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from tests.nlp.articles import ROOT, document

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.nlp.prelabeler import Prelabeler

ARTICLES = sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/corpus/development/*.txt")])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The crossing was shut on Friday, and lorries were sent back to the border."),
        ("lt", "Vyriausybė uždarė du pasienio punktus ir pranešė, kad jie bus uždaryti iki mėnesio pabaigos."),
        ("lv", "Valdība slēdza divus robežpunktus un paziņoja, ka tie ir slēgti līdz mēneša beigām, bet ne ilgāk."),
        ("et", "Valitsus sulges kaks piiripunkti ja teatas, et need on suletud, kuid see ei kesta kaua."),
        ("pl", "Rząd zamknął dwa przejścia graniczne i podał, że nie będą otwarte do końca miesiąca."),
        ("ru", "Правительство закрыло два пункта пропуска и сообщило, что они не откроются до конца месяца."),
        ("be", "Урад зачыніў два пункты пропуску і паведаміў, што яны не адкрыюцца да канца месяца, але на час."),
        ("uk", "Уряд закрив два пункти пропуску та повідомив, що вони не відкриються до кінця місяця, але за рік."),
        (
            "de",
            "Die Regierung hat zwei Grenzübergänge geschlossen, und der Minister sagte, dass es nicht lange dauert.",
        ),
        ("fr", "Le gouvernement a fermé deux points de passage et le ministre dit que ce ne sera pas pour un mois."),
        ("fi", "Hallitus sulki kaksi rajanylityspaikkaa ja sanoi, että ne ovat kiinni, mutta se ei ole pitkä aika."),
        ("es", "El gobierno cerró dos pasos fronterizos y dijo que no se abrirán en un mes, según el ministro."),
        ("it", "Il governo ha chiuso due valichi di frontiera e il ministro dice che non è per un anno, anche se."),
        ("ro", "Guvernul a închis două puncte de trecere și a spus că nu se deschid în această lună, pentru un an."),
        ("bg", "Правителството затвори два пункта и съобщи, че те не са отворени до края на месеца, но за кратко."),
        ("el", "Η κυβέρνηση έκλεισε δύο σημεία και είπε ότι δεν θα ανοίξουν από την αρχή του μήνα με τον νόμο."),
        ("hu", "A kormány lezárt két átkelőt, és a miniszter szerint ez nem is tart sokáig, de már nem volt más."),
        ("tr", "Hükümet iki kapıyı kapattı ve bu daha çok bir önlem olarak görüldü, ancak bir ay sonra açılacak."),
    ],
)
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert language in LANGUAGES
    assert language_of(text) == language


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_full_of_foreign_names_are_english(path: Path) -> None:
    assert language_of(path.read_text(encoding="utf-8")) == "en"


@pytest.mark.parametrize("text", ["", "12", "📌", "Narva", "Guards closed two crossings."])
def test_what_is_too_short_is_taken_to_be_english(text: str) -> None:
    assert language_of(text) == "en"


def test_a_script_that_nothing_is_known_of() -> None:
    assert language_of("პოლიციამ დახურა საზღვარი პარასკევს") == UNKNOWN


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert language_of(text) in {*LANGUAGES, UNKNOWN}


LITHUANIAN = (
    "Vyriausybė 2024-05-03 uždarė du pasienio punktus su Baltarusija ir pranešė, kad jie bus uždaryti iki mėnesio.\n\n"
    "VSAT sulaikė 1 250 migrantų, tai yra 12 proc. daugiau. NATO ir Frontex tai patvirtino, bet ne iš karto.\n"
)


def test_without_a_model_for_the_language_names_figures_and_dates_are_found(prelabeler: Prelabeler) -> None:
    text = LITHUANIAN
    foreign = replace(document(text), language=language_of(text))
    assert foreign.language == "lt"
    english = document("Poland sent 120 troops to the border on Friday, and Belarus closed a crossing.")
    found, beside = prelabeler.label_all([foreign, english])
    surfaces = {anchor_of(suggestion.value).text_in(text) for suggestion in found}
    assert {"2024-05-03", "NATO", "Frontex"} <= surfaces
    assert any(surface.startswith("1 250") for surface in surfaces)
    assert not [suggestion for suggestion in found if kind_of(suggestion.value) is Kind.EVENT]
    assert not [suggestion for suggestion in found if suggestion.source.startswith("model")]
    assert [s.value.type for s in beside if isinstance(s.value, Event)] == ["Force.Deployment", "BorderControl.Closure"]


def test_an_imported_article_has_its_language(tmp_path: Path) -> None:
    files = {"lt.txt": LITHUANIAN, "en.txt": "The crossing was shut on Friday, and it is not to open."}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with create_project(tmp_path / "p.bap") as project:
        list(import_documents(project, [tmp_path / name for name in files]))
        stored = [project.documents.get(document_id) for document_id in project.documents.ids()]
    assert [document.language for document in stored] == ["lt", "en"]


@given(st.text(alphabet="aZé’‘“”–—…€\u00a0 _1-ß'İ", max_size=60))
def test_marks_divide_words_as_they_always_do(text: str) -> None:
    assert language._words_of(text) == language._WORD.findall(text)
