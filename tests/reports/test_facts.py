from datetime import date

from helpers.project.record import Sample
from helpers.reports.facts import facts, in_words, still_open
from helpers.reports.model import Bullets, Paragraph


def test_facts_take_their_words_from_the_record():
    assert facts(Sample(target=60), "target", "recruitment").pairs == (
        ("Target", "60"),
        ("How people are recruited", ""),
    )


def test_values_in_words():
    values = [None, True, False, 1200, date(2025, 6, 1), ("a.", "b"), (), "as it is"]
    assert [in_words(value) for value in values] == ["", "yes", "no", "1,200", "1 June 2025", "a; b", "", "as it is"]


def test_what_is_open_is_listed_and_nothing_open_is_said():
    assert still_open(("Do this.",)).blocks == (Bullets(("Do this.",)),)
    assert isinstance(still_open(()).blocks[0], Paragraph)
