from pathlib import Path

from helpers import catalogue
from helpers.collect import secondary
from helpers.project import Opened, Project
from helpers.project.record import BasketItem, Measures, Secondary, SecondaryFigure
from helpers.reports.model import Table, plain

FIGURE = SecondaryFigure(indicator="R5", what="Hate crime in the borough", value="2.1 per 1,000", area="Newham",
                         period="2024", source="Metropolitan Police")  # fmt: skip


def opened(*figures: SecondaryFigure, basket: tuple[str, ...] = ()) -> Opened:
    items = tuple(BasketItem(indicator=code) for code in basket)
    return Opened(
        Path("nowhere"), Project(title="T", measures=Measures(basket=items), secondary=Secondary(figures=figures))
    )


def test_summary_shows_each_figure_with_area_period_and_source():
    text = plain(secondary.summary(opened(FIGURE)))
    for said in ("Hate crime in the borough", "2.1 per 1,000", "Newham", "2024", "Metropolitan Police", "(R5)"):
        assert said in text


def test_in_short_tells_indicators_from_context():
    context = FIGURE.model_copy(update={"indicator": ""})
    assert secondary.in_short(opened(FIGURE, context)) == (
        "Figures in the baseline record: 2 (1 on an indicator, the others for context)."
    )


def test_missing_names_existing_data_indicators_without_a_figure():
    assert len(secondary.missing(opened(basket=("R5", "R7")))) == 2
    assert secondary.missing(opened(FIGURE, basket=("R5", "R7"))) == ()


def test_sources_for_the_basket():
    table = next(
        block for block in secondary.for_basket(opened(basket=("R5", "R7"))).blocks if isinstance(block, Table)
    )
    assert [row[-1] for row in table.rows] == ["yes", ""]
    assert "empty so far" in plain(secondary.for_basket(opened()))


def test_the_index_lists_every_source_once():
    rows = [row for table in secondary.sources().blocks for row in table.rows]
    assert len(rows) == len(catalogue.sources()) + len(catalogue.more_sources()) > 30
