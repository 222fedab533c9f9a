"""What a page says of itself, of its makers and of its other things; and sentences that only sound alike."""

from __future__ import annotations

import pytest

from border_annotator.nlp.segments import read_layout
from tests.nlp.pages import labels

TITLE = "Patrols doubled on the Narva river"
FIRST = "Estonia has doubled its patrols on the Narva river, the interior ministry said on Tuesday."
LAST = "Eleven people were detained on the river in September, three more than a year before."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Our reporters at the fence need you. Without readers' gifts their work would end.", "subscribe"),
        ("Your gift of €15 pays for a day at the river. Donate today.", "subscribe"),
        ("Get our weekly letter on migration, sent each Friday.", "subscribe"),
        ("Sign our petition and ask ministers to end pushbacks", "subscribe"),
        ("Podcast: The people of the buffer zone", "read_also"),
        ("To watch this video, please allow cookies from outside.", "embed"),
        ("Your browser does not support this player.", "embed"),
        ("This series was produced with the financial support of the Border Fund.", "copyright"),
        ("Co-funded by the European Union", "copyright"),
        ("When citing, a link to the agency is required.", "copyright"),
        ("Essential cookies are always on.", "cookie"),
        ("Press release No 45/2025", "metadata"),
        ("Document number: 2024/118", "metadata"),
        ("Some names have been changed for their safety.", "metadata"),
        ("This interview has been lightly edited for length.", "metadata"),
        ("For media enquiries:", "contact"),
        ("Please direct questions from the press to press@guard.example.", "contact"),
        ("Anyone with information is asked to call 555-010-0199.", "contact"),
        ("Opening hours: Monday to Friday, 9.00–16.00", "contact"),
        ("Illustrative photo. Photo: Ann Lee", "caption_credit"),
        ("Must reads", "related"),
        ("From our archive", "related"),
    ],
)
def test_a_page_speaks_amid_the_article(line: str, kind: str) -> None:
    text = f"{TITLE}\n{FIRST}\n{line}\n{LAST}"
    assert labels(text, read_layout(text))[2] == (kind, line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("About River Watch: River Watch gives legal help to people on the move.", "author_bio"),
        ("River Watch is an independent organisation that works in nine countries.", "author_bio"),
        ("Ann Lee is a policy officer at the Refugee Council. She lives in Oslo.", "author_bio"),
        ("Ann Lee, a former diplomat, is a visiting scholar in Geneva.", "author_bio"),
        ("rs/kb (AFP, dpa)", "metadata"),
        ("+371 6707 5617", "contact"),
        ("Joint statement on the river (PDF, 120 kB)", "related"),
    ],
)
def test_a_page_speaks_below_the_article(line: str, kind: str) -> None:
    text = f"{TITLE}\n{FIRST}\n{LAST}\n{line}"
    assert labels(text, read_layout(text))[-1] == (kind, line)


def test_bare_headlines_below_the_article_are_of_other_articles() -> None:
    others = ["Danish checks at the border extended until May", "14:32 Smuggler jailed for six years in Szeged"]
    text = "\n".join((TITLE, FIRST, LAST, *others))
    assert labels(text, read_layout(text))[-2:] == [("related", line) for line in others]


def test_bare_lines_below_a_colon_are_a_list_of_the_article() -> None:
    items = ["A patrol boat for the upper river", "Two drones with cameras for the night"]
    text = "\n".join((TITLE, FIRST, "The ministry said that the guard would be given these:", *items))
    assert read_layout(text).boilerplate == ()


@pytest.mark.parametrize(
    "line",
    [
        "The operation was supported by Europol and funded by the European Union.",
        "The project is financed from the state budget and will cost 170 million euros.",
        "The programme received 30 million euros in funding from the Commission in May.",
        "The public was asked to call 112 if a drone is seen.",
        "To report a crossing, guards dial 112 and wait for an officer to come.",
        "Journalists are banned from the zone and must register with the army.",
        "The names of the dead have been withheld until their families are told.",
        "The report contains information on 320 pushbacks at the Croatian border.",
        "The agency is not responsible for what happened at the fence, its director said.",
        "Anna Berzina is the director of the camp and has worked there since 2015.",
        "Essential cookies and bread were handed out at the fence.",
        "Official websites of the government were attacked from Russia on Sunday.",
        "Our team needs your help, the guards heard on the radio.",
        "Opening hours: the crossing will be open from 8.00 to 17.00 from Monday.",
        "Please send help to the boat at once, the caller said.",
        "Photos are available of the moment when the boat sank.",
        "Case No. 24/118 was heard in Vilnius on Monday, and two men were sentenced.",
    ],
)
def test_a_sentence_that_sounds_alike_is_the_article(line: str) -> None:
    for place in ((FIRST, line, LAST), (FIRST, LAST, line)):
        text = "\n".join((TITLE, *place))
        assert read_layout(text).boilerplate == ()
