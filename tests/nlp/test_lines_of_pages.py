"""Single lines: what is of the page, and what only begins like it."""

from __future__ import annotations

import pytest

from border_annotator.nlp.segments import read_layout
from tests.nlp.pages import labels

TITLE = "Guards shut a crossing at noon"
FIRST = "The crossing was shut at noon on Friday, the border guard said in a statement."
LAST = "It opened again at night, and some sixty lorries went through before the morning."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("READ MORE – Poland builds a second fence", "read_also"),
        ("Also read: Who pays for the fence?", "read_also"),
        ("More from the border", "related"),
        ("Topics: Migration, Lithuania, Belarus", "related"),
        ("Text size Aa Aa", "share"),
        ("Gift this article", "share"),
        ("👍 12 💬 3 🔁 7", "share"),
        ("Listen to this article", "share"),
        ("We value your privacy. Accept all", "cookie"),
        ("We and our 212 partners store and access information on your device.", "cookie"),
        ("Already a subscriber? Log in", "subscribe"),
        ("You have 2 free articles left this month. Subscribe from €3.", "subscribe"),
        ("Join 40,000 readers who get our briefing", "subscribe"),
        ("Donate €5 a month to keep our journalism free", "subscribe"),
        ("Leave a Reply", "comments"),
        ("214 comments", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
        ("(Reporting by Ann Lee in Riga; editing by Bo Ek)", "metadata"),
        ("Ann Lee in Riga and Bo Ek in Oslo contributed to this report.", "metadata"),
        ("This article was first published in the Border Review.", "metadata"),
        ("4 min read", "metadata"),
        ("Got a tip? Write to tips@paper.example", "contact"),
        ("Press office, tel. +371 6707 5617", "contact"),
        ("Photograph: Ann Lee/AFP", "caption_credit"),
        ("© Ann Lee / Reuters", "caption_credit"),
        ("This material may not be published, broadcast or redistributed without permission.", "copyright"),
        ("The views expressed in this article are the author's own.", "copyright"),
        ("Get the news first: download our app", "app_promo"),
        ("Skip to main content", "nav"),
        ("Home › World › Europe", "nav"),
        ("Story continues below advertisement", "ad"),
        ("pic.twitter.com/abcdef", "embed"),
        ("This is a developing story and will be updated.", "metadata"),
        ("Image source, Border Guard", "caption_credit"),
        ("What others are reading", "related"),
        ("Send this story to a friend", "share"),
        ("Start the conversation", "comments"),
        ("Republished with permission.", "copyright"),
    ],
)
def test_a_line_of_the_page_amid_the_article(line: str, kind: str) -> None:
    text = f"{TITLE}\n{FIRST}\n{line}\n{LAST}"
    assert labels(text, read_layout(text))[2] == (kind, line)


@pytest.mark.parametrize(
    "line", ["Border Guard Board, 8 Mole Street, Tallinn", "Savanorių pr. 2, Vilnius", "Brīvības iela 61, LV-1010"]
)
def test_an_address_below_the_article(line: str) -> None:
    text = f"{TITLE}\n{FIRST}\n{LAST}\n{line}"
    assert labels(text, read_layout(text))[-1] == ("contact", line)


@pytest.mark.parametrize(
    "line",
    [
        "Sign up numbers for the border police rose by half this year, the ministry said.",
        "Follow-up checks on the 40 lorries found 12 people, the customs board reported.",
        "Contact with the group of eight was lost on Tuesday evening, the hotline said.",
        "Share prices of the port fell after the closure was announced on Friday.",
        "Read out in court, the letter named three officers of the Orestiada unit.",
        "Published on 7 January, the ruling found that the woman was pushed back in 2019.",
        "Updated rules for the zone were adopted by parliament on Thursday, 92 votes to 31.",
        "More than 300 people crossed in April.",
        "Most of them were sent back to Belarus within hours.",
        "Related charges against two smugglers were dropped.",
        "Home to 9,000 people, the town has had no open crossing since 2023.",
        "Ann Lee, a reporter who was at the river, saw two boats turn back.",
        "“Subscribe to our view or leave the country, the officer told us,” said a man from Aleppo.",
        "Comments by the president about closing the border were met with anger in Riga.",
        "Breaking with its own practice, the court named the four guards.",
        "By Friday, the guard had counted 112 attempts.",
        "NATO – the alliance has said so before – will send no more troops.",
        "The Police and Border Guard Board (PPA) said that the bridge stays shut.",
        "Tickets for the ferry cost 12 euros a month more than a year ago.",
        "Source of the smoke was a lorry in the queue.",
        "Email records seen by the paper show that 15 officers knew.",
        "The zone covers 115 square kilometres.",
        "The driver had left 12 people on a road.",
        "Guards blocked the road 12 times in a week.",
        "They had crossed via 12 border points.",
        "Officers found 30 people on the floor of a lorry.",
        "The app that migrants use to book an appointment was down for nine hours on Monday.",
    ],
)
def test_a_line_that_only_begins_so_is_the_article(line: str) -> None:
    for place in ((FIRST, line, LAST), (FIRST, LAST, line)):
        text = "\n".join((TITLE, *place))
        layout = read_layout(text)
        assert layout.boilerplate == ()
        assert line in [segment.span.text_in(text) for segment in layout.segments]


