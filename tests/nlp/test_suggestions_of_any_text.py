"""Whatever is read, what is suggested is sound: news put together from fragments, with everything that pages hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.nlp.articles import document
from tests.nlp.sound import assert_sound

if TYPE_CHECKING:
    from border_annotator.nlp.prelabeler import Prelabeler

NAMES = (
    "Latvia", "Belarus", "Minsk", "Poland’s", "the Polish border", "Šalčininkai", "Ceuta", "the Evros river", "Frontex",
    "the Latvian State Border Guard", "the European Commission", "Anna Nowak", "NATO", "the charity Open Shore",
    "Belarusian-Latvian border", "Kena checkpoint", "the Interior Ministry", "Operation Grey Elk 24", "Türkiye", "Київ",
    "the U.S.", "Wagner Group", "Rafał Żółć", "Cafe\u0301 Riga", "بولندا", "👩‍👩‍👧 Riga 🇵🇱", "Zoë", "İzmir",
    "the Channel",
)  # fmt: skip
NUMBERS = (
    "18", "two of the six", "all but one", "at least 40", "nine of whom", "dozens of", "no", "10,000", "10\u202f000",
    "1.5", "EUR 2.4 million", "€3bn", "12%", "a third of", "the third", "between 5 and 9", "12-km", "½", "500+",
    "tens of thousands of", "-12%", "these two", "up from 41 to", "a 36-year-old", "1,234,567", "٣", "1 2 3",
)  # fmt: skip
NOUNS = (
    "migrants", "border guards", "attempts to cross", "crossing points", "a fence", "drones", "people", "a border zone",
    "troops", "a boat", "balloons", "smugglers", "the country", "bodies", "pushbacks", "the measure", "protection",
)  # fmt: skip
VERBS = (
    "closed", "will close", "has reopened", "turned back", "sent", "did not send", "were arrested by", "denied beating",
    "accused Minsk of steering", "might expel", "died", "reached", "signed", "said that it had found", "is building",
    "backed", "reported", "plans to deploy", "detained", "tried to cross with", "would have shut", "summoned",
)  # fmt: skip
TIMES = (
    "on 5 May 2024", "yesterday", "on Friday", "since January", "in the past two weeks", "by 2025", "overnight",
    "from 3 to 9 June", "at 6 a.m. on Tuesday", "last year", "until 31 March", "every week", "on 03/04/2024", "Q1 2024",
    "a year earlier", "that night", "on 31 February", "on 29.02.2023", "in the first half of 2023", "2024-13-45",
)  # fmt: skip
JOINTS = (
    " ",
    ", ",
    " and ",
    "; ",
    " – ",
    " (",
    ") ",
    " “",
    "” ",
    " said that ",
    " because ",
    " of the ",
    "\u00a0",
    "’s ",
)
ENDS = (". ", "!\n", ".\n\n", "?” ", " ", "…\n", ":\n", "\n", "\u2028", ".\t")
LINES = (
    "Read also: Poland closes two crossings", "Subscribe to our newsletter", "Comments", "date 2024-05-15", "LIVE",
    "By Anna Nowak", "WARSAW, May 5 (Reuters) —", "Published: 5 May 2024", "Photo: AFP", "- 14 guards of Latvia",
    "Month | Poland | Latvia", "January 2024 | 1,200 | n/a", "Most read", "© 2024. All rights reserved.",
    "(Advertisement)",
    "Correction: two people died, not three.", "+48 22 555 10 10", "https://news.example/2024/05/05/1",
    "POLAND SHUTS BORDER",
    "12:41 Two men were held near Brest", "Share this article", "“We sent 15 officers,” he said.",
    "Riga, Vilnius, Minsk",
)  # fmt: skip


def fragments() -> st.SearchStrategy[str]:
    """A few words of news, or of anything else."""
    words = st.sampled_from((*NAMES, *NUMBERS, *NOUNS, *VERBS, *TIMES))
    odd = st.text(st.characters(codec="utf-8"), max_size=6)
    return st.one_of(words, words, words, words, words, words, odd)


def sentences() -> st.SearchStrategy[str]:
    """Something like a sentence: who, what, whom, when, in an order of their own now and then."""
    parts = (NAMES, VERBS, NUMBERS, NOUNS, TIMES)
    plain = st.tuples(*(st.sampled_from(part) for part in parts)).map(" ".join)
    wild = st.lists(st.tuples(fragments(), st.sampled_from(JOINTS)).map("".join), min_size=1, max_size=9).map("".join)
    joined = st.tuples(plain, st.sampled_from(JOINTS), plain).map("".join)
    return st.tuples(st.one_of(plain, plain, joined, wild), st.sampled_from(ENDS)).map("".join)


def articles() -> st.SearchStrategy[str]:
    """Sentences with the lines of a page among them."""
    line = st.sampled_from(LINES).map(lambda words: f"\n{words}\n")
    return st.lists(st.one_of(sentences(), sentences(), sentences(), line), max_size=12).map("".join)


# A phrase that a role takes as it is ends before the space behind it.
@example("Latvia accused Minsk of steering 18 border guards in the past two weeks\u2028Latvia closed 18 migrants. ")
@example("that night “Belarusian-Latvian border said.” Wagner Group said that ~, ÛWnò’s \x1e\xa0is building. ")
@settings(max_examples=120)
@given(text=articles())
def test_what_is_suggested_for_any_news_is_sound(prelabeler: Prelabeler, text: str) -> None:
    assert_sound(text, prelabeler.label(document(text)), prelabeler.schema)


@given(text=st.text(max_size=400))
def test_what_is_suggested_for_any_characters_is_sound(prelabeler: Prelabeler, text: str) -> None:
    assert_sound(text, prelabeler.label(document(text)), prelabeler.schema)


@settings(max_examples=25)
@given(texts=st.lists(articles(), min_size=2, max_size=4))
def test_a_text_is_read_as_if_it_were_alone(prelabeler: Prelabeler, texts: list[str]) -> None:
    together = list(prelabeler.label_all([document(text) for text in texts]))
    for text, suggestions in zip(texts, together, strict=True):
        assert_sound(text, suggestions, prelabeler.schema)
        alone = prelabeler.label(document(text))
        assert [(s.source, s.reason, s.confidence) for s in suggestions] == [
            (s.source, s.reason, s.confidence) for s in alone
        ]
