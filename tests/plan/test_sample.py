"""The sample's figures, worked by hand: answers for a margin, groups, change at 80% power, and what can't be."""

import subprocess
import sys

import pytest

from helpers.plan import detectable, sample, sample_change, sample_design
from helpers.plan.sample_design import REPORTED_FROM, design, problems
from helpers.project import Opened, Project
from helpers.project.record import Approach, Comparison, Sample
from helpers.reports.model import Bullets, Caution, Table, plain


def planning(n_waves=None, mode="online", breakdowns=(), weighting=None, **fields):
    approach = Approach(n_waves=n_waves, mode=mode, sample=Sample(**fields), breakdowns=breakdowns, weighting=weighting)
    return Opened("nowhere", Project(title="New", approach=approach))


def bullets(section):
    return [item for block in section.blocks if isinstance(block, Bullets) for item in block.items]


def change_of(opened):
    (section,) = sample_change.plan(opened.record, design(opened.record))
    return section


def test_one_figure_in_words():
    # 1.96 x sqrt(0.25 / 100) = 0.098
    opened = planning(target=100, recruitment="random", response_percent=40)
    assert bullets(sample.plan(opened)) == [
        "With 100 answers, a share of about 50% comes with a margin of about 10 points either way.",
        "If 40% of those you ask answer, ask 250 people for 100 answers.",
    ]
    # of 150 people: x sqrt(50 / 149) = 0.0568
    opened = planning(target=100, recruitment="random", population=150)
    assert bullets(sample.plan(opened))[0].endswith(
        "10 points either way, as the report will show it. Of these 150 people alone it is about 6 points."
    )
    assert "figures of these 40 people are exact" in plain(sample.plan(planning(target=40, population=40)))


def test_what_was_decided_is_shown_with_its_units(empty):
    pairs = sample.decided(planning(target=1200, response_percent=40).record).pairs
    assert pairs == (
        ("Target", "1,200 answers each time"),
        ("Population", ""),
        ("How people are recruited", ""),
        ("Recruitment in words", ""),
        ("How many of those asked will answer", "40 in a hundred"),
    )
    assert len(sample.decided(empty.record).pairs) == 4


def test_answers_for_margins_by_design_effect():
    found = design(planning(target=100, recruitment="random", margin_points=4, design_effect=1.2).record)
    table = sample.needed(found)
    assert table.columns == ("Margin", "Design effect 1", "Design effect 1.2", "Design effect 1.5", "Design effect 2")
    assert [row[0] for row in table.rows] == ["± 3 points", "± 4 points", "± 5 points", "± 8 points", "± 10 points"]
    # 384.15 x 1, 1.2, 1.5, 2
    assert table.rows[2][1:] == ("385", "461", "577", "769")


def test_answers_beyond_the_population_are_said_to_be():
    table = sample.needed(design(planning(population=300, response_percent=50, recruitment="random").record))
    # 150.5 / (1 + 149.5 / 300): 384.15 / (1 + 383.15 / 300) = 168.7, twice as many asked are 338
    assert table.rows[1][1] == "169 (more than there are)"
    assert table.rows[3][1] == "73 (146)"
    assert "in brackets how many to ask" in table.note


def test_groups_have_their_share_of_the_target(planned):
    table = sample.groups(planned.record, design(planned.record))
    assert table.rows == (("Age", "16-64", "48", "about 17 points"), ("Age", "65 and over", "12", "about 35 points"))
    fewer = planning(target=60, breakdowns=("age", "age*gender", "comparison"))
    rows = sample.groups(fewer.record, design(fewer.record)).rows
    assert len(rows) == 7 and rows[0] == ("Age (as if equal)", "16-24", "9", "not shown")
    assert sample.groups(planning(target=60).record, design(planning(target=60).record)) is None


