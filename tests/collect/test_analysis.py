"""What the analysis finds in the samples is what was put in."""

import json

import pandas as pd
import pytest

from helpers import disclosure
from helpers import project as projects
from helpers.collect import analysis
from helpers.collect.coded import code_wave
from helpers.errors import UserProblem
from helpers.steps.listing import SAMPLES

PLACES = {"everyone": ("", "everyone"), "took part": ("comparison", "took part")} | {
    "comparison group": ("comparison", "comparison group")
}


@pytest.fixture(scope="module")
def befriending():
    return projects.open(SAMPLES / "befriending")


@pytest.fixture(scope="module")
def findings(befriending):
    return analysis.findings(befriending)


def truth(name):
    return json.loads((SAMPLES / name / "truth.json").read_text(encoding="utf-8"))


def test_bases_and_counts_are_those_the_sample_was_made_with(findings):
    shares = findings.shares.set_index(["wave", "group_by", "group", "indicator"])
    compared = 0
    for wave, made in truth("befriending")["waves"].items():
        for group, indicators in made["counts"].items():
            for indicator, counted in indicators.items():
                row = shares.loc[(wave, *PLACES[group], indicator)]
                assert (row["n"], row["n_yes"]) == (counted["n"], counted["n_yes"]), (wave, group, indicator)
                compared += 1
    assert compared == 3 * 3 * 10


def test_the_estate_is_counted_too_and_has_no_weights():
    shares = analysis.findings(projects.open(SAMPLES / "estate")).shares
    everyone = shares[shares["group_by"] == ""].set_index("indicator")
    (made,) = truth("estate")["waves"].values()
    assert len(made["counts"]["everyone"]) >= 6
    for indicator, counted in made["counts"]["everyone"].items():
        row = everyone.loc[indicator]
        assert (row["n"], row["n_yes"]) == (counted["n"], counted["n_yes"])
        assert row["share"] == pytest.approx(counted["n_yes"] / counted["n"], abs=1e-12)


def test_built_in_changes_are_found_and_none_where_none_was_built_in(findings):
    changes = findings.changes
    took_part = changes[(changes["group"] == "took part") & (changes["wave_before"] == "2024-spring")]
    took_part = took_part.set_index("indicator")
    assert took_part.loc["R7", "q_value"] < 0.05 and took_part.loc["R7", "difference"] < -0.1
    assert took_part.loc["R2_younger", "q_value"] < 0.05 and took_part.loc["R2_younger", "difference"] > 0.1
    unchanged = [code for code, made in truth("befriending")["built_in"].items() if not made["change_is_built_in"]]
    assert len(unchanged) == 5
    assert (took_part.loc[unchanged, "q_value"] > 0.05).all()


def test_every_indicator_of_the_basket_is_there_overall_by_group_by_wave_and_with_its_change(befriending, findings):
    basket = {item.indicator for item in befriending.record.measures.basket}
    waves = {wave.id for wave in befriending.waves}
    shares, changes = findings.shares, findings.changes
    for group_by in ("", *befriending.record.approach.breakdowns):
        rows = shares[shares["group_by"] == group_by]
        assert set(zip(rows["indicator"], rows["wave"], strict=True)) == {
            (code, wave) for code in basket for wave in waves
        }
    assert set(changes["indicator"]) == basket
    assert set(findings.distributions["indicator"]) == {"", *basket}
    assert set(findings.counts["wave"]) == waves
    assert (
        shares["theme"].notna().all()
        and shares["domain"].isin(["Relationships", "Equality", "Participation", "Outcomes"]).all()
    )


def test_groups_of_a_breakdown_add_up_to_no_more_than_everyone(findings):
    shares = findings.shares
    totals = shares.groupby(["indicator", "wave", "group_by"])["n"].sum().unstack("group_by")
    for breakdown in totals.columns.drop(""):
        held = totals[breakdown].dropna()
        assert len(held) and (held <= totals.loc[held.index, ""]).all()


def test_weighting_moves_shares_and_costs_effective_people(findings):
    everyone = findings.shares[findings.shares["group_by"] == ""]
    assert (everyone["n_effective"] < everyone["n"]).all()
    assert ((everyone["share"] - everyone["n_yes"] / everyone["n"]).abs() > 1e-4).any()


def test_an_earlier_wave_knows_nothing_of_a_later_one(befriending):
    earlier = analysis.findings(befriending, "2024-autumn")
    assert set(earlier.shares["wave"]) == {"2024-spring", "2024-autumn"}
    assert set(earlier.changes["wave_after"]) == {"2024-autumn"}
    first = analysis.findings(befriending, "2024-spring")
    assert first.changes.empty


