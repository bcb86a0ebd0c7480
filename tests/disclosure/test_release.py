"""What each policy shows and withholds, rule by rule."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from helpers.disclosure import Findings, Released, awaiting, release

FIGURES = ["n_effective", "share", "std_error", "ci_low", "ci_high", "mean", "design_effect", "unweighted"]
COLUMNS = [
    "indicator", "theme", "domain", "wave", "group_by", "group", "n", "n_effective", "share", "std_error",
    "ci_low", "ci_high", "mean", "status", "note",
]  # fmt: skip


def shares(*rows, **more):
    """Rows of (group_by, group, n, n_yes)."""
    frame = pd.DataFrame(rows, columns=["group_by", "group", "n", "n_yes"])
    share = frame["n_yes"] / frame["n"].where(frame["n"] > 0)
    frame = frame.assign(indicator="R7", wave="w", share=share, std_error=0.0432, ci_low=share - 0.0777)
    return frame.assign(
        ci_high=share + 0.0777,
        n_effective=frame["n"] * 0.83,
        mean=6.6789,
        design_effect=1.204,
        unweighted=share,
        note="",
        **more,
    )


def only(n, n_yes, policy="report", sensitive=(), **more):
    findings = Findings(shares(("", "everyone", n, n_yes), **more), is_sensitive=frozenset(sensitive))
    return release(findings, policy).table.iloc[0]


def test_the_table_has_the_columns_of_the_contract_and_no_counts():
    released = release(shares(("", "everyone", 40, 12)))
    assert isinstance(released, Released)
    assert list(released.table) == [*COLUMNS, "design_effect", "unweighted"]
    for frame in (released.table, released.distributions, released.changes, released.counts, released.apart):
        assert not [name for name in frame if name.startswith("n_yes")]
        assert {"status", "note"} <= set(frame)
    with pytest.raises(dataclasses.FrozenInstanceError):
        released.policy = "team"


@pytest.mark.parametrize("policy", ["report", "open"])
def test_every_count_of_every_small_base(policy):
    pairs = [(n, n_yes) for n in range(26) for n_yes in range(n + 1)]
    frame = shares(*(("", "everyone", *pair) for pair in pairs))
    frame["indicator"] = [f"{n} {n_yes}" for n, n_yes in pairs]
    table = release(frame, policy).table
    assert len(table) == len(pairs) == 351
    for (n, n_yes), (_, row) in zip(pairs, table.iterrows(), strict=True):
        sides = min(n_yes, n - n_yes)
        if n < 10 or (policy == "open" and sides < 10):
            assert row["status"] == "suppressed" and row[["n", *FIGURES]].isna().all()
        elif 0 < sides < 5:
            words = f"fewer than 5 of {n}" if n_yes < 5 else f"all but fewer than 5 of {n}"
            assert (row["status"], row["note"], row["n"]) == ("banded", words, n)
            assert row[FIGURES].isna().all()
        else:
            assert row["status"] == "released" and row["share"] == pytest.approx(n_yes / n, abs=0.026)


def test_nobody_and_everybody_of_a_sensitive_answer_wait_for_a_person():
    for n_yes in (0, 14):
        assert only(14, n_yes)["status"] == "released"
        row = only(14, n_yes, sensitive=["R7"])
        few = only(14, 2 if n_yes == 0 else 12, sensitive=["R7"])
        assert row["status"] == "banded" and pd.isna(row["share"])
        assert row.equals(few), "nobody must read like one to four"
    findings = Findings(shares(("", "everyone", 14, 14)), is_sensitive=frozenset({"R7"}))
    assert len(awaiting(findings)) == 1
    decided = release(findings, decided={("R7", "w", "", "everyone"): "The data lead"}).table.iloc[0]
    assert (decided["status"], decided["share"]) == ("released", 1.0)


def test_withheld_rows_say_the_same_whatever_the_reason():
    rows = [only(7, 3), only(14, 14, "open", sensitive=["R7"]), only(30, 3, "open")]
    assert len({row["note"] for row in rows}) == 1
    assert not any(character.isdigit() for character in rows[0]["note"])


def test_report_shows_whole_percent_and_one_decimal_of_means():
    row = only(137, 41)
    assert row[["n", "n_effective", "share", "std_error", "mean"]].tolist() == [137, 114, 0.3, 0.04, 6.7]
    assert (row["ci_low"], row["ci_high"]) == (0.22, 0.38)


def test_open_rounds_bases_to_5_and_shares_by_their_base():
    small, large = only(43, 14, "open"), only(203, 67, "open")
    assert small[["n", "share"]].tolist() == [45, 0.35] and pd.isna(small["std_error"])
    assert large[["n", "share", "std_error"]].tolist() == [205, 0.33, 0.04]


def test_team_sees_everything_and_is_told_of_small_bases():
    row = only(7, 3, "team")
    assert row["share"] == 3 / 7 and row["status"] == "released" and "fewer than 10" in row["note"]
    assert only(12, 1, "team")["note"] == ""


def test_a_withheld_group_is_covered_by_the_next_smallest():
    frame = shares(("", "everyone", 100, 40), ("age", "a", 7, 3), ("age", "b", 33, 12), ("age", "c", 60, 25))
    table = release(frame).table.set_index("group")
    assert table["status"].to_dict() == {"everyone": "released", "a": "suppressed", "b": "suppressed", "c": "released"}


def test_a_band_is_covered_too():
    frame = shares(("", "everyone", 60, 25), ("age", "a", 25, 3), ("age", "b", 35, 22))
    assert release(frame).table["status"].tolist() == ["released", "banded", "suppressed"]


def test_people_who_are_in_no_group_can_be_cover_enough():
    frame = shares(("", "everyone", 100, 50), ("age", "a", 25, 3), ("age", "b", 35, 22))
    assert release(frame).table["status"].tolist() == ["released", "banded", "released"]


def test_the_figure_for_everyone_stays():
    random = np.random.default_rng(3)
    for _ in range(20):
        sizes = random.integers(1, 25, 4)
        yes = random.binomial(sizes, 0.3)
        frame = shares(
            ("", "everyone", sizes.sum(), yes.sum()),
            *(("age", f"{at}", *pair) for at, pair in enumerate(zip(sizes, yes, strict=True))),
        )
        alone = release(frame.iloc[:1]).table.iloc[0]
        assert release(frame).table.iloc[0]["status"] == alone["status"]


def test_two_of_a_row_are_not_enough_in_a_crossed_table():
    """Rows (23, 14, 4), (31, 12, 18), (27, 15, 22) with their margins: the 4 needs a rectangle around it."""
    counts = np.array([[23, 14, 4], [31, 12, 18], [27, 15, 22]])
    rows = [("", "everyone", 500, int(counts.sum()))]
    rows += [("age", f"a{at}", 166, int(n)) for at, n in enumerate(counts.sum(axis=1))]
    rows += [("area", f"b{at}", 166, int(n)) for at, n in enumerate(counts.sum(axis=0))]
    rows[0] = ("", "everyone", 498, int(counts.sum()))
    bases = [[60, 50, 56], [56, 60, 50], [50, 56, 60]]
    rows += [("age*area", f"a{at[0]} / b{at[1]}", bases[at[0]][at[1]], int(counts[at])) for at in np.ndindex(3, 3)]
    table = release(shares(*rows)).table
    held = table[table["group_by"] == "age*area"].set_index("group")["status"].ne("released")
    assert held["a0 / b2"] and held.sum() >= 4
    assert all(sum(held[f"a{at} / b{other}"] for other in range(3)) != 1 for at in range(3))
    assert all(sum(held[f"a{other} / b{at}"] for other in range(3)) != 1 for at in range(3))


def test_the_order_of_rows_does_not_matter():
    frame = shares(("", "everyone", 100, 40), ("age", "a", 7, 3), ("age", "b", 33, 12), ("age", "c", 60, 25))
    forward = release(frame).table.set_index("group")["status"]
    backward = release(frame.iloc[::-1]).table.set_index("group")["status"]
    assert forward.to_dict() == backward.to_dict()


def changes(**more):
    row = {
        "indicator": "R7", "wave_before": "v", "wave_after": "w", "group_by": "", "group": "everyone", "n_before": 50,
        "n_after": 44, "n_matched": 20, "n_yes_before": 20, "n_yes_after": 12, "share_before": 0.4, "share_after": 12 / 44,
        "difference": 12 / 44 - 0.4, "std_error": 0.0876, "ci_low": -0.3, "ci_high": 0.05, "p_value": 0.14567,
        "q_value": 0.2, "design": "partly overlapping", "note": "",
    }  # fmt: skip
    return pd.DataFrame([row | more])


def of_changes(frame, table=None, policy="report"):
    return release(Findings(shares() if table is None else table, changes=frame), policy).changes.iloc[0]


def test_a_change_is_rounded():
    row = of_changes(changes())
    assert row[["difference", "p_value", "n_matched"]].tolist() == [-0.13, 0.15, 20] and pd.isna(row["std_error"])
    assert row["status"] == "released"
    apart = of_changes(changes(design="independent", n_matched=0))
    assert apart[["difference", "std_error", "p_value"]].tolist() == [-0.13, 0.09, 0.146]
    in_the_open = of_changes(changes(design="independent", n_matched=0), policy="open")
    assert in_the_open[["std_error", "p_value", "q_value"]].isna().all()


@pytest.mark.parametrize(
    "more",
    [
        {"n_before": 9, "n_yes_before": 4},
        {"n_yes_after": 3},
        {"n_yes_before": 47},
        {"design": "matched", "n_matched": 9},
    ],
)
def test_a_change_needs_both_waves(more):
    row = of_changes(changes(**more))
    assert row["status"] == "suppressed" and row["design"] == ""
    assert (
        row[["n_before", "n_after", "n_matched", "share_before", "share_after", "difference", "p_value"]].isna().all()
    )


def test_a_change_is_withheld_where_its_share_is():
    table = shares(("", "everyone", 60, 25), ("age", "a", 25, 3), ("age", "b", 35, 22))
    frame = changes(group_by="age", group="b", n_after=35, n_yes_after=22, wave_after="w")
    assert of_changes(frame, table)["status"] == "suppressed"


def test_few_matched_people_are_not_counted_out():
    assert pd.isna(of_changes(changes(n_matched=3))["n_matched"])
    assert of_changes(changes(n_matched=3))["status"] == "released"


def test_of_two_groups_compared_neither_gives_the_other_away():
    frame = pd.concat([changes(group_by="comparison", group="took part"), changes(group_by="comparison", group="others", n_yes_after=2),
                       changes(group_by="comparison", group="difference between the two", share_before=np.nan)])  # fmt: skip
    assert release(Findings(shares(), changes=frame)).changes["status"].tolist() == ["suppressed"] * 3


@pytest.mark.parametrize(
    ("n", "of", "status", "note"),
    [(31, 31, "released", ""), (0, 31, "released", ""), (3, 31, "banded", "fewer than 5 of 31"),
     (29, 31, "banded", "all but fewer than 5 of 31"), (12, 31, "released", ""), (3, 8, "suppressed", None)],
)  # fmt: skip
def test_counts_follow_the_same_bands(n, of, status, note):
    counts = pd.DataFrame({"wave": ["w"], "what": ["no consent"], "n": [n], "of": [of]})
    row = release(Findings(shares(), counts=counts)).counts.iloc[0]
    assert row["status"] == status and (note is None or row["note"] == note)
    assert pd.isna(row["n"]) == (status != "released")


def flow(received, **aside):
    usable = received - sum(aside.values())
    rows = [("received", received), *((f"set aside: {why}", n) for why, n in aside.items()), ("usable", usable)]
    counts = pd.DataFrame({"wave": "w", "what": [what for what, _ in rows], "n": [n for _, n in rows], "of": received})
    return release(Findings(shares(), counts=counts)).counts.set_index("what")


def test_a_few_set_aside_are_not_the_difference_of_two_counts():
    counts = flow(31, consent=1)
    assert pd.isna(counts.loc["received", "n"]) and counts["of"].isna().all()
    assert counts.loc["set aside: consent", "note"] == "fewer than 5"
    assert counts.loc["usable", "n"] == 30
    assert "31" not in counts.to_csv()


def test_reasons_that_add_up_cover_each_other():
    counts = flow(140, consent=6, age=1)
    assert counts.loc["received", "n"] == 140 and counts.loc["usable", "n"] == 133
    assert counts.loc[["set aside: consent", "set aside: age"], "n"].isna().all()
    assert flow(140, consent=6)["n"].tolist() == [140, 6, 134]


def unanswered(n_answered, **rows):
    """The rows of one question that 45 people were asked: what of them is shown."""
    counts = pd.DataFrame({"wave": "w", "what": [f"{what}: q1_7" for what in rows], "n": rows.values(), "of": 45})
    answers = options([n_answered - 15, 15]).assign(column="q1_7")
    findings = Findings(shares(), answers, counts=counts, counted={"R7": {}})
    return release(findings).counts.set_index("what")["n"].to_dict()


def test_who_did_not_answer_adds_up_with_the_base():
    two = {"prefer not to say": 2, "no answer": 12}
    assert unanswered(45, **dict.fromkeys(two, 0)) == {"prefer not to say: q1_7": 0, "no answer: q1_7": 0}
    assert unanswered(44, **two | {"prefer not to say": 1}) == {}, "one person: that the row is there would say so"
    found = unanswered(31, **two)
    assert len(found) == 2 and all(np.isnan(n) for n in found.values())
    assert all(np.isnan(n) for n in unanswered(38, **{"prefer not to say": 5}).values()), "two left it out"
    assert unanswered(30, **{"prefer not to say": 8, "no answer": 7}) == {
        "prefer not to say: q1_7": 8,
        "no answer: q1_7": 7,
    }


def options(counts, group=("", "everyone"), kind="one of", sensitive=False):
    total = sum(counts)
    return pd.DataFrame(
        [
            {"indicator": "R7", "column": "q1_7", "wave": "w", "group_by": group[0], "group": group[1], "code": code,
             "label": f"answer {code}", "kind": kind, "n": total, "n_yes": n, "share": n / total}
            for code, n in enumerate(counts, start=1)
        ]
    )  # fmt: skip


def statuses(frame, counted, table=None, sensitive=()):
    table = (shares(("", "everyone", 60, 20)) if table is None else table).assign(mean=np.nan)
    findings = Findings(table, frame, counted=counted, is_sensitive=frozenset(sensitive))
    return release(findings).distributions["status"].tolist()


def test_a_rare_answer_is_a_band_and_another_covers_it():
    counted = {"R7": {"q1_7": (frozenset({1}), frozenset({2, 3, 4}))}}
    assert statuses(options([20, 25, 12, 3]), counted) == ["released", "released", "suppressed", "banded"]


def test_answers_that_the_share_counts_cover_each_other_only():
    counted = {"R7": {"q1_7": (frozenset({1, 4}), frozenset({2, 3}))}}
    table = shares(("", "everyone", 60, 23))
    assert statuses(options([20, 25, 12, 3]), counted, table) == ["suppressed", "released", "released", "banded"]


def test_a_mean_of_scores_tells_of_the_answers_that_are_withheld():
    """Scores 1 to 4 of 20, 25, 12 and 3 people: the mean of 2.0 says that two or more of the banded four gave a 4."""
    counted = {"R7": {"q1_7": (frozenset({1}), frozenset({2, 3, 4}))}}
    findings = Findings(shares(("", "everyone", 60, 20)), options([20, 25, 12, 3]), counted=counted)
    told = release(findings).distributions["status"].tolist()
    assert told[3] == "banded" and told[1:3] == ["suppressed", "suppressed"]


def test_without_knowing_what_the_share_counts_all_answers_are_withheld():
    assert statuses(options([20, 25, 12, 3]), {}) == ["suppressed"] * 4
    assert statuses(options([20, 25, 10, 5]), {}) == ["released"] * 4


def test_several_answers_stand_each_for_itself():
    frame = options([20, 25, 12, 3], kind="any of").assign(n=60)
    assert statuses(frame, {}) == ["released", "released", "released", "banded"]


def test_the_answers_of_groups_are_shown_all_or_not_at_all():
    everyone = options([30, 30, 40])
    for groups, status in (([[18, 3, 19], [12, 27, 21]], "suppressed"), ([[18, 10, 19], [12, 20, 21]], "released")):
        parts = [options(counts, ("g", name)) for counts, name in zip(groups, "ab", strict=True)]
        found = statuses(pd.concat([everyone, *parts]), {"R7": {}})
        assert found == ["released"] * 3 + [status] * 6
    few_in_neither = [options([17, 10, 19], ("g", "a")), options([11, 19, 20], ("g", "b"))]
    assert statuses(pd.concat([everyone, *few_in_neither]), {"R7": {}})[3:] == ["suppressed"] * 6


def test_what_is_withheld_comes_to_ten_people_with_its_cover():
    frame = shares(("", "everyone", 106, 50), ("age", "a", 3, 1), ("age", "b", 40, 20), ("age", "c", 60, 27))
    assert release(frame).table["status"].tolist() == ["released", "suppressed", "suppressed", "released"]


def test_two_findings_for_one_figure_are_refused():
    with pytest.raises(ValueError, match="two findings"):
        release(shares(("", "everyone", 40, 12), ("", "everyone", 8, 2)))


def test_raw_findings_show_no_figures_by_themselves():
    assert "12" not in repr(Findings(shares(("", "everyone", 40, 12))))


def test_findings_may_be_empty():
    released = release(Findings(shares(), pd.DataFrame(), pd.DataFrame(), pd.DataFrame()))
    assert not len(released.table) and not len(released.changes) and set(released.summary.values()) == {0}