def test_change_in_words_matched_and_not():
    opened = planning(3, target=200, recruitment="random", attrition_percent=20, correlation=0.5)
    said = bullets(change_of(opened))
    # fresh: d = 2.8016 x sqrt((0.25 + 0.25 - d^2) / 200), so d^2 (1 + 0.039244) = 0.019622: 0.1374
    # matched: v (1/200 + 1/160) - 2 x 0.5 v / 200 = v / 160 for v about 0.25: 0.110, a little less for the rise itself
    assert said[0] == (
        "If the same people answer again (200, then 160 of them): a rise or a fall of 11 points or more would be found four "
        "times in five."
    )
    assert said[1] == (
        "If other people answer (200 each time): a rise or a fall of 14 points or more would be found four times in five."
    )
    assert said[2].startswith(
        "Less would mostly be missed: a change half as large, such as 5 points, is found three times"
    )
    assert "would then not mean that nothing changed" in said[2]


def test_others_in_the_place_of_those_who_are_lost():
    opened = planning(
        2, target=200, recruitment="random", attrition_percent=20, correlation=0.5, returning="some of both"
    )
    # v (1/200 + 1/200 - 2 x 0.5 x 160 / 200^2) = 0.006 v; 2.8016 x sqrt(0.006 x 0.25) = 0.1085, a little less for its end
    assert bullets(change_of(opened))[0].startswith(
        "If the same people answer again (200, then 160 of them, and others in the place of the rest): a rise or a fall of 11"
    )
    found = detectable.detectable(design(opened.record), 200, True, "rise")
    alone = detectable.detectable(
        design(planning(2, attrition_percent=20, recruitment="random").record), 200, True, "rise"
    )
    assert 0.10 < found < alone < 0.11


def test_two_groups_need_twice_the_change():
    opened = planning(2, target=200, recruitment="random", attrition_percent=0, correlation=0.5)
    approach = opened.record.approach.model_copy(update={"comparison": Comparison(who="The waiting list")})
    compared = Opened("nowhere", opened.record.model_copy(update={"approach": approach}))
    # 2.8016 x sqrt(0.25 / 200) = 0.0990 for everybody; each half 0.1401, the difference of two halves 0.1981
    assert "would have to differ by 20 points or more to be told apart." in plain(change_of(compared))
    assert "comparison group" not in plain(change_of(opened))


def test_half_the_change_is_found_three_times_in_ten():
    # 2.801585 / 2 - 1.959964 = -0.559, below which 28.8% of a normal distribution lies
    assert detectable.found_at_half() == pytest.approx(0.288, abs=0.001)


def test_a_fall_that_can_not_show_is_named():
    opened = planning(2, target=60, recruitment="random", expected_percent=10)
    assert (
        "a rise of 20 points or more would be found four times in five. Even a fall to the very end would not."
        in (bullets(change_of(opened))[1])
    )
    (table,) = [block for block in change_of(opened).blocks if isinstance(block, Table)]
    assert table.rows[1][3:] == ("20 points", "none")


def test_the_change_hoped_for_says_what_it_takes():
    opened = planning(2, target=100, recruitment="random", change_points=10, attrition_percent=0, correlation=0.5)
    # fresh: 7.848879 x (0.25 + 0.24) / 0.01 = 384.6; matched: x (0.49 - 2 x 0.5 x sqrt(0.25 x 0.24)) / 0.01 = 192.3
    assert (
        "To find a rise or a fall of 10 points four times in five takes 385 answers each time from other people, or 193 "
        "the first time from the same people, 0% of whom are lost."
    ) in bullets(change_of(opened))


def test_what_the_sentence_says_it_takes_the_table_shows():
    opened = planning(2, target=385, recruitment="random", change_points=10, attrition_percent=0)
    (table,) = [block for block in change_of(opened).blocks if isinstance(block, Table)]
    assert table.rows[1][0] == "385" and table.rows[1][3:] == ("10 points", "10 points")


def test_a_single_wave_shows_no_change_and_a_tiny_one_says_so():
    assert sample_change.plan(planning(1, target=100).record, design(planning(1, target=100).record)) == ()
    assert "Too few answers to show a change" in plain(change_of(planning(2, target=8)))
    assert "Set a target" in plain(change_of(planning(2)))


