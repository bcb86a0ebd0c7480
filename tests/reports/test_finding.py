import pandas as pd
import pytest

from helpers.reports.finding import find

NAN = float("nan")


def test_nothing_but_what_disclosure_released_is_taken(fabricated):
    for raw in (fabricated.table(), {"table": fabricated.table()}, None):
        with pytest.raises(TypeError, match=r"disclosure\.release"):
            find(raw, fabricated.LONELY, fabricated.WAVES)


def test_shares_stand_in_the_order_of_the_waves_and_later_waves_are_left_out(fabricated, found):
    backwards = fabricated.table().iloc[::-1]
    assert [point.share for point in found(shares=backwards).points] == [0.344, 0.30, 0.24]
    first_two = dict(list(fabricated.WAVES.items())[:2])
    finding = found(first_two)
    assert [point.wave for point in finding.points] == list(first_two)
    assert finding.latest.share == 0.30 and finding.change is None and finding.groups == ()


def test_an_indicator_no_wave_asked_is_none(fabricated):
    other = fabricated.LONELY.model_copy(update={"code": "R6"})
    assert find(fabricated.released(), other, fabricated.WAVES) is None


def test_one_not_asked_in_the_last_wave_has_no_latest(fabricated, found):
    earlier = fabricated.table().query("wave != '2025-spring'")
    finding = found(shares=earlier)
    assert finding.latest is None and len(finding.points) == 2


def test_those_who_took_part_are_the_finding_where_there_is_a_comparison_group(fabricated, found):
    shares = [
        fabricated.share("2025-spring", "comparison", "took part", 90, 0.2),
        fabricated.share("2025-spring", "comparison", "comparison group", 50, 0.3),
    ]
    changes = [
        fabricated.change("2024-spring", "2025-spring", -0.1),
        fabricated.change("2024-spring", "2025-spring", -0.14, group_by="comparison", group="took part"),
        fabricated.change("2024-spring", "2025-spring", -0.04, group_by="comparison", group="comparison group"),
        fabricated.change(
            "2024-spring", "2025-spring", -0.10, group_by="comparison", group="difference between the two"
        ),
    ]
    finding = found(shares=fabricated.table(shares), changes=changes)
    assert [point.share for point in finding.points] == [0.2]
    assert [point.share for point in finding.comparison] == [0.3]
    assert finding.change.difference == -0.14 and finding.between.difference == -0.10
    assert "comparison" not in {point.group_by for point in finding.groups}


def test_a_change_is_counted_from_the_first_wave(fabricated, found):
    assert found().change.wave_before == "2024-spring"
    only_last = [fabricated.change("2024-autumn", "2025-spring", -0.06)]
    assert found(changes=only_last).change.wave_before == "2024-autumn"


@pytest.mark.parametrize(
    ("difference", "half", "q", "is_clear", "is_one_of_many"),
    [
        (-0.1, 0.06, 0.01, True, False),
        (-0.1, 0.06, NAN, True, False),
        (-0.1, 0.06, 0.2, False, True),
        (-0.1, 0.11, 0.01, False, False),
        (NAN, 0.06, 0.01, False, False),
        (-0.1, NAN, 0.01, False, False),
        (0.1, 0.1, 0.01, False, False),
    ],
)
def test_a_change_is_clear_only_where_interval_and_false_discovery_rate_say_so(
    fabricated, found, difference, half, q, is_clear, is_one_of_many
):
    change = found(changes=[fabricated.change("2024-spring", "2025-spring", difference, half, q)]).change
    assert (change.is_clear, change.is_one_of_many) == (is_clear, is_one_of_many)


def test_withheld_is_not_zero_and_a_band_is_neither(fabricated, found):
    shares = pd.DataFrame(
        [
            fabricated.share("2024-spring", "", "everyone", 40, 0.0),
            fabricated.share("2024-autumn", "", "everyone", 40, NAN, "banded", "all but fewer than 5 of 40"),
            fabricated.share("2025-spring", "", "everyone", 8, NAN, "suppressed", "fewer than 5 of 8 is no band here"),
        ]
    )
    zero, band, withheld = found(shares=shares).points
    assert zero.is_shown and zero.share == 0
    assert not band.is_shown and band.band == "all but fewer than 5 of 40"
    assert not withheld.is_shown and withheld.band == ""


def test_the_indicators_own_caution_is_taken_out_of_the_notes(fabricated, found):
    cautious = fabricated.LONELY.model_copy(update={"caution": "Asked by a friend."})
    shares = pd.DataFrame(
        [
            fabricated.share("2024-spring", "", "everyone", 40, 0.2, note="Asked by a friend."),
            fabricated.share("2025-spring", "", "everyone", 40, 0.2, note="Asked by a friend.; small base"),
        ]
    )
    assert [point.note for point in found(shares=shares, indicator=cautious).points] == ["", "small base"]


def test_ticks_of_one_question_are_one_question_and_grid_lines_are_two(fabricated, found):
    ticks = [
        fabricated.answer("2025-spring", code, "x", 50, 0.2, kind="any of", column=f"q3_18_{code}") for code in (1, 2)
    ]
    lines = [
        fabricated.answer("2025-spring", 1, "A lot", 50, 0.2, column=column)
        for column in ("q1_4_family", "q1_4_friends")
    ]
    assert found(distributions=pd.DataFrame(ticks)).questions == ("q3_18",)
    assert found(distributions=pd.DataFrame(lines)).questions == ("q1_4_family", "q1_4_friends")


def test_findings_without_answers_or_changes_are_whole(found):
    empty = pd.DataFrame(columns=["indicator", "wave", "group_by"])
    finding = found(distributions=empty, changes=[])
    assert finding.answers == () and finding.changes == () and len(finding.points) == 3
