from helpers import catalogue
from helpers.plan import measures
from helpers.project import Opened
from helpers.project.record import BasketItem, Measures
from helpers.reports.model import Table, plain


def with_basket(planned, *codes, why="It matters."):
    items = tuple(BasketItem(indicator=code, why=why) for code in codes)
    return Opened(planned.path, planned.record.model_copy(update={"measures": Measures(basket=items)}))


def test_in_short_counts_by_domain(planned):
    assert measures.in_short(planned) == (
        "Indicators in the basket: 3 (2 Relationships, 0 Equality, 0 Participation, 1 Outcomes)."
    )


def test_balance_counts_the_whole_index_and_names_what_is_empty(planned):
    table = measures.balance(planned)
    assert sum(int(row[2].split()[0]) for row in table.rows) == len(catalogue.not_added(catalogue.indicators())) == 38
    assert "Equality or Participation" in table.note
    full = measures.balance(with_basket(planned, "R7", "E8", "P2", "O2"))
    assert full.note == "The basket touches every domain."


def test_summary_shows_why_wording_source_and_published_figures(planned):
    text = plain(measures.summary(planned))
    for said in (
        "It is what we work on.",
        "How often do you feel lonely?",
        "Survey of Londoners 18-19",
        "Did you come?",
        "How often are you lonely?",
        "Nothing is missing in this step.",
    ):
        assert said in text


def test_an_indicator_of_existing_data_is_not_asked(planned):
    assert "Not asked: existing data." in plain(measures.summary(with_basket(planned, "R5")))


def test_index_lists_every_indicator_once_and_marks_the_basket(planned):
    tables = [block for block in measures.index(planned).blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows]
    assert len(rows) == len({row[0] for row in rows}) == len(catalogue.indicators())
    assert sum("Added here, not the toolkit's." not in row[1] for row in rows) == 38
    assert sum(row[-1] == "yes" for row in rows) == 3


def test_missing_checks_both_ways_between_questions_and_basket(planned):
    sentences = measures.missing(with_basket(planned, "R7", "R4", "E8"))
    assert len(sentences) == 2
    assert "(O1_area) is needed" in sentences[0]
    assert "(E8) is in the basket and bears on no research question." in sentences[1]


def test_missing_asks_for_reasons(planned):
    assert len(measures.missing(with_basket(planned, "R7", "R4", "O1_area", why=""))) == 3


def test_an_empty_basket_is_the_one_thing_missing(empty):
    assert measures.missing(empty) == ("Choose at least one indicator for the basket.",)
    assert "empty so far" in plain(measures.summary(empty))