@pytest.mark.parametrize(
    ("fields", "effect", "why"),
    [
        ({"mode": "online", "recruitment": "random"}, 1.0, "one by one"),
        ({"mode": "mixed", "recruitment": "random"}, 1.5, "until the way of asking is settled"),
        ({"mode": "face to face", "recruitment": "everyone"}, 1.0, "everybody is asked"),
        ({"mode": "face to face", "recruitment": "chose to join", "design_effect": 2.5}, 2.5, None),
    ],
)
def test_the_design_effect_is_named_where_it_is_assumed(fields, effect, why):
    found = design(planning(**fields).record)
    assert found.design_effect == effect
    assert any(why in sentence for sentence in found.assumed) if why else len(found.assumed) == 1


def test_every_assumption_is_said_and_none_where_all_is_filled_in():
    assert len(design(planning(2).record).assumed) == 4
    full = planning(
        2, expected_percent=30, design_effect=1.3, correlation=0.4, attrition_percent=10, recruitment="random"
    )
    assert design(full.record).assumed == ()
    assert "Everything they reckon with was filled in." in plain(sample.plan(full))


def test_no_size_mends_self_selection():
    cautions = [block.text for block in sample.plan(planning(recruitment="chose to join")).sections[-1].blocks
                if isinstance(block, Caution)]  # fmt: skip
    assert cautions == [sample.NO_SIZE_MENDS]
    assert "more answers don't mend it" in plain(sample.plan(planning(recruitment="random")))


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"target": 50, "population": 40}, "target", "50 answers from 40 people can't be."),
        ({"target": 9}, "target", "Below 10 answers a report shows no figure"),
        ({"target": 60, "population": 100, "response_percent": 40}, "response_percent", "ask 150 people, and there are 100. At best 40 would answer."),
        ({"change_points": 5, "n_waves": 1}, "change_points", "You ask once, so no change can be seen."),
        ({"change_points": 20, "n_waves": 2, "expected_percent": 10}, "change_points", "20 points can't be lost: this can only be a rise."),
        ({"change_points": 20, "n_waves": 2, "expected_percent": 90}, "change_points", "can't be gained: this can only be a fall."),
        ({"change_points": 60, "n_waves": 2}, "change_points", "can be neither lost nor gained"),
        ({"target": 20, "n_waves": 3, "attrition_percent": 40}, "attrition_percent", "about 7 of the first 20 people would be left"),
        ({"correlation": 0.4, "returning": "different people"}, "correlation", "only where the same people answer twice"),
    ],
)  # fmt: skip
def test_what_can_not_be_stands_beside_its_field(fields, field, said):
    opened = planning(**fields)
    found = problems(opened.record)
    assert list(found) == [f"approach.sample.{field}"]
    assert said in found[f"approach.sample.{field}"]
    assert said in plain(sample.plan(opened))


def test_what_can_be_says_nothing(planned):
    assert problems(planned.record) == {}
    assert problems(planning().record) == {}
    assert problems(planning(2, target=40, population=100, response_percent=50, change_points=10).record) == {}


def test_impossible_targets_give_no_figures():
    text = plain(sample.plan(planning(2, target=50, population=40, breakdowns=("age",))))
    assert "With 50 answers" not in text and "What each group would have" not in text
    assert "four times in five" not in text


def test_the_report_shows_figures_from_as_many_answers_as_is_said_here():
    from helpers.disclosure.policies import policy

    assert policy("report").smallest_base == REPORTED_FROM


def test_missing(planned, empty):
    assert len(sample.missing(empty)) == 3
    assert len(sample.missing(planning(2))) == 4
    assert sample.missing(planning(1, target=40, recruitment="everyone", how="By letter.")) == ()
    assert sample.missing(planning(1, target=4, recruitment="everyone", how="By letter."))[0].startswith(
        "Sample: Below 10"
    )


def test_planning_a_sample_loads_no_numeric_library():
    code = "import sys, helpers.plan.sample; print([n for n in ('numpy', 'scipy', 'pandas', 'matplotlib') if n in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"


def test_waves_are_as_planned_or_as_listed():
    assert sample_design.waves(planning(3).record) == 3
    assert sample_design.waves(planning().record) == 1
