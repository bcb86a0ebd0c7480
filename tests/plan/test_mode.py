"""Ways of asking: the toolkit's default, what is known of each, and what a change of way does."""

import pytest

from helpers import catalogue
from helpers.plan import mode
from helpers.project import Opened, Project
from helpers.project.record import Approach
from helpers.project.record.method import Method
from helpers.reports.model import Fold, Table, plain


def asked(**approach):
    method = {name: approach.pop(name) for name in ("place", "later_mode", "missed", "mode_why") if name in approach}
    return Opened("nowhere", Project(title="New", approach=Approach(method=Method(**method), **approach)))


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"mode": "face to face", "place": "street"}, "street"),
        ({"mode": "face to face"}, None),
        ({"mode": "online", "place": "street"}, "web"),
        ({"mode": "paper"}, "paper"),
        ({"mode": "mixed"}, None),
        ({}, None),
    ],
)
def test_the_way_of_asking_is_found_in_the_catalogue(chosen, code):
    found = mode.chosen(asked(**chosen).record)
    assert (found.code if found else None) == code


def test_the_default_is_in_the_toolkits_words_with_its_place():
    assert "section 2.2.2" in mode.default() and "face to face research techniques are typically" in mode.default()
    assert mode.default() in plain(mode.plan(asked(mode="online")))
    assert mode.default() not in plain(mode.plan(asked(mode="face to face", place="door to door")))


def test_what_is_known_of_the_chosen_way_is_shown():
    text = plain(mode.plan(asked(mode="telephone", mode_why="Everybody has one.")))
    assert "What is known of asking by telephone" in text and "Who is missed: People without a number" in text
    assert "Everybody has one." in text
    assert "Where you meet people" not in text


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"mode": "face to face", "later_mode": "online"}, "First you ask face to face, then online."),
        ({"mode": "paper", "later_mode": "telephone"}, "First you ask on paper, then by telephone."),
        ({"mode": "mixed", "n_waves": 2}, "You ask in more than one way."),
    ],
)
def test_a_change_of_way_is_warned_of_with_figures(plan, said):
    found = mode.changes(asked(**plan).record)
    assert found.startswith(said)
    assert "92% said face to face" in found and "75% when most answered online" in found
    assert found in plain(mode.plan(asked(**plan)))


@pytest.mark.parametrize(
    "plan", [{"mode": "online"}, {"mode": "online", "later_mode": "online"}, {"mode": "mixed", "n_waves": 1}, {}]
)
def test_one_way_throughout_is_not(plan):
    assert mode.changes(asked(**plan).record) == ""


def test_every_way_is_shown_under_every_aspect_with_sources():
    section = mode.compared()
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert [table.caption for table in tables][1:] == ["Reach", "Cost", "Quality", "Who is missed", "Effect on answers"]
    assert {len(table.rows) for table in tables} == {len(catalogue.survey_modes())}
    assert "Not in the toolkit; added here." in plain(section) and "Groves and others (2009)" in plain(section)


def test_the_comparison_is_folded_away_in_the_plan():
    (fold,) = [block for block in mode.plan(asked(mode="online")).blocks if isinstance(block, Fold)]
    assert fold.blocks == mode.compared().blocks


def test_missing():
    assert len(mode.missing(asked())) == 2
    assert mode.missing(asked(mode="face to face"))[0].startswith("Say where you meet")
    assert mode.missing(asked(mode="online", missed="Those without a screen: a form by post.")) == ()
