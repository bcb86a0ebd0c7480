"""Somebody keeps every release of a survey, knows who joined and who left, and subtracts."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import disclosure
from helpers.disclosure import Findings, from_plain, release, release_and_keep

spec = importlib.util.spec_from_file_location("attacker", Path(__file__).with_name("attacker.py"))
attacker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(attacker)

AGES = ("16-24", "25-44", "45-64", "65-74", "75 and over")
EVERYONE = ("", "everyone")
HOW_MANY = (10, pytest.param(250, marks=pytest.mark.slow))


def people(random, n):
    return pd.DataFrame(
        {
            "age": random.choice(AGES, n, p=[0.08, 0.3, 0.3, 0.22, 0.1]),
            "gender": random.choice(["Women", "Men"], n, p=[0.6, 0.4]),
            "yes": random.random(n) < random.choice([0.05, 0.2, 0.5, 0.8]),
        }
    )


def shares_of(frame, by, policy):
    """Raw shares of the people there are, small groups joined, and who is in each group."""
    ages = disclosure.merging({age: int((frame["age"] == age).sum()) for age in AGES}, policy)
    labels = {"age": frame["age"].map(ages), "gender": frame["gender"]}
    rows, members = [("", "everyone", len(frame), int(frame["yes"].sum()))], {EVERYONE: frame.index}
    for name in by:
        parts = [labels[part] for part in name.split("*")]
        label = parts[0] if len(parts) == 1 else parts[0] + " / " + parts[1]
        for group, who in frame.groupby(label):
            rows.append((name, group, len(who), int(who["yes"].sum())))
            members[name, group] = who.index
    table = pd.DataFrame(rows, columns=["group_by", "group", "n", "n_yes"])
    table = table.assign(indicator="R7", wave="w", share=table["n_yes"] / table["n"], n_effective=table["n"])
    return table, members


class Reader:
    """Holds all releases; of each person that was ever asked, asks whether they said yes."""

    def __init__(self):
        self.held = []

    def keep(self, released, table, members):
        rows = {(row["group_by"], row["group"]): row for row in released.table.to_dict("records")}
        truth = {(row["group_by"], row["group"]): (row["n"], row["n_yes"]) for row in table.to_dict("records")}
        self.held.append([(rows[key], *truth[key], frozenset(who)) for key, who in members.items()])

    def bounds(self, wanted, releases):
        """The fewest and most of some people who can have said yes, by some of the releases."""
        cells = [cell for at in releases for cell in self.held[at]]
        everybody = frozenset().union(wanted, *(who for *_, who in cells))
        alike = {}
        for person in everybody:
            alike.setdefault(tuple(person in who for who in (wanted, *(cell[3] for cell in cells))), []).append(person)
        spy = attacker.Attacker()
        for kind, who in alike.items():
            spy.learn(kind, 0, len(who))
        for at, (row, n, yes, _) in enumerate([({"status": "suppressed"}, len(wanted), 0, wanted), *cells]):
            spy.learn(at, *attacker.known(row, n, yes))
            spy.add_up([kind for kind in alike if kind[at]], at)
        return spy.bounds(0)


def in_turn(random):
    """Two or three releases, of which each may be of other people, under another policy, split otherwise."""
    frame, asked = people(random, int(random.choice([40, 60, 100, 160]))), 0
    earlier, reader, changed, policies = [], Reader(), [], []
    for at in range(int(random.integers(2, 4))):
        if at and random.random() < 0.7:
            leaving = random.choice(frame.index, int(random.choice([0, 1, 2, 12])), replace=False)
            joining = people(random, int(random.choice([0, 1, 3, 15])))
            asked += 1000
            joining.index += asked
            frame = pd.concat([frame.drop(leaving), joining])
            changed += [frozenset(leaving), frozenset(joining.index)]
        policy = str(random.choice(["report", "report", "open"]))
        by = [["age"], ["age", "gender"], ["age", "gender", "age*gender"]][random.integers(3)]
        table, members = shares_of(frame, by, policy)
        released, kept = release_and_keep(table, policy, earlier=earlier)
        earlier.append(from_plain(f"day {at}", policy, json.loads(json.dumps(kept))))
        reader.keep(released, table, members)
        policies.append(policy)
    return reader, changed, policies


def found_out(reader, changed, policies):
    """What all releases tell beyond what one tells by itself, or the others do without it."""
    every, found, n_held = range(len(policies)), [], 0
    shown = {who for cells in reader.held for row, _, _, who in cells if row["status"] in ("released", "merged")}
    for at, policy in enumerate(policies):
        for row, n, yes, who in reader.held[at]:
            if row["status"] not in ("banded", "suppressed") or who in shown:
                continue
            n_held += 1
            together = reader.bounds(who, every)
            if attacker.is_plainly_open(row, n, yes, together):
                continue
            alone, others = reader.bounds(who, [at]), reader.bounds(who, [one for one in every if one != at])
            alone = max(alone[0], others[0]), min(alone[1], others[1])
            weaker = "report" if "report" in policies else policy
            if together != alone and attacker.is_exposed(row, n, yes, together, alone, weaker):
                found.append((at, row["group"], n, yes, row["status"], row["note"], together, alone))
    for who in changed:
        if 0 < len(who) < 10:
            together = reader.bounds(who, every)
            alone = [reader.bounds(who, [at]) for at in every]
            free = max(low for low, _ in alone), min(high for _, high in alone)
            if together != free and together[1] - together[0] + 1 < min(4, free[1] - free[0] + 1):
                found.append(("changed", len(who), together, free))
    return found, n_held


@pytest.mark.parametrize("n_sequences", HOW_MANY)
def test_several_releases_tell_no_more_than_each_by_itself(n_sequences):
    random, n_held = np.random.default_rng(23), 0
    for at in range(n_sequences):
        reader, changed, policies = in_turn(random)
        found, held = found_out(reader, changed, policies)
        assert not found, (at, policies, found)
        n_held += held
    assert n_held > 2 * n_sequences


def frame_of(*rows):
    table = pd.DataFrame(rows, columns=["group_by", "group", "n", "n_yes"])
    return table.assign(indicator="R7", wave="w", share=table["n_yes"] / table["n"], n_effective=table["n"])


def kept(table, policy="report", earlier=(), on="3 June 2026"):
    return from_plain(on, policy, json.loads(json.dumps(release_and_keep(table, policy, earlier=earlier)[1])))


BEFORE = frame_of(("", "everyone", 60, 24), ("age", "16-24", 20, 9), ("age", "25-44", 40, 15))


def test_the_same_answers_give_the_same_release():
    for policy in ("report", "open"):
        first = release(BEFORE, policy)
        again = release(BEFORE, policy, earlier=[kept(BEFORE, policy)] * 3)
        pd.testing.assert_frame_equal(first.table, again.table)


def test_somebody_who_joined_is_not_given_away_and_it_is_said_why():
    after = frame_of(("", "everyone", 61, 25), ("age", "16-24", 20, 9), ("age", "25-44", 41, 16))
    table = release(after, earlier=[kept(BEFORE)]).table.set_index("group")
    assert table["status"].to_dict() == {"everyone": "suppressed", "16-24": "released", "25-44": "suppressed"}
    reason = "withheld: would show what changed for few people since the release of 3 June 2026"
    assert table.loc["everyone", "note"] == table.loc["25-44", "note"] == reason
    assert pd.isna(table.loc["everyone", "n"])


def test_many_who_joined_are_shown_and_a_rare_answer_among_them_is_not():
    many = frame_of(("", "everyone", 90, 36), ("age", "16-24", 35, 15), ("age", "25-44", 55, 21))
    assert set(release(many, earlier=[kept(BEFORE)]).table["status"]) == {"released"}
    rare = frame_of(("", "everyone", 90, 25), ("age", "16-24", 35, 10), ("age", "25-44", 55, 15))
    assert release(rare, earlier=[kept(BEFORE)]).table.loc[0, "status"] == "suppressed"


def test_joined_groups_and_their_parts_are_told_apart_by_no_second_release():
    fine = frame_of(
        ("", "everyone", 112, 44), ("age", "16-24", 12, 2), ("age", "25-44", 40, 20), ("age", "45-64", 60, 22)
    )
    joined = frame_of(("", "everyone", 112, 44), ("age", "Combined (16-24, 25-44)", 52, 22), ("age", "45-64", 60, 22))
    first = release(fine).table.set_index("group")
    assert first.loc["16-24", "status"] == "banded"
    assert release(joined, "open").table["status"].tolist() == ["released", "merged", "released"]
    second = release(joined, "open", earlier=[kept(fine)]).table.set_index("group")["status"]
    covered = first["status"]["25-44"] == "suppressed"
    assert covered or second["Combined (16-24, 25-44)"] == "suppressed"
    third = release(fine, earlier=[kept(joined, "open")]).table.set_index("group")["status"]
    assert third["16-24"] != "released" and third["25-44"] == "suppressed"


def test_answers_of_a_question_are_withheld_whole():
    def of(*counts):
        return pd.DataFrame(
            [
                {"indicator": "R7", "column": "q1_7", "wave": "w", "code": code, "kind": "one of", "n": sum(counts),
                 "n_yes": n, "share": n / sum(counts)}
                for code, n in enumerate(counts, start=1)
            ]
        )  # fmt: skip

    table = frame_of(("", "everyone", 60, 24))
    before = Findings(table, of(24, 16, 20), counted={"R7": {}})
    same = release(before, earlier=[kept(before)]).distributions
    assert same["status"].tolist() == ["released"] * 3
    after = Findings(table, of(24, 17, 20), counted={"R7": {}})
    other = release(after, earlier=[kept(before)]).distributions
    assert other["status"].tolist() == ["suppressed"] * 3 and other["n"].isna().all()
    assert other["note"].str.contains("3 June 2026").all()


def test_what_is_kept_holds_no_count_that_was_withheld():
    table = frame_of(
        ("", "everyone", 97, 40), ("age", "16-24", 23, 3), ("age", "25-44", 7, 6), ("age", "45-64", 67, 31)
    )
    plain = release_and_keep(table)[1]
    rows = {row[3]: row for row in plain["figures"]}
    assert rows["everyone"][4:6] == [97, 40] and rows["16-24"][5] is None and rows["25-44"][5] is None
