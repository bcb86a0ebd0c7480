"""Words as far as they may be shown: nothing but what disclosure released becomes a table."""

import pandas as pd
import pytest

from helpers.disclosure import release
from helpers.project.record import Project
from helpers.reports import own_words
from helpers.reports.model import Bullets, Fold, Paragraph, Table
from helpers.reports.own_words import OwnWords, Quote

WAVES = {"first": "Spring 2025", "second": "Autumn 2025"}
RECORD = Project(
    title="Tea", analysis={"themes": [{"id": "theme-lift", "name": "The lift"}, {"id": "theme-rare", "name": "Rare"}]}
)


def raw(n=40):
    rows = [("theme-lift", "first", 20), ("theme-lift", "second", 12), ("theme-rare", "second", 2)]
    return pd.DataFrame(
        [{"indicator": theme, "wave": wave, "n": n, "n_yes": yes, "share": yes / n} for theme, wave, yes in rows]
    )


def own(n=40, conversations=None, quotes=()):
    of_notes = conversations if conversations is not None else raw().iloc[:0]
    return OwnWords(release(raw(n)), release(of_notes), quotes)


def tables(blocks):
    inside = [inner for block in blocks for inner in (block.blocks if isinstance(block, Fold) else (block,))]
    return [block for block in inside if isinstance(block, Table)]


def test_raw_counts_are_refused():
    with pytest.raises(TypeError, match=r"disclosure.release"):
        own_words.counts(RECORD, OwnWords(raw(), raw()), WAVES)


def test_the_latest_wave_stands_first_and_a_few_are_a_band():
    latest, over = tables(own_words.counts(RECORD, own(), WAVES))
    assert latest.rows == (("The lift", "40", "30%"), ("Rare", "40", "fewer than 5 of 40"))
    assert [row[:4] for row in over.rows][:2] == [
        ("The lift", "Spring 2025", "40", "50%"),
        ("The lift", "Autumn 2025", "40", "30%"),
    ]


def test_under_ten_people_nothing_is_told():
    (latest, *_) = tables(own_words.counts(RECORD, own(9), WAVES))
    assert {cell for row in latest.rows for cell in row[1:]} & {"9", "22%"} == set()


def test_few_conversations_are_not_counted_and_many_are():
    few = pd.DataFrame([{"indicator": "theme-lift", "wave": "notes", "n": 4, "n_yes": 3, "share": 0.75}])
    (said,) = own_words.conversations(RECORD, own(conversations=few))
    assert isinstance(said, Paragraph) and "too few" in said.text
    (table,) = own_words.conversations(RECORD, own(conversations=few.assign(n=24, n_yes=12, share=0.5)))
    assert table.rows == (("The lift", "24", "50%"),)
    assert own_words.conversations(RECORD, own()) == ()


def test_quotes_stand_under_what_was_asked():
    said = (
        Quote("I laugh more.", "Women", "What difference?", frozenset({"theme-lift"})),
        Quote("It is quiet.", "Interviews", "", frozenset()),
    )
    first, one, second, other = own_words.quotes(own(quotes=said))
    assert (first.text, second.text) == ("What difference?", "From conversations")
    assert one == Bullets(("“I laugh more.” (Women)",)) and other == Bullets(("“It is quiet.” (Interviews)",))
