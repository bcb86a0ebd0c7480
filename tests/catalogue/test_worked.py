"""Existing data: its sources, and how each measure that it covers is worked out."""

from helpers import catalogue

EVERY = (*catalogue.sources(), *catalogue.more_sources())


def test_every_indicator_that_existing_data_covers_is_worked_out():
    covered = {one.code for one in catalogue.indicators() if one.is_secondary}
    assert {one.code for one in catalogue.worked()} == covered
    assert len(covered) == 14


def test_sources_are_told_apart_and_known_where_they_are_named():
    codes = [source.code for source in EVERY]
    assert len(set(codes)) == len(codes) == 33
    for one in catalogue.worked():
        assert one.sources and set(one.sources) <= set(codes), one.code
        assert one.areas
    themes = {theme.code for theme in catalogue.themes()}
    assert {theme for source in EVERY for theme in source.themes} <= themes


def test_every_source_says_for_which_areas_and_what_is_not_the_toolkits_says_so():
    assert all(source.areas for source in EVERY)
    assert {source.provenance for source in catalogue.sources()} == {"printed"}
    assert {source.provenance for source in catalogue.more_sources()} == {"inferred", "added"}


def test_what_is_named_in_tool_3_only_is_printed_there():
    printed = " ".join(one.existing_source for one in catalogue.indicators()).casefold()
    named = [source.name for source in catalogue.more_sources() if source.provenance == "inferred"]
    assert len(named) == 6
    assert [name for name in named if name.casefold() not in printed] == []


def test_each_formula_names_what_it_needs():
    for one in catalogue.worked():
        assert bool(one.against) == (one.formula == "high and low")
        assert bool(one.places) == (one.formula in ("dissimilarity", "entropy"))
        assert bool(one.groups) == (one.formula in ("gap", "high and low", "mean gap", "entropy"))
        assert bool(one.out_of) == (one.formula != "entropy")
        assert (one.per > 1) == (one.formula == "rate")
