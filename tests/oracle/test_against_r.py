"""Our figures against R's `survey` package: same formula, equal to 1e-9; raking, which iterates, to 1e-6.

`data/*_by_r.csv` is what R found, `make.py` and `r/` made it, `data/versions.txt` says with what.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import estimates

DATA = Path(__file__).parent / "data"
FILES = {"simulated": 60, "api_srs": 30, "api_strata": 48, "api_clusters": 48, "nhanes": 40}
"""File -> how many estimates R kept for it, at least."""


def designs(people: pd.DataFrame) -> dict[str, dict]:
    """The designs shares.R knows, as arguments of ours."""
    strata, clusters = ("stratum" if "stratum" in people else None), ("cluster" if "cluster" in people else None)
    population = people["population"].iloc[0] if "population" in people else None
    if population is not None and strata:
        population = people.groupby("stratum")["population"].first().to_dict()
    return {
        "plain": {},
        "weights": {"weights": "w"},
        "strata": {"weights": "w", "strata": strata},
        "clusters": {"weights": "w", "clusters": clusters},
        "both": {"weights": "w", "strata": strata, "clusters": clusters},
        "finite": {"weights": "w", "strata": strata, "clusters": clusters, "population": population},
    }


def ours(people: pd.DataFrame, design: str, method: str) -> pd.DataFrame:
    indicators = [name for name in people if name.startswith("y")]
    by = [name for name in people if name.startswith("group")]
    table = estimates.shares(people, indicators, by, method=method, **designs(people)[design])
    return table.set_index(["indicator", "group_by", "group"])


@pytest.mark.parametrize("name", FILES)
def test_shares_errors_and_intervals(name):
    people = pd.read_csv(DATA / f"{name}.csv")
    theirs = pd.read_csv(DATA / f"{name}_by_r.csv", keep_default_na=False, na_values=["NA"])
    looked_at = 0
    for design, part in theirs.groupby("design"):
        part = part.set_index(["column", "group_by", "group"])
        # R fits logit by iterations that end at 1e-8; beta is a formula
        for method, tolerance in (("logit", 1e-8), ("beta", 1e-9)):
            found = ours(people, design, method).loc[part.index]
            assert (found["n"] == part["n"]).all()
            assert np.allclose(found["share"], part["share"], rtol=0, atol=1e-12)
            assert np.allclose(found["std_error"], part["std_error"], rtol=0, atol=1e-9)
            inside = part[f"{method}_low"].notna()
            for side in ("low", "high"):
                difference = found.loc[inside, f"ci_{side}"] - part.loc[inside, f"{method}_{side}"]
                assert difference.abs().max() < tolerance, (design, method, side)
        looked_at += len(part)
    assert looked_at >= FILES[name]


def test_one_share_is_the_same_row():
    people = pd.read_csv(DATA / "simulated.csv")
    table = ours(people, "both", "beta")
    found = estimates.share(
        people["y"], people["w"], people["stratum"], people["cluster"], domain=people["group"] == "a", method="beta"
    )
    row = table.loc[("y", "group", "a")]
    assert found.std_error == pytest.approx(row["std_error"], abs=1e-12)
    assert (found.ci_low, found.ci_high) == pytest.approx((row["ci_low"], row["ci_high"]), abs=1e-12)


MEANS = {"api_srs": 13, "api_strata": 48, "api_clusters": 48}
"""File -> how many means R kept for it, at least."""


@pytest.mark.parametrize("name", MEANS)
def test_means_errors_design_effects_and_intervals(name):
    people = pd.read_csv(DATA / f"{name}.csv")
    theirs = pd.read_csv(DATA / f"{name}_means_by_r.csv", keep_default_na=False, na_values=["NA", "NaN"])
    columns = [column for column in people if column.startswith("x")]
    by = [column for column in people if column.startswith("group")]
    for design, part in theirs.groupby("design"):
        part = part.set_index(["column", "group_by", "group"])
        found = estimates.means(people, columns, by, **designs(people)[design])
        found = found.set_index(["column", "group_by", "group"]).loc[part.index]
        assert (found["n"] == part["n"]).all()
        for figure in ("mean", "std_error", "design_effect", "std_dev", "ci_low", "ci_high"):
            known = part[figure].notna()
            assert known.sum() > 2, (design, figure)
            assert np.allclose(found.loc[known, figure], part.loc[known, figure], rtol=1e-9, atol=1e-9), (
                design,
                figure,
            )
    assert len(theirs) >= MEANS[name]


CHANGES = {
    "independent": ([], "independent"),
    "people": (["id"], "partly overlapping"),
    "independent_strata": (["stratum"], "independent"),
    "people_strata": (["id", "stratum"], "partly overlapping"),
    "other_places": (["stratum", "cluster of its own"], "independent"),
    "places": (["stratum", "cluster"], "same places"),
}
"""R's design -> what we are told of it, and what we call it."""


