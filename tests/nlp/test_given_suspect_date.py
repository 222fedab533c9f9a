from __future__ import annotations

import datetime

import pytest

from border_annotator.domain.document import PublicationDate
from border_annotator.nlp.given_facts import agreed_date

MADE = PublicationDate(datetime.date(2013, 12, 23), "metadata", suspect=True, note="the day when the file was made")
SAID = PublicationDate(datetime.date(2024, 4, 11), "byline")


def test_the_day_when_a_file_was_made_gives_way_to_what_the_text_says() -> None:
    assert agreed_date(SAID, MADE) is SAID


@pytest.mark.parametrize("said", [PublicationDate(), PublicationDate(datetime.date(2020, 1, 1), "file_name")])
def test_it_counts_where_the_text_says_nothing(said: PublicationDate) -> None:
    assert agreed_date(said, MADE) is MADE
