"""Whole pages of many kinds: what each line is, the title and the date."""

from __future__ import annotations

import datetime

import pytest

from tests.nlp.pages import page, read

PAGES = {
    "news site": """
        nav| Skip to main content · News · Weather · Sport
        cookie| This site and our 87 partners use cookies to remember you.
        nav| World
        title| Estonia shuts Luhamaa crossing after lorry fire
        byline| By Kadri Lepp and Joosep Mägi, Nov. 5, 2023, 4:15 p.m.
        share| Share on Facebook | X | Copy link
        caption| Firefighters at the Luhamaa checkpoint on Sunday.
        +caption_credit| (Photo: Mari Sepp/ERR)

        lead| Estonia closed its southernmost crossing with Russia on Sunday after a lorry burned out at the barrier.

        ad| Advertisement

        body| The post reopens on Tuesday, the Police and Border Guard Board said. “Nobody was hurt,” it added.

        read_also| Read more: Queue at Narva grows to 600 people

        related| Most read
        related| 1. Storm floods Pärnu
        related| 2. Tallinn to fine scooters
        related| 3. Ferry runs aground

        body| Some 40 lorries were sent to Koidula.

        author_bio| Kadri Lepp covers the border regions. She was a teacher in Võru until 2015.
        subscribe| Sign up for our morning newsletter
        comments| 14 comments
        copyright| © 2023 South Post. All rights reserved.
    """,
    "press release with a contact block": """
        nav| PRESS RELEASE
        title| Border Guard completes 30 kilometres of fence near Druskininkai
        dateline| Vilnius, 12 June 2024
        body| The State Border Guard Service today completed a further section of the fence. The works began in March.
        body| Cameras will follow by the end of the year.
        metadata| ENDS
        contact| Media contact:
        contact| Rasa Balsienė
        contact| Head of Communications
        contact| Savanorių pr. 2, LT-03116 Vilnius
        contact| Tel. +370 5 271 9305, e-mail press@vsat.example
    """,
    "wire report": """
        title| Serbian police find 61 migrants in disused mill
        dateline| HORGOŠ, Serbia, Feb 3 (Danube News Agency) -
        +lead| Police found 61 people in a disused mill on Saturday, the interior ministry said.
        body| The ministry said that two men were arrested. It did not say where the group came from.
        metadata| (Reporting by Ivan Popov in Subotica; editing by Ana Kis)
    """,
    "op-ed with a biography": """
        nav| OPINION
        title| Why fences fail
        byline| Marta Oliveira, 3 May 2024
        body| Imagine a fence. Nobody who has walked for a month turns round there, and no minister says so.
        body| Portugal built none. Its coast is watched by 40 boats.
        author_bio| Marta Oliveira is a senior lecturer in geography at the University of Évora.
        copyright| The views expressed here are the author's own.
    """,
    "live blog": """
        title| Live: Ferries halted at Calais
        metadata| Last updated 18:40
        body| 18:32
        body| Ferries are sailing again, the port said in a statement a few minutes ago.
        body| 17:05
        body| Twelve people were found in a lorry in the queue for the 17:20 boat.
        app_promo| Follow the news in our app
    """,
    "statement behind a date header": """
        date_header| date 2025-01-09
        title| Cabinet prolongs border checks
        body| The Cabinet today prolonged the checks at the land borders by six months. They apply from 1 February.
        body| The Minister thanked the police for their work over the holidays.
    """,
    "text with a bare date and a place": """
        nav| Analysis
        title| What changed on the Bug this winter
        date_header| Saturday, 17 February 2024
        heading| Fewer people
        body| The river froze in January. Guards counted 112 crossings of the ice, half as many as a year ago.
        heading| More drones
        body| Eleven drones were seen in the same weeks, most of them with cigarettes, the regional office said.
        related| Tags: Poland, Belarus, drones
        related| More from Analysis
        related| How the Suwałki road was rebuilt
        related| Who pays for the ice patrols
    """,
    "correction above the title": """
        date_header| date 2024-08-02
        correction| Correction: an earlier version of this report gave the number of boats as 13. There were 31.
        title| Cypriot patrol turns back 31 boats in July
        body| The coast guard of Cyprus turned back 31 boats in July, the ministry said on Friday.
        body| In June it had been nine.
    """,
    "appeals around the text": """
        subscribe| Your support keeps our reporting free. If you can, become a member for €3 a month. Thank you.
        title| Croatian court frees two skippers
        lead| A court in Split on Monday freed two skippers who had been held for five weeks.
        body| The prosecution had asked for three years each.
        subscribe| Enjoyed this article? Subscribe to our newsletter and get one in your inbox every Friday.
        share| Share this article
        nav| Next article
    """,
    "numbers in a table": """
        title| Arrivals by sea, first quarter
        metadata| Published: 11 April 2024 | Updated: 12 April 2024
        lead| The table shows arrivals by sea in the first three months, as counted by the ports.
        heading| Arrivals by port
        list| Port | January | February | March
        list| Chios | 120 | 98 | 143
        list| Samos | 77 | 64 | 81
        body| Figures for Rhodes are not complete.
        contact| Further information: statistics@ports.example
    """,
    "agency feed": """
        title| Romania and Moldova open bridge at Ungheni
        dateline| CHIŞINĂU —
        +body| The bridge over the Prut opened to cars on Monday, two years late. Lorries must wait until May.
        body| It cost 12 million euros, 10 of which came from the European Union.
        metadata| Vasile Rotaru and Ana Munteanu contributed to this report.
        copyright| This story has been published from a wire agency feed without modifications to the text.
    """,
    "comments of readers": """
        title| Two boats reach Lampedusa
        lead| Two boats with 118 people on board reached Lampedusa overnight, the harbour office said on Wednesday.
        body| The passengers were taken to the centre on the hill, which has room for 400 people.
        comments| 2 comments
        comments| Ann says:
        comments| I was there in May and saw none of that.
        comments| Reply
        comments| Bob says:
        comments| Who counted them?
    """,
    "embedded posts": """
        title| Drone falls on barn near Terespol
        lead| A drone fell on a barn near Terespol on Thursday, the voivode wrote on X.
        embed| Post by @wojewoda_example: “Nikt nie ucierpiał” 09:14
        embed| View this post on Instagram
        body| Firefighters needed an hour to put out the fire.
        metadata| Additional reporting by Jan Dudek
    """,
    "teasers cut short": """
        body| Police in Edirne stopped a bus with 52 people on Tuesday, the governor's office said in a short note.
        body| The driver was held.
        related| The town council of Edirne will vote on the new tram line next month, after two years of talks about...
        related| Rain is expected in most of Thrace on Wednesday and Thursday, with some snow above...
        related| Prices of sunflower oil have fallen for the third week in a row, traders in the region..
    """,
    "nothing but a title and text": """
        title| Gibraltar fence to come down
        lead| Workers will begin to take down the fence at Gibraltar on Monday.
        body| Spain and Britain agreed on it in June.
    """,
    "words alone": """
        body| The fence was cut in two places on Monday night, and eleven people came through before the patrol arrived.
        body| They were found in a barn the next morning.
    """,
}


