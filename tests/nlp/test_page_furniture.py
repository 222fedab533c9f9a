"""Furniture that a page is full of, told by its voice and its company; and sentences of articles that sound like it."""

from __future__ import annotations

import pytest

from border_annotator.nlp.segments import read_layout
from tests.nlp.pages import labels, read

TITLE = "Guards shut a crossing at noon"
FIRST = "The crossing was shut at noon on Friday, the border guard said in a statement. Nobody was hurt there."
NEXT = "The drivers had slept in their cabs. A priest from the town brought them bread and tea in the evening."
LAST = "It opened again at night, and some sixty lorries went through before the morning. The guards stayed."

FURNITURE = [
    "Material from the Associated Press was used in this report.",
    "Some material in this story came from the Latvian agency LETA.",
    "Report a correction or typo",
    "Suggest a correction to this article on Polish border guards",
    "See an error in our story? Highlight it and press Ctrl+Enter.",
    "Explainer: Why Lithuania keeps two crossings open",
    "Opinion: Brussels has lost the border",
    "Analysis: What the Minsk talks mean for Vilnius",
    "Opinion | Warsaw's fence will not hold",
    "Fact check: Did 4,000 migrants cross from Belarus in May?",
    "Photos: A night with the Croatian police on the Una",
    "Timeline: How Greece closed the Evros",
    "Interview: Frontex director Hans Leijtens on pushbacks",
    "In depth: The smugglers of the Drina valley",
    "Long read: Four winters in Bihać",
    "Editor's note: This article is part of a series on Europe's eastern border.",
    "Editor’s note: The author is a lawyer who represents families in Evros.",
    "Note: This story is more than 1 year old.",
    "Ana Petrović · 2 hours ago",
    "Journalists in Ukraine risk their lives. Support Narva Post or become our patron!",
    "We have reporters in Minsk, Warsaw and Vilnius. Your donation keeps them there.",
    "We are the news desk of the Baltic Courier. Write to us with tips and corrections.",
    "We correct our mistakes. If you see one in our reporting from Latvia, tell our editors.",
    "Our journalists in Serbia work without advertising money. Chip in from 3 euros a month.",
    "Do you live near the border with Belarus? Our reporter Ann Lee wants to hear your story.",
    "Were you on the ferry from Calais on Tuesday? Email our newsdesk.",
    "Have you crossed at Medininkai this week? Send us your photos and videos.",
    "Sign up to Border Lines, our weekly letter from Warsaw and Kyiv.",
    "Get the best of our Balkan reporting every Thursday.",
    "Send us photos of the queue at Terespol.",
    "Tell us what you think about the closure of the Polish border.",
    "Take our poll: should Finland reopen its border with Russia?",
    "Poll: Should Estonia close the Narva bridge at night? Yes / No",
    "Test yourself: take our quiz on the borders of Europe",
    "CLICK HERE FOR MORE IMMIGRATION NEWS",
    "Migrants reach Crete in record numbers, coast guard says … Read more",
    "Continue reading on the Baltic Courier",
    "Click here for more about Finland and Russia",
    "Watch Ann Lee's report from Sumy on our YouTube channel.",
    "You can hear more from our Kyiv correspondent in Thursday's podcast.",
    "For more on the border closure, read our live page.",
    "More coverage of the Melilla trial can be found on our Spain page.",
    "Read our previous reports on pushbacks in Croatia here and here.",
    "A version of this article was published in Polish by Gazeta Graniczna.",
    "Translated from Polish by Ann Lee. Edited by Marek Nowak.",
    "This dispatch was produced with help from the Journalism Fund Europe.",
    "Agence France-Presse and Reuters contributed.",
    "With AFP and Reuters in Warsaw",
    "EUR/USD 1.0842 | Brent 82.11 | WIG20 2,410",
    "Riga 4°C | Vilnius 2°C | Tallinn 1°C",
    "Join us on 12 June in Riga for our debate on the border with Belarus. Tickets from €5.",
    "Event: 12 June, Riga – Borders after the war, a Courier debate",
    "Previous story: Estonia fines driver at Luhamaa",
    "Next story: Latvian guards find tunnel",
    "3 days ago Estonia fines driver at Luhamaa",
    "Estonia fines driver at Luhamaa 3 hours ago",
    "The Baltic Courier is published in Riga by Courier Media SIA.",
    "Courier Media SIA, reg. no. 40003012345, Riga",
    "Comments are moderated. We do not publish insults.",
    "If you were affected by this story, call the Samaritans on 116 123.",
    "Anyone who has been at the border and wants to talk can reach us on Signal.",
    "Do you have documents about pushbacks? Contact us securely via SecureDrop.",
    "Unlimited access to our reporting from Ukraine for €1 a week",
    "Please consider a gift to our legal fund for people pushed back at the Polish border.",
    "Your €20 buys a sleeping bag for a family in Bihać.",
    "Donate now so that our teams in Calais can hand out blankets this winter.",
    "Stand with refugees in Greece: sign the petition to the European Commission",
    "Tags Belarus Lithuania Migration",
    "In this article: Frontex, Greece, Hans Leijtens",
    "People mentioned: Donald Tusk, Alexander Lukashenko",
    "More on: Poland, Belarus, Migration",
    "Filed under Belarus, Poland",
    "Today's paper: Warsaw budget row, p. 3",
    "Top comment: Shut it all, says Jan from Białystok",
    "Reader Jan Kowalski writes: I saw four soldiers at the bridge on Sunday.",
    "What do you think about the new fence? Let us know in the comments.",
    "Like what you read? Buy our reporters in Kyiv a coffee.",
    "Not a member yet? Join the 4,000 people who pay for our work in Hungary.",
    "You are reading the international edition of the Warsaw Daily.",
    "This page is also available in Polish, Russian and Belarusian.",
]