@pytest.mark.parametrize("design", CHANGES)
def test_change(design):
    given, word = CHANGES[design]
    people = pd.read_csv(DATA / "two_waves.csv")
    people["cluster of its own"] = [
        f"{wave}: {place}" for wave, place in zip(people["wave"], people["cluster"], strict=True)
    ]
    before, after = (people[people["wave"] == wave] for wave in (1, 2))
    named = {"id": "ids", "stratum": "strata"}
    columns = {named.get(name, "clusters"): name for name in given}
    table = estimates.changes(before, after, ["y"], ["group"], "w", **columns).set_index("group")
    theirs = pd.read_csv(DATA / "two_waves_by_r.csv").query("design == @design and column == 'y'").set_index("group")
    assert list(table.index) == list(theirs.index) == ["everyone", "a", "b"]
    assert np.allclose(table["difference"], theirs["difference"], rtol=0, atol=1e-12)
    assert np.allclose(table["std_error"], theirs["std_error"], rtol=0, atol=1e-9)
    assert table.loc["everyone", "design"] == word
    one = estimates.change(
        *(wave["y"] for wave in (before, after)),
        *(wave["w"] for wave in (before, after)),
        **{
            f"{name}_{which}": wave[column]
            for name, column in columns.items()
            for which, wave in (("before", before), ("after", after))
        },
    )
    row = table.loc["everyone"]
    for name in ("difference", "std_error", "ci_low", "ci_high", "p_value", "n_matched", "design", "smallest"):
        assert getattr(one, name) == pytest.approx(row[name], abs=1e-12), name


@pytest.mark.parametrize("design", CHANGES)
def test_changes_of_means(design):
    people = pd.read_csv(DATA / "two_waves.csv")
    given, word = CHANGES[design]
    people["cluster of its own"] = people["wave"] * 100 + people["cluster"]
    before, after = (people[people["wave"] == wave] for wave in (1, 2))
    named = {"id": "ids", "stratum": "strata"}
    columns = {named.get(name, "clusters"): name for name in given}
    table = estimates.changes_of_means(before, after, ["x"], ["group"], "w", **columns).set_index("group")
    theirs = pd.read_csv(DATA / "two_waves_by_r.csv").query("design == @design and column == 'x'").set_index("group")
    assert list(table.index) == list(theirs.index) == ["everyone", "a", "b"]
    assert np.allclose(table["difference"], theirs["difference"], rtol=0, atol=1e-9)
    assert np.allclose(table["std_error"], theirs["std_error"], rtol=0, atol=1e-9)
    assert table.loc["everyone", "design"] == word


ASSOCIATIONS = {"simulated": 10, "api_strata": 12, "api_clusters": 12, "nhanes": 8}
"""File -> how many tests R kept for it, at least."""


