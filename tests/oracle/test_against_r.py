"""Our figures against R's `survey` package: same formula, equal to 1e-9; raking, which iterates, to 1e-6.

`data/*_by_r.csv` is what R found, `make.py` and `r/` made it, `data/versions.txt` says with what.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import estimates

DATA = Path(__file__).parent / "data"
FILES = {"simulated": 60, "api_srs": 30, "api_strata": 48, "api_clusters": 48}
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
        for method in ("logit", "beta"):
            found = ours(people, design, method).loc[part.index]
            assert (found["n"] == part["n"]).all()
            assert np.allclose(found["share"], part["share"], rtol=0, atol=1e-12)
            assert np.allclose(found["std_error"], part["std_error"], rtol=0, atol=1e-9)
            inside = part[f"{method}_low"].notna()
            for side in ("low", "high"):
                difference = found.loc[inside, f"ci_{side}"] - part.loc[inside, f"{method}_{side}"]
                assert difference.abs().max() < 1e-9, (design, method, side)
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


@pytest.mark.parametrize(("design", "with_ids"), [("independent", False), ("people", True)])
def test_change(design, with_ids):
    people = pd.read_csv(DATA / "two_waves.csv")
    before, after = (people[people["wave"] == wave] for wave in (1, 2))
    ids = {"ids_before": before["id"], "ids_after": after["id"]} if with_ids else {}
    found = estimates.change(before["y"], after["y"], before["w"], after["w"], **ids)
    theirs = pd.read_csv(DATA / "two_waves_by_r.csv", index_col="design").loc[design]
    assert found.difference == pytest.approx(theirs["difference"], abs=1e-12)
    assert found.std_error == pytest.approx(theirs["std_error"], abs=1e-9)
    assert found.design == ("partly overlapping" if with_ids else "independent")


def test_raking():
    people = pd.read_csv(DATA / "to_rake.csv")
    targets = pd.read_csv(DATA / "targets.csv")
    margins = {column: part.set_index("category")["count"].to_dict() for column, part in targets.groupby("column")}
    raked = estimates.rake(people, margins, base_weights=people["w"])
    theirs = pd.read_csv(DATA / "to_rake_by_r.csv")["weight"]
    assert raked.converged and len(theirs) == len(people)
    assert np.allclose(raked.weights, theirs, rtol=1e-6, atol=0)
