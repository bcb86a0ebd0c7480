"""Somebody holds the whole report: shares, answers, ticks and any of them, conditions, means and crossed tables at once."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import disclosure
from helpers.disclosure import Union

spec = importlib.util.spec_from_file_location("attacker", Path(__file__).with_name("attacker.py"))
attacker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(attacker)

POLICIES = ("report", "open")
HOW_MANY = (6, pytest.param(200, marks=pytest.mark.slow))
EVERYONE = ("", "everyone")


class Survey:
    """A few people's answers, the findings made of them, and what adds up to what."""

    def __init__(self, random):
        self.n = int(random.choice([14, 25, 40, 70, 120]))
        self.random = random
        self.groups = {EVERYONE: np.ones(self.n, bool)}
        self.shares, self.options, self.sums, self.counted, self.unions, self.fixed = [], [], [], {}, {}, {}

    def split(self, name, n_groups):
        """A breakdown into groups, perhaps with people in none."""
        group = self.random.choice(n_groups, self.n, p=self.random.dirichlet(np.full(n_groups, 3.0)))
        for at in range(n_groups):
            self.groups[(name, f"{name}{at}")] = group == at
        return group

    def share(self, code, yes, mean=None):
        for (by, group), who in self.groups.items():
            n, count = int(who.sum()), int(yes[who].sum())
            score = float("nan") if mean is None or not n else mean[who].mean()
            self.shares.append((code, by, group, n, count, score))
        for name in dict.fromkeys(by for by, _ in self.groups if by):
            parts = [key for key in self.groups if key[0] == name]
            self.sums.append(([(code, key) for key in parts], (code, EVERYONE), 0, 0, None))

    def answers(self, code, column, values, options, kind="one of"):
        """Everyone's answers, and of ticks those of the first breakdown's groups."""
        keys = [EVERYONE] if kind == "one of" else [key for key in self.groups if key[0] in ("", "arm")]
        for key in keys:
            who = self.groups[key]
            for option in options:
                self.options.append(
                    (code, column, *key, option, kind, int(who.sum()), int((values[who] == option).sum()))
                )
        for option in options if len(keys) > 1 else ():
            parts = [((column, option), key) for key in keys[1:]]
            self.sums.append((parts, ((column, option), EVERYONE), 0, 0, None))

    def know(self, name, value):
        self.fixed[name] = value
        return name

    def findings(self):
        shares = pd.DataFrame(self.shares, columns=["indicator", "group_by", "group", "n", "n_yes", "mean"])
        share = shares["n_yes"] / shares["n"].where(shares["n"] > 0)
        shares = shares.assign(wave="w", share=share, n_effective=shares["n"])
        names = ["indicator", "column", "group_by", "group", "code", "kind", "n", "n_yes"]
        options = pd.DataFrame(self.options, columns=names).assign(wave="w")
        return disclosure.Findings(shares, options, counted=self.counted, unions=self.unions)


def with_ticks(random):
    """Four activities that go together, any of them, or none."""
    survey = Survey(random)
    survey.split("arm", 2)
    keen = random.random(survey.n) < random.choice([0.1, 0.3, 0.7, 0.95])
    ticks = (random.random((survey.n, 4)) < random.dirichlet(np.ones(4)) * 2) & keen[:, None]
    survey.share("P5", ticks.any(axis=1))
    for at in range(4):
        survey.answers("P5", f"q_{at}", ticks[:, at].astype(int), [1], "any of")
    survey.answers("P5", "q_none", (~ticks.any(axis=1)).astype(int), [1], "any of")
    survey.unions["P5"] = Union(True, tuple((f"q_{at}", frozenset({1})) for at in range(4)), "q_none")
    for key, who in survey.groups.items():
        n, options = int(who.sum()), [((f"q_{at}", 1), key) for at in range(4)]
        for option in options:
            survey.sums.append(([option], ("P5", key), n, 0, None))
        survey.sums.append((options, ("P5", key), 0, -4 * n, None))
        survey.sums.append(([("P5", key), (("q_none", 1), key)], survey.know(("n", key), n), 0, 0, None))
    return survey


def with_two_conditions(random):
    """Mixing often, and being glad of it: the share of both, and the answers to each."""
    survey = Survey(random)
    survey.split("age", 3)
    first = random.choice([1, 2, 3, 4], survey.n, p=random.dirichlet(np.full(4, 0.8)))
    second = random.choice([1, 2, 3, 4], survey.n, p=random.dirichlet(np.full(4, 0.8)))
    survey.share("R2", (first <= 2) & (second == 1))
    survey.answers("R2", "q1", first, [1, 2, 3, 4])
    survey.answers("R2", "q2", second, [1, 2, 3, 4])
    misses = (("q1", frozenset({3, 4})), ("q2", frozenset({2, 3, 4})))
    survey.unions["R2"] = Union(False, misses)
    n = survey.know(("n", EVERYONE), survey.n)
    survey.sums.append(([("R2", EVERYONE), ("missed", EVERYONE)], n, 0, 0, None))
    every = []
    for column, codes in misses:
        part = [((column, code), EVERYONE) for code in codes]
        every += part
        survey.sums.append((part, ("missed", EVERYONE), survey.n, 0, None))
        survey.sums.append(([((column, code), EVERYONE) for code in range(1, 5)], n, 0, 0, None))
    survey.sums.append((every, ("missed", EVERYONE), 0, -2 * survey.n, None))
    return survey