@pytest.mark.parametrize("name", PAGES)
def test_every_line_of_a_page(name: str) -> None:
    _, found, expected = read(PAGES[name])
    assert found == expected


@pytest.mark.parametrize("name", PAGES)
def test_the_title_is_the_line_that_is_one(name: str) -> None:
    layout, _, expected = read(PAGES[name])
    text, _ = page(PAGES[name])
    title = next((words for label, words in expected if label == "title"), None)
    assert (layout.title.text_in(text) if layout.title else None) == title


@pytest.mark.parametrize(
    ("name", "basis", "day"),
    [
        ("news site", "byline", (2023, 11, 5)),
        ("press release with a contact block", "dateline", (2024, 6, 12)),
        ("op-ed with a biography", "byline", (2024, 5, 3)),
        ("statement behind a date header", "header", (2025, 1, 9)),
        ("text with a bare date and a place", "header", (2024, 2, 17)),
        ("numbers in a table", "metadata", (2024, 4, 11)),
        ("words alone", "none", None),
    ],
)
def test_the_date_of_a_page(name: str, basis: str, day: tuple[int, int, int] | None) -> None:
    published = read(PAGES[name])[0].published
    assert (published.basis, published.value) == (basis, datetime.date(*day) if day else None)
    assert not published.suspect