def title_of(text: str) -> str | None:
    title = read_layout(text).title
    return title.text_in(text) if title is not None else None


@pytest.mark.parametrize(
    "above",
    [
        "World",
        "EXPLAINER",
        "The Daily Border",
        "Home | News | Regions | Opinion",
        "Skip to content",
        "5 November 2023",
        "Correction: an earlier version of this article gave a wrong figure.",
        "Border Wire · Press release · 12.11.2025 15:40",
        "Estonia, Russia, Border security, Baltic countries",
    ],
)
def test_the_title_stands_below_other_lines(above: str) -> None:
    assert title_of(f"{above}\n{TITLE}\n{FIRST}\n{LAST}") == TITLE


@pytest.mark.parametrize(
    "title",
    [
        "U.S. Border Patrol agents find tunnel near Nogales",
        "What next? Riga weighs closing its last crossing",
        "From Minsk to Calais: how a smuggling ring worked",
        "Gov. Abbott sends 200 more troops to Eagle Pass",
        "BREAKING: Poland shuts Terespol",
        "12 dead after boat sinks off Samos",
        "“They beat us”: testimonies from the Evros",
        "Latest on the closure of the Narva bridge",
    ],
)
def test_titles_of_many_shapes(title: str) -> None:
    assert title_of(f"{title}\n{FIRST}\n{LAST}") == title


def test_somebody_whom_the_article_is_about_is_no_author() -> None:
    text = f"{TITLE}\n{FIRST} Oleg Bondar was among the drivers.\n{LAST}\nOleg Bondar is a writer who lives in Brest."
    assert read_layout(text).boilerplate == ()


@pytest.mark.parametrize(
    "line",
    [
        "Marta Kos is a freelance journalist based in Split.",
        "Marta Kos, a photographer who lives in Split, covers the Balkan route.",
        "Marta Kos (Split, 1984) writes for the Review about borders.",
        "Dr Marta Kos is a senior fellow at the Centre for Border Studies in Graz.",
    ],
)
def test_who_wrote_it_stands_at_the_end(line: str) -> None:
    text = f"{TITLE}\n{FIRST}\n{LAST}\n{line}\nShe was born in Zadar.\n© 2024 The Review"
    found = labels(text, read_layout(text))
    assert found[3] == ("author_bio", line)
    assert labels(f"{TITLE}\n{line}\n{FIRST}", read_layout(f"{TITLE}\n{line}\n{FIRST}"))[1][0] != "author_bio"


def test_who_wrote_it_stands_below_the_byline() -> None:
    note = "Marta Kos spent nine years as a teacher in Bihać before she began to write."
    text = f"{TITLE}\nBy MARTA KOS, for the Review\n{note}\n{FIRST}\n{LAST}"
    assert ("author_bio", note) in labels(text, read_layout(text))


def test_one_teaser_alone_is_a_paragraph_that_ends_in_dots() -> None:
    text = f"{TITLE}\n{FIRST}\n{LAST}\nNobody in the village knows who cut the fence that night, or so they say…"
    assert read_layout(text).boilerplate == ()


def test_a_heading_after_a_list_of_articles_is_the_articles() -> None:
    text = f"{TITLE}\n{FIRST}\nMost read\nFerry aground\nRain in Oslo\n\nWhy the road matters\n{LAST}"
    found = labels(text, read_layout(text))
    assert ("heading", "Why the road matters") in found
    assert ("related", "Rain in Oslo") in found
