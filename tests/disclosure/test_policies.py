"""The policies are data: every number with its reason and its source."""

from collections.abc import Mapping

import pytest

from helpers.disclosure.policies import policy, rules
from helpers.errors import UserProblem


def test_every_rule_says_why_and_whose_it_is():
    looked_at = 0
    for entries in rules().values():
        assert entries["for"]
        for rule in (entry for entry in entries.values() if isinstance(entry, Mapping)):
            assert rule["reason"].endswith(".") and rule["source"]
            looked_at += 1
    assert looked_at >= 17


def test_the_four_policies():
    assert set(rules()) == {"team", "report", "open", "agreement"}
    assert (policy("report").smallest_base, policy("report").smallest_side, policy("report").band) == (10, 5, True)
    assert (policy("open").smallest_side, policy("open").base_step) == (10, 5)
    assert not policy("team").withholds


@pytest.mark.parametrize(("name", "words"), [("agreement", "sharing"), ("secret", "no disclosure policy")])
def test_what_is_not_there_is_said(name, words):
    with pytest.raises(UserProblem, match=words):
        policy(name)
