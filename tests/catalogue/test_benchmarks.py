"""Published figures: nothing stands beside a finding without what is needed to judge it."""

from helpers import catalogue

OURS = catalogue.not_added(catalogue.benchmarks())
"""The figures the workbook came with. One that was added has to say as much about itself, but is not counted here."""


def figures(indicator, area="London"):
    of_indicator = [figure for figure in OURS if figure.indicator == indicator]
    return [(figure.value, figure.is_like_for_like) for figure in of_indicator if figure.area == area]


def test_every_figure_is_judged():
    assert len(OURS) == 43
    for figure in catalogue.benchmarks():
        catalogue.indicator(figure.indicator)
        assert 0 < figure.value < 1
        assert figure.year and figure.survey and figure.mode and figure.wording and figure.base and figure.source
        assert figure.is_like_for_like or figure.caution, figure.statement
        if figure.is_like_for_like:
            assert "not stated" not in (figure.survey, figure.wording, figure.base, figure.mode), figure.statement
            assert not figure.is_approximate


def test_figures_in_the_statement_are_the_value():
    stated = [figure for figure in OURS if not figure.is_approximate]
    assert len(stated) == 40
    for figure in stated:
        assert f"{figure.value:.0%}" in figure.statement


def test_both_figures_of_neighbourhood_cohesion():
    modes = {figure.value: figure.mode for figure in OURS if (figure.indicator, figure.area) == ("R3", "London")}
    assert modes == {0.92: "face to face", 0.75: "online, some on paper"}


def test_unlike_questions_are_never_set_beside_ours():
    assert figures("R6") == [(0.25, False)]
    assert figures("P2") == [(0.28, False)]
    assert figures("P1") == [(0.6667, False)]
    assert figures("E6") == [(0.07, False)]
    assert figures("R4", "Newham") == [(0.45, False)]
    assert not any(figure.is_like_for_like for figure in OURS if figure.indicator.startswith("R1_"))


def test_like_questions_are():
    assert figures("R7") == [(0.08, True)]
    assert figures("R4") == [(0.45, True), (0.47, True)]
    assert figures("O1_area") == [(0.73, True), (0.73, True)]
    assert figures("O2") == [(0.6, True), (0.6, False)]


def test_an_indicator_without_figures_has_none():
    assert catalogue.benchmarks("R8") == ()