def test_groups_are_the_same_in_every_wave(findings):
    labels = findings.shares.groupby(["group_by", "wave"])["group"].agg(lambda groups: tuple(dict.fromkeys(groups)))
    for group_by in ("age", "ethnicity", "gender"):
        assert len(set(labels[group_by])) == 1


def test_crossed_groups_and_one_wave_alone(befriending):
    crossed = analysis.findings(befriending, by=("disability*comparison",), is_one_wave=True).shares
    assert set(crossed["wave"]) == {"2025-spring"}
    groups = set(crossed.loc[crossed["group_by"] == "disability*comparison", "group"])
    assert "Has a long-term condition / took part" in groups and len(groups) == 4


def test_unknown_and_unasked_breakdowns_are_named(befriending):
    with pytest.raises(UserProblem, match="shoe"):
        analysis.findings(befriending, by=("shoe",))
    with pytest.raises(UserProblem, match=r"question 3\.11 was not asked"):
        analysis.findings(befriending, by=("tenure",))


def test_the_same_findings_are_worked_out_once_and_again_after_a_change(befriending, tmp_path, monkeypatch):
    calls = []
    real = disclosure.release_and_keep
    monkeypatch.setattr(analysis.disclosure, "release_and_keep", lambda *a, **b: calls.append(1) or real(*a, **b))
    monkeypatch.setattr(analysis, "_KEPT", {})
    first = analysis.released(befriending)
    assert analysis.released(befriending) is first and len(calls) == 1
    looked_at = befriending.record.analysis.model_copy(update={"notes": "Another", "marked": ()})
    record = befriending.record.model_copy(update={"title": "Another", "analysis": looked_at})
    assert analysis.released(projects.Opened(befriending.path, record)) is first
    fewer = looked_at.model_copy(update={"breakdowns": ("gender",)})
    again = analysis.released(
        projects.Opened(befriending.path, record.model_copy(update={"analysis": fewer})), is_one_wave=True
    )
    assert len(calls) == 2
    assert set(again.table["group_by"]) == {"", "comparison", "gender"}


def test_what_is_written_holds_released_figures_and_blanks(befriending, tmp_path):
    released = analysis.released(befriending)
    analysis.write_findings(released, tmp_path / "findings.csv")
    written = pd.read_csv(tmp_path / "findings.csv", keep_default_na=False, dtype=str)
    assert tuple(written.columns) == analysis.COLUMNS
    withheld = written[written["status"].isin(["banded", "suppressed"])]
    assert len(withheld) > 5
    assert (withheld[["share", "std_error", "ci_low", "ci_high"]] == "").all(axis=None)


def test_whatever_is_asked_the_same_groups_are_joined_and_the_same_is_withheld(befriending):
    report = analysis.released(befriending).table
    shown = report[report["wave"] == "2025-spring"].set_index(["indicator", "group_by", "group"])
    for by in (("ethnicity",), ("age*gender",), ("ethnicity", "age", "gender", "disability")):
        asked = analysis.released(befriending, by=by, is_one_wave=True).table
        assert set(asked["group_by"]) == {"", "comparison", *by}
        same = asked[~asked["group_by"].str.contains("*", regex=False)].set_index(["indicator", "group_by", "group"])
        assert len(same) >= 30
        again = shown.loc[same.index]
        for column in ("n", "share", "status"):
            pd.testing.assert_series_equal(same[column], again[column])


@pytest.mark.parametrize("by", ["age*gender*disability", "age*age"])
def test_more_than_two_breakdowns_are_not_crossed(befriending, by):
    with pytest.raises(UserProblem, match="can't be split by"):
        analysis.released(befriending, by=(by,))


def test_each_arm_is_weighted_to_the_targets_by_itself(befriending):
    coded = code_wave(befriending, "2024-spring", ("gender",))
    targets = befriending.record.approach.weighting.margins["gender"]
    for arm in ("took part", "comparison group"):
        inside = (coded.groups["comparison"] == arm) & coded.groups["gender"].isin(list(targets))
        weights = pd.Series(coded.weights)[inside.to_numpy()]
        shares = weights.groupby(coded.groups["gender"][inside].astype(str).to_numpy()).sum() / weights.sum()
        assert len(shares) == len(targets)
        for label, share in targets.items():
            assert shares[label] == pytest.approx(share, abs=1e-6)
