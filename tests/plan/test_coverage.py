import pytest

from helpers import catalogue
from helpers.plan import coverage


def test_every_printed_geography_is_understood():
    printed = {indicator.geography for indicator in catalogue.not_added(catalogue.indicators())}
    assert len(printed) == 7
    assert printed == set(coverage.PRINTED)


@pytest.mark.parametrize(
    ("code", "areas"), [("R7", ("London",)), ("R3", ("borough", "London")), ("R5", ("ward", "borough", "London"))]
)
def test_areas(code, areas):
    assert coverage.areas(catalogue.indicator(code)) == areas


def test_no_figure_is_of_a_project_or_an_estate():
    assert not [one.code for one in catalogue.indicators() if coverage.covers(one, "neighbourhood")]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2018-19", 2019),
        ("Survey of Londoners 18-19 (annual)", 2019),
        ("2015", 2015),
        ("before the pandemic", None),
        ("", None),
    ],
)
def test_year(text, year):
    assert coverage.year(text) == year


def test_the_newest_figure_is_londons_and_like_for_like():
    newest = coverage.newest(catalogue.indicator("R3"))
    assert (newest.area, newest.survey, newest.is_like_for_like) == ("London", "Survey of Londoners", True)
    assert coverage.newest(catalogue.indicator("R6")) is None