@pytest.mark.parametrize("name", ASSOCIATIONS)
def test_whether_groups_differ(name):
    people = pd.read_csv(DATA / f"{name}.csv")
    theirs = pd.read_csv(DATA / f"{name}_association_by_r.csv")
    columns = [column for column in people if column.startswith("y")]
    by = [column for column in people if column.startswith("group")]
    for design, part in theirs.groupby("design"):
        of = {key: value for key, value in designs(people)[design].items() if key != "population"}
        found = estimates.apart(people, columns, by, **of).set_index(["indicator", "group_by"])
        part = part.set_index(["column", "group_by"])
        assert np.allclose(found.loc[part.index, "statistic"], part["statistic"], rtol=1e-9, atol=0), design
        assert np.allclose(found.loc[part.index, "p_value"], part["p_value"], rtol=1e-9, atol=1e-12), design
    assert len(theirs) >= ASSOCIATIONS[name]


def test_raking():
    people = pd.read_csv(DATA / "to_rake.csv")
    targets = pd.read_csv(DATA / "targets.csv")
    margins = {column: part.set_index("category")["count"].to_dict() for column, part in targets.groupby("column")}
    raked = estimates.rake(people, margins, base_weights=people["w"])
    theirs = pd.read_csv(DATA / "to_rake_by_r.csv")["weight"]
    assert raked.converged and len(theirs) == len(people)
    assert np.allclose(raked.weights, theirs, rtol=1e-6, atol=0)


def test_post_stratification():
    people, cells = pd.read_csv(DATA / "to_rake.csv"), pd.read_csv(DATA / "cells.csv")
    targets = cells.set_index(["age", "gender"])["Freq"].to_dict()
    found = estimates.post_stratify(people, ["age", "gender"], targets, base_weights=people["w"])
    theirs = pd.read_csv(DATA / "to_rake_by_r_cells.csv")["weight"]
    assert found.converged and len(theirs) == len(people)
    assert np.allclose(found.weights, theirs, rtol=1e-9, atol=0)


WEIGHTED = [
    *(f"{base} {how}" for base in ("people", "strata", "clusters") for how in ("raked", "cells")),
    "equal by rake",
]


@pytest.mark.parametrize("design", WEIGHTED)
def test_errors_after_weighting_leave_out_what_the_margins_explain(design):
    base, how = design.split(" ", 1)
    people = pd.read_csv(DATA / "to_rake.csv")
    theirs = pd.read_csv(DATA / "to_rake_errors_by_r.csv").query("design == @design")
    targets = pd.read_csv(DATA / "targets.csv")
    margins = {column: part.set_index("category")["count"].to_dict() for column, part in targets.groupby("column")}
    weights = None if base == "equal" else people["w"]
    if how == "cells":
        cells = pd.read_csv(DATA / "cells.csv").set_index(["age", "gender"])["Freq"].to_dict()
        raked = estimates.post_stratify(people, ["age", "gender"], cells, base_weights=weights)
    else:
        raked = estimates.rake(people, margins, base_weights=weights)
    of = {
        "strata": "stratum" if base in ("strata", "clusters") else None,
        "clusters": "cluster" if base == "clusters" else None,
    }
    shares = estimates.shares(people, ["y"], ["group"], raked, **of).set_index("group")
    means = estimates.means(people, ["x"], ["group"], raked, **of).set_index("group")
    for column, table, figure in (("y", shares, "share"), ("x", means, "mean")):
        part = theirs[theirs["column"] == column].set_index("group")
        assert len(part) == 3
        found = table.loc[part.index]
        # R rakes by iterations that end at 1e-13 of the total, its rake() takes ten rounds to what the margins explain
        assert np.allclose(found[figure], part["mean"], rtol=1e-9, atol=0)
        assert np.allclose(found["std_error"], part["std_error"], rtol=1e-6, atol=0)
        plain = estimates.means(people, [column], ["group"], raked.weights, **of).set_index("group")["std_error"]
        assert found.loc["everyone", "std_error"] < 0.98 * plain["everyone"]