SENTENCES = [
    "This report was published by Doctors Without Borders on Tuesday and names three beaches.",
    "The report was published in May and named 12 officers.",
    "The article of the law was amended in 2021 and now allows returns at the border.",
    "Material from the drone was used in the trial, prosecutors told the court.",
    "Material worth 40,000 euros was found in the lorry.",
    "Report after report has named the same officers of the Korenica station.",
    "Report cards for the three crossings will be issued in June, the ministry said.",
    "Our correspondent in Bihać saw four men being led to a van on Friday night.",
    "Our reporter was turned back twice at the roadblock outside Usnarz Górny.",
    "We walked for nine days before we saw the fence, he says.",
    "We have built a fence, and our neighbours have built theirs.",
    "We ask of our guards what we would never do ourselves.",
    "Our border is not a museum, and nobody in Brussels seems to know it.",
    "Have you ever slept in a forest in November? Most of these families have.",
    "Do you send back a child at minus nine? The guard did on Tuesday.",
    "Take the case of Ahmad, who crossed the Drina four times in 2019.",
    "Imagine a patrol that meets a family of five at dawn.",
    "Consider what happened in Kuźnica on 16 November 2021.",
    "Ask any lorry driver at Medininkai and he will name the same hour.",
    "Look at the map: the river turns three times before the bridge.",
    "Send more guards, the mayor demanded, or close the road.",
    "Get out of the zone, the soldiers shouted at them in Russian.",
    "Call it a pushback or a return, the result was the same for 40 people.",
    "Give the guards a law and they will follow it.",
    "Support for the fence fell to 48 percent in June.",
    "Support from Frontex will last until the end of the year.",
    "Join the queue at six and you may cross by midnight.",
    "Travellers should allow four hours and carry both passports.",
    "Read together, the two rulings leave the guards no choice.",
    "Share of women among those found was 12 percent.",
    "Watch towers stand every 300 metres along the Turkish side.",
    "Tips from villagers led the police to the barn near Hajnówka.",
    "Tip-offs came by telephone from a farmer in Zalavas.",
    "Donations of clothes were turned away at the gate of the camp.",
    "Donors gave 3 million euros for the camp at Lipa in 2020.",
    "The newsletter of the interior ministry puts the number at 320.",
    "Subscribers of the mobile operator got the warning by text message on Monday.",
    "Readers of the ministry's site were told on Friday that the post was open.",
    "The app showed him the shortest way across the Bug.",
    "Comments on the draft are due by 15 May, the commission said.",
    "Analysis: three samples held traces of fentanyl.",
    "Explainer videos in five languages were shown to the migrants in Minsk.",
    "Opinion is split in Narva over the bridge.",
    "Opinion polls put the party at 31 percent, two points more than in May.",
    "Background checks found that he had been expelled twice.",
    "Timeline of the night: the boat left at 2 a.m. and sank at four.",
    "Photos taken by the guards show eleven people in the snow.",
    "Video from the tower shows the man fall at 03:40.",
    "The picture agency's driver was among the four who were arrested.",
    "Editors of three papers were called in by the Belarusian KGB.",
    "The editor of the weekly, Anna Kask, was refused entry on Sunday.",
    "A spokesman for the site operator said the lorry had been there since May.",
    "The publisher was fined 2,000 euros for showing the faces of two officers.",
    "All rights of the detained were respected, the prosecutor's office said.",
    "This article of the convention forbids collective expulsion.",
    "This story has been told in Tripoli for ten years.",
    "This is a story of two villages and one fence.",
    "In this report the agency counts 1,204 attempts in the first half of the year.",
    "Names have been given to four of the nine dead so far.",
    "The identities of two men are still not known.",
    "With files on 320 people, the office is the largest in the county.",
    "Reporting by the guards stopped in June, and nobody counted after that.",
    "Editing of the register was denied by the commander.",
    "About 300 people waited at the gate.",
    "About the author of the order nothing is known.",
    "Thank you for coming back, the mother told her son at the gate.",
    "Follow the river north and you reach the first tower after two hours.",
    "See you at the border, he had written to his brother in Tula.",
    "Two hours ago the road was still open, a driver said by telephone.",
    "Polish soldiers came at night. They took our phones. They told us to walk.",
    "Explainers handed out at the gate were in English only.",
    "The trial continues on Monday.",
    "The next hearing is set for 12 June.",
    "He has appealed.",
    "Nobody was hurt.",
    "A second boat is still missing.",
    "The investigation is open.",
    "Vote counts from the border villages came in last.",
    "Poll workers at Kapitan Andreevo were sent home at noon.",
    "Weather kept the boats ashore until Thursday.",
    "Sources: the smugglers buy engines in Düzce, the report says.",
    "Sign language interpreters were brought to the camp in March.",
    "Learn Polish or leave, one sign at the camp said.",
    "Buy a visa in Minsk and you are in Grodno the next day, the travel agents promised.",
    "Stay where you are, the guards called across the river.",
    "Choose the sea and you pay 3,000 euros; choose the land and you pay six.",
    "Please let us go, the children shouted.",
    "Start early and the queue at Terespol takes two hours.",
    "Keep walking, the smuggler wrote in the chat.",
    "Become a smuggler for 500 euros a day, the advertisement on Telegram read.",
    "Help came only on Tuesday, from a boat of the coast guard.",
    "Help us, the text message of 4.12 a.m. said.",
    "Our teams treated 214 people in the forest between July and September.",
    "Our volunteers met the group near Białowieża on 12 October.",
    "We treated 214 people in the forest, and our doctors saw frostbite in 31 of them.",
    "We call on the government to end pushbacks at once.",
    "We welcome the ruling and urge Zagreb to pay the family.",
    "We publish the names of the dead because nobody else does.",
    "MSF has worked at the Serbian border since 2015 and treats some 300 people a week.",
    "Human Rights Watch spoke to 31 people for its report.",
    "The Guardian reported in May that the agency knew of the deaths.",
    "The Border Post first reported the closure on Tuesday.",
    "The Independent spoke to nine men who were at the river that night.",
    "Download speeds at the gate were too low for the new passport readers.",
    "Subscribers to the smugglers' channel were told to wait by the chapel.",
    "Log in times at the terminal show that nobody was on duty after two.",
    "Sign up sheets for the convoy hung at the town hall of Suwałki.",
    "If you cross at Kukës after dark, the police take your phone.",
    "Do you plan to travel? Call the consulate in Brest before you leave.",
    "You walk until you see the lamps of the fence, and then you lie down.",
    "Your papers, the officer shouted, or your boat.",
    "Become a citizen, the clerk joked, and you may use the other queue.",
    "We are four families from Homs and we ask for nothing but a roof.",
    "Our members drive 300 lorries a week through Medyka, and all of them wait.",
    "Our readers of passports failed at noon, the port director admitted.",
    "This text is the third that the two ministers have signed since March.",
    "This page of the protocol bears the names of nine guards.",
    "Part of this series of raids took place in Salzburg.",
    "Every euro counts here, where a seat on the bus costs a day's wage.",
    "A gift of 200 blankets came from the parish of Sokółka.",
    "More stories like his are told in every café of Lesbos.",
    "Opinion in the town is divided about the fence",
    "Comment from Minsk could not be had on Tuesday.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_what_the_page_says_is_not_the_article(line: str) -> None:
    for place in ((FIRST, line, NEXT, LAST), (FIRST, LAST, line)):
        text = "\n\n".join((TITLE, *place))
        assert line in [part.span.text_in(text) for part in read_layout(text).boilerplate]


@pytest.mark.parametrize("line", SENTENCES)
def test_what_only_sounds_like_the_page_is_the_article(line: str) -> None:
    for place in ((FIRST, line, NEXT, LAST), (FIRST, LAST, line)):
        for between in ("\n\n", "\n"):
            text = between.join((TITLE, *place))
            assert read_layout(text).boilerplate == ()


PAGES = {
    "the name and the motto of a paper above the title": """
        nav| VALLEY RECORD
        nav| The paper that the upper valley reads
        nav| Home | News | Farming | Chess

        title| Customs officers stop forty lorries at the upper bridge

        byline| Ilse Marti, 4 May 2024

        body| Customs officers stopped forty lorries at the upper bridge on Friday. Nobody was arrested.

        body| The drivers were sent back to the valley.
    """,
    "headlines of others right above the title": """
        read_also| Must read
        read_also| Minister says nine thousand have left since June

        title| Two guards hurt as shots are fired at the gate

        lead| Two guards were hurt on Thursday when shots were fired at the gate, officials said.

        body| The gate was closed for five hours. It opened again at dusk.
    """,
    "boxes between paragraphs": """
        title| Ferry turned back with ninety people on board

        body| A ferry with ninety people on board was turned back on Monday. The harbour had been closed.

        related| More stories from the islands
        related| Smuggler who sent seven to their deaths jailed
        related| Officers filmed watching as boat leaves beach

        body| The captain said that he had asked for a berth at noon.

        subscribe| Sign up for our island newsletter
        subscribe| Thank you! You have been subscribed.

        body| The passengers slept on deck. Most of them came from Eritrea.
    """,
    "what stands below the last words of the page": """
        title| River police find raft made of barrels

        body| River police found a raft made of barrels on Sunday. Nobody was on it.

        body| The raft was burnt.

        comments| 2 comments
        comments| Saleem Nov 03, 2023 08:51am
        comments| Close the river for good. They came four times this year.
        comments| A citizen Nov 03, 2023 10:02am
        comments| And the woman who drowned, whose fault is that?
        related| Popular stories
        related| Police seize 300 kg of hashish near the dam
    """,
    "a motto in a box above the title": """
        subscribe| You have 1 free article left.
        nav| Why you can trust the Tribune
        nav| Fair. Free. Fast. We follow the story where it happens.

        title| Nine drown when dinghy turns over off the cape

        lead| Nine people drowned on Friday when a dinghy turned over off the cape, the coast guard said.

        body| The boat had left the beach at about four. A patrol ship came at six.
    """,
    "an appeal of several lines": """
        title| Island left ninety people adrift for three days

        body| A boat with ninety people on board drifted for three days. A merchant ship took them in on Monday.

        subscribe| Will you stand with people at sea?
        subscribe| A gift of €30 pays for forty life jackets.
        subscribe| Give now

        body| The coast guard did not answer fourteen calls. Two women died of thirst.

        subscribe| Your support makes our work possible
        subscribe| Our forty reporters were on six islands this year because readers paid for the ferry.
        subscribe| If everyone who reads us gave two euros, our year would be paid for by Sunday.

        body| The survivors asked for asylum. They sleep in a school.
    """,
    "headlines below a short link, and comments that nothing announces": """
        title| Police seize rifles at the upper crossing
        body| Police seized twelve rifles in a van at the upper crossing on Wednesday. The driver was arrested.
        read_also| See more
        read_also| Ministers accuse each other of provoking the north
        read_also| Five officers wounded in a raid on a monastery
        body| The rifles had been hidden under bags of cement. Two patrols were sent to the crossing.
        body| A court will hear the driver on Friday.
        comments| Zoran, 12.6.2024 15:02
        comments| Twelve rifles for bees? Nobody believes him.
        metadata| Drita 12.6.2024 15:40
        nav| They should have been there ten years ago
    """,
    "reports of a live page that are signed": """
        title| Storm shuts three ferries
        body| Three ferries stay in port tonight. The harbour master will decide again at six.
        heading| Ann Lee 12 June 2024 14:05
        body| The harbour master said that the waves were four metres high.
        heading| Bo Ek 12 June 2024 12:40
        body| Forty lorries wait at the pier, the port said.
    """,
    "a heading right above an advertisement": """
        title| Storm shuts three ferries

        body| Three ferries stay in port tonight. The harbour master will decide again at six.

        heading| What the drivers do
        ad| Advertisement
        body| The drivers play cards. Forty lorries wait at the pier.

        body| A priest brought them tea. He comes every day.
    """,
    "links that say what they are": """
        title| Court frees nine drivers

        body| A court freed nine drivers on Monday. They had been held since May.

        read_also| Opinion: Our courts have lost the border

        body| The judge said that no law had been broken.

        read_also| Explainer: How the new visa works in practice

        body| The drivers went home by bus. Their lorries stay at the port.
    """,
    "a heading that only looks like a link": """
        title| Court frees nine drivers

        body| A court freed nine drivers on Monday. They had been held since May.

        heading| Explained: What the visa rules change for drivers

        body| The visa rules change little. They say that a driver may stay for ninety days.
    """,
    "a title that says what it is": """
        title| Opinion: Soldiers will not mend our border

        byline| Ann Lee, 4 May 2024

        body| Soldiers were sent to the border in May. Nobody has asked them what they do there.
    """,
}


@pytest.mark.parametrize("written", PAGES.values(), ids=PAGES)
def test_pages(written: str) -> None:
    _, found, expected = read(written)
    assert found == expected


def test_a_note_of_the_editors_is_the_articles_only_where_it_corrects() -> None:
    series = "Editor's note: This article is part of a series on Europe's eastern border."
    correction = "Editor's note: an earlier version gave a wrong number of dead."
    text = "\n\n".join((TITLE, FIRST, LAST, series, correction))
    assert labels(text, read_layout(text))[-2:] == [("metadata", series), ("correction", correction)]