def with_a_mean(random):
    """Scores from 0 to 10, the share of seven or more, and their mean to a decimal."""
    survey = Survey(random)
    survey.split("age", 2)
    scores = np.clip(random.normal(random.choice([3, 6, 8]), random.choice([0.7, 1.5, 3]), survey.n).round(), 0, 10)
    survey.share("O2", scores >= 7, scores)
    survey.answers("O2", "q", scores.astype(int), range(11))
    high, low = frozenset(range(7, 11)), frozenset(range(7))
    survey.counted["O2"] = {"q": (high, low)}
    n, total = survey.know(("n", EVERYONE), survey.n), int(scores.sum())
    option = [(("q", code), EVERYONE) for code in range(11)]
    survey.sums.append((option[7:], ("O2", EVERYONE), 0, 0, None))
    survey.sums.append((option, n, 0, 0, None))
    mean = round(total / survey.n, 1)
    low, high = np.ceil((mean - 0.05) * survey.n - 1e-9), np.floor((mean + 0.05) * survey.n + 1e-9)
    told = survey.know("scores", total)
    survey.sums.append((option, told, int(total - low), int(total - high), range(11)))
    return survey


def with_two_crossed(random):
    """Age by gender and age by area: both tell of age."""
    survey = Survey(random)
    survey.n *= 2
    survey.groups[EVERYONE] = np.ones(survey.n, bool)
    parts = {name: survey.split(name, size) for name, size in (("age", 3), ("gender", 2), ("area", 2))}
    for a, b in (("age", "gender"), ("age", "area")):
        for i in range(parts[a].max() + 1):
            for j in range(parts[b].max() + 1):
                survey.groups[(f"{a}*{b}", f"{a}{i} / {b}{j}")] = (parts[a] == i) & (parts[b] == j)
    survey.share("R7", random.random(survey.n) < random.choice([0.05, 0.15, 0.5, 0.9]))
    for by, group in list(survey.groups):
        for other in [one for one in survey.groups if "*" in one[0] and by in one[0].split("*")]:
            place = other[0].split("*").index(by)
            if other[1].split(" / ")[place] == group:
                survey.sums.append(([("R7", other)], ("R7", (by, group)), 0, 0, other[0]))
    return survey


def in_rows(sums):
    """Cells of one crossed table that were noted one by one, as one sum for each total."""
    plain, rows = [one for one in sums if not isinstance(one[4], str)], {}
    for parts, total, _, _, name in (one for one in sums if isinstance(one[4], str)):
        rows.setdefault((total, name), []).extend(parts)
    return plain + [(parts, total, 0, 0, None) for (total, _), parts in rows.items()]


def states_of(survey, released):
    """Name of a count -> the released row, the people, the count, and whether withholding it was the rule's to choose."""
    shares = {(row["indicator"], (row["group_by"], row["group"])): row for row in released.table.to_dict("records")}
    options = {
        ((row["column"], row["code"]), (row["group_by"], row["group"])): row
        for row in released.distributions.to_dict("records")
    }
    found = {}
    for code, by, group, n, yes, _ in survey.shares:
        name = (code, (by, group))
        found[name] = shares[name], n, yes, "*" in by
    for _, column, by, group, code, _, n, yes in survey.options:
        name = ((column, code), (by, group))
        found[name] = options[name], n, yes, True
    return found


def exposed(survey, policy):
    released = disclosure.release(survey.findings(), policy)
    cells, sums = states_of(survey, released), in_rows(survey.sums)
    whole, alone = attacker.Attacker(), attacker.Attacker()
    for name, (row, n, yes, is_chosen) in cells.items():
        whole.learn(name, *attacker.known(row, n, yes))
        alone.learn(name, *((0, n) if is_chosen else attacker.known(row, n, yes)))
    has_mean = released.table.set_index(["indicator", "group"])["mean"].notna()
    for spy in (whole, alone):
        for name, value in survey.fixed.items():
            spy.learn(name, value, value)
        for parts, total, rest, less, weights in sums:
            if total == "scores" and not has_mean["O2", "everyone"]:
                continue
            for part in (*parts, total):
                spy.learn(part, 0, survey.n * 10)
            spy.add_up(parts, total, rest, less, weights)
    held = [name for name, (row, *_) in cells.items() if row["status"] in ("banded", "suppressed")]
    found = []
    for name in held:
        row, n, yes, _ = cells[name]
        bounds = whole.bounds(name)
        if attacker.is_plainly_open(row, n, yes, bounds):
            continue
        if attacker.is_exposed(row, n, yes, bounds, alone.bounds(name), policy):
            found.append((name, n, yes, row["status"], bounds, alone.bounds(name)))
    return found, len(held)


@pytest.mark.parametrize("n_reports", HOW_MANY)
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("made", [with_ticks, with_two_conditions, with_a_mean, with_two_crossed])
def test_nothing_withheld_is_told_by_what_stands_elsewhere(made, policy, n_reports):
    random, n_held = np.random.default_rng(17), 0
    for at in range(n_reports):
        found, held = exposed(made(random), policy)
        assert not found, (at, found)
        n_held += held
    assert n_held > n_reports
