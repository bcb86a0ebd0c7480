"""The policies are data: every number with its reason and its source."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest

from helpers.disclosure import Agreement, Findings, Released, release_sums
from helpers.disclosure.policies import policy, rules
from helpers.errors import UserProblem


def test_every_rule_says_why_and_whose_it_is():
    looked_at = 0
    for entries in rules().values():
        assert entries["for"]
        for rule in (entry for entry in entries.values() if isinstance(entry, Mapping)):
            assert rule["reason"].endswith(".") and rule["source"]
            looked_at += 1
    assert looked_at >= 20


def test_the_four_policies():
    assert set(rules()) == {"team", "report", "open", "agreement"}
    assert (policy("report").smallest_base, policy("report").smallest_side, policy("report").band) == (10, 5, True)
    assert (policy("open").smallest_side, policy("open").base_step) == (10, 5)
    assert not policy("team").withholds


@pytest.mark.parametrize(("name", "words"), [("agreement", "sharing"), ("secret", "no disclosure policy")])
def test_what_is_not_there_is_said(name, words):
    with pytest.raises(UserProblem, match=words):
        policy(name)


SIGNED = Agreement(("Linden Hythe Neighbours", "The pool"), date(2026, 6, 3), "London-wide figures")


def sums(**more):
    one = {
        "indicator": "R7",
        "wave": "w",
        "n": 7,
        "n_yes": 2,
        "sum_w": 7.0,
        "sum_w2": 7.0,
        "sum_wy": 2.0,
        "sum_w2y": 2.0,
    }
    places = pd.DataFrame({"group_by": ["", "age", "gender"], "group": ["everyone", "16-24", "Women"]})
    return places.assign(**one, **more)


def test_sums_under_an_agreement_are_whole_and_hold_nothing_else():
    raw = sums(respondent_id="row 7", q_why="My name is Rosa", note="anything", share=2 / 7)
    agreed = release_sums(Findings(raw), SIGNED, ["age"])
    assert agreed.table["group_by"].tolist() == ["", "age"] and agreed.table["n_yes"].tolist() == [2, 2]
    assert list(agreed.table) == rules()["agreement"]["columns"]["value"]
    assert "Rosa" not in agreed.table.to_csv() and "Rosa" not in repr(agreed) and "row 7" not in agreed.table.to_csv()
    assert not isinstance(agreed, Released), "a report would take it"


@pytest.mark.parametrize(
    ("agreement", "words"),
    [
        (Agreement(("Us",), date(2026, 6, 3), "Figures"), "two parties"),
        (Agreement(("Us", "Us"), date(2026, 6, 3), "Figures"), "two parties"),
        (Agreement(("Us", "Them"), None, "Figures"), "signed"),
        (Agreement(("Us", "Them"), date(2026, 6, 3), " "), "what the sums are for"),
    ],
)
def test_no_sums_leave_without_a_whole_agreement(agreement, words):
    with pytest.raises(UserProblem, match=words):
        release_sums(sums(), agreement)


def test_nobodys_pretend_answers_are_pooled():
    with pytest.raises(UserProblem, match="Pretend"):
        release_sums(Findings(sums(), is_pretend=True), SIGNED)
