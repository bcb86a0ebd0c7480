"""Random tables are released, and somebody tries to work out what was withheld."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import disclosure

spec = importlib.util.spec_from_file_location("attacker", Path(__file__).with_name("attacker.py"))
attacker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(attacker)

POLICIES = ("report", "open")
HOW_MANY = (12, pytest.param(300, marks=pytest.mark.slow))
EVERYONE = ("", "everyone")


def shares_frame(cells, indicator="R7"):
    """(group_by, group) -> (n, yes) as raw findings."""
    rows = [
        {"indicator": indicator, "wave": "w", "group_by": by, "group": group, "n": n, "n_yes": yes}
        for (by, group), (n, yes) in cells.items()
    ]
    frame = pd.DataFrame(rows)
    share = frame["n_yes"] / frame["n"].where(frame["n"] > 0)
    return frame.assign(share=share, std_error=0.05, ci_low=share - 0.1, ci_high=share + 0.1, n_effective=frame["n"])


def rows_of(table, *columns):
    return {tuple(row[name] for name in columns): row for row in table.to_dict("records")}


def one_breakdown(random):
    sizes = random.choice([3, 7, 11, 14, 20, 35, 60], random.integers(2, 7))
    share = random.choice([0.0, 0.05, 0.1, 0.3, 0.6, 0.9, 1.0])
    yes = [int((random.random(size) < share).sum()) for size in sizes]
    rest = int(random.choice([0, 0, 2, 15]))
    rest_yes = int((random.random(rest) < share).sum())
    cells = {EVERYONE: (int(sizes.sum()) + rest, sum(yes) + rest_yes)}
    for at, (size, count) in enumerate(zip(sizes, yes, strict=True)):
        cells[("age", f"{at}")] = (int(size), count)
    return cells, rest


def crossed(random):
    shape = random.integers(2, 5), random.integers(2, 4)
    size = random.choice([4, 9, 14, 25]) + random.integers(0, 20, shape)
    yes = random.binomial(size, random.choice([0.05, 0.15, 0.4, 0.8]))
    cells = {EVERYONE: (int(size.sum()), int(yes.sum()))}
    for name, axis in (("age", 1), ("gender", 0)):
        for at, pair in enumerate(zip(size.sum(axis=axis), yes.sum(axis=axis), strict=True)):
            cells[(name, f"{name}{at}")] = tuple(map(int, pair))
    for a, b in np.ndindex(*shape):
        cells[("age*gender", f"age{a} / gender{b}")] = int(size[a, b]), int(yes[a, b])
    return cells


def breakdown_lines(cells):
    """Which cells add up to which."""
    lines = []
    for name in dict.fromkeys(by for by, _ in cells if by):
        lines.append(([key for key in cells if key[0] == name], EVERYONE))
        for place, part in enumerate(name.split("*") if "*" in name else ()):
            for key in [key for key in cells if key[0] == part]:
                lines.append(([c for c in cells if c[0] == name and c[1].split(" / ")[place] == key[1]], key))
    return lines


def exposed(cells, policy, sensitive=frozenset()):
    """The groups somebody could learn too much of, and how many were withheld."""
    findings = disclosure.Findings(shares_frame(cells), is_sensitive=sensitive)
    rows = rows_of(disclosure.release(findings, policy).table, "group_by", "group")
    finest = list(cells)[-1][0]
    whole, alone = attacker.Attacker(), attacker.Attacker()
    for key, (n, yes) in cells.items():
        whole.learn(key, *attacker.known(rows[key], n, yes, bool(sensitive)))
        alone.learn(key, *((0, n) if key[0] == finest else attacker.known(rows[key], n, yes, bool(sensitive))))
    for spy in (whole, alone):
        for parts, total in breakdown_lines(cells):
            spy.add_up(parts, total, cells[total][0] - sum(cells[part][0] for part in parts))
    held = [key for key in cells if rows[key]["status"] in ("banded", "suppressed")]
    found = []
    for key in held:
        bounds = whole.bounds(key)
        if attacker.is_plainly_open(rows[key], *cells[key], bounds, bool(sensitive)):
            continue
        if attacker.is_exposed(rows[key], *cells[key], bounds, alone.bounds(key), policy, bool(sensitive)):
            found.append((key, cells[key], rows[key]["status"], bounds, alone.bounds(key)))
    return found, len(held)


@pytest.mark.parametrize("n_tables", HOW_MANY)
@pytest.mark.parametrize("policy", POLICIES)
def test_nobody_in_one_breakdown_is_exposed(policy, n_tables):
    random = np.random.default_rng(11)
    n_held = 0
    for _ in range(n_tables):
        cells, _rest = one_breakdown(random)
        sensitive = frozenset({"R7"}) if random.random() < 0.5 else frozenset()
        found, held = exposed(cells, policy, sensitive)
        assert not found, (cells, found)
        n_held += held
    assert n_held > n_tables


@pytest.mark.parametrize("n_tables", HOW_MANY)
@pytest.mark.parametrize("policy", POLICIES)
def test_nobody_in_a_crossed_breakdown_is_exposed(policy, n_tables):
    random = np.random.default_rng(12)
    n_held = 0
    for _ in range(n_tables):
        cells = crossed(random)
        found, held = exposed(cells, policy)
        assert not found, (cells, found)
        n_held += held
    assert n_held > 3 * n_tables


def test_the_attacker_can_find_what_is_not_covered():
    """The guard guarded: with one group withheld and nothing covering it, its count is known."""
    spy = attacker.Attacker()
    spy.learn("all", 30, 30)
    spy.learn("shown", 27, 27)
    spy.learn("withheld", 1, 4)
    spy.add_up(["shown", "withheld"], "all")
    assert spy.bounds("withheld") == (3, 3)
    row = {"status": "banded", "note": "fewer than 5 of 20"}
    assert attacker.is_exposed(row, 20, 3, (3, 3), (0, 20), "report")


def distribution(random):
    """Options by groups of people, and the codes an indicator counts and leaves out."""
    n_options, n_groups = int(random.integers(3, 7)), int(random.integers(2, 4))
    chances = random.dirichlet(np.full(n_options, 0.7))
    sizes = random.choice([8, 12, 20, 40, 80], n_groups)
    counts = np.array([random.multinomial(size, chances) for size in sizes])
    codes = list(range(1, n_options + 1))
    counted = frozenset(random.choice(codes, random.integers(1, n_options), replace=False).tolist())
    left = [code for code in codes if code not in counted]
    outside = {left[0]} if len(left) > 1 and random.random() < 0.3 else set()
    return counts, codes, counted, frozenset(left) - outside


def findings_of(counts, codes, counted, others, is_told):
    groups = {EVERYONE: counts.sum(axis=0)} | {("gender", f"g{at}"): row for at, row in enumerate(counts)}
    rows, cells = [], {}
    for (by, group), row in groups.items():
        of = dict(zip(codes, map(int, row), strict=True))
        yes, no = (sum(of[code] for code in part) for part in (counted, others))
        cells[(by, group)] = (yes + no, yes)
        for code, count in of.items():
            rows.append(
                {"indicator": "R7", "column": "q1_7", "wave": "w", "group_by": by, "group": group, "code": code,
                 "label": str(code), "kind": "one of", "n": sum(of.values()), "n_yes": count,
                 "share": count / max(sum(of.values()), 1)}
            )  # fmt: skip
    told = {"R7": {"q1_7": (counted, others)}} if is_told else {}
    return disclosure.Findings(shares_frame(cells), pd.DataFrame(rows), counted=told), groups, cells


def spy_on(groups, cells, codes, counted, others, shares, options, is_open):
    """Everything the two tables tell together, but of the counts that are taken as withheld."""
    spy, everybody = attacker.Attacker(), int(groups[EVERYONE].sum())

    def learn(name, state, n, count):
        spy.learn(name, *((0, n) if is_open(name) else attacker.known(state, n, count)))

    for key, row in groups.items():
        n, (base, yes) = int(row.sum()), cells[key]
        has_base = shares[key]["status"] != "suppressed"
        has_answers = any(options[(*key, code)]["status"] != "suppressed" for code in codes)
        spy.learn((*key, "n"), *((n, n) if has_answers else (0, everybody)))
        spy.learn((*key, "base"), *((base, base) if has_base else (0, everybody)))
        learn((*key, "yes"), shares[key], base if has_base else everybody, yes)
        for name in ("no", "outside"):
            spy.learn((*key, name), 0, everybody)
        for code, count in zip(codes, row, strict=True):
            learn((*key, code), options[(*key, code)], n if has_answers else everybody, int(count))
        spy.add_up([(*key, "yes"), (*key, "no")], (*key, "base"))
        spy.add_up([(*key, "base"), (*key, "outside")], (*key, "n"))
        parts = {"yes": counted, "no": others, "outside": set(codes) - counted - others}
        for name, part in parts.items():
            spy.add_up([(*key, code) for code in part], (*key, name))
    for name in ("yes", *codes):
        spy.add_up([(*key, name) for key in groups if key != EVERYONE], (*EVERYONE, name))
    return spy


def leaks(random, policy, is_told):
    counts, codes, counted, others = distribution(random)
    findings, groups, cells = findings_of(counts, codes, counted, others, is_told)
    released = disclosure.release(findings, policy)
    shares = rows_of(released.table, "group_by", "group")
    options = rows_of(released.distributions, "group_by", "group", "code")

    def spy(is_open):
        return spy_on(groups, cells, codes, counted, others, shares, options, is_open)

    whole = spy(lambda name: False)
    without = {
        "answers of groups": spy(lambda name: name[-1] in codes and name[:2] != EVERYONE),
        "answers": spy(lambda name: name[-1] in codes),
        "all but everyone's share": spy(lambda name: name[-1] in codes or name[:2] != EVERYONE),
    }
    found, held = [], 0
    for key, row in groups.items():
        of_share = ("yes", shares[key], *cells[key], "all but everyone's share")
        alone = "answers" if key == EVERYONE else "answers of groups"
        of_options = [(c, options[(*key, c)], int(row.sum()), int(n), alone) for c, n in zip(codes, row, strict=True)]
        for name, state, n, count, but in [of_share, *of_options]:
            if state["status"] not in ("banded", "suppressed"):
                continue
            held += 1
            bounds = whole.bounds((*key, name))
            if attacker.is_plainly_open(state, n, count, bounds):
                continue
            free = without[but].bounds((*key, name))
            if attacker.is_exposed(state, n, count, bounds, free, policy):
                found.append((key, name, n, count, state["status"], bounds, free))
    return found, held, (counts.tolist(), counted, others, shares, options)


@pytest.mark.parametrize("n_tables", HOW_MANY)
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("is_told", [True, False])
def test_answers_do_not_give_each_other_or_the_share_away(policy, is_told, n_tables):
    random = np.random.default_rng(13)
    n_held = 0
    for _ in range(n_tables):
        found, held, what = leaks(random, policy, is_told)
        assert not found, (what[:3], found)
        n_held += held
    assert n_held > 3 * n_tables


@pytest.mark.parametrize("policy", ["report", "open"])
def test_a_few_people_in_no_group_are_not_left_over(policy):
    """Everyone less the groups shown is a group too: under ten people it must not come out of a subtraction."""
    random, looked_at = np.random.default_rng(11), 0
    for _ in range(150):
        cells, rest = one_breakdown(random)
        if not 0 < rest < 10:
            continue
        rows = rows_of(disclosure.release(disclosure.Findings(shares_frame(cells)), policy).table, "group_by", "group")
        groups = [key for key in cells if key != EVERYONE]
        if rows[EVERYONE]["status"] != "released":
            continue
        assert any(rows[key]["status"] not in ("released", "merged") for key in groups), cells
        looked_at += 1
    assert looked_at > 5


def test_a_withheld_answer_of_many_people_says_neither_nobody_nor_everybody():
    """Of thirty people, each count of a sensitive answer looks like another, or is shown."""
    seen = {}
    for yes in range(31):
        cells = {EVERYONE: (30, yes)}
        findings = disclosure.Findings(shares_frame(cells), is_sensitive=frozenset({"R7"}))
        row = disclosure.release(findings, "report").table.iloc[0]
        if row["status"] != "released":
            seen.setdefault((row["status"], row["note"]), []).append(yes)
    assert sorted(map(tuple, seen.values())) == [(0, 1, 2, 3, 4), (26, 27, 28, 29, 30)]
